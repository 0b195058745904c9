//! Owns how the home page and the ways from task to task come of a library: which edition is shown, and where a link leads.

use super::Round;
use super::paths::TaskPath;
use crate::page::{self, EntryView, HomePage, LanguageView, LinkView, OnwardView, PathView};
use crate::task::{Task, primary};
use crate::theme::Theme;
use crate::workers;

/// The home page of a site with these tasks.
pub(super) fn home(round: &Round, tasks: &[&Task]) -> HomePage {
    let settings = round.settings;
    let words = round.theme.words(&settings.language).page;
    let site = page::site(&settings.title, &settings.language, &words);
    let entry = |task: &&Task| -> EntryView {
        let editions = task.editions().map(|one| language(round.theme, "", one));
        page::entry(
            edition(task, &settings.language),
            editions.collect(),
            &words,
        )
    };
    // In the order of the paths, then those that stand on none.
    let on_paths: Vec<&String> = settings.paths.iter().flat_map(|path| &path.tasks).collect();
    let place = |task: &&Task| on_paths.iter().position(|name| **name == task.name);
    let mut tasks = tasks.to_vec();
    tasks.sort_by_key(|task| place(task).unwrap_or(usize::MAX));
    let entries = workers::each(&tasks, entry);
    let paths = settings.paths.iter().map(|path| view(round, path));
    let paths = paths.filter(|path| !path.steps.is_empty()).collect();
    page::home(site, &settings.summary, entries, paths, &words)
}

fn view(round: &Round, path: &TaskPath) -> PathView {
    let steps = path.tasks.iter();
    PathView {
        title: path.title.clone(),
        steps: steps
            .filter_map(|name| link(round, "", name, &round.settings.language))
            .collect(),
    }
}

/// Where the paths lead from an edition of a task; nothing of a path with no other task on it.
pub(super) fn onward(round: &Round, from: &Task) -> Vec<OnwardView> {
    let to = |name: Option<&str>| link(round, from.up(), name?, &from.about.language);
    let paths = round.settings.paths.iter();
    let onward = paths.filter_map(|path| {
        let (before, next) = path.beside(&from.name)?;
        Some(OnwardView {
            title: path.title.clone(),
            language: round.settings.language.clone(),
            before: to(before),
            next: to(next),
        })
    });
    onward
        .filter(|onward| onward.before.is_some() || onward.next.is_some())
        .collect()
}

/// A link to a task by its name, in this language where it has it.
fn link(round: &Round, up: &str, name: &str, language: &str) -> Option<LinkView> {
    let task = (round.task)(name)?;
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
pub(super) fn language(theme: &Theme, up: &str, to: &Task) -> LanguageView {
    let code = to.about.language.clone();
    let words = theme.words(&code);
    let name = if primary(&code) == words.code {
        words.page.say("language-name", &[])
    } else {
        code.clone()
    };
    let path = format!("{up}{}/index.html", to.path());
    LanguageView { code, name, path }
}
