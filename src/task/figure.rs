//! Owns the meaning of `figures` in `variants.yaml`: grids stay grids, every other sort of figure becomes a drawing of
//! shapes. Draws nothing.

mod bar;
mod draft;
mod drawing;
mod graph;
mod grid;
mod places;

use super::Reading;
use crate::diagnostic::Diagnostic;
use crate::engine::expr::Expr;
use crate::engine::model::{Body, Drawing, Figure, Label, Side};
use crate::yaml::{FigureBody, FigureSource, GridSource, Scalar, Variants};

/// Reads a figure into the model.
pub fn read(name: &Scalar, written: &FigureSource, reading: &mut Reading) {
    let cells = match &written.body {
        FigureBody::Grid(grid) => Some(grid),
        _ => None,
    };
    let body = match &written.body {
        FigureBody::Grid(grid) => grid::read(grid, reading),
        FigureBody::Faulty => None,
        FigureBody::Drawing(drawing) => drawing::read(drawing, reading),
        FigureBody::Chart(word, settings) => match word.text.as_str() {
            "dots" => places::dots(settings, reading),
            "table" => places::table(settings, reading),
            "graph" => graph::graph(settings, reading),
            "line" => graph::line(settings, reading),
            _ => bar::bar(word, settings, reading),
        },
    };
    let labels = written
        .labels
        .iter()
        .filter_map(|(of, place)| label(of, place, cells, reading))
        .collect();
    // A figure that could not be read keeps its name, so that one fault does not bring others.
    reading.model.figures.push(Figure {
        name: name.text.clone(),
        labels,
        body: body.unwrap_or(Body::Drawing(Drawing::empty())),
    });
}

/// The sorts of the figures, each once and in the order they are first written.
pub fn sorts(written: &Variants) -> Vec<&'static str> {
    let mut sorts = Vec::new();
    for sort in written
        .figures
        .iter()
        .filter_map(|(_, figure)| figure.body.sort())
    {
        if !sorts.contains(&sort) {
            sorts.push(sort);
        }
    }
    sorts
}

fn label(
    of: &Scalar,
    place: &Scalar,
    grid: Option<&GridSource>,
    reading: &mut Reading,
) -> Option<Label> {
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
    if let Some(word) = &part {
        let Some(grid) = grid else {
            let message = format!("only a grid has cells called `{}`", word.text);
            let fault = Diagnostic::error("unknown-cell", word.at.clone(), message);
            let help = format!("write `{}` alone: beside the whole figure", side.word());
            reading.trouble.push(fault.help(help));
            return None;
        };
        if !grid::known_word(word, grid, reading) {
            return None;
        }
    }
    Some(Label {
        of: of.text.clone(),
        side,
        part: part.map(|word| word.text),
    })
}
