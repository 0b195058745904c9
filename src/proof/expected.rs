//! Owns that what an author expects of a response comes of it, in every case the row speaks of.

use super::Tried;
use super::answers::without_value;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::engine::feedback::Feedback;
use crate::engine::judge::{Desk, Earlier, judge};
use crate::engine::model::Row;
use crate::engine::response::base_world;
use crate::engine::template::plain;
use crate::task::{BUILT, Expected, case_text};

/// Tries every row of an ask's tests.
pub fn prove(tried: &Tried, trouble: &mut Vec<Diagnostic>) {
    for expected in &tried.source.expected {
        let unknown = unknown_name(tried, expected);
        trouble.extend(unknown.or_else(|| first_fault(tried, expected)));
    }
}

/// A name that nothing here has.
fn unknown_name(tried: &Tried, expected: &Expected) -> Option<Diagnostic> {
    let replies = tried.ask.replies.iter().map(|reply| reply.name.as_str());
    let ways = tried.ask.ways.iter().map(|way| way.name.as_str());
    let names: Vec<&str> = replies.chain(ways).chain(BUILT).collect();
    let unknown = expected
        .names
        .iter()
        .find(|name| !names.contains(&name.text.as_str()))?;
    let message = format!("nothing that serves this ask is called `{}`", unknown.text);
    let help = did_you_mean(&unknown.text, names).unwrap_or_else(|| {
        "name an idea, a condition, a way or a built-in reply of this ask".to_string()
    });
    Some(Diagnostic::error("test-form", unknown.at.clone(), message).help(help))
}

/// What comes otherwise in the first case in which anything does.
fn first_fault(tried: &Tried, expected: &Expected) -> Option<Diagnostic> {
    let cases = cases(tried, expected);
    let mut faults = cases
        .iter()
        .filter_map(|row| fault_in(tried, expected, row));
    let first = faults.next()?;
    let more = faults.count();
    Some(match more {
        0 => first,
        more => first.fact(format!(
            "it does not hold in {more} more of the cases either"
        )),
    })
}

/// The cases with the row's values; the first one with these put in where none has them.
fn cases(tried: &Tried, expected: &Expected) -> Vec<Row> {
    let has = |row: &&Row| {
        let known = |name: &str| row.iter().find(|(n, _)| n == name).map(|(_, v)| v);
        expected
            .case
            .iter()
            .all(|(name, value)| known(name).is_some_and(|here| here.same(value)))
    };
    let found: Vec<Row> = tried.variant.rows.iter().filter(has).cloned().collect();
    if !found.is_empty() {
        return found;
    }
    let mut row = tried.variant.rows.first().cloned().unwrap_or_default();
    row.retain(|(name, _)| !expected.case.iter().any(|(n, _)| n == name));
    row.extend(expected.case.iter().cloned());
    vec![row]
}

fn fault_in(tried: &Tried, expected: &Expected, row: &Row) -> Option<Diagnostic> {
    let at = expected.source.at.clone();
    let (text, feedback) = match last_feedback(tried, expected, row) {
        Ok(last) => last?,
        Err(fault) => return Some(*fault),
    };
    if holds(expected, &feedback) {
        return None;
    }
    let case = match row.is_empty() {
        true => String::new(),
        false => format!("for {}: ", case_text(row)),
    };
    let shown = if text.is_empty() {
        "nothing typed".to_string()
    } else {
        format!("`{text}`")
    };
    let message = format!(
        "{case}{shown} is {}, not {}",
        came(&feedback),
        wanted(expected)
    );
    let fault = Diagnostic::error("test", at, message);
    Some(
        fault
            .fact(format!("the page would say: {}", plain(&feedback.says)))
            .help("mend the row, or what it tries: formulas, order, cases"),
    )
}

/// The last response of a row in a case, and what comes of it.
fn last_feedback(
    tried: &Tried,
    expected: &Expected,
    row: &Row,
) -> Result<Option<(String, Feedback)>, Box<Diagnostic>> {
    let model = &tried.task.model;
    let world = base_world(model, tried.ask, row);
    let (mut earlier, mut last) = (Vec::new(), None);
    for response in &expected.responses {
        let text = response.in_case(&world).map_err(|error| {
            let at = expected.source.at.clone();
            Box::new(without_value(&response.source.text, at, &error))
        })?;
        let desk = Desk {
            model,
            ask: tried.ask,
            row,
            earlier: &earlier,
        };
        last = Some((text.clone(), judge(desk, &text)));
        earlier.push(Earlier {
            ask: tried.ask.id.clone(),
            row: row.clone(),
            text,
        });
    }
    Ok(last)
}

fn holds(expected: &Expected, feedback: &Feedback) -> bool {
    let heard = [&feedback.idea, &feedback.way];
    let is_heard = |name: &str| heard.into_iter().flatten().any(|by| by == name);
    expected
        .outcome
        .is_none_or(|outcome| outcome == feedback.outcome)
        && expected.names.iter().all(|name| is_heard(&name.text))
}

fn came(feedback: &Feedback) -> String {
    let mut came = feedback.outcome.word().to_string();
    for name in [&feedback.idea, &feedback.way].into_iter().flatten() {
        came.push_str(&format!(" `{name}`"));
    }
    came
}

fn wanted(expected: &Expected) -> String {
    let outcome = expected.outcome.map(|outcome| outcome.word().to_string());
    let names = expected.names.iter().map(|name| format!("`{}`", name.text));
    outcome
        .into_iter()
        .chain(names)
        .collect::<Vec<_>>()
        .join(" ")
}
