//! Owns the form of formulas: when two have the same one (up to the order of sums and products, brackets that change
//! nothing, `n²` for `n·n`, `½n` for `n/2`), and whether one is written as it was asked for. Values are not compared here.

mod asked;

pub use asked::has;

use super::expr::{Expr, Op};
use super::number::Number;
use super::order::sorted;

/// Highest power that counts as written out.
const WRITTEN_OUT: i64 = 4;

/// Whether a formula has the form of a way of seeing: of its one formula, or of one in its list.
pub fn same(way: &Expr, formula: &Expr) -> bool {
    if let Op::List = way.op {
        return way.parts.iter().any(|way| same(way, formula));
    }
    canonical(way) == canonical(formula)
}

/// One text for all formulas of the same form.
fn canonical(expr: &Expr) -> String {
    let mut parts = Vec::new();
    match &expr.op {
        Op::Number(number) => return number.exact_text(),
        Op::Sum | Op::Minus | Op::Product | Op::Over | Op::Power => {
            gather_terms(expr, false, &mut parts)
        }
        Op::Call(function) => {
            let mut text = function.word().to_string();
            for part in &expr.parts {
                text.push('(');
                text.push_str(&canonical(part));
            }
            text.push(')');
            return text;
        }
        _ => return expr.write(),
    }
    in_order('(', parts)
}

fn in_order(open: char, parts: Vec<String>) -> String {
    let mut text = open.to_string();
    for part in sorted(parts, String::lt) {
        text.push_str(&part);
    }
    text.push(')');
    text
}

/// The terms of a sum, each with its sign; what is taken away twice is there.
fn gather_terms(expr: &Expr, minus: bool, out: &mut Vec<String>) {
    match (&expr.op, expr.parts.as_slice()) {
        (Op::Sum, terms) => terms.iter().for_each(|term| gather_terms(term, minus, out)),
        (Op::Minus, [of]) => gather_terms(of, !minus, out),
        (Op::Product | Op::Over | Op::Power, _) => {
            let (mut factors, mut minus) = (Vec::new(), minus);
            gather_factors(expr, false, &mut minus, &mut factors);
            out.push(signed(minus, &in_order('[', factors)));
        }
        _ => out.push(signed(minus, &canonical(expr))),
    }
}

/// The factors of a product, each above or below the line; a minus of a factor is one of the product.
fn gather_factors(expr: &Expr, below: bool, minus: &mut bool, out: &mut Vec<String>) {
    match (&expr.op, expr.parts.as_slice()) {
        (Op::Product, factors) => factors
            .iter()
            .for_each(|factor| gather_factors(factor, below, minus, out)),
        (Op::Over, [of]) => gather_factors(of, !below, minus, out),
        (Op::Minus, [of]) => {
            *minus = !*minus;
            gather_factors(of, below, minus, out);
        }
        // A power of powers is not written out: its factors would be too many.
        (Op::Power, [base, exponent]) => match written_out(exponent).filter(|_| !has_power(base)) {
            Some(times) => (0..times).for_each(|_| gather_factors(base, below, minus, out)),
            None => {
                let mut text = canonical(base);
                text.push('^');
                text.push_str(&canonical(exponent));
                put_factor(&text, below, out);
            }
        },
        (Op::Number(number), _) => put_number(number, below, out),
        _ => put_factor(&canonical(expr), below, out),
    }
}

/// A fraction is a factor above and one below the line; a factor 1 says nothing.
fn put_number(number: &Number, below: bool, out: &mut Vec<String>) {
    let Some((top, bottom)) = number.parts() else {
        return put_factor(&number.exact_text(), below, out);
    };
    for (part, below) in [(top, below), (bottom, !below)] {
        if !part.is_one() {
            put_factor(&part.exact_text(), below, out);
        }
    }
}

fn signed(minus: bool, text: &str) -> String {
    [if minus { "-" } else { "+" }, text].concat()
}

fn put_factor(text: &str, below: bool, out: &mut Vec<String>) {
    out.push([if below { "/" } else { "*" }, text].concat());
}

fn has_power(expr: &Expr) -> bool {
    matches!(expr.op, Op::Power) || expr.parts.iter().any(has_power)
}

fn written_out(exponent: &Expr) -> Option<i64> {
    let number = exponent.as_number()?;
    number.to_whole().filter(|n| (2..=WRITTEN_OUT).contains(n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::reader::read;
    use crate::engine::token::Scope;

    #[test]
    fn ways_are_told_apart_by_form() {
        let scope = Scope::author(["n"]);
        for (a, b, want) in [
            ("4n + 4", "4 + 4·n", true),
            ("4n + 4", "4 + n·4", true),
            ("4(n + 1)", "(1 + n)·4", true),
            ("(n + 2)² − n²", "(n + 2)(n + 2) − n·n", true),
            ("(n + 2)² − n²", "−n·n + (2 + n)^2", true),
            ("8 − 4n", "−4n + 8", true),
            ("8 − 4n", "8 + (−4)·n", true),
            ("8 − 4n", "8 + 4(−n)", true),
            ("n/2", "½n", true),
            ("n/2", "(1/2)n", true),
            ("3n/2", "1.5n", true),
            ("2n + 2(n + 2)", "2(2 + n) + 2n", true),
            ("[4n + 4, n + n + n + n + 4]", "4 + n + n + n + n", true),
            ("[4n + 4, n + n + n + n + 4]", "4(n + 1)", false),
            ("4n + 4", "4(n + 1)", false),
            ("4n + 4", "n + n + n + n + 4", false),
            ("4(n + 2) − 4", "4(n + 2) + 4", false),
            ("8 − 4n", "4n − 8", false),
            ("n/2", "2/n", false),
        ] {
            assert_eq!(
                same(&read(a, &scope).unwrap(), &read(b, &scope).unwrap()),
                want,
                "{a} and {b}"
            );
        }
    }
}
