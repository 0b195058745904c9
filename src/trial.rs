//! Owns the trying of responses to a task without a page: which ask and which case are meant, and what is told of the outcome.
//! Knows nothing of files and of who asks.

use crate::engine::feedback::Feedback;
use crate::engine::judge::{Desk, Earlier, judge};
use crate::engine::model::{Ask, Row};
use crate::engine::reader::read;
use crate::engine::template::plain;
use crate::engine::token::Scope;
use crate::engine::value::{number, truth};
use crate::engine::world::World;
use crate::task::Task;
use serde_json::{Value, json};

/// Each response with what it gets back: all are one history, to the ask at this place, in this case; the first one where
/// nothing is said.
///
/// # Errors
/// There is no such ask, or no such case; as a sentence.
pub fn tried(
    task: &Task,
    place: &str,
    case: &str,
    responses: &[String],
) -> Result<Vec<(String, Feedback)>, String> {
    let ask = find_ask(task, place)?;
    let row = case_row(task, ask, case)?;
    let mut earlier: Vec<Earlier> = Vec::new();
    let mut tried = Vec::new();
    for response in responses {
        let (ask, text) = elsewhere(task, response).unwrap_or((ask, response));
        let desk = Desk {
            model: &task.model,
            ask,
            row: &row,
            earlier: &earlier,
        };
        let feedback = judge(desk, text);
        earlier.push(Earlier {
            ask: ask.id.clone(),
            row: row.clone(),
            text: text.to_string(),
        });
        tried.push((response.clone(), feedback));
    }
    Ok(tried)
}

/// `@count 20` is a response to another ask of the task, in the same case.
fn elsewhere<'a, 't>(task: &'a Task, response: &'t str) -> Option<(&'a Ask, &'t str)> {
    let (place, text) = response.strip_prefix('@')?.split_once(' ')?;
    Some((find_ask(task, place).ok()?, text))
}

fn find_ask<'a>(task: &'a Task, place: &str) -> Result<&'a Ask, String> {
    let ask = |id: String| task.model.asks.iter().find(|ask| ask.id == id);
    if let Some(found) = ask(place.to_string()).or_else(|| ask(format!("{place}:1"))) {
        return Ok(found);
    }
    let section = place.split(':').next().unwrap_or("");
    let sections: Vec<&str> = task
        .sections
        .iter()
        .map(|section| section.id.as_str())
        .collect();
    if sections.contains(&section) {
        let asks = task
            .model
            .asks
            .iter()
            .filter(|ask| ask.id.split(':').next() == Some(section))
            .count();
        return Err(format!("the section `{section}` has {asks} asks"));
    }
    let near = crate::diagnostic::did_you_mean(section, sections.iter().copied());
    Err(format!(
        "there is no section `{section}`; {}",
        near.unwrap_or_else(|| format!("the sections are `{}`", sections.join("`, `")))
    ))
}

/// The first row with these values, else the first row with them put in.
fn case_row(task: &Task, ask: &Ask, case: &str) -> Result<Row, String> {
    let variant = task
        .model
        .variant_of_ask(ask)
        .ok_or("the ask has no variant")?;
    let wanted = wanted(task, case)?;
    let has = |row: &&Row| {
        wanted
            .iter()
            .all(|(name, value)| row.iter().any(|(n, v)| n == name && v.same(value)))
    };
    if let Some(row) = variant.rows.iter().find(has) {
        return Ok(row.clone());
    }
    let mut row = variant.rows.first().cloned().unwrap_or_default();
    for (name, value) in wanted {
        if let Some((bound, expr)) = variant.bindings.iter().find(|(bound, _)| *bound == name) {
            let given = number(expr, &World::new(&task.model, Some(variant), &row));
            if !given.is_ok_and(|given| given.same(&value)) {
                return Err(format!(
                    "`{bound}` is bound to `{}` in this section's variant",
                    expr.write()
                ));
            }
            continue;
        }
        row.retain(|(n, _)| *n != name);
        row.push((name, value));
    }
    let world = World::new(&task.model, Some(variant), &row);
    match task
        .model
        .wheres
        .iter()
        .find(|test| truth(test, &world).is_ok_and(|holds| !holds))
    {
        Some(test) => Err(format!("the case breaks `where`: {}", test.write())),
        None => Ok(row),
    }
}

fn wanted(task: &Task, case: &str) -> Result<Row, String> {
    let mut wanted = Row::new();
    for part in case
        .split([',', ';'])
        .filter(|part| !part.trim().is_empty())
    {
        let (name, value) = part
            .split_once('=')
            .ok_or_else(|| format!("`{part}` is no case: write `n=5`"))?;
        let name = name.trim();
        let quantity = task
            .model
            .quantity(name)
            .ok_or_else(|| format!("there is no quantity `{name}`"))?;
        if quantity.is.is_some() {
            return Err(format!(
                "`{name}` follows from other quantities; give those"
            ));
        }
        let value = read(value.trim(), &Scope::author([]))
            .and_then(|expr| number(&expr, &World::new(&task.model, None, &Row::new())));
        let value = value.map_err(|_| format!("`{part}` is no case: write a number behind `=`"))?;
        if !task.model.kind(name).holds_number(&value) {
            return Err(format!(
                "`{name}` cannot be {}: its kind is `{}`",
                value.exact_text(),
                task.model.kind(name).write()
            ));
        }
        if wanted.iter().any(|(known, _)| known == name) {
            return Err(format!("`{name}` has two values in the case"));
        }
        wanted.push((name.to_string(), value));
    }
    Ok(wanted)
}

/// What became of a response, with the names scripts know.
pub fn object(response: &str, feedback: &Feedback) -> Value {
    json!({
        "response": response,
        "outcome": feedback.outcome.word(),
        "idea": feedback.idea,
        "way": feedback.way,
        "fits": feedback.fits,
        "of": feedback.of,
        "found": feedback.found,
        "says": plain(&feedback.says),
        "read_as": feedback.read_as,
    })
}
