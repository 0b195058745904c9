//! Owns `maths`: how a typed line is read, what it comes to, and whether two lines are equal.

use super::{End, Format, print, show, wrong_call};
use crate::engine::compare::{Comparison, Definitions, compare, expanded};
use crate::engine::error::Error;
use crate::engine::expr::Expr;
use crate::engine::kind::Kind;
use crate::engine::model::{Model, Quantity, Row};
use crate::engine::reader::read;
use crate::engine::token::Scope;
use crate::engine::value::number;
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
struct Found {
    read_as: Option<String>,
    value: Option<String>,
    error: Option<(String, usize)>,
    equal: Option<bool>,
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
    let none = Found {
        read_as: None,
        value: None,
        error: None,
        equal: None,
    };
    let first_read = match read_line(first, &desk.scope) {
        Ok(expr) => expr,
        Err(error) => {
            return Found {
                error: Some(said(desk, &error, first)),
                ..none
            };
        }
    };
    let read_as = Some(first_read.write());
    let world = World::new(&desk.model, None, &Row::new());
    let mut letters = false;
    first_read.names(&mut |_| letters = true);
    let value = match number(&first_read, &world) {
        Ok(value) => Some(value.exact_text()),
        Err(error) if !letters => {
            return Found {
                read_as,
                error: Some(said(desk, &error, first)),
                ..none
            };
        }
        Err(_) => None,
    };
    let equal = match second.map(|text| (text, read_line(text, &desk.scope))) {
        None => None,
        Some((text, Err(error))) => {
            return Found {
                read_as,
                value,
                error: Some(said(desk, &error, text)),
                ..none
            };
        }
        Some((_, Ok(second_read))) => equal(desk, &first_read, &second_read),
    };
    Found {
        read_as,
        value,
        equal,
        ..none
    }
}

/// Reads a line; a letter with `=` in front only says what it is called.
fn read_line(text: &str, scope: &Scope) -> Result<Expr, Error> {
    match text.split_once('=') {
        Some((name, rest))
            if name.trim().chars().count() == 1 && name.trim().chars().all(char::is_alphabetic) =>
        {
            read(rest, scope).map_err(|error| error.shifted(name.len() + 1))
        }
        _ => read(text, scope),
    }
}

fn equal(desk: &Desk, first: &Expr, second: &Expr) -> Option<bool> {
    let none = Definitions {
        bindings: &[],
        laid: &[],
        idea: None,
    };
    let whole = |expr: &Expr| expanded(expr, &desk.model, &none);
    match compare(&whole(first), &whole(second), &desk.model) {
        Comparison::Same | Comparison::SameButFor(_) => Some(true),
        Comparison::Different(_) => Some(false),
        Comparison::Undecided => None,
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
    })
}

fn text(first: &str, second: Option<&str>, found: &Found) -> String {
    if let Some((message, at)) = &found.error {
        return format!("{first}\n{}^ {message}\n", " ".repeat(at.saturating_sub(1)));
    }
    let mut said = format!(
        "{first}\n  is read as {}\n",
        found.read_as.as_deref().unwrap_or("")
    );
    if let Some(value) = &found.value {
        said.push_str(&format!("  is {value}\n"));
    }
    if let Some(second) = second {
        said.push_str(match found.equal {
            Some(true) => "  is equal to ",
            Some(false) => "  is not equal to ",
            None => "  cannot be decided to be equal to ",
        });
        said.push_str(&format!("{second}\n"));
    }
    said
}
