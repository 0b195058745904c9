//! Owns the files of the students' tree: the list of tasks, a page for each, and what they load. No word of a teacher callout
//! gets here.

use super::{Made, Settings, script};
use crate::page::{self, LanguageView};
use crate::task::{Task, primary};
use crate::theme::Theme;

/// What every page of students may load.
pub(super) const ASSETS: [&str; 2] = ["lessons/assets/lowfloor.css", "lessons/assets/lowfloor.js"];
/// The pages about all tasks.
pub(super) const LISTS: [&str; 1] = ["lessons/index.html"];

/// One of the files that every page may load.
pub(super) fn asset(theme: &Theme, path: &str) -> Option<Vec<u8>> {
    match path.strip_prefix("lessons/assets/")? {
        "lowfloor.css" => Some(theme.style("lowfloor.css")),
        "lowfloor.js" => Some(script::lesson().into_bytes()),
        _ => None,
    }
}

/// One of the pages about all tasks.
pub(super) fn list(
    theme: &Theme,
    settings: &Settings,
    tasks: &[&Task],
    path: &str,
) -> Option<Made> {
    let words = theme.words(&settings.language).page;
    let index = || page::index(&settings.title, &settings.language, tasks, &words);
    (path == "lessons/index.html").then(|| theme.page("index.html", &index(), &words))
}

/// The paths of a task's files for students.
pub(super) fn paths(task: &Task) -> impl Iterator<Item = String> {
    task.editions().flat_map(|edition| {
        let names = edition.pictures.keys().map(String::as_str);
        let names = std::iter::once("index.html").chain(names);
        names.map(|name| format!("lessons/{}/{name}", edition.path()))
    })
}

/// One of the files of a task.
pub(super) fn file(theme: &Theme, task: &Task, path: &str) -> Option<Made> {
    let path = path.strip_prefix("lessons/")?;
    task.editions().find_map(|edition| {
        let name = path.strip_prefix(&edition.path())?.strip_prefix('/')?;
        match name {
            "index.html" => Some(lesson(theme, task, edition)),
            _ => edition.pictures.get(name).cloned().map(Ok),
        }
    })
}

/// The page of a task in one language.
fn lesson(theme: &Theme, task: &Task, edition: &Task) -> Made {
    let words = theme.words(&edition.about.language).page;
    let others = task
        .editions()
        .filter(|other| other.about.language != edition.about.language);
    let mut lesson = page::lesson(edition, &words);
    lesson.languages = others
        .map(|other| language(theme, edition, other))
        .collect();
    theme.page("lesson.html", &lesson, &words)
}

/// The way from one edition to another.
fn language(theme: &Theme, from: &Task, to: &Task) -> LanguageView {
    let code = to.about.language.clone();
    let words = theme.words(&code);
    let name = if primary(&code) == words.code {
        words.page.say("language-name", &[])
    } else {
        code.clone()
    };
    let path = format!("{}{}/index.html", from.up(), to.path());
    LanguageView { code, name, path }
}
