//! The class view: every work is judged again, equal responses lie together, hostile works do no harm and names stay hidden.

mod driver;
mod pages;
#[allow(dead_code)]
mod scratch;

use driver::Browser;
use lowfloor::browser::calls;
use lowfloor::engine::model::Model;
use lowfloor::engine::work::{Given, LONGEST, MOST, Work, code, read, write};
use lowfloor::page::class_task;
use lowfloor::publish::{Library, library};
use pages::{browser, focus, open_class, open_class_of, until};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// A class of 24 on one rule, and what each of them gave, in order.
const CLASS: [(&str, &[&str]); 24] = [
    ("Ada", &["4n", "4(n+1)"]),
    ("Ben", &["4(n + 1)"]),
    ("Cleo", &["(n+1)·4"]),
    ("Dana", &["4n+4"]),
    ("Emil", &["4n + 4"]),
    ("Fay", &["n²", "4n-4", "4·n+4"]),
    ("Gus", &["2n+2(n+2)"]),
    ("Hana", &["2n + 2(n+2)"]),
    ("Ivo", &["(n+2)²−n²"]),
    ("Juri", &["4(n+2)−4"]),
    ("Kim", &["n+n+n+n+4"]),
    ("Lea", &["4n"]),
    ("Mia", &["4n"]),
    ("Nils", &["4n+8"]),
    ("Oda", &["4n+6"]),
    ("Pia", &["n²"]),
    ("Quin", &["(n+2)²"]),
    ("Rosa", &["4n−4"]),
    ("Sam", &["4n²"]),
    ("Tom", &["8n"]),
    ("Uma", &["3n+8"]),
    ("Vito", &["4x+4"]),
    ("Wim", &[]),
    ("Xenia", &["7n+1"]),
];

/// The groups of that class: kind, name, how many students.
const GROUPS: [(&str, &str, &str); 17] = [
    ("way", "sides and corners", "3 of 27"),
    ("way", "pinwheel", "3 of 27"),
    ("way", "long and short", "2 of 27"),
    ("way", "big minus small", "1 of 27"),
    ("way", "corners taken back", "1 of 27"),
    ("right", "Right, in another way", "1 of 27"),
    ("idea", "times not plus", "1 of 27"),
    ("idea", "no corners", "2 of 27"),
    ("idea", "corners twice", "1 of 27"),
    ("idea", "two corners twice", "1 of 27"),
    ("idea", "water", "1 of 27"),
    ("idea", "everything", "1 of 27"),
    ("idea", "outside edge", "1 of 27"),
    ("idea", "scaling", "1 of 27"),
    ("partly", "Partly right", "2 of 27"),
    ("unreadable", "Could not be read", "2 of 27"),
    ("nothing", "No response yet", "3 of 27"),
];

fn given(ask: &str, case: &str, text: &str) -> Given {
    let [ask, case, text] = [ask, case, text].map(str::to_string);
    Given { ask, case, text }
}

fn work(name: &str, responses: &[&str]) -> Work {
    let any_pool = |text: &&str| given("any-pool:1", "0", text);
    Work {
        task: "pool-border".into(),
        name: name.into(),
        bring: String::new(),
        given: responses.iter().map(any_pool).collect(),
    }
}

fn tasks() -> Library {
    library(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tasks/pool-border"))
}

/// A response with those before it, as the page hands it to the engine.
fn call(given: &[Given]) -> String {
    let fields = |one: &Given| [one.ask.clone(), one.case.clone(), one.text.clone()];
    let (last, before) = given.split_last().expect("a response");
    let all = std::iter::once(last).chain(before);
    let fields: Vec<String> = all.flat_map(fields).collect();
    fields.join(&calls::PART.to_string())
}

/// What is seen in each response of a work: group, name, case, and how it is read.
fn seen(model: &Model, given: &[Given]) -> Vec<Vec<String>> {
    let upto = (1..=given.len()).map(|end| calls::class(model, &call(&given[..end])));
    upto.map(|seen| seen.split(calls::PART).map(str::to_string).collect())
        .collect()
}

/// A way of doing harm to the page, if it could.
const HARM: &str = "<img src=x onerror=hacked=1><script>hacked=1</script><b>";

/// Works that mean no good, or are none.
fn hostile() -> Vec<(&'static str, String)> {
    let pool = "lowfloor work 1\tpool-border\n";
    vec![
        (
            "markup.txt",
            write(&Work {
                given: vec![
                    given("any-pool:1", "0", HARM),
                    given("say-it-in-words:1", "0", HARM),
                ],
                ..work("<img src=x onerror=hacked=1>", &[])
            }),
        ),
        (
            "formula.txt",
            write(&work("=HYPERLINK(\"http://example.org\")", &[])),
        ),
        (
            "other-version.txt",
            format!("{pool}gone:1\t0\t4n\ncount:1\tx=\t4\ncount:1\tn=5,m=\t4\n"),
        ),
        ("claims.txt", format!("{pool}any-pool:1\t0\t4n\tright\n")),
        (
            "too-large.txt",
            format!("{pool}{}", "x".repeat(3 * LONGEST)),
        ),
        (
            "too-many.txt",
            format!("{pool}a:1\t0\t1\n{}", "\t\t1\n".repeat(MOST)),
        ),
        (
            "proto.txt",
            "lowfloor work 1\t__proto__\na:1\t0\t1\n".to_string(),
        ),
        (
            "path.txt",
            "lowfloor work 1\t../../evil\na:1\t0\t1\n".to_string(),
        ),
        ("<b>name.txt", "\u{1}\u{2}PNG".to_string()),
    ]
}

/// The works as files in a folder of this name.
fn files(name: &str, works: impl Iterator<Item = (String, String)>) -> Vec<PathBuf> {
    let folder = scratch::empty(name);
    works
        .map(|(name, text)| {
            let path = folder.join(name);
            scratch::write(&path, text);
            path
        })
        .collect()
}

fn class_files(name: &str) -> Vec<PathBuf> {
    let class = CLASS
        .iter()
        .map(|(name, responses)| (format!("{name}.txt"), write(&work(name, responses))));
    let hostile = hostile()
        .into_iter()
        .map(|(name, text)| (name.to_string(), text));
    files(name, class.chain(hostile))
}

/// Chooses files as a teacher would, and waits until all are read.
fn choose(browser: &Browser, files: &[PathBuf]) {
    let paths: Vec<String> = files
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    browser.run("document.querySelector('.told').textContent = ''", &[]);
    browser.find("#choose_files").type_text(&paths.join("\n"));
    told(browser);
}

/// What the page says once everything is read.
fn told(browser: &Browser) -> String {
    browser.run_async(&until("document.querySelector('.told').textContent"), &[]);
    browser.find(".told").text()
}

fn paste(browser: &Browser, text: &str) -> String {
    browser.run(
        "document.querySelector('.told').textContent = ''; document.querySelector('#intake details').open = true;",
        &[],
    );
    browser.run(
        "document.querySelector('#codes').value = arguments[0]",
        &[json!(text)],
    );
    browser.find("#intake .read").click();
    told(browser)
}

/// The groups on the page: kind, name, count, responses as they are read.
fn groups(browser: &Browser) -> Vec<Value> {
    let groups = browser.run(
        "return Array.from(document.querySelectorAll('.group')).map(function (group) {
  function text(css) { return Array.from(group.querySelectorAll(css)).map(function (one) { return one.textContent; }); }
  var tiles = document.querySelector('#glance li:nth-child(' + group.id.split('_')[1] + ')').querySelectorAll('.tiles i');
  return [group.dataset.kind, text('h3')[0], text('.about .so-many')[0], text('.said .response'), tiles.length];
});",
        &[],
    );
    groups.as_array().cloned().unwrap_or_default()
}

fn texts(browser: &Browser, css: &str) -> Vec<String> {
    let all = browser.find_all(css);
    all.iter().map(|one| one.text()).collect()
}

#[test]
fn every_response_is_judged_again_with_those_before_it() {
    let library = tasks();
    let model = &library.tasks[0].model;
    let work = Work {
        given: vec![
            given("any-pool:1", "0", "4(n+1)"),
            given("any-pool:1", "0", "4n"),
            given("any-pool:1", "0", "4x+4"),
            given("any-pool:1", "0", ""),
            given("which-pool-was-it:1", "0", "3×5"),
            given("which-pool-was-it:1", "0", "5×3"),
            given("count:1", "n=9", "40"),
            given("count:1", "x=", "40"),
            given("far-away:1", "0", "404"),
            given("several-pools:1", "0", "16;;;;"),
            given("what-do-you-notice:1", "0", "It grows."),
        ],
        ..work("Ada", &[])
    };
    let seen = seen(model, &work.given);
    let groups: Vec<[&str; 2]> = seen
        .iter()
        .map(|one| [one[0].as_str(), one[1].as_str()])
        .collect();
    let expected = [
        ["way", "pinwheel"],
        ["idea", "no-corners"],
        ["unreadable", ""],
        ["empty", ""],
        ["found", ""],
        ["found", ""],
        ["right", ""],
        ["gone", ""],
        ["right", ""],
        ["partly", ""],
        ["noted", ""],
    ];
    assert_eq!(groups, expected);
    assert_eq!(seen[0][2], "", "a rule is about no one case");
    assert_eq!(seen[6][2], "n = 9");
    assert_eq!(seen[8][2], "", "it asks about a case of its own");
    assert_eq!(seen[4][3], "n = 3, m = 5");
}

#[test]
fn the_page_of_a_task_sees_the_same_in_wasm() {
    let Some(browser) = browser() else { return };
    open_class(&browser);
    let library = tasks();
    let task = &library.tasks[0];
    let model = class_task(task, &library.theme.words("en")).model;
    let harm = hostile()
        .into_iter()
        .filter_map(|(_, text)| read(&text).ok());
    let works = CLASS.iter().map(|(name, responses)| work(name, responses));
    let works: Vec<String> = works
        .chain(harm)
        .filter(|work| !work.given.is_empty())
        .map(|work| call(&work.given))
        .collect();
    let came = browser.run_async(
        "var [text, works, done] = arguments;
var bytes = Uint8Array.from(atob(ENGINE), function (c) { return c.charCodeAt(0); });
var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
new Response(stream).arrayBuffer().then(WebAssembly.instantiate).then(function (engine) {
  var lf = engine.instance.exports;
  function give(text) {
    var bytes = new TextEncoder().encode(text), at = lf.lf_room(bytes.length);
    new Uint8Array(lf.memory.buffer, at, bytes.length).set(bytes);
    return [at, bytes.length];
  }
  var given = give(text), model = lf.lf_open(given[0], given[1]);
  done(works.map(function (work) {
    var given = give(work), at = lf.lf_class(model, given[0], given[1]);
    var length = new DataView(lf.memory.buffer).getUint32(at, true);
    return new TextDecoder().decode(new Uint8Array(lf.memory.buffer, at + 4, length));
  }));
});",
        &[json!(model), json!(works)],
    );
    for (at, work) in works.iter().enumerate() {
        let native = calls::class(&task.model, work);
        assert_eq!(came[at].as_str(), Some(native.as_str()), "{work}");
    }
}

#[test]
fn a_class_is_grouped_by_ways_and_ideas_and_hostile_works_do_no_harm() {
    let Some(browser) = browser() else { return };
    let files = class_files("class-files");
    open_class(&browser);
    assert!(
        browser
            .requests()
            .iter()
            .all(|url| !url.ends_with("pool-border.js"))
    );
    browser.run(
        "document.querySelector('#choose_files').addEventListener('change', function () { window.began = performance.now(); });
new MutationObserver(function () { window.took = performance.now() - began; }).observe(document.querySelector('#groups'), { childList: true });",
        &[],
    );
    choose(&browser, &files);
    println!(
        "33 files: {} ms",
        browser.run("return Math.round(took)", &[])
    );
    assert_eq!(
        browser.find(".told").text(),
        "Works read: 27. Refused: 6. Works on this page: 27."
    );
    let refused = texts(&browser, ".refused li");
    for (name, why) in [
        ("claims.txt", "Line 2 cannot be read."),
        ("too-large.txt", "larger than 128 kB"),
        ("too-many.txt", "more than 1000 responses"),
        ("proto.txt", "no task “__proto__”"),
        ("path.txt", "no task “../../evil”"),
        ("<b>name.txt", "no work of a lesson page"),
    ] {
        let line = refused.iter().find(|line| line.starts_with(name));
        assert!(
            line.is_some_and(|line| line.contains(why)),
            "{name}: {refused:?}"
        );
    }
    assert!(browser.find("#intake > .gone").text().contains(": 3."));

    let came = groups(&browser);
    let short: Vec<(&str, &str, &str)> = came
        .iter()
        .map(|group| {
            let [kind, name, count] = [0, 1, 2].map(|at| group[at].as_str().unwrap_or(""));
            (kind, name, count)
        })
        .collect();
    assert_eq!(short, GROUPS);
    for group in &came {
        let students = group[2].as_str().and_then(|text| text.split(' ').next());
        assert_eq!(
            students,
            Some(group[4].to_string().as_str()),
            "one tile each"
        );
    }
    assert_eq!(came[7][3], json!(["4\u{2062}n"]), "equal ones lie together");
    assert_eq!(
        browser.find("#look .responded").text(),
        "Students with a response: 24 of 27"
    );

    browser.find("#look .earlier").click();
    let all = groups(&browser);
    let of = |name: &str| {
        all.iter()
            .find(|group| group[1] == name)
            .map(|group| group[2].clone())
    };
    assert_eq!(of("no corners"), Some(json!("3 of 27")));
    assert_eq!(of("water"), Some(json!("2 of 27")));

    browser.run(
        "document.querySelector('#choose_ask').value = 'say-it-in-words:1';
document.querySelector('#choose_ask').dispatchEvent(new Event('change'));
document.querySelector('.names-button').click();
document.querySelector('#students').open = true;",
        &[],
    );
    assert_eq!(groups(&browser)[0][3], json!([HARM]));
    let inside = "#groups :is(img, script, b), #students :is(img, script, b), .refused b";
    assert_eq!(browser.find_all(inside).len(), 0);
    assert_eq!(browser.run("return typeof hacked", &[]), json!("undefined"));
    let asked = browser.requests();
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].ends_with("teacher/class/pool-border.js"));
    assert_eq!(browser.logs(), Vec::<Value>::new());
    assert_eq!(
        browser.run(
            "return [localStorage.length, sessionStorage.length, document.cookie]",
            &[]
        ),
        json!([0, 0, ""])
    );
}

#[test]
fn names_are_hidden_until_asked_for_and_the_same_student_has_one() {
    let Some(browser) = browser() else { return };
    open_class(&browser);
    paste(&browser, &write(&work("Mia", &["4n"])));
    paste(&browser, &write(&work("Mia", &["4n+4"])));
    paste(&browser, &write(&work("", &["4n+8"])));
    browser.find("#students summary").click();
    let hidden = texts(&browser, "#students .who > bdi");
    let known = browser
        .find("body")
        .attribute("data-mathematicians")
        .unwrap_or_default();
    assert_eq!(hidden.len(), 3);
    for name in &hidden {
        assert!(known.split(", ").any(|one| one == name), "{name}");
        assert_eq!(hidden.iter().filter(|one| *one == name).count(), 1);
    }
    let page = browser.run("return document.body.outerHTML", &[]);
    assert!(!page.as_str().unwrap_or("").contains("Mia"));

    let button = browser.find(".names-button");
    button.click();
    assert_eq!(button.attribute("aria-pressed").as_deref(), Some("true"));
    let shown = texts(&browser, "#students .who > bdi");
    assert_eq!(shown, ["Mia", "Mia", &format!("{} (no name)", hidden[2])]);
    button.click();
    assert_eq!(texts(&browser, "#students .who > bdi"), hidden);

    browser.find("#students li:first-child button").click();
    paste(&browser, &write(&work("Mia", &["4n²"])));
    let again = texts(&browser, "#students .who > bdi");
    assert_eq!(again.last(), hidden.first(), "the name comes back");
}

#[test]
fn codes_are_pasted_among_other_words_and_counted_once() {
    let Some(browser) = browser() else { return };
    open_class(&browser);
    let code = |name: &str, text: &str| code(&write(&work(name, &[text])));
    let (mia, ben) = (code("Mia", "4n"), code("Ben", "4n+4"));
    let (start, end) = mia.split_at(20);
    let said = paste(
        &browser,
        &format!("From Mia: {start}\n{end}\nBen\n{ben}.\n\n{mia}\nlf1.AAAA\n"),
    );
    assert_eq!(
        said,
        "Works read: 2. Here already: 1. Refused: 1. Works on this page: 2."
    );
    assert_eq!(
        paste(&browser, "hello"),
        "Works read: 0. Refused: 1. Works on this page: 2."
    );
    let file = files(
        "class-codes-file",
        [("again.txt".to_string(), write(&work("Mia", &["4n"])))].into_iter(),
    );
    choose(&browser, &file);
    assert_eq!(
        browser.find(".told").text(),
        "Works read: 0. Here already: 1. Works on this page: 2."
    );
}

/// A decimal comma is read as one, and the rule stands with those of the others.
#[test]
fn work_in_another_language_counts_for_the_same_task() {
    let Some(browser) = browser() else { return };
    open_class(&browser);
    let german = Work {
        task: "pool-border/de".into(),
        ..work("Kai", &["4,0n + 4"])
    };
    let both = [code(&write(&german)), code(&write(&work("Mia", &["4n+4"])))];
    assert_eq!(
        paste(&browser, &both.join("\n")),
        "Works read: 2. Works on this page: 2."
    );
    let groups = groups(&browser);
    assert_eq!(groups.len(), 1, "{groups:?}");
    let other = Work {
        task: "pool-border/xx".into(),
        ..work("Lou", &["4n"])
    };
    assert_eq!(
        paste(&browser, &code(&write(&other))),
        "Works read: 0. Refused: 1. Works on this page: 2."
    );
}

#[test]
fn more_works_than_the_page_takes_are_left_out_and_said() {
    let Some(browser) = browser() else { return };
    open_class(&browser);
    let most = browser.find("#intake").attribute("data-works");
    let most: usize = most.and_then(|most| most.parse().ok()).expect("a number");
    let codes: Vec<String> = (0..most + 3)
        .map(|at| code(&write(&work(&format!("S{at}"), &["4n"]))))
        .collect();
    let said = paste(&browser, &codes.join("\n"));
    assert_eq!(
        said,
        format!("Works read: {most}. Refused: 1. Works on this page: {most}.")
    );
    assert!(browser.find(".refused li").text().contains("(3 in all)"));
    let said = paste(&browser, &code(&write(&work("late", &["4n"]))));
    assert!(said.contains("Refused: 1."), "{said}");
    let aliases = texts(&browser, ".group .who");
    assert_eq!(aliases.len(), most);
    assert!(
        aliases
            .iter()
            .any(|name| name.ends_with(" 2,") || name.ends_with(" 2"))
    );
}

#[test]
fn the_keyboard_alone_chooses_orders_and_shows_what_goes_to_the_board() {
    let Some(browser) = browser() else { return };
    open_class(&browser);
    choose(&browser, &class_files("class-board-files"));
    let (tab, enter) = ("\u{E004}", "\u{E007}");
    for way in [1, 2, 7] {
        let tick = format!(".group:nth-child({way}) .tick input");
        focus(&browser, &tick);
        browser.press(" ");
    }
    let order = || -> Vec<String> {
        let signs = ["\u{2062}", "\u{2061}"];
        let texts = browser.run(
            "return Array.from(document.querySelectorAll('.chosen .response')).map(function (one) { return one.textContent; })",
            &[],
        );
        let texts = texts.as_array().cloned().unwrap_or_default();
        let bare = |text: &Value| {
            signs
                .iter()
                .fold(text.as_str().unwrap_or("").to_string(), |text, sign| {
                    text.replace(sign, "")
                })
        };
        texts.iter().map(bare).collect()
    };
    assert_eq!(order(), ["4n+4", "4(n+1)", "4n2"]);
    focus(&browser, ".chosen li:nth-child(3) .up");
    browser.press(enter);
    assert_eq!(order(), ["4n+4", "4n2", "4(n+1)"]);
    browser.press(enter);
    assert_eq!(order(), ["4n2", "4n+4", "4(n+1)"]);
    assert_eq!(
        browser.active().attribute("class").as_deref(),
        Some("down"),
        "the focus goes with it"
    );
    focus(&browser, ".chosen li:nth-child(2) .off");
    browser.press(enter);
    assert_eq!(order(), ["4n2", "4(n+1)"]);
    assert_eq!(
        browser
            .find(".group:nth-child(1) .tick input")
            .property("checked"),
        json!(false)
    );

    focus(&browser, "#board .project");
    browser.press(enter);
    assert!(browser.find("#large").displayed());
    assert!(!browser.find("main").displayed());
    assert_eq!(browser.find_all("#large li").len(), 2);
    assert_eq!(browser.find_all("#large .who").len(), 0);
    browser.press("\u{E00C}");
    assert!(browser.find("main").displayed());
    assert_eq!(
        browser.active().attribute("class").as_deref(),
        Some("project")
    );
    browser.press(&format!("{tab}{tab}"));
    let overflow = |width| {
        browser.resize(width, 800);
        browser.run(
            "return document.documentElement.scrollWidth - window.innerWidth",
            &[],
        )
    };
    for width in [320, 400, 1280] {
        let over = overflow(width);
        assert!(
            over.as_i64().is_some_and(|over| over <= 0),
            "{width}: {over}"
        );
    }
}

#[test]
fn more_than_five_for_the_board_is_said_gently() {
    let Some(browser) = browser() else { return };
    open_class(&browser);
    choose(&browser, &class_files("class-five-files"));
    for way in 1..=6 {
        assert!(!browser.find("#board .many").displayed(), "{way}");
        focus(&browser, &format!(".group:nth-child({way}) .tick input"));
        browser.press(" ");
    }
    assert!(browser.find("#board .many").displayed());
    assert_eq!(browser.find_all(".chosen li").len(), 6);
}

#[test]
fn the_table_holds_no_formula_and_no_name_that_is_not_shown() {
    let Some(browser) = browser() else { return };
    open_class(&browser);
    paste(&browser, &write(&work("=1+1", &["-4n", "4(n+1)"])));
    let save = || {
        browser.run(
            "var create = URL.createObjectURL; URL.createObjectURL = function (blob) { window.saved = blob; return create.call(URL, blob); };",
            &[],
        );
        browser.command("Browser.setDownloadBehavior", json!({ "behavior": "deny" }));
        browser.find(".save").click();
        let text = browser.run_async("saved.text().then(arguments[0])", &[]);
        text.as_str().unwrap_or("").to_string()
    };
    let hidden = save();
    assert!(!hidden.contains("1+1"));
    assert!(hidden.starts_with("\"student\",\"task\",\"ask\"") || hidden.starts_with('\u{feff}'));
    browser.find(".names-button").click();
    let lines: Vec<String> = save().lines().map(str::to_string).collect();
    assert_eq!(lines.len(), 3);
    assert!(
        lines[1].starts_with("\"'=1+1\",\"pool-border\",\"any-pool:1\",\"\",\"'-4n\","),
        "{}",
        lines[1]
    );
    assert!(
        lines[2].contains("\"4(n+1)\",\"4(n + 1)\",\"Way of seeing\",\"pinwheel\""),
        "{}",
        lines[2]
    );
}

#[test]
fn what_is_written_for_the_class_can_be_read() {
    for (name, responses) in CLASS {
        let work = work(name, responses);
        assert_eq!(read(&write(&work)), Ok(work));
    }
}

#[test]
fn a_work_that_would_take_for_ever_is_refused_and_the_page_stays_alive() {
    let Some(browser) = browser() else { return };
    open_class(&browser);
    let slow: Vec<String> = (1..MOST)
        .map(|at| format!("(n+{at})^9·(n−1)^5+√(n+1)"))
        .collect();
    let slow: Vec<&str> = slow.iter().map(String::as_str).collect();
    let codes = [work("Slow", &slow), work("Mia", &["4n"])].map(|work| code(&write(&work)));
    let said = paste(&browser, &codes.join("\n"));
    assert_eq!(said, "Works read: 1. Refused: 1. Works on this page: 1.");
    assert!(
        browser
            .find(".refused li")
            .text()
            .contains("takes too long")
    );
}

#[test]
fn what_was_picked_in_a_figure_is_shown_as_a_picture() {
    let Some(browser) = browser() else { return };
    open_class_of(&browser, "pick", "class-pick");
    let cells = "(1,1),(1,2),(1,3),(1,4),(1,5)";
    paste(
        &browser,
        &format!("lowfloor work 1\tshapes\nperimeter:1\t0\t{cells}\n"),
    );
    assert_eq!(groups(&browser)[0][0], "found");
    assert!(browser.find(".group .response svg .picked").displayed());
}

/// Drops a file and hears what is said of it.
const DROP: &str = "var [text, done] = arguments, drop = new DataTransfer();
drop.items.add(new File([text], 'dropped.txt', { type: 'text/plain' }));
document.querySelector('.told').textContent = '';
var event = new DragEvent('drop', { dataTransfer: drop, bubbles: true, cancelable: true });
document.querySelector('h1').dispatchEvent(event);
(function look() {
  var heard = document.querySelector('.aloud').textContent;
  if (heard) done([event.defaultPrevented, heard]); else setTimeout(look, 10);
})();";

#[test]
fn a_file_may_be_dropped_anywhere_and_what_became_of_it_is_heard() {
    let Some(browser) = browser() else { return };
    open_class(&browser);
    let dropped = browser.run_async(DROP, &[json!(write(&work("Mia", &["4n"])))]);
    assert_eq!(
        dropped,
        json!([true, "Works read: 1. Works on this page: 1."])
    );
    assert_eq!(groups(&browser)[0][1], "no corners");
}
