//! Owns the faults of kinds as authors write them; what a kind means stands in the engine.

use super::Reading;
use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::engine::kind::{self, Fault, KINDS, Kind};
use crate::engine::number::Number;
use crate::yaml::{FigureBody, Scalar, Variants};

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

/// The kind a text is, if it is one: `Some(None)` where it is a kind with a fault, which is then reported.
pub fn kind_of(text: &Scalar, reading: &mut Reading) -> Option<Option<Kind>> {
    let trimmed = text.text.trim();
    match Kind::read(trimmed)? {
        Ok(kind) => Some(Some(kind)),
        Err(Fault::Empty(low, high)) => Some(empty_range(text, &low, &high, reading)),
        Err(Fault::Unknown) => Some(no_kind(text, reading)),
    }
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

/// Reports a kind that speaks of a figure the task does not have.
pub fn check_figure(name: &Scalar, written: &Variants, reading: &mut Reading) {
    let quantity = reading.model.quantity(&name.text);
    let Some(Kind::Many(many)) = quantity.and_then(|quantity| quantity.kind.as_ref()) else {
        return;
    };
    let Kind::Place { figure, cell } = &many.each else {
        return;
    };
    let known = written
        .figures
        .iter()
        .find(|(name, _)| name.text == *figure);
    if let Some((_, known)) = known {
        let has_places = match &known.body {
            FigureBody::Grid(_) | FigureBody::Faulty => true,
            FigureBody::Chart(word, _) => word.text == "dots" && !cell,
            FigureBody::Drawing(_) => false,
        };
        if !has_places {
            let places = if *cell { "cells" } else { "points" };
            let message = format!("the figure `{figure}` has no {places}");
            let fault = Diagnostic::error("unknown-figure", name.at.clone(), message);
            let help = "cells are those of a `grid`, points those of `dots: {rows: 5, columns: 5}` or of a grid";
            reading.trouble.push(fault.help(help));
        }
        return;
    }
    let mut figures = written.figures.iter().map(|(name, _)| name.text.as_str());
    let help = did_you_mean(figure, figures.clone()).unwrap_or_else(|| match figures.next() {
        Some(known) => format!("name one of the figures, such as `{known}`"),
        None => "add it under `figures` in `variants.yaml`".to_string(),
    });
    let message = format!("there is no figure `{figure}`");
    let fault = Diagnostic::error("unknown-figure", name.at.clone(), message);
    reading.trouble.push(fault.help(help));
}
