//! Owns the walk over the events of the covered text, and what was met on the way; knows nothing of the tree.

use super::heading::Found;
use super::mask::{Kind, Mask};
use super::options;
use super::sheet::Sheet;
use crate::diagnostic::Diagnostic;
use pulldown_cmark::{Event, Parser};
use std::collections::{HashSet, VecDeque};
use std::ops::Range;

/// How deep blocks and marks may stand in each other.
const DEEPEST: usize = 32;

/// What is still to be read, and what was met on the way.
pub(super) struct Reader<'a, 't> {
    pub sheet: Sheet<'a>,
    /// The covered text, of the same length as the sheet's.
    pub covered: &'a str,
    events: VecDeque<(Event<'a>, Range<usize>)>,
    pub masks: &'a [Mask],
    /// For each mask whether it found its place in the tree.
    pub taken: Vec<bool>,
    pub attributes: Vec<Found>,
    /// Where pictures begin, in order.
    pub images: Vec<usize>,
    /// Where code stands, in order.
    pub code: Vec<Range<usize>>,
    /// The link definitions: name and place.
    pub definitions: Vec<(String, Range<usize>)>,
    /// The names of the definitions that links use.
    pub linked: HashSet<String>,
    /// How many quotes stand round the next event.
    pub quotes: usize,
    /// The end of what was read last, or the start of what was opened last.
    pub passed: usize,
    too_deep: bool,
    pub trouble: &'t mut Vec<Diagnostic>,
}

impl<'a, 't> Reader<'a, 't> {
    pub fn new(
        sheet: Sheet<'a>,
        covered: &'a str,
        masks: &'a [Mask],
        attributes: Vec<Found>,
        trouble: &'t mut Vec<Diagnostic>,
    ) -> Reader<'a, 't> {
        let parser = Parser::new_ext(covered, options());
        let definitions = parser.reference_definitions().iter();
        let definitions = definitions
            .map(|(name, definition)| (name.to_lowercase(), definition.span.clone()))
            .collect();
        Reader {
            sheet,
            covered,
            events: parser.into_offset_iter().collect(),
            masks,
            taken: vec![false; masks.len()],
            attributes,
            images: Vec::new(),
            code: Vec::new(),
            definitions,
            linked: HashSet::new(),
            quotes: 0,
            passed: 0,
            too_deep: false,
            trouble,
        }
    }

    pub fn peek(&self, ahead: usize) -> Option<&Event<'a>> {
        self.events.get(ahead).map(|(event, _)| event)
    }

    /// Where the next event begins, or the end of the text.
    pub fn next_start(&self) -> usize {
        self.events
            .front()
            .map_or(self.covered.len(), |(_, range)| range.start)
    }

    pub fn step(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let (event, range) = self.events.pop_front()?;
        self.passed = match event {
            Event::Start(_) => range.start,
            _ => range.end,
        };
        Some((event, range))
    }

    /// Whether what opens at `range` stands too deep; if so it is reported once and passed over with all it holds.
    pub fn passes_over(&mut self, depth: usize, range: &Range<usize>) -> bool {
        if depth <= DEEPEST {
            return false;
        }
        if !self.too_deep {
            self.too_deep = true;
            let line = self.sheet.line_from(range.start).end.min(range.end);
            let place = self.sheet.place(range.start..line.max(range.start));
            let message = format!("marks inside marks, more than {DEEPEST} deep");
            self.trouble
                .push(Diagnostic::error("too-deep", place, message).help(
                    "take out the marks that are not needed; what stands deeper is not read",
                ));
        }
        self.skip(range);
        true
    }

    /// Passes over everything up to the end of what was opened last.
    pub fn skip(&mut self, range: &Range<usize>) {
        let mut open = 1;
        while open > 0 {
            match self.step() {
                Some((Event::Start(_), _)) => open += 1,
                Some((Event::End(_), _)) => open -= 1,
                Some(_) => {}
                None => break,
            }
        }
        for index in self.masks_in(range) {
            self.take(index);
        }
    }

    /// The numbers of the masks that reach into a range.
    pub fn masks_in(&self, range: &Range<usize>) -> Range<usize> {
        let first = self
            .masks
            .partition_point(|mask| mask.range.end <= range.start);
        let end = self
            .masks
            .partition_point(|mask| mask.range.start < range.end);
        first..end.max(first)
    }

    /// A range with no end inside a mask: what a mask covers has no boundaries of its own.
    pub fn outside_masks(&self, range: Range<usize>) -> Range<usize> {
        let masks = self.masks.get(self.masks_in(&range)).unwrap_or(&[]);
        let start = match masks.first() {
            Some(mask) if mask.range.start < range.start => mask.range.end,
            _ => range.start,
        };
        let end = match masks.last() {
            Some(mask) if mask.range.end > range.end => mask.range.start,
            _ => range.end,
        };
        start..end.max(start)
    }

    /// The number of the mask of this kind that a block begins with.
    pub fn head_at(&self, range: &Range<usize>, kind: Kind) -> Option<usize> {
        let index = self.masks_in(range).next()?;
        let mask = self.masks.get(index)?;
        let before = self
            .covered
            .get(range.start..mask.range.start)
            .unwrap_or("");
        (mask.kind == kind && before.trim().is_empty()).then_some(index)
    }

    pub fn take(&mut self, index: usize) {
        if let Some(taken) = self.taken.get_mut(index) {
            *taken = true;
        }
    }
}
