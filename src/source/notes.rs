//! Owns the reading of a team's private notes: one Markdown file for each task, in a folder of their own beside the tasks.

use super::{Sources, entries_or_report, name_of, names, text};
use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use std::path::{Path, PathBuf};

/// Reads the notes in the folder of this name, and gives each file to its task; `at` is where the folder is named.
pub fn notes(sources: &mut Sources, name: &str, at: &Place, trouble: &mut Vec<Diagnostic>) {
    let Some(folder) = notes_folder(sources, name, at, trouble) else {
        return;
    };
    strangers(sources, &folder, trouble);
    join(&folder, sources, trouble);
}

/// The folder of this name beside the tasks, if it is there.
pub fn notes_folder(
    sources: &Sources,
    name: &str,
    at: &Place,
    trouble: &mut Vec<Diagnostic>,
) -> Option<PathBuf> {
    let plain = !name.is_empty()
        && !matches!(name, "." | ".." | "tasks" | "themes")
        && !name.contains(['/', '\\']);
    let folder = sources.root.join(name);
    if plain && folder.is_dir() {
        return Some(folder);
    }
    let message = format!("there is no folder `{name}` for notes");
    let help = "make it beside `tasks`, with a file `TASK.md` for each task that has notes, or leave `notes` out";
    trouble.push(Diagnostic::error("no-notes", at.clone(), message).help(help));
    None
}

/// Tells of notes that belong to none of the task folders.
pub fn strangers(sources: &mut Sources, folder: &Path, trouble: &mut Vec<Diagnostic>) {
    let tasks: Vec<String> = sources.folders.iter().map(|task| name_of(task)).collect();
    for entry in entries_or_report(folder, trouble) {
        let task = names::between(&entry.name, "", ".md").filter(|_| !entry.hidden());
        if let Some(task) = task.filter(|task| !tasks.iter().any(|known| known == task)) {
            let at = text::place_of(&entry.path, &mut sources.files);
            trouble.push(stranger(at, task, &tasks));
        }
    }
}

/// Reads what the folder says about each task that was read.
pub(super) fn join(folder: &Path, sources: &mut Sources, trouble: &mut Vec<Diagnostic>) {
    let inside = text::Inside::of(folder);
    for task in &mut sources.tasks {
        let path = folder.join(format!("{}.md", task.name));
        if path.exists() {
            task.notes = text::read(&path, &inside, &mut sources.files, trouble);
        }
    }
}

fn stranger(at: Place, task: &str, tasks: &[String]) -> Diagnostic {
    let message = format!("these notes belong to no task: there is no task `{task}`");
    let help = did_you_mean(task, tasks.iter().map(String::as_str));
    let help = help.unwrap_or_else(|| "name the file after the folder of its task".to_string());
    Diagnostic::warning("no-notes", at, message).help(help)
}
