//! Owns kinds: what a quantity's value, and so a response, can be. Knows nothing of tasks but the names in them.

use super::figure;
use super::model::Row;
use super::number::Number;
use super::order::sorted;
use super::reader::read as read_expr;
use super::token::Scope;
use super::value::{self, Value};
use super::world::World;

/// Why a text is no kind although it is written as one.
#[derive(Clone, Debug)]
pub enum Fault {
    /// The higher end stands first.
    Empty(Number, Number),
    /// Some part of it is not what it should be.
    Unknown,
}

/// What a value can be. Ends are hard; a missing end is open.
#[derive(Clone, Debug)]
pub enum Kind {
    /// From the low end in equal steps: `1..`, `1..5`, `0..1 step 0.01`.
    Range {
        low: Number,
        high: Option<Number>,
        step: Number,
    },
    /// Every number between the ends: `any 0..`.
    Any {
        low: Option<Number>,
        high: Option<Number>,
    },
    /// One of these: `[10, 20]`.
    Values(Vec<Number>),
    /// Row and column in a figure, of a cell or else of a point.
    Place { figure: String, cell: bool },
    /// Several values of one kind.
    Many(Box<Many>),
    /// A calculation, kept as it was typed.
    Calculation,
}

/// Several values of one kind: `list of 5 from 1..30`, `cells of FIGURE`, `table 3 by 3 from 1..9`.
#[derive(Clone, Debug)]
pub struct Many {
    pub shape: Shape,
    /// How many there must be, in a table all its cells; any number of them where there is none.
    pub count: Option<usize>,
    pub each: Kind,
}

/// What several values make together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    List,
    /// Neither order nor repetition counts.
    Set,
    /// Addends: their order does not count.
    Sum,
    /// Each of the values once.
    Order,
    /// Rows of this many values.
    Table(usize),
}

/// The kinds there are, as an author writes them.
pub const KINDS: &str = "a range `1..20`, an open range `1..`, steps `0..1 step 0.01`, any number `any 0..`, a list of values `[10, 20]`, \
    `list of 5 from 1..30`, `set of 1..40`, `sum of 1..`, `order of [1, 2, 3]`, `table 3 by 3 from 1..9`, `cells of FIGURE`, `points of FIGURE`, `calculation`";

/// Most values a list or table may be asked for.
const MOST_ITEMS: usize = 100;

fn at_least(value: &Number, low: Option<&Number>) -> bool {
    low.is_none_or(|low| value.order(low).is_ge())
}

fn at_most(value: &Number, high: Option<&Number>) -> bool {
    high.is_none_or(|high| value.order(high).is_le())
}

impl Kind {
    /// Whether the value is of this kind in a case, whose figures say which places there are.
    pub fn holds(&self, value: &Value, world: &World) -> bool {
        match (self, value) {
            (Kind::Many(many), Value::List(items)) => many.holds(items, world),
            (Kind::Place { figure, cell }, _) => {
                *cell == matches!(value, Value::Cell(..)) && lies_in(value, figure, world)
            }
            (Kind::Calculation, _) => matches!(value, Value::Calculation(..)),
            (_, Value::Number(number)) => self.holds_number(number),
            _ => false,
        }
    }

    /// Whether the number is of this kind.
    pub fn holds_number(&self, value: &Number) -> bool {
        match self {
            Kind::Range { low, high, step } => {
                let steps = value.minus(low).and_then(|from_low| from_low.over(step));
                at_least(value, Some(low))
                    && at_most(value, high.as_ref())
                    && steps.is_ok_and(|s| s.is_whole())
            }
            Kind::Any { low, high } => {
                at_least(value, low.as_ref()) && at_most(value, high.as_ref())
            }
            Kind::Values(values) => values.iter().any(|v| v.same(value)),
            _ => false,
        }
    }

    /// Whether only whole numbers are of this kind.
    pub fn is_whole(&self) -> bool {
        match self {
            Kind::Range { low, step, .. } => low.is_whole() && step.is_whole(),
            Kind::Values(values) => values.iter().all(Number::is_whole),
            Kind::Place { .. } => true,
            Kind::Many(many) => many.each.is_whole(),
            Kind::Any { .. } | Kind::Calculation => false,
        }
    }

    /// Whether its values come to an end.
    pub fn is_closed(&self) -> bool {
        match self {
            Kind::Many(many) => {
                (many.count.is_some() || many.shape == Shape::Set) && many.each.is_closed()
            }
            _ => matches!(self, Kind::Range { high: Some(_), .. } | Kind::Values(_)),
        }
    }

    /// Whether its values are places of a figure, which may have others in another case.
    pub fn is_of_figure(&self) -> bool {
        match self {
            Kind::Place { .. } => true,
            Kind::Many(many) => many.each.is_of_figure(),
            _ => false,
        }
    }

    /// Whether its values are not single numbers.
    pub fn is_compound(&self) -> bool {
        matches!(self, Kind::Many(_) | Kind::Calculation | Kind::Place { .. })
    }

    /// The value as it is compared: without the order, and in a set without the repetition, that do not count.
    pub fn settled(&self, value: Value) -> Value {
        match (self, value) {
            (Kind::Many(many), Value::List(items)) => Value::List(many.settled(items)),
            (_, value) => value,
        }
    }

    /// Whether each of its numbers has a next one.
    pub fn has_steps(&self) -> bool {
        matches!(self, Kind::Range { .. } | Kind::Values(_))
    }

    /// The lowest value there is, if there is one.
    pub fn low(&self) -> Option<&Number> {
        match self {
            Kind::Range { low, .. } => Some(low),
            Kind::Any { low, .. } => low.as_ref(),
            Kind::Values(values) => values.iter().min_by(|a, b| a.order(b)),
            _ => None,
        }
    }

    /// The highest value there is, if there is one.
    pub fn high(&self) -> Option<&Number> {
        match self {
            Kind::Range { high, .. } | Kind::Any { high, .. } => high.as_ref(),
            Kind::Values(values) => values.iter().max_by(|a, b| a.order(b)),
            _ => None,
        }
    }

    /// The nearest number above another one of this kind, or below it; none where its numbers end or have no steps.
    pub fn next(&self, from: &Number, up: bool) -> Option<Number> {
        match self {
            Kind::Range { step, .. } => {
                let next = if up {
                    from.plus(step)
                } else {
                    from.minus(step)
                };
                next.ok().filter(|next| self.holds_number(next))
            }
            Kind::Values(values) => {
                let mut next: Option<&Number> = None;
                for value in values {
                    let beyond = |from: &Number, to: &Number| match up {
                        true => from.order(to).is_lt(),
                        false => from.order(to).is_gt(),
                    };
                    if beyond(from, value) && next.is_none_or(|next| beyond(value, next)) {
                        next = Some(value);
                    }
                }
                next.cloned()
            }
            _ => None,
        }
    }

    /// The first `most` numbers from the low end, and whether these are all.
    pub fn values(&self, most: usize) -> (Vec<Number>, bool) {
        match self {
            Kind::Range { low, high, step } => steps(low, high.as_ref(), step, most),
            Kind::Values(values) => (
                values.iter().take(most).cloned().collect(),
                values.len() <= most,
            ),
            _ => (Vec::new(), false),
        }
    }

    /// Reads a kind as an author writes it; nothing where the text is not written as a kind at all.
    pub fn read(text: &str) -> Option<Result<Kind, Fault>> {
        let text = text.trim();
        if let Some(kind) = compound(text) {
            return Some(kind);
        }
        let values = inside(text, '[', ']').filter(|values| !values.contains(" for "));
        if let Some(values) = values {
            return Some(list(values).map(Kind::Values));
        }
        if let Some(ends) = behind_word(text, "any") {
            return Some(any(ends));
        }
        // Brackets and joining words make it a formula: `k for k in 1..n`.
        let formula = |low: &str| {
            low.contains(['(', '[', '{']) || low.contains(" in ") || low.contains(" for ")
        };
        let (low, rest) = text.split_once("..").filter(|(low, _)| !formula(low))?;
        Some(range(low, rest))
    }

    /// As an author writes it.
    pub fn write(&self) -> String {
        let end = |end: &Option<Number>| end.as_ref().map(Number::exact_text).unwrap_or_default();
        match self {
            Kind::Range { low, high, step } if step.same(&Number::whole(1)) => {
                format!("{}..{}", low.exact_text(), end(high))
            }
            Kind::Range { low, high, step } => format!(
                "{}..{} step {}",
                low.exact_text(),
                end(high),
                step.exact_text()
            ),
            Kind::Any {
                low: None,
                high: None,
            } => "any".to_string(),
            Kind::Any { low, high } => format!("any {}..{}", end(low), end(high)),
            Kind::Values(values) => {
                format!(
                    "[{}]",
                    values
                        .iter()
                        .map(Number::exact_text)
                        .collect::<Vec<_>>()
                        .join(", ")
                )
            }
            Kind::Place { figure, cell } => places(*cell).to_string() + figure,
            Kind::Many(many) => many.write(),
            Kind::Calculation => "calculation".to_string(),
        }
    }
}

fn places(cell: bool) -> &'static str {
    if cell { "cells of " } else { "points of " }
}

impl Many {
    /// Several values, as a kind.
    pub fn kind(shape: Shape, count: Option<usize>, each: Kind) -> Kind {
        Kind::Many(Box::new(Many { shape, count, each }))
    }

    fn holds(&self, items: &[Value], world: &World) -> bool {
        let all = |items: &[Value]| items.iter().all(|item| self.each.holds(item, world));
        if let Shape::Table(columns) = self.shape {
            let is_row = |row: &Value| matches!(row, Value::List(cells) if cells.len() == columns && all(cells));
            return self.count == Some(items.len() * columns) && items.iter().all(is_row);
        }
        self.count.is_none_or(|count| count == items.len())
            && all(items)
            && (self.shape != Shape::Order || self.is_order(items))
    }

    /// Whether each of the values is there once.
    fn is_order(&self, items: &[Value]) -> bool {
        let Kind::Values(values) = &self.each else {
            return false;
        };
        let values = values.iter().cloned().map(Value::Number).collect();
        let ordered = |values| Value::List(sorted(values, Value::before));
        ordered(values).same(&ordered(items.to_vec()))
    }

    fn settled(&self, mut items: Vec<Value>) -> Vec<Value> {
        if matches!(self.each, Kind::Place { cell: true, .. }) {
            for item in &mut items {
                if let Some((row, column)) = item.place() {
                    *item = Value::Cell(row, column);
                }
            }
        }
        match self.shape {
            Shape::Set => sorted(value::distinct(&items), Value::before),
            Shape::Sum => sorted(items, Value::before),
            _ => items,
        }
    }

    fn write(&self) -> String {
        let each = self.each.write();
        let usual = match &self.each {
            Kind::Place { cell: true, .. } => Shape::Set,
            Kind::Place { .. } => Shape::List,
            _ => Shape::Order,
        };
        let count = self.count.unwrap_or(0);
        let mut text = match self.shape {
            Shape::Table(columns) => {
                let size = [count / columns.max(1), columns].map(|n| n.to_string());
                return "table ".to_string() + &size.join(" by ") + " from " + &each;
            }
            Shape::Order => return "order of ".to_string() + &each,
            shape if shape == usual && self.count.is_none() => return each,
            Shape::List => "list of ".to_string(),
            Shape::Set => "set of ".to_string(),
            Shape::Sum => "sum of ".to_string(),
        };
        if self.count.is_some() {
            text.push_str(&count.to_string());
            text.push_str(" from ");
        }
        text + &each
    }
}

/// Whether a place lies in the figure as this case draws it.
fn lies_in(value: &Value, name: &str, world: &World) -> bool {
    let figures = &world.model().figures;
    let figure = figures.iter().find(|figure| figure.name == name);
    let size = figure.and_then(|figure| figure::size(figure, world));
    let (Some((rows, columns)), Some((row, column))) = (size, value.place()) else {
        return false;
    };
    (1..=rows).contains(&row.into()) && (1..=columns).contains(&column.into())
}

/// What a response for a quantity can be: its kind, or what its value is where it follows from others and has none.
pub fn wanted(world: &World, name: &str, value: Option<&Value>) -> Kind {
    let quantity = world.model().quantity(name);
    if let Some(kind) = quantity.and_then(|quantity| quantity.kind.as_ref()) {
        return kind.clone();
    }
    let Some(Value::List(items)) = value else {
        return world.model().kind(name);
    };
    let unlike = value::distinct(items).len() == items.len();
    let shape = if unlike { Shape::Set } else { Shape::Sum };
    Many::kind(shape, None, like(items))
}

/// How an item of a list that has these is typed.
fn like(items: &[Value]) -> Kind {
    if matches!(items, [Value::List(_) | Value::Cell(..), ..]) {
        let cell = matches!(items, [Value::Cell(..), ..]);
        return Kind::Place {
            figure: String::new(),
            cell,
        };
    }
    let numbers = items.iter().filter_map(Value::as_number).cloned();
    Kind::Values(numbers.collect())
}

/// Whether the value is of the quantity's kind, where it has one.
pub fn allows(world: &World, name: &str, value: &Value) -> bool {
    let quantity = world.model().quantity(name);
    let kind = quantity.and_then(|quantity| quantity.kind.as_ref());
    kind.is_none_or(|kind| kind.holds(value, world))
}

/// A kind of several values or of no number, if the text begins like one.
fn compound(text: &str) -> Option<Result<Kind, Fault>> {
    if text == "calculation" {
        return Some(Ok(Kind::Calculation));
    }
    for (cell, shape) in [(true, Shape::Set), (false, Shape::List)] {
        if let Some(figure) = behind_word(text, places(cell).trim_end()) {
            let named = !figure.is_empty() && !figure.contains(char::is_whitespace);
            let figure = figure.to_string();
            let kind = Many::kind(shape, None, Kind::Place { figure, cell });
            return Some(named.then_some(kind).ok_or(Fault::Unknown));
        }
    }
    let shapes = [
        ("list of", Shape::List),
        ("set of", Shape::Set),
        ("sum of", Shape::Sum),
    ];
    for (word, shape) in shapes {
        if let Some(rest) = behind_word(text, word) {
            return Some(counted(shape, rest));
        }
    }
    if let Some(rest) = behind_word(text, "order of") {
        return Some(order(rest));
    }
    let (size, each) = behind_word(text, "table")?.split_once(" from ")?;
    Some(table(size, each))
}

/// The kind of the single values.
fn each(text: &str) -> Result<Kind, Fault> {
    match Kind::read(text).ok_or(Fault::Unknown)?? {
        Kind::Many(many) if many.each.is_compound() && many.count.is_none() => Ok(many.each),
        kind if kind.is_compound() => Err(Fault::Unknown),
        kind => Ok(kind),
    }
}

fn number_of(text: &str) -> Result<usize, Fault> {
    let count = text.trim().parse().ok();
    count
        .filter(|count| (1..=MOST_ITEMS).contains(count))
        .ok_or(Fault::Unknown)
}

fn counted(shape: Shape, text: &str) -> Result<Kind, Fault> {
    match text.split_once(" from ") {
        Some((count, rest)) => Ok(Many::kind(shape, Some(number_of(count)?), each(rest)?)),
        None => Ok(Many::kind(shape, None, each(text)?)),
    }
}

fn order(text: &str) -> Result<Kind, Fault> {
    let values = list(inside(text, '[', ']').ok_or(Fault::Unknown)?)?;
    let count = values.len();
    Ok(Many::kind(Shape::Order, Some(count), Kind::Values(values)))
}

fn table(size: &str, of: &str) -> Result<Kind, Fault> {
    let (rows, columns) = size.split_once(" by ").ok_or(Fault::Unknown)?;
    let (rows, columns) = (number_of(rows)?, number_of(columns)?);
    let each = each(of)?;
    if rows * columns > MOST_ITEMS || each.is_compound() {
        return Err(Fault::Unknown);
    }
    let count = Some(rows * columns);
    Ok(Many::kind(Shape::Table(columns), count, each))
}

fn inside(text: &str, open: char, close: char) -> Option<&str> {
    text.strip_prefix(open)?.strip_suffix(close)
}

/// What stands behind a word at the start.
fn behind_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(word)?;
    (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim())
}

/// A number that depends on nothing.
pub fn constant(text: &str) -> Option<Number> {
    let expr = read_expr(text.trim(), &Scope::author([])).ok()?;
    value::number(&expr, &World::new(&Default::default(), None, &Row::new())).ok()
}

fn list(text: &str) -> Result<Vec<Number>, Fault> {
    let mut values = Vec::new();
    for value in text.split(',') {
        values.push(settled(value).ok_or(Fault::Unknown)?);
    }
    Ok(values)
}

/// An end of a range; a missing one is open.
fn end(text: &str) -> Result<Option<Number>, Fault> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    settled(text).map(Some).ok_or(Fault::Unknown)
}

/// A number that is the same wherever the kind is written and read again: one that is only near is taken as it is written.
fn settled(text: &str) -> Option<Number> {
    let number = constant(text)?;
    match number.is_exact() {
        true => Some(number),
        false => constant(&number.exact_text()),
    }
}

fn ends(low: &str, high: &str) -> Result<(Option<Number>, Option<Number>), Fault> {
    match (end(low)?, end(high)?) {
        (Some(low), Some(high)) if low.order(&high).is_gt() => Err(Fault::Empty(low, high)),
        ends => Ok(ends),
    }
}

fn any(text: &str) -> Result<Kind, Fault> {
    if text.is_empty() {
        return Ok(Kind::Any {
            low: None,
            high: None,
        });
    }
    let (low, high) = text.split_once("..").ok_or(Fault::Unknown)?;
    let (low, high) = ends(low, high)?;
    Ok(Kind::Any { low, high })
}

fn range(low: &str, rest: &str) -> Result<Kind, Fault> {
    let (high, step) = rest.split_once("step").unwrap_or((rest, "1"));
    let step = settled(step).filter(|step| !step.is_zero() && !step.is_negative());
    match (ends(low, high)?, step) {
        ((Some(low), high), Some(step)) => Ok(Kind::Range { low, high, step }),
        _ => Err(Fault::Unknown),
    }
}

fn steps(low: &Number, high: Option<&Number>, step: &Number, most: usize) -> (Vec<Number>, bool) {
    let mut values = Vec::new();
    let mut value = low.clone();
    while at_most(&value, high) {
        if values.len() == most {
            return (values, false);
        }
        values.push(value.clone());
        match value.plus(step) {
            Ok(next) => value = next,
            Err(_) => return (values, false),
        }
    }
    (values, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_written_as_it_is_read() {
        for text in [
            "1..",
            "0..1 step 1/4",
            "any 0..",
            "[10, 20]",
            "list of 5 from 1..30",
            "list of any",
            "set of 1..40",
            "set of 3 from [1, 2, 5]",
            "sum of 1..",
            "order of [1/2, 3/5]",
            "table 3 by 2 from 1..9",
            "cells of board",
            "points of board",
            "set of 5 from cells of board",
            "calculation",
        ] {
            let kind = Kind::read(text).expect(text).expect(text);
            assert_eq!(kind.write(), text);
        }
    }

    #[test]
    fn an_end_that_is_only_near_is_the_same_when_it_is_read_again() {
        for text in ["any 0..2π", "1..10^2.02 step √2", "[√2, √3]"] {
            let written = Kind::read(text).expect(text).expect(text).write();
            let again = Kind::read(&written).expect(text).expect(text);
            assert_eq!(again.write(), written, "{text}");
        }
    }

    #[test]
    fn what_is_no_kind_is_a_formula_or_a_fault() {
        for text in [
            "4n + 4",
            "k for k in 1..n",
            "[k for k in 1..3]",
            "table + 1",
            "lists",
        ] {
            assert!(Kind::read(text).is_none(), "{text}");
        }
        for text in [
            "list of",
            "list of 5",
            "set of 0 from 1..9",
            "set of set of 1..9",
            "cells of",
            "order of 1..3",
            "table 20 by 20 from 1..9",
        ] {
            assert!(matches!(Kind::read(text), Some(Err(_))), "{text}");
        }
    }
}
