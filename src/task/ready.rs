//! Owns the ready-made wrong ideas: their names, and how the formula of each follows from the right one. Knows nothing of
//! who hears them.
//!
//! 1. The right formula is written out in the letters of the variant. 2. Where it is a polynomial, it is taken as its
//!    terms, highest first, so that every way of writing it gives the same idea. 3. The idea changes it.

use crate::engine::compare::{Definitions, expanded};
use crate::engine::expr::{Expr, Op};
use crate::engine::kind::Kind;
use crate::engine::model::{Cell, Model, Row, Sort};
use crate::engine::normal::{Exactly, exactly, terms};
use crate::engine::number::Number;
use crate::engine::value;
use crate::engine::world::World;

words! {
    /// A wrong idea that needs no formula of the author's.
    Ready {
        Scaling "scaling", AddOnly "add-only", PreviousCase "previous-case", NextCase "next-case",
        ConstantDropped "constant-dropped", SignSlip "sign-slip",
    }
}

/// What a ready-made idea is in one ask.
#[derive(Clone, Debug)]
pub struct Derived {
    /// Several where the idea can be had in several ways.
    pub formulas: Vec<Expr>,
    /// The letter that grows; the first one where there are several.
    pub letter: String,
}

/// Why an idea cannot be made, as the end of a sentence.
type Reason = String;

/// A ready-made idea about a quantity, in the letters of an ask's variant.
///
/// # Errors
/// Why it cannot be made there.
pub fn derived(ready: Ready, quantity: &str, ask: usize, model: &Model) -> Result<Derived, Reason> {
    let right = Right::of(quantity, ask, model)?;
    let formulas = match ready {
        Ready::Scaling => vec![scaled(&right, ask, model)?],
        Ready::AddOnly => vec![step_added(&right, model)?],
        Ready::PreviousCase => vec![neighbour(&right, model, true)?],
        Ready::NextCase => vec![neighbour(&right, model, false)?],
        Ready::ConstantDropped => vec![without_constant(&right)?],
        Ready::SignSlip => signs_turned(&right)?,
    };
    for formula in &formulas {
        if exactly(formula, &right.formula, model) == Exactly::Same {
            return Err(format!("it would be `{}`, which is right", formula.write()));
        }
    }
    let letter = right.letters.first().cloned().unwrap_or_default();
    Ok(Derived { formulas, letter })
}

/// The quantity with a formula that an ask is about: the one it asks for, or the one it gives.
pub fn about(ask: usize, model: &Model) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    match &model.asks.get(ask)?.sort {
        Sort::Value(asked) if asked.given.is_empty() => {
            names.extend(asked.names.iter().map(String::as_str));
        }
        Sort::Value(asked) => {
            for given in &asked.given {
                given.names(&mut |name| names.push(name));
            }
        }
        Sort::Table(asked) => names.push(asked.name.as_str()),
        Sort::Rule(asked) => {
            names.push(&asked.name);
            names.extend(asked.letters.iter().map(String::as_str));
        }
        _ => {}
    }
    names.retain(|name| model.is_derived(name));
    names.dedup();
    match names.as_slice() {
        [name] => Some(name.to_string()),
        _ => None,
    }
}

/// A polynomial in these letters as the sum of its terms, highest powers first; nothing where the formula is no polynomial.
pub fn as_sum(formula: &Expr, letters: &[String], model: &Model) -> Option<Expr> {
    let names: Vec<&str> = letters.iter().map(String::as_str).collect();
    let terms = terms(formula, &names, model)?;
    Some(Right::polynomial(letters.to_vec(), terms).formula)
}

/// The right formula in the letters of a variant.
struct Right {
    formula: Expr,
    letters: Vec<String>,
    /// Its parts, highest powers first; a single one where it is no sum.
    terms: Vec<Expr>,
    /// The numbers that are multiplied by the letter and that stand alone, where nothing else is done.
    line: Option<(Number, Number)>,
}

impl Right {
    fn of(quantity: &str, ask: usize, model: &Model) -> Result<Right, Reason> {
        let is = model
            .quantity(quantity)
            .and_then(|quantity| quantity.is.as_ref());
        if is.is_none_or(Expr::is_statement) {
            return Err(format!("`{quantity}` is a statement, not a value"));
        }
        let formula = written_out(quantity, ask, model);
        if formula.as_name() == Some(quantity) {
            return Err(format!("the formula of `{quantity}` is too long"));
        }
        let letters = letters(&formula, model);
        let names: Vec<&str> = letters.iter().map(String::as_str).collect();
        match terms(&formula, &names, model) {
            Some(terms) => Ok(Right::polynomial(letters, terms)),
            None => Ok(Right::other(formula, letters)),
        }
    }

    fn polynomial(mut letters: Vec<String>, mut terms: Vec<(Vec<u32>, Number)>) -> Right {
        terms.sort_by(|(a, _), (b, _)| {
            let degree = |powers: &[u32]| powers.iter().sum::<u32>();
            degree(b).cmp(&degree(a)).then_with(|| b.cmp(a))
        });
        let of = |power: u32| {
            let term = terms.iter().find(|(powers, _)| powers == &[power]);
            term.map_or(Number::whole(0), |(_, number)| number.clone())
        };
        let straight = terms
            .iter()
            .all(|(powers, _)| powers.len() == 1 && powers < &vec![2]);
        let line = straight.then(|| (of(1), of(0)));
        let written: Vec<Expr> = terms
            .iter()
            .map(|(powers, number)| term(&letters, powers, number))
            .collect();
        let formula = sum(written.clone());
        letters.retain(|letter| formula.mentions(letter));
        Right {
            formula,
            letters,
            terms: written,
            line,
        }
    }

    fn other(formula: Expr, letters: Vec<String>) -> Right {
        let terms = match &formula.op {
            Op::Sum => formula.parts.clone(),
            _ => vec![formula.clone()],
        };
        Right {
            formula,
            letters,
            terms,
            line: None,
        }
    }

    /// The one letter it changes with.
    fn letter(&self) -> Result<&str, Reason> {
        match self.letters.as_slice() {
            [letter] => Ok(letter),
            [] => Err("its value is the same in every case".to_string()),
            letters => Err(format!(
                "it changes with several letters, `{}`",
                letters.join("`, `")
            )),
        }
    }
}

/// The formula of a quantity in the variant's letters; what the ask gives is put in only where that leaves one letter.
fn written_out(quantity: &str, ask: usize, model: &Model) -> Expr {
    let ask = model.asks.get(ask);
    let variant = ask.and_then(|ask| model.variant_of_ask(ask));
    let bindings = variant.map_or(&[][..], |variant| &variant.bindings);
    let with = |laid| {
        let definitions = Definitions {
            bindings,
            laid,
            idea: None,
        };
        expanded(&Expr::name(quantity), model, &definitions)
    };
    let free = with(&[]);
    let laid = match ask.map(|ask| &ask.sort) {
        Some(Sort::Value(asked)) => &asked.laid[..],
        Some(Sort::Table(asked)) => &asked.laid,
        Some(Sort::Rule(asked)) => &asked.laid,
        _ => &[],
    };
    if letters(&free, model).len() < 2 {
        return free;
    }
    let given = with(laid);
    if letters(&given, model).is_empty() {
        free
    } else {
        given
    }
}

/// The quantities a formula is made of.
fn letters(formula: &Expr, model: &Model) -> Vec<String> {
    let mut letters: Vec<String> = Vec::new();
    formula.names(&mut |name| {
        if model.quantity(name).is_some() && !letters.iter().any(|letter| letter == name) {
            letters.push(name.to_string());
        }
    });
    letters
}

/// A number times powers of letters.
fn term(letters: &[String], powers: &[u32], number: &Number) -> Expr {
    let negative = number.is_negative();
    let size = number.size().unwrap_or_else(|_| number.clone());
    let mut factors = Vec::new();
    if !size.same(&Number::whole(1)) || powers.iter().all(|power| *power == 0) {
        factors.push(Expr::of_number(&size));
    }
    for (letter, power) in letters.iter().zip(powers) {
        match power {
            0 => {}
            1 => factors.push(Expr::name(letter)),
            _ => {
                let parts = vec![Expr::name(letter), Expr::whole((*power).into())];
                factors.push(Expr::new(Op::Power, parts));
            }
        }
    }
    let term = Expr::joined(Op::Product, factors);
    if negative { term.minus() } else { term }
}

fn sum(terms: Vec<Expr>) -> Expr {
    if terms.is_empty() {
        return Expr::whole(0);
    }
    Expr::joined(Op::Sum, terms)
}

/// The step from one case to the next; nothing where a quantity has no next value.
fn step(letter: &str, model: &Model) -> Option<Number> {
    match model.kind(letter) {
        Kind::Range { step, .. } => Some(step),
        _ => None,
    }
}

/// The formula in the case before, or behind.
fn neighbour(right: &Right, model: &Model, before: bool) -> Result<Expr, Reason> {
    let letter = right.letter()?;
    let step = step(letter, model)
        .ok_or_else(|| format!("the values of `{letter}` do not follow each other in steps"))?;
    let step = Expr::of_number(&step);
    let shift = if before { step.minus() } else { step };
    let there = Expr::new(Op::Sum, vec![Expr::name(letter), shift]);
    Ok(right
        .formula
        .replaced(&|name| (name == letter).then(|| there.clone())))
}

/// The letter and one step of the growth.
fn step_added(right: &Right, model: &Model) -> Result<Expr, Reason> {
    let letter = right.letter()?;
    let growth = right.line.as_ref().and_then(|(slope, _)| {
        slope
            .times(&step(letter, model).unwrap_or(Number::whole(1)))
            .ok()
    });
    let growth = growth.ok_or("it does not grow by equal steps")?;
    let one = vec![1];
    let letters = [letter.to_string()];
    let step = term(&letters, &[0], &growth);
    Ok(sum(vec![term(&letters, &one, &Number::whole(1)), step]))
}

/// The value of the first case, as many times as the case is larger.
fn scaled(right: &Right, ask: usize, model: &Model) -> Result<Expr, Reason> {
    let letter = right.letter()?;
    let value = |case: &Number| {
        let formula = right
            .formula
            .replaced(&|name| (name == letter).then(|| Expr::of_number(case)));
        let value = value::number(&formula, &World::new(model, None, &Row::new())).ok()?;
        value.over(case).ok().filter(|share| !share.is_zero())
    };
    let share = first_cases(letter, ask, model).iter().find_map(value);
    let share = share.ok_or_else(|| format!("there is no case of `{letter}` to begin with"))?;
    Ok(term(&[letter.to_string()], &[1], &share))
}

/// The cases of an ask in their order, or of its variant; the lowest value where only one case is shown.
fn first_cases(letter: &str, ask: usize, model: &Model) -> Vec<Number> {
    let Some(ask) = model.asks.get(ask) else {
        return Vec::new();
    };
    let of = |row: &Row| {
        row.iter()
            .find(|(name, _)| name == letter)
            .map(|(_, value)| value.clone())
    };
    let own: Vec<Number> = match &ask.sort {
        Sort::Table(asked) => asked
            .cells
            .iter()
            .filter_map(|cell| match cell {
                Cell::Case(row) => of(row),
                Cell::Own(_) => None,
            })
            .collect(),
        Sort::Rule(asked) => asked.cases.iter().filter_map(of).collect(),
        _ => Vec::new(),
    };
    let rows = model
        .variant_of_ask(ask)
        .map_or(&[][..], |variant| &variant.rows);
    let listed: Vec<Number> = own.into_iter().chain(rows.iter().filter_map(of)).collect();
    match listed.as_slice() {
        [] | [_] => model.kind(letter).values(2).0,
        _ => listed,
    }
}

fn is_constant(term: &Expr, letters: &[String]) -> bool {
    !letters.iter().any(|letter| term.mentions(letter))
}

/// The formula without what stands alone.
fn without_constant(right: &Right) -> Result<Expr, Reason> {
    let kept: Vec<Expr> = right
        .terms
        .iter()
        .filter(|term| !is_constant(term, &right.letters))
        .cloned()
        .collect();
    if kept.is_empty() {
        return Err("its value is the same in every case".to_string());
    }
    if kept.len() == right.terms.len() {
        return Err(format!(
            "no number stands alone in `{}`",
            right.formula.write()
        ));
    }
    Ok(sum(kept))
}

/// The formula with one sign turned, for every sign behind the first part.
fn signs_turned(right: &Right) -> Result<Vec<Expr>, Reason> {
    let turned = |term: &Expr| match (&term.op, term.parts.as_slice()) {
        (Op::Minus, [of]) => of.clone(),
        _ => term.clone().minus(),
    };
    let with = |at: usize| {
        let terms = right.terms.iter().enumerate();
        sum(terms
            .map(|(i, term)| if i == at { turned(term) } else { term.clone() })
            .collect())
    };
    if right.terms.len() < 2 {
        return Err(format!("there is no + or − in `{}`", right.formula.write()));
    }
    Ok((1..right.terms.len()).map(with).collect())
}
