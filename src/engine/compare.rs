//! Owns whether two formulas are the same on the domain of their letters: decided exactly where [`super::normal`] can,
//! else at all values of a short closed range, else at fixed points. Never by chance.

use super::error::Error;
use super::expr::Expr;
use super::kind::Kind;
use super::model::{Model, Row};
use super::normal::normal;
use super::number::Number;
use super::value::number;
use super::world::World;

/// Most values of a closed range that are all tried.
const ALL: usize = 1_000;
/// Most cases that are tried.
const MOST_ROWS: usize = 4_096;
/// How many fixed points each letter of an open range has.
const POINTS: usize = 24;
/// Most parts of an expanded formula.
const LARGEST: u64 = 4_000;
/// Deepest chain of definitions that is followed.
const CHAIN: usize = 24;

/// What comparing found.
#[derive(Clone, Debug)]
pub enum Comparison {
    Same,
    /// Not the same; the values of the letters at which they differ, where they were looked for.
    Different(Row),
    /// Nowhere in the domain do both have a value.
    Undecided,
}

/// The formula with every derived, bound or laid name replaced until only free quantities and `letters` are left.
pub fn expanded(expr: &Expr, model: &Model, definitions: &Definitions) -> Expr {
    // What would grow beyond reading stays as it is; nothing is then decided about it.
    if size(expr, model, definitions, &mut Vec::new(), CHAIN) > LARGEST {
        return expr.clone();
    }
    expand(expr, model, definitions, CHAIN)
}

/// How many parts a formula would have, expanded; the sizes of names are worked out once.
fn size(
    expr: &Expr,
    model: &Model,
    definitions: &Definitions,
    known: &mut Vec<(String, bool, u64)>,
    depth: usize,
) -> u64 {
    if depth == 0 {
        return LARGEST + 1;
    }
    let (mut names, mut total) = (Vec::new(), 1);
    count_names(expr, &mut names, &mut total);
    for name in names {
        total = total.saturating_add(size_of(&name, model, definitions, known, depth));
    }
    total
}

/// The size of what a name stands for; it is another one inside an idea, where the true relation holds.
fn size_of(
    name: &str,
    model: &Model,
    definitions: &Definitions,
    known: &mut Vec<(String, bool, u64)>,
    depth: usize,
) -> u64 {
    let believing = definitions.idea.is_some();
    if let Some((_, _, size)) = known.iter().find(|(n, b, _)| n == name && *b == believing) {
        return *size;
    }
    let size = definition(name, model, definitions)
        .map_or(1, |(of, inside)| size(of, model, &inside, known, depth - 1));
    known.push((name.to_string(), believing, size));
    size
}

fn count_names(expr: &Expr, names: &mut Vec<String>, total: &mut u64) {
    *total += 1;
    if let Some(name) = expr.as_name() {
        names.push(name.to_string());
    }
    for part in &expr.parts {
        count_names(part, names, total);
    }
}

/// What a name stands for, and what the names in that stand for: inside an idea its own name means the true relation.
fn definition<'a>(
    name: &str,
    model: &'a Model,
    definitions: &Definitions<'a>,
) -> Option<(&'a Expr, Definitions<'a>)> {
    let given = |list: &'a [(String, Expr)]| list.iter().find(|(n, _)| n == name).map(|(_, e)| e);
    if let Some(known) = given(definitions.laid).or_else(|| given(definitions.bindings)) {
        return Some((known, *definitions));
    }
    if let Some((_, formula)) = definitions.idea.filter(|(quantity, _)| *quantity == name) {
        let truth = Definitions {
            idea: None,
            ..*definitions
        };
        return Some((formula, truth));
    }
    let is = model.quantity(name)?.is.as_ref()?;
    Some((is, *definitions))
}

/// What names stand for when a formula is expanded.
#[derive(Clone, Copy, Debug)]
pub struct Definitions<'a> {
    pub bindings: &'a [(String, Expr)],
    pub laid: &'a [(String, Expr)],
    /// A quantity and the wrong formula for it.
    pub idea: Option<(&'a str, &'a Expr)>,
}

fn expand(expr: &Expr, model: &Model, definitions: &Definitions, depth: usize) -> Expr {
    if depth == 0 {
        return expr.clone();
    }
    expr.replaced(&|name| {
        let (of, inside) = definition(name, model, definitions)?;
        Some(expand(of, model, &inside, depth - 1))
    })
}

/// Compares two expanded formulas on the kinds of the letters they use.
pub fn compare(a: &Expr, b: &Expr, model: &Model) -> Comparison {
    let letters = letters(a, b);
    let exact = normal(a).and_then(|a| a.same(&normal(b)?));
    match exact {
        Ok(true) => Comparison::Same,
        Ok(false) => match at_points(a, b, &letters, model) {
            Comparison::Same
                if letters
                    .iter()
                    .all(|letter| model.kind(letter).values(share(letters.len())).1) =>
            {
                Comparison::Same
            }
            Comparison::Different(witness) => Comparison::Different(witness),
            _ => Comparison::Different(Row::new()),
        },
        Err(_) => at_points(a, b, &letters, model),
    }
}

/// How many cases two expanded formulas are compared in, where they are not compared exactly, and whether these are all.
pub fn tried(a: &Expr, b: &Expr, model: &Model) -> (usize, bool) {
    let letters = letters(a, b);
    let rows = rows(&letters, model);
    let mut all = 1usize;
    let closed = letters.iter().all(|letter| {
        let (values, complete) = model.kind(letter).values(share(letters.len()));
        all = all.saturating_mul(values.len());
        complete
    });
    (rows.len(), closed && all == rows.len())
}

fn letters(a: &Expr, b: &Expr) -> Vec<String> {
    let mut letters: Vec<String> = Vec::new();
    for expr in [a, b] {
        expr.names(&mut |name| {
            if !letters.iter().any(|letter| letter == name) {
                letters.push(name.to_string());
            }
        });
    }
    letters
}

fn at_points(a: &Expr, b: &Expr, letters: &[String], model: &Model) -> Comparison {
    let mut compared = 0;
    for row in rows(letters, model) {
        let world = World::new(model, None, &row);
        match (number(a, &world), number(b, &world)) {
            (Ok(a), Ok(b)) if a.same(&b) => compared += 1,
            (Ok(_), Ok(_)) => return Comparison::Different(row),
            (Ok(_), Err(error)) | (Err(error), Ok(_)) if is_gap(&error) => {
                return Comparison::Different(row);
            }
            _ => {}
        }
    }
    if compared > 0 {
        Comparison::Same
    } else {
        Comparison::Undecided
    }
}

/// Where a formula has no value although the other has one, they differ; where it only grows too large, nothing is known.
fn is_gap(error: &Error) -> bool {
    matches!(error.key, "divided-by-zero" | "no-real-value")
}

/// How many values of each letter are tried, so that all together stay few.
fn share(letters: usize) -> usize {
    match letters {
        0 | 1 => ALL,
        2 => 31,
        3 => 10,
        _ => 4,
    }
}

/// The cases to try: all of a short closed domain, else fixed points of it.
fn rows(letters: &[String], model: &Model) -> Vec<Row> {
    let points: Vec<Vec<Number>> = letters
        .iter()
        .map(|letter| points(&model.kind(letter), share(letters.len())))
        .collect();
    let all: usize = points.iter().map(Vec::len).fold(1, usize::saturating_mul);
    if all > MOST_ROWS {
        return diagonal(letters, &points);
    }
    let mut rows: Vec<Row> = vec![Row::new()];
    for (letter, values) in letters.iter().zip(&points) {
        let longer = |row: &Row| {
            values
                .iter()
                .map(|value| [row.as_slice(), &[(letter.clone(), value.clone())]].concat())
                .collect::<Vec<Row>>()
        };
        rows = rows.iter().flat_map(longer).collect();
    }
    rows
}

/// So many letters that not every combination can be tried: each takes its points at a pace of its own.
fn diagonal(letters: &[String], points: &[Vec<Number>]) -> Vec<Row> {
    let value = |at: usize, (place, (letter, values)): (usize, (&String, &Vec<Number>))| {
        let value = values.get((at * (place + 1) + place).checked_rem(values.len())?)?;
        Some((letter.clone(), value.clone()))
    };
    (0..MOST_ROWS / 16)
        .map(|at| {
            letters
                .iter()
                .zip(points)
                .enumerate()
                .filter_map(|letter| value(at, letter))
                .collect()
        })
        .collect()
}

fn points(kind: &Kind, most: usize) -> Vec<Number> {
    let (values, complete) = kind.values(most);
    if complete {
        return values;
    }
    match kind {
        Kind::Any { low, high } => between(low.as_ref(), high.as_ref()),
        _ => spread(kind, most.min(POINTS)),
    }
}

/// The first values of an open range and some further out.
fn spread(kind: &Kind, most: usize) -> Vec<Number> {
    let (values, _) = kind.values(600);
    let far = [29, 37, 53, 100, 211, 599]
        .iter()
        .filter_map(|at| values.get(*at));
    values
        .iter()
        .take(most.saturating_sub(4).max(3))
        .chain(far.take(4))
        .cloned()
        .collect()
}

/// Fixed points of an interval, fractions among them.
fn between(low: Option<&Number>, high: Option<&Number>) -> Vec<Number> {
    const TRIED: [(i64, i64); 16] = [
        (2, 1),
        (3, 1),
        (1, 1),
        (5, 1),
        (1, 2),
        (7, 3),
        (10, 1),
        (37, 1),
        (0, 1),
        (-1, 1),
        (-2, 1),
        (-7, 3),
        (-1, 2),
        (22, 7),
        (-5, 1),
        (101, 9),
    ];
    let inside = |n: &Number| {
        low.is_none_or(|l| n.order(l).is_ge()) && high.is_none_or(|h| n.order(h).is_le())
    };
    let mut found: Vec<Number> = TRIED
        .iter()
        .filter_map(|(top, bottom)| Number::fraction(*top, *bottom).ok())
        .filter(inside)
        .collect();
    if let (Some(low), Some(high)) = (low, high) {
        found.extend((0..=12).filter_map(|part| {
            let share = Number::fraction(part, 12).ok()?;
            low.plus(&high.minus(low).ok()?.times(&share).ok()?).ok()
        }));
    }
    found
}
