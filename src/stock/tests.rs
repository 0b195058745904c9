use std::fs;
use std::path::PathBuf;
use std::process::id;
use std::thread;

use serde_json::Value;

use super::*;

/// A folder of tasks, deleted at the end.
struct Ground(PathBuf);

impl Ground {
    fn new(name: &str) -> Ground {
        let path = std::env::temp_dir().join(format!("lowfloor-stock-{name}-{}", id()));
        let _ = fs::remove_dir_all(&path);
        let ground = Ground(path);
        ground.task("one", "One");
        ground.task("two", "Two");
        ground
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn task(&self, name: &str, title: &str) {
        let words = format!("---\ntitle: {title}\n---\n\n## Count\n\nHow much is it? [[price]]\n");
        self.write(&format!("tasks/{name}/task.md"), &words);
        let maths = "quantities:\n  price: 3\n";
        self.write(&format!("tasks/{name}/variants.yaml"), maths);
    }

    /// A look at everything after a change.
    fn seen_by(&self, stock: &Stock) {
        stock.look_at_asked();
        stock.look_at_all();
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn page(stock: &Stock, path: &str) -> String {
    let made = stock.file(path).expect("a page").expect("it can be made");
    String::from_utf8(made).expect("text")
}

fn state(stock: &Stock) -> Value {
    let whole = stock.state().news(None).expect("a state");
    serde_json::from_str(&whole).expect("JSON")
}

fn task(stock: &Stock, name: &str) -> Value {
    let state = state(stock);
    let tasks = state["tasks"].as_array().expect("tasks").clone();
    let found = tasks.into_iter().find(|task| task["name"] == name);
    found.unwrap_or(Value::Null)
}

fn prove_all(stock: &Stock) {
    while !stock.is_proved() {
        stock.prove_next();
    }
}

const ONE: &str = "lessons/one/index.html";

#[test]
fn every_file_is_what_a_build_makes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/plain");
    let built = publish::site(&publish::library(&root)).expect("a site");
    let stock = Stock::new(&root);
    assert!(built.files.len() > 10);
    for (path, bytes) in &built.files {
        let made = stock.file(path).expect("a file").expect("it can be made");
        assert!(made == *bytes, "{path}");
    }
    for path in [
        "",
        "lessons",
        "lessons/",
        "lessons/nothing.html",
        "x/assets/lowfloor.css",
    ] {
        assert!(stock.file(path).is_none(), "{path}");
    }
}

#[test]
fn a_change_of_a_task_changes_its_page_and_stamp_alone() {
    let ground = Ground::new("change");
    let stock = Stock::new(&ground.0);
    assert!(page(&stock, ONE).contains("<h1>One"));
    let (one, two) = (task(&stock, "one"), task(&stock, "two"));
    ground.task("one", "First");
    stock.look_at_asked();
    assert!(page(&stock, ONE).contains("<h1>First"));
    assert_ne!(task(&stock, "one")["stamp"], one["stamp"]);
    stock.look_at_all();
    assert_eq!(task(&stock, "two"), two);
    ground.task("one", "One");
    ground.seen_by(&stock);
    assert_eq!(
        task(&stock, "one")["stamp"],
        one["stamp"],
        "what went in is the same"
    );
}

#[test]
fn what_did_not_change_is_not_made_again() {
    let ground = Ground::new("kept");
    let stock = Stock::new(&ground.0);
    prove_all(&stock);
    let kept = |name: &str| stock.now().tasks[name].kept.clone();
    let (one, two) = (kept("one"), kept("two"));
    ground.task("one", "First");
    ground.write("themes/x/lowfloor.css", "b{}");
    ground.seen_by(&stock);
    assert!(!Arc::ptr_eq(&one, &kept("one")));
    assert!(Arc::ptr_eq(&two, &kept("two")));
}

#[test]
fn faults_are_told_and_the_last_good_page_stays_beneath() {
    let ground = Ground::new("faults");
    let stock = Stock::new(&ground.0);
    page(&stock, ONE);
    prove_all(&stock);
    assert_eq!(task(&stock, "one")["known"], true);
    assert_eq!(stock.faults("one", false), "");
    ground.write(
        "tasks/one/task.md",
        "---\ntitle: Torn\n---\n\n## Count\n\n[[prise]]\n",
    );
    ground.seen_by(&stock);
    assert!(page(&stock, ONE).contains("<h1>One"));
    prove_all(&stock);
    assert_eq!(task(&stock, "one")["errors"], 1);
    assert_eq!(task(&stock, "two")["errors"], 0);
    assert!(stock.faults("one", false).contains("prise"));
    ground.task("one", "Mended");
    ground.seen_by(&stock);
    assert!(page(&stock, ONE).contains("<h1>Mended"));
    prove_all(&stock);
    assert_eq!(stock.faults("one", true), "");
}

#[test]
fn a_task_that_never_could_be_read_has_no_page_yet() {
    let ground = Ground::new("never");
    ground.write(
        "tasks/one/task.md",
        "---\ntitle: Torn\n---\n\n## Count\n\n[[prise]]\n",
    );
    let stock = Stock::new(&ground.0);
    assert_eq!(stock.file(ONE), Some(Err(UNREADABLE.to_string())));
    assert!(page(&stock, "lessons/two/index.html").contains("<h1>Two"));
    assert!(!page(&stock, "lessons/index.html").contains("Torn"));
}

#[test]
fn an_author_sees_every_case_and_why_a_response_gets_what_it_gets() {
    let ground = Ground::new("own");
    let words = "---\ntitle: One\n---\n\n## Count\n\nHow much for {{ n }}? [[price]]\n\n> [!idea half: n] Only {{ n }}?\n";
    ground.write("tasks/one/task.md", words);
    let maths = "quantities:\n  n: 1..\n  price: 2n\n\nvariants:\n  some: {n: [5, 7]}\n";
    ground.write("tasks/one/variants.yaml", maths);
    let stock = Stock::new(&ground.0);
    let sheet = stock.cases("one").expect("a task").expect("a sheet");
    let sheet = String::from_utf8(sheet).expect("text");
    for part in [
        "n = 5",
        "n = 7",
        "How much for 5?",
        "How much for 7?",
        "10",
        "14",
    ] {
        assert!(sheet.contains(part), "{part}: {sheet}");
    }
    let asks: Value = serde_json::from_str(&stock.asks("one").expect("asks")).expect("JSON");
    assert_eq!(asks[0]["id"], "count:1");
    assert_eq!(asks[0]["cases"][1], "n = 7");
    let tried = |case: &str, response: &str| -> Value {
        let text = stock
            .tried("one", "count:1", case, response)
            .expect("a task");
        serde_json::from_str(&text).expect("JSON")
    };
    let rows = [
        ("n = 5", "10", "right", Value::Null),
        ("n = 7", "7", "not-yet", "half".into()),
        ("", "5", "not-yet", "half".into()),
    ];
    for (case, response, outcome, idea) in rows {
        let found = tried(case, response);
        assert_eq!(
            (&found["outcome"], &found["idea"]),
            (&outcome.into(), &idea),
            "{found}"
        );
    }
    assert!(
        tried("x = 5", "10")["error"]
            .as_str()
            .is_some_and(|why| why.contains("`x`"))
    );
    assert_eq!(stock.tried("three", "count", "", "10"), None);
    assert_eq!((stock.cases("three"), stock.asks("three")), (None, None));
    ground.write(
        "tasks/two/task.md",
        "---\ntitle: Torn\n---\n\n## Count\n\n[[prise]]\n",
    );
    let stock = Stock::new(&ground.0);
    assert_eq!(stock.cases("two"), Some(Err(UNREADABLE.to_string())));
    assert_eq!(stock.asks("two"), None);
}

#[test]
fn folders_come_and_go_and_change_their_names() {
    let ground = Ground::new("folders");
    let stock = Stock::new(&ground.0);
    page(&stock, ONE);
    ground.task("three", "Three");
    fs::rename(ground.0.join("tasks/one"), ground.0.join("tasks/first")).unwrap();
    fs::remove_dir_all(ground.0.join("tasks/two")).unwrap();
    ground.seen_by(&stock);
    let names: Vec<String> = stock.now().tasks.keys().cloned().collect();
    assert_eq!(names, ["first", "three"]);
    assert!(stock.file(ONE).is_none());
    assert!(page(&stock, "lessons/first/index.html").contains("<h1>One"));
    let away = ground.0.with_extension("away");
    fs::rename(&ground.0, &away).unwrap();
    ground.seen_by(&stock);
    assert_eq!(state(&stock)["site"]["errors"], 1);
    fs::rename(&away, &ground.0).unwrap();
    ground.seen_by(&stock);
    assert_eq!(state(&stock)["site"]["errors"], 0);
    assert_eq!(stock.now().tasks.len(), 2);
}

#[test]
fn a_broken_theme_leaves_the_last_one_in_place() {
    let ground = Ground::new("theme");
    ground.write("site.yaml", "theme: own\n");
    ground.write("themes/own/lowfloor.css", "one{}");
    let stock = Stock::new(&ground.0);
    let style = || page(&stock, "lessons/assets/lowfloor.css");
    assert_eq!(style(), "one{}");
    let before = task(&stock, "one")["stamp"].clone();
    ground.write("themes/own/lowfloor.css", "two{}");
    ground.write("themes/own/lesson.html", "{% torn");
    ground.seen_by(&stock);
    assert_eq!(
        (style().as_str(), &task(&stock, "one")["stamp"]),
        ("one{}", &before)
    );
    assert!(stock.faults("one", false).contains("template"));
    fs::remove_file(ground.0.join("themes/own/lesson.html")).unwrap();
    ground.seen_by(&stock);
    assert_eq!(style(), "two{}");
    assert_ne!(task(&stock, "one")["stamp"], before);
    assert_eq!(stock.faults("one", false), "");
}

#[test]
fn a_look_that_began_earlier_does_not_undo_a_later_one() {
    let ground = Ground::new("late");
    let stock = Stock::new(&ground.0);
    let base = stock.now().ground.clone();
    let slow = Kept::read(&base.folders[0], &base).expect("a task");
    let look = stock.looks.fetch_add(1, Ordering::Relaxed);
    ground.task("one", "Later");
    page(&stock, ONE);
    stock.look_at_asked();
    put(Arc::make_mut(&mut locked(&stock.shelf)), look, vec![slow]);
    assert!(page(&stock, ONE).contains("<h1>Later"));
}

#[test]
fn those_asked_for_are_proved_first_and_after_a_moment_of_calm() {
    let ground = Ground::new("order");
    ground.task("zoo", "Zoo");
    let stock = Stock::new(&ground.0);
    page(&stock, "lessons/zoo/index.html");
    let began = Instant::now();
    stock.look_at_asked();
    assert_eq!(stock.prove_next().name, "zoo");
    assert!(began.elapsed() >= CALM);
    let rest: Vec<String> = (0..2).map(|_| stock.prove_next().name.clone()).collect();
    assert_eq!(rest, ["one", "two"]);
    thread::scope(|scope| {
        let next = scope.spawn(|| stock.prove_next().name.clone());
        ground.task("two", "Second");
        stock.look_at_all();
        assert_eq!(next.join().expect("a name"), "two", "it waits for work");
    });
}
