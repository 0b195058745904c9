//! Owns the one type for all trouble and the ways of showing it; knows nothing of tasks, pages or the engine.

mod fragment;
mod lines;
mod near;
mod terminal;

pub use fragment::html;
pub use lines::{github, json};
pub use near::{did_you_mean, nearest};
pub use terminal::text;

use std::collections::HashMap;
use std::ops::Range;
use std::path::PathBuf;

/// How much a diagnostic weighs: an error stops the build, a warning asks for a look, a note only tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
    Note,
}

/// Names one file of `Files`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub usize);

/// A range of bytes in a file, always on character boundaries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub file: FileId,
    pub range: Range<usize>,
}

/// A file as it was read: its path as shown to the author, and its text.
#[derive(Clone, Debug)]
pub struct File {
    pub path: PathBuf,
    pub text: String,
}

/// Every file a run has read, so that a place can be shown.
#[derive(Clone, Debug, Default)]
pub struct Files(pub Vec<File>);

/// One fault, warning or note: what is so, where, and what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    /// Stable and greppable, for example `unknown-name`.
    pub code: &'static str,
    /// Lower case, names in back-ticks, no full stop.
    pub message: String,
    /// `None` only for trouble that has no file.
    pub at: Option<Place>,
    /// Further places and facts: "first declared here", "case: n = 5".
    pub notes: Vec<(Option<Place>, String)>,
    /// The next step.
    pub help: Option<String>,
}

impl Severity {
    /// The word shown for it.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

impl Diagnostic {
    /// Whether it stops a build.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// A fault that stops the build.
    pub fn error(
        code: &'static str,
        at: impl Into<Option<Place>>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, at.into(), message.into())
    }

    /// Something to look at; the build goes on.
    pub fn warning(
        code: &'static str,
        at: impl Into<Option<Place>>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, at.into(), message.into())
    }

    /// Something good to know.
    pub fn note(
        code: &'static str,
        at: impl Into<Option<Place>>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(Severity::Note, code, at.into(), message.into())
    }

    fn new(
        severity: Severity,
        code: &'static str,
        at: Option<Place>,
        message: String,
    ) -> Diagnostic {
        Diagnostic {
            severity,
            code,
            message,
            at,
            notes: Vec::new(),
            help: None,
        }
    }

    /// Says the next step.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Points at a second place, for example where a name was first declared.
    pub fn note_at(mut self, at: Place, note: impl Into<String>) -> Diagnostic {
        self.notes.push((Some(at), note.into()));
        self
    }

    /// Adds a fact without a place, for example `case: n = 5`.
    pub fn fact(mut self, fact: impl Into<String>) -> Diagnostic {
        self.notes.push((None, fact.into()));
        self
    }
}

impl File {
    /// The path as messages show it, with `/` on every system.
    pub fn shown(&self) -> String {
        let path = self.path.to_string_lossy();
        path.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

/// A line and a column, both counted from 1, columns in characters.
pub type Position = (usize, usize);

impl Files {
    /// Keeps a file that was read and gives it a name for places.
    pub fn add(&mut self, path: impl Into<PathBuf>, text: impl Into<String>) -> FileId {
        self.0.push(File {
            path: path.into(),
            text: text.into(),
        });
        FileId(self.0.len() - 1)
    }

    /// The file of that name.
    pub fn get(&self, id: FileId) -> Option<&File> {
        self.0.get(id.0)
    }

    /// Where a place starts and the position just behind its last character; `None` for an unknown file.
    /// A place outside the text is moved into it.
    pub fn position(&self, at: &Place) -> Option<(Position, Position)> {
        let text = &self.get(at.file)?.text;
        let range = clamp(text, &at.range);
        let start = position_in(text, range.start);
        Some((start, position_in(text, range.end)))
    }
}

/// The range, moved onto character boundaries inside the text.
fn clamp(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start);
    start..text.floor_char_boundary(range.end).max(start)
}

fn position_in(text: &str, offset: usize) -> Position {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
    let column = before.get(line_start..).unwrap_or("").chars().count() + 1;
    (line, column)
}

/// The diagnostics as they are shown: those without a file first, then file by file in the order they were found, each in
/// order of place.
fn in_order(all: &[Diagnostic]) -> Vec<&Diagnostic> {
    let file = |diagnostic: &Diagnostic| diagnostic.at.as_ref().map(|at| at.file);
    let mut found: HashMap<Option<FileId>, usize> = HashMap::new();
    for diagnostic in all {
        let next = found.len() + 1;
        found.entry(file(diagnostic)).or_insert(next);
    }
    found.insert(None, 0);
    let mut sorted: Vec<&Diagnostic> = all.iter().collect();
    sorted.sort_by_key(|d| {
        let start = d.at.as_ref().map_or(0, |at| at.range.start);
        (found.get(&file(d)).copied(), start)
    });
    sorted
}

/// One line of a file round a place, cut to a width that can be shown.
struct Excerpt {
    start: Position,
    before: String,
    marked: String,
    after: String,
}

const WIDTH_AROUND: usize = 60;
const WIDTH_MARKED: usize = 100;

fn excerpt(files: &Files, at: &Place) -> Option<Excerpt> {
    let text = files.get(at.file)?.text.as_str();
    let range = clamp(text, &at.range);
    let (before, rest) = text.split_at_checked(range.start)?;
    let before = before.rsplit('\n').next().unwrap_or("");
    let line = rest.split('\n').next().unwrap_or("");
    let line = line.strip_suffix('\r').unwrap_or(line);
    let (marked, after) = line.split_at_checked(range.len()).unwrap_or((line, ""));
    let after = if marked.chars().nth(WIDTH_MARKED).is_some() {
        ""
    } else {
        after
    };
    Some(Excerpt {
        start: position_in(text, range.start),
        before: printable(&last_characters(before)),
        marked: printable(&first_characters(marked, WIDTH_MARKED)),
        after: printable(&first_characters(after, WIDTH_AROUND)),
    })
}

fn first_characters(text: &str, count: usize) -> String {
    match text.char_indices().nth(count) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}

fn last_characters(text: &str) -> String {
    match text.char_indices().rev().nth(WIDTH_AROUND) {
        Some((i, c)) => format!("…{}", text.get(i + c.len_utf8()..).unwrap_or("")),
        None => text.to_owned(),
    }
}

/// Control characters could repaint a terminal, so a visible sign stands for each.
fn printable(text: &str) -> String {
    let sign = |c: char| match c {
        '\t' => ' ',
        '\n' => '\n',
        c if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {
            '\u{fffd}'
        }
        c => c,
    };
    text.chars().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(file: FileId, range: Range<usize>) -> Place {
        Place { file, range }
    }

    #[test]
    fn positions_count_characters_from_one() {
        let mut files = Files::default();
        let file = files.add("a.md", "äb\r\nc\n");
        let cases = [
            (0..2, ((1, 1), (1, 2))),
            (2..3, ((1, 2), (1, 3))),
            (5..6, ((2, 1), (2, 2))),
            (7..7, ((3, 1), (3, 1))),
            (1..1, ((1, 1), (1, 1))),
            (90..99, ((3, 1), (3, 1))),
        ];
        for (range, expected) in cases {
            assert_eq!(
                files.position(&place(file, range.clone())),
                Some(expected),
                "{range:?}"
            );
        }
        assert_eq!(files.position(&place(FileId(9), 0..0)), None);
    }
}
