//! axe-core looks at every state of the pages and finds nothing. It comes from npm, in the CI only: `LOWFLOOR_AXE` names its file.

mod driver;
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
    out.join("lessons")
}

/// The pages of the repository's tasks, and of a gallery where there is one.
fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = Vec::new();
    for (folder, name) in [
        (root.to_path_buf(), "axe"),
        (root.join("tests/gallery"), "axe-gallery"),
    ] {
        if !folder.is_dir() {
            continue;
        }
        let lessons = built(&folder, name);
        let files = scratch::files(&lessons).into_iter().map(|(path, _)| path);
        pages.extend(
            files
                .filter(|path| path.ends_with("index.html"))
                .map(|path| lessons.join(path)),
        );
    }
    pages
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
            look(&browser, &axe, "the list of tasks", &mut found);
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
    assert!(found.is_empty(), "{}", found.join("\n"));
}
