//! Owns where a new section and a new variant go in texts that somebody else wrote, and their line ends. Adds, and changes
//! nothing that is there.

use crate::diagnostic::{Files, Place};
use crate::task::{Phase, Task};
use crate::yaml::{self, Node};

/// Text that comes in at a byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    pub at: usize,
    pub text: String,
}

impl Insertion {
    /// The text with it.
    pub fn put_into(&self, text: &str) -> String {
        let (before, behind) = text.split_at_checked(self.at).unwrap_or((text, ""));
        [before, &self.text, behind].concat()
    }
}

/// A section goes in front of the discussion; where there is none, in front of the end of the lesson; else behind all.
pub fn section(task: &Task, text: &str, section: &str) -> Insertion {
    let end = line_end(text);
    let section = section.trim_end().replace('\n', end);
    let of = |phase: Phase| {
        let mut sections = task.sections.iter();
        sections.find(|section| section.phase == phase && section.at.file == task.words)
    };
    let before = of(Phase::Discuss).or_else(|| of(Phase::Close));
    match before.and_then(|next| text.get(..next.at.range.start)) {
        Some(before) => Insertion {
            at: before.rfind('\n').map_or(0, |end| end + 1),
            text: format!("{section}{end}{end}"),
        },
        None => {
            let ends = text
                .rsplit('\n')
                .take_while(|line| line.trim().is_empty())
                .count();
            Insertion {
                at: text.len(),
                text: end.repeat(2_usize.saturating_sub(ends)) + &section + end,
            }
        }
    }
}

/// A variant, written on one line as `name: {…}`, goes behind the last one; nothing where the text has no variants.
pub fn variant(text: &str, line: &str) -> Option<Insertion> {
    let mut files = Files::default();
    let file = files.add("", text);
    let whole = Place {
        file,
        range: 0..text.len(),
    };
    let Some(Node::Map(pairs, _)) = yaml::read(&files, &whole, &mut Vec::new()) else {
        return None;
    };
    let (_, variants) = pairs.iter().find(|(key, _)| key.text == "variants")?;
    let Node::Map(all, at) = variants else {
        return None;
    };
    let (name, last) = all.last()?;
    if text.get(at.range.start..)?.starts_with('{') {
        return in_braces(text, at.range.end, line);
    }
    let start = text
        .get(..name.at.range.start)?
        .rfind('\n')
        .map_or(0, |end| end + 1);
    let indent: String = text
        .get(start..)?
        .chars()
        .take_while(|c| " \t".contains(*c))
        .collect();
    let behind = end_of(last, text);
    let end = line_end(text);
    Some(match text.get(behind..)?.find('\n') {
        Some(rest) => Insertion {
            at: behind + rest + 1,
            text: format!("{indent}{line}{end}"),
        },
        None => Insertion {
            at: text.len(),
            text: format!("{end}{indent}{line}"),
        },
    })
}

/// `variants: {square: {…}}` on one line: behind a comma, in front of the brace that closes.
fn in_braces(text: &str, end: usize, line: &str) -> Option<Insertion> {
    let close = text.get(..end)?.rfind('}')?;
    let inside = text.get(..close)?.trim_end();
    let comma = if inside.ends_with([',', '{']) {
        " "
    } else {
        ", "
    };
    Some(Insertion {
        at: inside.len(),
        text: format!("{comma}{line}"),
    })
}

/// Where a piece of YAML ends: its brace or bracket, or the last word in it.
fn end_of(node: &Node, text: &str) -> usize {
    let at = node.at();
    let written = text.get(at.range.clone()).unwrap_or("");
    let last = match node {
        Node::Map(..) | Node::List(..) if written.starts_with(['{', '[']) => None,
        Node::Map(pairs, _) => pairs.last().map(|(_, value)| value),
        Node::List(items, _) => items.last(),
        Node::Scalar(_) | Node::Nothing(_) => None,
    };
    last.map_or(at.range.end, |last| end_of(last, text))
}

/// The line end that a text uses first.
fn line_end(text: &str) -> &'static str {
    match text.split_once('\n') {
        Some((first, _)) if first.ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variant_goes_behind_the_last_one_in_every_layout() {
        for (text, wanted) in [
            (
                "variants:\n  a: {n: [1]}\n",
                "variants:\n  a: {n: [1]}\n  b: {n: [2]}\n",
            ),
            (
                "variants:\n  a: {n: [1]}",
                "variants:\n  a: {n: [1]}\n  b: {n: [2]}",
            ),
            (
                "variants: # some\r\n    a:   {n: [1]}   # one\r\n\r\nwhere: n > 0\r\n",
                "variants: # some\r\n    a:   {n: [1]}   # one\r\n    b: {n: [2]}\r\n\r\nwhere: n > 0\r\n",
            ),
            (
                "variants:\n  a:\n    m: n\n    n: [1, 2]\nfigures:\n  f:\n",
                "variants:\n  a:\n    m: n\n    n: [1, 2]\n  b: {n: [2]}\nfigures:\n  f:\n",
            ),
            (
                "variants:\n  a:\n    n:\n      - 1\n      - 2 # far\nwhere: n > 0\n",
                "variants:\n  a:\n    n:\n      - 1\n      - 2 # far\n  b: {n: [2]}\nwhere: n > 0\n",
            ),
            (
                "variants:\n  a: {m: '1 + 1',\n      n: [1]\n  }\nwhere: n > 0\n",
                "variants:\n  a: {m: '1 + 1',\n      n: [1]\n  }\n  b: {n: [2]}\nwhere: n > 0\n",
            ),
            (
                "variants: {a: {n: [1]}}\n",
                "variants: {a: {n: [1]}, b: {n: [2]}}\n",
            ),
            (
                "variants: { a: {n: [1]}, }\n",
                "variants: { a: {n: [1]}, b: {n: [2]} }\n",
            ),
        ] {
            let made = variant(text, "b: {n: [2]}").map(|insertion| insertion.put_into(text));
            assert_eq!(made.as_deref(), Some(wanted), "{text}");
        }
        assert_eq!(variant("quantities:\n  n: 1..\n", "b: {}"), None);
    }
}
