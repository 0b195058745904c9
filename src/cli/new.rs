//! Owns `new`: a task folder that builds at once, to be changed into one's own.

use super::{End, complain, print, wrong_call};
use crate::diagnostic::{Diagnostic, Files};
use crate::draft::{Refusal, Relation, Sheets, drafted};
use crate::publish::proved;
use crate::source::TaskFiles;
use crate::task::Task;
use crate::theme;
use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Without a relation the task is about rows of squares laid from matchsticks. With one it is about yours:

  lowfloor new pool-border --relation \"tiles = 4n + 4\"
  lowfloor new pool-border --relation \"tiles = (n+2)(m+2) - n m; n=1..20; m=1..20\"

It asks about the relation in every way: a launch, one case, a table, a rule, the question turned round, a
discussion, an exit ticket. It names the wrong ideas that fit, and chooses numbers that keep them apart.

Several letters: the first one changes. Another with the same values is tied to it (m: n), any other stays at its
lowest value above 0 (k: 1). `lowfloor extend pool-border free m` lets m go.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// The name of the task's folder, or a path to it; asked for on a terminal
    name: Option<PathBuf>,
    /// A name, `=` and a formula; behind `;` the values of its letters, else they are whole numbers from 1 on
    #[arg(long, value_name = "RELATION")]
    relation: Option<String>,
    /// The values of a letter, also written behind `;` in the relation: `n=1..20`, `m=1..`, `p=0..1 step 0.25`
    #[arg(long, value_name = "LETTER=VALUES", requires = "relation")]
    range: Vec<String>,
}

const WORDS: &str = include_str!("new/task.md");
const MATHS: &str = include_str!("new/variants.yaml");

pub fn run(options: &Options) -> End {
    let Some(name) = options.name.clone().or_else(asked) else {
        return wrong_call("a name for the task is missing: `lowfloor new my-task`");
    };
    let folder = folder(&name);
    let name = folder
        .file_name()
        .map(|name| name.to_string_lossy().to_string())
        .unwrap_or_default();
    if !is_task_name(&name) {
        return wrong_call(&format!(
            "`{name}` cannot be the name of a task: use letters, digits and hyphens, and neither `class` nor `assets`"
        ));
    }
    if folder.exists() {
        return wrong_call(&format!(
            "`{}` is there already; choose another name",
            folder.display()
        ));
    }
    let sheets = match sheets(options, &title(&name)) {
        Ok(sheets) => sheets,
        Err(refusal) => {
            return wrong_call(&format!("{}\n  help: {}", refusal.message, refusal.help));
        }
    };
    match write(&folder, &sheets) {
        Ok(()) => {
            print(&format!(
                "{0}/task.md\n{0}/variants.yaml\n\nSee it:   lowfloor serve {0}\nProve it: lowfloor check {0}\nGo on:    lowfloor extend --help\n",
                folder.display()
            ));
            End::Done
        }
        Err(error) => {
            complain(&format!(
                "error: `{}` cannot be written: {error}\n",
                folder.display()
            ));
            End::Fault
        }
    }
}

/// A name that somebody types; nothing where nobody sits at a terminal.
fn asked() -> Option<PathBuf> {
    if !std::io::stdin().is_terminal() {
        return None;
    }
    print("What is the task to be called (letters, digits, hyphens)? ");
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).ok()?;
    let line = line.trim();
    (!line.is_empty()).then(|| PathBuf::from(line))
}

/// The texts of the task: the one about matchsticks, or one made from a relation.
fn sheets(options: &Options, title: &str) -> Result<Sheets, Refusal> {
    let Some(relation) = &options.relation else {
        return Ok(Sheets {
            words: WORDS.replace("TITLE", title),
            maths: MATHS.to_string(),
        });
    };
    let relation = Relation::read(relation, &options.range)?;
    let theme = theme::theme(&Default::default(), &mut Vec::new());
    let prove = |sheets: &Sheets| -> (Task, Vec<Diagnostic>) {
        let mut files = Files::default();
        let task = TaskFiles {
            name: String::new(),
            folder: PathBuf::new(),
            words: files.add("task.md", &sheets.words),
            maths: Some(files.add("variants.yaml", &sheets.maths)),
            translations: Vec::new(),
            notes: None,
            pictures: Default::default(),
        };
        proved(&files, &task, "en", &theme, &Default::default())
    };
    drafted(&relation, title, &prove)
}

/// A bare name goes below `tasks/`, so that the folder is found again.
fn folder(name: &Path) -> PathBuf {
    let bare = name.components().count() == 1;
    if bare {
        Path::new("tasks").join(name)
    } else {
        name.to_path_buf()
    }
}

fn is_task_name(name: &str) -> bool {
    let safe = name
        .chars()
        .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        && name.starts_with(char::is_alphanumeric);
    safe && !["class", "assets"].contains(&name.to_lowercase().as_str())
}

/// `pool-border` as `Pool border`.
fn title(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Written beside its place and then moved there, so that no half folder is left.
fn write(folder: &Path, sheets: &Sheets) -> std::io::Result<()> {
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent)?;
    }
    let draft = folder.with_file_name(format!(
        ".{}.new",
        folder.file_name().unwrap_or_default().to_string_lossy()
    ));
    if draft.exists() {
        fs::remove_dir_all(&draft)?;
    }
    fs::create_dir(&draft)?;
    fs::write(draft.join("task.md"), &sheets.words)?;
    fs::write(draft.join("variants.yaml"), &sheets.maths)?;
    fs::rename(&draft, folder)
}
