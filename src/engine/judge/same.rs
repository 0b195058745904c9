//! Owns when two answers count as the same: by order, by turning, by a value of theirs.

use super::values::placed;
use super::{Desk, case};
use crate::engine::model::{Same, ValueAsk};
use crate::engine::shape::{in_order, turned};
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
