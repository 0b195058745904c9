//! Owns the fields in a figure: how many there are and in what order, what stands in the cells between them, and what each
//! is called. Knows nothing of responses.

use super::rounds::Rounds;
use crate::engine::error::Error;
use crate::engine::expr::Expr;
use crate::engine::figure::svg::PX;
use crate::engine::kind::{Kind, Many, Shape};
use crate::engine::model::{self, Body, Drawing, Figure, Model, ShapeSort, Sort, ValueAsk};
use crate::engine::order::sorted;
use crate::engine::template::{Picture, Piece, Template, escape};
use crate::engine::world::World;

/// Width and height of a field, enough for a finger.
pub const FIELD: (i64, i64) = (54 * PX, 48 * PX);

/// A field, or a cell between fields.
#[derive(Clone, Debug)]
pub struct Place {
    /// Row and column from 1, where it is made for each of them.
    pub cell: Option<(i64, i64)>,
    /// What stands in it; nothing for a field.
    pub given: Option<String>,
}

/// The drawing of a figure that has fields.
pub fn drawing(figure: &Figure) -> Option<&Drawing> {
    match &figure.body {
        Body::Drawing(drawing) => {
            let mut shapes = drawing.shapes.iter();
            let has_fields = shapes.any(|shape| shape.sort == ShapeSort::Field);
            has_fields.then_some(drawing)
        }
        Body::Grid(_) => None,
    }
}

/// The fields of a figure in a case, as they are drawn.
pub fn fields(figure: &Figure, world: &World) -> Result<Vec<Place>, Error> {
    places(figure, ShapeSort::Field, world)
}

fn places(figure: &Figure, sort: ShapeSort, world: &World) -> Result<Vec<Place>, Error> {
    let mut places = Vec::new();
    let Some(drawing) = drawing(figure) else {
        return Ok(places);
    };
    let mut rounds = Rounds::new(world, &drawing.lets, false)?;
    for shape in drawing.shapes.iter().filter(|shape| shape.sort == sort) {
        rounds.run(&shape.each, &mut |rounds| {
            if rounds.draws(shape)? {
                places.push(place(shape, rounds)?);
            }
            Ok(())
        })?;
    }
    Ok(places)
}

fn place(shape: &model::Shape, rounds: &mut Rounds) -> Result<Place, Error> {
    let mut at = |name: &str| {
        if !shape.each.iter().any(|(each, _)| each == name) {
            return Ok(None);
        }
        let value = rounds.value(&Expr::name(name))?.number()?;
        Ok::<Option<i64>, Error>(value.to_whole())
    };
    let cell = at("row")?.zip(at("column")?);
    let given = match (shape.sort, shape.say.as_slice()) {
        (ShapeSort::Text, [Piece::Hole(given)]) => {
            let decimal = rounds.world.model().language.decimal;
            Some(rounds.value(given)?.shown(decimal))
        }
        (ShapeSort::Text, _) => Some(String::new()),
        _ => None,
    };
    Ok(Place { cell, given })
}

/// What an ask wants that has one name and several values, with a field for each.
pub fn several(model: &Model, asked: &ValueAsk) -> Option<Many> {
    let [name] = asked.names.as_slice() else {
        return None;
    };
    match model.kind(name) {
        Kind::Many(many) => Some(*many),
        _ => None,
    }
}

/// How many values an ask in a figure wants at once; any number of them where there is none.
pub fn wanted(model: &Model, asked: &ValueAsk) -> Option<usize> {
    match several(model, asked) {
        Some(many) => many.count,
        None => Some(asked.names.len()),
    }
}

/// Where the values of an ask stand in its figure, in their order: in its fields; a table that has a value for every cell
/// takes those that stand there along, row by row.
pub fn values(figure: &Figure, asked: &ValueAsk, world: &World) -> Result<Vec<Place>, Error> {
    let fields = fields(figure, world)?;
    let count = match several(world.model(), asked) {
        Some(many) if matches!(many.shape, Shape::Table(_)) => many.count.unwrap_or(0),
        _ => 0,
    };
    if count <= fields.len() {
        return Ok(fields);
    }
    let mut cells = places(figure, ShapeSort::Text, world)?;
    cells.extend(fields.iter().cloned());
    cells.retain(|place| place.cell.is_some());
    if cells.len() != count {
        return Ok(fields);
    }
    Ok(sorted(cells, |a, b| a.cell < b.cell))
}

/// The figure in which the fields of an ask stand, in the case of the ask; none where they stand in no figure.
pub fn picture(ask: usize, asked: &ValueAsk, alt: Template) -> Option<Picture> {
    let mut picture = Picture::plain(asked.on?, alt);
    picture.fields = Some(ask);
    for (name, value) in &asked.laid {
        picture.bindings.push((name.clone(), vec![value.clone()]));
    }
    Some(picture)
}

/// What the fields of an ask are called, in their order.
pub fn names(model: &Model, asked: &ValueAsk, fields: &[Place]) -> Vec<String> {
    let is_several = several(model, asked).is_some();
    let mut names = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        names.push(match (asked.names.get(at), field.cell) {
            (Some(name), _) if !is_several => {
                let quantity = model.quantity(name);
                quantity.map_or(name.clone(), |quantity| quantity.called().to_string())
            }
            (_, Some((row, column))) => {
                let parts = [row, column].map(|part| part.to_string());
                model.words.say("field-in-cell", &[&parts[0], &parts[1]])
            }
            _ => model.words.say("field-nth", &[&(at + 1).to_string()]),
        });
    }
    names
}

/// The names of the fields of an ask as they are drawn, escaped; none where the figure has no such fields.
pub fn labels(ask: usize, figure: &Figure, world: &World) -> Result<Vec<String>, Error> {
    let model = world.model();
    let Some(Sort::Value(asked)) = model.asks.get(ask).map(|ask| &ask.sort) else {
        return Ok(Vec::new());
    };
    let names = names(model, asked, &fields(figure, world)?);
    Ok(names.iter().map(|name| escape(name)).collect())
}
