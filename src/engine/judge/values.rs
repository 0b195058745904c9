//! Owns the judging of values: the relation holds with them in their place, and they are of their kind.

use super::earlier::is_in;
use super::replies::{Heard, answer};
use super::{Desk, case, earlier, find, list, smaller, told};
use crate::engine::compare::{Definitions, expanded};
use crate::engine::error::Error;
use crate::engine::expr::{Expr, Op};
use crate::engine::feedback::{
    Feedback, Outcome, drawn, laid, named_values, sentence, sides, with_laid, with_unit,
};
use crate::engine::figures;
use crate::engine::form;
use crate::engine::kind;
use crate::engine::model::{Ask, Find, Model, Row, ValueAsk, Way, Within};
use crate::engine::number::Number;
use crate::engine::pick;
use crate::engine::response::{Typed, base_world};
use crate::engine::units;
use crate::engine::value::{self, Fuel, Value, truth, work_out};
use crate::engine::world::World;

/// The case of the desk with values laid in the places of the asked names.
pub fn placed<'a>(world: &World<'a>, asked: &ValueAsk, values: &[Value]) -> World<'a> {
    let mut placed = world.clone();
    for (name, value) in asked.names.iter().zip(values) {
        placed.lay(name, value.clone());
    }
    placed
}

/// Whether the relation, as `world` sees it, holds with the values in the places of the asked names.
fn relation_holds(world: &World, asked: &ValueAsk, values: &[Value], fuel: &mut Fuel) -> bool {
    let with_values = placed(world, asked, values);
    for statement in &asked.given {
        let holds = matches!(
            work_out(statement, &with_values, fuel),
            Ok(Value::Truth(true))
        );
        if !holds && !crosses(statement, world, asked, values, fuel).unwrap_or(false) {
            return false;
        }
    }
    (0..values.len()).all(|at| is_value(world, asked, values, at, fuel))
}

/// Whether a given equation passes from one side to the other as near to the one value as the author allows.
fn crosses(
    statement: &Expr,
    world: &World,
    asked: &ValueAsk,
    values: &[Value],
    fuel: &mut Fuel,
) -> Option<bool> {
    let ([name], [Value::Number(value)]) = (asked.names.as_slice(), values) else {
        return None;
    };
    let within = within(world.model(), name).filter(|_| asked.find == Find::One)?;
    let (left, right) = statement.equation()?;
    let difference = Expr::new(Op::Sum, vec![left.clone(), right.clone().minus()]);
    // The lowest and the highest number that the response stands for.
    let most = reach(within, value).ok()?;
    let (low, high) = (value.minus(&most).ok()?, value.plus(&most).ok()?);
    let mut at = |end: &Number| {
        let found = work_out(&difference, &world.with_number(name, end), fuel);
        found.and_then(Value::number).ok()
    };
    let (low, high) = (at(&low)?, at(&high)?);
    Some(low.is_zero() || high.is_zero() || low.is_negative() != high.is_negative())
}

/// How far from a number another one may be.
fn reach(within: &Within, number: &Number) -> Result<Number, Error> {
    match within {
        Within::By(most) => Ok(most.clone()),
        Within::Share(share) => number.size()?.times(share),
        Within::Figures(figures) => figures::half_step(number, *figures),
    }
}

/// Whether an asked name has its value where the case, with the others in their places, gives it one.
fn is_value(world: &World, asked: &ValueAsk, values: &[Value], at: usize, fuel: &mut Fuel) -> bool {
    let (Some(name), Some(response)) = (asked.names.get(at), values.get(at)) else {
        return false;
    };
    let mut world = world.clone();
    for (i, (name, value)) in asked.names.iter().zip(values).enumerate() {
        if i != at {
            world.lay(name, value.clone());
        }
    }
    match world.value(name, fuel) {
        Ok(right) => close(&world, name, &right, response),
        // A free quantity has no value of its own; the given statements alone decide.
        Err(_) => !asked.given.is_empty(),
    }
}

/// A value of a quantity as it is compared: without the order that does not count.
pub fn settled(world: &World, name: &str, value: Value) -> Value {
    kind::wanted(world, name, Some(&value)).settled(value)
}

/// Equal, or as near as the author allows.
pub fn close(world: &World, name: &str, right: &Value, response: &Value) -> bool {
    if settled(world, name, right.clone()).same(response) {
        return true;
    }
    match (within(world.model(), name), right, response) {
        (Some(within), Value::Number(right), Value::Number(response)) => {
            near(within, right, response).unwrap_or(false)
        }
        _ => false,
    }
}

fn within<'a>(model: &'a Model, name: &str) -> Option<&'a Within> {
    model.quantity(name)?.within.as_ref()
}

fn near(within: &Within, right: &Number, response: &Number) -> Result<bool, Error> {
    if let Within::Figures(figures) = within {
        return figures::agree(right, response, *figures);
    }
    let most = reach(within, right)?;
    Ok(right.minus(response)?.size()?.order(&most).is_le())
}

/// Whether every value is of its quantity's kind.
fn of_kind(base: &World, asked: &ValueAsk, values: &[Value]) -> bool {
    let mut pairs = asked.names.iter().zip(values);
    pairs.all(|(name, value)| kind::allows(base, name, value))
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
    of_kind(base, asked, values) && relation_holds(base, asked, values, fuel)
}

/// How many answers are wanted in a case, or how many the author says there are.
pub fn wanted(model: &Model, ask: &Ask, asked: &ValueAsk, row: &Row) -> Option<u32> {
    let world = base_world(model, ask, row);
    let wanted = value::number(asked.wanted.as_ref()?, &world).ok()?;
    wanted.to_whole()?.try_into().ok()
}

/// The number of different answers in the desk's case, as the author says or the build has found it.
pub fn count(desk: &Desk, asked: &ValueAsk) -> Option<u32> {
    if asked.find.is_whole() && asked.wanted.is_some() {
        return wanted(desk.model, desk.ask, asked, desk.row);
    }
    let variant = desk.model.variant_of_ask(desk.ask)?;
    let at = variant
        .rows
        .iter()
        .position(|row| is_case(desk, asked, row));
    match at {
        Some(at) => asked.counts.get(at).copied().flatten(),
        // A case of the reader's own: known only where what is given does not depend on the case.
        None if depends_on_case(desk.model, desk.ask, asked, desk.row, None) => None,
        None => asked.counts.first().copied().flatten(),
    }
}

/// Whether a row is the desk's case, apart from what is asked.
fn is_case(desk: &Desk, asked: &ValueAsk, row: &Row) -> bool {
    row.iter()
        .all(|entry| asked.names.contains(&entry.0) || is_in(desk.row, entry))
}

/// Whether the case is none of those the build has searched, and what is given changes with it.
pub fn is_unsearched(desk: &Desk, asked: &ValueAsk) -> bool {
    let variant = desk.model.variant_of_ask(desk.ask);
    let searched = |row| is_case(desk, asked, row);
    !variant.is_some_and(|variant| variant.rows.iter().any(searched))
        && depends_on_case(desk.model, desk.ask, asked, desk.row, None)
}

/// Whether the given statements change with the values of a case, as somebody with this idea sees them.
pub fn depends_on_case(
    model: &Model,
    ask: &Ask,
    asked: &ValueAsk,
    row: &Row,
    idea: Option<(&str, &Expr)>,
) -> bool {
    let variant = model.variant_of_ask(ask);
    let bindings = variant.map_or(&[][..], |variant| &variant.bindings);
    let definitions = Definitions {
        bindings,
        laid: &asked.laid,
        idea,
    };
    let of_case =
        |name: &str| row.iter().any(|(n, _)| n == name) && !asked.names.iter().any(|n| n == name);
    let of_figure = |name: &String| model.kind(name).is_of_figure();
    if asked.names.iter().any(of_figure) {
        return true;
    }
    asked.given.iter().any(|given| {
        let mut depends = false;
        expanded(given, model, &definitions).names(&mut |name| depends |= of_case(name));
        depends
    })
}

/// Judges "there is none".
pub fn judge_none(desk: &Desk, asked: &ValueAsk) -> Feedback {
    match count(desk, asked) {
        Some(0) => return told(desk, Outcome::Right, "right-none", &[]),
        None if is_unsearched(desk, asked) => {
            return told(desk, Outcome::NotYet, "none-unsure", &[]);
        }
        _ => {}
    }
    let nothing = String::new;
    let heard = Heard {
        world: case(desk),
        believes: &|_, _| false,
        built: vec!["possible"],
        consequence: &nothing,
        picture: &nothing,
    };
    answer(desk, &heard)
}

/// Judges values, one tuple or a list of them, typed as `text`.
pub fn judge(desk: &Desk, asked: &ValueAsk, tuples: &[Vec<Typed>], text: &str) -> Feedback {
    match (asked.find, tuples) {
        (Find::One, [tuple, ..]) => judge_one(desk, asked, tuple, text),
        _ => find::judge(desk, asked, tuples),
    }
}

fn judge_one(desk: &Desk, asked: &ValueAsk, tuple: &[Typed], text: &str) -> Feedback {
    let values = numbers(tuple);
    if has_too_few_figures(desk, asked, tuple, text) {
        return replied(desk, asked, &values, &["too-few-figures"]);
    }
    if !is_right(desk.model, desk.ask, asked, desk.row, &values) {
        return not_right(desk, asked, &values);
    }
    let key = if is_nothing(&values) {
        "right-none"
    } else if pick::of_value(desk.model, asked).is_some() {
        "right-shape"
    } else {
        "right-value"
    };
    let said = said(desk.model, asked, tuple);
    let mut feedback = told(desk, Outcome::Right, key, &[&said]);
    if let [name] = asked.names.as_slice()
        && let Some(guess) = earlier::guessed(desk, name, &case(desk))
    {
        let guessed = sentence(desk.model, "guessed", &[&guess]);
        feedback.says.push_str(&guessed);
    }
    if let Some(way) = way(desk, tuple) {
        feedback.see(way, &case(desk));
    }
    feedback
}

/// Whether the response is a list without items.
fn is_nothing(values: &[Value]) -> bool {
    matches!(values, [Value::List(items)] if items.is_empty())
}

/// Whether a plain decimal is right as far as it goes, and shows fewer figures than the author wants.
fn has_too_few_figures(desk: &Desk, asked: &ValueAsk, tuple: &[Typed], text: &str) -> bool {
    let ([name], [typed]) = (asked.names.as_slice(), tuple) else {
        return false;
    };
    let Some(Within::Figures(wanted)) = within(desk.model, name) else {
        return false;
    };
    let right = case(desk).value(name, &mut Fuel::full());
    let (Ok(Value::Number(right)), Value::Number(value)) = (right, &typed.value) else {
        return false;
    };
    let shown = figures::shown(text, desk.model.language.decimal);
    is_decimal(&typed.expr)
        && (1..*wanted).contains(&shown)
        && !right.same(value)
        && figures::agree(&right, value, shown).unwrap_or(false)
}

/// Whether it is one number, perhaps with a sign before it and a unit behind it.
fn is_decimal(expr: &Expr) -> bool {
    match (&expr.op, expr.parts.as_slice()) {
        (Op::Product, [number, unit]) => is_plain(number) && unit.as_name().is_some(),
        _ => is_plain(expr),
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
            let number = typed.value.as_number().cloned().map(Value::Number);
            let value = with_unit(model, name, number.as_ref().unwrap_or(&typed.value));
            let decimal = model.language.decimal.to_string();
            let written = units::written(&typed.expr).replace('.', &decimal);
            if is_plain(&typed.expr) || written == value {
                value
            } else {
                [&written, " = ", &value].concat()
            }
        }
        (names, tuple) => named_values(model, names, &numbers(tuple)),
    }
}

fn is_plain(expr: &Expr) -> bool {
    match (&expr.op, expr.parts.as_slice()) {
        (Op::Number(_) | Op::List, _) => true,
        (Op::Minus, [of]) => is_plain(of),
        _ => false,
    }
}

/// The way of seeing a calculation shows, once this case's numbers stand in the way's letters.
fn way<'a>(desk: &Desk<'a>, tuple: &[Typed]) -> Option<&'a Way> {
    let [typed] = tuple else { return None };
    let world = case(desk);
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
pub fn not_right(desk: &Desk, asked: &ValueAsk, values: &[Value]) -> Feedback {
    replied(desk, asked, values, &[])
}

/// Built-in replies to what is right as far as it goes.
const PARTLY: [&str; 2] = ["follow-through", "too-few-figures"];

/// The feedback for values that are not right, or not wholly so for one of these built-in replies.
fn replied(desk: &Desk, asked: &ValueAsk, values: &[Value], but: &[&'static str]) -> Feedback {
    let base = case(desk);
    let mut world = placed(&base, asked, values);
    world.lay(
        "answer",
        match values {
            [value] => value.clone(),
            values => Value::List(values.to_vec()),
        },
    );
    let right = match (asked.given.is_empty(), asked.names.as_slice()) {
        (true, [name]) => base.value(name, &mut Fuel::full()).ok(),
        _ => None,
    };
    if let Some(right) = &right {
        world.lay("right", right.clone());
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
    let mut built = if but.is_empty() {
        built(&base, asked, values, truly)
    } else {
        but.to_vec()
    };
    let yours = earlier::yours(desk, asked, &base)
        .filter(|(world, _)| is_right_in(world, asked, values, &mut Fuel::full()));
    let mut with_yours = None;
    if let Some((found, said)) = yours {
        for name in &asked.yours {
            if let Ok(value) = found.value(name, &mut Fuel::full()) {
                world.lay(name, value);
            }
        }
        built.push("follow-through");
        with_yours = Some(said);
    }
    let consequence = || match (&with_yours, but.is_empty()) {
        (Some(said), _) => sentence(desk.model, "with-yours", &[said]),
        (None, true) => consequence(desk, asked, values, &world),
        (None, false) => String::new(),
    };
    let picture = || picture(desk, asked, &world);
    let heard = Heard {
        world: world.clone(),
        believes: &believes,
        built,
        consequence: &consequence,
        picture: &picture,
    };
    let mut feedback = match (asked.names.as_slice(), values, &right) {
        ([name], [value], Some(right)) => list::answer(desk, &heard, name, right, value),
        _ if asked.on.is_some() && asked.given.is_empty() => {
            let fits = |at: &usize| is_value(&base, asked, values, *at, &mut Fuel::full());
            let fits = (0..values.len()).filter(fits).count();
            list::fitting(desk, &heard, fits, values.len())
        }
        _ => answer(desk, &heard),
    };
    if let Some(name) = &feedback.idea
        && PARTLY.contains(&name.as_str())
    {
        feedback.outcome = Outcome::Partly;
    }
    feedback
}

fn built(base: &World, asked: &ValueAsk, values: &[Value], truly: bool) -> Vec<&'static str> {
    if is_nothing(values) {
        return vec!["possible"];
    }
    for (name, value) in asked.names.iter().zip(values) {
        if value.is_broken() && base.model().kind(name).is_whole() {
            return vec!["not-whole"];
        }
    }
    if truly || !of_kind(base, asked, values) {
        return vec!["out-of-range"];
    }
    Vec::new()
}

/// What the response does: the laid figure, or what the relation makes of it.
fn consequence(desk: &Desk, asked: &ValueAsk, values: &[Value], world: &World) -> String {
    match (asked.names.as_slice(), values) {
        ([_], [value]) if pick::of_value(desk.model, asked).is_some() => {
            shape_consequence(desk, asked, value, world)
        }
        ([name], [value]) if asked.given.is_empty() => {
            let figure = desk.ask.picture.as_ref();
            let said = with_unit(desk.model, name, value);
            let keys = ["consequence-laid", "consequence-point"];
            match (with_laid(figure, world, keys, &[&said]), value) {
                (_, Value::List(_)) => sentence(desk.model, "consequence-many", &[&said]),
                (Some(shown), _) => shown,
                (None, _) => value_consequence(desk, asked, &said),
            }
        }
        _ => given_consequence(desk, asked, values, world) + &picture(desk, asked, world),
    }
}

/// The response laid in the figure; where the relation was turned round, the figure as the response makes it.
fn picture(desk: &Desk, asked: &ValueAsk, world: &World) -> String {
    let figure = desk.ask.picture.as_ref();
    if asked.given.is_empty() {
        laid(figure, world)
    } else {
        drawn(figure, world)
    }
}

/// The shape the response is, drawn, and what it comes to.
fn shape_consequence(desk: &Desk, asked: &ValueAsk, value: &Value, world: &World) -> String {
    // It goes without saying whose perimeter it is: `perimeter = 10`.
    let its = ["(", &asked.names.concat(), ")"].concat();
    let says = match failing(asked, world) {
        Some((comes_to, wanted)) => {
            let (comes_to, wanted) = (comes_to.replace(&its, ""), wanted.replace(&its, ""));
            sentence(desk.model, "consequence-shape", &[&comes_to, &wanted])
        }
        None => sentence(desk.model, "consequence-shape-many", &[]),
    };
    let alt = desk.model.words.say("shape-alt", &[]);
    let pick = pick::of_value(desk.model, asked);
    let drawn = pick.map(|pick| pick.draw(world, &pick::places_of(value), &alt));
    says + &drawn.unwrap_or_default()
}

/// What the first given statement that does not hold comes to, and how it is written.
fn failing(asked: &ValueAsk, world: &World) -> Option<(String, String)> {
    let mut given = asked.given.iter();
    let statement = given.find(|statement| !truth(statement, world).unwrap_or(false))?;
    Some((sides(statement, world)?, statement.write()))
}

/// What was given, and a smaller case to try it with.
fn value_consequence(desk: &Desk, asked: &ValueAsk, said: &str) -> String {
    sentence(desk.model, "consequence-value", &[said]) + &smaller::button(desk, asked)
}

fn given_consequence(desk: &Desk, asked: &ValueAsk, values: &[Value], world: &World) -> String {
    let response = named_values(desk.model, &asked.names, values);
    match failing(asked, world) {
        Some((comes_to, wanted)) => sentence(
            desk.model,
            "consequence-given",
            &[&response, &comes_to, &wanted],
        ),
        None if values.iter().all(|value| matches!(value, Value::Number(_))) => {
            value_consequence(desk, asked, &response)
        }
        None => sentence(desk.model, "consequence-many", &[&response]),
    }
}
