//! The home page of a site in a browser: choosing among its tasks, by hand and by an address, and what is left without the
//! script.

mod driver;
mod pages;
#[allow(dead_code)]
mod scratch;

use driver::Browser;
use lowfloor::publish::{library, site};
use pages::{browser, open_home, tap};
use serde_json::{Value, json};
use std::path::Path;

/// Titles of the tasks that are seen.
fn seen(browser: &Browser) -> Vec<String> {
    let all = browser.find_all(".entry h2");
    all.iter()
        .filter(|one| one.displayed())
        .map(|one| one.text())
        .collect()
}

fn told(browser: &Browser) -> String {
    browser.find(".shown").text()
}

fn address(browser: &Browser) -> String {
    let hash = browser.run("return location.hash;", &[]);
    hash.as_str().unwrap_or_default().to_string()
}

/// Chooses in a list, as a hand does.
fn choose(browser: &Browser, list: &str, value: &str) {
    let script = "var list = document.getElementById(arguments[0]); list.value = arguments[1];
list.dispatchEvent(new Event('input', { bubbles: true }));";
    browser.run(script, &[list.into(), value.into()]);
}

/// In the order of the paths.
const ALL: [&str; 3] = ["Steps", "Halves & doubles", "Beads on a string"];

#[test]
fn tasks_are_chosen_by_hand_and_the_choice_stands_in_the_address() {
    let Some(browser) = browser() else { return };
    browser.requests();
    open_home(&browser, "home", "");
    assert!(!browser.requests().is_empty(), "its style and script");
    assert_eq!(seen(&browser), ALL);
    assert_eq!(told(&browser), "Tasks shown: 3 of 3");
    assert!(!browser.find(".choose .all").displayed());

    // By a key alone, then by hand: one grade out of bands that are written in three ways.
    browser.find("#by_grade").type_text("7");
    assert_eq!(seen(&browser), ["Steps", "Beads on a string"]);
    assert_eq!(address(&browser), "#grade=7");
    choose(&browser, "by_grade", "K");
    assert_eq!(seen(&browser), ["Halves & doubles"]);
    choose(&browser, "by_grade", "6");
    assert_eq!(seen(&browser), ["Steps"]);
    assert_eq!(told(&browser), "Tasks shown: 1 of 3");

    // Two choices must both hold; what is written with a capital is found without it.
    choose(&browser, "by_topic", "number");
    assert!(seen(&browser).is_empty());
    assert!(told(&browser).starts_with("Tasks shown: 0 of 3. No task fits"));
    assert_eq!(address(&browser), "#grade=6&topic=number");
    choose(&browser, "by_topic", "functions");
    assert_eq!(address(&browser), "#grade=6&topic=functions");
    assert_eq!(seen(&browser), ["Steps"]);

    tap(&browser, ".choose .all");
    assert_eq!(seen(&browser), ALL);
    assert_eq!(browser.active().attribute("id").as_deref(), Some("q"));
    assert!(!browser.find(".choose .all").displayed());
    assert_eq!(browser.requests(), [""; 0], "nothing is asked for");
}

#[test]
fn a_search_looks_at_titles_topics_standards_and_headings() {
    let Some(browser) = browser() else { return };
    open_home(&browser, "home", "");
    for (words, expected) in [
        ("HALVES", &["Halves & doubles"][..]),
        ("stair any", &["Steps"]),
        ("pátterns", &["Steps", "Beads on a string"]),
        ("6.ee", &["Steps"]),
        // A heading that neither begins nor ends a task.
        ("3 steps", &["Steps"]),
        ("stair beads", &[]),
        ("<svg", &[]),
    ] {
        let field = browser.find("#q");
        field.clear();
        field.type_text(words);
        assert_eq!(seen(&browser), expected, "{words}");
    }
    // Enter sends nothing and loads nothing.
    browser.run("window.stays = true;", &[]);
    browser.press("\u{E007}");
    assert_eq!(browser.run("return window.stays;", &[]), Value::Bool(true));
}

#[test]
fn an_address_chooses() {
    let Some(browser) = browser() else { return };
    for (address, expected) in [
        ("#grade=5&topic=patterns", &["Steps"][..]),
        ("#language=de", &["Halves & doubles"]),
        ("#answer=rule", &["Steps"]),
        ("#standard=ccss%3A6.ee.a.2", &["Steps"]),
        ("#q=string", &["Beads on a string"]),
        ("#grade=99", &ALL),
        ("#strange=1", &ALL),
        ("#paths", &ALL),
        ("#%", &ALL),
    ] {
        browser.open("about:blank");
        open_home(&browser, "home", address);
        assert_eq!(seen(&browser), expected, "{address}");
    }
    browser.run("location.hash = '#grade=1';", &[]);
    browser.run_async(
        &pages::until("document.querySelector('#by_grade').value === '1'"),
        &[],
    );
    assert_eq!(seen(&browser), ["Halves & doubles"], "as when going back");
}

#[test]
fn without_the_script_all_tasks_are_there_and_nothing_that_does_not_work() {
    let Some(browser) = browser() else { return };
    open_home(&browser, "home", "");
    let off = json!({ "value": true });
    browser.command("Emulation.setScriptExecutionDisabled", off);
    browser.command("Page.reload", json!({}));
    assert_eq!(seen(&browser), ALL);
    for control in browser.find_all("form, input, select, button") {
        assert!(!control.displayed(), "{}", control.label());
    }
}

#[test]
fn the_page_fits_small_screens_and_fingers() {
    let Some(browser) = browser() else { return };
    open_home(&browser, "home", "#grade=5");
    for width in [320, 360, 1280] {
        browser.resize(width, 800);
        let script = "return document.documentElement.scrollWidth <= innerWidth;";
        assert_eq!(browser.run(script, &[]), Value::Bool(true), "{width} px");
        let small = browser.run(
            "return [].filter.call(document.querySelectorAll('a, button, select, input'), function (one) {
var box = one.getBoundingClientRect(); return box.height && box.height < 44; }).map(function (one) { return one.outerHTML; });",
            &[],
        );
        assert_eq!(small, json!([]), "{width} px");
    }
}

/// The path of a page's link, as the site names it.
fn target(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn paths_lead_from_task_to_task_in_every_language() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/home");
    let library = library(&folder);
    let files = site(&library).expect("the theme renders").files;
    let mut foot = Vec::new();
    for (path, bytes) in &files {
        if !path.starts_with("lessons/") || !path.ends_with(".html") {
            continue;
        }
        let page = String::from_utf8_lossy(bytes);
        for part in page.split("href=\"").skip(1) {
            let link = part.split('"').next().expect("an end");
            let found = link.starts_with('#') || files.contains_key(&target(path, link));
            assert!(found, "{path}: {link}");
        }
        if let Some((_, nav)) = page.split_once("<nav class=\"onward\"") {
            let nav = nav.split("</nav>").next().unwrap_or("");
            let links = nav.split("<a href=\"").skip(1);
            let links = links.filter_map(|part| part.split('"').next());
            foot.push((path.clone(), links.map(str::to_string).collect::<Vec<_>>()));
        }
    }
    let expected: Vec<(String, Vec<String>)> = [
        ("beads", &["../steps/index.html"][..]),
        ("halves/de", &["../../steps/index.html"]),
        ("halves", &["../steps/index.html"]),
        ("steps", &["../halves/index.html", "../beads/index.html"]),
    ]
    .map(|(task, links)| {
        let links = links.iter().map(|link| link.to_string());
        (format!("lessons/{task}/index.html"), links.collect())
    })
    .into();
    assert_eq!(foot, expected);
}

const FIELD: [&str; 2] = [
    "---\ntitle: Field\n---\n\n## Count\n\n![A field of {{ n }} rows](field)\n\n[[squares]]\n",
    "quantities:\n  n: 1..50\n  squares: n^2\n\nvariants:\n  all: {n: [50, 40, 5, 3]}\n\nfigures:\n  field:\n    grid: {rows: n, columns: n}\n    cells: {square: otherwise}\n",
];

/// The home page of a site with one task, and that task's own page.
fn pages_of(name: &str, [words, maths]: [&str; 2]) -> [String; 2] {
    let folder = scratch::empty(name);
    scratch::write(&folder.join("tasks/field/task.md"), words);
    scratch::write(&folder.join("tasks/field/variants.yaml"), maths);
    let library = library(&folder);
    let said = lowfloor::diagnostic::text(&library.trouble, &library.sources.files, false);
    assert!(!lowfloor::publish::has_errors(&library.trouble), "{said}");
    let files = site(&library).expect("the theme renders").files;
    ["lessons/index.html", "lessons/field/index.html"]
        .map(|path| String::from_utf8_lossy(&files[path]).to_string())
}

#[test]
fn a_picture_is_of_the_first_case_that_is_light_else_of_the_lightest() {
    let [words, maths] = FIELD;
    let [page, _] = pages_of("home-light", FIELD);
    assert!(page.contains("A field of 5 rows") && page.matches("<svg").count() == 1);
    let heavy = maths.replace("[50, 40, 5, 3]", "[50, 40, 45]");
    let [page, _] = pages_of("home-heavy", [words, &heavy]);
    assert!(page.contains("A field of 40 rows") && page.matches("<svg").count() == 1);
}

#[test]
fn a_site_without_paths_and_choices_shows_neither() {
    let [page, _] = pages_of("home-alone", FIELD);
    for part in ["<form", "<script", "paths", "role=\"status\""] {
        assert!(!page.contains(part), "{part}");
    }
}

#[test]
fn the_numbers_of_a_chart_stay_on_its_own_page() {
    let [words, maths] = FIELD;
    let (before, _) = maths.split_once("    grid:").expect("a grid");
    let chart = format!("{before}    bar: {{values: {{Mon: n, Tue: 3}}}}\n");
    let [home, lesson] = pages_of("home-chart", [words, &chart]);
    assert!(lesson.contains("<details class=\"data\">"));
    assert!(home.contains("<svg") && !home.contains("<details"));
}
