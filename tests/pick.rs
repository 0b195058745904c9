//! Cells and points chosen in a figure, by mouse, touch and keyboard.

mod driver;
mod pages;

use driver::Browser;
use pages::{browser, focus, open_site, said, tap};
use serde_json::Value;

const UP: &str = "\u{E013}";
const RIGHT: &str = "\u{E014}";
const DOWN: &str = "\u{E015}";
const LEFT: &str = "\u{E012}";
const PAGE_UP: &str = "\u{E00E}";
const PAGE_DOWN: &str = "\u{E00F}";
const END: &str = "\u{E010}";
const HOME: &str = "\u{E011}";
const TAB: &str = "\u{E004}";
const ENTER: &str = "\u{E007}";
const BACKSPACE: &str = "\u{E003}";
const CONTROL: &str = "\u{E009}";

fn open(name: &str) -> Option<Browser> {
    let browser = browser()?;
    open_site(&browser, "pick", "shapes", name);
    Some(browser)
}

/// The target of a place in a board of ten by ten.
fn spot(ask: &str, row: u32, column: u32) -> String {
    format!("[data-ask='{ask}'] g:nth-child({row}) > rect:nth-child({column})")
}

/// What stands in the field of an ask, whether it is shown or not.
fn chosen(browser: &Browser, ask: &str) -> String {
    let field = browser.find(&format!("[data-ask='{ask}'] input"));
    field.property("value").as_str().unwrap_or("").to_string()
}

fn text(browser: &Browser, css: &str) -> String {
    browser.find(css).text()
}

fn check(browser: &Browser, ask: &str) -> (String, String) {
    browser.find(&format!("[data-ask='{ask}'] .check")).click();
    said(browser, ask)
}

#[test]
fn a_click_chooses_a_cell_and_another_one_leaves_it_out() {
    let Some(browser) = open("pick-mouse") else {
        return;
    };
    let ask = "perimeter:1";
    for column in 1..=5 {
        browser.find(&spot(ask, 2, column)).click();
    }
    assert_eq!(text(&browser, ".count"), "5 chosen");
    browser.find(&spot(ask, 2, 3)).click();
    assert_eq!(chosen(&browser, ask), "(2, 1), (2, 2), (2, 4), (2, 5)");
    let (outcome, says) = check(&browser, ask);
    assert_eq!(
        (outcome.as_str(), says.contains("walk")),
        ("not-yet", true),
        "{says}"
    );
    browser.find(&spot(ask, 2, 3)).click();
    assert_eq!(check(&browser, ask).0, "new");
    browser.find("[data-ask='perimeter:1'] .clear").click();
    assert_eq!(text(&browser, ".count"), "0 chosen");
    assert_eq!(browser.logs(), Vec::<Value>::new(), "no policy is broken");
}

#[test]
fn a_finger_chooses_too() {
    let Some(browser) = open("pick-touch") else {
        return;
    };
    tap(&browser, &spot("perimeter:1", 4, 7));
    tap(&browser, &spot("perimeter:1", 4, 8));
    tap(&browser, &spot("perimeter:1", 4, 7));
    assert_eq!(chosen(&browser, "perimeter:1"), "(4, 8)");
}

#[test]
fn every_cell_is_reached_within_fourteen_keys() {
    let Some(browser) = open("pick-keys") else {
        return;
    };
    let ask = "perimeter:1";
    focus(&browser, &spot(ask, 1, 1));
    // Into the nearest corner, then step by step; the last key chooses.
    for row in 1..=10usize {
        for column in 1..=10usize {
            let (left, top) = (column <= 5, row <= 5);
            let corner = if top && left { HOME } else { END };
            let mut keys = vec![format!("{CONTROL}{corner}")];
            if top && !left {
                keys.push(PAGE_UP.to_string());
            }
            if !top && left {
                keys.push(HOME.to_string());
            }
            let (across, down) = (column.min(11 - column) - 1, row.min(11 - row) - 1);
            let side = if left { RIGHT } else { LEFT };
            let height = if top { DOWN } else { UP };
            keys.extend(vec![side.to_string(); across]);
            keys.extend(vec![height.to_string(); down]);
            keys.push(" ".to_string());
            assert!(keys.len() <= 14, "row {row}, column {column}");
            keys.iter().for_each(|key| browser.press(key));
            assert_eq!(chosen(&browser, ask), format!("({row}, {column})"));
            browser.press(ENTER);
            assert_eq!(chosen(&browser, ask), "");
        }
    }
    browser.press(&format!("{UP}{LEFT}{PAGE_UP}"));
    assert_eq!(browser.active().label(), "row 1, column 9");
    browser.press(PAGE_DOWN);
    assert_eq!(browser.active().label(), "row 10, column 9");
}

#[test]
fn it_is_one_stop_with_spoken_names() {
    let Some(browser) = open("pick-names") else {
        return;
    };
    focus(&browser, "[data-ask='perimeter:1'] [tabindex='0']");
    browser.press(&format!("{DOWN}{DOWN}{RIGHT} "));
    assert_eq!(browser.active().label(), "row 3, column 2, chosen");
    assert_eq!(browser.active().role(), "gridcell");
    let grid = browser.find("[data-ask='perimeter:1'] .targets");
    assert_eq!(
        (grid.role().as_str(), grid.label().as_str()),
        ("grid", "Shape")
    );
    browser.press(TAB);
    assert_eq!(browser.active().role(), "button");
    browser.press(&format!("\u{E008}{TAB}"));
    assert_eq!(browser.active().label(), "row 3, column 2, chosen");
}

#[test]
fn points_are_chosen_in_order() {
    let Some(browser) = open("pick-points") else {
        return;
    };
    let ask = "polygon:1";
    for (row, column) in [(1, 1), (1, 3), (3, 3), (3, 2), (3, 1)] {
        browser.find(&spot(ask, row, column)).click();
    }
    // The last one again takes it away; another one stays; Backspace takes the last one.
    browser.find(&spot(ask, 3, 1)).click();
    browser.find(&spot(ask, 1, 1)).click();
    browser.press(BACKSPACE);
    browser.find(&spot(ask, 3, 1)).click();
    assert_eq!(chosen(&browser, ask), "(1, 1), (1, 3), (3, 3), (3, 1)");
    assert_eq!(browser.active().label(), "row 3, column 1, corner 4");
    assert_eq!(browser.find_all("[data-ask='polygon:1'] .corner").len(), 4);
    assert_eq!(check(&browser, ask).0, "new");
    assert_eq!(
        browser.find_all("[data-ask='polygon:1'] .found svg").len(),
        1
    );
    // The same square elsewhere.
    browser.find("[data-ask='polygon:1'] .clear").click();
    for (row, column) in [(4, 6), (4, 4), (6, 4), (6, 6)] {
        browser.find(&spot(ask, row, column)).click();
    }
    assert_eq!(check(&browser, ask).0, "again");
}

#[test]
fn a_shape_that_is_not_right_is_drawn_back() {
    let Some(browser) = open("pick-drawn") else {
        return;
    };
    let ask = "perimeter:1";
    browser.find(&spot(ask, 1, 1)).click();
    browser.find(&spot(ask, 1, 2)).click();
    let (outcome, says) = check(&browser, ask);
    assert_eq!(outcome, "not-yet");
    assert!(
        says.contains("perimeter = 6. You are looking for perimeter = 12"),
        "{says}"
    );
    let drawn = "[data-ask='perimeter:1'] .feedback svg .picked";
    assert_eq!(browser.find_all(drawn).len(), 1);
}

#[test]
fn what_is_typed_is_chosen() {
    let Some(browser) = open("pick-typed") else {
        return;
    };
    browser.find("[data-ask='four:1'] summary").click();
    browser
        .find("[data-ask='four:1'] input")
        .type_text("1,1; 1,2; (2,1)");
    assert_eq!(text(&browser, "[data-ask='four:1'] .count"), "3 chosen");
    assert_eq!(check(&browser, "four:1").0, "unreadable");
    browser.find(&spot("four:1", 2, 2)).click();
    assert_eq!(check(&browser, "four:1").0, "new");
}

#[test]
fn another_case_has_its_own_board() {
    let Some(browser) = open("pick-another") else {
        return;
    };
    browser.find(&spot("perimeter:1", 9, 9)).click();
    browser.find("#perimeter [data-next]").click();
    let spots = browser.find_all("[data-ask='perimeter:1'] [role='gridcell']");
    assert_eq!(spots.len(), 36);
    assert_eq!(chosen(&browser, "perimeter:1"), "");
}

#[test]
fn targets_are_as_large_as_there_is_room() {
    let Some(browser) = open("pick-room") else {
        return;
    };
    let side = format!(
        "return document.querySelector(\"{}\").getBoundingClientRect().width",
        spot("perimeter:1", 1, 1)
    );
    assert!(
        browser
            .run(&side, &[])
            .as_f64()
            .is_some_and(|side| side > 43.9)
    );
    browser.resize(320, 640);
    assert!(
        browser
            .run(&side, &[])
            .as_f64()
            .is_some_and(|side| side > 24.0)
    );
    let overflow = "return document.documentElement.scrollWidth - window.innerWidth";
    let overflow = browser.run(overflow, &[]);
    assert!(
        overflow.as_i64().is_some_and(|more| more <= 0),
        "{overflow}"
    );
}
