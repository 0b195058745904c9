//! Owns the engine's one kind of trouble: a key into the words of the page's language, with its parts and its range.

use std::ops::Range;

/// Why a text could not be read or a value not be found. The sentence is made from `key` and `parts` by [`crate::engine::words::Words`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Bytes of the text that was read; empty where the trouble has no place in it.
    pub range: Range<usize>,
    /// Key into the words, for example `unknown-letter`.
    pub key: &'static str,
    /// What the sentence names, in order.
    pub parts: Vec<String>,
}

impl Error {
    /// Trouble at a range of the text that is being read.
    pub fn at(range: Range<usize>, key: &'static str, parts: &[&str]) -> Error {
        Error {
            range,
            key,
            parts: parts.iter().map(|part| part.to_string()).collect(),
        }
    }

    /// Trouble with a value, which has no place of its own.
    pub fn value(key: &'static str) -> Error {
        Error::at(0..0, key, &[])
    }

    /// The same trouble, `by` bytes further on in a larger text.
    pub fn shifted(mut self, by: usize) -> Error {
        self.range = self.range.start + by..self.range.end + by;
        self
    }
}
