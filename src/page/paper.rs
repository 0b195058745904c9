//! Owns what a section looks like on a sheet of paper: its text and figures, empty places for answers, measured room to
//! write, and which cases make the versions A, B, C. Knows nothing of right answers.

use super::section_rows;
use super::still::{StillAsk, StillPart, still};
use crate::engine::model::{Row, Sort};
use crate::engine::words::Words;
use crate::task::{Phase, Section, Task};
use serde::Serialize;

/// Most versions of a sheet.
const MOST_VERSIONS: usize = 4;
/// From one ruled line to the next, and the side of a square of squared paper, in millimetres.
const LINE: u32 = 9;
const SQUARE: u32 = 5;
/// Room for an answer in words, and for a list of answers, where the author says nothing, in millimetres.
const WORDS: u32 = 3 * LINE;
const FINDS: u32 = 2 * LINE;
/// The widest a sheet is, in millimetres.
const WIDEST: u32 = 250;

/// A section on a sheet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PaperSection {
    pub id: String,
    /// As the lesson page counts it.
    pub number: usize,
    pub heading: String,
    pub parts: Vec<PaperPart>,
    /// Squared room at its end, as a picture.
    pub room: String,
}

/// A part of it: just one of these is there.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PaperPart {
    pub html: Option<String>,
    pub figure: Option<String>,
    pub ask: Option<PaperAsk>,
    pub points: Option<Vec<String>>,
}

/// An ask with room for its answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PaperAsk {
    pub ask: StillAsk,
    /// Ruled room, as a picture; empty where a line will do.
    pub room: String,
}

/// The sections of a handout, with their index: not what is only talked about, nor what ends the lesson.
pub(super) fn handed_out(task: &Task) -> impl Iterator<Item = (usize, &Section)> {
    let asks = |index: usize| task.model.asks.iter().any(|ask| ask.section == index);
    let sections = task.sections.iter().enumerate();
    sections.filter(move |(index, section)| match section.phase {
        Phase::Close => false,
        Phase::Discuss => asks(*index) || section.space.is_some(),
        Phase::Launch | Phase::Level => true,
    })
}

/// The sections that end the lesson, with their index.
pub(super) fn closing(task: &Task) -> impl Iterator<Item = (usize, &Section)> {
    let sections = task.sections.iter().enumerate();
    sections.filter(|(_, section)| section.phase == Phase::Close)
}

/// How many versions the cases of these sections make.
pub(super) fn versions<'a>(
    task: &Task,
    sections: impl Iterator<Item = (usize, &'a Section)> + Clone,
    words: &Words,
) -> usize {
    let rows = sections
        .clone()
        .map(|(index, _)| section_rows(task, index).len());
    let most = rows.max().unwrap_or(1).clamp(1, MOST_VERSIONS);
    let sheet = |version: usize| -> Vec<PaperSection> {
        let sections = sections.clone();
        sections
            .map(|(index, section)| paper(task, index, section, version, words))
            .collect()
    };
    let first = sheet(0);
    let differs = |version: &usize| sheet(*version) != first;
    1 + (1..most).take_while(differs).count()
}

/// `A`, `B` …; nothing where there is only one version.
pub(super) fn letter(version: usize, versions: usize) -> String {
    let letter = u8::try_from(version).ok().filter(|_| versions > 1);
    letter.map_or(String::new(), |at| char::from(b'A' + at % 26).to_string())
}

/// The case of a section in a version; where there are too few cases they come again.
pub(super) fn row(task: &Task, index: usize, version: usize) -> Row {
    let rows = section_rows(task, index);
    let at = version.checked_rem(rows.len()).unwrap_or(0);
    rows.get(at).cloned().unwrap_or_default()
}

/// A section as a version of the sheet shows it.
pub(super) fn paper(
    task: &Task,
    index: usize,
    section: &Section,
    version: usize,
    words: &Words,
) -> PaperSection {
    let (heading, parts) = still(task, section, &row(task, index, version), words);
    let writes = parts.iter().any(|part| is_words(task, part));
    let space = section.space.filter(|_| !writes);
    PaperSection {
        id: section.id.clone(),
        number: index + 1,
        heading,
        parts: parts
            .into_iter()
            .map(|part| on_paper(task, section, part))
            .collect(),
        room: space.map_or(String::new(), squared),
    }
}

fn is_words(task: &Task, part: &StillPart) -> bool {
    let ask = part
        .ask
        .as_ref()
        .and_then(|ask| task.model.asks.get(ask.index));
    ask.is_some_and(|ask| matches!(ask.sort, Sort::Words(_)))
}

fn on_paper(task: &Task, section: &Section, part: StillPart) -> PaperPart {
    let room = match &part.ask {
        Some(_) if is_words(task, &part) => ruled(section.space.unwrap_or(WORDS)),
        Some(ask) if ask.view.finds => ruled(FINDS),
        _ => String::new(),
    };
    PaperPart {
        html: part.html,
        figure: part.figure,
        ask: part.ask.map(|ask| PaperAsk { ask, room }),
        points: part.points,
    }
}

/// Lines to write on.
fn ruled(height: u32) -> String {
    let lines = (1..=height / LINE).map(|line| across(line * LINE));
    room("ruled", height, lines.collect())
}

/// Squares to write and to draw in.
fn squared(height: u32) -> String {
    let rows = (0..=height / SQUARE).map(|row| across(row * SQUARE));
    let columns = (0..=WIDEST / SQUARE).map(|column| {
        let x = column * SQUARE;
        format!("<line x1=\"{x}mm\" x2=\"{x}mm\" y1=\"0\" y2=\"100%\"/>")
    });
    room("squared", height, rows.chain(columns).collect())
}

fn across(y: u32) -> String {
    format!("<line x1=\"0\" x2=\"100%\" y1=\"{y}mm\" y2=\"{y}mm\"/>")
}

/// Room as a picture, because no style may stand in a page that would say how high it is.
fn room(class: &str, height: u32, lines: String) -> String {
    format!(
        "<svg class=\"room {class}\" width=\"100%\" height=\"{height}mm\" aria-hidden=\"true\">{lines}</svg>"
    )
}
