//! Owns the drawing of figures as SVG from the quantities of a case; knows nothing of pages.

use super::model::{Figure, Label, Side};
use super::number::Number;
use super::template::{Picture, escape, fill};
use super::value::{Value, number, truth};
use super::world::World;

/// Most cells a figure may have; a larger one is not drawn.
pub const MOST_CELLS: i64 = 2_500;
/// Most stages side by side.
const MOST_STAGES: usize = 8;
/// Most cells of a surplus that are drawn.
const SURPLUS_DRAWN: i64 = 10;
/// Side of a cell in the drawing's own units.
pub const CELL: i64 = 24;
/// Room for a label beside the grid.
const LABEL: (i64, i64) = (58, 30);

/// A cell with its place from 1, the index of its word, and whether it is highlighted.
struct Placed {
    row: i64,
    column: i64,
    word: Option<usize>,
    marked: bool,
    /// Which of the laid word's tests it meets first.
    turn: Option<usize>,
    open: bool,
}

/// The picture in a case, as one SVG for each stage; nothing where it cannot be drawn honestly.
pub fn draw(picture: &Picture, world: &World) -> Option<String> {
    let stages = picture
        .bindings
        .iter()
        .map(|(_, values)| values.len())
        .max()
        .unwrap_or(1)
        .min(MOST_STAGES);
    let mut out = "<span class=\"figure\">".to_string();
    for stage in 0..stages {
        out.push_str(&draw_stage(picture, &staged(picture, world, stage)?)?);
    }
    out.push_str("</span>");
    Some(out)
}

/// Whether every stage of a picture has rows and columns that can be drawn.
pub fn can_draw(picture: &Picture, world: &World) -> bool {
    draw(
        &Picture {
            placed: None,
            ..picture.clone()
        },
        world,
    )
    .is_some()
}

/// Whether all that is wrong with a picture is that it has too many cells.
pub fn is_too_large(picture: &Picture, world: &World) -> bool {
    let first = staged(picture, world, 0);
    let figure = world.model().figures.get(picture.figure);
    let (Some(figure), Some(world)) = (figure, first) else {
        return false;
    };
    let side = |expr| number(expr, &world).ok()?.to_whole();
    let (rows, columns) = (side(&figure.rows), side(&figure.columns));
    matches!((rows, columns), (Some(rows), Some(columns))
        if rows > 0 && columns > 0 && rows.checked_mul(columns).is_none_or(|all| all > MOST_CELLS))
}

/// The case of one stage: values of the picture's title laid over it.
fn staged<'a>(picture: &Picture, world: &World<'a>, stage: usize) -> Option<World<'a>> {
    let mut staged = world.clone();
    for (name, values) in &picture.bindings {
        let value = values.get(stage).or(values.last())?;
        staged.lay(name, Value::Number(number(value, world).ok()?));
    }
    Some(staged)
}

fn draw_stage(picture: &Picture, world: &World) -> Option<String> {
    let figure = world.model().figures.get(picture.figure)?;
    let (rows, columns) = size(figure, world)?;
    let mut cells = cells(figure, &picture.highlights, rows, columns, world)?;
    let surplus = match &picture.placed {
        Some(placed) => lay(figure, &mut cells, count(&number(placed, world).ok()?)?),
        None => 0,
    };
    let alt = fill(&picture.alt, world);
    Some(svg(figure, rows, columns, &cells, surplus, &alt, world))
}

/// Rows and columns of a grid; nothing where they are no counts or too many.
pub fn size(figure: &Figure, world: &World) -> Option<(i64, i64)> {
    let rows = count(&number(&figure.rows, world).ok()?)?;
    let columns = count(&number(&figure.columns, world).ok()?)?;
    let cells = rows.checked_mul(columns)?;
    (rows > 0 && columns > 0 && cells <= MOST_CELLS).then_some((rows, columns))
}

/// How many cells of a word the figure has in a case.
pub fn cells_of(figure: &Figure, word: &str, world: &World) -> Option<usize> {
    let (rows, columns) = size(figure, world)?;
    let index = figure.cells.iter().position(|(w, _)| w == word)?;
    Some(
        cells(figure, &[], rows, columns, world)?
            .iter()
            .filter(|cell| cell.word == Some(index))
            .count(),
    )
}

fn count(number: &Number) -> Option<i64> {
    number.to_whole().filter(|n| (0..=100_000).contains(n))
}

fn cells(
    figure: &Figure,
    marked: &[String],
    rows: i64,
    columns: i64,
    world: &World,
) -> Option<Vec<Placed>> {
    let (mut all, mut here) = (Vec::new(), world.clone());
    for row in 1..=rows {
        for column in 1..=columns {
            let before = here.lay("row", Value::whole(row));
            here.lay("column", Value::whole(column));
            all.push(cell(figure, marked, row, column, &mut here)?);
            here.lift(before);
        }
    }
    Some(all)
}

/// The cell whose place is laid over `here`; its highlights are laid over it, too.
fn cell(
    figure: &Figure,
    highlights: &[String],
    row: i64,
    column: i64,
    here: &mut World,
) -> Option<Placed> {
    let mut marked = false;
    for (name, test) in &figure.highlights {
        let holds = truth(test, here).ok()?;
        marked |= holds && highlights.contains(name);
        here.lay(name, Value::Truth(holds));
    }
    let here = &*here;
    let named = |(_, test): &(String, Option<_>)| {
        test.as_ref()
            .is_none_or(|test| truth(test, here).unwrap_or(false))
    };
    let word = figure.cells.iter().position(named);
    let laid = figure.lay.first().filter(|(w, _)| {
        word.and_then(|i| figure.cells.get(i))
            .is_some_and(|(name, _)| name == w)
    });
    let turn = laid.map(|(_, tests)| {
        tests
            .iter()
            .position(|test| truth(test, here).unwrap_or(false))
            .unwrap_or(tests.len())
    });
    Some(Placed {
        row,
        column,
        word,
        marked,
        turn,
        open: false,
    })
}

/// Draws the first `placed` cells of the laid word full and the rest open; gives how many are left over.
fn lay(figure: &Figure, cells: &mut [Placed], placed: i64) -> i64 {
    let turns = figure.lay.first().map_or(0, |(_, tests)| tests.len());
    let mut left = placed;
    for turn in 0..=turns {
        for cell in cells.iter_mut().filter(|cell| cell.turn == Some(turn)) {
            cell.open = left <= 0;
            left -= 1;
        }
    }
    left.max(0)
}

fn svg(
    figure: &Figure,
    rows: i64,
    columns: i64,
    cells: &[Placed],
    surplus: i64,
    alt: &str,
    world: &World,
) -> String {
    let (mut left, mut right, mut above, mut below) = (2, 2, 2, 2);
    for label in &figure.labels {
        match label.side {
            Side::Left => left = LABEL.0,
            Side::Right => right = LABEL.0,
            Side::Above => above = LABEL.1,
            Side::Below => below = LABEL.1,
            Side::Inside => {}
        }
    }
    let extra = if surplus > 0 { CELL + CELL / 2 } else { 0 };
    let surplus_width = if surplus > 0 {
        (surplus.min(SURPLUS_DRAWN) + 3) * CELL
    } else {
        0
    };
    let width = left + (columns * CELL).max(surplus_width) + right;
    let height = above + rows * CELL + below + extra;
    let mut out = ["<svg class=\"grid\" role=\"img\" aria-label=\"", alt, "\" "].concat();
    put(
        &mut out,
        "viewBox=\"# # # #\" width=\"#\" height=\"#\">",
        &[-left, -above, width, height, width, height],
    );
    put_cells(cells, &mut out);
    for label in &figure.labels {
        put_label(label, figure, cells, rows, columns, world, &mut out);
    }
    if surplus > 0 {
        put_surplus(
            surplus,
            laid_class(figure),
            rows * CELL + CELL / 2,
            &mut out,
        );
    }
    out.push_str("</svg>");
    out
}

fn laid_class(figure: &Figure) -> usize {
    let laid = figure.lay.first().map(|(word, _)| word);
    figure
        .cells
        .iter()
        .position(|(word, _)| Some(word) == laid)
        .unwrap_or(0)
        + 1
}

/// Marked cells come last, so that no neighbour paints over their edge.
fn put_cells(cells: &[Placed], out: &mut String) {
    let mut waves = String::new();
    for marked in [false, true] {
        for cell in cells.iter().filter(|cell| cell.marked == marked) {
            let (x, y) = ((cell.column - 1) * CELL, (cell.row - 1) * CELL);
            let Some(word) = cell.word else { continue };
            let class = match (cell.open, marked) {
                (false, false) => "",
                (true, false) => " open",
                (false, true) => " marked",
                (true, true) => " open marked",
            };
            put_square(word + 1, class, x, y, out);
            if word == 0 {
                put(&mut waves, "M# #q3-4 6 0t6 0", &[x + 6, y + CELL / 2 + 2]);
            }
        }
    }
    if !waves.is_empty() {
        // The first word has a pattern of its own, so that print without colour tells it from the others.
        put_path("p1", &waves, out);
    }
}

/// Puts text into a drawing; each `#` stands for the next number.
pub fn put(out: &mut String, text: &str, numbers: &[i64]) {
    let mut numbers = numbers.iter();
    for sign in text.chars() {
        match sign {
            '#' => out.push_str(&numbers.next().map_or(String::new(), i64::to_string)),
            _ => out.push(sign),
        }
    }
}

/// Puts a cell of the word with this number, counted from 1.
fn put_square(class: usize, more: &str, x: i64, y: i64, out: &mut String) {
    put(out, "<rect class=\"c#", &[class as i64]);
    out.push_str(more);
    put(
        out,
        "\" x=\"#\" y=\"#\" width=\"#\" height=\"#\"/>",
        &[x, y, CELL, CELL],
    );
}

/// Puts a path of this class.
pub fn put_path(class: &str, line: &str, out: &mut String) {
    for part in ["<path class=\"", class, "\" d=\"", line, "\"/>"] {
        out.push_str(part);
    }
}

/// The number stands in front of its cells; of many cells only the first are drawn.
fn put_surplus(surplus: i64, class: usize, y: i64, out: &mut String) {
    put(
        out,
        "<text x=\"0\" y=\"#\">+#</text>",
        &[y + CELL / 2 + 5, surplus],
    );
    let start = 2 * CELL;
    for i in 0..surplus.min(SURPLUS_DRAWN) {
        let x = start + i * CELL;
        put_square(class, " over", x, y, out);
    }
    if surplus > SURPLUS_DRAWN {
        let x = start + SURPLUS_DRAWN * CELL + 6;
        put(
            out,
            "<text x=\"#\" y=\"#\">…</text>",
            &[x, y + CELL / 2 + 5],
        );
    }
}

/// First and last row and column of the cells a label belongs to.
fn extent(
    label: &Label,
    figure: &Figure,
    cells: &[Placed],
    rows: i64,
    columns: i64,
) -> (i64, i64, i64, i64) {
    let word = label
        .part
        .as_ref()
        .and_then(|part| figure.cells.iter().position(|(w, _)| w == part));
    let mut extent = None;
    for cell in cells {
        if word.is_some() && cell.word == word {
            let (row, column) = (cell.row, cell.column);
            let (top, bottom, left, right) = extent.unwrap_or((row, row, column, column));
            extent = Some((
                top.min(row),
                bottom.max(row),
                left.min(column),
                right.max(column),
            ));
        }
    }
    extent.unwrap_or((1, rows, 1, columns))
}

fn put_label(
    label: &Label,
    figure: &Figure,
    cells: &[Placed],
    rows: i64,
    columns: i64,
    world: &World,
    out: &mut String,
) {
    let Some(text) = label_text(label, world) else {
        return;
    };
    let (top, bottom, first, last) = extent(label, figure, cells, rows, columns);
    let (y1, y2) = ((top - 1) * CELL, bottom * CELL);
    let (x1, x2) = ((first - 1) * CELL, last * CELL);
    let (middle_x, middle_y) = ((x1 + x2) / 2, (y1 + y2) / 2);
    let mut line = String::new();
    let (x, y, anchor) = match label.side {
        Side::Left => {
            put(&mut line, "M-4 #h-6M-4 #h-6M-7 #V#", &[y1, y2, y1, y2]);
            (-13, middle_y + 5, "end")
        }
        Side::Right => {
            let edge = columns * CELL;
            let (near, far) = (edge + 4, edge + 7);
            put(
                &mut line,
                "M# #h6M# #h6M# #V#",
                &[near, y1, near, y2, far, y1, y2],
            );
            (edge + 13, middle_y + 5, "start")
        }
        Side::Above => {
            put(&mut line, "M#-4v-6M#-4v-6M#-7H#", &[x1, x2, x1, x2]);
            (middle_x, -14, "middle")
        }
        Side::Below => {
            let edge = rows * CELL;
            let (near, far) = (edge + 4, edge + 7);
            put(
                &mut line,
                "M# #v6M# #v6M# #H#",
                &[x1, near, x2, near, x1, far, x2],
            );
            (middle_x, edge + 24, "middle")
        }
        Side::Inside => (middle_x, middle_y + 5, "middle"),
    };
    if !line.is_empty() {
        put_path("span", &line, out);
    }
    put(out, "<text x=\"#\" y=\"#\"", &[x, y]);
    for part in [" text-anchor=\"", anchor, "\">", &escape(&text), "</text>"] {
        out.push_str(part);
    }
}

/// `n = 5` for a letter of its own, the bare value for one the variant binds.
fn label_text(label: &Label, world: &World) -> Option<String> {
    let value = world
        .value(&label.of, &mut super::value::Fuel::full())
        .ok()?;
    let value = value.shown(world.model().language.decimal);
    Some(if world.is_bound(&label.of) {
        value
    } else {
        [&label.of, " = ", &value].concat()
    })
}
