//! Owns how a section of a page is written: its parts in order, and what in it changes with the case. Knows nothing of what
//! an ask looks like.

use super::still::case_of;
use super::{AskView, PartView, SectionView, ask_view, keypad, meta, section_rows};
use crate::engine::figure::fields;
use crate::engine::model::{Model, Row, Sort};
use crate::engine::template::{Piece, Template, escape, fill, fill_piece};
use crate::engine::words::Words;
use crate::engine::world::World;
use crate::task::control::own_rows;
use crate::task::{Part, Section, Task};

/// Writes a section, and puts what changes with the case into the model's slots.
pub(super) fn view(
    task: &Task,
    index: usize,
    section: &Section,
    model: &mut Model,
    words: &Words,
) -> SectionView {
    let rows = section_rows(task, index);
    let mut writer = Writer {
        task,
        index,
        rows,
        own: own_rows(&task.model, index, section),
        slots: Vec::new(),
        another: false,
    };
    let heading_live = writer.template(&section.heading);
    let mut parts: Vec<PartView> = Vec::new();
    for part in section
        .body
        .iter()
        .filter_map(|part| writer.part(part, words))
    {
        match (
            parts.last_mut().and_then(|last| last.html.as_mut()),
            &part.html,
        ) {
            (Some(before), Some(html)) => before.push_str(html),
            _ => parts.push(part),
        }
    }
    let heading = fill(&section.heading, &writer.world(rows.first()));
    let words_of = || task.about.another.in_section(&section.id).to_string();
    let another = writer.another.then(words_of);
    if let Some(target) = model.sections.get_mut(index) {
        target.slots = writer.slots;
    }
    SectionView {
        id: section.id.clone(),
        index,
        heading,
        heading_live,
        phase: section.phase.word(),
        meta: meta(section, words),
        parts,
        another,
    }
}

pub(super) struct Writer<'a> {
    pub(super) task: &'a Task,
    index: usize,
    pub(super) rows: &'a [Row],
    /// Cases that students can choose.
    own: Vec<Row>,
    slots: Vec<Piece>,
    /// Another listed case changes something.
    pub(super) another: bool,
}

impl<'a> Writer<'a> {
    fn world(&self, row: Option<&Row>) -> World<'a> {
        case_of(&self.task.model, self.index, row.unwrap_or(&Row::new()))
    }

    fn template(&mut self, template: &Template) -> String {
        template.iter().map(|piece| self.piece(piece)).collect()
    }

    /// A piece as it first stands, in a slot of its own where another case changes it.
    pub(super) fn piece(&mut self, piece: &Piece) -> String {
        let html = fill_piece(piece, &self.world(self.rows.first()));
        if matches!(piece, Piece::Html(_)) {
            return html;
        }
        let changes = |row: &Row| fill_piece(piece, &self.world(Some(row))) != html;
        let another = self.rows.iter().skip(1).any(changes);
        if !another && !self.own.iter().any(changes) {
            return html;
        }
        self.another |= another;
        self.slots.push(piece.clone());
        let slot = self.slots.len() - 1;
        format!("<span data-slot=\"{slot}\">{html}</span>")
    }

    fn part(&mut self, part: &Part, words: &Words) -> Option<PartView> {
        let none = PartView::default();
        Some(match part {
            Part::Piece(piece) => PartView {
                html: Some(self.piece(piece)),
                ..none
            },
            Part::Control(control) => PartView {
                html: Some(self.control(control, words)),
                ..none
            },
            Part::Hint(template) => PartView {
                hint: Some(self.template(template)),
                ..none
            },
            Part::SelfCheck(points) => PartView {
                points: Some(points.iter().map(|point| self.template(point)).collect()),
                ..none
            },
            Part::Ask(ask) => PartView {
                ask: self.ask(*ask, &[], words),
                ..none
            },
            Part::Choice(ask, items) => {
                let items: Vec<String> = items.iter().map(|item| self.template(item)).collect();
                PartView {
                    ask: self.ask(*ask, &items, words),
                    ..none
                }
            }
            Part::Teacher(_) => return None,
        })
    }

    /// The figure in which the fields of an ask stand.
    fn figure(&mut self, index: usize, words: &Words) -> Option<String> {
        let Sort::Value(asked) = &self.task.model.asks.get(index)?.sort else {
            return None;
        };
        let alt = escape(&words.say("to-fill-in", &[]));
        let picture = fields::picture(index, asked, vec![Piece::Html(alt)])?;
        Some(self.piece(&Piece::Figure(picture)))
    }

    fn ask(&mut self, index: usize, items: &[String], words: &Words) -> Option<AskView> {
        let ask = self.task.model.asks.get(index)?;
        let view = AskView {
            id: ask.id.clone(),
            dom: format!("ask_{}", index + 1),
            pick: self.pick(ask, words),
            figure: self.figure(index, words),
            ..AskView::default()
        };
        let view = ask_view(&self.task.model, ask, items, words, view);
        Some(if self.task.about.keypad && view.pick.is_none() {
            keypad::with_keypad(&self.world(self.rows.first()), ask, view)
        } else {
            view
        })
    }
}
