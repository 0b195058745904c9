//! Owns the drawing of shapes: each round of a shape becomes a mark, and the marks a sheet. A drawing that is too long for a
//! page shows its beginning, dots and its end.

use super::fields;
use super::pointers::pointer_marks;
use super::rounds::Rounds;
use super::shapes::{Mark, Round, curve_marks, length};
use super::svg::{self, Bounds, PX, put, put_label};
use super::{MOST_CELLS, classes, data, unfit};
use crate::engine::error::Error;
use crate::engine::expr::Expr;
use crate::engine::model::{Drawing, Figure, Shape, ShapeSort};
use crate::engine::order::sorted;
use crate::engine::template::{Picture, fill};
use crate::engine::world::World;

/// From which length on the middle is left out, how much stays before and behind it, and the room of the dots.
const LONG: i64 = 1_000 * PX;
const FIRST: i64 = 360 * PX;
const LAST: i64 = 120 * PX;
const GAP: i64 = 48 * PX;

/// One stage of a drawing, with the table of its numbers behind it.
pub fn draw(
    figure: &Figure,
    drawing: &Drawing,
    picture: &Picture,
    whole: bool,
    world: &World,
) -> Result<String, Error> {
    let labels = match picture.fields {
        Some(ask) => fields::labels(ask, figure, world)?,
        None => Vec::new(),
    };
    // A field that is left out could not be filled in.
    let whole = whole || picture.fields.is_some();
    let highlights = picture.highlights.as_slice();
    let mut pen = Pen::new(drawing, highlights, world, false)?;
    pen.labels = labels.into_iter();
    if let Err(error) = pen.draw() {
        if whole || error.key != "too-many-marks" {
            return Err(error);
        }
        pen = Pen::new(drawing, highlights, world, true)?;
        pen.draw()?;
    }
    if let (Some(placed), Some(shape)) = (&picture.placed, &drawing.answer) {
        pen.answer(placed, shape)?;
    }
    let all = pen.bounds()?;
    let unit = drawing.unit * PX;
    let across = Band::of(all.left, all.right, unit, whole);
    let down = Band::of(all.top, all.bottom, unit, whole);
    let is_cut = across.len() + down.len() > 2;
    if pen.rounds.left_out && !is_cut {
        return Err(Error::value("too-many-marks"));
    }
    let marks = in_depth(pen.marks);
    let spanned = marks.iter().filter(|mark| mark.is_spanned);
    let part = spanned.map(|mark| mark.bounds).reduce(Bounds::with);
    let part = part.filter(|_| drawing.size.is_none()).unwrap_or(all);
    let sheet = Bounds {
        right: across.last().map_or(all.right, Band::end),
        bottom: down.last().map_or(all.bottom, Band::end),
        ..all
    };
    let alt = fill(&picture.alt, world);
    let role = picture.fields.map_or("img", |_| "group");
    let mut out = svg::open("drawing", role, &alt, sheet, &figure.labels, world);
    if is_cut {
        put_bands(&across, &down, &marks, &mut out);
    } else {
        put_marks(marks.iter(), &mut out);
    }
    for label in &figure.labels {
        let part = Bounds {
            right: part.right + sheet.right - all.right,
            bottom: part.bottom + sheet.bottom - all.bottom,
            ..part
        };
        put_label(label, part, sheet, world, &mut out);
    }
    out.push_str("</svg>");
    // The numbers stand below the figure that the response was read off.
    if picture.placed.is_none() {
        data::put(&drawing.data, &drawing.lets, world, &mut out)?;
    }
    Ok(out)
}

/// Cubes from the far to the near, where the first of them stood.
fn in_depth(marks: Vec<Mark>) -> Vec<Mark> {
    let first = marks.iter().position(|mark| mark.near.is_some());
    let Some(first) = first else { return marks };
    let (mut before, mut cubes, mut behind) = (Vec::new(), Vec::new(), Vec::new());
    for (at, mark) in marks.into_iter().enumerate() {
        match mark.near {
            Some(_) => cubes.push(mark),
            None if at < first => before.push(mark),
            None => behind.push(mark),
        }
    }
    before.extend(sorted(cubes, |a, b| a.near < b.near));
    before.extend(behind);
    before
}

fn put_marks<'a>(marks: impl Iterator<Item = &'a Mark>, out: &mut String) {
    let mut before: Option<&Mark> = None;
    for mark in marks {
        let goes_on = |last: &Mark| last.head == mark.head && mark.head.starts_with("<path");
        if !before.is_some_and(goes_on) {
            out.push_str(before.map_or("", |last| last.tail));
            out.push_str(&mark.head);
        }
        out.push_str(&mark.body);
        before = Some(mark);
    }
    out.push_str(before.map_or("", |last| last.tail));
}

/// A part of a length that is shown, and where on the sheet it begins.
struct Band {
    from: i64,
    to: i64,
    at: i64,
}

impl Band {
    /// All of a length, or of a long one its beginning and its end, both up to a whole unit.
    fn of(from: i64, to: i64, unit: i64, whole: bool) -> Vec<Band> {
        let all = Band { from, to, at: from };
        let (first, last) = (FIRST / unit * unit, LAST / unit * unit);
        if whole || to - from <= LONG || first == 0 || last == 0 {
            return vec![all];
        }
        // Far enough to show a dot that lies on the border.
        let edge = 6 * PX;
        let before = (from + first).div_euclid(unit) * unit + edge;
        let behind = (to - last).div_euclid(unit) * unit - edge;
        vec![
            Band { to: before, ..all },
            Band {
                from: behind,
                to,
                at: before + GAP,
            },
        ]
    }

    fn length(&self) -> i64 {
        self.to - self.from
    }

    fn end(&self) -> i64 {
        self.at + self.length()
    }
}

fn put_bands(across: &[Band], down: &[Band], marks: &[Mark], out: &mut String) {
    for y in down {
        for x in across {
            put(
                out,
                "<svg x=\"#\" y=\"#\" width=\"#\" height=\"#\" viewBox=\"# # # #\">",
                &[
                    x.at,
                    y.at,
                    x.length(),
                    y.length(),
                    x.from,
                    y.from,
                    x.length(),
                    y.length(),
                ],
            );
            let part = Bounds {
                left: x.from,
                top: y.from,
                right: x.to,
                bottom: y.to,
            };
            put_marks(marks.iter().filter(|mark| part.meets(&mark.bounds)), out);
            out.push_str("</svg>");
        }
    }
    let gap = |bands: &[Band]| match bands {
        [_, last] => Some(last.at - GAP / 2),
        _ => None,
    };
    if let Some(x) = gap(across) {
        for y in down {
            svg::put_dots((x, y.at + y.length() / 2), true, out);
        }
    }
    if let Some(y) = gap(down) {
        for x in across {
            svg::put_dots((x.at + x.length() / 2, y), false, out);
        }
    }
}

struct Pen<'a> {
    drawing: &'a Drawing,
    highlights: &'a [String],
    rounds: Rounds<'a>,
    marks: Vec<Mark>,
    /// What the fields still to be drawn are called, where they can be filled in.
    labels: std::vec::IntoIter<String>,
}

impl<'a> Pen<'a> {
    fn new(
        drawing: &'a Drawing,
        highlights: &'a [String],
        world: &World<'a>,
        thin: bool,
    ) -> Result<Pen<'a>, Error> {
        Ok(Pen {
            drawing,
            highlights,
            rounds: Rounds::new(world, &drawing.lets, thin)?,
            marks: Vec::new(),
            labels: Vec::new().into_iter(),
        })
    }

    fn draw(&mut self) -> Result<(), Error> {
        let mut pointers = Vec::new();
        for shape in &self.drawing.shapes {
            let (unit, class) = (self.drawing.unit, self.class(shape));
            let (marks, labels, mut curve) = (&mut self.marks, &mut self.labels, Vec::new());
            self.rounds.run(&shape.each, &mut |rounds| {
                if !rounds.draws(shape)? {
                    return Ok(());
                }
                if marks.len() as i64 >= MOST_CELLS {
                    return Err(Error::value("too-many-marks"));
                }
                let mut round = Round {
                    shape,
                    unit,
                    class: &class,
                    rounds,
                };
                match shape.sort {
                    ShapeSort::Curve => curve.push(round.stop()?),
                    ShapeSort::Pointer => pointers.push(round.pointer()?),
                    ShapeSort::Field => marks.push(round.field(labels.next())?),
                    _ => marks.push(round.mark()?),
                }
                Ok(())
            })?;
            if shape.sort == ShapeSort::Curve {
                marks.extend(curve_marks(&class, &curve));
            }
        }
        self.marks.extend(pointer_marks(pointers));
        Ok(())
    }

    /// What shows a response; an error where it would lie outside.
    fn answer(&mut self, placed: &Expr, shape: &Shape) -> Result<(), Error> {
        let value = self.rounds.value(placed)?;
        self.rounds.world.lay("answer", value);
        if !self.rounds.draws(shape)? {
            return Err(Error::value("nothing-drawn"));
        }
        let mut round = Round {
            shape,
            unit: self.drawing.unit,
            class: &shape.class,
            rounds: &mut self.rounds,
        };
        self.marks.push(round.mark()?);
        Ok(())
    }

    /// The class of a shape, and that its word is highlighted.
    fn class(&self, shape: &Shape) -> String {
        let words: Vec<&str> = self.drawing.words.iter().map(String::as_str).collect();
        let mut classes = words.iter().zip(classes(&words));
        let marked = classes.any(|(word, class)| {
            class == shape.class && self.highlights.iter().any(|name| name == word)
        });
        let more = if marked { " marked" } else { "" };
        [&shape.class, more].concat()
    }

    /// The size the author wants, or what holds all marks.
    fn bounds(&mut self) -> Result<Bounds, Error> {
        if let Some((width, height)) = &self.drawing.size {
            let (width, height) = (self.rounds.value(width)?, self.rounds.value(height)?);
            let right = length(&width.number()?, self.drawing.unit)?;
            let bottom = length(&height.number()?, self.drawing.unit)?;
            if right <= 0 || bottom <= 0 {
                return Err(unfit());
            }
            return Ok(Bounds {
                left: 0,
                top: 0,
                right,
                bottom,
            });
        }
        let mut marks = self.marks.iter();
        let first = marks.next().ok_or_else(|| Error::value("nothing-drawn"))?;
        Ok(marks.fold(first.bounds, |all, mark| all.with(mark.bounds)))
    }
}
