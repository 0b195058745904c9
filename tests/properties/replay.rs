//! The inputs a fuzzer found worth keeping, and every one that once broke a law.

use crate::BENCH;
use crate::inputs::tried;
use crate::{lines, tables};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How many inputs a file of the fuzzer has, none of which breaks a law.
fn replayed(name: &str) -> usize {
    let inputs = lines::read(&tables::folder().join("fuzz").join(name));
    let breaks =
        |input: &&Vec<u8>| catch_unwind(AssertUnwindSafe(|| tried(&BENCH, input))).is_err();
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
