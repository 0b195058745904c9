//! Owns what the board of a task shows: one question or picture a view, in each of its cases, with its answers and ways of
//! seeing apart. Knows nothing of what is in view.

use super::still::{StillAsk, StillPart, still};
use super::ways::{self, WayView};
use super::{meta, section_rows};
use crate::engine::feedback::named_row;
use crate::engine::model::{Row, Sort};
use crate::engine::template::plain;
use crate::engine::words::direction;
use crate::proof::key::{Key, key};
use crate::task::control::own_rows;
use crate::task::{PageWords, Part, Phase, Section, Task};
use serde::Serialize;

/// Most cases of a view.
const MOST_CASES: usize = 12;

/// A board, ready for a template.
#[derive(Clone, Debug, Serialize)]
pub struct BoardPage {
    pub title: String,
    pub language: String,
    pub direction: &'static str,
    pub views: Vec<BoardView>,
}

/// What is in view at one time.
#[derive(Clone, Debug, Serialize)]
pub struct BoardView {
    pub id: String,
    /// The heading as plain text, for the map and for those who listen.
    pub name: String,
    pub phase: &'static str,
    /// Phase, grouping and time in words.
    pub meta: String,
    /// Its section, counted from 0: views of one section share a clock.
    pub section: usize,
    /// Minutes of the section; 0 where the author says nothing.
    pub minutes: u32,
    /// The picture is covered at first, because its content is to be guessed.
    pub covered: bool,
    pub cases: Vec<BoardCase>,
    /// The case that is shown first.
    pub start: usize,
    pub ways: Vec<WayView>,
}

/// A view in one case.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BoardCase {
    /// `n = 5`.
    pub name: String,
    pub heading: String,
    pub figures: Vec<String>,
    /// Several stages side by side want the whole width.
    pub wide: bool,
    pub parts: Vec<BoardPart>,
}

/// A part of a view: just one of these is there.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BoardPart {
    pub html: Option<String>,
    pub ask: Option<BoardAsk>,
    pub points: Option<Vec<String>>,
}

/// An ask with its answers, which are shown only when they are wanted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BoardAsk {
    pub ask: StillAsk,
    pub answers: Vec<BoardAnswer>,
    /// For each item of a choice whether it is right.
    pub right: Vec<bool>,
}

/// A right answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BoardAnswer {
    pub of: String,
    pub html: String,
    pub example: bool,
}

/// The board of a task.
pub fn board(task: &Task, words: &PageWords) -> BoardPage {
    let sections = task.sections.iter().enumerate();
    BoardPage {
        title: task.about.title.clone(),
        language: task.about.language.clone(),
        direction: direction(&task.about.language),
        views: sections
            .flat_map(|(index, section)| views(task, index, section, words))
            .collect(),
    }
}

/// The views of a section: each ends with its question.
fn views(task: &Task, index: usize, section: &Section, words: &PageWords) -> Vec<BoardView> {
    let (rows, start) = rows(task, index, section);
    let shown: Vec<(String, Vec<Vec<StillPart>>)> = rows
        .iter()
        .map(|row| {
            let (heading, parts) = still(task, section, row, &words.page);
            (heading, slides(parts))
        })
        .collect();
    let count = shown.first().map_or(0, |(_, slides)| slides.len());
    let view = |slide: usize| {
        let cases = rows.iter().zip(&shown).map(|(row, (heading, slides))| {
            let parts = slides.get(slide).cloned().unwrap_or_default();
            case(task, row, heading.clone(), parts)
        });
        let mut cases: Vec<BoardCase> = cases.collect();
        let same = |case: &BoardCase| cases.first().is_some_and(|first| looks_like(first, case));
        if cases.iter().all(same) {
            cases.truncate(1);
        }
        let heading = shown.first().map_or("", |(heading, _)| heading);
        let asks: Vec<usize> = cases.first().map(asks).unwrap_or_default();
        let is_guess = |at: &usize| {
            let ask = task.model.asks.get(*at);
            ask.is_some_and(|ask| matches!(ask.sort, Sort::Guess(_)))
        };
        let ways = match section.phase {
            Phase::Discuss if asks.is_empty() => ways::of_variant(task, section),
            _ => asks
                .iter()
                .flat_map(|ask| ways::of_ask(task, *ask))
                .collect(),
        };
        BoardView {
            id: match slide {
                0 => section.id.clone(),
                // No section can be called so.
                slide => format!("{}.{}", section.id, slide + 1),
            },
            name: match slide {
                0 => plain(heading),
                slide => format!("{} ({})", plain(heading), slide + 1),
            },
            phase: section.phase.word(),
            meta: meta(section, &words.page),
            section: index,
            minutes: section.minutes.unwrap_or(0),
            covered: asks.iter().any(is_guess),
            start: if cases.len() > 1 { start } else { 0 },
            cases,
            ways,
        }
    };
    (0..count.max(1)).map(view).collect()
}

/// The cases of a section, and which of them is shown first: those of its variant, or all that its control gives.
fn rows(task: &Task, index: usize, section: &Section) -> (Vec<Row>, usize) {
    let listed = section_rows(task, index);
    let first = listed.first().cloned().unwrap_or_default();
    let control = section.body.iter().find_map(|part| match part {
        Part::Control(control) => Some(&control.name),
        _ => None,
    });
    let Some(name) = control else {
        return (listed.iter().take(MOST_CASES).cloned().collect(), 0);
    };
    let others_stay = |row: &Row| {
        let mut pairs = row.iter().zip(&first);
        pairs.all(|((known, value), (_, shown))| known == name || value.same(shown))
    };
    let mut rows: Vec<Row> = own_rows(&task.model, index, section)
        .into_iter()
        .chain([first.clone()])
        .filter(others_stay)
        .collect();
    let value = |row: &Row| row.iter().find(|(known, _)| known == name).cloned();
    rows.sort_by(|a, b| match (value(a), value(b)) {
        (Some((_, a)), Some((_, b))) => a.order(&b),
        _ => std::cmp::Ordering::Equal,
    });
    rows.dedup_by(|a, b| is_same(a, b));
    rows.truncate(MOST_CASES);
    let start = rows.iter().position(|row| is_same(row, &first));
    (rows, start.unwrap_or(0))
}

fn is_same(a: &Row, b: &Row) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|((_, a), (_, b))| a.same(b))
}

/// Parts cut behind each question that another one follows with words of its own.
fn slides(parts: Vec<StillPart>) -> Vec<Vec<StillPart>> {
    let last = parts.iter().rposition(|part| part.ask.is_some());
    let mut slides: Vec<Vec<StillPart>> = vec![Vec::new()];
    for (at, part) in parts.into_iter().enumerate() {
        let has_asked = |slide: &Vec<StillPart>| slide.iter().any(|part| part.ask.is_some());
        let goes_on = part.ask.is_some() || part.points.is_some();
        let another = last.is_some_and(|last| at < last);
        if !goes_on && another && slides.last().is_some_and(has_asked) {
            slides.push(Vec::new());
        }
        if let Some(slide) = slides.last_mut() {
            slide.push(part);
        }
    }
    slides
}

fn case(task: &Task, row: &Row, heading: String, parts: Vec<StillPart>) -> BoardCase {
    let mut figures = Vec::new();
    let mut shown = Vec::new();
    for part in parts {
        figures.extend(part.figure);
        let ask = part.ask.map(|ask| with_answers(task, row, ask));
        let (html, points) = (part.html, part.points);
        if html.is_some() || ask.is_some() || points.is_some() {
            shown.push(BoardPart { html, ask, points });
        }
    }
    BoardCase {
        name: named_row(&task.model, row),
        heading,
        wide: figures
            .iter()
            .any(|figure| figure.contains("class=\"stage\"")),
        figures,
        parts: shown,
    }
}

fn with_answers(task: &Task, row: &Row, ask: StillAsk) -> BoardAsk {
    let Key { answers, .. } = key(task, ask.index, row);
    let right = |item: &String| answers.iter().any(|answer| answer.html == *item);
    BoardAsk {
        right: ask.view.items.iter().map(right).collect(),
        answers: answers
            .into_iter()
            .map(|answer| BoardAnswer {
                of: answer.of,
                html: answer.html,
                example: answer.example,
            })
            .collect(),
        ask,
    }
}

/// Whether two cases look alike as long as no answer is shown.
fn looks_like(a: &BoardCase, b: &BoardCase) -> bool {
    let bare = |case: &BoardCase| {
        let mut case = case.clone();
        case.name.clear();
        for part in &mut case.parts {
            if let Some(ask) = &mut part.ask {
                ask.answers.clear();
                ask.right.clear();
            }
        }
        case
    };
    bare(a) == bare(b)
}

fn asks(case: &BoardCase) -> Vec<usize> {
    let asks = case.parts.iter().filter_map(|part| part.ask.as_ref());
    asks.map(|ask| ask.ask.index).collect()
}
