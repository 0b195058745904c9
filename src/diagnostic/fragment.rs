//! Owns the form of trouble that is laid over a page; knows nothing of the page beneath.

use super::lines::{notes, place_in_words};
use super::{Diagnostic, Excerpt, Files, excerpt, in_order};

/// Everything as an HTML fragment: one `<section class="trouble">` each, classes only, all text escaped.
pub fn html(all: &[Diagnostic], files: &Files) -> String {
    let sections = in_order(all).into_iter();
    sections
        .map(|diagnostic| section(diagnostic, files))
        .collect()
}

fn section(diagnostic: &Diagnostic, files: &Files) -> String {
    let at = diagnostic.at.as_ref();
    let parts = [
        paragraph("trouble-place", at.and_then(|at| place_in_words(files, at))),
        paragraph("trouble-message", Some(headline(diagnostic))),
        at.and_then(|at| excerpt(files, at))
            .map_or_else(String::new, line),
        list(&notes(diagnostic, files)),
        paragraph("trouble-help", diagnostic.help.clone()),
    ];
    let severity = diagnostic.severity.word();
    format!(
        "<section class=\"trouble\" data-severity=\"{severity}\">\n{}</section>\n",
        parts.concat()
    )
}

fn headline(diagnostic: &Diagnostic) -> String {
    format!("{}: {}", diagnostic.severity.word(), diagnostic.message)
}

fn paragraph(class: &str, text: Option<String>) -> String {
    match text {
        Some(text) => format!("<p class=\"{class}\">{}</p>\n", escape(&text)),
        None => String::new(),
    }
}

fn line(line: Excerpt) -> String {
    format!(
        "<pre class=\"trouble-line\">{}<mark>{}</mark>{}</pre>\n",
        escape(&line.before),
        escape(&line.marked),
        escape(&line.after)
    )
}

fn list(notes: &[String]) -> String {
    if notes.is_empty() {
        return String::new();
    }
    let items: String = notes
        .iter()
        .map(|note| format!("<li>{}</li>", escape(note)))
        .collect();
    format!("<ul class=\"trouble-notes\">{items}</ul>\n")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    #[test]
    fn everything_is_escaped_and_the_range_is_marked() {
        let mut files = Files::default();
        let file = files.add("<a>.md", "one\nx <b> & y\n");
        let at = Place { file, range: 6..9 };
        let all = [Diagnostic::error("tag", at, "no <b> & \"such\"")
            .fact("1 < 2")
            .help("it's out")];
        assert_eq!(
            html(&all, &files),
            concat!(
                "<section class=\"trouble\" data-severity=\"error\">\n",
                "<p class=\"trouble-place\">&lt;a&gt;.md:2:3</p>\n",
                "<p class=\"trouble-message\">error: no &lt;b&gt; &amp; &quot;such&quot;</p>\n",
                "<pre class=\"trouble-line\">x <mark>&lt;b&gt;</mark> &amp; y</pre>\n",
                "<ul class=\"trouble-notes\"><li>1 &lt; 2</li></ul>\n",
                "<p class=\"trouble-help\">it&#39;s out</p>\n",
                "</section>\n",
            )
        );
    }
}
