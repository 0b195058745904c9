//! Owns the exact comparison of formulas: fractions of polynomials in the letters, and whole-number bases to exponents
//! linear in a letter. What it decides is decided for all values, not tried on some.

use super::error::Error;
use super::expr::{Expr, Op};
use super::number::Number;
use super::order::sorted;

/// Most terms a normal form may have.
const MOST_TERMS: usize = 1_000;
/// Highest power that is multiplied out.
const HIGHEST: i64 = 64;

/// Powers of letters, and of primes to a letter (`2^n` is the letter `2^n`), without zeros, in the order of their names.
type Monomial = Vec<(String, u32)>;

/// A polynomial: every monomial once, without zero terms.
#[derive(Clone, Debug)]
struct Polynomial(Vec<(Monomial, Number)>);

/// A fraction of polynomials; the bottom is not zero.
#[derive(Clone, Debug)]
pub struct Normal {
    top: Polynomial,
    bottom: Polynomial,
}

fn not_exact() -> Error {
    Error::value("not-exact")
}

/// The product of two monomials.
fn joined(left: &Monomial, right: &Monomial) -> Monomial {
    let mut product = left.clone();
    for (name, power) in right {
        match product.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known += power,
            None => product.push((name.clone(), *power)),
        }
    }
    sorted(product, |a, b| a.0 < b.0)
}

impl Polynomial {
    fn constant(number: Number) -> Polynomial {
        Polynomial::term(Monomial::new(), number)
    }

    fn term(monomial: Monomial, number: Number) -> Polynomial {
        let kept = (!number.is_zero()).then_some((monomial, number));
        Polynomial(kept.into_iter().collect())
    }

    fn letter(name: String, power: u32) -> Polynomial {
        Polynomial::term(vec![(name, power)], Number::whole(1))
    }

    fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    fn of(&self, monomial: &Monomial) -> Option<&Number> {
        self.0
            .iter()
            .find(|(other, _)| other == monomial)
            .map(|(_, number)| number)
    }

    fn same(&self, other: &Polynomial) -> bool {
        let has = |(monomial, number): &(Monomial, Number)| {
            other.of(monomial).is_some_and(|there| there.same(number))
        };
        self.0.len() == other.0.len() && self.0.iter().all(has)
    }

    fn add(&mut self, monomial: Monomial, number: Number) -> Result<(), Error> {
        match self.0.iter_mut().find(|(known, _)| *known == monomial) {
            Some((_, known)) => *known = known.plus(&number)?,
            None => self.0.push((monomial, number)),
        }
        self.0.retain(|(_, number)| !number.is_zero());
        if self.0.len() > MOST_TERMS {
            Err(not_exact())
        } else {
            Ok(())
        }
    }

    fn plus(mut self, other: &Polynomial) -> Result<Polynomial, Error> {
        for (monomial, number) in &other.0 {
            self.add(monomial.clone(), number.clone())?;
        }
        Ok(self)
    }

    fn times(&self, other: &Polynomial) -> Result<Polynomial, Error> {
        let mut product = Polynomial(Vec::new());
        for (left, a) in &self.0 {
            for (right, b) in &other.0 {
                product.add(joined(left, right), a.times(b)?)?;
            }
        }
        Ok(product)
    }

    fn number(&self) -> Option<Number> {
        match self.0.as_slice() {
            [] => Some(Number::whole(0)),
            [(monomial, number)] if monomial.is_empty() => Some(number.clone()),
            _ => None,
        }
    }
}

impl Normal {
    fn constant(number: Number) -> Normal {
        Normal {
            top: Polynomial::constant(number),
            bottom: Polynomial::constant(Number::whole(1)),
        }
    }

    fn plus(self, other: &Normal) -> Result<Normal, Error> {
        if self.bottom.same(&other.bottom) {
            return Ok(Normal {
                top: self.top.plus(&other.top)?,
                bottom: self.bottom,
            });
        }
        let top = self
            .top
            .times(&other.bottom)?
            .plus(&other.top.times(&self.bottom)?)?;
        Ok(Normal {
            top,
            bottom: self.bottom.times(&other.bottom)?,
        })
    }

    fn times(&self, other: &Normal) -> Result<Normal, Error> {
        Ok(Normal {
            top: self.top.times(&other.top)?,
            bottom: self.bottom.times(&other.bottom)?,
        })
    }

    fn inverse(self) -> Result<Normal, Error> {
        if self.top.is_zero() {
            return Err(Error::value("divided-by-zero"));
        }
        Ok(Normal {
            top: self.bottom,
            bottom: self.top,
        })
    }

    fn number(&self) -> Option<Number> {
        self.top.number()?.over(&self.bottom.number()?).ok()
    }

    /// Whether both are the same for all values of the letters.
    pub fn same(&self, other: &Normal) -> Result<bool, Error> {
        Ok(self
            .top
            .times(&other.bottom)?
            .same(&other.top.times(&self.bottom)?))
    }

    /// The number this is for all values of the letters, if it is one.
    pub fn is_number(&self) -> Option<Number> {
        if let Some(number) = self.number() {
            return Some(number);
        }
        let (monomial, top) = self.top.0.first()?;
        let bottom = self.bottom.of(monomial)?;
        let ratio = top.over(bottom).ok()?;
        self.same(&Normal::constant(ratio.clone()))
            .ok()?
            .then_some(ratio)
    }

    /// The coefficients as a polynomial in these letters, each with its powers in their order; nothing for anything else.
    pub fn terms(&self, letters: &[&str]) -> Option<Vec<(Vec<u32>, Number)>> {
        let bottom = self.bottom.number()?;
        let mut terms = Vec::new();
        for (monomial, number) in &self.top.0 {
            if monomial
                .iter()
                .any(|(name, _)| !letters.contains(&name.as_str()))
            {
                return None;
            }
            let power = |letter: &&str| {
                monomial
                    .iter()
                    .find(|(name, _)| name == letter)
                    .map_or(0, |(_, power)| *power)
            };
            terms.push((
                letters.iter().map(power).collect(),
                number.over(&bottom).ok()?,
            ));
        }
        Some(terms)
    }
}

/// The normal form of an expression; an error where it is not a fraction of polynomials or grows beyond the limits.
pub fn normal(expr: &Expr) -> Result<Normal, Error> {
    match (&expr.op, expr.parts.as_slice()) {
        (Op::Number(number), _) if number.is_exact() => Ok(Normal::constant(number.clone())),
        (Op::Name(name), _) => Ok(Normal {
            top: Polynomial::letter(name.clone(), 1),
            bottom: Polynomial::constant(Number::whole(1)),
        }),
        (Op::Sum, terms) => {
            let mut sum = Normal::constant(Number::whole(0));
            for term in terms {
                sum = sum.plus(&normal(term)?)?;
            }
            Ok(sum)
        }
        (Op::Product, factors) => {
            let mut product = Normal::constant(Number::whole(1));
            for factor in factors {
                product = product.times(&normal(factor)?)?;
            }
            Ok(product)
        }
        (Op::Over, [of]) => normal(of)?.inverse(),
        (Op::Minus, [of]) => normal(of)?.times(&Normal::constant(Number::whole(-1))),
        (Op::Power, [base, exponent]) => power(&normal(base)?, &normal(exponent)?),
        _ => Err(not_exact()),
    }
}

fn power(base: &Normal, exponent: &Normal) -> Result<Normal, Error> {
    if let Some(number) = exponent.is_number() {
        if let Some(base) = base.is_number() {
            let power = Some(base.power(&number)?).filter(Number::is_exact);
            return power.map(Normal::constant).ok_or_else(not_exact);
        }
        let whole = worked_out(&number).ok_or_else(not_exact)?;
        let base = if whole < 0 {
            base.clone().inverse()?
        } else {
            base.clone()
        };
        return (0..whole.abs()).try_fold(Normal::constant(Number::whole(1)), |product, _| {
            product.times(&base)
        });
    }
    let base = base
        .is_number()
        .and_then(|number| number.to_whole())
        .filter(|n| *n >= 2)
        .ok_or_else(not_exact)?;
    exponential(base, exponent)
}

/// The exponent of a power that is multiplied out.
fn worked_out(exponent: &Number) -> Option<i64> {
    let within = |n: &i64| (-HIGHEST..=HIGHEST).contains(n);
    exponent.to_whole().filter(within)
}

/// `base` to an exponent that is linear in the letters with whole coefficients, taken apart into primes.
fn exponential(base: i64, exponent: &Normal) -> Result<Normal, Error> {
    let bottom = exponent.bottom.number().ok_or_else(not_exact)?;
    let mut result = Normal::constant(Number::whole(1));
    for (monomial, number) in &exponent.top.0 {
        let times = worked_out(&number.over(&bottom)?).ok_or_else(not_exact)?;
        for (prime, count) in primes(base)? {
            let part = match single(monomial)? {
                None => {
                    Normal::constant(Number::whole(prime).power(&Number::whole(times * count))?)
                }
                Some(letter) => raised(prime, letter, times * count)?,
            };
            result = result.times(&part)?;
        }
    }
    Ok(result)
}

fn single(monomial: &Monomial) -> Result<Option<&str>, Error> {
    match monomial.as_slice() {
        [] => Ok(None),
        [(name, 1)] if !name.contains('^') => Ok(Some(name)),
        _ => Err(not_exact()),
    }
}

fn raised(prime: i64, letter: &str, times: i64) -> Result<Normal, Error> {
    let power = u32::try_from(times.abs()).map_err(|_| not_exact())?;
    let top = Polynomial::letter(format!("{prime}^{letter}"), power);
    let normal = Normal {
        top,
        bottom: Polynomial::constant(Number::whole(1)),
    };
    if times < 0 {
        normal.inverse()
    } else {
        Ok(normal)
    }
}

fn primes(mut n: i64) -> Result<Vec<(i64, i64)>, Error> {
    if n > 1_000_000 {
        return Err(not_exact());
    }
    let (mut found, mut factor) = (Vec::new(), 2);
    while n > 1 {
        let mut count = 0;
        while n % factor == 0 {
            n /= factor;
            count += 1;
        }
        if count > 0 {
            found.push((factor, count));
        }
        factor += 1;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::reader::read;
    use crate::engine::token::Scope;

    fn same(a: &str, b: &str) -> Option<bool> {
        let scope = Scope::author(["n", "m", "k"]);
        let (a, b) = (read(a, &scope).unwrap(), read(b, &scope).unwrap());
        normal(&a).ok()?.same(&normal(&b).ok()?).ok()
    }

    #[test]
    fn formulas_are_compared_for_all_values() {
        for (a, b, want) in [
            ("4n + 4", "4(n + 1)", Some(true)),
            ("4n + 4", "(n + 2)² − n²", Some(true)),
            ("4n + 4", "4n + 4.0001", Some(false)),
            ("(n² − 1)/(n − 1)", "n + 1", Some(true)),
            ("(n + 2k)(m + 2k) − n m", "2k(n + m + 2k)", Some(true)),
            ("2^(n + 1)", "2·2^n", Some(true)),
            ("4^n", "2^(2n)", Some(true)),
            ("6^n", "2^n·3^n", Some(true)),
            ("2^n", "n^2", Some(false)),
            ("2^(-n)", "1/2^n", Some(true)),
            ("n/2 + n/2", "n", Some(true)),
            ("1/n", "n", Some(false)),
            ("|n|", "n", None),
            ("2^100·n", "4^50·n", Some(true)),
            ("(10^20·n + 1)^9", "(1 + n·10^20)^9", Some(true)),
            ("(10^20·n + 1)^9", "(10^20·n + 2)^9", Some(false)),
            ("27^(1/3)·n", "3n", Some(true)),
            ("2^(1/2)·n", "3n", None),
        ] {
            assert_eq!(same(a, b), want, "{a} and {b}");
        }
    }
}
