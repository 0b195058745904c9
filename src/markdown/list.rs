//! Owns the making of lists and task lists; knows nothing of what stands in their items.

use super::block::{block, blocks};
use super::reader::Reader;
use super::{Block, BlockKind, Choice};
use crate::diagnostic::Diagnostic;
use pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// An item of a list before it is known what the list is.
struct Item {
    ticked: Option<bool>,
    blocks: Vec<Block>,
    range: Range<usize>,
}

/// A list, or a task list if one of its items has a box.
pub(super) fn list(reader: &mut Reader, start: Option<u64>, depth: usize) -> Option<Block> {
    let mut items: Vec<Item> = Vec::new();
    while let Some(Event::Start(_)) = reader.peek(0) {
        let Some((_, range)) = reader.step() else {
            break;
        };
        items.push(item(reader, range, depth + 1));
    }
    let range = items.first()?.range.start..items.last()?.range.end;
    let is_choice = items.iter().any(|item| item.ticked.is_some());
    for item in items.iter().filter(|item| item.ticked.is_none()) {
        unmarked(reader, item, is_choice);
    }
    let kind = if is_choice {
        BlockKind::Choices(choices(reader, items))
    } else {
        let items = items.into_iter().map(|item| item.blocks).collect();
        BlockKind::List { start, items }
    };
    Some(block(reader, kind, range))
}

fn item(reader: &mut Reader, range: Range<usize>, depth: usize) -> Item {
    let ticked = match (reader.peek(0), reader.peek(1)) {
        (Some(Event::TaskListMarker(ticked)), _) => Some(*ticked),
        (Some(Event::Start(Tag::Paragraph)), Some(Event::TaskListMarker(ticked))) => Some(*ticked),
        _ => None,
    };
    if let Some(Event::TaskListMarker(_)) = reader.peek(0) {
        reader.step();
    }
    let blocks = blocks(reader, depth + 1);
    reader.step();
    Item {
        ticked,
        blocks,
        range: reader.sheet.trim(reader.outside_masks(range)),
    }
}

fn choices(reader: &Reader, items: Vec<Item>) -> Vec<Choice> {
    items
        .into_iter()
        .map(|item| Choice {
            ticked: item.ticked.unwrap_or(false),
            blocks: item.blocks,
            at: reader.sheet.place(item.range),
        })
        .collect()
}

/// Reports an item that was meant as a choice and is none.
fn unmarked(reader: &mut Reader, item: &Item, in_choices: bool) {
    let line = reader.sheet.line_from(item.range.start);
    let text = reader.sheet.slice(line.start..line.end.min(item.range.end));
    let words =
        text.trim_start_matches(|mark: char| mark.is_ascii_digit() || "-+*.)".contains(mark));
    let words = words.trim_start();
    let box_like = ["[]", "[x]", "[X]", "[ ]"].iter().any(|open| {
        words
            .strip_prefix(open)
            .is_some_and(|rest| !rest.starts_with(['(', '[']))
    });
    if box_like || in_choices {
        let place = reader
            .sheet
            .place(item.range.start..item.range.start + text.len());
        reader.trouble.push(
            Diagnostic::error("choice-mark", place, "this item is not read as a choice").help(
                "write every item of the list as `- [ ] words` or `- [x] words`, blanks included",
            ),
        );
    }
}
