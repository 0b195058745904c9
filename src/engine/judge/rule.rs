//! Owns the judging of rules: the response, with its letters' definitions in place, is the asked quantity on the whole domain.

use super::counted::{beside, counted};
use super::replies::{Heard, named};
use super::{Desk, case, told, unreadable};
use crate::engine::compare::{Comparison, Definitions, come_to, compare, expanded, same};
use crate::engine::error::Error;
use crate::engine::expr::Expr;
use crate::engine::feedback::{Feedback, Outcome, drawn, named_row, sentence, with_unit};
use crate::engine::form;
use crate::engine::model::{Model, Row, RuleAsk, Way};
use crate::engine::number::Number;
use crate::engine::template::draws;
use crate::engine::value::{Fuel, Value, truth};
use crate::engine::world::World;

/// A case a rule is shown on.
pub struct Tried<'a> {
    pub world: World<'a>,
    /// What the rule gives there, where it gives anything: a number, or whether it is so.
    pub gives: Option<Value>,
    pub fits: bool,
    /// The asked quantity has no value there.
    is_open: bool,
}

fn definitions<'a>(desk: &Desk<'a>, asked: &'a RuleAsk) -> Definitions<'a> {
    let variant = desk.model.variant_of_ask(desk.ask);
    Definitions {
        bindings: variant.map_or(&[], |variant| variant.bindings.as_slice()),
        laid: &asked.laid,
        idea: None,
    }
}

/// A rule and what is asked for, as somebody with these definitions sees the relation.
fn sides(model: &Model, asked: &RuleAsk, rule: &Expr, definitions: &Definitions) -> [Expr; 2] {
    [rule, &Expr::name(&asked.name)].map(|side| expanded(side, model, definitions))
}

/// Judges a rule.
pub fn judge(desk: &Desk, asked: &RuleAsk, rule: &Expr) -> Feedback {
    let definitions = definitions(desk, asked);
    let [response, wanted] = sides(desk.model, asked, rule, &definitions);
    let witness = match compare(&response, &wanted, desk.model) {
        Comparison::Same => return right(desk, asked, rule, &definitions, None),
        Comparison::SameButFor(hole) => {
            return right(desk, asked, rule, &definitions, Some(&hole));
        }
        Comparison::Different(witness) => witness,
        Comparison::Undecided => Row::new(),
    };
    let (mut cases, mut fits) = (Vec::new(), 0);
    for row in &asked.cases {
        let case = tried(desk, asked, rule, row);
        // Where the asked quantity has no value itself, no rule can fail.
        if case.is_open {
            continue;
        }
        fits += usize::from(case.fits);
        cases.push(case);
    }
    let of = cases.len();
    if let Some(error) = beyond(rule, &cases) {
        return unreadable(*desk, &error, "");
    }
    // A rule that fits every listed case is shown the smallest one it does not fit.
    if fits == of && !witness.is_empty() {
        cases.push(tried(desk, asked, rule, &witness));
    }
    let counted = counted(desk, asked, rule);
    let beside = beside(desk, asked, &counted);
    let consequence = || match &beside {
        Some(beside) => beside.clone(),
        None => consequence(desk, asked, &cases),
    };
    let shown = Shown {
        beside: &beside,
        consequence: &consequence,
    };
    let feedback = match by_name(desk, asked, rule, &definitions, &shown) {
        Some(feedback) => feedback,
        None => unnamed(desk, asked, &cases, fits, consequence()),
    };
    if of == 0 {
        feedback
    } else {
        feedback.fitting(fits, of)
    }
}

/// A right rule; a hole is a case in which it has no value.
fn right(
    desk: &Desk,
    asked: &RuleAsk,
    rule: &Expr,
    definitions: &Definitions,
    hole: Option<&Row>,
) -> Feedback {
    let world = case(desk);
    let mut feedback = match hole {
        Some(hole) => {
            let case = letters_text(desk, asked, &world.with_row(hole));
            told(desk, Outcome::Right, "right-but-for", &[&case])
        }
        None if desk.model.is_statement(&asked.name) => {
            return told(desk, Outcome::Right, "right-statement", &[]);
        }
        None => told(desk, Outcome::Right, "right-rule", &[]),
    };
    let way = way(desk, asked, rule, definitions);
    let drawing = drawn(desk.ask.picture.as_ref(), &world);
    let mut next = "another-way";
    if let Some(way) = way {
        feedback.see(way, &world);
    } else if !drawing.is_empty() {
        next = "where-in-picture";
    }
    // The words of a way may bring a picture of their own.
    if way.is_none_or(|way| !draws(&way.says)) {
        feedback.says.push_str(&drawing);
    }
    feedback.says.push_str(&sentence(desk.model, next, &[]));
    feedback
}

/// The way of seeing a rule has the form of, or whose remark holds.
fn way<'a>(
    desk: &Desk<'a>,
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
    let world = case(desk);
    let shows = |way: &&Way| {
        if way.form.is_statement() {
            return truth(&way.form, &world).unwrap_or(false);
        }
        form::same(&way.form, rule) || form::same(&bound(&way.form), &bound(rule))
    };
    desk.ask.ways.iter().find(shows)
}

pub fn tried<'a>(desk: &Desk<'a>, asked: &RuleAsk, rule: &Expr, row: &Row) -> Tried<'a> {
    let world = case(desk).with_row(row);
    let gives = come_to(rule, &world, &mut Fuel::full()).ok();
    let nothing = Some(Value::Truth(false)).filter(|_| desk.model.is_statement(&asked.name));
    let right = any_value_of(&world, &asked.name).or(nothing);
    let fits = matches!((&gives, &right), (Some(gives), Some(right)) if gives.same(right));
    Tried {
        world,
        gives,
        fits,
        is_open: right.is_none(),
    }
}

pub fn any_value_of(world: &World, name: &str) -> Option<Value> {
    world.value(name, &mut Fuel::full()).ok()
}

pub fn value_of(world: &World, name: &str) -> Option<Number> {
    any_value_of(world, name)?.number().ok()
}

/// A rule whose numbers are beyond the limits in every case is no attempt: nothing is known about it.
fn beyond(rule: &Expr, cases: &[Tried]) -> Option<Error> {
    if cases.iter().any(|case| case.gives.is_some()) {
        return None;
    }
    let world = &cases.first()?.world;
    let error = come_to(rule, world, &mut Fuel::full()).err()?;
    matches!(error.key, "too-large" | "too-much-work").then_some(error)
}

/// What a rule that is not right is shown with.
struct Shown<'a> {
    /// What it gives beside what the student has counted, where they differ.
    beside: &'a Option<String>,
    consequence: &'a dyn Fn() -> String,
}

/// The reply of an idea, a condition or the built-in one for a plain number.
fn by_name(
    desk: &Desk,
    asked: &RuleAsk,
    rule: &Expr,
    truth: &Definitions,
    with: &Shown,
) -> Option<Feedback> {
    let shown = tried(desk, asked, rule, desk.row);
    // Where the rule gives nothing in the shown case, nothing can be said of what it gives.
    let world = match &shown.gives {
        Some(gives) => {
            let mut world = shown.world;
            world.lay(&asked.name, gives.clone());
            world.lay("answer", gives.clone());
            world
        }
        None => World::new(desk.model, None, &Row::new()),
    };
    let believes = |quantity: &str, formula: &Expr| {
        let belief = Definitions {
            idea: Some((quantity, formula)),
            ..*truth
        };
        let [response, wanted] = sides(desk.model, asked, rule, &belief);
        same(&response, &wanted, desk.model)
    };
    let mentions = asked.letters.iter().any(|letter| rule.mentions(letter))
        || truth.bindings.iter().any(|(name, _)| rule.mentions(name));
    let built = if mentions || desk.model.is_statement(&asked.name) {
        Vec::new()
    } else {
        vec!["number-not-formula"]
    };
    let consequence = || {
        if mentions {
            (with.consequence)()
        } else {
            String::new()
        }
    };
    let picture = || with.beside.clone().unwrap_or_default();
    named(
        desk,
        &Heard {
            world,
            believes: &believes,
            built,
            consequence: &consequence,
            picture: &picture,
        },
    )
}

fn unnamed(
    desk: &Desk,
    asked: &RuleAsk,
    cases: &[Tried],
    fits: usize,
    consequence: String,
) -> Feedback {
    if fits == 0 {
        return Feedback::new(Outcome::NotYet, consequence);
    }
    let [mut fitting, mut failing] = [String::new(), String::new()];
    for case in cases {
        let list = if case.fits {
            &mut fitting
        } else {
            &mut failing
        };
        if !list.is_empty() {
            list.push_str(if asked.letters.len() > 1 { "; " } else { ", " });
        }
        list.push_str(&letters_text(desk, asked, &case.world));
    }
    if failing.is_empty() {
        let says = sentence(desk.model, "partly-rule-shown", &[&fitting]);
        return Feedback::new(Outcome::Partly, says);
    }
    let fitting = sentence(desk.model, "partly-rule", &[&fitting, &failing]);
    Feedback::new(Outcome::Partly, fitting + &consequence)
}

/// The values of the rule's letters in a case: `n = 5`.
pub fn letters_text(desk: &Desk, asked: &RuleAsk, world: &World) -> String {
    let mut known = Row::new();
    for letter in &asked.letters {
        if let Some(value) = value_of(world, letter) {
            known.push((letter.clone(), value));
        }
    }
    named_row(desk.model, &known)
}

/// What the rule gives in the first case it does not fit, or in the smallest one where it fits some, to be counted.
fn consequence(desk: &Desk, asked: &RuleAsk, cases: &[Tried]) -> String {
    // A rule that fits nothing is shown the first case, one that fits some the smallest it does not fit.
    let fits_some = cases.iter().any(|case| case.fits);
    let mut shown: Option<&Tried> = None;
    for case in cases {
        if case.fits || case.gives.is_none() {
            continue;
        }
        if shown.is_none_or(|best| fits_some && is_smaller(case, best, asked)) {
            shown = Some(case);
        }
    }
    let Some(case) = shown else {
        return sentence(desk.model, "rule-without-value", &[]);
    };
    let drawing = drawn(desk.ask.picture.as_ref(), &case.world);
    let key = match &case.gives {
        Some(Value::Truth(true)) => "said-so",
        Some(Value::Truth(false)) => "said-not-so",
        _ if drawing.is_empty() => "rule-to-try",
        _ => "rule-to-count",
    };
    let case_text = letters_text(desk, asked, &case.world);
    sentence(
        desk.model,
        key,
        &[&case_text, &gives_text(desk, asked, case)],
    ) + &drawing
}

pub fn gives_text(desk: &Desk, asked: &RuleAsk, case: &Tried) -> String {
    match &case.gives {
        Some(gives @ Value::Number(_)) => with_unit(desk.model, &asked.name, gives),
        _ => String::new(),
    }
}

fn is_smaller(case: &Tried, than: &Tried, asked: &RuleAsk) -> bool {
    matches!((size(case, asked), size(than, asked)), (Ok(a), Ok(b)) if a.order(&b).is_lt())
}

/// The sum of the letters' values.
fn size(case: &Tried, asked: &RuleAsk) -> Result<Number, Error> {
    let mut sum = Number::whole(0);
    for letter in &asked.letters {
        if let Some(value) = value_of(&case.world, letter) {
            sum = sum.plus(&value)?;
        }
    }
    Ok(sum)
}
