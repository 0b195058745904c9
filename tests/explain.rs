//! The pages about messages: one for each code the program can give, and both examples of each do what they say.

#[allow(dead_code)]
mod scratch;

use lowfloor::diagnostic::Diagnostic;
use lowfloor::explain::{self, Page};
use lowfloor::publish::library;
use std::collections::BTreeSet;
use std::path::Path;

const TITLE: &str = "---\ntitle: Example\n---\n\n";
const WORDS: &str = "## Count\n\nHow many tiles? [[tiles]]\n";
const MATHS: &str =
    "quantities:\n  n: 1..100\n  tiles: 4n + 4\nvariants:\n  square: {n: [5, 7, 10]}\n";

const TASK: &str = "tasks/example/task.md";
const VARIANTS: &str = "tasks/example/variants.yaml";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of an example: blocks of code, each below a line with its path where it is no `task.md` or `variants.yaml`.
fn example(part: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    let mut named = None;
    let mut open: Option<(String, String)> = None;
    for line in part.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(sort)) => {
                let usual = if sort == "yaml" { VARIANTS } else { TASK };
                let path = named.take().unwrap_or_else(|| usual.to_string());
                open = Some((path, String::new()));
            }
            (Some(_), Some(_)) => files.extend(open.take()),
            (Some((_, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {
                let path = line
                    .strip_prefix('`')
                    .and_then(|rest| rest.strip_suffix("`:"));
                named = path.map(str::to_string).or(named);
            }
        }
    }
    for (path, text) in &mut files {
        if path == TASK && !text.starts_with("---") {
            text.insert_str(0, TITLE);
        }
    }
    let other_task = |(path, _): &(String, String)| {
        path.starts_with("tasks/") && !path.starts_with("tasks/example/")
    };
    if !files.iter().any(other_task) {
        let has = |name: &str| files.iter().any(|(path, _)| path.starts_with(name));
        let (words, maths) = (has(TASK), has("tasks/example/variants.y"));
        if !words {
            files.push((TASK.to_string(), format!("{TITLE}{WORDS}")));
        }
        if !maths {
            files.push((VARIANTS.to_string(), MATHS.to_string()));
        }
    }
    files
}

fn found(name: &str, part: &str) -> Vec<Diagnostic> {
    let folder = scratch::empty(&format!("explain-{name}"));
    for (path, text) in example(part) {
        scratch::write(&folder.join(path), text);
    }
    library(&folder).trouble
}

/// The wrong and the right example of a page.
fn examples(page: &Page) -> Option<(&'static str, &'static str)> {
    page.text
        .split_once("\nWrong:\n")?
        .1
        .split_once("\nRight:\n")
}

#[test]
fn a_wrong_example_gives_its_message_and_a_right_one_no_error() {
    let mut told = Vec::new();
    let mut tried = 0;
    for page in explain::pages() {
        let Some((wrong, right)) = examples(&page) else {
            continue;
        };
        tried += 1;
        let code = page.code;
        if !found(&format!("{code}-wrong"), wrong)
            .iter()
            .any(|found| found.code == code)
        {
            told.push(format!("{code}: the wrong example does not give it"));
        }
        let right = found(&format!("{code}-right"), right);
        let bad = right
            .iter()
            .filter(|found| found.is_error() || found.code == code);
        told.extend(bad.map(|bad| format!("{code}: the right example gives `{}`", bad.message)));
    }
    assert!(tried > 100, "only {tried} examples");
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn the_page_shows_what_the_examples_leave_out() {
    assert!(explain::all().contains(MATHS));
    assert!(explain::all().contains("`How many tiles? [[tiles]]`"));
}

/// The code of the sources without their tests, by path.
fn sources() -> Vec<(String, String)> {
    let files = scratch::files(&root().join("src")).into_iter();
    files
        .filter(|(name, _)| {
            name.ends_with(".rs") && !name.ends_with("tests.rs") && !name.contains("/tests/")
        })
        .map(|(name, bytes)| {
            let text = String::from_utf8(bytes).expect("text");
            let code = text
                .split("#[cfg(test)]")
                .next()
                .expect("a part")
                .to_string();
            (name, code)
        })
        .collect()
}

fn is_code(word: &str) -> bool {
    !word.is_empty()
        && word
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// The first word in quotes that looks like a code.
fn first_code(call: &str) -> Option<&str> {
    call.split('"')
        .skip(1)
        .step_by(2)
        .find(|word| is_code(word))
}

/// The functions that are handed a code.
fn helpers(sources: &[(String, String)]) -> BTreeSet<String> {
    let texts = sources.iter().filter(|(name, _)| name != "diagnostic.rs");
    let functions = texts.flat_map(|(_, text)| text.split("fn ").skip(1));
    let takes_a_code = |function: &str| {
        let (name, rest) = function.split_once('(')?;
        let takes = rest.split_once(')')?.0;
        takes
            .contains("code: &'static str")
            .then(|| name.to_string())
    };
    functions.filter_map(takes_a_code).collect()
}

/// What stands behind each call of a function, up to the end of the statement.
fn calls<'a>(text: &'a str, function: &str) -> Vec<&'a str> {
    let call = format!("{function}(");
    let found = text.match_indices(&call).filter(|(at, _)| {
        let before = text[..*at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    });
    found
        .map(|(at, _)| text[at + call.len()..].split(';').next().unwrap_or(""))
        .collect()
}

/// Every code that a diagnostic is made with: the first argument of its constructors, or what is handed to a function that
/// takes a code.
fn codes() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    let sources = sources();
    let helpers = helpers(&sources);
    for (name, text) in &sources {
        for made in [
            "Diagnostic::error(",
            "Diagnostic::warning(",
            "Diagnostic::note(",
        ] {
            for call in text.split(made).skip(1) {
                let literal = call.trim_start().strip_prefix('"');
                codes.extend(
                    literal
                        .and_then(|rest| rest.split('"').next())
                        .map(str::to_string),
                );
            }
        }
        for call in helpers.iter().flat_map(|helper| calls(text, helper)) {
            let code = first_code(call).filter(|code| code.contains('-'));
            codes.extend(code.map(str::to_string));
        }
        if name == "task/messages.rs" {
            let body = text
                .split("pub fn code(")
                .nth(1)
                .expect("the codes of formulas");
            let body = body.split("\n}").next().expect("its end");
            codes.extend(body.split('"').skip(1).step_by(2).map(str::to_string));
        }
    }
    codes
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let pages: BTreeSet<String> = explain::pages().map(|page| page.code.to_string()).collect();
    assert_eq!(
        pages.len(),
        explain::pages().count(),
        "two pages about one code"
    );
    let codes = codes();
    let missing: Vec<&String> = codes.difference(&pages).collect();
    assert!(missing.is_empty(), "no page: {missing:?}");
    let sources = sources();
    let is_idle = |code: &&String| {
        let written = format!("\"{code}\"");
        !sources.iter().any(|(_, text)| text.contains(&written))
    };
    let idle: Vec<&String> = pages.iter().filter(is_idle).collect();
    assert!(idle.is_empty(), "no message: {idle:?}");
    for page in explain::pages() {
        assert!(page.text.ends_with(['.', '`']), "{}", page.code);
        let start: String = page.sentence().chars().take(20).collect();
        let line = |line: &str| line.trim_start().starts_with(page.code) && line.contains(&start);
        assert!(
            explain::list().lines().any(line) && !start.is_empty(),
            "{}",
            page.code
        );
    }
}

/// Codes that no test brings about, and why.
const UNSEEN: [(&str, &str); 2] = [
    (
        "second-opinion",
        "on every formula that is known the two calculators agree",
    ),
    ("site-busy", "it takes two programs and ten seconds"),
];

/// What no file of a task can show is brought about by another test.
#[test]
fn a_page_without_an_example_is_about_what_another_test_shows() {
    let mut tests: Vec<String> = Vec::new();
    for folder in ["src", "tests"] {
        for (name, bytes) in scratch::files(&root().join(folder)) {
            let text = String::from_utf8_lossy(&bytes).to_string();
            let is_test =
                folder == "tests" || name.ends_with("tests.rs") || name.contains("/tests/");
            let test = if is_test {
                Some(text.as_str())
            } else {
                text.split("#[cfg(test)]").nth(1)
            };
            if name != "explain.rs" && (name.ends_with(".rs") || name.ends_with(".md")) {
                tests.extend(test.map(str::to_string));
            }
        }
    }
    let without: Vec<&str> = explain::pages()
        .filter(|page| examples(page).is_none())
        .map(|page| page.code)
        .collect();
    let unseen: Vec<&&str> = without
        .iter()
        .filter(|code| {
            let named = [
                format!("\"{code}\""),
                format!("[{code}]"),
                format!(" {code}:"),
            ];
            let unseen = UNSEEN.iter().any(|(unseen, _)| unseen == *code);
            !unseen
                && !tests
                    .iter()
                    .any(|test| named.iter().any(|named| test.contains(named)))
        })
        .collect();
    assert!(unseen.is_empty(), "{unseen:?}");
}

#[test]
fn a_slip_finds_the_code_that_was_meant() {
    assert_eq!(
        explain::page("no-title").map(|page| page.code),
        Some("no-title")
    );
    assert_eq!(explain::page("no-titel"), None);
    assert_eq!(
        explain::meant("no-titel").as_deref(),
        Some("did you mean `no-title`?")
    );
    assert_eq!(explain::meant("something else"), None);
}

/// The guide carries the pages as the program tells them; `UPDATE=1` writes them.
#[test]
fn the_guide_carries_the_pages() {
    let path = root().join("guide/tasks/messages/task.md");
    if std::env::var_os("UPDATE").is_some() {
        scratch::write(&path, explain::all());
    }
    let carried = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        carried == explain::all(),
        "run with UPDATE=1 and read the difference"
    );
}
