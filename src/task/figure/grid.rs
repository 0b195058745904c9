//! Owns the meaning of grids: what their words and tests say.

use super::drawing;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::engine::expr::Expr;
use crate::engine::model::{Body, Grid};
use crate::engine::token::Scope;
use crate::task::Reading;
use crate::yaml::{GridSource, Scalar};

/// Reads a grid.
pub fn read(grid: &GridSource, reading: &mut Reading) -> Option<Body> {
    let outside = reading.scope(&[]);
    let (rows, columns) = (
        reading.expr(&(&grid.rows).into(), &outside),
        reading.expr(&(&grid.columns).into(), &outside),
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
    let lay = grid
        .lay
        .iter()
        .filter_map(|(word, tests)| laid(word, tests, grid, &inside, reading))
        .collect();
    let say = match &grid.say {
        Some(text) => drawing::template(text, &inside, reading),
        None => Vec::new(),
    };
    Some(Body::Grid(Grid {
        rows: rows?,
        columns: columns?,
        cells,
        say,
        highlights,
        lay,
    }))
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

/// Whether the grid has such cells; a fault where it has not.
pub fn known_word(word: &Scalar, grid: &GridSource, reading: &mut Reading) -> bool {
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
