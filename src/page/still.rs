//! Owns how a section stands still in one case, for the board and for paper: its text, its figures and its asks in order,
//! with nothing to type in. Knows nothing of right answers.

use super::{AskView, ask_view, section_rows};
use crate::engine::figure::fields;
use crate::engine::model::{Model, Row, Sort};
use crate::engine::pick::of_ask;
use crate::engine::response::base_world;
use crate::engine::template::{Piece, Template, escape, fill, fill_piece};
use crate::engine::words::Words;
use crate::engine::world::World;
use crate::task::{Part, Section, Task};
use serde::Serialize;

/// A part of a section that stands still: just one of these is there.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct StillPart {
    /// Text as whole blocks of markup.
    pub html: Option<String>,
    /// A figure that has a paragraph to itself.
    pub figure: Option<String>,
    pub ask: Option<StillAsk>,
    /// Points to compare one's own words with.
    pub points: Option<Vec<String>>,
}

/// An ask with empty places for its answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StillAsk {
    /// Index into the model's asks.
    #[serde(skip)]
    pub index: usize,
    pub view: AskView,
    /// What its answer is called; empty where that says no more than "your answer".
    pub called: String,
    /// The figure to choose in, where places of one are asked for.
    pub figure: String,
}

/// A section in a case: its heading as markup, and its parts. Hints and the teacher's callouts are left out.
pub(super) fn still(
    task: &Task,
    section: &Section,
    row: &Row,
    words: &Words,
) -> (String, Vec<StillPart>) {
    let world = world(task, section, row);
    let mut parts = Parts::default();
    for part in &section.body {
        match part {
            Part::Piece(Piece::Html(html)) => parts.text(html),
            Part::Piece(Piece::Figure(figure)) => {
                parts.figure(fill_piece(&Piece::Figure(figure.clone()), &world))
            }
            Part::Piece(piece) => parts.text(&fill_piece(piece, &world)),
            Part::Control(control) => parts.text(&fill_piece(&control.value, &world)),
            Part::Ask(index) => parts.ask(task, *index, row, &[], words),
            Part::Choice(index, items) => {
                let items: Vec<String> = items.iter().map(|item| fill(item, &world)).collect();
                parts.ask(task, *index, row, &items, words);
            }
            Part::SelfCheck(points) => parts.put(StillPart {
                points: Some(points.iter().map(|point| fill(point, &world)).collect()),
                ..StillPart::default()
            }),
            Part::Hint(_) | Part::Teacher(_) => {}
        }
    }
    (fill(&section.heading, &world), parts.done)
}

/// The case of a row in a section.
pub(super) fn world<'a>(task: &'a Task, section: &Section, row: &Row) -> World<'a> {
    let model = &task.model;
    let shown = model.sections.iter().find(|shown| shown.id == section.id);
    World::new(model, shown.and_then(|shown| model.variant_of(shown)), row)
}

/// The first case of the section with this index.
pub(super) fn first_case(task: &Task, index: usize) -> World<'_> {
    let row = section_rows(task, index).first().cloned();
    case_of(&task.model, index, &row.unwrap_or_default())
}

/// The case of a row in the section with this index.
pub(super) fn case_of<'a>(model: &'a Model, index: usize, row: &Row) -> World<'a> {
    let section = model.sections.get(index);
    let variant = section.and_then(|section| model.variant_of(section));
    World::new(model, variant, row)
}

/// The text of a template in a case, and its figures apart from it.
pub(super) fn apart(template: &Template, world: &World) -> (String, Vec<String>) {
    let is_figure = |piece: &&Piece| matches!(piece, Piece::Figure(_));
    let (figures, text): (Vec<&Piece>, Vec<&Piece>) = template.iter().partition(is_figure);
    let text: String = text.iter().map(|piece| fill_piece(piece, world)).collect();
    let figures = figures.iter().map(|piece| fill_piece(piece, world));
    (text.replace("<p></p>", ""), figures.collect())
}

/// The figure in which an ask is answered, with nothing chosen in it or its places empty.
pub(super) fn to_answer_in(model: &Model, ask: usize, row: &Row, words: &Words) -> Option<String> {
    let asked = model.asks.get(ask)?;
    let pick = of_ask(model, &asked.sort).map(|pick| {
        let alt = words.say("to-pick", &[]);
        pick.draw(&base_world(model, asked, row), &[], &alt)
    });
    pick.or_else(|| filled_in(model, ask, row, words))
}

/// The figure in which the answers of an ask belong, with its places empty.
pub(super) fn filled_in(model: &Model, ask: usize, row: &Row, words: &Words) -> Option<String> {
    let asked = model.asks.get(ask)?;
    let Sort::Value(value) = &asked.sort else {
        return None;
    };
    let alt = vec![Piece::Html(escape(&words.say("to-fill-in", &[])))];
    let mut picture = fields::picture(ask, value, alt)?;
    // Nothing is typed here.
    picture.fields = None;
    let world = World::new(model, model.variant_of_ask(asked), row);
    Some(fill_piece(&Piece::Figure(picture), &world))
}

/// Parts that are being collected.
#[derive(Default)]
struct Parts {
    done: Vec<StillPart>,
    /// A paragraph was left for a figure, and has not been ended or gone on with.
    left: bool,
}

impl Parts {
    fn put(&mut self, part: StillPart) {
        self.done.push(part);
    }

    fn text(&mut self, html: &str) {
        let mut html = html.to_string();
        if std::mem::take(&mut self.left) {
            html = match html.strip_prefix("</p>") {
                Some(rest) => rest.to_string(),
                None => format!("<p>{}", html.trim_start()),
            };
        }
        if html.trim().is_empty() {
            return;
        }
        match self.done.last_mut().and_then(|last| last.html.as_mut()) {
            Some(before) => before.push_str(&html),
            None => self.put(StillPart {
                html: Some(html),
                ..StillPart::default()
            }),
        }
    }

    /// A figure in the middle of a line, a list or a table stays where it is.
    fn figure(&mut self, figure: String) {
        match self.done.last_mut().and_then(|last| last.html.as_mut()) {
            Some(html) if html.ends_with("<p>") => {
                html.truncate(html.len() - "<p>".len());
                self.left = true;
            }
            // Behind a table of its numbers a figure stands outside any paragraph.
            Some(html) if !html.ends_with("</p>") => return self.text(&figure),
            _ => {}
        }
        let is_empty = |part: &StillPart| part.html.as_deref().is_some_and(|h| h.trim().is_empty());
        self.done.retain(|part| !is_empty(part));
        self.put(StillPart {
            figure: Some(figure),
            ..StillPart::default()
        });
    }

    fn ask(&mut self, task: &Task, index: usize, row: &Row, items: &[String], words: &Words) {
        let model = &task.model;
        let Some(ask) = model.asks.get(index) else {
            return;
        };
        let view = AskView {
            id: ask.id.clone(),
            ..AskView::default()
        };
        let figure = to_answer_in(model, index, row, words);
        let view = ask_view(model, ask, items, words, view);
        let called =
            Some(view.label.clone()).filter(|label| *label != words.say("your-answer", &[]));
        self.put(StillPart {
            ask: Some(StillAsk {
                index,
                view,
                called: called.unwrap_or_default(),
                figure: figure.unwrap_or_default(),
            }),
            ..StillPart::default()
        });
    }
}
