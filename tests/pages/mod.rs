//! Owns the opening of the pool border in a browser, and what it says to a response; knows nothing of what is right.

#![allow(dead_code)] // each test binary uses its own part

use crate::driver::{Browser, Start, start};
use lowfloor::publish::{library, site};
use lowfloor::site::write;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Builds the site of a folder of the repository below the system's folder for such things.
fn built(folder: &str, name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let library = library(&root);
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    write(&site(&library).expect("the theme renders"), &out, &[]).expect("the site is written");
    out
}

/// A browser of this test's own; none, and a word about it, where the machine has none.
pub fn browser() -> Option<Browser> {
    match start() {
        Start::Ready(browser) => Some(browser),
        Start::Missing(what) => {
            println!("skipped: no {what}");
            None
        }
    }
}

/// Opens the pool border and waits until it can be worked with.
pub fn open_pool(browser: &Browser, name: &str) {
    load_pool(browser, name);
    until_ready(browser);
}

/// Opens a lesson of a site in `tests/sites` and waits until it can be worked with.
pub fn open_site(browser: &Browser, site: &str, lesson: &str, name: &str) {
    let folder = built(&format!("tests/sites/{site}"), name);
    let page = folder.join(format!("lessons/{lesson}/index.html"));
    browser.open(&format!("file://{}", page.display()));
    until_ready(browser);
}

/// Opens the home page of a site in `tests/sites`, chosen by this, and waits until it can be worked with.
pub fn open_home(browser: &Browser, site: &str, chosen: &str) {
    let folder = built(&format!("tests/sites/{site}"), &format!("home-{site}"));
    let page = folder.join("lessons/index.html");
    browser.open(&format!("file://{}{chosen}", page.display()));
    until_ready(browser);
}

fn until_ready(browser: &Browser) {
    // The engine is unpacked a moment after the page is loaded.
    browser.run_async(&until("document.documentElement.matches('.js')"), &[]);
}

/// Opens the pool border and waits for nothing.
pub fn load_pool(browser: &Browser, name: &str) {
    let page = built("tasks/pool-border", name).join("lessons/pool-border/index.html");
    browser.open(&format!("file://{}", page.display()));
}

/// Opens the class view of the repository's tasks and waits until it can be worked with.
pub fn open_class(browser: &Browser) {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    let page = SITE
        .get_or_init(|| built("tasks/pool-border", "class-view"))
        .join("teacher/class/index.html");
    browser.open(&format!("file://{}", page.display()));
    until_ready(browser);
}

/// Opens the class view of a site in `tests/sites` and waits until it can be worked with.
pub fn open_class_of(browser: &Browser, site: &str, name: &str) {
    let page = built(&format!("tests/sites/{site}"), name).join("teacher/class/index.html");
    browser.open(&format!("file://{}", page.display()));
    until_ready(browser);
}

/// The folder of the pages for the pool border's teacher.
pub fn for_teacher(name: &str) -> PathBuf {
    built("tasks/pool-border", name).join("teacher/pool-border")
}

/// Opens the board of the pool border and waits until it can be worked with.
pub fn open_board(browser: &Browser, name: &str) {
    let page = for_teacher(name).join("board.html");
    browser.open(&format!("file://{}", page.display()));
    browser.run_async(&until("document.documentElement.matches('.js')"), &[]);
}

/// Waits so many milliseconds.
pub fn wait(browser: &Browser, milliseconds: u32) {
    browser.run_async(
        "setTimeout(arguments[1], arguments[0])",
        &[milliseconds.into()],
    );
}

/// Puts the focus on the first element that fits.
pub fn focus(browser: &Browser, css: &str) {
    browser.run(
        "document.querySelector(arguments[0]).focus()",
        &[css.into()],
    );
}

/// Taps with a finger on the first element that fits.
pub fn tap(browser: &Browser, css: &str) {
    let place = browser.run(
        "var box = document.querySelector(arguments[0]); box.scrollIntoView({ block: 'center' });
box = box.getBoundingClientRect(); return { x: box.left + box.width / 2, y: box.top + box.height / 2 };",
        &[css.into()],
    );
    let event = |kind: &str, points: serde_json::Value| {
        let event = json!({ "type": kind, "touchPoints": points });
        browser.command("Input.dispatchTouchEvent", event);
    };
    browser.command(
        "Emulation.setTouchEmulationEnabled",
        json!({ "enabled": true }),
    );
    event("touchStart", json!([place]));
    event("touchEnd", json!([]));
    wait(browser, 50);
}

/// Keeps all that a region has said, in order, as `heard`.
pub const LISTEN: &str = "
window.heard = [];
var region = document.querySelector(arguments[0]);
new MutationObserver(function () { heard.push(region.textContent); }).observe(region, { childList: true });";

/// Looks again and again until the page is so.
pub fn until(so: &str) -> String {
    format!(
        "var done = arguments[0];
(function look() {{ if ({so}) done(); else setTimeout(look, 10); }})();"
    )
}

/// Types a response into the first field of an ask and checks it with Enter; gives outcome and words.
pub fn answer(browser: &Browser, ask: &str, text: &str) -> (String, String) {
    let field = browser.find(&format!("[data-ask='{ask}'] input"));
    field.clear();
    field.type_text(text);
    browser.press("\u{E007}");
    said(browser, ask)
}

/// The outcome and the words an ask shows now.
pub fn said(browser: &Browser, ask: &str) -> (String, String) {
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
