//! Owns the text of one file and the making of places in it; knows nothing of Markdown.

use super::Source;
use crate::diagnostic::{FileId, Place};
use std::ops::Range;

/// The text of one file.
#[derive(Clone, Copy)]
pub(super) struct Sheet<'a> {
    pub file: FileId,
    pub text: &'a str,
}

impl<'a> Sheet<'a> {
    /// The same file with another text of equal length over it.
    pub fn over<'b>(self, text: &'b str) -> Sheet<'b> {
        Sheet {
            file: self.file,
            text,
        }
    }

    pub fn place(self, range: Range<usize>) -> Place {
        Place {
            file: self.file,
            range,
        }
    }

    /// The text of a range; empty where the range does not fit.
    pub fn slice(self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or("")
    }

    /// The text of a range with its place, outer blanks trimmed.
    pub fn source(self, range: Range<usize>) -> Source {
        let range = self.trim(range);
        Source {
            text: self.slice(range.clone()).to_string(),
            at: self.place(range),
        }
    }

    /// A range without the blanks at its ends.
    pub fn trim(self, range: Range<usize>) -> Range<usize> {
        let text = self.slice(range.clone());
        let start = range.start + (text.len() - text.trim_start().len());
        start..(start + text.trim().len())
    }

    /// The rest of the line from `from`, without its end.
    pub fn line_from(self, from: usize) -> Range<usize> {
        let rest = self.text.get(from..).unwrap_or("");
        let line = rest.split('\n').next().unwrap_or("");
        from..(from + line.trim_end_matches('\r').len())
    }
}

/// The range of each line, line ends left out.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.split_inclusive('\n').scan(0, |start, line| {
        let from = *start;
        *start += line.len();
        Some(from..(from + line.trim_end_matches(['\n', '\r']).len()))
    })
}

/// Whether `at` lies in one of the ranges, which are sorted and apart from each other.
pub(super) fn within(ranges: &[Range<usize>], at: usize) -> bool {
    let after = ranges.partition_point(|range| range.start <= at);
    after > 0
        && ranges
            .get(after - 1)
            .is_some_and(|range| range.contains(&at))
}
