//! How long judging takes, natively and in the page, by the sort of the ask. Not a test: nothing fails, and it is only run
//! when asked for.
//!
//! ```text
//! cargo test --release --test speed -- --ignored --nocapture
//! ```

mod driver;
#[allow(dead_code)]
mod scratch;
mod tables;

use driver::{Browser, Start, start};
use lowfloor::browser::calls::{PART, judge};
use lowfloor::engine::model::{Find, Model, Row, Sort};
use lowfloor::engine::wire;
use lowfloor::page::lesson;
use lowfloor::publish::{library, site};
use lowfloor::site::write;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

/// How often a row is judged for one time, and how many times are taken.
const TIMES: usize = 10;
/// How many of the slowest rows are told.
const TOLD: usize = 15;

/// A row of the tables as the page would ask it.
struct Call {
    at: String,
    sort: &'static str,
    text: String,
}

fn sort(of: &Sort) -> &'static str {
    match of {
        Sort::Value(asked) if asked.find != Find::One => "find",
        Sort::Value(asked) if !asked.given.is_empty() => "inverse",
        Sort::Value(_) => "value",
        Sort::Table(_) => "table",
        Sort::Rule(_) => "rule",
        _ => "choice, words, guess",
    }
}

fn case(row: &Row) -> String {
    let values: Vec<String> = row
        .iter()
        .map(|(name, value)| format!("{name}={}", value.exact_text()))
        .collect();
    if values.is_empty() {
        "0".to_string()
    } else {
        values.join(",")
    }
}

/// The rows of the tables, by their task.
fn calls(shelf: &tables::Shelf) -> BTreeMap<String, Vec<Call>> {
    let mut calls: BTreeMap<String, Vec<Call>> = BTreeMap::new();
    for line in tables::lines() {
        let (task, ask, row) = shelf
            .desk(&line.address, &line.case)
            .expect("a row that can be tried");
        let (last, before) = line.responses.split_last().expect("a response");
        let part = PART.to_string();
        let one = |text: &String| [&ask.id, &case(&row), text].map(String::as_str).join(&part);
        let text = std::iter::once(last)
            .chain(before)
            .map(one)
            .collect::<Vec<_>>()
            .join(&part);
        let shown: String = last.chars().take(30).collect();
        let call = Call {
            at: format!("{} {} `{shown}`", line.at, ask.id),
            sort: sort(&ask.sort),
            text,
        };
        calls.entry(task.name.clone()).or_default().push(call);
    }
    calls
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The table of the sorts, and the slowest rows, in microseconds.
fn tell(title: &str, mut rows: Vec<(f64, &'static str, String)>) {
    println!(
        "\n{title}\n{:<22}{:>6}{:>10}{:>10}",
        "ask", "rows", "median", "slowest"
    );
    let mut sorts: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (time, sort, _) in &rows {
        sorts.entry(sort).or_default().push(*time);
    }
    for (sort, times) in sorts {
        let slowest = times.iter().copied().fold(0.0, f64::max);
        println!(
            "{sort:<22}{:>6}{:>7.0} µs{slowest:>7.0} µs",
            times.len(),
            median(times)
        );
    }
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (time, _, at) in rows.iter().take(TOLD) {
        println!("{time:>9.0} µs  {at}");
    }
}

fn model(shelf: &tables::Shelf, name: &str) -> (String, Model) {
    let text = lesson(shelf.task(name).expect("a task"), &Default::default()).model;
    let model = wire::read(&text).expect("the page's model");
    (text, model)
}

#[test]
#[ignore = "a measurement"]
fn natively() {
    let shelf = tables::shelf();
    let mut rows = Vec::new();
    for (name, calls) in calls(&shelf) {
        let (_, model) = model(&shelf, &name);
        for call in calls {
            let once = || {
                let start = Instant::now();
                std::hint::black_box(judge(&model, &call.text));
                start.elapsed().as_secs_f64() * 1e6
            };
            rows.push((
                median((0..TIMES).map(|_| once()).collect()),
                call.sort,
                call.at,
            ));
        }
    }
    tell("natively", rows);
}

/// Times of each call in microseconds: a browser's clock is coarse, so a call is repeated until it shows.
const TIMED: &str = r#"
var [text, calls, times, done] = arguments;
var bytes = Uint8Array.from(atob(ENGINE), function (c) { return c.charCodeAt(0); });
var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
new Response(stream).arrayBuffer().then(WebAssembly.instantiate).then(function (engine) {
  var lf = engine.instance.exports;
  function give(text) {
    var bytes = new TextEncoder().encode(text), at = lf.lf_room(bytes.length);
    new Uint8Array(lf.memory.buffer, at, bytes.length).set(bytes);
    return [at, bytes.length];
  }
  var given = give(text), model = lf.lf_open(given[0], given[1]);
  function once(call) {
    var given = give(call), at = lf.lf_judge(model, given[0], given[1]);
    var length = new DataView(lf.memory.buffer).getUint32(at, true);
    new TextDecoder().decode(new Uint8Array(lf.memory.buffer, at + 4, length));
    lf.lf_free(given[0], given[1]); lf.lf_free(at, length + 4);
  }
  function time(call) {
    var count = 0, start = performance.now(), end;
    do { once(call); count += 1; end = performance.now(); } while (end - start < 2);
    return 1000 * (end - start) / count;
  }
  calls.slice(0, 20).forEach(time);
  done(calls.map(function (call) {
    var all = [];
    for (var at = 0; at < times; at += 1) all.push(time(call));
    return all;
  }));
});"#;

fn page() -> Option<Browser> {
    let Start::Ready(browser) = start() else {
        println!("skipped: no browser");
        return None;
    };
    let library = library(Path::new(env!("CARGO_MANIFEST_DIR")));
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("speed");
    write(&site(&library).expect("the theme renders"), &out, &[]).expect("the site is written");
    let lesson = out.join("lessons/pool-border/index.html");
    browser.open(&format!("file://{}", lesson.display()));
    Some(browser)
}

#[test]
#[ignore = "a measurement"]
fn in_the_page() {
    let Some(browser) = page() else { return };
    let shelf = tables::shelf();
    let mut rows = Vec::new();
    for (name, calls) in calls(&shelf) {
        let (text, _) = model(&shelf, &name);
        for some in calls.chunks(40) {
            let texts: Vec<&str> = some.iter().map(|call| call.text.as_str()).collect();
            let times = browser.run_async(TIMED, &[json!(text), json!(texts), json!(TIMES)]);
            for (at, call) in some.iter().enumerate() {
                let all = times[at]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(|time| time.as_f64());
                rows.push((median(all.collect()), call.sort, call.at.clone()));
            }
        }
    }
    tell("in the page", rows);
}

/// The length of what gzip makes of a text, as a server would send it.
fn packed(bytes: &[u8]) -> usize {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let mut gzip = Command::new("gzip")
        .args(["-9", "-c"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("gzip");
    let mut input = gzip.stdin.take().expect("its input is piped");
    let bytes = bytes.to_vec();
    let writing = std::thread::spawn(move || input.write_all(&bytes));
    let output = gzip.wait_with_output().expect("gzip").stdout;
    writing.join().expect("a thread").expect("all is written");
    output.len()
}

#[test]
#[ignore = "a measurement"]
fn weight() {
    let library = library(Path::new(env!("CARGO_MANIFEST_DIR")));
    let files = site(&library).expect("the theme renders").files;
    let file = |name: &str| files.get(name).expect("a file of the site").as_slice();
    let script = file("lessons/assets/lowfloor.js");
    // The first line carries the engine.
    let split = script.iter().position(|sign| *sign == b'\n').unwrap_or(0);
    let (engine, rest) = script.split_at(split);
    let page = file("lessons/pool-border/index.html");
    let style = file("lessons/assets/lowfloor.css");
    println!(
        "\nas sent, gzipped\n{:<28}{:>8}{:>8}",
        "part", "plain", "sent"
    );
    for (part, bytes) in [
        ("page of the pool border", page),
        ("style", style),
        ("script without the engine", rest),
        ("engine", engine),
    ] {
        println!("{part:<28}{:>8}{:>8}", bytes.len(), packed(bytes));
    }
    let sent = packed(page) + packed(style) + packed(script);
    println!(
        "{:<28}{:>8}{sent:>8}",
        "all, in three requests",
        page.len() + style.len() + script.len()
    );
}
