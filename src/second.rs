//! Owns the second opinion on every answer key, at build time: a plain formula is rewritten token by token for an
//! evaluator that shares nothing with the engine but the cutting into tokens. The only file that names evalexpr.

use crate::engine::model::{Row, Variant};
use crate::engine::number::Number;
use crate::engine::token::{Kind, Scope, Token, tokens};
use crate::task::Task;
use evalexpr::{
    Context, ContextWithMutableVariables, HashMapContext, Value, eval_number_with_context,
};

/// Longest text and deepest brackets that are handed over.
const LONGEST: usize = 300;
const DEEPEST: usize = 24;
/// Largest exponent that is handed over.
const HIGHEST: usize = 64;
/// Relative distance within which both opinions agree.
const CLOSE: f64 = 1e-9;
/// Functions both know, and what the other calls them.
const FUNCTIONS: [(&str, &str); 12] = [
    ("abs", "math::abs"),
    ("sqrt", "math::sqrt"),
    ("min", "min"),
    ("max", "max"),
    ("floor", "floor"),
    ("ceil", "ceil"),
    ("sin", "math::sin"),
    ("cos", "math::cos"),
    ("tan", "math::tan"),
    ("exp", "math::exp"),
    ("ln", "math::ln"),
    ("log", "math::log10"),
];

/// What the second opinion says of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Opinion {
    Agrees,
    Differs(f64),
    /// The formula is not plain, so there is none; that is no fault.
    None,
}

/// The second opinion on the value of a derived or bound quantity in a case.
pub fn opinion(task: &Task, variant: &Variant, row: &Row, name: &str, value: &Number) -> Opinion {
    let mut context = HashMapContext::new();
    for (name, value) in row {
        let known = value.to_f64().ok();
        if known
            .and_then(|value| set(&mut context, name, value))
            .is_none()
        {
            return Opinion::None;
        }
    }
    let Ok(value) = value.to_f64() else {
        return Opinion::None;
    };
    match valued(task, variant, name, &mut context, DEEPEST) {
        Some(second) if (second - value).abs() <= CLOSE * second.abs().max(1.0) => Opinion::Agrees,
        Some(second) => Opinion::Differs(second),
        None => Opinion::None,
    }
}

fn set(context: &mut HashMapContext, name: &str, value: f64) -> Option<()> {
    context.set_value(safe(name)?, Value::Float(value)).ok()
}

/// What marks the name of a quantity, so that none is taken for a function or a word of the other evaluator.
const MARK: &str = "q_";

/// The quantity a token names, if it does.
fn quantity_of(token: &Token) -> Option<&str> {
    if let Kind::Name(name) = &token.kind {
        name.strip_prefix(MARK)
    } else {
        None
    }
}

/// A name both evaluators read the same way.
fn safe(name: &str) -> Option<String> {
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    plain.then(|| format!("{MARK}{name}"))
}

/// The value of a name, worked out by the other evaluator all the way down, from what the author wrote.
fn valued(
    task: &Task,
    variant: &Variant,
    name: &str,
    context: &mut HashMapContext,
    depth: usize,
) -> Option<f64> {
    let key = safe(name)?;
    if let Some(Value::Float(known)) = context.get_value(&key) {
        return Some(*known);
    }
    let written = |of: Option<&String>| {
        task.formulas
            .iter()
            .find(|formula| formula.name == name && formula.variant.as_ref() == of)
    };
    let formula = written(Some(&variant.name)).or_else(|| written(None))?;
    let names: Vec<&str> = task
        .model
        .quantities
        .iter()
        .map(|quantity| quantity.name.as_str())
        .collect();
    let tokens = cut(&formula.text, &names)?;
    for token in &tokens {
        if let Some(needed) = quantity_of(token) {
            valued(task, variant, needed, context, depth.checked_sub(1)?)?;
        }
    }
    let value = eval_number_with_context(&put_together(&tokens)?, context)
        .ok()
        .filter(|value| value.is_finite())?;
    set(context, name, value)?;
    Some(value)
}

/// The formula for the other evaluator: products written out, powers in brackets, whole numbers as decimals.
pub fn rewritten(text: &str, names: &[&str]) -> Option<String> {
    put_together(&cut(text, names)?)
}

/// The tokens of a formula; a run of letters is taken apart.
fn cut(text: &str, names: &[&str]) -> Option<Vec<Token>> {
    if text.len() > LONGEST {
        return None;
    }
    let tokens = tokens(text, &Scope::author(names.iter().copied())).ok()?;
    let parts: Option<Vec<Vec<Token>>> = tokens
        .into_iter()
        .map(|token| known(token, names))
        .collect();
    Some(parts?.concat())
}

/// A token with every name in it known: a quantity's, letters that are quantities side by side, or a function's.
fn known(token: Token, names: &[&str]) -> Option<Vec<Token>> {
    let Kind::Name(name) = &token.kind else {
        return Some(vec![token]);
    };
    let named = |name: &str| {
        Some(Token {
            kind: Kind::Name(safe(name)?),
            ..token.clone()
        })
    };
    if names.contains(&name.as_str()) {
        return Some(vec![named(name)?]);
    }
    if function(name).is_some() {
        return Some(vec![token]);
    }
    let letter = |letter: char| {
        let letter = letter.to_string();
        named(&letter).filter(|_| names.contains(&letter.as_str()))
    };
    name.chars().map(letter).collect()
}

fn put_together(tokens: &[Token]) -> Option<String> {
    let (out, rest) = sum(tokens, DEEPEST)?;
    matches!(rest, [token] if token.kind == Kind::End).then_some(out)
}

/// Whether a quantity's formula, and those it needs, can be handed over.
pub fn is_plain(task: &Task, name: &str) -> bool {
    let names: Vec<&str> = task
        .model
        .quantities
        .iter()
        .map(|quantity| quantity.name.as_str())
        .collect();
    let (mut needed, mut seen) = (vec![name.to_string()], Vec::new());
    while let Some(name) = needed.pop() {
        let formula = task
            .formulas
            .iter()
            .find(|formula| formula.name == name && formula.variant.is_none());
        let Some(formula) = formula.filter(|_| !seen.contains(&name)) else {
            continue;
        };
        let Some(tokens) =
            cut(&formula.text, &names).filter(|tokens| put_together(tokens).is_some())
        else {
            return false;
        };
        needed.extend(tokens.iter().filter_map(quantity_of).map(str::to_string));
        seen.push(name);
    }
    true
}

type Rest<'t> = (String, &'t [Token]);

/// Copies tokens up to a closing bracket, a comma or the end.
fn sum(tokens: &[Token], depth: usize) -> Option<Rest<'_>> {
    let depth = depth.checked_sub(1)?;
    let (mut out, mut rest, mut value) = (String::new(), tokens, false);
    loop {
        let (first, behind) = rest.split_first()?;
        match &first.kind {
            Kind::Sign(sign @ ("+" | "-" | "*" | "/")) => {
                // A leading plus is none; a leading minus binds as in school.
                if value || *sign == "-" {
                    out.push_str(sign);
                } else if *sign != "+" {
                    return None;
                }
                (rest, value) = (behind, false);
            }
            Kind::End | Kind::Sign(")" | ",") if value => return Some((out, rest)),
            _ => {
                let (part, after) = power(rest, depth)?;
                if value {
                    out.push('*');
                }
                out.push_str(&part);
                (rest, value) = (after, true);
            }
        }
    }
}

fn power(tokens: &[Token], depth: usize) -> Option<Rest<'_>> {
    let depth = depth.checked_sub(1)?;
    let (mut base, mut rest) = atom(tokens, depth)?;
    while let Some((
        Token {
            kind: Kind::Raised(digits),
            ..
        },
        behind,
    )) = rest.split_first()
    {
        digits
            .parse::<usize>()
            .ok()
            .filter(|power| *power <= HIGHEST)?;
        base = format!("({base}^{digits}.0)");
        rest = behind;
    }
    if let Some((hat, behind)) = rest.split_first()
        && hat.is("^")
    {
        let (minus, behind) = match behind.split_first() {
            Some((sign, after)) if sign.is("-") => ("-", after),
            _ => ("", behind),
        };
        let (exponent, after) = power(behind, depth)?;
        return Some((format!("({base}^({minus}{exponent}))"), after));
    }
    Some((base, rest))
}

fn atom(tokens: &[Token], depth: usize) -> Option<Rest<'_>> {
    let depth = depth.checked_sub(1)?;
    let (first, rest) = tokens.split_first()?;
    match &first.kind {
        Kind::Number(digits) if digits.bytes().filter(u8::is_ascii_digit).count() <= 15 => Some((
            if digits.contains('.') {
                digits.clone()
            } else {
                format!("{digits}.0")
            },
            rest,
        )),
        Kind::Vulgar(top, bottom) => Some((format!("({top}.0/{bottom}.0)"), rest)),
        Kind::Sign("(") => {
            let (inside, rest) = sum(rest, depth)?;
            Some((format!("({inside})"), closed(rest)?))
        }
        Kind::Name(name)
            if rest.first().is_some_and(|next| next.is("(")) && function(name).is_some() =>
        {
            let (inputs, rest) = inputs(rest.get(1..)?, depth)?;
            Some((format!("{}({inputs})", function(name)?), rest))
        }
        Kind::Name(name) if name.starts_with(MARK) => Some((name.clone(), rest)),
        _ => None,
    }
}

fn function(name: &str) -> Option<&'static str> {
    FUNCTIONS
        .iter()
        .find(|(ours, _)| *ours == name)
        .map(|(_, theirs)| *theirs)
}

fn inputs(tokens: &[Token], depth: usize) -> Option<Rest<'_>> {
    let (mut out, mut rest) = sum(tokens, depth)?;
    while let Some((comma, behind)) = rest.split_first()
        && comma.is(",")
    {
        let (next, after) = sum(behind, depth)?;
        out = format!("{out}, {next}");
        rest = after;
    }
    Some((out, closed(rest)?))
}

fn closed(tokens: &[Token]) -> Option<&[Token]> {
    tokens
        .split_first()
        .filter(|(close, _)| close.is(")"))
        .map(|(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_opinion_is_school_arithmetic() {
        for (text, want) in [
            ("7/2", 3.5),
            ("2^3^2", 512.0),
            ("-2^2", -4.0),
            ("(n + 2)^2 - n^2", 24.0),
            ("2k(n + 1)", 24.0),
            ("n k", 10.0),
            ("|n - 9|", f64::NAN),
            ("abs(n - 9)", 4.0),
            ("max(n, 2k)", 5.0),
            ("2^-2", 0.25),
            ("½n", 2.5),
            ("n²³", f64::NAN),
        ] {
            let mut context = HashMapContext::new();
            set(&mut context, "n", 5.0);
            set(&mut context, "k", 2.0);
            let value = rewritten(text, &["n", "k"])
                .and_then(|text| eval_number_with_context(&text, &context).ok());
            assert!(
                value == Some(want) || (want.is_nan() && value.is_none_or(|v| v > 1e15)),
                "{text}: {value:?}"
            );
        }
    }

    #[test]
    fn what_is_not_plain_has_none() {
        for text in [
            "sum(n)",
            "n is even",
            "n!",
            "1..5",
            "//n",
            "(((((((((((((((((((((((((((n)))))))))))))))))))))))))))",
        ] {
            assert_eq!(rewritten(text, &["n"]), None, "{text}");
        }
    }
}
