//! Owns the words for a node of the wrong shape; knows nothing of the files whose shapes they are.

use super::keys::{Key, names};
use super::{Node, Scalar};
use crate::diagnostic::{Diagnostic, Place, did_you_mean};

/// The entries of a map; none for nothing; anything else is a fault.
pub(super) fn pairs<'a>(
    node: &'a Node,
    name: &str,
    example: &str,
    trouble: &mut Vec<Diagnostic>,
) -> &'a [(Scalar, Node)] {
    match node {
        Node::Map(pairs, _) => return pairs,
        Node::Nothing(_) => {}
        Node::Scalar(scalar) => trouble.push(instead_of_map(scalar, name, example)),
        Node::List(_, at) => {
            let message = format!("{name} takes lines of `name: value`, not a list");
            trouble.push(wrong(at, message).help(format!("write `{example}`")));
        }
    }
    &[]
}

fn instead_of_map(scalar: &Scalar, name: &str, example: &str) -> Diagnostic {
    let text = &scalar.text;
    let first = text.split_whitespace().next().unwrap_or("");
    if let Some((key, rest)) = first.split_once(':').filter(|(_, rest)| !rest.is_empty()) {
        return super::torn::missing_blank(key, rest, scalar.at.clone());
    }
    let rest = text.get(first.len()..).unwrap_or("").trim();
    let is_name = !first.is_empty() && first.chars().all(|c| c.is_alphanumeric() || c == '-');
    if is_name && rest.starts_with(char::is_alphanumeric) && scalar.exact {
        let message = format!("a colon is missing behind `{first}`");
        let at = Place {
            range: scalar.at.range.start..scalar.at.range.start + first.len(),
            ..scalar.at.clone()
        };
        return Diagnostic::error("missing-colon", at, message)
            .help(format!("write `{first}: {rest}`"));
    }
    let message = format!("{name} takes lines of `name: value`, not one value");
    wrong(&scalar.at, message).help(format!("write `{example}`"))
}

/// A fault of shape.
pub(super) fn wrong(at: &Place, message: String) -> Diagnostic {
    Diagnostic::error("wrong-shape", at.clone(), message)
}

/// One text. Nothing gives `None` without a word: an empty line of a template is no fault.
pub(super) fn optional(key: &Scalar, node: &Node, trouble: &mut Vec<Diagnostic>) -> Option<Scalar> {
    if matches!(node, Node::Nothing(_)) {
        return None;
    }
    word(key, node, trouble)
}

/// One text, which must be there.
pub(super) fn word(key: &Scalar, node: &Node, trouble: &mut Vec<Diagnostic>) -> Option<Scalar> {
    match node {
        Node::Scalar(scalar) => return Some(scalar.clone()),
        _ => trouble.push(not_one(key, node)),
    }
    None
}

/// One value, which must be there. A list in brackets counts as the text it is.
pub(super) fn one(key: &Scalar, node: &Node, trouble: &mut Vec<Diagnostic>) -> Option<Scalar> {
    let found = as_text(node);
    if found.is_none() {
        trouble.push(not_one(key, node));
    }
    found
}

fn not_one(key: &Scalar, node: &Node) -> Diagnostic {
    let name = &key.text;
    match node {
        Node::Nothing(_) => missing(key),
        Node::Map(pairs, at) if is_set(pairs) => {
            wrong(at, format!("`{name}` has a value in braces"))
                .help("put it in quotes: `'{…}'`; a list goes in brackets: `[1, 2]`")
        }
        Node::Map(_, at) => wrong(
            at,
            format!("`{name}` takes one value, not lines of `name: value`"),
        )
        .help(format!(
            "write `{name}: …` with the value behind the colon, in quotes if it holds a colon"
        )),
        _ => wrong(node.at(), format!("`{name}` takes one value, not a list"))
            .help("take the brackets away, or put the value in quotes: `'[…]'`"),
    }
}

/// Says that nothing stands behind the colon of a name.
pub(super) fn missing(key: &Scalar) -> Diagnostic {
    let name = &key.text;
    Diagnostic::error(
        "missing-value",
        key.at.clone(),
        format!("nothing stands behind `{name}:`"),
    )
    .help(format!(
        "write the value behind the colon, or take `{name}` out"
    ))
}

/// `{1, 2}` is a map for YAML, of names with nothing behind them.
pub(super) fn is_set(pairs: &[(Scalar, Node)]) -> bool {
    !pairs.is_empty()
        && pairs
            .iter()
            .all(|(_, value)| matches!(value, Node::Nothing(_)))
}

/// A list of texts; a single text is a list of one.
pub(super) fn several(key: &Scalar, node: &Node, trouble: &mut Vec<Diagnostic>) -> Vec<Scalar> {
    match node {
        Node::List(items, at) if items.is_empty() => {
            let message = format!("the list of `{}` is empty", key.text);
            trouble.push(wrong(at, message).help("write at least one value, or take it out"));
            Vec::new()
        }
        Node::List(items, _) => items
            .iter()
            .filter_map(|item| one(key, item, trouble))
            .collect(),
        Node::Scalar(scalar) if lines_without_dashes(scalar) => {
            trouble.push(dashes_missing(key, scalar));
            Vec::new()
        }
        _ => one(key, node, trouble).into_iter().collect(),
    }
}

/// A text without quotes whose place is longer than itself was folded from several lines.
fn lines_without_dashes(scalar: &Scalar) -> bool {
    let folded = scalar.at.range.len() > scalar.text.len() + 1;
    !scalar.exact && folded && !scalar.text.contains(['\'', '"', '\\'])
}

fn dashes_missing(key: &Scalar, scalar: &Scalar) -> Diagnostic {
    let message = format!("the lines of `{}` run together into one value", key.text);
    wrong(&scalar.at, message).help("put `- ` in front of each line to make them a list")
}

/// A scalar, or a list in brackets as one text: `[1, 2]` is a value like any other.
pub(super) fn as_text(node: &Node) -> Option<Scalar> {
    match node {
        Node::Scalar(scalar) => Some(scalar.clone()),
        Node::List(items, at) => list_text(items, at),
        Node::Map(..) | Node::Nothing(_) => None,
    }
}

fn list_text(items: &[Node], at: &Place) -> Option<Scalar> {
    let mut text = String::from("[");
    let mut exact = true;
    for item in items {
        let item = as_text(item)?;
        if text.len() > 1 {
            text.push_str(", ");
        }
        exact &= item.exact && at.range.start + text.len() == item.at.range.start;
        text.push_str(&item.text);
    }
    text.push(']');
    let exact = exact && text.len() == at.range.len();
    Some(Scalar {
        text,
        at: at.clone(),
        exact,
    })
}

/// Names with one text each.
pub(super) fn texts(
    key: &Scalar,
    node: &Node,
    example: &str,
    trouble: &mut Vec<Diagnostic>,
) -> Vec<(Scalar, Scalar)> {
    let name = format!("`{}`", key.text);
    let pairs = pairs(node, &name, example, trouble).iter();
    let text = |(key, node): &(Scalar, Node)| Some((key.clone(), word(key, node, trouble)?));
    pairs.filter_map(text).collect()
}

/// Names with one or several texts each.
pub(super) fn lists(
    key: &Scalar,
    node: &Node,
    example: &str,
    trouble: &mut Vec<Diagnostic>,
) -> Vec<(Scalar, Vec<Scalar>)> {
    let name = format!("`{}`", key.text);
    let pairs = pairs(node, &name, example, trouble).iter();
    let list = |(key, node): &(Scalar, Node)| (key.clone(), several(key, node, trouble));
    pairs.map(list).collect()
}

/// Whether a name has a meaning here; where it has none, that is said, and which name may have been meant.
pub(super) fn is_known(
    key: &Scalar,
    place: &str,
    known: &[Key],
    trouble: &mut Vec<Diagnostic>,
) -> bool {
    let found = known.iter().any(|known| known.name == key.text);
    if !found {
        unknown(key, place, &names(known), trouble);
    }
    found
}

/// Says that a name has no meaning here, and which name may have been meant.
pub(super) fn unknown(key: &Scalar, place: &str, known: &[&str], trouble: &mut Vec<Diagnostic>) {
    let message = format!("`{}` is not a part of {place}", key.text);
    let near = did_you_mean(&key.text, known.iter().copied());
    let help = near.unwrap_or_else(|| format!("known here: {}", in_ticks(known)));
    trouble.push(Diagnostic::error("unknown-key", key.at.clone(), message).help(help));
}

/// Names in back-ticks with commas.
pub(super) fn in_ticks(names: &[&str]) -> String {
    let ticked: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    ticked.join(", ")
}
