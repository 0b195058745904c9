//! Owns the reading of a team's private notes: one Markdown file for each task, in a folder of their own beside the tasks.

use super::{Sources, TaskFiles, entries_or_report, names, text};
use crate::diagnostic::{Diagnostic, Place, did_you_mean};

/// Reads the notes in the folder of this name, and gives each file to its task; `at` is where the folder is named.
pub fn notes(sources: &mut Sources, name: &str, at: &Place, trouble: &mut Vec<Diagnostic>) {
    let plain = !name.is_empty()
        && !matches!(name, "." | ".." | "tasks" | "themes")
        && !name.contains(['/', '\\']);
    let folder = sources.root.join(name);
    if !plain || !folder.is_dir() {
        let message = format!("there is no folder `{name}` for notes");
        let help = "make it beside `tasks`, with a file `TASK.md` for each task that has notes, or leave `notes` out";
        trouble.push(Diagnostic::error("no-notes", at.clone(), message).help(help));
        return;
    }
    let inside = text::Inside::of(&folder);
    for entry in entries_or_report(&folder, trouble) {
        let Some(task) = names::between(&entry.name, "", ".md").filter(|_| !entry.hidden()) else {
            continue;
        };
        match sources.tasks.iter().position(|files| files.name == task) {
            Some(index) => {
                let file = text::read(&entry.path, &inside, &mut sources.files, trouble);
                if let Some(files) = sources.tasks.get_mut(index) {
                    files.notes = file;
                }
            }
            None => {
                let at = text::place_of(&entry.path, &mut sources.files);
                trouble.push(stranger(at, task, &sources.tasks));
            }
        }
    }
}

fn stranger(at: Place, task: &str, tasks: &[TaskFiles]) -> Diagnostic {
    let message = format!("these notes belong to no task: there is no task `{task}`");
    let help = did_you_mean(task, tasks.iter().map(|files| files.name.as_str()));
    let help = help.unwrap_or_else(|| "name the file after the folder of its task".to_string());
    Diagnostic::warning("no-notes", at, message).help(help)
}
