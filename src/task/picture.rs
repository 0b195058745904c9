//! Owns which figure shows a response: one whose cells of the laid word are the asked quantity in every case; a graph beside
//! the ask with the quantity as a curve; where the relation is turned round, one that looks different for different responses.

use super::known::{Known, hash};
use super::section::TaskText;
use super::{Part, case_text};
use crate::engine::error::Error;
use crate::engine::expr::Expr;
use crate::engine::figure::rounds::Rounds;
use crate::engine::figure::{cells_of, draw, size};
use crate::engine::model::{Ask, Body, Cell, Figure, Model, Quantity, Row, ShapeSort, Sort};
use crate::engine::number::Number;
use crate::engine::response::base_world;
use crate::engine::template::{Picture, Piece, escape};
use crate::engine::value::{Fuel, Value, number};
use crate::engine::world::World;
use std::collections::HashMap;
use std::fmt::Debug;

/// What is seen of figures while a task is read: its asks look at the same ones.
pub struct Looks<'a> {
    known: &'a Known,
    /// Of each figure and of all that its look depends on in a case.
    figures: Vec<u64>,
    /// How many laid cells a figure has in a case, by figure, variant and case.
    cells: HashMap<(usize, usize, String), Option<usize>>,
}

impl<'a> Looks<'a> {
    pub fn new(model: &Model, known: &'a Known) -> Looks<'a> {
        let values = |of: &Quantity| hash(&(&of.name, &of.kind, &of.is));
        let values: Vec<u64> = model.quantities.iter().map(values).collect();
        let cases = hash(&(values, &model.variants));
        let of_figure = |figure: &Figure| hash(&(figure, cases));
        Looks {
            known,
            figures: model.figures.iter().map(of_figure).collect(),
            cells: HashMap::new(),
        }
    }

    /// Whether a figure shows responses to an ask; `by` is what that depends on besides.
    fn fits(
        &mut self,
        figure: usize,
        by: &impl Debug,
        look: impl FnOnce(&mut Self) -> bool,
    ) -> bool {
        let (known, own) = (self.known, self.figures.get(figure));
        known.fits(hash(&(own, by)), || look(self))
    }
}

/// The figure in which responses to an ask are shown, the section's own first.
pub fn picture(ask: usize, text: &TaskText, model: &Model, looks: &mut Looks) -> Option<Picture> {
    let target = model.asks.get(ask)?;
    let variant = model.sections.get(target.section)?.variant;
    if let Sort::Value(asked) = &target.sort
        && !asked.given.is_empty()
    {
        let mut changes = |picture: &Picture| {
            let by = (asked, variant, &picture.placed);
            let look = |_: &mut Looks| changes(picture, &asked.names, target, model);
            looks.fits(picture.figure, &by, look)
        };
        return chosen(target.section, text, model, &mut changes);
    }
    let (name, cases) = match &target.sort {
        Sort::Value(asked) if asked.names.len() == 1 => (asked.names.first()?, vec![Row::new()]),
        Sort::Table(asked) => {
            let rows = asked.cells.iter().filter_map(|cell| {
                if let Cell::Case(row) = cell {
                    Some(row.clone())
                } else {
                    None
                }
            });
            (&asked.name, rows.collect())
        }
        Sort::Rule(asked) => (&asked.name, asked.cases.clone()),
        _ => return None,
    };
    let mut shows = |Picture { figure, .. }: &Picture| {
        let look = |looks: &mut Looks| shows(*figure, name, variant, &cases, model, looks);
        looks.fits(*figure, &(name, variant, &cases), look)
    };
    let found = chosen(target.section, text, model, &mut shows);
    if found.is_some() || matches!(target.sort, Sort::Rule(_)) {
        return found;
    }
    let worlds = worlds(target, &cases, model);
    let body = &text.sections.get(target.section)?.body;
    let mut graphs = body.iter().filter_map(|part| match part {
        Part::Piece(Piece::Figure(picture)) if picture.bindings.is_empty() => Some(picture),
        _ => None,
    });
    let draws = |picture: &&Picture| draws_curve(picture.figure, name, &worlds, model);
    Some(Picture::plain(graphs.find(draws)?.figure, Vec::new()))
}

/// The cases of an ask, each of its own laid over each of the variant's.
fn worlds<'a>(ask: &Ask, cases: &[Row], model: &'a Model) -> Vec<World<'a>> {
    let rows = model.variant_of_ask(ask).map_or(&[][..], |v| &v.rows);
    let bases = rows.iter().map(|row| base_world(model, ask, row));
    let worlds = bases.flat_map(|base| cases.iter().map(move |case| base.with_row(case)));
    worlds.collect()
}

/// Whether a graph has one curve that goes through the value of the quantity in all cases.
fn draws_curve(figure: usize, name: &str, worlds: &[World], model: &Model) -> bool {
    let Some(Figure {
        body: Body::Drawing(drawing),
        ..
    }) = model.figures.get(figure)
    else {
        return false;
    };
    let Some([_, height, ..]) = drawing.answer.as_ref().map(|answer| answer.at.as_slice()) else {
        return false;
    };
    let curves = drawing
        .shapes
        .iter()
        .filter_map(|shape| match shape.at.as_slice() {
            [_, curve, ..] if shape.sort == ShapeSort::Curve => Some(curve),
            _ => None,
        });
    let goes_through = |curve: &Expr, world: &World| {
        let right = world.value(name, &mut Fuel::full())?;
        let mut rounds = Rounds::new(world, &drawing.lets, false)?;
        rounds.world.lay("answer", right);
        Ok::<bool, Error>(rounds.value(curve)?.same(&rounds.value(height)?))
    };
    let mut curves = curves;
    !worlds.is_empty()
        && curves.any(|curve| {
            worlds
                .iter()
                .all(|world| goes_through(curve, world) == Ok(true))
        })
}

/// The first picture of the text that fits.
fn chosen(
    section: usize,
    text: &TaskText,
    model: &Model,
    fits: &mut dyn FnMut(&Picture) -> bool,
) -> Option<Picture> {
    let own = text.sections.get(section).into_iter();
    let sections = own.chain(&text.sections);
    let drawn = sections
        .flat_map(|section| &section.body)
        .filter_map(|part| match part {
            Part::Piece(Piece::Figure(picture)) => Some(picture),
            _ => None,
        });
    let plain: Vec<&Picture> = drawn.filter(|picture| picture.placed.is_none()).collect();
    // A picture of several stages describes more than one case.
    let (single, staged): (Vec<&Picture>, Vec<&Picture>) = plain
        .into_iter()
        .partition(|picture| picture.bindings.is_empty());
    let own = text
        .sections
        .get(section)
        .map_or(&[][..], |section| &section.body);
    let is_own = |picture: &Picture| {
        own.iter().any(
            |part| matches!(part, Part::Piece(Piece::Figure(own)) if std::ptr::eq(own, picture)),
        )
    };
    if let Some(found) = single
        .iter()
        .find(|picture| is_own(picture) && fits(picture))
    {
        return Some(Picture {
            highlights: Vec::new(),
            ..(*found).clone()
        });
    }
    // Words that were written for another section's case may not fit this one.
    let found = single.iter().chain(&staged).find(|picture| fits(picture))?;
    let alt = vec![Piece::Html(escape(&model.words.say("drawn-alt", &[])))];
    Some(Picture::plain(found.figure, alt))
}

/// Responses that are put into a picture to see whether it looks different.
const TRIED: [i64; 2] = [2, 3];

/// Whether a figure looks different when other values are put in the places of the asked names, in all cases.
fn changes(picture: &Picture, names: &[String], ask: &Ask, model: &Model) -> bool {
    let plain = Picture {
        bindings: Vec::new(),
        highlights: Vec::new(),
        alt: Vec::new(),
        ..picture.clone()
    };
    let rows = model.variant_of_ask(ask).map_or(&[][..], |v| &v.rows);
    let looks = |row: &Row| {
        TRIED.map(|value| {
            let value = Number::whole(value);
            let mut world = base_world(model, ask, row);
            for name in names {
                world.lay(name, Value::Number(value.clone()));
            }
            draw(&plain, true, &world)
        })
    };
    !rows.is_empty()
        && rows.iter().all(|row| match looks(row) {
            [Ok(one), Ok(other)] => one != other,
            _ => false,
        })
}

/// Whether the number of a figure's laid cells is the quantity in all cases; those too large to draw say nothing.
fn shows(
    figure_at: usize,
    name: &str,
    variant_at: usize,
    cases: &[Row],
    model: &Model,
    looks: &mut Looks,
) -> bool {
    let figure = model.figures.get(figure_at);
    let Some((figure, variant)) = figure.zip(model.variants.get(variant_at)) else {
        return false;
    };
    let Some((word, _)) = figure.grid().and_then(|grid| grid.lay.first()) else {
        return false;
    };
    let mut seen = 0;
    for row in &variant.rows {
        for case in cases {
            let world = World::new(model, Some(variant), row).with_row(case);
            if size(figure, &world).is_none() {
                continue;
            }
            let key = case_text(row) + "; " + &case_text(case);
            let cells = looks.cells.entry((figure_at, variant_at, key));
            let cells = cells.or_insert_with(|| cells_of(figure, word, &world));
            let cells = cells.map(|cells| Number::whole(cells as i64));
            match (cells, number(&Expr::name(name), &world)) {
                (Some(cells), Ok(value)) if cells.same(&value) => seen += 1,
                _ => return false,
            }
        }
    }
    seen > 0
}
