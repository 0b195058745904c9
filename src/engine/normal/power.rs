//! Owns powers of what a formula is taken apart into: whole ones are multiplied out, others become powers of atoms, where
//! no sign is lost by that. Knows nothing of formulas.

use super::{
    Atom, Atoms, Base, HIGHEST, Monomial, Normal, ONE, Polynomial, Term, Whole, alone, as_number,
    constant, fraction_text, inverse, is_one, multiply, negate, not_exact, one, place, powers_text,
    term, text, times, whole,
};
use crate::engine::error::Error;
use crate::engine::number::Number;
use crate::engine::order::sorted;

/// Largest number that is taken apart into primes.
const LARGEST: Whole = 1_000_000_000_000;

pub(super) fn power(base: &Normal, exponent: &Normal, atoms: &mut Atoms) -> Result<Normal, Error> {
    let mut result = whole(one());
    if !is_one(&exponent.bottom) {
        return Ok(power_kept_whole(base, exponent, atoms));
    }
    for (monomial, share) in &exponent.top {
        let units = share.times(&Number::whole(ONE))?.to_whole();
        let (top, bottom) = match units {
            Some(units) if monomial.is_empty() && units % ONE == 0 => {
                let part = whole_power(base, units / ONE, atoms)?;
                multiply(&mut result, &part, atoms)?;
                continue;
            }
            Some(units) => (
                raised(&base.top, monomial, units, atoms)?,
                raised(&base.bottom, monomial, units, atoms)?,
            ),
            None => (None, None),
        };
        let (Some(top), Some(bottom)) = (top, bottom) else {
            return Ok(power_kept_whole(base, exponent, atoms));
        };
        let bottom = inverse(bottom, atoms)?;
        multiply(&mut result, &top, atoms)?;
        multiply(&mut result, &bottom, atoms)?;
    }
    Ok(result)
}

fn power_kept_whole(base: &Normal, exponent: &Normal, atoms: &mut Atoms) -> Normal {
    let mut key = fraction_text(base);
    key.push('^');
    key.push_str(&fraction_text(exponent));
    alone(key, atoms)
}

fn whole_power(base: &Normal, exponent: Whole, atoms: &mut Atoms) -> Result<Normal, Error> {
    if let Some(number) = as_number(base) {
        return Ok(whole(constant(number.power(&Number::whole(exponent))?)));
    }
    if exponent.abs() > HIGHEST {
        return Err(not_exact());
    }
    let mut turned = base.clone();
    if exponent < 0 {
        turned = inverse(turned, atoms)?;
    }
    let mut result = whole(one());
    for _ in 0..exponent.abs() {
        multiply(&mut result, &turned, atoms)?;
    }
    Ok(result)
}

/// A polynomial to a share (in units) of a monomial; nothing where that cannot be taken apart without losing a sign.
fn raised(
    base: &Polynomial,
    exponent: &Monomial,
    units: Whole,
    atoms: &mut Atoms,
) -> Result<Option<Normal>, Error> {
    let Some((first, lead)) = base.first() else {
        return Err(not_exact());
    };
    let shared = common(units.abs(), ONE);
    // A third root keeps the sign, whatever it is of; a whole power does, too.
    let odd_root = exponent.is_empty() && ONE / shared % 2 == 1;
    let whole_powers = exponent.iter().all(|(atom, e)| counts(*atom, *e, atoms));
    let keeps_sign = odd_root || units % ONE == 0 && whole_powers;
    let mut result = whole(one());
    // What has a root taken of it: the part of which the sign is not known, or the whole sum without its first number.
    let mut rest = one();
    let mut parts: Vec<(usize, Whole)> = Vec::new();
    let size = if base.len() > 1 && !odd_root {
        lead.size()?
    } else {
        lead.clone()
    };
    let Some(primes) = factors(&size) else {
        return Ok(None);
    };
    for (prime, count) in primes {
        match prime {
            -1 if !keeps_sign => rest = constant(Number::whole(-1)),
            -1 if odd_root && units / shared % 2 == 0 => {}
            -1 if odd_root => negate(&mut result)?,
            _ => parts.push((number_atom(prime, atoms), count * ONE)),
        }
    }
    if base.len() > 1 {
        let inverse = constant(Number::whole(1).over(&size)?);
        rest = times(base, &inverse, atoms)?;
    } else {
        for (atom, e) in first {
            let signed = !atoms.known.get(*atom).is_some_and(|atom| atom.nonnegative);
            if !signed || keeps_sign {
                parts.push((*atom, *e));
            } else if e % (2 * ONE) == 0 {
                parts.push((root_atom(term(*atom, 2 * ONE), atoms), e / 2));
            } else {
                rest = times(&rest, &term(*atom, *e), atoms)?;
            }
        }
    }
    if !is_one(&rest) {
        let below_zero = rest
            .iter()
            .all(|(monomial, number)| monomial.is_empty() && number.is_negative());
        if below_zero || !exponent.is_empty() && !keeps_sign && !nonnegative(&rest, atoms) {
            return Ok(None);
        }
        // Below zero only whole powers are taken out, and they stand below the line.
        let outside = if exponent.is_empty() {
            units.div_euclid(ONE)
        } else {
            0
        };
        let power = whole_power(&whole(rest.clone()), outside, atoms)?;
        multiply(&mut result, &power, atoms)?;
        let root = root_atom(rest, atoms);
        let inside = atom_power(root, exponent, units - outside * ONE, atoms)?;
        multiply(&mut result, &whole(inside), atoms)?;
    }
    for (atom, e) in parts {
        if e * units % ONE != 0 {
            return Ok(None);
        }
        let part = atom_power(atom, exponent, e * units / ONE, atoms)?;
        multiply(&mut result, &whole(part), atoms)?;
    }
    Ok(Some(result))
}

fn common(a: Whole, b: Whole) -> Whole {
    if a == 0 { b } else { common(b % a, a) }
}

/// Whether an atom to an exponent is a whole number.
fn counts(atom: usize, exponent: Whole, atoms: &Atoms) -> bool {
    let whole = atoms.known.get(atom).is_some_and(|atom| atom.whole);
    whole && exponent > 0 && exponent % ONE == 0
}

fn nonnegative(polynomial: &Polynomial, atoms: &Atoms) -> bool {
    let atom = |(atom, e): &(usize, Whole)| {
        let known = atoms.known.get(*atom);
        e % (2 * ONE) == 0 || known.is_some_and(|atom| atom.nonnegative)
    };
    let holds = |(monomial, number): &Term| !number.is_negative() && monomial.iter().all(atom);
    polynomial.iter().all(holds)
}

/// An atom to a share (in units) of a monomial, an atom of its own where the monomial is not 1.
fn atom_power(
    base: usize,
    exponent: &Monomial,
    units: Whole,
    atoms: &mut Atoms,
) -> Result<Polynomial, Error> {
    let mut at = base;
    if !exponent.is_empty() {
        // A power of a power multiplies the exponents.
        let (base, exponent) = match atoms.known.get(base).and_then(|atom| atom.power.clone()) {
            Some((inner, of)) => (inner, joined(of, exponent)),
            None => (base, exponent.clone()),
        };
        at = power_atom(base, exponent, atoms);
    }
    times(&term(at, units), &one(), atoms)
}

/// The product of two monomials of letters.
fn joined(mut product: Monomial, other: &Monomial) -> Monomial {
    for (atom, exponent) in other {
        match product.iter_mut().find(|(known, _)| known == atom) {
            Some((_, known)) => *known += exponent,
            None => product.push((*atom, *exponent)),
        }
    }
    sorted(product, |a, b| a.0 < b.0)
}

fn power_atom(base: usize, exponent: Monomial, atoms: &mut Atoms) -> usize {
    let inside = |(atom, _): &(usize, Whole)| atoms.known.get(*atom).is_some_and(|a| a.sure);
    let of = atoms.known.get(base);
    let minus = of.is_some_and(|of| matches!(of.base, Base::Minus));
    // (−1)^n and (−1)^(n²) are the same.
    let told_apart = !minus || matches!(exponent.as_slice(), [(_, ONE)]);
    let mut text = powers_text(&vec![(base, ONE)]);
    text.push_str(&powers_text(&exponent));
    let atom = Atom {
        text,
        base: if minus { Base::Minus } else { Base::Plain },
        nonnegative: of.is_some_and(|of| of.nonnegative),
        whole: false,
        sure: told_apart && of.is_some_and(|of| of.sure) && exponent.iter().all(inside),
        power: Some((base, exponent)),
    };
    place(atom, atoms)
}

/// The atom of a prime, or of −1.
fn number_atom(prime: Whole, atoms: &mut Atoms) -> usize {
    let atom = Atom {
        text: prime.to_string(),
        base: if prime < 0 {
            Base::Minus
        } else {
            Base::Prime(prime)
        },
        nonnegative: prime > 0,
        whole: prime > 0,
        sure: true,
        power: None,
    };
    place(atom, atoms)
}

fn root_atom(of: Polynomial, atoms: &mut Atoms) -> usize {
    let mut key = "√".to_string();
    key.push_str(&text(&of));
    let atom = Atom {
        text: key,
        nonnegative: nonnegative(&of, atoms),
        base: Base::Root(of),
        whole: false,
        sure: false,
        power: None,
    };
    place(atom, atoms)
}

/// A number as −1 and primes with their counts; primes of the bottom count below zero.
fn factors(number: &Number) -> Option<Vec<(Whole, Whole)>> {
    let mut found = Vec::new();
    if number.is_negative() {
        found.push((-1, 1));
    }
    let (top, bottom) = number.size().ok()?.parts()?;
    for (part, step) in [(top, 1), (bottom, -1)] {
        let mut left = part.to_whole().filter(|n| *n <= LARGEST)?;
        let mut prime = 2;
        while left > 1 {
            let mut count = 0;
            while left % prime == 0 {
                left /= prime;
                count += step;
            }
            if count != 0 {
                found.push((prime, count));
            }
            // What is left without a divisor up to its root is a prime.
            prime = if prime * prime > left && left > 1 {
                left.max(prime + 1)
            } else {
                prime + 1
            };
        }
    }
    Some(found)
}
