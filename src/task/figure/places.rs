//! Owns figures of places: dots in rows and columns, tables with open cells.

use super::draft::{Draft, hole, wanted};
use crate::engine::expr::{Expr, Op};
use crate::engine::figure::SPACING;
use crate::engine::model::{Body, ShapeSort};
use crate::task::Reading;
use crate::yaml::Settings;

/// Dots, and perhaps a polygon through some of them.
pub fn dots(settings: &Settings, reading: &mut Reading) -> Option<Body> {
    let (rows, columns) = (
        wanted("rows", settings, reading),
        wanted("columns", settings, reading),
    );
    let points = wanted("points", settings, reading);
    let (rows, columns) = (rows?, columns?);
    let mut draft = Draft::new(&["r__r", "c__c", "p__p"]);
    draft.drawing.unit = SPACING;
    draft.drawing.dots = Some((rows.clone(), columns.clone()));
    draft.name("r__rows", rows);
    draft.name("c__columns", columns);
    if let Some(points) = points {
        draft.name("p__points", points);
        draft.words(std::iter::once("points"));
        let class = draft.class("points");
        let corners = "[item(p__p, 2) - 1, item(p__p, 1) - 1] for p__p in p__points";
        draft.shape(ShapeSort::Polygon, class, &[corners], &[]);
        let several = draft.expr("count(p__points) > 1", &[]);
        draft.only(several);
    }
    let each = [("r__r", "1..r__rows"), ("c__c", "1..c__columns")];
    draft.shape(ShapeSort::Dot, "peg", &["c__c - 1", "r__r - 1"], &each);
    draft.body()
}

/// Width and height of a table's cell in units: as large as a field.
const CELL: (&str, &str) = ("2.25", "2");

/// Cells in rows, each row in the middle; what stands in a cell may use its row and column.
pub fn table(settings: &Settings, reading: &mut Reading) -> Option<Body> {
    let rows = wanted("rows", settings, reading);
    let in_row = reading.scope(&["row"]);
    let columns = settings.one("columns")?;
    let columns = reading.expr(&columns.into(), &in_row);
    let in_cell = reading.scope(&["row", "column"]);
    let given = settings
        .one("given")
        .map(|given| reading.expr(&given.into(), &in_cell));
    let open = settings
        .one("open")
        .map(|open| reading.statement(&open.into(), &in_cell));
    let (rows, columns) = (rows?, columns?);
    let mut draft = Draft::new(&["row", "column", "c__own"]);
    draft.name("r__rows", rows);
    let every = Op::Each(vec!["row".to_string()]);
    let range = draft.expr("1..r__rows", &[]);
    let widths = Expr::new(every, vec![columns.clone(), range]);
    let widest = draft.expr("max(c__all)", &[("c__all", &widths)]);
    draft.name("c__most", widest);
    let (width, height) = CELL;
    let x = format!("{width} (column - 1 + (c__most - c__own)/2)");
    let left = draft.expr(&x, &[("c__own", &columns)]);
    let middle = draft.expr(&format!("{x} + {width}/2"), &[("c__own", &columns)]);
    let top = draft.expr(&format!("{height} (row - 1)"), &[]);
    let centre = draft.expr(&format!("{height} (row - 1) + {height}/2"), &[]);
    let size = [width, height].map(|size| draft.expr(size, &[]));
    // Where nothing is said of open cells, all are open or none.
    let has_fields = open.is_some() || given.is_none();
    let open = match open {
        Some(open) => open?,
        None if has_fields => draft.expr("1 = 1", &[]),
        None => draft.expr("1 = 2", &[]),
    };
    let filled = Expr::of(Op::Not, open.clone());
    let each = [("row", "1..r__rows"), ("column", "1..c__own")];
    let put = |draft: &mut Draft, sort, class: &str, at: Vec<Expr>, only: &Expr| {
        draft.shape_at(sort, class, at, &each);
        draft.only(only.clone());
        if let Some((_, range)) = draft
            .drawing
            .shapes
            .last_mut()
            .and_then(|shape| shape.each.last_mut())
        {
            *range = range.replaced(&|name| (name == "c__own").then(|| columns.clone()));
        }
    };
    let [wide, high] = size;
    let corner = vec![left, top, wide, high];
    let middle = vec![middle, centre];
    put(&mut draft, ShapeSort::Rectangle, "cell", corner, &filled);
    if has_fields {
        put(&mut draft, ShapeSort::Field, "", middle.clone(), &open);
    }
    if let Some(given) = given {
        let given = given?;
        put(&mut draft, ShapeSort::Text, "", middle, &filled);
        if let Some(shape) = draft.drawing.shapes.last_mut() {
            shape.say = hole(&given);
        }
    }
    draft.body()
}
