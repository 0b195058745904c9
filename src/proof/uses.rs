//! Owns the table of what each of many tasks uses: how many asks of each sort, and which sorts of figures.

use super::shape::is_inverse;
use crate::engine::model::{Find, Sort};
use crate::task::Task;

/// The heads of the columns of asks; `back` is a question turned round, `find` one with several answers.
const SORTS: [&str; 8] = [
    "number", "table", "rule", "back", "find", "choice", "words", "guess",
];

/// A line for each task; narrow enough for a terminal.
pub fn uses(tasks: &[Task]) -> String {
    let width = tasks.iter().map(|task| task.name.chars().count()).max();
    let width = width.unwrap_or(0).max("task".len());
    let head = format!("{:<width$}  {}  figures", "task", SORTS.join(" "));
    let lines = tasks.iter().map(|task| line(task, width));
    let lines: Vec<String> = std::iter::once(head).chain(lines).collect();
    lines.join("\n")
}

fn line(task: &Task, width: usize) -> String {
    let asks = task.model.asks.iter();
    let sorts: Vec<&str> = asks.map(|ask| sort(task, &ask.sort)).collect();
    let counts = SORTS.iter().map(|word| {
        let count = sorts.iter().filter(|sort| *sort == word).count();
        let shown = if count == 0 {
            String::new()
        } else {
            count.to_string()
        };
        format!("{shown:>0$}", word.len())
    });
    let counts: Vec<String> = counts.collect();
    let line = format!(
        "{:<width$}  {}  {}",
        task.name,
        counts.join(" "),
        task.figures.join(" ")
    );
    line.trim_end().to_string()
}

fn sort(task: &Task, sort: &Sort) -> &'static str {
    match sort {
        Sort::Value(asked) if asked.find != Find::One => "find",
        Sort::Value(_) if is_inverse(task, sort) => "back",
        Sort::Rule(_) if is_inverse(task, sort) => "back",
        Sort::Value(_) => "number",
        Sort::Table(_) => "table",
        Sort::Rule(_) => "rule",
        Sort::Choice(_) => "choice",
        Sort::Words(_) => "words",
        Sort::Guess(_) => "guess",
    }
}
