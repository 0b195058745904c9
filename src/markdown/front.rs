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
    if sheet.slice(open.clone()).trim_end() != "---" {
        return None;
    }
    let inner: Vec<Range<usize>> = rest.collect();
    let first = inner.first().map_or("", |line| sheet.slice(line.clone()));
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
