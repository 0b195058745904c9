//! Owns the files of the teachers' tree: the list of tasks and, for each, the pages that only a teacher sees.

use super::{Library, Settings, script, workers};
use crate::diagnostic::Diagnostic;
use crate::page;
use crate::pdf::Print;
use crate::site::Site;
use crate::task::Task;

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

/// Adds `teacher/`.
pub(super) fn add(library: &Library, site: &mut Site) -> Result<(), Box<Diagnostic>> {
    let theme = &library.theme;
    let words = theme.words(&library.settings.language);
    let index = page::index(
        &library.settings.title,
        &library.settings.language,
        &library.tasks,
        &words.page,
    );
    site.add(
        "teacher/index.html",
        theme.page("teacher.html", &index, &words.teacher)?,
    );
    for style in [
        "lowfloor.css",
        "teacher.css",
        "class.css",
        "board.css",
        "handout.css",
    ] {
        site.add(format!("teacher/assets/{style}"), theme.style(style));
    }
    site.add("teacher/assets/board.js", script::board().into_bytes());
    let pages = |task: &Task| pages(library, task);
    for pages in workers::each(&library.tasks, pages, &|_, _| {}) {
        site.files.extend(pages?);
    }
    add_class(library, site)
}

/// The pages of a task for its teacher, by their path.
fn pages(library: &Library, task: &Task) -> Result<Vec<(String, Vec<u8>)>, Box<Diagnostic>> {
    let words = library.theme.words(&task.about.language);
    let said = &words.teacher;
    let folder = format!("teacher/{}", task.name);
    let path = |name: &str| format!("{folder}/{name}");
    let theme = &library.theme;
    let chart = page::chart(task, &words);
    let mut pages = vec![
        (
            path("index.html"),
            theme.page("guide.html", &page::guide(task, &words), said)?,
        ),
        (path("chart.html"), theme.page("chart.html", &chart, said)?),
        (path("chart.csv"), page::csv(&chart, said).into_bytes()),
        (
            path("board.html"),
            theme.page("board.html", &page::board(task, &words), said)?,
        ),
        (
            path("handout.html"),
            theme.page("handout.html", &page::handout(task, &words), said)?,
        ),
        (
            path("cards.html"),
            theme.page("cards.html", &page::cards(task, &words), said)?,
        ),
        (
            path("key.html"),
            theme.page("key.html", &page::key(task, &words), said)?,
        ),
    ];
    let pictures = task.pictures.iter();
    pages.extend(pictures.map(|(name, bytes)| (path(name), bytes.clone())));
    Ok(pages)
}

/// Adds the class view: its page, its script, and for each task a script that is loaded once there is work for it.
fn add_class(library: &Library, site: &mut Site) -> Result<(), Box<Diagnostic>> {
    let Settings { title, language } = &library.settings;
    let words = library.theme.words(language);
    let class = page::class(
        page::site(title, language, &words.page),
        words.decimal,
        &library.tasks,
    );
    site.add(
        "teacher/class/index.html",
        library.theme.page("class.html", &class, &words.teacher)?,
    );
    site.add("teacher/assets/class.js", script::class().into_bytes());
    for task in &library.tasks {
        let words = library.theme.words(&task.about.language);
        let script = script::class_task(&page::class_task(task, &words));
        site.add(
            format!("teacher/class/{}.js", task.name),
            script.into_bytes(),
        );
    }
    Ok(())
}
