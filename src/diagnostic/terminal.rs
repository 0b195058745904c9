//! Owns the look of trouble in a terminal; knows nothing of how it came about. The only file that names annotate-snippets.

use super::{Diagnostic, FileId, Files, Place, Severity, excerpt, in_order, printable};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

/// Wider than any line shown: lines are cut before they are drawn.
const WIDTH: usize = 400;

/// Everything for a terminal, in the look of rustc.
pub fn text(all: &[Diagnostic], files: &Files, colour: bool) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.term_width(WIDTH);
    let sorted = in_order(all);
    let mut out = String::new();
    for of_file in sorted.chunk_by(|a, b| file_of(a) == file_of(b)) {
        if of_file.len() < all.len() {
            out.push_str(&head(of_file, files, colour));
        }
        for diagnostic in of_file {
            out.push_str(&renderer.render(&groups(diagnostic, files)));
            out.push_str("\n\n");
        }
    }
    out
}

fn file_of(diagnostic: &Diagnostic) -> Option<FileId> {
    diagnostic.at.as_ref().map(|at| at.file)
}

/// The line above the messages of a file, where there are those of others as well: its name, and how many there are.
fn head(of_file: &[&Diagnostic], files: &Files, colour: bool) -> String {
    let first = of_file.first().and_then(|first| file_of(first));
    let Some(file) = first.and_then(|file| files.get(file)) else {
        return String::new();
    };
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| {
        let same = of_file.iter().filter(|found| found.severity == severity);
        (same.count(), severity.word())
    });
    let counts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}{}", if *count == 1 { "" } else { "s" }))
        .collect();
    let line = format!("{}: {}", printable(&file.shown()), counts.join(", "));
    match colour {
        true => format!("\x1b[1;4m{line}\x1b[0m\n\n"),
        false => format!("{line}\n\n"),
    }
}

fn groups<'a>(diagnostic: &'a Diagnostic, files: &Files) -> Vec<Group<'a>> {
    let title = level(diagnostic.severity)
        .primary_title(printable(&diagnostic.message))
        .id(diagnostic.code);
    let mut first = show_place(Group::with_title(title), files, diagnostic.at.as_ref());
    for (_, fact) in diagnostic.notes.iter().filter(|(at, _)| at.is_none()) {
        first = first.element(Level::NOTE.no_name().message(printable(fact)));
    }
    if let Some(help) = &diagnostic.help {
        first = first.element(Level::HELP.message(printable(help)));
    }
    let placed = diagnostic.notes.iter().filter(|(at, _)| at.is_some());
    let further = placed.map(|(at, note)| {
        let title = Level::NOTE.secondary_title(printable(note));
        show_place(Group::with_title(title), files, at.as_ref())
    });
    std::iter::once(first).chain(further).collect()
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

fn show_place<'a>(group: Group<'a>, files: &Files, at: Option<&Place>) -> Group<'a> {
    let found = at.and_then(|at| Some((files.get(at.file)?, excerpt(files, at)?)));
    let Some((file, line)) = found else {
        return group;
    };
    let marked = line.before.len()..line.before.len() + line.marked.len();
    let snippet = Snippet::source(format!("{}{}{}", line.before, line.marked, line.after))
        .line_start(line.start.0)
        .annotation(AnnotationKind::Primary.span(marked));
    if line.before.chars().count() + 1 == line.start.1 {
        return group.element(snippet.path(file.shown()));
    }
    // The line was cut in front, so its column cannot be counted from what is shown.
    let origin = Origin::path(file.shown()).line(line.start.0);
    let origin = origin.char_column(line.start.1);
    group.element(origin).element(snippet)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{github, html, json};
    use std::ops::Range;

    fn place(file: FileId, range: Range<usize>) -> Place {
        Place { file, range }
    }

    #[test]
    fn text_looks_like_rustc() {
        let mut files = Files::default();
        let file = files.add(
            "tasks/plans/variants.yaml",
            "quantities:\n  total: 1..\n  share: totl / n\n",
        );
        let all = [
            Diagnostic::warning("late", place(file, 31..32), "later"),
            Diagnostic::error(
                "unknown-name",
                place(file, 34..38),
                "`totl` is not a quantity of this task",
            )
            .note_at(place(file, 14..19), "`total` is declared here")
            .fact("case: n = 4")
            .help("did you mean `total`?"),
            Diagnostic::note("no-file", None, "nothing else"),
        ];
        let expected = "\
note[no-file]: nothing else

tasks/plans/variants.yaml: 1 error, 1 warning

warning[late]: later
 --> tasks/plans/variants.yaml:3:7
  |
3 |   share: totl / n
  |       ^

error[unknown-name]: `totl` is not a quantity of this task
 --> tasks/plans/variants.yaml:3:10
  |
3 |   share: totl / n
  |          ^^^^
  |
  = case: n = 4
  = help: did you mean `total`?
note: `total` is declared here
 --> tasks/plans/variants.yaml:2:3
  |
2 |   total: 1..
  |   ^^^^^

";
        assert_eq!(text(&all, &files, false), expected);
        assert!(text(&all, &files, true).contains("\u{1b}["));
    }

    #[test]
    fn no_place_and_no_line_is_too_much() {
        let mut files = Files::default();
        let long = files.add("long.md", "äöü ".repeat(25_000) + "\r\nsecond\r\n");
        let odd = files.add("odd.md", "\u{1b}[31m\tred\u{202e}");
        let empty = files.add("", "");
        let ranges = [
            0..0,
            1..2,
            60_000..60_001,
            0..180_000,
            175_010..usize::MAX,
            40..41,
        ];
        for file in [long, odd, empty, FileId(7)] {
            for range in ranges.clone() {
                let all = [Diagnostic::error("x", place(file, range), "\u{1b}m").help("\u{7}")];
                let shown = text(&all, &files, false);
                assert!(shown.len() < 1200, "{shown}");
                assert!(
                    !shown.contains(|c: char| c.is_control() && c != '\n'),
                    "{shown}"
                );
                assert!(html(&all, &files).len() < 1200);
                assert!(json(&all, &files).len() < 300 && github(&all, &files).len() < 300);
            }
        }
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let mut files = Files::default();
        let file = files.add("long.md", "x".repeat(500) + "HERE" + &"y".repeat(500));
        let all = [Diagnostic::error("x", place(file, 500..504), "look")];
        let shown = text(&all, &files, false);
        assert!(shown.contains("--> long.md:1:501"));
        assert!(shown.contains("…xxx") && shown.contains("xHEREy") && shown.contains("yyy…"));
    }
}
