//! Owns bars: a strip of parts, bars side by side, dots over the values of data.

use super::draft::{Draft, by_word, hole, said};
use super::graph::{number_line, place};
use crate::diagnostic::Diagnostic;
use crate::engine::expr::{Expr, Op};
use crate::engine::model::{Body, ShapeSort};
use crate::task::Reading;
use crate::yaml::{Scalar, Settings};

/// Each part with its word, and where it was written.
type Parts<'a> = Vec<(Option<&'a Scalar>, &'a Scalar, Expr)>;

/// One of the three sorts of bars.
pub fn bar(word: &Scalar, settings: &Settings, reading: &mut Reading) -> Option<Body> {
    let of = |name: &str, reading: &mut Reading| {
        settings.get(name)?;
        Some(by_word(name, settings, &[], reading))
    };
    if let Some(parts) = of("parts", reading) {
        return strip(&parts, reading);
    }
    if let Some(values) = of("values", reading) {
        return columns(&values, reading);
    }
    let Some(data) = of("data", reading) else {
        let message = "`bar` says none of `parts`, `values`, `data`";
        let fault = Diagnostic::error("wrong-shape", word.at.clone(), message);
        let help = "write `bar: {parts: [n, 2n]}` for a strip, `values` for bars side by side, `data` for a dot plot";
        reading.trouble.push(fault.help(help));
        return None;
    };
    let (_, _, data) = data.into_iter().next()?;
    plot(data, reading)
}

/// The name of what the loop of a formula runs through.
const LOOP: &str = "b__loop";

/// A bar, or all bars of a list that one formula gives.
struct Bar {
    class: &'static str,
    /// The author's word for it, else its number; nothing for those of a formula.
    word: String,
    named: bool,
    /// Which of the values it shows.
    range: String,
    value: Option<Expr>,
}

/// The values that the one loop of a formula runs through: 2, 3, 4 of `s^2 for s in 2..4`.
fn running(values: &Expr) -> Option<Expr> {
    let Op::Each(names) = &values.op else {
        return None;
    };
    let [name] = names.as_slice() else {
        return None;
    };
    let mut parts = values.parts.clone();
    *parts.first_mut()? = Expr::name(name);
    Some(Expr::new(values.op.clone(), parts))
}

/// What a bar of a formula's list is called: the number its loop has there, else which one it is.
fn number(draft: &Draft) -> Expr {
    let has_loop = draft.drawing.lets.iter().any(|(name, _)| name == LOOP);
    let text = format!("item({LOOP}, b__k)");
    draft.expr(if has_loop { &text } else { "b__k" }, &[])
}

/// Gives a name to the list of all values, and tells where single ones are shown.
fn bars(draft: &mut Draft, parts: &Parts, reading: &mut Reading) -> Option<Vec<Bar>> {
    let listed = |value: &Expr| matches!(value.op, Op::List);
    if let [(None, text, values)] = parts.as_slice() {
        draft.name("b__values", values.clone());
        if !listed(values) {
            if let Some(running) = running(values) {
                draft.name(LOOP, running);
            }
            return Some(vec![Bar {
                class: "c1",
                word: String::new(),
                named: false,
                range: "1..count(b__values)".to_string(),
                value: None,
            }]);
        }
        let items = values
            .parts
            .iter()
            .map(|value| (None, *text, value.clone()));
        return Some(single_bars(draft, items.collect(), reading));
    }
    let values = parts.iter().map(|(.., value)| value.clone()).collect();
    draft.name("b__values", Expr::new(Op::List, values));
    (!parts.is_empty()).then(|| single_bars(draft, parts.clone(), reading))
}

fn single_bars(draft: &mut Draft, parts: Parts, reading: &mut Reading) -> Vec<Bar> {
    let mut bars = Vec::new();
    let words = parts.iter().filter_map(|(word, ..)| *word);
    draft.words(words.map(|word| word.text.as_str()));
    for (at, (word, text, value)) in parts.into_iter().enumerate() {
        reading.shows(&value, &text.at);
        let nth = at + 1;
        bars.push(Bar {
            class: word.map_or("c1", |word| draft.class(&word.text)),
            word: word.map_or(nth.to_string(), |word| word.text.clone()),
            named: word.is_some(),
            range: format!("{nth}..{nth}"),
            value: Some(value),
        });
    }
    bars
}

/// One strip, each part as long as its share.
fn strip(parts: &Parts, reading: &mut Reading) -> Option<Body> {
    let mut draft = Draft::new(&["b__k", "b__j"]);
    let bars = bars(&mut draft, parts, reading)?;
    draft.let_be("b__all", "sum(b__values)");
    let before = "16 sum(item(b__values, b__j) for b__j in 1..b__k - 1)/b__all";
    let length = "16 item(b__values, b__k)/b__all";
    let middle = format!("{before} + {length}/2");
    for bar in &bars {
        let each = [("b__k", bar.range.as_str())];
        draft.shape(
            ShapeSort::Rectangle,
            bar.class,
            &[before, "0", length, "2"],
            &each,
        );
        let value = draft.expr("item(b__values, b__k)", &[]);
        draft.text("on", [&middle, "1"], hole(&value), &each);
        let fits = draft.expr(&format!("{length} >= 0.7"), &[]);
        draft.only(fits);
        if bar.named {
            draft.text("", [&middle, "2.8"], said(&bar.word), &each);
        }
    }
    put_data(&mut draft, &bars, reading);
    draft.body()
}

/// Bars side by side over their words, with an upright axis.
fn columns(values: &Parts, reading: &mut Reading) -> Option<Body> {
    let mut draft = Draft::new(&["b__k", "y__k"]);
    let bars = bars(&mut draft, values, reading)?;
    let words = values.iter().filter_map(|(word, ..)| *word);
    let longest = words
        .map(|word| word.text.chars().count())
        .max()
        .unwrap_or(0);
    // Wide enough for the longest word, in tenths of a unit; bars of a formula are many, and have short numbers.
    let is_formula = bars.iter().any(|bar| bar.value.is_none());
    let slot = match is_formula {
        true => 12,
        false => (longest * 4 + 5).max(22),
    };
    draft.let_be("b__slot", &format!("{slot}/10"));
    let ends = ["min(0, min(b__values))", "max(0, max(b__values))"].map(|end| draft.expr(end, &[]));
    let [low, high] = ends;
    draft.axis_of("y", low, high, "b__values");
    draft.let_be("y__bottom", "y__step floor(y__from/y__step)");
    draft.let_be("y__top", "y__step ceil(y__to/y__step)");
    draft.let_be("b__right", "b__slot count(b__values)");
    let up = |value: &str| format!("8 (y__top - {value})/(y__top - y__bottom)");
    let ticks = [("y__k", "floor(y__bottom/y__step)..ceil(y__top/y__step)")];
    let y = up("y__k y__step");
    draft.shape(ShapeSort::Line, "rule", &["0", &y, "b__right", &y], &ticks);
    let value = draft.expr("y__k y__step", &[]);
    draft.text("tick end", ["-0.4", &y], hole(&value), &ticks);
    let (top, length) = (
        up("max(0, item(b__values, b__k))"),
        "8 |item(b__values, b__k)|/(y__top - y__bottom)",
    );
    for bar in &bars {
        let each = [("b__k", bar.range.as_str())];
        let left = "b__slot (b__k - 1) + 0.2 b__slot";
        draft.shape(
            ShapeSort::Rectangle,
            bar.class,
            &[left, &top, "0.6 b__slot", length],
            &each,
        );
        if bar.named {
            draft.text("", ["b__slot (b__k - 0.5)", "8.9"], said(&bar.word), &each);
        }
        if bar.value.is_none() {
            let number = number(&draft);
            draft.text(
                "tick",
                ["b__slot (b__k - 0.5)", "8.9"],
                hole(&number),
                &each,
            );
        }
    }
    let zero = up("0");
    draft.shape(
        ShapeSort::Path,
        "axis",
        &["0", &zero, "b__right", &zero],
        &[],
    );
    put_data(&mut draft, &bars, reading);
    draft.body()
}

/// A dot for each of the data over its value.
fn plot(data: Expr, reading: &mut Reading) -> Option<Body> {
    let mut draft = Draft::new(&["x__k", "v__v", "v__w", "v__j"]);
    draft.name("v__data", data);
    let ends =
        ["min(v__data)", "max(max(v__data), min(v__data) + 1)"].map(|end| draft.expr(end, &[]));
    let [from, to] = ends;
    draft.axis_of("x", from, to, "v__data");
    number_line(&mut draft, false);
    let count = "count(v__w for v__w in v__data where v__w = v__v)";
    let each = [
        ("v__v", "sorted(distinct(v__data))"),
        ("v__j", &format!("1..{count}")),
    ];
    draft.shape(ShapeSort::Dot, "c1", &[&place("v__v"), "-0.46 v__j"], &each);
    let words = ["figure-value", "figure-count"].map(|key| reading.page.say(key, &[]));
    draft.data(words.to_vec());
    let cells = ["v__v", count].map(|text| hole(&draft.expr(text, &[])));
    draft.entry(&each[..1], cells.to_vec());
    draft.body()
}

fn put_data(draft: &mut Draft, bars: &[Bar], reading: &Reading) {
    let words = ["figure-part", "figure-value"].map(|key| reading.page.say(key, &[]));
    draft.data(words.to_vec());
    for bar in bars {
        match &bar.value {
            Some(value) => draft.entry(&[], vec![said(&bar.word), hole(value)]),
            None => {
                let cells = [number(draft), draft.expr("item(b__values, b__k)", &[])];
                let cells = cells.iter().map(hole).collect();
                draft.entry(&[("b__k", &bar.range)], cells);
            }
        }
    }
}
