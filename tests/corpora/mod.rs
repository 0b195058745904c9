//! Owns the frozen corpora of `tests/equality` and `tests/reading`: how a row is written, and the tasks that are made of
//! the rows. The same trials run natively and in a browser, so nothing here decides what is right.

#![allow(dead_code)] // each test binary uses its own part

use crate::{scratch, tables};
use lowfloor::engine::model::{Ask, Row};
use lowfloor::engine::reader::read;
use lowfloor::engine::token::Scope;
use lowfloor::publish::library;
use lowfloor::task::Task;
use std::path::PathBuf;

/// Most formulas of one generated task.
const MOST: usize = 30;

/// One text given to one ask of a generated task.
pub struct Trial {
    /// `roots.tsv:12`.
    pub at: String,
    /// The two sides of the row changed places.
    pub exchanged: bool,
    /// The author's formula, and what the letters can be.
    pub about: String,
    /// The place of its task among [`Corpus::tasks`].
    pub task: usize,
    pub ask: String,
    pub text: String,
    /// The columns that say what must come.
    pub want: Vec<String>,
    /// Names that an author may use for this row.
    pub names: Vec<String>,
}

/// The generated tasks with their trials.
pub struct Corpus {
    pub tasks: Vec<Task>,
    pub trials: Vec<Trial>,
    /// What was found about the tasks.
    pub trouble: Vec<String>,
}

impl Corpus {
    /// The task of a trial with its ask and the case it is asked in.
    pub fn desk(&self, trial: &Trial) -> Result<(&Task, &Ask, Row), String> {
        let task = self.tasks.get(trial.task).ok_or("no task")?;
        let is = |ask: &&Ask| ask.id.split(':').next() == Some(&trial.ask);
        let ask = task.model.asks.iter().find(is).ok_or("no ask is read")?;
        let rows = task.model.variant_of_ask(ask).map(|variant| &variant.rows);
        let row = rows.and_then(|rows| rows.first()).cloned();
        Ok((task, ask, row.unwrap_or_default()))
    }
}

/// A line of a table: its place and its columns.
struct Line {
    at: String,
    fields: Vec<String>,
}

impl Line {
    fn field(&self, at: usize) -> &str {
        self.fields.get(at).map_or("", String::as_str)
    }
}

fn lines(folder: &str) -> Vec<Line> {
    let entries = std::fs::read_dir(tables::folder().join(folder)).expect("the tables");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "tsv"))
        .collect();
    files.sort();
    files.iter().flat_map(table).collect()
}

fn table(file: &PathBuf) -> Vec<Line> {
    let name = file.file_name().expect("a name").to_string_lossy();
    let text = std::fs::read_to_string(file).expect("a table");
    let rows = text.lines().enumerate();
    rows.filter(|(_, line)| !line.is_empty() && !line.starts_with("# "))
        .map(|(index, line)| Line {
            at: format!("{name}:{}", index + 1),
            fields: line.split('\t').map(str::to_string).collect(),
        })
        .collect()
}

/// A name with its kind as an author writes it: `n=1..; m` is `n: 1..` and `m: any`.
fn kinds(written: &str) -> Vec<(String, String)> {
    let parts = written.split(';').map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(|part| part.split_once('=').unwrap_or((part, "any")))
        .map(|(name, kind)| (name.trim().to_string(), kind.trim().to_string()))
        .collect()
}

/// The letters of a formula that stand alone, each of them any number; words are functions.
fn letters(formula: &str) -> String {
    let words = formula.split(|c: char| !c.is_alphabetic());
    let mut found: Vec<&str> = words.filter(|word| word.chars().count() == 1).collect();
    found.sort();
    found.dedup();
    if found.is_empty() {
        return "x".to_string();
    }
    found.join("; ")
}

fn is_authors(formula: &str, kinds: &[(String, String)]) -> bool {
    let names = kinds.iter().map(|(name, _)| name.as_str());
    read(formula, &Scope::author(names)).is_ok()
}

/// A task that is being written.
#[derive(Default)]
struct Draft {
    /// What its rows must have in common.
    group: String,
    front: String,
    quantities: String,
    formulas: Vec<String>,
    body: String,
}

impl Draft {
    fn new(group: &str, front: &str, kinds: &[(String, String)]) -> Draft {
        let quantities = kinds
            .iter()
            .map(|(name, kind)| format!("  {name}: '{kind}'\n"))
            .collect();
        Draft {
            group: group.to_string(),
            front: front.to_string(),
            quantities,
            ..Draft::default()
        }
    }

    /// The section that asks for a formula in these letters; each formula is asked once.
    fn ask(&mut self, formula: &str, kinds: &[(String, String)]) -> String {
        if let Some(at) = self.formulas.iter().position(|known| known == formula) {
            return format!("goal{at}");
        }
        let name = format!("goal{}", self.formulas.len());
        let names: Vec<&str> = kinds.iter().map(|(name, _)| name.as_str()).collect();
        let within = if names.is_empty() {
            String::new()
        } else {
            format!(" in {}", names.join(", "))
        };
        self.quantities
            .push_str(&format!("  {name}:\n    is: '{formula}'\n"));
        self.body.push_str(&format!(
            "## {name} {{#{name}}}\n\nWhat is it? [[{name}{within}]]\n\n"
        ));
        self.formulas.push(formula.to_string());
        name
    }
}

/// The place of a task of this group that has room, begun where there is none.
fn draft(drafts: &mut Vec<Draft>, new: Draft) -> usize {
    let has_room = |draft: &Draft| draft.group == new.group && draft.formulas.len() < MOST;
    drafts.iter().position(has_room).unwrap_or_else(|| {
        drafts.push(new);
        drafts.len() - 1
    })
}

fn corpus(name: &str, drafts: &[Draft], trials: Vec<Trial>) -> Corpus {
    let folder = scratch::empty(name);
    for (at, draft) in drafts.iter().enumerate() {
        let task = folder.join(format!("tasks/t{at:03}"));
        let words = format!(
            "---\ntitle: Task {at}\n{}---\n\n{}",
            draft.front, draft.body
        );
        scratch::write(&task.join("task.md"), words);
        let maths = format!("quantities:\n{}", draft.quantities);
        scratch::write(&task.join("variants.yaml"), maths);
    }
    let library = library(&folder);
    let errors = library.trouble.iter();
    let trouble = errors
        .filter(|d| d.severity == lowfloor::diagnostic::Severity::Error)
        .map(|d| format!("{}: {}", d.code, d.message))
        .collect();
    Corpus {
        tasks: library.tasks,
        trials,
        trouble,
    }
}

/// `KINDS ⇥ RIGHT ⇥ RESPONSE ⇥ OUTCOME [⇥ remark]`. Where an author could have written the response, too, the two sides
/// are tried in both places.
pub fn equality(name: &str) -> Corpus {
    let (mut drafts, mut trials) = (Vec::new(), Vec::new());
    for line in lines("equality") {
        let group = match line.field(0) {
            "" => letters(line.field(1)),
            written => written.to_string(),
        };
        let kinds = kinds(&group);
        for (side, (right, response)) in sides(&line, &kinds).into_iter().enumerate() {
            let task = draft(&mut drafts, Draft::new(&group, "", &kinds));
            let ask = drafts[task].ask(right, &kinds);
            trials.push(Trial {
                exchanged: side > 0,
                about: format!("{right} [{group}]"),
                text: tables::typed(response),
                ..trial(&line, task, ask, &kinds)
            });
        }
    }
    corpus(name, &drafts, trials)
}

/// What the author writes and what the student types: as in the row, then the other way round.
fn sides<'a>(line: &'a Line, kinds: &[(String, String)]) -> Vec<(&'a str, &'a str)> {
    let (right, response) = (line.field(1), line.field(2));
    let mut sides = vec![(right, response)];
    if line.field(3) != "unreadable" && right != response && is_authors(response, kinds) {
        sides.push((response, right));
    }
    sides
}

fn trial(line: &Line, task: usize, ask: String, kinds: &[(String, String)]) -> Trial {
    Trial {
        at: line.at.clone(),
        exchanged: false,
        about: String::new(),
        task,
        ask,
        text: tables::typed(line.field(2)),
        want: line.fields.iter().skip(3).cloned().collect(),
        names: kinds.iter().map(|(name, _)| name.clone()).collect(),
    }
}

/// `LANGUAGE ⇥ NAMES ⇥ TEXT ⇥ READ AS [⇥ VALUE]`. Without names a number is asked for, else a rule in them;
/// `unit=` begins the words that may stand behind a number.
pub fn reading(name: &str) -> Corpus {
    let (mut drafts, mut trials) = (Vec::new(), Vec::new());
    for line in lines("reading") {
        let (units, kinds): (Vec<_>, Vec<_>) = kinds(line.field(1))
            .into_iter()
            .partition(|(n, _)| n == "unit");
        let group = format!("{} {}", line.field(0), line.field(1));
        let front = front(line.field(0), &units);
        let task = draft(&mut drafts, Draft::new(&group, &front, &kinds));
        let ask = drafts[task].ask(&sum(&kinds), &kinds);
        trials.push(Trial {
            about: group,
            ..trial(&line, task, ask, &kinds)
        });
    }
    corpus(name, &drafts, trials)
}

/// Any formula in all of the names.
fn sum(kinds: &[(String, String)]) -> String {
    let names: Vec<&str> = kinds.iter().map(|(name, _)| name.as_str()).collect();
    if names.is_empty() {
        "4 + 3".to_string()
    } else {
        names.join(" + ")
    }
}

fn front(language: &str, units: &[(String, String)]) -> String {
    let words: Vec<String> = units
        .iter()
        .flat_map(|(_, words)| words.split(','))
        .map(|word| format!("'{}'", word.trim()))
        .collect();
    let mut front = format!("language: {language}\n");
    if !words.is_empty() {
        front.push_str(&format!("units: {{goal0: [{}]}}\n", words.join(", ")));
    }
    front
}

/// Where a row stands that another one above it already is.
pub fn twice(corpus: &Corpus) -> Vec<&str> {
    let (mut seen, mut found) = (std::collections::HashSet::new(), Vec::new());
    let rows = corpus.trials.iter().filter(|trial| !trial.exchanged);
    for trial in rows {
        if !seen.insert((trial.task, &trial.ask, &trial.text)) {
            found.push(trial.at.as_str());
        }
    }
    found
}

/// A text as it may stand in a line of a report.
pub fn shown(text: &str) -> String {
    text.chars().take(60).collect()
}
