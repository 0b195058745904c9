//! Owns when two formulas have the same form: up to the order of sums and products, brackets that change nothing, and
//! `n²` for `n·n`. Values are not compared here.

use super::expr::{Expr, Op};
use super::order::sorted;

/// Highest power that counts as written out.
const WRITTEN_OUT: i64 = 4;

/// Whether both show the same way of seeing.
pub fn same(a: &Expr, b: &Expr) -> bool {
    canonical(a) == canonical(b)
}

/// One text for all formulas of the same form.
fn canonical(expr: &Expr) -> String {
    let mut parts = Vec::new();
    match &expr.op {
        Op::Number(number) => return number.exact_text(),
        Op::Sum | Op::Minus => gather(expr, &Op::Sum, false, &mut parts),
        Op::Product | Op::Over | Op::Power => gather(expr, &Op::Product, false, &mut parts),
        Op::Call(function) => {
            let inputs: Vec<String> = expr.parts.iter().map(canonical).collect();
            return format!("{}({})", function.word(), inputs.join(","));
        }
        _ => return expr.write(),
    }
    format!("({})", sorted(parts, |a, b| a < b).concat())
}

/// The terms of a sum or the factors of a product, each with its sign; what undoes itself is undone.
fn gather(expr: &Expr, of: &Op, inverse: bool, out: &mut Vec<String>) {
    let all = |parts: &[Expr], inverse: bool, out: &mut Vec<String>| {
        parts.iter().for_each(|part| gather(part, of, inverse, out))
    };
    match (of, &expr.op, expr.parts.as_slice()) {
        (Op::Sum, Op::Sum, parts) | (Op::Product, Op::Product, parts) => all(parts, inverse, out),
        (Op::Sum, Op::Minus, parts) | (Op::Product, Op::Over, parts) => all(parts, !inverse, out),
        // A power of powers is not written out: its factors would be too many.
        (Op::Product, Op::Power, [base, exponent]) => {
            match written_out(exponent).filter(|_| !has_power(base)) {
                Some(times) => (0..times).for_each(|_| gather(base, of, inverse, out)),
                None => out.push(format!(
                    "{}{}^{}",
                    sign(of, inverse),
                    canonical(base),
                    canonical(exponent)
                )),
            }
        }
        _ => out.push(format!("{}{}", sign(of, inverse), canonical(expr))),
    }
}

fn has_power(expr: &Expr) -> bool {
    matches!(expr.op, Op::Power) || expr.parts.iter().any(has_power)
}

fn sign(of: &Op, inverse: bool) -> char {
    match (of, inverse) {
        (Op::Sum, false) => '+',
        (Op::Sum, true) => '-',
        (_, false) => '*',
        (_, true) => '/',
    }
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
            ("2n + 2(n + 2)", "2(2 + n) + 2n", true),
            ("4n + 4", "4(n + 1)", false),
            ("4n + 4", "n + n + n + n + 4", false),
            ("4(n + 2) − 4", "4(n + 2) + 4", false),
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
