//! Owns the controls of a task's text, numbers that students may change: how they are written, where they may stand, and
//! the cases of their own that are tried. Knows nothing of how a control looks.

use super::{Part, Reading, Section, TaskText};
use crate::diagnostic::{Diagnostic, Place};
use crate::engine::choose::{Change, chosen};
use crate::engine::model::{Model, Row, Sort};
use crate::engine::number::Number;
use crate::engine::template::Piece;

/// A number in the text that students may change.
#[derive(Clone, Debug)]
pub struct Control {
    /// The quantity whose value it is.
    pub name: String,
    /// Its value, as text shows it.
    pub value: Piece,
    pub at: Place,
}

/// What makes a hole a control, behind the name.
const SIGNS: [&str; 3] = ["±", "+-", "+−"];
/// How many of a quantity's lowest values are tried.
const TRIED: usize = 12;

/// What stands before the sign of a control; nothing where a hole is none.
pub fn named(hole: &str) -> Option<&str> {
    let hole = hole.trim();
    SIGNS.iter().find_map(|sign| hole.strip_suffix(sign))
}

/// Reports the controls of the section read last whose quantity cannot be changed there.
pub(super) fn check(text: &TaskText, reading: &mut Reading) {
    let Some(section) = text.sections.last() else {
        return;
    };
    for part in &section.body {
        let Part::Control(control) = part else {
            continue;
        };
        let fault = fault(&reading.model, text.sections.len() - 1, &control.name);
        reading.trouble.extend(fault.map(|(message, help)| {
            Diagnostic::error("control", control.at.clone(), message).help(help)
        }));
    }
}

/// What is wrong, and what to do.
fn fault(model: &Model, section: usize, name: &str) -> Option<(String, String)> {
    let quantity = model.quantity(name)?;
    let variant = model.variant_of(model.sections.get(section)?)?;
    if quantity.is.is_some() {
        let message = format!("`{name}` follows from other quantities, so it is no control");
        let help = "put the sign behind a quantity it follows from: `{{ n ± }}`".to_string();
        return Some((message, help));
    }
    if let Some((_, bound)) = variant.bindings.iter().find(|(bound, _)| bound == name) {
        let message = format!(
            "`{name}` is bound to `{}` in this section's variant, so it is no control",
            bound.write()
        );
        let help = "put the sign behind a quantity the variant lists cases of".to_string();
        return Some((message, help));
    }
    let kind = model.kind(name);
    if !kind.has_steps() {
        let message = format!("`{name}` has no steps: its kind is `{}`", kind.write());
        let help = "give it a range such as `1..20` or `0..5 step 0.5`, or a list of values";
        return Some((message, help.to_string()));
    }
    let asks = model.asks.iter().filter(|ask| ask.section == section);
    let mut sorts = asks.map(|ask| &ask.sort);
    sorts.any(|sort| asks_for(sort, name)).then(|| {
        let message = format!("`{name}` is asked for in this section, so it is no control");
        let help = format!("take the sign away, or ask for `{name}` in a section of its own");
        (message, help)
    })
}

fn asks_for(sort: &Sort, name: &str) -> bool {
    match sort {
        Sort::Value(asked) => asked.names.iter().any(|asked| asked == name),
        Sort::Table(asked) => asked.name == name,
        Sort::Rule(asked) => asked.name == name,
        Sort::Guess(asked) => asked.name == *name,
        Sort::Choice(_) | Sort::Words(_) => false,
    }
}

/// Cases that students can choose with the controls of a section: for each control its lowest values and its highest.
pub fn own_rows(model: &Model, index: usize, section: &Section) -> Vec<Row> {
    let mut rows = Vec::new();
    let Some(shown) = model.sections.get(index) else {
        return rows;
    };
    let first = model
        .variant_of(shown)
        .and_then(|variant| variant.rows.first());
    for part in &section.body {
        let (Part::Control(control), Some(first)) = (part, first) else {
            continue;
        };
        let change = |row: &Row, change| chosen(model, shown, row, &control.name, &change);
        rows.extend(change(first, Change::End(true)));
        let mut row = change(first, Change::End(false));
        for _ in 0..TRIED {
            let Some(here) = row else { break };
            row = change(&here, Change::By(1));
            rows.push(here);
        }
    }
    rows
}

/// The ends of a quantity's values, as far as it has any.
pub fn ends(model: &Model, name: &str) -> [Option<Number>; 2] {
    let kind = model.kind(name);
    [kind.low().cloned(), kind.high().cloned()]
}
