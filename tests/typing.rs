//! What a page does while somebody types: it shows how the line is read, and lends a keypad.

mod driver;
mod pages;

use driver::Browser;
use pages::{LISTEN, answer, browser, focus, open_pool, open_site, said, until, wait};
use serde_json::json;

/// The field of the rule for any pool.
const RULE: &str = "[data-ask='any-pool:1'] input";

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
        shown(&browser).contains("Something is missing here"),
        "{}",
        shown(&browser)
    );
    browser.press("\u{E007}");
    assert_eq!(said(&browser, "any-pool:1").0, "unreadable");
    assert_eq!(shown(&browser), "", "the feedback says it now");
}

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
    browser.run(LISTEN, &[json!(".aloud")]);
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
    let keys = browser.find_all("#key_pad button");
    for key in keys.iter().filter(|key| key.displayed()) {
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
    let keys = browser.find("[data-ask='any-pool:1'] .keys");
    assert_eq!(keys.text(), "Keyboard", "it says what it brings");
    keys.click();
    assert_eq!(keys.text(), "Keypad");
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

/// A page on a phone.
fn by_touch(browser: &Browser) {
    browser.command(
        "Emulation.setTouchEmulationEnabled",
        json!({ "enabled": true }),
    );
    browser.resize(360, 740);
}

#[test]
fn the_keypad_has_a_key_for_no_answer_and_escape_puts_it_away() {
    let Some(browser) = browser() else { return };
    by_touch(&browser);
    open_site(&browser, "finding", "sums", "keypad-none");
    let field = browser.find("[data-ask='one:1'] input");
    field.click();
    assert!(!browser.find("#key_pad .between").displayed());
    key(&browser, "7");
    browser.find("#key_pad .nothing").click();
    assert_eq!(field.property("value"), json!("none"));
    browser.press("\u{E00C}");
    assert!(!browser.find("#key_pad").displayed(), "it stays away");
    assert!(has_focus(&browser, "[data-ask='one:1'] input"));
    browser.press("\u{E007}");
    assert_eq!(said(&browser, "one:1").0, "right");
}

#[test]
fn what_a_check_says_comes_into_sight() {
    let Some(browser) = browser() else { return };
    browser.resize(360, 740);
    open_pool(&browser, "sight");
    focus(&browser, "[data-ask='count:1'] input");
    browser.press("20");
    browser.run(
        "document.querySelector('[data-ask=\"count:1\"] .check').scrollIntoView({ block: 'end', behavior: 'instant' })",
        &[],
    );
    browser.find("[data-ask='count:1'] .check").click();
    let beginning =
        "document.querySelector('[data-ask=\"count:1\"] .feedback p').getBoundingClientRect()";
    let seen = format!("{beginning}.top > 0 && {beginning}.bottom <= innerHeight");
    browser.run_async(&until(&seen), &[]);
}
