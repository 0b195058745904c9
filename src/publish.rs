//! Owns the whole way from a folder to a site: sources, theme, tasks, proof, pages, one map of files. Writes nothing.

mod home;
mod lessons;
mod paths;
mod script;
mod teacher;

use crate::diagnostic::{Diagnostic, Files, Place, did_you_mean};
use crate::markdown;
use crate::pdf::Print;
use crate::proof;
use crate::site::Site;
use crate::source::{self, Sources, TaskFiles};
use crate::task::{Known, Language, Task, read_task};
use crate::theme::{self, Theme};
use crate::workers::{self, Told};
use crate::yaml::{self, Scalar, SiteSettings};
use std::collections::BTreeMap;
use std::path::Path;

pub use paths::TaskPath;

/// Everything read from a folder, with all that was found about it.
pub struct Library {
    pub sources: Sources,
    pub settings: Settings,
    pub theme: Theme,
    pub tasks: Vec<Task>,
    pub trouble: Vec<Diagnostic>,
}

impl Library {
    /// The tasks that are lessons; the others are pages to read.
    pub fn lessons(&self) -> Vec<&Task> {
        let tasks = self.tasks.iter();
        tasks.filter(|task| task.about.lesson).collect()
    }
}

/// The settings of a site, with defaults in place.
#[derive(Clone, Debug, Hash)]
pub struct Settings {
    pub title: String,
    /// A sentence below the title.
    pub summary: String,
    pub language: String,
    pub paths: Vec<TaskPath>,
}

/// Reads and proves every task below a path; all faults of all tasks are found in one run.
pub fn library(path: &Path) -> Library {
    library_told(path, &|_, _| {})
}

/// The same; `told` hears after each task how many are proved, of how many.
pub fn library_told(path: &Path, told: Told) -> Library {
    library_by(path, told, proved)
}

/// Reads every task below a path and proves none.
pub fn library_unproved(path: &Path) -> Library {
    library_by(path, &|_, _| {}, read)
}

/// What becomes of the files of one task: what they mean, and what is wrong with them.
type Reading = fn(&Files, &TaskFiles, &str, &Theme, &Known) -> (Task, Vec<Diagnostic>);

fn library_by(path: &Path, told: Told, reading: Reading) -> Library {
    let mut trouble = Vec::new();
    let mut sources = source::read(path, &mut trouble);
    let setup = setup(&sources, &mut trouble);
    if let Some(folder) = &setup.notes {
        source::notes(&mut sources, &folder.text, &folder.at, &mut trouble);
    }
    let settings = setup.settings;
    let theme = theme::theme(&setup.theme, &mut trouble);
    let (language, known) = (&settings.language, Known::default());
    let read = |files: &TaskFiles| reading(&sources.files, files, language, &theme, &known);
    let (tasks, faults): (Vec<Task>, Vec<_>) = workers::each_told(&sources.tasks, read, told)
        .into_iter()
        .unzip();
    trouble.extend(faults.into_iter().flatten());
    // Whoever reads one task alone does not know the others.
    if !sources.one_task {
        let pages = pages(&sources);
        trouble.extend(tasks.iter().flat_map(|task| lost_links(task, &pages)));
    }
    Library {
        sources,
        settings,
        theme,
        tasks,
        trouble,
    }
}

/// What a site says about itself.
pub struct Setup {
    pub settings: Settings,
    /// The files of its own theme, by name.
    pub theme: BTreeMap<String, Vec<u8>>,
    /// The folder of the team's own notes, as named there.
    pub notes: Option<Scalar>,
}

/// What stands in `site.yaml`, and the theme it names.
pub fn setup(sources: &Sources, trouble: &mut Vec<Diagnostic>) -> Setup {
    let written = site_settings(sources, trouble);
    let text = |scalar: &Scalar| scalar.text.clone();
    Setup {
        theme: theme_files(sources, &written, trouble),
        settings: Settings {
            title: written.title.as_ref().map(text).unwrap_or_default(),
            summary: written.summary.as_ref().map(text).unwrap_or_default(),
            language: written.language.as_ref().map_or("en".to_string(), text),
            paths: paths::paths(&written.paths, sources, trouble),
        },
        notes: written.notes,
    }
}

/// Reads one task in the words of a theme, in this language where it names none, and proves it.
pub fn proved(
    files: &Files,
    sources: &TaskFiles,
    language: &str,
    theme: &Theme,
    known: &Known,
) -> (Task, Vec<Diagnostic>) {
    let (task, mut faults) = read(files, sources, language, theme, known);
    prove(&task, sources, &mut faults);
    (task, faults)
}

/// Reads one task in the words of a theme, in this language where it names none.
pub fn read(
    files: &Files,
    sources: &TaskFiles,
    language: &str,
    theme: &Theme,
    known: &Known,
) -> (Task, Vec<Diagnostic>) {
    let words = |language: &str| theme.words(language);
    let language = Language {
        code: language.to_string(),
        words: &words,
    };
    let mut faults = Vec::new();
    let task = read_task(files, sources, &language, known, &mut faults);
    (task, faults)
}

/// Adds to what was found when a task was read what its proof finds.
pub fn prove(task: &Task, sources: &TaskFiles, faults: &mut Vec<Diagnostic>) {
    // What is proved of a task that could not be read whole says nothing new.
    if !has_errors(faults) {
        proof::prove(task, faults);
        for translation in &task.translations {
            proof::prove_words(translation, faults);
        }
    }
    // What is wrong with the maths comes first: the words' faults may follow from it.
    faults.sort_by_key(|fault| fault.at.as_ref().map(|at| Some(at.file) != sources.maths));
}

/// The folders of all lesson pages, each with a stroke at its end: `pool-border/`, `pool-border/de/`.
fn pages(sources: &Sources) -> Vec<String> {
    let names = sources.names().into_iter().map(|name| name + "/");
    let translated = sources.tasks.iter().flat_map(|task| {
        let languages = task.translations.iter();
        languages.map(|(code, _)| format!("{}/{code}/", task.name))
    });
    names.chain(translated).collect()
}

/// Links of a task, and of its translations, to tasks and translations that are not there.
fn lost_links(task: &Task, pages: &[String]) -> Vec<Diagnostic> {
    let lost = |link: &&markdown::Source| !pages.contains(&link.text);
    let links = task.editions().flat_map(|edition| &edition.links);
    let told = links.filter(lost).map(|link| {
        let name = link.text.trim_end_matches('/');
        let message = format!("there is no task `{name}` to link to");
        let names = pages.iter().map(|page| page.trim_end_matches('/'));
        let help = did_you_mean(name, names)
            .unwrap_or_else(|| "write the name of its folder: `../NAME/task.md`".to_string());
        Diagnostic::error("unknown-task", link.at.clone(), message).help(help)
    });
    told.collect()
}

/// Whether a build must not go on.
pub fn has_errors(trouble: &[Diagnostic]) -> bool {
    trouble.iter().any(Diagnostic::is_error)
}

fn site_settings(sources: &Sources, trouble: &mut Vec<Diagnostic>) -> SiteSettings {
    let Some(file) = sources.site else {
        return SiteSettings::default();
    };
    let length = sources.files.get(file).map_or(0, |file| file.text.len());
    let node = yaml::read(
        &sources.files,
        &Place {
            file,
            range: 0..length,
        },
        trouble,
    );
    node.map(|node| yaml::site_settings(&node, trouble))
        .unwrap_or_default()
}

fn theme_files(
    sources: &Sources,
    settings: &SiteSettings,
    trouble: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Vec<u8>> {
    match &settings.theme {
        Some(name) if name.text != "default" => {
            source::theme(sources, &name.text, &name.at, trouble)
        }
        _ => BTreeMap::new(),
    }
}

/// What the pages of a site are made with: its theme and settings, and the tasks round a task, by their names.
#[derive(Clone, Copy)]
pub struct Round<'a> {
    pub theme: &'a Theme,
    pub settings: &'a Settings,
    pub task: &'a (dyn Fn(&str) -> Option<&'a Task> + Sync),
}

/// A file of a site, or what is wrong with the theme's template for it.
pub type Made = Result<Vec<u8>, Box<Diagnostic>>;

/// The site of a library whose tasks have no errors: a tree for students and a tree for teachers, with no link between them.
///
/// # Errors
/// What is wrong with the theme's templates.
pub fn site(library: &Library) -> Result<Site, Box<Diagnostic>> {
    site_told(library, &|_, _| {})
}

/// The same; `told` hears after each task how many have their pages, of how many.
pub fn site_told(library: &Library, told: Told) -> Result<Site, Box<Diagnostic>> {
    let mut site = Site::default();
    let tasks: Vec<&Task> = library.tasks.iter().collect();
    let named: BTreeMap<&str, &Task> = tasks
        .iter()
        .map(|task| (task.name.as_str(), *task))
        .collect();
    let round = Round {
        theme: &library.theme,
        settings: &library.settings,
        task: &|name| named.get(name).copied(),
    };
    let of_task = |task: &&Task| files_of(&round, task);
    for files in workers::each_told(&tasks, of_task, told) {
        site.files.extend(files?);
    }
    for path in lessons::ASSETS.iter().chain(&teacher::ASSETS) {
        if let Some(bytes) = asset(&library.theme, path) {
            site.add(*path, bytes);
        }
    }
    for path in lessons::LISTS.iter().chain(&teacher::LISTS) {
        if let Some(bytes) = list(&round, &tasks, path) {
            site.add(*path, bytes?);
        }
    }
    Ok(site)
}

/// All files of a task, by their path.
fn files_of(round: &Round, task: &Task) -> Result<Vec<(String, Vec<u8>)>, Box<Diagnostic>> {
    let paths = lessons::paths(task).chain(teacher::paths(task));
    let made = |path: String| task_file(round, task, &path).map(|made| Ok((path, made?)));
    paths.filter_map(made).collect()
}

/// A file that every page of a site may load, by its path; nothing where the site has no such file.
pub fn asset(theme: &Theme, path: &str) -> Option<Vec<u8>> {
    lessons::asset(theme, path).or_else(|| teacher::asset(theme, path))
}

/// A page about all tasks, by its path; nothing where the site has no such page.
pub fn list(round: &Round, tasks: &[&Task], path: &str) -> Option<Made> {
    lessons::list(round, tasks, path).or_else(|| teacher::list(round, tasks, path))
}

/// The paths of the pages about all tasks.
pub fn lists() -> impl Iterator<Item = &'static str> {
    lessons::LISTS.into_iter().chain(teacher::LISTS)
}

/// A file of a task that could be read, by its path; nothing where the task has no such file.
pub fn task_file(round: &Round, task: &Task, path: &str) -> Option<Made> {
    lessons::file(round, task, path).or_else(|| teacher::file(round.theme, task, path))
}

/// The pages of a site that are made to be printed, each with the path of its PDF.
pub fn sheets(library: &Library, site: &Site) -> Vec<Print> {
    let tasks = library.tasks.iter();
    let all = tasks.flat_map(|task| teacher::sheets(&task.name));
    all.filter(|(page, _)| site.files.contains_key(page))
        .collect()
}
