//! Owns texts that come near to what is meant, and texts that do not.

#![allow(dead_code)] // each test binary uses its own part

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

/// What somebody could type into a field.
pub fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "n",
        "m",
        "k",
        "tiles",
        "T",
        "4",
        "24",
        "0",
        "1/2",
        "½",
        "²",
        "^",
        "(",
        ")",
        "|",
        "√",
        "+",
        "-",
        "−",
        "×",
        "/",
        "=",
        ",",
        ";",
        ":",
        ".",
        "..",
        " ",
        "\n",
        "\t",
        "none",
        "by",
        "!",
        "[",
        "]",
        "{",
        "}",
        "{{",
        "}}",
        "[[",
        "]]",
        "$",
        "é",
        "🏊",
        "\u{202e}",
        "\u{0}",
        "999999999999999999",
        "for",
        "in",
        "and",
        "is whole",
        "<",
        ">",
        "&",
        "\"",
        "'",
        "²³",
        "𝟜",
        "٣",
        "\\frac",
        "\\sqrt",
        "\\text{",
        "\\",
        "_",
        "₁",
        "ⁿ",
        "³√",
        "，",
        "ｎ",
        "π",
        "°",
        "€",
        "⟦",
        "{1, 2}",
        "yes",
        "R1C2",
        "\u{301}",
    ]);
    prop_oneof![
        prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat()),
        any::<String>(),
    ]
}

/// What a student may type: one of these, one with something put in, or anything.
pub fn response(known: &'static [String]) -> impl Strategy<Value = String> {
    let one = move || any::<prop::sample::Index>().prop_map(|at| at.get(known).clone());
    let changed = (one(), any::<prop::sample::Index>(), hostile()).prop_map(put_in);
    prop_oneof![one(), changed, hostile()]
}

fn put_in((text, at, piece): (String, prop::sample::Index, String)) -> String {
    let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
    let place = match places.as_slice() {
        [] => 0,
        places => *at.get(places),
    };
    [&text[..place], &piece, &text[place..]].concat()
}

/// So many values, the same ones in every run.
pub fn always<T>(count: usize, of: impl Strategy<Value = T>) -> Vec<T> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Default::default(), rng);
    let mut one = || of.new_tree(&mut runner).expect("a value").current();
    (0..count).map(|_| one()).collect()
}
