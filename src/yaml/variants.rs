//! Owns `variants.yaml` as written: quantities, variants, conditions, figures; knows nothing of what an expression means.

use super::figures::{FigureSource, figure};
use super::shape::{is_known, is_set, one, pairs, several};
use super::{Node, Scalar, keys};
use crate::diagnostic::{Diagnostic, Place};

/// The maths of a task as written.
#[derive(Clone, Debug, Default)]
pub struct Variants {
    pub quantities: Vec<(Scalar, Quantity)>,
    /// Each variant with its bindings: a name, its values, and whether they were written as a list.
    pub variants: Vec<(Scalar, Vec<Binding>)>,
    /// The conditions that drop rows.
    pub wheres: Vec<Scalar>,
    pub figures: Vec<(Scalar, FigureSource)>,
}

/// A name, its values, and whether they were written as a list.
pub type Binding = (Scalar, Vec<Scalar>, bool);

/// A quantity as written.
#[derive(Clone, Debug)]
pub enum Quantity {
    /// A kind or an expression.
    Text(Scalar),
    In {
        kind: KindSource,
        cases: Vec<Scalar>,
        near: Near,
    },
    Is {
        is: Scalar,
        /// What its value is, where the author says so.
        kind: Option<KindSource>,
        near: Near,
    },
    /// The values it can have.
    List(Vec<Scalar>, Place),
}

/// How near to the value a response is right, as written.
#[derive(Clone, Debug, Default)]
pub struct Near {
    pub within: Option<Scalar>,
    pub figures: Option<Scalar>,
}

/// What stands behind `in:`.
#[derive(Clone, Debug)]
pub enum KindSource {
    Text(Scalar),
    List(Vec<Scalar>, Place),
}

/// The quantities, variants, conditions and figures of a task from the YAML of `variants.yaml`.
pub fn variants(node: &Node, trouble: &mut Vec<Diagnostic>) -> Variants {
    let mut found = Variants::default();
    let pairs = pairs(node, "`variants.yaml`", "quantities: {n: 1..}", trouble);
    for (key, value) in &grouped(pairs, trouble) {
        if !is_known(key, "`variants.yaml`", keys::VARIANTS, trouble) {
            continue;
        }
        match key.text.as_str() {
            "quantities" => found.quantities = named(key, value, "n: 1..", quantity, trouble),
            "variants" => found.variants = named(key, value, "square: {m: n}", bindings, trouble),
            "figures" => found.figures = named(key, value, "pool: …", figure, trouble),
            "where" if matches!(value, Node::Nothing(_)) => {}
            "where" => found.wheres = several(key, value, trouble),
            _ => {}
        }
    }
    found
}

/// The groups, with the lines that stand below an empty one put into it: they were meant to stand further to the right.
fn grouped(pairs: &[(Scalar, Node)], trouble: &mut Vec<Diagnostic>) -> Vec<(Scalar, Node)> {
    let names = keys::names(keys::VARIANTS);
    let mut groups: Vec<(Scalar, Node)> = Vec::new();
    let mut open = false;
    for (key, value) in pairs {
        let is_group = names.contains(&key.text.as_str());
        open = (open && !is_group) || (is_group && matches!(value, Node::Nothing(_)));
        match groups.last_mut() {
            Some((group, inside)) if open && !is_group => {
                trouble.push(at_the_left(key, &group.text));
                let pair = (key.clone(), value.clone());
                match inside {
                    Node::Map(pairs, _) => pairs.push(pair),
                    _ => *inside = Node::Map(vec![pair], key.at.clone()),
                }
            }
            _ => groups.push((key.clone(), value.clone())),
        }
    }
    groups
}

fn at_the_left(key: &Scalar, group: &str) -> Diagnostic {
    let message = format!(
        "`{}` begins at the left, and `{group}` above it is empty",
        key.text
    );
    let help = format!("put two blanks in front, so that it belongs to `{group}`");
    Diagnostic::error("yaml-indent", key.at.clone(), message).help(help)
}

type Read<T> = fn(&Scalar, &Node, &mut Vec<Diagnostic>) -> Option<T>;

fn named<T>(
    key: &Scalar,
    node: &Node,
    example: &str,
    read: Read<T>,
    trouble: &mut Vec<Diagnostic>,
) -> Vec<(Scalar, T)> {
    let name = format!("`{}`", key.text);
    let pairs = pairs(node, &name, example, trouble).iter();
    let item = |(key, node): &(Scalar, Node)| Some((key.clone(), read(key, node, trouble)?));
    pairs.filter_map(item).collect()
}

fn quantity(key: &Scalar, node: &Node, trouble: &mut Vec<Diagnostic>) -> Option<Quantity> {
    match node {
        Node::List(_, at) => Some(Quantity::List(several(key, node, trouble), at.clone())),
        Node::Map(pairs, _)
            if is_set(pairs) && pairs.iter().any(|(key, _)| colon_forgotten(key)) =>
        {
            report_forgotten(pairs, trouble);
            None
        }
        Node::Map(pairs, at) if !is_set(pairs) => braces(key, pairs, at, trouble),
        _ => one(key, node, trouble).map(Quantity::Text),
    }
}

fn colon_forgotten(key: &Scalar) -> bool {
    let first = key.text.split_whitespace().next();
    first.is_some_and(|word| keys::names(keys::BRACES).contains(&word))
}

fn report_forgotten(pairs: &[(Scalar, Node)], trouble: &mut Vec<Diagnostic>) {
    for (key, _) in pairs.iter().filter(|(key, _)| colon_forgotten(key)) {
        let (word, rest) = key.text.split_once(' ').unwrap_or((&key.text, "…"));
        let message = format!("a colon is missing behind `{word}`");
        let help = format!("write `{word}: {rest}`");
        trouble.push(Diagnostic::error("missing-colon", key.at.clone(), message).help(help));
    }
}

fn braces(
    name: &Scalar,
    pairs: &[(Scalar, Node)],
    at: &Place,
    trouble: &mut Vec<Diagnostic>,
) -> Option<Quantity> {
    let (mut kind, mut is, mut cases, mut near) = (None, None, None, Near::default());
    let place = format!("the quantity `{}`", name.text);
    for (key, value) in pairs {
        if !is_known(key, &place, keys::BRACES, trouble) {
            continue;
        }
        match key.text.as_str() {
            "in" => kind = Some((key, kind_source(key, value, trouble))),
            "is" => is = Some((key, one(key, value, trouble))),
            "cases" => cases = Some((key, several(key, value, trouble))),
            "within" => near.within = one(key, value, trouble),
            "figures" => near.figures = one(key, value, trouble),
            _ => {}
        }
    }
    match (kind, is, cases) {
        (kind, Some((_, is)), None) => {
            let kind = kind.and_then(|(_, kind)| kind);
            return Some(Quantity::Is {
                is: is?,
                kind,
                near,
            });
        }
        (Some((_, kind)), None, cases) => {
            let cases = cases.map(|(_, cases)| cases).unwrap_or_default();
            return Some(Quantity::In {
                kind: kind?,
                cases,
                near,
            });
        }
        (_, Some(_), Some((cases, _))) => report_cases(name, cases, trouble),
        (None, None, _) => report_neither(name, at, trouble),
    }
    None
}

fn kind_source(key: &Scalar, node: &Node, trouble: &mut Vec<Diagnostic>) -> Option<KindSource> {
    match node {
        Node::List(_, at) => Some(KindSource::List(several(key, node, trouble), at.clone())),
        _ => one(key, node, trouble).map(KindSource::Text),
    }
}

fn report_cases(name: &Scalar, cases: &Scalar, trouble: &mut Vec<Diagnostic>) {
    let message = format!("`{}` is computed, so it has no cases of its own", name.text);
    let help = "take `cases` out, or write `in` with a range in place of `is`";
    trouble.push(Diagnostic::error("wrong-shape", cases.at.clone(), message).help(help));
}

fn report_neither(name: &Scalar, at: &Place, trouble: &mut Vec<Diagnostic>) {
    let message = format!("`{}` says neither `in` nor `is`", name.text);
    let help = format!(
        "write `{0}: {{in: 1..20}}` or `{0}: {{is: 2n + 1}}`",
        name.text
    );
    trouble.push(Diagnostic::error("wrong-shape", at.clone(), message).help(help));
}

fn bindings(key: &Scalar, node: &Node, trouble: &mut Vec<Diagnostic>) -> Option<Vec<Binding>> {
    let name = format!("the variant `{}`", key.text);
    // A single letter is a quantity that stands where the name of a variant belongs.
    let example = match (node, key.text.chars().count()) {
        (Node::List(..), 1) => format!("square: {{{}: [5, 7]}}", key.text),
        _ => format!("{}: {{n: [5, 7]}}", key.text),
    };
    let pairs = pairs(node, &name, &example, trouble).iter();
    let bind = |(key, node): &(Scalar, Node)| {
        let was_list = matches!(node, Node::List(..));
        (key.clone(), several(key, node, trouble), was_list)
    };
    Some(pairs.map(bind).collect())
}
