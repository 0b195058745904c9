//! Owns the way from folders to `Sources`, the only reader of files; knows nothing of what the files say.
//!
//! 1. `read` finds out what sort of folder it was given.
//! 2. `task` reads one task folder, `text` and `pictures` the files in it.

mod names;
mod notes;
mod pictures;
mod text;

use crate::diagnostic::{Diagnostic, FileId, Files, Place, did_you_mean};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

pub use notes::{notes, notes_folder, strangers};

/// All that was read for one run.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    pub files: Files,
    /// The folder that holds `tasks/`, or the parent of a single task folder.
    pub root: PathBuf,
    /// Only one task folder was read, whatever stands beside it.
    pub one_task: bool,
    /// Where each task lies, sorted by name.
    pub folders: Vec<PathBuf>,
    /// What was read of them, in the same order.
    pub tasks: Vec<TaskFiles>,
    /// `site.yaml` in the root.
    pub site: Option<FileId>,
    /// The folder `themes` in the root, if there is one.
    pub themes: Option<PathBuf>,
}

impl Sources {
    /// The names of all tasks, read or not.
    pub fn names(&self) -> Vec<String> {
        self.folders.iter().map(|folder| name_of(folder)).collect()
    }
}

/// The files of one task folder.
#[derive(Clone, Debug)]
pub struct TaskFiles {
    pub name: String,
    pub folder: PathBuf,
    /// `task.md`.
    pub words: FileId,
    /// `variants.yaml`.
    pub maths: Option<FileId>,
    /// Each language with its `task.LANGUAGE.md`.
    pub translations: Vec<(String, FileId)>,
    /// What the team keeps to itself about the task.
    pub notes: Option<FileId>,
    /// The bytes of each picture, by its name relative to the task folder, with `/`.
    pub pictures: BTreeMap<String, Vec<u8>>,
}

/// Reads a folder that holds `tasks/`, such a `tasks` folder, or one task folder.
pub fn read(path: &Path, trouble: &mut Vec<Diagnostic>) -> Sources {
    let mut sources = outline(path, trouble);
    for folder in sources.folders.clone() {
        read_task(&folder, &mut sources, trouble);
    }
    sources
}

/// What stands round the tasks of such a folder, and where they lie; none of them is read.
pub fn outline(path: &Path, trouble: &mut Vec<Diagnostic>) -> Sources {
    let mut sources = Sources::default();
    match sort_of(path) {
        Ok(Sort::Root) => {
            sources.root = shown(path);
            sources.folders = task_folders(&path.join("tasks"), trouble);
        }
        Ok(Sort::Tasks) => {
            sources.root = parent(path);
            sources.folders = task_folders(path, trouble);
        }
        Ok(Sort::Task) => {
            sources.root = root_of_task(path);
            sources.one_task = true;
            sources.folders = vec![path.to_owned()];
        }
        Err(diagnostic) => {
            trouble.push(*diagnostic);
            return sources;
        }
    }
    read_site(&mut sources, trouble);
    sources
}

/// One task with files of its own, and with what the team keeps to itself about it in the folder `notes`;
/// without a task where the folder holds none.
pub fn task(folder: &Path, notes: Option<&Path>, trouble: &mut Vec<Diagnostic>) -> Sources {
    let mut sources = Sources::default();
    read_task(folder, &mut sources, trouble);
    if let Some(notes) = notes {
        notes::join(notes, &mut sources, trouble);
    }
    sources
}

/// The name of the folder a path leads to, as its tasks are called.
pub fn name_of(folder: &Path) -> String {
    names::of_folder(folder).unwrap_or_else(|| shown(folder).display().to_string())
}

/// The files of a theme beside the tasks, by their name in its folder.
pub fn theme(
    sources: &Sources,
    name: &str,
    at: &Place,
    trouble: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Vec<u8>> {
    let plain = name
        .chars()
        .all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let folder = sources.themes.as_ref().map(|themes| themes.join(name));
    let Some(folder) = folder.filter(|folder| plain && folder.is_dir()) else {
        let message = format!("there is no theme `{name}`");
        let help =
            format!("put its files into `themes/{name}` beside `tasks`, or leave `theme` out");
        trouble.push(Diagnostic::error("unknown-theme", at.clone(), message).help(help));
        return BTreeMap::new();
    };
    let mut files = BTreeMap::new();
    read_theme(&folder, "", &mut files, trouble);
    files
}

/// Reads a theme's folder and the folders in it.
fn read_theme(
    folder: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, Vec<u8>>,
    trouble: &mut Vec<Diagnostic>,
) {
    const DEEPEST: usize = 4;
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let (path, name) = (
            entry.path(),
            entry.file_name().to_string_lossy().to_string(),
        );
        let key = format!("{prefix}{name}");
        if name.starts_with('.') {
            continue;
        } else if path.is_dir() && prefix.matches('/').count() < DEEPEST {
            read_theme(&path, &format!("{key}/"), files, trouble);
        } else if path.is_file() {
            match fs::read(&path) {
                Ok(bytes) => drop(files.insert(key, bytes)),
                Err(error) => {
                    let message = format!("`{}` cannot be read: {error}", path.display());
                    let help = "check that the file may be read";
                    trouble.push(Diagnostic::error("unreadable-file", None, message).help(help));
                }
            }
        }
    }
}

enum Sort {
    Root,
    Tasks,
    Task,
}

const WORDS: &str = "task.md";
const MATHS: &str = "variants.yaml";
const SITE: &str = "site.yaml";
const NEXT_STEP: &str = "name a folder that holds `tasks/`, such a `tasks` folder, or one task folder with its `task.md`";

fn sort_of(path: &Path) -> Result<Sort, Box<Diagnostic>> {
    if !path.is_dir() {
        return Err(Box::new(no_folder(path)));
    }
    let entries = entries(path)?;
    let has = |name: &str| entries.iter().any(|entry| entry.name == name);
    if has("tasks") && path.join("tasks").is_dir() {
        Ok(Sort::Root)
    } else if has(WORDS) && !is_named_tasks(path) {
        Ok(Sort::Task)
    } else if is_named_tasks(path) || entries.iter().any(holds_words) {
        Ok(Sort::Tasks)
    } else {
        Err(Box::new(no_tasks(path, &entries)))
    }
}

fn is_named_tasks(path: &Path) -> bool {
    names::of_folder(path).is_some_and(|name| name == "tasks")
}

fn holds_words(entry: &Entry) -> bool {
    !entry.hidden() && entry.path.join(WORDS).is_file()
}

fn no_folder(path: &Path) -> Diagnostic {
    let name = shown(path).display().to_string();
    let in_it = shown(&parent(path)).display().to_string();
    if path.is_file() {
        let message = format!("`{name}` is a file, and a folder is needed");
        return Diagnostic::error("no-tasks", None, message)
            .help(format!("name its folder: `{in_it}`"));
    }
    let siblings = entries(&parent(path)).unwrap_or_default();
    let wanted = path
        .file_name()
        .map(|name| name.to_string_lossy())
        .unwrap_or_default();
    let near = did_you_mean(&wanted, siblings.iter().map(|entry| entry.name.as_str()));
    Diagnostic::error("no-tasks", None, format!("there is no folder `{name}`"))
        .help(near.unwrap_or_else(|| NEXT_STEP.to_owned()))
}

fn no_tasks(path: &Path, entries: &[Entry]) -> Diagnostic {
    let mut names = entries.iter().map(|entry| entry.name.as_str());
    let like_tasks = names.find(|name| did_you_mean(name, ["tasks"]).is_some());
    let message = format!("there are no tasks in `{}`", shown(path).display());
    let help = match (like_tasks, names::misnamed_words(entries)) {
        (Some(near), _) => format!("rename `{near}` to `tasks`"),
        (None, Some(near)) => format!("rename `{near}` to `{WORDS}`"),
        (None, None) => NEXT_STEP.to_owned(),
    };
    Diagnostic::error("no-tasks", None, message).help(help)
}

/// One name in a folder.
struct Entry {
    /// The name as text; what is no text shows a replacement sign.
    name: String,
    path: PathBuf,
    /// Whether the name is text without loss.
    is_text: bool,
}

impl Entry {
    fn hidden(&self) -> bool {
        self.name.starts_with('.')
    }
}

/// What a folder holds, sorted by name.
fn entries(folder: &Path) -> Result<Vec<Entry>, Box<Diagnostic>> {
    let failed = |error| Box::new(text::unreadable(None, folder, &error));
    let listed = std::fs::read_dir(folder).map_err(failed)?;
    let mut all: Vec<Entry> = listed
        .filter_map(Result::ok)
        .map(|entry| entry_of(&entry))
        .collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(all)
}

fn entry_of(entry: &std::fs::DirEntry) -> Entry {
    let name = entry.file_name();
    Entry {
        name: name.to_string_lossy().into_owned(),
        path: entry.path(),
        is_text: name.to_str().is_some(),
    }
}

fn entries_or_report(folder: &Path, trouble: &mut Vec<Diagnostic>) -> Vec<Entry> {
    entries(folder).unwrap_or_else(|diagnostic| {
        trouble.push(*diagnostic);
        Vec::new()
    })
}

fn task_folders(folder: &Path, trouble: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    let before = trouble.len();
    for entry in entries_or_report(folder, trouble) {
        if entry.hidden() {
            continue;
        } else if entry.path.is_dir() {
            folders.push(entry.path);
        } else if entry.name == WORDS {
            trouble.push(words_outside(folder));
        }
    }
    // A folder of nothing but hidden files is no task, and is passed over in silence.
    let is_empty =
        |folder: &PathBuf| entries(folder).is_ok_and(|all| all.iter().all(Entry::hidden));
    if folders.iter().all(is_empty) && trouble.len() == before {
        let message = format!("there is no task in `{}`", shown(folder).display());
        let help =
            "make a folder for each task in it, with a `task.md`; `lowfloor new NAME` does that";
        trouble.push(Diagnostic::error("no-tasks", None, message).help(help));
    }
    folders
}

fn words_outside(folder: &Path) -> Diagnostic {
    let message = format!("`{WORDS}` stands in `{}` itself", shown(folder).display());
    Diagnostic::error("no-tasks", None, message)
        .help("put it in a folder of its own there, named after the task")
}

fn read_task(folder: &Path, sources: &mut Sources, trouble: &mut Vec<Diagnostic>) {
    let entries = entries_or_report(folder, trouble);
    if entries.iter().all(Entry::hidden) {
        return;
    }
    let name = names::of_folder(folder);
    trouble.extend(names::faults(name.as_deref(), &shown(folder)));
    report_misnamed(&entries, &[WORDS, MATHS], &mut sources.files, trouble);
    if !entries.iter().any(|entry| entry.name == WORDS) {
        return trouble.push(names::no_words(&shown(folder), &entries));
    }
    let inside = text::Inside::of(folder);
    let Some(words) = text::read(&folder.join(WORDS), &inside, &mut sources.files, trouble) else {
        return;
    };
    text::refuse_private(&sources.files, words, trouble);
    let has_maths = entries.iter().any(|entry| entry.name == MATHS);
    let maths =
        has_maths.then(|| text::read(&folder.join(MATHS), &inside, &mut sources.files, trouble));
    if matches!(maths, Some(None)) {
        // Every name of the words would be unknown.
        return;
    }
    let translations = translations(&entries, &inside, &mut sources.files, trouble);
    sources.tasks.push(TaskFiles {
        name: name.unwrap_or_default(),
        folder: shown(folder),
        words,
        maths: maths.flatten(),
        translations,
        notes: None,
        pictures: pictures::read(folder, &inside, &mut sources.files, trouble),
    });
}

fn report_misnamed(
    entries: &[Entry],
    wanted: &[&str],
    files: &mut Files,
    trouble: &mut Vec<Diagnostic>,
) {
    for (entry, meant) in names::misnamed(entries, wanted) {
        let at = text::place_of(&entry.path, files);
        let message = format!("`{}` is not read", entry.name);
        let diagnostic = Diagnostic::warning("misnamed-file", at, message);
        trouble.push(diagnostic.help(format!("rename it to `{meant}`")));
    }
}

fn translations(
    entries: &[Entry],
    inside: &text::Inside,
    files: &mut Files,
    trouble: &mut Vec<Diagnostic>,
) -> Vec<(String, FileId)> {
    let mut found = Vec::new();
    for entry in entries {
        let Some(language) = names::between(&entry.name, "task.", ".md") else {
            continue;
        };
        if !names::is_language(language) {
            let at = text::place_of(&entry.path, files);
            trouble.push(names::no_language(at, &entry.name, language));
        } else if let Some(file) = text::read(&entry.path, inside, files, trouble) {
            text::refuse_private(files, file, trouble);
            found.push((language.to_owned(), file));
        }
    }
    found
}

fn read_site(sources: &mut Sources, trouble: &mut Vec<Diagnostic>) {
    let root = sources.root.clone();
    let Ok(entries) = entries(&root) else {
        return;
    };
    report_misnamed(&entries, &[SITE], &mut sources.files, trouble);
    if entries.iter().any(|entry| entry.name == SITE) {
        let inside = text::Inside::of(&root);
        let path = shown(&root.join(SITE));
        sources.site = text::read(&path, &inside, &mut sources.files, trouble);
    }
    sources.themes = Some(shown(&root.join("themes"))).filter(|themes| themes.is_dir());
}

/// A path as the author gave it, without `./` in front.
fn shown(path: &Path) -> PathBuf {
    match path.strip_prefix(".") {
        Ok(rest) if !rest.as_os_str().is_empty() => rest.to_owned(),
        _ => path.to_owned(),
    }
}

fn parent(path: &Path) -> PathBuf {
    match (path.file_name(), path.parent()) {
        (Some(_), Some(parent)) if parent.as_os_str().is_empty() => PathBuf::from("."),
        (Some(_), Some(parent)) => parent.to_owned(),
        _ => path.join(".."),
    }
}

fn root_of_task(folder: &Path) -> PathBuf {
    let tasks = parent(folder);
    let root = if is_named_tasks(&tasks) {
        parent(&tasks)
    } else {
        tasks
    };
    shown(&root)
}

#[cfg(test)]
mod tests;
