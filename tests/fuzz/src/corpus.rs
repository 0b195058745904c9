//! Turns the kept inputs, a line each, into the files a fuzzer wants and back.
//!
//! ```text
//! corpus seeds DIR     the rows of the tables and the texts of the tasks as inputs
//! corpus unpack DIR    the lines of `corpus.txt` and `failed.txt` as inputs
//! corpus pack DIR      `corpus.txt` from the inputs: of each sort the shortest, up to the size it may have
//! ```

#[allow(dead_code)] // only the fuzzer tries them
#[path = "../inputs.rs"]
mod inputs;
#[path = "../lines.rs"]
mod lines;
#[path = "../../markup/mod.rs"]
mod markup;

use inputs::{Bench, PART, SORTS, bench, sort};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Most bytes of `corpus.txt` that one sort of input may fill.
const SHARE: usize = 32_000;

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["seeds", folder] => unpack(Path::new(folder), &seeds()),
        ["unpack", folder] => unpack(Path::new(folder), &kept()),
        ["pack", folder] => pack(Path::new(folder)),
        _ => eprintln!("corpus seeds|unpack|pack DIR"),
    }
}

fn kept() -> Vec<Vec<u8>> {
    let files = ["corpus.txt", "failed.txt"].map(|name| here().join(name));
    files.iter().flat_map(|file| lines::read(file)).collect()
}

fn unpack(folder: &Path, inputs: &[Vec<u8>]) {
    fs::create_dir_all(folder).expect("a folder");
    for (at, input) in inputs.iter().enumerate() {
        fs::write(
            folder.join(format!("{}{at:05}", sort(input) as char)),
            input,
        )
        .expect("a file");
    }
    println!("{} inputs", inputs.len());
}

fn pack(folder: &Path) {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let mut inputs: Vec<Vec<u8>> = entries
        .map(|entry| fs::read(entry.path()).expect("a file"))
        .collect();
    inputs.sort_by(|a, b| a.len().cmp(&b.len()).then(a.cmp(b)));
    let mut lines = String::new();
    for wanted in SORTS {
        let before = lines.len();
        for input in inputs.iter().filter(|input| sort(input) == *wanted) {
            let line = lines::written(&[&[*wanted], input.get(1..).unwrap_or(&[])].concat());
            if lines.len() + line.len() < before + SHARE {
                lines.push_str(&line);
                lines.push('\n');
            }
        }
    }
    println!("{} of {} inputs", lines.lines().count(), inputs.len());
    fs::write(here().join("corpus.txt"), lines).expect("a file");
}

// ---- seeds ----

/// The lines of every table in a folder of the tests, cut into their columns.
fn rows(folder: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for text in texts(&here().join("..").join(folder), "tsv") {
        let lines = text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with("# "));
        rows.extend(lines.map(|line| line.split('\t').map(str::to_string).collect()));
    }
    rows
}

fn texts(folder: &Path, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(folder)
        .expect("a folder")
        .flatten()
        .map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read_to_string(path).expect("text"))
        .collect()
}

fn seeds() -> Vec<Vec<u8>> {
    let bench = bench(inputs::tasks(&here().join("../..")));
    let mut all = BTreeSet::new();
    responses(&bench, &mut all);
    for row in rows("reading").iter().filter(|row| row.len() > 2) {
        all.insert(format!("s{}", row[2]).into_bytes());
        all.insert(format!("a{}", row[2]).into_bytes());
    }
    for row in rows("equality").iter().filter(|row| row.len() > 2) {
        let formulas = [1, 2].map(|at| row[at].replace(['x', 'a'], "n").replace(['y', 'b'], "m"));
        all.insert(format!("e{}", formulas.join(&PART.to_string())).into_bytes());
        all.insert(format!("a{}", formulas[0]).into_bytes());
    }
    for kind in [
        "1..20",
        "1..",
        "0..1 step 0.01",
        "any",
        "any 0..",
        "[10, 20]",
        "-3..1/2 step 1/4",
        "list of 5 from 1..30",
        "set of 1..40",
        "sum of 1..",
        "order of [1, 2, 3]",
        "table 3 by 3 from 1..9",
        "cells of pool",
        "points of pool",
        "calculation",
    ] {
        all.insert(format!("k{kind}").into_bytes());
    }
    tasks(&mut all);
    all.into_iter().collect()
}

fn responses(bench: &Bench, all: &mut BTreeSet<Vec<u8>>) {
    let mut address = String::new();
    for row in rows("judging").iter().filter(|row| row.len() > 2) {
        if !row[0].is_empty() {
            address = row[0].clone();
        }
        let (task, place) = address.split_once('#').unwrap_or((&address, ""));
        let desk = bench
            .bytes(task, place)
            .or_else(|| bench.bytes(task, &format!("{place}:1")));
        let Some(desk) = desk else { continue };
        let typed: Vec<&str> = row[2].split('⏎').collect();
        for pair in typed.chunks(2) {
            let one = |text: &str| [&desk, text.as_bytes()].concat();
            all.insert(match pair {
                [first, second] => [b"h".as_slice(), &one(first), &[0x1f], &one(second)].concat(),
                _ => [b"r".as_slice(), &one(pair[0])].concat(),
            });
        }
        all.insert(format!("c{place}:1{PART}0{PART}{}", row[2]).into_bytes());
    }
}

fn tasks(all: &mut BTreeSet<Vec<u8>>) {
    for text in texts(&here().join("../messages"), "md") {
        let (words, maths) = text
            .split_once("\n```yaml variants\n")
            .unwrap_or((&text, ""));
        all.insert(format!("t{}{PART}{words}", maths.trim_end_matches("```\n")).into_bytes());
    }
    let tasks = fs::read_dir(here().join("../judging/tasks"))
        .expect("the tasks")
        .flatten();
    for task in tasks.map(|entry| entry.path()) {
        let text = |name: &str| fs::read_to_string(task.join(name)).unwrap_or_default();
        let (maths, words) = (text("variants.yaml"), text("task.md"));
        let start = Instant::now();
        let carried = inputs::carried(&words, &maths);
        // What takes long makes few inputs.
        if start.elapsed() < Duration::from_millis(300) {
            all.insert(format!("t{maths}{PART}{words}").into_bytes());
        }
        all.insert(format!("w{carried}").into_bytes());
    }
}
