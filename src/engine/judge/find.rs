//! Owns finding one, another, all: which right answers are new, and how many there are.

use super::Desk;
use super::values::{count, is_right, not_right, numbers, placed};
use crate::engine::feedback::{Feedback, Outcome, named_values, sentence};
use crate::engine::model::{Find, Same, ValueAsk};
use crate::engine::order::sorted;
use crate::engine::response::{Response, Typed, base_world, read_response};
use crate::engine::value::{Value, evaluate};

/// What makes an answer the same as another one, as text.
pub fn key(desk: Desk, asked: &ValueAsk, values: &[Value]) -> String {
    let texts = || values.iter().map(Value::key).collect::<Vec<_>>();
    match &asked.same {
        Same::Exactly => texts().join(" "),
        Same::AnyOrder => sorted(texts(), |a, b| a < b).join(" "),
        Same::By(expr) => {
            let world = placed(&base_world(desk.model, desk.ask, desk.row), asked, values);
            evaluate(expr, &world).map_or_else(|_| texts().join(" "), |value| value.shown('.'))
        }
    }
}

/// Keys of all right answers given before, each once.
fn found_before(desk: Desk, asked: &ValueAsk) -> Vec<String> {
    let mut found = Vec::new();
    for earlier in desk
        .earlier
        .iter()
        .filter(|earlier| earlier.ask == desk.ask.id && same_case(desk, asked, earlier))
    {
        let Ok(Response::Values(tuples)) =
            read_response(desk.model, desk.ask, desk.row, &earlier.text)
        else {
            continue;
        };
        for values in tuples.iter().map(|tuple| numbers(tuple)) {
            if is_right(desk.model, desk.ask, asked, desk.row, &values) {
                add(&mut found, key(desk, asked, &values));
            }
        }
    }
    found
}

fn same_case(desk: Desk, asked: &ValueAsk, earlier: &super::Earlier) -> bool {
    let value = |name: &String| desk.row.iter().find(|(n, _)| n == name).map(|(_, v)| v);
    earlier
        .row
        .iter()
        .all(|(name, v)| asked.names.contains(name) || value(name).is_some_and(|here| here.same(v)))
}

fn add(found: &mut Vec<String>, key: String) -> bool {
    let new = !found.contains(&key);
    if new {
        found.push(key);
    }
    new
}

/// Judges a list of answers, one by one.
pub fn judge(desk: Desk, asked: &ValueAsk, tuples: &[Vec<Typed>]) -> Feedback {
    let mut found = found_before(desk, asked);
    let (mut new, mut fits, mut failing) = (0, 0, None);
    for values in tuples.iter().map(|tuple| numbers(tuple)) {
        if is_right(desk.model, desk.ask, asked, desk.row, &values) {
            fits += 1;
            new += usize::from(add(&mut found, key(desk, asked, &values)));
        } else {
            failing = failing.or(Some(values));
        }
    }
    let all = match asked.find {
        Find::Some(wanted) => Some(wanted as usize),
        _ => count(desk, asked).map(|count| count as usize),
    };
    let feedback = match failing {
        Some(values) if fits == 0 => not_right(desk, asked, &values),
        Some(values) => partly(desk, asked, &values),
        None => right(desk, asked, tuples, new, found.len(), all),
    };
    let feedback = Feedback {
        found: Some(found.len()),
        ..feedback
    };
    if feedback.outcome == Outcome::Partly {
        feedback.fitting(fits, tuples.len())
    } else {
        Feedback {
            of: all,
            ..feedback
        }
    }
}

fn partly(desk: Desk, asked: &ValueAsk, values: &[Value]) -> Feedback {
    let failing = not_right(desk, asked, values);
    let named = named_values(desk.model, &asked.names, values);
    Feedback {
        outcome: Outcome::Partly,
        says: sentence(desk.model, "partly-list", &[&named]) + &failing.says,
        ..failing
    }
}

fn right(
    desk: Desk,
    asked: &ValueAsk,
    tuples: &[Vec<Typed>],
    new: usize,
    found: usize,
    all: Option<usize>,
) -> Feedback {
    let named: Vec<String> = tuples
        .iter()
        .map(|tuple| named_values(desk.model, &asked.names, &numbers(tuple)))
        .collect();
    let (named, found_text) = (named.join("; "), found.to_string());
    let complete = all.is_some_and(|all| found >= all);
    let key = match (new > 0, complete, asked.find) {
        (false, _, _) => "again",
        (true, true, Find::All) => "new-all",
        (true, true, _) => "new-enough",
        (true, false, _) => "new",
    };
    let outcome = if new > 0 {
        Outcome::New
    } else {
        Outcome::Again
    };
    Feedback::new(outcome, sentence(desk.model, key, &[&named, &found_text]))
}
