//! Owns what braces, commas and colons tear apart without a word from YAML; knows nothing of tasks.
//!
//! `{is: max(a, b)}` is two entries for YAML, `max(a` and `b)`, and `{b:1}` is a name without a value. Both are
//! reported and mended, so that later stages see what was meant and no fault is told twice.

use super::{Node, Scalar};
use crate::diagnostic::{Diagnostic, Place};

/// Puts pieces of one value back together: from an item with an open bracket to the one that closes it.
pub(super) fn mend_list(
    items: &mut Vec<Node>,
    text: &str,
    base: usize,
    trouble: &mut Vec<Diagnostic>,
) {
    let mut mended: Vec<Node> = Vec::new();
    let mut rest = std::mem::take(items).into_iter();
    while let Some(item) = rest.next() {
        let open = scalar_of(&item).map_or(0, |scalar| open_brackets(scalar, text, base));
        if open <= 0 {
            mended.push(item);
            continue;
        }
        let pieces = rest.as_slice().iter().map(scalar_of);
        let Some((count, end)) = closing_piece(open, pieces, text, base) else {
            mended.push(item);
            continue;
        };
        mended.push(Node::Scalar(join(item.at(), &end, text, base, trouble)));
        rest.by_ref().take(count).for_each(drop);
    }
    *items = mended;
}

/// The same for the entries of a map, whose later pieces are names with nothing behind them.
pub(super) fn mend_map(
    pairs: &mut Vec<(Scalar, Node)>,
    text: &str,
    base: usize,
    trouble: &mut Vec<Diagnostic>,
) {
    let mut mended: Vec<(Scalar, Node)> = Vec::new();
    let mut rest = std::mem::take(pairs).into_iter();
    while let Some((key, value)) = rest.next() {
        let open = scalar_of(&value).map_or(0, |scalar| open_brackets(scalar, text, base));
        let pieces = rest.as_slice().iter().map(piece);
        let closed = (open > 0)
            .then(|| closing_piece(open, pieces, text, base))
            .flatten();
        let Some((count, end)) = closed else {
            let pieces = values_behind(&value, rest.as_slice());
            if pieces > 0 {
                let list = rest
                    .by_ref()
                    .take(pieces)
                    .map(|(piece, _)| Node::Scalar(piece));
                mended.push(bare_list(key, value, list.collect(), trouble));
            } else {
                mended.push(split_at_colon((key, value), text, base, trouble));
            }
            continue;
        };
        let joined = join(value.at(), &end, text, base, trouble);
        mended.push((key, Node::Scalar(joined)));
        rest.by_ref().take(count).for_each(drop);
    }
    *pairs = mended;
}

/// How many entries behind a value are no names, but further values: `{n: 5, 7, 10}`.
fn values_behind(value: &Node, rest: &[(Scalar, Node)]) -> usize {
    let is_value = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    if !scalar_of(value).is_some_and(|scalar| is_value(&scalar.text)) {
        return 0;
    }
    let pieces = rest.iter().map(piece);
    pieces
        .take_while(|piece| piece.is_some_and(|scalar| is_value(&scalar.text)))
        .count()
}

/// Says that a list lacks its brackets, and makes it one.
fn bare_list(
    key: Scalar,
    value: Node,
    behind: Vec<Node>,
    trouble: &mut Vec<Diagnostic>,
) -> (Scalar, Node) {
    let mut at = value.at().clone();
    at.range.end = behind
        .last()
        .map_or(at.range.end, |last| last.at().range.end);
    let items: Vec<Node> = std::iter::once(value).chain(behind).collect();
    let texts: Vec<&str> = items
        .iter()
        .filter_map(scalar_of)
        .map(|item| item.text.as_str())
        .collect();
    let message = format!("the list of `{}` has no brackets", key.text);
    let help = format!("write `{}: [{}]`", key.text, texts.join(", "));
    trouble.push(Diagnostic::error("wrong-shape", at.clone(), message).help(help));
    (key, Node::List(items, at))
}

fn scalar_of(node: &Node) -> Option<&Scalar> {
    match node {
        Node::Scalar(scalar) => Some(scalar),
        _ => None,
    }
}

fn piece((key, value): &(Scalar, Node)) -> Option<&Scalar> {
    matches!(value, Node::Nothing(_)).then_some(key)
}

/// How many pieces follow until the brackets balance or no more come, and where the last one stands.
fn closing_piece<'a>(
    mut open: isize,
    pieces: impl Iterator<Item = Option<&'a Scalar>>,
    text: &str,
    base: usize,
) -> Option<(usize, Place)> {
    let mut last = None;
    for (before, scalar) in pieces.map_while(|piece| piece).enumerate() {
        open += open_brackets(scalar, text, base);
        last = Some((before + 1, scalar.at.clone()));
        if open <= 0 {
            break;
        }
    }
    last
}

/// Brackets opened less brackets closed; quoted text is whole, so it counts for none.
fn open_brackets(scalar: &Scalar, text: &str, base: usize) -> isize {
    if is_quoted(scalar, text, base) {
        return 0;
    }
    let weight = |c: char| match c {
        '(' | '[' | '{' => 1,
        ')' | ']' | '}' => -1,
        _ => 0,
    };
    let brackets: isize = scalar.text.chars().map(weight).sum();
    brackets + open_quotes(&scalar.text)
}

/// A text in curly quotes is no text in quotes for YAML, so a comma tears it apart.
fn open_quotes(text: &str) -> isize {
    let is_quote = |c: Option<char>| c.is_some_and(|c| super::slips::TYPESET_QUOTES.contains(&c));
    let ends = |c: Option<char>| isize::from(is_quote(c));
    match text.chars().count() {
        1 => 0,
        _ => ends(text.chars().next()) - ends(text.chars().next_back()),
    }
}

fn is_quoted(scalar: &Scalar, text: &str, base: usize) -> bool {
    let before = scalar.at.range.start.checked_sub(base + 1);
    let sign = before.and_then(|i| text.as_bytes().get(i));
    matches!(sign, Some(b'\'' | b'"'))
}

fn join(
    from: &Place,
    to: &Place,
    text: &str,
    base: usize,
    trouble: &mut Vec<Diagnostic>,
) -> Scalar {
    let at = Place {
        file: from.file,
        range: from.range.start..to.range.end,
    };
    let local = at.range.start.saturating_sub(base)..at.range.end.saturating_sub(base);
    let whole = text.get(local).unwrap_or_default().to_owned();
    let message = format!("`{whole}` is torn apart at its comma");
    let inside = whole.trim_matches(super::slips::TYPESET_QUOTES);
    let numbers = inside
        .strip_prefix('(')
        .and_then(|list| list.strip_suffix(')'));
    let help = match numbers {
        Some(list) => format!("a list stands in brackets: `[{list}]`"),
        None => format!(
            "braces and commas: write it on a line of its own, or in quotes: `'{}'`",
            inside.replace('\'', "''")
        ),
    };
    trouble.push(Diagnostic::error("torn-apart", at.clone(), message).help(help));
    Scalar {
        text: whole,
        at,
        exact: true,
    }
}

/// A name such as `b:1` with nothing behind it lacks the blank behind its colon.
fn split_at_colon(
    (key, value): (Scalar, Node),
    text: &str,
    base: usize,
    trouble: &mut Vec<Diagnostic>,
) -> (Scalar, Node) {
    let parts = key
        .text
        .split_once(':')
        .filter(|_| key.exact && !is_quoted(&key, text, base));
    let (Some((name, rest)), Node::Nothing(_)) = (parts, &value) else {
        return (key, value);
    };
    let colon = key.at.range.start + name.len();
    trouble.push(missing_blank(name, rest, key.at.clone()));
    let part = |text: &str, range| Scalar {
        text: text.to_owned(),
        at: Place {
            file: key.at.file,
            range,
        },
        exact: true,
    };
    let value = part(rest, colon + 1..key.at.range.end);
    (part(name, key.at.range.start..colon), Node::Scalar(value))
}

/// Says that a blank belongs behind the colon of `name:rest`.
pub(super) fn missing_blank(name: &str, rest: &str, at: Place) -> Diagnostic {
    let message = format!("a blank is missing behind the colon of `{name}:`");
    Diagnostic::error("missing-blank", at, message).help(format!("write `{name}: {rest}`"))
}
