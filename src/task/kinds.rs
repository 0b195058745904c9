//! Owns the kinds of quantities as authors write them: ranges, steps, lists of values.

use super::Reading;
use crate::diagnostic::{Diagnostic, Place};
use crate::engine::kind::{self, Fault, KINDS, Kind};
use crate::engine::number::Number;
use crate::yaml::Scalar;

/// A number that depends on nothing.
pub fn constant(text: &Scalar, reading: &mut Reading) -> Option<Number> {
    let found = kind::constant(&text.text);
    if found.is_none() {
        let message = format!("`{}` is not a number", text.text);
        reading.trouble.push(
            Diagnostic::error("wrong-type", text.at.clone(), message)
                .help("write a number such as `0.005`"),
        );
    }
    found
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
    match Kind::read(trimmed)? {
        Ok(kind) => Some(Some(kind)),
        Err(Fault::Empty(low, high)) => Some(empty_range(text, &low, &high, reading)),
        Err(Fault::Unknown) => Some(no_kind(text, reading)),
    }
}

fn is_word_end(text: &str, at: usize) -> bool {
    text.get(at..)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

fn empty_range(text: &Scalar, low: &Number, high: &Number, reading: &mut Reading) -> Option<Kind> {
    let message = format!("the range `{}` is empty", text.text.trim());
    let help = format!(
        "write the smaller end first: `{}..{}`",
        high.exact_text(),
        low.exact_text()
    );
    let fault = Diagnostic::error("empty-range", text.at.clone(), message);
    reading.trouble.push(fault.help(help));
    None
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
