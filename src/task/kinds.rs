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
        let help = if text.text.contains(';') {
            "commas part the values, and decimals have a point: `[0.5, 7, 10]`".to_string()
        } else if matches!(Kind::read(text.text.trim()), Some(Ok(_))) {
            format!("a range stands without brackets: `{}`", text.text.trim())
        } else if let Some(point) = with_points(&text.text) {
            format!("decimals have a point: `{point}`")
        } else {
            "write a number such as `0.005`".to_string()
        };
        let fault = Diagnostic::error("wrong-type", text.at.clone(), message);
        reading.trouble.push(fault.help(help));
    }
    found
}

/// The text with points in place of decimal commas, if it has any.
fn with_points(text: &str) -> Option<String> {
    let signs: Vec<char> = text.chars().collect();
    let is_digit = |at: Option<usize>| {
        at.and_then(|at| signs.get(at))
            .is_some_and(char::is_ascii_digit)
    };
    let sign = |(at, sign): (usize, &char)| match sign {
        ',' if is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)) => '.',
        sign => *sign,
    };
    let pointed: String = signs.iter().enumerate().map(sign).collect();
    (pointed != text).then_some(pointed)
}

/// The kind that somebody may have meant, as it is written: two points, decimals with a point, no quotes.
fn meant(text: &str) -> Option<String> {
    let plain = text.trim_matches(['“', '”', '„', '"', ' ']);
    let plain = plain.replace("...", "..").replace('…', "..");
    let plain = with_points(&plain).unwrap_or(plain);
    let is_kind = matches!(Kind::read(&plain), Some(Ok(_)));
    (plain != text && is_kind).then_some(plain)
}

/// The range that somebody may have meant by `1-20`, `1 to 20` or `1…20`: from the smaller number to the larger one.
fn range_meant(text: &str) -> Option<String> {
    let text = text.strip_prefix("from ").unwrap_or(text);
    let between = ["...", "…", " to ", " bis ", "–", "—", "-"];
    let mut ends = between.iter().filter_map(|sign| text.split_once(sign));
    let (low, high) = ends.next()?;
    let number = |text: &str| kind::constant(text.trim()).filter(|_| !text.trim().is_empty());
    let range = format!("{}..{}", low.trim(), high.trim());
    let is_range =
        number(low).zip(number(high)).is_some() && matches!(Kind::read(&range), Some(Ok(_)));
    is_range.then_some(range)
}

/// Reports a quantity's text that is a formula for the reader and was most likely meant as a range.
pub fn refuse_range(text: &Scalar, reading: &mut Reading) -> bool {
    let Some(range) = range_meant(text.text.trim()) else {
        return false;
    };
    let message = format!("`{}` is no range", text.text.trim());
    let help = match text.text.contains(['-', '–', '—', '−']) {
        true => format!(
            "write `{range}`; a difference is written `{{is: {}}}`",
            text.text.trim()
        ),
        false => format!("write `{range}`"),
    };
    let fault = Diagnostic::error("unknown-kind", text.at.clone(), message);
    reading.trouble.push(fault.help(help));
    true
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
    // `1...20` ends at .20 for the reader.
    if text.text.contains("...") {
        return no_kind(text, reading);
    }
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
    let help = match meant(&text.text) {
        Some(kind) => format!("write `{kind}`"),
        None => format!("the kinds are: {KINDS}"),
    };
    let fault = Diagnostic::error("unknown-kind", text.at.clone(), message);
    reading.trouble.push(fault.help(help));
    None
}

pub fn value_list(values: &[Scalar], at: &Place, reading: &mut Reading) -> Option<Kind> {
    let read: Vec<Number> = values
        .iter()
        .filter_map(|value| constant(value, reading))
        .collect();
    if read.len() < values.len() {
        return None;
    }
    let values = read;
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
