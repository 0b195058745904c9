//! Owns how a response is understood while it is typed: no verdict, and no attempt. Knows nothing of right and not right.

use super::error::Error;
use super::expr::{Expr, Op, Relation, mathml, spoken};
use super::figure::fields::several;
use super::judge::{Desk, unreadable};
use super::model::{Ask, Find, Sort, ValueAsk};
use super::response::{Response, Typed, base_world, read_cell, read_field, read_response};

words! {
    /// How far the reading of a response got; of an unfinished one only the end is missing.
    State { Empty "empty", Read "read", Unfinished "unfinished", Unreadable "unreadable" }
}

/// A response as it is understood.
#[derive(Clone, Debug)]
pub struct Reading {
    pub state: State,
    /// What was read; empty where the text already says it, as a plain number does.
    pub mathml: String,
    /// The same for those who listen.
    pub words: String,
    /// What was not understood, as finished markup.
    pub says: String,
}

/// Reads a response, or the text of one cell of a table or of one of several fields, counted from 0.
pub fn reading(desk: Desk, text: &str, cell: Option<usize>) -> Reading {
    match lines(desk, text, cell) {
        Ok(lines) => read(desk, text, &lines),
        Err(error) => Reading {
            state: trouble(&error, text),
            mathml: String::new(),
            words: String::new(),
            says: unreadable(desk, &error, text).says,
        },
    }
}

fn read(desk: Desk, text: &str, lines: &[Expr]) -> Reading {
    let decimal = desk.model.language.decimal;
    let (mut math, mut words) = (String::new(), String::new());
    if !lines.is_empty() && !is_plain(lines, text, decimal) {
        math = mathml(lines, &desk.model.words, decimal);
        words = spoken(lines, &desk.model.words, decimal);
    }
    Reading {
        state: if text.trim().is_empty() {
            State::Empty
        } else {
            State::Read
        },
        mathml: math,
        words,
        says: String::new(),
    }
}

/// What is read, as expressions; none where there is no maths to show.
fn lines(desk: Desk, text: &str, cell: Option<usize>) -> Result<Vec<Expr>, Error> {
    let mut lines = Vec::new();
    if let (Sort::Table(asked), Some(at)) = (&desk.ask.sort, cell) {
        if let Some(cell) = asked.cells.get(at) {
            let typed = read_cell(desk.model, desk.ask, asked, cell, desk.row, text)?;
            lines.extend(typed.map(|cell| cell.typed.expr));
        }
        return Ok(lines);
    }
    if let (Sort::Value(asked), Some(_)) = (&desk.ask.sort, cell)
        && asked.on.is_some()
        && several(desk.model, asked).is_some()
    {
        let world = base_world(desk.model, desk.ask, desk.row);
        if !text.trim().is_empty() {
            lines.push(read_field(desk.model, asked, &world, text)?.expr);
        }
        return Ok(lines);
    }
    if let (Sort::Value(asked), Some(at)) = (&desk.ask.sort, cell)
        && let Some(name) = asked.names.get(at)
    {
        // All values may stand in one field; else it is read as if its name alone were asked for.
        let alone = asked_alone(desk.ask, asked, name);
        return match whole(desk, desk.ask, text) {
            Ok(lines) => Ok(lines),
            Err(_) => whole(desk, &alone, text),
        };
    }
    whole(desk, desk.ask, text)
}

/// What reading needs of an ask, for one of its names.
fn asked_alone(ask: &Ask, asked: &ValueAsk, name: &str) -> Ask {
    let mut alone = asked.clone();
    alone.names = vec![name.to_string()];
    alone.find = Find::One;
    Ask {
        id: ask.id.clone(),
        section: ask.section,
        sort: Sort::Value(alone),
        replies: Vec::new(),
        ways: Vec::new(),
        form: ask.form,
        picture: None,
    }
}

fn whole(desk: Desk, ask: &Ask, text: &str) -> Result<Vec<Expr>, Error> {
    let mut lines = Vec::new();
    match read_response(desk.model, ask, desk.row, text)? {
        Response::Rule(rule) => lines.push(rule),
        Response::Values(tuples) => {
            for tuple in &tuples {
                put_tuple(ask, tuple, &mut lines);
            }
        }
        _ => {}
    }
    Ok(lines)
}

/// Values at once are shown with their names: `n = 3, m = 5`.
fn put_tuple(ask: &Ask, tuple: &[Typed], lines: &mut Vec<Expr>) {
    let names: &[String] = match &ask.sort {
        Sort::Value(asked) if asked.names.len() > 1 => &asked.names,
        _ => &[],
    };
    for (at, typed) in tuple.iter().enumerate() {
        let expr = typed.expr.clone();
        lines.push(match names.get(at) {
            Some(name) => Expr::pair(Op::Compare(vec![Relation::Equal]), Expr::name(name), expr),
            None => expr,
        });
    }
}

/// Whether the reading says nothing but the text: a number as it is written here.
fn is_plain(lines: &[Expr], text: &str, decimal: char) -> bool {
    let [only] = lines else { return false };
    let number = match (&only.op, only.parts.first()) {
        (Op::Minus, Some(of)) => of.as_number(),
        _ => only.as_number(),
    };
    // A sign or a case of one's own may stand in front.
    number.is_some_and(|number| text.trim_end().ends_with(&number.shown(decimal)))
}

/// Only the end is missing: a part, a bracket, a value of several, or what belongs to a case of one's own.
fn trouble(error: &Error, text: &str) -> State {
    let number = |at: usize| {
        error
            .parts
            .get(at)
            .and_then(|part| part.parse::<usize>().ok())
    };
    let unfinished = match error.key {
        "unfinished" | "unclosed" | "own-case" => true,
        "count" => number(1) < number(0),
        _ => text.trim_end().ends_with('='),
    };
    if unfinished {
        State::Unfinished
    } else {
        State::Unreadable
    }
}
