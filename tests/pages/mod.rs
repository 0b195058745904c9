//! Owns the opening of the pool border in a browser, and what it says to a response; knows nothing of what is right.

#![allow(dead_code)] // each test binary uses its own part

use crate::driver::{Browser, Start, start};
use lowfloor::publish::{library, site};
use lowfloor::site::write;
use std::path::{Path, PathBuf};

/// Builds the sample site below the system's folder for such things.
fn built(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let library = library(root);
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
    // The engine is unpacked a moment after the page is loaded.
    browser.run_async(&until("document.documentElement.matches('.js')"), &[]);
}

/// Opens the pool border and waits for nothing.
pub fn load_pool(browser: &Browser, name: &str) {
    let page = built(name).join("lessons/pool-border/index.html");
    browser.open(&format!("file://{}", page.display()));
}

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
