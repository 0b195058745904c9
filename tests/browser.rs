//! What only a browser can show: the page of the pool border worked through from a double-clicked file.

mod corpora;
mod driver;
mod pages;
#[allow(dead_code)]
mod scratch;
mod strange;
mod tables;

use corpora::{equality, reading};
use driver::Browser;
use lowfloor::browser::calls::{PART, judge, pick, present, read};
use lowfloor::engine::model::{Model, Row};
use lowfloor::engine::template::Piece;
use lowfloor::engine::wire;
use lowfloor::page::lesson;
use lowfloor::task::{Part, Task};
use pages::{answer, browser, load_pool, open_pool, said, until};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Rows `ask, response, outcome, what the page must say`.
const WALK: &[(&str, &str, &str, &str)] = &[
    ("count:1", "24", "right", "24 tiles"),
    ("count:1", "4×5+4", "right", "24 tiles"),
    ("count:1", "20", "not-yet", "20 tiles"),
    ("count:1", "23", "not-yet", "23 tiles"),
    ("count:1", "lots", "unreadable", "lots"),
    ("any-pool:1", "4n+4", "right", "corner"),
    ("any-pool:1", "4(n+1)", "right", "pinwheel"),
    ("any-pool:1", "(n+2)² − n²", "right", "water"),
    ("any-pool:1", "T = 2n+2(n+2)", "right", "long rows"),
    ("any-pool:1", "3n+8", "partly", "n = 4"),
    ("any-pool:1", "3n+8", "partly", "n = 5"),
    ("any-pool:1", "4x+4", "unreadable", "side of the pool n"),
    ("fifty:1", "none", "right", "none"),
    ("which-pool-was-it:1", "3×5", "new", "Found so far: 1"),
    ("which-pool-was-it:1", "5 by 3", "again", "already"),
    ("which-pool-was-it:1", "1x7", "new", "Found so far: 2"),
];

/// Opens the engine that the page carries, a second time, with any model: gives the answers to these calls.
const CALLS: &str = r#"
var [text, calls, name, done] = arguments;
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
  done(calls.map(function (call) {
    var given = give(call), at = lf[name](model, given[0], given[1]);
    var length = new DataView(lf.memory.buffer).getUint32(at, true);
    return new TextDecoder().decode(new Uint8Array(lf.memory.buffer, at + 4, length));
  }));
});"#;

/// A row of the tables as the page would ask it: the last response first, then those before it, each with its ask.
fn call(row: &Row, responses: &[(String, &str)]) -> String {
    let case: Vec<String> = row
        .iter()
        .map(|(name, value)| format!("{name}={}", value.exact_text()))
        .collect();
    let case = if case.is_empty() {
        "0".to_string()
    } else {
        case.join(",")
    };
    let (last, before) = responses.split_last().expect("a response");
    let all = std::iter::once(last).chain(before);
    let part = PART.to_string();
    all.map(|(ask, text)| [ask, case.as_str(), text].join(&part))
        .collect::<Vec<_>>()
        .join(&part)
}

/// Judges the calls of a task natively and in the page; gives how many there were, all of them answered byte for byte alike.
fn alike(browser: &Browser, task: &Task, calls: &[String]) -> usize {
    let text = lesson(task, &Default::default()).model;
    let model = wire::read(&text).expect("the page's model");
    type Call = fn(&Model, &str) -> String;
    let both: [(&str, Call); 3] = [("lf_judge", judge), ("lf_read", read), ("lf_pick", pick)];
    for (export, native) in both {
        let page = browser.run_async(CALLS, &[json!(text), json!(calls), json!(export)]);
        for (at, call) in calls.iter().enumerate() {
            let native = native(&model, call);
            let came = page[at].as_str();
            assert_eq!(came, Some(native.as_str()), "{}: {call:?}", task.name);
        }
    }
    calls.len()
}

#[test]
fn every_row_of_the_tables_gets_the_same_in_wasm() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "tables");
    let shelf = tables::shelf();
    let mut calls: BTreeMap<String, Vec<String>> = Default::default();
    for line in tables::lines() {
        let (task, _, row) = shelf
            .desk(&line.address, &line.case)
            .expect("a row that can be tried");
        let id = |response| {
            let (address, text) = tables::given(&line.address, response);
            let (_, ask, _) = shelf.desk(&address, &line.case).expect("an ask");
            (ask.id.clone(), text)
        };
        let responses: Vec<(String, &str)> = line.responses.iter().map(|r| id(r)).collect();
        calls
            .entry(task.name.clone())
            .or_default()
            .push(call(&row, &responses));
    }
    let alike = calls.iter().map(|(name, calls)| {
        let task = shelf.task(name).expect("a task");
        alike(&browser, task, calls)
    });
    let compared: usize = alike.sum();
    assert!(compared > 700, "{compared} rows");
}

#[test]
fn every_row_of_the_corpora_gets_the_same_in_wasm() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "corpora");
    let mut compared = 0;
    for corpus in [equality("browser-equality"), reading("browser-reading")] {
        let mut calls: BTreeMap<usize, Vec<String>> = Default::default();
        for trial in &corpus.trials {
            // A row whose formula cannot be read has no ask; the native tests tell of it.
            let Ok((_, ask, row)) = corpus.desk(trial) else {
                continue;
            };
            let call = call(&row, &[(ask.id.clone(), trial.text.as_str())]);
            calls.entry(trial.task).or_default().push(call);
        }
        for (task, calls) in &calls {
            compared += alike(&browser, &corpus.tasks[*task], calls);
        }
    }
    assert!(compared > 1_500, "{compared} trials");
}

/// The task's model as a page carries it, with every figure of its text in a slot, whether it changes with the case or not.
fn with_all_figures(task: &Task) -> Model {
    let mut model = task.model.clone();
    for (section, text) in model.sections.iter_mut().zip(&task.sections) {
        let pieces = text.body.iter().flat_map(|part| match part {
            Part::Piece(piece) => std::slice::from_ref(piece),
            Part::Hint(template) | Part::Teacher(template) => template,
            _ => &[],
        });
        let figures = pieces.filter(|piece| matches!(piece, Piece::Figure(_)));
        section.slots = figures.cloned().collect();
    }
    wire::read(&wire::write(&model)).expect("the page's model")
}

#[test]
fn every_figure_is_the_same_in_wasm() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "figures");
    let mut figures = 0;
    for task in tables::whole_shelf().tasks() {
        let model = with_all_figures(task);
        let rows = |at: usize| model.variants[model.sections[at].variant].rows.len();
        let sections = 0..model.sections.len();
        let cases = sections.flat_map(|at| (0..rows(at)).map(move |row| (at, row)));
        let calls: Vec<String> = cases.map(|(at, row)| format!("{at}{PART}{row}")).collect();
        let (text, export) = (wire::write(&model), "lf_present");
        let page = browser.run_async(CALLS, &[json!(text), json!(calls), json!(export)]);
        for (at, call) in calls.iter().enumerate() {
            let native = present(&model, call);
            figures += native.matches("<svg class").count();
            assert_eq!(
                page[at].as_str(),
                Some(native.as_str()),
                "{}: {call:?}",
                task.name
            );
        }
    }
    println!("{figures} figures");
    assert!(figures > 150, "{figures} figures");
}

/// How many responses are drawn for the asks of all tasks together.
const DRAWN: usize = 1_000;

#[test]
fn drawn_responses_get_the_same_in_wasm() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "drawn");
    let shelf = tables::shelf();
    let lines = tables::lines().into_iter();
    let known: Vec<String> = lines.flat_map(|line| line.responses).collect();
    let mut texts = strange::always(DRAWN, strange::response(known.leak())).into_iter();
    let asks: usize = shelf.tasks().map(|task| task.model.asks.len()).sum();
    let mut compared = 0;
    for task in shelf.tasks() {
        let share = DRAWN * task.model.asks.len() / asks;
        let drawn = texts.by_ref().take(share).enumerate();
        let calls = drawn.map(|(at, text)| {
            let ask = &task.model.asks[at % task.model.asks.len()];
            [&ask.id, &(at / 3).to_string(), &text]
                .map(String::as_str)
                .join(&PART.to_string())
        });
        compared += alike(&browser, task, &calls.collect::<Vec<_>>());
    }
    assert!(compared > DRAWN / 2, "{compared} responses");
}

#[test]
fn a_walk_through_the_pool_border() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "walk");
    browser.requests();
    for (ask, response, outcome, words) in WALK {
        let (got, said) = answer(&browser, ask, response);
        assert_eq!(got, *outcome, "{ask} {response}: {said}");
        assert!(said.contains(words), "{ask} {response}: {said}");
    }
    assert_eq!(
        browser.requests(),
        Vec::<String>::new(),
        "the page asks for nothing"
    );
    assert_eq!(
        browser.logs(),
        Vec::<Value>::new(),
        "the page breaks no policy"
    );
}

/// What a browser may lack.
const LACKING: &[&str] = &[
    "delete window.DecompressionStream;",
    "delete window.WebAssembly;",
    "WebAssembly.instantiate = function () { return Promise.reject(new Error('blocked')); };",
    "window.DecompressionStream = function () { throw new Error('no such format'); };",
];

#[test]
fn a_page_without_its_engine_says_so_and_stays_whole() {
    for lacking in LACKING {
        let Some(browser) = browser() else { return };
        browser.command(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": lacking }),
        );
        load_pool(&browser, "lacking");
        browser.run_async(&until("document.querySelector('header .notice')"), &[]);
        assert_eq!(browser.find_all(".notice").len(), 1, "{lacking}");
        assert_eq!(browser.find_all("html.js").len(), 0, "{lacking}");
        assert!(browser.find("#count").text().contains("tiles"), "{lacking}");
        assert_eq!(browser.logs(), Vec::<Value>::new(), "{lacking}");
    }
}

#[test]
fn an_answer_is_shown_as_what_it_would_do() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "picture");
    let open_tiles = |browser: &Browser| {
        browser
            .find_all("[data-ask='count:1'] .feedback rect.open")
            .len()
    };
    answer(&browser, "count:1", "20");
    assert_eq!(
        open_tiles(&browser),
        4,
        "20 tiles leave the corners as outlines"
    );
    answer(&browser, "count:1", "28");
    assert_eq!(open_tiles(&browser), 0);
    answer(&browser, "count:1", "23");
    assert_eq!(open_tiles(&browser), 1, "23 tiles leave one place open");
}

#[test]
fn a_rule_is_held_against_what_was_counted() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "counted");
    answer(&browser, "count:1", "24");
    let (_, said) = answer(&browser, "any-pool:1", "3n+8");
    assert!(
        said.contains("gives 23 tiles; you counted 24 tiles"),
        "{said}"
    );
}

#[test]
fn another_pool_is_the_next_case() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "another");
    answer(&browser, "count:1", "24");
    browser.find("#count [data-next]").click();
    assert!(
        browser.find("#count").text().contains("7"),
        "{}",
        browser.find("#count").text()
    );
    assert_eq!(said(&browser, "count:1"), (String::new(), String::new()));
    assert_eq!(answer(&browser, "count:1", "24").0, "not-yet");
    assert_eq!(answer(&browser, "count:1", "32").0, "right");
}

#[test]
fn a_table_is_one_response() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "table");
    let cells = browser.find_all("[data-ask='several-pools:1'] input.cell");
    for (cell, value) in cells.iter().zip(["16", "32", "44", "404", "28"]) {
        cell.type_text(value);
    }
    browser
        .find("[data-ask='several-pools:1'] input.own")
        .type_text("6");
    browser.find("[data-ask='several-pools:1'] .check").click();
    assert_eq!(said(&browser, "several-pools:1").0, "right");
}

#[test]
fn found_answers_are_listed() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "found");
    for text in ["3×5", "5×3", "1×7", "9×9"] {
        answer(&browser, "which-pool-was-it:1", text);
    }
    assert_eq!(
        browser
            .find_all("[data-ask='which-pool-was-it:1'] .found li")
            .len(),
        2
    );
}

#[test]
fn the_keyboard_is_enough() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "keyboard");
    browser.run(
        "document.querySelector('[data-ask=\"count:1\"] input').focus()",
        &[],
    );
    browser.press("24\u{E007}");
    assert_eq!(said(&browser, "count:1").0, "right");
    let focused = browser.run(
        "return document.activeElement === document.querySelector('[data-ask=\"count:1\"] input')",
        &[],
    );
    assert_eq!(focused, json!(true), "focus stays where it was");
    browser.press("\u{E004}");
    assert_eq!(browser.active().role(), "button");
}

#[test]
fn several_fields_are_one_response() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "fields");
    let ask = "which-pool-was-it:1";
    let focus = format!("document.querySelector('[data-ask=\"{ask}\"] input').focus()");
    let (tab, enter) = ('\u{E004}', '\u{E007}');
    browser.run(&focus, &[]);
    browser.press(&format!("3{enter}"));
    let (outcome, words) = said(&browser, ask);
    assert_eq!(outcome, "unreadable");
    assert!(words.contains("still empty"), "{words}");
    browser.press(&format!("{tab}5{enter}"));
    let (outcome, words) = said(&browser, ask);
    assert_eq!(outcome, "new", "{words}");
    assert!(words.contains("n = 3, m = 5"), "{words}");
    browser.press(&tab.to_string());
    assert_eq!(browser.active().role(), "button");
    let labels = browser.find_all(&format!("[data-ask='{ask}'] input"));
    let labels: Vec<String> = labels.iter().map(|field| field.label()).collect();
    assert_eq!(labels, ["Side of the pool", "Other side"]);
}

#[test]
fn an_estimate_has_three_fields() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "estimate");
    let ask = browser
        .find(".ask.guess")
        .attribute("data-ask")
        .expect("an ask");
    let fields = browser.find_all(".ask.guess input");
    for (field, number) in fields.iter().zip(["30", "80", "50"]) {
        field.type_text(number);
    }
    browser.press("\u{E007}");
    let (outcome, words) = said(&browser, &ask);
    assert_eq!(outcome, "noted");
    assert!(words.contains("30 < 50 < 80"), "{words}");
    fields.first().expect("a field").clear();
    fields.first().expect("a field").type_text("90");
    browser.press("\u{E007}");
    assert_eq!(said(&browser, &ask).0, "unreadable");
}

#[test]
fn every_field_has_a_name() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "names");
    for field in browser.find_all(".ask input, .ask textarea") {
        assert!(
            !field.label().trim().is_empty(),
            "{:?}",
            field.attribute("id")
        );
    }
    for picture in browser.find_all("svg:not([aria-hidden])") {
        assert!(!picture.label().trim().is_empty());
    }
}

#[test]
fn the_page_fits_a_small_phone() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "phone");
    browser.resize(320, 640);
    for text in ["20", "23"] {
        answer(&browser, "count:1", text);
    }
    let overflow = browser.run(
        "return document.documentElement.scrollWidth - window.innerWidth",
        &[],
    );
    assert!(
        overflow.as_i64().is_some_and(|overflow| overflow <= 0),
        "{overflow}"
    );
}
