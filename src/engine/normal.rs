//! Owns the exact comparison of formulas. A formula is taken apart into atoms: letters, primes, powers of both to a letter,
//! roots, and parts that stay whole (`floor(n/2)`). What is left is a fraction of polynomials in them; two formulas with the
//! same one are equal for all values. Nothing is tried on values here.

mod power;

use super::error::Error;
use super::expr::{Expr, Function, Op};
use super::model::{Model, Row};
use super::number::Number;
use super::value::number;
use super::world::World;
use power::power;

/// A whole number that counts powers.
type Whole = i64;
/// An exponent of 1: exponents are counted in parts of it, so that roots are powers.
const ONE: Whole = 5_040;
/// Highest power that is multiplied out.
const HIGHEST: Whole = 300;
/// Most terms of a polynomial.
const MOST_TERMS: usize = 2_000;
/// Most products of two terms in one comparison.
const MOST_WORK: u32 = 40_000;

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
    let (mut a, mut b) = (normal(a, atoms)?, normal(b, atoms)?);
    negate(&mut b)?;
    add(&mut a, b, atoms)?;
    Ok(a.top)
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
    // A letter below the line and one alone are zero at the same place.
    let (mut shift, mut most) = (0, Whole::MIN);
    for (monomial, _) in polynomial {
        let power = match monomial.as_slice() {
            [] => 0,
            [(atom, exponent)] if Some(*atom) == letter => whole_part(*exponent)?,
            _ => return None,
        };
        (shift, most) = (shift.min(power), most.max(power));
        powers.push(power);
    }
    let most = if powers.is_empty() { 0 } else { most - shift };
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

/// An atom with its exponent, alone.
fn term(atom: usize, exponent: Whole) -> Polynomial {
    vec![(vec![(atom, exponent)], Number::whole(1))]
}

fn equal(a: &Polynomial, b: &Polynomial) -> bool {
    let same = |(a, b): (&Term, &Term)| a.0 == b.0 && a.1.same(&b.1);
    a.len() == b.len() && a.iter().zip(b).all(same)
}

fn is_one(polynomial: &Polynomial) -> bool {
    matches!(polynomial.as_slice(), [(monomial, number)] if monomial.is_empty() && number.is_one())
}

/// The sum: both in their order, so that one walk from the end is enough.
fn merged(mut a: Polynomial, mut b: Polynomial) -> Result<Polynomial, Error> {
    let mut sum = Vec::with_capacity(a.len() + b.len());
    while !a.is_empty() || !b.is_empty() {
        let order = last(&a).cmp(&last(&b));
        let left = if order.is_ge() { a.pop() } else { None };
        let right = if order.is_le() { b.pop() } else { None };
        match (left, right) {
            (Some((monomial, left)), Some((_, right))) => {
                let number = left.plus(&right)?;
                if !number.is_zero() {
                    sum.push((monomial, number));
                }
            }
            (left, right) => sum.extend(left.or(right)),
        }
    }
    if sum.len() > MOST_TERMS {
        return Err(not_exact());
    }
    sum.reverse();
    Ok(sum)
}

/// The last monomial; nothing comes before any.
fn last(polynomial: &Polynomial) -> Option<&Monomial> {
    polynomial.last().map(|(monomial, _)| monomial)
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
    while let Some((atom, _)) = match (a.first(), b.first()) {
        (Some(a), Some(b)) if b.0 < a.0 => Some(*b),
        (a, b) => a.or(b).copied(),
    } {
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

/// Adds another one to it.
fn add(sum: &mut Normal, term: Normal, atoms: &mut Atoms) -> Result<(), Error> {
    if equal(&sum.bottom, &term.bottom) {
        sum.top = merged(std::mem::take(&mut sum.top), term.top)?;
        return Ok(());
    }
    let left = times(&sum.top, &term.bottom, atoms)?;
    let right = times(&term.top, &sum.bottom, atoms)?;
    sum.top = merged(left, right)?;
    sum.bottom = times(&sum.bottom, &term.bottom, atoms)?;
    Ok(())
}

/// Multiplies it by another one.
fn multiply(of: &mut Normal, by: &Normal, atoms: &mut Atoms) -> Result<(), Error> {
    of.top = times(&of.top, &by.top, atoms)?;
    of.bottom = times(&of.bottom, &by.bottom, atoms)?;
    Ok(())
}

/// Gives it the other sign.
fn negate(of: &mut Normal) -> Result<(), Error> {
    for (_, number) in &mut of.top {
        *number = number.negated()?;
    }
    Ok(())
}

fn inverse(of: Normal, atoms: &mut Atoms) -> Result<Normal, Error> {
    let rooted = |(atom, _): &(usize, Whole)| {
        let known = atoms.known.get(*atom);
        known.is_some_and(|atom| matches!(atom.base, Base::Root(_)))
    };
    match of.top.as_slice() {
        [] => Err(Error::value("divided-by-zero")),
        [(monomial, number)] if !monomial.iter().any(rooted) => {
            let turned = monomial.iter().map(|(atom, e)| (*atom, -e)).collect();
            let turned = (turned, Number::whole(1).over(number)?);
            Ok(whole(times(&of.bottom, &[turned], atoms)?))
        }
        _ => Ok(Normal {
            top: of.bottom,
            bottom: of.top,
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
                add(&mut sum, term, atoms)?;
            }
            Ok(sum)
        }
        (Op::Product, factors) => {
            let mut product = whole(one());
            for factor in factors {
                let factor = normal(factor, atoms)?;
                multiply(&mut product, &factor, atoms)?;
            }
            Ok(product)
        }
        (Op::Over, [of]) => {
            let of = normal(of, atoms)?;
            inverse(of, atoms)
        }
        (Op::Minus, [of]) => {
            let mut of = normal(of, atoms)?;
            negate(&mut of)?;
            Ok(of)
        }
        (Op::Power, [base, exponent]) => {
            let (base, exponent) = (normal(base, atoms)?, normal(exponent, atoms)?);
            power(&base, &exponent, atoms)
        }
        // |x| is √(x²).
        (Op::Call(function @ (Function::Sqrt | Function::Abs)), [of]) => {
            let mut of = normal(of, atoms)?;
            if let Function::Abs = function {
                let again = of.clone();
                multiply(&mut of, &again, atoms)?;
            }
            power(&of, &whole(constant(Number::fraction(1, 2)?)), atoms)
        }
        _ => kept_whole(expr, atoms),
    }
}

fn letter(name: &str, atoms: &mut Atoms) -> Normal {
    let kind = atoms.model.kind(name);
    let low = kind.low();
    let atom = Atom {
        nonnegative: low.is_some_and(|low| !low.is_negative()),
        whole: kind.is_whole(),
        sure: true,
        ..plain(name.to_string())
    };
    whole(term(place(atom, atoms), ONE))
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
    whole(term(place(plain(text), atoms), ONE))
}

/// An atom of which nothing is known.
fn plain(text: String) -> Atom {
    Atom {
        text,
        base: Base::Plain,
        nonnegative: false,
        whole: false,
        sure: false,
        power: None,
    }
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

#[cfg(test)]
mod tests;
