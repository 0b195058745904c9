//! The preview as an author works with it: what is on the screen after a save, and how soon.

mod driver;
#[allow(dead_code)]
mod scratch;

use driver::{Browser, Start, start};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A running preview of a folder; it ends with its owner.
struct Preview {
    process: Child,
    url: String,
}

impl Preview {
    fn of(folder: &Path) -> Preview {
        let mut process = Command::new(env!("CARGO_BIN_EXE_lowfloor"))
            .args(["serve", "--no-open", "--port", "0"])
            .arg(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        let mut said = String::new();
        let output = process.stdout.take().expect("its output is piped");
        BufReader::new(output)
            .read_line(&mut said)
            .expect("it says where it is");
        let url = said.split_whitespace().next().expect("an address");
        Preview {
            process,
            url: url.trim_end_matches('/').to_string(),
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn browser() -> Option<Browser> {
    match start() {
        Start::Ready(browser) => Some(browser),
        Start::Missing(lack) => {
            println!("skipped: {lack}");
            None
        }
    }
}

fn own_task(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tasks")
        .join(name)
}

/// Waits until a script returns what is true; while a page is loaded again it may not find what it looks for.
fn wait(browser: &Browser, what: &str, script: &str) -> Value {
    let since = Instant::now();
    let script = format!("try {{ {script} }} catch (error) {{ return false; }}");
    loop {
        let found = browser.run(&script, &[]);
        if found.as_bool().unwrap_or(!found.is_null()) {
            return found;
        }
        assert!(since.elapsed() < Duration::from_secs(60), "never: {what}");
        sleep(Duration::from_millis(20));
    }
}

/// Tells when a text has been painted in the first frame, as milliseconds since 1970: the frame's own pictures are counted,
/// which come only once nothing that the page has to load before it is painted is missing.
const PAINTED: &str = r#"
var [text] = arguments;
window.painted = 0;
function look() {
  if (window.painted) return;
  requestAnimationFrame(look);
  var page = document.getElementById("first").contentWindow;
  if (!page || page.looked || !page.document.body || page.document.body.textContent.indexOf(text) < 0) return;
  page.looked = true;
  page.requestAnimationFrame(function () {
    page.requestAnimationFrame(function () { window.painted = window.painted || performance.timeOrigin + performance.now(); });
  });
}
delete document.getElementById("first").contentWindow.looked;
look();"#;

fn since_1970() -> f64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.expect("it is later").as_secs_f64() * 1e3
}

/// From the end of a save to the repainted page, with a thousand tasks open (or `TASKS` of them). Not a test: nothing
/// fails, and it is only run when asked for, in a release build:
///
/// ```text
/// cargo test --release --test preview -- --ignored --nocapture
/// ```
#[test]
#[ignore = "a measurement"]
fn save_to_screen() {
    let Some(browser) = browser() else { return };
    let root = scratch::empty("thousand");
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tasks");
    let mut names: Vec<_> = fs::read_dir(own).expect("the tasks").flatten().collect();
    names.retain(|entry| entry.path().is_dir());
    let wanted = std::env::var("TASKS").ok();
    let count = wanted.and_then(|n| n.parse().ok()).unwrap_or(1000);
    for at in 0..count {
        let from = names[at % names.len()].path();
        let name = from.file_name().expect("a name").to_string_lossy();
        scratch::copy(&from, &root.join(format!("tasks/{name}-{at}")));
    }
    let lead = |name: &str| root.join(format!("tasks/lead-{name}"));
    for name in LEADS {
        scratch::copy(&own_task(name), &lead(name));
    }
    let preview = Preview::of(&root);
    browser.open(&format!("{}/", preview.url));
    let began = Instant::now();
    let said = "return document.querySelector('#summary').textContent || null";
    let is_proved = |said: Value| {
        said.as_str()
            .is_some_and(|said| !said.contains("not proved"))
    };
    while !is_proved(wait(&browser, "a list", said)) {
        assert!(began.elapsed() < Duration::from_secs(3600), "never proved");
        sleep(Duration::from_secs(1));
    }
    println!("all proved after {:.0} s", began.elapsed().as_secs_f64());
    for name in LEADS {
        for (what, more) in SAVES {
            let mut times = times(&browser, &preview, &lead(name), more);
            times.sort_by(f64::total_cmp);
            let rounded: Vec<String> = times.iter().map(|time| format!("{time:.0}")).collect();
            let median = (times[4] + times[5]) / 2.0;
            println!(
                "{name}, {what}: median {median:.0} ms of {}",
                rounded.join(", ")
            );
        }
    }
}

const LEADS: [&str; 5] = [
    "pool-border",
    "hexagon-train",
    "grid-shapes",
    "coins",
    "digit-cards",
];
/// A text with a mark in it.
type More = fn(&str, &str) -> String;
/// What is saved, and where it comes into the text: words alone, or a section, with which the page's script starts again.
const SAVES: [(&str, More); 2] = [
    ("a sentence", |text, mark| {
        let at = text
            .match_indices("\n## ")
            .nth(1)
            .expect("a second section")
            .0;
        format!("{}\n{mark}\n{}", &text[..at], &text[at..])
    }),
    ("a section", |text, mark| {
        format!("{text}\n\n## Saved\n\n{mark}\n")
    }),
];

fn times(browser: &Browser, preview: &Preview, task: &Path, more: More) -> Vec<f64> {
    let name = task.file_name().expect("a name").to_string_lossy();
    let lesson = format!("{}/view/site/lessons/{name}/index.html", preview.url);
    browser.open(&lesson);
    let words = task.join("task.md");
    let text = fs::read_to_string(&words).expect("the words");
    sleep(Duration::from_secs(5));
    let time = |at: usize| {
        let mark = format!("Saved for the time number {at}.");
        browser.run(PAINTED, &[json!(mark)]);
        fs::write(&words, more(&text, &mark)).expect("a save");
        let saved = since_1970();
        // Whoever asks a browser how far it is holds it up.
        sleep(Duration::from_secs(3));
        let painted = wait(browser, "a new page", "return window.painted || null");
        painted.as_f64().expect("a time") - saved
    };
    let times = (0..10).map(time).collect();
    fs::write(&words, text).expect("the words as they were");
    sleep(Duration::from_secs(3));
    times
}

/// A folder with copies of these tasks of the repository.
fn copies(name: &str, tasks: &[&str]) -> PathBuf {
    let root = scratch::empty(name);
    for task in tasks {
        scratch::copy(&own_task(task), &root.join("tasks").join(task));
    }
    root
}

fn change(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).expect("a text");
    assert!(text.contains(from), "{from}");
    fs::write(file, text.replacen(from, to, 1)).expect("a save");
}

const PAGE: &str = "var page = document.getElementById('first').contentDocument; ";

#[test]
fn a_save_keeps_place_and_answers_and_faults_come_and_go() {
    let Some(browser) = browser() else { return };
    let root = copies("preview-save", &["grid-shapes"]);
    let words = root.join("tasks/grid-shapes/task.md");
    let preview = Preview::of(&root);
    browser.open(&format!("{}/", preview.url));
    let ready = format!("{PAGE}return page.documentElement.matches('.js')");
    wait(&browser, "the only task's lesson", &ready);
    let typed = format!(
        "{PAGE}var field = page.querySelector('.ask input[type=text]'), view = page.defaultView;
field.value = '17'; field.dispatchEvent(new view.Event('input', {{ bubbles: true }}));
page.querySelector('details.hint').open = true; view.scrollTo(0, 600); page.old = true;"
    );
    browser.run(&typed, &[]);
    let text = fs::read_to_string(&words).expect("a text");
    let more = |more: &str| format!("{text}\n\n## More\n\n{more}\n");
    fs::write(&words, more("Saved once.")).expect("a save");
    let saved = format!("{PAGE}return !page.old && /Saved once/.test(page.body.textContent)");
    wait(&browser, "the saved page", &saved);
    let kept = format!(
        "{PAGE}return page.querySelector('.ask input[type=text]').value === '17'
&& page.querySelector('details.hint').open && Math.round(page.defaultView.scrollY) === 600"
    );
    wait(&browser, "place, hint and answer as they were", &kept);
    fs::write(&words, more("[[nothing-like-it]]")).expect("a save");
    let laid_over = "return /nothing-like-it/.test(document.getElementById('trouble').textContent)
&& !document.getElementById('faults').hidden";
    wait(&browser, "the fault", laid_over);
    wait(&browser, "the last good page beneath it", &saved);
    // As editors do that never leave half a file behind.
    let aside = words.with_extension("md.new");
    fs::write(&aside, &text).expect("a save");
    fs::rename(&aside, &words).expect("a save by renaming");
    wait(
        &browser,
        "no fault",
        "return document.getElementById('faults').hidden",
    );
    wait(&browser, "an answer that was kept through it", &kept);
}

#[test]
fn changed_words_come_into_the_page_without_loading_it_again() {
    let Some(browser) = browser() else { return };
    let root = copies("preview-words", &["grid-shapes"]);
    let words = root.join("tasks/grid-shapes/task.md");
    let preview = Preview::of(&root);
    browser.open(&format!("{}/", preview.url));
    let ready = format!("{PAGE}return page.documentElement.matches('.js')");
    wait(&browser, "the only task's lesson", &ready);
    // The preview asks for the page once more, to know what a later one differs from.
    sleep(Duration::from_secs(1));
    browser.run(
        &format!("{PAGE}page.old = true; page.querySelector('details.hint').open = true;"),
        &[],
    );
    let text = fs::read_to_string(&words).expect("a text");
    let paragraph = text.match_indices("\n## ").nth(1).expect("two sections").0;
    let (before, after) = text.split_at(paragraph);
    for more in [
        "One **more** sentence.",
        "*Another* one.",
        "Another one, and\n\n- a list",
    ] {
        fs::write(&words, format!("{before}\n{more}\n{after}")).expect("a save");
        let end = more.rsplit(' ').next().expect("a word");
        let there = format!(
            "{PAGE}var said = page.querySelector('main section').textContent.trim();
return said.indexOf({end:?}, said.length - {}) > 0 && /more/.test(said) === {}",
            end.len(),
            more.contains("more")
        );
        wait(&browser, more, &there);
    }
    fs::write(&words, &text).expect("a save");
    let gone = format!("{PAGE}return !/Another one/.test(page.body.textContent)");
    wait(&browser, "the page as it was", &gone);
    let same = format!("{PAGE}return page.old && page.querySelector('details.hint').open");
    assert_eq!(browser.run(&same, &[]), json!(true));
    // A section more, and the page's script has to know of it.
    fs::write(&words, format!("{text}\n## Saved\n\nEnd.\n")).expect("a save");
    let anew = format!("{PAGE}return !page.old && page.documentElement.matches('.js')");
    wait(&browser, "the page loaded again", &anew);
}

#[test]
fn the_list_tells_the_state_and_two_views_stand_beside_each_other() {
    let Some(browser) = browser() else { return };
    let root = copies("preview-list", &["grid-shapes", "hanoi"]);
    change(
        &root.join("tasks/hanoi/task.md"),
        "[[",
        "[[nothing-like-it ",
    );
    let preview = Preview::of(&root);
    browser.open(&format!("{}/", preview.url));
    let rows = "return [].map.call(document.querySelectorAll('#rows tr'), function (row) {
return row.dataset.state + ' ' + row.lastChild.textContent; }).join() === 'error hanoi,fine grid-shapes'";
    wait(&browser, "the states, faulty tasks first", rows);
    browser.find("#rows tr:last-child a").click();
    browser.find("#views [value=guide]").click();
    let both = "return ['first', 'second'].map(function (id) {
return document.getElementById(id).contentWindow.location.pathname; }).join() ===
'/site/lessons/grid-shapes/index.html,/site/teacher/grid-shapes/index.html'";
    wait(&browser, "lesson and guide", both);
    let address = "return location.pathname + location.search";
    let before = browser.run(address, &[]);
    browser.open(&format!(
        "{}{}",
        preview.url,
        before.as_str().expect("an address")
    ));
    wait(&browser, "both again at their address", both);
    browser.find("#views [value=lesson]").click();
    let alone = "return document.getElementById('second').hidden
&& /teacher.grid-shapes.index/.test(document.getElementById('first').contentWindow.location.pathname)";
    wait(&browser, "the guide alone", alone);
    let loud: Vec<Value> = browser.logs();
    assert!(loud.is_empty(), "{loud:?}");
}

#[test]
fn every_case_is_on_a_sheet_and_an_answer_is_tried_while_it_is_typed() {
    let Some(browser) = browser() else { return };
    let root = copies("preview-own", &["grid-shapes"]);
    let preview = Preview::of(&root);
    browser.resize(1300, 900);
    browser.open(&format!("{}/view/own/grid-shapes/cases.html", preview.url));
    let sheet = format!(
        "{PAGE}return page.querySelectorAll('.group article').length > page.querySelectorAll('.group').length
&& page.querySelectorAll('.group .right').length > 0 && getComputedStyle(page.querySelector('.beside')).display === 'grid'"
    );
    wait(&browser, "all cases", &sheet);
    browser.find("#views [value=try]").click();
    let there = "var page = document.getElementById('second').contentDocument; ";
    let asks = format!("{there}return page.querySelectorAll('#ask option').length > 1");
    wait(&browser, "the asks", &asks);
    let typed = format!(
        "{there}var field = page.getElementById('response'); field.value = 'about 7 or so';
field.dispatchEvent(new page.defaultView.Event('input'));"
    );
    browser.run(&typed, &[]);
    let said = format!(
        "{there}return /unreadable|not-yet|right|noted/.test(page.getElementById('outcome').textContent)"
    );
    wait(&browser, "an outcome", &said);
    change(
        &root.join("tasks/grid-shapes/task.md"),
        "title: ",
        "title: Saved ",
    );
    let kept = format!(
        "{there}return page.getElementById('response') && page.getElementById('response').value === 'about 7 or so'"
    );
    wait(
        &browser,
        "the sheet made again",
        &format!("{PAGE}return page.title.indexOf('Saved') >= 0"),
    );
    wait(&browser, "the response that was typed", &kept);
    let loud: Vec<Value> = browser.logs();
    assert!(loud.is_empty(), "{loud:?}");
}
