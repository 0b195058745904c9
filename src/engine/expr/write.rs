//! Owns the one way of writing an expression; reading it gives the same tree again.

use super::{Expr, Factor, Relation, Term};
use crate::engine::number::Number;

/// How tightly a part binds; a part that binds less than its place asks for stands in brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
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

const FRACTIONS: &[(char, i64, i64)] = &[
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
pub fn vulgar(sign: char) -> Option<(i64, i64)> {
    FRACTIONS
        .iter()
        .find(|(c, _, _)| *c == sign)
        .map(|(_, top, bottom)| (*top, *bottom))
}

impl Expr {
    /// As text of the grammar; reading it gives the same tree again.
    pub fn write(&self) -> String {
        let mut out = String::new();
        self.put(&mut out);
        out
    }

    fn rank(&self) -> Rank {
        match self {
            Expr::Number(_) | Expr::Name(_) | Expr::List(_) | Expr::Call(..) => Rank::Atom,
            Expr::Factorial(_) => Rank::Atom,
            Expr::Power(..) => Rank::Power,
            Expr::Minus(_) => Rank::Sign,
            Expr::Product(_) => Rank::Product,
            Expr::Sum(_) => Rank::Sum,
            Expr::Range(..) | Expr::Without(..) => Rank::Range,
            Expr::Compare(..) | Expr::Is(..) | Expr::In(..) | Expr::Divides(..) => Rank::Compare,
            Expr::Not(_) => Rank::Not,
            Expr::And(_) => Rank::And,
            Expr::Or(_) => Rank::Or,
            Expr::At(..) | Expr::Each { .. } => Rank::Full,
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
        match self {
            Expr::Number(number) => out.push_str(&literal(number)),
            Expr::Name(name) => out.push_str(name),
            Expr::List(items) => put_list(items, '[', ']', out),
            Expr::Sum(terms) => put_sum(terms, out),
            Expr::Product(factors) => put_product(factors, out),
            Expr::Power(base, exponent) => put_power(base, exponent, out),
            Expr::Minus(of) => {
                out.push('−');
                of.put_as(Rank::Sign, out);
            }
            Expr::Factorial(of) => {
                of.put_as(Rank::Atom, out);
                out.push('!');
            }
            Expr::Call(function, inputs) => {
                out.push_str(function.word());
                put_list(inputs, '(', ')', out);
            }
            Expr::Range(from, to) => put_pair(from, "..", to, Rank::Sum, out),
            Expr::Without(all, out_of) => {
                all.put_as(Rank::Range, out);
                out.push_str(" without ");
                out_of.put_as(Rank::Sum, out);
            }
            Expr::Compare(parts, relations) => put_chain(parts, relations, out),
            Expr::Is(of, negated, property) => {
                of.put_as(Rank::Range, out);
                out.push_str(if *negated { " is not " } else { " is " });
                out.push_str(property.word());
            }
            Expr::In(of, range) => put_pair(of, " in ", range, Rank::Range, out),
            Expr::Divides(a, b) => put_pair(a, " divides ", b, Rank::Range, out),
            Expr::Not(of) => {
                out.push_str("not ");
                of.put_as(Rank::Not, out);
            }
            Expr::And(parts) => put_joined(parts, " and ", Rank::Not, out),
            Expr::Or(parts) => put_joined(parts, " or ", Rank::And, out),
            Expr::At(body, name, value) => {
                body.put_as(Rank::Full, out);
                out.push_str(&format!(" for {name} = "));
                value.put_as(Rank::Sum, out);
            }
            Expr::Each {
                body,
                names,
                range,
                test,
            } => {
                body.put_as(Rank::Full, out);
                out.push_str(&format!(" for {} in ", names.join(", ")));
                range.put_as(Rank::Range, out);
                if let Some(test) = test {
                    out.push_str(" where ");
                    test.put_as(Rank::Or, out);
                }
            }
        }
    }
}

fn literal(number: &Number) -> String {
    if let Some(text) = number.decimal_text(40) {
        return text;
    }
    let parts = number.parts();
    let small = parts.and_then(|(top, bottom)| Some((top.to_whole()?, bottom.to_whole()?)));
    let Some((top, bottom)) = small else {
        return format!("({})", number.exact_text());
    };
    let sign = FRACTIONS
        .iter()
        .find(|(_, t, b)| *t == top % bottom && *b == bottom)
        .map(|(sign, _, _)| *sign);
    match (top / bottom, sign) {
        (0, Some(sign)) => sign.to_string(),
        (whole, Some(sign)) => format!("{whole}{sign}"),
        (_, None) => format!("({top}/{bottom})"),
    }
}

fn put_list(items: &[Expr], open: char, close: char, out: &mut String) {
    out.push(open);
    for (i, item) in items.iter().enumerate() {
        out.push_str(if i > 0 { ", " } else { "" });
        item.put(out);
    }
    out.push(close);
}

fn put_pair(left: &Expr, sign: &str, right: &Expr, least: Rank, out: &mut String) {
    left.put_as(least, out);
    out.push_str(sign);
    right.put_as(least, out);
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
            out.push_str(&format!(" {} ", relation.sign()));
        }
        part.put_as(Rank::Range, out);
    }
}

fn put_sum(terms: &[Term], out: &mut String) {
    for (i, term) in terms.iter().enumerate() {
        out.push_str(match (i, term.minus) {
            (0, false) => "",
            (0, true) => "−",
            (_, false) => " + ",
            (_, true) => " − ",
        });
        term.of.put_as(Rank::Product, out);
    }
}

fn put_product(factors: &[Factor], out: &mut String) {
    let mut divided = false;
    for (i, factor) in factors.iter().enumerate() {
        let mut text = String::new();
        factor
            .of
            .put_as(if i == 0 { Rank::Sign } else { Rank::Power }, &mut text);
        if i > 0 {
            out.push_str(joint(out, factor, divided, &text));
        }
        divided |= factor.divide;
        out.push_str(&text);
    }
}

/// What stands between two factors: nothing, a space, a dot or a slash.
fn joint(before: &str, factor: &Factor, divided: bool, text: &str) -> &'static str {
    let last = before.chars().next_back().unwrap_or(' ');
    let next = text.chars().next().unwrap_or(' ');
    let plain_next = next.is_alphabetic() || next == '(';
    if factor.divide {
        "/"
    } else if divided || !plain_next || before.ends_with('!') {
        "·"
    } else if last.is_alphanumeric() && !last.is_ascii_digit() && next.is_alphabetic() {
        " "
    } else if ends_in_name(before)
        && (next == '(' || next.is_alphabetic())
        && before.ends_with(|c: char| c.is_ascii_digit())
    {
        "·"
    } else {
        ""
    }
}

/// Whether the text ends in a name such as `n1`, whose digit would swallow what follows.
fn ends_in_name(text: &str) -> bool {
    let stem = text.trim_end_matches(|c: char| c.is_ascii_digit());
    stem.ends_with(|c: char| c.is_alphabetic() || c == '_')
}

fn put_power(base: &Expr, exponent: &Expr, out: &mut String) {
    base.put_as(Rank::Atom, out);
    match exponent {
        Expr::Number(n) if n.to_whole().is_some() => out.push_str(&superscript(&n.exact_text())),
        _ => {
            out.push('^');
            exponent.put_as(Rank::Atom, out);
        }
    }
}

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

fn superscript(digits: &str) -> String {
    digits
        .bytes()
        .filter_map(|b| RAISED.get(usize::from(b.wrapping_sub(b'0'))))
        .collect()
}

/// The digit a raised character stands for.
pub fn raised(sign: char) -> Option<u8> {
    RAISED
        .iter()
        .position(|c| *c == sign)
        .map(|digit| digit as u8)
}
