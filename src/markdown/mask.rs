//! Owns the finding of holes, asks and callout heads in bare text, and covering them; knows nothing of the tree.
//!
//! What is covered keeps its length, so every place stays true. A hole or an ask becomes one private character and
//! letters: plain text to a Markdown reader. A callout head must end whatever stood before it: alone on its line it
//! becomes a rule; else it becomes the first letters of a paragraph, behind a blank line of the quote, for which there is
//! nearly always room in its own length.

use super::sheet::{Sheet, lines, within};
use super::survey::Survey;
use crate::diagnostic::Diagnostic;
use std::collections::HashMap;
use std::ops::Range;

/// What a mask covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Hole,
    Ask,
    /// A callout head with text behind it on its line.
    Head,
    /// A callout head alone on its line.
    LoneHead,
}

/// A covered part of the text.
#[derive(Debug)]
pub(super) struct Mask {
    pub kind: Kind,
    pub range: Range<usize>,
    /// What stands between the brackets.
    pub inner: Range<usize>,
    cover: String,
}

/// Finds every hole, ask and callout head outside code, in order of place; what cannot be read as one is reported.
pub(super) fn find(sheet: Sheet, survey: &Survey, trouble: &mut Vec<Diagnostic>) -> Vec<Mask> {
    let mut found = Vec::new();
    for range in lines(sheet.text) {
        let text = sheet.slice(range.clone());
        if ["{{", "[[", "[!"].iter().any(|open| text.contains(open)) {
            let line = Line::new(sheet, range, &survey.spared);
            scan(&line, &mut found, trouble);
        }
    }
    found
}

/// One line, its brackets outside code, and the partner of each opening one.
struct Line<'a> {
    sheet: Sheet<'a>,
    range: Range<usize>,
    opening: Vec<usize>,
    partner: HashMap<usize, usize>,
}

impl<'a> Line<'a> {
    fn new(sheet: Sheet<'a>, range: Range<usize>, spared: &[Range<usize>]) -> Line<'a> {
        let brackets = brackets(sheet, &range, spared);
        let opening = brackets
            .iter()
            .filter(|(_, mark)| matches!(mark, b'[' | b'{'))
            .map(|(at, _)| *at)
            .collect();
        Line {
            sheet,
            range,
            opening,
            partner: partners(&brackets),
        }
    }

    fn rest(&self, at: usize) -> &'a str {
        self.sheet.slice(at..self.range.end)
    }

    /// The end of a double bracket that opens at `at`, if both of its closing ones stand side by side.
    fn double_end(&self, at: usize) -> Option<usize> {
        let inner = *self.partner.get(&(at + 1))?;
        let outer = *self.partner.get(&at)?;
        (outer == inner + 1).then_some(outer + 1)
    }
}

/// The brackets of a line that are neither in code nor behind a backslash.
fn brackets(sheet: Sheet, line: &Range<usize>, spared: &[Range<usize>]) -> Vec<(usize, u8)> {
    let mut found = Vec::new();
    let mut escaped = false;
    for (offset, mark) in sheet.slice(line.clone()).bytes().enumerate() {
        let at = line.start + offset;
        if !escaped && matches!(mark, b'[' | b']' | b'{' | b'}') && !within(spared, at) {
            found.push((at, mark));
        }
        escaped = mark == b'\\' && !escaped;
    }
    found
}

fn partners(brackets: &[(usize, u8)]) -> HashMap<usize, usize> {
    let mut found = HashMap::new();
    let (mut square, mut curly) = (Vec::new(), Vec::new());
    for &(at, mark) in brackets {
        match mark {
            b'[' => square.push(at),
            b'{' => curly.push(at),
            _ => {
                let open = if mark == b']' {
                    &mut square
                } else {
                    &mut curly
                };
                found.extend(open.pop().map(|open| (open, at)));
            }
        }
    }
    found
}

/// Walks through a line from left to right; only the first fault of each code is reported, the rest mostly follow from it.
fn scan(line: &Line, found: &mut Vec<Mask>, trouble: &mut Vec<Diagnostic>) {
    let mut reported: Vec<&'static str> = Vec::new();
    let mut from = line.range.start;
    for &at in &line.opening {
        if at < from {
            continue;
        }
        match mask_at(line, at, trouble) {
            Some(Ok(mask)) => {
                from = mask.range.end;
                found.push(mask);
            }
            Some(Err(fault)) if !reported.contains(&fault.code) => {
                reported.push(fault.code);
                trouble.push(*fault);
            }
            _ => {}
        }
    }
}

type Found = Result<Mask, Box<Diagnostic>>;

fn mask_at(line: &Line, at: usize, trouble: &mut Vec<Diagnostic>) -> Option<Found> {
    let rest = line.rest(at);
    if rest.starts_with("{{{") || rest.starts_with("[[[") && line.double_end(at).is_none() {
        None
    } else if rest.starts_with("{{") {
        Some(double(line, at, Kind::Hole))
    } else if rest.starts_with("[[") {
        Some(double(line, at, Kind::Ask))
    } else if rest.starts_with("[!") && !rest.starts_with("[![") {
        Some(head(line, at, trouble))
    } else {
        None
    }
}

fn double(line: &Line, at: usize, kind: Kind) -> Found {
    match line.double_end(at) {
        Some(end) => Ok(Mask {
            kind,
            range: at..end,
            inner: at + 2..end - 2,
            cover: letters(end - at),
        }),
        None => Err(Box::new(unclosed(line, at, kind))),
    }
}

fn unclosed(line: &Line, at: usize, kind: Kind) -> Diagnostic {
    let place = line.sheet.place(at..at + 2);
    match kind {
        Kind::Hole => Diagnostic::error("unclosed-hole", place, "`{{` without its `}}`").help(
            "a hole is written `{{ n }}` on one line; where braces are meant in a formula, put a blank between them: `{ {`",
        ),
        _ => Diagnostic::error("unclosed-ask", place, "`[[` without its `]]`")
            .help("an ask is written `[[tiles]]` on one line; write `\\[[` where the brackets themselves are meant"),
    }
}

fn head(line: &Line, at: usize, trouble: &mut Vec<Diagnostic>) -> Found {
    let before = line.sheet.slice(line.range.start..at);
    let Some(&close) = line.partner.get(&at) else {
        let place = line.sheet.place(at..at + 2);
        let fault = Diagnostic::error("unclosed-callout", place, "`[!` without its `]`").help(
            "the head of a callout is written on one line: `> [!hint] Start with a small one.`",
        );
        return Err(Box::new(fault));
    };
    if !opens_quoted_line(before) {
        return Err(Box::new(misplaced(line, before, at..close + 1)));
    }
    let end = close + 1 + usize::from(colon_behind(line, close + 1, trouble));
    let alone = line.rest(end).trim().is_empty();
    let (kind, cover) = if alone {
        (Kind::LoneHead, "_".repeat(end - at))
    } else {
        (Kind::Head, beginning(line, before, end - at))
    };
    Ok(Mask {
        kind,
        range: at..end,
        inner: at + 2..close,
        cover,
    })
}

/// Letters, behind the end of a line and the quote marks of a new one where something stands before that would go on.
fn beginning(line: &Line, before: &str, length: usize) -> String {
    let break_off = format!("\n{}", before.trim_end());
    if is_fresh(line, before) || length <= break_off.len() {
        return letters(length);
    }
    let rest = "x".repeat(length - break_off.len());
    break_off + &rest
}

/// Whether the line before is empty but for quote marks, or this line begins a list item.
fn is_fresh(line: &Line, before: &str) -> bool {
    let above = line.sheet.slice(0..line.range.start);
    let above = above.lines().next_back().unwrap_or("");
    let only_quoted = |text: &str| text.chars().all(|mark| " \t>".contains(mark));
    only_quoted(above) || !only_quoted(before)
}

/// One private character and letters, as many bytes as asked for.
fn letters(length: usize) -> String {
    format!("\u{E000}{}", "x".repeat(length.saturating_sub(3)))
}

fn colon_behind(line: &Line, end: usize, trouble: &mut Vec<Diagnostic>) -> bool {
    let found = line.rest(end).starts_with(':');
    if found {
        let place = line.sheet.place(end..end + 1);
        trouble.push(
            Diagnostic::error(
                "callout-colon",
                place,
                "a colon behind the head of a callout",
            )
            .help("drop the colon: `> [!hint] Start with a small one.`"),
        );
    }
    found
}

/// Whether only quote marks, list marks and blanks stand before, the last mark being `>`.
fn opens_quoted_line(before: &str) -> bool {
    before.trim_end().ends_with('>') && only_marks(before)
}

/// Whether only quote marks, list marks and blanks stand here.
pub(super) fn only_marks(before: &str) -> bool {
    before
        .chars()
        .all(|mark| mark.is_ascii_digit() || " \t>-+*.)".contains(mark))
}

fn misplaced(line: &Line, before: &str, range: Range<usize>) -> Diagnostic {
    let place = line.sheet.place(range);
    if before.trim().is_empty() {
        return Diagnostic::error("callout-place", place, "a callout outside a block quote")
            .help("put `> ` in front of this line and of the lines that belong to it");
    }
    Diagnostic::error("callout-place", place, "a callout in the middle of a line").help(
        "begin a line of its own with `> ` and the callout; write `\\[!` where the characters themselves are meant",
    )
}

/// The text with every mask covered by others of the same length in bytes.
pub(super) fn cover(text: &str, masks: &[Mask]) -> String {
    let covers = masks.iter().map(|mask| (&mask.range, mask.cover.clone()));
    replace(text, covers)
}

/// The text with blanks in the ranges; line ends are kept.
pub(super) fn blank<'a>(text: &str, ranges: impl Iterator<Item = &'a Range<usize>>) -> String {
    let blanks = |range: &Range<usize>| -> String {
        let bytes = text.get(range.clone()).unwrap_or("").bytes();
        bytes
            .map(|byte| {
                if matches!(byte, b'\n' | b'\r') {
                    char::from(byte)
                } else {
                    ' '
                }
            })
            .collect()
    };
    replace(text, ranges.map(|range| (range, blanks(range))))
}

fn replace<'a>(text: &str, covers: impl Iterator<Item = (&'a Range<usize>, String)>) -> String {
    let mut covered = String::with_capacity(text.len());
    for (range, cover) in covers {
        covered.push_str(text.get(covered.len()..range.start).unwrap_or(""));
        covered.push_str(&cover);
    }
    covered.push_str(text.get(covered.len()..).unwrap_or(""));
    covered
}
