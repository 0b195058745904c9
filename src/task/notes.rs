//! Owns how a team's private notes join a task: what stands under a heading goes to the section of that name, for teachers.

use super::guide::Said;
use super::prose::{plain, template};
use super::section::{TaskText, by_heading, slug};
use super::{Part, Reading};
use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::markdown::{Block, BlockKind, Document};

/// Puts the notes into the sections they are for; what stands before the first heading is about the whole task.
pub(super) fn join(document: &Document, text: &mut TaskText, reading: &mut Reading) {
    let (whole, sections) = by_heading(&document.blocks);
    if !whole.is_empty() {
        let scope = reading.scope(&[]);
        let says = template(whole, &scope, reading);
        reading.guide.team.push(Said { says, section: 0 });
    }
    for (heading, blocks) in sections {
        let Some(index) = section(heading, text, reading) else {
            continue;
        };
        let scope = reading.scope(&[]);
        let says = template(blocks, &scope, reading);
        if let Some(section) = text.sections.get_mut(index) {
            section.body.push(Part::Teacher(says));
        }
    }
}

/// The section a heading of the notes names: by its words or its id.
fn section(heading: &Block, text: &TaskText, reading: &mut Reading) -> Option<usize> {
    let BlockKind::Heading {
        text: words,
        attributes,
        ..
    } = &heading.kind
    else {
        return None;
    };
    let id = match &attributes.id {
        Some(id) => id.text.clone(),
        None => slug(&plain(words)),
    };
    expect_section(&id, &heading.at, text, reading)
}

/// The index of the section of this name; where there is none, that is told.
pub(super) fn expect_section(
    id: &str,
    at: &Place,
    text: &TaskText,
    reading: &mut Reading,
) -> Option<usize> {
    let found = text.sections.iter().position(|section| section.id == id);
    if found.is_none() {
        reading.trouble.push(stranger(id, at.clone(), text));
    }
    found
}

fn stranger(id: &str, at: Place, text: &TaskText) -> Diagnostic {
    let message = format!("the task has no section `{id}`");
    let ids = text.sections.iter().map(|section| section.id.as_str());
    let help = did_you_mean(id, ids.clone()).unwrap_or_else(|| {
        let ids = ids.collect::<Vec<_>>().join("`, `");
        format!("its sections are `{ids}`")
    });
    Diagnostic::error("unknown-section", at, message).help(help)
}
