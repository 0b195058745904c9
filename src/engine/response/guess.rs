//! Owns the reading of an estimate: too low, too high and best, in fields of their own or in one line. Knows nothing of right
//! and not right.

use super::{Reading, Response, Typed, lines, scope, split};
use crate::engine::error::Error;
use crate::engine::letter::fold;
use crate::engine::model::{Model, Row};
use crate::engine::token::{Kind, Token};
use crate::engine::value::Value;
use crate::engine::world::World;

/// Reads an estimate: fields are lines, in the order too low, too high, best; `280`, `200 to 300`, `200–300, best 280` are one.
pub fn read(model: &Model, name: &str, row: &Row, text: &str) -> Result<Response, Error> {
    let name = &[name.to_string()];
    let mut scope = scope(model, &[], name);
    let fields = text.contains('\n');
    scope.lists = false;
    let reading = Reading {
        model,
        asked: name,
        scope: &scope,
        world: &World::new(model, None, row),
        with_unit: false,
    };
    if !fields {
        return in_order(text, in_line(&reading, text)?);
    }
    let mut guess = Vec::new();
    for (at, line) in lines(text) {
        guess.push(one(&reading, at, line)?);
    }
    in_order(text, guess)
}

fn one(reading: &Reading, at: usize, text: &str) -> Result<Option<Typed>, Error> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let typed = reading.single(text).map_err(|error| error.shifted(at))?;
    Ok(Some(typed))
}

/// The numbers of one line: the best alone, the two ends, or the ends and the best.
fn in_line(reading: &Reading, text: &str) -> Result<Vec<Option<Typed>>, Error> {
    let joints = reading.model.words.list("estimate-words");
    let parts = |token: &Token| match &token.kind {
        Kind::Name(word) => joints.contains(&fold(word)),
        _ => token.is(";") || token.is(","),
    };
    let mut guess = Vec::new();
    for (at, part) in split((0, text), reading.scope, &parts)? {
        let Some(alone) = one(reading, at, part)? else {
            continue;
        };
        match range(reading, part) {
            Some((low, high)) => {
                guess.push(Some(low));
                guess.push(Some(high));
            }
            None => guess.push(Some(alone)),
        }
    }
    if guess.len() == 1 {
        guess.insert(0, None);
        guess.insert(0, None);
    } else if !matches!(guess.len(), 2 | 3) {
        return Err(Error::at(0..text.len(), "estimate", &[]));
    }
    Ok(guess)
}

/// `200–300` is a range where its end is the larger one; `300 − 20` is a calculation.
fn range(reading: &Reading, text: &str) -> Option<(Typed, Typed)> {
    let ends = reading.split_at("-", (0, text)).ok()?;
    let [(_, low), (_, high)] = ends.as_slice() else {
        return None;
    };
    let (low, high) = (one(reading, 0, low).ok()??, one(reading, 0, high).ok()??);
    is_above(&high, &low).then_some((low, high))
}

fn is_above(a: &Typed, b: &Typed) -> bool {
    match (&a.value, &b.value) {
        (Value::Number(a), Value::Number(b)) => a.order(b).is_gt(),
        _ => false,
    }
}

/// An estimate whose numbers have changed places is asked about.
fn in_order(text: &str, guess: Vec<Option<Typed>>) -> Result<Response, Error> {
    let above = |a: usize, b: usize| match (guess.get(a), guess.get(b)) {
        (Some(Some(a)), Some(Some(b))) => is_above(a, b),
        _ => false,
    };
    let trouble = |key| Err(Error::at(0..text.len(), key, &[]));
    if guess.len() > 3 {
        trouble("estimate")
    } else if above(0, 1) {
        trouble("low-above-high")
    } else if above(0, 2) || above(2, 1) {
        trouble("best-outside")
    } else {
        Ok(Response::Guess(guess))
    }
}

/// An estimate as text, from low to high: `200 < 280 < 300`.
pub fn guess_text(guess: &[Option<Typed>], decimal: char) -> String {
    let at = |place: usize| guess.get(place)?.as_ref();
    let mut text = String::new();
    for place in [0, 2, 1] {
        let shown = at(place).map(|typed| typed.value.shown(decimal));
        let missing =
            || (place == 2 && at(0).is_some() && at(1).is_some()).then(|| "?".to_string());
        let Some(shown) = shown.or_else(missing) else {
            continue;
        };
        if !text.is_empty() {
            text.push_str(" < ");
        }
        text.push_str(&shown);
    }
    text
}
