//! Owns the searches that are done once, at build time: how many answers an ask has, and whether an inverse rule can be
//! sound. Always forwards: values are tried, nothing is solved.
//!
//! A search is finished when every asked range is closed; or one asked quantity is open and a given equation is a
//! polynomial in it (its whole roots lie within a bound computed from the coefficients); or the left side of an equation
//! only rises with every open quantity and its right side is a number, as it does with powers such as 2^n; or the author
//! says `up to N`.

mod trend;

use super::known::{Known, hash};
use super::{Task, case_text, listing};
use crate::diagnostic::Diagnostic;
use crate::engine::compare::{Definitions, expanded};
use crate::engine::expr::{Expr, Op};
use crate::engine::judge::values::{depends_on_case, is_right_in, wanted};
use crate::engine::judge::{Desk, same};
use crate::engine::kind::Kind;
use crate::engine::model::{Ask, Find, Model, Row, RuleAsk, Sort, ValueAsk};
use crate::engine::normal::terms;
use crate::engine::number::Number;
use crate::engine::response::base_world;
use crate::engine::value::{Fuel, Value, number};
use std::sync::Arc;

/// Most tuples one search tries.
const MOST_TRIED: usize = 200_000;
/// Values of an open range that are tried where a search cannot be finished.
const GLANCE: usize = 60;
/// Lists, sets and the like that are tried where there are too many to try them all.
const GLANCE_MANY: usize = 1_000;

/// What a search found in one case.
#[derive(Clone, Debug)]
pub struct Found {
    /// Right answers, in the order of the ranges.
    pub answers: Vec<Vec<Value>>,
    /// No answer lies outside what was tried.
    pub finished: bool,
    /// Every tuple that was tried.
    pub tried: Vec<Vec<Value>>,
}

/// Counts the answers of every ask, and reports asks whose search cannot be finished where that matters.
pub fn count_all(task: &mut Task, known: &Known, trouble: &mut Vec<Diagnostic>) {
    for index in 0..task.model.asks.len() {
        let Some(ask) = task.model.asks.get(index).cloned() else {
            continue;
        };
        if let Sort::Value(asked) = &ask.sort
            && !asked.given.is_empty()
        {
            let found = searched(task, index, &ask, asked, known);
            if let Some(source) = task.asks.get_mut(index) {
                source.found = found;
            }
        }
        match &ask.sort {
            Sort::Value(asked) if !asked.given.is_empty() && asked.counts.is_empty() => {
                let counts = count(task, index, &ask, asked, trouble);
                if let Some(Sort::Value(asked)) =
                    task.model.asks.get_mut(index).map(|ask| &mut ask.sort)
                {
                    asked.counts = counts;
                }
            }
            Sort::Rule(asked) => check_inverse(task, index, &ask, asked, trouble),
            _ => {}
        }
    }
}

/// Gives a translation what was found for the original, whose asks and cases it has.
pub fn share(original: &Task, edition: &mut Task) {
    for (own, known) in edition.asks.iter_mut().zip(&original.asks) {
        own.found.clone_from(&known.found);
    }
    for (own, known) in edition.model.asks.iter_mut().zip(&original.model.asks) {
        if let (Sort::Value(own), Sort::Value(known)) = (&mut own.sort, &known.sort) {
            own.counts.clone_from(&known.counts);
        }
    }
}

/// What there is to find in each case of an ask; one search serves all where what is given is the same in all.
fn searched(
    task: &Task,
    index: usize,
    ask: &Ask,
    asked: &ValueAsk,
    known: &Known,
) -> Vec<Arc<Found>> {
    let (model, up_to) = (&task.model, up_to(task, index));
    let Model {
        quantities, wheres, ..
    } = model;
    let all_cases = hash(&(quantities, wheres, model.variant_of_ask(ask), asked, up_to));
    let mut all: Vec<Arc<Found>> = Vec::new();
    for row in rows(model, ask) {
        let last = all.last().cloned();
        let last = last.filter(|_| !depends_on_case(model, ask, asked, &row, None));
        let look = || search(model, ask, asked, &row, up_to);
        let look = || known.found(hash(&(all_cases, &row)), look);
        all.push(last.unwrap_or_else(look));
    }
    all
}

fn up_to(task: &Task, index: usize) -> Option<i64> {
    task.asks.get(index).and_then(|ask| ask.up_to)
}

fn count(
    task: &Task,
    index: usize,
    ask: &Ask,
    asked: &ValueAsk,
    trouble: &mut Vec<Diagnostic>,
) -> Vec<Option<u32>> {
    let model = &task.model;
    let rows = rows(model, ask);
    let mut counts = Vec::new();
    for row in &rows {
        let told = wanted(model, ask, asked, row);
        let least = u32::from(asked.find == Find::Some);
        if asked.wanted.is_some() && told.is_none_or(|told| told < least) {
            no_number(task, index, trouble);
            return Vec::new();
        }
        let Some(found) = found(task, ask, row) else {
            return Vec::new();
        };
        let mut keys: Vec<String> = found
            .answers
            .iter()
            .map(|values| {
                same::key(
                    &Desk {
                        model,
                        ask,
                        row,
                        earlier: &[],
                    },
                    asked,
                    values,
                )
            })
            .collect();
        keys.sort();
        keys.dedup();
        let whole = asked.find.is_whole() && told.is_none();
        let counted = asked.find.is_whole() && told.is_some();
        if !found.finished && (whole || keys.is_empty() && !counted) {
            // Where nothing can be enumerated, the author's example shows that there is an answer.
            let examples = task
                .asks
                .get(index)
                .is_some_and(|ask| !ask.examples.is_empty());
            if !examples || whole {
                unfinished(task, index, trouble);
            }
            return Vec::new();
        }
        if let Some(told) = told.filter(|_| found.finished) {
            let there = keys.len();
            if asked.find == Find::Some && there < told as usize {
                too_few(task, index, there, told, trouble);
                return Vec::new();
            }
            if asked.find.is_whole() && there != told as usize {
                differing(task, index, there, told, trouble);
                return Vec::new();
            }
        }
        counts.push(found.finished.then_some(keys.len() as u32));
    }
    counts
}

fn unfinished(task: &Task, index: usize, trouble: &mut Vec<Diagnostic>) {
    let at = task.asks.get(index).map(|ask| ask.at.clone());
    let names = match task.model.asks.get(index).map(|ask| &ask.sort) {
        Some(Sort::Value(asked)) => asked.names.as_slice(),
        _ => &[],
    };
    let (any, several, closed) = (
        names
            .iter()
            .any(|name| matches!(task.model.kind(name), Kind::Any { .. })),
        names.iter().any(|name| task.model.kind(name).is_compound()),
        names.iter().all(|name| task.model.kind(name).is_closed()),
    );
    let (message, help) = if several && !closed {
        (
            "values of this kind cannot all be tried",
            "show that there is an answer: `> [!example: 1, 2, 3]`, or say how many: `find all 2`",
        )
    } else if any {
        (
            "values between whole numbers cannot be searched",
            "show that there is an answer: `> [!example] 0.5`, or say how many: `find all 2`",
        )
    } else if closed {
        (
            "there are too many values to try them all",
            "narrow the ranges in `variants.yaml`, or show that there is an answer: `> [!example: 5]`",
        )
    } else {
        (
            "it cannot be decided how many answers there are: the search has no end",
            "close the ranges in `variants.yaml` (`n: 1..100`), or say how far to look: `; up to 200`",
        )
    };
    trouble.push(Diagnostic::error("endless-search", at, message).help(help));
}

fn no_number(task: &Task, index: usize, trouble: &mut Vec<Diagnostic>) {
    let at = task.asks.get(index).map(|ask| ask.at.clone());
    let message = "the number of answers to find is no whole number from 1 on";
    trouble.push(
        Diagnostic::error("wrong-type", at, message)
            .help("write a number or a formula of the case: `find 3`, `find all 4`"),
    );
}

fn differing(task: &Task, index: usize, found: usize, told: u32, trouble: &mut Vec<Diagnostic>) {
    let at = task.asks.get(index).map(|ask| ask.at.clone());
    let message = format!("the ask says there are {told} answers, and there are {found}");
    trouble.push(
        Diagnostic::error("no-answer", at, message)
            .help("correct the number, or leave it out: then students are not told how many"),
    );
}

fn too_few(task: &Task, index: usize, found: usize, wanted: u32, trouble: &mut Vec<Diagnostic>) {
    let at = task.asks.get(index).map(|ask| ask.at.clone());
    let message = format!("the ask wants {wanted} answers and there are only {found}");
    trouble.push(
        Diagnostic::error("no-answer", at, message).help("ask for fewer, or for all: `find all`"),
    );
}

fn rows(model: &Model, ask: &Ask) -> Vec<Row> {
    model
        .variant_of_ask(ask)
        .map(|variant| variant.rows.clone())
        .unwrap_or_default()
}

/// What there is to find for an ask in a case: of a listed case as it was found when the task was read. Nothing where the
/// ask looks for nothing.
pub fn found(task: &Task, ask: &Ask, row: &Row) -> Option<Arc<Found>> {
    let Sort::Value(asked) = &ask.sort else {
        return None;
    };
    if asked.given.is_empty() {
        return None;
    }
    let model = &task.model;
    let index = model.asks.iter().position(|other| other.id == ask.id)?;
    let rows = model
        .variant_of_ask(ask)
        .map_or(&[][..], |variant| &variant.rows);
    let is_row = |other: &Row| case_text(other) == case_text(row);
    let known = rows.iter().position(is_row);
    let kept = known.and_then(|at| task.asks.get(index)?.found.get(at).cloned());
    kept.or_else(|| Some(Arc::new(search(model, ask, asked, row, up_to(task, index)))))
}

/// Tries the values of the asked ranges in one case.
fn search(model: &Model, ask: &Ask, asked: &ValueAsk, row: &Row, up_to: Option<i64>) -> Found {
    let bounds = bounds(model, ask, asked, row, up_to);
    let most = if bounds.is_some() { MOST_TRIED } else { GLANCE };
    let bound = |at: usize| {
        bounds
            .as_ref()
            .and_then(|bounds| bounds.get(at))
            .and_then(Option::as_ref)
    };
    let ranges: Vec<(Vec<Value>, bool)> = asked
        .names
        .iter()
        .enumerate()
        .map(|(at, name)| range(&model.kind(name), bound(at), most))
        .collect();
    let whole = ranges.iter().all(|(_, complete)| *complete);
    let mut ranges: Vec<Vec<Value>> = ranges.into_iter().map(|(values, _)| values).collect();
    for (range, name) in ranges.iter_mut().zip(&asked.names) {
        if !whole && model.kind(name).is_compound() {
            range.truncate(GLANCE_MANY);
        }
    }
    let size = ranges.iter().map(Vec::len).fold(1, usize::saturating_mul);
    let tried = tuples(&ranges, MOST_TRIED);
    let base = base_world(model, ask, row);
    let mut fuel = Fuel::for_search();
    let mut answers = Vec::new();
    for values in &tried {
        if is_right_in(&base, asked, values, &mut fuel) {
            answers.push(values.clone());
        }
        if fuel.is_spent() {
            break;
        }
    }
    let finished = bounds.is_some() && whole && size <= MOST_TRIED && !fuel.is_spent();
    Found {
        answers,
        finished,
        tried,
    }
}

/// The values of a kind up to a bound, and whether these are all.
fn range(kind: &Kind, bound: Option<&Number>, most: usize) -> (Vec<Value>, bool) {
    let bounded = match (kind, bound) {
        (Kind::Range { low, high, step }, Some(bound)) => {
            let high = high.clone().filter(|high| high.order(bound).is_lt());
            Kind::Range {
                low: low.clone(),
                high: Some(high.unwrap_or(bound.clone())),
                step: step.clone(),
            }
        }
        _ => kind.clone(),
    };
    listing::values(&bounded, most)
}

fn tuples<T: Clone>(ranges: &[Vec<T>], most: usize) -> Vec<Vec<T>> {
    let mut tuples: Vec<Vec<T>> = vec![Vec::new()];
    for range in ranges {
        let longer = |tuple: &Vec<T>| {
            range
                .iter()
                .map(|value| [tuple.as_slice(), std::slice::from_ref(value)].concat())
                .collect::<Vec<_>>()
        };
        tuples = tuples.iter().flat_map(longer).take(most).collect();
    }
    tuples
}

/// For each asked name, how far to look (`None` in the list: its kind is closed); nothing where there is no end.
fn bounds(
    model: &Model,
    ask: &Ask,
    asked: &ValueAsk,
    row: &Row,
    up_to: Option<i64>,
) -> Option<Vec<Option<Number>>> {
    let closed = |name: &str| model.kind(name).is_closed();
    if asked.names.iter().all(|name| closed(name)) {
        return Some(vec![None; asked.names.len()]);
    }
    let range = |name: &String| matches!(model.kind(name), Kind::Range { .. });
    if !asked.names.iter().all(|name| closed(name) || range(name)) {
        return None;
    }
    if let Some(bound) = up_to {
        return Some(
            asked
                .names
                .iter()
                .map(|name| (!closed(name)).then(|| Number::whole(bound)))
                .collect(),
        );
    }
    let (shut, open): (Vec<&String>, Vec<&String>) =
        asked.names.iter().partition(|name| closed(name));
    if shut.iter().any(|name| model.kind(name).is_compound()) {
        return None;
    }
    let open: Vec<&str> = open.into_iter().map(String::as_str).collect();
    let difference = asked
        .given
        .iter()
        .find_map(|given| difference(given, model, ask, asked, row))?;
    let ranges: Vec<Vec<Number>> = shut
        .iter()
        .map(|name| model.kind(name).values(GLANCE).0)
        .collect();
    let mut furthest = Number::whole(0);
    // The bound must serve every value of the closed ranges.
    for values in tuples(&ranges, MOST_TRIED) {
        let known = |name: &str| {
            shut.iter()
                .zip(&values)
                .find(|(n, _)| n.as_str() == name)
                .map(|(_, value)| Expr::of_number(value))
        };
        let bound = open_bound(&difference.replaced(&known), &open, model)?;
        furthest = if bound.order(&furthest).is_gt() {
            bound
        } else {
            furthest
        };
    }
    Some(
        asked
            .names
            .iter()
            .map(|name| (!closed(name)).then(|| furthest.clone()))
            .collect(),
    )
}

fn open_bound(difference: &Expr, open: &[&str], model: &Model) -> Option<Number> {
    let root = match open {
        [name] => root_bound(difference, name, model)
            .or_else(|| trend::bound(difference, name, model.kind(name).low()?)),
        _ => None,
    };
    root.or_else(|| rising_bound(difference, open, model))
}

/// Left side less right side of a given equation, in the asked names alone.
fn difference(given: &Expr, model: &Model, ask: &Ask, asked: &ValueAsk, row: &Row) -> Option<Expr> {
    let (left, right) = given.equation()?;
    let variant = model.variant_of_ask(ask)?;
    let definitions = Definitions {
        bindings: &variant.bindings,
        laid: &asked.laid,
        idea: None,
    };
    let whole = Expr::new(Op::Sum, vec![left.clone(), right.clone().minus()]);
    let known = |name: &str| {
        let value = row
            .iter()
            .find(|(n, _)| n == name && !asked.names.contains(n))
            .map(|(_, value)| value)?;
        Some(Expr::of_number(value))
    };
    Some(expanded(&whole, model, &definitions).replaced(&known))
}

/// A bound for the size of every root of a polynomial in one letter: one more than the largest ratio to its leading term.
fn root_bound(difference: &Expr, name: &str, model: &Model) -> Option<Number> {
    let terms = terms(difference, &[name], model)?;
    let (_, leading) = terms
        .iter()
        .max_by_key(|(powers, _)| powers.first().copied())?;
    let leading = leading.size().ok()?;
    let ratio = |(_, number): &(Vec<u32>, Number)| number.size().ok()?.over(&leading).ok();
    let largest = terms
        .iter()
        .filter_map(ratio)
        .reduce(|a, b| if a.order(&b).is_ge() { a } else { b })?;
    if terms.iter().all(|(powers, _)| powers.first() == Some(&0)) {
        return None;
    }
    largest.plus(&Number::whole(1)).ok()
}

/// With every open quantity written as its lower end + t: no negative coefficient but the constant, and a term of its own
/// for each. Then the value rises with each t alone, and the bound is where it passes zero.
fn rising_bound(difference: &Expr, open: &[&str], model: &Model) -> Option<Number> {
    let low = |name: &str| model.kind(name).low().cloned();
    let from_low = |name: &str| {
        let low = low(name).filter(|_| open.contains(&name))?;
        let terms = vec![Expr::name(name), Expr::of_number(&low)];
        Some(Expr::new(Op::Sum, terms))
    };
    let mut terms = terms(&difference.replaced(&from_low), open, model)?;
    let constant = |powers: &[u32]| powers.iter().all(|power| *power == 0);
    if terms
        .iter()
        .filter(|(powers, _)| !constant(powers))
        .all(|(_, number)| number.is_negative())
    {
        // The rising side may stand on the right.
        terms = terms
            .into_iter()
            .map(|(powers, number)| Some((powers, number.negated().ok()?)))
            .collect::<Option<_>>()?;
    }
    if terms
        .iter()
        .any(|(powers, number)| !constant(powers) && number.is_negative())
    {
        return None;
    }
    let start = terms
        .iter()
        .find(|(powers, _)| constant(powers))
        .map_or(Number::whole(0), |(_, number)| number.clone());
    let mut bound = Number::whole(0);
    for (at, name) in open.iter().enumerate() {
        let alone = |powers: &[u32]| {
            powers
                .iter()
                .enumerate()
                .all(|(i, power)| (i == at) == (*power > 0))
        };
        let (powers, number) = terms.iter().find(|(powers, _)| alone(powers))?;
        let steps = steps_to_zero(&start, number, powers.get(at).copied()?)?;
        let end = low(name)?.plus(&steps).ok()?;
        bound = if end.order(&bound).is_gt() {
            end
        } else {
            bound
        };
    }
    Some(bound)
}

/// The smallest whole t at which `start + number · t^power` is no longer below zero.
fn steps_to_zero(start: &Number, number: &Number, power: u32) -> Option<Number> {
    let mut t = Number::whole(0);
    for _ in 0..MOST_TRIED {
        let value = number
            .times(&t.power(&Number::whole(i64::from(power))).ok()?)
            .ok()?
            .plus(start)
            .ok()?;
        if !value.is_negative() {
            return Some(t);
        }
        t = t.plus(&Number::whole(1)).ok()?;
    }
    None
}

/// An inverse rule is sound only where no two cases give the same value of the letter it is a rule in.
fn check_inverse(
    task: &Task,
    index: usize,
    ask: &Ask,
    asked: &RuleAsk,
    trouble: &mut Vec<Diagnostic>,
) {
    let model = &task.model;
    let derived: Vec<&String> = asked
        .letters
        .iter()
        .filter(|letter| model.is_derived(letter))
        .collect();
    let free = model.is_free(&asked.name);
    let ([letter], true) = (derived.as_slice(), free && !derived.is_empty()) else {
        return;
    };
    let at = task.asks.get(index).map(|ask| ask.at.clone());
    match twins(model, ask, asked, letter, up_to(task, index)) {
        Twins::None => {}
        Twins::Some(a, b) => {
            let message = format!(
                "`{} = {}` and `{} = {}` give the same `{letter}`",
                asked.name,
                a.exact_text(),
                asked.name,
                b.exact_text()
            );
            let help = format!(
                "no rule can tell them apart: ask for all answers instead, `[[{} given {letter} = …; find all]]`",
                asked.name
            );
            trouble.push(Diagnostic::error("no-inverse", at, message).help(help));
        }
        Twins::Unknown => {
            let message = format!(
                "it cannot be decided whether two values of `{}` give the same `{letter}`",
                asked.name
            );
            let help = "close its range in `variants.yaml`, or say how far to look: `; up to 200`";
            trouble.push(Diagnostic::error("endless-search", at, message).help(help));
        }
    }
}

enum Twins {
    None,
    Some(Number, Number),
    Unknown,
}

fn twins(model: &Model, ask: &Ask, asked: &RuleAsk, letter: &str, up_to: Option<i64>) -> Twins {
    let kind = model.kind(&asked.name);
    let (values, complete) = kind.values(1_000);
    let mut seen: Vec<(Number, Number)> = Vec::new();
    for value in values
        .iter()
        .filter(|value| up_to.is_none_or(|end| value.order(&Number::whole(end)).is_le()))
        .take(400)
    {
        let world = base_world(model, ask, &Row::new()).with_number(&asked.name, value);
        let Ok(result) = number(&Expr::name(letter), &world) else {
            continue;
        };
        if let Some((first, _)) = seen.iter().find(|(_, other)| other.same(&result)) {
            return Twins::Some(first.clone(), value.clone());
        }
        seen.push((value.clone(), result));
    }
    if (complete && values.len() <= 400) || up_to.is_some() || rises(model, ask, asked, letter) {
        Twins::None
    } else {
        Twins::Unknown
    }
}

/// Whether the letter only rises with the asked quantity, so that no value comes twice.
fn rises(model: &Model, ask: &Ask, asked: &RuleAsk, letter: &str) -> bool {
    let Some(variant) = model.variant_of_ask(ask) else {
        return false;
    };
    let definitions = Definitions {
        bindings: &variant.bindings,
        laid: &asked.laid,
        idea: None,
    };
    let whole = expanded(&Expr::name(letter), model, &definitions);
    let names = [asked.name.as_str()];
    rising_bound(&whole, &names, model).is_some() || is_straight(&whole, &names, model)
}

/// Whether a formula grows, or falls, by the same for each step of the one letter.
fn is_straight(formula: &Expr, letter: &[&str], model: &Model) -> bool {
    let terms = terms(formula, letter, model).unwrap_or_default();
    let highest = terms.iter().flat_map(|(powers, _)| powers).max();
    highest == Some(&1)
}
