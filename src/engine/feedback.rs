//! Owns what a response gets back, and the sentences of the built-in replies; decides nothing.

use super::expr::Expr;
use super::model::{Figure, Model, Quantity, Row, Way};
use super::number::Number;
use super::template::{Picture, Piece, escape, fill};
use super::value::Value;
use super::world::World;

words! {
    /// What became of a response.
    Outcome {
        Empty "empty", Unreadable "unreadable", Right "right", Partly "partly", New "new", Again "again",
        NotYet "not-yet", Noted "noted",
    }
}

/// What a response gets back.
#[derive(Clone, Debug)]
pub struct Feedback {
    pub outcome: Outcome,
    /// The idea, condition or built-in reply that spoke.
    pub idea: Option<String>,
    /// The way of seeing that was recognised.
    pub way: Option<String>,
    /// How many cases, cells or items fit, of how many.
    pub fits: Option<usize>,
    pub of: Option<usize>,
    /// How many different answers have been found.
    pub found: Option<usize>,
    /// Finished markup.
    pub says: String,
    pub read_as: Option<String>,
}

impl Feedback {
    /// An outcome with its markup and nothing else.
    pub fn new(outcome: Outcome, says: String) -> Feedback {
        Feedback {
            outcome,
            idea: None,
            way: None,
            fits: None,
            of: None,
            found: None,
            says,
            read_as: None,
        }
    }

    /// The same, spoken by this idea, condition or built-in reply.
    pub fn by(mut self, idea: &str) -> Feedback {
        self.idea = Some(idea.to_string());
        self
    }

    /// Adds the words for a way of seeing that was recognised.
    pub fn see(&mut self, way: &Way, world: &World) {
        self.way = Some(way.name.clone());
        self.says.push_str(&fill(&way.says, world));
    }

    /// The same, with how many fit.
    pub fn fitting(mut self, fits: usize, of: usize) -> Feedback {
        (self.fits, self.of) = (Some(fits), Some(of));
        self
    }
}

/// A sentence of the page's language as a paragraph; its parts are plain text.
pub fn sentence(model: &Model, key: &str, parts: &[&str]) -> String {
    ["<p>", &escape(&model.words.say(key, parts)), "</p>"].concat()
}

/// A number with the unit of its quantity: `24 tiles`, `1 tile`.
pub fn with_unit(model: &Model, name: &str, value: &Value) -> String {
    let shown = value.shown(model.language.decimal);
    let unit = model
        .quantity(name)
        .and_then(|quantity| unit(quantity, value));
    match unit {
        Some(unit) => [&shown, " ", unit].concat(),
        None => shown,
    }
}

fn unit<'a>(quantity: &'a Quantity, value: &Value) -> Option<&'a String> {
    if value.as_number().is_some_and(Number::is_one) {
        quantity.units.first()
    } else {
        quantity.units.last()
    }
}

/// Most signs of a letter, as in `n` and `n1`; a longer name is a word.
const LETTER: usize = 2;

/// What readers meet a quantity as: its letter, or in place of a word, which is the author's, what it is called in the
/// page's language.
fn name_of<'a>(model: &'a Model, name: &'a str) -> &'a str {
    match model.quantity(name) {
        Some(quantity) if name.chars().count() > LETTER => quantity.called(),
        _ => name,
    }
}

/// Names with their values: `n = 3, m = 5`.
pub fn named_values(model: &Model, names: &[String], values: &[Value]) -> String {
    let mut named = String::new();
    for (name, value) in names.iter().zip(values) {
        put_named(
            name_of(model, name),
            &value.shown(model.language.decimal),
            &mut named,
        );
    }
    named
}

/// Puts a name with its value behind what is there already.
pub fn put_named(name: &str, value: &str, out: &mut String) {
    let parting = if out.is_empty() { "" } else { ", " };
    for part in [parting, name, " = ", value] {
        out.push_str(part);
    }
}

/// A case as text: `n = 3, m = 5`.
pub fn named_row(model: &Model, row: &Row) -> String {
    let mut named = String::new();
    for (name, value) in row {
        put_named(
            name_of(model, name),
            &value.shown(model.language.decimal),
            &mut named,
        );
    }
    named
}

/// What the two sides of a statement come to in a world: `tiles = 28`, `water = 12, tiles = 18`.
pub fn sides(statement: &Expr, world: &World) -> Option<String> {
    let model = world.model();
    let decimal = model.language.decimal;
    let mut said = String::new();
    for part in &statement.parts {
        if part.as_number().is_some() {
            continue;
        }
        let value = super::value::evaluate(part, world).ok()?;
        let number = value.as_number()?;
        let written = part.write();
        put_named(name_of(model, &written), &number.shown(decimal), &mut said);
    }
    Some(said).filter(|said| !said.is_empty())
}

/// A figure as markup in a world, to be counted in; empty where it cannot be drawn whole.
pub fn drawn(picture: Option<&Picture>, world: &World) -> String {
    picture
        .and_then(|picture| super::figure::draw(picture, true, world).ok())
        .unwrap_or_default()
}

/// A figure with the response in it, laid or as a point; empty where it cannot be drawn.
pub fn laid(picture: Option<&Picture>, world: &World) -> String {
    let model = world.model();
    let Some(picture) = picture else {
        return String::new();
    };
    let alt = match model.figures.get(picture.figure) {
        Some(figure) if figure.can_be_laid() => "laid-alt",
        Some(figure) if figure.shows_answers() => "point-alt",
        _ => return String::new(),
    };
    let mut laid = picture.clone();
    laid.placed = Some(Expr::name("answer"));
    laid.alt = vec![Piece::Html(escape(&model.words.say(alt, &[])))];
    drawn(Some(&laid), world)
}

/// The response in its figure behind a sentence that says so; nothing where it cannot be drawn. Of a sentence there is one
/// for laid cells and one for a point.
pub fn with_laid(
    picture: Option<&Picture>,
    world: &World,
    [cells, point]: [&str; 2],
    parts: &[&str],
) -> Option<String> {
    let drawing = Some(laid(picture, world)).filter(|drawing| !drawing.is_empty())?;
    let model = world.model();
    let figure = picture.and_then(|picture| model.figures.get(picture.figure));
    let key = match figure.is_some_and(Figure::can_be_laid) {
        true => cells,
        false => point,
    };
    Some(sentence(model, key, parts) + &drawing)
}
