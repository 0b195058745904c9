//! Owns how the home page and the ways from task to task come of a library: which edition is shown, and where a link leads.

use super::paths::TaskPath;
use super::{Library, workers};
use crate::page::{self, EntryView, HomePage, LanguageView, LinkView, OnwardView, PathView};
use crate::task::{Task, primary};

/// The home page of a library.
pub(super) fn home(library: &Library) -> HomePage {
    let settings = &library.settings;
    let words = library.theme.words(&settings.language).page;
    let site = page::site(&settings.title, &settings.language, &words);
    let entry = |task: &Task| -> EntryView {
        let editions = task.editions().map(|one| language(library, "", one));
        page::entry(
            edition(task, &settings.language),
            editions.collect(),
            &words,
        )
    };
    let entries = workers::each(&library.tasks, entry);
    let paths = settings.paths.iter().map(|path| view(library, path));
    let paths = paths.filter(|path| !path.steps.is_empty()).collect();
    page::home(site, &settings.summary, entries, paths, &words)
}

fn view(library: &Library, path: &TaskPath) -> PathView {
    let steps = path.tasks.iter();
    PathView {
        title: path.title.clone(),
        steps: steps
            .filter_map(|name| link(library, "", name, &library.settings.language))
            .collect(),
    }
}

/// Where the paths lead from an edition of a task; nothing of a path with no other task on it.
pub(super) fn onward(library: &Library, from: &Task) -> Vec<OnwardView> {
    let to = |name: Option<&str>| link(library, from.up(), name?, &from.about.language);
    let paths = library.settings.paths.iter();
    let onward = paths.filter_map(|path| {
        let (before, next) = path.beside(&from.name)?;
        Some(OnwardView {
            title: path.title.clone(),
            language: library.settings.language.clone(),
            before: to(before),
            next: to(next),
        })
    });
    onward
        .filter(|onward| onward.before.is_some() || onward.next.is_some())
        .collect()
}

/// A link to a task by its name, in this language where it has it.
fn link(library: &Library, up: &str, name: &str, language: &str) -> Option<LinkView> {
    let task = library.tasks.iter().find(|task| task.name == name)?;
    let to = edition(task, language);
    Some(LinkView {
        title: to.about.title.clone(),
        language: to.about.language.clone(),
        grades: to.about.grades.clone(),
        path: format!("{up}{}/index.html", to.path()),
    })
}

/// The edition of a task in a language, or else the original.
fn edition<'a>(task: &'a Task, language: &str) -> &'a Task {
    let mut editions = task.editions();
    editions
        .find(|one| primary(&one.about.language) == primary(language))
        .unwrap_or(task)
}

/// An edition of a task, as it is found from a page with this way up to the students' tree.
pub(super) fn language(library: &Library, up: &str, to: &Task) -> LanguageView {
    let code = to.about.language.clone();
    let words = library.theme.words(&code);
    let name = if primary(&code) == words.code {
        words.page.say("language-name", &[])
    } else {
        code.clone()
    };
    let path = format!("{up}{}/index.html", to.path());
    LanguageView { code, name, path }
}
