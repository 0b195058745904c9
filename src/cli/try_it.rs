//! Owns `try`: what the page would say to a response, without a browser.

use super::{End, Format, print, show, wrong_call};
use crate::engine::feedback::Feedback;
use crate::engine::template::plain;
use crate::publish::{Library, has_errors, library_unproved};
use crate::task::Task;
use crate::trial::{object, tried};
use serde_json::json;
use std::io::BufRead;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Options {
    /// TASK#SECTION or TASK#SECTION:ASK; TASK is a folder or a name under `tasks/`
    #[arg(required_unless_present = "lines")]
    address: Option<String>,
    /// What a student would type; several are one history, judged in order. `@count 20` answers another section first
    #[arg(required_unless_present = "lines", value_parser = super::as_typed)]
    responses: Vec<String>,
    /// The case: `n=5,k=2`; the first one where nothing is said
    #[arg(long)]
    case: Option<String>,
    /// The language of the page
    #[arg(long)]
    lang: Option<String>,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Read lines ADDRESS⇥CASE⇥RESPONSE[⇥RESPONSE…] from standard input and print one JSON object for each response
    #[arg(long)]
    lines: bool,
    /// Where `tasks/` is
    #[arg(long, default_value = ".")]
    path: PathBuf,
}

pub fn run(options: &Options) -> End {
    let mut shelf = Shelf {
        root: options.path.clone(),
        lang: options.lang.clone(),
        read: Vec::new(),
    };
    if options.lines {
        return lines(&mut shelf, options.case.as_deref().unwrap_or(""));
    }
    let Some(address) = &options.address else {
        return wrong_call("an address is missing");
    };
    match shelf.try_all(
        address,
        options.case.as_deref().unwrap_or(""),
        &options.responses,
    ) {
        Ok(tried) => {
            for (response, feedback) in &tried {
                print(&match options.format {
                    Format::Json => format!("{}\n", object(response, feedback)),
                    Format::Text => text(response, feedback),
                });
            }
            End::Done
        }
        Err(Refusal::Call(message)) => wrong_call(&message),
        Err(Refusal::Sources(library)) => {
            show(&library.trouble, &library.sources.files);
            End::Fault
        }
    }
}

/// Every line with its own history; a line that cannot be used says so, and the rest goes on.
fn lines(shelf: &mut Shelf, default_case: &str) -> End {
    for (at, line) in std::io::stdin().lock().split(b'\n').enumerate() {
        let line = line.map(|line| {
            String::from_utf8_lossy(&line)
                .trim_end_matches('\r')
                .to_string()
        });
        let Ok(line) = line else {
            return wrong_call("standard input cannot be read");
        };
        if line.is_empty() {
            continue;
        }
        let mut fields = line.split('\t');
        let (address, case) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
        let case = if case.is_empty() { default_case } else { case };
        let responses: Vec<String> = fields.map(str::to_string).collect();
        let tried = if responses.is_empty() {
            Err(Refusal::Call(
                "a line is ADDRESS, CASE, RESPONSE, parted by tabs".to_string(),
            ))
        } else {
            shelf.try_all(address, case, &responses)
        };
        match tried {
            Ok(tried) => tried.iter().for_each(|(response, feedback)| {
                print(&format!("{}\n", object(response, feedback)))
            }),
            Err(refusal) => print(&format!(
                "{}\n",
                json!({"line": at + 1, "error": refusal.message()})
            )),
        }
    }
    End::Done
}

/// Why nothing could be tried.
enum Refusal {
    Call(String),
    Sources(Box<Library>),
}

impl Refusal {
    fn message(&self) -> String {
        match self {
            Refusal::Call(message) => message.clone(),
            Refusal::Sources(library) => {
                let fault = library
                    .trouble
                    .iter()
                    .find(|d| d.severity == crate::diagnostic::Severity::Error);
                format!(
                    "the task has a fault: {}",
                    fault.map(|fault| fault.message.as_str()).unwrap_or("")
                )
            }
        }
    }
}

/// The task in a language.
fn edition<'a>(task: &'a Task, lang: &str) -> Result<&'a Task, String> {
    let mut editions = task.editions();
    editions
        .find(|edition| edition.about.language == lang)
        .ok_or_else(|| {
            let has: Vec<&str> = task
                .editions()
                .map(|edition| edition.about.language.as_str())
                .collect();
            let name = &task.name;
            format!(
                "the task `{name}` has no page in the language `{lang}`; it has `{}`",
                has.join("`, `")
            )
        })
}

/// Tasks that have been read, so that many lines read each once.
struct Shelf {
    root: PathBuf,
    lang: Option<String>,
    read: Vec<(String, Library)>,
}

impl Shelf {
    fn try_all(
        &mut self,
        address: &str,
        case: &str,
        responses: &[String],
    ) -> Result<Vec<(String, Feedback)>, Refusal> {
        let (task_name, place) = address.split_once('#').ok_or_else(|| {
            Refusal::Call(format!("`{address}` is no address: write TASK#SECTION"))
        })?;
        let lang = self.lang.clone();
        let task = self.task(task_name)?;
        let task = match lang {
            Some(lang) => edition(task, &lang).map_err(Refusal::Call)?,
            None => task,
        };
        tried(task, place, case, responses).map_err(Refusal::Call)
    }

    fn task(&mut self, name: &str) -> Result<&Task, Refusal> {
        let known = self.read.iter().position(|(known, _)| known == name);
        let at = match known {
            Some(at) => at,
            None => {
                let folder = self.folder(name)?;
                // What the page says can be tried while the proof is not content yet.
                self.read
                    .push((name.to_string(), library_unproved(&folder)));
                self.read.len() - 1
            }
        };
        let faulty = self
            .read
            .get(at)
            .is_some_and(|(_, library)| has_errors(&library.trouble));
        if faulty {
            let (_, library) = self.read.remove(at);
            return Err(Refusal::Sources(Box::new(library)));
        }
        let task = self
            .read
            .get(at)
            .and_then(|(_, library)| library.tasks.first());
        task.ok_or_else(|| Refusal::Call(format!("there is no task in `{name}`")))
    }

    /// A folder path, or a name under `tasks/`.
    fn folder(&self, name: &str) -> Result<PathBuf, Refusal> {
        let candidates = [
            PathBuf::from(name),
            self.root.join("tasks").join(name),
            self.root.join(name),
        ];
        let is_task = |folder: &&PathBuf| !name.is_empty() && folder.join("task.md").is_file();
        candidates.iter().find(is_task).cloned().ok_or_else(|| {
            let names = names_in(&self.root.join("tasks"));
            let near = crate::diagnostic::did_you_mean(name, names.iter().map(String::as_str));
            Refusal::Call(format!(
                "there is no task `{name}`; {}",
                near.unwrap_or_else(|| format!(
                    "name a folder that holds `task.md`, or one under `{}`",
                    self.root.join("tasks").display()
                ))
            ))
        })
    }
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.file_name().to_string_lossy().to_string())
        .collect()
}

fn text(response: &str, feedback: &Feedback) -> String {
    let mut said = format!("{response}\n  {}", feedback.outcome.word());
    let mut add = |label: &str, value: Option<String>| {
        value
            .into_iter()
            .for_each(|value| said.push_str(&format!(" · {label} {value}")))
    };
    add("idea", feedback.idea.clone());
    add("way", feedback.way.clone());
    add(
        "fits",
        feedback
            .fits
            .zip(feedback.of)
            .map(|(fits, of)| format!("{fits} of {of}")),
    );
    add("found", feedback.found.map(|found| found.to_string()));
    add("read as", feedback.read_as.clone());
    format!("{said}\n  {}\n", plain(&feedback.says))
}
