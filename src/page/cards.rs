//! Owns what there is to cut out of a task: exit slips, hint cards, and cards on which pictures and rules are to be matched.
//! Knows nothing of how large a card is.

use super::paper::{PaperSection, closing, letter, paper, versions};
use super::still::first_case;
use super::ways;
use crate::engine::template::fill;
use crate::engine::words::direction;
use crate::task::{PageWords, Part, Section, Task};
use serde::Serialize;

/// Slips on a sheet.
const SLIPS: usize = 4;
/// Cards beside each other.
const COLUMNS: usize = 2;

/// Cards to cut, ready for a template.
#[derive(Clone, Debug, Serialize)]
pub struct CardsPage {
    pub title: String,
    pub language: String,
    pub direction: &'static str,
    pub name_line: bool,
    /// For each closing section a sheet of slips, in rows.
    pub slips: Vec<Vec<Vec<Slip>>>,
    /// In rows.
    pub hints: Vec<Vec<HintCard>>,
    pub matching: Vec<Matching>,
}

/// A closing section to hand in.
#[derive(Clone, Debug, Serialize)]
pub struct Slip {
    pub letter: String,
    pub section: PaperSection,
}

/// A hint, and the part of the lesson it is for.
#[derive(Clone, Debug, Serialize)]
pub struct HintCard {
    pub number: usize,
    pub heading: String,
    /// Which hint of its section it is; 0 where it is the only one.
    pub nth: usize,
    pub html: String,
}

/// Cards of which two belong together.
#[derive(Clone, Debug, Serialize)]
pub struct Matching {
    pub heading: String,
    /// In rows.
    pub cards: Vec<Vec<MatchCard>>,
}

/// A rule, or how it is seen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MatchCard {
    pub rule: String,
    pub picture: String,
    pub words: String,
}

/// The cards of a task.
pub fn cards(task: &Task, words: &PageWords) -> CardsPage {
    let sections = task.sections.iter().enumerate();
    CardsPage {
        title: task.about.title.clone(),
        language: task.about.language.clone(),
        direction: direction(&task.about.language),
        name_line: task.about.name_line,
        slips: closing(task)
            .map(|(index, section)| in_rows(slips(task, index, section, words)))
            .collect(),
        hints: in_rows(
            sections
                .flat_map(|(index, section)| hints(task, index, section))
                .collect(),
        ),
        matching: task
            .sections
            .iter()
            .filter_map(|section| matching(task, section))
            .collect(),
    }
}

/// A sheet of slips; of several versions each comes in turn.
fn slips(task: &Task, index: usize, section: &Section, words: &PageWords) -> Vec<Slip> {
    let count = versions(task, std::iter::once((index, section)), &words.page);
    let slip = |at: usize| Slip {
        letter: letter(at % count, count),
        section: paper(task, index, section, at % count, &words.page),
    };
    (0..SLIPS).map(slip).collect()
}

fn hints(task: &Task, index: usize, section: &Section) -> Vec<HintCard> {
    let world = first_case(task, index);
    let hints = section.body.iter().filter_map(|part| match part {
        Part::Hint(hint) => Some(fill(hint, &world)),
        _ => None,
    });
    let hints: Vec<String> = hints.collect();
    let many = hints.len() > 1;
    let card = |(at, html)| HintCard {
        number: index + 1,
        heading: fill(&section.heading, &world),
        nth: if many { at + 1 } else { 0 },
        html,
    };
    hints.into_iter().enumerate().map(card).collect()
}

/// Rules beside what shows them, each pair apart; nothing where there are not two of them.
fn matching(task: &Task, section: &Section) -> Option<Matching> {
    let ways = ways::of_section(task, section);
    let seen = ways.iter().map(|way| match way.own {
        true => MatchCard {
            rule: String::new(),
            picture: way.figure.clone(),
            words: String::new(),
        },
        false => MatchCard {
            rule: String::new(),
            picture: String::new(),
            words: way.words.clone(),
        },
    });
    let rules = ways.iter().map(|way| MatchCard {
        rule: way.formula.clone(),
        picture: String::new(),
        words: String::new(),
    });
    let index = task
        .sections
        .iter()
        .position(|other| other.id == section.id)?;
    let cards = apart(seen.collect(), rules.collect());
    (ways.len() > 1).then(|| Matching {
        heading: fill(&section.heading, &first_case(task, index)),
        cards: in_rows(cards),
    })
}

/// Cards in rows, so that a sheet ends between two rows.
fn in_rows<T: Clone>(cards: Vec<T>) -> Vec<Vec<T>> {
    cards.chunks(COLUMNS).map(<[T]>::to_vec).collect()
}

/// One of each in turn, the second ones moved on by half a round, so that cards of a pair do not lie side by side. The same
/// in every build, so that a second print fits the first.
fn apart<T>(first: Vec<T>, mut second: Vec<T>) -> Vec<T> {
    second.rotate_left(first.len() / 2);
    first
        .into_iter()
        .zip(second)
        .flat_map(|(first, second)| [first, second])
        .collect()
}
