//! Owns what becomes of a response, in the one order: empty, unreadable, right, the ask's replies, partly, not yet.

mod choice;
mod earlier;
pub mod find;
mod list;
mod replies;
mod rule;
pub mod same;
mod table;
pub mod values;

use super::error::Error;
use super::feedback::{Feedback, Outcome, sentence};
use super::form;
use super::model::{Ask, Form, Model, Row, Sort, Test};
use super::response::{Response, base_world, guess_text, read_as, read_response};
use super::template::{Template, escape, fill};

/// A response given before on the same page.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// The id of its ask.
    pub ask: String,
    pub row: Row,
    /// As it was typed.
    pub text: String,
}

/// What a response is judged with.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    pub model: &'a Model,
    pub ask: &'a Ask,
    pub row: &'a Row,
    /// In the order they were given.
    pub earlier: &'a [Earlier],
}

/// Judges a response to an ask in a case; the same response gets the same feedback for ever.
pub fn judge(desk: Desk, text: &str) -> Feedback {
    let response = match read_response(desk.model, desk.ask, desk.row, text) {
        Ok(response) => response,
        Err(error) => return unreadable(desk, &error, text),
    };
    let feedback = match (&desk.ask.sort, &response) {
        (_, Response::Empty) => Feedback::new(Outcome::Empty, sentence(desk.model, "empty", &[])),
        (Sort::Value(asked), Response::None) => values::judge_none(desk, asked),
        (Sort::Value(asked), Response::Values(tuples)) => values::judge(desk, asked, tuples, text),
        (Sort::Table(asked), Response::Cells(cells)) => table::judge(desk, asked, cells),
        (Sort::Rule(asked), Response::Rule(rule)) => rule::judge(desk, asked, rule),
        (Sort::Choice(asked), Response::Ticks(ticks)) => choice::judge(desk, asked, ticks),
        (_, Response::Guess(guess)) => {
            let guess = guess_text(guess, desk.model.language.decimal);
            Feedback::new(
                Outcome::Noted,
                sentence(desk.model, "noted-guess", &[&guess]),
            )
        }
        _ => Feedback::new(Outcome::Noted, sentence(desk.model, "noted", &[])),
    };
    let feedback = match desk.ask.form {
        Some(form) if feedback.outcome == Outcome::Right && !is_in_form(&response, form, text) => {
            not_in_form(desk, &response, form)
        }
        _ => feedback,
    };
    Feedback {
        read_as: read_as(desk.ask, &response, desk.model.language.decimal),
        ..feedback
    }
}

fn is_in_form(response: &Response, form: Form, text: &str) -> bool {
    match response {
        Response::Rule(rule) => form::has(rule, form, text),
        Response::Values(tuples) => {
            let mut all = tuples.iter().flatten();
            all.all(|typed| form::has(&typed.expr, form, text))
        }
        _ => true,
    }
}

/// The value is right; the form that was asked for is named.
fn not_in_form(desk: Desk, response: &Response, form: Form) -> Feedback {
    let mut world = base_world(desk.model, desk.ask, desk.row);
    if let Response::Values(tuples) = response
        && let Some(typed) = tuples.first().and_then(|tuple| tuple.first())
    {
        world = world.with("answer", typed.value.clone());
    }
    let says = match own_words(desk, "form") {
        Some(says) => fill(says, &world),
        None => {
            let wanted = form.word().replace(' ', "-");
            sentence(desk.model, "form", &[&desk.model.words.say(&wanted, &[])])
        }
    };
    Feedback::new(Outcome::Partly, says).by("form")
}

/// The author's own words for a built-in reply.
fn own_words<'a>(desk: Desk<'a>, built: &str) -> Option<&'a Template> {
    let mut replies = desk.ask.replies.iter();
    let own = replies.find(|reply| matches!(&reply.test, Test::Built(name) if name == built));
    own?.says.as_ref()
}

/// Unreadable is no attempt: it says what was not understood, and nothing about right or not.
pub fn unreadable(desk: Desk, error: &Error, text: &str) -> Feedback {
    let says = match own_words(desk, error.key) {
        Some(says) => fill(says, &base_world(desk.model, desk.ask, desk.row)),
        None => explain(desk, error, text),
    };
    let feedback = Feedback::new(Outcome::Unreadable, says);
    match error.key {
        "unknown-letter" | "count" | "which-unit" | "not-this-unit" => feedback.by(error.key),
        _ => feedback,
    }
}

/// The sentence for the trouble, with the text marked where it begins, and what this page calls things.
fn explain(desk: Desk, error: &Error, text: &str) -> String {
    let mut says = sentence_of(desk, error);
    if matches!(error.key, "unknown-letter" | "unknown-word") {
        says.push_str(&called(desk));
    }
    let marked = text
        .get(error.range.clone())
        .filter(|part| !part.trim().is_empty() && part.len() < text.trim().len());
    if let (Some(part), Some(before), Some(after)) = (
        marked,
        text.get(..error.range.start),
        text.get(error.range.end..),
    ) {
        for (tag, part) in [("<p><code>", before), ("<mark>", part), ("</mark>", after)] {
            says.push_str(tag);
            says.push_str(&escape(part));
        }
        says.push_str("</code></p>");
    }
    says
}

fn sentence_of(desk: Desk, error: &Error) -> String {
    let parts: Vec<&str> = error.parts.iter().map(String::as_str).collect();
    sentence(desk.model, error.key, &parts)
}

/// "This page calls the side of the pool n." for every letter the ask wants.
fn called(desk: Desk) -> String {
    let Sort::Rule(asked) = &desk.ask.sort else {
        return String::new();
    };
    let letters = asked
        .letters
        .iter()
        .filter_map(|letter| desk.model.quantity(letter));
    letters
        .map(|quantity| {
            let key = if quantity.said.is_empty() {
                "use-letter"
            } else {
                "called"
            };
            sentence(desk.model, key, &[&quantity.said, &quantity.name])
        })
        .collect()
}
