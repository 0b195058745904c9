//! A whole lesson from a double-clicked file, as a student would work it: the page asks for nothing but its own files, breaks
//! no policy and keeps nothing.

mod driver;
mod pages;

use driver::Browser;
use pages::{answer, browser, load_pool, said, until};
use serde_json::{Value, json};

/// All that a page could keep.
const KEPT: &str = "var done = arguments[0];
indexedDB.databases().then(function (bases) {
  caches.keys().catch(function () { return []; }).then(function (caches) {
    done([localStorage.length, sessionStorage.length, bases.length, caches.length, document.cookie]);
  });
});";

fn kept(browser: &Browser) -> Value {
    browser.run_async(KEPT, &[])
}

/// Responses to asks with one field or several; the first field takes all.
const LESSON: &[(&str, &str, &str)] = &[
    ("take-a-guess:1", "40", "noted"),
    ("count:1", "20", "not-yet"),
    ("count:1", "24", "right"),
    ("far-away:1", "4·100+4", "right"),
    ("any-pool:1", "4n", "not-yet"),
    ("any-pool:1", "n²", "not-yet"),
    ("any-pool:1", "4(n+1)", "right"),
    ("another-way:2", "4n+4", "right"),
    ("which-square-was-it:1", "6.5", "not-yet"),
    ("which-square-was-it:1", "none", "right"),
    ("backwards-for-any-pool:1", "(T-4)/4", "right"),
    ("which-pool-was-it:1", "3×5", "new"),
    ("a-longer-pool:2", "2n+2m+4", "right"),
];

#[test]
fn a_lesson_makes_no_request_and_keeps_nothing() {
    let Some(browser) = browser() else { return };
    browser.requests();
    load_pool(&browser, "lesson-walk");
    browser.run_async(&until("document.documentElement.matches('.js')"), &[]);
    let loaded = browser.requests();
    let own = |name: &str| loaded.iter().filter(|url| url.ends_with(name)).count();
    assert_eq!(loaded.len(), 3, "{loaded:?}");
    assert_eq!(
        [own("index.html"), own("lowfloor.css"), own("lowfloor.js")],
        [1, 1, 1]
    );

    browser
        .find("[data-ask='what-do-you-notice:1'] textarea")
        .type_text("It grows.");
    for (ask, text, outcome) in LESSON {
        assert_eq!(answer(&browser, ask, text).0, *outcome, "{ask} {text}");
    }
    for cell in browser.find_all("[data-ask='several-pools:1'] input.cell") {
        cell.type_text("16");
    }
    browser.find("[data-ask='several-pools:1'] .check").click();
    browser.find("[data-ask='another-way:1'] li label").click();
    browser.find("[data-ask='another-way:1'] .check").click();
    assert_eq!(said(&browser, "another-way:1").0, "right");
    for button in browser.find_all("[data-next]") {
        button.click();
    }
    for fold in browser.find_all("main summary, .hand summary") {
        if fold.displayed() {
            fold.click();
        }
    }
    browser.find("[data-ask='count:1'] input").click();
    browser.find("[data-ask='count:1'] .keys").click();
    browser.find(".copy").click();
    browser.command("Browser.setDownloadBehavior", json!({ "behavior": "deny" }));
    browser.find(".file").click();

    let asked = browser.requests();
    let foreign: Vec<&String> = asked
        .iter()
        .filter(|url| !url.starts_with("blob:"))
        .collect();
    assert_eq!(foreign, Vec::<&String>::new());
    assert_eq!(browser.logs(), Vec::<Value>::new(), "no policy is broken");
    assert_eq!(kept(&browser), json!([0, 0, 0, 0, ""]));
}

/// Every way of working has a place of its own, and the focus is never lost.
#[test]
fn a_check_leaves_the_focus_and_says_one_thing() {
    let Some(browser) = browser() else { return };
    load_pool(&browser, "lesson-focus");
    browser.run_async(&until("document.documentElement.matches('.js')"), &[]);
    browser.run(
        "window.heard = [];
new MutationObserver(function () { var text = document.querySelector('.aloud').textContent; if (text) heard.push(text); })
  .observe(document.querySelector('.aloud'), { childList: true });",
        &[],
    );
    answer(&browser, "any-pool:1", "4(n+1)");
    browser.run_async("setTimeout(arguments[0], 1400)", &[]);
    let heard = browser.run("return heard", &[]);
    let heard: Vec<&str> = heard
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(heard.len(), 1, "{heard:?}");
    assert!(heard[0].contains("pinwheel"), "{heard:?}");
    assert_eq!(browser.find_all("[role=status], [aria-live]").len(), 1);
    let focused = browser.active().attribute("id");
    assert_eq!(
        focused,
        browser
            .find("[data-ask='any-pool:1'] input")
            .attribute("id")
    );
}

#[test]
fn no_formula_stands_where_it_cannot_be_read() {
    let Some(browser) = browser() else { return };
    load_pool(&browser, "lesson-formulas");
    browser.run_async(&until("document.documentElement.matches('.js')"), &[]);
    for text in ["4(n+1)", "4n+4", "n²"] {
        answer(&browser, "any-pool:1", text);
    }
    let misplaced =
        ":is(button, option, label, [role=status], [aria-live]) :is(math, svg:not([aria-hidden]))";
    assert_eq!(browser.find_all(misplaced).len(), 0);
}

/// Measured in the page's own pixels; what is hidden or stands in a sentence does not count.
const SMALL: &str = "
return [].filter.call(document.querySelectorAll('button, summary, input, textarea, nav a, .home a'), function (target) {
  var box = target.closest('.choices li') || target, size = box.getBoundingClientRect();
  return size.height > 0 && (size.height < 43.5 || size.width < 43.5);
}).map(function (target) { return target.outerHTML.slice(0, 80); });";

#[test]
fn every_target_is_large_enough() {
    let Some(browser) = browser() else { return };
    load_pool(&browser, "lesson-targets");
    browser.run_async(&until("document.documentElement.matches('.js')"), &[]);
    for width in [320, 1280] {
        browser.resize(width, 800);
        let small = browser.run(SMALL, &[]);
        assert_eq!(small, json!([]), "{width} px");
    }
}
