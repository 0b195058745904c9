//! Owns the sentences of the page's language and how they are filled; knows nothing of when they are said.

use super::error::Error;
use super::letter::fold;

/// Sentences by key; `{1}`, `{2}` … stand for their parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(pub Vec<(String, String)>);

impl Words {
    /// The sentence with its parts put in; the key itself where the language lacks it.
    pub fn say(&self, key: &str, parts: &[&str]) -> String {
        let mut said = String::new();
        fill(self.get(key).unwrap_or(key), &mut |piece| match piece {
            Piece::Text(text) => said.push_str(text),
            Piece::Hole(at) => said.push_str(parts.get(at).copied().unwrap_or("")),
        });
        said
    }

    /// The sentence as it stands.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(k, _)| k == key)
            .map(|(_, words)| words.as_str())
    }

    /// The words of a list, parted by commas: `none, impossible`.
    pub fn list(&self, key: &str) -> Vec<String> {
        let mut words = Vec::new();
        for word in self.get(key).unwrap_or("").split(',') {
            if !word.trim().is_empty() {
                words.push(fold(word.trim()));
            }
        }
        words
    }

    /// The sentence for trouble of the engine.
    pub fn trouble(&self, error: &Error) -> String {
        let parts: Vec<&str> = error.parts.iter().map(String::as_str).collect();
        self.say(error.key, &parts)
    }
}

/// Which way a language is written: `rtl` or `ltr`, as in HTML.
pub fn direction(language: &str) -> &'static str {
    let primary = language.split(['-', '_']).next().unwrap_or(language);
    match primary {
        "ar" | "fa" | "he" | "ur" | "ps" | "yi" | "dv" | "ckb" => "rtl",
        _ => "ltr",
    }
}

/// A text that keeps its own direction in a language written from right to left, where `4·5 + 4` would be turned round.
/// Other languages need no marks for that.
pub fn isolated(text: &str, language: &str) -> String {
    match direction(language) {
        "rtl" => ["\u{2068}", text, "\u{2069}"].concat(),
        _ => text.to_string(),
    }
}

/// A part of a sentence: its own text, or the hole of a part, counted from 0.
pub enum Piece<'a> {
    Text(&'a str),
    Hole(usize),
}

/// Hands the pieces of a sentence over, in order.
pub fn fill(sentence: &str, put: &mut dyn FnMut(Piece)) {
    let mut rest = sentence;
    while let Some((before, hole, after)) = next_hole(rest) {
        put(Piece::Text(before));
        put(Piece::Hole(hole - 1));
        rest = after;
    }
    put(Piece::Text(rest));
}

fn next_hole(text: &str) -> Option<(&str, usize, &str)> {
    let (before, after) = text.split_once('{')?;
    let (number, rest) = after.split_once('}')?;
    let hole = number.parse().ok().filter(|hole| (1..=9).contains(hole))?;
    Some((before, hole, rest))
}
