//! Owns the reading of text with holes and figures, and of the expressions in it; knows nothing of lines.

use crate::engine::expr::Expr;
use crate::engine::reader::read;
use crate::engine::template::{Picture, Piece, Template};
use crate::engine::token::Scope;

/// An expression; none where it cannot be read.
pub fn expr(text: &str, scope: &Scope) -> Option<Expr> {
    read(text, scope).ok()
}

/// An expression, or nothing where nothing is written.
pub fn optional_expr(text: &str, scope: &Scope) -> Option<Option<Expr>> {
    if text.is_empty() {
        return Some(None);
    }
    expr(text, scope).map(Some)
}

/// The words between these signs.
pub fn words(text: &str, by: char) -> Vec<String> {
    let mut words = Vec::new();
    for word in text.split(by) {
        if !word.is_empty() {
            words.push(word.to_string());
        }
    }
    words
}

/// What stands before and behind the first of these signs. The library's own search is made for long texts, and large.
fn parted<'a>(text: &'a str, by: &str) -> Option<(&'a str, &'a str)> {
    for (at, _) in text.char_indices() {
        let (before, rest) = text.split_at_checked(at)?;
        if let Some(behind) = rest.strip_prefix(by) {
            return Some((before, behind));
        }
    }
    None
}

/// Text with holes and figures; none where one of them cannot be read.
pub fn template(text: &str, scope: &Scope) -> Option<Template> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    loop {
        let (before, after) = parted(rest, "{{").unwrap_or((rest, ""));
        if !before.is_empty() {
            pieces.push(Piece::Html(before.to_string()));
        }
        if before.len() == rest.len() {
            return Some(pieces);
        }
        let end = closing(after)?;
        let inside = after.get(..end)?;
        pieces.push(match inside.strip_prefix('!') {
            Some(figure) => Piece::Figure(picture(figure, scope)?),
            None => Piece::Hole(expr(inside, scope)?),
        });
        rest = after.get(end + 2..).unwrap_or("");
    }
}

/// Where the hole that has just been opened ends; holes may stand inside a figure's alternative text.
fn closing(text: &str) -> Option<usize> {
    let (mut depth, mut signs) = (0usize, text.char_indices());
    while let Some((at, sign)) = signs.next() {
        if !matches!(sign, '{' | '}') {
            continue;
        }
        if signs.next()?.1 != sign {
            return None;
        }
        match sign {
            '{' => depth += 1,
            _ if depth == 0 => return Some(at),
            _ => depth -= 1,
        }
    }
    None
}

fn picture(text: &str, scope: &Scope) -> Option<Picture> {
    let (figure, rest) = text.split_once('~')?;
    let (bound, rest) = rest.split_once('~')?;
    let (placed, rest) = rest.split_once('~')?;
    let (highlights, rest) = rest.split_once('~')?;
    let (fields, alt) = rest.split_once('~')?;
    let figure = figure.parse().ok()?;
    let mut bindings = Vec::new();
    for binding in words(bound, ';') {
        let (name, values) = binding.split_once('=')?;
        let mut exprs = Vec::new();
        for value in values.split('&') {
            exprs.push(expr(value, scope)?);
        }
        bindings.push((name.to_string(), exprs));
    }
    let placed = optional_expr(placed, scope)?;
    Some(Picture {
        alt: template(alt, scope)?,
        figure,
        bindings,
        placed,
        highlights: words(highlights, ','),
        fields: fields.parse().ok(),
    })
}
