//! Owns the meaning of `variants.yaml`: quantities with their kinds and formulas, variants with their rows.

use super::kinds::{check_figure, kind_of, no_kind, refuse_range, value_list};
use super::{Formula, Reading, Text, exactness, figure, variants};
use crate::diagnostic::{Diagnostic, Files, Place, did_you_mean};
use crate::engine::expr::Expr;
use crate::engine::kind::Kind;
use crate::engine::model::Quantity;
use crate::engine::reader::RESERVED;
use crate::source::TaskFiles;
use crate::yaml::{FrontMatter, KindSource, Near, Node, Quantity as Written, Scalar, Variants};

/// Most quantities of a task.
pub const MOST_QUANTITIES: usize = 60;

/// `variants.yaml` as written; empty where the task has none, and nothing where it cannot be read.
pub fn as_written(
    files: &Files,
    task: &TaskFiles,
    trouble: &mut Vec<Diagnostic>,
) -> Option<Variants> {
    let Some(file) = task.maths else {
        return Some(Variants::default());
    };
    let length = files.get(file).map_or(0, |file| file.text.len());
    let at = Place {
        file,
        range: 0..length,
    };
    let node = crate::yaml::read(files, &at, trouble)?;
    let mut variants = crate::yaml::variants(&node, trouble);
    keep_names(&node, &mut variants);
    Some(variants)
}

/// A quantity that could not be read keeps its name, so that one fault does not bring others.
fn keep_names(node: &Node, variants: &mut Variants) {
    let pairs = |node: &Node| {
        if let Node::Map(pairs, _) = node {
            pairs.clone()
        } else {
            Vec::new()
        }
    };
    let quantities = pairs(node)
        .into_iter()
        .filter(|(key, _)| key.text == "quantities");
    for (name, _) in quantities.flat_map(|(_, quantities)| pairs(&quantities)) {
        if !variants
            .quantities
            .iter()
            .any(|(known, _)| known.text == name.text)
        {
            let any = Scalar {
                text: "any".to_string(),
                ..name.clone()
            };
            variants.quantities.push((name, Written::Text(any)));
        }
    }
}

/// Reads the maths into the model.
pub fn read(written: &Variants, front: &FrontMatter, reading: &mut Reading) {
    if let Some((name, _)) = written.quantities.get(MOST_QUANTITIES) {
        let message = format!("a task has at most {MOST_QUANTITIES} quantities");
        reading.trouble.push(
            Diagnostic::error("too-many", name.at.clone(), message).help("make two tasks of it"),
        );
        return variants::read(&Variants::default(), reading);
    }
    declare(written, front, reading);
    for (name, quantity) in &written.quantities {
        define(name, quantity, reading);
    }
    for (name, figure) in &written.figures {
        figure::read(name, figure, reading);
    }
    for (name, _) in &written.quantities {
        check_figure(name, written, reading);
    }
    refuse_circles(written, reading);
    variants::read(written, reading);
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
        let units = units.map_or(&[][..], |(_, units)| units);
        let (units, other_units) = exactness::units(units, reading);
        reading.model.quantities.push(Quantity {
            name: name.text.clone(),
            kind: None,
            is: None,
            within: None,
            letters: letters(&name.text, written, front),
            said: said.unwrap_or_default(),
            units,
            other_units,
        });
    }
    for (_, letter) in front
        .letters
        .iter()
        .filter(|(_, letter)| !is_name(&letter.text))
    {
        let fault = Diagnostic::error(
            "unfit-name",
            letter.at.clone(),
            format!("`{}` is no letter", letter.text),
        );
        reading
            .trouble
            .push(fault.help("write one letter: `letters: {tiles: T}`"));
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
    let (mut kind, mut is, mut near) = (None, None, &Near::default());
    match written {
        Written::Text(text) => match kind_of(text, reading) {
            Some(found) => kind = found,
            None if refuse_range(text, reading) => {}
            None => is = formula(name, text, reading),
        },
        Written::List(values, at) => kind = value_list(values, at, reading),
        Written::In {
            kind: source,
            near: tolerance,
            ..
        } => {
            kind = kind_source(source, reading);
            near = tolerance;
        }
        Written::Is {
            is: text,
            kind: source,
            near: tolerance,
        } => {
            is = formula(name, text, reading);
            kind = source
                .as_ref()
                .and_then(|source| kind_source(source, reading));
            near = tolerance;
        }
    }
    let within = exactness::within(near, reading);
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

fn kind_source(source: &KindSource, reading: &mut Reading) -> Option<Kind> {
    match source {
        KindSource::Text(text) => kind_of(text, reading).unwrap_or_else(|| no_kind(text, reading)),
        KindSource::List(values, at) => value_list(values, at, reading),
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

/// `tiles: tiles = 4n + 4` names the quantity twice.
fn twice_named(name: &str, reading: &Reading) -> Option<String> {
    let own = |formula: &&Formula| formula.variant.is_none() && formula.name == name;
    let written = &reading.formulas.iter().find(own)?.text;
    let formula = written.trim().strip_prefix(name)?.trim_start();
    let formula = formula.strip_prefix('=')?.trim();
    Some(format!(
        "the name stands in front of the colon already: write `{name}: {formula}`"
    ))
}

/// Reports a quantity whose formula leads back to itself, and cuts the circle.
fn refuse_circles(written: &Variants, reading: &mut Reading) {
    for (name, _) in &written.quantities {
        if let Some(chain) = circle(&name.text, reading) {
            let message = format!("`{}` is defined by itself", name.text);
            let help = twice_named(&name.text, reading).unwrap_or_else(|| {
                let chain = chain.join("` needs `");
                format!("`{chain}`: let one of them have a kind such as `1..`")
            });
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
