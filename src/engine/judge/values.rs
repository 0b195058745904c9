//! Owns the judging of values: the relation holds with them in their place, and they are of their kind.

use super::replies::{Heard, answer};
use super::{Desk, find};
use crate::engine::compare::{Definitions, expanded};
use crate::engine::expr::{Expr, Op};
use crate::engine::feedback::{Feedback, Outcome, laid, named_values, sentence, sides, with_unit};
use crate::engine::form;
use crate::engine::model::{Ask, Find, Model, Row, ValueAsk, Way};
use crate::engine::number::Number;
use crate::engine::response::{Typed, base_world};
use crate::engine::template::fill;
use crate::engine::value::{Fuel, Value, truth, work_out};
use crate::engine::world::World;

/// The case of the desk with values laid in the places of the asked names.
pub fn placed<'a>(world: &World<'a>, asked: &ValueAsk, values: &[Value]) -> World<'a> {
    asked
        .names
        .iter()
        .zip(values)
        .fold(world.clone(), |world, (name, value)| {
            world.with(name, value.clone())
        })
}

/// Whether the relation, as `world` sees it, holds with the values in the places of the asked names.
fn relation_holds(world: &World, asked: &ValueAsk, values: &[Value], fuel: &mut Fuel) -> bool {
    let with_values = placed(world, asked, values);
    let mut holds = |statement: &Expr| {
        work_out(statement, &with_values, fuel)
            .and_then(Value::truth)
            .unwrap_or(false)
    };
    asked.given.iter().all(&mut holds)
        && (0..values.len()).all(|at| is_value(world, asked, values, at, fuel))
}

/// Whether an asked name has its value where the case, with the others in their places, gives it one.
fn is_value(world: &World, asked: &ValueAsk, values: &[Value], at: usize, fuel: &mut Fuel) -> bool {
    let (Some(name), Some(response)) = (asked.names.get(at), values.get(at)) else {
        return false;
    };
    let others = asked
        .names
        .iter()
        .zip(values)
        .enumerate()
        .filter(|(i, _)| *i != at);
    let world = others.fold(world.clone(), |world, (_, (name, value))| {
        world.with(name, value.clone())
    });
    match world.value(name, fuel) {
        Ok(right) => close(world.model(), name, &right, response),
        // A free quantity has no value of its own; the given statements alone decide.
        Err(_) => !asked.given.is_empty(),
    }
}

/// Equal, or as near as the author allows.
pub fn close(model: &Model, name: &str, right: &Value, response: &Value) -> bool {
    if right.same(response) {
        return true;
    }
    let within = model
        .quantity(name)
        .and_then(|quantity| quantity.within.as_ref());
    let (Some(within), Value::Number(right), Value::Number(response)) = (within, right, response)
    else {
        return false;
    };
    let distance = right.minus(response).and_then(|d| d.size());
    distance.is_ok_and(|distance| distance.order(within).is_le())
}

/// Whether every value is of its quantity's kind.
fn of_kind(model: &Model, asked: &ValueAsk, values: &[Value]) -> bool {
    asked
        .names
        .iter()
        .zip(values)
        .all(|(name, value)| model.kind(name).holds(value))
}

/// Whether values are right for an ask in a case.
pub fn is_right(model: &Model, ask: &Ask, asked: &ValueAsk, row: &Row, values: &[Value]) -> bool {
    is_right_in(
        &base_world(model, ask, row),
        asked,
        values,
        &mut Fuel::full(),
    )
}

/// Whether values are right in the case of an ask as [`base_world`] gives it.
pub fn is_right_in(base: &World, asked: &ValueAsk, values: &[Value], fuel: &mut Fuel) -> bool {
    of_kind(base.model(), asked, values) && relation_holds(base, asked, values, fuel)
}

/// The number of different answers in the desk's case, where the build has found it.
pub fn count(desk: Desk, asked: &ValueAsk) -> Option<u32> {
    let variant = desk.model.variant_of_ask(desk.ask)?;
    let at = variant
        .rows
        .iter()
        .position(|row| is_case(desk, asked, row));
    match at {
        Some(at) => asked.counts.get(at).copied().flatten(),
        // A case of the reader's own: known only where what is given does not depend on the case.
        None if depends_on_case(desk, asked) => None,
        None => asked.counts.first().copied().flatten(),
    }
}

/// Whether a row is the desk's case, apart from what is asked.
fn is_case(desk: Desk, asked: &ValueAsk, row: &Row) -> bool {
    let same =
        |(name, value): &(String, Number)| desk.row.iter().any(|(n, v)| n == name && v.same(value));
    row.iter()
        .all(|entry| asked.names.contains(&entry.0) || same(entry))
}

/// Whether the case is none of those the build has searched.
fn is_own_case(desk: Desk, asked: &ValueAsk) -> bool {
    let variant = desk.model.variant_of_ask(desk.ask);
    !variant.is_some_and(|variant| variant.rows.iter().any(|row| is_case(desk, asked, row)))
}

/// Whether the given statements change with the values of the case.
fn depends_on_case(desk: Desk, asked: &ValueAsk) -> bool {
    let variant = desk.model.variant_of_ask(desk.ask);
    let bindings = variant.map_or(&[][..], |variant| &variant.bindings);
    let definitions = Definitions {
        bindings,
        laid: &asked.laid,
        idea: None,
    };
    let of_case = |name: &str| {
        desk.row.iter().any(|(n, _)| n == name) && !asked.names.iter().any(|n| n == name)
    };
    asked.given.iter().any(|given| {
        let mut depends = false;
        expanded(given, desk.model, &definitions).names(&mut |name| depends |= of_case(name));
        depends
    })
}

/// Judges "there is none".
pub fn judge_none(desk: Desk, asked: &ValueAsk) -> Feedback {
    let told = |outcome, key| Feedback::new(outcome, sentence(desk.model, key, &[]));
    match count(desk, asked) {
        Some(0) => return told(Outcome::Right, "right-none"),
        None if is_own_case(desk, asked) && depends_on_case(desk, asked) => {
            return told(Outcome::NotYet, "none-unsure");
        }
        _ => {}
    }
    let world = base_world(desk.model, desk.ask, desk.row);
    let nothing = String::new;
    let heard = Heard {
        world,
        believes: &|_, _| false,
        built: vec!["possible"],
        consequence: &nothing,
    };
    answer(desk, &heard)
}

/// Judges values, one tuple or a list of them.
pub fn judge(desk: Desk, asked: &ValueAsk, tuples: &[Vec<Typed>]) -> Feedback {
    match (asked.find, tuples) {
        (Find::One, [tuple, ..]) => judge_one(desk, asked, tuple),
        _ => find::judge(desk, asked, tuples),
    }
}

fn judge_one(desk: Desk, asked: &ValueAsk, tuple: &[Typed]) -> Feedback {
    let values = numbers(tuple);
    if !is_right(desk.model, desk.ask, asked, desk.row, &values) {
        return not_right(desk, asked, &values);
    }
    let way = way(desk, tuple);
    let mut says = sentence(
        desk.model,
        "right-value",
        &[&said(desk.model, asked, tuple)],
    );
    says.push_str(
        &way.map(|way| fill(&way.says, &base_world(desk.model, desk.ask, desk.row)))
            .unwrap_or_default(),
    );
    Feedback {
        way: way.map(|way| way.name.clone()),
        ..Feedback::new(Outcome::Right, says)
    }
}

/// The numbers of a tuple.
pub fn numbers(tuple: &[Typed]) -> Vec<Value> {
    tuple.iter().map(|typed| typed.value.clone()).collect()
}

/// What was typed, with its value where it was a calculation: `4·5 + 4 = 24 tiles`.
fn said(model: &Model, asked: &ValueAsk, tuple: &[Typed]) -> String {
    match (asked.names.as_slice(), tuple) {
        ([name], [typed]) if asked.given.is_empty() => {
            let value = with_unit(model, name, &typed.value);
            if is_plain(&typed.expr) {
                value
            } else {
                let typed = typed
                    .expr
                    .write()
                    .replace('.', &model.language.decimal.to_string());
                [&typed, " = ", &value].concat()
            }
        }
        (names, tuple) => named_values(model, names, &numbers(tuple)),
    }
}

fn is_plain(expr: &Expr) -> bool {
    match (&expr.op, expr.parts.as_slice()) {
        (Op::Number(_), _) => true,
        (Op::Minus, [of]) => is_plain(of),
        _ => false,
    }
}

/// The way of seeing a calculation shows, once this case's numbers stand in the way's letters.
fn way<'a>(desk: Desk<'a>, tuple: &[Typed]) -> Option<&'a Way> {
    let [typed] = tuple else { return None };
    let world = base_world(desk.model, desk.ask, desk.row);
    let in_numbers = |way: &Way| {
        way.form.replaced(&|name| {
            let value = world
                .value(name, &mut Fuel::full())
                .and_then(Value::number)
                .ok()?;
            Some(Expr::of_number(&value))
        })
    };
    desk.ask
        .ways
        .iter()
        .find(|way| !is_plain(&typed.expr) && form::same(&in_numbers(way), &typed.expr))
}

/// The feedback for values that are not right.
pub fn not_right(desk: Desk, asked: &ValueAsk, values: &[Value]) -> Feedback {
    let base = base_world(desk.model, desk.ask, desk.row);
    let response = match values {
        [value] => value.clone(),
        values => Value::List(values.to_vec()),
    };
    let mut world = placed(&base, asked, values).with("answer", response);
    if let (true, [name]) = (asked.given.is_empty(), asked.names.as_slice())
        && let Ok(right) = base.value(name, &mut Fuel::full())
    {
        world = world.with("right", right);
    }
    let truly = relation_holds(&base, asked, values, &mut Fuel::full());
    let believes = |quantity: &str, formula: &Expr| {
        !truly
            && relation_holds(
                &base.believing(quantity, formula),
                asked,
                values,
                &mut Fuel::full(),
            )
    };
    let consequence = || consequence(desk, asked, values, &world);
    let built = built(desk.model, asked, values, truly);
    answer(
        desk,
        &Heard {
            world: world.clone(),
            believes: &believes,
            built,
            consequence: &consequence,
        },
    )
}

fn built(model: &Model, asked: &ValueAsk, values: &[Value], truly: bool) -> Vec<&'static str> {
    let mut built = Vec::new();
    let pairs = || {
        asked
            .names
            .iter()
            .zip(values)
            .map(|(name, value)| (model.kind(name), value))
    };
    if pairs().any(|(kind, value)| kind.is_whole() && value.is_broken()) {
        built.push("not-whole");
    } else if truly || pairs().any(|(kind, value)| !kind.holds(value)) {
        built.push("out-of-range");
    }
    built
}

/// What the response does: the laid figure, or what the relation makes of it.
fn consequence(desk: Desk, asked: &ValueAsk, values: &[Value], world: &World) -> String {
    let laid = laid(desk.ask.picture.as_ref(), world);
    match (asked.names.as_slice(), values) {
        ([name], [value]) if asked.given.is_empty() => {
            let key = if laid.is_empty() {
                "consequence-value"
            } else {
                "consequence-laid"
            };
            sentence(desk.model, key, &[&with_unit(desk.model, name, value)]) + &laid
        }
        _ => given_consequence(desk, asked, values, world),
    }
}

fn given_consequence(desk: Desk, asked: &ValueAsk, values: &[Value], world: &World) -> String {
    let response = named_values(desk.model, &asked.names, values);
    let failing = asked
        .given
        .iter()
        .find(|statement| !truth(statement, world).unwrap_or(false));
    match failing.and_then(|statement| Some((sides(statement, world)?, statement.write()))) {
        Some((comes_to, wanted)) => sentence(
            desk.model,
            "consequence-given",
            &[&response, &comes_to, &wanted],
        ),
        None => sentence(desk.model, "consequence-value", &[&response]),
    }
}
