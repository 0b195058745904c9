//! Owns the drawing of grids: what each cell is, which of them are laid, and what is left out of a large one.

use super::svg::{self, BASELINE, Bounds, PX, put, put_label, put_path, put_text};
use super::{MOST_CELLS, classes, colours, unfit};
use crate::engine::error::Error;
use crate::engine::expr::Expr;
use crate::engine::model::{Figure, Grid, Label};
use crate::engine::number::Number;
use crate::engine::template::{Picture, Piece, fill};
use crate::engine::value::{Value, number, truth};
use crate::engine::world::World;

/// Side of a cell.
const CELL: i64 = super::CELL * PX;
/// From the middle of a cell down to where its text stands.
const SMALL: i64 = 4 * PX;
/// Most cells of a surplus that are drawn.
const SURPLUS_DRAWN: i64 = 10;
/// Rows or columns from which on some are left out, and in a grid of too many cells.
const LONG: (i64, i64) = (100, 24);
/// Rows or columns that stay: the first, and the last.
const FIRST: i64 = 10;
const LAST: i64 = 5;

/// A cell with its place from 1, the index of its word, and whether it is highlighted.
struct Placed {
    row: i64,
    column: i64,
    word: Option<usize>,
    marked: bool,
    /// Which of the laid word's tests it meets first.
    turn: Option<usize>,
    open: bool,
    says: String,
}

/// The rows or the columns, of which a long line shows the first and the last.
struct Axis {
    count: i64,
    cut: bool,
}

impl Axis {
    fn whole(count: i64) -> Axis {
        Axis { count, cut: false }
    }

    fn shows(&self, n: i64) -> bool {
        !self.cut || n <= FIRST || n > self.count - LAST
    }

    /// Where the `n`-th begins, those left out being as wide as two.
    fn start(&self, n: i64) -> i64 {
        let hidden = self.count - FIRST - LAST - 2;
        let past = if self.cut && n > FIRST { hidden } else { 0 };
        (n - 1 - past) * CELL
    }

    fn length(&self) -> i64 {
        self.start(self.count) + CELL
    }

    /// The middles of its parts.
    fn middles(&self) -> Vec<i64> {
        if !self.cut {
            return vec![self.length() / 2];
        }
        vec![FIRST * CELL / 2, self.length() - LAST * CELL / 2]
    }
}

/// One stage of a grid; `whole` where nothing may be left out, since it is to be counted.
pub fn draw(
    figure: &Figure,
    grid: &Grid,
    picture: &Picture,
    whole: bool,
    world: &World,
) -> Result<String, Error> {
    let (rows, columns) = counts(&grid.rows, &grid.columns, world)?;
    let large = rows.saturating_mul(columns) > MOST_CELLS;
    if large && (whole || picture.placed.is_some()) {
        return Err(Error::value("too-many-cells"));
    }
    let axis = |count| Axis {
        count,
        cut: !whole && picture.placed.is_none() && (count > LONG.0 || large && count > LONG.1),
    };
    let axes = (axis(rows), axis(columns));
    let look = Look::new(grid, &picture.highlights, picture.placed.is_some());
    let mut cells = cells(&look, &axes, world)?;
    let surplus = match &picture.placed {
        Some(placed) => lay(grid, &mut cells, count(&number(placed, world)?)?),
        None => 0,
    };
    let alt = fill(&picture.alt, world);
    Ok(svg(figure, grid, &axes, &cells, surplus, &alt, world))
}

/// Rows and columns as counts above 0.
pub fn counts(rows: &Expr, columns: &Expr, world: &World) -> Result<(i64, i64), Error> {
    let (rows, columns) = (
        count(&number(rows, world)?)?,
        count(&number(columns, world)?)?,
    );
    if rows == 0 || columns == 0 {
        return Err(unfit());
    }
    Ok((rows, columns))
}

fn count(number: &Number) -> Result<i64, Error> {
    let whole = number.to_whole().filter(|n| (0..=100_000).contains(n));
    whole.ok_or_else(unfit)
}

/// How many cells of a word the grid has in a case; nothing where it is too large to be counted.
pub fn cells_of(grid: &Grid, word: &str, world: &World) -> Option<usize> {
    let (rows, columns) = counts(&grid.rows, &grid.columns, world).ok()?;
    if rows.checked_mul(columns)? > MOST_CELLS {
        return None;
    }
    let index = grid.cells.iter().position(|(w, _)| w == word)?;
    let axes = (Axis::whole(rows), Axis::whole(columns));
    let cells = cells(&Look::new(grid, &[], false), &axes, world).ok()?;
    Some(cells.iter().filter(|cell| cell.word == Some(index)).count())
}

/// A grid as one picture looks at it.
struct Look<'a> {
    grid: &'a Grid,
    marked: &'a [String],
    /// Those highlights without which it cannot be drawn: most pictures need none of them.
    highlights: Vec<&'a (String, Expr)>,
    /// Whether it matters which of the laid word's tests a cell meets.
    turns: bool,
}

impl Look<'_> {
    fn new<'a>(grid: &'a Grid, marked: &'a [String], turns: bool) -> Look<'a> {
        let tests = grid.cells.iter().filter_map(|(_, test)| test.as_ref());
        let said = grid.say.iter().filter_map(|piece| match piece {
            Piece::Hole(expr) => Some(expr),
            _ => None,
        });
        let laid = grid.lay.iter().take(turns.into());
        let laid = laid.flat_map(|(_, tests)| tests);
        let mut users: Vec<&Expr> = tests.chain(said).chain(laid).collect();
        let mut highlights = Vec::new();
        // A highlight may use those before it.
        for highlight in grid.highlights.iter().rev() {
            let (name, test) = highlight;
            if marked.contains(name) || users.iter().any(|user| user.mentions(name)) {
                users.push(test);
                highlights.push(highlight);
            }
        }
        highlights.reverse();
        Look {
            grid,
            marked,
            highlights,
            turns,
        }
    }
}

fn cells(look: &Look, (rows, columns): &(Axis, Axis), world: &World) -> Result<Vec<Placed>, Error> {
    let (mut all, mut here) = (Vec::new(), world.clone());
    for row in 1..=rows.count {
        if !rows.shows(row) {
            continue;
        }
        for column in 1..=columns.count {
            if !columns.shows(column) {
                continue;
            }
            let before = here.lay("row", Value::whole(row));
            here.lay("column", Value::whole(column));
            all.push(cell(look, row, column, &mut here)?);
            here.lift(before);
        }
    }
    Ok(all)
}

/// The cell whose place is laid over `here`; its highlights are laid over it, too.
fn cell(look: &Look, row: i64, column: i64, here: &mut World) -> Result<Placed, Error> {
    let grid = look.grid;
    let mut marked = false;
    for (name, test) in &look.highlights {
        let holds = truth(test, here)?;
        marked |= holds && look.marked.contains(name);
        here.lay(name, Value::Truth(holds));
    }
    let here = &*here;
    let named = |(_, test): &(String, Option<_>)| {
        test.as_ref()
            .is_none_or(|test| truth(test, here).unwrap_or(false))
    };
    let word = grid.cells.iter().position(named);
    let laid = grid.lay.first().filter(|(w, _)| {
        look.turns
            && word
                .and_then(|i| grid.cells.get(i))
                .is_some_and(|(name, _)| name == w)
    });
    let turn = laid.map(|(_, tests)| {
        tests
            .iter()
            .position(|test| truth(test, here).unwrap_or(false))
            .unwrap_or(tests.len())
    });
    Ok(Placed {
        row,
        column,
        word,
        marked,
        turn,
        open: false,
        says: fill(&grid.say, here),
    })
}

/// Draws the first `placed` cells of the laid word full and the rest open; gives how many are left over.
fn lay(grid: &Grid, cells: &mut [Placed], placed: i64) -> i64 {
    let turns = grid.lay.first().map_or(0, |(_, tests)| tests.len());
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
    grid: &Grid,
    axes: &(Axis, Axis),
    cells: &[Placed],
    surplus: i64,
    alt: &str,
    world: &World,
) -> String {
    let (rows, columns) = axes;
    let all = Bounds {
        left: 0,
        top: 0,
        right: columns.length(),
        bottom: rows.length(),
    };
    let mut holds = all;
    if surplus > 0 {
        holds.bottom += CELL + CELL / 2;
        holds.right = all.right.max((surplus.min(SURPLUS_DRAWN) + 3) * CELL);
    }
    let mut out = svg::open("grid", "img", alt, holds, &figure.labels, world);
    put_cells(grid, axes, cells, &mut out);
    put_left_out(axes, &mut out);
    for label in &figure.labels {
        let part = extent(label, grid, axes, cells).unwrap_or(all);
        put_label(label, part, all, world, &mut out);
    }
    if surplus > 0 {
        let class = classes(&words(grid)).get(laid_word(grid)).copied();
        put_surplus(
            surplus,
            class.unwrap_or_default(),
            all.bottom + CELL / 2,
            &mut out,
        );
    }
    out.push_str("</svg>");
    out
}

fn words(grid: &Grid) -> Vec<&str> {
    grid.cells.iter().map(|(word, _)| word.as_str()).collect()
}

fn laid_word(grid: &Grid) -> usize {
    let laid = grid.lay.first().map(|(word, _)| word);
    let mut words = grid.cells.iter();
    words.position(|(word, _)| Some(word) == laid).unwrap_or(0)
}

/// Patterns in a cell, so that print without colour tells the words apart: from where in it, and the line. The first is
/// for water, the others belong to the colours that the words have among those that are not water, but to the first none.
const PATTERNS: [(&str, (i64, i64), &str); 6] = [
    ("waves", (6, 14), "q3-4 6 0t6 0"),
    ("spots", (4, 4), "h0m16 0h0m0 16h0m-16 0h0"),
    ("hatch", (0, 12), "l12-12m12 0l-24 24m12 0l12-12"),
    ("rings", (3, 12), "a9 9 0 1 0 18 0a9 9 0 1 0-18 0"),
    ("hatch", (12, 0), "l12 12m0 12l-24-24m0 12l12 12"),
    ("cross", (3, 3), "l18 18m0-18l-18 18"),
];

/// Which pattern each word has; none for a plain one.
fn patterns(grid: &Grid) -> Vec<Option<usize>> {
    let words = words(grid);
    let is_water = |word: &str| word == "water";
    let others: Vec<&str> = words.iter().copied().filter(|w| !is_water(w)).collect();
    let mut others = colours(&others).into_iter();
    let pattern = |word: &&str| match is_water(word) {
        true => Some(0),
        false => others.next().filter(|pattern| *pattern > 0),
    };
    words.iter().map(pattern).collect()
}

/// Marked cells come last, so that no neighbour paints over their edge.
fn put_cells(grid: &Grid, (rows, columns): &(Axis, Axis), cells: &[Placed], out: &mut String) {
    let mut lines: [String; PATTERNS.len()] = Default::default();
    let mut texts = String::new();
    let (classes, patterns) = (classes(&words(grid)), patterns(grid));
    // A grid that tells no cells apart has plain ones.
    let plain = grid.cells.is_empty().then_some("");
    for marked in [false, true] {
        for cell in cells.iter().filter(|cell| cell.marked == marked) {
            let (x, y) = (columns.start(cell.column), rows.start(cell.row));
            let word = cell.word.and_then(|word| classes.get(word).copied());
            let Some(word) = word.or(plain) else { continue };
            let class = match (cell.open, marked) {
                (false, false) => "",
                (true, false) => " open",
                (false, true) => " marked",
                (true, true) => " open marked",
            };
            put_square(word, class, x, y, out);
            if !cell.says.is_empty() {
                let middle = (x + CELL / 2, y + CELL / 2 + SMALL);
                let class = ["in ", word, class].concat();
                put_text(middle, &class, &cell.says, &mut texts);
            }
            let drawn = cell.word.and_then(|word| *patterns.get(word)?);
            let drawn = drawn.filter(|_| !cell.open && !marked);
            let found = drawn.and_then(|at| Some((PATTERNS.get(at)?, lines.get_mut(at)?)));
            if let Some(((_, (right, down), line), lines)) = found {
                put(lines, "M# #", &[x + right * PX, y + down * PX]);
                lines.push_str(line);
            }
        }
    }
    for ((class, ..), line) in PATTERNS.iter().zip(&lines) {
        if !line.is_empty() {
            put_path(class, line, out);
        }
    }
    out.push_str(&texts);
}

fn put_left_out((rows, columns): &(Axis, Axis), out: &mut String) {
    let gap = (FIRST + 1) * CELL;
    if columns.cut {
        for y in rows.middles() {
            svg::put_dots((gap, y), true, out);
        }
    }
    if rows.cut {
        for x in columns.middles() {
            svg::put_dots((x, gap), false, out);
        }
    }
}

/// Puts a cell of this class.
fn put_square(class: &str, more: &str, x: i64, y: i64, out: &mut String) {
    out.push_str("<rect class=\"");
    out.push_str(class);
    out.push_str(more);
    put(
        out,
        "\" x=\"#\" y=\"#\" width=\"#\" height=\"#\"/>",
        &[x, y, CELL, CELL],
    );
}

/// The number stands in front of its cells; of many cells only the first are drawn.
fn put_surplus(surplus: i64, class: &str, y: i64, out: &mut String) {
    let base = y + CELL / 2 + BASELINE;
    put_text(
        (0, base),
        "start",
        &["+", &surplus.to_string()].concat(),
        out,
    );
    let start = 2 * CELL;
    for i in 0..surplus.min(SURPLUS_DRAWN) {
        put_square(class, " over", start + i * CELL, y, out);
    }
    if surplus > SURPLUS_DRAWN {
        let x = start + SURPLUS_DRAWN * CELL + 6 * PX;
        put_text((x, base), "start", "…", out);
    }
}

/// Where the cells are that a label belongs to.
fn extent(
    label: &Label,
    grid: &Grid,
    (rows, columns): &(Axis, Axis),
    cells: &[Placed],
) -> Option<Bounds> {
    let part = label.part.as_ref()?;
    let word = grid.cells.iter().position(|(w, _)| w == part);
    let mut extent = None;
    for cell in cells.iter().filter(|cell| cell.word == word) {
        let (x, y) = (columns.start(cell.column), rows.start(cell.row));
        let here = Bounds {
            left: x,
            top: y,
            right: x + CELL,
            bottom: y + CELL,
        };
        extent = Some(extent.unwrap_or(here).with(here));
    }
    extent
}
