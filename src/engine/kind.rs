//! Owns kinds: what a quantity's value, and so a response, can be. Knows nothing of tasks but the names in them.

use super::model::Row;
use super::number::Number;
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
}

/// The kinds there are, as an author writes them.
pub const KINDS: &str = "a range `1..20`, an open range `1..`, steps `0..1 step 0.01`, any number `any 0..`, a list of values `[10, 20]`";

fn at_least(value: &Number, low: Option<&Number>) -> bool {
    low.is_none_or(|low| value.order(low).is_ge())
}

fn at_most(value: &Number, high: Option<&Number>) -> bool {
    high.is_none_or(|high| value.order(high).is_le())
}

impl Kind {
    /// Whether the value is of this kind.
    pub fn holds(&self, value: &Value) -> bool {
        matches!(value, Value::Number(number) if self.holds_number(number))
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
        }
    }

    /// Whether only whole numbers are of this kind.
    pub fn is_whole(&self) -> bool {
        match self {
            Kind::Range { low, step, .. } => low.is_whole() && step.is_whole(),
            Kind::Any { .. } => false,
            Kind::Values(values) => values.iter().all(Number::is_whole),
        }
    }

    /// Whether its values come to an end.
    pub fn is_closed(&self) -> bool {
        matches!(self, Kind::Range { high: Some(_), .. } | Kind::Values(_))
    }

    /// The lowest value there is, if there is one.
    pub fn low(&self) -> Option<&Number> {
        match self {
            Kind::Range { low, .. } => Some(low),
            Kind::Any { low, .. } => low.as_ref(),
            Kind::Values(values) => values.iter().min_by(|a, b| a.order(b)),
        }
    }

    /// The first `most` values from the low end, and whether these are all.
    pub fn values(&self, most: usize) -> (Vec<Number>, bool) {
        match self {
            Kind::Range { low, high, step } => steps(low, high.as_ref(), step, most),
            Kind::Any { .. } => (Vec::new(), false),
            Kind::Values(values) => (
                values.iter().take(most).cloned().collect(),
                values.len() <= most,
            ),
        }
    }

    /// Reads a kind as an author writes it; nothing where the text is not written as a kind at all.
    pub fn read(text: &str) -> Option<Result<Kind, Fault>> {
        let text = text.trim();
        if let Some(values) = inside(text, '[', ']') {
            return Some(list(values).map(Kind::Values));
        }
        if let Some(ends) = behind_word(text, "any") {
            return Some(any(ends));
        }
        let (low, rest) = text
            .split_once("..")
            .filter(|(low, _)| !low.contains(['(', '[', '{']))?;
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
        }
    }
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
        values.push(constant(value).ok_or(Fault::Unknown)?);
    }
    Ok(values)
}

/// An end of a range; a missing one is open.
fn end(text: &str) -> Result<Option<Number>, Fault> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    constant(text).map(Some).ok_or(Fault::Unknown)
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
    let step = constant(step).filter(|step| !step.is_zero() && !step.is_negative());
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
