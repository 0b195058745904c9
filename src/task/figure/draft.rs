//! Owns the making of a drawing from shapes written as text, the way an author could write them. Knows no sort of figure.
//!
//! Names made here have two underscores, which authors do not use, so that they hide no quantity.

use crate::engine::expr::Expr;
use crate::engine::figure::{CELL, classes};
use crate::engine::model::{Body, Data, DataLine, Drawing, Shape, ShapeSort};
use crate::engine::reader::read;
use crate::engine::template::{Piece, Template, escape};
use crate::engine::token::Scope;
use crate::task::Reading;
use crate::yaml::{Scalar, Setting, Settings};

/// A drawing that is being made.
pub struct Draft {
    pub drawing: Drawing,
    /// Every name its texts may use.
    scope: Scope,
}

/// Steps of an axis, of which the smallest is taken that makes at most ten of them.
const STEPS: &str = "[0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, \
    2000, 5000, 10000, 20000, 50000, 100000, 200000, 500000, 1000000, 2000000, 5000000, 10000000]";

impl Draft {
    /// A drawing without shapes, whose texts may also use these names of their loops.
    pub fn new(loops: &[&str]) -> Draft {
        Draft {
            drawing: Drawing {
                unit: CELL,
                ..Drawing::empty()
            },
            scope: Scope::author(loops.iter().copied()),
        }
    }

    /// The finished drawing.
    pub fn body(self) -> Option<Body> {
        Some(Body::Drawing(self.drawing))
    }

    /// An expression, with these put for names in it.
    pub fn expr(&self, text: &str, with: &[(&str, &Expr)]) -> Expr {
        let mut scope = self.scope.clone();
        for (name, _) in with {
            scope.names.push((name.to_string(), name.to_string()));
        }
        let put = |name: &str| {
            let found = with.iter().find(|(known, _)| *known == name);
            found.map(|(_, expr)| (*expr).clone())
        };
        match read(text, &scope) {
            Ok(expr) => expr.replaced(&put),
            Err(_) => Expr::name(text),
        }
    }

    /// Gives a name to a value that its shapes share.
    pub fn name(&mut self, name: &str, value: Expr) {
        self.drawing.lets.push((name.to_string(), value));
        self.scope.names.push((name.to_string(), name.to_string()));
    }

    /// The same, for a value written as text.
    pub fn let_be(&mut self, name: &str, text: &str) {
        let value = self.expr(text, &[]);
        self.name(name, value);
    }

    /// Gives names to the ends and the step of an axis; `x` makes `x__from`, `x__to`, `x__step`.
    pub fn axis(&mut self, axis: &str, from: Expr, to: Expr, step: Option<Expr>) {
        self.name(&format!("{axis}__from"), from);
        self.name(&format!("{axis}__to"), to);
        match step {
            Some(step) => self.name(&format!("{axis}__step"), step),
            None => self.fitting_step(axis, ""),
        }
    }

    /// The same for an axis of these values; where all are whole, so is the step.
    pub fn axis_of(&mut self, axis: &str, from: Expr, to: Expr, values: &str) {
        let broken = format!("{axis}__broken");
        let count = format!("count(s__v for s__v in {values} where not (s__v is whole))");
        self.let_be(&broken, &count);
        self.name(&format!("{axis}__from"), from);
        self.name(&format!("{axis}__to"), to);
        self.fitting_step(axis, &format!(" and (s__s >= 1 or {broken} > 0)"));
    }

    fn fitting_step(&mut self, axis: &str, more: &str) {
        let fits = format!("{axis}__to - {axis}__from <= 10 s__s{more}");
        let least = format!("min(s__s for s__s in {STEPS} where {fits})");
        self.let_be(&format!("{axis}__step"), &least);
    }

    /// A shape of this class, its places written as text.
    pub fn shape(&mut self, sort: ShapeSort, class: &str, at: &[&str], each: &[(&str, &str)]) {
        let at = at.iter().map(|text| self.expr(text, &[])).collect();
        self.shape_at(sort, class, at, each);
    }

    /// A shape of this class at these places.
    pub fn shape_at(&mut self, sort: ShapeSort, class: &str, at: Vec<Expr>, each: &[(&str, &str)]) {
        let each = self.each(each);
        self.drawing.shapes.push(Shape {
            sort,
            class: class.to_string(),
            each,
            only: None,
            around: None,
            at,
            say: Vec::new(),
        });
    }

    /// A text of this class.
    pub fn text(&mut self, class: &str, at: [&str; 2], say: Template, each: &[(&str, &str)]) {
        self.shape(ShapeSort::Text, class, &at, each);
        if let Some(shape) = self.drawing.shapes.last_mut() {
            shape.say = say;
        }
    }

    /// The shape made last is drawn only where this holds.
    pub fn only(&mut self, test: Expr) {
        if let Some(shape) = self.drawing.shapes.last_mut() {
            shape.only = Some(test);
        }
    }

    /// A table, whose heads are these.
    pub fn data(&mut self, heads: Vec<String>) {
        let lines = Vec::new();
        self.drawing.data.push(Data { heads, lines });
    }

    /// A line of the table made last.
    pub fn entry(&mut self, each: &[(&str, &str)], cells: Vec<Template>) {
        let each = self.each(each);
        if let Some(data) = self.drawing.data.last_mut() {
            data.lines.push(DataLine { each, cells });
        }
    }

    fn each(&self, each: &[(&str, &str)]) -> Vec<(String, Expr)> {
        let pair = |(name, range): &(&str, &str)| (name.to_string(), self.expr(range, &[]));
        each.iter().map(pair).collect()
    }

    /// The words of its classes; all of them are said before the class of any is asked for.
    pub fn words<'a>(&mut self, words: impl Iterator<Item = &'a str>) {
        let all = &mut self.drawing.words;
        for word in words {
            if !all.iter().any(|known| known == word) {
                all.push(word.to_string());
            }
        }
    }

    /// The class of one of its words.
    pub fn class(&self, word: &str) -> &'static str {
        let words: Vec<&str> = self.drawing.words.iter().map(String::as_str).collect();
        let at = words.iter().position(|known| *known == word);
        at.and_then(|at| classes(&words).get(at).copied())
            .unwrap_or_default()
    }

    /// A row of words below the drawing, each with a sample: a line, or a dot.
    pub fn legend(&mut self, words: &[(String, ShapeSort)], y: &str) {
        let mut x = 0.0;
        for (word, sort) in words {
            let class = self.class(word);
            let [start, middle, end, text] = [0.0, 0.5, 1.0, 1.3].map(|by| format!("{}", x + by));
            match sort {
                ShapeSort::Dot => self.shape(*sort, class, &[&middle, y], &[]),
                _ => self.shape(*sort, class, &[&start, y, &end, y], &[]),
            }
            self.text("start", [&text, y], said(word), &[]);
            x += 2.4 + word.chars().count() as f64 * 0.36;
        }
    }
}

/// A text without holes, as a template.
pub fn said(text: &str) -> Template {
    vec![Piece::Html(escape(text))]
}

/// A template that is one hole.
pub fn hole(expr: &Expr) -> Template {
    vec![Piece::Hole(expr.clone())]
}

/// An author's expression.
pub fn wanted(name: &str, settings: &Settings, reading: &mut Reading) -> Option<Expr> {
    let scope = reading.scope(&[]);
    reading.expr(&settings.one(name)?.into(), &scope)
}

/// The words behind a name with their expressions, which may use one more name; a single expression has no word.
pub fn by_word<'a>(
    name: &str,
    settings: &'a Settings,
    more: &[&str],
    reading: &mut Reading,
) -> Vec<(Option<&'a Scalar>, &'a Scalar, Expr)> {
    let scope = reading.scope(more);
    let mut read = |word, text: &'a Scalar| Some((word, text, reading.expr(&text.into(), &scope)?));
    match settings.get(name) {
        None => Vec::new(),
        Some(Setting::One(text)) => read(None, text).into_iter().collect(),
        Some(Setting::Words(words)) => words
            .iter()
            .filter_map(|(word, text)| read(Some(word), text))
            .collect(),
    }
}
