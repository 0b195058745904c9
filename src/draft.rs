//! Owns the texts of tasks that `new` and `extend` write: a whole task from one relation, and one more section of a task.
//! From texts to texts; knows nothing of folders, and leaves every byte that it did not add.

mod asks;
mod extension;
mod insert;
mod relation;
mod section;
mod seen;
mod task;

pub use extension::{Extension, extended};
pub use relation::Relation;
pub use section::Extended;
pub use task::drafted;

use crate::diagnostic::Diagnostic;
use crate::task::Task;

/// The two files of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheets {
    /// `task.md`.
    pub words: String,
    /// `variants.yaml`.
    pub maths: String,
}

/// Reads and proves a task in these texts.
pub type Proof<'a> = &'a dyn Fn(&Sheets) -> (Task, Vec<Diagnostic>);

/// Why nothing was written, and what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub message: String,
    pub help: String,
}

impl Refusal {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Refusal {
        Refusal {
            message: message.into(),
            help: help.into(),
        }
    }

    /// What a proof found, without its place in a text that nobody has seen.
    fn of(fault: &Diagnostic) -> Refusal {
        let facts = fault.notes.iter().map(|(_, note)| format!(" ({note})"));
        let message = fault.message.clone() + &facts.collect::<String>();
        let help = fault.help.clone().unwrap_or_default();
        Refusal { message, help }
    }
}

/// A value of `variants.yaml`, in quotes where YAML would take its signs for its own.
fn yaml_value(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || " +-*/^().<>=!_−·√".contains(c);
    let begins_plain = !text.starts_with(['-', '.', '=', '<', '>', '!', '*']);
    if begins_plain && text.chars().all(plain) {
        text.to_string()
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}
