//! Owns the ways of seeing as they are shown: picture, formula and words of each, in the author's order. Knows nothing of
//! the pages they stand on.

use super::still::{apart, first_case};
use crate::engine::figure::draw;
use crate::engine::model::{Ask, Way};
use crate::engine::template::Picture;
use crate::proof::key::{first_formula, formula};
use crate::task::{Section, Task};
use serde::Serialize;

/// A way of seeing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WayView {
    /// Its own picture, else that of what is asked for; empty where there is none.
    pub figure: String,
    /// The picture is the way's own and shows how it is seen.
    pub own: bool,
    /// Its formula as markup.
    pub formula: String,
    pub words: String,
}

/// The ways that the asks of a section bring in, in the section's first case.
pub(super) fn of_section(task: &Task, section: &Section) -> Vec<WayView> {
    let at = task
        .sections
        .iter()
        .position(|other| other.id == section.id);
    let asks = 0..task.model.asks.len();
    asks.filter(|index| task.model.asks.get(*index).map(|ask| ask.section) == at)
        .flat_map(|index| of_ask(task, index))
        .collect()
}

/// The ways of all sections with the variant of this one.
pub(super) fn of_variant(task: &Task, section: &Section) -> Vec<WayView> {
    let variant = |section: &Section| {
        let mut shown = task.model.sections.iter();
        shown
            .find(|shown| shown.id == section.id)
            .map(|shown| shown.variant)
    };
    let same = |other: &&Section| variant(other) == variant(section);
    let sections = task.sections.iter().filter(same);
    sections
        .flat_map(|section| of_section(task, section))
        .collect()
}

/// The ways that stand under an ask; a remark that is no formula is none.
pub(super) fn of_ask(task: &Task, index: usize) -> Vec<WayView> {
    let Some((ask, source)) = task.model.asks.get(index).zip(task.asks.get(index)) else {
        return Vec::new();
    };
    let own = ask.ways.iter().take(source.ways.len());
    own.filter_map(|way| view(task, ask, way)).collect()
}

fn view(task: &Task, ask: &Ask, way: &Way) -> Option<WayView> {
    let world = first_case(task, ask.section);
    let (words, figures) = apart(&way.says, &world);
    let plain = || {
        let picture = Picture {
            placed: None,
            highlights: Vec::new(),
            ..ask.picture.clone()?
        };
        draw(&picture, true, &world).ok()
    };
    let own = !figures.is_empty();
    Some(WayView {
        figure: match own {
            true => figures.concat(),
            false => plain().unwrap_or_default(),
        },
        own,
        formula: formula(task, first_formula(way)?).html,
        words,
    })
}
