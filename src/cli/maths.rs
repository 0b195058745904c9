//! Owns `maths`: how a typed line is read, what it comes to, and whether two lines are equal.

use super::{End, Format, print, show, wrong_call};
use crate::engine::compare::{Comparison, Definitions, compare, expanded, tried};
use crate::engine::error::Error;
use crate::engine::expr::{Expr, mathml, spoken};
use crate::engine::feedback::named_row;
use crate::engine::kind::Kind;
use crate::engine::model::{Model, Quantity, Row};
use crate::engine::normal::{Exactly, exactly};
use crate::engine::reader::read;
use crate::engine::token::{Scope, unwrapped};
use crate::engine::value::evaluate;
use crate::engine::words::Words;
use crate::engine::world::World;
use crate::publish::{has_errors, library};
use crate::theme;
use serde_json::{Value, json};
use std::io::BufRead;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Options {
    /// A line of maths, and another one to compare it with
    #[arg(required_unless_present = "lines", num_args = 1..=2, value_parser = super::as_typed)]
    expressions: Vec<String>,
    /// Read it as the pages of this task do
    #[arg(long)]
    task: Option<PathBuf>,
    /// What letters can be: `n=1..`; several parted by `;`
    #[arg(long = "in", value_name = "KINDS")]
    kinds: Option<String>,
    /// The language of the page
    #[arg(long, default_value = "en")]
    lang: String,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Read lines EXPR[⇥EXPR] from standard input and print one JSON object a line
    #[arg(long)]
    lines: bool,
}

/// What a line is read with.
struct Desk {
    model: Model,
    scope: Scope,
    words: Words,
}

/// What is found about a line.
#[derive(Default)]
struct Found {
    read_as: Option<String>,
    value: Option<String>,
    error: Option<(String, usize)>,
    equal: Option<bool>,
    mathml: Option<String>,
    words: Option<String>,
    /// How it is known whether two lines are equal.
    why: Option<String>,
    /// Where two lines differ: `at n = 3: 16 and 14`.
    witness: Option<String>,
}

pub fn run(options: &Options) -> End {
    let desk = match desk(options) {
        Ok(desk) => desk,
        Err(end) => return end,
    };
    if options.lines {
        return lines(&desk);
    }
    let (Some(first), second) = (options.expressions.first(), options.expressions.get(1)) else {
        return wrong_call("a line of maths is missing");
    };
    let found = look(&desk, first, second.map(String::as_str));
    print(&match options.format {
        Format::Json => format!("{}\n", object(&found)),
        Format::Text => text(first, second.map(String::as_str), &found),
    });
    End::Done
}

fn lines(desk: &Desk) -> End {
    for (at, line) in std::io::stdin().lock().split(b'\n').enumerate() {
        let Ok(line) = line else {
            return wrong_call("standard input cannot be read");
        };
        let line = String::from_utf8_lossy(&line)
            .trim_end_matches('\r')
            .to_string();
        if line.is_empty() {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        match fields.as_slice() {
            [first] => print(&format!("{}\n", object(&look(desk, first, None)))),
            [first, second] => print(&format!("{}\n", object(&look(desk, first, Some(second))))),
            _ => print(&format!(
                "{}\n",
                json!({"line": at + 1, "error": "a line is EXPR or two of them, parted by a tab"})
            )),
        }
    }
    End::Done
}

fn desk(options: &Options) -> Result<Desk, End> {
    let theme = theme::theme(&Default::default(), &mut Vec::new());
    let words = theme.words(&options.lang);
    let mut model = Model::default();
    let mut names = Vec::new();
    if let Some(path) = &options.task {
        let folder = if path.join("task.md").is_file() {
            path.clone()
        } else {
            PathBuf::from("tasks").join(path)
        };
        let library = library(&folder);
        if has_errors(&library.trouble) {
            show(&library.trouble, &library.sources.files);
            return Err(End::Fault);
        }
        let Some(task) = library.tasks.into_iter().next() else {
            return Err(wrong_call(&format!(
                "there is no task in `{}`",
                path.display()
            )));
        };
        for quantity in &task.model.quantities {
            names.push((quantity.name.clone(), quantity.name.clone()));
            names.extend(
                quantity
                    .letters
                    .iter()
                    .map(|letter| (letter.clone(), quantity.name.clone())),
            );
        }
        model = task.model;
    }
    for part in options.kinds.iter().flat_map(|kinds| kinds.split(';')) {
        let (name, kind) = named_kind(part).ok_or_else(|| {
            wrong_call(&format!(
                "`{part}` is no kind of a letter: write `n=1..` or `n=[1, 2]`"
            ))
        })?;
        names.push((name.clone(), name.clone()));
        model.quantities.retain(|quantity| quantity.name != name);
        model.quantities.push(Quantity {
            name,
            kind: Some(kind),
            is: None,
            within: None,
            letters: Vec::new(),
            said: String::new(),
            units: Vec::new(),
            other_units: Vec::new(),
        });
    }
    let decimal = if words.code == options.lang || options.lang.is_empty() {
        words.decimal
    } else {
        crate::task::decimal_sign(&options.lang)
    };
    model.language.decimal = decimal;
    let mut scope = Scope::student(names, decimal);
    scope.any_letter = options.task.is_none();
    scope.units = model
        .quantities
        .iter()
        .flat_map(|quantity| quantity.units.clone())
        .collect();
    Ok(Desk {
        model,
        scope,
        words: words.engine,
    })
}

fn named_kind(text: &str) -> Option<(String, Kind)> {
    let (name, kind) = text.split_once('=')?;
    let kind = Kind::read(kind)?.ok()?;
    Some((name.trim().to_string(), kind))
}

fn look(desk: &Desk, first: &str, second: Option<&str>) -> Found {
    let expr = match read_line(first, &desk.scope) {
        Ok(expr) => expr,
        Err(error) => return Found::default().with_error(desk, &error, first),
    };
    let mut found = shown(desk, &expr);
    let mut letters = false;
    expr.names(&mut |_| letters = true);
    match evaluate(&expr, &World::new(&desk.model, None, &Row::new())) {
        Ok(value) => found.value = Some(value.key()),
        Err(error) if !letters => return found.with_error(desk, &error, first),
        Err(_) => {}
    }
    match second.map(|text| (text, read_line(text, &desk.scope))) {
        None => found,
        Some((text, Err(error))) => found.with_error(desk, &error, text),
        Some((_, Ok(other))) => compared(desk, &expr, &other, found),
    }
}

impl Found {
    fn with_error(mut self, desk: &Desk, error: &Error, text: &str) -> Found {
        self.error = Some(said(desk, error, text));
        self
    }
}

/// How a line is read: as text, as markup and in words.
fn shown(desk: &Desk, expr: &Expr) -> Found {
    let (line, decimal) = (std::slice::from_ref(expr), desk.scope.decimal);
    Found {
        read_as: Some(expr.write()),
        mathml: Some(mathml(line, &desk.words, decimal)),
        words: Some(spoken(line, &desk.words, decimal)),
        ..Found::default()
    }
}

/// Reads a line: a formula, perhaps with a letter and `=` in front, which only says what it is called; else a statement.
fn read_line(text: &str, scope: &Scope) -> Result<Expr, Error> {
    let inside = unwrapped(text);
    let line = text.get(inside.clone()).unwrap_or("");
    let read = read_formula(line, scope).or_else(|error| {
        let scope = Scope {
            statements: true,
            ..scope.clone()
        };
        read(line, &scope)
            .ok()
            .filter(Expr::is_statement)
            .ok_or(error)
    });
    read.map_err(|error| error.shifted(inside.start))
}

fn read_formula(text: &str, scope: &Scope) -> Result<Expr, Error> {
    match text.split_once('=') {
        Some((name, rest))
            if name.trim().chars().count() == 1 && name.trim().chars().all(char::is_alphabetic) =>
        {
            read(rest, scope).map_err(|error| error.shifted(name.len() + 1))
        }
        _ => read(text, scope),
    }
}

/// Whether two lines are equal, how that is known, and where they differ.
fn compared(desk: &Desk, first: &Expr, second: &Expr, found: Found) -> Found {
    let none = Definitions {
        bindings: &[],
        laid: &[],
        idea: None,
    };
    let [a, b] = [first, second].map(|expr| expanded(expr, &desk.model, &none));
    let exactly = || exactly(&a, &b, &desk.model) == Exactly::Same;
    let (equal, why, witness) = match compare(&a, &b, &desk.model) {
        Comparison::Same if exactly() => (Some(true), Some("exactly".to_string()), None),
        Comparison::SameButFor(row) => (
            Some(true),
            Some("but for where only one of them has a value".to_string()),
            witness(desk, &a, &b, &row),
        ),
        Comparison::Same => (Some(true), Some(where_tried(&a, &b, &desk.model)), None),
        Comparison::Different(row) => (Some(false), None, witness(desk, &a, &b, &row)),
        Comparison::Undecided => (None, None, None),
    };
    Found {
        equal,
        why,
        witness,
        ..found
    }
}

fn where_tried(a: &Expr, b: &Expr, model: &Model) -> String {
    match tried(a, b, model) {
        (cases, true) => format!("in all {cases} cases"),
        (cases, false) => format!("at {cases} fixed points"),
    }
}

/// What both lines come to where they differ.
fn witness(desk: &Desk, a: &Expr, b: &Expr, row: &Row) -> Option<String> {
    let world = World::new(&desk.model, None, row);
    let value = |expr: &Expr| match evaluate(expr, &world) {
        Ok(value) => value.shown(desk.scope.decimal),
        Err(_) => "no value".to_string(),
    };
    let both = format!("{} and {}", value(a), value(b));
    let mut letters = false;
    a.names(&mut |_| letters = true);
    b.names(&mut |_| letters = true);
    match (row.is_empty(), letters) {
        (true, true) => None,
        (true, false) => Some(both),
        _ => Some(format!("at {}: {both}", named_row(&desk.model, row))),
    }
}

fn said(desk: &Desk, error: &Error, text: &str) -> (String, usize) {
    let at = text
        .get(..error.range.start)
        .map_or(1, |before| before.chars().count() + 1);
    (desk.words.trouble(error), at)
}

fn object(found: &Found) -> Value {
    json!({
        "ok": found.error.is_none(),
        "read_as": found.read_as,
        "value": found.value,
        "error": found.error.as_ref().map(|(message, _)| message),
        "at": found.error.as_ref().map(|(_, at)| at),
        "equal": found.equal,
        "mathml": found.mathml,
        "words": found.words,
        "why": found.why,
        "witness": found.witness,
    })
}

fn text(first: &str, second: Option<&str>, found: &Found) -> String {
    if let Some((message, at)) = &found.error {
        return format!("{first}\n{}^ {message}\n", " ".repeat(at.saturating_sub(1)));
    }
    let line = |found: &Option<String>| found.clone().unwrap_or_default();
    let mut said = format!(
        "{first}\n  is read as {}\n  in words   {}\n  as MathML  {}\n",
        line(&found.read_as),
        line(&found.words),
        line(&found.mathml)
    );
    if let Some(value) = &found.value {
        said.push_str(&format!("  is {value}\n"));
    }
    if let Some(second) = second {
        said.push_str(&verdict(second, found));
    }
    said
}

fn verdict(second: &str, found: &Found) -> String {
    let (is, behind) = match found.equal {
        Some(true) => ("is equal to", &found.why),
        Some(false) => ("is not equal to", &found.witness),
        None => ("cannot be decided to be equal to", &None),
    };
    let behind = behind.iter().map(|behind| format!(": {behind}"));
    format!("  {is} {second}{}\n", behind.collect::<String>())
}
