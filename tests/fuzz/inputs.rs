//! Owns what an input of the fuzzer means and what must hold for every input; where it does not hold, it panics.
//!
//! The first byte says what is tried, the rest is text; `␟` below is U+001F.
//!
//! ```text
//! r D TEXT             a response at desk D (two bytes: an ask in a case)
//! h D TEXT ␟ D TEXT    a history of two
//! a TEXT · s TEXT      an author's, a student's maths: what is written is read again
//! e TEXT ␟ TEXT        two students' formulas, compared
//! k TEXT               a kind
//! w TEXT               a model as a page carries it
//! c TEXT               a call of the page to the engine
//! t MATHS ␟ WORDS      the two files of a task
//! ```

use crate::markup::balanced;
use lowfloor::browser::calls;
use lowfloor::diagnostic::{self, Diagnostic, Files};
use lowfloor::engine::compare::{Comparison, compare};
use lowfloor::engine::expr::Expr;
use lowfloor::engine::feedback::{Feedback, Outcome};
use lowfloor::engine::judge::{Desk, Earlier, judge};
use lowfloor::engine::kind::Kind;
use lowfloor::engine::model::{Ask, Model, Row};
use lowfloor::engine::number::Number;
use lowfloor::engine::reader::read;
use lowfloor::engine::token::Scope;
use lowfloor::engine::value::number;
use lowfloor::engine::wire;
use lowfloor::engine::world::World;
use lowfloor::page::lesson;
use lowfloor::proof::prove;
use lowfloor::publish::{has_errors, library};
use lowfloor::source::TaskFiles;
use lowfloor::task::{Language, Task, read_task};
use lowfloor::theme::{self, Theme};
use std::path::{Path, PathBuf};

/// What parts two texts.
pub const PART: char = '\u{1f}';
/// The first bytes there are.
pub const SORTS: &[u8] = b"rhasekwct";
/// The names that maths of its own may use.
const NAMES: [&str; 4] = ["n", "m", "k", "tiles"];
/// The first byte of the two that name a desk, and how many there are of it.
const FIRST: u8 = b'!';
const WHEEL: usize = 90;

/// The tasks that responses are given to.
pub struct Bench {
    tasks: Vec<Task>,
    /// Every ask in every case: the place of its task, of the ask in it, and the case.
    desks: Vec<(usize, usize, Row)>,
    theme: Theme,
}

/// The tasks of the tables and the pool border; `root` is the folder of the repository.
pub fn tasks(root: &Path) -> Vec<Task> {
    let mut tasks = library(&root.join("tests/judging")).tasks;
    tasks.extend(library(&root.join("tasks/pool-border")).tasks);
    tasks
}

/// Every ask of these tasks, in every case.
pub fn bench(tasks: Vec<Task>) -> Bench {
    let mut desks = Vec::new();
    for (at, task) in tasks.iter().enumerate() {
        for (ask_at, ask) in task.model.asks.iter().enumerate() {
            let variant = task.model.variant_of_ask(ask).expect("a variant");
            desks.extend(variant.rows.iter().map(|row| (at, ask_at, row.clone())));
        }
    }
    let theme = theme::theme(&Default::default(), &mut Vec::new());
    Bench {
        tasks,
        desks,
        theme,
    }
}

impl Bench {
    #[allow(dead_code)] // only the seeds want them
    /// The two bytes of the first desk of an ask.
    pub fn bytes(&self, task: &str, ask: &str) -> Option<[u8; 2]> {
        let is = |(task_at, ask_at, _): &(usize, usize, Row)| {
            let of = &self.tasks[*task_at];
            of.name == task && of.model.asks[*ask_at].id == ask
        };
        let at = self.desks.iter().position(is)?;
        Some([FIRST + (at % WHEEL) as u8, FIRST + (at / WHEEL) as u8])
    }

    /// How many desks there are.
    pub fn count(&self) -> usize {
        self.desks.len()
    }

    /// A desk by its number, counted from 0 and round again.
    pub fn at(&self, number: usize) -> (&Model, &Ask, &Row) {
        let (task, ask, row) = &self.desks[number % self.desks.len()];
        let model = &self.tasks[*task].model;
        (model, &model.asks[*ask], row)
    }

    /// The desk that two bytes name, and what stands behind them.
    fn desk<'a>(&self, input: &'a [u8]) -> Option<(&Model, &Ask, &Row, &'a [u8])> {
        let ([first, second], rest) = input.split_first_chunk()?;
        let part = |byte: &u8| usize::from(byte.wrapping_sub(FIRST));
        let (model, ask, row) = self.at(part(first) + WHEEL * part(second));
        Some((model, ask, row, rest))
    }
}

/// What the first byte of an input says is tried.
pub fn sort(input: &[u8]) -> u8 {
    let first = input.first().copied().unwrap_or(b'r');
    match SORTS.contains(&first) {
        true => first,
        false => SORTS[usize::from(first) % SORTS.len()],
    }
}

/// Tries one input; panics where something does not hold.
pub fn tried(bench: &Bench, input: &[u8]) {
    let rest = input.get(1..).unwrap_or(&[]);
    let text = String::from_utf8_lossy(rest);
    let (left, right) = text.split_once(PART).unwrap_or((&text, ""));
    match sort(input) {
        b'r' => history(bench, &[rest]),
        b'h' => history(
            bench,
            &rest.splitn(2, |byte| *byte == 0x1f).collect::<Vec<_>>(),
        ),
        b'a' => author(&text),
        b's' => student(&text),
        b'e' => compared(left, right),
        b'k' => kind(&text),
        b'w' => model(&text),
        b'c' => call(bench, &text),
        _ => task(&bench.theme, left, right),
    }
}

// ---- responses ----

fn history(bench: &Bench, parts: &[&[u8]]) {
    let mut earlier: Vec<Earlier> = Vec::new();
    for part in parts {
        let Some((model, ask, row, rest)) = bench.desk(part) else {
            return;
        };
        let text = String::from_utf8_lossy(rest);
        let desk = Desk {
            model,
            ask,
            row,
            earlier: &earlier,
        };
        let (once, again) = (judge(desk, &text), judge(desk, &text));
        assert_eq!(told(&once), told(&again), "{}: {text:?}", ask.id);
        assert_eq!(
            balanced(&once.says),
            Ok(()),
            "{}: {text:?}: {}",
            ask.id,
            once.says
        );
        let blank = text.trim().is_empty();
        assert!(
            !blank || once.outcome == Outcome::Empty,
            "{}: {text:?}",
            ask.id
        );
        earlier.push(Earlier {
            ask: ask.id.clone(),
            row: row.clone(),
            text: text.to_string(),
        });
    }
}

fn told(feedback: &Feedback) -> (&str, &str, Option<&str>, Option<&str>, [Option<usize>; 3]) {
    let counts = [feedback.fits, feedback.of, feedback.found];
    let (idea, read_as) = (feedback.idea.as_deref(), feedback.read_as.as_deref());
    (
        feedback.outcome.word(),
        &feedback.says,
        idea,
        read_as,
        counts,
    )
}

fn call(bench: &Bench, text: &str) {
    for task in &bench.tasks[..2] {
        let once = calls::judge(&task.model, text);
        assert_eq!(once, calls::judge(&task.model, text), "{text:?}");
        assert!(
            once.is_empty() || once.matches(calls::PART).count() == 7,
            "{text:?}: {once:?}"
        );
        calls::present(&task.model, text);
    }
}

// ---- maths ----

fn authors() -> Scope {
    Scope::author(NAMES)
}

fn students(decimal: char) -> Scope {
    let names = NAMES.map(|name| (name.to_string(), name.to_string()));
    Scope::student(names.to_vec(), decimal)
}

/// The value of an expression in one case, as text.
fn worth(expr: &Expr) -> Result<String, &'static str> {
    let row: Row = NAMES
        .iter()
        .zip([3, 5, 2, 7])
        .map(|(name, value)| (name.to_string(), Number::whole(value)))
        .collect();
    let model = Model::default();
    let world = World::new(&model, None, &row);
    match lowfloor::engine::value::evaluate(expr, &world) {
        Ok(value) => Ok(value.key()),
        Err(error) => Err(error.key),
    }
}

fn author(text: &str) {
    if let Some(expr) = read_in(text, &authors()) {
        survives(text, &expr, &authors());
    }
}

fn student(text: &str) {
    for decimal in ['.', ','] {
        if let Some(expr) = read_in(text, &students(decimal)) {
            survives(text, &expr, &authors());
            survives(text, &expr, &students('.'));
        }
    }
}

/// The tree of a text; where it cannot be read, the trouble stands in the text.
fn read_in(text: &str, scope: &Scope) -> Option<Expr> {
    match read(text, scope) {
        Ok(expr) => Some(expr),
        Err(error) => {
            assert!(
                text.get(error.range.clone()).is_some(),
                "{:?} of {text:?}",
                error.range
            );
            None
        }
    }
}

/// A number with more decimals than are written, which is written as a fraction.
fn is_long(expr: &Expr) -> bool {
    let long =
        |number: &Number| number.decimal_text(40).is_none() && number.exact_text().len() > 40;
    expr.as_number().is_some_and(long) || expr.parts.iter().any(is_long)
}

fn survives(text: &str, expr: &Expr, scope: &Scope) {
    let written = expr.write();
    match read(&written, scope) {
        Ok(again) => {
            assert!(
                again.write() == written || is_long(expr),
                "{text:?} is written `{written}`"
            );
            assert_eq!(
                worth(&again),
                worth(expr),
                "{text:?} is written `{written}`"
            );
        }
        // What is written is a little longer and has more brackets.
        Err(error) if matches!(error.key, "too-long" | "too-deep") => {}
        Err(error) => panic!("{text:?} is written `{written}`, which is not read: {error:?}"),
    }
}

fn compared(left: &str, right: &str) {
    let scope = students('.');
    let (Ok(left), Ok(right)) = (read(left, &scope), read(right, &scope)) else {
        return;
    };
    let model = Model::default();
    let there = compare(&left, &right, &model);
    let back = compare(&right, &left, &model);
    assert_eq!(
        is_same(&there),
        is_same(&back),
        "{} and {}",
        left.write(),
        right.write()
    );
    let itself = compare(&left, &left, &model);
    assert!(
        !matches!(itself, Comparison::Different(_)),
        "{} and itself",
        left.write()
    );
    if let (Comparison::Same, Ok(a), Ok(b)) = (&there, exactly(&left), exactly(&right)) {
        assert_eq!(
            a,
            b,
            "{} and {} are said to be the same",
            left.write(),
            right.write()
        );
    }
}

/// The exact value in the one case; nothing where it is only near.
fn exactly(expr: &Expr) -> Result<String, ()> {
    let row: Row = NAMES
        .iter()
        .zip([13, 17, 19, 23])
        .map(|(name, value)| (name.to_string(), Number::whole(value)))
        .collect();
    let model = Model::default();
    let value = number(expr, &World::new(&model, None, &row)).map_err(|_| ())?;
    if value.is_exact() {
        Ok(value.exact_text())
    } else {
        Err(())
    }
}

/// Where only one side has a value the other is the same but for that, from whichever side it is seen.
fn is_same(comparison: &Comparison) -> bool {
    matches!(comparison, Comparison::Same | Comparison::SameButFor(_))
}

fn kind(text: &str) {
    let Some(Ok(kind)) = Kind::read(text) else {
        return;
    };
    let written = kind.write();
    let again = Kind::read(&written).and_then(Result::ok).expect("a kind");
    assert_eq!(again.write(), written, "{text:?}");
    let (values, _) = kind.values(20);
    for value in &values {
        assert!(kind.holds_number(value), "{text:?}: {}", value.exact_text());
        assert!(
            again.holds_number(value),
            "{text:?}: {}",
            value.exact_text()
        );
    }
}

// ---- models and tasks ----

fn model(text: &str) {
    let Ok(model) = wire::read(text) else { return };
    let written = wire::write(&model);
    // What is written back may have grown beyond what is read.
    if let Ok(again) = wire::read(&written) {
        assert_eq!(wire::write(&again), written, "{text:?}");
    }
    for section in 0..model.sections.len().min(3) {
        calls::present(&model, &format!("{section}{PART}0"));
    }
    for ask in model.asks.iter().take(3) {
        calls::judge(&model, &format!("{}{PART}0{PART}4n + 4", ask.id));
        calls::judge(&model, &format!("{}{PART}0{PART}3, 5", ask.id));
    }
}

/// A task read from two texts, and all that is said about it.
pub fn task_of(theme: &Theme, words: &str, maths: &str) -> (Task, Vec<Diagnostic>, Files) {
    let (mut files, mut trouble) = (Files::default(), Vec::new());
    let sources = TaskFiles {
        name: "x".to_string(),
        folder: PathBuf::from("tasks/x"),
        words: files.add("tasks/x/task.md", words),
        maths: Some(files.add("tasks/x/variants.yaml", maths)),
        translations: Vec::new(),
        notes: None,
        pictures: Default::default(),
    };
    let spoken = |language: &str| theme.words(language);
    let language = Language {
        code: "en".to_string(),
        words: &spoken,
    };
    let task = read_task(
        &files,
        &sources,
        &language,
        &Default::default(),
        &mut trouble,
    );
    if !has_errors(&trouble) {
        prove(&task, &mut trouble);
    }
    (task, trouble, files)
}

/// A task as a page carries it.
#[allow(dead_code)] // only the seeds want it
pub fn carried(words: &str, maths: &str) -> String {
    let theme = theme::theme(&Default::default(), &mut Vec::new());
    lesson(&task_of(&theme, words, maths).0, &Default::default()).model
}

fn task(theme: &Theme, maths: &str, words: &str) {
    let (task, trouble, files) = task_of(theme, words, maths);
    for found in &trouble {
        let notes = found.notes.iter().filter_map(|(at, _)| at.as_ref());
        for at in found.at.iter().chain(notes) {
            let text = &files.get(at.file).expect("a file").text;
            assert!(
                text.get(at.range.clone()).is_some(),
                "{}: {:?}",
                found.code,
                at.range
            );
        }
    }
    diagnostic::text(&trouble, &files, false);
    diagnostic::json(&trouble, &files);
    diagnostic::html(&trouble, &files);
    if !has_errors(&trouble) {
        let page = lesson(&task, &Default::default());
        let again = wire::read(&page.model).expect("a sound task can be carried");
        assert_eq!(wire::write(&again), page.model);
        for section in &page.sections {
            let html: String = section
                .parts
                .iter()
                .flat_map(|part| part.html.clone())
                .collect();
            assert_eq!(balanced(&html), Ok(()), "{html}");
        }
    }
}
