//! Owns how pages become files: the default theme built into the program, and a site's own theme laid over it. The only
//! file that names Tera.

use crate::diagnostic::{Diagnostic, FileId, Files, Place};
use crate::engine::words::{Piece, Words, fill, isolated};
use crate::task::{PageWords, primary};
use crate::yaml::Node;
use serde::Serialize;
use std::collections::BTreeMap;
use tera::{Context, Tera};

/// The default theme, by name of file.
const DEFAULT: &[(&str, &str)] = built_in!["../themes/default/":
    "head.html",
    "lesson.html",
    "ask.html",
    "index.html",
    "home.css",
    "lowfloor.css",
    "teacher.html",
    "guide.html",
    "notes.html",
    "meetings.html",
    "chart.html",
    "teacher.css",
    "class.html",
    "class.css",
    "board.html",
    "board.css",
    "paper.html",
    "handout.html",
    "cards.html",
    "key.html",
    "cases.html",
    "handout.css",
    "words/ar.yaml",
    "words/de.yaml",
    "words/en.yaml",
    "words/es.yaml",
    "words/fr.yaml",
];

/// Templates, style and words, ready to use.
pub struct Theme {
    templates: Tera,
    /// Files that go into the site as they are, by name.
    styles: BTreeMap<String, Vec<u8>>,
    words: BTreeMap<String, PageWords>,
}

/// The default theme with a site's own files over it: a file of the same name replaces the default's.
pub fn theme(own: &BTreeMap<String, Vec<u8>>, trouble: &mut Vec<Diagnostic>) -> Theme {
    let mut files: BTreeMap<String, String> = DEFAULT
        .iter()
        .map(|(name, text)| (name.to_string(), text.to_string()))
        .collect();
    for (name, bytes) in own {
        match String::from_utf8(bytes.clone()) {
            Ok(text) => drop(files.insert(name.clone(), text)),
            Err(_) => trouble.push(
                Diagnostic::error(
                    "not-text",
                    None,
                    format!("the theme's file `{name}` is not UTF-8 text"),
                )
                .help("save it as UTF-8"),
            ),
        }
    }
    let pages = files
        .iter()
        .filter(|(name, _)| name.ends_with(".html"))
        .map(|(name, text)| (name.clone(), text.clone()));
    let mut templates = Tera::default();
    if let Err(error) = templates.add_raw_templates(pages) {
        trouble.push(template_fault(&error));
    }
    let mut words: BTreeMap<String, PageWords> = BTreeMap::new();
    let built_in = DEFAULT
        .iter()
        .map(|(name, text)| (name.to_string(), text.to_string()));
    for (name, text) in built_in.chain(files.clone()) {
        if let Some((code, own)) = words_file(&name, &text, trouble) {
            let merged = match words.get(&code) {
                Some(base) => laid_over(&own, base),
                None => own,
            };
            words.insert(code, merged);
        }
    }
    let is_style = |(name, _): &(String, String)| name.ends_with(".css");
    let bytes = |(name, text): (String, String)| (name, text.into_bytes());
    let styles = files.into_iter().filter(is_style).map(bytes).collect();
    Theme {
        templates,
        styles,
        words,
    }
}

fn template_fault(error: &tera::Error) -> Diagnostic {
    Diagnostic::error(
        "theme",
        None,
        format!("a template of the theme cannot be used: {error}"),
    )
    .help("mend the template, or remove the file to use the default one")
}

/// The words of one language, by its code.
fn words_file(
    name: &str,
    text: &str,
    trouble: &mut Vec<Diagnostic>,
) -> Option<(String, PageWords)> {
    let code = name
        .strip_prefix("words/")?
        .strip_suffix(".yaml")?
        .to_string();
    let mut files = Files::default();
    let file = files.add(format!("themes/{name}"), text);
    let mut faults = Vec::new();
    let node = crate::yaml::read(
        &files,
        &Place {
            file: FileId(file.0),
            range: 0..text.len(),
        },
        &mut faults,
    );
    // Their places are in a file that is not among the sources.
    trouble.extend(faults.into_iter().map(|fault| Diagnostic {
        message: format!("{name}: {}", fault.message),
        at: None,
        notes: Vec::new(),
        ..fault
    }));
    let mut words = PageWords {
        code: code.clone(),
        decimal: '\0',
        ..PageWords::default()
    };
    let Some(Node::Map(pairs, _)) = node else {
        return None;
    };
    for (key, value) in &pairs {
        match (key.text.as_str(), value) {
            ("decimal", Node::Scalar(scalar)) => {
                words.decimal = scalar.text.chars().next().unwrap_or('.')
            }
            ("engine", Node::Map(pairs, _)) => words.engine = table(pairs, &code),
            ("page", Node::Map(pairs, _)) => words.page = table(pairs, &code),
            ("teacher" | "guide" | "board" | "handout" | "class", Node::Map(pairs, _)) => {
                words.teacher.0.extend(table(pairs, &code).0)
            }
            _ => {}
        }
    }
    Some((code, words))
}

fn table(pairs: &[(crate::yaml::Scalar, Node)], code: &str) -> Words {
    let mut words = Vec::new();
    for (key, node) in pairs {
        let text = match node {
            Node::Scalar(scalar) if key.text.starts_with("say-") => scalar.text.clone(),
            Node::Scalar(scalar) => with_isolated_parts(&scalar.text, code),
            _ => String::new(),
        };
        words.push((key.text.clone(), text));
    }
    Words(words)
}

/// A sentence whose parts keep their own direction; one that is only heard needs no such marks.
fn with_isolated_parts(sentence: &str, code: &str) -> String {
    let mut marked = String::new();
    fill(sentence, &mut |piece| match piece {
        Piece::Text(text) => marked.push_str(text),
        Piece::Hole(at) => marked.push_str(&isolated(&format!("{{{}}}", at + 1), code)),
    });
    marked
}

impl Theme {
    /// The words of a language; English ones where there are none, and for every sentence a language lacks.
    pub fn words(&self, language: &str) -> PageWords {
        let english = self.words.get("en").cloned().unwrap_or_default();
        let Some(own) = self
            .words
            .get(language)
            .or_else(|| self.words.get(primary(language)))
        else {
            return english;
        };
        laid_over(own, &english)
    }

    /// A style sheet, by the name of its file.
    pub fn style(&self, name: &str) -> Vec<u8> {
        self.styles.get(name).cloned().unwrap_or_default()
    }

    /// A page as HTML: the template sees it as `page`, and the words of its language as `words`.
    ///
    /// # Errors
    /// What is wrong with the theme's template.
    pub fn page(
        &self,
        template: &str,
        page: &impl Serialize,
        words: &Words,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let words: BTreeMap<&str, &str> = words
            .0
            .iter()
            .map(|(key, text)| (key.as_str(), text.as_str()))
            .collect();
        let mut context = Context::new();
        context.insert("page", page);
        context.insert("words", &words);
        self.templates
            .render(template, &context)
            .map(String::into_bytes)
            .map_err(|error| Box::new(template_fault(&error)))
    }
}

/// Words with others below them, for every sentence they lack.
fn laid_over(own: &PageWords, base: &PageWords) -> PageWords {
    let decimal = if own.decimal == '\0' && own.code == base.code {
        base.decimal
    } else {
        own.decimal
    };
    PageWords {
        code: own.code.clone(),
        decimal,
        engine: over(&own.engine, &base.engine),
        page: over(&own.page, &base.page),
        teacher: over(&own.teacher, &base.teacher),
    }
}

fn over(own: &Words, base: &Words) -> Words {
    let lacking = base
        .0
        .iter()
        .filter(|(key, _)| own.get(key).is_none())
        .cloned();
    Words(own.0.iter().cloned().chain(lacking).collect())
}

#[cfg(test)]
mod tests;
