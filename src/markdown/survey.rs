//! Owns the first look at a text: what must be left alone, and where maths and headings stand; knows nothing of masks.

use super::options;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};
use std::ops::Range;

/// What the first look found; each list is in order of place.
#[derive(Default)]
pub(super) struct Survey {
    /// Code and comments: nothing in them is read.
    pub spared: Vec<Range<usize>>,
    /// Those of them that are code by the blanks in front alone.
    pub indented: Vec<Range<usize>>,
    pub maths: Vec<Range<usize>>,
    pub headings: Vec<Range<usize>>,
}

/// Looks through a text whose holes, asks and heads are not covered yet.
pub(super) fn survey(text: &str) -> Survey {
    let mut survey = Survey::default();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                survey.indented.push(range.clone());
                survey.spared.push(range);
            }
            Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => survey.spared.push(range),
            Event::InlineHtml(html) if html.starts_with("<!--") => survey.spared.push(range),
            Event::Start(Tag::HtmlBlock) => survey.spared.extend(comments(text, range)),
            Event::InlineMath(_) | Event::DisplayMath(_) => survey.maths.push(range),
            Event::Start(Tag::Heading { .. }) => survey.headings.push(range),
            _ => {}
        }
    }
    survey
}

/// The comments in a block of HTML; one that is not closed goes on to the end of the block.
pub(super) fn comments(text: &str, block: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = block.start;
    while let Some(rest) = text.get(from..block.end) {
        let Some(open) = rest.find("<!--") else { break };
        let close = rest.get(open + 4..).and_then(|rest| rest.find("-->"));
        let end = close.map_or(block.end, |close| from + open + 4 + close + 3);
        found.push(from + open..end);
        from = end;
    }
    found
}
