//! Owns number lines and graphs: what is given in numbers becomes places on axes.

use super::draft::{Draft, by_word, hole, said, wanted};
use crate::engine::expr::{Expr, Op};
use crate::engine::model::{Body, Shape, ShapeSort};
use crate::engine::number::Number;
use crate::task::Reading;
use crate::yaml::Settings;

/// Length of a number line, and width and height of a graph, in units.
const LINE: &str = "16";
const WIDTH: &str = "14";
const HEIGHT: &str = "10";
/// Parts into which a curve is taken.
const PARTS: &str = "100";

/// A number line with ticks, dots and marks.
pub fn line(settings: &Settings, reading: &mut Reading) -> Option<Body> {
    let (from, to) = (
        wanted("from", settings, reading),
        wanted("to", settings, reading),
    );
    let step = wanted("step", settings, reading);
    let dots = wanted("dots", settings, reading);
    let marks = by_word("marks", settings, &[], reading);
    let mut draft = Draft::new(&["x__k", "p__p"]);
    // The line is long enough for its marks.
    let held = |end: Expr, most: &str| {
        let values = marks.iter().map(|(.., value)| value.clone());
        let all = std::iter::once(end).chain(values).collect();
        draft.expr(most, &[("v__all", &Expr::new(Op::List, all))])
    };
    let (from, to) = (held(from?, "min(v__all)"), held(to?, "max(v__all)"));
    draft.axis("x", from, to, step);
    number_line(&mut draft, true);
    if let Some(dots) = dots {
        draft.name("p__dots", dots);
        let at = [place("p__p"), "0".to_string()];
        draft.words(std::iter::once("dots"));
        let class = draft.class("dots");
        draft.shape(
            ShapeSort::Dot,
            class,
            &[&at[0], &at[1]],
            &[("p__p", "p__dots")],
        );
    }
    for (word, text, value) in &marks {
        let x = draft.expr(&place("v__v"), &[("v__v", value)]);
        draft.shape_at(ShapeSort::Pointer, "", vec![x, Expr::whole(0)], &[]);
        if let Some(shape) = draft.drawing.shapes.last_mut() {
            shape.say = said(word.map_or("", |word| word.text.as_str()));
        }
        reading.shows(value, &text.at);
    }
    draft.body()
}

/// Where a value lies on a number line.
pub fn place(value: &str) -> String {
    format!("{LINE} ({value} - x__from)/(x__to - x__from)")
}

/// The line with its ticks and numbers; an arrow at each end where it goes on.
pub fn number_line(draft: &mut Draft, goes_on: bool) {
    let ticks = [("x__k", "ceil(x__from/x__step)..floor(x__to/x__step)")];
    let x = place("x__k x__step");
    if goes_on {
        draft.shape(ShapeSort::Path, "axis", &["-0.7", "0", "16.7", "0"], &[]);
        let right = ["16.4", "-0.25", "16.75", "0", "16.4", "0.25"];
        draft.shape(ShapeSort::Path, "axis", &right, &[]);
        let left = ["-0.4", "-0.25", "-0.75", "0", "-0.4", "0.25"];
        draft.shape(ShapeSort::Path, "axis", &left, &[]);
    } else {
        draft.shape(ShapeSort::Path, "axis", &["-0.4", "0", "16.4", "0"], &[]);
    }
    draft.shape(ShapeSort::Line, "axis", &[&x, "-0.22", &x, "0.22"], &ticks);
    let value = draft.expr("x__k x__step", &[]);
    draft.text("tick", [&x, "0.9"], hole(&value), &ticks);
}

/// A graph of curves and points in axes.
pub fn graph(settings: &Settings, reading: &mut Reading) -> Option<Body> {
    let across = settings.one("across")?.text.clone();
    let (from, to) = (
        wanted("from", settings, reading),
        wanted("to", settings, reading),
    );
    let ends = ["low", "high"].map(|name| wanted(name, settings, reading));
    let step = wanted("step", settings, reading);
    let curves = by_word("curves", settings, &[&across], reading);
    let points = by_word("points", settings, &[], reading);
    let mut draft = Draft::new(&["x__k", "y__k", "p__p", &across]);
    draft.axis("x", from?, to?, step);
    let curves: Vec<(String, Expr)> = curves
        .into_iter()
        .map(|(word, text, curve)| (word.unwrap_or(text).text.clone(), curve))
        .collect();
    let points: Vec<(String, String)> = points
        .into_iter()
        .enumerate()
        .map(|(index, (word, _, points))| {
            let name = format!("p__points{index}");
            draft.name(&name, points);
            (word.map_or(String::new(), |word| word.text.clone()), name)
        })
        .collect();
    draft.words(curves.iter().map(|(word, _)| word.as_str()));
    draft.words(points.iter().map(|(word, _)| word.as_str()));
    up_axis(&mut draft, ends, &across, &curves, &points);
    put_axes(&mut draft, &across);
    let up = |draft: &Draft, value: &Expr| draft.expr(&up("v__v"), &[("v__v", value)]);
    for (word, curve) in &curves {
        let class = draft.class(word);
        let x = draft.expr(&along("v__v"), &[("v__v", &Expr::name(&across))]);
        let at = vec![
            x,
            up(&draft, curve),
            Expr::whole(0),
            draft.expr(HEIGHT, &[]),
        ];
        let all = format!("x__from + x__k (x__to - x__from)/{PARTS} for x__k in 0..{PARTS}");
        draft.shape_at(ShapeSort::Curve, class, at, &[(&across, &all)]);
    }
    for (word, name) in &points {
        let class = draft.class(word);
        let at = [along("item(p__p, 1)"), self::up("item(p__p, 2)")];
        draft.shape(ShapeSort::Dot, class, &[&at[0], &at[1]], &[("p__p", name)]);
    }
    let lines = curves
        .iter()
        .map(|(word, _)| (word.clone(), ShapeSort::Line));
    let dots = points
        .iter()
        .map(|(word, _)| (word.clone(), ShapeSort::Dot));
    let words: Vec<_> = lines
        .chain(dots.filter(|(word, _)| !word.is_empty()))
        .collect();
    draft.legend(&words, "12.3");
    put_data(&mut draft, &across, &curves, &points, reading);
    // Where the axis is a quantity, a number that is read off a curve is a point.
    if reading.model.quantity(&across).is_some() {
        draft.drawing.answer = Some(answer(&draft, &across));
    }
    draft.body()
}

/// The point of a response in the case that is shown, as far as it lies inside the axes.
fn answer(draft: &Draft, across: &str) -> Shape {
    let (across, answer) = (Expr::name(across), Expr::name("answer"));
    let at = [along("v__x"), self::up("v__y"), "0.3".to_string()];
    let put = |text: &str| draft.expr(text, &[("v__x", &across), ("v__y", &answer)]);
    let inside = put("x__from <= v__x and v__x <= x__to and y__bottom <= v__y and v__y <= y__top");
    Shape {
        sort: ShapeSort::Circle,
        class: "mine".to_string(),
        each: Vec::new(),
        only: Some(inside),
        around: None,
        at: at.iter().map(|text| put(text)).collect(),
        say: Vec::new(),
    }
}

/// Gives names to the ends of the upright axis: what the author says, else from 0 or the lowest value to the highest.
fn up_axis(
    draft: &mut Draft,
    [low, high]: [Option<Expr>; 2],
    across: &str,
    curves: &[(String, Expr)],
    points: &[(String, String)],
) {
    draft.let_be(
        "x__some",
        "x__from + x__k (x__to - x__from)/24 for x__k in 0..24",
    );
    let mut found = [("min", low), ("max", high)].map(|(most, wanted)| {
        if wanted.is_some() {
            return wanted;
        }
        let mut ends = vec![Expr::whole(0)];
        for (index, (_, curve)) in curves.iter().enumerate() {
            let each = Op::Each(vec![across.to_string()]);
            let values = Expr::new(each, vec![curve.clone(), Expr::name("x__some")]);
            let end = draft.expr(&format!("{most}(v__v)"), &[("v__v", &values)]);
            let name = format!("y__{most}{index}");
            draft.name(&name, end);
            ends.push(Expr::name(&name));
        }
        for (_, name) in points {
            ends.push(draft.expr(&format!("{most}(item(p__p, 2) for p__p in {name})"), &[]));
        }
        let all = Expr::new(Op::List, ends);
        Some(draft.expr(&format!("{most}(v__v)"), &[("v__v", &all)]))
    });
    let mut end = || found.iter_mut().find_map(Option::take);
    let (low, high) = (end(), end());
    let zero = || Expr::literal(Number::whole(0));
    draft.axis(
        "y",
        low.unwrap_or_else(zero),
        high.unwrap_or_else(zero),
        None,
    );
    draft.let_be("y__bottom", "y__step floor(y__from/y__step)");
    draft.let_be("y__top", "y__step ceil(y__to/y__step)");
    draft.let_be("x__scale", &format!("{WIDTH}/(x__to - x__from)"));
    draft.let_be("y__scale", &format!("{HEIGHT}/(y__top - y__bottom)"));
}

/// Where a value lies from the left.
fn along(value: &str) -> String {
    format!("x__scale ({value} - x__from)")
}

/// Where a value lies from the top.
fn up(value: &str) -> String {
    format!("y__scale (y__top - {value})")
}

fn put_axes(draft: &mut Draft, across: &str) {
    let x_ticks = [("x__k", "ceil(x__from/x__step)..floor(x__to/x__step)")];
    let y_ticks = [("y__k", "floor(y__bottom/y__step)..ceil(y__top/y__step)")];
    let (x, y) = (along("x__k x__step"), up("y__k y__step"));
    draft.shape(ShapeSort::Line, "rule", &[&x, "0", &x, HEIGHT], &x_ticks);
    draft.shape(ShapeSort::Line, "rule", &["0", &y, WIDTH, &y], &y_ticks);
    // An axis lies where the other one is 0, or at the edge that is nearest to it.
    draft.let_be("x__zero", &along("max(x__from, min(0, x__to))"));
    draft.let_be("y__zero", &up("max(y__bottom, min(0, y__top))"));
    let right = ["0", "y__zero", "14.5", "y__zero"];
    draft.shape(ShapeSort::Path, "axis", &right, &[]);
    let arrow = [
        "14.25",
        "y__zero - 0.22",
        "14.6",
        "y__zero",
        "14.25",
        "y__zero + 0.22",
    ];
    draft.shape(ShapeSort::Path, "axis", &arrow, &[]);
    draft.shape(
        ShapeSort::Path,
        "axis",
        &["x__zero", HEIGHT, "x__zero", "-0.5"],
        &[],
    );
    let arrow = [
        "x__zero - 0.22",
        "-0.25",
        "x__zero",
        "-0.6",
        "x__zero + 0.22",
        "-0.25",
    ];
    draft.shape(ShapeSort::Path, "axis", &arrow, &[]);
    let value = draft.expr("x__k x__step", &[]);
    draft.text("tick", [&x, "10.8"], hole(&value), &x_ticks);
    let value = draft.expr("y__k y__step", &[]);
    draft.text("tick end", ["-0.4", &y], hole(&value), &y_ticks);
    draft.text("name start", ["14.9", "y__zero"], said(across), &[]);
}

fn put_data(
    draft: &mut Draft,
    across: &str,
    curves: &[(String, Expr)],
    points: &[(String, String)],
    reading: &Reading,
) {
    if !curves.is_empty() {
        let words = curves.iter().map(|(word, _)| word.clone());
        draft.data(std::iter::once(across.to_string()).chain(words).collect());
        let ticks = "x__k x__step for x__k in ceil(x__from/x__step)..floor(x__to/x__step)";
        let values = curves.iter().map(|(_, curve)| hole(curve));
        let cells = std::iter::once(hole(&Expr::name(across))).chain(values);
        draft.entry(&[(across, ticks)], cells.collect());
    }
    for (word, name) in points {
        let word = match word.as_str() {
            "" => reading.page.say("figure-value", &[]),
            word => word.to_string(),
        };
        draft.data(vec![across.to_string(), word]);
        let cells = ["item(p__p, 1)", "item(p__p, 2)"].map(|text| hole(&draft.expr(text, &[])));
        draft.entry(&[("p__p", name)], cells.to_vec());
    }
}
