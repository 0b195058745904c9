//! Owns the one way of writing an expression; reading it gives the same tree again.

use super::{Expr, Op, Relation};
use crate::engine::letter::{is_letter, stem};
use crate::engine::number::Number;

/// How tightly a part binds; a part that binds less than its place asks for stands in brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Full,
    Or,
    And,
    Not,
    Compare,
    Range,
    Sum,
    Product,
    Sign,
    Power,
    Atom,
}

const FRACTIONS: &[(char, u8, u8)] = &[
    ('½', 1, 2),
    ('⅓', 1, 3),
    ('⅔', 2, 3),
    ('¼', 1, 4),
    ('¾', 3, 4),
    ('⅕', 1, 5),
    ('⅖', 2, 5),
    ('⅗', 3, 5),
    ('⅘', 4, 5),
    ('⅙', 1, 6),
    ('⅚', 5, 6),
    ('⅛', 1, 8),
    ('⅜', 3, 8),
    ('⅝', 5, 8),
    ('⅞', 7, 8),
    ('⅐', 1, 7),
    ('⅑', 1, 9),
    ('⅒', 1, 10),
];

/// The fraction a single character stands for, as top and bottom.
pub fn vulgar(sign: char) -> Option<(u32, u32)> {
    let (_, top, bottom) = FRACTIONS.iter().find(|(c, _, _)| *c == sign)?;
    Some((u32::from(*top), u32::from(*bottom)))
}

impl Expr {
    /// As text of the grammar; reading it gives the same tree again.
    pub fn write(&self) -> String {
        let mut out = String::new();
        self.put(&mut out);
        out
    }

    pub(super) fn rank(&self) -> Rank {
        match self.op {
            Op::Number(_) | Op::Name(_) | Op::List | Op::Call(_) | Op::Factorial => Rank::Atom,
            Op::Power => Rank::Power,
            Op::Minus => Rank::Sign,
            Op::Product | Op::Over => Rank::Product,
            Op::Sum => Rank::Sum,
            Op::Range | Op::Without => Rank::Range,
            Op::Compare(_) | Op::Is(..) | Op::In | Op::Divides => Rank::Compare,
            Op::Not => Rank::Not,
            Op::And => Rank::And,
            Op::Or => Rank::Or,
            Op::At(_) | Op::Each(_) => Rank::Full,
        }
    }

    fn put_as(&self, least: Rank, out: &mut String) {
        if self.rank() >= least {
            return self.put(out);
        }
        out.push('(');
        self.put(out);
        out.push(')');
    }

    fn put(&self, out: &mut String) {
        let parts = self.parts.as_slice();
        match (&self.op, parts) {
            (Op::Number(number), _) => out.push_str(&literal(number)),
            (Op::Name(name), _) => out.push_str(name),
            (Op::List, _) => put_list(parts, "[", "]", out),
            (Op::Call(function), _) => {
                out.push_str(function.word());
                put_list(parts, "(", ")", out);
            }
            (Op::Sum, _) => put_sum(parts, out),
            (Op::Product, _) => put_product(parts, out),
            (Op::Power, [base, exponent]) => put_power(base, exponent, out),
            (Op::Compare(relations), _) => put_chain(parts, relations, out),
            (Op::Range, _) => put_joined(parts, "..", Rank::Sum, out),
            (Op::In, _) => put_joined(parts, " in ", Rank::Range, out),
            (Op::Divides, _) => put_joined(parts, " divides ", Rank::Range, out),
            (Op::And, _) => put_joined(parts, " and ", Rank::Not, out),
            (Op::Or, _) => put_joined(parts, " or ", Rank::And, out),
            (_, [first, rest @ ..]) => self.put_around(first, rest, out),
            _ => {}
        }
    }

    /// What is written before, behind or between parts that differ in rank.
    fn put_around(&self, first: &Expr, rest: &[Expr], out: &mut String) {
        let (before, least) = match self.op {
            Op::Minus => ("−", Rank::Sign),
            Op::Over => ("1/", Rank::Power),
            Op::Not => ("not ", Rank::Not),
            Op::Factorial => ("", Rank::Atom),
            Op::Is(..) | Op::Without => ("", Rank::Range),
            _ => ("", Rank::Full),
        };
        out.push_str(before);
        first.put_as(least, out);
        match &self.op {
            Op::Factorial => out.push('!'),
            Op::Is(negated, property) => {
                out.push_str(if *negated { " is not " } else { " is " });
                out.push_str(property.word());
            }
            Op::Without => put_behind(" without ", rest.first(), Rank::Sum, out),
            Op::At(name) => {
                out.push_str(" for ");
                out.push_str(name);
                put_behind(" = ", rest.first(), Rank::Sum, out);
            }
            Op::Each(names) => {
                out.push_str(" for ");
                out.push_str(&names.join(", "));
                put_behind(" in ", rest.first(), Rank::Range, out);
                put_behind(" where ", rest.get(1), Rank::Or, out);
            }
            _ => {}
        }
    }
}

fn put_behind(sign: &str, part: Option<&Expr>, least: Rank, out: &mut String) {
    if let Some(part) = part {
        out.push_str(sign);
        part.put_as(least, out);
    }
}

fn literal(number: &Number) -> String {
    if let Some(text) = number.decimal_text(40) {
        return text;
    }
    in_one_piece(number).unwrap_or_else(|| ["(", &number.exact_text(), ")"].concat())
}

/// A fraction that has a sign of its own, behind the whole ones: `½`, `2½`.
fn in_one_piece(number: &Number) -> Option<String> {
    if number.is_negative() {
        return None;
    }
    let whole = number.floor().ok()?;
    let (top, bottom) = number.minus(&whole).ok()?.parts()?;
    let (top, bottom) = (top.to_whole()?, bottom.to_whole()?);
    let is_left = |(_, t, b): &&(char, u8, u8)| i64::from(*t) == top && i64::from(*b) == bottom;
    let (sign, _, _) = FRACTIONS.iter().find(is_left)?;
    let mut text = String::new();
    if !whole.is_zero() {
        text.push_str(&whole.exact_text());
    }
    text.push(*sign);
    Some(text)
}

fn put_list(items: &[Expr], open: &str, close: &str, out: &mut String) {
    out.push_str(open);
    put_joined(items, ", ", Rank::Full, out);
    out.push_str(close);
}

fn put_joined(parts: &[Expr], sign: &str, least: Rank, out: &mut String) {
    for (i, part) in parts.iter().enumerate() {
        out.push_str(if i > 0 { sign } else { "" });
        part.put_as(least, out);
    }
}

fn put_chain(parts: &[Expr], relations: &[Relation], out: &mut String) {
    for (i, part) in parts.iter().enumerate() {
        if let Some(relation) = i.checked_sub(1).and_then(|before| relations.get(before)) {
            out.push(' ');
            out.push_str(relation.word());
            out.push(' ');
        }
        part.put_as(Rank::Range, out);
    }
}

/// The part itself, and whether the operation was around it.
fn without(part: &Expr, is: fn(&Op) -> bool) -> (&Expr, bool) {
    match part.parts.first() {
        Some(inner) if is(&part.op) => (inner, true),
        _ => (part, false),
    }
}

fn put_sum(terms: &[Expr], out: &mut String) {
    for (i, term) in terms.iter().enumerate() {
        if i == 0 {
            term.put_as(Rank::Product, out);
            continue;
        }
        let (of, minus) = without(term, |op| matches!(op, Op::Minus));
        out.push_str(if minus { " − " } else { " + " });
        of.put_as(Rank::Product, out);
    }
}

fn put_product(factors: &[Expr], out: &mut String) {
    let mut divided = false;
    for (i, factor) in factors.iter().enumerate() {
        if i == 0 {
            factor.put_as(Rank::Sign, out);
            continue;
        }
        let (of, divide) = without(factor, |op| matches!(op, Op::Over));
        let mut text = String::new();
        of.put_as(Rank::Power, &mut text);
        out.push_str(joint(out, divide, divided, &text));
        divided |= divide;
        out.push_str(&text);
    }
}

/// What stands between two factors: nothing, a space, a dot or a slash.
fn joint(before: &str, divide: bool, divided: bool, text: &str) -> &'static str {
    let last = before.chars().next_back().unwrap_or(' ');
    let next = text.chars().next().unwrap_or(' ');
    let plain_next = is_letter(next) || next == '(';
    if divide {
        "/"
    } else if divided || !plain_next || before.ends_with('!') || ends_in_exponent(before) {
        "·"
    } else if (is_letter(last) || raised(last).is_some()) && is_letter(next) {
        " "
    } else if ends_in_name(before) && (next == '(' || is_letter(next)) && last.is_ascii_digit() {
        "·"
    } else {
        ""
    }
}

/// Whether the text ends in a bare exponent such as `^0.5`, to which what follows would seem to belong.
fn ends_in_exponent(text: &str) -> bool {
    let mut bare = false;
    for sign in text.bytes() {
        bare = sign == b'^' || bare && sign != b')';
    }
    bare
}

/// Whether the text ends in a name such as `n1`, whose digit would swallow what follows.
fn ends_in_name(text: &str) -> bool {
    let last = stem(text).chars().next_back();
    last.is_some_and(|c| is_letter(c) || c == '_')
}

fn put_power(base: &Expr, exponent: &Expr, out: &mut String) {
    base.put_as(Rank::Atom, out);
    match exponent.as_number() {
        Some(n) if n.to_whole().is_some() => put_raised(&n.exact_text(), out),
        _ => {
            out.push('^');
            exponent.put_as(Rank::Atom, out);
        }
    }
}

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

fn put_raised(digits: &str, out: &mut String) {
    for digit in digits.bytes() {
        if let Some(sign) = RAISED.get(usize::from(digit.wrapping_sub(b'0'))) {
            out.push(*sign);
        }
    }
}

/// The digit a raised character stands for.
pub fn raised(sign: char) -> Option<u8> {
    RAISED
        .iter()
        .position(|c| *c == sign)
        .map(|digit| digit as u8)
}
