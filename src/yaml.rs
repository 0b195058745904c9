//! Owns the reading of YAML into a tree whose every word has its place; knows nothing of what a task is.
//! The only file that names the YAML crate, of which it uses the event parser: events carry exact byte ranges.
//!
//! 1. `read` turns text into nodes; every scalar stays the text the author wrote.
//! 2. `torn` mends what braces and commas tear apart, `slips` explains what is no YAML at all.
//! 3. `front`, `variants` give the nodes the names of the files as written.

mod figures;
mod front;
mod keys;
pub mod schema;
mod shape;
mod slips;
mod torn;
mod variants;

pub use figures::{
    DrawingSource, FigureBody, FigureSource, GridSource, Setting, Settings, ShapeSource,
};
pub use front::{FrontMatter, SiteSettings, front_matter, site_settings};
pub use variants::{KindSource, Near, Quantity, Variants, variants};

use crate::diagnostic::{Diagnostic, FileId, Files, Place};
use serde_saphyr::granit_parser::{
    Event, Options, Parser, ScalarStyle, ScanError, Span, StrInput, StructureStyle,
};
use std::collections::HashMap;
use std::ops::Range;

/// A word or text as the author wrote it: never a YAML number, boolean or date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text, quotes removed.
    pub text: String,
    /// Where it stands, inside its quotes.
    pub at: Place,
    /// Whether the file holds this very text at that place, so that an offset in one is an offset in the other.
    pub exact: bool,
}

/// A piece of YAML with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Scalar(Scalar),
    List(Vec<Node>, Place),
    Map(Vec<(Scalar, Node)>, Place),
    /// Nothing was written, for example behind a colon.
    Nothing(Place),
}

impl Node {
    /// Where the node stands.
    pub fn at(&self) -> &Place {
        match self {
            Node::Scalar(scalar) => &scalar.at,
            Node::List(_, at) | Node::Map(_, at) | Node::Nothing(at) => at,
        }
    }
}

const MOST_BYTES: usize = 64 * 1024;
const MOST_NODES: usize = 10_000;
const DEEPEST: usize = 16;

/// The YAML that stands at a place of a file; `None` if it cannot be read at all, which is then reported.
pub fn read(files: &Files, at: &Place, trouble: &mut Vec<Diagnostic>) -> Option<Node> {
    let file = files.get(at.file)?;
    let text = file.text.get(at.range.clone())?;
    if text.len() > MOST_BYTES {
        let kib = MOST_BYTES / 1024;
        let message = format!("this is longer than the {kib} KiB that fit");
        let place = Place {
            file: at.file,
            range: at.range.start..at.range.start,
        };
        trouble.push(Diagnostic::error("too-long", place, message).help("split the task in two"));
        return None;
    }
    let mut reader = Reader {
        events: Parser::new_from_str_with_options(text, options()),
        text,
        file: at.file,
        base: at.range.start,
        nodes: 0,
        trouble,
    };
    let read = document(&mut reader);
    read.map_err(|stop| report(&mut reader, stop)).ok()
}

struct Reader<'a> {
    events: Parser<'a, StrInput<'a>>,
    text: &'a str,
    file: FileId,
    base: usize,
    nodes: usize,
    trouble: &'a mut Vec<Diagnostic>,
}

/// Why reading ends early.
enum Stop {
    NotYaml(ScanError),
    Said(Box<Diagnostic>),
}

fn options() -> Options {
    let mut options = Options::default();
    options.emit_comments = false;
    options.emit_anchor_events = true;
    options.emit_unresolved_aliases = true;
    options.disallow_directives = true;
    options
}

fn report(reader: &mut Reader, stop: Stop) {
    let error = match stop {
        Stop::Said(diagnostic) => return reader.trouble.push(*diagnostic),
        Stop::NotYaml(error) => error,
    };
    let offset = error.marker().byte_offset().unwrap_or(0);
    for slip in slips::explain(reader.text, offset, &error.info()) {
        let at = place(reader, slip.range);
        // What was said about pieces of this place before its sense was known is no help.
        let inside = |d: &Diagnostic| d.at.as_ref().is_some_and(|other| holds(&at, other));
        reader.trouble.retain(|d| !inside(d));
        reader.trouble.push(Diagnostic {
            at: Some(at),
            ..slip.diagnostic
        });
    }
}

fn holds(whole: &Place, part: &Place) -> bool {
    let (all, some) = (&whole.range, &part.range);
    whole.file == part.file && all.start <= some.start && some.end <= all.end
}

fn place(reader: &Reader, range: Range<usize>) -> Place {
    let range = reader.base + range.start..reader.base + range.end.max(range.start);
    Place {
        file: reader.file,
        range,
    }
}

fn place_of(reader: &Reader, span: &Span) -> Place {
    place(reader, span.byte_range().unwrap_or(0..0))
}

fn next<'a>(reader: &mut Reader<'a>) -> Result<(Event<'a>, Span), Stop> {
    loop {
        match reader.events.next_event() {
            Some(Ok((Event::Anchor(..), span))) => refuse_sign(reader, &span, "&"),
            Some(Ok(found)) => return Ok(found),
            Some(Err(error)) => return Err(Stop::NotYaml(error)),
            None => return Ok((Event::StreamEnd, Span::default())),
        }
    }
}

fn document(reader: &mut Reader) -> Result<Node, Stop> {
    let empty = Node::Nothing(place(reader, 0..0));
    let mut root = None;
    loop {
        let (event, span) = next(reader)?;
        match event {
            Event::StreamEnd => return Ok(root.unwrap_or(empty)),
            Event::DocumentStart(..) if root.is_some() => {
                return Err(second_document(reader, &span));
            }
            Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
            event => root = Some(node(reader, event, span, 0)?),
        }
    }
}

fn second_document(reader: &Reader, span: &Span) -> Stop {
    let message = "a second document begins here";
    let diagnostic = Diagnostic::error("yaml-documents", place_of(reader, span), message);
    Stop::Said(Box::new(
        diagnostic.help("take out the line of dashes or dots above it"),
    ))
}

fn node(reader: &mut Reader, event: Event, span: Span, depth: usize) -> Result<Node, Stop> {
    reader.nodes += 1;
    if depth > DEEPEST || reader.nodes > MOST_NODES {
        return Err(too_much(reader, &span, depth));
    }
    if let Some(tag) = span.tag_span() {
        refuse_sign(reader, &tag, "!");
    }
    match event {
        Event::Scalar(text, style, ..) => Ok(scalar(reader, &text, style, &span)),
        Event::SequenceStart(style, ..) => list(reader, style, &span, depth),
        Event::MappingStart(style, ..) => map(reader, style, &span, depth),
        Event::Alias(_) | Event::UnresolvedAlias(_) => {
            refuse_sign(reader, &span, "*");
            Ok(as_written(reader, &span))
        }
        _ => Ok(Node::Nothing(place_of(reader, &span))),
    }
}

fn too_much(reader: &Reader, span: &Span, depth: usize) -> Stop {
    let message = match depth > DEEPEST {
        true => format!("lists and braces stand more than {DEEPEST} deep inside each other"),
        false => format!("there are more than {MOST_NODES} values here"),
    };
    let diagnostic = Diagnostic::error("too-long", place_of(reader, span), message);
    Stop::Said(Box::new(diagnostic.help("write it in a simpler way")))
}

/// Anchors, aliases and tags are mostly a value that happens to begin with their sign.
fn refuse_sign(reader: &mut Reader, span: &Span, sign: &str) {
    let message =
        format!("a value that begins with `{sign}` has a special meaning here, which is not used");
    let diagnostic = Diagnostic::error("yaml-sign", place_of(reader, span), message);
    reader
        .trouble
        .push(diagnostic.help("put the whole value in quotes: `'…'`"));
}

fn as_written(reader: &Reader, span: &Span) -> Node {
    Node::Scalar(Scalar {
        text: span.slice(reader.text).unwrap_or_default().to_owned(),
        at: place_of(reader, span),
        exact: true,
    })
}

fn scalar(reader: &mut Reader, text: &str, style: ScalarStyle, span: &Span) -> Node {
    let written = span.byte_range().unwrap_or(0..0);
    let plain = style == ScalarStyle::Plain;
    if plain && written.is_empty() {
        return Node::Nothing(place(reader, written));
    }
    let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
    let inside = match quoted {
        true => written.start + 1..written.end.saturating_sub(1),
        false => trimmed(reader.text, written),
    };
    let text = if quoted { text } else { text.trim() };
    let exact = reader.text.get(inside.clone()) == Some(text);
    let at = place(reader, inside);
    if plain {
        warn_of_typeset_quotes(text, &at, reader.trouble);
    }
    Node::Scalar(Scalar {
        text: text.to_owned(),
        at,
        exact,
    })
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let written = text.get(range.clone()).unwrap_or("");
    range.start..range.start + written.trim_end().len()
}

fn warn_of_typeset_quotes(text: &str, at: &Place, trouble: &mut Vec<Diagnostic>) {
    let quote = |c: Option<char>| c.is_some_and(|c| slips::TYPESET_QUOTES.contains(&c));
    if quote(text.chars().next()) && quote(text.chars().next_back()) {
        let message = "these quotes are a part of the text";
        let help = "leave them out, or use straight ones: `'…'`";
        trouble.push(Diagnostic::warning("typeset-quotes", at.clone(), message).help(help));
    }
}

fn list(
    reader: &mut Reader,
    style: StructureStyle,
    open: &Span,
    depth: usize,
) -> Result<Node, Stop> {
    let mut items = Vec::new();
    loop {
        let (event, span) = next(reader)?;
        if matches!(event, Event::SequenceEnd) {
            let at = whole(reader, style, open, &span, items.last().map(Node::at));
            if style == StructureStyle::Flow {
                torn::mend_list(&mut items, reader.text, reader.base, reader.trouble);
            }
            return Ok(Node::List(items, at));
        }
        items.push(node(reader, event, span, depth + 1)?);
    }
}

fn map(
    reader: &mut Reader,
    style: StructureStyle,
    open: &Span,
    depth: usize,
) -> Result<Node, Stop> {
    let mut pairs = Vec::new();
    loop {
        let (event, span) = next(reader)?;
        if matches!(event, Event::MappingEnd) {
            let last = pairs.last().map(|(_, value): &(_, Node)| value.at());
            let at = whole(reader, style, open, &span, last);
            if style == StructureStyle::Flow {
                torn::mend_map(&mut pairs, reader.text, reader.base, reader.trouble);
            }
            return Ok(Node::Map(without_doubles(pairs, reader.trouble), at));
        }
        let key = node(reader, event, span, depth + 1)?;
        let (event, span) = next(reader)?;
        let value = node(reader, event, span, depth + 1)?;
        if let Some(key) = name(key, reader.trouble) {
            pairs.push((key, value));
        }
    }
}

/// Block style has no closing sign: there the last thing inside is the end.
fn whole(
    reader: &Reader,
    style: StructureStyle,
    open: &Span,
    close: &Span,
    last: Option<&Place>,
) -> Place {
    let mut at = place_of(reader, open);
    at.range.end = match (style, last) {
        (StructureStyle::Block, Some(last)) => last.range.end.max(at.range.start),
        _ => place_of(reader, close).range.end,
    };
    at
}

fn name(key: Node, trouble: &mut Vec<Diagnostic>) -> Option<Scalar> {
    let at = key.at().clone();
    let message = match &key {
        Node::Scalar(scalar) if scalar.text != "<<" => return Some(scalar.clone()),
        Node::Scalar(_) => "`<<` has a special meaning here, which is not used",
        Node::Nothing(_) => "there is no name in front of this colon",
        Node::Map(..) => "this text has a hole without quotes round it",
        Node::List(..) => "a name is expected in front of a colon, not a list",
    };
    let help = match key {
        Node::Map(..) => "put the whole text in quotes: `'{{ n }}'`",
        _ => "write `name: value`; a value with brackets or braces goes in quotes",
    };
    trouble.push(Diagnostic::error("yaml-name", at, message).help(help));
    None
}

fn without_doubles(
    pairs: Vec<(Scalar, Node)>,
    trouble: &mut Vec<Diagnostic>,
) -> Vec<(Scalar, Node)> {
    let mut first: HashMap<String, Place> = HashMap::new();
    let mut kept = Vec::new();
    for (key, value) in pairs {
        match first.get(&key.text) {
            Some(before) => trouble.push(double(&key, before)),
            None => {
                first.insert(key.text.clone(), key.at.clone());
                kept.push((key, value));
            }
        }
    }
    kept
}

fn double(key: &Scalar, first: &Place) -> Diagnostic {
    let message = format!("`{}` stands here a second time", key.text);
    Diagnostic::error("duplicate-name", key.at.clone(), message)
        .note_at(first.clone(), "it stands here first")
        .help("take one of them out, or give it another name")
}

#[cfg(test)]
mod tests;
