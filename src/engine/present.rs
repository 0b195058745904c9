//! Owns what a section shows in one of its cases: its slots filled in order; knows nothing of responses.

use super::model::{Model, Row, Section};
use super::template::fill_piece;
use super::wire;
use super::world::World;

/// The case a section shows as its `row`-th, counted from 0 and round again.
pub fn case<'a>(model: &'a Model, section: &Section, row: usize) -> Option<&'a Row> {
    let rows = &model.variants.get(section.variant)?.rows;
    rows.get(row.checked_rem(rows.len())?)
}

/// The case that a text names: the number of a listed one, or a case of its own such as `n=5,m=8`.
pub fn case_named(model: &Model, section: &Section, text: &str) -> Option<Row> {
    match text.parse() {
        Ok(number) => case(model, section, number).cloned(),
        Err(_) => wire::row(text),
    }
}

/// Every slot of a section, filled for a case.
pub fn present(model: &Model, section: &Section, row: &Row) -> Vec<String> {
    let world = World::new(model, model.variant_of(section), row);
    section
        .slots
        .iter()
        .map(|slot| fill_piece(slot, &world))
        .collect()
}
