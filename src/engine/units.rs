//! Owns measuring units in what students type: behind a number, a unit is a name worth so many of the quantity's first
//! unit. Knows nothing of right and not right.

use super::error::Error;
use super::expr::{Expr, Op};
use super::letter::{alike, fold, is_letter};
use super::model::{Model, Quantity};
use super::response::Typed;
use super::token::{Kind, Scope, Token, is_currency, tokens};
use super::value::Value;
use super::world::World;

/// Every way to write a unit of a quantity.
fn spellings(quantity: &Quantity) -> Vec<&str> {
    let mut all = Vec::new();
    for unit in &quantity.units {
        all.push(unit.as_str());
    }
    for (unit, _) in &quantity.other_units {
        all.push(unit.as_str());
    }
    all
}

/// How the words for money begin.
const MONEY: &[&str] = &[
    "dollar",
    "dólar",
    "euro",
    "cent",
    "pound",
    "pfund",
    "libra",
    "livre",
    "fran",
    "yen",
    "yuan",
    "peso",
    "rup",
    "lira",
    "kron",
    "złot",
    "rubl",
    "real",
    "دولار",
    "ريال",
    "دينار",
    "يورو",
];

/// Whether the quantity is an amount of money.
pub fn is_money(quantity: &Quantity) -> bool {
    spellings(quantity).iter().any(|unit| {
        let word = fold(unit);
        unit.contains(is_currency) || MONEY.iter().any(|money| word.starts_with(money))
    })
}

/// Whether a unit behind a number can change what the number says.
pub fn is_measured(quantity: &Quantity) -> bool {
    !quantity.other_units.is_empty()
}

/// Signs such as € and % are no words; they are read where they stand.
fn is_word(unit: &str) -> bool {
    unit.starts_with(is_letter)
}

/// What a unit is called in an expression: behind a number it is written with a blank, and no quantity is called so.
fn name_of(unit: &str) -> String {
    [" ", unit].concat()
}

/// A text as letters alone, as long as it was.
fn as_name(unit: &str) -> String {
    let mut name = String::new();
    for sign in unit.chars() {
        if is_letter(sign) {
            name.push(sign);
        } else {
            name.push_str("QQQQ".get(..sign.len_utf8()).unwrap_or(""));
        }
    }
    name
}

/// An expression as text, with units behind their numbers.
pub fn written(expr: &Expr) -> String {
    let (text, mut out) = (expr.write(), String::new());
    let mut rest = text.as_str();
    while let Some(sign) = rest.chars().next() {
        rest = rest.get(sign.len_utf8()..).unwrap_or("");
        // A product sign before a unit.
        if sign != '·' || !rest.starts_with(' ') {
            out.push(sign);
        }
    }
    out
}

/// Lets the units of a quantity stand behind numbers as names.
pub fn admit(scope: &mut Scope, quantity: &Quantity) {
    for unit in spellings(quantity) {
        if !is_word(unit) {
            continue;
        }
        scope.units.retain(|other| other != unit);
        scope.names.insert(0, (as_name(unit), name_of(unit)));
        if let Some(word) = unit.strip_suffix(['²', '³']) {
            scope.names.insert(0, ([word, "Q"].concat(), name_of(unit)));
        }
    }
}

/// A case in which the units of a quantity are worth what they are.
pub fn laid<'a>(world: &World<'a>, quantity: &Quantity) -> World<'a> {
    let mut world = world.clone();
    for unit in &quantity.units {
        world.lay(&name_of(unit), Value::whole(1));
    }
    for (unit, worth) in &quantity.other_units {
        world.lay(&name_of(unit), Value::Number(worth.clone()));
    }
    world
}

/// How much of the text's start is this unit: `cm²` may be written `cm^2` or `cm2`.
fn unit_length(text: &str, unit: &str) -> Option<usize> {
    let mut rest = text;
    for sign in unit.chars() {
        let raised = match sign {
            '²' => "2",
            '³' => "3",
            _ => "",
        };
        rest = match rest.strip_prefix(sign) {
            Some(rest) => rest,
            None if raised.is_empty() => return None,
            None => rest
                .strip_prefix('^')
                .unwrap_or(rest)
                .strip_prefix(raised)?,
        };
    }
    Some(text.len() - rest.len())
}

/// The text with every unit as letters alone, as long as it was: `5 cm²` becomes `5 cmQQ`, `2 m 50 cm` becomes `2 m+50 cm`.
pub fn plain(text: &str, quantity: &Quantity, scope: &Scope) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(sign) = rest.chars().next() {
        let mut length = 0;
        for unit in spellings(quantity) {
            if is_word(unit) && !out.ends_with(is_letter) {
                length = length.max(unit_length(rest, unit).unwrap_or(0));
            }
        }
        let length = length.max(sign.len_utf8());
        let part = rest.get(..length).unwrap_or("");
        if length > sign.len_utf8() {
            out.push_str(&as_name(part));
        } else {
            out.push_str(part);
        }
        rest = rest.get(length..).unwrap_or("");
    }
    for start in compound(&out, quantity, scope).unwrap_or_default() {
        let (before, after) = out.split_at_checked(start).unwrap_or((&out, ""));
        if let Some(before) = before.strip_suffix(' ') {
            out = [before, "+", after].concat();
        }
    }
    out
}

/// Where numbers start in `2 m 50 cm`: numbers and units by turns and nothing else.
fn compound(text: &str, quantity: &Quantity, scope: &Scope) -> Option<Vec<usize>> {
    let mut starts = Vec::new();
    for (at, token) in tokens(text, scope).ok()?.iter().enumerate() {
        match &token.kind {
            Kind::End => break,
            Kind::Number(_) if at == 0 => {}
            Kind::Number(_) if at % 2 == 0 => starts.push(token.range.start),
            _ if at % 2 == 1 && unit(token, quantity, scope).is_some() => {}
            _ => return None,
        }
    }
    Some(starts)
}

/// What a token that is a unit is called.
fn unit(token: &Token, quantity: &Quantity, scope: &Scope) -> Option<String> {
    match &token.kind {
        Kind::Name(name) => scope.name(name).filter(|name| is_unit(quantity, name)),
        _ => None,
    }
}

/// What stands before the only unit of a text, which is its last word, and what the unit is called: `1/2` and `m`.
pub fn behind<'t>(text: &'t str, quantity: &Quantity, scope: &Scope) -> Option<(&'t str, String)> {
    let mut found: Option<(usize, String)> = None;
    for token in &tokens(text, scope).ok()? {
        match unit(token, quantity, scope) {
            Some(unit) if found.is_none() => found = Some((token.range.start, unit)),
            None if found.is_none() || token.kind == Kind::End => {}
            _ => return None,
        }
    }
    let (start, unit) = found?;
    let before = text.get(..start)?;
    (!before.trim().is_empty()).then_some((before, unit))
}

/// Whether a name is what a unit of the quantity is called in an expression.
fn is_unit(quantity: &Quantity, name: &str) -> bool {
    name.strip_prefix(' ')
        .is_some_and(|unit| spellings(quantity).contains(&unit))
}

/// How often an expression is multiplied with a unit: 1 for a length in `m`, 2 for `m · m`; none where its parts differ.
fn power(expr: &Expr, quantity: &Quantity) -> Option<i32> {
    let (mut sum, mut first, mut same) = (0, None, true);
    for part in &expr.parts {
        let power = power(part, quantity)?;
        sum += power;
        same &= *first.get_or_insert(power) == power;
    }
    let first = first.unwrap_or(0);
    match &expr.op {
        Op::Name(name) => Some(i32::from(is_unit(quantity, name))),
        Op::Product => Some(sum),
        Op::Over => Some(-first),
        // Whatever the exponent, it is no longer this unit.
        Op::Power => Some(2 * first),
        Op::Sum | Op::Minus => same.then_some(first),
        _ => (same && first == 0).then_some(0),
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
    let power = power(&typed.expr, quantity);
    let alone = power == Some(1) && typed.expr.as_name().is_some();
    let word = last_word(text);
    let sign = spellings(quantity)
        .iter()
        .any(|unit| !is_word(unit) && text.trim_end().ends_with(unit));
    let key = match power {
        _ if alone => "unknown-word",
        None => "which-unit",
        Some(0) if wanted && !sign => "which-unit",
        Some(0) if typed.expr.as_number().is_some() && is_of_another(model, quantity, word) => {
            "not-this-unit"
        }
        Some(0 | 1) => return Ok(typed),
        Some(_) => "not-this-unit",
    };
    let units = listed(quantity);
    let parts: &[&str] = match key {
        "which-unit" => &[&units],
        _ if word.is_empty() => &[text.trim(), &units],
        _ => &[word, &units],
    };
    Err(Error::at(0..text.len(), key, parts))
}

fn last_word(text: &str) -> &str {
    let text = text.trim_end();
    let mut start = text.len();
    for (at, sign) in text.char_indices().rev() {
        if !is_letter(sign) {
            break;
        }
        start = at;
    }
    text.get(start..).unwrap_or("")
}

/// The same trouble, or where a word behind a number was not understood: that it is no unit of the quantity.
pub fn trouble(error: Error, quantity: &Quantity, text: &str) -> Error {
    let before = text.get(..error.range.start).unwrap_or("");
    let start = before.len() - last_word(before).len();
    let (before, rest) = text.split_at_checked(start).unwrap_or(("", ""));
    let mut word = 0;
    for sign in rest.chars() {
        if !is_letter(sign) {
            break;
        }
        word += sign.len_utf8();
    }
    let last = before.trim_end().as_bytes().last();
    let number = last.is_some_and(u8::is_ascii_digit);
    let lone = quantity.units.iter().all(|unit| as_name(unit) == *unit);
    if !number
        || lone && !is_measured(quantity)
        || !matches!(error.key, "unknown-word" | "unknown-letter")
    {
        return error;
    }
    let parts = [rest.get(..word).unwrap_or(""), &listed(quantity)];
    Error::at(start..start + word, "not-this-unit", &parts)
}

/// Whether a word measures some other quantity and not this one, which has units.
fn is_of_another(model: &Model, quantity: &Quantity, word: &str) -> bool {
    let has = |of: &Quantity| spellings(of).iter().any(|unit| alike(unit, word));
    if quantity.units.is_empty() || alike(&quantity.name, word) || has(quantity) {
        return false;
    }
    let measured = is_measured(quantity);
    let mut others = model.quantities.iter();
    others.any(|of| (measured || is_measured(of)) && has(of))
}

/// The units of a quantity, the first of each sort: `m, cm`.
fn listed(quantity: &Quantity) -> String {
    let mut listed = quantity.units.last().cloned().unwrap_or_default();
    for (unit, _) in &quantity.other_units {
        listed.push_str(", ");
        listed.push_str(unit);
    }
    listed
}
