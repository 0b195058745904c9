//! Owns the finding of what Markdown takes for ordinary text and an author most likely meant otherwise: a heading without its
//! blank, a callout without its sign, an ask or a hole with single brackets. Knows nothing of the tree, nor of what a task has.

use super::Source;
use super::mask::{Mask, only_marks};
use super::sheet::{Sheet, lines, within};
use super::survey::Survey;
use crate::diagnostic::Diagnostic;
use std::ops::Range;

/// The words a callout's head begins with. What each means stands with the task.
const CALLOUTS: [&str; 12] = [
    "idea", "if", "way", "right", "hint", "teacher", "look", "assess", "advance", "connect",
    "example", "test",
];

/// Reports the slips that are faults whatever the task is about.
pub(super) fn report(sheet: Sheet, survey: &Survey, trouble: &mut Vec<Diagnostic>) {
    for line in lines(sheet.text) {
        let text = sheet.slice(line.clone());
        let first = line.start + text.len() - text.trim_start().len();
        if within(&survey.spared, first) {
            trouble.extend(in_code(sheet, first..line.end, survey));
            continue;
        }
        let found = no_blank(sheet, first..line.end)
            .or_else(|| round_brackets(sheet, first..line.end))
            .or_else(|| no_sign(sheet, line.clone()));
        trouble.extend(found);
        trouble.extend(half_a_formula(sheet, line, survey));
    }
}

/// `##Count`.
fn no_blank(sheet: Sheet, line: Range<usize>) -> Option<Diagnostic> {
    let text = sheet.slice(line.clone());
    let words = text.trim_start_matches('#');
    let signs = text.len() - words.len();
    let lacks = (2..=6).contains(&signs) && words.starts_with(char::is_alphanumeric);
    lacks.then(|| {
        let marks = text.get(..signs).unwrap_or("##");
        let place = sheet.place(line.start..line.start + signs);
        Diagnostic::error(
            "heading-level",
            place,
            format!("a blank is missing behind `{marks}`"),
        )
        .help(format!("write `{marks} {}`", words.trim_end()))
    })
}

/// `## Count (.alone)`.
fn round_brackets(sheet: Sheet, line: Range<usize>) -> Option<Diagnostic> {
    let text = sheet.slice(line.clone()).trim_end();
    let inside = text.strip_suffix(')').filter(|_| text.starts_with("## "))?;
    let open = inside.rfind('(')?;
    let inside = inside.get(open + 1..)?;
    let is_setting = |word: &str| {
        let class = word
            .strip_prefix('.')
            .is_some_and(|word| word.starts_with(char::is_alphabetic));
        class
            || ["minutes=", "variant=", "space="]
                .iter()
                .any(|key| word.starts_with(key))
    };
    inside
        .split_whitespace()
        .all(is_setting)
        .then(|| {
            let place = sheet.place(line.start + open..line.start + text.len());
            let fault = Diagnostic::error(
                "heading-attribute",
                place,
                "what is said about a heading stands in braces",
            );
            fault.help(format!("write `{{{inside}}}`"))
        })
        .filter(|_| !inside.trim().is_empty())
}

/// `> [idea corners: 4n]` and `> [ !hint]`.
fn no_sign(sheet: Sheet, line: Range<usize>) -> Option<Diagnostic> {
    let text = sheet.slice(line.clone());
    let open = text.find('[')?;
    let before = text.get(..open)?;
    if !before.trim_end().ends_with('>') || !only_marks(before) {
        return None;
    }
    let close = open + text.get(open..)?.find(']')?;
    let inside = text.get(open + 1..close)?;
    let has_sign = inside.starts_with('!');
    let head = inside.trim_start_matches([' ', '!']);
    let word = head.split([' ', ':']).next().unwrap_or("");
    let is_link = text.get(close + 1..)?.starts_with(['(', '[']);
    (CALLOUTS.contains(&word) && !has_sign && !is_link).then(|| {
        let place = sheet.place(line.start + open..line.start + close + 1);
        let message = format!("this `[{word}…]` is no callout");
        Diagnostic::error("unknown-callout", place, message).help(format!(
            "write `> [!{head}]`, with the sign and no blank before it"
        ))
    })
}

/// A callout or an ask that four blanks make code of.
fn in_code(sheet: Sheet, line: Range<usize>, survey: &Survey) -> Option<Diagnostic> {
    let text = sheet.slice(line.clone());
    let is_meant = text.starts_with("> [!") || text.starts_with("[[") && text.contains("]]");
    (is_meant && within(&survey.indented, line.start)).then(|| {
        Diagnostic::error(
            "misplaced",
            sheet.place(line),
            "four blanks in front make code of this line",
        )
        .help("let it begin at the left; for code put a line with three back-ticks above and below")
    })
}

/// `$\frac{n}{2$`: the dollar sign begins no formula, and LaTeX stands behind it.
fn half_a_formula(sheet: Sheet, line: Range<usize>, survey: &Survey) -> Option<Diagnostic> {
    let text = sheet.slice(line.clone());
    let bare = |at: usize| !within(&survey.maths, at) && !within(&survey.spared, at);
    let mut dollars = text.match_indices('$').map(|(at, _)| at);
    let at = dollars.find(|at| {
        let escaped = text.get(..*at).is_some_and(|before| before.ends_with('\\'));
        !escaped && bare(line.start + at)
    })?;
    let is_command = |(command, _): (usize, &str)| {
        let behind = text.get(at + command + 1..).unwrap_or("");
        behind.starts_with(|c: char| c.is_ascii_alphabetic()) && bare(line.start + at + command)
    };
    text.get(at..)?.match_indices('\\').any(is_command).then(|| {
        let place = sheet.place(line.start + at..line.start + at + 1);
        Diagnostic::error("unreadable-formula", place, "this `$` begins no formula").help(
            "close each brace, and put a second `$` behind the formula, on the same line; a price is `\\$5`",
        )
    })
}

/// Words in single brackets or braces in running text, brackets included: an ask or a hole, if a quantity is called so.
pub(super) fn single(sheet: Sheet, survey: &Survey, masks: &[Mask]) -> Vec<Source> {
    let masked: Vec<Range<usize>> = masks.iter().map(|mask| mask.range.clone()).collect();
    let taken = |at: usize| {
        [&survey.spared, &survey.maths, &masked]
            .iter()
            .any(|ranges| within(ranges, at))
    };
    let mut found = Vec::new();
    for line in lines(sheet.text) {
        let text = sheet.slice(line.clone());
        if text.starts_with('#') {
            continue;
        }
        for (offset, open) in text.match_indices(['[', '{']) {
            let close = if open == "[" { ']' } else { '}' };
            let end = text.get(offset..).and_then(|rest| short_end(rest, close));
            let range = line.start + offset..line.start + offset + end.unwrap_or(0);
            if !range.is_empty() && !taken(range.start) && stands_alone(text, offset, &range) {
                found.push(sheet.source(range));
            }
        }
    }
    found
}

/// Where a name in brackets ends, the bracket included; names are short.
fn short_end(rest: &str, close: char) -> Option<usize> {
    const LONGEST: usize = 40;
    let mut signs = rest.char_indices().take(LONGEST);
    signs.find(|(_, sign)| *sign == close).map(|(at, _)| at + 1)
}

/// Whether a name stands in the brackets, and nothing round them gives them another meaning.
fn stands_alone(line: &str, offset: usize, range: &Range<usize>) -> bool {
    let (before, rest) = line.split_at_checked(offset).unwrap_or((line, ""));
    let (inside, behind) = rest.split_at_checked(range.len()).unwrap_or((rest, ""));
    let last = inside.len().saturating_sub(1);
    let inside = inside.get(1..last).unwrap_or("").trim();
    // In LaTeX braces stand close to what they belong to.
    let follows = rest.starts_with('{') && before.ends_with(char::is_alphanumeric);
    let is_name =
        inside.starts_with(char::is_alphabetic) && inside.chars().all(char::is_alphanumeric);
    let is_item = offset < 8 && matches!(before.trim(), "-" | "*" | "+");
    is_name
        && !follows
        && !is_item
        && !before.ends_with(['[', '!', '\\', ']', '{', '$', '^', '_', '}'])
        && !behind.starts_with(['(', '[', ':', ']', '}'])
}
