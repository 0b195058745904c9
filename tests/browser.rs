//! What only a browser can show: the page of the pool border worked through from a double-clicked file.

mod driver;
mod tables;

use driver::{Browser, Start, start};
use lowfloor::browser::calls::{PART, judge, read};
use lowfloor::engine::model::{Model, Row};
use lowfloor::engine::wire;
use lowfloor::page::lesson;
use lowfloor::publish::{library, site};
use lowfloor::site::write;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Builds the sample site below the system's folder for such things.
fn built(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let library = library(root);
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    write(&site(&library).expect("the theme renders"), &out, &[]).expect("the site is written");
    out
}

fn browser() -> Option<Browser> {
    match start() {
        Start::Ready(browser) => Some(browser),
        Start::Missing(what) => {
            println!("skipped: no {what}");
            None
        }
    }
}

fn open_pool(browser: &Browser, name: &str) {
    let page = built(name).join("lessons/pool-border/index.html");
    browser.open(&format!("file://{}", page.display()));
}

/// Types a response into the first field of an ask and checks it with Enter; gives outcome and words.
fn answer(browser: &Browser, ask: &str, text: &str) -> (String, String) {
    let field = browser.find(&format!("[data-ask='{ask}'] input"));
    field.clear();
    field.type_text(text);
    browser.press("\u{E007}");
    said(browser, ask)
}

fn said(browser: &Browser, ask: &str) -> (String, String) {
    let outcome = browser
        .find(&format!("[data-ask='{ask}']"))
        .attribute("data-outcome");
    let region = browser.find(&format!("[data-ask='{ask}'] .feedback"));
    let mut words = region.text();
    // Equal feedback is given again a moment later.
    while outcome.is_some() && words.is_empty() {
        words = region.text();
    }
    (outcome.unwrap_or_default(), words)
}

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
var bytes = Uint8Array.from(atob(ENGINE), function (c) { return c.charCodeAt(0); });
var lf = new WebAssembly.Instance(new WebAssembly.Module(bytes), {}).exports;
function give(text) {
  var bytes = new TextEncoder().encode(text), at = lf.lf_room(bytes.length);
  new Uint8Array(lf.memory.buffer, at, bytes.length).set(bytes);
  return [at, bytes.length];
}
var text = give(arguments[0]), model = lf.lf_open(text[0], text[1]), called = lf[arguments[2]];
return arguments[1].map(function (call) {
  var given = give(call), at = called(model, given[0], given[1]);
  var length = new DataView(lf.memory.buffer).getUint32(at, true);
  return new TextDecoder().decode(new Uint8Array(lf.memory.buffer, at + 4, length));
});"#;

/// A row of the tables as the page would ask it: the last response first, then those before it.
fn call(ask: &str, row: &Row, responses: &[String]) -> String {
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
    all.map(|text| [ask, &case, text].join(&part))
        .collect::<Vec<_>>()
        .join(&part)
}

#[test]
fn every_row_of_the_tables_gets_the_same_in_wasm() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "tables");
    let shelf = tables::shelf();
    let mut calls: std::collections::BTreeMap<String, Vec<String>> = Default::default();
    for line in tables::lines() {
        let (task, ask, row) = shelf
            .desk(&line.address, &line.case)
            .expect("a row that can be tried");
        calls
            .entry(task.name.clone())
            .or_default()
            .push(call(&ask.id, &row, &line.responses));
    }
    let mut compared = 0;
    for (name, calls) in calls {
        let task = shelf.task(&name).expect("a task");
        let text = lesson(task, &Default::default()).model;
        let model = wire::read(&text).expect("the page's model");
        type Call = fn(&Model, &str) -> String;
        let both: [(&str, Call); 2] = [("lf_judge", judge), ("lf_read", read)];
        for (export, native) in both {
            let page = browser.run(CALLS, &[json!(text), json!(calls), json!(export)]);
            for (at, call) in calls.iter().enumerate() {
                let native = native(&model, call);
                assert_eq!(page[at].as_str(), Some(native.as_str()), "{name}: {call:?}");
                compared += 1;
            }
        }
    }
    assert!(compared > 1_400, "{compared} rows");
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

/// The field of the rule for any pool.
const RULE: &str = "[data-ask='any-pool:1'] input";

fn wait(browser: &Browser, milliseconds: u32) {
    browser.run_async(
        "setTimeout(arguments[1], arguments[0])",
        &[json!(milliseconds)],
    );
}

fn focus(browser: &Browser, css: &str) {
    browser.run(
        "document.querySelector(arguments[0]).focus()",
        &[json!(css)],
    );
}

fn has_focus(browser: &Browser, css: &str) -> bool {
    browser.run(
        "return document.activeElement.matches(arguments[0])",
        &[json!(css)],
    ) == json!(true)
}

/// What stands in the place for the reading of the rule, as markup.
fn shown(browser: &Browser) -> String {
    let place = browser.find("[data-ask='any-pool:1'] .reading");
    place
        .property("innerHTML")
        .as_str()
        .unwrap_or("")
        .to_string()
}

#[test]
fn typing_shows_how_the_line_is_read() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "typing");
    focus(&browser, RULE);
    browser.press("4(n+2)^2/2");
    assert!(shown(&browser).contains("<mfrac>"), "{}", shown(&browser));
    assert!(
        shown(&browser).contains("aria-label=\"the fraction 4 times the square of the bracket")
    );
    browser.press("-");
    assert!(
        shown(&browser).contains("<mfrac>"),
        "what was read stays while the line goes on"
    );
    let unfinished = "[data-ask='any-pool:1'] .reading.unfinished";
    assert_eq!(browser.find_all(unfinished).len(), 1);
    let outcome = browser
        .find("[data-ask='any-pool:1']")
        .attribute("data-outcome");
    assert_eq!(outcome, None, "a reading is no attempt");
}

#[test]
fn what_cannot_be_read_is_marked_after_a_pause_or_on_leaving() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "marking");
    focus(&browser, RULE);
    browser.press("4x");
    assert_eq!(shown(&browser), "");
    wait(&browser, 1_400);
    assert!(
        shown(&browser).contains("4<mark>x</mark>"),
        "{}",
        shown(&browser)
    );
    browser.press("\u{E003}n+");
    assert_eq!(
        browser
            .find_all("[data-ask='any-pool:1'] .reading mark")
            .len(),
        0
    );
    browser.press("\u{E004}");
    assert!(
        shown(&browser).contains("missing at the end"),
        "{}",
        shown(&browser)
    );
    browser.press("\u{E007}");
    assert_eq!(said(&browser, "any-pool:1").0, "unreadable");
    assert_eq!(shown(&browser), "", "the feedback says it now");
}

/// Keeps all that a region has said, in order, as `heard`.
const LISTEN: &str = "
window.heard = [];
var region = document.querySelector(arguments[0]);
new MutationObserver(function () { heard.push(region.textContent); }).observe(region, { childList: true });";

#[test]
fn nothing_is_spoken_at_every_key() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "speaking");
    browser.run(LISTEN, &[json!(".aloud")]);
    focus(&browser, RULE);
    browser.press("4n+4");
    wait(&browser, 1_600);
    assert_eq!(browser.run("return heard", &[]), json!(["4 n plus 4"]));
}

#[test]
fn the_same_feedback_is_said_again() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "again");
    answer(&browser, "count:1", "20");
    browser.run(LISTEN, &[json!("[data-ask='count:1'] .feedback")]);
    answer(&browser, "count:1", "20");
    wait(&browser, 300);
    let heard = browser.run("return heard", &[]);
    assert_eq!(heard[0], json!(""), "{heard}");
    assert!(
        heard[1].as_str().is_some_and(|said| said.contains("grass")),
        "{heard}"
    );
}

#[test]
fn nothing_moves_while_somebody_types() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "moving");
    for width in [1280, 360] {
        browser.resize(width, 900);
        nothing_moves(&browser);
    }
}

fn nothing_moves(browser: &Browser) {
    browser.find(RULE).clear();
    let below = || {
        browser.run(
            "return document.querySelector('#another-way').offsetTop",
            &[],
        )
    };
    let before = below();
    focus(browser, RULE);
    for text in ["4n", "+(n+1)^2/2", "+√n", "+x"] {
        browser.press(text);
        assert_eq!(below(), before, "{text}");
    }
    wait(browser, 1_400);
    assert!(shown(browser).contains("<mark>"));
    assert_eq!(below(), before);
}

/// What the field holds, how the system's keyboard is asked for, and whether the keypad is seen.
fn pad(browser: &Browser) -> (String, String, bool) {
    let field = browser.find(RULE);
    let word = |name: &str| field.property(name).as_str().unwrap_or("").to_string();
    (
        word("value"),
        word("inputMode"),
        browser.find("#key_pad").displayed(),
    )
}

fn key(browser: &Browser, key: &str) {
    browser
        .find(&format!("#key_pad [data-key='{key}']"))
        .click();
}

#[test]
fn the_keypad_writes_where_the_caret_is() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "keypad");
    focus(&browser, RULE);
    assert!(!pad(&browser).2, "it stays away until it is asked for");
    browser.find("[data-ask='any-pool:1'] .keys").click();
    for text in ["4", "n", "+", "5"] {
        key(&browser, text);
    }
    browser.find("#key_pad [data-do='delete']").click();
    key(&browser, "4");
    for _ in 0..4 {
        browser.find("#key_pad [data-do='left']").click();
    }
    key(&browser, "T = ");
    assert_eq!(pad(&browser), ("T = 4n+4".into(), "none".into(), true));
    assert!(has_focus(&browser, RULE), "the focus stays in the field");
    assert!(
        shown(&browser).contains("<mi>n</mi>"),
        "{}",
        shown(&browser)
    );
    browser.press("\u{E007}");
    assert_eq!(said(&browser, "any-pool:1").0, "right");
    browser.find("[data-ask='any-pool:1'] .keys").click();
    assert_eq!(pad(&browser), ("T = 4n+4".into(), String::new(), false));
}

#[test]
fn the_keypad_works_by_keyboard_alone() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "keypad-keys");
    focus(&browser, RULE);
    browser.press("2\u{E004}\u{E004}\u{E007}");
    assert!(has_focus(
        &browser,
        ".keys[aria-expanded='true'][aria-controls='key_pad']"
    ));
    browser.press("\u{E004}");
    assert_eq!(browser.active().text(), "7");
    browser.press("\u{E007}\u{E004}\u{E004}\u{E00D}");
    assert_eq!(pad(&browser).0, "279");
    for key in browser.find_all("#key_pad button") {
        assert!(!key.label().trim().is_empty());
    }
    browser.press("\u{E00C}");
    assert!(has_focus(&browser, RULE) && !pad(&browser).2);
}

#[test]
fn by_touch_the_keypad_comes_with_the_field() {
    let Some(browser) = browser() else { return };
    browser.command(
        "Emulation.setTouchEmulationEnabled",
        json!({ "enabled": true }),
    );
    browser.resize(360, 740);
    open_pool(&browser, "keypad-touch");
    browser.find("[data-ask='count:1'] input").click();
    assert_eq!(browser.find_all("#key_pad.number").len(), 1);
    assert!(
        !browser.find("#key_pad [data-key='√']").displayed(),
        "a number needs few keys"
    );
    browser.find(RULE).click();
    assert!(pad(&browser).2);
    let inside = "var box = document.getElementById('key_pad').getBoundingClientRect();
        return box.top >= 0 && box.bottom <= innerHeight && document.documentElement.scrollWidth <= innerWidth";
    assert_eq!(browser.run(inside, &[]), json!(true), "all of it is seen");
    key(&browser, "n");
    assert_eq!(pad(&browser), ("n".into(), "none".into(), true));
    browser.find("[data-ask='any-pool:1'] .keys").click();
    assert_eq!(
        pad(&browser),
        ("n".into(), String::new(), false),
        "the system's keyboard is back"
    );
    browser
        .find("[data-ask='say-it-in-words:1'] textarea")
        .click();
    assert!(!pad(&browser).2, "words have no keypad");
}
