//! Owns the files of the students' tree: the list of tasks, a page for each, and what they load. No word of a teacher callout
//! gets here.

use super::{Library, script};
use crate::diagnostic::Diagnostic;
use crate::page::{self, LanguageView};
use crate::site::Site;
use crate::task::{Task, primary};

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
        .map(|other| language(library, edition, other))
        .collect();
    let folder = format!("lessons/{}", edition.path());
    let page = library.theme.page("lesson.html", &lesson, &words)?;
    site.add(format!("{folder}/index.html"), page);
    for (name, bytes) in &edition.pictures {
        site.add(format!("{folder}/{name}"), bytes.clone());
    }
    Ok(())
}

/// The way from one edition to another.
fn language(library: &Library, from: &Task, to: &Task) -> LanguageView {
    let code = to.about.language.clone();
    let words = library.theme.words(&code);
    let name = if primary(&code) == words.code {
        words.page.say("language-name", &[])
    } else {
        code.clone()
    };
    let path = format!("{}{}/index.html", from.up(), to.path());
    LanguageView { code, name, path }
}
