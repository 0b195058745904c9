//! Owns the files of the students' tree: the list of tasks, a page for each, and what they load. No word of a teacher callout
//! gets here.

use super::{Library, script};
use crate::diagnostic::Diagnostic;
use crate::page;
use crate::site::Site;

/// Adds `lessons/`.
pub(super) fn add(library: &Library, site: &mut Site) -> Result<(), Box<Diagnostic>> {
    let theme = &library.theme;
    let words = theme.words(&library.settings.language).page;
    let index = page::index(
        &library.settings.title,
        &library.settings.language,
        &library.tasks,
        &words,
    );
    site.add(
        "lessons/index.html",
        theme.page("index.html", &index, &words)?,
    );
    site.add("lessons/assets/lowfloor.css", theme.style("lowfloor.css"));
    site.add("lessons/assets/lowfloor.js", script::lesson().into_bytes());
    for task in &library.tasks {
        let words = theme.words(&task.about.language).page;
        let lesson = page::lesson(task, &words);
        let folder = format!("lessons/{}", task.name);
        site.add(
            format!("{folder}/index.html"),
            theme.page("lesson.html", &lesson, &words)?,
        );
        for (name, bytes) in &task.pictures {
            site.add(format!("{folder}/{name}"), bytes.clone());
        }
    }
    Ok(())
}
