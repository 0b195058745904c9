//! Owns the picking of places in a figure, cells or points: where they lie in its drawing, and how chosen ones are drawn.
//! Knows nothing of right and not right.

use super::figure::svg::{PX, put, put_path};
use super::figure::{self, CELL, SPACING};
use super::kind::{Kind, Shape};
use super::model::{Figure, Find, Model, Sort, ValueAsk};
use super::template::{Picture, Piece, escape};
use super::value::Value;
use super::world::World;

/// Row and column, counted from 1.
pub type Place = (i64, i64);

/// What is picked: places of this figure, cells or else points in their order.
#[derive(Clone, Copy, Debug)]
pub struct Pick<'a> {
    pub figure: &'a str,
    pub cells: bool,
}

/// Where the places of a figure lie: so many rows and columns, from one to the next, and the middle of the first one.
#[derive(Clone, Copy, Debug)]
pub struct Lattice {
    pub rows: i64,
    pub columns: i64,
    pub spacing: i64,
    pub first: i64,
}

/// Half the side of what is drawn for a chosen cell; the radius of a chosen point.
const HALF: i64 = PX * (CELL / 2 - 2);

/// What an ask lets students pick; none where it wants something else, or several shapes at once.
pub fn of_ask<'a>(model: &'a Model, sort: &Sort) -> Option<Pick<'a>> {
    match sort {
        Sort::Value(asked) if asked.find != Find::List => of_value(model, asked),
        _ => None,
    }
}

/// What the values of an ask are places of.
pub fn of_value<'a>(model: &'a Model, asked: &ValueAsk) -> Option<Pick<'a>> {
    let [name] = asked.names.as_slice() else {
        return None;
    };
    let Some(Kind::Many(many)) = &model.quantity(name)?.kind else {
        return None;
    };
    match (&many.each, many.shape) {
        (Kind::Place { figure, cell }, Shape::Set | Shape::List) => Some(Pick {
            figure,
            cells: *cell,
        }),
        _ => None,
    }
}

impl Pick<'_> {
    fn index(&self, model: &Model) -> Option<usize> {
        let named = |figure: &Figure| figure.name == self.figure;
        model.figures.iter().position(named)
    }

    /// Where the places lie in a case; none where the figure cannot be drawn.
    pub fn lattice(&self, world: &World) -> Option<Lattice> {
        let figure = world.model().figures.get(self.index(world.model())?)?;
        let (rows, columns) = figure::size(figure, world)?;
        // Dots stand where cells have their corners.
        let (spacing, first) = match figure.grid() {
            Some(_) => (CELL, CELL / 2),
            None => (SPACING, 0),
        };
        Some(Lattice {
            rows,
            columns,
            spacing,
            first,
        })
    }

    /// The figure with chosen places in it; empty where it cannot be drawn. `alt` is plain text.
    pub fn draw(&self, world: &World, places: &[Place], alt: &str) -> String {
        let (Some(figure), Some(lattice)) = (self.index(world.model()), self.lattice(world)) else {
            return String::new();
        };
        let picture = Picture::plain(figure, vec![Piece::Html(escape(alt))]);
        let drawn = figure::draw(&picture, true, world).unwrap_or_default();
        let Some(before) = drawn.strip_suffix(END) else {
            return String::new();
        };
        let mut out = before.to_string();
        match self.cells {
            true => put_cells(&lattice, places, &mut out),
            false => put_polygon(&lattice, places, &mut out),
        }
        out.push_str(END);
        out
    }
}

/// How the drawing of a figure ends.
const END: &str = "</svg></span>";

impl Lattice {
    /// The middle of a place, across and down, as a picture is written; none outside the figure.
    fn middle(&self, (row, column): Place) -> Option<(i64, i64)> {
        let lies = (1..=self.rows).contains(&row) && (1..=self.columns).contains(&column);
        let at = |place| PX * (self.first + (place - 1) * self.spacing);
        lies.then(|| (at(column), at(row)))
    }
}

fn put_cells(lattice: &Lattice, places: &[Place], out: &mut String) {
    let side = 2 * HALF;
    let mut line = String::new();
    for (x, y) in places.iter().filter_map(|place| lattice.middle(*place)) {
        put(
            &mut line,
            "M# #h#v#h-#z",
            &[x - HALF, y - HALF, side, side, side],
        );
    }
    put_path("picked", &line, out);
}

/// The corners with their numbers, and the sides between them.
fn put_polygon(lattice: &Lattice, places: &[Place], out: &mut String) {
    let (mut line, mut corners) = (String::new(), String::new());
    let middles = places.iter().filter_map(|place| lattice.middle(*place));
    for (at, (x, y)) in middles.enumerate() {
        line.push(if at == 0 { 'M' } else { 'L' });
        put(&mut line, "# #", &[x, y]);
        put(
            &mut corners,
            "<circle class=\"corner\" cx=\"#\" cy=\"#\" r=\"#\"/>\
             <text class=\"order\" x=\"#\" y=\"#\" text-anchor=\"middle\">#</text>",
            &[x, y, HALF - PX, x, y + 4 * PX, PX * (at as i64 + 1)],
        );
    }
    if places.len() > 2 {
        line.push('z');
    }
    put_path("sides", &line, out);
    out.push_str(&corners);
}

/// The places that a value stands for.
pub fn places_of(value: &Value) -> Vec<Place> {
    let mut places = Vec::new();
    if let Value::List(items) = value {
        for (row, column) in items.iter().filter_map(Value::place) {
            places.push((row.into(), column.into()));
        }
    }
    places
}

/// The places a text speaks of: its whole numbers, two by two, whatever stands between them.
pub fn places_in(text: &str) -> Vec<Place> {
    let mut numbers = text
        .split(|sign: char| !sign.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok());
    let mut places = Vec::new();
    while let (Some(row), Some(column)) = (numbers.next(), numbers.next()) {
        places.push((row, column));
    }
    places
}
