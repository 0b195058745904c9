//! A number of the text that students change: what follows from it, by mouse, touch and keyboard.

mod driver;
mod pages;

use driver::Browser;
use pages::{LISTEN, answer, browser, focus, open_site, said, tap, wait};
use serde_json::json;

const FIELD: &str = "#one .control input";
const LESS: &str = "#one .control [data-change='-1']";
const MORE: &str = "#one .control [data-change='1']";
const UP: &str = "\u{E013}";
const DOWN: &str = "\u{E015}";
const PAGE_UP: &str = "\u{E00E}";
const PAGE_DOWN: &str = "\u{E00F}";
const END: &str = "\u{E010}";
const HOME: &str = "\u{E011}";
const ENTER: &str = "\u{E007}";

fn open(name: &str) -> Option<Browser> {
    let browser = browser()?;
    open_site(&browser, "control", "pools", name);
    Some(browser)
}

fn value(browser: &Browser, field: &str) -> String {
    let value = browser.find(field).property("value");
    value.as_str().unwrap_or("").to_string()
}

/// Coming to the field selects what stands in it.
fn type_side(browser: &Browser, text: &str) {
    focus(browser, MORE);
    focus(browser, FIELD);
    browser.press(text);
    browser.press(ENTER);
}

/// The side that the text, the table and the picture of the first section show.
fn shown(browser: &Browser) -> [String; 4] {
    let cells = browser.find_all("#one td");
    let drawn = browser.find_all("#one svg.grid");
    [
        value(browser, FIELD),
        cells[0].text(),
        cells[1].text(),
        drawn
            .first()
            .map(|svg| svg.label().to_string())
            .unwrap_or_default(),
    ]
}

#[test]
fn everything_follows_at_once() {
    let Some(browser) = open("control-follows") else {
        return;
    };
    assert_eq!(shown(&browser), ["5", "5", "25", "A 5 by 5 pool"]);
    browser.find(MORE).click();
    assert_eq!(shown(&browser), ["6", "6", "36", "A 6 by 6 pool"]);
    tap(&browser, LESS);
    tap(&browser, LESS);
    assert_eq!(shown(&browser), ["4", "4", "16", "A 4 by 4 pool"]);
    assert_eq!(answer(&browser, "one:1", "20").0, "right");
    assert_eq!(
        browser.logs(),
        Vec::<serde_json::Value>::new(),
        "no policy is broken"
    );
}

#[test]
fn the_keyboard_changes_it_within_its_values() {
    let Some(browser) = open("control-keys") else {
        return;
    };
    focus(&browser, FIELD);
    // The tied side has at most 30.
    for (key, side) in [
        (UP, "6"),
        (PAGE_UP, "16"),
        (PAGE_UP, "26"),
        (PAGE_UP, "30"),
        (UP, "30"),
        (PAGE_DOWN, "20"),
        (DOWN, "19"),
        (HOME, "1"),
        (DOWN, "1"),
        (END, "1"),
    ] {
        browser.press(key);
        assert_eq!(value(&browser, FIELD), side, "{key:?}");
    }
    let less = browser.find(LESS).attribute("aria-disabled");
    assert_eq!(less.as_deref(), Some("true"));
    assert_eq!(browser.active().role(), "spinbutton");
    assert_eq!(browser.active().label(), "Side");
    focus(&browser, "#two [data-control='m'] input");
    browser.press(END);
    assert_eq!(value(&browser, "#two [data-control='m'] input"), "30");
    assert_eq!(value(&browser, "#two [data-control='n'] input"), "3");
}

#[test]
fn a_typed_number_is_taken_or_given_back() {
    let Some(browser) = open("control-typed") else {
        return;
    };
    for (typed, side) in [
        ("8", "8"),
        ("2.5", "8"),
        ("many", "8"),
        ("0", "1"),
        ("12", "12"),
    ] {
        type_side(&browser, typed);
        assert_eq!(value(&browser, FIELD), side, "{typed}");
    }
    assert_eq!(shown(&browser)[2], "144");
}

#[test]
fn what_was_answered_is_cleared_and_words_stay() {
    let Some(browser) = open("control-clear") else {
        return;
    };
    assert_eq!(answer(&browser, "one:1", "24").0, "right");
    browser.find("#one textarea").type_text("four corners");
    browser.find(MORE).click();
    assert_eq!(said(&browser, "one:1").0, "");
    assert_eq!(value(&browser, "#one .ask input"), "");
    assert_eq!(value(&browser, "#one textarea"), "four corners");
}

#[test]
fn another_one_goes_on_in_the_list() {
    let Some(browser) = open("control-another") else {
        return;
    };
    browser.find(MORE).click();
    browser.find(MORE).click();
    browser.find(MORE).click();
    browser.find("#one [data-next]").click();
    assert_eq!(value(&browser, FIELD), "7");
    assert!(browser.find_all("#two [data-next]").is_empty());
}

#[test]
fn a_case_that_nobody_has_searched_is_played_honestly() {
    let Some(browser) = open("control-search") else {
        return;
    };
    // Of the listed 5 all pairs are known.
    let (outcome, words) = answer(&browser, "pairs:1", "1, 5");
    assert_eq!(outcome, "new");
    assert!(words.contains("all of them"), "{words}");
    focus(&browser, "#pairs .control input");
    browser.press(UP);
    let (outcome, words) = answer(&browser, "pairs:1", "2, 3");
    assert_eq!(outcome, "new");
    assert!(words.contains("Are there more?"), "{words}");
    assert_eq!(answer(&browser, "pairs:1", "none").0, "not-yet");
}

#[test]
fn changes_are_told_once_after_a_pause() {
    let Some(browser) = open("control-told") else {
        return;
    };
    browser.run(LISTEN, &[json!(".aloud")]);
    focus(&browser, MORE);
    browser.press(&ENTER.repeat(4));
    wait(&browser, 1_500);
    let heard = browser.run("return heard.filter(Boolean)", &[]);
    assert_eq!(heard, json!(["Side: 9. A 9 by 9 pool"]));
}

#[test]
fn a_picture_that_is_too_large_leaves_the_words() {
    let Some(browser) = open("control-large") else {
        return;
    };
    browser.run("document.querySelector('#two').remove()", &[]);
    type_side(&browser, "30");
    assert_eq!(shown(&browser)[2..], ["900", "A 30 by 30 pool"]);
}

#[test]
fn it_can_be_pressed_with_a_finger_and_fits_a_small_phone() {
    let Some(browser) = open("control-phone") else {
        return;
    };
    browser.resize(320, 640);
    let small = "return Array.from(document.querySelectorAll('.control button, .control input')).filter(function (part) {
var box = part.getBoundingClientRect(); return box.width < 44 || box.height < 44; }).length";
    assert_eq!(browser.run(small, &[]), json!(0));
    let overflow = "return document.documentElement.scrollWidth - window.innerWidth";
    assert!(
        browser
            .run(overflow, &[])
            .as_i64()
            .is_some_and(|more| more <= 0)
    );
}

#[test]
fn on_paper_it_is_the_number() {
    let Some(browser) = open("control-paper") else {
        return;
    };
    browser.command("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    let text = browser.find("#one > p").text();
    assert_eq!(text, "A pool of 5 by 5.");
}
