//! Owns the shape of a task in a few lines: its sections floor to ceiling, what they ask, the time they take.

use crate::engine::model::Sort;
use crate::page::{heading_text, missing};
use crate::second::is_plain;
use crate::task::{Part, Task, Time, time};

/// The shape of a task as text, one line for each section.
pub fn shape(task: &Task) -> String {
    let mut lines = vec![format!("{} · {}", task.name, task.about.title)];
    for section in &task.sections {
        let minutes = section
            .minutes
            .map_or("      ".to_string(), |minutes| format!("{minutes:>2} min"));
        let place = format!("{} {}", section.grouping.word(), section.medium.word());
        let asks: Vec<String> = section
            .body
            .iter()
            .filter_map(|part| asked(task, part))
            .collect();
        lines.push(
            format!(
                "  {minutes}  {:<8} {:<12} {}  {}",
                section.phase.word(),
                place,
                heading_text(task, section),
                asks.join(" ")
            )
            .trim_end()
            .to_string(),
        );
    }
    lines.push(format!("  {}", summary(task)));
    let missing = missing(task);
    if !missing.is_empty() && task.guide.is_begun(&task.sections) {
        lines.push(format!(
            "  nothing for teachers yet in: {}",
            missing.join(", ")
        ));
    }
    let unseconded = unseconded(task);
    if !unseconded.is_empty() {
        lines.push(format!(
            "  without a second opinion: {}",
            unseconded.join(", ")
        ));
    }
    lines.join("\n")
}

fn asked(task: &Task, part: &Part) -> Option<String> {
    match part {
        Part::Ask(ask) => task.asks.get(*ask).map(|ask| format!("[[{}]]", ask.text)),
        Part::Choice(ask, items) => {
            let survey = matches!(&task.model.asks.get(*ask)?.sort, Sort::Choice(asked) if asked.items.iter().all(|item| item.right.is_none()));
            Some(format!(
                "{} of {}",
                if survey { "survey" } else { "choice" },
                items.len()
            ))
        }
        _ => None,
    }
}

fn summary(task: &Task) -> String {
    let time = time(task);
    let ideas = task
        .asks
        .iter()
        .flat_map(|ask| &ask.replies)
        .filter(|reply| reply.own)
        .count();
    let inverse = task
        .model
        .asks
        .iter()
        .filter(|ask| is_inverse(task, &ask.sort))
        .count();
    let Time { minutes, alone } = time;
    let share = time
        .share()
        .map(|percent| format!(", {alone} of {minutes} min alone at a screen ({percent} %)"))
        .unwrap_or_default();
    format!(
        "{}, {} ({inverse} inverse), {}{share}",
        many(task.sections.len(), "section", "sections"),
        many(task.asks.len(), "ask", "asks"),
        many(ideas, "reply", "replies")
    )
}

/// Quantities whose formula is asked for and is not plain enough for a second opinion; that is no fault.
fn unseconded(task: &Task) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for ask in &task.model.asks {
        let asked: Vec<&String> = match &ask.sort {
            Sort::Value(asked) if asked.given.is_empty() => asked.names.iter().collect(),
            Sort::Table(asked) => vec![&asked.name],
            Sort::Rule(asked) => vec![&asked.name],
            _ => Vec::new(),
        };
        let derived = |name: &&String| task.model.is_derived(name);
        for name in asked.into_iter().filter(derived) {
            if !names.contains(name) && !is_plain(task, name) {
                names.push(name.clone());
            }
        }
    }
    names
}

fn many(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// Whether an ask gives what follows and wants what it follows from.
pub(super) fn is_inverse(task: &Task, sort: &Sort) -> bool {
    let derived = |name: &String| task.model.is_derived(name);
    match sort {
        Sort::Value(asked) => !asked.given.is_empty(),
        Sort::Rule(asked) => asked.letters.iter().any(derived),
        _ => false,
    }
}
