//! Owns how far a list, a set or a table is there: what of it fits, what does not, how much is missing (never which).

use super::Desk;
use super::replies::{Heard, answer as reply, named, not_yet};
use super::values::settled;
use crate::engine::feedback::{Feedback, Outcome, sentence};
use crate::engine::kind::{self, Kind, Shape};
use crate::engine::value::Value;

/// The feedback for a value that is not right: the replies first, then how many of its items fit.
pub fn answer(desk: &Desk, heard: &Heard, name: &str, right: &Value, response: &Value) -> Feedback {
    let right = settled(&heard.world, name, right.clone());
    let (Value::List(right_items), Value::List(items)) = (&right, response) else {
        return reply(desk, heard);
    };
    let counted = match kind::wanted(&heard.world, name, Some(&right)) {
        Kind::Many(many) if matches!(many.shape, Shape::Set | Shape::Sum) => {
            Counted::of_set(right_items, items)
        }
        Kind::Many(many) if matches!(many.shape, Shape::Table(_)) => {
            Counted::of_places(&flat(right_items), &flat(items), "partly-cells")
        }
        _ => Counted::of_places(right_items, items, "partly-places"),
    };
    counted.answer(desk, heard)
}

/// The feedback for numbers in a figure of which so many fit: the replies first.
pub fn fitting(desk: &Desk, heard: &Heard, fits: usize, of: usize) -> Feedback {
    let counted = Counted {
        fits,
        of,
        strange: None,
        key: "partly-cells",
    };
    counted.answer(desk, heard)
}

/// The values in the rows of a table.
fn flat(rows: &[Value]) -> Vec<Value> {
    let mut cells = Vec::new();
    for row in rows {
        if let Value::List(row) = row {
            cells.extend(row.iter().cloned());
        }
    }
    cells
}

/// How many fit, of how many, and what does not belong.
struct Counted {
    fits: usize,
    of: usize,
    strange: Option<Value>,
    key: &'static str,
}

impl Counted {
    /// Items that belong, wherever they stand.
    fn of_set(right: &[Value], items: &[Value]) -> Counted {
        let mut missing = right.to_vec();
        let mut strange = Vec::new();
        for item in items {
            match missing.iter().position(|wanted| wanted.same(item)) {
                Some(at) => drop(missing.remove(at)),
                None => strange.push(item.clone()),
            }
        }
        let key = match (strange.is_empty(), missing.is_empty()) {
            (true, _) => "partly-missing",
            (false, true) => "partly-strange",
            _ => "partly-set",
        };
        Counted {
            fits: right.len() - missing.len(),
            of: right.len(),
            strange: Some(Value::List(strange)),
            key,
        }
    }

    /// Items that stand in their place.
    fn of_places(right: &[Value], items: &[Value], key: &'static str) -> Counted {
        let pairs = right.iter().zip(items);
        Counted {
            fits: pairs.filter(|(wanted, item)| wanted.same(item)).count(),
            of: right.len().max(items.len()),
            strange: None,
            key,
        }
    }

    fn answer(&self, desk: &Desk, heard: &Heard) -> Feedback {
        let feedback = match named(desk, heard) {
            Some(feedback) => feedback,
            None if self.fits == 0 => not_yet(heard),
            None => Feedback::new(Outcome::Partly, self.says(desk)),
        };
        feedback.fitting(self.fits, self.of)
    }

    fn says(&self, desk: &Desk) -> String {
        let counts = [self.fits, self.of, self.of - self.fits].map(|n| n.to_string());
        let decimal = desk.model.language.decimal;
        let strange = self.strange.as_ref().map(|strange| strange.shown(decimal));
        let parts = [
            &counts[0],
            &counts[1],
            &counts[2],
            strange.as_deref().unwrap_or(""),
        ];
        sentence(desk.model, self.key, &parts)
    }
}
