//! Owns the `figures` of `variants.yaml` as written; knows nothing of what an expression means.

use super::keys::{self, BESIDE_SHAPE, FIGURES, Key};
use super::shape::{
    in_ticks, is_known, lists, missing, one, optional, pairs, several, texts, unknown, word, wrong,
};
use super::{Node, Scalar};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::engine::model::ShapeSort;

/// A figure as written.
#[derive(Clone, Debug)]
pub struct FigureSource {
    pub labels: Vec<(Scalar, Scalar)>,
    pub body: FigureBody,
}

/// What sort of figure it is.
#[derive(Clone, Debug)]
pub enum FigureBody {
    Grid(GridSource),
    Drawing(DrawingSource),
    /// `dots`, `table`, `graph`, `line` or `bar`, and what is said of it.
    Chart(Scalar, Settings),
    /// It cannot be read; its name is known all the same.
    Faulty,
}

/// A figure of rows and columns.
#[derive(Clone, Debug)]
pub struct GridSource {
    pub rows: Scalar,
    pub columns: Scalar,
    /// A word for each sort of cell, with its test.
    pub cells: Vec<(Scalar, Scalar)>,
    /// What stands in each cell.
    pub say: Option<Scalar>,
    pub highlights: Vec<(Scalar, Scalar)>,
    /// For each sort of cell the tests in whose order a number of them is laid.
    pub lay: Vec<(Scalar, Vec<Scalar>)>,
}

/// A figure of shapes.
#[derive(Clone, Debug)]
pub struct DrawingSource {
    pub size: Option<(Scalar, Scalar)>,
    /// Pixels of a unit.
    pub unit: Option<Scalar>,
    pub shapes: Vec<ShapeSource>,
}

/// A shape of a drawing.
#[derive(Clone, Debug)]
pub struct ShapeSource {
    pub sort: Scalar,
    pub at: Vec<Scalar>,
    pub each: Vec<Scalar>,
    pub only: Option<Scalar>,
    pub class: Option<Scalar>,
    pub say: Option<Scalar>,
    pub align: Option<Scalar>,
    pub around: Vec<Scalar>,
}

/// What is said of a chart, by its name.
#[derive(Clone, Debug, Default)]
pub struct Settings(pub Vec<(Scalar, Setting)>);

/// One value, or one for each word.
#[derive(Clone, Debug)]
pub enum Setting {
    One(Scalar),
    Words(Vec<(Scalar, Scalar)>),
}

impl Settings {
    /// The one value of a name.
    pub fn one(&self, name: &str) -> Option<&Scalar> {
        match self.get(name)? {
            Setting::One(value) => Some(value),
            Setting::Words(_) => None,
        }
    }

    /// What stands behind a name.
    pub fn get(&self, name: &str) -> Option<&Setting> {
        let mut settings = self.0.iter();
        Some(&settings.find(|(key, _)| key.text == name)?.1)
    }
}

/// A chart: its word, and how it looks.
struct Chart {
    word: &'static str,
    keys: &'static [Key],
    example: &'static str,
}

const CHARTS: [Chart; 5] = [
    Chart {
        word: "dots",
        keys: keys::DOTS,
        example: "dots: {rows: 5, columns: 5}",
    },
    Chart {
        word: "table",
        keys: keys::TABLE,
        example: "table: {rows: 3, columns: row, given: column, open: row = 1}",
    },
    Chart {
        word: "graph",
        keys: keys::GRAPH,
        example: "graph: {across: x, from: 0, to: 10}",
    },
    Chart {
        word: "line",
        keys: keys::LINE,
        example: "line: {from: 0, to: 20}",
    },
    Chart {
        word: "bar",
        keys: keys::BAR,
        example: "bar: {parts: [n, 2n]}",
    },
];

impl FigureBody {
    /// The word that says what sort of figure it is; none for one that cannot be read.
    pub fn sort(&self) -> Option<&'static str> {
        let word = match self {
            FigureBody::Grid(_) => "grid",
            FigureBody::Drawing(_) => "drawing",
            FigureBody::Chart(word, _) => &word.text,
            FigureBody::Faulty => return None,
        };
        let mut sorts = FIGURES.iter().map(|(sort, _)| *sort);
        sorts.find(|sort| *sort == word)
    }
}

/// A figure of `variants.yaml`.
pub(super) fn figure(
    key: &Scalar,
    node: &Node,
    trouble: &mut Vec<Diagnostic>,
) -> Option<FigureSource> {
    let name = format!("the figure `{}`", key.text);
    if matches!(node, Node::Nothing(_)) {
        trouble.push(missing(key));
    }
    let parts = pairs(node, &name, "grid: {rows: n, columns: m}", trouble);
    let body = body(&name, parts, trouble).unwrap_or(FigureBody::Faulty);
    let labels = parts.iter().find(|(key, _)| key.text == "labels");
    let labels = labels.map_or(Vec::new(), |(key, value)| {
        texts(key, value, "labels: {n: left of water}", trouble)
    });
    Some(FigureSource { labels, body })
}

fn body(name: &str, parts: &[(Scalar, Node)], trouble: &mut Vec<Diagnostic>) -> Option<FigureBody> {
    let is_sort = |(key, _): &&(Scalar, Node)| sorts().contains(&key.text.as_str());
    let Some((word, size)) = sort(parts.iter().filter(is_sort)) else {
        report_no_sort(name, parts, trouble);
        return None;
    };
    Some(match word.text.as_str() {
        "grid" => FigureBody::Grid(grid(name, (word, size), parts, trouble)?),
        "drawing" => FigureBody::Drawing(drawing(name, (word, size), parts, trouble)?),
        other => {
            let chart = CHARTS.iter().find(|chart| chart.word == other)?;
            let settings = settings(name, chart, (word, size), parts, trouble)?;
            FigureBody::Chart(word.clone(), settings)
        }
    })
}

/// The words for sorts of figures.
fn sorts() -> Vec<&'static str> {
    FIGURES.iter().map(|(sort, _)| *sort).collect()
}

/// The word that says what sort of figure it is; `dots` is also a part of a line.
fn sort<'a>(mut words: impl Iterator<Item = &'a (Scalar, Node)>) -> Option<(&'a Scalar, &'a Node)> {
    let first = words.next()?;
    let line = words.find(|(key, _)| key.text == "line");
    let (word, size) = line.filter(|_| first.0.text == "dots").unwrap_or(first);
    Some((word, size))
}

fn report_no_sort(name: &str, parts: &[(Scalar, Node)], trouble: &mut Vec<Diagnostic>) {
    let mut keys = parts.iter().map(|(key, _)| key);
    let near = keys.find_map(|key| Some((key, did_you_mean(&key.text, sorts())?)));
    if let Some((key, help)) = near {
        let message = format!("`{}` is no sort of figure", key.text);
        trouble.push(Diagnostic::error("unknown-key", key.at.clone(), message).help(help));
    } else if let Some((key, _)) = parts.first() {
        let message = format!("{name} does not say what sort of figure it is");
        let help = format!(
            "write one of {}, for example `grid: {{rows: n, columns: m}}`",
            in_ticks(&sorts())
        );
        trouble.push(wrong(&key.at, message).help(help));
    }
}

fn grid(
    name: &str,
    (word, size): (&Scalar, &Node),
    parts: &[(Scalar, Node)],
    trouble: &mut Vec<Diagnostic>,
) -> Option<GridSource> {
    let (mut cells, mut highlights, mut lay) = (vec![], vec![], vec![]);
    let mut says = None;
    for (key, value) in parts {
        if !is_known(key, name, keys::GRID, trouble) {
            continue;
        }
        match key.text.as_str() {
            "cells" => {
                let example = "cells: {water: row > k, tile: otherwise}";
                cells = texts(key, value, example, trouble)
            }
            "say" => says = say(key, value, trouble),
            "highlights" => {
                highlights = texts(key, value, "highlights: {corners: row = 1}", trouble)
            }
            "lay" => lay = lists(key, value, "lay: {tile: [not corners, corners]}", trouble),
            _ => {}
        }
    }
    let known = keys::inside(keys::GRID, "grid");
    let braces = Braces {
        known,
        needed: needed(known),
        example: "grid: {rows: n, columns: m}",
    };
    let inside = inside(word, size, &braces, trouble)?;
    Some(GridSource {
        rows: inside.one("rows")?.clone(),
        columns: inside.one("columns")?.clone(),
        cells,
        say: says,
        highlights,
        lay,
    })
}

/// What may stand in the braces behind the word of a figure, what must, and how it looks.
struct Braces {
    known: &'static [Key],
    needed: Vec<&'static str>,
    example: &'static str,
}

fn needed(known: &[Key]) -> Vec<&'static str> {
    let needed = known.iter().filter(|key| key.needed);
    needed.map(|key| key.name).collect()
}

/// What stands in the braces behind the word of a figure; nothing, and a fault, where something is missing.
fn inside(
    word: &Scalar,
    size: &Node,
    braces: &Braces,
    trouble: &mut Vec<Diagnostic>,
) -> Option<Settings> {
    let (name, before) = (format!("`{}`", word.text), trouble.len());
    let mut settings = Settings::default();
    for (key, value) in pairs(size, &name, braces.example, trouble) {
        if is_known(key, &name, braces.known, trouble) {
            let setting = setting(key, value, trouble);
            settings.0.extend(setting.map(|value| (key.clone(), value)));
        }
    }
    let is_missing = |name: &&&str| settings.one(name).is_none();
    let missing: Vec<&str> = braces.needed.iter().filter(is_missing).copied().collect();
    if missing.is_empty() {
        return Some(settings);
    }
    if trouble.len() == before {
        let message = format!("{name} needs {} as well", in_ticks(&missing));
        trouble.push(wrong(&word.at, message).help(format!("write `{}`", braces.example)));
    }
    None
}

fn setting(key: &Scalar, value: &Node, trouble: &mut Vec<Diagnostic>) -> Option<Setting> {
    match value {
        Node::Map(..) => {
            let words = texts(key, value, &format!("{}: {{word: n}}", key.text), trouble);
            Some(Setting::Words(words))
        }
        _ => one(key, value, trouble).map(Setting::One),
    }
}

fn settings(
    name: &str,
    chart: &Chart,
    (word, size): (&Scalar, &Node),
    parts: &[(Scalar, Node)],
    trouble: &mut Vec<Diagnostic>,
) -> Option<Settings> {
    let known = keys::inside(chart.keys, chart.word);
    let braces = Braces {
        known,
        needed: needed(known),
        example: chart.example,
    };
    let mut settings = inside(word, size, &braces, trouble)?;
    for (key, value) in parts {
        let is_read = [chart.word, "labels"].contains(&key.text.as_str());
        if is_known(key, name, chart.keys, trouble) && !is_read {
            let setting = setting(key, value, trouble);
            settings.0.extend(setting.map(|value| (key.clone(), value)));
        }
    }
    Some(settings)
}

fn drawing(
    name: &str,
    (word, size): (&Scalar, &Node),
    parts: &[(Scalar, Node)],
    trouble: &mut Vec<Diagnostic>,
) -> Option<DrawingSource> {
    let sizes = pairs(
        size,
        "`drawing`",
        "drawing: {width: 10, height: 5}",
        &mut Vec::new(),
    );
    let is_sized = sizes.iter().any(|(key, _)| key.text != "unit");
    let braces = Braces {
        known: keys::inside(keys::DRAWING, "drawing"),
        needed: match is_sized {
            true => vec!["width", "height"],
            false => Vec::new(),
        },
        example: "drawing: {width: 10, height: 5}",
    };
    let inside = inside(word, size, &braces, trouble)?;
    let mut shapes = Vec::new();
    for (key, value) in parts {
        if !is_known(key, name, keys::DRAWING, trouble) {
            continue;
        }
        match (key.text.as_str(), value) {
            ("shapes", Node::List(items, _)) => {
                shapes.extend(items.iter().filter_map(|item| shape(key, item, trouble)))
            }
            ("shapes", _) => {
                let fault = wrong(value.at(), "`shapes` takes a list of shapes".to_string());
                trouble.push(fault.help("begin each line with a dash: `- {line: [0, 0, n, 0]}`"));
            }
            _ => {}
        }
    }
    if !parts.iter().any(|(key, _)| key.text == "shapes") {
        let fault = wrong(&word.at, "the drawing has no `shapes`".to_string());
        trouble.push(fault.help("write `shapes:` below it and begin each with a dash: `- {dot: [k, 0], for: k in 1..n}`"));
        return None;
    }
    Some(DrawingSource {
        size: inside
            .one("width")
            .cloned()
            .zip(inside.one("height").cloned()),
        unit: inside.one("unit").cloned(),
        shapes,
    })
}

fn shape(list: &Scalar, node: &Node, trouble: &mut Vec<Diagnostic>) -> Option<ShapeSource> {
    let is_written =
        |(word, sort): &(&'static str, ShapeSort)| (*sort != ShapeSort::Pointer).then_some(*word);
    let sorts: Vec<&str> = ShapeSort::ALL.iter().filter_map(is_written).collect();
    let pairs = pairs(node, "a shape", "line: [0, 0, n, 0]", trouble);
    let is_sort = |(key, _): &&(Scalar, Node)| sorts.contains(&key.text.as_str());
    let Some((sort, at)) = pairs.iter().find(is_sort) else {
        let keys = pairs.iter().map(|(key, _)| key);
        let mut strange = keys.filter(|key| !BESIDE_SHAPE.contains(&key.text.as_str()));
        let (at, help) = match strange.next() {
            Some(key) => (&key.at, did_you_mean(&key.text, sorts.iter().copied())),
            None => (pairs.first().map_or(&list.at, |(key, _)| &key.at), None),
        };
        let help = help.unwrap_or_else(|| format!("the shapes are {}", in_ticks(&sorts)));
        trouble.push(wrong(at, "this is no shape".to_string()).help(help));
        return None;
    };
    let mut shape = ShapeSource {
        sort: sort.clone(),
        at: several(sort, at, trouble),
        each: Vec::new(),
        only: None,
        class: None,
        say: None,
        align: None,
        around: Vec::new(),
    };
    for (key, value) in pairs {
        match key.text.as_str() {
            "for" => shape.each = several(key, value, trouble),
            "if" => shape.only = one(key, value, trouble),
            "class" => shape.class = word(key, value, trouble),
            "say" => shape.say = say(key, value, trouble),
            "align" => shape.align = word(key, value, trouble),
            "around" => shape.around = several(key, value, trouble),
            _ if key.text == sort.text => {}
            _ => unknown(key, "a shape", &BESIDE_SHAPE, trouble),
        }
    }
    Some(shape)
}

/// A text with holes. Where its quotes are forgotten YAML sees braces in braces, of which was told already.
fn say(key: &Scalar, value: &Node, trouble: &mut Vec<Diagnostic>) -> Option<Scalar> {
    match value {
        Node::Map(..) => Some(key.clone()),
        _ => optional(key, value, trouble),
    }
}
