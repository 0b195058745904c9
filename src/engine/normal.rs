//! Owns the exact comparison of formulas. A formula is taken apart into atoms: letters, primes, powers of both to a letter,
//! roots, and parts that stay whole (`floor(n/2)`). What is left is a fraction of polynomials in them; two formulas with the
//! same one are equal for all values. Nothing is tried on values here.

use super::error::Error;
use super::expr::{Expr, Function, Op};
use super::model::{Model, Row};
use super::number::Number;
use super::order::sorted;
use super::value::number;
use super::world::World;

/// A whole number that counts powers.
type Whole = i128;
/// An exponent of 1: exponents are counted in parts of it, so that roots are powers.
const ONE: Whole = 5_040;
/// Highest power that is multiplied out.
const HIGHEST: Whole = 300;
/// Largest number that is taken apart into primes.
const LARGEST: Whole = 10_000_000_000;
/// Most terms of a polynomial.
const MOST_TERMS: usize = 4_000;
/// Most products of two terms in one comparison.
const MOST_WORK: u32 = 150_000;

/// Atoms, by their place in the list of atoms, with their exponents; none is zero.
type Monomial = Vec<(usize, Whole)>;
type Term = (Monomial, Number);
/// Every monomial once, in their order, without zero terms.
type Polynomial = Vec<Term>;

/// A fraction of polynomials; the bottom is not zero.
#[derive(Clone)]
struct Normal {
    top: Polynomial,
    bottom: Polynomial,
}

struct Atom {
    text: String,
    base: Base,
    nonnegative: bool,
    whole: bool,
    /// Nothing but a zero polynomial in such atoms is zero everywhere.
    sure: bool,
    /// The atom and the monomial that this is a power of.
    power: Option<(usize, Monomial)>,
}

enum Base {
    Plain,
    Prime(Whole),
    /// −1, to a whole letter.
    Minus,
    /// A polynomial that has a root taken of it.
    Root(Polynomial),
}

/// What formulas that are compared are taken apart into.
struct Atoms<'a> {
    model: &'a Model,
    known: Vec<Atom>,
    work: u32,
}

/// What the normal forms of two formulas say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exactly {
    Same,
    /// They differ somewhere, if their letters can be enough values.
    Different,
    /// The normal forms cannot tell.
    Unknown,
}

/// Whether two formulas are the same for all values of their letters. A value where one of them divides by zero, and the
/// other does not, makes no difference.
pub fn exactly(a: &Expr, b: &Expr, model: &Model) -> Exactly {
    let mut atoms = atoms(model);
    match difference(a, b, &mut atoms) {
        Ok(left) if left.is_empty() => Exactly::Same,
        Ok(_) if atoms.known.iter().all(|atom| atom.sure) => Exactly::Different,
        _ => Exactly::Unknown,
    }
}

fn difference(a: &Expr, b: &Expr, atoms: &mut Atoms) -> Result<Polynomial, Error> {
    let (a, b) = (normal(a, atoms)?, normal(b, atoms)?);
    Ok(plus(a, negative(b)?, atoms)?.top)
}

/// The coefficients as a polynomial in these letters, each with its powers in their order; nothing for anything else.
pub fn terms(expr: &Expr, letters: &[&str], model: &Model) -> Option<Vec<(Vec<u32>, Number)>> {
    let mut atoms = atoms(model);
    let normal = normal(expr, &mut atoms).ok()?;
    if !is_one(&normal.bottom) {
        return None;
    }
    let mut terms = Vec::new();
    for (monomial, number) in normal.top {
        let mut powers = vec![0; letters.len()];
        for (atom, exponent) in monomial {
            let text = &atoms.known.get(atom)?.text;
            let at = letters.iter().position(|letter| letter == text)?;
            *powers.get_mut(at)? = u32::try_from(whole_part(exponent)?).ok()?;
        }
        terms.push((powers, number));
    }
    Some(terms)
}

/// Top and bottom as polynomials in one letter: their coefficients from the constant on. Nothing for anything else.
pub fn coefficients(expr: &Expr, letter: &str, model: &Model) -> Option<[Vec<Number>; 2]> {
    let mut atoms = atoms(model);
    let normal = normal(expr, &mut atoms).ok()?;
    let at = atoms.known.iter().position(|atom| atom.text == letter);
    Some([dense(&normal.top, at)?, dense(&normal.bottom, at)?])
}

/// Coefficients by power; a power of the letter that all terms have in common goes up to the constant or down to it.
fn dense(polynomial: &Polynomial, letter: Option<usize>) -> Option<Vec<Number>> {
    let mut powers = Vec::new();
    for (monomial, _) in polynomial {
        powers.push(match monomial.as_slice() {
            [] => 0,
            [(atom, exponent)] if Some(*atom) == letter => whole_part(*exponent)?,
            _ => return None,
        });
    }
    // A letter below the line and one alone are zero at the same place.
    let least = powers.iter().copied().min().unwrap_or(0);
    let shift = if least < 0 { least } else { 0 };
    let most = powers.iter().copied().max().unwrap_or(0) - shift;
    let size = usize::try_from(most).ok().filter(|_| most <= HIGHEST)?;
    let mut dense = vec![Number::whole(0); size + 1];
    for ((_, number), power) in polynomial.iter().zip(powers) {
        *dense.get_mut(usize::try_from(power - shift).ok()?)? = number.clone();
    }
    Some(dense)
}

fn whole_part(exponent: Whole) -> Option<Whole> {
    (exponent % ONE == 0).then_some(exponent / ONE)
}

fn atoms(model: &Model) -> Atoms<'_> {
    Atoms {
        model,
        known: Vec::new(),
        work: MOST_WORK,
    }
}

fn not_exact() -> Error {
    Error::value("not-exact")
}

// ---- polynomials ----

fn constant(number: Number) -> Polynomial {
    if number.is_zero() {
        return Vec::new();
    }
    vec![(Vec::new(), number)]
}

fn one() -> Polynomial {
    constant(Number::whole(1))
}

fn equal(a: &Polynomial, b: &Polynomial) -> bool {
    let same = |(a, b): (&Term, &Term)| a.0 == b.0 && a.1.same(&b.1);
    a.len() == b.len() && a.iter().zip(b).all(same)
}

fn is_one(polynomial: &Polynomial) -> bool {
    matches!(polynomial.as_slice(), [(monomial, number)] if monomial.is_empty() && number.same(&Number::whole(1)))
}

/// The sum: both in their order, so that one walk is enough.
fn merged(a: Polynomial, b: Polynomial) -> Result<Polynomial, Error> {
    let mut sum = Vec::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a.into_iter().peekable(), b.into_iter().peekable());
    while let (Some(left), Some(right)) = (a.peek(), b.peek()) {
        if left.0 == right.0 {
            let number = left.1.plus(&right.1)?;
            let same = a.next();
            b.next();
            sum.extend(same.filter(|_| !number.is_zero()).map(|t| (t.0, number)));
        } else {
            sum.extend(if left.0 < right.0 { a.next() } else { b.next() });
        }
    }
    sum.extend(a);
    sum.extend(b);
    if sum.len() > MOST_TERMS {
        return Err(not_exact());
    }
    Ok(sum)
}

fn times(a: &[Term], b: &[Term], atoms: &mut Atoms) -> Result<Polynomial, Error> {
    if let ([a], [b]) = (a, b) {
        return product(a, b, atoms);
    }
    if a.is_empty() || b.is_empty() {
        return Ok(Vec::new());
    }
    if a.len() < b.len() {
        return times(b, a, atoms);
    }
    // Halves, so that each term is merged few times.
    let (first, rest) = a.split_at(a.len() / 2);
    merged(times(first, b, atoms)?, times(rest, b, atoms)?)
}

/// The product of two terms: more than one term where a root comes to a whole power.
fn product(a: &Term, b: &Term, atoms: &mut Atoms) -> Result<Polynomial, Error> {
    atoms.work = atoms.work.checked_sub(1).ok_or_else(not_exact)?;
    let mut number = a.1.times(&b.1)?;
    let mut monomial = Vec::with_capacity(a.0.len() + b.0.len());
    let mut outside = Vec::new();
    let (mut a, mut b) = (a.0.as_slice(), b.0.as_slice());
    while let Some(atom) = a
        .first()
        .into_iter()
        .chain(b.first())
        .map(|(a, _)| *a)
        .min()
    {
        let mut exponent = taken(&mut a, atom) + taken(&mut b, atom);
        match atoms.known.get(atom).map(|atom| &atom.base) {
            Some(Base::Prime(prime)) => {
                let whole = Number::whole(exponent.div_euclid(ONE));
                number = number.times(&Number::whole(*prime).power(&whole)?)?;
                exponent = exponent.rem_euclid(ONE);
            }
            Some(Base::Minus) => exponent = exponent.rem_euclid(2 * ONE),
            Some(Base::Root(of)) if exponent >= ONE => {
                (0..exponent / ONE).for_each(|_| outside.push(of.clone()));
                exponent %= ONE;
            }
            _ => {}
        }
        if exponent != 0 {
            monomial.push((atom, exponent));
        }
    }
    let mut product = vec![(monomial, number)];
    for factor in outside {
        product = times(&product, &factor, atoms)?;
    }
    Ok(product)
}

/// The exponent of an atom, if it comes first; it is then taken out.
fn taken(monomial: &mut &[(usize, Whole)], atom: usize) -> Whole {
    match monomial.split_first() {
        Some(((first, exponent), rest)) if *first == atom => {
            *monomial = rest;
            *exponent
        }
        _ => 0,
    }
}

/// One text for equal polynomials.
fn text(polynomial: &Polynomial) -> String {
    let mut text = String::new();
    for (monomial, number) in polynomial {
        text.push('+');
        text.push_str(&number.exact_text());
        text.push_str(&powers_text(monomial));
    }
    text
}

fn powers_text(monomial: &Monomial) -> String {
    let mut text = String::new();
    for (atom, exponent) in monomial {
        for (sign, number) in [('#', *atom as Whole), ('^', *exponent)] {
            text.push(sign);
            text.push_str(&number.to_string());
        }
    }
    text
}

// ---- fractions ----

fn whole(top: Polynomial) -> Normal {
    Normal { top, bottom: one() }
}

fn plus(a: Normal, b: Normal, atoms: &mut Atoms) -> Result<Normal, Error> {
    if equal(&a.bottom, &b.bottom) {
        return Ok(Normal {
            top: merged(a.top, b.top)?,
            bottom: a.bottom,
        });
    }
    let left = times(&a.top, &b.bottom, atoms)?;
    let right = times(&b.top, &a.bottom, atoms)?;
    Ok(Normal {
        top: merged(left, right)?,
        bottom: times(&a.bottom, &b.bottom, atoms)?,
    })
}

fn multiplied(a: &Normal, b: &Normal, atoms: &mut Atoms) -> Result<Normal, Error> {
    Ok(Normal {
        top: times(&a.top, &b.top, atoms)?,
        bottom: times(&a.bottom, &b.bottom, atoms)?,
    })
}

fn negative(of: Normal) -> Result<Normal, Error> {
    let mut top = of.top;
    for (_, number) in &mut top {
        *number = number.negated()?;
    }
    Ok(Normal {
        top,
        bottom: of.bottom,
    })
}

fn inverse(of: &Normal, atoms: &mut Atoms) -> Result<Normal, Error> {
    let rooted = |(atom, _): &(usize, Whole)| {
        matches!(
            atoms.known.get(*atom),
            Some(Atom {
                base: Base::Root(_),
                ..
            })
        )
    };
    match of.top.as_slice() {
        [] => Err(Error::value("divided-by-zero")),
        [(monomial, number)] if !monomial.iter().any(rooted) => {
            let turned = monomial.iter().map(|(atom, e)| (*atom, -e)).collect();
            let turned = (turned, Number::whole(1).over(number)?);
            Ok(whole(times(&of.bottom, &[turned], atoms)?))
        }
        _ => Ok(Normal {
            top: of.bottom.clone(),
            bottom: of.top.clone(),
        }),
    }
}

fn as_number(of: &Normal) -> Option<Number> {
    match of.top.as_slice() {
        _ if !is_one(&of.bottom) => None,
        [] => Some(Number::whole(0)),
        [(monomial, number)] if monomial.is_empty() => Some(number.clone()),
        _ => None,
    }
}

// ---- formulas ----

fn normal(expr: &Expr, atoms: &mut Atoms) -> Result<Normal, Error> {
    match (&expr.op, expr.parts.as_slice()) {
        (Op::Number(number), _) if number.is_exact() => Ok(whole(constant(number.clone()))),
        (Op::Name(name), _) => Ok(letter(name, atoms)),
        (Op::Sum, terms) => {
            let mut sum = whole(Vec::new());
            for term in terms {
                let term = normal(term, atoms)?;
                sum = plus(sum, term, atoms)?;
            }
            Ok(sum)
        }
        (Op::Product, factors) => {
            let mut product = whole(one());
            for factor in factors {
                let factor = normal(factor, atoms)?;
                product = multiplied(&product, &factor, atoms)?;
            }
            Ok(product)
        }
        (Op::Over, [of]) => {
            let of = normal(of, atoms)?;
            inverse(&of, atoms)
        }
        (Op::Minus, [of]) => negative(normal(of, atoms)?),
        (Op::Power, [base, exponent]) => {
            let (base, exponent) = (normal(base, atoms)?, normal(exponent, atoms)?);
            power(&base, &exponent, atoms)
        }
        (Op::Call(Function::Sqrt), [of]) => {
            let of = normal(of, atoms)?;
            power(&of, &whole(constant(Number::fraction(1, 2)?)), atoms)
        }
        // |x| is √(x²).
        (Op::Call(Function::Abs), [of]) => {
            let of = normal(of, atoms)?;
            let square = multiplied(&of, &of, atoms)?;
            power(&square, &whole(constant(Number::fraction(1, 2)?)), atoms)
        }
        _ => kept_whole(expr, atoms),
    }
}

fn letter(name: &str, atoms: &mut Atoms) -> Normal {
    let kind = atoms.model.kind(name);
    let low = kind.low();
    let atom = Atom {
        text: name.to_string(),
        base: Base::Plain,
        nonnegative: low.is_some_and(|low| !low.is_negative()),
        whole: kind.is_whole(),
        sure: true,
        power: None,
    };
    whole(vec![(vec![(place(atom, atoms), ONE)], Number::whole(1))])
}

/// The place of an atom in the list; it is put there if it is new.
fn place(atom: Atom, atoms: &mut Atoms) -> usize {
    let known = atoms.known.iter().position(|other| other.text == atom.text);
    known.unwrap_or_else(|| {
        atoms.known.push(atom);
        atoms.known.len() - 1
    })
}

fn alone(text: String, atoms: &mut Atoms) -> Normal {
    let atom = Atom {
        text,
        base: Base::Plain,
        nonnegative: false,
        whole: false,
        sure: false,
        power: None,
    };
    whole(vec![(vec![(place(atom, atoms), ONE)], Number::whole(1))])
}

/// A function is worked out where it has a value for itself, else it is told by the normal forms of what it is of.
fn kept_whole(expr: &Expr, atoms: &mut Atoms) -> Result<Normal, Error> {
    let worked_out = number(expr, &World::new(&Model::default(), None, &Row::new()));
    if let Ok(number) = worked_out
        && number.is_exact()
    {
        return Ok(whole(constant(number)));
    }
    let mut key = match &expr.op {
        Op::Call(function) => function.word().to_string(),
        Op::Factorial => "!".to_string(),
        Op::Number(_) => return Err(not_exact()),
        _ => return Ok(alone(expr.write(), atoms)),
    };
    for part in &expr.parts {
        key.push('(');
        key.push_str(&match normal(part, atoms) {
            Ok(part) => fraction_text(&part),
            Err(_) => part.write(),
        });
    }
    Ok(alone(key, atoms))
}

fn fraction_text(of: &Normal) -> String {
    let mut text = text(&of.top);
    text.push('/');
    text.push_str(&self::text(&of.bottom));
    text
}

// ---- powers ----

fn power(base: &Normal, exponent: &Normal, atoms: &mut Atoms) -> Result<Normal, Error> {
    let mut result = whole(one());
    if !is_one(&exponent.bottom) {
        return Ok(power_kept_whole(base, exponent, atoms));
    }
    for (monomial, share) in &exponent.top {
        let units = share.times(&Number::whole(ONE))?.to_whole();
        let (top, bottom) = match units {
            Some(units) if monomial.is_empty() && units % ONE == 0 => {
                let part = whole_power(base, units / ONE, atoms)?;
                result = multiplied(&result, &part, atoms)?;
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
        let bottom = inverse(&bottom, atoms)?;
        result = multiplied(&multiplied(&result, &top, atoms)?, &bottom, atoms)?;
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
    let turned = if exponent < 0 {
        inverse(base, atoms)?
    } else {
        base.clone()
    };
    let mut result = whole(one());
    for _ in 0..exponent.abs() {
        result = multiplied(&result, &turned, atoms)?;
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
    let even = units % ONE == 0 && exponent.iter().all(|(atom, e)| counts(*atom, *e, atoms));
    // What has a root taken of it: the part of which the sign is not known, or the whole sum without its first number.
    let mut rest = one();
    let mut parts: Vec<(usize, Whole)> = Vec::new();
    let size = if base.len() > 1 {
        lead.size()?
    } else {
        lead.clone()
    };
    let Some(primes) = factors(&size) else {
        return Ok(None);
    };
    for (prime, count) in primes {
        match prime {
            -1 if !even => rest = constant(Number::whole(-1)),
            _ => parts.push((number_atom(prime, atoms), count * ONE)),
        }
    }
    if base.len() > 1 {
        let inverse = constant(Number::whole(1).over(&size)?);
        rest = times(base, &inverse, atoms)?;
    } else {
        for (atom, e) in first {
            let signed = !atoms.known.get(*atom).is_some_and(|atom| atom.nonnegative);
            if !signed || even {
                parts.push((*atom, *e));
            } else if e % (2 * ONE) == 0 {
                let square = vec![(vec![(*atom, 2 * ONE)], Number::whole(1))];
                parts.push((root_atom(square, atoms), e / 2));
            } else {
                rest = times(&rest, &[(vec![(*atom, *e)], Number::whole(1))], atoms)?;
            }
        }
    }
    let mut result = whole(one());
    if !is_one(&rest) {
        let below_zero = rest
            .iter()
            .all(|(monomial, number)| monomial.is_empty() && number.is_negative());
        if below_zero || !exponent.is_empty() && !even && !nonnegative(&rest, atoms) {
            return Ok(None);
        }
        // Below zero only whole powers are taken out, and they stand below the line.
        let outside = if exponent.is_empty() {
            units.div_euclid(ONE)
        } else {
            0
        };
        result = whole_power(&whole(rest.clone()), outside, atoms)?;
        let root = root_atom(rest, atoms);
        let inside = atom_power(root, exponent, units - outside * ONE, atoms)?;
        result = multiplied(&result, &whole(inside), atoms)?;
    }
    for (atom, e) in parts {
        if e * units % ONE != 0 {
            return Ok(None);
        }
        let part = atom_power(atom, exponent, e * units / ONE, atoms)?;
        result = multiplied(&result, &whole(part), atoms)?;
    }
    Ok(Some(result))
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
    let term = |(monomial, number): &Term| !number.is_negative() && monomial.iter().all(atom);
    polynomial.iter().all(term)
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
    times(&[(vec![(at, units)], Number::whole(1))], &one(), atoms)
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

#[cfg(test)]
mod tests;
