//! What the answer key says of an ask in a case.

use lowfloor::proof::key::{Answer, Key, key};
use lowfloor::publish::library;
use std::path::Path;

/// Task, ask, number of the row; then each answer as text, a case before it, `≈` before an example, `…` behind what is not all.
const EXPECTED: [(&str, &str, usize, &str); 14] = [
    ("pool-border", "count:1", 0, "24 tiles"),
    ("pool-border", "count:1", 2, "44 tiles"),
    ("pool-border", "take-a-guess:1", 1, "44 tiles"),
    (
        "pool-border",
        "several-pools:1",
        0,
        "n = 3: 16 tiles; n = 7: 32 tiles; n = 10: 44 tiles; n = 100: 404 tiles; ≈ n = 4: 20 tiles",
    ),
    ("pool-border", "any-pool:1", 0, "4n + 4 …"),
    ("pool-border", "another-way:1", 0, "4(n + 1)"),
    ("pool-border", "which-square-was-it:1", 0, "none"),
    ("pool-border", "which-square-was-it:2", 0, "11"),
    (
        "pool-border",
        "backwards-for-any-pool:1",
        0,
        "(tiles − 4)/4 …",
    ),
    (
        "pool-border",
        "a-longer-pool:1",
        0,
        "n = 3, m = 5: 20 tiles; n = 6, m = 9: 34 tiles; n = 10, m = 100: 224 tiles",
    ),
    (
        "pool-border",
        "which-pool-was-it:1",
        0,
        "n = 1, m = 7; n = 2, m = 6; n = 3, m = 5; n = 4, m = 4",
    ),
    ("pool-border", "two-rows-of-tiles:1", 1, "120 tiles"),
    (
        "pool-border",
        "two-rows-of-tiles-three-rows:1",
        0,
        "(n + 2k)² − n² …",
    ),
    ("pool-border", "exit-ticket:1", 0, "…"),
];

#[test]
fn the_key_says_what_is_right() {
    let library = library(Path::new(env!("CARGO_MANIFEST_DIR")));
    for (name, id, row, expected) in EXPECTED {
        let task = library.tasks.iter().find(|task| task.name == name);
        let task = task.unwrap_or_else(|| panic!("no task {name}"));
        let at = task.model.asks.iter().position(|ask| ask.id == id);
        let at = at.unwrap_or_else(|| panic!("no ask {id}"));
        let variant = task.model.variant_of_ask(&task.model.asks[at]);
        let row = &variant.expect("a variant").rows[row];
        assert_eq!(text(&key(task, at, row)), expected, "{id}");
    }
}

fn text(key: &Key) -> String {
    let answer = |answer: &Answer| {
        let sign = if answer.example { "≈ " } else { "" };
        let of = match answer.of.as_str() {
            "" => String::new(),
            of => format!("{of}: "),
        };
        format!("{sign}{of}{}", answer.text)
    };
    let all: Vec<String> = key.answers.iter().map(answer).collect();
    let more = if key.more { " …" } else { "" };
    format!("{}{more}", all.join("; ")).trim().to_string()
}
