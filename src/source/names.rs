//! Owns which names of folders and files are good, and which name was meant; reads nothing but the names.

use super::{Entry, WORDS};
use crate::diagnostic::{Diagnostic, Place, nearest};
use std::path::Path;

/// Names under which the site keeps something of its own.
const TAKEN: [&str; 3] = ["class", "assets", "index.html"];

/// The name of a folder, also of `.`; `None` if it is no text.
pub(super) fn of_folder(folder: &Path) -> Option<String> {
    let own = folder.file_name().and_then(|name| name.to_str());
    if own.is_some() {
        return own.map(str::to_owned);
    }
    let whole = folder.canonicalize().ok()?;
    Some(whole.file_name()?.to_str()?.to_owned())
}

/// What speaks against the name of a task, which becomes a part of an address.
pub(super) fn faults(name: Option<&str>, folder: &Path) -> Option<Diagnostic> {
    let name = name.unwrap_or("\u{fffd}");
    let path = folder.display();
    if TAKEN.iter().any(|taken| taken.eq_ignore_ascii_case(name)) {
        let message =
            format!("a task cannot be named `{name}`: the site uses that name itself (`{path}`)");
        return Some(Diagnostic::error("bad-name", None, message).help("rename the folder"));
    }
    if name.starts_with('.') {
        let message = format!("the name of the folder `{path}` begins with a dot");
        return Some(Diagnostic::error("bad-name", None, message).help("rename the folder"));
    }
    let odd = name.chars().find(|c| !is_good(*c))?;
    let sign = if odd == ' ' {
        "a blank".to_owned()
    } else {
        format!("`{odd}`")
    };
    let message =
        format!("the name of the folder `{path}` holds {sign}, which does not fit into an address");
    let help = format!(
        "rename it, for example to `{}`: letters, digits, `-`, `_` and `.` can be used",
        name.replace(|c| !is_good(c), "-")
    );
    Some(Diagnostic::error("bad-name", None, message).help(help))
}

/// Accents may be signs of their own, as macOS writes them.
fn is_good(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '\u{300}'..='\u{36f}')
}

/// Says that a folder is no task yet.
pub(super) fn no_words(folder: &Path, entries: &[Entry]) -> Diagnostic {
    let message = format!("there is no `{WORDS}` in `{}`", folder.display());
    let help = match misnamed_words(entries) {
        Some(near) => format!("rename `{near}` to `{WORDS}`"),
        None => format!("write a `{WORDS}`, or move the folder out of `tasks`"),
    };
    Diagnostic::error("no-task-file", None, message).help(help)
}

/// The name that was probably meant to be `task.md`.
pub(super) fn misnamed_words(entries: &[Entry]) -> Option<&str> {
    let mut names = entries.iter().map(|entry| entry.name.as_str());
    names.find(|name| {
        let lower = name.to_lowercase();
        let stem = lower.split('.').next().unwrap_or("");
        let ending = lower.rsplit('.').next().unwrap_or("");
        let words = ["md", "markdown", "mdown", "mkd", "txt", "task"].contains(&ending);
        words && (stem == "task" || stem == "tasks" || nearest(&lower, [WORDS]).is_some())
    })
}

/// Files whose name is almost one that would be read, such as `variants.yml`, each with the name meant.
pub(super) fn misnamed<'a>(entries: &'a [Entry], wanted: &[&'a str]) -> Vec<(&'a Entry, &'a str)> {
    let has = |name: &str| entries.iter().any(|entry| entry.name == name);
    let missing: Vec<&str> = wanted.iter().copied().filter(|name| !has(name)).collect();
    let near = |entry: &'a Entry| {
        let name = entry.name.replace(".yml", ".yaml");
        let meant = nearest(&name, missing.iter().copied())?;
        let read_as_well = entry.hidden() || wanted.contains(&entry.name.as_str());
        (meant != WORDS && !read_as_well).then_some((entry, meant))
    };
    entries.iter().filter_map(near).collect()
}

/// The part of a name between a beginning and an end.
pub(super) fn between<'a>(name: &'a str, start: &str, end: &str) -> Option<&'a str> {
    name.strip_prefix(start)?.strip_suffix(end)
}

/// A language tag such as `es` or `pt-BR`.
pub(super) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    let letters = first.chars().all(|c| c.is_ascii_alphabetic());
    let good = |part: &str| {
        (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
    };
    (2..=3).contains(&first.len()) && letters && parts.all(good)
}

/// Says that a file looks like a translation and is none.
pub(super) fn no_language(at: Place, name: &str, language: &str) -> Diagnostic {
    let message = format!("`{name}` is not read: `{language}` is not the code of a language");
    let help = "name a translation after its language, `task.es.md`, or give the file another name";
    Diagnostic::warning("misnamed-file", at, message).help(help)
}
