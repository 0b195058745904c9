//! Owns the reading of a `task.md` into a tree with places; knows nothing of what asks, callouts, holes and attributes mean.
//!
//! 1. `front` takes the front matter out.
//! 2. `survey` reads the text once for what must be left alone: code and comments, and for where headings and maths stand.
//! 3. `mask` covers holes, asks and callout heads, and `heading` the attributes, by text of equal length.
//! 4. `block`, `list` and `inline` read the covered text, event by event from `reader`, into the tree; `link` finds the places of
//!    targets and titles.
//! 5. `rest` reports what would be lost or shown as bare characters.

mod block;
mod front;
mod heading;
mod inline;
mod link;
mod list;
mod mask;
mod reader;
mod rest;
mod sheet;
mod slips;
mod survey;
#[cfg(test)]
mod tests;

use crate::diagnostic::{Diagnostic, FileId, Files, Place};
use pulldown_cmark::Options;
use sheet::Sheet;

/// The author's text between brackets or quotes, outer blanks trimmed, and its exact place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub text: String,
    pub at: Place,
}

/// A whole `task.md`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The YAML text between the `---` lines.
    pub front: Option<Place>,
    pub blocks: Vec<Block>,
    /// Words in single brackets or braces, brackets included, which are shown as they stand.
    pub single: Vec<Source>,
    /// The empty place at the end of the text.
    pub end: Place,
}

/// One block of the text: a paragraph, a heading, a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    pub at: Place,
}

/// The sorts of block a task may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Heading {
        level: u8,
        text: Vec<Inline>,
        attributes: Attributes,
    },
    Paragraph(Vec<Inline>),
    List {
        /// The first number of an ordered list.
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    /// A task list: `- [x]`.
    Choices(Vec<Choice>),
    Quote(Vec<Block>),
    Callout(Callout),
    Table {
        alignment: Vec<Align>,
        head: Vec<Vec<Inline>>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    Code {
        info: String,
        text: String,
    },
    Rule,
    /// A display formula that stands alone.
    Maths {
        latex: Latex,
    },
}

/// One item of a task list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub ticked: bool,
    pub blocks: Vec<Block>,
    pub at: Place,
}

/// The part of a block quote that begins with `[!…]`, up to the next such head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callout {
    /// The text between `[!` and the bracket that balances.
    pub head: Source,
    pub blocks: Vec<Block>,
    /// What stands behind the head, line by line as the author wrote it, for what is no running text.
    pub lines: Vec<Source>,
    pub at: Place,
}

/// What stands in braces at the end of a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    pub id: Option<Source>,
    pub classes: Vec<Source>,
    /// Names without a sign in front, which have been reported.
    pub bare: Vec<Source>,
    pub values: Vec<(Source, Source)>,
    /// The braces and what is between them.
    pub at: Option<Place>,
}

/// How a column of a table is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    None,
    Left,
    Centre,
    Right,
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    Text(String),
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    Struck(Vec<Inline>),
    Code(String),
    Link {
        to: Source,
        text: Vec<Inline>,
    },
    Image {
        to: Source,
        title: Option<Source>,
        alt: Vec<Inline>,
        at: Place,
    },
    Maths(Latex),
    Hole(Source),
    Ask(Source),
    /// A line break the author asked for.
    Break,
    /// The end of a line in the file.
    SoftBreak,
}

/// A formula as the author wrote it, with its holes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Latex {
    pub display: bool,
    pub parts: Vec<LatexPart>,
    pub at: Place,
}

/// A piece of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LatexPart {
    Text(String),
    Hole(Source),
}

/// Reads one `task.md`; whatever is wrong with it is reported and the rest is read all the same.
pub fn read(files: &Files, file: FileId, trouble: &mut Vec<Diagnostic>) -> Document {
    let text = files.get(file).map_or("", |file| file.text.as_str());
    let sheet = Sheet { file, text };
    let mut found = Vec::new();
    let document = document(sheet, &mut found);
    found.sort_by_key(|fault| fault.at.as_ref().map(|at| at.range.start));
    trouble.append(&mut found);
    document
}

fn document(sheet: Sheet, trouble: &mut Vec<Diagnostic>) -> Document {
    let front = front::find(sheet, trouble);
    let body = mask::blank(sheet.text, front.iter().map(|front| &front.whole));
    let survey = survey::survey(&body);
    let masks = mask::find(sheet.over(&body), &survey, trouble);
    slips::report(sheet.over(&body), &survey, trouble);
    let single = slips::single(sheet.over(&body), &survey, &masks);
    let covered = mask::cover(&body, &masks);
    let attributes = heading::attributes(sheet, &covered, &masks, &survey, trouble);
    let covered = mask::blank(&covered, attributes.iter().map(|found| &found.range));
    let mut reader = reader::Reader::new(sheet, &covered, &masks, attributes, trouble);
    let blocks = block::document(&mut reader);
    rest::report(reader, &survey);
    Document {
        front: front.map(|front| sheet.place(front.yaml)),
        blocks,
        single,
        end: sheet.place(sheet.text.len()..sheet.text.len()),
    }
}

/// The extensions in use. Front matter and heading attributes are read by modules of this folder instead: they need
/// places, and a slip in them must not vanish.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_MATH
}
