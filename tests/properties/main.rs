//! Laws that hold for any input: nothing panics, places are true, what is written is read again, the same is said for ever.
//!
//! Each law is tried on 1,000 cases, `LOWFLOOR_CASES` in their place, drawn from the seed `LOWFLOOR_SEED`: the same cases
//! in every run.

mod equal;
mod formulas;
#[allow(dead_code)] // the fuzzer uses all of it
#[path = "../fuzz/inputs.rs"]
mod inputs;
mod judging;
#[path = "../fuzz/lines.rs"]
mod lines;
#[path = "../markup/mod.rs"]
mod markup;
mod own;
mod replay;
mod rewriting;
#[path = "../strange/mod.rs"]
mod strange;
#[path = "../tables/mod.rs"]
mod tables;
mod texts;
mod work;

use inputs::{Bench, bench};
use proptest::test_runner::{Config, RngSeed};
use std::sync::LazyLock;
use tables::Shelf;

/// The tasks of the tables and of the library, read once.
static SHELF: LazyLock<Shelf> = LazyLock::new(tables::shelf);

/// Every ask of them in every case.
static BENCH: LazyLock<Bench> = LazyLock::new(|| bench(SHELF.tasks().cloned().collect()));

/// The number that an environment variable holds.
fn given(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// How many cases of a law are tried, and which.
fn law() -> Config {
    let cases = given("LOWFLOOR_CASES").unwrap_or(1_000) as u32;
    Config {
        cases,
        max_global_rejects: cases.max(1_024),
        rng_seed: RngSeed::Fixed(given("LOWFLOOR_SEED").unwrap_or(1)),
        failure_persistence: None,
        ..Config::default()
    }
}
