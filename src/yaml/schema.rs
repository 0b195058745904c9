//! Owns how the names of the format are shown to editors, as JSON Schema, and to authors, as a page of tables. Knows nothing of
//! how they are read.

use super::keys::{self, Key, Takes};
use serde_json::{Map, Value, json};

/// A file of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// `variants.yaml`.
    Variants,
    /// The top of `task.md`.
    Front,
    /// `site.yaml`.
    Site,
}

impl File {
    fn keys(self) -> &'static [Key] {
        match self {
            File::Variants => keys::VARIANTS,
            File::Front => keys::FRONT,
            File::Site => keys::SITE,
        }
    }

    fn title(self) -> &'static str {
        match self {
            File::Variants => "variants.yaml of a lowfloor task",
            File::Front => "the top of a lowfloor task.md",
            File::Site => "site.yaml of lowfloor",
        }
    }
}

/// A JSON Schema (draft 7, which editors know) of a file, as text.
pub fn schema(file: File) -> String {
    let mut schema = Map::new();
    let draft = "http://json-schema.org/draft-07/schema#";
    schema.insert("$schema".to_string(), draft.into());
    schema.insert("title".to_string(), file.title().into());
    schema.extend(group(file.keys()));
    let text = serde_json::to_string_pretty(&Value::Object(schema));
    text.unwrap_or_default() + "\n"
}

/// Names of the format, and no others.
fn group(keys: &[Key]) -> Map<String, Value> {
    let property = |key: &Key| {
        let mut property = takes(&key.takes);
        property.insert("description".to_string(), key.says.into());
        (key.name.to_string(), Value::Object(property))
    };
    let properties: Map<String, Value> = keys.iter().map(property).collect();
    let needed = keys.iter().filter(|key| key.needed);
    let required: Vec<&str> = needed.map(|key| key.name).collect();
    let mut group = Map::new();
    group.insert("type".to_string(), json!(["object", "null"]));
    group.insert("properties".to_string(), Value::Object(properties));
    group.insert("additionalProperties".to_string(), false.into());
    if !required.is_empty() {
        group.insert("required".to_string(), json!(required));
    }
    group
}

fn takes(takes: &Takes) -> Map<String, Value> {
    let written = match takes {
        Takes::Keys(keys) => return group(keys),
        Takes::Text => json!({"type": ["string", "number", "boolean", "null"]}),
        Takes::Value | Takes::List => json!({"type": ["string", "number", "boolean", "array"]}),
        Takes::Word(words) => json!({"enum": with_switches(words)}),
        Takes::Named(inner) => json!({
            "type": ["object", "null"],
            "additionalProperties": self::takes(inner),
        }),
        Takes::Each(inner) => json!({"type": "array", "items": self::takes(inner)}),
        Takes::Either(all) => {
            let all: Vec<Map<String, Value>> = all.iter().map(self::takes).collect();
            json!({"anyOf": all})
        }
    };
    match written {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// An editor reads `true` without quotes as no text; where it is one of the words, both count.
fn with_switches(words: &[&str]) -> Vec<Value> {
    let mut all: Vec<Value> = words.iter().map(|word| Value::from(*word)).collect();
    for (word, value) in [("true", true), ("false", false)] {
        if words.contains(&word) {
            all.push(value.into());
        }
    }
    all
}

const BEGIN: &str = include_str!("reference.md");

/// All names of the format as a page in Markdown.
pub fn reference() -> String {
    let mut page = BEGIN.to_string();
    table("The top of `task.md`", keys::FRONT, &mut page);
    table("`site.yaml`", keys::SITE, &mut page);
    table("`variants.yaml`", keys::VARIANTS, &mut page);
    table("A quantity in braces", keys::BRACES, &mut page);
    for (sort, keys) in keys::FIGURES {
        table(&format!("A figure: `{sort}`"), keys, &mut page);
    }
    table("A shape of a `drawing`", keys::SHAPE, &mut page);
    page
}

fn table(title: &str, keys: &'static [Key], page: &mut String) {
    page.push_str(&format!(
        "\n## {title}\n\n| name | takes | what it is |\n|---|---|---|\n"
    ));
    for key in keys {
        line(key, "", page);
    }
}

/// The line of a name, and below it those of the names in its braces.
fn line(key: &Key, before: &str, page: &mut String) {
    let must = if key.needed { "; must be there" } else { "" };
    let name = format!("{before}{}", key.name);
    page.push_str(&format!(
        "| `{name}` | {}{must} | {} |\n",
        in_words(&key.takes),
        key.says.replace('|', "\\|")
    ));
    if let Takes::Keys(inside) = key.takes {
        for inner in inside {
            line(inner, &format!("{name}: "), page);
        }
    }
}

fn in_words(takes: &Takes) -> String {
    match takes {
        Takes::Text => "text".to_string(),
        Takes::Value => "value".to_string(),
        Takes::Word(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            words.join(", ")
        }
        Takes::List => "value or list".to_string(),
        Takes::Named(inner) => match inner {
            Takes::Named(inner) => format!("names, each with names, each with {}", in_words(inner)),
            Takes::Either(_) => "names of your own".to_string(),
            inner => format!("names, each with a {}", in_words(inner)),
        },
        Takes::Keys(_) => "braces".to_string(),
        Takes::Each(_) => "list of shapes".to_string(),
        Takes::Either(all) => {
            let all: Vec<String> = all.iter().map(in_words).collect();
            all.join(" or ")
        }
    }
}
