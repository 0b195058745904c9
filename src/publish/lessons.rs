//! Owns the files of the students' tree: the home page, a page for each, and what they load. No word of a teacher callout
//! gets here.

use super::{Library, home, script};
use crate::diagnostic::Diagnostic;
use crate::page;
use crate::site::Site;
use crate::task::Task;

/// Adds `lessons/`.
pub(super) fn add(library: &Library, site: &mut Site) -> Result<(), Box<Diagnostic>> {
    let theme = &library.theme;
    let words = theme.words(&library.settings.language).page;
    site.add(
        "lessons/index.html",
        theme.page("index.html", &home::home(library), &words)?,
    );
    for style in ["lowfloor.css", "home.css"] {
        site.add(format!("lessons/assets/{style}"), theme.style(style));
    }
    site.add("lessons/assets/home.js", script::home().into_bytes());
    site.add("lessons/assets/lowfloor.js", script::lesson().into_bytes());
    for task in &library.tasks {
        for edition in task.editions() {
            add_lesson(library, task, edition, site)?;
        }
    }
    Ok(())
}

/// Adds the page of a task in one language.
fn add_lesson(
    library: &Library,
    task: &Task,
    edition: &Task,
    site: &mut Site,
) -> Result<(), Box<Diagnostic>> {
    let words = library.theme.words(&edition.about.language).page;
    let others = task
        .editions()
        .filter(|other| other.about.language != edition.about.language);
    let mut lesson = page::lesson(edition, &words);
    lesson.languages = others
        .map(|other| home::language(library, edition.up(), other))
        .collect();
    lesson.onward = home::onward(library, edition);
    let folder = format!("lessons/{}", edition.path());
    let page = library.theme.page("lesson.html", &lesson, &words)?;
    site.add(format!("{folder}/index.html"), page);
    for (name, bytes) in &edition.pictures {
        site.add(format!("{folder}/{name}"), bytes.clone());
    }
    Ok(())
}
