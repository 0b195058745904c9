//! Owns what a task means: words and maths become one [`Task`], and every name in them is looked up. Knows nothing of
//! pages, and reads no file.
//!
//! 1. `front`: the front matter becomes settings. 2. `maths`: quantities, variants with their rows, figures.
//! 3. `section`: headings become sections; their text, asks and callouts are read. 4. `reach`: replies and ways are given
//!    to the asks they serve. 5. `search`: how many answers an ask has.

mod ask;
mod callout;
mod figure;
mod front;
mod kinds;
mod maths;
mod picture;
mod prose;
mod reach;
pub mod search;
pub use front::decimal_sign;
pub use variants::case_text;
mod section;
mod variants;

use crate::diagnostic::{Diagnostic, FileId, Files, Place, did_you_mean};
use crate::engine::error::Error;
use crate::engine::expr::Expr;
use crate::engine::model::Model;
use crate::engine::reader::read;
use crate::engine::template::{Piece, Template};
use crate::engine::token::Scope;
use crate::engine::words::Words;
use crate::markdown::Source;
use crate::source::TaskFiles;
use crate::yaml::Scalar;
use std::collections::BTreeMap;

/// A task, complete: what it is called, what it asks, and its text.
#[derive(Clone, Debug)]
pub struct Task {
    /// The name of its folder.
    pub name: String,
    pub about: About,
    pub model: Model,
    /// In the order of the text; as many as the model's sections.
    pub sections: Vec<Section>,
    /// For each of the model's asks, where it stands and what serves it.
    pub asks: Vec<AskSource>,
    /// Statements that every case must meet.
    pub wheres: Vec<Expr>,
    /// Formulas as written, for a second opinion on them.
    pub formulas: Vec<Formula>,
    /// Pictures the text shows, by their name in the task folder.
    pub pictures: BTreeMap<String, Vec<u8>>,
    pub words: FileId,
}

/// A formula of `variants.yaml` as the author wrote it.
#[derive(Clone, Debug)]
pub struct Formula {
    /// The variant that binds the name so; none for the quantity's own formula.
    pub variant: Option<String>,
    pub name: String,
    pub text: String,
}

/// What the front matter says.
#[derive(Clone, Debug, Default)]
pub struct About {
    pub title: String,
    pub summary: String,
    pub grades: String,
    pub licence: String,
    pub author: String,
    pub source: String,
    pub standards: Vec<String>,
    pub topics: Vec<String>,
    pub language: String,
    /// What the button for the next case says.
    pub another: String,
}

words! {
    /// The part of the lesson a section belongs to.
    Phase { Launch "launch", Level "level", Discuss "discuss", Close "close" }
}

words! {
    /// Who works together.
    Grouping { Alone "alone", Pair "pair", Class "class" }
}

words! {
    /// Where a section happens.
    Medium { Screen "screen", Paper "paper", Board "board" }
}

/// A heading with what stands under it.
#[derive(Clone, Debug)]
pub struct Section {
    pub id: String,
    pub heading: Template,
    pub phase: Phase,
    pub grouping: Grouping,
    pub medium: Medium,
    pub minutes: Option<u32>,
    pub body: Vec<Part>,
    pub at: Place,
}

/// A part of a section's text.
#[derive(Clone, Debug)]
pub enum Part {
    Piece(Piece),
    /// Index into the model's asks.
    Ask(usize),
    Choice(usize, Vec<Template>),
    /// Points to compare one's own words with.
    SelfCheck(Vec<Template>),
    Hint(Template),
    /// For the teacher alone.
    Teacher(Template),
}

/// Where an ask stands and which callouts are its own.
#[derive(Clone, Debug)]
pub struct AskSource {
    pub at: Place,
    /// As the author wrote it.
    pub text: String,
    /// For each reply of the ask: where it was written, and whether it is the ask's own.
    pub replies: Vec<ReplySource>,
    /// Worked examples that must be right.
    pub examples: Vec<Source>,
    /// How far open quantities are searched, where the author says so.
    pub up_to: Option<i128>,
}

/// Where a reply was written.
#[derive(Clone, Debug)]
pub struct ReplySource {
    pub at: Place,
    pub own: bool,
    /// Its words speak of the response and are left out here, where another quantity is asked.
    pub silenced: bool,
}

/// Everything about a task that its parts are read with.
pub(crate) struct Reading<'a> {
    pub task: &'a TaskFiles,
    pub model: Model,
    pub trouble: &'a mut Vec<Diagnostic>,
    pub pictures: BTreeMap<String, Vec<u8>>,
    pub formulas: Vec<Formula>,
    pub wheres: Vec<Expr>,
    /// The author's language of messages.
    pub messages: &'a Words,
}

/// Reads a task; what is wrong with it is reported, and the rest is read all the same.
pub fn read_task(
    files: &Files,
    task: &TaskFiles,
    language: &Language,
    trouble: &mut Vec<Diagnostic>,
) -> Task {
    let document = crate::markdown::read(files, task.words, trouble);
    let node = document
        .front
        .as_ref()
        .and_then(|at| crate::yaml::read(files, at, trouble));
    let front = node
        .map(|node| crate::yaml::front_matter(&node, trouble))
        .unwrap_or_default();
    let maths = maths::as_written(files, task, trouble);
    let words = (language.words)(
        front
            .language
            .as_ref()
            .map_or(&language.code, |scalar| &scalar.text),
    );
    let model = Model {
        words: words.engine.clone(),
        ..Model::default()
    };
    let messages = language.messages;
    let mut reading = Reading {
        task,
        model,
        trouble,
        pictures: BTreeMap::new(),
        formulas: Vec::new(),
        wheres: Vec::new(),
        messages,
    };
    let about = front::about(&front, &document, language, &words, &mut reading);
    maths::read(&maths, &front, &mut reading);
    let text = section::read(&document, &about, &mut reading);
    let (model, pictures, formulas, wheres) = (
        reading.model,
        reading.pictures,
        reading.formulas,
        reading.wheres,
    );
    let mut task = Task {
        name: task.name.clone(),
        about,
        model,
        sections: text.sections,
        asks: text.asks,
        wheres,
        formulas,
        pictures,
        words: task.words,
    };
    search::count_all(&mut task, trouble);
    task
}

/// The words a task is read with.
pub struct Language<'a> {
    /// The site's language, for tasks that name none.
    pub code: String,
    /// The words of a language, the default ones where there are none of its own.
    pub words: &'a dyn Fn(&str) -> PageWords,
    pub messages: &'a Words,
}

/// The words of one language: what the engine says, and what stands on the page.
#[derive(Clone, Debug, Default)]
pub struct PageWords {
    /// The language they are in.
    pub code: String,
    pub decimal: char,
    pub engine: Words,
    pub page: Words,
}

impl Reading<'_> {
    /// Reads an expression at its place; trouble is reported there.
    pub fn expr(&mut self, source: &Text, scope: &Scope) -> Option<Expr> {
        match read(source.text, scope) {
            Ok(expr) => Some(expr),
            Err(error) => {
                self.unreadable(source, &error, scope);
                None
            }
        }
    }

    fn unreadable(&mut self, source: &Text, error: &Error, scope: &Scope) {
        let at = source.place(error.range.clone());
        let mut diagnostic = Diagnostic::error(
            code(error.key),
            at,
            self.messages.say(error.key, &parts(error)),
        );
        let names = scope.names.iter().map(|(name, _)| name.as_str());
        let near = error
            .parts
            .first()
            .filter(|_| error.key == "unknown-name")
            .and_then(|name| did_you_mean(name, names));
        let help = near.unwrap_or_else(|| next_step(error.key, scope));
        diagnostic = diagnostic.help(help);
        self.trouble.push(diagnostic);
    }

    /// The names an expression may use, and these.
    pub fn scope(&self, more: &[&str]) -> Scope {
        let names = self
            .model
            .quantities
            .iter()
            .map(|quantity| quantity.name.as_str());
        Scope::author(names.chain(more.iter().copied()))
    }
}

fn parts(error: &Error) -> Vec<&str> {
    error.parts.iter().map(String::as_str).collect()
}

fn code(key: &'static str) -> &'static str {
    match key {
        "unknown-name" | "unknown-property" | "too-deep" | "too-long" | "too-large"
        | "ambiguous-division" => key,
        _ => "unreadable-expression",
    }
}

fn next_step(key: &str, scope: &Scope) -> String {
    let names: Vec<String> = scope
        .names
        .iter()
        .map(|(name, _)| format!("`{name}`"))
        .collect();
    match key {
        "unknown-name" if names.is_empty() => {
            "declare it under `quantities` in `variants.yaml`".to_string()
        }
        "unknown-name" => format!(
            "use one of {}, or declare it under `quantities` in `variants.yaml`",
            names.join(", ")
        ),
        "ambiguous-division" => "put brackets: `(1/2)n` or `1/(2n)`".to_string(),
        "unknown-property" => {
            "a value can be `whole`, `even`, `odd`, `prime`, `square` or `positive`".to_string()
        }
        _ => "write it like `4n + 4`, `2k(n + m)`, `n^2` or `max(n, m)`".to_string(),
    }
}

/// A piece of the author's text with its place, wherever it comes from.
pub(crate) struct Text<'a> {
    pub text: &'a str,
    pub at: &'a Place,
    /// The file holds this very text at the place.
    pub exact: bool,
}

impl Text<'_> {
    /// The place of a range of the text.
    pub fn place(&self, range: std::ops::Range<usize>) -> Place {
        let inside = range.end <= self.text.len();
        if !self.exact || !inside {
            return self.at.clone();
        }
        let start = self.at.range.start;
        Place {
            file: self.at.file,
            range: start + range.start..start + range.end,
        }
    }
}

impl<'a> From<&'a Scalar> for Text<'a> {
    fn from(scalar: &'a Scalar) -> Text<'a> {
        Text {
            text: &scalar.text,
            at: &scalar.at,
            exact: scalar.exact,
        }
    }
}

impl<'a> From<&'a Source> for Text<'a> {
    fn from(source: &'a Source) -> Text<'a> {
        Text {
            text: &source.text,
            at: &source.at,
            exact: true,
        }
    }
}

/// A part of an author's text that is known to lie inside it.
pub(crate) fn part_of(source: &Source, range: std::ops::Range<usize>) -> Source {
    let text = source.text.get(range.clone()).unwrap_or("");
    let blank = text.len() - text.trim_start().len();
    let start = source.at.range.start + range.start + blank;
    let text = text.trim().to_string();
    let at = Place {
        file: source.at.file,
        range: start..start + text.len(),
    };
    Source { text, at }
}
