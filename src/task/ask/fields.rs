//! Owns the meaning of `on FIGURE` in an ask: its fields stand in that figure. How many there are shows in each case only.

use super::fault;
use crate::diagnostic::did_you_mean;
use crate::engine::figure::fields::drawing;
use crate::engine::model::{Find, ValueAsk};
use crate::engine::pick;
use crate::markdown::Source;
use crate::task::Reading;

/// The figure of that name, which must have fields.
pub fn figure(name: &Source, reading: &mut Reading) -> Option<usize> {
    let figures = &reading.model.figures;
    let names = || figures.iter().map(|figure| figure.name.as_str());
    let Some(at) = names().position(|known| known == name.text) else {
        let message = format!("there is no figure `{}`", name.text);
        let help = did_you_mean(&name.text, names())
            .unwrap_or_else(|| "declare it under `figures` in `variants.yaml`".to_string());
        fault(reading, name, "unknown-figure", message, &help);
        return None;
    };
    let has_fields = figures
        .get(at)
        .is_some_and(|figure| drawing(figure).is_some());
    if !has_fields {
        let message = format!("the figure `{}` has no fields", name.text);
        let help = "only a `table` has them, where its cells are `open`, and a `drawing` with a shape `field: [x, y]`";
        fault(reading, name, "no-field", message, help);
        return None;
    }
    Some(at)
}

/// Whether the values of an ask are such that each has a field of its own.
pub fn check(option: &Source, asked: &ValueAsk, reading: &mut Reading) -> Option<()> {
    let help = if asked.find == Find::List {
        "leave it out, or ask for one answer after the other: `find all`"
    } else if pick::of_value(&reading.model, asked).is_some() {
        "leave it out: cells and points are chosen in their own figure"
    } else {
        return Some(());
    };
    let message = format!("`{}` does not fit this ask", option.text);
    fault(reading, option, "unknown-option", message, help);
    None
}
