//! Owns the files of the teachers' tree: the list of tasks and, for each, the pages that only a teacher sees.

use super::{Made, Round, Settings, script};
use crate::page;
use crate::pdf::Print;
use crate::task::Task;
use crate::theme::Theme;

/// The pages of a task that are made to be printed, and what their PDFs are called.
const SHEETS: [(&str, &str); 5] = [
    ("index", "guide"),
    ("chart", "chart"),
    ("handout", "handout"),
    ("cards", "cards"),
    ("key", "key"),
];

/// The pages of a task that are made to be printed, each with the path of its PDF.
pub(super) fn sheets(task: &str) -> impl Iterator<Item = Print> {
    let path = move |(page, pdf): (&str, &str)| {
        let folder = format!("teacher/{task}");
        (
            format!("{folder}/{page}.html"),
            format!("{folder}/{pdf}.pdf"),
        )
    };
    SHEETS.into_iter().map(path)
}

/// What every page of teachers may load.
pub(super) const ASSETS: [&str; 7] = [
    "teacher/assets/lowfloor.css",
    "teacher/assets/teacher.css",
    "teacher/assets/class.css",
    "teacher/assets/board.css",
    "teacher/assets/handout.css",
    "teacher/assets/board.js",
    "teacher/assets/class.js",
];
/// The pages about all tasks.
pub(super) const LISTS: [&str; 2] = ["teacher/index.html", "teacher/class/index.html"];
/// What a teacher gets of each task, but for its pictures.
const FILES: [&str; 7] = [
    "index.html",
    "chart.html",
    "chart.csv",
    "board.html",
    "handout.html",
    "cards.html",
    "key.html",
];

/// One of the files that every page may load.
pub(super) fn asset(theme: &Theme, path: &str) -> Option<Vec<u8>> {
    if !ASSETS.contains(&path) {
        return None;
    }
    match path.strip_prefix("teacher/assets/")? {
        "board.js" => Some(script::board().into_bytes()),
        "class.js" => Some(script::class().into_bytes()),
        style => Some(theme.style(style)),
    }
}

/// One of the pages about all tasks.
pub(super) fn list(round: &Round, tasks: &[&Task], path: &str) -> Option<Made> {
    let Round {
        theme, settings, ..
    } = round;
    let Settings {
        title, language, ..
    } = settings;
    let words = theme.words(language);
    let lessons = tasks.iter().copied().filter(|task| task.about.lesson);
    let tasks: &[&Task] = &lessons.collect::<Vec<_>>();
    match path {
        "teacher/index.html" => {
            let index = page::index(title, language, tasks, &words.page);
            Some(theme.page("teacher.html", &index, &words.teacher))
        }
        "teacher/class/index.html" => {
            let site = page::site(title, language, &words.page);
            let class = page::class(site, words.decimal, tasks);
            Some(theme.page("class.html", &class, &words.teacher))
        }
        _ => None,
    }
}

/// The paths of a task's files for teachers; the class view loads the last ones once there is work for them. Of a page to
/// read there are none.
pub(super) fn paths(task: &Task) -> impl Iterator<Item = String> {
    let names = task.pictures.keys().map(String::as_str);
    let names = FILES.into_iter().chain(names);
    let pages = names.map(|name| format!("teacher/{}/{name}", task.name));
    let all = pages.chain(task.editions().map(class_script));
    all.filter(|_| task.about.lesson)
}

/// The script that the class view loads once there is work for a task in one language.
fn class_script(edition: &Task) -> String {
    format!("teacher/class/{}.js", edition.path().replace('/', "."))
}

/// One of the files of a task.
pub(super) fn file(theme: &Theme, task: &Task, path: &str) -> Option<Made> {
    if !task.about.lesson {
        return None;
    }
    let mut editions = task.editions();
    if let Some(edition) = editions.find(|edition| path == class_script(edition)) {
        let words = theme.words(&edition.about.language);
        let script = script::class_task(&page::class_task(edition, &words));
        return Some(Ok(script.into_bytes()));
    }
    let words = theme.words(&task.about.language);
    let name = path
        .strip_prefix("teacher/")?
        .strip_prefix(&task.name)?
        .strip_prefix('/')?;
    let said = &words.teacher;
    Some(match name {
        "index.html" => theme.page("guide.html", &page::guide(task, &words), said),
        "chart.html" => theme.page("chart.html", &page::chart(task, &words), said),
        "chart.csv" => Ok(page::csv(&page::chart(task, &words), said).into_bytes()),
        "board.html" => theme.page("board.html", &page::board(task, &words), said),
        "handout.html" => theme.page("handout.html", &page::handout(task, &words), said),
        "cards.html" => theme.page("cards.html", &page::cards(task, &words), said),
        "key.html" => theme.page("key.html", &page::key(task, &words), said),
        _ => Ok(task.pictures.get(name)?.clone()),
    })
}
