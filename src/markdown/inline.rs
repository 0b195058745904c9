//! Owns the making of running text from the reader's events; knows nothing of blocks.

use super::block::{is_block, own};
use super::link;
use super::mask::{Kind, Mask};
use super::reader::Reader;
use super::{Inline, Latex, LatexPart};
use crate::diagnostic::{Diagnostic, Place};
use pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// The running text up to the next block or the end of what was opened last; that is left standing.
pub(super) fn inlines(reader: &mut Reader, depth: usize) -> Vec<Inline> {
    let mut found = Vec::new();
    loop {
        match reader.peek(0) {
            None | Some(Event::End(_) | Event::Rule) => return found,
            Some(Event::Start(tag)) if is_block(tag) => return found,
            Some(_) => {
                if let Some((event, range)) = reader.step() {
                    inline(reader, event, range, depth, &mut found);
                }
            }
        }
    }
}

fn inline(
    reader: &mut Reader,
    event: Event,
    range: Range<usize>,
    depth: usize,
    found: &mut Vec<Inline>,
) {
    match event {
        Event::Start(tag) => {
            if let Some(inline) = opened(reader, tag, range, depth) {
                found.push(inline);
            }
        }
        Event::Text(text) => self::text(reader, &text, range, found),
        Event::Code(text) => found.push(code(reader, &text, range)),
        Event::InlineMath(text) => found.push(maths(reader, &text, range, false)),
        Event::DisplayMath(text) => found.push(maths(reader, &text, range, true)),
        Event::InlineHtml(text) if text.starts_with("<!--") => {}
        Event::Html(text) | Event::InlineHtml(text) => {
            push(found, Inline::Text(own(reader, &text, range)));
        }
        Event::SoftBreak => found.push(Inline::SoftBreak),
        Event::HardBreak => found.push(Inline::Break),
        _ => {}
    }
}

/// Adds to running text; text behind text becomes one.
pub(super) fn push(found: &mut Vec<Inline>, inline: Inline) {
    match (found.last_mut(), inline) {
        (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
        (_, Inline::Text(text)) if text.is_empty() => {}
        (_, inline) => found.push(inline),
    }
}

fn opened(reader: &mut Reader, tag: Tag, range: Range<usize>, depth: usize) -> Option<Inline> {
    if reader.passes_over(depth, &range) {
        return None;
    }
    if let Tag::Image { .. } = tag {
        reader.images.push(range.start);
    }
    let text = inlines(reader, depth + 1);
    let inner_end = reader.passed;
    reader.step();
    match tag {
        Tag::Emphasis => Some(Inline::Emphasis(text)),
        Tag::Strong => Some(Inline::Strong(text)),
        Tag::Strikethrough => Some(Inline::Struck(text)),
        Tag::Link { .. } => link::link(reader, tag, text, range, inner_end),
        Tag::Image { .. } => link::image(reader, tag, text, range, inner_end),
        _ => None,
    }
}

/// Text, cut at its masks.
fn text(reader: &mut Reader, text: &str, range: Range<usize>, found: &mut Vec<Inline>) {
    let masks = reader.masks_in(&range);
    if masks.is_empty() {
        push(found, Inline::Text(text.to_string()));
        return;
    }
    let mut from = range.start;
    for index in masks {
        let Some(mask) = reader.masks.get(index) else {
            continue;
        };
        push(
            found,
            Inline::Text(reader.sheet.slice(from..mask.range.start).to_string()),
        );
        from = mask.range.end;
        if let Some(inline) = masked(reader, mask) {
            reader.take(index);
            found.push(inline);
        }
    }
    push(
        found,
        Inline::Text(reader.sheet.slice(from..range.end).to_string()),
    );
}

fn masked(reader: &Reader, mask: &Mask) -> Option<Inline> {
    let source = || reader.sheet.source(mask.inner.clone());
    match mask.kind {
        Kind::Hole => Some(Inline::Hole(source())),
        Kind::Ask => Some(Inline::Ask(source())),
        Kind::Head | Kind::LoneHead => None,
    }
}

fn code(reader: &mut Reader, text: &str, range: Range<usize>) -> Inline {
    reader.code.push(range.clone());
    if reader.masks_in(&range).is_empty() {
        return Inline::Code(text.to_string());
    }
    let own = reader.sheet.slice(range).trim_matches('`');
    Inline::Code(own.replace("\r\n", " ").replace('\n', " "))
}

fn maths(reader: &mut Reader, text: &str, range: Range<usize>, display: bool) -> Inline {
    let width = if display { 2 } else { 1 };
    let inner = range.start + width..range.end.saturating_sub(width).max(range.start + width);
    let parts = if reader.masks_in(&inner).is_empty() {
        vec![LatexPart::Text(text.to_string())]
    } else {
        latex(reader, inner)
    };
    Inline::Maths(Latex {
        display,
        parts,
        at: reader.sheet.place(range),
    })
}

/// A formula cut at its holes, the quote marks before its further lines left out.
fn latex(reader: &mut Reader, inner: Range<usize>) -> Vec<LatexPart> {
    let mut parts = Vec::new();
    let mut from = inner.start;
    while from < inner.end {
        let line = reader.sheet.line_from(from);
        let line = line.start..line.end.min(inner.end);
        latex_line(reader, line.clone(), &mut parts);
        let rest = reader.sheet.slice(line.end..inner.end);
        let Some(line_end) = rest.find('\n') else {
            break;
        };
        join(&mut parts, "\n");
        from = behind_quote_marks(reader, line.end + line_end + 1..inner.end);
    }
    parts
}

fn behind_quote_marks(reader: &Reader, line: Range<usize>) -> usize {
    let mut rest = reader.sheet.slice(line.clone());
    for _ in 0..reader.quotes {
        rest = match rest.trim_start_matches([' ', '\t']).strip_prefix('>') {
            Some(behind) => behind,
            None => break,
        };
    }
    line.end - rest.len()
}

fn latex_line(reader: &mut Reader, line: Range<usize>, parts: &mut Vec<LatexPart>) {
    let mut from = line.start;
    for index in reader.masks_in(&line) {
        let Some(mask) = reader.masks.get(index) else {
            continue;
        };
        join(parts, reader.sheet.slice(from..mask.range.start));
        from = mask.range.end;
        if mask.kind == Kind::Hole {
            parts.push(LatexPart::Hole(reader.sheet.source(mask.inner.clone())));
        } else {
            reader
                .trouble
                .push(not_in_maths(reader.sheet.place(mask.range.clone())));
        }
        reader.take(index);
    }
    join(parts, reader.sheet.slice(from..line.end));
}

fn not_in_maths(at: Place) -> Diagnostic {
    Diagnostic::error("lost-brackets", at, "double brackets inside a formula").help(
        "put the ask outside `$…$`; where brackets are meant, put a blank between them: `[ [`; where `$` is money, write `\\$`",
    )
}

fn join(parts: &mut Vec<LatexPart>, text: &str) {
    match parts.last_mut() {
        Some(LatexPart::Text(before)) => before.push_str(text),
        _ if text.is_empty() => {}
        _ => parts.push(LatexPart::Text(text.to_string())),
    }
}
