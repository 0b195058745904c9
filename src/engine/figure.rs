//! Owns figures: a picture becomes one SVG for each of its stages, from the quantities of a case. Knows nothing of pages.

mod data;
mod drawing;
pub mod fields;
mod grid;
mod pointers;
pub mod rounds;
mod shapes;
pub mod svg;

use super::error::Error;
use super::feedback::named_row;
use super::model::{Body, Figure, Row};
use super::template::{Picture, escape};
use super::value::{Value, number};
use super::world::World;

/// Most cells, or marks of a drawing, that a figure may have; of more only a part is drawn.
pub const MOST_CELLS: i64 = 2_500;
/// Side of a grid's cell, and of a drawing's unit where it says nothing else, in pixels. The cell in row 1, column 1 has
/// its corner at the origin.
pub const CELL: i64 = 24;
/// From one dot of a figure of dots to the next, in pixels. The dot in row 1, column 1 is the origin.
pub const SPACING: i64 = 36;
/// Most stages side by side, and how many of them stay before the dots where there are more.
const MOST_STAGES: (usize, usize) = (8, 6);

/// What the style knows the colours by, and what authors call them.
const COLOURS: [(&str, &str); 6] = [
    ("c1", "blue"),
    ("c2", "orange"),
    ("c3", "green"),
    ("c4", "violet"),
    ("c5", "yellow"),
    ("c6", "red"),
];

/// For each word which colour it has: a colour's own word that one, the others those that are left, in turn.
fn colours(words: &[&str]) -> Vec<usize> {
    let own = |word: &str| COLOURS.iter().position(|(_, colour)| *colour == word);
    let is_left = |colour: &usize| !words.iter().any(|word| own(word) == Some(*colour));
    let left: Vec<usize> = (0..COLOURS.len()).filter(is_left).collect();
    let mut others = left.iter().cycle();
    let colour = |word: &&str| own(word).or_else(|| others.next().copied());
    words.iter().map(colour).map(|at| at.unwrap_or(0)).collect()
}

/// What the style knows each word of a figure by.
pub fn classes(words: &[&str]) -> Vec<&'static str> {
    let class = |colour| COLOURS.get(colour).map_or("c1", |(class, _)| *class);
    colours(words).into_iter().map(class).collect()
}

fn unfit() -> Error {
    Error::value("unfit-size")
}

/// The picture in a case, as markup; an error where it cannot be drawn. Nothing is left out of it where it must be `whole`.
pub fn draw(picture: &Picture, whole: bool, world: &World) -> Result<String, Error> {
    let mut bound = picture.bindings.iter().map(|(_, values)| values.len());
    let stages = bound.by_ref().max().unwrap_or(1);
    let mut out = "<span class=\"figure\">".to_string();
    for stage in 0..stages {
        let many = stages > MOST_STAGES.0;
        if many && stage >= MOST_STAGES.1 && stage + 1 < stages {
            if stage == MOST_STAGES.1 {
                out.push_str("<span class=\"stage\">…</span>");
            }
            continue;
        }
        let (world, values) = staged(picture, world, stage)?;
        let drawn = draw_stage(picture, whole, &world)?;
        if stages == 1 {
            out.push_str(&drawn);
            continue;
        }
        out.push_str("<span class=\"stage\">");
        out.push_str(&drawn);
        out.push_str(&caption(picture, &values, &world));
        out.push_str("</span>");
    }
    out.push_str("</span>");
    Ok(out)
}

/// Which stage it is, unless its labels say so already.
fn caption(picture: &Picture, values: &Row, world: &World) -> String {
    let figure = world.model().figures.get(picture.figure);
    let labels = figure.map_or(&[][..], |figure| &figure.labels);
    let said = |(name, _): &(String, _)| labels.iter().any(|label| label.of == *name);
    if values.iter().all(said) {
        return String::new();
    }
    let values = escape(&named_row(world.model(), values));
    ["<span class=\"caption\">", &values, "</span>"].concat()
}

/// Whether every stage of a picture can be drawn, and if not why.
pub fn fault(picture: &Picture, world: &World) -> Option<Error> {
    let plain = Picture {
        placed: None,
        ..picture.clone()
    };
    draw(&plain, false, world).err()
}

/// The case of one stage, values of the picture's title laid over it, and these values.
fn staged<'a>(
    picture: &Picture,
    world: &World<'a>,
    stage: usize,
) -> Result<(World<'a>, Row), Error> {
    let (mut staged, mut values) = (world.clone(), Row::new());
    for (name, exprs) in &picture.bindings {
        if let Some(expr) = exprs.get(stage).or(exprs.last()) {
            let value = number(expr, world)?;
            staged.lay(name, Value::Number(value.clone()));
            values.push((name.clone(), value));
        }
    }
    Ok((staged, values))
}

fn draw_stage(picture: &Picture, whole: bool, world: &World) -> Result<String, Error> {
    let figure = world.model().figures.get(picture.figure);
    let figure = figure.ok_or_else(unfit)?;
    match &figure.body {
        Body::Grid(grid) => grid::draw(figure, grid, picture, whole, world),
        Body::Drawing(drawing) => drawing::draw(figure, drawing, picture, whole, world),
    }
}

/// Rows and columns of the places a figure has, cells or dots; nothing where they are no counts or too many.
pub fn size(figure: &Figure, world: &World) -> Option<(i64, i64)> {
    let (rows, columns) = match &figure.body {
        Body::Grid(grid) => (&grid.rows, &grid.columns),
        Body::Drawing(drawing) => {
            let (rows, columns) = drawing.dots.as_ref()?;
            (rows, columns)
        }
    };
    let (rows, columns) = grid::counts(rows, columns, world).ok()?;
    (rows.checked_mul(columns)? <= MOST_CELLS).then_some((rows, columns))
}

/// How many cells of a word the figure has in a case.
pub fn cells_of(figure: &Figure, word: &str, world: &World) -> Option<usize> {
    grid::cells_of(figure.grid()?, word, world)
}

#[cfg(test)]
mod tests {
    use super::classes;

    #[test]
    fn a_word_that_is_a_colour_has_it_and_the_others_share_the_rest() {
        assert_eq!(classes(&["tile", "water", "rim"]), ["c1", "c2", "c3"]);
        assert_eq!(classes(&["red"]), ["c6"]);
        assert_eq!(classes(&["red", "blue", "green"]), ["c6", "c1", "c3"]);
        assert_eq!(classes(&["tile", "blue", "rim"]), ["c2", "c1", "c3"]);
        let many = ["a", "b", "c", "d", "e", "f", "g"];
        assert_eq!(classes(&many), ["c1", "c2", "c3", "c4", "c5", "c6", "c1"]);
        let all = ["blue", "orange", "green", "violet", "yellow", "red", "more"];
        assert_eq!(classes(&all), ["c1", "c2", "c3", "c4", "c5", "c6", "c1"]);
    }
}
