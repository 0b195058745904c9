//! A student's work in a browser: kept only after the student says so, judged again after a reload, erased, handed in; and
//! the rule that is brought to the class.

mod driver;
mod pages;

use driver::Browser;
use lowfloor::engine::work::{Given, Work, read};
use pages::{answer, browser, open_pool, said, until};
use serde_json::{Value, json};

const KEPT: &str = "return localStorage.getItem('lowfloor pool-border')";

fn kept(browser: &Browser) -> Option<String> {
    browser.run(KEPT, &[]).as_str().map(str::to_string)
}

/// What the page has kept, read as a class view would.
fn kept_work(browser: &Browser) -> Work {
    read(&kept(browser).expect("something is kept")).expect("it can be read")
}

fn given(ask: &str, case: &str, text: &str) -> Given {
    let [ask, case, text] = [ask, case, text].map(str::to_string);
    Given { ask, case, text }
}

fn value(browser: &Browser, css: &str) -> String {
    let value = browser.find(css).property("value");
    value.as_str().unwrap_or("").to_string()
}

/// Loads the page again and waits until it can be worked with.
fn reload(browser: &Browser) {
    browser.run("location.reload()", &[]);
    browser.run_async(&until("document.documentElement.matches('.js')"), &[]);
}

/// The rule that is to be brought, without the signs nobody sees.
fn rule(browser: &Browser) -> String {
    let rule = browser.find("#bring .rule").text();
    rule.replace(['\n', '\u{2062}'], "")
}

fn words(browser: &Browser, ask: &str, text: &str) {
    browser
        .find(&format!("[data-ask='{ask}'] textarea"))
        .type_text(text);
}

#[test]
fn nothing_is_kept_before_the_student_says_so() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "work-before");
    answer(&browser, "count:1", "20");
    words(&browser, "what-do-you-notice:1", "It grows.");
    assert_eq!(kept(&browser), None);
    browser.find(".keep").click();
    assert_eq!(kept_work(&browser).given.len(), 2);
    browser.find(".keep").click();
    assert_eq!(kept(&browser), None, "the tick taken away takes all away");
}

#[test]
fn kept_work_is_there_after_a_reload_and_judged_again() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "work-kept");
    browser.find(".keep").click();
    words(&browser, "what-do-you-notice:1", "It grows.\nBy four.");
    answer(&browser, "count:1", "20");
    browser.find("#count [data-next]").click();
    answer(&browser, "count:1", "32");
    let cells = "[data-ask='several-pools:1'] ";
    browser.find(&format!("{cells}input.own")).type_text("6");
    let last = browser.find_all(&format!("{cells}input.cell")).pop();
    last.expect("a cell").type_text("28\u{E007}");
    browser
        .find("[data-ask='another-way:1'] li:nth-child(1) label")
        .click();
    browser.find("[data-ask='another-way:1'] .check").click();
    answer(&browser, "which-pool-was-it:1", "3×5");
    answer(&browser, "any-pool:1", "4(n+1)");
    let before = kept_work(&browser);
    let table = given("several-pools:1", "0", ";;;;6: 28");
    assert!(before.given.contains(&given("count:1", "1", "32")));
    assert!(before.given.contains(&table), "{before:?}");

    reload(&browser);
    assert_eq!(
        kept_work(&browser),
        before,
        "nothing is lost, nothing added"
    );
    assert_eq!(
        value(&browser, "[data-ask='what-do-you-notice:1'] textarea"),
        "It grows.\nBy four."
    );
    assert_eq!(value(&browser, "[data-ask='count:1'] input"), "32");
    assert_eq!(said(&browser, "count:1").0, "right");
    assert_eq!(value(&browser, "input.own"), "6");
    assert_eq!(said(&browser, "several-pools:1").0, "partly");
    assert_eq!(said(&browser, "another-way:1").0, "right");
    assert_eq!(browser.find_all(".found li").len(), 1);
    assert_eq!(rule(&browser), "4(n+1)");
}

#[test]
fn erasing_asks_once_and_leaves_nothing() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "work-erased");
    browser.find(".keep").click();
    answer(&browser, "any-pool:1", "4n+4");
    words(&browser, "what-do-you-notice:1", "It grows.");
    let erase = browser.find(".erase");
    let label = erase.text();
    erase.click();
    assert_ne!(erase.text(), label, "it asks");
    assert!(kept(&browser).is_some());
    browser.press("\u{E004}");
    assert_eq!(erase.text(), label, "going on is a no");
    erase.click();
    erase.click();
    assert_eq!(kept(&browser), None);
    assert_eq!(value(&browser, "[data-ask='any-pool:1'] input"), "");
    assert_eq!(said(&browser, "any-pool:1").1, "");
    assert_eq!(
        value(&browser, "[data-ask='what-do-you-notice:1'] textarea"),
        ""
    );
    assert!(!browser.find("#bring .card").displayed());
    reload(&browser);
    assert_eq!(value(&browser, "[data-ask='any-pool:1'] input"), "");
}

#[test]
fn the_keyboard_keeps_hands_in_and_erases_on_a_small_phone() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "work-keyboard");
    browser.resize(320, 640);
    answer(&browser, "any-pool:1", "4(n+1)");
    answer(&browser, "any-pool:1", "(n+2)² − n²");
    browser.run("document.querySelector('#bring input').focus()", &[]);
    let (tab, enter, down) = ('\u{E004}', '\u{E007}', '\u{E015}');
    browser.press(&down.to_string());
    assert_eq!(rule(&browser), "(n+2)2−n2");
    browser.press(&format!("{tab} "));
    assert_eq!(kept_work(&browser).given.len(), 2);
    browser.press(&format!("{tab}{enter}{tab}Mia{tab}"));
    assert_eq!(kept_work(&browser).name, "Mia");
    let overflow = "return document.documentElement.scrollWidth - window.innerWidth";
    let overflow = browser.run(overflow, &[]);
    assert!(
        overflow.as_i64().is_some_and(|over| over <= 0),
        "{overflow}"
    );
    browser.press(&format!("{tab}{tab}{tab}{tab}{enter}{enter}"));
    assert_eq!(kept(&browser), None);
}

#[test]
fn what_is_handed_in_holds_what_was_typed_and_no_more() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "work-handed-in");
    answer(&browser, "count:1", "20");
    answer(&browser, "count:1", "4×5+4");
    browser.find(".hand summary").click();
    let work = read(&value(&browser, ".code")).expect("a code");
    let typed = vec![given("count:1", "0", "20"), given("count:1", "0", "4×5+4")];
    assert_eq!(work.given, typed);
    assert_eq!(work.name, "");
    browser.find(".who").type_text("Mia");
    let work = read(&value(&browser, ".code")).expect("a code");
    assert_eq!(work.name, "Mia");

    browser.run(
        "var create = URL.createObjectURL; URL.createObjectURL = function (blob) { window.saved = blob; return create.call(URL, blob); };",
        &[],
    );
    browser.command("Browser.setDownloadBehavior", json!({ "behavior": "deny" }));
    browser.find(".file").click();
    let text = browser.run_async("saved.text().then(arguments[0])", &[]);
    assert_eq!(read(text.as_str().expect("text")), Ok(work));
    assert_eq!(kept(&browser), None, "handing in keeps nothing");
}

#[test]
fn damaged_or_foreign_work_is_left_aside() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "work-damaged");
    let long = format!("lowfloor work 1\tpool-border\n{}", "x".repeat(70_000));
    for text in [
        "hello",
        "lowfloor work 1\tother\ncount:1\t0\t20\n",
        "lowfloor work 1\tpool-border\ncount:1\t0\n",
        &long,
    ] {
        browser.run(
            "localStorage.setItem('lowfloor pool-border', arguments[0])",
            &[json!(text)],
        );
        reload(&browser);
        assert_eq!(value(&browser, "[data-ask='count:1'] input"), "");
        assert_eq!(browser.logs(), Vec::<Value>::new());
    }
    let text =
        "lowfloor work 1\tpool-border\nno-such:1\t0\t20\ncount:1\tn=99999\t<b>20\ncount:1\t0\t20\n";
    browser.run(
        "localStorage.setItem('lowfloor pool-border', arguments[0])",
        &[json!(text)],
    );
    reload(&browser);
    assert_eq!(said(&browser, "count:1").0, "not-yet");
    assert_eq!(browser.find_all(".ask b").len(), 0);
}

#[test]
fn a_browser_that_keeps_nothing_says_so() {
    let Some(browser) = browser() else { return };
    browser.command(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": "Object.defineProperty(window, 'localStorage', { get: function () { throw new Error('no'); } });" }),
    );
    open_pool(&browser, "work-refused");
    browser.find(".keep").click();
    assert_eq!(browser.find(".keep").property("checked"), json!(false));
    assert!(!browser.find(".told").text().is_empty());
    assert_eq!(answer(&browser, "count:1", "24").0, "right");
}

#[test]
fn one_right_rule_is_chosen_for_the_class() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "bring");
    assert!(browser.find("#bring .wait").displayed());
    answer(&browser, "any-pool:1", "3n+8");
    assert!(browser.find("#bring .wait").displayed());
    answer(&browser, "any-pool:1", "4(n+1)");
    assert!(!browser.find("#bring .wait").displayed());
    assert!(!browser.find("#bring fieldset").displayed());
    assert_eq!(browser.find_all("#bring .card svg").len(), 1);
    answer(&browser, "any-pool:1", "4(n+1)");
    let (_, words) = answer(&browser, "any-pool:1", "4n + 4");
    assert!(words.contains("another way"), "{words}");
    let radios = browser.find_all("#bring input");
    let labels: Vec<String> = radios.iter().map(|radio| radio.label()).collect();
    assert_eq!(labels, ["4(n+1) Any pool", "4n + 4 Any pool"]);
    assert_eq!(rule(&browser), "4(n+1)");
    radios.last().expect("two rules").click();
    assert_eq!(rule(&browser), "4n+4");
}

#[test]
fn the_rule_chosen_for_the_class_is_kept_with_the_work() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "bring-kept");
    browser.find(".keep").click();
    answer(&browser, "any-pool:1", "4(n+1)");
    answer(&browser, "any-pool:1", "4n + 4");
    assert_eq!(
        kept_work(&browser).bring,
        "4(n+1)",
        "what is shown as chosen is kept"
    );
    let radios = browser.find_all("#bring input");
    radios.last().expect("two rules").click();
    assert_eq!(kept_work(&browser).bring, "4n + 4");
    reload(&browser);
    assert_eq!(rule(&browser), "4n+4");
    let radios = browser.find_all("#bring input");
    let checked = radios.last().expect("two rules").property("checked");
    assert_eq!(checked, json!(true));
    assert_eq!(kept_work(&browser).bring, "4n + 4");
}

/// Puts a text into the field for work and goes on with it; what the page says to it.
fn go_on(browser: &Browser, text: &str) -> String {
    let field = "document.querySelector('.pasted').value = arguments[0]";
    browser.run(field, &[json!(text)]);
    browser.find(".go_on").click();
    browser.find(".went").text()
}

#[test]
fn work_that_was_handed_in_can_be_gone_on_with() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "work-resumed");
    answer(&browser, "count:1", "20");
    answer(&browser, "any-pool:1", "4(n+1)");
    words(&browser, "what-do-you-notice:1", "It grows.");
    let code = value(&browser, ".code");
    reload(&browser);
    answer(&browser, "count:1", "7");
    browser.find(".resume summary").click();
    assert_eq!(go_on(&browser, &code), "Your work is back.");
    assert_eq!(said(&browser, "count:1").0, "not-yet");
    assert_eq!(value(&browser, "[data-ask='count:1'] input"), "20");
    assert_eq!(
        value(&browser, "[data-ask='what-do-you-notice:1'] textarea"),
        "It grows."
    );
    assert_eq!(rule(&browser), "4(n+1)");
    assert_eq!(value(&browser, ".code"), code, "nothing of the 7 is left");
    assert_eq!(kept(&browser), None, "going on keeps nothing");
}

#[test]
fn strange_work_changes_nothing_and_is_told() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "work-strange");
    answer(&browser, "count:1", "24");
    browser.find(".resume summary").click();
    let long = "x".repeat(200_000);
    for (text, says) in [
        ("hello", "This is no work"),
        ("", "This is no work"),
        ("lf1.####", "This is no work"),
        ("lowfloor work 1\tpool-border\ncount:1\t0\n", "Line 2"),
        ("lowfloor work 1\tother\ncount:1\t0\t20\n", "another task"),
        (&long, "too long"),
    ] {
        let told = go_on(&browser, text);
        assert!(told.contains(says), "{told}");
        assert_eq!(value(&browser, "[data-ask='count:1'] input"), "24");
        assert_eq!(said(&browser, "count:1").0, "right");
    }
    let hostile = "lowfloor work 1\tpool-border\nno-such:1\t0\t20\ncount:1\tn=99999\t<b>20\n";
    assert_eq!(go_on(&browser, hostile), "Your work is back.");
    assert_eq!(browser.find_all(".ask b").len(), 0);
    assert_eq!(browser.logs(), Vec::<Value>::new());
}

#[test]
fn points_to_compare_with_open_after_something_is_written() {
    let Some(browser) = browser() else { return };
    open_pool(&browser, "compare");
    let points = browser.find("#say-it-in-words .compare");
    assert!(!points.displayed());
    words(&browser, "say-it-in-words:1", "Take the side");
    assert!(points.displayed());
}
