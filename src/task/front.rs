//! Owns the settings of a task from its front matter; knows nothing of its maths.

use super::{About, Another, Language, PageWords, Reading};
use crate::diagnostic::{Diagnostic, Place};
use crate::engine::model;
use crate::markdown::Document;
use crate::yaml::{FrontMatter, Scalar};

fn text(scalar: &Option<Scalar>) -> String {
    scalar
        .as_ref()
        .map(|scalar| scalar.text.trim().to_string())
        .unwrap_or_default()
}

fn texts(scalars: &[Scalar]) -> Vec<String> {
    scalars
        .iter()
        .map(|scalar| scalar.text.trim().to_string())
        .collect()
}

/// What the front matter says; a task without a title is a fault.
pub fn about(
    front: &FrontMatter,
    document: &Document,
    language: &Language,
    words: &PageWords,
    reading: &mut Reading,
) -> About {
    let code = front
        .language
        .as_ref()
        .map_or(language.code.clone(), |scalar| scalar.text.clone());
    if let Some(scalar) = &front.language
        && !is_language(&scalar.text)
    {
        let message = format!("`{}` is no language", scalar.text);
        reading.trouble.push(
            Diagnostic::error("unknown-language", scalar.at.clone(), message)
                .help("write a code such as `en`, `es` or `de`"),
        );
    } else if !words.code.is_empty() && words.code != primary(&code) {
        let at = front.language.as_ref().map(|scalar| scalar.at.clone());
        let message = format!(
            "there are no words for the language `{code}` yet; the page's own words are in `{}`",
            words.code
        );
        let small = primary(&code).to_lowercase();
        let help = if (language.words)(&small).code == small && small != primary(&code) {
            format!("did you mean `{small}`?")
        } else {
            format!(
                "put a file `words/{}.yaml` into the site's theme",
                primary(&code)
            )
        };
        reading
            .trouble
            .push(Diagnostic::warning("no-words", at, message).help(help));
    }
    reading.model.language = model::Language {
        code: code.clone(),
        decimal: decimal(&code, words),
    };
    if front.title.is_none() && !front.unread {
        let at = document.front.clone().unwrap_or(Place {
            file: document.end.file,
            range: 0..0,
        });
        reading.trouble.push(
            Diagnostic::error("no-title", at, "the task has no title")
                .help("begin `task.md` with `---`, a line `title: The pool border`, and `---`"),
        );
    }
    About {
        title: text(&front.title),
        summary: text(&front.summary),
        grades: text(&front.grades),
        licence: text(&front.licence),
        author: text(&front.author),
        source: text(&front.source),
        standards: texts(&front.standards),
        topics: texts(&front.topics),
        language: code,
        another: another(front, words),
        keypad: switch("keypad", &front.keypad, reading),
        name_line: switch("name-line", &front.name_line, reading),
        lesson: switch("lesson", &front.lesson, reading),
    }
}

fn another(front: &FrontMatter, words: &PageWords) -> Another {
    let written = front.another.as_ref().map(|scalar| scalar.text.clone());
    let own = front.another_in.iter();
    Another {
        words: written.unwrap_or_else(|| words.page.say("another", &[])),
        own: own
            .map(|(id, words)| (id.text.clone(), words.text.clone()))
            .collect(),
    }
}

/// Whether there is what every task has unless the author says `no`.
fn switch(name: &str, written: &Option<Scalar>, reading: &mut Reading) -> bool {
    let Some(scalar) = written else { return true };
    match scalar.text.as_str() {
        "yes" | "true" => true,
        "no" | "false" => false,
        other => {
            let message = format!("`{name}` is `no` or `yes`, not `{other}`");
            reading.trouble.push(
                Diagnostic::error("wrong-shape", scalar.at.clone(), message)
                    .help(format!("write `{name}: no`, or take the line away")),
            );
            true
        }
    }
}

/// `en` of `en-GB`.
pub fn primary(code: &str) -> &str {
    code.split(['-', '_']).next().unwrap_or(code)
}

fn is_language(code: &str) -> bool {
    let primary = primary(code);
    (2..=3).contains(&primary.len())
        && code
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// The decimal sign schools of the language write.
pub fn decimal_sign(code: &str) -> char {
    const COMMA: [&str; 26] = [
        "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk", "sl", "hr", "sr", "hu", "ro", "bg",
        "ru", "uk", "el", "tr", "sv", "da", "nb", "nn", "no", "fi", "id",
    ];
    if COMMA.contains(&primary(code)) {
        ','
    } else {
        '.'
    }
}

/// What the words' own file says comes first.
fn decimal(code: &str, words: &PageWords) -> char {
    if words.code == primary(code) && words.decimal != '\0' {
        words.decimal
    } else {
        decimal_sign(code)
    }
}
