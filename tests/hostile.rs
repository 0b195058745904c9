//! Tasks and responses that are made to take too much: the program says so, or answers, but never hangs.

#[allow(dead_code)]
mod scratch;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// No measure of speed: what ends at all ends long before.
const LIMIT: Duration = Duration::from_secs(60);

/// What one call says; fails where the call does not end.
fn said(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let path = folder.join("said.txt");
    let out = File::create(&path).expect("a file");
    let mut child = Command::new(env!("CARGO_BIN_EXE_lowfloor"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(out.try_clone().expect("a file"))
        .stderr(out)
        .spawn()
        .expect("the program");
    let code = ended(&mut child).unwrap_or_else(|| {
        let shown = folder.display();
        panic!("{shown}: lowfloor {} does not end", arguments.join(" "))
    });
    let text = std::fs::read_to_string(&path).expect("text");
    assert!(!text.contains("panicked"), "{arguments:?}: {text}");
    (code, text)
}

/// The exit code; nothing where the time is over, and then the child is ended.
fn ended(child: &mut Child) -> Option<i32> {
    let start = Instant::now();
    while start.elapsed() < LIMIT {
        if let Some(status) = child.try_wait().expect("a child") {
            return Some(status.code().expect("an exit code"));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().expect("a child to end");
    child.wait().expect("an end");
    None
}

/// A folder with one task `x` with one section.
fn task(name: &str, body: &str, quantities: &str) -> PathBuf {
    let folder = scratch::empty(&format!("hostile-{name}"));
    let words = format!("---\ntitle: A task\n---\n\n## Count\n\n{body}\n");
    scratch::write(&folder.join("tasks/x/task.md"), words);
    let maths = format!("quantities:\n{quantities}");
    scratch::write(&folder.join("tasks/x/variants.yaml"), maths);
    folder
}

/// `check` ends with a fault that says this.
fn is_refused(name: &str, body: &str, quantities: &str, fault: &str) {
    let (code, text) = said(&task(name, body, quantities), &["check"]);
    assert_eq!(code, 1, "{name}: {text}");
    assert!(text.contains(fault), "{name}: {text}");
}

/// Ten quantities, each a sum of a hundred of the one before.
fn bomb() -> String {
    let sum = |at: usize| vec![format!("q{}", at - 1); 100].join("+");
    let lines = (1..=10).map(|at| format!("  q{at}: {}\n", sum(at)));
    format!("  q0: 1..\n{}", lines.collect::<String>()) + "variants:\n  some: {q0: [5, 7]}\n"
}

/// One after another, so that they do not take each other's time.
#[test]
fn no_task_takes_for_ever() {
    let price = |formula: &str| format!("  n: 1..\n  price: {formula}\n");
    let late = "it takes too long to work out";
    let ask = "[[price]]";
    let distinct = price("count(distinct(1..190000))");
    is_refused("distinct", ask, &distinct, late);
    let without = price("count((1..190000) without (1..190000))");
    is_refused("without", ask, &without, late);
    for (name, each) in [
        ("squares", "10^999 + k is square"),
        ("choices", "choose(3300, 1650) > k"),
        ("powers", "3^2000 > k"),
    ] {
        let formula = price(&format!("count(k for k in 1..20000 where {each})"));
        is_refused(name, ask, &formula, late);
    }
    is_refused("bomb", "[[q10]]", &bomb(), late);
    is_refused("bomb-rule", "[[q10 in q0]]", &bomb(), "error[");
    let roots = format!("${}1$\n\n{ask}", "\\sqrt".repeat(20_000));
    is_refused("roots", &roots, &price("3n"), "unreadable-formula");
    is_sound_search();
}

/// Figures that would never be drawn, and what is said of each.
const FIGURES: [(&str, &str, &str); 9] = [
    (
        "loop",
        "{drawing: , shapes: [{dot: [k, 0], for: k in 1..10^9}]}",
        "takes too long",
    ),
    (
        "far",
        "{drawing: , shapes: [{dot: [10^900, 0]}]}",
        "its lengths numbers that fit a page",
    ),
    (
        "empty",
        "{drawing: {width: 0, height: 1}, shapes: [{dot: [1, 0]}]}",
        "numbers above 0",
    ),
    (
        "ring",
        "{drawing: , shapes: [{dot: [3, k], around: [0, 0], for: k in 1..9999}]}",
        "more than 2500",
    ),
    (
        "point",
        "{graph: {across: x, from: 1, to: 1}, curves: {a: x}}",
        "divides by 0",
    ),
    ("long", "{line: {from: 0, to: 10^50}}", "needs a `step`"),
    (
        "fine",
        "{line: {from: 0, to: 9, step: 10^-9}}",
        "error[no-value]",
    ),
    (
        "table",
        "{table: {rows: 10^6, columns: 10^6}}",
        "takes too long",
    ),
    ("nothing", "{bar: {data: '[]'}}", "a list may not be empty"),
];

#[test]
fn no_figure_takes_for_ever() {
    let given = "  n: 1..\n\nvariants:\n  one: {n: [4]}\n\nfigures:\n  pic: ";
    for (name, figure, fault) in FIGURES {
        let maths = format!("{given}{figure}\n");
        is_refused(
            &format!("figure-{name}"),
            "![A](pic)\n\n[[words]]",
            &maths,
            fault,
        );
    }
}

fn is_sound_search() {
    let body = "[[a, b given d = b; find 2]]";
    let divisors =
        "  a: 1..400\n  b: 1..400\n  d: {is: count(k for k in 1..a where k divides a)}\n";
    let folder = task("divisors", body, divisors);
    let (code, text) = said(&folder, &["check"]);
    assert_eq!(code, 0, "{text}");
    let (_, text) = said(&folder, &["try", "x#count", "6, 4"]);
    assert!(text.contains("new"), "{text}");
}

#[test]
fn no_response_takes_for_ever() {
    let letters: String = ["a", "b", "c", "d", "e", "f"]
        .map(|letter| format!("  {letter}: any\n"))
        .concat();
    let quantities = letters + "  total: a + b + c + d + e + f\n";
    let folder = task("letters", "[[total in a, b, c, d, e, f]]", &quantities);
    assert_eq!(said(&folder, &["check"]).0, 0);
    for (response, outcome) in [
        ("a+b+c+d+e+2f", "not-yet"),
        ("abcdef", "not-yet"),
        ("√(a²+b²+c²+d²+e²+f²)", "not-yet"),
        ("(a+b+c+d+e+f)^20", "not-yet"),
        ("f+e+d+c+b+a", "right"),
    ] {
        let (code, text) = said(&folder, &["try", "x#count", response]);
        assert_eq!(code, 0, "{response}: {text}");
        assert!(text.contains(outcome), "{response}: {text}");
    }
}

#[test]
fn no_line_of_maths_takes_for_ever() {
    let folder = scratch::empty("hostile-maths");
    for (left, right) in [
        ("a+b+c+d+e+f", "a"),
        ("(n+m+1)^42/(n+m+2)^42", "n^20+1"),
        ("(n+1)^100/(n+1)^99", "n+2"),
    ] {
        let (code, text) = said(&folder, &["maths", left, right]);
        assert_eq!(code, 0, "{text}");
        assert!(text.contains("is not equal to"), "{text}");
    }
}
