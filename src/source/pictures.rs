//! Owns the finding and reading of a task's pictures; knows nothing of where they are shown.

use super::text::{Inside, bytes};
use super::{Entry, entries_or_report};
use crate::diagnostic::{Diagnostic, Files};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const ENDINGS: [&str; 7] = ["png", "jpg", "jpeg", "gif", "webp", "svg", "avif"];
const LARGEST: u64 = 5 * 1024 * 1024;
const DEEPEST: usize = 8;

/// The pictures of a task folder and its subfolders, by their names relative to it.
pub(super) fn read(
    folder: &Path,
    inside: &Inside,
    files: &mut Files,
    trouble: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for (name, path) in names(folder, trouble) {
        if let Some(bytes) = bytes(&path, inside, LARGEST, files, trouble) {
            found.insert(name, bytes);
        }
    }
    found
}

fn names(folder: &Path, trouble: &mut Vec<Diagnostic>) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut waiting = vec![(folder.to_owned(), String::new(), 0)];
    while let Some((folder, before, depth)) = waiting.pop() {
        let entries = entries_or_report(&folder, trouble);
        for entry in entries.iter().filter(|entry| !entry.hidden()) {
            let name = format!("{before}{}", entry.name);
            if is_folder(&entry.path) && depth < DEEPEST {
                waiting.push((entry.path.clone(), name + "/", depth + 1));
            } else if is_picture(&entry.name) && has_text_name(entry, trouble) {
                found.push((name, entry.path.clone()));
            }
        }
    }
    found
}

/// A folder that is no link, so that no walk goes round in circles.
fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|about| about.is_dir())
}

fn is_picture(name: &str) -> bool {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

fn has_text_name(entry: &Entry, trouble: &mut Vec<Diagnostic>) -> bool {
    if !entry.is_text {
        let message = format!(
            "the name of the picture `{}` is not text",
            super::shown(&entry.path).display()
        );
        trouble.push(Diagnostic::error("bad-name", None, message).help("rename it"));
    }
    entry.is_text
}
