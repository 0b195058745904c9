//! Owns what the handout of a task shows: its sections on sheets, in versions from different cases. Knows nothing of right
//! answers; the cards to cut and the key are pages of their own.

use super::paper::{PaperSection, handed_out, letter, paper, versions};
use crate::engine::words::direction;
use crate::task::{PageWords, Task};
use serde::Serialize;

/// A handout, ready for a template.
#[derive(Clone, Debug, Serialize)]
pub struct HandoutPage {
    pub title: String,
    pub summary: String,
    pub language: String,
    pub direction: &'static str,
    pub licence: String,
    /// There is a line for a name.
    pub name_line: bool,
    pub versions: Vec<Version>,
}

/// One version of the sheets.
#[derive(Clone, Debug, Serialize)]
pub struct Version {
    /// `A`, `B` …; empty where there is only one.
    pub letter: String,
    pub sections: Vec<PaperSection>,
}

/// The handout of a task.
pub fn handout(task: &Task, words: &PageWords) -> HandoutPage {
    let sections: Vec<_> = handed_out(task).collect();
    let count = versions(task, sections.iter().copied(), &words.page);
    let version = |version| Version {
        letter: letter(version, count),
        sections: sections
            .iter()
            .map(|(index, section)| paper(task, *index, section, version, &words.page))
            .collect(),
    };
    HandoutPage {
        title: task.about.title.clone(),
        summary: task.about.summary.clone(),
        language: task.about.language.clone(),
        direction: direction(&task.about.language),
        licence: task.about.licence.clone(),
        name_line: task.about.name_line,
        versions: (0..count).map(version).collect(),
    }
}
