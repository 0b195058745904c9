//! Owns the meaning of `variants.yaml`: quantities with their kinds and formulas, variants with their rows.

use super::{Formula, Reading, Text, figure};
use crate::diagnostic::{Diagnostic, Files, Place, did_you_mean};
use crate::engine::expr::Expr;
use crate::engine::kind::{KINDS, Kind};
use crate::engine::model::{Quantity, Row, Variant};
use crate::engine::number::Number;
use crate::engine::reader::{RESERVED, read as read_expr};
use crate::engine::token::Scope;
use crate::engine::value::{number, truth};
use crate::engine::world::World;
use crate::source::TaskFiles;
use crate::yaml::{FrontMatter, KindSource, Quantity as Written, Scalar, Variants};

/// Most rows a variant may list.
const MOST_ROWS: usize = 200;

/// `variants.yaml` as written; empty where the task has none.
pub fn as_written(files: &Files, task: &TaskFiles, trouble: &mut Vec<Diagnostic>) -> Variants {
    let Some(file) = task.maths else {
        return Variants::default();
    };
    let length = files.get(file).map_or(0, |file| file.text.len());
    let at = Place {
        file,
        range: 0..length,
    };
    crate::yaml::read(files, &at, trouble)
        .map(|node| crate::yaml::variants(&node, trouble))
        .unwrap_or_default()
}

/// Reads the maths into the model.
pub fn read(written: &Variants, front: &FrontMatter, reading: &mut Reading) {
    declare(written, front, reading);
    for (name, quantity) in &written.quantities {
        define(name, quantity, reading);
    }
    for (name, figure) in &written.figures {
        figure::read(name, figure, reading);
    }
    refuse_circles(written, reading);
    read_variants(written, reading);
}

/// Makes every quantity's name known, before any formula is read.
fn declare(written: &Variants, front: &FrontMatter, reading: &mut Reading) {
    for (name, _) in &written.quantities {
        if let Some((message, help)) = unfit(name, written) {
            reading
                .trouble
                .push(Diagnostic::error("unfit-name", name.at.clone(), message).help(help));
        }
        let said = front
            .names
            .iter()
            .find(|(key, _)| key.text == name.text)
            .map(|(_, said)| said.text.clone());
        let units = front.units.iter().find(|(key, _)| key.text == name.text);
        reading.model.quantities.push(Quantity {
            name: name.text.clone(),
            kind: None,
            is: None,
            within: None,
            letters: letters(&name.text, written, front),
            said: said.unwrap_or_default(),
            units: units
                .map(|(_, units)| units.iter().map(|unit| unit.text.clone()).collect())
                .unwrap_or_default(),
        });
    }
    let keys = front
        .names
        .iter()
        .map(|(key, _)| key)
        .chain(front.units.iter().map(|(key, _)| key));
    for key in keys.chain(front.letters.iter().map(|(key, _)| key)) {
        if reading.model.quantity(&key.text).is_none() {
            unknown_quantity(key.into(), reading);
        }
    }
}

/// Reports a name that no quantity has.
pub fn unknown_quantity(name: Text, reading: &mut Reading) {
    let names: Vec<&str> = reading
        .model
        .quantities
        .iter()
        .map(|quantity| quantity.name.as_str())
        .collect();
    let help =
        did_you_mean(name.text, names.iter().copied()).unwrap_or_else(|| match names.as_slice() {
            [] => "declare it under `quantities` in `variants.yaml`".to_string(),
            names => format!("the quantities are `{}`", names.join("`, `")),
        });
    let message = format!("there is no quantity `{}`", name.text);
    reading
        .trouble
        .push(Diagnostic::error("unknown-name", name.at.clone(), message).help(help));
}

fn is_name(text: &str) -> bool {
    let letters = text.trim_end_matches(|c: char| c.is_ascii_digit());
    letters.starts_with(char::is_alphabetic)
        && letters.chars().all(|c| c.is_alphabetic() || c == '_')
}

/// Why a name cannot be used, and what to do.
fn unfit(name: &Scalar, written: &Variants) -> Option<(String, String)> {
    let text = name.text.as_str();
    if !is_name(text) {
        return Some((
            format!("`{text}` is no name"),
            "a name is letters, perhaps with digits at its end: `n`, `tiles`, `side_a`, `x1`"
                .into(),
        ));
    }
    if RESERVED.contains(&text) {
        return Some((
            format!("`{text}` is a word of the format and cannot be a name"),
            format!("call it `{text}s` or the like"),
        ));
    }
    let single = |letter: char| {
        written
            .quantities
            .iter()
            .any(|(other, _)| other.text == letter.to_string())
    };
    if text.chars().count() > 1 && text.chars().all(single) {
        let product: Vec<String> = text.chars().map(String::from).collect();
        let message = format!("`{text}` could be read as `{}`", product.join(" "));
        return Some((message, "give it a longer name".into()));
    }
    None
}

/// What students may write for a quantity beside its name.
fn letters(name: &str, written: &Variants, front: &FrontMatter) -> Vec<String> {
    if let Some((_, letter)) = front.letters.iter().find(|(key, _)| key.text == name) {
        return vec![letter.text.clone()];
    }
    let Some(first) = name.chars().next().filter(|_| name.chars().count() > 1) else {
        return Vec::new();
    };
    let folded = |c: char| c.to_lowercase().collect::<String>();
    let taken = |other: &str| {
        other != name
            && other
                .chars()
                .next()
                .is_some_and(|c| folded(c) == folded(first))
    };
    let by_name = written
        .quantities
        .iter()
        .any(|(other, _)| taken(&other.text));
    let by_letter = front.letters.iter().any(|(_, letter)| taken(&letter.text));
    if by_name || by_letter {
        return Vec::new();
    }
    vec![first.to_uppercase().collect(), folded(first)]
}

fn define(name: &Scalar, written: &Written, reading: &mut Reading) {
    let (mut kind, mut is, mut within) = (None, None, None);
    match written {
        Written::Text(text) => match kind_of(text, reading) {
            Some(found) => kind = found,
            None => is = formula(name, text, reading),
        },
        Written::List(values, at) => kind = value_list(values, at, reading),
        Written::In {
            kind: KindSource::Text(text),
            within: tolerance,
            ..
        } => {
            kind = kind_of(text, reading).unwrap_or_else(|| no_kind(text, reading));
            within = tolerance.as_ref().and_then(|text| constant(text, reading));
        }
        Written::In {
            kind: KindSource::List(values, at),
            within: tolerance,
            ..
        } => {
            kind = value_list(values, at, reading);
            within = tolerance.as_ref().and_then(|text| constant(text, reading));
        }
        Written::Is {
            is: text,
            within: tolerance,
        } => {
            is = formula(name, text, reading);
            within = tolerance.as_ref().and_then(|text| constant(text, reading));
        }
    }
    // A quantity that could not be read stays free and of any kind, so that one fault does not bring others.
    if let Some(quantity) = reading
        .model
        .quantities
        .iter_mut()
        .find(|quantity| quantity.name == name.text)
    {
        (quantity.kind, quantity.is, quantity.within) = (kind, is, within);
    }
}

fn formula(name: &Scalar, text: &Scalar, reading: &mut Reading) -> Option<Expr> {
    let scope = reading.scope(&[]);
    let expr = reading.expr(&text.into(), &scope)?;
    reading.formulas.push(Formula {
        variant: None,
        name: name.text.clone(),
        text: text.text.clone(),
    });
    Some(expr)
}

/// A number that depends on nothing.
fn constant(text: &Scalar, reading: &mut Reading) -> Option<Number> {
    let found = plain_number(&text.text);
    if found.is_none() {
        let message = format!("`{}` is not a number", text.text);
        reading.trouble.push(
            Diagnostic::error("wrong-type", text.at.clone(), message)
                .help("write a number such as `0.005`"),
        );
    }
    found
}

fn plain_number(text: &str) -> Option<Number> {
    let expr = read_expr(text, &Scope::author([])).ok()?;
    number(&expr, &World::new(&Default::default(), None, &Row::new())).ok()
}

/// Words that begin a kind this version does not read.
const OTHER_KINDS: [&str; 8] = [
    "list of",
    "set of",
    "sum of",
    "order of",
    "table ",
    "cells of",
    "points of",
    "calculation",
];

/// The kind a text is, if it is one: `Some(None)` where it is a kind with a fault, which is then reported.
fn kind_of(text: &Scalar, reading: &mut Reading) -> Option<Option<Kind>> {
    let trimmed = text.text.trim();
    if OTHER_KINDS.iter().any(|other| {
        trimmed.starts_with(other.trim_end()) && is_word_end(trimmed, other.trim_end().len())
    }) {
        let message = format!("responses of the kind `{trimmed}` cannot be read by this version");
        reading.trouble.push(
            Diagnostic::error("unknown-kind", text.at.clone(), message)
                .help(format!("the kinds are: {KINDS}")),
        );
        return Some(None);
    }
    if let Some(values) = trimmed
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        let values: Option<Vec<Number>> = values.split(',').map(plain_number).collect();
        return Some(values.map(Kind::Values).or_else(|| no_kind(text, reading)));
    }
    let (ends, any) = match trimmed
        .strip_prefix("any")
        .filter(|rest| rest.is_empty() || rest.starts_with(' '))
    {
        Some(rest) => (rest.trim(), true),
        None => (trimmed, false),
    };
    if any && ends.is_empty() {
        return Some(Some(Kind::Any {
            low: None,
            high: None,
        }));
    }
    let (low, rest) = ends.split_once("..")?;
    Some(range_kind(text, (low, rest), any, reading))
}

fn is_word_end(text: &str, at: usize) -> bool {
    text.get(at..)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

fn range_kind(
    text: &Scalar,
    (low, rest): (&str, &str),
    any: bool,
    reading: &mut Reading,
) -> Option<Kind> {
    let (high, step) = rest
        .split_once("step")
        .map_or((rest, None), |(high, step)| (high, Some(step)));
    let end = |end: &str| {
        if end.trim().is_empty() {
            Some(None)
        } else {
            plain_number(end).map(Some)
        }
    };
    let (Some(low), Some(high)) = (end(low), end(high)) else {
        return no_kind(text, reading);
    };
    if let (Some(low), Some(high)) = (&low, &high)
        && low.order(high).is_gt()
    {
        let message = format!("the range `{}` is empty", text.text.trim());
        let help = format!(
            "write the smaller end first: `{}..{}`",
            high.exact_text(),
            low.exact_text()
        );
        reading
            .trouble
            .push(Diagnostic::error("empty-range", text.at.clone(), message).help(help));
        return None;
    }
    let step = step
        .map_or(Some(Number::whole(1)), plain_number)
        .filter(|step| !step.is_zero() && !step.is_negative());
    match (any, low, step) {
        (true, low, _) => Some(Kind::Any { low, high }),
        (false, Some(low), Some(step)) => Some(Kind::Range { low, high, step }),
        _ => no_kind(text, reading),
    }
}

fn no_kind(text: &Scalar, reading: &mut Reading) -> Option<Kind> {
    let message = format!("`{}` is no kind of value", text.text.trim());
    reading.trouble.push(
        Diagnostic::error("unknown-kind", text.at.clone(), message)
            .help(format!("the kinds are: {KINDS}")),
    );
    None
}

fn value_list(values: &[Scalar], at: &Place, reading: &mut Reading) -> Option<Kind> {
    let values: Vec<Number> = values
        .iter()
        .filter_map(|value| constant(value, reading))
        .collect();
    if values.is_empty() {
        reading.trouble.push(
            Diagnostic::error("empty-range", at.clone(), "the list of values is empty")
                .help("write the values it can have: `[10, 20]`"),
        );
        return None;
    }
    Some(Kind::Values(values))
}

/// Reports a quantity whose formula leads back to itself, and cuts the circle.
fn refuse_circles(written: &Variants, reading: &mut Reading) {
    for (name, _) in &written.quantities {
        if let Some(chain) = circle(&name.text, reading) {
            let message = format!("`{}` is defined by itself", name.text);
            let help = format!(
                "`{}`: let one of them have a kind such as `1..`",
                chain.join("` needs `")
            );
            reading
                .trouble
                .push(Diagnostic::error("circular", name.at.clone(), message).help(help));
            reading
                .model
                .quantities
                .iter_mut()
                .filter(|quantity| quantity.name == name.text)
                .for_each(|quantity| quantity.is = None);
        }
    }
}

fn circle(name: &str, reading: &Reading) -> Option<Vec<String>> {
    let mut paths = vec![vec![name.to_string()]];
    let mut seen = vec![name.to_string()];
    while let Some(path) = paths.pop() {
        let last = path.last().and_then(|last| reading.model.quantity(last));
        let Some(is) = last.and_then(|quantity| quantity.is.as_ref()) else {
            continue;
        };
        let mut next = Vec::new();
        is.names(&mut |n| next.push(n.to_string()));
        for n in next {
            if n == name {
                return Some([path, vec![n]].concat());
            }
            if !seen.contains(&n) {
                seen.push(n.clone());
                paths.push([path.clone(), vec![n]].concat());
            }
        }
    }
    None
}

fn read_variants(written: &Variants, reading: &mut Reading) {
    let scope = reading.scope(&[]);
    let wheres: Vec<(Expr, Place)> = written
        .wheres
        .iter()
        .filter_map(|text| Some((reading.expr(&text.into(), &scope)?, text.at.clone())))
        .collect();
    reading.wheres = wheres.iter().map(|(test, _)| test.clone()).collect();
    for (name, bindings) in &written.variants {
        let mut variant = Variant {
            name: name.text.clone(),
            bindings: Vec::new(),
            rows: Vec::new(),
        };
        let mut lists: Vec<(String, Vec<Number>, Place)> = Vec::new();
        for (key, values, listed) in bindings {
            if reading.model.quantity(&key.text).is_none() {
                unknown_quantity(key.into(), reading);
            } else if *listed {
                lists.extend(case_list(key, values, reading));
            } else if let Some((value, expr)) = values
                .first()
                .and_then(|value| Some((value, reading.expr(&value.into(), &scope)?)))
            {
                reading.formulas.push(Formula {
                    variant: Some(name.text.clone()),
                    name: key.text.clone(),
                    text: value.text.clone(),
                });
                bind(&mut variant, key, expr, reading);
            }
        }
        add_default_cases(written, &variant, &mut lists, reading);
        variant.rows = zipped(name, &lists, reading);
        keep_where(&mut variant, &wheres, name, reading);
        reading.model.variants.push(variant);
    }
    if reading.model.variants.is_empty() {
        let mut lists = Vec::new();
        let mut variant = Variant {
            name: String::new(),
            bindings: Vec::new(),
            rows: vec![Row::new()],
        };
        add_default_cases(written, &variant, &mut lists, reading);
        if let Some((name, _, at)) = lists.first().cloned() {
            variant.rows = zipped(
                &Scalar {
                    text: name,
                    at,
                    exact: false,
                },
                &lists,
                reading,
            );
        }
        reading.model.variants.push(variant);
    }
}

fn bind(variant: &mut Variant, key: &Scalar, expr: Expr, reading: &mut Reading) {
    if expr.mentions(&key.text) {
        let message = format!("`{}` is bound to itself", key.text);
        reading.trouble.push(
            Diagnostic::error("circular", key.at.clone(), message)
                .help("bind it to another quantity or a number"),
        );
        return;
    }
    variant.bindings.push((key.text.clone(), expr));
}

/// A quantity's own `cases`, where the variant says nothing of it.
fn add_default_cases(
    written: &Variants,
    variant: &Variant,
    lists: &mut Vec<(String, Vec<Number>, Place)>,
    reading: &mut Reading,
) {
    for (name, quantity) in &written.quantities {
        let Written::In { cases, .. } = quantity else {
            continue;
        };
        let said = variant
            .bindings
            .iter()
            .any(|(bound, _)| *bound == name.text)
            || lists.iter().any(|(n, _, _)| *n == name.text);
        if !said && !cases.is_empty() {
            lists.extend(case_list(name, cases, reading));
        }
    }
}

fn case_list(
    key: &Scalar,
    values: &[Scalar],
    reading: &mut Reading,
) -> Option<(String, Vec<Number>, Place)> {
    if reading
        .model
        .quantity(&key.text)
        .is_some_and(|quantity| quantity.is.is_some())
    {
        let message = format!(
            "`{}` follows from other quantities, so it cannot have cases",
            key.text
        );
        reading.trouble.push(
            Diagnostic::error("derived-case", key.at.clone(), message)
                .help("list the cases of a quantity with a kind such as `1..`"),
        );
        return None;
    }
    let kind = reading.model.kind(&key.text);
    let mut found = Vec::new();
    for value in values {
        let number = constant(value, reading)?;
        if !kind.holds(&number) {
            let message = format!(
                "`{}` cannot be {}: its kind is `{}`",
                key.text,
                number.exact_text(),
                kind.write()
            );
            reading.trouble.push(
                Diagnostic::error("outside-kind", value.at.clone(), message)
                    .help("write a value of that kind, or widen the kind"),
            );
        }
        found.push(number);
    }
    Some((key.text.clone(), found, key.at.clone()))
}

/// The rows of a variant: its lists, side by side.
fn zipped(
    name: &Scalar,
    lists: &[(String, Vec<Number>, Place)],
    reading: &mut Reading,
) -> Vec<Row> {
    let length = lists
        .iter()
        .map(|(_, values, _)| values.len())
        .max()
        .unwrap_or(0);
    for (key, values, at) in lists.iter().filter(|(_, values, _)| values.len() < length) {
        let message = format!(
            "in `{}`, `{key}` lists {} cases and another list has {length}",
            name.text,
            values.len()
        );
        reading.trouble.push(
            Diagnostic::error("uneven-cases", at.clone(), message)
                .help("the lists of a variant are read side by side: give each the same length"),
        );
    }
    if length > MOST_ROWS {
        let message = format!(
            "`{}` lists {length} cases; more than {MOST_ROWS} are not read",
            name.text
        );
        reading
            .trouble
            .push(Diagnostic::error("too-many", name.at.clone(), message).help("list fewer cases"));
    }
    if lists.is_empty() {
        return vec![Row::new()];
    }
    let row = |at: usize| {
        lists
            .iter()
            .filter_map(|(name, values, _)| Some((name.clone(), values.get(at)?.clone())))
            .collect()
    };
    (0..length.min(MOST_ROWS)).map(row).collect()
}

/// Drops the rows in which a `where` does not hold, and says so.
fn keep_where(
    variant: &mut Variant,
    wheres: &[(Expr, Place)],
    name: &Scalar,
    reading: &mut Reading,
) {
    for (test, at) in wheres {
        let rows = std::mem::take(&mut variant.rows);
        let (kept, dropped): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| {
            let world = World::new(&reading.model, Some(variant), row);
            truth(test, &world).unwrap_or(true)
        });
        variant.rows = kept;
        for row in dropped {
            let message = format!(
                "`where` drops the case {} of `{}`",
                case_text(&row),
                name.text
            );
            reading
                .trouble
                .push(Diagnostic::note("dropped-case", at.clone(), message));
        }
        if variant.rows.is_empty() {
            let message = format!("`where` leaves no case of `{}`", name.text);
            reading.trouble.push(
                Diagnostic::error("no-case", at.clone(), message)
                    .help("list a case in which it holds"),
            );
            variant.rows.push(Row::new());
        }
    }
}

/// A case in words: `n = 5, m = 8`.
pub fn case_text(row: &Row) -> String {
    row.iter()
        .map(|(name, value)| format!("{name} = {}", value.exact_text()))
        .collect::<Vec<_>>()
        .join(", ")
}
