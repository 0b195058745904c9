//! Owns the meaning of drawings as authors write them, shape by shape.

use super::draft::Draft;
use crate::diagnostic::Diagnostic;
use crate::engine::expr::{Expr, Op};
use crate::engine::model::{Body, Shape, ShapeSort};
use crate::engine::template::{Piece, Template, escape};
use crate::engine::token::Scope;
use crate::markdown::Source;
use crate::task::kinds::constant;
use crate::task::{Reading, Text, part_of};
use crate::yaml::{DrawingSource, Scalar, ShapeSource};

/// Least and most pixels of a unit.
const UNIT: std::ops::RangeInclusive<i64> = 1..=500;

/// Reads a drawing.
pub fn read(drawing: &DrawingSource, reading: &mut Reading) -> Option<Body> {
    let mut draft = Draft::new(&[]);
    let scope = reading.scope(&[]);
    if let Some(unit) = &drawing.unit {
        draft.drawing.unit = pixels(unit, reading)?;
    }
    if let Some((width, height)) = &drawing.size {
        let width = reading.expr(&width.into(), &scope);
        let height = reading.expr(&height.into(), &scope);
        draft.drawing.size = Some((width?, height?));
    }
    let classes = drawing
        .shapes
        .iter()
        .filter_map(|shape| shape.class.as_ref());
    draft.words(classes.map(|word| word.text.as_str()));
    for written in &drawing.shapes {
        let shape = shape(written, &scope, &draft, reading);
        draft.drawing.shapes.extend(shape);
    }
    draft.body()
}

fn pixels(unit: &Scalar, reading: &mut Reading) -> Option<i64> {
    let pixels = constant(unit, reading)?.to_whole();
    let fits = pixels.filter(|pixels| UNIT.contains(pixels));
    if fits.is_none() {
        let message = format!("`{}` is no number of pixels for a unit", unit.text);
        let fault = Diagnostic::error("wrong-type", unit.at.clone(), message);
        let help = format!(
            "write a whole number from {} to {}",
            UNIT.start(),
            UNIT.end()
        );
        reading.trouble.push(fault.help(help));
    }
    fits
}

fn shape(
    written: &ShapeSource,
    outside: &Scope,
    draft: &Draft,
    reading: &mut Reading,
) -> Option<Shape> {
    let sort = ShapeSort::named(&written.sort.text)?;
    let (mut scope, mut each, mut tests) = (outside.clone(), Vec::new(), Vec::new());
    for text in &written.each {
        let (loops, test) = rounds(text, &scope, reading)?;
        for (name, _) in &loops {
            scope.names.push((name.clone(), name.clone()));
        }
        each.extend(loops);
        tests.extend(test);
    }
    if let Some(only) = &written.only {
        tests.push(reading.statement(&only.into(), &scope)?);
    }
    let around = match written.around.as_slice() {
        [] => None,
        [across, down] => Some((
            reading.expr(&across.into(), &scope)?,
            reading.expr(&down.into(), &scope)?,
        )),
        [first, ..] => {
            let message = "`around` takes the two numbers of a place";
            let fault = Diagnostic::error("wrong-shape", first.at.clone(), message);
            reading.trouble.push(fault.help("write `around: [4, 4]`"));
            return None;
        }
    };
    let at: Vec<Expr> = written
        .at
        .iter()
        .filter_map(|text| reading.expr(&text.into(), &scope))
        .collect();
    fits(sort, written, reading)?;
    let mut class = written
        .class
        .as_ref()
        .map_or("", |word| draft.class(&word.text))
        .to_string();
    if let Some(align) = &written.align {
        class = [class.as_str(), anchor(align, reading)?]
            .join(" ")
            .trim()
            .to_string();
    }
    let say = match &written.say {
        Some(text) => template(text, &scope, reading),
        None => Vec::new(),
    };
    Some(Shape {
        sort,
        class,
        each,
        only: Some(Expr::joined(Op::And, tests)).filter(|only| !only.parts.is_empty()),
        around,
        at,
        say,
    })
}

/// Whether a shape has as many numbers as its sort wants; a single formula may be a list of them.
fn fits(sort: ShapeSort, written: &ShapeSource, reading: &mut Reading) -> Option<()> {
    let (counts, example) = match sort {
        ShapeSort::Line => (&[4][..], "line: [x, y, x, y], from one place to the other"),
        ShapeSort::Rectangle => (&[4][..], "rectangle: [left, top, width, height]"),
        ShapeSort::Square => (&[3][..], "square: [left, top, side]"),
        ShapeSort::Dot => (&[2][..], "dot: [x, y]"),
        ShapeSort::Text => (&[2][..], "text: [x, y]"),
        ShapeSort::Field => (&[2][..], "field: [x, y]"),
        ShapeSort::Pointer => (&[2][..], "pointer: [x, y]"),
        ShapeSort::Circle => (&[3][..], "circle: [x, y, radius]"),
        ShapeSort::Ellipse => (
            &[4][..],
            "ellipse: [x, y, half of the width, half of the height]",
        ),
        ShapeSort::Cube => (&[3][..], "cube: [right, left, up]"),
        ShapeSort::Curve => (&[2][..], "curve: [x, y]"),
        ShapeSort::Polygon | ShapeSort::Path => return Some(()),
    };
    let count = written.at.len();
    if sort == ShapeSort::Text && written.say.is_none() {
        let message = "a `text` does not say what is written there";
        let fault = Diagnostic::error("wrong-shape", written.sort.at.clone(), message);
        reading
            .trouble
            .push(fault.help("write `{text: [1, 1], say: 'n = {{ n }}'}`"));
        return None;
    }
    if counts.contains(&count) || count <= 1 {
        return Some(());
    }
    let message = format!(
        "a `{}` takes {} numbers, and here are {count}",
        sort.word(),
        counts[0]
    );
    let fault = Diagnostic::error("wrong-shape", written.sort.at.clone(), message);
    reading
        .trouble
        .push(fault.help(format!("write `{example}`")));
    None
}

fn anchor(align: &Scalar, reading: &mut Reading) -> Option<&'static str> {
    match align.text.as_str() {
        "left" => Some("start"),
        "right" => Some("end"),
        "middle" => Some(""),
        other => {
            let message = format!("`{other}` does not say where a text stands");
            let fault = Diagnostic::error("wrong-shape", align.at.clone(), message);
            reading
                .trouble
                .push(fault.help("it is one of `left`, `right`, `middle`"));
            None
        }
    }
}

/// Names, each with the values it takes.
type Loops = Vec<(String, Expr)>;

/// The loops of `i, j in 1..3 where i < j`, and the test.
fn rounds(text: &Scalar, scope: &Scope, reading: &mut Reading) -> Option<(Loops, Option<Expr>)> {
    let whole = format!("0 for {}", text.text);
    let written = Text {
        text: &whole,
        at: &text.at,
        exact: false,
    };
    let expr = reading.expr(&written, scope)?;
    match (&expr.op, expr.parts.as_slice()) {
        (Op::Each(names), [_, range, test @ ..]) => {
            let loops = names.iter().map(|name| (name.clone(), range.clone()));
            Some((loops.collect(), test.first().cloned()))
        }
        _ => {
            let message = format!("`{}` is no loop", text.text);
            let fault = Diagnostic::error("wrong-type", text.at.clone(), message);
            reading
                .trouble
                .push(fault.help("write it like `for: k in 1..n`"));
            None
        }
    }
}

/// A text with holes.
pub fn template(text: &Scalar, scope: &Scope, reading: &mut Reading) -> Template {
    let source = Source {
        text: text.text.clone(),
        at: text.at.clone(),
    };
    let (mut template, mut at) = (Template::new(), 0);
    while let Some(start) = source.text[at..].find("{{").map(|start| at + start) {
        let Some(end) = source.text[start..].find("}}").map(|end| start + end) else {
            let message = "the hole is not closed";
            let fault = Diagnostic::error("unclosed-hole", text.at.clone(), message);
            reading
                .trouble
                .push(fault.help("write two brackets at its end: `{{ n }}`"));
            return template;
        };
        template.push(Piece::Html(escape(&source.text[at..start])));
        let inside = part_of(&source, start + 2..end);
        let hole = Text {
            exact: text.exact,
            ..Text::from(&inside)
        };
        let expr = reading.expr(&hole, scope);
        if let Some(expr) = &expr {
            reading.shows(expr, if text.exact { &inside.at } else { &text.at });
        }
        template.extend(expr.map(Piece::Hole));
        at = end + 2;
    }
    template.push(Piece::Html(escape(&source.text[at..])));
    template.retain(|piece| !matches!(piece, Piece::Html(html) if html.is_empty()));
    template
}
