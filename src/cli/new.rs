//! Owns `new`: a task folder that builds at once, to be changed into one's own.

use super::{End, complain, print, wrong_call};
use std::fs;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Options {
    /// The name of the task's folder, or a path to it
    name: PathBuf,
}

const WORDS: &str = include_str!("new/task.md");
const MATHS: &str = include_str!("new/variants.yaml");

pub fn run(options: &Options) -> End {
    let folder = folder(&options.name);
    let name = folder
        .file_name()
        .map(|name| name.to_string_lossy().to_string())
        .unwrap_or_default();
    if !is_task_name(&name) {
        return wrong_call(&format!(
            "`{name}` cannot be the name of a task: use letters, digits and hyphens, and neither `class` nor `assets`"
        ));
    }
    if folder.exists() {
        return wrong_call(&format!(
            "`{}` is there already; choose another name",
            folder.display()
        ));
    }
    match write(&folder, &title(&name)) {
        Ok(()) => {
            print(&format!(
                "{0}/task.md\n{0}/variants.yaml\n\nSee it:   lowfloor serve {0}\nProve it: lowfloor check {0}\n",
                folder.display()
            ));
            End::Done
        }
        Err(error) => {
            complain(&format!(
                "error: `{}` cannot be written: {error}\n",
                folder.display()
            ));
            End::Fault
        }
    }
}

/// A bare name goes below `tasks/`, so that the folder is found again.
fn folder(name: &Path) -> PathBuf {
    let bare = name.components().count() == 1;
    if bare {
        Path::new("tasks").join(name)
    } else {
        name.to_path_buf()
    }
}

fn is_task_name(name: &str) -> bool {
    let safe = name
        .chars()
        .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        && name.starts_with(char::is_alphanumeric);
    safe && !["class", "assets"].contains(&name.to_lowercase().as_str())
}

/// `pool-border` as `Pool border`.
fn title(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Written beside its place and then moved there, so that no half folder is left.
fn write(folder: &Path, title: &str) -> std::io::Result<()> {
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent)?;
    }
    let draft = folder.with_file_name(format!(
        ".{}.new",
        folder.file_name().unwrap_or_default().to_string_lossy()
    ));
    if draft.exists() {
        fs::remove_dir_all(&draft)?;
    }
    fs::create_dir(&draft)?;
    fs::write(draft.join("task.md"), WORDS.replace("TITLE", title))?;
    fs::write(draft.join("variants.yaml"), MATHS)?;
    fs::rename(&draft, folder)
}
