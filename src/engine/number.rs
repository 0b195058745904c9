//! Owns numbers: exact fractions of whole numbers, and decimals for what no fraction can say. Knows nothing of expressions.

use super::error::Error;
use natural::{Natural, natural};
use std::cmp::Ordering;
use std::sync::Arc;

mod natural;

/// A number: exact wherever school arithmetic is, near where a root or the like leaves the fractions. It is small, and
/// cheap to clone, since every step of working out carries one.
#[derive(Clone, Debug)]
pub struct Number(Form);

/// Every number has one form only.
#[derive(Clone, Debug)]
enum Form {
    /// A fraction in lowest terms, its top from `-i32::MAX` to `i32::MAX` and its bottom from 1 to `i32::MAX`, so that
    /// what two of them make is worked out in `i64`: nearly every number a task works with.
    Small(i32, i32),
    /// Any other fraction.
    Exact(Arc<Fraction>),
    /// Always finite.
    Near(Arc<f64>),
}

/// A fraction in lowest terms; the bottom is not zero, and zero is not negative.
#[derive(Debug, PartialEq, Eq)]
struct Fraction {
    negative: bool,
    top: Natural,
    bottom: Natural,
}

/// Most decimal digits of the top and of the bottom of an exact number.
const MOST_DIGITS: usize = 1_000;
/// A power of 2 that has more digits than that.
const MOST_BITS: u64 = 3_322;
/// How close two near numbers are that count as one, relative to their size.
const CLOSE: f64 = 1e-9;
/// A near number below this is what rounding has left of a zero.
const NOTHING: f64 = 1e-13;
/// Places of a near number that are written.
const PLACES: u32 = 9;

fn too_large() -> Error {
    Error::value("too-large")
}

fn no_real_value() -> Error {
    Error::value("no-real-value")
}

/// The number of a fraction in any terms.
fn reduced(negative: bool, top: Natural, bottom: Natural) -> Result<Number, Error> {
    if bottom.is_empty() {
        return Err(Error::value("divided-by-zero"));
    }
    let shared = natural::common(&bottom, &top);
    if shared == [1] {
        return limited(negative, top, bottom);
    }
    let part = |of: &Natural| natural::divided(of, &shared).0;
    limited(negative, part(&top), part(&bottom))
}

/// The number of a fraction in lowest terms; an error beyond the limit.
fn limited(negative: bool, top: Natural, bottom: Natural) -> Result<Number, Error> {
    if natural::digits(&top).max(natural::digits(&bottom)) > MOST_DIGITS {
        return Err(too_large());
    }
    let part = |of: &Natural| natural::small(of).and_then(|size| i32::try_from(size).ok());
    Ok(Number(match (part(&top), part(&bottom)) {
        (Some(top), Some(bottom)) => Form::Small(if negative { -top } else { top }, bottom),
        _ => Form::Exact(Arc::new(Fraction {
            negative,
            top,
            bottom,
        })),
    }))
}

/// The number of a fraction in any terms that came of small ones.
fn of_small(top: i64, bottom: i64) -> Result<Number, Error> {
    if bottom == 0 {
        return Err(Error::value("divided-by-zero"));
    }
    // Whole numbers meet whole numbers most of all.
    if bottom == 1
        && let Ok(top) = i32::try_from(top)
        && top != i32::MIN
    {
        return Ok(Number(Form::Small(top, 1)));
    }
    let (size, below) = (top.unsigned_abs(), bottom.unsigned_abs());
    let shared = match below {
        1 => 1,
        _ => natural::small_common(below, size),
    };
    let negative = (top < 0) != (bottom < 0);
    let (size, below) = (size / shared, below / shared);
    match (i32::try_from(size), i32::try_from(below)) {
        (Ok(size), Ok(below)) => {
            let top = if negative { -size } else { size };
            Ok(Number(Form::Small(top, below)))
        }
        _ => limited(negative, natural(size), natural(below)),
    }
}

impl Fraction {
    fn of(top: i64, bottom: u32) -> Fraction {
        Fraction {
            negative: top < 0,
            top: natural(top.unsigned_abs()),
            bottom: natural(u64::from(bottom)),
        }
    }

    fn is_whole(&self) -> bool {
        self.bottom == [1]
    }

    /// The sum, or the difference.
    fn plus(&self, other: &Fraction, minus: bool) -> Result<Number, Error> {
        let left = natural::times(&self.top, &other.bottom);
        let right = natural::times(&other.top, &self.bottom);
        let bottom = natural::times(&self.bottom, &other.bottom);
        let negative = other.negative != minus;
        if self.negative == negative {
            reduced(negative, natural::plus(&left, &right), bottom)
        } else if natural::compare(&left, &right).is_ge() {
            reduced(self.negative, natural::minus(&left, &right), bottom)
        } else {
            reduced(negative, natural::minus(&right, &left), bottom)
        }
    }

    /// The product with `top / bottom`.
    fn times(&self, negative: bool, top: &Natural, bottom: &Natural) -> Result<Number, Error> {
        let top = natural::times(&self.top, top);
        let bottom = natural::times(&self.bottom, bottom);
        reduced(self.negative != negative, top, bottom)
    }

    fn order(&self, other: &Fraction) -> Ordering {
        let left = natural::times(&self.top, &other.bottom);
        let right = natural::times(&other.top, &self.bottom);
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => natural::compare(&left, &right),
            (true, true) => natural::compare(&right, &left),
        }
    }
}

impl Number {
    /// The whole number `n`.
    pub fn whole(n: i64) -> Number {
        Number(match i32::try_from(n) {
            Ok(small) if small != i32::MIN => Form::Small(small, 1),
            _ => Form::Exact(Arc::new(Fraction::of(n, 1))),
        })
    }

    /// The exact fraction `top / bottom`.
    pub fn fraction(top: i64, bottom: i64) -> Result<Number, Error> {
        Number::whole(top).over(&Number::whole(bottom))
    }

    /// A near number; an error where it is not finite.
    pub fn near(value: f64) -> Result<Number, Error> {
        if value.is_finite() {
            Ok(Number(Form::Near(Arc::new(value))))
        } else {
            Err(too_large())
        }
    }

    /// Reads digits with at most one point, as literals are written: `12`, `0.25`, `.5`, `5.`. An error where they are
    /// more than the limit, or where anything else stands among them.
    pub fn literal(text: &str) -> Result<Number, Error> {
        let (before, after) = text.split_once('.').unwrap_or((text, ""));
        let (before, after) = (before.trim_start_matches('0'), after.trim_end_matches('0'));
        if before.len().max(after.len()) > MOST_DIGITS {
            return Err(too_large());
        }
        let digits = [before.as_bytes(), after.as_bytes()].concat();
        let top = natural::read(&digits).ok_or_else(|| Error::value("not-a-number"))?;
        reduced(false, top, natural::power(&[10], after.len() as u32))
    }

    /// The fraction this is, if it is exact.
    fn exact(&self) -> Option<Arc<Fraction>> {
        match &self.0 {
            Form::Small(top, bottom) => {
                let bottom = bottom.unsigned_abs();
                Some(Arc::new(Fraction::of(i64::from(*top), bottom)))
            }
            Form::Exact(fraction) => Some(fraction.clone()),
            Form::Near(_) => None,
        }
    }

    /// Top and bottom of both, if both are small.
    fn small_parts(&self, other: &Number) -> Option<([i64; 2], [i64; 2])> {
        match (&self.0, &other.0) {
            (Form::Small(a, b), Form::Small(c, d)) => {
                let parts = |top: i32, bottom: i32| [i64::from(top), i64::from(bottom)];
                Some((parts(*a, *b), parts(*c, *d)))
            }
            _ => None,
        }
    }

    /// Both as fractions, if both are exact.
    fn both(&self, other: &Number) -> Option<(Arc<Fraction>, Arc<Fraction>)> {
        Some((self.exact()?, other.exact()?))
    }

    /// As a decimal; infinite where it is beyond them.
    fn rough(&self) -> f64 {
        match &self.0 {
            Form::Small(top, bottom) => f64::from(*top) / f64::from(*bottom),
            Form::Exact(of) => {
                let size = natural::ratio(&of.top, &of.bottom);
                if of.negative { -size } else { size }
            }
            Form::Near(value) => **value,
        }
    }

    /// The value as a decimal, good to 14 digits, for places that need no more; an error where it is beyond them.
    pub fn to_f64(&self) -> Result<f64, Error> {
        let value = self.rough();
        if value.is_finite() {
            Ok(value)
        } else {
            Err(too_large())
        }
    }

    /// The whole number this is, if it is one and fits.
    pub fn to_whole(&self) -> Option<i64> {
        match &self.0 {
            Form::Small(n, 1) => Some(i64::from(*n)),
            Form::Exact(of) if of.is_whole() => {
                let size = natural::small(&of.top)?;
                if of.negative {
                    0_i64.checked_sub_unsigned(size)
                } else {
                    i64::try_from(size).ok()
                }
            }
            _ => None,
        }
    }

    /// Whether no rounding has gone into it.
    pub fn is_exact(&self) -> bool {
        !matches!(self.0, Form::Near(_))
    }

    /// Whether it is a whole number.
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Form::Small(_, bottom) => *bottom == 1,
            Form::Exact(of) => of.is_whole(),
            Form::Near(value) => near_equal(**value, libm::round(**value)),
        }
    }

    /// Less than zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Form::Small(top, _) => *top < 0,
            Form::Exact(of) => of.negative,
            Form::Near(value) => **value < 0.0,
        }
    }

    /// Zero, or what is left of a zero that was worked out with near numbers.
    fn is_nothing(&self) -> bool {
        match &self.0 {
            Form::Near(value) => libm::fabs(**value) < NOTHING,
            _ => self.is_zero(),
        }
    }

    /// Exactly zero, or as near to it as near numbers go.
    pub fn is_zero(&self) -> bool {
        self.is(0)
    }

    /// One, or as near to it as near numbers go.
    pub fn is_one(&self) -> bool {
        self.is(1)
    }

    fn is(&self, small: i32) -> bool {
        match &self.0 {
            Form::Small(top, bottom) => *top == small && *bottom == 1,
            Form::Exact(_) => false,
            Form::Near(value) => near_equal(**value, f64::from(small)),
        }
    }

    /// How much more work it is to work with than a small number, in steps.
    pub fn weight(&self) -> u32 {
        match &self.0 {
            Form::Exact(of) => (of.top.len() * of.bottom.len() / 4) as u32,
            _ => 0,
        }
    }

    /// How much work it is to put two numbers together, in steps: a long fraction has to be shortened.
    pub fn work_with(&self, other: &Number) -> u32 {
        let lengths = |of: &Number| match &of.0 {
            Form::Exact(of) => (of.top.len(), of.bottom.len()),
            _ => (1, 1),
        };
        let ((top, bottom), (other_top, other_bottom)) = (lengths(self), lengths(other));
        let below = bottom + other_bottom;
        match below > 2 {
            true => (2 * (top + other_top) * below) as u32,
            false => (top * other_top / 8) as u32,
        }
    }

    /// Equal as values; near numbers within a relative distance of 1e-9.
    pub fn same(&self, other: &Number) -> bool {
        match (&self.0, &other.0) {
            (Form::Small(a, b), Form::Small(c, d)) => (a, b) == (c, d),
            (Form::Exact(a), Form::Exact(b)) => a == b,
            (Form::Small(..), Form::Exact(_)) | (Form::Exact(_), Form::Small(..)) => false,
            _ => {
                let (a, b) = (self.rough(), other.rough());
                a.is_finite() && b.is_finite() && near_equal(a, b)
            }
        }
    }

    /// Order by value; equal exactly where `same` holds.
    pub fn order(&self, other: &Number) -> Ordering {
        if let Some(([a, b], [c, d])) = self.small_parts(other) {
            return (a * d).cmp(&(c * b));
        }
        match self.both(other) {
            Some((a, b)) => a.order(&b),
            None if self.same(other) => Ordering::Equal,
            None => self.rough().total_cmp(&other.rough()),
        }
    }

    /// The sum.
    pub fn plus(&self, other: &Number) -> Result<Number, Error> {
        self.add(other, false)
    }

    /// The difference.
    pub fn minus(&self, other: &Number) -> Result<Number, Error> {
        self.add(other, true)
    }

    fn add(&self, other: &Number, minus: bool) -> Result<Number, Error> {
        let sign = if minus { -1 } else { 1 };
        if let Some(([a, b], [c, d])) = self.small_parts(other) {
            return of_small(a * d + sign * c * b, b * d);
        }
        match self.both(other) {
            Some((a, b)) => a.plus(&b, minus),
            None => Number::near(self.rough() + sign as f64 * other.rough()),
        }
    }

    /// The number with the other sign.
    pub fn negated(&self) -> Result<Number, Error> {
        Number::whole(0).minus(self)
    }

    /// The product.
    pub fn times(&self, other: &Number) -> Result<Number, Error> {
        if let Some(([a, b], [c, d])) = self.small_parts(other) {
            return of_small(a * c, b * d);
        }
        match self.both(other) {
            Some((a, b)) => a.times(b.negative, &b.top, &b.bottom),
            None => Number::near(self.rough() * other.rough()),
        }
    }

    /// The quotient; never rounded to a whole number.
    pub fn over(&self, other: &Number) -> Result<Number, Error> {
        if let Some(([a, b], [c, d])) = self.small_parts(other) {
            return of_small(a * d, b * c);
        }
        if let Some((a, b)) = self.both(other) {
            return a.times(b.negative, &b.bottom, &b.top);
        }
        if other.is_nothing() {
            return Err(Error::value("divided-by-zero"));
        }
        Number::near(self.to_f64()? / other.to_f64()?)
    }

    /// What is left when `by` is taken away as often as it goes, rounding down: below `by` in size, with its sign.
    pub fn remainder(&self, by: &Number) -> Result<Number, Error> {
        if let (Form::Small(a, 1), Form::Small(b, 1)) = (&self.0, &by.0)
            && *b > 0
        {
            return Ok(Number::whole(i64::from(a.rem_euclid(*b))));
        }
        self.minus(&self.over(by)?.floor()?.times(by)?)
    }

    /// The greatest common divisor of two whole numbers; nothing for others.
    pub fn common(&self, other: &Number) -> Option<Number> {
        let (a, b) = self
            .both(other)
            .filter(|(a, b)| a.is_whole() && b.is_whole())?;
        limited(false, natural::common(&a.top, &b.top), natural(1)).ok()
    }

    /// The power: exact where it is a fraction, else near; an error where there is none.
    pub fn power(&self, exponent: &Number) -> Result<Number, Error> {
        if exponent.is_negative() {
            return Number::whole(1).over(self)?.power(&exponent.negated()?);
        }
        let Some(of) = exponent.exact() else {
            return self.near_power(exponent);
        };
        if of.is_whole() {
            return self.whole_power(&of.top);
        }
        let degree = natural::small(&of.bottom).and_then(|n| u32::try_from(n).ok());
        match degree.and_then(|degree| self.exact_root(degree)) {
            Some(root) => root.whole_power(&of.top),
            None if self.is_negative() && natural::is_odd(&of.bottom) => {
                let size = self.negated()?.near_power(exponent)?;
                let sign = if natural::is_odd(&of.top) { -1 } else { 1 };
                size.times(&Number::whole(sign))
            }
            None => self.near_power(exponent),
        }
    }

    /// What would be beyond the limit is refused before it is worked out.
    fn whole_power(&self, exponent: &Natural) -> Result<Number, Error> {
        if let (Form::Small(top, bottom), [exponent]) = (&self.0, exponent.as_slice()) {
            let power = |of: i32| i64::from(of).checked_pow(*exponent);
            if let (Some(top), Some(bottom)) = (power(*top), power(*bottom)) {
                return of_small(top, bottom);
            }
        }
        let Some(base) = self.exact() else {
            let exponent = natural::ratio(exponent, &[1]);
            return Number::near(libm::pow(self.rough(), exponent));
        };
        let odd = natural::is_odd(exponent);
        let bits = natural::least_bits(&base.top).max(natural::least_bits(&base.bottom));
        let times = match natural::small(exponent) {
            Some(n) if n < MOST_BITS && n * bits < MOST_BITS => n as u32,
            // Of 0, 1 and -1 only even and odd powers differ.
            _ if bits == 0 => 2 - u32::from(odd),
            _ => return Err(too_large()),
        };
        let part = |of: &Natural| natural::power(of, times);
        limited(base.negative && odd, part(&base.top), part(&base.bottom))
    }

    fn near_power(&self, exponent: &Number) -> Result<Number, Error> {
        if self.is_negative() {
            return Err(no_real_value());
        }
        let (base, exponent) = (self.to_f64()?, exponent.to_f64()?);
        Number::near(if exponent == 0.5 {
            libm::sqrt(base)
        } else {
            libm::pow(base, exponent)
        })
    }

    /// The square root: exact where it is a fraction.
    pub fn root(&self) -> Result<Number, Error> {
        self.rooted(2)
    }

    /// The `n`-th root: exact where it is a fraction, else near; an error for an even root of a negative number.
    pub fn rooted(&self, n: u32) -> Result<Number, Error> {
        self.power(&Number::fraction(1, i64::from(n))?)
    }

    /// The `n`-th root, if the number is exact and its root is a fraction; of very large numbers, no root above the
    /// twelfth is looked for.
    pub fn exact_root(&self, n: u32) -> Option<Number> {
        let of = self.exact().filter(|of| !of.negative || n % 2 == 1)?;
        let (top, bottom) = (natural::root(&of.top, n)?, natural::root(&of.bottom, n)?);
        limited(of.negative, top, bottom).ok()
    }

    /// The largest whole number that is not larger.
    pub fn floor(&self) -> Result<Number, Error> {
        match &self.0 {
            Form::Small(top, bottom) => Ok(Number::whole(i64::from(top.div_euclid(*bottom)))),
            Form::Exact(of) => {
                let (mut whole, rest) = natural::divided(&of.top, &of.bottom);
                if of.negative && !rest.is_empty() {
                    whole = natural::plus(&whole, &[1]);
                }
                limited(of.negative, whole, natural(1))
            }
            Form::Near(value) => whole_of(libm::floor(**value + CLOSE)),
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
        if let Form::Small(top, 1) = self.0 {
            let sign = if top < 0 { "-" } else { "" };
            return [sign, &natural::text(&natural(top.unsigned_abs().into()))].concat();
        }
        let Some(of) = self.exact() else {
            // It is written as the exact number next to it.
            let near = rounded(self.rough()).ok();
            return near
                .and_then(|n| n.decimal_text(PLACES))
                .unwrap_or_default();
        };
        let mut text = String::from(if of.negative { "-" } else { "" });
        text.push_str(&natural::text(&of.top));
        if !of.is_whole() {
            text.push('/');
            text.push_str(&natural::text(&of.bottom));
        }
        text
    }

    /// As a reader meets it: decimals where they end within six places, or within twelve where the fraction is a long one,
    /// with the given decimal sign, and a real minus sign.
    pub fn shown(&self, decimal: char) -> String {
        let long = |of: Arc<Fraction>| natural::digits(&of.bottom) > 4;
        let places = if self.exact().is_some_and(long) {
            12
        } else {
            6
        };
        let text = self
            .decimal_text(places)
            .unwrap_or_else(|| self.exact_text());
        text.replace('.', decimal.encode_utf8(&mut [0; 4]))
            .replace('-', "−")
    }

    /// The decimal that is exactly this number, if it ends within `places`.
    pub fn decimal_text(&self, places: u32) -> Option<String> {
        let Some(of) = self.exact().filter(|of| !of.is_whole()) else {
            return Some(self.exact_text());
        };
        let shifted = natural::times(&of.top, &natural::power(&[10], places));
        let (all, rest) = natural::divided(&shifted, &of.bottom);
        if !rest.is_empty() {
            return None;
        }
        let mut digits = natural::text(&all);
        let places = places as usize;
        digits.insert_str(0, &"0".repeat((places + 1).saturating_sub(digits.len())));
        digits.insert(digits.len() - places, '.');
        if of.negative {
            digits.insert(0, '-');
        }
        digits.truncate(digits.trim_end_matches('0').len());
        Some(digits)
    }

    /// Top and bottom of the fraction as whole numbers, if it is one; the bottom is positive.
    pub fn parts(&self) -> Option<(Number, Number)> {
        let of = self.exact()?;
        let top = limited(of.negative, of.top.clone(), natural(1)).ok()?;
        Some((top, limited(false, of.bottom.clone(), natural(1)).ok()?))
    }
}

fn near_equal(a: f64, b: f64) -> bool {
    libm::fabs(a - b) <= CLOSE * libm::fmax(1.0, libm::fmax(libm::fabs(a), libm::fabs(b)))
}

/// The exact number a decimal without places is.
fn whole_of(value: f64) -> Result<Number, Error> {
    let bits = value.to_bits();
    let doublings = (bits >> 52 & 0x7ff).saturating_sub(1_075);
    if doublings == 0 {
        return Ok(Number::whole(value as i64));
    }
    let leading = natural(bits & ((1 << 52) - 1) | 1 << 52);
    let all = natural::times(&leading, &natural::power(&[2], doublings as u32));
    limited(value < 0.0, all, natural(1))
}

/// The exact number next to a decimal, with nine places.
fn rounded(value: f64) -> Result<Number, Error> {
    let whole = libm::trunc(value);
    let places = libm::round((value - whole) * 1e9) as i64;
    whole_of(whole)?.plus(&Number::fraction(places, 1_000_000_000)?)
}

#[cfg(test)]
mod tests;
