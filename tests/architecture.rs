//! Who may know whom, and how large a file may be: what the map of the crate promises.

#[allow(dead_code)]
mod scratch;

use std::path::Path;

/// The one module that names a foreign crate.
const OWNERS: [(&str, &str); 11] = [
    ("serde_saphyr", "yaml"),
    ("pulldown_cmark", "markdown"),
    ("pulldown_latex", "mathml"),
    ("tera", "theme"),
    ("evalexpr", "second"),
    ("notify", "watch"),
    ("tiny_http", "serve"),
    ("annotate_snippets", "diagnostic"),
    ("clap", "cli"),
    ("rustix", "site"),
    ("smol_str", "engine"),
];

/// The longest a file of the source may be, in lines.
const LONGEST: usize = 800;

/// The Rust files of the source, by their path below `src`, without tests.
fn sources() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = scratch::files(&folder).into_iter();
    files
        .filter(|(name, _)| {
            name.ends_with(".rs") && !name.ends_with("tests.rs") && !name.contains("/tests/")
        })
        .map(|(name, bytes)| (name, String::from_utf8(bytes).expect("text")))
        .collect()
}

/// The lines of a file that are code: no comments, and nothing of the tests at its end.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let end = text.find("#[cfg(test)]").unwrap_or(text.len());
    let lines = text.get(..end).unwrap_or(text).lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(at, line)| (at + 1, line))
}

/// Whether a word stands in a line, not as a part of another one.
fn names(line: &str, word: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    line.match_indices(word).any(|(at, _)| {
        let (before, after) = (
            line[..at].chars().next_back(),
            line[at + word.len()..].chars().next(),
        );
        !part(before) && !part(after)
    })
}

fn none(found: Vec<String>) {
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_foreign_crate_is_named_in_one_module() {
    let mut found = Vec::new();
    for (name, text) in sources() {
        let module = name
            .split('/')
            .next()
            .unwrap_or("")
            .trim_end_matches(".rs")
            .to_string();
        for (foreign, owner) in OWNERS {
            let named = code(&text).filter(|(_, line)| {
                names(line, &format!("{foreign}::")) || names(line, &format!("use {foreign}"))
            });
            let named: Vec<usize> = named.map(|(at, _)| at).collect();
            if !named.is_empty() && module != owner {
                found.push(format!(
                    "src/{name}:{}: `{foreign}` belongs to `{owner}`",
                    named[0]
                ));
            }
        }
    }
    none(found);
}

#[test]
fn the_engine_knows_only_itself() {
    let mut found = Vec::new();
    for (name, text) in sources()
        .iter()
        .filter(|(name, _)| name.starts_with("engine/"))
    {
        for (at, line) in code(text) {
            let outside = line.contains("crate::")
                && !line.contains("crate::engine")
                && !line.contains("$crate::");
            let world = ["fs", "time", "env", "net", "process", "thread", "io"]
                .iter()
                .any(|part| line.contains(&format!("std::{part}")));
            if outside || world {
                found.push(format!("src/{name}:{at}: {}", line.trim()));
            }
        }
    }
    none(found);
}

#[test]
fn nothing_gives_up() {
    let mut found = Vec::new();
    for (name, text) in sources() {
        for (at, line) in code(&text) {
            let gives_up = [
                ".unwrap()",
                ".expect(",
                "panic!(",
                "unreachable!(",
                "todo!(",
                "unimplemented!(",
            ];
            if gives_up.iter().any(|word| line.contains(word)) {
                found.push(format!("src/{name}:{at}: {}", line.trim()));
            }
        }
    }
    none(found);
}

#[test]
fn nothing_is_left_for_later() {
    let mut found = Vec::new();
    for (name, text) in sources() {
        for (at, line) in text.lines().enumerate() {
            if ["TODO", "FIXME", "XXX", "dbg!"]
                .iter()
                .any(|word| line.contains(word))
            {
                found.push(format!("src/{name}:{}: {}", at + 1, line.trim()));
            }
        }
    }
    none(found);
}

#[test]
fn files_stay_short_and_say_what_they_own() {
    let mut found = Vec::new();
    for (name, text) in sources() {
        let lines = text.lines().count();
        if lines > LONGEST {
            found.push(format!("src/{name}: {lines} lines"));
        }
        if !text.starts_with("//! ") {
            found.push(format!("src/{name}: does not begin with what it owns"));
        }
    }
    none(found);
}
