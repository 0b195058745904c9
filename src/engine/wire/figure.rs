//! Owns the reading of a figure's lines; knows nothing of other lines.

use super::read::{Fields, Keyword};
use super::template::words;
use crate::engine::expr::Expr;
use crate::engine::model::*;
use crate::engine::token::Scope;

/// Reads one line into the figure; none where it cannot be read.
pub fn read_line(figure: &mut Figure, keyword: Keyword, fields: &Fields) -> Option<()> {
    match keyword {
        Keyword::Label => figure.labels.push(Label {
            side: Side::named(fields.text(2))?,
            of: fields.owned(1),
            part: Some(fields.owned(3)).filter(|part| !part.is_empty()),
        }),
        Keyword::Grid => {
            figure.body = Body::Grid(Grid {
                rows: fields.expr(1)?,
                columns: fields.expr(2)?,
                say: fields.template(3)?,
                cells: Vec::new(),
                highlights: Vec::new(),
                lay: Vec::new(),
            })
        }
        Keyword::Drawing => {
            figure.body = Body::Drawing(Drawing {
                unit: fields.text(1).parse().ok()?,
                size: pair(fields, 2)?,
                dots: pair(fields, 4)?,
                words: fields.rest(6).to_vec(),
                ..Drawing::empty()
            })
        }
        _ => match &mut figure.body {
            Body::Grid(grid) => read_grid_line(grid, keyword, fields)?,
            Body::Drawing(drawing) => read_drawing_line(drawing, keyword, fields)?,
        },
    }
    Some(())
}

fn read_grid_line(grid: &mut Grid, keyword: Keyword, fields: &Fields) -> Option<()> {
    match keyword {
        Keyword::Highlight => {
            let test = fields.expr(2)?;
            grid.highlights.push((fields.owned(1), test));
        }
        Keyword::Square => {
            let test = fields.optional_expr(2)?;
            grid.cells.push((fields.owned(1), test));
        }
        Keyword::Lay => grid.lay.push((fields.owned(1), exprs(fields, 2)?)),
        _ => return None,
    }
    Some(())
}

fn read_drawing_line(drawing: &mut Drawing, keyword: Keyword, fields: &Fields) -> Option<()> {
    match keyword {
        Keyword::Let => {
            let value = fields.expr(2)?;
            drawing.lets.push((fields.owned(1), value));
        }
        Keyword::Shape => drawing.shapes.push(shape(fields)?),
        Keyword::Answer => drawing.answer = Some(shape(fields)?),
        Keyword::Data => drawing.data.push(Data {
            heads: fields.rest(1).to_vec(),
            lines: Vec::new(),
        }),
        Keyword::Entry => {
            let (each, scope) = each(fields, 1)?;
            let fields = &Fields {
                scope: &scope,
                ..*fields
            };
            let mut cells = Vec::new();
            for at in 2..fields.fields.len() {
                cells.push(fields.template(at)?);
            }
            drawing
                .data
                .last_mut()?
                .lines
                .push(DataLine { each, cells });
        }
        _ => return None,
    }
    Some(())
}

fn shape(fields: &Fields) -> Option<Shape> {
    let sort = ShapeSort::named(fields.text(1))?;
    let (each, scope) = each(fields, 3)?;
    let fields = &Fields {
        scope: &scope,
        ..*fields
    };
    Some(Shape {
        sort,
        class: fields.owned(2),
        each,
        only: fields.optional_expr(4)?,
        around: pair(fields, 5)?,
        say: fields.template(7)?,
        at: exprs(fields, 8)?,
    })
}

fn exprs(fields: &Fields, from: usize) -> Option<Vec<Expr>> {
    let mut exprs = Vec::new();
    for at in from..fields.fields.len() {
        exprs.push(fields.expr(at)?);
    }
    Some(exprs)
}

/// Two expressions, or nothing where nothing is written.
fn pair(fields: &Fields, at: usize) -> Option<Option<(Expr, Expr)>> {
    let (first, second) = (fields.optional_expr(at)?, fields.optional_expr(at + 1)?);
    Some(first.zip(second))
}

type Each = Vec<(String, Expr)>;

/// Loops, and the names that can be used inside them; each range may use the names before it.
fn each(fields: &Fields, at: usize) -> Option<(Each, Scope)> {
    let (mut each, mut scope) = (Each::new(), fields.scope.clone());
    for pair in words(fields.text(at), '~').chunks(2) {
        let [name, range] = pair else { return None };
        each.push((name.clone(), super::template::expr(range, &scope)?));
        scope.names.push((name.clone(), name.clone()));
    }
    Some((each, scope))
}
