//! The inputs a fuzzer found worth keeping, and every one that once broke a law.

use crate::inputs::{bench, tried};
use crate::lines;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// How many inputs a file of the fuzzer has, none of which breaks a law.
fn replayed(name: &str) -> usize {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bench = bench(root);
    let inputs = lines::read(&root.join("tests/fuzz").join(name));
    let breaks =
        |input: &&Vec<u8>| catch_unwind(AssertUnwindSafe(|| tried(&bench, input))).is_err();
    let broken: Vec<String> = inputs
        .iter()
        .filter(breaks)
        .map(|input| lines::written(input))
        .collect();
    assert!(broken.is_empty(), "{name}:\n{}", broken.join("\n"));
    inputs.len()
}

#[test]
fn what_a_fuzzer_found_breaks_no_law() {
    let count = replayed("corpus.txt");
    assert!(count > 1_000, "{count} inputs");
}

#[test]
fn what_once_broke_a_law_breaks_none() {
    replayed("failed.txt");
}
