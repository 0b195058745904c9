//! Owns what a class view learns from a response: it is judged again, and belongs to a group. Believes nothing that was said
//! of it before, and knows nothing of who the student is.

use super::feedback::{Feedback, Outcome, named_row};
use super::judge::{Desk, judge};
use super::model::{Ask, Cell, Row, Sort};

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

/// A response judged again.
pub fn seen(desk: Desk, text: &str) -> Seen {
    let feedback = judge(desk, text);
    let (group, name) = group(&feedback);
    Seen {
        group,
        name,
        case: named_row(desk.model, &about(desk.ask, desk.row)),
        read_as: feedback.read_as.unwrap_or_default(),
    }
}

/// A response to an ask or in a case that the model does not have.
pub fn gone() -> Seen {
    Seen {
        group: Group::Gone,
        name: String::new(),
        case: String::new(),
        read_as: String::new(),
    }
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
