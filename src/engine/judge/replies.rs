//! Owns which reply hears a response: the ask's own and inherited ones in their order, then the built-in ones.

use super::Desk;
use crate::engine::expr::Expr;
use crate::engine::feedback::{Feedback, Outcome, sentence};
use crate::engine::model::{Reply, Test};
use crate::engine::template::{draws, fill};
use crate::engine::value::truth;
use crate::engine::world::World;

/// A response as the replies see it.
pub struct Heard<'a> {
    /// The case with the response put in its place.
    pub world: World<'a>,
    /// Whether somebody with this wrong relation would give this response.
    pub believes: &'a dyn Fn(&str, &Expr) -> bool,
    /// The built-in replies that apply, in the order they are tried.
    pub built: Vec<&'static str>,
    /// What the response leads to, where no reply has words of its own.
    pub consequence: &'a dyn Fn() -> String,
    /// The picture or table of what the response leads to; it stands before the words of a reply that draw nothing.
    pub picture: &'a dyn Fn() -> String,
}

/// The feedback of the first reply that hears the response; not yet with its consequence where none does.
pub fn answer(desk: &Desk, heard: &Heard) -> Feedback {
    match named(desk, heard) {
        Some(feedback) => feedback,
        None => not_yet(heard),
    }
}

/// Not yet, with the consequence of the response.
pub fn not_yet(heard: &Heard) -> Feedback {
    Feedback::new(Outcome::NotYet, (heard.consequence)())
}

/// The feedback of the first reply that hears the response.
pub fn named(desk: &Desk, heard: &Heard) -> Option<Feedback> {
    if let Some(reply) = desk.ask.replies.iter().find(|reply| hears(reply, heard)) {
        let says = match (&reply.says, &reply.test) {
            (Some(says), _) if draws(says) => fill(says, &heard.world),
            (Some(says), _) => (heard.picture)() + &fill(says, &heard.world),
            (None, Test::Built(name)) => sentence(desk.model, name, &[]),
            (None, _) => (heard.consequence)(),
        };
        return Some(Feedback::new(Outcome::NotYet, says).by(&reply.name));
    }
    let name = heard.built.first()?;
    let says = sentence(desk.model, name, &[]);
    // A step that fits is told with the number it goes on from; any other reply asks its own question.
    let says = match *name {
        "follow-through" => says + &(heard.consequence)(),
        _ => (heard.picture)() + &says,
    };
    Some(Feedback::new(Outcome::NotYet, says).by(name))
}

fn hears(reply: &Reply, heard: &Heard) -> bool {
    match &reply.test {
        Test::Idea { quantity, formula } => (heard.believes)(quantity, formula),
        // A test that cannot be worked out does not apply.
        Test::If(statement) => truth(statement, &heard.world).unwrap_or(false),
        Test::Built(name) => heard.built.contains(&name.as_str()),
    }
}
