//! Owns the meaning of `figures` in `variants.yaml`; draws nothing.

use super::Reading;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::engine::expr::Expr;
use crate::engine::model::{Figure, Label, Side};
use crate::engine::token::Scope;
use crate::yaml::{FigureSource, GridSource, Scalar};

/// Reads a figure into the model.
pub fn read(name: &Scalar, written: &FigureSource, reading: &mut Reading) {
    match written {
        FigureSource::Grid(grid) => read_grid(name, grid, reading),
        FigureSource::Other { word } => {
            let message = format!(
                "figures of the kind `{}` cannot be drawn by this version",
                word.text
            );
            reading.trouble.push(
                Diagnostic::error("unknown-figure", word.at.clone(), message)
                    .help("the kind of figure there is: `grid: {rows: n, columns: n}`; or put a picture file beside `task.md`"),
            );
        }
    }
}

fn read_grid(name: &Scalar, grid: &GridSource, reading: &mut Reading) {
    let sides = reading.scope(&[]);
    let (rows, columns) = (
        reading.expr(&(&grid.rows).into(), &sides),
        reading.expr(&(&grid.columns).into(), &sides),
    );
    let mut inside = reading.scope(&["row", "column"]);
    let highlights = grid
        .highlights
        .iter()
        .filter_map(|(word, test)| named(word, test, &mut inside, reading))
        .collect();
    let cells = grid
        .cells
        .iter()
        .filter_map(|(word, test)| cell(word, test, &inside, reading))
        .collect();
    let labels = grid
        .labels
        .iter()
        .filter_map(|(of, place)| label(of, place, grid, reading))
        .collect();
    let lay = grid
        .lay
        .iter()
        .filter_map(|(word, tests)| laid(word, tests, grid, &inside, reading))
        .collect();
    if let (Some(rows), Some(columns)) = (rows, columns) {
        reading.model.figures.push(Figure {
            name: name.text.clone(),
            rows,
            columns,
            cells,
            labels,
            highlights,
            lay,
        });
    }
}

/// A highlight; its name may be used as a test from here on.
fn named(
    word: &Scalar,
    test: &Scalar,
    scope: &mut Scope,
    reading: &mut Reading,
) -> Option<(String, Expr)> {
    let test = reading.statement(&test.into(), scope)?;
    scope.names.push((word.text.clone(), word.text.clone()));
    Some((word.text.clone(), test))
}

fn cell(
    word: &Scalar,
    test: &Scalar,
    scope: &Scope,
    reading: &mut Reading,
) -> Option<(String, Option<Expr>)> {
    if test.text.trim() == "otherwise" {
        return Some((word.text.clone(), None));
    }
    Some((
        word.text.clone(),
        Some(reading.statement(&test.into(), scope)?),
    ))
}

fn known_word(word: &Scalar, grid: &GridSource, reading: &mut Reading) -> bool {
    let words = || grid.cells.iter().map(|(word, _)| word.text.as_str());
    let known = words().any(|w| w == word.text);
    if !known {
        let message = format!("the figure has no cells called `{}`", word.text);
        let all: Vec<&str> = words().collect();
        let help = did_you_mean(&word.text, words())
            .unwrap_or_else(|| format!("its cells are `{}`", all.join("`, `")));
        reading
            .trouble
            .push(Diagnostic::error("unknown-cell", word.at.clone(), message).help(help));
    }
    known
}

fn label(of: &Scalar, place: &Scalar, grid: &GridSource, reading: &mut Reading) -> Option<Label> {
    if reading.model.quantity(&of.text).is_none() {
        super::maths::unknown_quantity(of.into(), reading);
        return None;
    }
    let mut words = place.text.split_whitespace();
    let side = words.next().and_then(Side::named);
    let part = match (words.next(), words.next(), words.next()) {
        (None, _, _) => Some(None),
        (Some("of"), Some(word), None) => Some(Some(word)),
        (Some(word), None, _) => Some(Some(word)),
        _ => None,
    };
    let (Some(side), Some(part)) = (side, part) else {
        let message = format!("`{}` is no place for a label", place.text);
        reading.trouble.push(
            Diagnostic::error("unknown-place", place.at.clone(), message)
                .help("write it like `left of water`, `above water` or `below`"),
        );
        return None;
    };
    reading.shows(&Expr::name(&of.text), &of.at);
    let part = part.map(|word| Scalar {
        text: word.to_string(),
        at: place.at.clone(),
        exact: false,
    });
    if part
        .as_ref()
        .is_some_and(|word| !known_word(word, grid, reading))
    {
        return None;
    }
    Some(Label {
        of: of.text.clone(),
        side,
        part: part.map(|word| word.text),
    })
}

fn laid(
    word: &Scalar,
    tests: &[Scalar],
    grid: &GridSource,
    scope: &Scope,
    reading: &mut Reading,
) -> Option<(String, Vec<Expr>)> {
    if !known_word(word, grid, reading) {
        return None;
    }
    let tests = tests
        .iter()
        .filter_map(|test| reading.statement(&test.into(), scope))
        .collect();
    Some((word.text.clone(), tests))
}
