//! Owns the kinds of quantities as authors write them: ranges, steps, lists of values.

use super::Reading;
use crate::diagnostic::{Diagnostic, Place};
use crate::engine::kind::{KINDS, Kind};
use crate::engine::model::Row;
use crate::engine::number::Number;
use crate::engine::reader::read as read_expr;
use crate::engine::token::Scope;
use crate::engine::value::number;
use crate::engine::world::World;
use crate::yaml::Scalar;

/// A number that depends on nothing.
pub fn constant(text: &Scalar, reading: &mut Reading) -> Option<Number> {
    let found = plain_number(&text.text);
    if found.is_none() {
        let message = format!("`{}` is not a number", text.text);
        reading.trouble.push(
            Diagnostic::error("wrong-type", text.at.clone(), message)
                .help("write a number such as `0.005`"),
        );
    }
    found
}

fn plain_number(text: &str) -> Option<Number> {
    let expr = read_expr(text, &Scope::author([])).ok()?;
    number(&expr, &World::new(&Default::default(), None, &Row::new())).ok()
}

/// Words that begin a kind this version does not read.
const OTHER_KINDS: [&str; 8] = [
    "list of",
    "set of",
    "sum of",
    "order of",
    "table ",
    "cells of",
    "points of",
    "calculation",
];

/// The kind a text is, if it is one: `Some(None)` where it is a kind with a fault, which is then reported.
pub fn kind_of(text: &Scalar, reading: &mut Reading) -> Option<Option<Kind>> {
    let trimmed = text.text.trim();
    if OTHER_KINDS.iter().any(|other| {
        trimmed.starts_with(other.trim_end()) && is_word_end(trimmed, other.trim_end().len())
    }) {
        let message = format!("responses of the kind `{trimmed}` cannot be read by this version");
        reading.trouble.push(
            Diagnostic::error("unknown-kind", text.at.clone(), message)
                .help(format!("the kinds are: {KINDS}")),
        );
        return Some(None);
    }
    if let Some(values) = trimmed
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        let values: Option<Vec<Number>> = values.split(',').map(plain_number).collect();
        return Some(values.map(Kind::Values).or_else(|| no_kind(text, reading)));
    }
    let (ends, any) = match trimmed
        .strip_prefix("any")
        .filter(|rest| rest.is_empty() || rest.starts_with(' '))
    {
        Some(rest) => (rest.trim(), true),
        None => (trimmed, false),
    };
    if any && ends.is_empty() {
        return Some(Some(Kind::Any {
            low: None,
            high: None,
        }));
    }
    let (low, rest) = ends
        .split_once("..")
        .filter(|(low, _)| !low.contains(['(', '[', '{']))?;
    Some(range_kind(text, (low, rest), any, reading))
}

fn is_word_end(text: &str, at: usize) -> bool {
    text.get(at..)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

fn range_kind(
    text: &Scalar,
    (low, rest): (&str, &str),
    any: bool,
    reading: &mut Reading,
) -> Option<Kind> {
    let (high, step) = rest
        .split_once("step")
        .map_or((rest, None), |(high, step)| (high, Some(step)));
    let end = |end: &str| {
        if end.trim().is_empty() {
            Some(None)
        } else {
            plain_number(end).map(Some)
        }
    };
    let (Some(low), Some(high)) = (end(low), end(high)) else {
        return no_kind(text, reading);
    };
    if let (Some(low), Some(high)) = (&low, &high)
        && low.order(high).is_gt()
    {
        let message = format!("the range `{}` is empty", text.text.trim());
        let help = format!(
            "write the smaller end first: `{}..{}`",
            high.exact_text(),
            low.exact_text()
        );
        reading
            .trouble
            .push(Diagnostic::error("empty-range", text.at.clone(), message).help(help));
        return None;
    }
    let step = step
        .map_or(Some(Number::whole(1)), plain_number)
        .filter(|step| !step.is_zero() && !step.is_negative());
    match (any, low, step) {
        (true, low, _) => Some(Kind::Any { low, high }),
        (false, Some(low), Some(step)) => Some(Kind::Range { low, high, step }),
        _ => no_kind(text, reading),
    }
}

pub fn no_kind(text: &Scalar, reading: &mut Reading) -> Option<Kind> {
    let message = format!("`{}` is no kind of value", text.text.trim());
    reading.trouble.push(
        Diagnostic::error("unknown-kind", text.at.clone(), message)
            .help(format!("the kinds are: {KINDS}")),
    );
    None
}

pub fn value_list(values: &[Scalar], at: &Place, reading: &mut Reading) -> Option<Kind> {
    let values: Vec<Number> = values
        .iter()
        .filter_map(|value| constant(value, reading))
        .collect();
    if values.is_empty() {
        reading.trouble.push(
            Diagnostic::error("empty-range", at.clone(), "the list of values is empty")
                .help("write the values it can have: `[10, 20]`"),
        );
        return None;
    }
    Some(Kind::Values(values))
}
