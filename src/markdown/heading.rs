//! Owns the attributes in braces at the end of a heading; knows nothing of what an attribute means.

use super::mask::Mask;
use super::sheet::{Sheet, lines, within};
use super::survey::Survey;
use super::{Attributes, Source};
use crate::diagnostic::Diagnostic;
use std::ops::Range;

/// The attributes of one heading, and where they stand, braces included.
#[derive(Debug)]
pub(super) struct Found {
    pub range: Range<usize>,
    pub attributes: Attributes,
    /// Whether a heading of the tree has them.
    pub used: bool,
}

const SHAPE: &str = "attributes look like `{#name .alone minutes=4}`";

/// Finds the attributes of every heading, in order of place.
pub(super) fn attributes(
    sheet: Sheet,
    covered: &str,
    masks: &[Mask],
    survey: &Survey,
    trouble: &mut Vec<Diagnostic>,
) -> Vec<Found> {
    let masked: Vec<Range<usize>> = masks.iter().map(|mask| mask.range.clone()).collect();
    let taken =
        |at: usize| within(&masked, at) || within(&survey.spared, at) || within(&survey.maths, at);
    let mut found = Vec::new();
    for heading in &survey.headings {
        let line = last_line(sheet.over(covered), heading.clone());
        let braces = braces(sheet.slice(line.clone()), line.start, &taken);
        match block(&line, &braces) {
            Some(range) => found.push(read(sheet, covered, range, trouble)),
            None => trouble.extend(stray(sheet, &braces)),
        }
    }
    found
}

/// The last line of a heading's words: closing `#` marks and the line under a heading of two lines left out.
fn last_line(sheet: Sheet, heading: Range<usize>) -> Range<usize> {
    let inside: Vec<Range<usize>> = lines(sheet.slice(heading.clone()))
        .map(|line| heading.start + line.start..heading.start + line.end)
        .filter(|line| !sheet.slice(line.clone()).trim().is_empty())
        .collect();
    match inside.as_slice() {
        [] => heading.start..heading.start,
        [only] => without_closing_marks(sheet, only.clone()),
        [.., words, _] => sheet.trim(words.clone()),
    }
}

fn without_closing_marks(sheet: Sheet, line: Range<usize>) -> Range<usize> {
    let line = sheet.trim(line);
    let text = sheet.slice(line.clone());
    let words = text.trim_end_matches('#');
    if words.ends_with([' ', '\t']) {
        line.start..line.start + words.trim_end().len()
    } else {
        line
    }
}

/// The braces of a line that belong to no hole, formula or code and stand behind no backslash.
fn braces(text: &str, start: usize, taken: &impl Fn(usize) -> bool) -> Vec<(usize, u8)> {
    let mut escaped = false;
    let mut found = Vec::new();
    for (offset, mark) in text.bytes().enumerate() {
        if !escaped && matches!(mark, b'{' | b'}') && !taken(start + offset) {
            found.push((start + offset, mark));
        }
        escaped = mark == b'\\' && !escaped;
    }
    found
}

/// The last pair of braces, if the line ends with it.
fn block(line: &Range<usize>, braces: &[(usize, u8)]) -> Option<Range<usize>> {
    match braces {
        [.., (open, b'{'), (close, b'}')] if close + 1 == line.end => Some(*open..close + 1),
        _ => None,
    }
}

/// Braces in a heading that were meant as attributes and are not.
fn stray(sheet: Sheet, braces: &[(usize, u8)]) -> Option<Diagnostic> {
    let opens = |at: usize| {
        let text = sheet.slice(at..sheet.text.len());
        text.starts_with("{.") || text.starts_with("{#")
    };
    match braces {
        [.., (open, b'{')] => Some(fault(sheet, *open..open + 1, "`{` without its `}`", SHAPE)),
        [(close, b'}')] => Some(fault(
            sheet,
            *close..close + 1,
            "`}` without its `{`",
            SHAPE,
        )),
        _ => braces
            .windows(2)
            .find_map(|pair| match pair {
                [(open, b'{'), (close, _)] if opens(*open) => Some(*open..close + 1),
                _ => None,
            })
            .map(|range| {
                let message = "attributes in the middle of a heading";
                fault(sheet, range, message, "put them at its end")
            }),
    }
}

fn fault(sheet: Sheet, range: Range<usize>, message: impl Into<String>, help: &str) -> Diagnostic {
    Diagnostic::error("heading-attribute", sheet.place(range), message).help(help)
}

fn read(sheet: Sheet, covered: &str, range: Range<usize>, trouble: &mut Vec<Diagnostic>) -> Found {
    let mut attributes = Attributes {
        at: Some(sheet.place(range.clone())),
        ..Attributes::default()
    };
    let words = words(
        sheet.over(covered),
        range.start + 1..range.end.saturating_sub(1),
    );
    let mut rest = words.as_slice();
    while let Some((word, after)) = rest.split_first() {
        let text = sheet.slice(word.clone());
        let next = after.first().map_or("", |word| sheet.slice(word.clone()));
        if is_spaced(text, next) {
            rest = spaced(sheet, rest, &mut attributes, trouble);
        } else if is_title(text) {
            let taken = after
                .iter()
                .take_while(|word| is_name(sheet.slice((*word).clone())));
            let (words, behind) = after.split_at(taken.count());
            let end = words.last().unwrap_or(word).end;
            one(sheet, word.clone(), &mut attributes, trouble);
            if let Some(id) = attributes.id.as_mut().filter(|_| !words.is_empty()) {
                *id = sheet.source(word.start + 1..end);
            }
            rest = behind;
        } else {
            one(sheet, word.clone(), &mut attributes, trouble);
            rest = after;
        }
    }
    Found {
        range,
        attributes,
        used: false,
    }
}

/// The words between the braces; one with a hole in it is left out here and reported with all that find no place.
fn words(sheet: Sheet, range: Range<usize>) -> Vec<Range<usize>> {
    let text = sheet.slice(range.clone());
    let start_of = |word: &str| range.start + (word.as_ptr() as usize - text.as_ptr() as usize);
    text.split_whitespace()
        .filter(|word| !word.contains('\u{E000}'))
        .map(|word| start_of(word)..start_of(word) + word.len())
        .collect()
}

/// Whether a word names a heading as a title would, `#Not` in `{#Not OK}`: the words behind it belong to the name.
fn is_title(word: &str) -> bool {
    word.starts_with('#') && word.contains(char::is_uppercase)
}

fn is_spaced(word: &str, next: &str) -> bool {
    (word.ends_with('=') && !next.is_empty()) || next.starts_with('=')
}

/// Reads `minutes = 6`, with a word of what to do, and returns the words behind it.
fn spaced<'a>(
    sheet: Sheet,
    words: &'a [Range<usize>],
    attributes: &mut Attributes,
    trouble: &mut Vec<Diagnostic>,
) -> &'a [Range<usize>] {
    let texts: Vec<&str> = words
        .iter()
        .take(3)
        .map(|word| sheet.slice(word.clone()))
        .collect();
    let count = if texts.get(1) == Some(&"=") {
        texts.len()
    } else {
        2
    };
    let (taken, rest) = words.split_at(count.min(words.len()));
    let (Some(first), Some(last)) = (taken.first(), taken.last()) else {
        return rest;
    };
    let name = texts.first().map_or("", |text| text.trim_end_matches('='));
    let value = sheet.slice(last.clone()).trim_start_matches('=');
    let message = format!("blanks round the `=` of `{name}`");
    let help = format!("write `{name}={value}`");
    trouble.push(fault(sheet, first.start..last.end, message, &help));
    if !value.is_empty() {
        let key = sheet.source(first.start..first.start + name.len());
        let value = sheet.source(last.end - value.len()..last.end);
        attributes.values.push((key, value));
    }
    rest
}

fn one(
    sheet: Sheet,
    word: Range<usize>,
    attributes: &mut Attributes,
    trouble: &mut Vec<Diagnostic>,
) {
    let text = sheet.slice(word.clone());
    let rest = || sheet.source(word.start + 1..word.end);
    if let Some(message) = slip(text) {
        trouble.push(fault(sheet, word.clone(), message, &next_step(text)));
        if is_name(text) {
            attributes.bare.push(sheet.source(word));
        }
    } else if text.starts_with('.') {
        attributes.classes.push(rest());
    } else if text.starts_with('#') {
        name_heading(rest(), attributes, trouble);
    } else if let Some((key, _)) = text.split_once('=') {
        let key = word.start..word.start + key.len();
        let value = sheet.source(key.end + 1..word.end);
        attributes.values.push((sheet.source(key), value));
    }
}

fn name_heading(id: Source, attributes: &mut Attributes, trouble: &mut Vec<Diagnostic>) {
    match &attributes.id {
        Some(first) => trouble.push(
            Diagnostic::error("heading-attribute", id.at, "a second name for this heading")
                .note_at(first.at.clone(), "the first one")
                .help("keep one of the two"),
        ),
        None => attributes.id = Some(id),
    }
}

/// What is wrong with a word between the braces, if anything is.
fn slip(word: &str) -> Option<String> {
    let fine = match (word.strip_prefix(['.', '#']), word.split_once('=')) {
        (Some(name), _) => !name.is_empty() && name.chars().all(is_letter),
        (None, Some((key, value))) => is_name(key) && is_value(value),
        (None, None) => false,
    };
    (!fine).then(|| format!("`{word}` is not an attribute"))
}

fn next_step(word: &str) -> String {
    let bare = word
        .trim_end_matches([',', ';'])
        .trim_start_matches(['.', '#']);
    let unquoted = bare.replace(QUOTES, "");
    if is_name(word) {
        format!("write `.{word}` if it is a word about this heading, `{word}=…` if it has a value")
    } else if let Some(name) = word.strip_suffix(':').filter(|name| is_name(name)) {
        format!("write `{name}=…`, with no blank behind the sign")
    } else if word.ends_with([',', ';']) {
        let bare = word.trim_end_matches([',', ';']);
        format!("drop the comma: `{bare}`")
    } else if let Some((key, value)) = unquoted.split_once([':', '='])
        && is_name(key)
        && is_value(value)
    {
        format!("write `{key}={value}`")
    } else {
        format!("{SHAPE}; write `\\{{` where the brace itself is meant")
    }
}

const QUOTES: [char; 6] = ['"', '\'', '“', '”', '„', '‘'];

fn is_name(text: &str) -> bool {
    text.starts_with(char::is_alphabetic) && text.chars().all(is_letter)
}

fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '-' || letter == '_'
}

fn is_value(text: &str) -> bool {
    !text.is_empty() && !text.contains(['=', ',', ';', '<', '>', '`']) && !text.contains(QUOTES)
}
