//! Owns the judging of rules: the response, with its letters' definitions in place, is the asked quantity on the whole domain.

use super::replies::{Heard, named};
use super::{Desk, Earlier, values};
use crate::engine::compare::{Comparison, Definitions, compare, expanded};
use crate::engine::expr::Expr;
use crate::engine::feedback::{Feedback, Outcome, drawn, named_row, sentence, with_unit};
use crate::engine::form;
use crate::engine::model::{Cell, Model, Quantity, Row, RuleAsk, Sort, Way};
use crate::engine::number::Number;
use crate::engine::response::{Response, base_world, read_response};
use crate::engine::template::fill;
use crate::engine::value::{self, Value, number, truth};
use crate::engine::world::World;

/// A case a rule is shown on.
struct Tried<'a> {
    world: World<'a>,
    /// What the rule gives there, where it gives anything.
    gives: Option<Number>,
    fits: bool,
}

fn definitions<'a>(desk: Desk<'a>, asked: &'a RuleAsk) -> Definitions<'a> {
    let variant = desk.model.variant_of_ask(desk.ask);
    Definitions {
        bindings: variant.map_or(&[], |variant| variant.bindings.as_slice()),
        laid: &asked.laid,
        idea: None,
    }
}

/// Whether a rule is the asked quantity, as somebody with these definitions sees the relation.
fn comparison(
    model: &Model,
    asked: &RuleAsk,
    rule: &Expr,
    definitions: &Definitions,
) -> Comparison {
    let response = expanded(rule, model, definitions);
    let wanted = expanded(&Expr::name(&asked.name), model, definitions);
    compare(&response, &wanted, model)
}

/// Judges a rule.
pub fn judge(desk: Desk, asked: &RuleAsk, rule: &Expr) -> Feedback {
    let definitions = definitions(desk, asked);
    let witness = match comparison(desk.model, asked, rule, &definitions) {
        Comparison::Same => return right(desk, asked, rule, &definitions),
        Comparison::Different(witness) => witness,
        Comparison::Undecided => Row::new(),
    };
    let mut cases: Vec<Tried> = asked
        .cases
        .iter()
        .map(|row| tried(desk, asked, rule, row))
        .collect();
    let (fits, of) = (cases.iter().filter(|case| case.fits).count(), cases.len());
    // A rule that fits every listed case is shown the smallest one it does not fit.
    if fits == of && !witness.is_empty() {
        cases.push(tried(desk, asked, rule, &witness));
    }
    let feedback = by_name(desk, asked, rule, &definitions, &cases)
        .unwrap_or_else(|| unnamed(desk, asked, &cases, fits));
    if of == 0 {
        feedback
    } else {
        feedback.fitting(fits, of)
    }
}

fn right(desk: Desk, asked: &RuleAsk, rule: &Expr, definitions: &Definitions) -> Feedback {
    let way = way(desk, asked, rule, definitions);
    let seen = way.map(|way| fill(&way.says, &base_world(desk.model, desk.ask, desk.row)));
    let next = if seen.is_some() {
        "another-way"
    } else {
        "where-in-picture"
    };
    let says = sentence(desk.model, "right-rule", &[])
        + &seen.unwrap_or_default()
        + &sentence(desk.model, next, &[]);
    Feedback {
        way: way.map(|way| way.name.clone()),
        ..Feedback::new(Outcome::Right, says)
    }
}

/// The way of seeing a rule has the form of, or whose remark holds.
fn way<'a>(
    desk: Desk<'a>,
    asked: &RuleAsk,
    rule: &Expr,
    definitions: &Definitions,
) -> Option<&'a Way> {
    let bound = |expr: &Expr| {
        expr.replaced(&|name| {
            let free = asked.letters.iter().any(|letter| letter == name);
            definitions
                .bindings
                .iter()
                .find(|(n, _)| n == name && !free)
                .map(|(_, e)| e.clone())
        })
    };
    let world = base_world(desk.model, desk.ask, desk.row);
    let shows = |way: &&Way| {
        if way.form.is_statement() {
            return truth(&way.form, &world).unwrap_or(false);
        }
        form::same(&way.form, rule) || form::same(&bound(&way.form), &bound(rule))
    };
    desk.ask.ways.iter().find(shows)
}

fn tried<'a>(desk: Desk<'a>, asked: &RuleAsk, rule: &Expr, row: &Row) -> Tried<'a> {
    let world = base_world(desk.model, desk.ask, desk.row).with_row(row);
    let gives = number(rule, &world).ok();
    let right = value_of(&world, &asked.name);
    let fits = matches!((&gives, &right), (Some(gives), Some(right)) if gives.same(right));
    Tried { world, gives, fits }
}

fn value_of(world: &World, name: &str) -> Option<Number> {
    world
        .value(name, &mut value::Fuel::full())
        .and_then(Value::number)
        .ok()
}

/// The reply of an idea, a condition or the built-in one for a plain number.
fn by_name(
    desk: Desk,
    asked: &RuleAsk,
    rule: &Expr,
    truth: &Definitions,
    cases: &[Tried],
) -> Option<Feedback> {
    let shown = tried(desk, asked, rule, desk.row);
    // Where the rule gives nothing in the shown case, nothing can be said of what it gives.
    let world = match &shown.gives {
        Some(gives) => shown
            .world
            .with_number(&asked.name, gives)
            .with_number("answer", gives),
        None => World::new(desk.model, None, &Row::new()),
    };
    let believes = |quantity: &str, formula: &Expr| {
        let belief = Definitions {
            idea: Some((quantity, formula)),
            ..*truth
        };
        matches!(
            comparison(desk.model, asked, rule, &belief),
            Comparison::Same
        )
    };
    let mentions = asked.letters.iter().any(|letter| rule.mentions(letter))
        || truth.bindings.iter().any(|(name, _)| rule.mentions(name));
    let built = if mentions {
        Vec::new()
    } else {
        vec!["number-not-formula"]
    };
    let consequence = || {
        if mentions {
            consequence(desk, asked, cases)
        } else {
            String::new()
        }
    };
    named(
        desk,
        &Heard {
            world,
            believes: &believes,
            built,
            consequence: &consequence,
        },
    )
}

fn unnamed(desk: Desk, asked: &RuleAsk, cases: &[Tried], fits: usize) -> Feedback {
    let consequence = consequence(desk, asked, cases);
    if fits == 0 {
        return Feedback::new(Outcome::NotYet, consequence);
    }
    let listed = |wanted: bool| {
        let cases = cases
            .iter()
            .filter(|case| case.fits == wanted)
            .map(|case| case_text(desk, asked, case));
        let cases: Vec<String> = cases.collect();
        cases.join(if asked.letters.len() > 1 { "; " } else { ", " })
    };
    let fitting = sentence(desk.model, "partly-rule", &[&listed(true), &listed(false)]);
    Feedback::new(Outcome::Partly, fitting + &consequence)
}

/// The values of the rule's letters in a case: `n = 5`.
fn case_text(desk: Desk, asked: &RuleAsk, case: &Tried) -> String {
    let known: Row = asked
        .letters
        .iter()
        .filter_map(|letter| Some((letter.clone(), value_of(&case.world, letter)?)))
        .collect();
    named_row(desk.model, &known)
}

/// What the rule gives in one case: a case the student has counted, else the smallest one it does not fit, to be counted.
fn consequence(desk: Desk, asked: &RuleAsk, cases: &[Tried]) -> String {
    let failing = || {
        cases
            .iter()
            .filter(|case| !case.fits && case.gives.is_some())
    };
    let counted = failing().find_map(|case| Some((case, counted(desk, asked, &case.world)?)));
    // A rule that fits nothing is shown the first case, one that fits some the smallest it does not fit.
    let shown = match cases.iter().any(|case| case.fits) {
        true => failing().min_by(|a, b| size(a, asked).total_cmp(&size(b, asked))),
        false => failing().next(),
    };
    let Some(case) = counted.as_ref().map(|(case, _)| *case).or(shown) else {
        return sentence(desk.model, "rule-without-value", &[]);
    };
    let gives = case
        .gives
        .as_ref()
        .map(|gives| with_unit(desk.model, &asked.name, &Value::Number(gives.clone())))
        .unwrap_or_default();
    let case_text = case_text(desk, asked, case);
    match counted {
        Some((_, value)) => {
            let counted = with_unit(desk.model, &asked.name, &Value::Number(value));
            sentence(
                desk.model,
                "rule-and-counted",
                &[&case_text, &gives, &counted],
            )
        }
        None => {
            let drawing = drawn(desk.ask.picture.as_ref(), &case.world);
            let key = if drawing.is_empty() {
                "rule-to-try"
            } else {
                "rule-to-count"
            };
            sentence(desk.model, key, &[&case_text, &gives]) + &drawing
        }
    }
}

fn size(case: &Tried, asked: &RuleAsk) -> f64 {
    asked
        .letters
        .iter()
        .filter_map(|letter| value_of(&case.world, letter))
        .filter_map(|value| value.to_f64().ok())
        .sum()
}

/// The value of the asked quantity that the student has got right before in the same case.
fn counted(desk: Desk, asked: &RuleAsk, case: &World) -> Option<Number> {
    desk.earlier
        .iter()
        .find_map(|earlier| counted_in(desk.model, asked, case, earlier))
}

fn counted_in(model: &Model, asked: &RuleAsk, case: &World, earlier: &Earlier) -> Option<Number> {
    let ask = model.asks.iter().find(|ask| ask.id == earlier.ask)?;
    let response = read_response(model, ask, &earlier.row, &earlier.text).ok()?;
    match (&ask.sort, response) {
        (Sort::Value(value), Response::Values(tuples))
            if value.names == [asked.name.clone()] && value.given.is_empty() =>
        {
            let numbers = values::numbers(tuples.first()?);
            let world = base_world(model, ask, &earlier.row);
            let right = values::is_right(model, ask, value, &earlier.row, &numbers)
                && same_case(model, asked, case, &world);
            numbers.into_iter().next().filter(|_| right)?.number().ok()
        }
        (Sort::Table(table), Response::Cells(cells)) if table.name == asked.name => {
            table.cells.iter().zip(cells).find_map(|(cell, typed)| {
                let typed = typed?;
                let row = match (cell, typed.own) {
                    (Cell::Case(row), _) => row.clone(),
                    (Cell::Own(name), Some(own)) => vec![(name.clone(), own)],
                    _ => return None,
                };
                let world = base_world(model, ask, &earlier.row).with_row(&row);
                let value = typed.typed.value.number().ok()?;
                let right = value_of(&world, &asked.name)?.same(&value);
                (right && same_case(model, asked, case, &world)).then_some(value)
            })
        }
        _ => None,
    }
}

/// Whether all free quantities the asked one can depend on have the same values in both cases.
fn same_case(model: &Model, asked: &RuleAsk, case: &World, other: &World) -> bool {
    let free = model
        .quantities
        .iter()
        .filter(|quantity: &&Quantity| quantity.is.is_none() && quantity.name != asked.name);
    free.map(|quantity| quantity.name.as_str()).all(|name| {
        match (value_of(case, name), value_of(other, name)) {
            (Some(a), Some(b)) => a.same(&b),
            (None, None) => true,
            _ => false,
        }
    })
}
