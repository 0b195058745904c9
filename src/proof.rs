//! Owns the proof of a task: every ask tried in every case. Each accepts its own answer, each idea is heard under its
//! name, equal values are told, nothing gives an answer away. Knows nothing of pages.

mod answers;
mod expected;
mod fields;
mod ideas;
pub mod key;
mod leaks;
mod lesson;
mod said;
mod shape;
mod shown;
mod uses;
mod ways;

use crate::diagnostic::{Diagnostic, Place};
use crate::engine::model::{Ask, Model, Row, Variant};
use crate::engine::wire;
use crate::task::search::Found;
use crate::task::{AskSource, Task};
use std::sync::Arc;

pub use answers::own_response;
pub use shape::shape;
pub use uses::uses;

/// Tries a task on all its cases.
pub fn prove(task: &Task, trouble: &mut Vec<Diagnostic>) {
    let mut found = Vec::new();
    let plain = task.model.without_figures();
    for (index, ask) in task.model.asks.iter().enumerate() {
        let (Some(source), Some(variant)) = (task.asks.get(index), task.model.variant_of_ask(ask))
        else {
            continue;
        };
        let tried = Tried {
            task,
            plain: &plain,
            ask,
            source,
            variant,
            searched: &source.found,
        };
        answers::fixed_letters(&tried, &mut found);
        let before = found.len();
        let sound = answers::prove(&tried, &mut found);
        if !found.iter().skip(before).any(Diagnostic::is_error) {
            expected::prove(&tried, &mut found);
        }
        if sound {
            ideas::prove(&tried, &mut found);
            ways::prove(&tried, &mut found);
        }
    }
    if wire::read(&wire::write(&task.model)).is_err() {
        let at = task.sections.first().map(|section| section.at.clone());
        let fault = Diagnostic::error(
            "too-complex",
            at,
            "a formula of this task is too long or too deep for a page to carry",
        );
        found.push(
            fault.help(
                "write it shorter, or give a part of it a name of its own in `variants.yaml`",
            ),
        );
    }
    prove_words(task, &mut found);
    fields::prove(task, &mut found);
    lesson::prove(task, &mut found);
    trouble.extend(found);
}

/// Tries the words of a task in all its cases; of a translation there is nothing more to try.
pub fn prove_words(task: &Task, trouble: &mut Vec<Diagnostic>) {
    shown::prove(task, trouble);
    leaks::prove(task, trouble);
    said::prove(task, trouble);
}

/// An ask on the bench.
#[derive(Clone, Copy)]
pub struct Tried<'a> {
    pub task: &'a Task,
    /// The task's model without its figures.
    plain: &'a Model,
    pub ask: &'a Ask,
    pub source: &'a AskSource,
    pub variant: &'a Variant,
    /// For each row of the variant, what a search finds; empty where nothing is looked for.
    searched: &'a [Arc<Found>],
}

impl<'a> Tried<'a> {
    /// What a search finds in a row of the variant.
    fn found(&self, row: &Row) -> Option<&'a Found> {
        let at = self
            .variant
            .rows
            .iter()
            .position(|other| std::ptr::eq(other, row))?;
        self.searched.get(at).map(Arc::as_ref)
    }
}

/// The fact that names a case.
fn case_fact(row: &Row) -> String {
    if row.is_empty() {
        "in the only case".to_string()
    } else {
        format!("case: {}", crate::task::case_text(row))
    }
}

fn at(tried: &Tried) -> Place {
    tried.source.at.clone()
}
