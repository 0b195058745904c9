//! axe-core looks at every state of the pages and finds nothing. It comes from npm, in the CI only: `LOWFLOOR_AXE` names its file.

mod driver;
mod pages;
#[allow(dead_code)]
mod scratch;

use driver::{Browser, Start, start};
use lowfloor::publish::{library, site};
use lowfloor::site::write;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const RUN: &str = "var done = arguments[0];
axe.run(document, { resultTypes: ['violations'] }).then(function (found) {
  done(found.violations.map(function (one) {
    return one.id + ': ' + one.help + one.nodes.map(function (node) { return '\\n    ' + node.html.slice(0, 160) + '\\n    ' + node.failureSummary; }).join('');
  }));
}, function (error) { done([String(error)]); });";

/// A response for each outcome, then what opens.
const STATES: &str = "
function put(ask, text) {
  var box = document.querySelector('[data-ask=\"' + ask + '\"]');
  if (!box) return;
  text.split('\\n').forEach(function (line, at) { box.querySelectorAll('input, textarea')[at].value = line; });
  if (box.querySelector('.check')) box.querySelector('.check').click();
}
put('what-do-you-notice:1', 'It grows.');
put('take-a-guess:1', '20\\n60\\n40');
put('count:1', '20');
put('several-pools:1', '16');
put('far-away:1', '4·100+4');
put('any-pool:1', '4n+4');
put('any-pool:1', '4(n+1)');
put('another-way:2', '3n+8');
put('which-square-was-it:1', '4x');
put('which-pool-was-it:1', '3\\n5');
put('which-pool-was-it:1', '5\\n3');
put('fifty:1', '');
put('a-number-pyramid:1', '20\\n8\\n12');
put('a-magic-square:1', '8');
put('a-number-read-off-a-graph:1', '9');
document.querySelectorAll('details').forEach(function (fold) { if (!fold.closest('.map')) fold.open = true; });
var keys = document.querySelector('.keys');
if (keys) { keys.closest('.ask').querySelector('input').focus(); keys.click(); }";

fn built(folder: &Path, name: &str) -> PathBuf {
    let library = library(folder);
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    write(&site(&library).expect("the theme renders"), &out, &[]).expect("the site is written");
    out
}

/// The pages of the lead example, and of the gallery.
fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = Vec::new();
    for (folder, name) in [
        (root.join("tasks/pool-border"), "axe"),
        (root.join("tests/gallery"), "axe-gallery"),
        (root.join("tests/sites/home"), "axe-home"),
    ] {
        if !folder.is_dir() {
            continue;
        }
        let lessons = built(&folder, name).join("lessons");
        let files = scratch::files(&lessons).into_iter().map(|(path, _)| path);
        pages.extend(
            files
                // Of the translations the one that is written from right to left.
                .filter(|path| path.ends_with("index.html") && !path.contains("/de/"))
                .map(|path| lessons.join(path)),
        );
    }
    pages
}

/// The board with its answer, then with its ways, then with its windows; each state adds to the one before.
const BOARD: [(&str, &str); 5] = [
    ("at the start", ""),
    ("covered", "press('PageDown');"),
    ("with an answer", "press('PageDown'); press('ArrowDown');"),
    (
        "with ways",
        "location.hash = 'compare'; press('ArrowDown'); press('ArrowDown'); press('ArrowDown'); press('d');",
    ),
    ("with its keys", "press('d'); press('?');"),
];
const PRESS: &str =
    "function press(key) { document.dispatchEvent(new KeyboardEvent('keydown', { key: key })); }\n";

/// What stands beside a lesson for its teacher.
fn teacher(browser: &Browser, axe: &str, found: &mut Vec<String>) {
    let pool = Path::new(env!("CARGO_MANIFEST_DIR")).join("tasks/pool-border");
    let teacher = built(&pool, "axe-teacher").join("teacher");
    let files = scratch::files(&teacher).into_iter().map(|(path, _)| path);
    let names = [
        "pool-border/index.html",
        "chart.html",
        "board.html",
        "handout.html",
        "cards.html",
        "key.html",
    ];
    let pages: Vec<String> = files
        .filter(|path| names.iter().any(|name| path.ends_with(name)))
        .collect();
    assert!(pages.len() >= names.len(), "{pages:?}");
    for page in pages {
        browser.open(&format!("file://{}", teacher.join(&page).display()));
        let states = match page.ends_with("board.html") {
            true => &BOARD[..],
            false => &BOARD[..1],
        };
        for (state, script) in states {
            browser.run(&format!("{PRESS}{script}"), &[]);
            look(browser, axe, &format!("{page} {state}"), found);
        }
    }
}

fn look(browser: &Browser, axe: &str, what: &str, found: &mut Vec<String>) {
    browser.run(axe, &[]);
    for scheme in ["light", "dark"] {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }, { "name": "prefers-reduced-motion", "value": "reduce" }]);
        browser.command(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        );
        for width in [320, 1280] {
            browser.resize(width, 900);
            let violations = browser.run_async(RUN, &[]);
            let violations = violations
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str);
            found.extend(violations.map(|one| format!("{what}, {scheme}, {width} px: {one}")));
        }
    }
}

#[test]
fn axe_finds_nothing() {
    let Some(file) = std::env::var_os("LOWFLOOR_AXE") else {
        println!("skipped: LOWFLOOR_AXE does not name axe.min.js");
        return;
    };
    let axe = std::fs::read_to_string(&file).expect("LOWFLOOR_AXE names a file");
    let browser = match start() {
        Start::Ready(browser) => browser,
        Start::Missing(what) => return println!("skipped: no {what}"),
    };
    let mut found = Vec::new();
    for page in pages() {
        let name = page
            .parent()
            .and_then(Path::file_name)
            .unwrap_or_default()
            .to_string_lossy();
        browser.open(&format!("file://{}", page.display()));
        if browser.find_all(".lesson").is_empty() {
            look(&browser, &axe, "the home page", &mut found);
            browser.run("location.hash = 'q=nothing like this'", &[]);
            look(&browser, &axe, "the home page with no task", &mut found);
            continue;
        }
        let ready = "var done = arguments[0];
(function look() { if (document.documentElement.matches('.js')) done(); else setTimeout(look, 10); })();";
        browser.run_async(ready, &[]);
        look(&browser, &axe, &format!("{name} at the start"), &mut found);
        browser.run(STATES, &[]);
        look(
            &browser,
            &axe,
            &format!("{name} with feedback and keypad"),
            &mut found,
        );
    }
    teacher(&browser, &axe, &mut found);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Responses of five students to one ask, and one to an ask that is gone.
const WORKS: [&str; 5] = ["4(n+1)", "4n+4", "4n", "3n+8", "4x"];

#[test]
fn axe_finds_nothing_in_the_class_view() {
    let Some(file) = std::env::var_os("LOWFLOOR_AXE") else {
        println!("skipped: LOWFLOOR_AXE does not name axe.min.js");
        return;
    };
    let axe = std::fs::read_to_string(&file).expect("LOWFLOOR_AXE names a file");
    let Some(browser) = pages::browser() else {
        return;
    };
    pages::open_class(&browser);
    let mut found = Vec::new();
    look(&browser, &axe, "the class view, empty", &mut found);
    let works = WORKS.map(|text| {
        format!("lowfloor work 1\tpool-border\nname\tMia\nany-pool:1\t0\t{text}\ngone:1\t0\t1\n")
    });
    let codes = works
        .map(|work| lowfloor::engine::work::code(&work))
        .join("\n");
    browser.run(
        "document.querySelectorAll('details').forEach(function (fold) { fold.open = true; });
document.querySelector('#codes').value = arguments[0] + ' lf1.AA';
document.querySelector('#intake .read').click();",
        &[json!(codes)],
    );
    browser.run_async(&pages::until("document.querySelector('.group')"), &[]);
    browser.run(
        "document.querySelectorAll('.tick input').forEach(function (tick) { tick.click(); });",
        &[],
    );
    look(&browser, &axe, "the class view with a class", &mut found);
    browser.run("document.querySelector('.project').click()", &[]);
    look(&browser, &axe, "the class view, large", &mut found);
    assert!(found.is_empty(), "{}", found.join("\n"));
}
