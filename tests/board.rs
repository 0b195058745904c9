//! The board of a task, worked by the keys alone as from a clicker: nothing is revealed before it is wanted, and everything can
//! be.

mod driver;
mod pages;

use driver::Browser;
use pages::{LISTEN, browser, focus, open_board, until, wait};
use serde_json::{Value, json};

const NEXT: &str = "\u{E00F}"; // Page Down, as a clicker sends it
const BACK: &str = "\u{E00E}"; // Page Up
const RIGHT: &str = "\u{E014}";
const LEFT: &str = "\u{E012}";
const DOWN: &str = "\u{E015}";
const UP: &str = "\u{E013}";
const HOME: &str = "\u{E011}";
const END: &str = "\u{E010}";
const ESCAPE: &str = "\u{E00C}";

/// What is in view: the id of each view that is shown.
fn in_view(browser: &Browser) -> Value {
    browser.run(
        "return [].filter.call(document.querySelectorAll('.view'), function (view) { return view.offsetHeight > 0; })
.map(function (view) { return view.id; });",
        &[],
    )
}

/// What a class reads.
fn text(browser: &Browser) -> String {
    browser.find("main").text().replace('\n', " ")
}

/// Answers and ways that are seen.
fn revealed(browser: &Browser) -> usize {
    let all = browser.find_all("main [data-answer], .ways > li");
    all.iter().filter(|one| one.displayed()).count()
}

fn picture(browser: &Browser) -> String {
    let script =
        "var seen = document.querySelector('.view:not([hidden]) .case:not([hidden]) .seen');
return seen ? getComputedStyle(seen).visibility : '';";
    let seen = browser.run(script, &[]);
    seen.as_str().unwrap_or_default().to_string()
}

fn case(browser: &Browser) -> String {
    browser.find(".case-name").text()
}

fn time(browser: &Browser) -> String {
    browser.find(".time").text()
}

#[test]
fn the_board_is_worked_by_keys_alone() {
    let Some(browser) = browser() else { return };
    browser.requests();
    open_board(&browser, "board-walk");
    browser.resize(1280, 720);
    assert_eq!(in_view(&browser), json!(["what-do-you-notice"]));

    // On and back, with both sorts of keys; the ends hold.
    browser.press(LEFT);
    browser.press(NEXT);
    assert_eq!(in_view(&browser), json!(["take-a-guess"]));
    browser.press(BACK);
    browser.press(RIGHT);
    assert_eq!(in_view(&browser), json!(["take-a-guess"]));

    // What is to be guessed is covered, seen for three seconds, and covered again.
    assert_eq!(picture(&browser), "hidden");
    browser.press("3");
    assert_eq!(picture(&browser), "visible");
    wait(&browser, 2_000);
    assert_eq!(picture(&browser), "visible", "it stays for three seconds");
    browser.run_async(
        &until("document.querySelector('#take-a-guess .cover').offsetHeight > 0"),
        &[],
    );
    assert_eq!(picture(&browser), "hidden");
    browser.press("h");
    assert_eq!(picture(&browser), "visible");

    // An answer comes when it is wanted, goes again, and is gone after a look at another view.
    browser.press(NEXT);
    assert_eq!(revealed(&browser), 0);
    assert!(!text(&browser).contains("24"), "{}", text(&browser));
    browser.press(DOWN);
    assert!(text(&browser).contains("24 tiles"), "{}", text(&browser));
    browser.press(UP);
    assert!(!text(&browser).contains("24"));
    browser.press(DOWN);
    browser.press(BACK);
    browser.press(NEXT);
    assert_eq!(revealed(&browser), 0);

    // The listed cases, then those of a control.
    assert_eq!(case(&browser), "n = 5");
    browser.press("+");
    assert_eq!(case(&browser), "n = 7");
    browser.press(DOWN);
    assert!(text(&browser).contains("32 tiles"));
    browser.press("++");
    assert_eq!(case(&browser), "n = 10");
    assert_eq!(revealed(&browser), 0, "another case begins unanswered");
    browser.press(NEXT);
    assert_eq!(in_view(&browser), json!(["a-pool-of-your-own"]));
    browser.press("----------");
    assert_eq!(case(&browser), "n = 1");
    assert!(text(&browser).contains("1 by 1"), "{}", text(&browser));
    browser.press("+++++++++++++");
    assert_eq!(case(&browser), "n = 12");

    // A table is filled line by line; the ways come one by one in the author's order.
    browser.press(NEXT);
    browser.press("r");
    assert_eq!(revealed(&browser), 4);
    browser.press(NEXT);
    browser.press(DOWN);
    assert!(text(&browser).contains("404 tiles"), "{}", text(&browser));
    browser.press(DOWN);
    assert!(text(&browser).contains("Four sides as long as the water"));
    assert!(!text(&browser).contains("pinwheel"), "only one yet");
    browser.press(DOWN);
    assert!(text(&browser).contains("pinwheel"));
    assert!(browser.find(".ways > .now").text().contains("pinwheel"));
    browser.press(UP);
    assert!(!text(&browser).contains("pinwheel"));

    // The map leads to where the ways are talked about.
    browser.press("m");
    assert!(browser.find("dialog.views").displayed());
    for _ in 0..18 {
        browser.press("\u{E004}");
    }
    assert_eq!(
        browser.active().attribute("href").as_deref(),
        Some("#compare")
    );
    browser.press("\u{E007}");
    assert_eq!(in_view(&browser), json!(["compare"]));
    for _ in 0..20 {
        browser.press(DOWN);
    }
    let ways = browser.find_all("#compare .ways > li");
    assert_eq!(ways.len(), 8);
    assert!(ways.iter().all(|way| way.displayed()));

    browser.press("?");
    assert!(browser.find("dialog.help").displayed());
    browser.press(RIGHT);
    browser.press(ESCAPE);
    assert_eq!(in_view(&browser), json!(["compare"]));
    browser.press("d");
    let dark = "return getComputedStyle(document.documentElement).backgroundColor";
    assert_eq!(browser.run(dark, &[]), json!("rgb(0, 0, 0)"));
    browser.press("b");
    assert!(!browser.find("#compare h2").displayed());
    browser.press("b");
    browser.press(HOME);
    browser.press(LEFT);
    assert_eq!(in_view(&browser), json!(["what-do-you-notice"]));
    browser.press(END);
    browser.press(RIGHT);
    assert_eq!(in_view(&browser), json!(["exit-ticket.2"]));

    let asked = browser.requests();
    assert!(
        asked.iter().all(|url| url.starts_with("file:")),
        "{asked:?}"
    );
    assert_eq!(browser.logs(), Vec::<Value>::new(), "no policy is broken");
}

#[test]
fn the_clock_runs_down_from_the_minutes_of_its_part() {
    let Some(browser) = browser() else { return };
    open_board(&browser, "board-clock");
    assert_eq!(time(&browser), "5:00");
    browser.press("1");
    assert_eq!(time(&browser), "6:00");
    browser.press("t");
    browser.run_async(
        &until("document.querySelector('.time').textContent === '5:58'"),
        &[],
    );
    // It goes on while another part is looked at, and stops when it is told to.
    browser.press(NEXT);
    assert_eq!(time(&browser), "2:00");
    browser.press(BACK);
    browser.press("t");
    let stopped = time(&browser);
    assert!(stopped.as_str() < "5:59", "{stopped}");
    wait(&browser, 1_200);
    assert_eq!(time(&browser), stopped);
    browser.press("0");
    assert_eq!(time(&browser), "5:00");
    // Past the end it counts what is over, and says so.
    browser.run(LISTEN, &[json!(".aloud")]);
    browser.run("var now = Date.now; Date.now = function () { return now() + window.later; }; window.later = 0;", &[]);
    browser.press("t");
    browser.run("window.later = 303000", &[]);
    browser.run_async(&until("document.querySelector('.clock.over')"), &[]);
    assert!(time(&browser).starts_with("+0:0"), "{}", time(&browser));
    let heard = browser.run("return heard.join(' ')", &[]);
    assert!(
        heard
            .as_str()
            .is_some_and(|heard| heard.contains("time is up")),
        "{heard}"
    );
}

#[test]
fn each_view_says_where_it_is_and_keeps_the_focus() {
    let Some(browser) = browser() else { return };
    open_board(&browser, "board-heard");
    browser.run(LISTEN, &[json!(".aloud")]);
    focus(&browser, "[data-do=next]");
    browser.press("\u{E007}\u{E007}");
    let heard = browser.run("return heard", &[]);
    let last = heard.as_array().and_then(|heard| heard.last());
    let last = last.and_then(Value::as_str).unwrap_or_default();
    assert!(
        last.starts_with("View 3 of 26: Count. This pool is 5 by 5."),
        "{heard}"
    );
    let focused = browser.active().attribute("data-do");
    assert_eq!(focused.as_deref(), Some("next"));
}

/// Views that run over the edge of the screen, and buttons a finger would miss.
const CRAMPED: &str = "
var main = document.querySelector('main'), bar = document.querySelector('.bar'), found = [];
if (main.scrollHeight > main.clientHeight + 1 || main.scrollWidth > main.clientWidth + 1) found.push(location.hash);
if (bar.getBoundingClientRect().bottom > innerHeight + 1) found.push('bar');
document.querySelectorAll('.bar button').forEach(function (button) {
  var box = button.getBoundingClientRect();
  if (box.height && (box.height < 43.5 || box.width < 43.5)) found.push(button.outerHTML);
});
return found;";

#[test]
fn every_view_fits_a_projector_with_all_that_is_revealed() {
    let Some(browser) = browser() else { return };
    open_board(&browser, "board-fits");
    for (width, height) in [(1024, 768), (1280, 720), (1920, 1080)] {
        browser.resize(width, height);
        browser.press(HOME);
        for view in 0..26 {
            for step in 0..3 {
                let cramped = browser.run(CRAMPED, &[]);
                assert_eq!(
                    cramped,
                    json!([]),
                    "{width} × {height}, view {view}, step {step}"
                );
                browser.press(DOWN);
            }
            browser.press(NEXT);
        }
        assert_eq!(in_view(&browser), json!(["exit-ticket.2"]));
    }
}
