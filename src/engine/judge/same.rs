//! Owns when two answers count as the same: by order, by turning, by a value of theirs.

use super::values::placed;
use super::{Desk, case};
use crate::engine::model::{Same, ValueAsk};
use crate::engine::order::sorted;
use crate::engine::value::{Value, evaluate};

/// What makes an answer the same as another one, as text.
pub fn key(desk: &Desk, asked: &ValueAsk, values: &[Value]) -> String {
    // What is ordered or turned are the values, or the items of the one list.
    let items = match values {
        [Value::List(items)] => items,
        values => values,
    };
    match &asked.same {
        Same::Exactly => texts(values).join(" "),
        Same::AnyOrder => in_order(texts(items)),
        Same::AnyTurn => turned(items, false),
        Same::AnyTurnOrFlip => turned(items, true),
        Same::By(expr) => {
            let world = placed(&case(desk), asked, values);
            evaluate(expr, &world).map_or_else(|_| texts(values).join(" "), |value| value.key())
        }
    }
}

fn texts(values: &[Value]) -> Vec<String> {
    values.iter().map(Value::key).collect()
}

/// The least text among all turns of a shape of cells, else of a ring of values.
fn turned(items: &[Value], flip: bool) -> String {
    let mut cells = Vec::new();
    for item in items {
        cells.extend(cell(item));
    }
    if cells.is_empty() || cells.len() < items.len() {
        ring_key(&texts(items), flip)
    } else {
        shape_key(cells, flip)
    }
}

fn in_order(texts: Vec<String>) -> String {
    sorted(texts, String::lt).join(" ")
}

/// Beads on a ring: from each of them round it, and the other way round where it may be flipped.
fn ring_key(beads: &[String], flip: bool) -> String {
    let count = beads.len();
    let mut least = None;
    for start in 0..count {
        keep_least(&mut least, round(beads, start, 1));
        if flip {
            keep_least(&mut least, round(beads, start, count - 1));
        }
    }
    least.unwrap_or_default()
}

/// All beads from one on, each so many places behind the last.
fn round(beads: &[String], mut at: usize, step: usize) -> String {
    let mut text = String::new();
    for _ in beads {
        if let Some(bead) = beads.get(at) {
            text.push_str(bead);
            text.push(' ');
        }
        at = (at + step) % beads.len();
    }
    text
}

fn keep_least(least: &mut Option<String>, key: String) {
    if least.as_ref().is_none_or(|least| key < *least) {
        *least = Some(key);
    }
}

/// Row and column.
type Cell = (i64, i64);

fn cell(value: &Value) -> Option<Cell> {
    let (row, column) = value.place()?;
    Some((row.into(), column.into()))
}

/// The shape of cells wherever it lies: turned by quarters, and flipped where that is allowed.
fn shape_key(mut cells: Vec<Cell>, flip: bool) -> String {
    let mut least = None;
    for turn in 0..8 {
        if turn < 4 || flip {
            keep_least(&mut least, place_key(&cells));
        }
        for (row, column) in &mut cells {
            *row = row.wrapping_neg();
            // Behind the fourth quarter the shape lies as at first, and is turned over.
            if turn != 3 {
                std::mem::swap(row, column);
            }
        }
    }
    least.unwrap_or_default()
}

/// The cells counted from the first row and column they use, in order.
fn place_key(cells: &[Cell]) -> String {
    let (mut top, mut left) = (i64::MAX, i64::MAX);
    for (row, column) in cells {
        (top, left) = (top.min(*row), left.min(*column));
    }
    let mut places = Vec::with_capacity(cells.len());
    for (row, column) in cells {
        let mut place = row.wrapping_sub(top).to_string();
        place.push(',');
        place.push_str(&column.wrapping_sub(left).to_string());
        places.push(place);
    }
    in_order(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells as a figure has them, or as pairs of numbers.
    fn cells(text: &str, of_figure: bool) -> Vec<Value> {
        let digit = |c: char| c.to_digit(10).expect("a digit") as i16;
        let cell = |cell: &str| {
            let place: Vec<i16> = cell.chars().map(digit).collect();
            match of_figure {
                true => Value::Cell(place[0], place[1]),
                false => Value::List(place.iter().map(|n| Value::whole((*n).into())).collect()),
            }
        };
        text.split(' ').map(cell).collect()
    }

    #[test]
    fn a_shape_is_the_same_wherever_and_however_it_lies() {
        // Rows and columns; an L of four cells, and its mirror image.
        for (a, b, turn, flip) in [
            ("11 21 31 32", "33 43 53 54", true, true),
            ("11 21 31 32", "21 22 23 13", true, true),
            ("11 21 31 32", "32 31 21 11", true, true),
            ("11 21 31 32", "12 22 32 31", false, true),
            ("11 21 31 32", "11 12 13 23", false, true),
            ("11 21 31 32", "11 21 31 41", false, false),
            ("11 12", "11 21", true, true),
            ("11 12", "11 13", false, false),
        ] {
            for (flip, same) in [(false, turn), (true, flip)] {
                for of_figure in [false, true] {
                    let key = |text| turned(&cells(text, of_figure), flip);
                    assert_eq!(key(a) == key(b), same, "{a} and {b}, flip {flip}");
                }
            }
        }
    }
}
