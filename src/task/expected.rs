//! Owns what an author writes as a student would: example answers, and rows `response → outcome`. Knows nothing of how
//! they are judged.

use super::{Reading, Text, part_of};
use crate::diagnostic::Diagnostic;
use crate::engine::error::Error;
use crate::engine::expr::Expr;
use crate::engine::feedback::Outcome;
use crate::engine::model::Row;
use crate::engine::reader::read;
use crate::engine::token::Scope;
use crate::engine::value::{evaluate, number};
use crate::engine::world::World;
use crate::markdown::Source;

/// A response as an author writes it: text as a student would type it, with holes for numbers of the case.
#[derive(Clone, Debug)]
pub struct Written {
    pub source: Source,
    parts: Vec<Piece>,
}

#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Hole(Expr),
}

/// A row of a `[!test]`: responses in order, and what should come of the last one.
#[derive(Clone, Debug)]
pub struct Expected {
    pub source: Source,
    pub responses: Vec<Written>,
    pub outcome: Option<Outcome>,
    /// Ideas, conditions, built-in replies and ways that should be heard.
    pub names: Vec<Source>,
    /// The values of the case it speaks of; empty where it holds in every case.
    pub case: Row,
}

impl Written {
    /// The response in a case.
    ///
    /// # Errors
    /// A hole has no value there.
    pub fn in_case(&self, world: &World) -> Result<String, Error> {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Piece::Text(written) => text.push_str(written),
                Piece::Hole(expr) => text.push_str(&typed(expr, world)?),
            }
        }
        Ok(text.trim().to_string())
    }
}

/// A value as a student would type it.
fn typed(expr: &Expr, world: &World) -> Result<String, Error> {
    match number(expr, world) {
        Ok(number) => Ok(number.exact_text()),
        Err(_) => Ok(evaluate(expr, world)?.shown('.')),
    }
}

/// Reads a response with its holes.
pub fn written(source: &Source, reading: &mut Reading) -> Option<Written> {
    let scope = reading.scope(&[]);
    let (mut parts, mut from) = (Vec::new(), 0);
    while let Some((open, close)) = hole(&source.text, from) {
        let inner = part_of(source, open + 2..close);
        parts.push(Piece::Text(source.text.get(from..open)?.to_string()));
        parts.push(Piece::Hole(reading.expr(&Text::from(&inner), &scope)?));
        from = close + 2;
    }
    parts.push(Piece::Text(source.text.get(from..)?.to_string()));
    Some(Written {
        source: source.clone(),
        parts,
    })
}

/// Where the next hole opens and closes.
fn hole(text: &str, from: usize) -> Option<(usize, usize)> {
    let open = from + text.get(from..)?.find("{{")?;
    let close = open + text.get(open..)?.find("}}")?;
    Some((open, close))
}

/// What stands between an outcome and its case.
const FOR: &str = " for ";

/// Reads one row of a `[!test]`.
pub fn row(source: &Source, reading: &mut Reading) -> Option<Expected> {
    let Some((before, after)) = arrow(&source.text) else {
        return form(
            source,
            format!("`{}` does not say what should come of it", source.text),
            reading,
        );
    };
    let (response, wanted) = (
        part_of(source, 0..before),
        part_of(source, after..source.text.len()),
    );
    let (wanted, case) = match wanted.text.find(FOR) {
        Some(at) => {
            let case = part_of(&wanted, at + FOR.len()..wanted.text.len());
            (part_of(&wanted, 0..at), values(&case, reading)?)
        }
        None => (wanted, Row::new()),
    };
    let (outcomes, names): (Vec<Source>, Vec<Source>) = words(&wanted)
        .into_iter()
        .partition(|word| Outcome::named(&word.text).is_some());
    if outcomes.len() > 1 || (outcomes.is_empty() && names.is_empty()) {
        let message = match wanted.text.as_str() {
            "" => "nothing stands behind the arrow".to_string(),
            text => format!("`{text}` is not one outcome"),
        };
        return form(source, message, reading);
    }
    let outcome = outcomes.first().and_then(|word| Outcome::named(&word.text));
    let responses: Option<Vec<Written>> = history(&response)
        .iter()
        .map(|response| written(response, reading))
        .collect();
    Some(Expected {
        source: source.clone(),
        responses: responses?,
        outcome,
        names,
        case,
    })
}

fn form(source: &Source, message: String, reading: &mut Reading) -> Option<Expected> {
    let outcomes: Vec<&str> = Outcome::ALL.iter().map(|(word, _)| *word).collect();
    let help = format!(
        "write `4n + 4 → right` or `4n → no-corners`: a response, an arrow, then the name of what should speak or one of `{}`",
        outcomes.join("`, `")
    );
    let fault = Diagnostic::error("test-form", source.at.clone(), message);
    reading.trouble.push(fault.help(help));
    None
}

/// Where the last arrow of a row begins and ends.
fn arrow(text: &str) -> Option<(usize, usize)> {
    let ends = |arrow: &str| text.rfind(arrow).map(|start| (start, start + arrow.len()));
    ends("→").max(ends("->"))
}

/// The responses of a history, parted by the word `then`.
fn history(source: &Source) -> Vec<Source> {
    const THEN: &str = " then ";
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(at) = source.text.get(from..).and_then(|rest| rest.find(THEN)) {
        found.push(part_of(source, from..from + at));
        from += at + THEN.len();
    }
    found.push(part_of(source, from..source.text.len()));
    found
}

/// The words of a text, parted by blanks and commas.
fn words(source: &Source) -> Vec<Source> {
    let (mut found, mut from) = (Vec::new(), 0);
    for word in source.text.split_inclusive([' ', ',']) {
        found.push(part_of(
            source,
            from..from + word.trim_end_matches([' ', ',']).len(),
        ));
        from += word.len();
    }
    found.retain(|word| !word.text.is_empty());
    found
}

/// `n = 5, m = 8` as values of free quantities.
fn values(source: &Source, reading: &mut Reading) -> Option<Row> {
    let mut row = Row::new();
    for part in super::prose::parts_of(source, ',') {
        let equals = part.text.find('=').unwrap_or(part.text.len());
        let name = part_of(&part, 0..equals);
        let value = part_of(&part, (equals + 1).min(part.text.len())..part.text.len());
        let known = read(&value.text, &Scope::author([]))
            .and_then(|expr| number(&expr, &World::new(&reading.model, None, &row)))
            .ok()
            .filter(|_| reading.model.is_free(&name.text));
        let Some(value) = known else {
            let message = format!("`{}` is no case", part.text);
            return form(&part, message, reading).map(|row| row.case);
        };
        row.push((name.text, value));
    }
    Some(row)
}
