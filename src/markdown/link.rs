//! Owns links and pictures: the places of their targets and titles, and pictures that were meant and are not read as
//! such; knows nothing of what a target names.

use super::reader::Reader;
use super::sheet::{Sheet, lines, within};
use super::survey::Survey;
use super::{Inline, Source};
use crate::diagnostic::Diagnostic;
use pulldown_cmark::{LinkType, Tag};
use std::ops::Range;

/// A link whose words end at `inner_end`.
pub(super) fn link(
    reader: &mut Reader,
    tag: Tag,
    text: Vec<Inline>,
    range: Range<usize>,
    inner_end: usize,
) -> Option<Inline> {
    let Tag::Link {
        link_type,
        dest_url,
        id,
        ..
    } = tag
    else {
        return None;
    };
    let (to, _) = target(reader, link_type, &dest_url, &id, &range, inner_end);
    Some(Inline::Link { to, text })
}

/// A picture whose alternative text ends at `inner_end`.
pub(super) fn image(
    reader: &mut Reader,
    tag: Tag,
    alt: Vec<Inline>,
    range: Range<usize>,
    inner_end: usize,
) -> Option<Inline> {
    let Tag::Image {
        link_type,
        dest_url,
        id,
        ..
    } = tag
    else {
        return None;
    };
    let inner_end = inner_end.max(range.start + 2);
    let (to, title) = target(reader, link_type, &dest_url, &id, &range, inner_end);
    let at = reader.sheet.place(range);
    Some(Inline::Image { to, title, alt, at })
}

fn target(
    reader: &mut Reader,
    link_type: LinkType,
    dest: &str,
    id: &str,
    range: &Range<usize>,
    inner_end: usize,
) -> (Source, Option<Source>) {
    let found = match link_type {
        LinkType::Inline => inline_target(reader.sheet.over(reader.covered), range, inner_end),
        LinkType::Autolink | LinkType::Email => {
            Some((range.start + 1..range.end.saturating_sub(1), None))
        }
        _ => {
            reader.linked.insert(id.to_lowercase());
            None
        }
    };
    let (place, title) = found.unwrap_or((range.clone(), None));
    let text = match link_type {
        LinkType::Email => format!("mailto:{dest}"),
        _ if reader.masks_in(&place).is_empty() => dest.to_string(),
        _ => reader.sheet.slice(place.clone()).to_string(),
    };
    let to = Source {
        text,
        at: reader.sheet.place(place),
    };
    (to, title.map(|title| reader.sheet.source(title)))
}

type Target = (Range<usize>, Option<Range<usize>>);

/// Where the target and the title stand in `[words](target "title")`.
fn inline_target(sheet: Sheet, range: &Range<usize>, inner_end: usize) -> Option<Target> {
    let open = inner_end + sheet.slice(inner_end..range.end).find("](")?;
    let inside = sheet.trim(open + 2..range.end.checked_sub(1)?);
    let text = sheet.slice(inside.clone());
    let (to, rest) = match text.strip_prefix('<') {
        Some(inner) => {
            let length = inner.find('>')?;
            (
                inside.start + 1..inside.start + 1 + length,
                inside.start + length + 2,
            )
        }
        None => {
            let length = text
                .find(|mark: char| mark.is_ascii_whitespace())
                .unwrap_or(text.len());
            (inside.start..inside.start + length, inside.start + length)
        }
    };
    let title = sheet.trim(rest..inside.end);
    let title = (title.len() >= 2).then(|| title.start + 1..title.end - 1);
    Some((to, title))
}

/// Reports every `![` in bare text that was not read as a picture, the first of each line.
pub(super) fn stray_images(reader: &mut Reader, survey: &Survey) {
    let sheet = reader.sheet.over(reader.covered);
    for line in lines(reader.covered) {
        let text = sheet.slice(line.clone());
        let stray = text
            .match_indices("![")
            .map(|(offset, _)| line.start + offset)
            .find(|at| !is_known(reader, survey, &line, *at));
        if let Some(at) = stray {
            reader
                .trouble
                .push(not_an_image(reader.sheet, at..line.end));
        }
    }
}

fn is_known(reader: &Reader, survey: &Survey, line: &Range<usize>, at: usize) -> bool {
    let before = reader.sheet.slice(line.start..at);
    let escaped = before.ends_with('\\') && !before.ends_with("\\\\");
    escaped
        || reader.images.binary_search(&at).is_ok()
        || within(&survey.spared, at)
        || within(&survey.maths, at)
        || within(&reader.code, at)
}

fn not_an_image(sheet: Sheet, line: Range<usize>) -> Diagnostic {
    let text = sheet.slice(line.clone());
    let fault = |range: Range<usize>, message: &str, help: &str| {
        let place = sheet.place(line.start + range.start..line.start + range.end);
        Diagnostic::error("figure-form", place, message).help(help)
    };
    let Some(open) = text.find("](") else {
        let help = "write a figure as `![words that say what is seen](name)`, without a blank between `]` and `(`";
        return fault(0..2, "`![` is not read as a figure", help);
    };
    let inside = open + 2
        ..text
            .rfind(')')
            .filter(|close| *close > open)
            .unwrap_or(text.len());
    let words = text.get(inside.clone()).unwrap_or("");
    let gap = words.find(char::is_whitespace).unwrap_or(0);
    let title = inside.start
        + gap
        + (words.len() - gap - words.get(gap..).unwrap_or("").trim_start().len())
        ..inside.end;
    if inside.end == text.len() {
        fault(
            open + 1..open + 2,
            "`(` without its `)`",
            "close the figure: `![words](name)`",
        )
    } else if words.contains(['“', '”', '„', '‟', '«', '»', '‘', '’']) {
        let help = "write straight quotes: `![words](name \"placed = answer\")`";
        fault(title, "curly quotes round the title of a figure", help)
    } else if gap > 0 {
        let help = "put straight quotes round it: `![words](name \"placed = answer\")`";
        fault(
            title,
            "the title of a figure has no straight quotes round it",
            help,
        )
    } else {
        let help = "write a figure as `![words that say what is seen](name \"title\")`";
        fault(
            0..text.len().min(inside.end + 1),
            "this is not read as a figure",
            help,
        )
    }
}
