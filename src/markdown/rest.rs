//! Owns the report of what found no place in the tree and would be lost or shown as bare characters; knows nothing of
//! how the tree was made.

use super::link;
use super::mask::{Kind, Mask};
use super::reader::Reader;
use super::sheet::{Sheet, within};
use super::survey::Survey;
use crate::diagnostic::Diagnostic;

/// Reports masks, attributes, figures and link definitions that nothing took.
pub(super) fn report(mut reader: Reader, survey: &Survey) {
    link::stray_images(&mut reader, survey);
    definitions(&mut reader);
    attributes(&mut reader);
    let sheet = reader.sheet;
    for (mask, taken) in reader.masks.iter().zip(&reader.taken) {
        if !taken && !within(&reader.code, mask.range.start) {
            reader.trouble.push(untaken(sheet, mask));
        }
    }
}

fn untaken(sheet: Sheet, mask: &Mask) -> Diagnostic {
    let place = sheet.place(mask.range.clone());
    let elsewhere =
        "it can stand in running text, not in a link's target or title, heading attributes or HTML";
    match mask.kind {
        Kind::Hole => Diagnostic::error("lost-hole", place, "a hole cannot stand here").help(elsewhere),
        Kind::Ask => Diagnostic::error("lost-ask", place, "an ask cannot stand here").help(elsewhere),
        Kind::Head | Kind::LoneHead => {
            Diagnostic::error("callout-place", place, "this callout does not begin a part of its block quote").help(
                "begin its line with `> ` and the callout, and put a line with only `>` before it; it cannot stand in a list or a table of the quote",
            )
        }
    }
}

fn definitions(reader: &mut Reader) {
    for (name, range) in &reader.definitions {
        if !reader.linked.contains(name) {
            let place = reader.sheet.place(reader.sheet.trim(range.clone()));
            let message = format!("no link uses `[{name}]`, so this text would vanish");
            reader.trouble.push(
                Diagnostic::error("unused-definition", place, message)
                    .help("drop the colon if this is meant as text; a callout begins with `> [!`"),
            );
        }
    }
}

fn attributes(reader: &mut Reader) {
    for found in reader.attributes.iter().filter(|found| !found.used) {
        let place = reader.sheet.place(found.range.clone());
        reader.trouble.push(
            Diagnostic::error("heading-attribute", place, "attributes without a heading")
                .help("put a blank line before the heading, and its attributes at its end"),
        );
    }
}
