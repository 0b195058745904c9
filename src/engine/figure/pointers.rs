//! Owns words that point at places of a line: words of one place become one, the others move apart, and no arrow goes
//! through a word. Knows nothing of where the places come from.

use super::shapes::{Mark, Point, path_mark, text_mark, text_width};
use super::svg::PX;
use crate::engine::order::sorted;

/// From a place up to the middle of its word, and to both ends of an arrow that need not lean.
const WORD: i64 = 3360;
const START: i64 = 1920;
const TIP: i64 = 720;
/// Least room between two words.
const GAP: i64 = 8 * PX;
/// How far a word rises at most for having moved, so that its arrow leans less.
const RISE: i64 = 48 * PX;
/// Where a leaning arrow turns straight down, above its tip.
const KNEE: i64 = 10 * PX;

/// A place with its words.
pub struct Pointer {
    pub at: Point,
    pub text: String,
}

/// The words in one row above the places, as near to them as they fit, with their arrows.
pub fn pointer_marks(pointers: Vec<Pointer>) -> Vec<Mark> {
    let pointers = joined(sorted(pointers, |a, b| a.at.0 < b.at.0));
    let middles = apart(&pointers);
    let moved = |(pointer, middle): (&Pointer, &i64)| (middle - pointer.at.0).abs();
    let rise = pointers.iter().zip(&middles).map(moved).max();
    let rise = rise.unwrap_or(0).min(RISE);
    let mut marks = Vec::new();
    for (pointer, middle) in pointers.iter().zip(middles) {
        let (x, y) = pointer.at;
        let tip = y - TIP;
        let mut arrow = vec![(middle, y - START - rise)];
        if middle != x {
            arrow.push((x, tip - KNEE));
        }
        let head = (480, 840);
        arrow.extend([
            (x, tip),
            (x - head.0, tip - head.1),
            (x, tip),
            (x + head.0, tip - head.1),
        ]);
        marks.push(Mark {
            is_spanned: false,
            ..path_mark("mark", &arrow)
        });
        marks.push(text_mark("", (middle, y - WORD - rise), &pointer.text));
    }
    marks
}

/// Neighbours at one place as one.
fn joined(pointers: Vec<Pointer>) -> Vec<Pointer> {
    let mut all: Vec<Pointer> = Vec::new();
    for pointer in pointers {
        match all.last_mut() {
            Some(last) if last.at == pointer.at => {
                last.text.push_str(", ");
                last.text.push_str(&pointer.text);
            }
            _ => all.push(pointer),
        }
    }
    all
}

/// Words that would meet, side by side round the middle of their places.
struct Block {
    count: i64,
    /// Of the places, less the room that the words before each take.
    sum: i64,
}

impl Block {
    fn mean(&self) -> i64 {
        self.sum / self.count
    }
}

/// The middles of the words: in the order of the places, far enough from each other, and moved as little as can be.
fn apart(pointers: &[Pointer]) -> Vec<i64> {
    let (mut rooms, mut room, mut before) = (Vec::new(), 0, 0);
    let mut blocks: Vec<Block> = Vec::new();
    for (at, pointer) in pointers.iter().enumerate() {
        let width = text_width(&pointer.text);
        if at > 0 {
            room += (before + width) / 2 + GAP;
        }
        before = width;
        rooms.push(room);
        let mut block = Block {
            count: 1,
            sum: pointer.at.0 - room,
        };
        while let Some(last) = blocks.pop_if(|last| last.mean() > block.mean()) {
            block.count += last.count;
            block.sum += last.sum;
        }
        blocks.push(block);
    }
    let means = blocks
        .iter()
        .flat_map(|block| (0..block.count).map(|_| block.mean()));
    means.zip(rooms).map(|(mean, room)| mean + room).collect()
}

#[cfg(test)]
mod tests {
    use super::{GAP, Pointer, apart, joined};
    use crate::engine::figure::shapes::text_width;

    fn pointers(all: &[(i64, &str)]) -> Vec<Pointer> {
        let pointer = |(x, text): &(i64, &str)| Pointer {
            at: (*x, 0),
            text: text.to_string(),
        };
        all.iter().map(pointer).collect()
    }

    #[test]
    fn words_with_room_stand_above_their_places() {
        let far = pointers(&[(0, "n"), (9_000, "2n"), (20_000, "n + 2")]);
        assert_eq!(apart(&far), [0, 9_000, 20_000]);
    }

    #[test]
    fn words_without_room_move_apart_by_as_much_as_they_need() {
        let near = pointers(&[(9_000, "n"), (9_100, "n + 2"), (9_200, "2n"), (40_000, "k")]);
        let middles = apart(&near);
        for (nth, pair) in near.windows(2).take(2).enumerate() {
            let [one, next] = pair else { panic!() };
            let room = (text_width(&one.text) + text_width(&next.text)) / 2 + GAP;
            assert_eq!(middles[nth + 1] - middles[nth], room);
        }
        assert!(middles[0] < 9_000 && 9_200 < middles[2]);
        assert_eq!(middles[3], 40_000);
    }

    #[test]
    fn words_of_one_place_are_one() {
        let joined = joined(pointers(&[(0, "n"), (500, "2n"), (500, "n + 2")]));
        let texts: Vec<&str> = joined.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(texts, ["n", "2n, n + 2"]);
    }
}
