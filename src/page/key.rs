//! Owns what the answer key of a handout shows: the right answers of each ask, all versions side by side. For the teacher
//! alone; knows nothing of how answers are found.

use super::paper::{closing, handed_out, letter, row, versions};
use super::still::world;
use super::{AskView, ask_view};
use crate::engine::feedback::named_row;
use crate::engine::template::fill;
use crate::engine::words::direction;
use crate::proof::key::key as right_answers;
use crate::task::{PageWords, Section, Task};
use serde::Serialize;

/// An answer key, ready for a template.
#[derive(Clone, Debug, Serialize)]
pub struct KeyPage {
    pub title: String,
    pub language: String,
    pub direction: &'static str,
    /// The letters of the versions; one empty letter where there is only one.
    pub letters: Vec<String>,
    pub sections: Vec<KeySection>,
}

/// The answers of a section.
#[derive(Clone, Debug, Serialize)]
pub struct KeySection {
    /// As the lesson page counts it.
    pub number: usize,
    pub heading: String,
    pub asks: Vec<KeyAsk>,
}

/// The answers of an ask.
#[derive(Clone, Debug, Serialize)]
pub struct KeyAsk {
    /// Which ask of its section it is; 0 where it is the only one.
    pub nth: usize,
    pub label: String,
    /// Any rule that is equal is right, too.
    pub rule: bool,
    /// One for each version; a single one where they are the same.
    pub cells: Vec<KeyCell>,
}

/// The answers in a version.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeyCell {
    /// The case, where versions differ: `n = 5`.
    pub case: String,
    pub answers: Vec<KeyAnswer>,
    /// There are others.
    pub more: bool,
}

/// A right answer as markup, and what it is about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeyAnswer {
    pub of: String,
    pub html: String,
    pub example: bool,
}

/// The answer key of a task's handout and exit slips.
pub fn key(task: &Task, words: &PageWords) -> KeyPage {
    let sections: Vec<_> = handed_out(task).chain(closing(task)).collect();
    let handed: Vec<_> = handed_out(task).collect();
    let count = versions(task, handed.iter().copied(), &words.page);
    KeyPage {
        title: task.about.title.clone(),
        language: task.about.language.clone(),
        direction: direction(&task.about.language),
        letters: (0..count).map(|version| letter(version, count)).collect(),
        sections: sections
            .iter()
            .map(|(index, section)| answers(task, *index, section, count, words))
            .filter(|section| !section.asks.is_empty())
            .collect(),
    }
}

fn answers(
    task: &Task,
    index: usize,
    section: &Section,
    count: usize,
    words: &PageWords,
) -> KeySection {
    let asks = task.model.asks.iter().enumerate();
    let own: Vec<usize> = asks
        .filter(|(_, ask)| ask.section == index)
        .map(|(at, _)| at)
        .collect();
    let nth = |at: usize| if own.len() > 1 { at + 1 } else { 0 };
    let asks = own.iter().enumerate();
    let asks = asks.filter_map(|(at, ask)| {
        Some(KeyAsk {
            nth: nth(at),
            ..of_ask(task, index, *ask, count, words)?
        })
    });
    KeySection {
        number: index + 1,
        heading: fill(
            &section.heading,
            &world(task, section, &row(task, index, 0)),
        ),
        asks: asks.collect(),
    }
}

/// The answers of an ask; nothing where none can be said.
fn of_ask(
    task: &Task,
    section: usize,
    index: usize,
    count: usize,
    words: &PageWords,
) -> Option<KeyAsk> {
    let ask = task.model.asks.get(index)?;
    let view = ask_view(&task.model, ask, &[], &words.page, AskView::default());
    let mut cells: Vec<KeyCell> = (0..count)
        .map(|version| cell(task, section, index, version))
        .collect();
    let first = cells.first()?.clone();
    if cells.iter().all(|cell| cell.answers == first.answers) {
        cells = vec![KeyCell {
            case: String::new(),
            ..first
        }];
    }
    let some = cells.iter().any(|cell| !cell.answers.is_empty());
    some.then(|| KeyAsk {
        nth: 0,
        label: view.label,
        rule: view.sort == "rule",
        cells,
    })
}

/// The answers of an ask in a case of its section, counted from 0.
pub(super) fn cell(task: &Task, section: usize, index: usize, version: usize) -> KeyCell {
    let row = row(task, section, version);
    let key = right_answers(task, index, &row);
    KeyCell {
        case: named_row(&task.model, &row),
        answers: key
            .answers
            .into_iter()
            .map(|answer| KeyAnswer {
                of: answer.of,
                html: answer.html,
                example: answer.example,
            })
            .collect(),
        more: key.more,
    }
}
