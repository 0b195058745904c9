//! Owns the reading of what a student typed for an ask, each sort its own way; knows nothing of right and not right.

use super::error::Error;
use super::expr::Expr;
use super::letter::{alike, fold, is_one_letter};
use super::model::{Ask, Cell, Model, Row, RuleAsk, Sort, TableAsk, ValueAsk};
use super::number::Number;
use super::order::sorted;
use super::reader::read;
use super::token::{Kind, Scope, Token, tokens};
use super::value::{self, Value};
use super::world::World;

/// A number with the calculation it was typed as.
#[derive(Clone, Debug)]
pub struct Typed {
    pub expr: Expr,
    pub value: Value,
}

/// What a student typed, read.
#[derive(Clone, Debug)]
pub enum Response {
    Empty,
    /// "There is none."
    None,
    /// Values of the asked names, several where a list was typed.
    Values(Vec<Vec<Typed>>),
    Rule(Expr),
    /// Cells of a table in order; empty ones are `None`.
    Cells(Vec<Option<TypedCell>>),
    /// Ticked items, counted from 1.
    Ticks(Vec<usize>),
    Words(String),
}

/// A cell of a table: the case it is for and what was typed.
#[derive(Clone, Debug)]
pub struct TypedCell {
    /// The student's own value, where the case was theirs to choose.
    pub own: Option<Number>,
    pub typed: Typed,
}

/// Longest response, in characters.
const LONGEST: usize = 4_000;

/// Reads a response to an ask in a case.
pub fn read_response(model: &Model, ask: &Ask, row: &Row, text: &str) -> Result<Response, Error> {
    if text.chars().count() > LONGEST {
        return Err(Error::at(0..text.len(), "too-long", &[]));
    }
    if text.trim().is_empty() {
        return Ok(Response::Empty);
    }
    match &ask.sort {
        Sort::Value(asked) => read_values(model, ask, asked, row, text),
        Sort::Guess(name) => {
            let scope = scope(model, &[], std::slice::from_ref(name));
            Ok(Response::Values(vec![vec![typed(
                text,
                &scope,
                &World::new(model, None, row),
            )?]]))
        }
        Sort::Table(asked) => read_table(model, ask, asked, row, text),
        Sort::Rule(asked) => read_rule(model, ask, asked, text).map(Response::Rule),
        Sort::Choice(asked) => read_ticks(text, asked.items.len()),
        Sort::Words => Ok(Response::Words(text.trim().to_string())),
    }
}

/// How names may be written by students, with the units of the asked quantities.
fn scope(model: &Model, names: &[String], asked: &[String]) -> Scope {
    let mut spellings = Vec::new();
    for name in names {
        spellings.push((name.clone(), name.clone()));
        if let Some(quantity) = model.quantity(name) {
            spellings.extend(
                quantity
                    .letters
                    .iter()
                    .map(|letter| (letter.clone(), name.clone())),
            );
        }
    }
    let mut scope = Scope::student(spellings, model.language.decimal);
    for quantity in model
        .quantities
        .iter()
        .filter(|quantity| !names.contains(&quantity.name))
    {
        scope.others.push(quantity.name.clone());
        scope.others.extend(quantity.letters.iter().cloned());
    }
    scope.units = model
        .quantities
        .iter()
        .flat_map(|quantity| quantity.units.iter().chain(word(&quantity.name)).cloned())
        .collect();
    scope.lists = asked.len() > 1;
    scope
}

/// A quantity's name that is a word may follow a number as a unit does: `21 sticks`.
fn word(name: &String) -> Option<&String> {
    Some(name).filter(|name| name.chars().count() > 2)
}

/// The case as it is known before the response: asked names have no value of their own.
pub fn base_world<'a>(model: &'a Model, ask: &Ask, row: &Row) -> World<'a> {
    let variant = model.variant_of_ask(ask);
    let asked: &[String] = match &ask.sort {
        Sort::Value(asked) if !asked.given.is_empty() => &asked.names,
        _ => &[],
    };
    let known: Row = row
        .iter()
        .filter(|(name, _)| !asked.contains(name))
        .cloned()
        .collect();
    let world = World::new(model, variant, &known);
    let laid = match &ask.sort {
        Sort::Value(asked) => asked.laid.as_slice(),
        Sort::Table(asked) => &asked.laid,
        Sort::Rule(asked) => &asked.laid,
        _ => &[],
    };
    laid.iter().fold(world, |world, (name, expr)| {
        match value::evaluate(expr, &world) {
            Ok(value) => world.with(name, value),
            Err(_) => world,
        }
    })
}

/// Free quantities that the case gives a value, asked ones left out.
fn known_names(model: &Model, asked: &[String], world: &World) -> Vec<String> {
    let free = model
        .quantities
        .iter()
        .filter(|quantity| quantity.is.is_none() && !asked.contains(&quantity.name));
    let known = free.filter(|quantity| {
        world
            .value(&quantity.name, &mut value::Fuel::full())
            .is_ok()
    });
    known.map(|quantity| quantity.name.clone()).collect()
}

fn typed(text: &str, scope: &Scope, world: &World) -> Result<Typed, Error> {
    let expr = read(text, scope)?;
    let value = value::number(&expr, world).map_err(|error| error.within(0..text.len()))?;
    Ok(Typed {
        expr,
        value: Value::Number(value),
    })
}

fn is_none_word(model: &Model, text: &str) -> bool {
    let folded = fold(text.trim().trim_end_matches(['.', '!']));
    model.words.list("none-words").contains(&folded) || folded == "∅"
}

fn read_values(
    model: &Model,
    ask: &Ask,
    asked: &ValueAsk,
    row: &Row,
    text: &str,
) -> Result<Response, Error> {
    if is_none_word(model, text) {
        return Ok(Response::None);
    }
    let world = base_world(model, ask, row);
    let mut scope = scope(
        model,
        &known_names(model, &asked.names, &world),
        &asked.names,
    );
    scope.lists |= asked.find != super::model::Find::One;
    let reading = Reading {
        model,
        asked: &asked.names,
        scope: &scope,
        world: &world,
    };
    if asked.names.len() == 1 && asked.find == super::model::Find::One {
        return Ok(Response::Values(vec![vec![reading.single(text)?]]));
    }
    reading.tuples(text).map(Response::Values)
}

/// What is needed to read values of the asked names.
struct Reading<'a> {
    model: &'a Model,
    asked: &'a [String],
    scope: &'a Scope,
    world: &'a World<'a>,
}

/// A part of the text with its start.
type Part<'a> = (usize, &'a str);

impl Reading<'_> {
    /// One number, perhaps with its name in front or its value behind: `T = 24`, `4×5+4 = 24`.
    fn single(&self, text: &str) -> Result<Typed, Error> {
        let parts = split(text, self.scope, &|token| token.is("="))?;
        match parts.as_slice() {
            [_] => typed(text, self.scope, self.world),
            [left, (at, right)] if self.is_name(left.1) => {
                typed(right, self.scope, self.world).map_err(|e| e.shifted(*at))
            }
            [(_, left), (at, right)] => {
                let calculation = typed(left, self.scope, self.world)?;
                let result = typed(right, self.scope, self.world).map_err(|e| e.shifted(*at))?;
                if calculation.value.same(&result.value) {
                    return Ok(calculation);
                }
                let shown = [
                    left.trim(),
                    right.trim(),
                    &calculation.value.shown(self.model.language.decimal),
                ];
                Err(Error::at(0..text.len(), "sides-differ", &shown))
            }
            _ => Err(Error::at(0..text.len(), "unexpected", &["="])),
        }
    }

    /// Whether the text is a lone name, so that `X =` only says what the value is called.
    fn is_name(&self, text: &str) -> bool {
        let text = text.trim();
        is_one_letter(text) || is_called(self.model, text)
    }

    /// One tuple or a list of them.
    fn tuples(&self, text: &str) -> Result<Vec<Vec<Typed>>, Error> {
        // `1,7; 2,6`: where there are semicolons, they part the tuples.
        let strong = split(text, self.scope, &|token| token.is(";"))?;
        let parts = match strong.as_slice() {
            [(at, only)] => {
                let parts =
                    split(only, self.scope, &|token| token.is(",")).map_err(|e| e.shifted(*at))?;
                parts
                    .into_iter()
                    .map(|(from, part)| (at + from, part))
                    .collect()
            }
            _ => strong,
        };
        let bare = parts
            .iter()
            .all(|part| self.inner(part).map(|p| p.len()).unwrap_or(1) == 1);
        if parts.len() == self.asked.len() && bare {
            return Ok(vec![self.tuple(&parts, text)?]);
        }
        parts
            .iter()
            .map(|part| self.tuple(&self.inner(part)?, text))
            .collect()
    }

    /// The values of one tuple: `(3, 5)`, `3×5`, `3 by 5`.
    fn inner<'t>(&self, part: &Part<'t>) -> Result<Vec<Part<'t>>, Error> {
        let (at, text) = unbracketed(*part);
        if self.asked.len() == 1 {
            return Ok(vec![(at, text)]);
        }
        let by = self.model.words.list("by-words");
        let comma = |token: &Token| token.is(",") || token.is(";");
        let word =
            |token: &Token| matches!(&token.kind, Kind::Name(name) if by.contains(&fold(name)));
        let times = |token: &Token| token.is("*");
        let ways: [&dyn Fn(&Token) -> bool; 3] = [&comma, &word, &times];
        for way in ways {
            let parts = split(text, self.scope, way).map_err(|e| e.shifted(at))?;
            if parts.len() > 1 {
                return Ok(parts
                    .into_iter()
                    .map(|(from, part)| (at + from, part))
                    .collect());
            }
        }
        Ok(vec![(at, text)])
    }

    fn tuple(&self, parts: &[Part], whole: &str) -> Result<Vec<Typed>, Error> {
        if parts.len() != self.asked.len() {
            let wanted = self.asked.len().to_string();
            return Err(Error::at(
                0..whole.len(),
                "count",
                &[&wanted, &parts.len().to_string()],
            ));
        }
        let mut values: Vec<Option<Typed>> = vec![None; parts.len()];
        for (position, (at, part)) in parts.iter().enumerate() {
            let named =
                split(part, self.scope, &|token| token.is("=")).map_err(|e| e.shifted(*at))?;
            let (slot, from, text) = match named.as_slice() {
                [(_, name), (from, text)] => {
                    (self.position(name).unwrap_or(position), at + from, *text)
                }
                _ => (position, *at, *part),
            };
            let value = typed(text, self.scope, self.world).map_err(|e| e.shifted(from))?;
            if let Some(free) = values.get_mut(slot) {
                *free = Some(value);
            }
        }
        let all: Option<Vec<Typed>> = values.into_iter().collect();
        all.ok_or_else(|| Error::at(0..whole.len(), "unexpected", &["="]))
    }

    fn position(&self, written: &str) -> Option<usize> {
        let written = written.trim();
        self.asked.iter().position(|name| {
            name.eq_ignore_ascii_case(written)
                || self
                    .model
                    .quantity(name)
                    .is_some_and(|q| q.letters.iter().any(|letter| letter == written))
        })
    }
}

/// Whether a text is what a quantity is called.
fn is_called(model: &Model, text: &str) -> bool {
    let is = |name: &str| !name.is_empty() && alike(name, text);
    model
        .quantities
        .iter()
        .any(|quantity| is(&quantity.name) || is(&quantity.said))
}

/// The text at its top-level separators.
fn split<'t>(
    text: &'t str,
    scope: &Scope,
    separates: &dyn Fn(&Token) -> bool,
) -> Result<Vec<Part<'t>>, Error> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0usize);
    for token in tokens(text, scope)? {
        if token.is("(") {
            depth += 1;
        } else if token.is(")") {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && separates(&token) {
            parts.push((start, text.get(start..token.range.start).unwrap_or("")));
            start = token.range.end;
        }
    }
    parts.push((start, text.get(start..).unwrap_or("")));
    // A separator at the end parts nothing.
    if parts.len() > 1 && parts.last().is_some_and(|(_, part)| part.trim().is_empty()) {
        parts.pop();
    }
    Ok(parts)
}

/// A part without the one pair of brackets around all of it.
fn unbracketed<'t>((at, text): Part<'t>) -> Part<'t> {
    let blank = text.len() - text.trim_start().len();
    let inner = text
        .trim()
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    match inner.filter(|inner| balanced(inner)) {
        Some(inner) => (at + blank + 1, inner),
        None => (at, text),
    }
}

fn balanced(text: &str) -> bool {
    let mut depth = 0i32;
    text.chars().all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0
    }) && depth == 0
}

fn read_table(
    model: &Model,
    ask: &Ask,
    asked: &TableAsk,
    row: &Row,
    text: &str,
) -> Result<Response, Error> {
    let mut cells = Vec::new();
    let mut at = 0;
    let parts: Vec<&str> = text.split([';', '\n']).collect();
    if parts.len() > asked.cells.len()
        && parts
            .iter()
            .skip(asked.cells.len())
            .any(|part| !part.trim().is_empty())
    {
        let wanted = asked.cells.len().to_string();
        return Err(Error::at(
            0..text.len(),
            "cells",
            &[&wanted, &parts.len().to_string()],
        ));
    }
    for (cell, part) in asked
        .cells
        .iter()
        .zip(parts.into_iter().chain(std::iter::repeat("")))
    {
        cells.push(read_cell(model, ask, asked, cell, row, part).map_err(|e| e.shifted(at))?);
        at += part.len() + 1;
    }
    let empty = cells.iter().all(Option::is_none);
    Ok(if empty {
        Response::Empty
    } else {
        Response::Cells(cells)
    })
}

/// Reads one cell of a table; an own case is `VALUE: RESPONSE`.
pub fn read_cell(
    model: &Model,
    ask: &Ask,
    asked: &TableAsk,
    cell: &Cell,
    row: &Row,
    text: &str,
) -> Result<Option<TypedCell>, Error> {
    if text.trim().is_empty() || text.trim() == ":" {
        return Ok(None);
    }
    let world = base_world(model, ask, row);
    let name = std::slice::from_ref(&asked.name);
    match cell {
        Cell::Case(case) => {
            let world = world.with_row(case);
            let scope = scope(model, &known_names(model, name, &world), name);
            let typed = Reading {
                model,
                asked: name,
                scope: &scope,
                world: &world,
            }
            .single(text)?;
            Ok(Some(TypedCell { own: None, typed }))
        }
        Cell::Own(of) => {
            let Some((own, value)) = text.split_once(':') else {
                return Err(Error::at(0..text.len(), "own-case", &[of]));
            };
            let scope = scope(model, &[], name);
            if own.trim().is_empty() || value.trim().is_empty() {
                return Err(Error::at(0..text.len(), "own-case", &[of]));
            }
            let chosen = typed(own, &scope, &world)?.value.number()?;
            let typed = typed(value, &scope, &world).map_err(|e| e.shifted(own.len() + 1))?;
            Ok(Some(TypedCell {
                own: Some(chosen),
                typed,
            }))
        }
    }
}

/// A formula, perhaps with a name in front: `T = 4n + 4`, or behind: `4n + 4 = T`.
fn read_rule(model: &Model, ask: &Ask, asked: &RuleAsk, text: &str) -> Result<Expr, Error> {
    let scope = rule_scope(model, ask, asked);
    let parts = split(text, &scope, &|token| token.is("="))?;
    // Only a letter the rule is made of cannot be what it is called.
    let lone = |part: &str| {
        let part = part.trim();
        let made_of = scope.names.iter().any(|(spelling, _)| spelling == part);
        (is_one_letter(part) || is_called(model, part)) && !made_of
    };
    match parts.as_slice() {
        [_] => read(text, &scope),
        [(_, left), (at, right)] if lone(left) => read(right, &scope).map_err(|e| e.shifted(*at)),
        [(_, left), (_, right)] if lone(right) => read(left, &scope),
        _ => Err(Error::at(0..text.len(), "equation", &[])),
    }
}

fn rule_scope(model: &Model, ask: &Ask, asked: &RuleAsk) -> Scope {
    let variant = model.variant_of_ask(ask);
    let bound = variant
        .into_iter()
        .flat_map(|variant| variant.bindings.iter().map(|(name, _)| name.clone()));
    let laid = asked.laid.iter().map(|(name, _)| name.clone());
    let others: Vec<String> = bound
        .chain(laid)
        .filter(|name| *name != asked.name && !asked.letters.contains(name))
        .collect();
    scope(
        model,
        &[asked.letters.clone(), others].concat(),
        std::slice::from_ref(&asked.name),
    )
}

fn read_ticks(text: &str, items: usize) -> Result<Response, Error> {
    let mut ticks = Vec::new();
    for word in text
        .split(|c: char| c.is_whitespace() || c == ',' || c == ';')
        .filter(|word| !word.is_empty())
    {
        match word.parse::<usize>() {
            Ok(tick) if (1..=items).contains(&tick) => ticks.push(tick),
            _ => {
                return Err(Error::at(
                    0..text.len(),
                    "no-such-item",
                    &[word, &items.to_string()],
                ));
            }
        }
    }
    let mut ticks = sorted(ticks, |a, b| a < b);
    ticks.dedup();
    Ok(Response::Ticks(ticks))
}

/// How a response was read, as text a student can compare with what was meant.
pub fn read_as(ask: &Ask, response: &Response, decimal: char) -> Option<String> {
    let text = plain_read_as(ask, response)?;
    let number = matches!(response, Response::Words(_)) || decimal == '.';
    Some(if number {
        text
    } else {
        text.replace('.', &decimal.to_string())
    })
}

fn plain_read_as(ask: &Ask, response: &Response) -> Option<String> {
    match response {
        Response::Empty => None,
        Response::None => Some("none".to_string()),
        Response::Rule(expr) => Some(expr.write()),
        Response::Values(tuples) => Some(
            tuples
                .iter()
                .map(|tuple| tuple_text(ask, tuple))
                .collect::<Vec<_>>()
                .join("; "),
        ),
        Response::Cells(cells) => Some(cells.iter().map(cell_text).collect::<Vec<_>>().join("; ")),
        Response::Ticks(ticks) => Some(
            ticks
                .iter()
                .map(usize::to_string)
                .collect::<Vec<_>>()
                .join(", "),
        ),
        Response::Words(words) => Some(words.clone()),
    }
}

fn tuple_text(ask: &Ask, tuple: &[Typed]) -> String {
    let parts: Vec<String> = match &ask.sort {
        Sort::Value(asked) if asked.names.len() > 1 => asked
            .names
            .iter()
            .zip(tuple)
            .map(|(name, typed)| [name, " = ", &typed.expr.write()].concat())
            .collect(),
        _ => tuple.iter().map(|typed| typed.expr.write()).collect(),
    };
    parts.join(", ")
}

fn cell_text(cell: &Option<TypedCell>) -> String {
    match cell {
        None => String::new(),
        Some(TypedCell {
            own: Some(own),
            typed,
        }) => [&own.exact_text(), ": ", &typed.expr.write()].concat(),
        Some(TypedCell { own: None, typed }) => typed.expr.write(),
    }
}
