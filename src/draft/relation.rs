//! Owns the reading of one relation as a teacher types it: `tiles = (n + 2)(m + 2) - n m; n=1..20`.

use super::Refusal;
use crate::engine::expr::Expr;
use crate::engine::kind::Kind;
use crate::engine::reader::{RESERVED, read};
use crate::engine::token::{PI, Scope};

/// A quantity that follows from letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    pub name: String,
    /// As it was typed.
    pub formula: String,
    /// Each letter with its kind as an author writes it, in the order of the formula.
    pub letters: Vec<(String, String)>,
}

/// The kind of a letter about which nothing is said.
const USUAL: &str = "1..";

impl Relation {
    /// Reads `NAME = FORMULA`, behind it perhaps ranges such as `n=1..20`, parted by `;`; and further such ranges.
    ///
    /// # Errors
    /// What cannot be read, and how to write it.
    pub fn read(text: &str, ranges: &[String]) -> Result<Relation, Refusal> {
        let mut parts = text.split(';');
        let (name, formula) = parts
            .next()
            .and_then(|relation| relation.split_once('='))
            .ok_or_else(|| {
                Refusal::new(
                    format!("`{text}` is no relation"),
                    "write a name, `=` and a formula: `tiles = 4n + 4`",
                )
            })?;
        let (name, formula) = (name.trim(), formula.trim());
        check_name(name)?;
        let said = parts.chain(ranges.iter().map(String::as_str));
        let said: Vec<(String, String)> = said.map(range).collect::<Result<_, _>>()?;
        let letters = letters(formula, &said)?;
        if letters.iter().any(|letter| letter == name) {
            return Err(Refusal::new(
                format!("`{name}` stands on both sides"),
                "give what is asked for another name",
            ));
        }
        if let Some((unused, _)) = said.iter().find(|(letter, _)| !letters.contains(letter)) {
            return Err(Refusal::new(
                format!("`{unused}` has a range and does not stand in `{formula}`"),
                "leave the range out, or correct its letter",
            ));
        }
        let with_kind = |letter: String| {
            let kind = said.iter().find(|(of, _)| *of == letter);
            let kind = kind.map_or(USUAL, |(_, kind)| kind).to_string();
            (letter, kind)
        };
        Ok(Relation {
            name: name.to_string(),
            formula: formula.to_string(),
            letters: letters.into_iter().map(with_kind).collect(),
        })
    }
}

fn check_name(name: &str) -> Result<(), Refusal> {
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let fits = !letters.is_empty() && letters.chars().all(|c| c.is_alphabetic() || c == '_');
    if fits && !RESERVED.contains(&name) {
        return Ok(());
    }
    Err(Refusal::new(
        format!("`{name}` cannot be the name of a quantity"),
        "write one word of letters in front of `=`, such as `tiles`",
    ))
}

/// `n=1..20` as a letter and its kind.
fn range(text: &str) -> Result<(String, String), Refusal> {
    let read = text.split_once('=').and_then(|(name, kind)| {
        let known = Kind::read(kind)?.ok().filter(Kind::has_steps);
        known.map(|_| (name.trim().to_string(), kind.trim().to_string()))
    });
    let (name, kind) = read.ok_or_else(|| {
        Refusal::new(
            format!("`{}` is no range", text.trim()),
            "write a letter, `=` and values in steps: `n=1..20`, `n=1..`, `p=0..1 step 0.25`, `c=[10, 20]`",
        )
    })?;
    check_name(&name)?;
    Ok((name, kind))
}

/// The letters of a formula, and the words that have a range.
fn letters(formula: &str, said: &[(String, String)]) -> Result<Vec<String>, Refusal> {
    let mut scope = Scope::author(said.iter().map(|(name, _)| name.as_str()));
    scope.any_letter = true;
    let read = read(formula, &scope).map_err(|error| {
        let message = crate::task::messages::message(&error);
        let next = "write it as on a board, with single letters: `4n + 4`; a longer name needs a range: `; side=1..`";
        Refusal::new(format!("in `{formula}`: {message}"), next)
    })?;
    if read.is_statement() {
        return Err(Refusal::new(
            format!("`{formula}` is a statement, not a value"),
            "write one `=` alone, with a formula behind it: `tiles = 4n + 4`",
        ));
    }
    let letters = names(&read);
    if let Some(word) = joined_word(formula, &letters, said) {
        return Err(Refusal::new(
            format!("`{word}` is read as a product of its letters"),
            format!(
                "say which values it can have: `; {word}=1..`; or write blanks between the letters"
            ),
        ));
    }
    if letters.is_empty() {
        return Err(Refusal::new(
            format!("`{formula}` is the same in every case"),
            "write a letter in it for what changes: `tiles = 4n + 4`",
        ));
    }
    Ok(letters)
}

/// A word without a range whose letters have all been taken for names of their own.
fn joined_word<'a>(
    formula: &'a str,
    letters: &[String],
    said: &[(String, String)],
) -> Option<&'a str> {
    let mut words = formula.split(|c: char| !c.is_alphabetic());
    words.find(|word| {
        let known = said.iter().any(|(name, _)| name == word);
        let is_letter = |c: char| letters.iter().any(|letter| *letter == c.to_string());
        !known && word.chars().count() > 2 && word.chars().all(is_letter)
    })
}

fn names(formula: &Expr) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    formula.names(&mut |name| {
        if name != PI && !names.iter().any(|known| known == name) {
            names.push(name.to_string());
        }
    });
    names
}
