//! Owns what a class view learns from the work of one student: every response judged again, in its order, and the group it
//! belongs to. Believes nothing that a work says of itself, and knows nothing of who the student is.

use super::feedback::{Feedback, Outcome, named_row};
use super::judge::{Desk, Earlier, judge};
use super::model::{Ask, Cell, Model, Row, Sort};
use super::present::case_named;
use super::work::{Given, Work};

words! {
    /// What responses have in common that a teacher talks about together.
    Group {
        Way "way", Right "right", Found "found", Idea "idea", Partly "partly", NotYet "not-yet", Noted "noted",
        Unreadable "unreadable", Empty "empty", Gone "gone",
    }
}

/// One response as the class view knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub group: Group,
    /// The name of the way or idea; empty for other groups.
    pub name: String,
    /// What of the case the ask is about, in words: `n = 5`; empty where it is about none or about one of its own.
    pub case: String,
    /// As the engine reads it; empty where it cannot be read.
    pub read_as: String,
}

/// Every response of a work, in its order. A response to an ask or in a case that the model does not have is `Gone`; earlier
/// ones count for later ones as they do on the student's own page.
pub fn seen(model: &Model, work: &Work) -> Vec<Seen> {
    let mut earlier = Vec::new();
    let mut all = Vec::new();
    for given in &work.given {
        all.push(match place(model, given) {
            Some((ask, row)) => judged(model, ask, row, &given.text, &mut earlier),
            None => nothing(Group::Gone),
        });
    }
    all
}

/// Where a response was given.
fn place<'a>(model: &'a Model, given: &Given) -> Option<(&'a Ask, Row)> {
    let ask = model.asks.iter().find(|ask| ask.id == given.ask)?;
    let row = case_named(model, model.section_of(ask)?, &given.case)?;
    Some((ask, row))
}

fn judged(model: &Model, ask: &Ask, row: Row, text: &str, earlier: &mut Vec<Earlier>) -> Seen {
    let desk = Desk {
        model,
        ask,
        row: &row,
        earlier,
    };
    let feedback = judge(desk, text);
    let (group, name) = group(&feedback);
    let seen = Seen {
        group,
        name,
        case: named_row(model, &about(ask, &row)),
        read_as: feedback.read_as.unwrap_or_default(),
    };
    if !matches!(group, Group::Empty | Group::Unreadable) {
        let (ask, text) = (ask.id.clone(), text.to_string());
        earlier.push(Earlier { ask, row, text });
    }
    seen
}

/// What of a case an ask is about: no quantity that it asks for or gives a value itself.
fn about(ask: &Ask, row: &Row) -> Row {
    let mut own: Vec<&String> = Vec::new();
    match &ask.sort {
        Sort::Rule(_) | Sort::Words(_) => return Row::new(),
        Sort::Choice(_) => {}
        Sort::Guess(asked) => own.extend(asked.laid.iter().map(|(name, _)| name)),
        Sort::Value(asked) => {
            own.extend(&asked.names);
            own.extend(asked.laid.iter().map(|(name, _)| name));
        }
        Sort::Table(asked) => {
            own.extend(asked.laid.iter().map(|(name, _)| name));
            for cell in &asked.cells {
                match cell {
                    Cell::Case(row) => own.extend(row.iter().map(|(name, _)| name)),
                    Cell::Own(name) => own.push(name),
                }
            }
        }
    }
    let mut row = row.clone();
    row.retain(|(name, _)| !own.contains(&name));
    row
}

fn group(feedback: &Feedback) -> (Group, String) {
    let named = |group: Group, name: &Option<String>, other: Group| match name {
        Some(name) => (group, name.clone()),
        None => (other, String::new()),
    };
    match feedback.outcome {
        Outcome::Right => named(Group::Way, &feedback.way, Group::Right),
        Outcome::New | Outcome::Again => (Group::Found, String::new()),
        Outcome::Partly => named(Group::Idea, &feedback.idea, Group::Partly),
        Outcome::NotYet => named(Group::Idea, &feedback.idea, Group::NotYet),
        Outcome::Noted => (Group::Noted, String::new()),
        Outcome::Unreadable => (Group::Unreadable, String::new()),
        Outcome::Empty => (Group::Empty, String::new()),
    }
}

fn nothing(group: Group) -> Seen {
    Seen {
        group,
        name: String::new(),
        case: String::new(),
        read_as: String::new(),
    }
}
