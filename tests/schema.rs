//! The schemas for editors: every file of the repository fits them, and they hold the names that the reader knows, no others.

#[allow(dead_code)]
mod scratch;

use lowfloor::diagnostic::{Diagnostic, Files, Place};
use lowfloor::yaml::schema::{self, File};
use lowfloor::yaml::{self, Node};
use serde_json::Value;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema(file: File) -> Value {
    serde_json::from_str(&schema::schema(file)).expect("JSON")
}

fn whole(files: &mut Files, text: &str) -> Place {
    let file = files.add("a.yaml", text);
    Place {
        file,
        range: 0..text.len(),
    }
}

/// A small walk over a schema, for as much of it as is in use: where a node does not fit, and why.
fn misfit(node: &Node, schema: &Value, path: &str) -> Option<String> {
    let no = |why: &str| Some(format!("{path}: {why}"));
    if let Some(all) = schema["anyOf"].as_array() {
        let misfits: Vec<String> = all
            .iter()
            .filter_map(|one| misfit(node, one, path))
            .collect();
        return (misfits.len() == all.len()).then(|| misfits.join(" / "));
    }
    if let Some(words) = schema["enum"].as_array() {
        let fits = |text: &str| words.iter().any(|word| word == text);
        return match node {
            Node::Scalar(scalar) if fits(&scalar.text) => None,
            _ => no("none of its words"),
        };
    }
    let types = match &schema["type"] {
        Value::Array(types) => types.clone(),
        one => vec![one.clone()],
    };
    let named = |name: &str| types.iter().any(|sort| sort == name);
    match node {
        Node::Scalar(_) if named("string") => None,
        Node::Nothing(_) if named("null") => None,
        Node::List(items, _) if named("array") => items
            .iter()
            .filter(|_| !schema["items"].is_null())
            .find_map(|item| misfit(item, &schema["items"], path)),
        Node::Map(pairs, _) if named("object") => {
            for needed in schema["required"].as_array().into_iter().flatten() {
                if !pairs.iter().any(|(key, _)| needed == key.text.as_str()) {
                    return no(&format!("{needed} is missing"));
                }
            }
            pairs.iter().find_map(|(key, value)| {
                let path = format!("{path}.{}", key.text);
                let known = schema["properties"].get(&key.text);
                match known.unwrap_or(&schema["additionalProperties"]) {
                    Value::Bool(false) | Value::Null => Some(format!("{path}: unknown")),
                    inner => misfit(value, inner, &path),
                }
            })
        }
        _ => no("another shape"),
    }
}

fn misfit_of(text: &str, file: File) -> Option<String> {
    let mut files = Files::default();
    let at = whole(&mut files, text);
    let node = yaml::read(&files, &at, &mut Vec::new()).expect("YAML");
    misfit(&node, &schema(file), "")
}

/// The YAML at the top of a `task.md`.
fn front(text: &str) -> String {
    let mut files = Files::default();
    let file = files.add("task.md", text);
    let document = lowfloor::markdown::read(&files, file, &mut Vec::new());
    let at = document.front.expect("front matter");
    text.get(at.range).expect("a range").to_string()
}

#[test]
fn every_file_of_the_repository_fits() {
    let mut read = 0;
    let mut told = Vec::new();
    for folder in [
        "tasks",
        "tests/gallery",
        "tests/judging/tasks",
        "tests/sites",
    ] {
        for (name, bytes) in scratch::files(&root().join(folder)) {
            let text = String::from_utf8_lossy(&bytes).to_string();
            let (text, file) = match name.rsplit('/').next().expect("a name") {
                "variants.yaml" => (text, File::Variants),
                "site.yaml" => (text, File::Site),
                "task.md" => (front(&text), File::Front),
                _ => continue,
            };
            read += 1;
            told.extend(misfit_of(&text, file).map(|why| format!("{folder}/{name}{why}")));
        }
    }
    assert!(read > 60, "only {read} files");
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn what_the_reader_refuses_does_not_fit() {
    for (text, file) in [
        ("titel: The pool", File::Front),
        ("summary: no title", File::Front),
        ("title: [The, pool]", File::Front),
        ("title: T\nkeypad: never", File::Front),
        ("title: T\nnames: n", File::Front),
        ("titles: x", File::Site),
        ("quantitys: {n: 1..}", File::Variants),
        ("variants: {square: [5, 7]}", File::Variants),
        ("quantities: {n: {im: 1..}}", File::Variants),
        (
            "figures: {f: {gird: {rows: 1, columns: 2}}}",
            File::Variants,
        ),
        ("figures: {f: {grid: {rows: 1}}}", File::Variants),
        (
            "figures: {f: {drawing: , shapes: {dot: [0, 0]}}}",
            File::Variants,
        ),
    ] {
        assert!(misfit_of(text, file).is_some(), "{text}");
    }
}

/// A place where names of the format stand: a text with `KEY` in it, what the schema says there, and the reader's trouble.
struct Spot {
    text: String,
    properties: Vec<String>,
    file: File,
}

fn properties(schema: &Value) -> Vec<String> {
    let found = schema["properties"].as_object().expect("properties");
    found.keys().cloned().collect()
}

fn spots() -> Vec<Spot> {
    let variants = schema(File::Variants);
    let spot = |text: &str, at: &Value, file| Spot {
        text: text.to_string(),
        properties: properties(at),
        file,
    };
    let mut spots = vec![
        spot("KEY: {a: b}", &schema(File::Front), File::Front),
        spot("KEY: {a: b}", &schema(File::Site), File::Site),
        spot("KEY: {a: b}", &variants, File::Variants),
    ];
    let all = |at: &Value| at["anyOf"].as_array().expect("several").clone();
    let quantity = &all(&variants["properties"]["quantities"]["additionalProperties"])[1];
    spots.push(spot("quantities: {q: {KEY: 1}}", quantity, File::Variants));
    for figure in all(&variants["properties"]["figures"]["additionalProperties"]) {
        let word = figure["required"][0].as_str().expect("a word").to_string();
        let inner = &figure["properties"][&word];
        let needed = inner["required"].as_array().cloned().unwrap_or_default();
        let needed: Vec<String> = needed.iter().map(|name| format!("{name}: 1")).collect();
        let size = needed.join(", ");
        let text = format!("figures: {{f: {{{word}: {{{size}}}, KEY: {{a: b}}}}}}");
        // A second sort in one figure is another fault, and `dots` belongs to a line as well.
        let mut beside = spot(&text, &figure, File::Variants);
        beside.properties.retain(|name| *name != word);
        spots.push(beside);
        let text = format!("figures: {{f: {{{word}: {{KEY: 1}}}}}}");
        spots.push(spot(&text, inner, File::Variants));
        if word == "drawing" {
            let shape = &figure["properties"]["shapes"]["items"];
            let beside = "figures: {f: {drawing: {}, shapes: [{dot: [0, 0], KEY: 1}]}}";
            let mut beside = spot(beside, shape, File::Variants);
            beside.properties.retain(|name| name != "dot");
            spots.push(beside);
        }
    }
    spots
}

fn is_unknown(spot: &Spot, key: &str) -> bool {
    let mut files = Files::default();
    let at = whole(&mut files, &spot.text.replace("KEY", key));
    let mut trouble: Vec<Diagnostic> = Vec::new();
    let node = yaml::read(&files, &at, &mut trouble).expect("YAML");
    match spot.file {
        File::Front => drop(yaml::front_matter(&node, &mut trouble)),
        File::Site => drop(yaml::site_settings(&node, &mut trouble)),
        File::Variants => drop(yaml::variants(&node, &mut trouble)),
    }
    let at_key = format!("`{key}` is not a part of");
    trouble
        .iter()
        .any(|found| found.code == "unknown-key" && found.message.starts_with(&at_key))
}

#[test]
fn the_reader_knows_the_names_of_the_schema_and_no_others() {
    let spots = spots();
    assert!(spots.len() > 17, "only {} places", spots.len());
    let mut every: Vec<String> = spots
        .iter()
        .flat_map(|spot| spot.properties.clone())
        .collect();
    every.extend(["titel", "colour", "row", "Title"].map(str::to_string));
    every.sort();
    every.dedup();
    let sorts = ["grid", "drawing", "dots", "table", "graph", "line", "bar"];
    let shapes = [
        "line",
        "rectangle",
        "square",
        "dot",
        "circle",
        "ellipse",
        "polygon",
        "path",
        "curve",
        "cube",
        "text",
        "field",
    ];
    for spot in &spots {
        for key in &every {
            let listed = spot.properties.contains(key);
            // A second word for the sort of a figure or a shape changes what is read there.
            let is_figure = spot.text.starts_with("figures: {f:") && spot.text.contains("}, KEY");
            if is_figure && sorts.contains(&key.as_str()) && !listed {
                continue;
            }
            if spot.text.contains("dot: [0, 0], KEY") && shapes.contains(&key.as_str()) {
                continue;
            }
            assert_eq!(is_unknown(spot, key), !listed, "`{key}` in `{}`", spot.text);
        }
    }
}

/// The guide carries the names as the program knows them; `UPDATE=1` writes them.
#[test]
fn the_guide_carries_the_reference() {
    let path = root().join("guide/tasks/reference/task.md");
    if std::env::var_os("UPDATE").is_some() {
        scratch::write(&path, schema::reference());
    }
    let carried = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        carried == schema::reference(),
        "run with UPDATE=1 and read the difference"
    );
}
