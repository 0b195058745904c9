//! Owns how a response is cut: at its separators, out of its brackets, from the letter it is called by. Knows nothing of
//! values.

use crate::engine::error::Error;
use crate::engine::letter::is_letter;
use crate::engine::token::{Kind, Scope, Token, is_lowered, tokens};

/// A part of the text with its start.
pub type Part<'a> = (usize, &'a str);

/// A part of a text at its top-level separators.
pub fn split<'t>(
    (at, text): Part<'t>,
    scope: &Scope,
    separates: &dyn Fn(&Token) -> bool,
) -> Result<Vec<Part<'t>>, Error> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0usize);
    for token in tokens(text, scope).map_err(|e| e.shifted(at))? {
        if is_open(&token) {
            depth += 1;
        } else if is_close(&token) {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && separates(&token) {
            let part = text.get(start..token.range.start).unwrap_or("");
            parts.push((at + start, part));
            start = token.range.end;
        }
    }
    parts.push((at + start, text.get(start..).unwrap_or("")));
    // A separator at the end parts nothing.
    if parts.len() > 1 && parts.last().is_some_and(|(_, part)| part.trim().is_empty()) {
        parts.pop();
    }
    Ok(parts)
}

/// Whether a bracket opens here.
pub fn is_open(token: &Token) -> bool {
    matches!(token.kind, Kind::Sign("(" | "[" | "{"))
}

/// Whether a bracket closes here.
pub fn is_close(token: &Token) -> bool {
    matches!(token.kind, Kind::Sign(")" | "]" | "}"))
}

/// A part without the one pair of brackets around all of it.
pub fn unbracketed((at, text): Part<'_>, open: char, close: char) -> Part<'_> {
    let blank = text.len() - text.trim_start().len();
    let rest = text.trim().strip_prefix(open);
    let inner = rest.and_then(|rest| rest.strip_suffix(close));
    match inner.filter(|inner| balanced(inner, open, close)) {
        Some(inner) => (at + blank + 1, inner),
        None => (at, text),
    }
}

fn balanced(text: &str, open: char, close: char) -> bool {
    let mut depth = 0i32;
    text.chars().all(|c| {
        depth += i32::from(c == open) - i32::from(c == close);
        depth >= 0
    }) && depth == 0
}

/// The letter that a formula may be called by: `T`, `T(n)`, `aₙ`.
pub fn letter(text: &str) -> Option<&str> {
    let text = text.trim();
    let call = text.strip_suffix(')').and_then(|call| call.split_once('('));
    let name = call.map_or(text, |(name, _)| name).trim();
    let first = name.chars().next().filter(|first| is_letter(*first))?;
    let (letter, index) = name.split_at_checked(first.len_utf8())?;
    let lowered = index.starts_with(|c| c == '_' || is_lowered(c));
    let plain = |c: char| {
        is_letter(c) || c.is_ascii_digit() || is_lowered(c) || matches!(c, '_' | '{' | '}')
    };
    (index.is_empty() || lowered && index.chars().all(plain)).then_some(letter)
}
