//! Owns the heads of callouts: `[!idea no-corners: 4n]` and the others; knows nothing of which ask they serve.

use super::guide::{self, Beside, GuidePart};
use super::{Reading, Text, part_of};
use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::engine::expr::Expr;
use crate::markdown::Source;

/// What a callout is.
#[derive(Clone, Debug)]
pub enum Head {
    /// A wrong relation: a formula, with the quantity before it where the author names one, or a statement.
    Idea {
        name: Source,
        formula: Expr,
        at: Place,
    },
    If {
        name: Source,
        test: Expr,
    },
    /// An earlier idea or a built-in reply, put here with words of its own.
    Named {
        name: Source,
    },
    Way {
        name: Source,
        form: Expr,
    },
    Right(Expr),
    Hint,
    /// For teachers alone: in the flow of its section, or a part of the guide.
    Teacher(Option<GuidePart>),
    /// For teachers alone: beside the way or idea before it, or beside the named one.
    Beside(Beside, Option<Source>),
    /// The answer, where it stands in the head.
    Example(Option<Source>),
    /// Rows of responses with what should come of them.
    Test,
}

/// Words a callout may begin with.
pub const WORDS: [&str; 12] = [
    "idea", "if", "way", "right", "hint", "teacher", "look", "assess", "advance", "connect",
    "example", "test",
];

/// Reads a head.
pub fn read(source: &Source, reading: &mut Reading) -> Option<Head> {
    let word = source.text.split([' ', ':']).next().unwrap_or("");
    let rest = part_of(source, word.len()..source.text.len());
    match word {
        "hint" => Some(Head::Hint),
        "teacher" => guide::part(&rest, reading).map(Head::Teacher),
        "example" => Some(Head::Example(example(&rest))),
        "test" => Some(Head::Test),
        "right" => {
            let (_, formula) = formula_part(&rest);
            statement(&formula.unwrap_or(rest), reading).map(Head::Right)
        }
        "idea" | "if" | "way" => named(word, &rest, source, reading),
        _ => match Beside::named(word) {
            Some(sort) => beside(sort, rest, reading),
            None => unknown(word, source, reading),
        },
    }
}

/// A note, with the name of whom it is about where it has one.
fn beside(sort: Beside, name: Source, reading: &mut Reading) -> Option<Head> {
    if name.text.is_empty() {
        return Some(Head::Beside(sort, None));
    }
    if is_callout_name(&name.text) {
        return Some(Head::Beside(sort, Some(name)));
    }
    let message = format!("`{}` is no name", name.text);
    let help = format!(
        "write the name of a way or an idea alone: `[!{} no-corners]`",
        sort.word()
    );
    let fault = Diagnostic::error("unfit-name", name.at, message);
    reading.trouble.push(fault.help(help));
    None
}

/// The answer in the head of an example: behind a colon, or what else stands there.
fn example(rest: &Source) -> Option<Source> {
    let answer = formula_part(rest).1.unwrap_or_else(|| rest.clone());
    (!answer.text.is_empty()).then_some(answer)
}

fn unknown(word: &str, source: &Source, reading: &mut Reading) -> Option<Head> {
    let at = part_of(source, 0..word.len()).at;
    let help = did_you_mean(word, WORDS)
        .unwrap_or_else(|| format!("callouts are `{}`", WORDS.join("`, `")));
    reading.trouble.push(
        Diagnostic::error(
            "unknown-callout",
            at,
            format!("there is no callout `{word}`"),
        )
        .help(help),
    );
    None
}

/// What stands in front of the first colon, and what stands behind it.
fn formula_part(source: &Source) -> (Source, Option<Source>) {
    match source.text.find(':') {
        Some(colon) => (
            part_of(source, 0..colon),
            Some(part_of(source, colon + 1..source.text.len())),
        ),
        None => (source.clone(), None),
    }
}

fn expr(source: &Source, reading: &mut Reading) -> Option<Expr> {
    let scope = reading.scope(&["answer", "right"]);
    reading.expr(&Text::from(source), &scope)
}

fn statement(source: &Source, reading: &mut Reading) -> Option<Expr> {
    let scope = reading.scope(&["answer", "right"]);
    reading.statement(&Text::from(source), &scope)
}

fn is_callout_name(name: &str) -> bool {
    name.starts_with(char::is_alphanumeric)
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

fn named(word: &str, rest: &Source, source: &Source, reading: &mut Reading) -> Option<Head> {
    let (name, formula) = formula_part(rest);
    if !is_callout_name(&name.text) {
        let message = if name.text.is_empty() {
            format!("the {word} has no name")
        } else {
            format!("`{}` is no name", name.text)
        };
        let at = if name.text.is_empty() {
            source.at.clone()
        } else {
            name.at
        };
        let help = format!("write a short name and its formula: `[!{word} no-corners: 4n]`");
        reading
            .trouble
            .push(Diagnostic::error("unfit-name", at, message).help(help));
        return None;
    }
    match (word, formula) {
        ("way", Some(formula)) => Some(Head::Way {
            name,
            form: expr(&formula, reading)?,
        }),
        ("way", None) => {
            let message = format!("the way `{}` has no formula", name.text);
            reading.trouble.push(
                Diagnostic::error("unreadable-expression", name.at, message)
                    .help("write it behind a colon: `[!way pinwheel: 4(n + 1)]`"),
            );
            None
        }
        ("idea", Some(formula)) => Some(Head::Idea {
            name,
            formula: expr(&formula, reading)?,
            at: formula.at,
        }),
        (_, Some(formula)) => Some(Head::If {
            name,
            test: statement(&formula, reading)?,
        }),
        (_, None) => Some(Head::Named { name }),
    }
}
