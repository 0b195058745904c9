//! Owns natural numbers of any size: limbs of nine decimal digits, the least one first. Knows nothing of signs and
//! fractions, and of no limit; whoever asks for a power or a product sees to its size.

use std::cmp::Ordering;

/// A natural number; its last limb is not zero, so that zero has none.
pub type Natural = Vec<u32>;

/// What a limb counts to.
const BASE: u64 = 1_000_000_000;
/// Decimal digits of a limb.
const PLACES: usize = 9;
/// Whole numbers below this are exact as `f64`.
const EXACT: u64 = 1 << 53;
/// The highest root of a number beyond `EXACT` that is looked for.
const HIGHEST_ROOT: u32 = 12;

/// The natural number `n`.
pub fn natural(mut n: u64) -> Natural {
    let mut limbs = Natural::new();
    while n > 0 {
        limbs.push((n % BASE) as u32);
        n /= BASE;
    }
    limbs
}

/// The number as a `u64`, if it is below 18 · 10^18, a little less than there is room for.
pub fn small(n: &[u32]) -> Option<u64> {
    if n.len() > 3 || n.get(2).is_some_and(|top| *top >= 18) {
        return None;
    }
    let mut all = 0;
    for limb in n.iter().rev() {
        all = all * BASE + u64::from(*limb);
    }
    Some(all)
}

/// The natural number with these decimal digits; nothing where a byte is none. None at all are zero.
pub fn read(digits: &[u8]) -> Option<Natural> {
    let mut limbs = Natural::new();
    for part in digits.rchunks(PLACES) {
        let mut limb = 0;
        for digit in part {
            if !digit.is_ascii_digit() {
                return None;
            }
            limb = limb * 10 + u32::from(digit - b'0');
        }
        limbs.push(limb);
    }
    trim(&mut limbs);
    Some(limbs)
}

/// The decimal digits.
pub fn text(n: &[u32]) -> String {
    let mut out = String::new();
    for limb in n.iter().rev() {
        let mut place = BASE as u32 / 10;
        while place > 0 {
            let digit = (limb / place % 10) as u8;
            if digit > 0 || !out.is_empty() {
                out.push(char::from(b'0' + digit));
            }
            place /= 10;
        }
    }
    if out.is_empty() {
        out.push('0');
    }
    out
}

/// How many decimal digits it has; zero has none.
pub fn digits(n: &[u32]) -> usize {
    let top = n.last().and_then(|top| top.checked_ilog10());
    top.map_or(0, |log| (n.len() - 1) * PLACES + log as usize + 1)
}

/// Whether 2 does not divide it.
pub fn is_odd(n: &[u32]) -> bool {
    n.first().is_some_and(|least| least % 2 == 1)
}

/// A whole number that is not larger than its logarithm to the base 2; 0 for zero.
pub fn least_bits(n: &[u32]) -> u64 {
    let top = n.last().and_then(|top| top.checked_ilog2());
    top.map_or(0, |log| (n.len() as u64 - 1) * 29 + u64::from(log))
}

fn trim(n: &mut Natural) {
    while n.last() == Some(&0) {
        n.pop();
    }
}

/// Order by value.
pub fn compare(a: &[u32], b: &[u32]) -> Ordering {
    let limbs = || a.iter().rev().cmp(b.iter().rev());
    a.len().cmp(&b.len()).then_with(limbs)
}

/// Adds `times · part`; `into` must have room for the result.
fn add(into: &mut [u32], part: &[u32], times: u32) {
    let mut carry = 0;
    for (at, limb) in into.iter_mut().enumerate() {
        let more = part.get(at).map_or(0, |limb| u64::from(*limb));
        let all = u64::from(*limb) + more * u64::from(times) + carry;
        *limb = (all % BASE) as u32;
        carry = all / BASE;
        if carry == 0 && at >= part.len() {
            break;
        }
    }
}

/// Takes away `times · part`, which must not be more than there is.
fn take(from: &mut Natural, part: &[u32], times: u32) {
    let mut carry = 0;
    for (at, limb) in from.iter_mut().enumerate() {
        let less = part.get(at).map_or(0, |limb| u64::from(*limb));
        let all = less * u64::from(times) + carry;
        let there = u64::from(*limb) + BASE - all % BASE;
        *limb = (there % BASE) as u32;
        carry = all / BASE + u64::from(there < BASE);
        if carry == 0 && at >= part.len() {
            break;
        }
    }
    trim(from);
}

/// The sum.
pub fn plus(a: &[u32], b: &[u32]) -> Natural {
    let mut sum = a.to_vec();
    sum.resize(a.len().max(b.len()) + 1, 0);
    add(&mut sum, b, 1);
    trim(&mut sum);
    sum
}

/// The difference; `b` must not be larger than `a`.
pub fn minus(a: &[u32], b: &[u32]) -> Natural {
    let mut rest = a.to_vec();
    take(&mut rest, b, 1);
    rest
}

/// The product.
pub fn times(a: &[u32], b: &[u32]) -> Natural {
    let mut product = vec![0; a.len() + b.len()];
    for (at, limb) in a.iter().enumerate() {
        add(product.get_mut(at..).unwrap_or_default(), b, *limb);
    }
    trim(&mut product);
    product
}

/// Quotient and remainder; by zero, nothing is taken away.
pub fn divided(a: &[u32], by: &[u32]) -> (Natural, Natural) {
    if by.is_empty() {
        return (Natural::new(), a.to_vec());
    }
    if let [by] = by {
        return divided_by_limb(a, *by);
    }
    // Fewer limbs than the divisor has are not worth a look.
    let (low, high) = a.split_at(a.len().saturating_sub(by.len() - 1));
    let (mut quotient, mut rest) = (vec![0; low.len()], high.to_vec());
    for (limb, digit) in low.iter().zip(&mut quotient).rev() {
        rest.insert(0, *limb);
        trim(&mut rest);
        while compare(&rest, by).is_ge() {
            // A little below the truth, so that never too much is taken away.
            let times = ((ratio(&rest, by) * (1.0 - 1e-14)) as u32).max(1);
            take(&mut rest, by, times);
            *digit += times;
        }
    }
    trim(&mut quotient);
    (quotient, rest)
}

fn divided_by_limb(a: &[u32], by: u32) -> (Natural, Natural) {
    let (mut quotient, mut rest) = (a.to_vec(), 0);
    for limb in quotient.iter_mut().rev() {
        let all = rest * BASE + u64::from(*limb);
        *limb = (all / u64::from(by)) as u32;
        rest = all % u64::from(by);
    }
    trim(&mut quotient);
    (quotient, natural(rest))
}

/// The three leading limbs, which are more than an `f64` can hold.
fn leading(n: &[u32]) -> f64 {
    if let Some(n) = small(n) {
        return n as f64;
    }
    let mut all = 0.0;
    for limb in n.iter().rev().take(3) {
        all = all * BASE as f64 + f64::from(*limb);
    }
    all
}

/// The quotient as a decimal, good to 14 digits; infinite where it is beyond `f64`.
pub fn ratio(a: &[u32], b: &[u32]) -> f64 {
    let mut ratio = leading(a) / leading(b);
    let (above, below) = (a.len().max(3), b.len().max(3));
    for _ in below..above {
        ratio *= BASE as f64;
    }
    for _ in above..below {
        ratio /= BASE as f64;
    }
    ratio
}

/// The greatest common divisor; of zero and another number, the other one.
pub fn common(a: &[u32], b: &[u32]) -> Natural {
    let (mut a, mut b) = (a.to_vec(), b.to_vec());
    while !b.is_empty() {
        if let (Some(a), Some(b)) = (small(&a), small(&b)) {
            return natural(small_common(a, b));
        }
        let rest = divided(&a, &b).1;
        a = std::mem::replace(&mut b, rest);
    }
    a
}

/// The greatest common divisor of what fits.
pub fn small_common(mut a: u64, mut b: u64) -> u64 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The power.
pub fn power(base: &[u32], mut exponent: u32) -> Natural {
    let (mut result, mut square) = (natural(1), base.to_vec());
    loop {
        if exponent % 2 == 1 {
            result = times(&result, &square);
        }
        exponent /= 2;
        if exponent == 0 {
            return result;
        }
        square = times(&square, &square);
    }
}

/// The `degree`-th root, if it is a natural number; of numbers beyond 2^53, roots above the twelfth are not looked for.
pub fn root(n: &[u32], degree: u32) -> Option<Natural> {
    let root = match small(n).filter(|n| *n < EXACT) {
        Some(n) => natural(libm::round(libm::pow(n as f64, 1.0 / f64::from(degree))) as u64),
        None if degree > HIGHEST_ROOT => return None,
        None => whole_root(n, degree),
    };
    (power(&root, degree) == n).then_some(root)
}

/// The largest natural number whose power is not larger, by Newton's steps down from one that is too large.
fn whole_root(n: &[u32], degree: u32) -> Natural {
    let (all, less) = (natural(degree.into()), degree.saturating_sub(1));
    let mut root = power(&[10], digits(n).div_ceil(degree as usize) as u32);
    loop {
        let share = divided(n, &power(&root, less)).0;
        let sum = plus(&times(&root, &natural(less.into())), &share);
        let next = divided(&sum, &all).0;
        if compare(&next, &root).is_ge() {
            return root;
        }
        root = next;
    }
}
