//! Owns the files of the teachers' tree: the list of tasks and, for each, the pages that only a teacher sees.

use super::{Library, Settings, script};
use crate::diagnostic::Diagnostic;
use crate::page;
use crate::pdf::Print;
use crate::site::Site;

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
    for task in &library.tasks {
        let words = theme.words(&task.about.language);
        let folder = format!("teacher/{}", task.name);
        let guide = page::guide(task, &words);
        site.add(
            format!("{folder}/index.html"),
            theme.page("guide.html", &guide, &words.teacher)?,
        );
        let chart = page::chart(task, &words);
        site.add(
            format!("{folder}/chart.html"),
            theme.page("chart.html", &chart, &words.teacher)?,
        );
        site.add(
            format!("{folder}/chart.csv"),
            page::csv(&chart, &words.teacher).into_bytes(),
        );
        let shown = &words.teacher;
        site.add(
            format!("{folder}/board.html"),
            theme.page("board.html", &page::board(task, &words), shown)?,
        );
        site.add(
            format!("{folder}/handout.html"),
            theme.page("handout.html", &page::handout(task, &words), shown)?,
        );
        site.add(
            format!("{folder}/cards.html"),
            theme.page("cards.html", &page::cards(task, &words), shown)?,
        );
        site.add(
            format!("{folder}/key.html"),
            theme.page("key.html", &page::key(task, &words), shown)?,
        );
        for (name, bytes) in &task.pictures {
            site.add(format!("{folder}/{name}"), bytes.clone());
        }
    }
    add_class(library, site)
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
