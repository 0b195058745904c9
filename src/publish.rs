//! Owns the whole way from a folder to a site: sources, theme, tasks, proof, pages, one map of files. Writes nothing.

mod lessons;
mod script;
mod teacher;
mod workers;

use crate::diagnostic::{Diagnostic, Files, Place};
use crate::pdf::Print;
use crate::proof;
use crate::site::Site;
use crate::source::{self, Sources, TaskFiles};
use crate::task::{Language, Task, read_task};
use crate::theme::{self, Theme};
use crate::yaml::{self, SiteSettings};
use std::collections::BTreeMap;
use std::path::Path;

pub use workers::Told;

/// Everything read from a folder, with all that was found about it.
pub struct Library {
    pub sources: Sources,
    pub settings: Settings,
    pub theme: Theme,
    pub tasks: Vec<Task>,
    pub trouble: Vec<Diagnostic>,
}

/// The settings of a site, with defaults in place.
#[derive(Clone, Debug)]
pub struct Settings {
    pub title: String,
    pub language: String,
}

/// Reads and proves every task below a path; all faults of all tasks are found in one run.
pub fn library(path: &Path) -> Library {
    library_told(path, &|_, _| {})
}

/// The same; `told` hears after each task how many are proved, of how many.
pub fn library_told(path: &Path, told: Told) -> Library {
    let mut trouble = Vec::new();
    let mut sources = source::read(path, &mut trouble);
    let written = site_settings(&sources, &mut trouble);
    if let Some(folder) = &written.notes {
        source::notes(&mut sources, &folder.text, &folder.at, &mut trouble);
    }
    let settings = Settings {
        title: written
            .title
            .as_ref()
            .map(|scalar| scalar.text.clone())
            .unwrap_or_default(),
        language: written
            .language
            .as_ref()
            .map_or("en".to_string(), |scalar| scalar.text.clone()),
    };
    let theme = theme::theme(&theme_files(&sources, &written, &mut trouble), &mut trouble);
    let read = |files: &TaskFiles| proved(&sources.files, files, &settings.language, &theme);
    let (tasks, faults): (Vec<Task>, Vec<_>) = workers::each(&sources.tasks, read, told)
        .into_iter()
        .unzip();
    trouble.extend(faults.into_iter().flatten());
    Library {
        sources,
        settings,
        theme,
        tasks,
        trouble,
    }
}

/// Reads one task in the words of a theme, in this language where it names none, and proves it.
pub fn proved(
    files: &Files,
    sources: &TaskFiles,
    language: &str,
    theme: &Theme,
) -> (Task, Vec<Diagnostic>) {
    let words = |language: &str| theme.words(language);
    let language = Language {
        code: language.to_string(),
        words: &words,
    };
    let mut faults = Vec::new();
    let task = read_task(files, sources, &language, &mut faults);
    // What is proved of a task that could not be read whole says nothing new.
    if !has_errors(&faults) {
        proof::prove(&task, &mut faults);
        for translation in &task.translations {
            proof::prove_words(translation, &mut faults);
        }
    }
    // What is wrong with the maths comes first: the words' faults may follow from it.
    faults.sort_by_key(|fault| fault.at.as_ref().map(|at| Some(at.file) != sources.maths));
    (task, faults)
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

/// The site of a library whose tasks have no errors: a tree for students and a tree for teachers, with no link between them.
///
/// # Errors
/// What is wrong with the theme's templates.
pub fn site(library: &Library) -> Result<Site, Box<Diagnostic>> {
    let mut site = Site::default();
    lessons::add(library, &mut site)?;
    teacher::add(library, &mut site)?;
    Ok(site)
}

/// The pages of a site that are made to be printed, each with the path of its PDF.
pub fn sheets(library: &Library, site: &Site) -> Vec<Print> {
    let tasks = library.tasks.iter();
    let all = tasks.flat_map(|task| teacher::sheets(&task.name));
    all.filter(|(page, _)| site.files.contains_key(page))
        .collect()
}
