//! Owns what is shown where places of a figure are picked: the figure, and what there is to pick in it.

use super::section::Writer;
use crate::engine::model::Ask;
use crate::engine::pick::of_ask;
use crate::engine::response::base_world;
use crate::engine::words::Words;
use serde::Serialize;

/// A figure whose cells or points are the answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PickView {
    /// `cells`, or `points` in their order.
    pub sort: &'static str,
    /// The figure as the section first shows it.
    pub figure: String,
}

impl Writer<'_> {
    /// The figure to pick in, where an ask wants places of one; a figure of another size is another case.
    pub(super) fn pick(&mut self, ask: &Ask, words: &Words) -> Option<PickView> {
        let model = &self.task.model;
        let pick = of_ask(model, &ask.sort)?;
        let alt = words.say("to-pick", &[]);
        let drawn = |row| pick.draw(&base_world(model, ask, row), &[], &alt);
        let mut figures = self.rows.iter().map(drawn);
        let figure = figures.next().filter(|figure| !figure.is_empty())?;
        self.another |= figures.any(|other| other != figure);
        Some(PickView {
            sort: if pick.cells { "cells" } else { "points" },
            figure,
        })
    }
}
