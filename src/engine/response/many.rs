//! Owns the reading of values that are no single number: lists, sets, sums, orders, tables, places, calculations. Knows
//! nothing of right and not right.

use super::parts::{is_close, is_open};
use super::{Part, Reading, Typed, split, typed, unbracketed, wanted};
use crate::engine::error::Error;
use crate::engine::expr::{Expr, Op};
use crate::engine::kind::{Kind, Many, Shape};
use crate::engine::letter::fold;
use crate::engine::token::{self, Token, tokens};
use crate::engine::units;
use crate::engine::value::{Value, parting};

/// Whether a value of the kind has items.
pub fn is_several(kind: &Kind) -> bool {
    matches!(kind, Kind::Many(_))
}

/// The list without items.
pub fn empty() -> Typed {
    list(Vec::new())
}

/// A list as it was typed, its items with this between them; any other expression as it is.
pub fn written(expr: &Expr, parting: &str) -> String {
    if !matches!(expr.op, Op::List) {
        return units::written(expr);
    }
    if expr.parts.is_empty() {
        return "{}".to_string();
    }
    let mut text = String::new();
    for part in &expr.parts {
        if !text.is_empty() {
            text.push_str(parting);
        }
        let inner = written(part, parting);
        text.push_str(&match part.op {
            Op::List => ["(", &inner, ")"].concat(),
            _ => inner,
        });
    }
    text
}

/// The items as one value.
fn list(items: Vec<Typed>) -> Typed {
    let (mut parts, mut values) = (Vec::new(), Vec::new());
    for item in items {
        parts.push(item.expr);
        values.push(item.value);
    }
    Typed {
        expr: Expr::new(Op::List, parts),
        value: Value::List(values),
    }
}

/// The text inside one pair of brackets, of these sorts, that stands round all of it.
fn braced<'t>((at, text): Part<'t>, sorts: &[(char, char)]) -> Option<Part<'t>> {
    let trimmed = text.trim_start();
    let start = at + text.len() - trimmed.len();
    let trimmed = trimmed.trim_end();
    let inner = sorts
        .iter()
        .find_map(|(open, close)| trimmed.strip_prefix(*open)?.strip_suffix(*close))?;
    let mut depth = 0i32;
    let closed = inner.chars().all(|c| {
        depth += i32::from("([{".contains(c)) - i32::from(")]}".contains(c));
        depth >= 0
    });
    (closed && depth == 0).then_some((start + 1, inner))
}

const ANY: &[(char, char)] = &[('{', '}'), ('[', ']'), ('(', ')')];

/// So many numbers with this between them; of many only the first.
pub fn example(count: usize, parting: &str) -> String {
    let shown = ["3", "5", "6", "8", "9"]
        .get(..count)
        .map(|some| some.join(parting));
    shown.unwrap_or_else(|| [&["3", "5", "6"].join(parting), " …"].concat())
}

/// Whether a comma stands between two digits, as in `1,5` and in `1,2,3`.
fn has_tight_comma(text: &str) -> bool {
    let mut threes = text.as_bytes().windows(3);
    threes.any(|three| matches!(three, [b'0'..=b'9', b',', b'0'..=b'9']))
}

/// What stands at blanks.
fn at_blanks((start, text): Part) -> Vec<Part> {
    let (mut parts, mut at) = (Vec::new(), start);
    for piece in text.split_inclusive(char::is_whitespace) {
        if !piece.trim().is_empty() {
            parts.push((at, piece.trim_end()));
        }
        at += piece.len();
    }
    parts
}

impl Reading<'_> {
    /// The one value asked for, as its kind is typed.
    pub(super) fn value(&self, name: &str, text: &str) -> Result<Typed, Error> {
        match wanted(name, self.world) {
            kind if kind.is_compound() => self.compound(&kind, text),
            _ => self.single(text),
        }
    }

    /// One of several values asked for; its name is read already.
    pub(super) fn part(&self, name: &str, text: &str) -> Result<Typed, Error> {
        match wanted(name, self.world) {
            kind if kind.is_compound() => self.compound(&kind, text),
            _ => self.typed(name, text),
        }
    }

    /// Several answers at once: one a line, or each in its own brackets; calculations also parted by `;`.
    pub(super) fn answers(&self, name: &str, text: &str) -> Result<Vec<Vec<Typed>>, Error> {
        let kind = wanted(name, self.world);
        let mut parts = Vec::new();
        let mut start = 0;
        let table = matches!(&kind, Kind::Many(many) if matches!(many.shape, Shape::Table(_)));
        let ends: &[char] = match kind {
            Kind::Many(_) if table => &[],
            Kind::Many(_) => &['\n'],
            _ => &['\n', ';'],
        };
        for line in text.split(ends) {
            parts.extend(self.groups(&kind, (start, line))?);
            start += line.len() + 1;
        }
        let mut answers = Vec::new();
        for (at, part) in parts {
            answers.push(vec![self.compound(&kind, part).map_err(|e| e.shifted(at))?]);
        }
        Ok(answers)
    }

    /// Lists that stand side by side in brackets of their own; else the line as it is.
    fn groups<'t>(&self, kind: &Kind, line: Part<'t>) -> Result<Vec<Part<'t>>, Error> {
        if line.1.trim().is_empty() {
            return Ok(Vec::new());
        }
        let Kind::Many(many) = kind else {
            return Ok(vec![line]);
        };
        let begins = line.1.trim_start().chars().next();
        let own = match many.shape {
            Shape::Table(_) => false,
            _ if many.each.is_compound() => begins == Some('{'),
            _ => begins.is_some_and(|sign| "([{".contains(sign)),
        };
        Ok(match own {
            true => self.bracketed(line)?.unwrap_or(vec![line]),
            false => vec![line],
        })
    }

    /// The parts in brackets, where nothing but separators stands between them.
    fn bracketed<'t>(&self, (at, text): Part<'t>) -> Result<Option<Vec<Part<'t>>>, Error> {
        let (mut parts, mut depth, mut start) = (Vec::new(), 0usize, 0usize);
        for token in tokens(text, self.scope).map_err(|e| e.shifted(at))? {
            if is_open(&token) {
                if depth == 0 {
                    start = token.range.start;
                }
                depth += 1;
            } else if is_close(&token) {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    parts.push((at + start, text.get(start..token.range.end).unwrap_or("")));
                }
            } else if depth == 0 && !self.separates(&token) && token.kind != token::Kind::End {
                return Ok(None);
            }
        }
        if depth > 0 {
            let open = at + start..at + start + 1;
            return Err(Error::at(
                open,
                "unclosed",
                &[text.get(start..start + 1).unwrap_or("")],
            ));
        }
        Ok(Some(parts).filter(|parts| !parts.is_empty()))
    }

    fn separates(&self, token: &Token) -> bool {
        match &token.kind {
            token::Kind::Sign(sign) => matches!(*sign, "," | ";"),
            token::Kind::Name(word) => {
                let words = self.model.words.list("and-words");
                words.contains(&fold(word))
            }
            _ => false,
        }
    }

    fn compound(&self, kind: &Kind, text: &str) -> Result<Typed, Error> {
        let Kind::Many(many) = kind else {
            return self.calculation(text);
        };
        // A new line parts as a semicolon does, and is as long.
        let text = &text.replace('\n', ";");
        let mut scope = self.scope.clone();
        scope.lists = true;
        let places = many.each.is_compound();
        let table = matches!(many.shape, Shape::Table(_));
        // Whole numbers have no decimal comma: in `1,2,3` every comma parts.
        let parts = places || (many.each.is_whole() && (table || !text.contains(';')));
        if parts && has_tight_comma(text) {
            scope.decimal = '.';
        }
        let reading = Reading {
            scope: &scope,
            ..*self
        };
        let all = reading.behind_name(text)?;
        let inner = reading.inside(many, all);
        let read = match many.shape {
            Shape::Table(columns) => reading.table(many, columns, inner.unwrap_or(all), text)?,
            _ => {
                let items = reading.items(many, inner.unwrap_or(all))?;
                if items.is_empty() && inner.is_none() {
                    return Err(Error::at(0..text.len(), "unfinished", &[]));
                }
                list(items)
            }
        };
        let value = kind.settled(read.value);
        reading.counted(many, &value, text)?;
        Ok(Typed {
            expr: read.expr,
            value,
        })
    }

    /// The text behind `D =`.
    fn behind_name<'t>(&self, text: &'t str) -> Result<Part<'t>, Error> {
        let parts = self.split_at("=", (0, text))?;
        Ok(match parts.as_slice() {
            [(_, name), right] if self.is_name(name) => *right,
            _ => (0, text),
        })
    }

    /// The text inside the brackets round the whole list; those round a single place are its own.
    fn inside<'t>(&self, many: &Many, all: Part<'t>) -> Option<Part<'t>> {
        let (at, inner) = braced(all, ANY)?;
        let own = many.each.is_compound() && !all.1.trim_start().starts_with('{');
        let nested = inner.trim().is_empty() || inner.trim_start().starts_with(['(', '[']);
        (!own || nested).then_some((at, inner))
    }

    fn items(&self, many: &Many, all: Part) -> Result<Vec<Typed>, Error> {
        if let Kind::Place { cell, .. } = &many.each {
            return self.places(*cell, all);
        }
        let order = many.shape == Shape::Order;
        let parts = self.parted(all, order)?;
        if let (Shape::Sum, [part]) = (many.shape, parts.as_slice()) {
            return self.addends(*part);
        }
        let mut items = Vec::new();
        for part in parts {
            items.push(self.item(part)?);
        }
        // `3 > 2 > 1` says what `1 < 2 < 3` says.
        let falls = |token: &Token| token.is(">") || token.is("≥");
        if order && split(all, self.scope, &falls)?.len() > 1 {
            items.reverse();
        }
        Ok(items)
    }

    /// The parts at separators, blank ones left out; an order may be written with `<`.
    fn parted<'t>(&self, (at, text): Part<'t>, order: bool) -> Result<Vec<Part<'t>>, Error> {
        let orders = |token: &Token| ["<", "≤", ">", "≥"].iter().any(|sign| token.is(sign));
        let separates = |token: &Token| self.separates(token) || (order && orders(token));
        let mut parts = split((at, text), self.scope, &separates)?;
        if self.scope.decimal == ',' && parts.len() > 1 {
            // In `1,5,2,5` nobody can tell which comma parts.
            for (from, _) in parts.iter().skip(1) {
                let tight = text
                    .get(from - at - 1..)
                    .is_some_and(has_comma_before_digit);
                if tight {
                    return Err(Error::at(at..at + text.len(), "list-commas", &[]));
                }
            }
        }
        parts.retain(|(_, part)| !part.trim().is_empty());
        Ok(parts)
    }

    pub(super) fn item(&self, (at, text): Part) -> Result<Typed, Error> {
        let item = typed(text, self.scope, self.world);
        item.map_err(|error| {
            let error = error.shifted(at);
            match error.key {
                "number-beside-number" => Error::at(error.range.clone(), "list-blanks", &[]),
                _ => error,
            }
        })
    }

    /// The addends of `3 + 4 + 5`, perhaps with their sum behind.
    fn addends(&self, (at, text): Part) -> Result<Vec<Typed>, Error> {
        let sum = self.single(text).map_err(|e| e.shifted(at))?;
        if !matches!(sum.expr.op, Op::Sum) {
            return Ok(vec![sum]);
        }
        let mut addends = Vec::new();
        for part in &sum.expr.parts {
            addends.push(Typed {
                expr: part.clone(),
                value: crate::engine::value::evaluate(part, self.world)?,
            });
        }
        Ok(addends)
    }

    /// `(2, 3), (2, 4)`; without brackets `2, 3; 2, 4`.
    fn places(&self, cell: bool, all: Part) -> Result<Vec<Typed>, Error> {
        let parts = match self.bracketed(all)? {
            Some(parts) => parts,
            None => self.split_at(";", all)?,
        };
        let mut places = Vec::new();
        for part in parts {
            if !part.1.trim().is_empty() {
                places.push(self.place(cell, part)?);
            }
        }
        Ok(places)
    }

    fn place(&self, cell: bool, part: Part) -> Result<Typed, Error> {
        let inner = braced(part, ANY).unwrap_or_else(|| unbracketed(part, '(', ')'));
        let mut numbers = Vec::new();
        // `(3|5)` is how some schools write a point.
        let parts = match self.split_at("|", inner)? {
            parts if parts.len() == 2 => parts,
            _ => self.parted(inner, false)?,
        };
        for part in parts {
            numbers.push(self.item(part)?);
        }
        let place = list(numbers);
        match (cell, place.value.place()) {
            (true, Some((row, column))) => Ok(Typed {
                value: Value::Cell(row, column),
                ..place
            }),
            (false, _) => Ok(place),
            _ => Err(Error::at(part.0..part.0 + part.1.len(), "place", &[])),
        }
    }

    /// At semicolons, or each row in brackets of its own.
    fn table_rows<'t>(&self, all: Part<'t>) -> Result<Vec<Part<'t>>, Error> {
        if let Some(rows) = self.bracketed(all)?.filter(|rows| rows.len() > 1) {
            return Ok(rows);
        }
        self.split_at(";", all)
    }

    pub(super) fn split_at<'t>(&self, sign: &str, all: Part<'t>) -> Result<Vec<Part<'t>>, Error> {
        split(all, self.scope, &|token| token.is(sign))
    }

    /// Row by row; in one row, or one value a line, the values are taken in turn.
    fn table(&self, many: &Many, columns: usize, all: Part, whole: &str) -> Result<Typed, Error> {
        let (mut cells, mut rows, mut even) = (Vec::new(), 0, true);
        for row in self.table_rows(all)? {
            let row = braced(row, ANY).unwrap_or(row);
            let mut parts = self.parted(row, false)?;
            let blanks = at_blanks(row);
            if parts.len() == 1 && blanks.len() == columns {
                parts = blanks;
            }
            even &= parts.len() == columns || parts.is_empty();
            rows += usize::from(!parts.is_empty());
            for part in parts {
                cells.push(self.item(part)?);
            }
        }
        let wanted = many.count.unwrap_or(0);
        if cells.len() != wanted || !(even || rows == 1 || rows == wanted) {
            let sizes = [wanted, cells.len(), wanted / columns.max(1), columns];
            let sizes = sizes.map(|size| size.to_string());
            let parts = [sizes[0].as_str(), &sizes[1], &sizes[2], &sizes[3]];
            return Err(Error::at(0..whole.len(), "table-size", &parts));
        }
        let mut rows = Vec::new();
        while !cells.is_empty() {
            let rest = cells.split_off(columns.min(cells.len()));
            rows.push(list(std::mem::replace(&mut cells, rest)));
        }
        Ok(list(rows))
    }

    /// The wrong number of items cannot be read as this list.
    fn counted(&self, many: &Many, value: &Value, text: &str) -> Result<(), Error> {
        let (Some(wanted), Value::List(items)) = (many.count, value) else {
            return Ok(());
        };
        if wanted == items.len() || matches!(many.shape, Shape::Table(_)) {
            return Ok(());
        }
        let between = parting(self.model.language.decimal);
        let example = match many.each {
            Kind::Place { .. } => ["(1, 2)", "(1, 3)"].join(between),
            _ => example(wanted, between),
        };
        let counts = [wanted.to_string(), items.len().to_string()];
        Err(Error::at(
            0..text.len(),
            "count",
            &[&counts[0], &counts[1], &example],
        ))
    }

    /// A calculation of numbers alone.
    fn calculation(&self, text: &str) -> Result<Typed, Error> {
        let mut scope = self.scope.clone();
        scope.names.clear();
        let reading = Reading {
            scope: &scope,
            ..*self
        };
        let typed = reading.single(text)?;
        let number = typed.value.number()?;
        Ok(Typed {
            value: Value::Calculation(Box::new(typed.expr.clone()), number),
            expr: typed.expr,
        })
    }
}

fn has_comma_before_digit(text: &str) -> bool {
    matches!(text.as_bytes(), [b',', b'0'..=b'9', ..])
}
