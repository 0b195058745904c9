//! Owns the marks of single shapes: numbers become places, and places an element with its bounds. Knows nothing of the sheet
//! they lie on.

use super::fields::FIELD;
use super::pointers::Pointer;
use super::rounds::Rounds;
use super::svg::{BASELINE, Bounds, PX, SIGN, put};
use super::unfit;
use crate::engine::error::Error;
use crate::engine::model::{Shape, ShapeSort};
use crate::engine::number::Number;
use crate::engine::template::{Piece, escape};

/// Radius of a dot.
const DOT: i64 = 4 * PX;
/// Farthest a place may be from the origin.
const FARTHEST: i64 = 1_000_000 * PX;
/// Half the width that an edge of a cube has when it is seen from a corner, for each 1,000 of its length.
const SLANT: i64 = 866;

pub type Point = (i64, i64);

/// A field up to what it is called.
const INPUT: &str = "\"><input type=\"text\" autocomplete=\"off\" autocapitalize=\"off\" spellcheck=\"false\" aria-label=\"";

/// What is drawn in one round of a shape.
pub struct Mark {
    /// The beginning of its element; lines with the same one become one element.
    pub head: String,
    pub body: String,
    pub tail: &'static str,
    pub bounds: Bounds,
    /// It has a length of its own, unlike dots and texts, over which a label's bracket goes.
    pub is_spanned: bool,
    /// How near a cube is to who looks at it; other marks stay where they are.
    pub near: Option<i64>,
}

/// A place on a curve, and the ends between which the curve is shown, the upper first.
pub struct Stop {
    at: Point,
    ends: (i64, i64),
}

/// One round of a shape.
pub struct Round<'r, 'a> {
    pub shape: &'r Shape,
    /// Pixels of a unit.
    pub unit: i64,
    pub class: &'r str,
    pub rounds: &'r mut Rounds<'a>,
}

/// A number of units as a length.
pub fn length(number: &Number, unit: i64) -> Result<i64, Error> {
    let near = number.to_f64().map_err(|_| unfit())?;
    let length = libm::round(near * (unit * PX) as f64);
    if libm::fabs(length) > FARTHEST as f64 {
        return Err(unfit());
    }
    Ok(length as i64)
}

/// What stands in a shape is not what its sort wants.
fn misshapen() -> Error {
    Error::value("misshapen")
}

fn mark(head: String, body: String, places: &[Point]) -> Mark {
    let bounds = places.iter().fold(Bounds::NONE, |all, place| {
        all.with(Bounds::round(*place, 0, 0))
    });
    Mark {
        head,
        body,
        tail: "\"/>",
        bounds,
        is_spanned: true,
        near: None,
    }
}

/// An element up to its first attribute behind the class.
fn head(element: &str, class: &str) -> String {
    if class.is_empty() {
        return ["<", element].concat();
    }
    ["<", element, " class=\"", class, "\""].concat()
}

fn points(places: &[Point]) -> String {
    let mut body = String::new();
    for (x, y) in places {
        let text = if body.is_empty() { "#,#" } else { " #,#" };
        put(&mut body, text, &[*x, *y]);
    }
    body
}

/// How far to the right and up a place is that lies at a distance, so many degrees clockwise from straight up.
fn turned(distance: i64, degrees: &Number) -> Result<Point, Error> {
    let right = degrees.remainder(&Number::whole(360))?.to_f64()?;
    let part = |degrees| libm::round(sine(degrees) * distance as f64) as i64;
    Ok((part(right), part(right + 90.0)))
}

/// The sine of degrees from 0 to 450, far more exact than a place on the sheet. The library's own would be 5 kB.
fn sine(degrees: f64) -> f64 {
    let degrees = if degrees >= 360.0 {
        degrees - 360.0
    } else {
        degrees
    };
    let (degrees, sign) = if degrees > 180.0 {
        (degrees - 180.0, -1.0)
    } else {
        (degrees, 1.0)
    };
    let degrees = if degrees > 90.0 {
        180.0 - degrees
    } else {
        degrees
    };
    let x = degrees * std::f64::consts::PI / 180.0;
    let (mut term, mut sum, mut n) = (x, x, 1.0);
    while n < 17.0 {
        term *= -x * x / ((n + 1.0) * (n + 2.0));
        sum += term;
        n += 2.0;
    }
    sign * sum
}

impl Round<'_, '_> {
    /// The mark of this round.
    pub fn mark(&mut self) -> Result<Mark, Error> {
        let numbers = self.rounds.numbers(&self.shape.at)?;
        match self.shape.sort {
            ShapeSort::Polygon => self.polygon(&numbers),
            ShapeSort::Rectangle | ShapeSort::Square => self.rectangle(&numbers),
            ShapeSort::Cube => self.cube(&numbers),
            ShapeSort::Text => self.text(&numbers),
            ShapeSort::Dot | ShapeSort::Circle | ShapeSort::Ellipse => self.ellipse(&numbers),
            _ => self.path(&numbers),
        }
    }

    /// The place of this round on a curve; nothing where there is none.
    pub fn stop(&mut self) -> Result<Option<Stop>, Error> {
        match self.place_on_curve() {
            Err(error) if matches!(error.key, "no-value" | "misshapen") => Err(error),
            found => Ok(found.ok()),
        }
    }

    fn place_on_curve(&mut self) -> Result<Stop, Error> {
        let numbers = self.rounds.numbers(&self.shape.at)?;
        let (x, y, ends) = match numbers.as_slice() {
            [x, y] => (x, y, (-FARTHEST, FARTHEST)),
            [x, y, top, bottom] => (x, y, (self.length(top)?, self.length(bottom)?)),
            _ => return Err(misshapen()),
        };
        let at = self.place(x, y)?;
        Ok(Stop { at, ends })
    }

    fn length(&self, number: &Number) -> Result<i64, Error> {
        length(number, self.unit)
    }

    /// The place of two numbers.
    fn place(&mut self, x: &Number, y: &Number) -> Result<Point, Error> {
        let Some((across, down)) = &self.shape.around else {
            return Ok((self.length(x)?, self.length(y)?));
        };
        let across = self.rounds.value(across)?.number()?;
        let down = self.rounds.value(down)?.number()?;
        let (right, up) = turned(self.length(x)?, y)?;
        Ok((self.length(&across)? + right, self.length(&down)? - up))
    }

    fn places(&mut self, numbers: &[Number]) -> Result<Vec<Point>, Error> {
        let mut places = Vec::new();
        for pair in numbers.chunks(2) {
            let [x, y] = pair else {
                return Err(misshapen());
            };
            places.push(self.place(x, y)?);
        }
        if places.len() < 2 {
            return Err(misshapen());
        }
        Ok(places)
    }

    fn path(&mut self, numbers: &[Number]) -> Result<Mark, Error> {
        let places = self.places(numbers)?;
        Ok(path_mark(self.class, &places))
    }

    fn polygon(&mut self, numbers: &[Number]) -> Result<Mark, Error> {
        let places = self.places(numbers)?;
        let head = head("polygon", self.class) + " points=\"";
        Ok(mark(head, points(&places), &places))
    }

    fn rectangle(&mut self, numbers: &[Number]) -> Result<Mark, Error> {
        let (x, y, width, height) = match numbers {
            [x, y, side] => (x, y, side, side),
            [x, y, width, height] => (x, y, width, height),
            _ => return Err(misshapen()),
        };
        let (x, y) = self.place(x, y)?;
        let (width, height) = (self.length(width)?, self.length(height)?);
        if width < 0 || height < 0 {
            return Err(misshapen());
        }
        let mut body = String::new();
        let sizes = [x, y, width, height];
        put(&mut body, " x=\"#\" y=\"#\" width=\"#\" height=\"#", &sizes);
        let corners = [(x, y), (x + width, y + height)];
        Ok(mark(head("rect", self.class), body, &corners))
    }

    /// A box round its middle, and in it a field where it has a label.
    pub fn field(&mut self, label: Option<String>) -> Result<Mark, Error> {
        let numbers = self.rounds.numbers(&self.shape.at)?;
        let [x, y] = numbers.as_slice() else {
            return Err(misshapen());
        };
        let (x, y) = self.place(x, y)?;
        let (width, height) = FIELD;
        let (left, top) = (x - width / 2, y - height / 2);
        let sizes = [left, top, width, height];
        let mut body = String::new();
        put(&mut body, " x=\"#\" y=\"#\" width=\"#\" height=\"#", &sizes);
        if let Some(label) = &label {
            put(
                &mut body,
                "\"/><foreignObject x=\"#\" y=\"#\" width=\"#\" height=\"#",
                &sizes,
            );
            for part in [INPUT, label, "\"></foreignObject>"] {
                body.push_str(part);
            }
        }
        let corners = [(left, top), (left + width, top + height)];
        let class = ["field ", self.class].concat();
        Ok(Mark {
            tail: if label.is_some() { "" } else { "\"/>" },
            ..mark(head("rect", class.trim_end()), body, &corners)
        })
    }

    fn ellipse(&mut self, numbers: &[Number]) -> Result<Mark, Error> {
        let sort = self.shape.sort;
        let (x, y, across, down) = match numbers {
            [x, y] if sort == ShapeSort::Dot => (x, y, DOT, DOT),
            [x, y, radius] if sort == ShapeSort::Circle => {
                (x, y, self.length(radius)?, self.length(radius)?)
            }
            [x, y, across, down] if sort == ShapeSort::Ellipse => {
                (x, y, self.length(across)?, self.length(down)?)
            }
            _ => return Err(misshapen()),
        };
        if across < 0 || down < 0 {
            return Err(misshapen());
        }
        let (x, y) = self.place(x, y)?;
        let dot = if sort == ShapeSort::Dot { "dot " } else { "" };
        let head = head("ellipse", [dot, self.class].concat().trim_end());
        let mut body = String::new();
        let sizes = [x, y, across, down];
        put(&mut body, " cx=\"#\" cy=\"#\" rx=\"#\" ry=\"#", &sizes);
        let corners = [(x - across, y - down), (x + across, y + down)];
        Ok(Mark {
            is_spanned: sort != ShapeSort::Dot,
            ..mark(head, body, &corners)
        })
    }

    /// A cube seen from a corner: the first number goes right and to the front, the second left and to the front, the
    /// third up.
    fn cube(&mut self, numbers: &[Number]) -> Result<Mark, Error> {
        let [x, y, z] = numbers else {
            return Err(misshapen());
        };
        let (x, y, z) = (self.length(x)?, self.length(y)?, self.length(z)?);
        let side = self.unit * PX;
        let corner = |dx: i64, dy: i64, dz: i64| {
            let (x, y, z) = (x + dx * side, y + dy * side, z + dz * side);
            ((x - y) * SLANT / 1000, (x + y) / 2 - z)
        };
        let top = [
            corner(0, 0, 1),
            corner(1, 0, 1),
            corner(1, 1, 1),
            corner(0, 1, 1),
        ];
        let left = [
            corner(0, 1, 1),
            corner(1, 1, 1),
            corner(1, 1, 0),
            corner(0, 1, 0),
        ];
        let right = [
            corner(1, 0, 1),
            corner(1, 1, 1),
            corner(1, 1, 0),
            corner(1, 0, 0),
        ];
        let class = ["cube ", self.class].concat();
        let body = [
            ">",
            "<polygon points=\"",
            &points(&top),
            "\"/><polygon class=\"left\" points=\"",
            &points(&left),
            "\"/><polygon class=\"right\" points=\"",
            &points(&right),
        ];
        Ok(Mark {
            tail: "\"/></g>",
            near: Some(x + y + z),
            ..mark(
                head("g", class.trim_end()),
                body.concat(),
                &[top, left, right].concat(),
            )
        })
    }

    /// A text with its middle at the place, or its beginning or end where the class says so.
    fn text(&mut self, numbers: &[Number]) -> Result<Mark, Error> {
        let [x, y] = numbers else {
            return Err(misshapen());
        };
        let place = self.place(x, y)?;
        Ok(text_mark(self.class, place, &self.said()?))
    }

    /// A place and the words that point at it.
    pub fn pointer(&mut self) -> Result<Pointer, Error> {
        let numbers = self.rounds.numbers(&self.shape.at)?;
        let [x, y] = numbers.as_slice() else {
            return Err(misshapen());
        };
        let (at, text) = (self.place(x, y)?, self.said()?);
        Ok(Pointer { at, text })
    }

    fn said(&mut self) -> Result<String, Error> {
        let decimal = self.rounds.world.model().language.decimal;
        let mut said = String::new();
        for piece in &self.shape.say {
            match piece {
                Piece::Html(text) => said.push_str(text),
                Piece::Hole(expr) => {
                    said.push_str(&escape(&self.rounds.value(expr)?.shown(decimal)))
                }
                Piece::Figure(_) => {}
            }
        }
        Ok(said)
    }
}

fn line(places: &[Point]) -> String {
    let mut body = String::new();
    for (x, y) in places {
        let text = if body.is_empty() { "M# #" } else { "L# #" };
        put(&mut body, text, &[*x, *y]);
    }
    body
}

/// A line through places.
pub fn path_mark(class: &str, places: &[Point]) -> Mark {
    mark(head("path", class) + " d=\"", line(places), places)
}

/// About as wide as a text is drawn.
pub fn text_width(text: &str) -> i64 {
    text.chars().count() as i64 * SIGN
}

/// A text at a place, which its class says where it is in it.
pub fn text_mark(class: &str, (x, y): Point, text: &str) -> Mark {
    let mut body = String::new();
    put(&mut body, " x=\"#\" y=\"#\">", &[x, y + BASELINE]);
    body.push_str(text);
    let width = text_width(text);
    let has = |word: &str| class.split(' ').any(|class| class == word);
    let (before, behind) = match (has("start"), has("end")) {
        (true, _) => (0, width),
        (_, true) => (width, 0),
        _ => (width / 2, width / 2),
    };
    let bounds = Bounds {
        left: x - before,
        right: x + behind,
        ..Bounds::round((x, y), 0, 9 * PX)
    };
    Mark {
        tail: "</text>",
        bounds,
        is_spanned: false,
        ..mark(head("text", class), body, &[])
    }
}

/// The lines of a curve, one for each part without a gap.
pub fn curve_marks(class: &str, curve: &[Option<Stop>]) -> Vec<Mark> {
    let (mut marks, mut part) = (Vec::new(), Vec::new());
    let mut end = |part: &mut Vec<Point>| {
        let part = std::mem::take(part);
        if part.len() > 1 {
            marks.push(mark(head("path", class) + " d=\"", line(&part), &part));
        }
    };
    let mut before: Option<&Stop> = None;
    for stop in curve {
        let here = stop.as_ref();
        match (before, here) {
            (Some(from), Some(to)) if from.is_shown() && to.is_shown() => part.push(to.at),
            (Some(from), Some(to)) if from.is_shown() => {
                part.extend(from.leaves(to));
                end(&mut part);
            }
            (Some(from), Some(to)) if to.is_shown() => {
                part.extend(to.leaves(from));
                part.push(to.at);
            }
            (None, Some(to)) if to.is_shown() => part.push(to.at),
            (Some(_), Some(_)) => {}
            _ => end(&mut part),
        }
        before = here;
    }
    end(&mut part);
    marks
}

impl Stop {
    fn is_shown(&self) -> bool {
        let (top, bottom) = self.ends;
        (top..=bottom).contains(&self.at.1)
    }

    /// Where the way to a place that is not shown crosses the end.
    fn leaves(&self, to: &Stop) -> Option<Point> {
        let ((x, y), (x2, y2)) = (self.at, to.at);
        let (top, bottom) = self.ends;
        let end = if y2 < top { top } else { bottom };
        let share = (x2 - x).checked_mul(end - y)?.checked_div(y2 - y)?;
        Some((x + share, end))
    }
}

#[cfg(test)]
mod tests {
    use super::{sine, turned};
    use crate::engine::number::Number;

    #[test]
    fn the_sine_is_that_of_the_library() {
        for degrees in 0..450 {
            let degrees = f64::from(degrees);
            let wanted = libm::sin(degrees * std::f64::consts::PI / 180.0);
            assert!((sine(degrees) - wanted).abs() < 1e-12, "{degrees}");
        }
    }

    #[test]
    fn a_place_on_a_ring_is_counted_from_the_top_and_clockwise() {
        for (degrees, place) in [
            (0, (0, 1000)),
            (90, (1000, 0)),
            (210, (-500, -866)),
            (-90, (-1000, 0)),
        ] {
            assert_eq!(
                turned(1000, &Number::whole(degrees)).ok(),
                Some(place),
                "{degrees}"
            );
        }
    }
}
