//! Owns what is told of the tasks on the shelf: their state, their faults as HTML; knows nothing of who hears it.

use super::ground::hash;
use super::{Slot, Stock};
use crate::diagnostic::{self, Diagnostic, Files, Severity};
use crate::serve::{SiteState, State, TaskState};

impl Stock {
    /// The state of the site and of each task. A stamp is the same as long as pages are.
    pub fn state(&self) -> State {
        let shelf = self.now();
        let look = shelf.ground.look;
        let all: Vec<u64> = shelf.tasks.values().map(|slot| slot.kept.hash).collect();
        let told = |(name, slot): (&String, &Slot)| (name.clone(), task(name, slot, look));
        State {
            site: SiteState {
                stamp: stamp(&(all, look)),
                look: stamp(&look),
                errors: errors(&shelf.ground.trouble).len(),
            },
            tasks: shelf.tasks.iter().map(told).collect(),
        }
    }

    /// The faults of the site and of a task as an HTML fragment, empty if there are none; with warnings and notes
    /// where `all` are wanted.
    pub fn faults(&self, name: &str, all: bool) -> String {
        let shelf = self.now();
        let wanted = |trouble: &[Diagnostic]| match all {
            true => trouble.to_vec(),
            false => errors(trouble),
        };
        let ground = &shelf.ground;
        let mut html = diagnostic::html(&wanted(&ground.trouble), &ground.sources.files);
        if let Some(Slot { kept, .. }) = shelf.tasks.get(name) {
            html += &diagnostic::html(&wanted(&kept.trouble()), kept.files());
        }
        html
    }

    /// What is wrong with the site itself, and the files it speaks of.
    pub fn trouble(&self) -> (Vec<Diagnostic>, Files) {
        let ground = &self.now().ground;
        (ground.trouble.clone(), ground.sources.files.clone())
    }

    /// Whether everything is known that there is to know.
    pub fn is_proved(&self) -> bool {
        let shelf = self.now();
        shelf.tasks.values().all(|slot| slot.kept.is_proved())
    }
}

fn errors(trouble: &[Diagnostic]) -> Vec<Diagnostic> {
    let is_error = |found: &&Diagnostic| found.severity == Severity::Error;
    trouble.iter().filter(is_error).cloned().collect()
}

fn task(name: &str, slot: &Slot, look: u64) -> TaskState {
    let counts = slot.kept.counts();
    // It is called what it was until it is read again.
    let before = || slot.before.as_ref().and_then(|before| before.title());
    let title = slot.kept.title().or_else(before);
    TaskState {
        name: name.to_string(),
        title: title.unwrap_or(name).to_string(),
        stamp: stamp(&(slot.kept.hash, look)),
        known: counts.is_some(),
        errors: counts.map_or(0, |(errors, _)| errors),
        warnings: counts.map_or(0, |(_, warnings)| warnings),
    }
}

fn stamp(value: &impl std::hash::Hash) -> String {
    format!("{:016x}", hash(value))
}

/// A fault as a line of plain text.
pub(super) fn said(fault: &Diagnostic) -> String {
    let help = fault.help.iter().map(|help| format!("\n{help}"));
    fault.message.clone() + &help.collect::<String>()
}
