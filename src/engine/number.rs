//! Owns numbers: exact fractions of whole numbers, and decimals for what no fraction can say. Knows nothing of expressions.

use super::error::Error;
use std::cmp::Ordering;

/// A fraction in lowest terms; the bottom is positive.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fraction {
    top: i128,
    bottom: i128,
}

/// A number: exact wherever school arithmetic is, near where a root or the like leaves the fractions.
#[derive(Clone, Debug)]
pub enum Number {
    Exact(Fraction),
    /// Always finite.
    Near(f64),
}

/// How close two near numbers are that count as one, relative to their size.
const CLOSE: f64 = 1e-9;
/// The largest power that is worked out.
const MOST_POWER: i128 = 4096;

fn too_large() -> Error {
    Error::value("too-large")
}

fn common(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Fraction {
    /// `top / bottom` in lowest terms; an error for a bottom of 0 or a number beyond the limit.
    pub fn new(top: i128, bottom: i128) -> Result<Fraction, Error> {
        if bottom == 0 {
            return Err(Error::value("divided-by-zero"));
        }
        let shared = common(top.unsigned_abs(), bottom.unsigned_abs());
        let shared = i128::try_from(shared).map_err(|_| too_large())?;
        let (top, bottom) = (top / shared, bottom / shared);
        if bottom > 0 {
            return Ok(Fraction { top, bottom });
        }
        let negated = |n: i128| n.checked_neg().ok_or_else(too_large);
        Ok(Fraction {
            top: negated(top)?,
            bottom: negated(bottom)?,
        })
    }

    fn plus(&self, other: &Fraction) -> Option<Fraction> {
        if self.bottom == 1 && other.bottom == 1 {
            return Some(Fraction {
                top: self.top.checked_add(other.top)?,
                bottom: 1,
            });
        }
        let left = self.top.checked_mul(other.bottom)?;
        let right = other.top.checked_mul(self.bottom)?;
        Fraction::new(
            left.checked_add(right)?,
            self.bottom.checked_mul(other.bottom)?,
        )
        .ok()
    }

    fn times(&self, other: &Fraction) -> Option<Fraction> {
        if self.bottom == 1 && other.bottom == 1 {
            return Some(Fraction {
                top: self.top.checked_mul(other.top)?,
                bottom: 1,
            });
        }
        let left = Fraction::new(self.top, other.bottom).ok()?;
        let right = Fraction::new(other.top, self.bottom).ok()?;
        Some(Fraction {
            top: left.top.checked_mul(right.top)?,
            bottom: left.bottom.checked_mul(right.bottom)?,
        })
    }

    fn inverse(&self) -> Result<Fraction, Error> {
        Fraction::new(self.bottom, self.top)
    }
}

/// Whole numbers with exact square roots only.
fn whole_root(n: i128) -> Option<i128> {
    let square = |r: i128| r.checked_mul(r).is_some_and(|s| s == n);
    let near = libm::sqrt(n as f64) as i128;
    (near.saturating_sub(2)..=near.saturating_add(2)).find(|&r| r >= 0 && square(r))
}

impl Number {
    /// The whole number `n`.
    pub fn whole(n: i128) -> Number {
        Number::Exact(Fraction { top: n, bottom: 1 })
    }

    /// The exact fraction `top / bottom`.
    pub fn fraction(top: i128, bottom: i128) -> Result<Number, Error> {
        Fraction::new(top, bottom).map(Number::Exact)
    }

    /// A near number; an error where it is not finite.
    pub fn near(value: f64) -> Result<Number, Error> {
        if value.is_finite() {
            Ok(Number::Near(value))
        } else {
            Err(too_large())
        }
    }

    /// Reads digits with at most one point, as literals are written: `12`, `0.25`, `.5`, `5.`.
    pub fn literal(text: &str) -> Result<Number, Error> {
        let (before, after) = text.split_once('.').unwrap_or((text, ""));
        let mut top: i128 = 0;
        let mut bottom: i128 = 1;
        for digit in before.bytes() {
            top = shift_in(top, digit)?;
        }
        for digit in after.trim_end_matches('0').bytes() {
            top = shift_in(top, digit)?;
            bottom = bottom.checked_mul(10).ok_or_else(too_large)?;
        }
        Number::fraction(top, bottom)
    }

    /// The value as a decimal, for places that need no more.
    pub fn to_f64(&self) -> f64 {
        match self {
            Number::Exact(f) => f.top as f64 / f.bottom as f64,
            Number::Near(value) => *value,
        }
    }

    /// The whole number this is, if it is one.
    pub fn to_whole(&self) -> Option<i128> {
        match self {
            Number::Exact(f) if f.bottom == 1 => Some(f.top),
            _ => None,
        }
    }

    /// Whether no rounding has gone into it.
    pub fn is_exact(&self) -> bool {
        matches!(self, Number::Exact(_))
    }

    /// Whether it is a whole number.
    pub fn is_whole(&self) -> bool {
        match self {
            Number::Exact(f) => f.bottom == 1,
            Number::Near(value) => near_equal(*value, libm::round(*value)),
        }
    }

    /// Less than zero.
    pub fn is_negative(&self) -> bool {
        self.to_f64() < 0.0
    }

    /// Exactly zero, or as near to it as near numbers go.
    pub fn is_zero(&self) -> bool {
        self.same(&Number::whole(0))
    }

    /// Equal as values; near numbers within a relative distance of 1e-9.
    pub fn same(&self, other: &Number) -> bool {
        match (self, other) {
            (Number::Exact(a), Number::Exact(b)) => a == b,
            _ => near_equal(self.to_f64(), other.to_f64()),
        }
    }

    /// Order by value; equal exactly where `same` holds.
    pub fn order(&self, other: &Number) -> Ordering {
        if self.same(other) {
            return Ordering::Equal;
        }
        if let (Number::Exact(a), Number::Exact(b)) = (self, other)
            && let (Some(left), Some(right)) =
                (a.top.checked_mul(b.bottom), b.top.checked_mul(a.bottom))
        {
            return left.cmp(&right);
        }
        self.to_f64().total_cmp(&other.to_f64())
    }

    /// The sum.
    pub fn plus(&self, other: &Number) -> Result<Number, Error> {
        match (self, other) {
            (Number::Exact(a), Number::Exact(b)) => {
                a.plus(b).map(Number::Exact).ok_or_else(too_large)
            }
            _ => Number::near(self.to_f64() + other.to_f64()),
        }
    }

    /// The number with the other sign.
    pub fn negated(&self) -> Result<Number, Error> {
        self.times(&Number::whole(-1))
    }

    /// The difference.
    pub fn minus(&self, other: &Number) -> Result<Number, Error> {
        self.plus(&other.negated()?)
    }

    /// The product.
    pub fn times(&self, other: &Number) -> Result<Number, Error> {
        match (self, other) {
            (Number::Exact(a), Number::Exact(b)) => {
                a.times(b).map(Number::Exact).ok_or_else(too_large)
            }
            _ => Number::near(self.to_f64() * other.to_f64()),
        }
    }

    /// The quotient; never rounded to a whole number.
    pub fn over(&self, other: &Number) -> Result<Number, Error> {
        match other {
            Number::Exact(b) => self.times(&Number::Exact(b.inverse()?)),
            Number::Near(b) if *b == 0.0 => Err(Error::value("divided-by-zero")),
            Number::Near(b) => Number::near(self.to_f64() / b),
        }
    }

    /// The power: exact for whole exponents, near (or an error below zero) for others.
    pub fn power(&self, exponent: &Number) -> Result<Number, Error> {
        match exponent.to_whole() {
            Some(n) => self.whole_power(n),
            None if exponent.same(&Number::fraction(1, 2)?) => self.root(),
            None if self.is_negative() => Err(Error::value("no-real-value")),
            None => Number::near(libm::pow(self.to_f64(), exponent.to_f64())),
        }
    }

    fn whole_power(&self, exponent: i128) -> Result<Number, Error> {
        if exponent < 0 {
            return Number::whole(1)
                .over(self)?
                .whole_power(-exponent.max(-MOST_POWER - 1));
        }
        let trivial = self.to_whole().is_some_and(|n| (-1..=1).contains(&n));
        if exponent > MOST_POWER && !trivial {
            return Err(too_large());
        }
        let exponent = if trivial {
            exponent % 2 + 2 * i128::from(exponent > 1)
        } else {
            exponent
        };
        let (mut result, mut square, mut left) = (Number::whole(1), self.clone(), exponent);
        while left > 0 {
            if left % 2 == 1 {
                result = result.times(&square)?;
            }
            left /= 2;
            if left > 0 {
                square = square.times(&square)?;
            }
        }
        Ok(result)
    }

    /// The square root: exact where it is a fraction.
    pub fn root(&self) -> Result<Number, Error> {
        if self.is_negative() {
            return Err(Error::value("no-real-value"));
        }
        if let Number::Exact(f) = self
            && let (Some(top), Some(bottom)) = (whole_root(f.top), whole_root(f.bottom))
        {
            return Number::fraction(top, bottom);
        }
        Number::near(libm::sqrt(self.to_f64()))
    }

    /// The largest whole number that is not larger.
    pub fn floor(&self) -> Result<Number, Error> {
        match self {
            Number::Exact(f) => Ok(Number::whole(f.top.div_euclid(f.bottom))),
            Number::Near(value) => from_near_whole(libm::floor(*value + CLOSE)),
        }
    }

    /// The number without its sign.
    pub fn size(&self) -> Result<Number, Error> {
        if self.is_negative() {
            self.negated()
        } else {
            Ok(self.clone())
        }
    }

    /// As exact text: `24`, `-49/2`; near numbers with at most nine places.
    pub fn exact_text(&self) -> String {
        match self {
            Number::Exact(f) if f.bottom == 1 => f.top.to_string(),
            Number::Exact(f) => format!("{}/{}", f.top, f.bottom),
            Number::Near(value) => near_text(*value),
        }
    }

    /// As a reader meets it: decimals where they end within six places, with the given decimal sign, and a real minus sign.
    pub fn shown(&self, decimal: char) -> String {
        let text = self.decimal_text(6).unwrap_or_else(|| self.exact_text());
        text.replace('.', decimal.encode_utf8(&mut [0; 4]))
            .replace('-', "−")
    }

    /// The decimal that is exactly this number, if it ends within `places`.
    pub fn decimal_text(&self, places: u32) -> Option<String> {
        let Number::Exact(f) = self else {
            return Some(self.exact_text());
        };
        let (mut rest, mut digits) = (
            f.top.unsigned_abs() % f.bottom.unsigned_abs(),
            String::new(),
        );
        while rest != 0 {
            if digits.len() as u32 == places {
                return None;
            }
            rest = rest.checked_mul(10)?;
            digits.push(char::from(b'0' + (rest / f.bottom.unsigned_abs()) as u8));
            rest %= f.bottom.unsigned_abs();
        }
        let sign = if f.top < 0 { "-" } else { "" };
        let whole = f.top.unsigned_abs() / f.bottom.unsigned_abs();
        Some(if digits.is_empty() {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{digits}")
        })
    }

    /// Top and bottom of the fraction, if it is one.
    pub fn parts(&self) -> Option<(Number, Number)> {
        match self {
            Number::Exact(f) => Some((Number::whole(f.top), Number::whole(f.bottom))),
            Number::Near(_) => None,
        }
    }
}

fn shift_in(number: i128, digit: u8) -> Result<i128, Error> {
    let value = i128::from(digit.wrapping_sub(b'0'));
    number
        .checked_mul(10)
        .and_then(|n| n.checked_add(value))
        .ok_or_else(too_large)
}

fn near_equal(a: f64, b: f64) -> bool {
    libm::fabs(a - b) <= CLOSE * libm::fmax(1.0, libm::fmax(libm::fabs(a), libm::fabs(b)))
}

fn from_near_whole(value: f64) -> Result<Number, Error> {
    if libm::fabs(value) < 1e18 {
        Ok(Number::whole(value as i128))
    } else {
        Err(too_large())
    }
}

/// Written with whole-number arithmetic, so that native code and wasm agree to the last digit.
fn near_text(value: f64) -> String {
    if libm::fabs(value) >= 1e15 {
        return format!("{}", libm::trunc(value) as i128);
    }
    let scaled = libm::round(libm::fabs(value) * 1e9) as i128;
    let digits = format!("{:09}", scaled % 1_000_000_000);
    let digits = digits.trim_end_matches('0');
    let sign = if value < 0.0 && scaled != 0 { "-" } else { "" };
    let whole = scaled / 1_000_000_000;
    if digits.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{digits}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Number {
        let (top, bottom) = text.split_once('/').unwrap_or((text, "1"));
        Number::fraction(top.parse().unwrap(), bottom.parse().unwrap()).unwrap()
    }

    #[test]
    fn arithmetic_is_exact() {
        for (got, want) in [
            (n("7").over(&n("2")), "7/2"),
            (
                Number::literal("0.1")
                    .unwrap()
                    .plus(&Number::literal("0.2").unwrap()),
                "3/10",
            ),
            (n("2").power(&n("-2")), "1/4"),
            (n("-8").power(&n("3")), "-512"),
            (n("49/4").root(), "7/2"),
            (n("-7/2").floor(), "-4"),
            (n("-1").power(&n("1000001")), "-1"),
            (n("1").power(&n("99999999999")), "1"),
            (n("0").power(&n("7")), "0"),
        ] {
            assert_eq!(got.unwrap().exact_text(), want);
        }
    }

    #[test]
    fn what_has_no_value_says_why() {
        for (got, want) in [
            (n("1").over(&n("0")), "divided-by-zero"),
            (n("0").power(&n("-1")), "divided-by-zero"),
            (n("9").power(&n("387420489")), "too-large"),
            (n("2").power(&n("-387420489")), "too-large"),
            (n("10").power(&n("39")), "too-large"),
            (n("-2").root(), "no-real-value"),
        ] {
            assert_eq!(got.unwrap_err().key, want);
        }
    }

    #[test]
    fn shown_as_readers_write() {
        assert_eq!(n("13/2").shown(','), "6,5");
        assert_eq!(n("-22/3").shown('.'), "−22/3");
        assert_eq!(n("2").root().unwrap().shown('.'), "1.414213562");
    }
}
