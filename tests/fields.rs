//! Fields that stand in a figure: by keyboard, by touch, in another case, on a small phone; and the smaller case that a
//! number leads to.

mod driver;
mod pages;

use driver::Browser;
use pages::{browser, focus, open_site, said, tap};
use serde_json::{Value, json};

const TAB: &str = "\u{E004}";
const ENTER: &str = "\u{E007}";

fn open(name: &str) -> Option<Browser> {
    let browser = browser()?;
    open_site(&browser, "fields", "numbers", name);
    Some(browser)
}

fn typed(browser: &Browser, ask: &str) -> Vec<String> {
    let fields = browser.find_all(&format!("[data-ask='{ask}'] input"));
    let value = |field: &driver::Element| field.property("value").as_str().map(str::to_string);
    fields.iter().filter_map(value).collect()
}

fn labels(browser: &Browser, ask: &str) -> Vec<String> {
    let fields = browser.find_all(&format!("[data-ask='{ask}'] input"));
    fields.iter().map(|field| field.label()).collect()
}

#[test]
fn fields_are_filled_in_reading_order_and_checked_with_enter() {
    let Some(browser) = open("fields-keys") else {
        return;
    };
    focus(&browser, "[data-ask='pyramid:1'] input");
    browser.press(&format!("20{TAB}8{TAB}12{ENTER}"));
    let (outcome, says) = said(&browser, "pyramid:1");
    assert_eq!(outcome, "partly");
    assert!(says.contains("2 of 3 numbers"), "{says}");
    for (at, number) in [(0, "17"), (2, "9")] {
        let field = &browser.find_all("[data-ask='pyramid:1'] input")[at];
        field.clear();
        field.type_text(number);
    }
    browser.press(ENTER);
    assert_eq!(typed(&browser, "pyramid:1"), ["17", "8", "9"]);
    assert_eq!(said(&browser, "pyramid:1").0, "right");
    assert_eq!(browser.logs(), Vec::<Value>::new(), "no policy is broken");
}

#[test]
fn each_field_says_what_it_is_for() {
    let Some(browser) = open("fields-names") else {
        return;
    };
    let names = ["brick at the top", "d", "e"];
    assert_eq!(labels(&browser, "pyramid:1"), names);
    let cells = ["row 1, column 1", "row 1, column 2", "row 2, column 2"];
    assert_eq!(labels(&browser, "square:1"), cells);
    assert_eq!(labels(&browser, "ladder:1"), ["field 1", "field 2"]);
    let drawn = browser.find("[data-ask='square:1'] svg");
    assert_eq!(drawn.role(), "group");
}

#[test]
fn what_stands_in_a_table_counts_along_and_an_empty_field_is_named() {
    let Some(browser) = open("fields-table") else {
        return;
    };
    focus(&browser, "[data-ask='square:1'] input");
    browser.press(&format!("3{TAB}4{ENTER}"));
    let (outcome, says) = said(&browser, "square:1");
    assert_eq!(outcome, "unreadable");
    assert!(says.contains("row 2, column 2"), "{says}");
    browser.press(&format!("{TAB}x{ENTER}"));
    assert_eq!(said(&browser, "square:1").0, "unreadable");
    assert_eq!(browser.find("[data-ask='square:1'] mark").text(), "x");
    browser.press(&format!("\u{E003}1{ENTER}"));
    let (outcome, says) = said(&browser, "square:1");
    assert_eq!(outcome, "right");
    assert!(says.contains("(3, 4), (3, 1)"), "{says}");
}

#[test]
fn how_a_field_is_read_stands_below_the_figure() {
    let Some(browser) = open("fields-reading") else {
        return;
    };
    focus(&browser, "[data-ask='ladder:1'] input");
    browser.press("1/2");
    let reading = "[data-ask='ladder:1'] .reading mfrac";
    assert_eq!(browser.find_all(reading).len(), 1);
}

#[test]
fn another_case_has_fields_of_its_own_and_kept_work_fills_them() {
    let Some(browser) = open("fields-another") else {
        return;
    };
    browser.find(".keep").click();
    focus(&browser, "[data-ask='pyramid:1'] input");
    browser.press(&format!("1{TAB}2{TAB}3"));
    browser.find("#pyramid [data-next]").click();
    assert_eq!(typed(&browser, "pyramid:1"), ["", "", ""]);
    focus(&browser, "[data-ask='pyramid:1'] input");
    browser.press(&format!("22{TAB}9{TAB}13{ENTER}"));
    assert_eq!(said(&browser, "pyramid:1").0, "right");
    browser.run("location.reload()", &[]);
    browser.run_async(
        &pages::until("document.documentElement.matches('.js')"),
        &[],
    );
    assert_eq!(typed(&browser, "pyramid:1"), ["22", "9", "13"]);
    assert_eq!(said(&browser, "pyramid:1").0, "right");
}

#[test]
fn a_finger_finds_each_field_on_a_small_phone_and_the_keypad_types_into_it() {
    let Some(browser) = open("fields-touch") else {
        return;
    };
    browser.resize(320, 640);
    let smallest = "return Math.min.apply(null, Array.prototype.map.call(document.querySelectorAll('.filled input'), function (field) {
  var box = field.getBoundingClientRect(); return Math.min(box.width, box.height); }))";
    let smallest = browser.run(smallest, &[]);
    assert!(
        smallest.as_f64().is_some_and(|side| side >= 44.0),
        "{smallest}"
    );
    let wide = "return document.documentElement.scrollWidth - window.innerWidth";
    let wide = browser.run(wide, &[]);
    assert!(wide.as_i64().is_some_and(|more| more <= 0), "{wide}");
    tap(
        &browser,
        "[data-ask='ladder:1'] input[aria-label='field 2']",
    );
    assert_eq!(browser.active().label(), "field 2");
    browser.find("[data-ask='ladder:1'] .keys").click();
    browser.find("#key_pad [data-key='6']").click();
    assert_eq!(typed(&browser, "ladder:1"), ["", "6"]);
}

#[test]
fn on_paper_a_field_is_an_empty_box() {
    let Some(browser) = open("fields-paper") else {
        return;
    };
    browser.command("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    let style = "return [getComputedStyle(document.querySelector('.filled .field')).stroke, getComputedStyle(document.querySelector('.filled input')).borderTopWidth]";
    assert_eq!(browser.run(style, &[]), json!(["rgb(0, 0, 0)", "0px"]));
}

fn open_rows(name: &str) -> Option<Browser> {
    let browser = browser()?;
    open_site(&browser, "smaller", "rows", name);
    Some(browser)
}

fn words(browser: &Browser, section: &str) -> String {
    browser.find(&format!("#{section} > p")).text()
}

#[test]
fn a_number_leads_to_a_smaller_case_and_back() {
    let Some(browser) = open_rows("smaller") else {
        return;
    };
    focus(&browser, "[data-ask='count:1'] input");
    browser.press(&format!("20{ENTER}"));
    let (outcome, says) = said(&browser, "count:1");
    assert_eq!(outcome, "not-yet");
    assert!(says.contains("Try n = 2"), "{says}");
    // By keyboard alone: behind the field stand the check, the keypad and then the way to a smaller case.
    browser.press(&format!("{TAB}{TAB}{TAB}{ENTER}"));
    assert!(words(&browser, "count").contains("row of 2 squares"));
    assert_eq!(said(&browser, "count:1"), (String::new(), String::new()));
    browser.press(&format!("7{ENTER}"));
    assert_eq!(said(&browser, "count:1").0, "right");
    browser.find("#count [data-next]").click();
    assert!(words(&browser, "count").contains("row of 5 squares"));
    browser.find("#count [data-next]").click();
    assert!(words(&browser, "count").contains("row of 7 squares"));
    // A listed case goes before one of its kind.
    focus(&browser, "[data-ask='count:1'] input");
    browser.press(&format!("20{ENTER}"));
    let (_, says) = said(&browser, "count:1");
    assert!(says.contains("Try n = 5"), "{says}");
}

#[test]
fn without_a_way_back_no_smaller_case_is_offered() {
    let Some(browser) = open_rows("smaller-none") else {
        return;
    };
    focus(&browser, "[data-ask='one-case-only:1'] input");
    browser.press(&format!("20{ENTER}"));
    let (_, says) = said(&browser, "one-case-only:1");
    assert!(says.contains("a smaller one"), "{says}");
    assert!(!browser.find("#one-case-only .smaller button").displayed());
}
