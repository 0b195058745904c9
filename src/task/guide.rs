//! Owns what an author says to teachers alone: the parts of the guide, and what stands beside a way of seeing or an idea.
//! What is said in the flow of a section stays in the section.

use super::section::TaskText;
use super::{Reading, Section, part_of};
use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::engine::template::Template;
use crate::markdown::Source;

words! {
    /// A part of the guide that belongs to the whole task.
    GuidePart {
        Why "why", Goal "goal", Materials "materials", Support "support", Extension "extension", Select "select",
        Sequence "sequence", Connect "connect", Language "language", Access "access", Numbers "numbers",
    }
}

words! {
    /// What is noted beside a way or an idea: what it looks like, what to ask to hear how a student thinks, what to ask
    /// to lead on from there, and what it connects to.
    Beside { Look "look", Assess "assess", Advance "advance", Connect "connect" }
}

/// Students whom no way and no idea describes, but whom every class has.
pub const OTHERS: [&str; 2] = ["cannot-start", "finished-early"];

/// What stands in the guide besides the teacher callouts of the sections.
#[derive(Clone, Debug, Default)]
pub struct Guide {
    pub parts: Vec<(GuidePart, Said)>,
    pub notes: Vec<Note>,
    /// What a team keeps to itself about the whole task.
    pub team: Vec<Said>,
}

impl Guide {
    /// Everything that is said here, with the section it speaks of.
    pub fn all(&self) -> impl Iterator<Item = &Said> {
        let parts = self.parts.iter().map(|(_, said)| said);
        let notes = self.notes.iter().map(|note| &note.said);
        parts.chain(notes).chain(&self.team)
    }

    /// Whether the author has begun to write for teachers.
    pub fn is_begun(&self, sections: &[Section]) -> bool {
        let written = !self.parts.is_empty() || !self.notes.is_empty();
        written || sections.iter().any(Section::is_for_teachers)
    }
}

/// Words for teachers, and the section whose case they speak of.
#[derive(Clone, Debug)]
pub struct Said {
    pub says: Template,
    pub section: usize,
}

/// A note beside a way, an idea, a condition, or one of [`OTHERS`].
#[derive(Clone, Debug)]
pub struct Note {
    pub sort: Beside,
    pub of: String,
    pub said: Said,
    pub at: Place,
}

/// The part that a teacher callout names; nothing where it names none.
pub(super) fn part(rest: &Source, reading: &mut Reading) -> Option<Option<GuidePart>> {
    let word = rest.text.trim_end_matches(':').trim_end();
    if word.is_empty() {
        return Some(None);
    }
    let part = GuidePart::named(word);
    if part.is_none() {
        let words = GuidePart::ALL.iter().map(|(word, _)| *word);
        let at = part_of(rest, 0..word.len()).at;
        let message = format!("the guide has no part `{word}`");
        let help = did_you_mean(word, words.clone()).unwrap_or_else(|| {
            let words = words.collect::<Vec<_>>().join("`, `");
            format!("its parts are `{words}`; without a word it belongs to its section")
        });
        let fault = Diagnostic::error("unknown-part", at, message);
        reading.trouble.push(fault.help(help));
    }
    part.map(Some)
}

/// Looks up whom each note stands beside.
pub(super) fn check(text: &TaskText, reading: &mut Reading) {
    let served = text.served.iter();
    let names: Vec<&str> = served
        .flat_map(|served| {
            let replies = served.replies.iter().map(|own| own.reply.name.as_str());
            replies.chain(served.ways.iter().map(|(way, _)| way.name.as_str()))
        })
        .chain(OTHERS)
        .collect();
    let unknown = |note: &&Note| !names.contains(&note.of.as_str());
    let faults: Vec<Diagnostic> = reading
        .guide
        .notes
        .iter()
        .filter(unknown)
        .map(|note| stranger(note, &names))
        .collect();
    reading.trouble.extend(faults);
}

fn stranger(note: &Note, names: &[&str]) -> Diagnostic {
    let message = format!("no way and no idea is called `{}`", note.of);
    let help = did_you_mean(&note.of, names.iter().copied()).unwrap_or_else(|| {
        format!(
            "write it behind the way or idea it belongs to, or name one: `[!{} {}]`",
            note.sort.word(),
            names.first().unwrap_or(&"")
        )
    });
    Diagnostic::error("unknown-idea", note.at.clone(), message).help(help)
}

/// A note that stands beside nothing.
pub(super) fn alone(sort: Beside, at: Place, reading: &mut Reading) {
    let word = sort.word();
    let message = format!("`[!{word}]` stands beside no way and no idea");
    let help = format!(
        "put it behind a `[!way …]` or `[!idea …]` of its section, or name whom it is about: `[!{word} {}]`",
        OTHERS[0]
    );
    let fault = Diagnostic::error("misplaced", at, message);
    reading.trouble.push(fault.help(help));
}
