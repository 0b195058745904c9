//! Owns the judging of rules: the response, with its letters' definitions in place, is the asked quantity on the whole domain.

use super::replies::{Heard, named};
use super::{Desk, Earlier, table, values};
use crate::engine::compare::{Comparison, Definitions, come_to, compare, expanded, same};
use crate::engine::expr::Expr;
use crate::engine::feedback::{Feedback, Outcome, drawn, named_row, sentence, with_unit};
use crate::engine::form;
use crate::engine::model::{Model, Quantity, Row, RuleAsk, Sort, ValueAsk, Way};
use crate::engine::number::Number;
use crate::engine::response::{Response, base_world, read_response};
use crate::engine::template::fill;
use crate::engine::value::{Fuel, Value, truth};
use crate::engine::world::World;

/// A case a rule is shown on.
struct Tried<'a> {
    world: World<'a>,
    /// What the rule gives there, where it gives anything: a number, or whether it is so.
    gives: Option<Value>,
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

/// A rule and what is asked for, as somebody with these definitions sees the relation.
fn sides(model: &Model, asked: &RuleAsk, rule: &Expr, definitions: &Definitions) -> [Expr; 2] {
    [rule, &Expr::name(&asked.name)].map(|side| expanded(side, model, definitions))
}

/// Judges a rule.
pub fn judge(desk: Desk, asked: &RuleAsk, rule: &Expr) -> Feedback {
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
        .unwrap_or_else(|| unnamed(desk, asked, rule, &cases, fits));
    if of == 0 {
        feedback
    } else {
        feedback.fitting(fits, of)
    }
}

/// A right rule; a hole is a case in which it has no value.
fn right(
    desk: Desk,
    asked: &RuleAsk,
    rule: &Expr,
    definitions: &Definitions,
    hole: Option<&Row>,
) -> Feedback {
    let world = base_world(desk.model, desk.ask, desk.row);
    let way = way(desk, asked, rule, definitions);
    let seen = way.map(|way| fill(&way.says, &world));
    let next = if seen.is_some() {
        "another-way"
    } else {
        "where-in-picture"
    };
    let right = match hole {
        Some(hole) => {
            let case = letters_text(desk, asked, &world.with_row(hole));
            sentence(desk.model, "right-but-for", &[&case])
        }
        None if desk.model.is_statement(&asked.name) => {
            return Feedback::new(Outcome::Right, sentence(desk.model, "right-statement", &[]));
        }
        None => sentence(desk.model, "right-rule", &[]),
    };
    let says = right + &seen.unwrap_or_default() + &sentence(desk.model, next, &[]);
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
    let gives = come_to(rule, &world, &mut Fuel::full()).ok();
    let nothing = Some(Value::Truth(false)).filter(|_| desk.model.is_statement(&asked.name));
    let right = any_value_of(&world, &asked.name).or(nothing);
    let fits = matches!((&gives, &right), (Some(gives), Some(right)) if gives.same(right));
    Tried { world, gives, fits }
}

fn any_value_of(world: &World, name: &str) -> Option<Value> {
    world.value(name, &mut Fuel::full()).ok()
}

fn value_of(world: &World, name: &str) -> Option<Number> {
    any_value_of(world, name)?.number().ok()
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
            .with(&asked.name, gives.clone())
            .with("answer", gives.clone()),
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
            consequence(desk, asked, rule, cases)
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

fn unnamed(desk: Desk, asked: &RuleAsk, rule: &Expr, cases: &[Tried], fits: usize) -> Feedback {
    let consequence = consequence(desk, asked, rule, cases);
    if fits == 0 {
        return Feedback::new(Outcome::NotYet, consequence);
    }
    let listed = |wanted: bool| {
        let cases = cases
            .iter()
            .filter(|case| case.fits == wanted)
            .map(|case| letters_text(desk, asked, &case.world));
        let cases: Vec<String> = cases.collect();
        cases.join(if asked.letters.len() > 1 { "; " } else { ", " })
    };
    let fitting = sentence(desk.model, "partly-rule", &[&listed(true), &listed(false)]);
    Feedback::new(Outcome::Partly, fitting + &consequence)
}

/// The values of the rule's letters in a case: `n = 5`.
fn letters_text(desk: Desk, asked: &RuleAsk, world: &World) -> String {
    let known: Row = asked
        .letters
        .iter()
        .filter_map(|letter| Some((letter.clone(), value_of(world, letter)?)))
        .collect();
    named_row(desk.model, &known)
}

/// What the rule gives in one case: a case the student has counted, else the smallest one it does not fit, to be counted.
fn consequence(desk: Desk, asked: &RuleAsk, rule: &Expr, cases: &[Tried]) -> String {
    if let Some((case, value)) = counted(desk, asked, rule) {
        let parts = [
            letters_text(desk, asked, &case.world),
            gives_text(desk, asked, &case),
            with_unit(desk.model, &asked.name, &Value::Number(value)),
        ];
        return sentence(
            desk.model,
            "rule-and-counted",
            &[&parts[0], &parts[1], &parts[2]],
        );
    }
    let mut failing = cases
        .iter()
        .filter(|case| !case.fits && case.gives.is_some());
    // A rule that fits nothing is shown the first case, one that fits some the smallest it does not fit.
    let shown = match cases.iter().any(|case| case.fits) {
        true => failing.reduce(|best, case| {
            if is_smaller(case, best, asked) {
                case
            } else {
                best
            }
        }),
        false => failing.next(),
    };
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

fn gives_text(desk: Desk, asked: &RuleAsk, case: &Tried) -> String {
    match &case.gives {
        Some(gives @ Value::Number(_)) => with_unit(desk.model, &asked.name, gives),
        _ => String::new(),
    }
}

fn is_smaller(case: &Tried, than: &Tried, asked: &RuleAsk) -> bool {
    let size = |case: &Tried| {
        let letters = asked.letters.iter();
        let mut values = letters.filter_map(|letter| value_of(&case.world, letter));
        values.try_fold(Number::whole(0), |sum, value| sum.plus(&value))
    };
    matches!((size(case), size(than)), (Ok(a), Ok(b)) if a.order(&b).is_lt())
}

/// A case in which this student has got the asked quantity right before on this page and the rule gives something else, with
/// what was typed then: a case of the ask before any other.
fn counted<'a>(desk: Desk<'a>, asked: &RuleAsk, rule: &Expr) -> Option<(Tried<'a>, Number)> {
    let mut other = None;
    for (there, value) in desk
        .earlier
        .iter()
        .flat_map(|earlier| got_right(desk, asked, earlier))
    {
        let Some(row) = row_of(desk, asked, &there) else {
            continue;
        };
        let case = tried(desk, asked, rule, &row);
        let gives = case.gives.clone().and_then(|gives| gives.number().ok());
        let differs = gives.is_some_and(|gives| !gives.same(&value));
        if case.fits || !differs || !same_case(desk.model, asked, &case.world, &there) {
            continue;
        }
        if asked.cases.iter().any(|listed| same_row(listed, &row)) {
            return Some((case, value));
        }
        other = other.or(Some((case, value)));
    }
    other
}

/// The values of what makes a case of the ask, as they were elsewhere.
fn row_of(desk: Desk, asked: &RuleAsk, there: &World) -> Option<Row> {
    let letters = asked
        .letters
        .iter()
        .filter(|letter| desk.model.is_free(letter));
    let names: Vec<&String> = match asked.cases.first() {
        Some(row) => row.iter().map(|(name, _)| name).collect(),
        None => letters.collect(),
    };
    let value = |name: &&String| Some((name.to_string(), value_of(there, name)?));
    names.iter().map(value).collect()
}

fn same_row(a: &Row, b: &Row) -> bool {
    let same = |(name, value): &(String, Number)| b.iter().any(|(n, v)| n == name && v.same(value));
    a.len() == b.len() && a.iter().all(same)
}

/// Cases of an earlier response in which it gave the asked quantity rightly, with what it gave.
fn got_right<'a>(
    desk: Desk<'a>,
    asked: &RuleAsk,
    earlier: &'a Earlier,
) -> Vec<(World<'a>, Number)> {
    let model = desk.model;
    let Some(ask) = model.asks.iter().find(|ask| ask.id == earlier.ask) else {
        return Vec::new();
    };
    let there = Desk {
        ask,
        row: &earlier.row,
        ..desk
    };
    match (
        &ask.sort,
        read_response(model, ask, &earlier.row, &earlier.text),
    ) {
        (Sort::Value(value), Ok(Response::Values(tuples))) => tuples
            .iter()
            .map(|tuple| values::numbers(tuple))
            .filter(|numbers| values::is_right(model, ask, value, &earlier.row, numbers))
            .filter_map(|numbers| in_its_case(there, asked, value, &numbers))
            .collect(),
        (Sort::Table(table), Ok(Response::Cells(cells))) if table.name == asked.name => {
            let filled = table::filled(there, table, &cells).into_iter();
            let right = filled.filter(|cell| cell.right);
            right
                .filter_map(|cell| Some((cell.world, cell.value.number().ok()?)))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Right values of an ask as the case they make, with the one of the asked quantity.
fn in_its_case<'a>(
    there: Desk<'a>,
    asked: &RuleAsk,
    value: &ValueAsk,
    values: &[Value],
) -> Option<(World<'a>, Number)> {
    let at = value.names.iter().position(|name| *name == asked.name)?;
    let base = base_world(there.model, there.ask, there.row);
    let world = match value.given.is_empty() {
        true => base,
        false => values::placed(&base, value, values),
    };
    Some((world, values.get(at)?.clone().number().ok()?))
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
