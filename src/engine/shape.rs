//! Owns when two shapes are one wherever they lie, and when a shape is symmetric: cells side by side, the corners of a
//! polygon, values on a ring. Knows nothing of figures and of asks.

use super::order::sorted;
use super::value::Value;

/// Row and column.
type Place = (i64, i64);

/// Items in an order that does not count, as text.
pub fn in_order(texts: Vec<String>) -> String {
    sorted(texts, String::lt).join(" ")
}

/// The least text among all turns of a shape, and its flipped ones where that is allowed; of values that are no places,
/// among all turns of a ring of them.
pub fn turned(items: &[Value], flip: bool) -> String {
    match places(items) {
        Some((cells, places)) => shape_key(cells, places, flip),
        None => {
            let beads: Vec<String> = items.iter().map(Value::key).collect();
            let mut least = None;
            keep_ring(&beads, 1, &mut least);
            if flip {
                keep_ring(&beads, beads.len().saturating_sub(1), &mut least);
            }
            least.unwrap_or_default()
        }
    }
}

/// Whether a shape falls onto itself when it is folded along some line; none where the items are no places.
pub fn is_symmetric(items: &[Value]) -> Option<bool> {
    let (cells, places) = places(items)?;
    let mirrored = mirrored(&places);
    Some(shape_key(cells, places, false) == shape_key(cells, mirrored, false))
}

/// The places, and whether they are cells; none where there is none, or something else among them.
fn places(items: &[Value]) -> Option<(bool, Vec<Place>)> {
    let cells = matches!(items.first()?, Value::Cell(..));
    let mut places = Vec::with_capacity(items.len());
    for item in items {
        let (row, column) = item.place()?;
        places.push((row.into(), column.into()));
    }
    Some((cells, places))
}

fn mirrored(places: &[Place]) -> Vec<Place> {
    places.iter().map(|(row, column)| (*column, *row)).collect()
}

fn shape_key(cells: bool, places: Vec<Place>, flip: bool) -> String {
    let mut least = None;
    let mut keep = |places: Vec<Place>| match cells {
        true => keep_turns(places, &mut least),
        false => keep_polygon(places, &mut least),
    };
    if flip {
        keep(mirrored(&places));
    }
    keep(places);
    least.unwrap_or_default()
}

fn keep_least(least: &mut Option<String>, key: String) {
    if least.as_ref().is_none_or(|least| key < *least) {
        *least = Some(key);
    }
}

/// From each bead of a ring round it, each so many places behind the last.
fn keep_ring(beads: &[String], step: usize, least: &mut Option<String>) {
    for start in 0..beads.len() {
        let (mut text, mut at) = (String::new(), start);
        for _ in beads {
            if let Some(bead) = beads.get(at) {
                text.push_str(bead);
                text.push(' ');
            }
            at = (at + step) % beads.len();
        }
        keep_least(least, text);
    }
}

/// Cells turned by quarters.
fn keep_turns(mut cells: Vec<Place>, least: &mut Option<String>) {
    for _ in 0..4 {
        keep_least(least, place_key(&cells));
        for (row, column) in &mut cells {
            (*row, *column) = (-*column, *row);
        }
    }
}

/// The cells counted from the first row and column they use, in order.
fn place_key(cells: &[Place]) -> String {
    let (mut top, mut left) = (i64::MAX, i64::MAX);
    for (row, column) in cells {
        (top, left) = (top.min(*row), left.min(*column));
    }
    let mut places = Vec::with_capacity(cells.len());
    for (row, column) in cells {
        places.push(numbers(&[row - top, column - left]));
    }
    in_order(places)
}

/// The corners of a polygon by its sides and what is between them, which no turn changes: whichever corner comes first,
/// and whichever way round.
fn keep_polygon(mut corners: Vec<Place>, least: &mut Option<String>) {
    keep_ring(&sides(&corners), 1, least);
    corners.reverse();
    keep_ring(&sides(&corners), 1, least);
}

/// Of each side: the square of its length, and how it goes on into the next one.
fn sides(corners: &[Place]) -> Vec<String> {
    let mut sides = Vec::with_capacity(corners.len());
    let corner = |at: usize| corners.get(at % corners.len()).copied().unwrap_or_default();
    for at in 0..corners.len() {
        let (a, b, c) = (corner(at), corner(at + 1), corner(at + 2));
        let side = (b.0 - a.0, b.1 - a.1);
        let next = (c.0 - b.0, c.1 - b.1);
        sides.push(numbers(&[
            side.0 * side.0 + side.1 * side.1,
            side.0 * next.1 - side.1 * next.0,
            side.0 * next.0 + side.1 * next.1,
        ]));
    }
    sides
}

fn numbers(numbers: &[i64]) -> String {
    let mut text = String::new();
    for number in numbers {
        text.push_str(&number.to_string());
        text.push(',');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str, cells: bool) -> Vec<Value> {
        let digit = |c: char| c.to_digit(10).expect("a digit") as i16;
        let item = |place: &str| {
            let digits: Vec<i16> = place.chars().map(digit).collect();
            match (cells, digits.as_slice()) {
                (true, [row, column]) => Value::Cell(*row, *column),
                (_, digits) => {
                    Value::List(digits.iter().map(|n| Value::whole((*n).into())).collect())
                }
            }
        };
        text.split(' ').map(item).collect()
    }

    #[test]
    fn a_shape_is_the_same_wherever_and_however_it_lies() {
        // Rows and columns: an L of four cells and its mirror image; corners of triangles and other polygons.
        for (cells, a, b, turn, flip) in [
            (true, "11 21 31 32", "33 43 53 54", true, true),
            (true, "11 21 31 32", "21 22 23 13", true, true),
            (true, "11 21 31 32", "32 31 21 11", true, true),
            (true, "11 21 31 32", "12 22 32 31", false, true),
            (true, "11 21 31 32", "11 12 13 23", false, true),
            (true, "11 21 31 32", "11 21 31 41", false, false),
            (true, "11 12", "11 21", true, true),
            (true, "11 12", "11 13", false, false),
            (false, "11 13 31", "13 31 11", true, true),
            (false, "11 13 31", "31 13 11", true, true),
            (false, "11 13 31", "33 31 13", true, true),
            (false, "11 13 41", "11 14 31", false, true),
            (false, "11 13 41", "41 44 64", true, true),
            (false, "11 13 41", "44 42 14", true, true),
            (false, "11 13 31", "11 14 31", false, false),
            // Turned so that no side lies along the grid: 3 and 4 are the legs of 5.
            (false, "11 16 66 61", "14 45 81 50", false, false),
            (false, "11 16 66 61", "14 51 85 48", true, true),
            (false, "11 13 33 31", "11 33 13 31", false, false),
        ] {
            let (a, b) = (items(a, cells), items(b, cells));
            for (flip, same) in [(false, turn), (true, flip)] {
                assert_eq!(
                    turned(&a, flip) == turned(&b, flip),
                    same,
                    "{a:?} {b:?} {flip}"
                );
            }
        }
    }

    #[test]
    fn a_shape_is_symmetric_along_a_line() {
        for (cells, text, symmetric) in [
            (true, "11 12 13", true),
            (true, "11 12 22", true),
            (true, "11 21 31 32", false),
            (true, "11 12 22 23", false),
            (true, "12 21 22 23 32", true),
            (false, "11 13 31", true),
            (false, "11 13 41", false),
            (false, "11 16 45", true),
            (false, "11 13 34 32", false),
            (false, "11 14 33 32", true),
            (false, "11 14 32 31", false),
        ] {
            let items = items(text, cells);
            assert_eq!(is_symmetric(&items), Some(symmetric), "{text}");
        }
        assert_eq!(is_symmetric(&[Value::whole(3)]), None);
    }

    #[test]
    fn beads_lie_on_a_ring() {
        for (a, b, turn, flip) in [
            ("1 1 2 3", "1 2 3 1", true, true),
            ("1 1 2 3", "3 2 1 1", false, true),
            ("1 1 2 3", "1 2 1 3", false, false),
        ] {
            let beads = |text: &str| -> Vec<Value> {
                let digit = |c: &str| Value::whole(c.parse().expect("a number"));
                text.split(' ').map(digit).collect()
            };
            let (a, b) = (beads(a), beads(b));
            assert_eq!(turned(&a, false) == turned(&b, false), turn);
            assert_eq!(turned(&a, true) == turned(&b, true), flip);
        }
    }
}
