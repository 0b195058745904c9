//! Owns when two formulas have the same form: up to the order of sums and products, brackets that change nothing, and
//! `n²` for `n·n`. Values are not compared here.

use super::expr::{Expr, Factor, Term};
use super::order::sorted;

/// Highest power that counts as written out.
const WRITTEN_OUT: i64 = 4;

/// Whether both show the same way of seeing.
pub fn same(a: &Expr, b: &Expr) -> bool {
    canonical(a) == canonical(b)
}

/// One text for all formulas of the same form.
fn canonical(expr: &Expr) -> String {
    match expr {
        Expr::Number(number) => number.exact_text(),
        Expr::Sum(_) | Expr::Minus(_) => {
            let mut terms = Vec::new();
            gather_terms(expr, false, &mut terms);
            format!("({})", sorted(terms, |a, b| a < b).concat())
        }
        Expr::Product(_) | Expr::Power(..) => {
            let mut factors = Vec::new();
            gather_factors(expr, false, &mut factors);
            format!("[{}]", sorted(factors, |a, b| a < b).concat())
        }
        Expr::Call(function, inputs) => {
            format!(
                "{}({})",
                function.word(),
                inputs.iter().map(canonical).collect::<Vec<_>>().join(",")
            )
        }
        other => other.write(),
    }
}

fn gather_terms(expr: &Expr, minus: bool, out: &mut Vec<String>) {
    match expr {
        Expr::Sum(terms) => terms
            .iter()
            .for_each(|Term { minus: m, of }| gather_terms(of, minus != *m, out)),
        Expr::Minus(of) => gather_terms(of, !minus, out),
        other => out.push(format!(
            "{}{}",
            if minus { '-' } else { '+' },
            canonical(other)
        )),
    }
}

fn gather_factors(expr: &Expr, divide: bool, out: &mut Vec<String>) {
    match expr {
        Expr::Product(factors) => {
            factors
                .iter()
                .for_each(|Factor { divide: d, of }| gather_factors(of, divide != *d, out));
        }
        // A power of powers is not written out: its factors would be too many.
        Expr::Power(base, exponent) => match written_out(exponent).filter(|_| !has_power(base)) {
            Some(times) => (0..times).for_each(|_| gather_factors(base, divide, out)),
            None => out.push(format!(
                "{}{}^{}",
                sign(divide),
                canonical(base),
                canonical(exponent)
            )),
        },
        other => out.push(format!("{}{}", sign(divide), canonical(other))),
    }
}

fn has_power(expr: &Expr) -> bool {
    matches!(expr, Expr::Power(..)) || expr.parts().into_iter().any(has_power)
}

fn sign(divide: bool) -> char {
    if divide { '/' } else { '*' }
}

fn written_out(exponent: &Expr) -> Option<i64> {
    match exponent {
        Expr::Number(number) => number.to_whole().filter(|n| (2..=WRITTEN_OUT).contains(n)),
        _ => None,
    }
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
