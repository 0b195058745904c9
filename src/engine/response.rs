//! Owns the reading of what a student typed for an ask, each sort its own way; knows nothing of right and not right.

mod fields;
mod guess;
mod many;
mod parts;

use super::error::Error;
use super::expr::{Expr, Op};
use super::kind;
use super::letter::{alike, fold, is_letter};
use super::model::{Ask, Cell, Find, Model, Quantity, Row, RuleAsk, Sort, TableAsk, ValueAsk};
use super::number::Number;
use super::order::sorted;
use super::reader::read;
use super::token::{Kind, Scope, Token, unwrapped};
use super::units;
use super::value::{self, Value};
use super::world::World;
use parts::{Part, letter, split, unbracketed};

pub use fields::one as read_field;
pub use guess::guess_text;

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
    /// Too low, too high and best, where they were given.
    Guess(Vec<Option<Typed>>),
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
        Sort::Choice(asked) => read_ticks(text, asked.items.len()),
        Sort::Words(_) => Ok(Response::Words(text.trim().to_string())),
        _ => {
            let inside = unwrapped(text);
            let maths = text.get(inside.clone()).unwrap_or("");
            read_maths(model, ask, row, maths).map_err(|error| error.shifted(inside.start))
        }
    }
}

fn read_maths(model: &Model, ask: &Ask, row: &Row, text: &str) -> Result<Response, Error> {
    match &ask.sort {
        Sort::Value(asked) => read_values(model, ask, asked, row, text),
        Sort::Guess(asked) => guess::read(model, &asked.name, row, text),
        Sort::Table(asked) => read_table(model, ask, asked, row, text),
        Sort::Rule(asked) => read_rule(model, ask, asked, text).map(Response::Rule),
        Sort::Choice(_) | Sort::Words(_) => Ok(Response::Empty),
    }
}

/// How names may be written by students, with the units of the asked quantities.
fn scope(model: &Model, names: &[String], asked: &[String]) -> Scope {
    let mut spellings = Vec::new();
    for name in names {
        spellings.push((name.clone(), name.clone()));
        if let Some(quantity) = model.quantity(name) {
            for letter in &quantity.letters {
                spellings.push((letter.clone(), name.clone()));
            }
        }
    }
    let mut scope = Scope::student(spellings, model.language.decimal);
    // 64 cm is no volume: where areas and volumes are asked for, units of other things are not passed over.
    let own_alone = model.quantities.iter().any(|quantity| {
        let raised = |unit: &String| unit.ends_with(['²', '³']);
        asked.contains(&quantity.name) && quantity.units.iter().any(raised)
    });
    for quantity in &model.quantities {
        if !names.contains(&quantity.name) {
            scope.others.push(quantity.name.clone());
            scope.others.extend_from_slice(&quantity.letters);
        }
        let here = asked.contains(&quantity.name);
        scope.shares &= !here || quantity.units.is_empty();
        scope.counts |= here && !quantity.units.is_empty() && !units::is_money(quantity);
        if here || !own_alone {
            for unit in &quantity.units {
                admit_unit(unit, here, &mut scope);
            }
        }
        // A quantity's name that is a word may follow a number as a unit does: `21 sticks`.
        if quantity.name.chars().count() > 2 {
            admit_unit(&quantity.name, here, &mut scope);
        }
    }
    scope.lists = asked.len() > 1;
    scope.apostrophe = model.language.code.starts_with("es");
    scope.and_words.append(&mut model.words.list("and-words"));
    scope.or_words.append(&mut model.words.list("or-words"));
    scope
        .times_words
        .append(&mut model.words.list("times-words"));
    admit_measures(&mut scope, model, asked, false);
    scope
}

/// A sign like % changes a value where it is not the unit that is asked for.
fn admit_unit(unit: &str, here: bool, scope: &mut Scope) {
    if here || unit.chars().all(is_letter) {
        scope.units.push(unit.to_string());
    }
}

/// Lets the units of the asked quantities stand behind numbers: where they change what a number says, or all.
fn admit_measures(scope: &mut Scope, model: &Model, asked: &[String], all: bool) {
    for name in asked {
        if let Some(quantity) = model.quantity(name)
            && (all || units::is_measured(quantity))
        {
            units::admit(scope, quantity);
        }
    }
}

/// The case as it is known before the response: asked names have no value of their own.
pub fn base_world<'a>(model: &'a Model, ask: &Ask, row: &Row) -> World<'a> {
    let variant = model.variant_of_ask(ask);
    let asked: &[String] = match &ask.sort {
        Sort::Value(asked) if !asked.given.is_empty() => &asked.names,
        _ => &[],
    };
    let mut world = World::new(model, variant, &Row::new());
    for (name, value) in row {
        if !asked.contains(name) {
            world.lay(name, Value::Number(value.clone()));
        }
    }
    let laid = match &ask.sort {
        Sort::Value(asked) => asked.laid.as_slice(),
        Sort::Table(asked) => &asked.laid,
        Sort::Rule(asked) => &asked.laid,
        Sort::Guess(asked) => &asked.laid,
        _ => &[],
    };
    for (name, expr) in laid {
        if let Ok(value) = value::evaluate(expr, &world) {
            world.lay(name, value);
        }
    }
    world
}

/// Free quantities that the case gives a value, asked ones left out.
fn known_names(model: &Model, asked: &[String], world: &World) -> Vec<String> {
    let mut known = Vec::new();
    for Quantity { name, is, .. } in &model.quantities {
        if is.is_none() && !asked.contains(name) && value_of(name, world).is_ok() {
            known.push(name.clone());
        }
    }
    known
}

fn value_of(name: &str, world: &World) -> Result<Value, Error> {
    world.value(name, &mut value::Fuel::full())
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

/// "None": no value, and where it is asked what a list holds, the empty list.
fn nothing(asked: &ValueAsk, world: &World) -> Response {
    match asked.names.as_slice() {
        [name] if asked.given.is_empty() && many::is_several(&wanted(name, world)) => {
            Response::Values(vec![vec![many::empty()]])
        }
        _ => Response::None,
    }
}

/// What a response for a quantity can be in a case.
fn wanted(name: &str, world: &World) -> kind::Kind {
    let value = value_of(name, world).ok();
    kind::wanted(world, name, value.as_ref())
}

fn read_values(
    model: &Model,
    ask: &Ask,
    asked: &ValueAsk,
    row: &Row,
    text: &str,
) -> Result<Response, Error> {
    let world = base_world(model, ask, row);
    if is_none_word(model, text) {
        return Ok(nothing(asked, &world));
    }
    let whole = fields::joined(asked, &world, text)?;
    let text = whole.as_deref().unwrap_or(text);
    let mut scope = scope(
        model,
        &known_names(model, &asked.names, &world),
        &asked.names,
    );
    scope.lists |= asked.find != Find::One;
    if asked.with_unit {
        admit_measures(&mut scope, model, &asked.names, true);
    }
    scope.lists &= !text.contains('\n');
    let reading = Reading {
        model,
        asked: &asked.names,
        scope: &scope,
        world: &world,
        with_unit: asked.with_unit,
    };
    let values = match asked.names.as_slice() {
        [name] if asked.find == Find::One => vec![vec![reading.value(name, text)?]],
        [name] if wanted(name, &world).is_compound() => reading.answers(name, text)?,
        [_, _, ..] if text.contains('\n') => reading.fields(text)?,
        _ => reading.tuples(text)?,
    };
    Ok(Response::Values(values))
}

/// What is needed to read values of the asked names.
#[derive(Clone, Copy)]
struct Reading<'a> {
    model: &'a Model,
    asked: &'a [String],
    scope: &'a Scope,
    world: &'a World<'a>,
    /// A number without a unit is asked for one.
    with_unit: bool,
}

impl Reading<'_> {
    /// A number for a quantity, in one of its units.
    fn typed(&self, name: &str, text: &str) -> Result<Typed, Error> {
        let Some(quantity) = self.model.quantity(name) else {
            return typed(text, self.scope, self.world);
        };
        let read = match self.with_unit || units::is_measured(quantity) {
            true => self.measured(quantity, text),
            false => typed(text, self.scope, self.world),
        };
        match read {
            Ok(typed) => units::checked(self.model, quantity, self.with_unit, text, typed),
            Err(error) => Err(units::trouble(error, quantity, text)),
        }
    }

    fn measured(&self, quantity: &Quantity, text: &str) -> Result<Typed, Error> {
        let world = &units::laid(self.world, quantity);
        let plain = units::plain(text, quantity, self.scope);
        let Some((before, unit)) = units::behind(&plain, quantity, self.scope) else {
            return typed(&plain, self.scope, world);
        };
        let typed = typed(before, self.scope, world)?;
        let worth = value_of(&unit, world)?.number()?;
        let value = Value::Number(typed.value.number()?.times(&worth)?);
        let parts = vec![typed.expr, Expr::name(&unit)];
        let expr = Expr::joined(Op::Product, parts);
        Ok(Typed { expr, value })
    }

    /// The name of the first asked quantity.
    fn first(&self) -> &str {
        self.asked.first().map_or("", String::as_str)
    }

    /// One tuple from a page with a field for each value, one line each; all in the only filled one is fine, too.
    fn fields(&self, text: &str) -> Result<Vec<Vec<Typed>>, Error> {
        let parts = lines(text);
        let mut filled = parts.clone();
        filled.retain(|(_, part)| !part.trim().is_empty());
        if let [(at, only)] = filled.as_slice() {
            match self.tuples(only) {
                Err(error) if error.key == "count" => {}
                read => return read.map_err(|error| error.shifted(*at)),
            }
        }
        let blank = parts.iter().position(|(_, part)| part.trim().is_empty());
        if let Some(name) = blank.and_then(|blank| self.asked.get(blank)) {
            let quantity = self.model.quantity(name);
            let said = quantity.map_or(name.as_str(), Quantity::called);
            return Err(Error::at(0..text.len(), "empty-field", &[said]));
        }
        Ok(vec![self.tuple(&parts, text)?])
    }

    /// One number, perhaps with its name in front or its value behind: `T = 24`, `4×5+4 = 20+4 = 24`.
    fn single(&self, text: &str) -> Result<Typed, Error> {
        let parts = self.split_at("=", (0, text))?;
        let mut sides = parts.as_slice();
        match sides {
            [(_, first), rest @ ..] if !rest.is_empty() && self.is_name(first) => sides = rest,
            [rest @ .., (_, last)] if !rest.is_empty() && self.is_name(last) => sides = rest,
            _ => {}
        }
        let mut first: Option<(Typed, &str)> = None;
        for (at, side) in sides {
            let typed = self.typed(self.first(), side);
            let typed = typed.map_err(|e| e.shifted(*at))?;
            if let Some((calculation, written)) = &first
                && !calculation.value.same(&typed.value)
            {
                let value = calculation.value.shown(self.model.language.decimal);
                let shown = [written.trim(), side.trim(), &value];
                return Err(Error::at(0..text.len(), "sides-differ", &shown));
            }
            first = first.or(Some((typed, side)));
        }
        let typed = first.map(|(typed, _)| typed);
        typed.ok_or_else(|| Error::at(0..text.len(), "unfinished", &[""]))
    }

    /// Whether the text is a lone name or nothing, so that `X =` only says what the value is called.
    fn is_name(&self, text: &str) -> bool {
        text.trim().is_empty() || letter(text).is_some() || is_called(self.model, text.trim())
    }

    /// One tuple or a list of them.
    fn tuples(&self, text: &str) -> Result<Vec<Vec<Typed>>, Error> {
        let list = match self.has_compound() {
            true => (0, text),
            false => unbracketed((0, text), '{', '}'),
        };
        // `1,7; 2,6`: where there are semicolons, they part the tuples.
        let mut parts = self.split_at(";", list)?;
        if let [only] = parts.as_slice() {
            let parts_them = |token: &Token| token.is(",") || self.is_joint(token);
            parts = split(*only, self.scope, &parts_them)?;
        }
        let bare = |part| self.inner(part).map_or(1, |inner| inner.len()) == 1;
        if parts.len() == self.asked.len() && parts.iter().all(bare) {
            return Ok(vec![self.tuple(&parts, text)?]);
        }
        let mut tuples = Vec::new();
        for part in &parts {
            tuples.push(self.tuple(&self.inner(part)?, text)?);
        }
        Ok(tuples)
    }

    /// The values of one tuple: `(3, 5)`, `3×5`, `3 by 5`.
    fn inner<'t>(&self, part: &Part<'t>) -> Result<Vec<Part<'t>>, Error> {
        let mut inner = unbracketed(*part, '(', ')');
        if !self.has_compound() {
            inner = unbracketed(inner, '[', ']');
        }
        if self.asked.len() == 1 {
            return Ok(vec![inner]);
        }
        inner = self.without_product(inner)?;
        let by = self.model.words.list("by-words");
        let comma = |token: &Token| token.is(",") || token.is(";") || self.is_joint(token);
        let word =
            |token: &Token| matches!(&token.kind, Kind::Name(name) if by.contains(&fold(name)));
        let times = |token: &Token| token.is("*");
        // `(3|5)` is how some schools write a point.
        let bar = |token: &Token| token.is("|");
        let ways: [&dyn Fn(&Token) -> bool; 4] = [&comma, &word, &times, &bar];
        for (way, separates) in ways.into_iter().enumerate() {
            let parts = split(inner, self.scope, separates)?;
            let full = parts.iter().all(|(_, part)| !part.trim().is_empty());
            if parts.len() > 1 && (way < 3 || full && parts.len() == self.asked.len()) {
                return Ok(parts);
            }
        }
        Ok(vec![inner])
    }

    /// `4·6 = 24`, or `24 = 4·6`, is the pair with what it comes to.
    fn without_product<'t>(&self, part: Part<'t>) -> Result<Part<'t>, Error> {
        let sides = self.split_at("=", part)?;
        let [left, right] = sides.as_slice() else {
            return Ok(part);
        };
        if self.is_name(left.1) || self.is_name(right.1) {
            return Ok(part);
        }
        let factors = |side: &Part| {
            let factors = split(*side, self.scope, &|token| token.is("*"));
            factors.map_or(0, |factors| factors.len()) == self.asked.len()
        };
        let pair = match (factors(left), factors(right)) {
            (true, false) => left,
            (false, true) => right,
            _ => return Ok(part),
        };
        self.single(part.1).map_err(|e| e.shifted(part.0))?;
        Ok(*pair)
    }

    /// Whether a list is asked for beside other things, so that its brackets are its own.
    fn has_compound(&self) -> bool {
        let mut kinds = self.asked.iter().map(|name| self.model.kind(name));
        kinds.any(|kind| kind.is_compound())
    }

    /// Whether it is a word such as `and` between values.
    fn is_joint(&self, token: &Token) -> bool {
        let Kind::Name(word) = &token.kind else {
            return false;
        };
        let word = fold(word);
        self.scope.and_words.contains(&word) || self.scope.or_words.contains(&word)
    }

    fn tuple(&self, parts: &[Part], whole: &str) -> Result<Vec<Typed>, Error> {
        if parts.len() != self.asked.len() {
            let parting = match self.asked.len() {
                2 => " × ",
                _ => value::parting(self.model.language.decimal),
            };
            let shown = many::example(self.asked.len(), parting);
            let [wanted, here] = [self.asked.len(), parts.len()].map(|count| count.to_string());
            return Err(Error::at(
                0..whole.len(),
                "count",
                &[&wanted, &here, &shown],
            ));
        }
        let mut values: Vec<Option<Typed>> = Vec::new();
        values.resize_with(parts.len(), || None);
        for (position, part) in parts.iter().enumerate() {
            let (slot, (at, text)) = match self.split_at("=", *part)?.as_slice() {
                [(_, name), value] => (self.position(name).unwrap_or(position), *value),
                _ => (position, *part),
            };
            let name = self.asked.get(slot).map_or("", String::as_str);
            let value = self.part(name, text).map_err(|e| e.shifted(at))?;
            if let Some(free) = values.get_mut(slot) {
                *free = Some(value);
            }
        }
        let mut tuple = Vec::new();
        for value in values {
            let Some(value) = value else {
                return Err(Error::at(0..whole.len(), "unexpected", &["="]));
            };
            tuple.push(value);
        }
        Ok(tuple)
    }

    /// The place of the asked quantity that is written so, or is the only one called so.
    fn position(&self, written: &str) -> Option<usize> {
        let written = written.trim();
        let mut called = None;
        for (at, name) in self.asked.iter().enumerate() {
            let quantity = self.model.quantity(name)?;
            if alike(name, written) || quantity.letters.iter().any(|letter| letter == written) {
                return Some(at);
            }
            if goes_by(quantity, written) {
                called = if called.is_none() { Some(at) } else { None };
            }
        }
        called
    }
}

/// Whether a text is what a quantity is called.
fn is_called(model: &Model, text: &str) -> bool {
    let mut quantities = model.quantities.iter();
    quantities.any(|quantity| goes_by(quantity, text))
}

/// Whether a quantity is called so: by its name, in words, or by what is counted: `Tiles = 24`.
fn goes_by(quantity: &Quantity, text: &str) -> bool {
    let is = |name: &String| !name.is_empty() && alike(name, text);
    is(&quantity.name) || is(&quantity.said) || quantity.units.iter().any(is)
}

fn read_table(
    model: &Model,
    ask: &Ask,
    asked: &TableAsk,
    row: &Row,
    text: &str,
) -> Result<Response, Error> {
    let parts: Vec<&str> = text.split([';', '\n']).collect();
    let beyond = parts.get(asked.cells.len()..).unwrap_or(&[]);
    if beyond.iter().any(|part| !part.trim().is_empty()) {
        let counts = [asked.cells.len(), parts.len()].map(|count| count.to_string());
        let counts = [counts[0].as_str(), &counts[1]];
        return Err(Error::at(0..text.len(), "cells", &counts));
    }
    let (mut cells, mut at, mut empty) = (Vec::new(), 0, true);
    for cell in &asked.cells {
        let part = parts.get(cells.len()).copied().unwrap_or("");
        let read = read_cell(model, ask, asked, cell, row, part).map_err(|e| e.shifted(at))?;
        empty &= read.is_none();
        cells.push(read);
        at += part.len() + 1;
    }
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
                with_unit: false,
            }
            .value(&asked.name, text)?;
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
            let own_reading = Reading {
                model,
                asked: std::slice::from_ref(of),
                scope: &scope,
                world: &world,
                with_unit: false,
            };
            let chosen = own_reading.single(own)?.value.number()?;
            let case = world.with_number(of, &chosen);
            let reading = Reading {
                model,
                asked: name,
                scope: &scope,
                world: &case,
                with_unit: false,
            };
            let typed = reading.part(&asked.name, value);
            let typed = typed.map_err(|e| e.shifted(own.len() + 1))?;
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
    if model.is_statement(&asked.name) {
        return read_statement(text, scope);
    }
    let parts = split((0, text), &scope, &|token| token.is("="))?;
    // Only a letter the rule is made of cannot be what it is called.
    let lone = |part: &str| {
        let part = part.trim();
        let name = letter(part).unwrap_or(part);
        let of_letters = part.strip_suffix(')').and_then(|call| call.split_once('('));
        let word = of_letters.map_or(part, |(word, _)| word.trim());
        let called = name != part || letter(part).is_some() || is_called(model, word);
        let made_of = |name: &str| scope.names.iter().any(|(spelling, _)| spelling == name);
        part.is_empty() || called && !made_of(part) && (name == part || !made_of(name))
    };
    match parts.as_slice() {
        [(_, only)] if only.len() < text.len() && lone(only) => {
            Err(Error::at(text.len()..text.len(), "unfinished", &[""]))
        }
        [_] => read(text, &scope),
        [(_, left), (at, right)] if lone(left) => read(right, &scope).map_err(|e| e.shifted(*at)),
        [(_, left), (_, right)] if lone(right) => read(left, &scope),
        _ => Err(Error::at(0..text.len(), "equation", &[])),
    }
}

/// When it is so: `n < 5`, `n = 1 or n = 2`.
fn read_statement(text: &str, mut scope: Scope) -> Result<Expr, Error> {
    scope.statements = true;
    let expr = read(text, &scope)?;
    if expr.is_statement() {
        return Ok(expr);
    }
    let letter = scope.names.first().map_or("n", |(name, _)| name);
    Err(Error::at(0..text.len(), "no-relation", &[letter]))
}

fn rule_scope(model: &Model, ask: &Ask, asked: &RuleAsk) -> Scope {
    let mut names = asked.letters.clone();
    let bound: &[(String, Expr)] = match model.variant_of_ask(ask) {
        Some(variant) => &variant.bindings,
        None => &[],
    };
    for valued in [bound, &asked.laid] {
        for (name, _) in valued {
            if *name != asked.name && !asked.letters.contains(name) {
                names.push(name.clone());
            }
        }
    }
    scope(model, &names, std::slice::from_ref(&asked.name))
}

fn read_ticks(text: &str, items: usize) -> Result<Response, Error> {
    let mut ticks = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || c == ',' || c == ';') {
        match word.parse::<usize>() {
            _ if word.is_empty() => {}
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
    let mut text = String::new();
    let parting = value::parting(decimal);
    match response {
        Response::Empty => return None,
        Response::Words(words) => return Some(words.clone()),
        Response::None => text.push_str("none"),
        Response::Rule(expr) => text = expr.write(),
        Response::Values(tuples) => {
            for tuple in tuples {
                put_parting("; ", &mut text);
                put_tuple(ask, tuple, parting, &mut text);
            }
        }
        Response::Cells(cells) => put_cells(cells, parting, &mut text),
        Response::Ticks(ticks) => {
            for tick in ticks {
                put_parting(", ", &mut text);
                text.push_str(&tick.to_string());
            }
        }
        Response::Guess(guess) => text = guess_text(guess, '.'),
    }
    Some(text.replace('.', decimal.encode_utf8(&mut [0; 4])))
}

fn put_parting(parting: &str, out: &mut String) {
    if !out.is_empty() {
        out.push_str(parting);
    }
}

/// The lines of a text with their starts.
fn lines(text: &str) -> Vec<Part<'_>> {
    let (mut lines, mut at) = (Vec::new(), 0);
    for line in text.split('\n') {
        lines.push((at, line));
        at += line.len() + 1;
    }
    lines
}

fn put_tuple(ask: &Ask, tuple: &[Typed], parting: &str, out: &mut String) {
    let names: &[String] = match &ask.sort {
        Sort::Value(asked) if asked.names.len() > 1 => &asked.names,
        _ => &[],
    };
    for (at, typed) in tuple.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        if let Some(name) = names.get(at) {
            out.push_str(name);
            out.push_str(" = ");
        }
        out.push_str(&many::written(&typed.expr, parting));
    }
}

fn put_cells(cells: &[Option<TypedCell>], parting: &str, out: &mut String) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push_str("; ");
        }
        let Some(TypedCell { own, typed }) = cell else {
            continue;
        };
        if let Some(own) = own {
            out.push_str(&own.exact_text());
            out.push_str(": ");
        }
        out.push_str(&many::written(&typed.expr, parting));
    }
}
