//! Owns the files of the students' tree: the home page, a page for each, and what they load. No word of a teacher callout
//! gets here.

use super::{Made, Round, home, script};
use crate::page;
use crate::task::Task;
use crate::theme::Theme;

/// What every page of students may load.
pub(super) const ASSETS: [&str; 4] = [
    "lessons/assets/lowfloor.css",
    "lessons/assets/lowfloor.js",
    "lessons/assets/home.css",
    "lessons/assets/home.js",
];
/// The pages about all tasks.
pub(super) const LISTS: [&str; 1] = ["lessons/index.html"];

/// One of the files that every page may load.
pub(super) fn asset(theme: &Theme, path: &str) -> Option<Vec<u8>> {
    match path.strip_prefix("lessons/assets/")? {
        style @ ("lowfloor.css" | "home.css") => Some(theme.style(style)),
        "home.js" => Some(script::home().into_bytes()),
        "lowfloor.js" => Some(script::lesson().into_bytes()),
        _ => None,
    }
}

/// One of the pages about all tasks.
pub(super) fn list(round: &Round, tasks: &[&Task], path: &str) -> Option<Made> {
    let words = round.theme.words(&round.settings.language).page;
    let home = || home::home(round, tasks);
    (path == "lessons/index.html").then(|| round.theme.page("index.html", &home(), &words))
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
pub(super) fn file(round: &Round, task: &Task, path: &str) -> Option<Made> {
    let path = path.strip_prefix("lessons/")?;
    task.editions().find_map(|edition| {
        let name = path.strip_prefix(&edition.path())?.strip_prefix('/')?;
        match name {
            "index.html" => Some(lesson(round, task, edition)),
            _ => edition.pictures.get(name).cloned().map(Ok),
        }
    })
}

/// The page of a task in one language.
fn lesson(round: &Round, task: &Task, edition: &Task) -> Made {
    let words = round.theme.words(&edition.about.language).page;
    let others = task
        .editions()
        .filter(|other| other.about.language != edition.about.language);
    let mut lesson = page::lesson(edition, &words);
    lesson.languages = others
        .map(|other| home::language(round.theme, edition.up(), other))
        .collect();
    lesson.onward = home::onward(round, edition);
    round.theme.page("lesson.html", &lesson, &words)
}
