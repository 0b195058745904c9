//! Owns that no words in answer to a response that is not right show the right value, neither as `right` nor worked out.

use crate::diagnostic::Diagnostic;
use crate::engine::expr::Expr;
use crate::engine::model::{Ask, Cell, Find, Reply, Row, Sort, Test, ValueAsk};
use crate::engine::number::Number;
use crate::engine::response::base_world;
use crate::engine::template::Piece;
use crate::engine::value::{Fuel, Value, number, truth};
use crate::engine::world::World;
use crate::task::Task;
use crate::task::search::found;

/// How many values of a kind are tried as responses that a condition could hear.
const RESPONSES: usize = 40;

const ASK_INSTEAD: &str =
    "ask about what the student's number would do, and leave the right one to be found";

/// Looks through the words of every ask's own replies.
pub fn prove(task: &Task, trouble: &mut Vec<Diagnostic>) {
    for (ask, source) in task.model.asks.iter().zip(&task.asks) {
        let moments = moments(task, ask);
        let own = ask
            .replies
            .iter()
            .zip(&source.replies)
            .filter(|(_, source)| source.own);
        for (reply, source) in own {
            for hole in holes(reply) {
                if let Some(message) = given_away(reply, hole, ask, &moments) {
                    let fault = Diagnostic::error("gives-away", source.at.clone(), message);
                    trouble.push(fault.help(ASK_INSTEAD));
                }
            }
        }
    }
}

/// What the words of a reply show, in holes and in the alternative texts of figures.
fn holes(reply: &Reply) -> Vec<&Expr> {
    let mut holes = Vec::new();
    let mut rest: Vec<&Piece> = reply.says.iter().flatten().collect();
    while let Some(piece) = rest.pop() {
        match piece {
            Piece::Html(_) => {}
            Piece::Hole(expr) => holes.push(expr),
            Piece::Figure(picture) => rest.extend(&picture.alt),
        }
    }
    holes.reverse();
    holes
}

fn given_away(reply: &Reply, hole: &Expr, ask: &Ask, moments: &[Moment]) -> Option<String> {
    let name = &reply.name;
    if hole.mentions("right") {
        return Some(format!(
            "the words of `{name}` show `right`, which is the answer"
        ));
    }
    let written = hole.write();
    let shows = hole.as_number().is_none() && shows_right(reply, hole, ask, moments);
    shows.then(|| format!("`{{{{ {written} }}}}` in the words of `{name}` gives the answer away"))
}

/// A case in which one number is right.
struct Moment<'a> {
    world: World<'a>,
    name: &'a str,
    right: Number,
}

/// Every case in which an ask wants one number that is known.
fn moments<'a>(task: &'a Task, ask: &'a Ask) -> Vec<Moment<'a>> {
    let variant = task.model.variant_of_ask(ask);
    let rows = variant.map_or(&[][..], |variant| &variant.rows);
    let mut moments = Vec::new();
    for row in rows {
        let world = base_world(&task.model, ask, row);
        match &ask.sort {
            Sort::Value(asked) => match asked.names.as_slice() {
                [name] if asked.given.is_empty() => moments.extend(moment(&world, name)),
                [name] if asked.find == Find::One => {
                    let right = only_answer(task, ask, row);
                    moments.extend(right.map(|right| Moment { world, name, right }));
                }
                _ => {}
            },
            Sort::Table(asked) => {
                for cell in &asked.cells {
                    if let Cell::Case(case) = cell {
                        moments.extend(moment(&world.with_row(case), &asked.name));
                    }
                }
            }
            Sort::Rule(asked) => moments.extend(moment(&world, &asked.name)),
            _ => {}
        }
    }
    moments
}

fn moment<'a>(world: &World<'a>, name: &'a str) -> Option<Moment<'a>> {
    let value = world.value(name, &mut Fuel::full());
    let right = value.and_then(Value::number).ok()?;
    Some(Moment {
        world: world.clone(),
        name,
        right,
    })
}

fn only_answer(task: &Task, ask: &Ask, row: &Row) -> Option<Number> {
    match found(task, ask, row)?.answers.as_slice() {
        [answer] => answer.first()?.clone().number().ok(),
        _ => None,
    }
}

/// Whether a hole shows the right value to everybody who hears the reply.
fn shows_right(reply: &Reply, hole: &Expr, ask: &Ask, moments: &[Moment]) -> bool {
    let mut heard = 0;
    for moment in moments {
        for response in responses(reply, ask, moment) {
            let world = answered(moment, &response);
            if !number(hole, &world).is_ok_and(|shown| shown.same(&moment.right)) {
                return false;
            }
            heard += 1;
        }
    }
    heard > 0
}

fn answered<'a>(moment: &Moment<'a>, response: &Number) -> World<'a> {
    let world = moment.world.with_number(moment.name, response);
    world.with_number("answer", response)
}

/// Responses that are not right and that a reply hears.
fn responses(reply: &Reply, ask: &Ask, moment: &Moment) -> Vec<Number> {
    let mut heard = match (&reply.test, &ask.sort) {
        (Test::Idea { quantity, formula }, Sort::Value(asked)) if !asked.given.is_empty() => {
            let believing = moment.world.believing(quantity, formula);
            let mut all = candidates(moment);
            all.retain(|value| holds(asked, &believing.with_number(moment.name, value)));
            all
        }
        (Test::Idea { quantity, formula }, _) => {
            let believing = moment.world.believing(quantity, formula);
            let value = believing.value(moment.name, &mut Fuel::full());
            value.and_then(Value::number).into_iter().collect()
        }
        (Test::If(test), _) => {
            let mut all = candidates(moment);
            all.retain(|value| {
                let world = answered(moment, value).with_number("right", &moment.right);
                truth(test, &world).unwrap_or(false)
            });
            all
        }
        (Test::Built(_), _) => moment.right.plus(&Number::whole(1)).into_iter().collect(),
    };
    heard.retain(|value| !value.same(&moment.right));
    heard
}

fn holds(asked: &ValueAsk, world: &World) -> bool {
    let holds = |given: &Expr| truth(given, world).unwrap_or(false);
    asked.given.iter().all(holds)
}

/// Values a student could give: the first ones of the kind, and some near the right one.
fn candidates(moment: &Moment) -> Vec<Number> {
    let kind = moment.world.model().kind(moment.name);
    let (mut values, _) = kind.values(RESPONSES);
    values.extend((0..20).map(Number::whole));
    for distance in [-2, -1, 1, 2] {
        values.extend(moment.right.plus(&Number::whole(distance)));
    }
    values.extend(moment.right.times(&Number::whole(2)));
    values.extend(moment.right.over(&Number::whole(2)));
    values
}
