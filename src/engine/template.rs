//! Owns text with holes and figures in it, and how it is filled in a case; knows nothing of asks.

use super::expr::Expr;
use super::figure;
use super::model::Language;
use super::value::evaluate;
use super::words::isolated;
use super::world::World;

/// Text with holes: finished markup, values and figures in order.
pub type Template = Vec<Piece>;

/// A part of a template.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Markup that is finished and safe.
    Html(String),
    /// The value of an expression.
    Hole(Expr),
    Figure(Picture),
}

/// A figure where it is placed, with what is laid over the case there.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Index into the model's figures.
    pub figure: usize,
    /// Values for this place; several values draw several stages side by side.
    pub bindings: Vec<(String, Vec<Expr>)>,
    /// How many cells of the laid word are drawn full.
    pub placed: Option<Expr>,
    pub highlights: Vec<String>,
    /// The ask whose fields stand in it.
    pub fields: Option<usize>,
    /// Markup-free text, escaped.
    pub alt: Template,
}

impl Picture {
    /// A figure as it stands in a case.
    pub fn plain(figure: usize, alt: Template) -> Picture {
        Picture {
            figure,
            bindings: Vec::new(),
            placed: None,
            highlights: Vec::new(),
            fields: None,
            alt,
        }
    }
}

/// The template with every hole filled and every figure drawn; a hole without a value stays an ellipsis.
pub fn fill(template: &[Piece], world: &World) -> String {
    let mut filled = String::new();
    for piece in template {
        filled.push_str(&fill_piece(piece, world));
    }
    filled
}

/// Whether there is a figure in it.
pub fn draws(template: &[Piece]) -> bool {
    template
        .iter()
        .any(|piece| matches!(piece, Piece::Figure(_)))
}

/// One piece, filled.
pub fn fill_piece(piece: &Piece, world: &World) -> String {
    match piece {
        Piece::Html(html) => html.clone(),
        Piece::Hole(expr) => {
            let Language { code, decimal } = &world.model().language;
            match evaluate(expr, world) {
                Ok(value) => isolated(&escape(&value.shown(*decimal)), code),
                Err(_) => "…".to_string(),
            }
        }
        Piece::Figure(picture) => figure::draw(picture, false, world).unwrap_or_default(),
    }
}

/// Text as markup; braces too, so that a literal `{{` never opens a hole.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '{' => out.push_str("&#123;"),
            '}' => out.push_str("&#125;"),
            sign => out.push(sign),
        }
    }
    out
}

/// The words of finished markup: tags dropped, what a picture or formula says in their place.
pub fn plain(html: &str) -> String {
    let (mut out, mut rest, mut skip) = (String::new(), html, None::<&str>);
    while let Some((before, tag_on)) = rest.split_once('<') {
        if skip.is_none() {
            out.push_str(before);
        }
        let (tag, after) = tag_on.split_once('>').unwrap_or((tag_on, ""));
        let name = tag.split([' ', '/']).next().unwrap_or("");
        match skip {
            Some(until) if tag.strip_prefix('/') == Some(until) => skip = None,
            Some(_) => {}
            None => skip = put_tag(tag, name, &mut out),
        }
        rest = after;
    }
    if skip.is_none() {
        out.push_str(rest);
    }
    let words: Vec<&str> = out.split_whitespace().collect();
    unescape(&words.join(" "))
}

/// Puts what a tag says into the text; gives the element whose content is to be skipped.
fn put_tag(tag: &str, name: &str, out: &mut String) -> Option<&'static str> {
    match name {
        "math" => {
            out.push_str(attribute(tag, "alttext"));
            Some("math")
        }
        "svg" => {
            out.push_str(&format!(" [{}] ", attribute(tag, "aria-label")));
            Some("svg")
        }
        "p" | "li" | "br" | "div" | "table" | "tr" | "td" | "th" | "ul" | "ol" => {
            out.push(' ');
            None
        }
        _ => None,
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    let start = format!("{name}=\"");
    let value = tag.split_once(start.as_str()).map(|(_, after)| after);
    value
        .and_then(|value| value.split_once('"'))
        .map_or("", |(value, _)| value)
}

fn unescape(text: &str) -> String {
    let plain = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    plain
        .replace("&#123;", "{")
        .replace("&#125;", "}")
        .replace("&amp;", "&")
}
