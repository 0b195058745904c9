//! Owns what is typed in the fields of a figure: the text of a list or table that they make together, and one field alone.
//! Several names are read as from any fields.

use super::{Reading, Typed, known_names, lines, scope};
use crate::engine::error::Error;
use crate::engine::figure::fields::{fields, names, several, values};
use crate::engine::model::{Model, ValueAsk};
use crate::engine::world::World;

/// The text of a list or table from fields, one a line, with what stands in its other cells; nothing where the text is none
/// from fields.
///
/// # Errors
/// A field is empty, or holds something else than one number.
pub fn joined(asked: &ValueAsk, world: &World, text: &str) -> Result<Option<String>, Error> {
    let model = world.model();
    let figure = asked.on.and_then(|on| model.figures.get(on));
    let Some(figure) = figure.filter(|_| several(model, asked).is_some()) else {
        return Ok(None);
    };
    let (open, typed) = (fields(figure, world)?, lines(text));
    if typed.len() != open.len() {
        return Ok(None);
    }
    let is_blank = |(_, line): &(usize, &str)| line.trim().is_empty();
    if let Some(blank) = typed.iter().position(is_blank) {
        let names = names(model, asked, &open);
        let name = names.get(blank).map_or("", String::as_str);
        return Err(Error::at(0..text.len(), "empty-field", &[name]));
    }
    // What cannot be read is told in its own field.
    for (at, line) in &typed {
        one(model, asked, world, line).map_err(|error| error.shifted(*at))?;
    }
    let (mut typed, mut all) = (typed.iter(), String::new());
    for value in values(figure, asked, world)? {
        if !all.is_empty() {
            all.push('\n');
        }
        match &value.given {
            Some(given) => all.push_str(given),
            None => all.push_str(typed.next().map_or("", |(_, line)| line)),
        }
    }
    Ok(Some(all))
}

/// One of several values that an ask wants of one name.
///
/// # Errors
/// What stands in the field is not one number.
pub fn one(model: &Model, asked: &ValueAsk, world: &World, text: &str) -> Result<Typed, Error> {
    let scope = scope(
        model,
        &known_names(model, &asked.names, world),
        &asked.names,
    );
    let reading = Reading {
        model,
        asked: &asked.names,
        scope: &scope,
        world,
        with_unit: false,
    };
    reading.item((0, text))
}
