//! Owns what a teacher may see in students' work: ways of seeing, wrong ideas with the values they lead to, and students
//! whom neither describes; with the author's notes beside each.

use super::say;
use crate::engine::expr::{Expr, Op, mathml};
use crate::engine::feedback::named_row;
use crate::engine::model::{Ask, Cell, Reply, Row, Sort, Test, Variant};
use crate::engine::response::base_world;
use crate::engine::template::{Template, fill};
use crate::engine::value::Fuel;
use crate::engine::words::Words;
use crate::engine::world::World;
use crate::page::still::{apart, first_case};
use crate::task::Task;
use crate::task::guide::{Beside, OTHERS};
use serde::Serialize;

/// A way or an idea, and what the author notes beside it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SeenView {
    pub name: String,
    /// Its formula as MathML; a condition's statement.
    pub formula: String,
    /// The formula as text.
    pub text: String,
    /// The pictures of its words.
    pub pictures: Vec<String>,
    /// What the page says, as markup without the pictures.
    pub says: String,
    /// What somebody with this idea answers: case and value.
    pub values: Vec<(String, String)>,
    pub look: String,
    pub assess: String,
    pub advance: String,
    pub connect: String,
}

/// A case in which two ideas, or an idea and the right answer, give the same.
#[derive(Clone, Debug, Serialize)]
pub struct Meeting {
    pub case: String,
    pub value: String,
    /// The names of the ideas; the right answer is among them where the words say so.
    pub names: String,
}

/// Every way of seeing once, in the author's order.
pub fn ways(task: &Task) -> Vec<SeenView> {
    let mut views: Vec<SeenView> = Vec::new();
    for (ask, source) in task.model.asks.iter().zip(&task.asks) {
        for way in ask.ways.iter().take(source.ways.len()) {
            let (says, pictures) = apart(&way.says, &first_case(task, ask.section));
            let view = SeenView {
                name: spaced(&way.name),
                formula: formula(task, &way.form),
                text: way.form.write(),
                pictures: drawn(pictures),
                says,
                ..SeenView::default()
            };
            views.push(with_notes(task, &way.name, view));
        }
    }
    views
}

/// Every idea that the author wrote, and every condition with a note beside it, once.
pub fn ideas(task: &Task) -> Vec<SeenView> {
    let mut known: Vec<&str> = Vec::new();
    let mut views = Vec::new();
    for (ask, source) in task.model.asks.iter().zip(&task.asks) {
        let own = ask
            .replies
            .iter()
            .zip(&source.replies)
            .filter(|(_, source)| source.own);
        for (reply, _) in own {
            let is_idea = matches!(reply.test, Test::Idea { .. });
            let is_noted = task.guide.notes.iter().any(|note| note.of == reply.name);
            if (is_idea || is_noted) && !known.contains(&reply.name.as_str()) {
                known.push(&reply.name);
                views.push(idea(task, ask, reply));
            }
        }
    }
    views
}

fn idea(task: &Task, ask: &Ask, reply: &Reply) -> SeenView {
    let world = answered(task, ask, reply);
    let none = Template::new();
    let (says, pictures) = apart(reply.says.as_ref().unwrap_or(&none), &world);
    let text = match &reply.test {
        Test::Idea { formula, .. } => formula.write(),
        _ => String::new(),
    };
    let view = SeenView {
        name: spaced(&reply.name),
        formula: test(task, reply),
        text,
        pictures: drawn(pictures),
        says,
        values: values(task, ask, reply),
        ..SeenView::default()
    };
    with_notes(task, &reply.name, view)
}

/// Students whom no way and no idea describes, with what the author notes for them.
pub fn others(task: &Task, words: &Words) -> Vec<SeenView> {
    let view = |name: &&str| {
        let view = SeenView {
            name: words.say(name, &[]),
            ..SeenView::default()
        };
        with_notes(task, name, view)
    };
    OTHERS.iter().map(view).collect()
}

fn with_notes(task: &Task, name: &str, view: SeenView) -> SeenView {
    let noted = |sort: Beside| -> String {
        let notes = task
            .guide
            .notes
            .iter()
            .filter(|note| note.of == name && note.sort == sort);
        notes.map(|note| say(task, &note.said)).collect()
    };
    SeenView {
        look: noted(Beside::Look),
        assess: noted(Beside::Assess),
        advance: noted(Beside::Advance),
        connect: noted(Beside::Connect),
        ..view
    }
}

/// A name as words: `no corners` for `no-corners`.
pub(super) fn spaced(name: &str) -> String {
    name.replace(['-', '_'], " ")
}

/// A figure that cannot be drawn is none.
fn drawn(pictures: Vec<String>) -> Vec<String> {
    let drawn = pictures.into_iter();
    drawn.filter(|picture| !picture.is_empty()).collect()
}

/// A formula as MathML; several where each shows the same way.
pub(super) fn formula(task: &Task, expr: &Expr) -> String {
    let several = match &expr.op {
        Op::List => expr.parts.as_slice(),
        _ => std::slice::from_ref(expr),
    };
    mathml(several, &task.model.words, task.model.language.decimal)
}

/// What a reply listens for, as MathML; nothing for a built-in one.
pub(super) fn test(task: &Task, reply: &Reply) -> String {
    match &reply.test {
        Test::Idea { formula: wrong, .. } => formula(task, wrong),
        Test::If(test) => formula(task, test),
        Test::Built(_) => String::new(),
    }
}

/// What the page says to somebody with an idea, in the first case.
pub(super) fn says(task: &Task, ask: &Ask, reply: &Reply) -> String {
    let says = reply.says.as_deref().unwrap_or(&[]);
    fill(says, &answered(task, ask, reply))
}

/// The first case with what somebody with an idea answers in it.
fn answered<'a>(task: &'a Task, ask: &'a Ask, reply: &Reply) -> World<'a> {
    let rows = task
        .model
        .variant_of_ask(ask)
        .map_or(&[][..], |variant| &variant.rows);
    let world = base_world(&task.model, ask, rows.first().unwrap_or(&Row::new()));
    let world = match &ask.sort {
        Sort::Table(asked) => match asked.cells.iter().find_map(case_of) {
            Some(case) => world.with_row(case),
            None => world,
        },
        _ => world,
    };
    let Test::Idea { quantity, formula } = &reply.test else {
        return world;
    };
    let value = match is_asked(&ask.sort, quantity) {
        true => world
            .believing(quantity, formula)
            .value(quantity, &mut Fuel::full()),
        false => return world,
    };
    match value {
        Ok(value) => world.with(quantity, value.clone()).with("answer", value),
        Err(_) => world,
    }
}

fn case_of(cell: &Cell) -> Option<&Row> {
    match cell {
        Cell::Case(row) => Some(row),
        Cell::Own(_) => None,
    }
}

/// Whether a response is a value of the quantity itself.
fn is_asked(sort: &Sort, quantity: &str) -> bool {
    match sort {
        Sort::Value(asked) => {
            asked.given.is_empty() && asked.names.iter().any(|name| name == quantity)
        }
        Sort::Table(asked) => asked.name == quantity,
        Sort::Rule(asked) => asked.name == quantity,
        _ => false,
    }
}

/// The cases of an ask that differ for it: those of its variant, the lines of a table, those a rule is shown on.
fn cases(ask: &Ask, variant: Option<&Variant>) -> Vec<(Row, Row)> {
    let rows = variant.map_or(&[][..], |variant| &variant.rows);
    let first = rows.first().cloned().unwrap_or_default();
    let over = |row: &Row| (first.clone(), row.clone());
    match &ask.sort {
        Sort::Table(asked) => asked.cells.iter().filter_map(case_of).map(over).collect(),
        Sort::Rule(asked) if !asked.cases.is_empty() => asked.cases.iter().map(over).collect(),
        _ => rows.iter().map(|row| (row.clone(), row.clone())).collect(),
    }
}

/// What somebody with an idea answers, case by case; nothing where the ask is not about its quantity.
pub(super) fn values(task: &Task, ask: &Ask, reply: &Reply) -> Vec<(String, String)> {
    let Test::Idea { quantity, formula } = &reply.test else {
        return Vec::new();
    };
    if !is_asked(&ask.sort, quantity) {
        return Vec::new();
    }
    worked_out(task, ask, quantity, Some(formula))
}

/// A quantity in each case of an ask, as it is or as somebody with an idea sees it; cases without a value are left out.
fn worked_out(task: &Task, ask: &Ask, name: &str, idea: Option<&Expr>) -> Vec<(String, String)> {
    let model = &task.model;
    let value = |(row, case): (Row, Row)| {
        let world = base_world(model, ask, &row).with_row(&case);
        let value = match idea {
            Some(formula) => world
                .believing(name, formula)
                .value(name, &mut Fuel::full()),
            None => world.value(name, &mut Fuel::full()),
        };
        Some((
            named_row(model, &case),
            value.ok()?.shown(model.language.decimal),
        ))
    };
    let cases = cases(ask, model.variant_of_ask(ask)).into_iter();
    cases.filter_map(value).collect()
}

/// Every case of an ask in which ideas of its own meet each other or the right answer.
pub(super) fn meetings(task: &Task, words: &Words) -> Vec<Meeting> {
    let mut meetings: Vec<Meeting> = Vec::new();
    for (ask, source) in task.model.asks.iter().zip(&task.asks) {
        let own = ask
            .replies
            .iter()
            .zip(&source.replies)
            .filter(|(_, source)| source.own);
        let mut told: Vec<(String, Vec<(String, String)>)> = own
            .map(|(reply, _)| (spaced(&reply.name), values(task, ask, reply)))
            .filter(|(_, values)| !values.is_empty())
            .collect();
        if told.is_empty() {
            continue;
        }
        told.insert(
            0,
            (words.say("the-right-answer", &[]), right_values(task, ask)),
        );
        for case in told
            .iter()
            .flat_map(|(_, values)| values.iter().map(|(case, _)| case.clone()))
            .collect::<Vec<_>>()
        {
            for meeting in meetings_in(&case, &told) {
                let known =
                    |other: &Meeting| other.case == meeting.case && other.names == meeting.names;
                if !meetings.iter().any(known) {
                    meetings.push(meeting);
                }
            }
        }
    }
    meetings
}

type Told = (String, Vec<(String, String)>);

fn meetings_in(case: &str, told: &[Told]) -> Vec<Meeting> {
    let value = |(_, values): &Told| {
        let here = values.iter().find(|(other, _)| other == case);
        here.map(|(_, value)| value.clone())
    };
    let mut found: Vec<Meeting> = Vec::new();
    for value_here in told.iter().filter_map(value) {
        let same = told
            .iter()
            .filter(|one| value(one).as_ref() == Some(&value_here));
        let names: Vec<&str> = same.map(|(name, _)| name.as_str()).collect();
        if names.len() > 1 && !found.iter().any(|meeting| meeting.value == value_here) {
            found.push(Meeting {
                case: case.to_string(),
                value: value_here.clone(),
                names: names.join(", "),
            });
        }
    }
    found
}

fn right_values(task: &Task, ask: &Ask) -> Vec<(String, String)> {
    let name = match &ask.sort {
        Sort::Value(asked) => match asked.names.as_slice() {
            [name] => name,
            _ => return Vec::new(),
        },
        Sort::Table(asked) => &asked.name,
        Sort::Rule(asked) => &asked.name,
        _ => return Vec::new(),
    };
    worked_out(task, ask, name, None)
}
