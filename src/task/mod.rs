//! Owns what a task means: words and maths become one [`Task`], and every name in them is looked up. Knows nothing of
//! pages, and reads no file.
//!
//! 1. `front`: the front matter becomes settings. 2. `maths`: quantities, variants with their rows, figures.
//! 3. `section`: headings become sections; their text, asks and callouts are read. 4. `reach`: replies and ways are given
//!    to the asks they serve. 5. `search`: how many answers an ask has.

mod ask;
mod callout;
pub mod control;
mod exactness;
mod expected;
mod figure;
mod front;
mod grades;
pub mod guide;
mod kinds;
mod known;
mod listing;
mod maths;
pub mod messages;
mod notes;
mod picture;
mod prose;
mod reach;
mod ready;
pub mod search;
pub use control::Control;
pub use expected::{Expected, Written};
pub use front::{decimal_sign, primary};
pub use grades::{grade_order, grades};
pub use reach::BUILT;
pub use ready::{Ready, as_sum};
pub use section::slug;
pub use time::{Time, time};
pub use variants::case_text;
mod section;
mod single;
mod time;
mod translation;
mod variants;

use crate::diagnostic::{Diagnostic, FileId, Files, Place};
use crate::engine::error::Error;
use crate::engine::expr::{Expr, Op};
use crate::engine::model::Model;
use crate::engine::reader::read;
use crate::engine::template::{Piece, Template};
use crate::engine::token::Scope;
use crate::engine::words::Words;
use crate::markdown::{Document, Source};
use crate::source::TaskFiles;
use crate::workers;
use crate::yaml::{FrontMatter, Scalar, Variants};
use guide::Guide;
pub use known::Known;
use search::Found;
use section::TaskText;
use std::collections::BTreeMap;
use std::sync::Arc;

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
    pub guide: Guide,
    /// Formulas as written, for a second opinion on them.
    pub formulas: Vec<Formula>,
    /// The sorts of its figures, such as `grid`, each once and in order.
    pub figures: Vec<&'static str>,
    /// Where the text shows values: its holes, and the labels of its figures.
    pub shown: Vec<ShownAt>,
    /// Pictures the text shows, by their name in the task folder.
    pub pictures: BTreeMap<String, Vec<u8>>,
    /// The names of other tasks that the text links to.
    pub links: Vec<Source>,
    pub words: FileId,
    /// The same task in other languages.
    pub translations: Vec<Task>,
    /// It is a translation itself.
    pub is_translation: bool,
}

impl Task {
    /// The folder of its pages below the site's: the task's name, and behind it the language of a translation.
    pub fn path(&self) -> String {
        match self.is_translation {
            true => format!("{}/{}", self.name, self.about.language),
            false => self.name.clone(),
        }
    }

    /// The way from its folder to the site's.
    pub fn up(&self) -> &'static str {
        up(self.is_translation)
    }

    /// The task and its translations.
    pub fn editions(&self) -> impl Iterator<Item = &Task> {
        std::iter::once(self).chain(&self.translations)
    }
}

/// A translation's page lies one folder deeper.
fn up(is_translation: bool) -> &'static str {
    if is_translation { "../../" } else { "../" }
}

/// Where a value is shown, as written.
#[derive(Clone, Debug)]
pub struct ShownAt {
    pub text: String,
    pub at: Place,
}

/// A formula of `variants.yaml` as the author wrote it.
#[derive(Clone, Debug)]
pub struct Formula {
    /// The variant that binds the name so; none for the quantity's own formula.
    pub variant: Option<String>,
    pub name: String,
    pub text: String,
}

/// What the button for the next case says.
#[derive(Clone, Debug, Default)]
pub struct Another {
    pub words: String,
    /// The same in single sections, by their ids.
    pub own: BTreeMap<String, String>,
}

impl Another {
    /// What it says in a section.
    pub fn in_section(&self, id: &str) -> &str {
        self.own.get(id).unwrap_or(&self.words)
    }
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
    pub another: Another,
    /// Whether fields for maths have a keypad.
    pub keypad: bool,
    /// Whether the handout has a line for a name.
    pub name_line: bool,
    /// Whether it is a lesson; else it is a page to read, which has nothing for teachers and nothing to hand in.
    pub lesson: bool,
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
    /// Room to write on the handout, in millimetres, where the author says so.
    pub space: Option<u32>,
    pub body: Vec<Part>,
    pub at: Place,
}

impl Section {
    /// Whether the author says something to teachers in it.
    pub fn is_for_teachers(&self) -> bool {
        self.body
            .iter()
            .any(|part| matches!(part, Part::Teacher(_)))
    }
}

/// A part of a section's text.
#[derive(Clone, Debug)]
pub enum Part {
    Piece(Piece),
    Control(Control),
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
    /// Where each of the ask's own ways, the first of its ways, was written.
    pub ways: Vec<Place>,
    /// Answers that must be right.
    pub examples: Vec<Written>,
    /// Responses and what must come of them.
    pub expected: Vec<Expected>,
    /// How far open quantities are searched, where the author says so.
    pub up_to: Option<i64>,
    /// What was found in each row of its variant, where something is looked for.
    pub found: Vec<Arc<Found>>,
}

/// Where a reply was written.
#[derive(Clone, Debug)]
pub struct ReplySource {
    pub at: Place,
    pub own: bool,
    /// Its words speak of the response and are left out here, where another quantity is asked.
    pub silenced: bool,
    /// It is a ready-made idea, whose formula follows from the right one.
    pub ready: Option<Ready>,
}

/// Everything about a task that its parts are read with.
pub(crate) struct Reading<'a> {
    pub task: &'a TaskFiles,
    pub known: &'a Known,
    pub model: Model,
    /// What stands on the page in the task's language, the words of ready-made ideas among it.
    pub page: Words,
    pub trouble: &'a mut Vec<Diagnostic>,
    pub pictures: BTreeMap<String, Vec<u8>>,
    pub formulas: Vec<Formula>,
    pub shown: Vec<ShownAt>,
    pub guide: Guide,
    pub links: Vec<Source>,
    /// The way from the page's folder to the site's.
    pub up: &'static str,
}

/// Reads a task; what is wrong with it is reported, and the rest is read all the same. What is `known` is not
/// worked out again.
pub fn read_task(
    files: &Files,
    task: &TaskFiles,
    language: &Language,
    known: &Known,
    trouble: &mut Vec<Diagnostic>,
) -> Task {
    let words = as_written(files, task.words, trouble);
    let translations: &[(String, FileId)] = match trouble.iter().any(Diagnostic::is_error) {
        // Whoever mends the original first has less to mend.
        true => &[],
        false => &task.translations,
    };
    let own = language_of(&words.1, language);
    let translate = |(code, file): &(String, FileId)| {
        let language = Language {
            code: code.clone(),
            ..*language
        };
        let (read, mut faults) = translation(files, task, &words, *file, (&language, known));
        faults.extend(translation::same_language(own, code, *file));
        (read, faults)
    };
    let (mut read, translated) = workers::both(
        || {
            meaning(
                files,
                task,
                words.clone(),
                (language, known),
                false,
                trouble,
            )
        },
        || workers::each(translations, translate),
    );
    let (mut translated, faults): (Vec<Task>, Vec<_>) = translated.into_iter().unzip();
    if !trouble.iter().any(Diagnostic::is_error) {
        trouble.extend(faults.into_iter().flatten());
        translated
            .iter_mut()
            .for_each(|edition| search::share(&read, edition));
        read.translations = translated;
    }
    read
}

/// The language a text says it is in, else the site's.
fn language_of<'a>(front: &'a FrontMatter, language: &'a Language) -> &'a str {
    let written = front.language.as_ref();
    written.map_or(&language.code, |scalar| &scalar.text)
}

/// The words of a task as they stand in a file: the text and what is above it.
type AsWritten = (Document, FrontMatter);

fn as_written(files: &Files, words: FileId, trouble: &mut Vec<Diagnostic>) -> AsWritten {
    let document = crate::markdown::read(files, words, trouble);
    let node = document
        .front
        .as_ref()
        .and_then(|at| crate::yaml::read(files, at, trouble));
    let unread = FrontMatter {
        unread: document.front.is_some(),
        ..FrontMatter::default()
    };
    let front = node.map_or(unread, |node| crate::yaml::front_matter(&node, trouble));
    (document, front)
}

/// A task in the words of a translation, with what is wrong with them.
fn translation(
    files: &Files,
    task: &TaskFiles,
    (original, front): &AsWritten,
    file: FileId,
    (language, known): (&Language, &Known),
) -> (Task, Vec<Diagnostic>) {
    let mut trouble = Vec::new();
    let (words, own_front) = as_written(files, file, &mut trouble);
    trouble.extend(translation::other_language(&own_front, &language.code));
    let document = translation::laid_over(original, &words, &mut trouble);
    trouble.extend(translation::front_lags(front, &own_front, &words));
    let front = translation::front(front, own_front);
    let team = TaskFiles {
        notes: None,
        ..task.clone()
    };
    let read = meaning(
        files,
        &team,
        (document, front),
        (language, known),
        true,
        &mut trouble,
    );
    // What is said of the maths has been said of the original.
    trouble.retain(|fault| fault.at.as_ref().is_some_and(|at| at.file == file));
    (read, trouble)
}

/// What a text means. A translation has the original's maths, and no need of searches.
fn meaning(
    files: &Files,
    task: &TaskFiles,
    (document, front): AsWritten,
    (language, known): (&Language, &Known),
    is_translation: bool,
    trouble: &mut Vec<Diagnostic>,
) -> Task {
    let maths = maths::as_written(files, task, trouble);
    let words = (language.words)(language_of(&front, language));
    let model = Model {
        words: words.engine.clone(),
        ..Model::default()
    };
    let mut reading = Reading {
        task,
        known,
        model,
        page: words.page.clone(),
        trouble,
        pictures: BTreeMap::new(),
        formulas: Vec::new(),
        shown: Vec::new(),
        guide: Guide::default(),
        links: Vec::new(),
        up: up(is_translation),
    };
    let about = front::about(&front, &document, language, &words, &mut reading);
    maths::read(
        maths.as_ref().unwrap_or(&Default::default()),
        &front,
        &mut reading,
    );
    let figures = maths.as_ref().map_or(Vec::new(), figure::sorts);
    single::report(&document.single, &mut reading);
    let before = reading.trouble.len();
    let mut text = section::read(&document, &about, &mut reading);
    for (id, _) in &front.another_in {
        notes::expect_section(&id.text, &id.at, &text, &mut reading);
    }
    if let Some(file) = task.notes {
        let document = crate::markdown::read(files, file, reading.trouble);
        notes::join(&document, &mut text, &mut reading);
    }
    let many = |maths: &Variants| maths.quantities.len() > maths::MOST_QUANTITIES;
    if maths.as_ref().is_none_or(many) {
        // Every name of the text would be unknown.
        let follows = |fault: &Diagnostic| {
            matches!(
                fault.code,
                "unknown-name" | "unknown-figure" | "unknown-variant"
            )
        };
        let words = reading.trouble.split_off(before);
        reading
            .trouble
            .extend(words.into_iter().filter(|fault| !follows(fault)));
    }
    let Reading {
        model,
        pictures,
        formulas,
        shown,
        guide,
        links,
        ..
    } = reading;
    let mut task = Task {
        name: task.name.clone(),
        about,
        model,
        sections: text.sections,
        asks: text.asks,
        guide,
        formulas,
        figures,
        shown,
        pictures,
        links,
        words: task.words,
        translations: Vec::new(),
        is_translation,
    };
    if !is_translation {
        search::count_all(&mut task, known, trouble);
    }
    task
}

/// The words a task is read with.
pub struct Language<'a> {
    /// The site's language, for tasks that name none.
    pub code: String,
    /// The words of a language, the default ones where there are none of its own.
    pub words: &'a (dyn Fn(&str) -> PageWords + Sync),
}

/// The words of one language: what the engine says, and what stands on the pages.
#[derive(Clone, Debug, Default)]
pub struct PageWords {
    /// The language they are in.
    pub code: String,
    pub decimal: char,
    pub engine: Words,
    pub page: Words,
    /// What stands on the pages for teachers alone.
    pub teacher: Words,
}

impl Reading<'_> {
    /// Remembers where a value is shown.
    pub fn shows(&mut self, expr: &Expr, at: &Place) {
        self.shown.push(ShownAt {
            text: expr.write(),
            at: at.clone(),
        });
    }

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
        let fault = Diagnostic::error(messages::code(error.key), at, messages::message(error));
        self.trouble
            .push(fault.help(messages::next_step(error, scope)));
    }

    /// Reads an expression that says whether something is so.
    pub fn statement(&mut self, source: &Text, scope: &Scope) -> Option<Expr> {
        let expr = self.expr(source, scope)?;
        if self.is_statement(&expr) {
            return Some(expr);
        }
        let message = format!("`{}` is a value, not a statement", source.text);
        let fault = Diagnostic::error("wrong-type", source.at.clone(), message);
        self.trouble
            .push(fault.help("write a statement: `n > 3`, `n is whole`, `tiles = 4n`"));
        None
    }

    /// Whether an expression is so or not so, rather than a number or a list.
    pub fn is_statement(&self, expr: &Expr) -> bool {
        match &expr.op {
            Op::At(_) => expr
                .parts
                .first()
                .is_some_and(|body| self.is_statement(body)),
            Op::Name(name) => {
                let is = self
                    .model
                    .quantity(name)
                    .and_then(|quantity| quantity.is.as_ref());
                let highlight = self.model.quantity(name).is_none()
                    && !matches!(name.as_str(), "row" | "column" | "answer" | "right");
                highlight || is.is_some_and(|is| is.as_name().is_none() && self.is_statement(is))
            }
            _ => expr.is_statement(),
        }
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
