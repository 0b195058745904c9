//! Owns that the figure of an ask has a field for each value that is asked for, in every case its section can show.

use super::case_fact;
use crate::diagnostic::Diagnostic;
use crate::engine::figure;
use crate::engine::figure::fields::{fields, picture, values, wanted};
use crate::engine::model::{Ask, Figure, Row, Sort, ValueAsk};
use crate::engine::response::base_world;
use crate::task::control::own_rows;
use crate::task::messages::message;
use crate::task::{AskSource, Task};

/// Counts the fields of every ask that stands in a figure.
pub fn prove(task: &Task, trouble: &mut Vec<Diagnostic>) {
    for (ask, source) in task.model.asks.iter().zip(&task.asks) {
        if let Sort::Value(asked) = &ask.sort
            && let Some(on) = asked.on
            && let Some(figure) = task.model.figures.get(on)
        {
            trouble.extend(fault(task, ask, source, asked, figure));
        }
    }
}

fn fault(
    task: &Task,
    ask: &Ask,
    source: &AskSource,
    asked: &ValueAsk,
    figure: &Figure,
) -> Option<Diagnostic> {
    let own = task.sections.get(ask.section);
    let own = own.map_or(Vec::new(), |section| {
        own_rows(&task.model, ask.section, section)
    });
    let listed = task.model.variant_of_ask(ask);
    let mut rows = listed.map_or(&[][..], |v| &v.rows).iter().chain(&own);
    let (row, message, help) = rows.find_map(|row| {
        let (message, help) = in_case(task, ask, asked, figure, row)?;
        Some((row, message, help))
    })?;
    let fault = Diagnostic::error("field-count", source.at.clone(), message);
    Some(fault.fact(case_fact(row)).help(help))
}

/// What is wrong in a case, and what to do.
fn in_case(
    task: &Task,
    ask: &Ask,
    asked: &ValueAsk,
    figure: &Figure,
    row: &Row,
) -> Option<(String, String)> {
    let (model, name) = (&task.model, &figure.name);
    let world = base_world(model, ask, row);
    let at = model.asks.iter().position(|other| other.id == ask.id)?;
    let picture = picture(at, asked, Vec::new())?;
    let counted = match figure::fault(&picture, &world) {
        Some(error) => Err(error),
        None => values(figure, asked, &world)
            .and_then(|values| Ok((fields(figure, &world)?.len(), values.len()))),
    };
    let (open, here) = match counted {
        Ok(counted) => counted,
        Err(error) => {
            let told = format!(
                "the figure `{name}` cannot be drawn here: {}",
                message(&error)
            );
            let help = "give its quantities values in the variant of the section";
            return Some((told, help.to_string()));
        }
    };
    let wanted = wanted(model, asked).unwrap_or(here.max(1));
    if open > 0 && here == wanted {
        return None;
    }
    let told = format!(
        "the figure `{name}` has {} here, and {} asked for",
        counted_in(open, "field"),
        match wanted {
            1 => "1 value is".to_string(),
            wanted => format!("{wanted} values are"),
        }
    );
    let help = format!(
        "let it have {}, or ask for as many values as it has fields",
        counted_in(wanted.max(1), "field")
    );
    Some((told, help))
}

fn counted_in(count: usize, thing: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{s}")
}
