//! Owns the whole way from a folder to a site: sources, theme, tasks, proof, pages, one map of files. Writes nothing.

use crate::diagnostic::{Diagnostic, FileId, Place, Severity};
use crate::page;
use crate::proof;
use crate::site::Site;
use crate::source::{self, Sources};
use crate::task::{Language, Task, read_task};
use crate::theme::{self, Theme};
use crate::yaml::{self, SiteSettings};
use base64::Engine;
use std::collections::BTreeMap;
use std::path::Path;

/// The page's engine, built from this repository and packed by `src/browser/build.sh`.
const ENGINE: &[u8] = include_bytes!("browser/engine.wasm.gz");
/// The page's script, in the order in which its parts are sent: the last one starts the lesson.
const SCRIPT: [&str; 11] = [
    include_str!("browser/page/engine.js"),
    include_str!("browser/page/fields.js"),
    include_str!("browser/page/voice.js"),
    include_str!("browser/page/readings.js"),
    include_str!("browser/page/keypad.js"),
    include_str!("browser/page/control.js"),
    include_str!("browser/page/pick.js"),
    include_str!("browser/page/map.js"),
    include_str!("browser/page/bring.js"),
    include_str!("browser/page/work.js"),
    include_str!("browser/page/lesson.js"),
];

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
    let mut trouble = Vec::new();
    let sources = source::read(path, &mut trouble);
    let written = site_settings(&sources, &mut trouble);
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
    let words = |language: &str| theme.words(language);
    let language = Language {
        code: settings.language.clone(),
        words: &words,
    };
    let mut tasks = Vec::new();
    for files in &sources.tasks {
        let mut faults = Vec::new();
        let task = read_task(&sources.files, files, &language, &mut faults);
        // What is proved of a task that could not be read whole says nothing new.
        if !has_errors(&faults) {
            proof::prove(&task, &mut faults);
        }
        // What is wrong with the maths comes first: the words' faults may follow from it.
        faults.sort_by_key(|fault| fault.at.as_ref().map(|at| Some(at.file) != files.maths));
        for (code, file) in &files.translations {
            faults.push(translation(code, *file));
        }
        trouble.extend(faults);
        tasks.push(task);
    }
    Library {
        sources,
        settings,
        theme,
        tasks,
        trouble,
    }
}

fn translation(code: &str, file: FileId) -> Diagnostic {
    let message =
        format!("this version builds no translations: `task.{code}.md` is left out of the site");
    Diagnostic::warning("translation", Place { file, range: 0..0 }, message)
        .help("publish it as a task folder of its own, with `language` in its front matter")
}

/// Whether a build must not go on.
pub fn has_errors(trouble: &[Diagnostic]) -> bool {
    trouble
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
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

/// The site of a library whose tasks have no errors.
///
/// # Errors
/// What is wrong with the theme's templates.
pub fn site(library: &Library) -> Result<Site, Box<Diagnostic>> {
    let mut files = BTreeMap::new();
    let words = library.theme.words(&library.settings.language);
    let index = page::index(
        &library.settings.title,
        &library.settings.language,
        &library.tasks,
        &words.page,
    );
    files.insert(
        "lessons/index.html".to_string(),
        library.theme.index(&index)?.into_bytes(),
    );
    files.insert(
        "lessons/assets/lowfloor.css".to_string(),
        library.theme.style.clone(),
    );
    files.insert(
        "lessons/assets/lowfloor.js".to_string(),
        script().into_bytes(),
    );
    for task in &library.tasks {
        let words = library.theme.words(&task.about.language);
        let page = library.theme.lesson(&page::lesson(task, &words.page))?;
        files.insert(
            format!("lessons/{}/index.html", task.name),
            page.into_bytes(),
        );
        for (name, bytes) in &task.pictures {
            files.insert(format!("lessons/{}/{name}", task.name), bytes.clone());
        }
    }
    Ok(Site { files })
}

/// The script of every page: the packed engine as text, and what carries texts to it.
fn script() -> String {
    let engine = base64::engine::general_purpose::STANDARD.encode(ENGINE);
    let parts: String = SCRIPT.iter().map(|part| bare(part)).collect();
    format!("var ENGINE=\"{engine}\";\n(function () {{\n\"use strict\";\n{parts}}})();\n")
}

/// A script without indentation, blank lines and lines of comment. No text of such a script may go over several lines.
fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim_start);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .fold(String::new(), |out, line| out + line + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_sent_without_what_only_its_readers_need() {
        let written = "// Says hello.\n(function () {\n  var a = \"// no comment\"; // one\n\n  // Two.\n  say(a);\n})();\n";
        let sent = "(function () {\nvar a = \"// no comment\"; // one\nsay(a);\n})();\n";
        assert_eq!(bare(written), sent);
    }

    #[test]
    fn no_text_of_the_script_goes_over_several_lines() {
        for part in SCRIPT {
            assert!(!part.contains('`') && !part.contains("\\\n") && !part.contains("/*"));
        }
    }
}
