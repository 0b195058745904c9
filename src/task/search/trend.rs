//! Owns how far to look where the difference of two sides only rises, or only falls, with one quantity, as it does with
//! powers: `2^n - 500`.

use crate::engine::expr::{Expr, Op};
use crate::engine::model::{Model, Row};
use crate::engine::number::Number;
use crate::engine::value;
use crate::engine::world::World;
use std::cmp::Ordering;

/// Most steps until the difference has passed zero; powers pass it soon.
const MOST_STEPS: usize = 2_000;

/// The value of the quantity, from its lowest on, at which the difference is past zero for good.
pub(super) fn bound(difference: &Expr, name: &str, low: &Number) -> Option<Number> {
    let trend = trend(difference, name)?;
    if trend.is_eq() {
        return None;
    }
    let mut at = low.clone();
    for _ in 0..MOST_STEPS {
        let known = |other: &str| (other == name).then(|| Expr::of_number(&at));
        let value = value_of(&difference.replaced(&known))?;
        if value.order(&Number::whole(0)) == trend {
            return Some(at);
        }
        at = at.plus(&Number::whole(1)).ok()?;
    }
    None
}

/// `Greater` where the value rises with the quantity without end, `Less` where it falls, `Equal` where it stays the same;
/// nothing where that cannot be seen from its form.
fn trend(expr: &Expr, name: &str) -> Option<Ordering> {
    let parts = expr.parts.as_slice();
    match (&expr.op, parts) {
        (Op::Number(_), _) => Some(Ordering::Equal),
        (Op::Name(other), _) => (other == name).then_some(Ordering::Greater),
        (Op::Minus, [of]) => trend(of, name).map(Ordering::reverse),
        (Op::Sum, _) => {
            let mut all = Ordering::Equal;
            for part in parts {
                match (all, trend(part, name)?) {
                    (_, Ordering::Equal) => {}
                    (Ordering::Equal, one) => all = one,
                    (known, one) if known == one => {}
                    _ => return None,
                }
            }
            Some(all)
        }
        (Op::Product, _) => {
            let (mut all, mut sign) = (Ordering::Equal, Ordering::Greater);
            for part in parts {
                match (trend(part, name)?, all) {
                    (Ordering::Equal, _) if constant(part)?.is_negative() => sign = sign.reverse(),
                    (Ordering::Equal, _) => {}
                    (one, Ordering::Equal) => all = one,
                    _ => return None,
                }
            }
            Some(if sign.is_lt() { all.reverse() } else { all })
        }
        (Op::Over, [of]) => trend(of, name)?.is_eq().then_some(Ordering::Equal),
        (Op::Power, [base, exponent]) => match trend(exponent, name)? {
            Ordering::Equal => trend(base, name)?.is_eq().then_some(Ordering::Equal),
            rising => {
                let base = constant(base)?;
                base.order(&Number::whole(1)).is_gt().then_some(rising)
            }
        },
        _ => None,
    }
}

/// The value of an expression without names, where it is not zero: times nothing, nothing rises.
fn constant(expr: &Expr) -> Option<Number> {
    value_of(expr).filter(|value| !value.is_zero())
}

/// The value of an expression without names.
fn value_of(expr: &Expr) -> Option<Number> {
    let model = Model::default();
    value::number(expr, &World::new(&model, None, &Row::new())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::reader::read;
    use crate::engine::token::Scope;

    #[test]
    fn a_power_is_looked_through_until_it_has_passed() {
        let low = Number::whole(1);
        for (difference, end) in [
            ("2^n - 1 - 500", Some(9)),
            ("500 - 2^n", Some(9)),
            ("3*2^n + n - 100", Some(5)),
            ("2^(n/2) - 8", Some(7)),
            ("2^n - 2^n", None),
            ("2^n - n", None),
            ("(1/2)^n - 0.001", None),
            ("0*2^n - 5", None),
            ("2^n*n - 100", None),
            ("m - 5", None),
        ] {
            let expr = read(difference, &Scope::author(["n", "m"])).expect(difference);
            let found = bound(&expr, "n", &low).and_then(|number| number.to_whole());
            assert_eq!(found, end, "{difference}");
        }
    }
}
