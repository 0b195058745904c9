//! Owns the smaller case that a number leads to where nobody foresaw it: one that is listed, else a small one of its kind.
//! The page goes there as it goes to any other case.

use super::Desk;
use crate::engine::choose::{Change, chosen};
use crate::engine::feedback::named_row;
use crate::engine::figure;
use crate::engine::model::{Row, ValueAsk};
use crate::engine::number::Number;
use crate::engine::response::base_world;
use crate::engine::template::{Piece, escape};
use crate::engine::value::{Fuel, Value, evaluate};
use crate::engine::wire::row_text;
use crate::engine::world::World;

/// A button that leads to a smaller case; nothing where there is none, or where the ask has a case of its own.
pub fn button(desk: &Desk, asked: &ValueAsk) -> String {
    if !asked.given.is_empty() || !asked.laid.is_empty() {
        return String::new();
    }
    let Some((to, row)) = listed(desk, asked).or_else(|| of_its_kind(desk, asked)) else {
        return String::new();
    };
    let case = named_row(desk.model, &row);
    let says = escape(&desk.model.words.say("try-smaller", &[&case]));
    let parts = [
        "<p class=\"smaller\"><button type=\"button\" data-case=\"",
        &escape(&to),
        "\">",
        &says,
        "</button></p>",
    ];
    parts.concat()
}

/// The number of the smallest row of the variant below this case, and the row.
fn listed(desk: &Desk, asked: &ValueAsk) -> Option<(String, Row)> {
    let mut found: Option<(usize, &Row)> = None;
    for (at, row) in desk.model.variant_of_ask(desk.ask)?.rows.iter().enumerate() {
        let than = found.map_or(desk.row, |(_, best)| best);
        if is_below(row, than) && serves(desk, asked, row) {
            found = Some((at, row));
        }
    }
    found.map(|(at, row)| (at.to_string(), row.clone()))
}

/// Whether no value is larger, and one is smaller.
fn is_below(row: &Row, than: &Row) -> bool {
    let mut smaller = false;
    for (name, value) in row {
        match than.iter().find(|(other, _)| other == name) {
            Some((_, other)) if value.order(other).is_le() => smaller |= !value.same(other),
            _ => return false,
        }
    }
    smaller
}

/// A quantity of the case made small: its second value, which shows more than the first, or else the first.
fn of_its_kind(desk: &Desk, asked: &ValueAsk) -> Option<(String, Row)> {
    let section = desk.model.section_of(desk.ask)?;
    let with = |name: &str, value: Option<Number>| {
        let to = Change::To(value?);
        let row = chosen(desk.model, section, desk.row, name, &to)?;
        let fits = is_below(&row, desk.row) && serves(desk, asked, &row);
        fits.then(|| (row_text(&row), row))
    };
    desk.row.iter().find_map(|(name, _)| {
        let kind = desk.model.kind(name);
        let low = kind.low()?;
        with(name, kind.next(low, true)).or_else(|| with(name, Some(low.clone())))
    })
}

/// Whether the section can show the case, and what is asked for is another value there.
fn serves(desk: &Desk, asked: &ValueAsk, row: &Row) -> bool {
    let [here, there] = [desk.row, row].map(|row| base_world(desk.model, desk.ask, row));
    let value = |world: &World, name: &str| world.value(name, &mut Fuel::full());
    let mut other = false;
    for name in &asked.names {
        match (value(&here, name), value(&there, name)) {
            (Ok(here), Ok(there)) => other |= !Value::same(&here, &there),
            _ => return false,
        }
    }
    let slots = desk.model.section_of(desk.ask);
    let mut slots = slots.map_or(&[][..], |section| &section.slots).iter();
    other
        && slots.all(|slot| match slot {
            Piece::Html(_) => true,
            Piece::Hole(hole) => evaluate(hole, &there).is_ok(),
            Piece::Figure(picture) => figure::draw(picture, false, &there).is_ok(),
        })
}
