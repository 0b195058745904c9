//! Owns the finding of the front matter; knows nothing of YAML.

use super::sheet::{Sheet, lines};
use crate::diagnostic::Diagnostic;
use std::ops::Range;

/// Where the front matter stands, and its text between the `---` lines.
pub(super) struct Front {
    pub whole: Range<usize>,
    pub yaml: Range<usize>,
}

/// Finds the front matter if the file begins with one.
pub(super) fn find(sheet: Sheet, trouble: &mut Vec<Diagnostic>) -> Option<Front> {
    let mut rest = lines(sheet.text).skip_while(|line| sheet.slice(line.clone()).trim().is_empty());
    let open = rest.next()?;
    let inner: Vec<Range<usize>> = rest.collect();
    let first = inner.first().map_or("", |line| sheet.slice(line.clone()));
    if sheet.slice(open.clone()).trim_end() != "---" {
        return misbegun(sheet, open, &inner, trouble);
    }
    if open.start > 0 && !is_entry(first) {
        return None;
    }
    let yaml_start = inner.first().map_or(open.end, |line| line.start);
    match inner
        .iter()
        .find(|line| is_end(sheet.slice((*line).clone())))
    {
        Some(close) if is_close(sheet.slice(close.clone())) => Some(Front {
            whole: open.start..close.end,
            yaml: yaml_start..close.start,
        }),
        _ if is_entry(first) => Some(unclosed(sheet, open, &inner, trouble)),
        _ => None,
    }
}

/// Front matter whose first line is not `---`: other dashes, as a word processor makes them, or none at all.
fn misbegun(
    sheet: Sheet,
    open: Range<usize>,
    inner: &[Range<usize>],
    trouble: &mut Vec<Diagnostic>,
) -> Option<Front> {
    let line = sheet.slice(open.clone()).trim();
    let first = inner.first().map_or("", |line| sheet.slice(line.clone()));
    let message = if is_dashes(line) && is_entry(first) {
        format!("`{line}` does not begin the front matter")
    } else if line.starts_with("title:") {
        "the front matter has no beginning".to_string()
    } else {
        return None;
    };
    trouble.push(
        Diagnostic::error("front-matter", sheet.place(open.clone()), message).help(
            "write three plain dashes, `---`, on a line above the title and below the last entry",
        ),
    );
    let start = if is_dashes(line) {
        open.end
    } else {
        open.start
    };
    let stops = |line: &&Range<usize>| {
        let text = sheet.slice((*line).clone());
        is_dashes(text.trim()) || text.trim().is_empty() || is_heading(text)
    };
    let stop = inner.iter().find(stops).cloned();
    let stop = stop.unwrap_or(sheet.text.len()..sheet.text.len());
    let end = match is_dashes(sheet.slice(stop.clone()).trim()) {
        true => stop.end,
        false => stop.start,
    };
    Some(Front {
        whole: open.start..end,
        yaml: start..stop.start,
    })
}

/// Whether a line is two dashes or more, of whatever length.
fn is_dashes(line: &str) -> bool {
    let mut signs = line.chars().filter(|sign| *sign != ' ');
    line.chars().count() >= 2 && signs.all(|sign| matches!(sign, '-' | '‐'..='―' | '−'))
}

/// Front matter without its second `---` is taken to end at the first blank line or heading.
fn unclosed(
    sheet: Sheet,
    open: Range<usize>,
    inner: &[Range<usize>],
    trouble: &mut Vec<Diagnostic>,
) -> Front {
    trouble.push(
        Diagnostic::error(
            "front-matter",
            sheet.place(open.clone()),
            "the front matter has no end",
        )
        .help("write a second line `---` after its last entry"),
    );
    let stops = |line: &&Range<usize>| {
        let text = sheet.slice((*line).clone());
        text.trim().is_empty() || is_heading(text)
    };
    let start = inner.first().map_or(open.end, |line| line.start);
    let end = inner
        .iter()
        .find(stops)
        .map_or(sheet.text.len(), |line| line.start);
    Front {
        whole: open.start..end,
        yaml: start..end,
    }
}

fn is_end(line: &str) -> bool {
    is_close(line) || is_heading(line)
}

fn is_close(line: &str) -> bool {
    matches!(line.trim_end(), "---" | "...")
}

fn is_heading(line: &str) -> bool {
    line.starts_with("## ")
}

/// Whether a line looks like `title: …`.
fn is_entry(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, _)| {
        !key.is_empty()
            && key
                .chars()
                .all(|letter| letter.is_alphanumeric() || letter == '-' || letter == '_')
    })
}
