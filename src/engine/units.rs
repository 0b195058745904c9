//! Owns measuring units in what students type: behind a number, a unit is a name worth so many of the quantity's first
//! unit. Knows nothing of right and not right.

use super::error::Error;
use super::expr::{Expr, Op};
use super::model::{Model, Quantity};
use super::number::Number;
use super::response::Typed;
use super::token::{Kind, Scope, Token, tokens};
use super::world::World;

/// Whether a unit behind a number changes what the number says, or cannot be read as a word.
pub fn is_measured(quantity: &Quantity) -> bool {
    let spelt = |unit: &String| is_word(unit) && as_name(unit) != *unit;
    !quantity.other_units.is_empty() || quantity.units.iter().any(spelt)
}

/// Signs such as € and % are no words; they are read where they stand.
fn is_word(unit: &str) -> bool {
    unit.starts_with(char::is_alphabetic)
}

/// Every way to write a unit of a quantity.
fn spellings(quantity: &Quantity) -> impl Iterator<Item = &String> {
    let others = quantity.other_units.iter().map(|(unit, _)| unit);
    quantity.units.iter().chain(others)
}

/// Lets the units of a quantity stand behind numbers as names.
pub fn admit(scope: &mut Scope, quantity: &Quantity) {
    for unit in spellings(quantity).filter(|unit| is_word(unit)) {
        scope.units.retain(|other| other != unit);
        scope.names.insert(0, (as_name(unit), name_of(unit)));
        if let Some(word) = unit.strip_suffix(RAISED) {
            scope.names.insert(0, ([word, "Q"].concat(), name_of(unit)));
        }
    }
}

/// A case in which the units of a quantity are worth what they are.
pub fn laid<'a>(world: &World<'a>, quantity: &Quantity) -> World<'a> {
    let mut world = world.clone();
    for unit in &quantity.units {
        world = world.with_number(&name_of(unit), &Number::whole(1));
    }
    for (unit, worth) in &quantity.other_units {
        world = world.with_number(&name_of(unit), worth);
    }
    world
}

/// The text with every unit as letters alone, as long as it was: `5 cm²` becomes `5 cmQQ`, `2 m 50 cm` becomes `2 m+50 cm`.
pub fn plain(text: &str, asked: &[&Quantity], scope: &Scope) -> String {
    let mut signs: Vec<&String> = asked
        .iter()
        .flat_map(|quantity| spellings(quantity))
        .collect();
    signs.retain(|unit| is_word(unit) && as_name(unit) != **unit);
    signs = super::order::sorted(signs, |a, b| a.len() > b.len());
    let mut text = text.to_string();
    for unit in signs {
        text = text.replace(unit.as_str(), &as_name(unit));
        if let Some(word) = unit.strip_suffix(RAISED) {
            let digit = if unit.ends_with('²') { "2" } else { "3" };
            text = text.replace(&[word, "^", digit].concat(), &as_name(unit));
            text = text.replace(&[word, digit].concat(), &[word, "Q"].concat());
        }
    }
    let starts = compound(&text, asked, scope).unwrap_or_default();
    let sums = text.char_indices().map(|(at, sign)| {
        let before = sign == ' ' && starts.contains(&(at + 1));
        if before { '+' } else { sign }
    });
    sums.collect()
}

const RAISED: [char; 2] = ['²', '³'];

/// What a unit is called in an expression: behind a number it is written with a blank, and no quantity is called so.
pub fn name_of(unit: &str) -> String {
    [" ", unit].concat()
}

/// An expression as text, with units behind their numbers.
pub fn written(expr: &Expr) -> String {
    expr.write().replace("· ", " ")
}

/// A unit as letters alone, as long as it was.
fn as_name(unit: &str) -> String {
    let mut name = String::new();
    for sign in unit.chars() {
        if sign.is_alphabetic() {
            name.push(sign);
        } else {
            name.push_str(
                ["Q", "QQ", "QQQ", "QQQQ"]
                    .get(sign.len_utf8() - 1)
                    .unwrap_or(&"Q"),
            );
        }
    }
    name
}

/// Where the numbers behind the first one start in `2 m 50 cm`: numbers and units by turns and nothing else.
fn compound(text: &str, asked: &[&Quantity], scope: &Scope) -> Option<Vec<usize>> {
    let mut starts = Vec::new();
    for (at, token) in tokens(text, scope).ok()?.iter().enumerate() {
        match &token.kind {
            Kind::Number(_) if at % 2 == 0 => starts.push(token.range.start),
            Kind::End => break,
            _ if at % 2 == 1 && unit(token, asked, scope).is_some() => {}
            _ => return None,
        }
    }
    Some(starts)
}

/// The unit a token is.
fn unit(token: &Token, asked: &[&Quantity], scope: &Scope) -> Option<String> {
    let Kind::Name(name) = &token.kind else {
        return None;
    };
    let unit = scope.name(name)?;
    let known = asked.iter().any(|quantity| is_unit(quantity, &unit));
    known.then_some(unit)
}

/// What stands before the only unit of a text, which is its last word, and the unit: `1/2` and `m`.
pub fn behind<'t>(text: &'t str, quantity: &Quantity, scope: &Scope) -> Option<(&'t str, String)> {
    let tokens = tokens(text, scope).ok()?;
    let mut units = tokens
        .iter()
        .filter_map(|token| Some((token.range.start, unit(token, &[quantity], scope)?)));
    let (Some((start, unit)), None) = (units.next(), units.next()) else {
        return None;
    };
    let last = tokens
        .iter()
        .rfind(|token| token.kind != Kind::End)?
        .range
        .start
        == start;
    let before = text
        .get(..start)
        .filter(|before| last && !before.trim().is_empty())?;
    Some((before, unit))
}

/// Whether a name is what a unit of the quantity is called in an expression.
fn is_unit(quantity: &Quantity, name: &str) -> bool {
    let unit = name.strip_prefix(' ');
    unit.is_some_and(|unit| spellings(quantity).any(|known| known == unit))
}

/// How often an expression is multiplied with a unit: 1 for a length in `m`, 2 for `m · m`; none where its parts differ.
fn power(expr: &Expr, quantity: &Quantity) -> Option<i32> {
    let mut powers = Vec::with_capacity(expr.parts.len());
    for part in &expr.parts {
        powers.push(power(part, quantity)?);
    }
    let first = powers.first().copied().unwrap_or(0);
    match &expr.op {
        Op::Name(name) => Some(i32::from(is_unit(quantity, name))),
        Op::Product => Some(powers.iter().sum()),
        Op::Over => Some(-first),
        // Whatever the exponent, it is no longer this unit.
        Op::Power => Some(2 * first),
        Op::Sum | Op::Minus => powers.iter().all(|power| *power == first).then_some(first),
        _ => powers.iter().all(|power| *power == 0).then_some(0),
    }
}

/// What was typed for a quantity, once its unit is one of the quantity's; the unit must be there where it is `wanted`.
pub fn checked(
    model: &Model,
    quantity: &Quantity,
    wanted: bool,
    text: &str,
    typed: Typed,
) -> Result<Typed, Error> {
    let trouble = |key, parts: &[&str]| Err(Error::at(0..text.len(), key, parts));
    let of_another = |word| {
        !quantity.units.is_empty()
            && typed.expr.as_number().is_some()
            && is_of_another(model, quantity, word)
    };
    let sign = |unit: &String| !is_word(unit) && text.contains(unit.as_str());
    match power(&typed.expr, quantity) {
        _ if typed
            .expr
            .as_name()
            .is_some_and(|name| is_unit(quantity, name)) =>
        {
            trouble("unknown-word", &[text.trim()])
        }
        None => trouble("which-unit", &[&listed(quantity)]),
        Some(0) if wanted && !spellings(quantity).any(sign) => {
            trouble("which-unit", &[&listed(quantity)])
        }
        Some(0) if of_another(last_word(text)) => {
            trouble("not-this-unit", &[last_word(text), &listed(quantity)])
        }
        Some(0 | 1) => Ok(typed),
        Some(_) => trouble("not-this-unit", &[text.trim(), &listed(quantity)]),
    }
}

fn last_word(text: &str) -> &str {
    let mut words = text.trim_end().rsplit(|sign: char| !sign.is_alphabetic());
    words.next().unwrap_or("")
}

/// The same trouble, or where a word behind a number was not understood: that it is no unit of the quantity.
pub fn trouble(error: Error, quantity: &Quantity, text: &str) -> Error {
    let letters = |text: &str| {
        text.find(|sign: char| !sign.is_alphabetic())
            .unwrap_or(text.len())
    };
    let before = text.get(..error.range.start).unwrap_or("");
    let start = before.trim_end_matches(char::is_alphabetic).len();
    let word = text
        .get(start..)
        .map_or("", |rest| rest.get(..letters(rest)).unwrap_or(""));
    let number = before
        .get(..start)
        .unwrap_or("")
        .trim_end()
        .ends_with(|sign: char| sign.is_ascii_digit());
    let unread = matches!(error.key, "unknown-word" | "unknown-letter");
    if unread && number && is_measured(quantity) {
        return Error::at(
            start..start + word.len(),
            "not-this-unit",
            &[word, &listed(quantity)],
        );
    }
    error
}

/// Whether a word is a unit of some other quantity and not of this one.
fn is_of_another(model: &Model, quantity: &Quantity, word: &str) -> bool {
    let folded = word.to_lowercase();
    let is = |of: &Quantity| {
        of.name.to_lowercase() == folded || spellings(of).any(|unit| unit.to_lowercase() == folded)
    };
    !is(quantity)
        && model
            .quantities
            .iter()
            .any(|other| spellings(other).any(|unit| unit.to_lowercase() == folded))
}

/// The units of a quantity, the first of each sort: `m, cm`.
fn listed(quantity: &Quantity) -> String {
    let others = quantity.other_units.iter().map(|(unit, _)| unit.as_str());
    let first = quantity.units.last().map(String::as_str);
    first
        .into_iter()
        .chain(others)
        .collect::<Vec<_>>()
        .join(", ")
}
