//! Owns finding one, another, all: which right answers are new, and how many there are.

use super::earlier::{ask_of, same_case};
use super::same::key;
use super::values::{count, is_right, is_unsearched, not_right, numbers, wanted};
use super::{Desk, told};
use crate::engine::feedback::{Feedback, Outcome, named_values, sentence};
use crate::engine::model::{Find, Sort, ValueAsk};
use crate::engine::pick;
use crate::engine::response::{Response, Typed, read_response};
use crate::engine::value::Value;

/// A right answer: what makes it the same as another one, and its values.
type Known = (String, Vec<Value>);

/// All right answers given before, each once.
fn found_before(desk: &Desk, asked: &ValueAsk) -> Vec<Known> {
    let mut found = Vec::new();
    for earlier in desk.earlier {
        let Some(ask) = ask_of(desk, earlier).filter(|ask| counts(desk, asked, &ask.id, &ask.sort))
        else {
            continue;
        };
        if !same_case(desk, &asked.names, earlier) {
            continue;
        }
        if let Ok(Response::Values(tuples)) =
            read_response(desk.model, ask, &earlier.row, &earlier.text)
        {
            for tuple in &tuples {
                let values = numbers(tuple);
                if is_right(desk.model, desk.ask, asked, desk.row, &values) {
                    add(desk, asked, &mut found, values);
                }
            }
        }
    }
    found
}

/// Whether what was given for an ask counts as given before: for the ask itself, and for another one that wants the same names.
fn counts(desk: &Desk, asked: &ValueAsk, id: &str, sort: &Sort) -> bool {
    let elsewhere = asked.find == Find::Another
        && matches!(sort, Sort::Value(other) if other.names == asked.names);
    elsewhere || id == desk.ask.id
}

/// Keeps an answer; gives the earlier one it is the same as, if there is one.
fn add(
    desk: &Desk,
    asked: &ValueAsk,
    found: &mut Vec<Known>,
    values: Vec<Value>,
) -> Option<Vec<Value>> {
    let key = key(desk, asked, &values);
    for (known, values) in found.iter() {
        if *known == key {
            return Some(values.clone());
        }
    }
    found.push((key, values));
    None
}

/// Judges a list of answers, one by one or as the whole set.
pub fn judge(desk: &Desk, asked: &ValueAsk, tuples: &[Vec<Typed>]) -> Feedback {
    let whole = asked.find == Find::List;
    let mut tally = Tally::default();
    if !whole {
        tally.found = found_before(desk, asked);
    }
    for tuple in tuples {
        let values = numbers(tuple);
        if !is_right(desk.model, desk.ask, asked, desk.row, &values) {
            tally.strays.push(values);
            continue;
        }
        tally.fits += 1;
        match add(desk, asked, &mut tally.found, values) {
            None => tally.new += 1,
            Some(known) => tally.known = Some(known),
        }
    }
    if whole {
        return list(desk, asked, &tally);
    }
    let mut feedback = match tally.strays.first() {
        Some(values) if tally.fits == 0 => not_right(desk, asked, values),
        Some(values) => {
            let named = named_values(desk.model, &asked.names, values);
            let says = sentence(desk.model, "partly-list", &[&named]);
            partly(desk, asked, values, says).fitting(tally.fits, tuples.len())
        }
        None => right(desk, asked, tuples, &tally),
    };
    feedback.of = feedback.of.or(all(desk, asked));
    feedback.found = Some(tally.found.len());
    feedback
}

/// How many answers are to be found.
fn all(desk: &Desk, asked: &ValueAsk) -> Option<usize> {
    let all = match asked.find {
        Find::Some => wanted(desk.model, desk.ask, asked, desk.row),
        _ => count(desk, asked),
    };
    all.map(|all| all as usize)
}

/// What became of the answers of one response.
#[derive(Default)]
struct Tally {
    /// All right answers, those given before in front.
    found: Vec<Known>,
    /// How many of the response are right, and how many of these are new.
    fits: usize,
    new: usize,
    /// The last earlier answer that one of these is the same as.
    known: Option<Vec<Value>>,
    /// Those that are not right.
    strays: Vec<Vec<Value>>,
}

/// The reply to an answer that does not belong, behind what is said of the others.
fn partly(desk: &Desk, asked: &ValueAsk, values: &[Value], says: String) -> Feedback {
    let mut failing = not_right(desk, asked, values);
    failing.outcome = Outcome::Partly;
    failing.says.insert_str(0, &says);
    failing
}

/// The whole set in one response: how many are there, do not belong, are missing; never which are missing.
fn list(desk: &Desk, asked: &ValueAsk, tally: &Tally) -> Feedback {
    let (fits, of) = (tally.found.len(), all(desk, asked));
    let stray = tally.strays.first();
    let complete = stray.is_none() && of.is_some_and(|of| fits >= of);
    let counts = [
        fits.to_string(),
        tally.strays.len().to_string(),
        of.map_or(String::new(), |of| of.saturating_sub(fits).to_string()),
    ];
    let key = match of {
        _ if complete => "right-list",
        Some(_) => "partly-all",
        None => "partly-all-open",
    };
    let says = sentence(desk.model, key, &[&counts[0], &counts[1], &counts[2]]);
    let mut feedback = match stray {
        Some(values) if fits == 0 => not_right(desk, asked, values),
        Some(values) => {
            let named = named_values(desk.model, &asked.names, values);
            let says = says + &sentence(desk.model, "stray", &[&named]);
            partly(desk, asked, values, says)
        }
        None if complete => Feedback::new(Outcome::Right, says),
        None => Feedback::new(Outcome::Partly, says),
    };
    (feedback.fits, feedback.of) = (Some(fits), of);
    feedback
}

fn right(desk: &Desk, asked: &ValueAsk, tuples: &[Vec<Typed>], tally: &Tally) -> Feedback {
    let named = |values: &[Value]| named_values(desk.model, &asked.names, values);
    let all = all(desk, asked);
    let complete = all.is_some_and(|all| tally.found.len() >= all);
    let response: Vec<String> = tuples.iter().map(|tuple| named(&numbers(tuple))).collect();
    let known = tally.known.as_deref().map(named).unwrap_or_default();
    let key = match (tally.new > 0, asked.find) {
        (true, Find::Another) if tally.found.len() > tally.new => "new-another",
        (false, Find::Another) => "again-another",
        (true, Find::All) if complete => "new-all",
        (true, _) if complete => "new-enough",
        (true, _) if is_unsearched(desk, asked) => "new-open",
        (true, _) => "new",
        _ if tally.known.is_some() && !response.contains(&known) => "again-like",
        _ => "again",
    };
    // Nobody reads a shape from a list of its places.
    let key = match pick::of_value(desk.model, asked) {
        Some(_) if key == "new-all" => "new-all-shape",
        Some(_) if tally.new > 0 => "new-shape",
        Some(_) => "again-shape",
        None => key,
    };
    let outcome = if tally.new > 0 {
        Outcome::New
    } else {
        Outcome::Again
    };
    let so_many = so_many(desk, asked, tally.found.len(), all);
    told(
        desk,
        outcome,
        key,
        &[&response.join("; "), &so_many, &known],
    )
}

/// How many have been found, and of how many where the author says that.
fn so_many(desk: &Desk, asked: &ValueAsk, found: usize, all: Option<usize>) -> String {
    let open = asked.find == Find::Some && is_unsearched(desk, asked);
    match all.filter(|all| asked.wanted.is_some() && found <= *all && !open) {
        Some(all) => {
            let parts = [found.to_string(), all.to_string()];
            desk.model.words.say("so-many-of", &[&parts[0], &parts[1]])
        }
        None => found.to_string(),
    }
}
