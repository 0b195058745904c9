//! Owns what becomes of a response, in the one order: empty, unreadable, right, the ask's replies, partly, not yet.

mod choice;
mod counted;
mod earlier;
pub mod find;
mod list;
mod replies;
mod rule;
pub mod same;
mod smaller;
mod table;
pub mod values;

use super::error::Error;
use super::feedback::{Feedback, Outcome, sentence};
use super::form;
use super::model::{Ask, Form, Model, Row, Sort, Test};
use super::response::{Response, base_world, guess_text, read_as, read_response};
use super::template::{Template, escape, fill};
use super::world::World;

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
    let mut feedback = verdict(&desk, &response, text);
    if let Some(form) = desk.ask.form
        && feedback.outcome == Outcome::Right
        && !is_in_form(&response, form, text)
    {
        feedback = not_in_form(&desk, &response, form);
    }
    if feedback.outcome != Outcome::Unreadable {
        feedback.read_as = read_as(desk.ask, &response, desk.model.language.decimal);
    }
    feedback
}

fn verdict(desk: &Desk, response: &Response, text: &str) -> Feedback {
    match (&desk.ask.sort, response) {
        (_, Response::Empty) => told(desk, Outcome::Empty, "empty", &[]),
        (Sort::Value(asked), Response::None) => values::judge_none(desk, asked),
        (Sort::Value(asked), Response::Values(tuples)) => values::judge(desk, asked, tuples, text),
        (Sort::Table(asked), Response::Cells(cells)) => table::judge(desk, asked, cells),
        (Sort::Rule(asked), Response::Rule(rule)) => rule::judge(desk, asked, rule),
        (Sort::Choice(asked), Response::Ticks(ticks)) => choice::judge(desk, asked, ticks),
        (_, Response::Guess(guess)) => {
            let guess = guess_text(guess, desk.model.language.decimal);
            told(desk, Outcome::Noted, "noted-guess", &[&guess])
        }
        _ => told(desk, Outcome::Noted, "noted", &[]),
    }
}

/// An outcome with one sentence of the page's language.
fn told(desk: &Desk, outcome: Outcome, key: &str, parts: &[&str]) -> Feedback {
    Feedback::new(outcome, sentence(desk.model, key, parts))
}

/// The case of the desk.
fn case<'a>(desk: &Desk<'a>) -> World<'a> {
    base_world(desk.model, desk.ask, desk.row)
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
fn not_in_form(desk: &Desk, response: &Response, form: Form) -> Feedback {
    let mut world = case(desk);
    if let Response::Values(tuples) = response
        && let Some(typed) = tuples.first().and_then(|tuple| tuple.first())
    {
        world.lay("answer", typed.value.clone());
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
fn own_words<'a>(desk: &Desk<'a>, built: &str) -> Option<&'a Template> {
    for reply in &desk.ask.replies {
        if matches!(&reply.test, Test::Built(name) if name == built) {
            return reply.says.as_ref();
        }
    }
    None
}

/// Unreadable is no attempt: it says what was not understood, and nothing about right or not.
pub fn unreadable(desk: Desk, error: &Error, text: &str) -> Feedback {
    let says = match own_words(&desk, error.key) {
        Some(says) => fill(says, &case(&desk)),
        None => explain(&desk, error, text),
    };
    let feedback = Feedback::new(Outcome::Unreadable, says);
    match error.key {
        "unknown-letter" | "count" | "which-unit" | "not-this-unit" => feedback.by(error.key),
        _ => feedback,
    }
}

/// The sentence for the trouble, with the text marked where it begins, and what this page calls things.
fn explain(desk: &Desk, error: &Error, text: &str) -> String {
    let mut says = sentence_of(desk, error);
    if matches!(error.key, "unknown-letter" | "unknown-word") {
        says.push_str(&called(desk));
    }
    let (start, end) = (error.range.start, error.range.end);
    if let (Some(part), Some(before), Some(after)) =
        (text.get(start..end), text.get(..start), text.get(end..))
        && !part.trim().is_empty()
        && part.len() < text.trim().len()
    {
        for (tag, part) in [("<p><code>", before), ("<mark>", part), ("</mark>", after)] {
            says.push_str(tag);
            says.push_str(&escape(part));
        }
        says.push_str("</code></p>");
    }
    says
}

fn sentence_of(desk: &Desk, error: &Error) -> String {
    let parts: Vec<&str> = error.parts.iter().map(String::as_str).collect();
    sentence(desk.model, error.key, &parts)
}

/// "This page calls the side of the pool n." for every letter the ask wants.
fn called(desk: &Desk) -> String {
    let mut all = String::new();
    let Sort::Rule(asked) = &desk.ask.sort else {
        return all;
    };
    for letter in &asked.letters {
        if let Some(quantity) = desk.model.quantity(letter) {
            let key = if quantity.said.is_empty() {
                "use-letter"
            } else {
                "called"
            };
            all.push_str(&sentence(
                desk.model,
                key,
                &[&quantity.said, &quantity.name],
            ));
        }
    }
    all
}
