//! Owns the sheet of all cases: each section as it stands still in every case of its variant, with the right answers. It is
//! for an author; knows nothing of how answers are found.

use super::key::{KeyCell, cell};
use super::paper::{PaperSection, paper};
use super::{AskView, ask_view, section_rows};
use crate::engine::feedback::named_row;
use crate::engine::words::direction;
use crate::task::{PageWords, Section, Task};
use serde::Serialize;

/// Every case of a task, ready for a template.
#[derive(Clone, Debug, Serialize)]
pub struct CasesPage {
    pub title: String,
    pub language: String,
    pub direction: &'static str,
    pub sections: Vec<CasesSection>,
}

/// A section in all its cases.
#[derive(Clone, Debug, Serialize)]
pub struct CasesSection {
    pub id: String,
    /// As the lesson page counts it.
    pub number: usize,
    /// The heading in the first case.
    pub heading: String,
    pub cases: Vec<CaseView>,
}

/// A section in one case.
#[derive(Clone, Debug, Serialize)]
pub struct CaseView {
    /// `n = 5, m = 8`; empty where there is only one case.
    pub case: String,
    pub section: PaperSection,
    /// In the order of the asks; those without a right answer are left out.
    pub answers: Vec<CaseAnswer>,
}

/// What is right in a case.
#[derive(Clone, Debug, Serialize)]
pub struct CaseAnswer {
    pub label: String,
    /// Any rule that is equal is right, too.
    pub rule: bool,
    pub cell: KeyCell,
}

/// Every section of a task in every case.
pub fn cases(task: &Task, words: &PageWords) -> CasesPage {
    let sections = task.sections.iter().enumerate();
    CasesPage {
        title: task.about.title.clone(),
        language: task.about.language.clone(),
        direction: direction(&task.about.language),
        sections: sections
            .map(|(index, section)| of_section(task, index, section, words))
            .collect(),
    }
}

fn of_section(task: &Task, index: usize, section: &Section, words: &PageWords) -> CasesSection {
    let rows = section_rows(task, index);
    let case = |at: usize| CaseView {
        case: rows
            .get(at)
            .map_or(String::new(), |row| named_row(&task.model, row)),
        section: paper(task, index, section, at, &words.page),
        answers: answers(task, index, at, words),
    };
    let cases: Vec<CaseView> = (0..rows.len().max(1)).map(case).collect();
    let first = cases.first().map(|case| case.section.heading.clone());
    CasesSection {
        id: section.id.clone(),
        number: index + 1,
        heading: first.unwrap_or_default(),
        cases,
    }
}

fn answers(task: &Task, section: usize, at: usize, words: &PageWords) -> Vec<CaseAnswer> {
    let asks = task.model.asks.iter().enumerate();
    let own = asks.filter(|(_, ask)| ask.section == section);
    let answer = own.map(|(index, ask)| {
        let view = ask_view(&task.model, ask, &[], &words.page, AskView::default());
        CaseAnswer {
            label: view.label,
            rule: view.sort == "rule",
            cell: cell(task, section, index, at),
        }
    });
    answer
        .filter(|answer| !answer.cell.answers.is_empty())
        .collect()
}
