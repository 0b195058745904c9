//! Owns the engine's one kind of trouble: a key into the words of the page's language, with its parts and its range.

use std::ops::{Deref, Range};

/// Why a text could not be read or a value not be found. The sentence is made from `key` and `parts` by
/// [`Words`](super::words::Words). Behind one pointer, since every step of reading and working out carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Trouble>);

/// What an [`Error`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Bytes of the text that was read; empty where the trouble has no place in it.
    pub range: Range<usize>,
    /// Key into the words, for example `unknown-letter`.
    pub key: &'static str,
    /// What the sentence names, in order.
    pub parts: Vec<String>,
}

impl Deref for Error {
    type Target = Trouble;

    fn deref(&self) -> &Trouble {
        &self.0
    }
}

impl Error {
    /// Trouble at a range of the text that is being read.
    pub fn at(range: Range<usize>, key: &'static str, parts: &[&str]) -> Error {
        let parts = parts.iter().map(|part| part.to_string()).collect();
        Error(Box::new(Trouble { range, key, parts }))
    }

    /// Trouble with a value, which has no place of its own.
    pub fn value(key: &'static str) -> Error {
        Error::at(0..0, key, &[])
    }

    /// The same trouble, at this range of a text.
    pub fn within(mut self, range: Range<usize>) -> Error {
        self.0.range = range;
        self
    }

    /// The same trouble, `by` bytes further on in a larger text.
    pub fn shifted(self, by: usize) -> Error {
        let range = self.range.start + by..self.range.end + by;
        self.within(range)
    }
}
