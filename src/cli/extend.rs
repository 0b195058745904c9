//! Owns `extend`: one more section in a task that is there, written whole or not at all.

use super::{End, complain, many, print, show_faults, wrong_call};
use crate::diagnostic::{Diagnostic, FileId, Files, did_you_mean};
use crate::draft::{Extended, Extension, Sheets, extended};
use crate::publish::{Library, has_errors, library, proved};
use crate::source::TaskFiles;
use crate::task::Task;
use clap::ValueEnum;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
The section comes in front of the discussion, a new variant behind the last one; everything else stays as it is,
byte for byte. The task is proved with the new section before anything is written. Then make its words your own.

  lowfloor extend pool-border inverse
  lowfloor extend pool-border free m";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// The task's folder, or its name under `tasks/`
    task: PathBuf,
    /// What to add
    #[arg(value_enum)]
    kind: Kind,
    /// With `free`: the letter
    #[arg(required_if_eq("kind", "free"))]
    letter: Option<String>,
}

/// What can be added, as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// A letter that the first variant ties, as `m: n` does, goes free: a new variant, a table, a rule
    Free,
    /// More layers of the same: a letter that the first variant keeps at 1 is 2 and 3: a new variant, a table, a rule
    Layers,
    /// Turned round: here is the number, which case was it? Once there is one, once there is none
    Inverse,
    /// A rule backwards
    InverseRule,
    /// A table with further cases, near to far
    Table,
    /// All cases for which something is so
    FindAll,
}

pub fn run(options: &Options) -> End {
    let what = match (options.kind, &options.letter) {
        (Kind::Free, Some(letter)) => Extension::Free(letter.clone()),
        (Kind::Free, None) => {
            return wrong_call("`free` needs a letter: `lowfloor extend my-task free m`");
        }
        (_, Some(letter)) => {
            return wrong_call(&format!(
                "`{letter}` has no meaning here: only `free` takes a letter"
            ));
        }
        (Kind::Layers, None) => Extension::Layers,
        (Kind::Inverse, None) => Extension::Inverse,
        (Kind::InverseRule, None) => Extension::InverseRule,
        (Kind::Table, None) => Extension::Table,
        (Kind::FindAll, None) => Extension::FindAll,
    };
    let named = Path::new("tasks").join(&options.task);
    let folder = if !options.task.is_dir() && named.is_dir() {
        named
    } else {
        options.task.clone()
    };
    if !folder.is_dir() {
        return wrong_call(&no_task(&options.task));
    }
    let library = library(&folder);
    if has_errors(&library.trouble) {
        show_faults(&library.trouble, &library.sources.files);
        complain("\nnothing was written: mend the task first, then extend it\n");
        return End::Fault;
    }
    match (library.tasks.as_slice(), library.sources.tasks.as_slice()) {
        ([task], [files]) => extend(&what, task, files, &library),
        _ => wrong_call(&format!(
            "`{}` holds several tasks: name the folder of one",
            folder.display()
        )),
    }
}

/// That there is no such task, and the one that may be meant.
fn no_task(task: &Path) -> String {
    let name = task.to_string_lossy();
    let entries = fs::read_dir("tasks").into_iter().flatten().flatten();
    let names: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().to_string())
        .collect();
    let near = did_you_mean(&name, names.iter().map(String::as_str));
    let next = "name a folder in `tasks`, or the path of a task folder".to_string();
    format!(
        "there is no task `{name}`\n  help: {}",
        near.unwrap_or(next)
    )
}

fn extend(what: &Extension, task: &Task, files: &TaskFiles, library: &Library) -> End {
    let text = |file: Option<FileId>| {
        let file = file.and_then(|file| library.sources.files.get(file));
        file.map(|file| file.text.clone()).unwrap_or_default()
    };
    let sheets = Sheets {
        words: text(Some(files.words)),
        maths: text(files.maths),
    };
    let prove = |sheets: &Sheets| proved_with(sheets, files, library);
    match extended(task, &sheets, what, &library.trouble, &prove) {
        Err(refusal) => wrong_call(&format!("{}\n  help: {}", refusal.message, refusal.help)),
        Ok(made) => finish(&made, &sheets, files, library),
    }
}

/// The task read and proved again, with other texts in place of those on the disk.
fn proved_with(sheets: &Sheets, on_disk: &TaskFiles, library: &Library) -> (Task, Vec<Diagnostic>) {
    let mut files: Files = library.sources.files.clone();
    let mut again = |file: FileId, text: &str| {
        let path = files
            .get(file)
            .map(|file| file.path.clone())
            .unwrap_or_default();
        files.add(path, text)
    };
    let task = TaskFiles {
        words: again(on_disk.words, &sheets.words),
        maths: on_disk.maths.map(|file| again(file, &sheets.maths)),
        ..on_disk.clone()
    };
    let language = &library.settings.language;
    proved(&files, &task, language, &library.theme, &Default::default())
}

fn finish(made: &Extended, before: &Sheets, files: &TaskFiles, library: &Library) -> End {
    let path = |file: FileId| {
        library
            .sources
            .files
            .get(file)
            .map(|file| file.path.clone())
    };
    let mut changes: Vec<Change> = Vec::new();
    let pairs = [
        (files.maths, &before.maths, &made.sheets.maths),
        (Some(files.words), &before.words, &made.sheets.words),
    ];
    for (file, old, new) in pairs {
        if let Some(path) = file.and_then(path).filter(|_| old != new) {
            changes.push(Change { path, old, new });
        }
    }
    if let Err(error) = write(&changes) {
        complain(&format!(
            "error: `{}` cannot be changed, and stays as it is: {error}\n",
            files.folder.display()
        ));
        return End::Fault;
    }
    let folder = files.folder.display();
    let mut said = format!("{folder}/task.md: {}\n", made.heading);
    if let Some(variant) = &made.variant {
        said.push_str(&format!("{folder}/variants.yaml: {variant}\n"));
    }
    if made.warnings > 0 {
        let warnings = many(made.warnings, "warning");
        said.push_str(&format!(
            "`lowfloor check` now has {warnings} more to tell\n"
        ));
    }
    print(&format!(
        "{said}\nSee it:   lowfloor serve {folder}\nProve it: lowfloor check {folder}\n"
    ));
    End::Done
}

/// A file that is to have another text.
struct Change<'a> {
    path: PathBuf,
    old: &'a str,
    new: &'a str,
}

const MARK: &[u8] = b"\xef\xbb\xbf";

/// Changes all files or none: each new text is written beside its file, and only then do they take their places.
fn write(changes: &[Change]) -> io::Result<()> {
    let mut ready: Vec<(PathBuf, PathBuf, Vec<u8>)> = Vec::new();
    let mut wrote = || -> io::Result<()> {
        for change in changes {
            let path = change.path.canonicalize()?;
            let beside = beside(&path);
            let bytes = fs::read(&path)?;
            ready.push((path.clone(), beside.clone(), bytes.clone()));
            fs::write(&beside, in_place_of(&bytes, change)?)?;
            fs::set_permissions(&beside, fs::metadata(&path)?.permissions())?;
        }
        Ok(())
    };
    let written = wrote().and_then(|()| take_places(&ready));
    if written.is_err() {
        for (_, beside, _) in &ready {
            let _ = fs::remove_file(beside);
        }
    }
    written
}

fn take_places(ready: &[(PathBuf, PathBuf, Vec<u8>)]) -> io::Result<()> {
    for (at, (path, beside, _)) in ready.iter().enumerate() {
        if let Err(error) = fs::rename(beside, path) {
            for (path, beside, old) in ready.iter().take(at) {
                fs::write(beside, old)?;
                fs::rename(beside, path)?;
            }
            return Err(error);
        }
    }
    Ok(())
}

/// The bytes of a file with its new text, behind the byte order mark it may have.
fn in_place_of(bytes: &[u8], change: &Change) -> io::Result<Vec<u8>> {
    let (mark, text) = match bytes.strip_prefix(MARK) {
        Some(text) => (MARK, text),
        None => (&[][..], bytes),
    };
    if text != change.old.as_bytes() {
        return Err(io::Error::other(
            "somebody else has just changed it; try again",
        ));
    }
    Ok([mark, change.new.as_bytes()].concat())
}

/// A hidden name in the same folder.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.new"))
}
