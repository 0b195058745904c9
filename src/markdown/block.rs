//! Owns the making of blocks from the reader's events; knows nothing of the text between them.
//!
//! A callout head was covered so that it begins a paragraph or is a rule. It comes back here as a piece of its own, and
//! the quote around it is split at these pieces.

use super::inline::{inlines, push};
use super::list::list;
use super::mask::Kind;
use super::reader::Reader;
use super::survey::comments;
use super::{Align, Attributes, Block, BlockKind, Callout, Inline, Source};
use crate::diagnostic::Diagnostic;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Tag};
use std::ops::Range;

/// A block, or a callout head with what is known to belong to it.
enum Piece {
    Block(Block),
    Head {
        mask: usize,
        blocks: Vec<Block>,
        range: Range<usize>,
    },
}

/// All blocks of the text.
pub(super) fn document(reader: &mut Reader) -> Vec<Block> {
    let mut found = Vec::new();
    while reader.peek(0).is_some() {
        found.extend(blocks(reader, 1));
        // Only an end without a beginning can stand here.
        reader.step();
    }
    found
}

/// The blocks up to the end of what was opened last; that end is left standing.
pub(super) fn blocks(reader: &mut Reader, depth: usize) -> Vec<Block> {
    plain(pieces(reader, depth))
}

/// The pieces up to the end of what was opened last; that end is left standing.
fn pieces(reader: &mut Reader, depth: usize) -> Vec<Piece> {
    let mut found = Vec::new();
    loop {
        match reader.peek(0) {
            None | Some(Event::End(_)) => return found,
            Some(Event::Start(tag)) if is_block(tag) => {
                if let Some((Event::Start(tag), range)) = reader.step() {
                    found.extend(opened(reader, tag, range, depth));
                }
            }
            Some(Event::Rule) => {
                if let Some((_, range)) = reader.step() {
                    found.push(rule(reader, range));
                }
            }
            Some(_) => found.extend(bare_text(reader, depth)),
        }
    }
}

/// Whether a tag opens a block; everything else stands in running text.
pub(super) fn is_block(tag: &Tag) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

/// Reads what a tag has opened, its end included.
fn opened(reader: &mut Reader, tag: Tag, range: Range<usize>, depth: usize) -> Vec<Piece> {
    if reader.passes_over(depth, &range) {
        return Vec::new();
    }
    let found = match tag {
        Tag::Paragraph => {
            let text = inlines(reader, depth + 1);
            paragraph_or_head(reader, text, range).into_iter().collect()
        }
        Tag::Heading { level, .. } => vec![heading(reader, level, range, depth)],
        Tag::BlockQuote(_) => quote(reader, range, depth),
        Tag::CodeBlock(kind) => vec![code(reader, &kind, range)],
        Tag::HtmlBlock => html(reader, range).map(Piece::Block).into_iter().collect(),
        Tag::List(start) => list(reader, start, depth)
            .map(Piece::Block)
            .into_iter()
            .collect(),
        Tag::Table(columns) => vec![table(reader, &columns, range, depth)],
        _ => {
            reader.skip(&range);
            return Vec::new();
        }
    };
    reader.step();
    found
}

/// A block at a range, outer blanks left out.
pub(super) fn block(reader: &Reader, kind: BlockKind, range: Range<usize>) -> Block {
    let range = reader.sheet.trim(reader.outside_masks(range));
    let at = reader.sheet.place(range);
    Block { kind, at }
}

/// Pieces where no callout can begin; its words stay, its mask is reported later as not taken.
fn plain(pieces: Vec<Piece>) -> Vec<Block> {
    pieces
        .into_iter()
        .flat_map(|piece| match piece {
            Piece::Block(block) => vec![block],
            Piece::Head { blocks, .. } => blocks,
        })
        .collect()
}

/// A paragraph, or the callout head it begins with and the rest of it.
fn paragraph_or_head(reader: &Reader, mut text: Vec<Inline>, range: Range<usize>) -> Option<Piece> {
    let Some(mask) = reader.head_at(&range, Kind::Head) else {
        return paragraph(reader, text, range).map(Piece::Block);
    };
    if let Some(Inline::Text(first)) = text.first_mut() {
        *first = first.trim_start().to_string();
        if first.is_empty() {
            text.remove(0);
        }
    }
    let covered = reader.masks.get(mask)?.range.clone();
    let blocks = paragraph(reader, text, covered.end..range.end);
    Some(Piece::Head {
        mask,
        range: covered.start
            ..blocks
                .as_ref()
                .map_or(covered.end, |block| block.at.range.end),
        blocks: blocks.into_iter().collect(),
    })
}

fn paragraph(reader: &Reader, text: Vec<Inline>, range: Range<usize>) -> Option<Block> {
    let kind = match text.as_slice() {
        [Inline::Maths(latex)] if latex.display => BlockKind::Maths {
            latex: latex.clone(),
        },
        _ if text.iter().all(is_nothing) => return None,
        _ => BlockKind::Paragraph(text),
    };
    Some(block(reader, kind, range))
}

fn is_nothing(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) => text.trim().is_empty(),
        Inline::SoftBreak => true,
        _ => false,
    }
}

/// The text of a list item that stands close to its neighbours comes without a paragraph of its own.
fn bare_text(reader: &mut Reader, depth: usize) -> Option<Piece> {
    let start = reader.next_start();
    let text = inlines(reader, depth);
    let end = reader.passed.max(start);
    paragraph_or_head(reader, text, start..end)
}

fn rule(reader: &Reader, range: Range<usize>) -> Piece {
    match reader.head_at(&range, Kind::LoneHead) {
        Some(mask) => Piece::Head {
            mask,
            blocks: Vec::new(),
            range: reader.sheet.trim(range),
        },
        None => Piece::Block(block(reader, BlockKind::Rule, range)),
    }
}

fn heading(reader: &mut Reader, level: HeadingLevel, range: Range<usize>, depth: usize) -> Piece {
    let text = inlines(reader, depth + 1);
    let found = reader
        .attributes
        .partition_point(|found| found.range.start < range.start);
    let inside = reader
        .attributes
        .get_mut(found)
        .filter(|found| found.range.start < range.end);
    let attributes = inside.map_or_else(Attributes::default, |found| {
        found.used = true;
        std::mem::take(&mut found.attributes)
    });
    let kind = BlockKind::Heading {
        level: level as u8,
        text,
        attributes,
    };
    Piece::Block(block(reader, kind, range))
}

/// A quote becomes what stands before its first callout head, and its callouts.
fn quote(reader: &mut Reader, range: Range<usize>, depth: usize) -> Vec<Piece> {
    reader.quotes += 1;
    let pieces = pieces(reader, depth + 1);
    reader.quotes -= 1;
    let mut before = Vec::new();
    let mut callouts: Vec<Callout> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Head {
                mask,
                blocks,
                range,
            } => callouts.extend(callout(reader, mask, blocks, range)),
            Piece::Block(block) => match callouts.last_mut() {
                Some(callout) => {
                    callout.at.range.end = block.at.range.end;
                    callout.blocks.push(block);
                }
                None => before.push(block),
            },
        }
    }
    for callout in &mut callouts {
        callout.lines = lines_behind(reader, callout);
    }
    let before_range = before_range(&before, &range);
    let lead = (!before.is_empty()).then(|| block(reader, BlockKind::Quote(before), before_range));
    let callouts = callouts.into_iter().map(|callout| Block {
        at: callout.at.clone(),
        kind: BlockKind::Callout(callout),
    });
    lead.into_iter().chain(callouts).map(Piece::Block).collect()
}

fn before_range(before: &[Block], quote: &Range<usize>) -> Range<usize> {
    let end = before.last().map_or(quote.end, |block| block.at.range.end);
    quote.start..end
}

fn callout(
    reader: &mut Reader,
    mask: usize,
    blocks: Vec<Block>,
    range: Range<usize>,
) -> Option<Callout> {
    reader.take(mask);
    let head = reader.masks.get(mask)?;
    Some(Callout {
        head: reader.sheet.source(head.inner.clone()),
        blocks,
        lines: Vec::new(),
        at: reader.sheet.place(range),
    })
}

/// The lines of a callout behind its head, without quote marks; empty ones are left out.
fn lines_behind(reader: &Reader, callout: &Callout) -> Vec<Source> {
    let inner = callout.head.at.range.end;
    let behind = reader.sheet.slice(reader.sheet.line_from(inner));
    let head = inner + behind.find(']').map_or(0, |bracket| bracket + "]".len());
    let end = reader.sheet.line_from(callout.at.range.end).end;
    let mut found = Vec::new();
    let mut from = head;
    while from < end {
        let line = reader.sheet.line_from(from);
        let text = reader.sheet.slice(line.clone());
        let quoted = text.trim_start().strip_prefix('>').filter(|_| from > head);
        let start = quoted.map_or(line.start, |rest| line.end - rest.len());
        found.push(reader.sheet.source(start..line.end));
        from = line.end + 1;
    }
    found.retain(|line| !line.text.is_empty());
    found
}

fn code(reader: &mut Reader, kind: &CodeBlockKind, range: Range<usize>) -> Piece {
    reader.code.push(range.clone());
    let mut text = String::new();
    while let Some(Event::Text(_)) = reader.peek(0) {
        if let Some((Event::Text(part), at)) = reader.step() {
            text.push_str(&own(reader, &part, at));
        }
    }
    let info = match kind {
        CodeBlockKind::Fenced(info) => info.to_string(),
        CodeBlockKind::Indented => String::new(),
    };
    Piece::Block(block(reader, BlockKind::Code { info, text }, range))
}

/// The author's own text of a part that stands in the file as it is; else the text as it was read.
pub(super) fn own(reader: &Reader, text: &str, range: Range<usize>) -> String {
    let own = reader.sheet.slice(range.clone());
    if reader.masks_in(&range).is_empty() || own.len() != text.len() {
        text.to_string()
    } else {
        own.to_string()
    }
}

/// Markup is shown as the characters it is made of; comments are left out.
fn html(reader: &mut Reader, range: Range<usize>) -> Option<Block> {
    let mut text = String::new();
    while let Some(Event::Html(_) | Event::Text(_)) = reader.peek(0) {
        if let Some((Event::Html(part) | Event::Text(part), at)) = reader.step() {
            text.push_str(&own(reader, &part, at));
        }
    }
    unclosed_comment(reader, range.clone());
    let text = without_comments(&text);
    let mut shown = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if !shown.is_empty() {
            shown.push(Inline::SoftBreak);
        }
        push(&mut shown, Inline::Text(line.to_string()));
    }
    paragraph(reader, shown, range)
}

fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut from = 0;
    for comment in comments(text, 0..text.len()) {
        kept.push_str(text.get(from..comment.start).unwrap_or(""));
        from = comment.end;
    }
    kept.push_str(text.get(from..).unwrap_or(""));
    kept
}

fn unclosed_comment(reader: &mut Reader, range: Range<usize>) {
    let text = reader.sheet.slice(0..range.end);
    let Some(last) = comments(text, range).pop() else {
        return;
    };
    if !text
        .get(last.clone())
        .is_some_and(|text| text.ends_with("-->"))
    {
        let place = reader.sheet.place(last.start..last.start + 4);
        reader.trouble.push(
            Diagnostic::error("unclosed-comment", place, "`<!--` without its `-->`")
                .help("close the comment with `-->`"),
        );
    }
}

fn table(reader: &mut Reader, columns: &[Alignment], range: Range<usize>, depth: usize) -> Piece {
    let mut lines = Vec::new();
    while let Some(Event::Start(_)) = reader.peek(0) {
        reader.step();
        lines.push(cells(reader, depth + 1));
        reader.step();
    }
    let mut lines = lines.into_iter();
    let kind = BlockKind::Table {
        alignment: columns.iter().map(align).collect(),
        head: lines.next().unwrap_or_default(),
        rows: lines.collect(),
    };
    Piece::Block(block(reader, kind, range))
}

fn cells(reader: &mut Reader, depth: usize) -> Vec<Vec<Inline>> {
    let mut cells = Vec::new();
    while let Some(Event::Start(_)) = reader.peek(0) {
        reader.step();
        cells.push(inlines(reader, depth + 1));
        reader.step();
    }
    cells
}

fn align(column: &Alignment) -> Align {
    match column {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Centre,
        Alignment::Right => Align::Right,
    }
}
