//! The program as it is called: exit codes, what it leaves on disk, the keys scripts use, and what never reaches a student's folder.

#[allow(dead_code)]
mod scratch;

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn lowfloor(folder: &Path, arguments: &[&str], typed: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_lowfloor"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    // A program that does not read what is typed closes the pipe, which is no fault.
    let _ = child
        .stdin
        .take()
        .expect("an input")
        .write_all(typed.as_bytes());
    child.wait_with_output().expect("an end")
}

/// The exit code and what was printed.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = lowfloor(folder, arguments, "");
    let text = String::from_utf8_lossy(&output.stdout).to_string()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(!text.contains("panicked"), "{arguments:?}: {text}");
    (output.status.code().expect("an exit code"), text)
}

fn objects(folder: &Path, arguments: &[&str], typed: &str) -> Vec<Value> {
    let output = lowfloor(folder, arguments, typed);
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("an object a line"))
        .collect()
}

fn keys(object: &Value) -> Vec<&str> {
    object
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect()
}

fn pool() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tasks/pool-border")
}

const WORDS: &str = "---\ntitle: A task\n---\n\n## Count\n\nHow much? [[price]]\n";
const MATHS: &str = "quantities:\n  n: 1..\n  price: 3n + 2\nvariants:\n  some: {n: [5, 7]}\n";

/// A folder with one small task, sound or with a fault.
fn small(name: &str, words: &str) -> PathBuf {
    let folder = scratch::empty(name);
    scratch::write(&folder.join("tasks/small/task.md"), words);
    scratch::write(&folder.join("tasks/small/variants.yaml"), MATHS);
    folder
}

fn faulty() -> String {
    WORDS.replace("[[price]]", "[[prise]]")
}

#[test]
fn exit_codes_tell_done_fault_and_wrong_call() {
    let sound = small("codes-sound", WORDS);
    let broken = small("codes-broken", &faulty());
    let nothing = scratch::empty("codes-nothing");
    for (folder, arguments, code) in [
        (&sound, &["check"][..], 0),
        (&sound, &["check", "tasks"], 0),
        (&sound, &["check", "tasks/small"], 0),
        (&sound, &["build"], 0),
        (&sound, &["try", "small#count", "17"], 0),
        (&sound, &["try", "small#count", "99"], 0),
        (&sound, &["try", "small#count", "what?"], 0),
        (&sound, &["maths", "2+2"], 0),
        (&sound, &["maths", "2+"], 0),
        (&sound, &["--help"], 0),
        (&sound, &["explain"], 0),
        (&sound, &["explain", "--all"], 0),
        (&sound, &["explain", "unknown-name"], 0),
        (&sound, &["explain", "error[unknown-name]"], 0),
        (&sound, &["schema", "variants"], 0),
        (&sound, &["schema", "front"], 0),
        (&sound, &["schema", "site"], 0),
        (&sound, &["explain", "unknown-nam"], 2),
        (&sound, &["explain", "unknown-name", "--all"], 2),
        (&sound, &["schema"], 2),
        (&sound, &["schema", "tasks"], 2),
        (&broken, &["check"], 1),
        (&broken, &["build"], 1),
        (&broken, &["try", "small#count", "17"], 1),
        (&broken, &["maths", "n", "--task", "small"], 1),
        (&nothing, &["check"], 1),
        (&nothing, &["build"], 1),
        (&sound, &[], 2),
        (&sound, &["nonsense"], 2),
        (&sound, &["check", "--format", "xml"], 2),
        (&sound, &["try", "small#count"], 2),
        (&sound, &["try", "small", "17"], 2),
        (&sound, &["try", "smal#count", "17"], 2),
        (&sound, &["try", "small#counting", "17"], 2),
        (&sound, &["try", "small#count:2", "17"], 2),
        (&sound, &["try", "small#count", "17", "--case", "n=0"], 2),
        (&sound, &["try", "small#count", "17", "--case", "q=1"], 2),
        (
            &sound,
            &["try", "small#count", "17", "--case", "n=6,n=7"],
            2,
        ),
        (&sound, &["try", "small#count", "17", "--lang", "es"], 2),
        (&sound, &["maths"], 2),
        (&sound, &["maths", "n", "--in", "n"], 2),
        (&sound, &["new", "class"], 2),
        (&sound, &["new", "small"], 2),
        (&sound, &["new"], 2),
        (&sound, &["new", "lines", "--relation", "4n + 4"], 2),
        (&sound, &["new", "lines", "--range", "n=1.."], 2),
        (&sound, &["extend"], 2),
        (&sound, &["extend", "small"], 2),
        (&sound, &["extend", "small", "sideways"], 2),
        (&sound, &["extend", "small", "free"], 2),
        (&sound, &["extend", "small", "free", "m"], 2),
        (&sound, &["extend", "small", "layers"], 2),
        (&sound, &["extend", "small", "table", "n"], 2),
        (&sound, &["extend", "smal", "table"], 2),
        (&broken, &["extend", "small", "table"], 1),
    ] {
        let (came, text) = run(folder, arguments);
        assert_eq!(came, code, "lowfloor {}: {text}", arguments.join(" "));
    }
}

#[test]
fn a_build_with_a_fault_writes_nothing_and_keeps_the_old_site() {
    let folder = small("keeps", WORDS);
    assert_eq!(run(&folder, &["build"]).0, 0);
    let before = scratch::files(&folder.join("site"));
    assert!(
        before
            .iter()
            .any(|(name, _)| name == "lessons/small/index.html"),
        "no page"
    );
    assert!(folder.join("site/.lowfloor-site").exists());
    scratch::write(&folder.join("tasks/small/task.md"), faulty());
    assert_eq!(run(&folder, &["build"]).0, 1);
    assert_eq!(scratch::files(&folder.join("site")), before);
    assert_eq!(run(&folder, &["build", "--out", "other"]).0, 1);
    assert!(!folder.join("other").exists(), "something was written");
}

#[test]
fn a_build_replaces_whole_and_only_what_it_made() {
    let folder = small("replaces", WORDS);
    assert_eq!(run(&folder, &["build"]).0, 0);
    let first = scratch::files(&folder.join("site"));
    scratch::write(&folder.join("site/lessons/old.html"), "left over");
    assert_eq!(run(&folder, &["build"]).0, 0);
    assert_eq!(
        scratch::files(&folder.join("site")),
        first,
        "the same sources, the same bytes"
    );
    scratch::write(&folder.join("mine/letter.txt"), "do not delete");
    let (code, text) = run(&folder, &["build", "--out", "mine"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("help"), "no next step: {text}");
    assert_eq!(scratch::files(&folder.join("mine")).len(), 1);
    std::fs::create_dir(folder.join("empty")).expect("a folder");
    assert_eq!(run(&folder, &["build", "--out", "empty"]).0, 0);
    for own in [
        ".",
        "tasks",
        "tasks/small",
        "tasks/site",
        "tasks/small/site",
    ] {
        assert_eq!(
            run(&folder, &["build", "--out", own]).0,
            1,
            "{own} holds the sources"
        );
    }
    let kept = scratch::files(&folder.join("tasks"));
    let kept: Vec<&str> = kept.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(kept, ["small/task.md", "small/variants.yaml"]);
}

/// Whoever asks for PDFs gets them all, or hears why not and keeps the site as it was.
#[test]
fn pdfs_are_made_whole_or_nothing_is_written() {
    let folder = small("pdf", WORDS);
    let build = |program: &str, out: &str| {
        let child = Command::new(env!("CARGO_BIN_EXE_lowfloor"))
            .args(["build", "--pdf", "--out", out])
            .current_dir(&folder)
            .env("LOWFLOOR_CHROMIUM", program)
            .output()
            .expect("the program");
        let said = String::from_utf8_lossy(&child.stderr).to_string();
        (child.status.code(), said)
    };
    let (code, said) = build("/nowhere/chromium", "without");
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("error[no-chromium]"), "{said}");
    assert!(said.contains("build without `--pdf`"), "{said}");
    assert!(!folder.join("without").exists());
    // A program that makes nothing.
    let (code, said) = build("/bin/true", "empty");
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("could not be made a PDF"), "{said}");
    assert!(!folder.join("empty").exists());
    let left = std::fs::read_dir(&folder).expect("a folder").flatten();
    let left: Vec<_> = left.map(|entry| entry.file_name()).collect();
    assert!(
        left.iter()
            .all(|name| !name.to_string_lossy().contains("lowfloor-pdf")),
        "{left:?}"
    );
    let (code, said) = run(&folder, &["build", "--paper", "letter"]);
    assert_eq!(code, 2, "{said}");
}

#[test]
fn json_has_the_keys_scripts_use() {
    let folder = small("keys", WORDS);
    let tried = objects(
        &folder,
        &["try", "small#count", "17", "x", "--format", "json"],
        "",
    );
    assert_eq!(tried.len(), 2);
    for object in &tried {
        assert_eq!(
            keys(object),
            [
                "response", "outcome", "idea", "way", "fits", "of", "found", "says", "read_as"
            ]
        );
    }
    assert_eq!(tried[0]["outcome"], "right");
    assert!(tried[0]["says"].is_string() && tried[0]["idea"].is_null());
    assert_eq!(tried[1]["outcome"], "unreadable");
    for (arguments, ok, value, equal) in [
        (
            &["maths", "7/2", "--format", "json"][..],
            true,
            Value::from("7/2"),
            Value::Null,
        ),
        (
            &["maths", "49/2", "24.5", "--format", "json"],
            true,
            Value::from("49/2"),
            Value::from(true),
        ),
        (
            &["maths", "4n+4", "4(n+1)", "--format", "json"],
            true,
            Value::Null,
            Value::from(true),
        ),
        (
            &["maths", "4n", "4n+4", "--format", "json"],
            true,
            Value::Null,
            Value::from(false),
        ),
        (
            &["maths", "4n+", "--format", "json"],
            false,
            Value::Null,
            Value::Null,
        ),
        (
            &["maths", "|n|", "n", "--in", "n=1..", "--format", "json"],
            true,
            Value::Null,
            Value::from(true),
        ),
        (
            &["maths", "|n|", "n", "--format", "json"],
            true,
            Value::Null,
            Value::from(false),
        ),
        (
            &["maths", "3,5", "7/2", "--lang", "de", "--format", "json"],
            true,
            Value::from("7/2"),
            Value::from(true),
        ),
    ] {
        let object = objects(&folder, arguments, "").remove(0);
        assert_eq!(
            keys(&object),
            [
                "ok", "read_as", "value", "error", "at", "equal", "mathml", "words", "why",
                "witness"
            ]
        );
        let came = (object["ok"].as_bool(), &object["value"], &object["equal"]);
        assert_eq!(came, (Some(ok), &value, &equal), "{arguments:?}: {object}");
        assert_eq!(object["error"].is_string(), !ok);
        assert_eq!(object["at"].is_u64(), !ok);
        assert_eq!(object["mathml"].is_string(), ok);
        assert_eq!(object["words"].is_string(), ok);
    }
    scratch::write(&folder.join("tasks/small/task.md"), faulty());
    let found = objects(&folder, &["check", "--format", "json"], "");
    assert_eq!(
        keys(&found[0]),
        [
            "severity",
            "code",
            "message",
            "file",
            "line",
            "column",
            "end_line",
            "end_column",
            "help",
            "notes"
        ]
    );
    let place = ["line", "column", "end_line", "end_column"].map(|key| found[0][key].as_u64());
    assert_eq!(place, [Some(7), Some(13), Some(7), Some(18)]);
    assert_eq!(
        (found[0]["severity"].as_str(), found[0]["code"].as_str()),
        (Some("error"), Some("unknown-name"))
    );
}

#[test]
fn a_history_can_begin_at_another_ask() {
    let words = format!("{WORDS}\n## Twice\n\nAnd two of them? [[twice; with your price]]\n");
    let folder = small("history", &words);
    let maths = MATHS.replace("variants", "  twice: 2price\nvariants");
    scratch::write(&folder.join("tasks/small/variants.yaml"), maths);
    let call = ["try", "small#twice", "@count 16", "32", "--format", "json"];
    let said = objects(&folder, &call, "");
    assert_eq!(said[0]["outcome"], "not-yet");
    assert_eq!(said[1]["idea"], "follow-through");
    let call = ["try", "small#twice", "@nowhere 16", "--format", "json"];
    assert_eq!(objects(&folder, &call, "")[0]["outcome"], "unreadable");
}

#[test]
fn lines_go_on_behind_one_that_cannot_be_used() {
    let folder = small("lines", WORDS);
    let typed = "small#count\t\t17\nsmall#nowhere\t\t1\nsmall#count\tn=7\t23\t24\n\nnonsense\nsmall#count\tn=x\t1\nsmall#count\t\t16\n";
    let said = objects(&folder, &["try", "--lines"], typed);
    let outcomes: Vec<&str> = said
        .iter()
        .map(|object| object["outcome"].as_str().unwrap_or("error"))
        .collect();
    assert_eq!(
        outcomes,
        [
            "right", "error", "right", "not-yet", "error", "error", "not-yet"
        ]
    );
    let numbers: Vec<u64> = said
        .iter()
        .filter_map(|object| object["line"].as_u64())
        .collect();
    assert_eq!(numbers, [2, 5, 6]);
    assert!(said[1]["error"].is_string() && keys(&said[1]) == ["line", "error"]);
    let maths = objects(
        &folder,
        &["maths", "--lines"],
        "4n\tn+n+n+n\n2+\na\tb\tc\n1/2\n",
    );
    assert_eq!(maths.len(), 4);
    assert_eq!(maths[0]["equal"], true);
    assert_eq!(maths[1]["ok"], false);
    assert_eq!(keys(&maths[2]), ["line", "error"]);
    assert_eq!(maths[2]["line"], 3);
    assert_eq!(maths[3]["value"], "1/2");
}

#[test]
fn maths_says_how_it_reads_and_why_two_lines_are_equal_or_not() {
    let folder = scratch::empty("maths");
    for (arguments, words, why, witness) in [
        (&["4n+4", "4(n+1)"][..], "4 n plus 4", "exactly", ""),
        (&["4n+4", "4n"], "4 n plus 4", "", "at n = 0: 4 and 0"),
        (&["24", "23"], "24", "", "24 and 23"),
        (
            &["gcd(n, 2n)", "n", "--in", "n=1..6"],
            "the greatest common divisor of n, 2 n end greatest common divisor",
            "in all 6 cases",
            "",
        ),
        (
            &["√(n^2)", "|n|"],
            "the root of n squared end root",
            "exactly",
            "",
        ),
        (
            &["1/n", "1/n^2"],
            "the fraction 1 over n",
            "",
            "at n = −1: −1 and 1",
        ),
        (&["2,5", "--lang", "de"], "2,5", "", ""),
    ] {
        let json = [&["maths"], arguments, &["--format", "json"]].concat();
        let object = objects(&folder, &json, "").remove(0);
        let text = |key: &str| object[key].as_str().unwrap_or("").to_string();
        let came = (text("words"), text("why"), text("witness"));
        let want = (words.to_string(), why.to_string(), witness.to_string());
        assert_eq!(came, want, "{arguments:?}");
        let (_, printed) = run(&folder, &[&["maths"], arguments].concat());
        for said in [words, why, witness, "<math>"] {
            assert!(printed.contains(said), "{arguments:?}: {printed}");
        }
    }
}

#[test]
fn a_new_task_is_sound_and_builds() {
    let folder = scratch::empty("new");
    assert_eq!(run(&folder, &["new", "match-sticks"]).0, 0);
    let found = objects(&folder, &["check", "--format", "json"], "");
    let loud: Vec<&Value> = found
        .iter()
        .filter(|object| object["severity"] != "note")
        .collect();
    assert!(loud.is_empty(), "{loud:?}");
    assert_eq!(run(&folder, &["build"]).0, 0);
    assert!(folder.join("site/lessons/match-sticks/index.html").exists());
    assert_eq!(
        run(&folder, &["new", "match-sticks"]).0,
        2,
        "an old task is never overwritten"
    );
}

#[test]
fn a_relation_becomes_a_task_that_builds() {
    let folder = scratch::empty("new-relation");
    let relation = "tiles = (n+2)(m+2) - n m; m=1..20";
    for call in [
        &["new", "border", "--relation", relation][..],
        &[
            "new",
            "table",
            "--relation",
            "tiles = 4n + 4",
            "--range",
            "n=1..50",
        ],
    ] {
        let (code, text) = run(&folder, call);
        assert_eq!(code, 0, "{text}");
    }
    let maths = std::fs::read_to_string(folder.join("tasks/table/variants.yaml")).expect("maths");
    assert!(maths.contains("  n: 1..50\n"), "{maths}");
    let (code, text) = run(&folder, &["check"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("2 tasks: 0 errors, 0 warnings\n"), "{text}");
    assert_eq!(run(&folder, &["build"]).0, 0);
    let (_, text) = run(&folder, &["new"]);
    assert!(text.contains("a name for the task is missing"), "{text}");
    let (_, text) = run(&folder, &["new", "more", "--relation", "tiles = 4n +"]);
    assert!(text.contains("help: "), "no next step: {text}");
    assert!(!folder.join("tasks/more").exists(), "something was written");
}

/// A small task as it comes from another system: a byte order mark, other line ends, odd spacing, comments.
fn foreign(name: &str) -> PathBuf {
    let folder = scratch::empty(name);
    let words = "\u{feff}---\ntitle:   A task\n---\n\n## Count   {.alone}\n\nHow much?   [[price]]  \n\n<!-- talk -->\n\n## Compare {.discuss}\n\nWho sees it in another way?";
    let maths = "\u{feff}# mine\nquantities:\n    n:   1..\n    m: 1..\n    price: 3n + 2m\nvariants:   # all\n    some: {m: n,   n: [5, 7]}   # two\n\n# the end\n";
    for (file, text) in [("task.md", words), ("variants.yaml", maths)] {
        scratch::write(
            &folder.join("tasks/small").join(file),
            text.replace('\n', "\r\n"),
        );
    }
    folder
}

#[test]
fn an_extension_adds_and_changes_no_byte() {
    let folder = foreign("extend-bytes");
    let texts = || {
        let read =
            |name: &str| std::fs::read(folder.join("tasks/small").join(name)).expect("a file");
        [read("task.md"), read("variants.yaml")]
    };
    let calls: [&[&str]; 5] = [
        &["inverse"],
        &["inverse"],
        &["free", "m"],
        &["table"],
        &["find-all"],
    ];
    for call in calls {
        let before = texts();
        let (code, text) = run(&folder, &[&["extend", "small"], call].concat());
        assert_eq!(code, 0, "{call:?}: {text}");
        assert!(text.contains("tasks/small/task.md: ## "), "{text}");
        assert_eq!(text.contains("variants.yaml: "), call.len() > 1, "{text}");
        for (old, new) in before.iter().zip(&texts()) {
            let front = old.iter().zip(new).take_while(|(a, b)| a == b).count();
            let end = old.iter().rev().zip(new.iter().rev());
            let end = end.take_while(|(a, b)| a == b).count();
            assert!(
                front + end >= old.len(),
                "{call:?}: {}",
                String::from_utf8_lossy(new)
            );
            let lines = new.iter().filter(|byte| **byte == b'\n').count();
            let ends = new.windows(2).filter(|pair| pair == b"\r\n").count();
            assert_eq!(lines, ends, "{call:?}");
        }
    }
    let [words, maths] = texts().map(|bytes| String::from_utf8(bytes).expect("text"));
    for part in [
        "{#which-one-was-it-2 .pair}",
        "## Which one was it? {.pair}",
        "variant=free-m}",
    ] {
        assert!(words.contains(part), "{words}");
    }
    assert!(maths.contains("# two\r\n    free-m: {n: ["), "{maths}");
    assert_eq!(run(&folder, &["check"]).0, 0);
    let kept = scratch::files(&folder.join("tasks"));
    let kept: Vec<&str> = kept.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        kept,
        ["small/task.md", "small/variants.yaml"],
        "nothing is left over"
    );
}

#[test]
fn an_extension_is_written_whole_or_not_at_all() {
    let folder = foreign("extend-whole");
    // Where the new words would be written first, something else stands in the way.
    scratch::write(&folder.join("tasks/small/.task.md.new/mine"), "keep");
    let before = scratch::files(&folder.join("tasks"));
    let (code, text) = run(&folder, &["extend", "small", "free", "m"]);
    assert_eq!(code, 1, "{text}");
    assert!(
        text.contains("cannot be changed, and stays as it is"),
        "{text}"
    );
    assert_eq!(scratch::files(&folder.join("tasks")), before);
}

#[test]
fn an_extension_writes_nothing_where_something_is_wrong() {
    let broken = small("extend-broken", &faulty());
    let sound = small("extend-sound", WORDS);
    for (folder, call, said) in [
        (&broken, &["extend", "small", "table"][..], "unknown-name"),
        (
            &broken,
            &["extend", "small", "table"],
            "nothing was written",
        ),
        (
            &sound,
            &["extend", "smal", "table"],
            "did you mean `small`?",
        ),
        (&sound, &["extend", "small", "layers"], "help: "),
        (&sound, &["extend", "small", "free", "n"], "free already"),
        (
            &sound,
            &["extend", "small", "table", "n"],
            "only `free` takes a letter",
        ),
    ] {
        let before = scratch::files(&folder.join("tasks"));
        let (code, text) = run(folder, call);
        assert_ne!(code, 0, "{call:?}");
        assert!(text.contains(said), "{call:?}: {text}");
        assert_eq!(scratch::files(&folder.join("tasks")), before, "{call:?}");
    }
}

#[test]
fn nothing_for_the_teacher_reaches_the_lessons() {
    let folder = scratch::empty("leaks");
    scratch::copy(&pool(), &folder.join("tasks/pool-border"));
    for edition in ["task.md", "task.de.md", "task.ar.md"] {
        let path = folder.join("tasks/pool-border").join(edition);
        let words = std::fs::read_to_string(&path).expect("the task");
        scratch::write(&path, marked(&words));
    }
    let (code, text) = run(&folder, &["build"]);
    assert_eq!(code, 0, "{text}");
    for (name, bytes) in scratch::files(&folder.join("site/lessons")) {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        for secret in ["zqidea", "zqteacher"] {
            assert!(!text.contains(secret), "{name} holds {secret}");
        }
    }
}

/// The task with every idea and condition renamed and every word to the teacher made out of one.
fn marked(words: &str) -> String {
    let mut marked = String::new();
    let mut teacher = false;
    for line in words.lines() {
        teacher = line.starts_with("> [!teacher]") || (teacher && line.starts_with('>'));
        let mut line = line.replace("[!idea ", "[!idea zqidea-");
        if teacher {
            line = line.replace(' ', " zqteacher ").replacen(
                "> zqteacher [!teacher] zqteacher",
                "> [!teacher] zqteacher",
                1,
            );
            line = line.replacen("> zqteacher ", "> ", 1);
        }
        marked.push_str(&line);
        marked.push('\n');
    }
    marked
}

#[test]
fn no_heading_takes_an_id_of_the_page() {
    let headings = [
        "Model",
        "Ask 1",
        "Check ask 1",
        "H model",
        "Lowfloor",
        "Key pad",
    ];
    let more: String = headings
        .map(|heading| format!("\n## {heading}\n\nAnd this? [[price]]\n"))
        .concat();
    let folder = small("headings", &format!("{WORDS}{more}"));
    let (code, text) = run(&folder, &["build"]);
    assert_eq!(code, 0, "{text}");
    let path = folder.join("site/lessons/small/index.html");
    let page = std::fs::read_to_string(path).expect("a page");
    let mut ids: Vec<String> = page
        .match_indices('<')
        .flat_map(|(at, _)| attributes(tag(&page, at)))
        .filter_map(|(key, value)| (key == "id").then_some(value))
        .collect();
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert!(all > headings.len() && all == ids.len(), "{ids:?}");
}

#[test]
fn a_page_asks_nobody_for_anything() {
    let folder = scratch::empty("quiet");
    let link = WORDS.replace("How much?", "[See](https://example.org/author) [[words]]\n\n<img src=https://evil.example/x onerror=alert(1)>\n\nHow much?");
    scratch::copy(&pool(), &folder.join("tasks/pool-border"));
    scratch::write(&folder.join("tasks/small/task.md"), link);
    scratch::write(&folder.join("tasks/small/variants.yaml"), MATHS);
    let (code, text) = run(&folder, &["build"]);
    assert_eq!(code, 0, "{text}");
    let pages = scratch::files(&folder.join("site"));
    let pages = pages.iter().filter(|(name, _)| name.ends_with(".html"));
    for (name, bytes) in pages {
        let page = String::from_utf8(bytes.clone()).expect("text");
        quiet(name, &page);
    }
}

fn quiet(name: &str, page: &str) {
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
                  connect-src 'none'; base-uri 'none'; form-action 'none'";
    let metas: Vec<&str> = page
        .match_indices("<meta")
        .map(|(at, _)| tag(page, at))
        .collect();
    assert!(
        metas.first().is_some_and(|meta| meta.contains("charset")),
        "{name}: {metas:?}"
    );
    let second = metas
        .get(1)
        .copied()
        .unwrap_or("")
        .replace("&#39;", "'")
        .replace("&#x27;", "'");
    assert!(
        second.contains("Content-Security-Policy") && second.contains(policy),
        "{name}: {second}"
    );
    for (at, _) in page.match_indices('<') {
        let tag = tag(page, at);
        let attributes = attributes(tag);
        for (key, value) in &attributes {
            assert!(key != "style" && !key.starts_with("on"), "{name}: {tag}");
            let outside = value.contains("//")
                && ["src", "href", "action", "srcset", "data", "poster"].contains(&key.as_str());
            assert!(
                !outside || (tag.starts_with("<a ") && value == "https://example.org/author"),
                "{name}: {tag}"
            );
        }
        let script = tag.starts_with("<script");
        let harmless = attributes.iter().any(|(key, value)| {
            key == "src"
                || (key == "type" && ["application/json", "text/plain"].contains(&value.as_str()))
        });
        assert!(!script || harmless, "{name}: {tag}");
        assert!(!tag.starts_with("<style"), "{name}: {tag}");
    }
}

fn tag(page: &str, at: usize) -> &str {
    let rest = &page[at..];
    &rest[..rest.find('>').map_or(rest.len(), |end| end + 1)]
}

/// The attributes of a tag whose values are quoted.
fn attributes(tag: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once("=\"") {
        let key = before
            .rsplit([' ', '"', '\n'])
            .next()
            .unwrap_or("")
            .to_lowercase();
        let (value, behind) = after.split_once('"').unwrap_or((after, ""));
        found.push((key, value.to_string()));
        rest = behind;
    }
    found
}

#[test]
fn messages_are_grouped_by_file_and_name_their_page() {
    let folder = small("grouped", &faulty().replace("## Count", "## Count {pair}"));
    scratch::write(
        &folder.join("tasks/other/task.md"),
        WORDS.replace("[[price]]", "[[words]"),
    );
    let (code, text) = run(&folder, &["check"]);
    assert_eq!(code, 1, "{text}");
    let small = text
        .find("tasks/small/task.md: 2 errors\n")
        .expect("a head");
    let other = text.find("tasks/other/task.md: 1 error\n").expect("a head");
    assert!(other < small, "{text}");
    assert!(
        text.contains("`lowfloor explain unclosed-ask` tells more"),
        "{text}"
    );
}

#[test]
fn the_guide_comes_out_of_the_program() {
    let folder = scratch::empty("commands-guide");
    let (code, text) = run(&folder, &["guide", "--no-open", "--out", "here"]);
    assert_eq!(code, 0, "{text}");
    let page = folder.join("here/lessons/begin/index.html");
    assert!(page.is_file(), "{text}");
    scratch::write(&folder.join("mine/notes.txt"), "not a site");
    let (code, text) = run(&folder, &["guide", "--no-open", "--out", "mine"]);
    assert_eq!(code, 1, "{text}");
    assert!(folder.join("mine/notes.txt").is_file());
}

#[test]
fn quiet_tells_faults_and_their_number() {
    let folder = small("quiet", WORDS);
    assert_eq!(
        run(&folder, &["check", "--quiet"]).1,
        "1 task: 0 errors, 0 warnings\n"
    );
    assert_eq!(run(&folder, &["build", "-q"]), (0, String::new()));
    let broken = small("quiet-broken", &faulty());
    let (code, text) = run(&broken, &["check", "-q"]);
    assert!(code == 1 && text.contains("error[unknown-name]"), "{text}");
    assert!(!text.contains("A task"), "the shape: {text}");
}

/// A line that is written over and over is for a terminal.
#[test]
fn progress_stays_out_of_a_pipe() {
    let folder = small("progress", WORDS);
    for arguments in [&["check"][..], &["build"]] {
        let (_, text) = run(&folder, arguments);
        assert!(!text.contains(['\r', '\u{1b}']), "{text}");
    }
}

#[test]
fn what_many_tasks_use_stands_in_a_narrow_table() {
    let folder = scratch::empty("uses");
    let words = format!("{WORDS}\n## Back\n\n[[n given price = 17]]\n\n## Say\n\n[[words]]\n");
    for name in ["a", "b", "c", "d", "e"] {
        scratch::write(&folder.join(format!("tasks/{name}/task.md")), WORDS);
        scratch::write(&folder.join(format!("tasks/{name}/variants.yaml")), MATHS);
    }
    let (_, few) = run(&folder, &["check"]);
    assert!(!few.contains("figures"), "{few}");
    scratch::write(&folder.join("tasks/fence/task.md"), words);
    let figures = format!(
        "{MATHS}figures:\n  row:\n    grid: {{rows: 1, columns: n}}\n    cells: {{box: otherwise}}\n"
    );
    scratch::write(&folder.join("tasks/fence/variants.yaml"), figures);
    let (_, many) = run(&folder, &["check"]);
    let table: Vec<&str> = many
        .lines()
        .skip_while(|line| !line.starts_with("task "))
        .take(7)
        .collect();
    assert_eq!(table.len(), 7, "{many}");
    assert_eq!(
        table[0],
        "task   number table rule back find choice words guess  figures"
    );
    assert_eq!(
        table[6],
        "fence       1               1                 1        grid"
    );
}

/// Line ends, marks and encodings, as editors of other systems save them.
#[test]
fn what_other_editors_save_is_read_or_named() {
    let check = |name: &str, words: &[u8], maths: &[u8]| {
        let folder = scratch::empty(&format!("saved-{name}"));
        scratch::write(&folder.join("tasks/small/task.md"), words);
        scratch::write(&folder.join("tasks/small/variants.yaml"), maths);
        run(&folder, &["check", "-q"])
    };
    let sound = "1 task: 0 errors, 0 warnings\n".to_string();
    let (words, maths) = (WORDS.as_bytes(), MATHS.as_bytes());
    let windows = |text: &str| text.replace('\n', "\r\n").into_bytes();
    let marked = |text: &str| format!("\u{feff}{text}").into_bytes();
    assert_eq!(check("windows", &windows(WORDS), &windows(MATHS)).1, sound);
    assert_eq!(check("marked", &marked(WORDS), &marked(MATHS)).1, sound);
    let faulty_maths = MATHS.replace("1..", "1...");
    for (name, text) in [
        ("windows-fault", windows(&faulty())),
        ("marked-fault", marked(&faulty())),
    ] {
        let (code, said) = check(name, &text, &windows(&faulty_maths));
        assert_eq!(code, 1);
        assert!(said.contains("task.md:7:13"), "{said}");
        assert!(said.contains("variants.yaml:2:6"), "{said}");
        assert!(said.contains("write `1..`"), "{said}");
    }
    let latin = |text: &str| [text.as_bytes(), b"# f\xfcr alle\n"].concat();
    for (name, text, numbers, code, help) in [
        (
            "latin",
            latin(WORDS),
            maths.to_vec(),
            "not-utf8",
            "save it as UTF-8",
        ),
        (
            "latin-maths",
            words.to_vec(),
            latin(MATHS),
            "not-utf8",
            "save it as UTF-8",
        ),
        (
            "document",
            b"PK\x03\x04\x14\x00".to_vec(),
            maths.to_vec(),
            "not-text",
            "plain text",
        ),
        (
            "rich",
            br"{\rtf1 Count}".to_vec(),
            maths.to_vec(),
            "not-text",
            "plain text",
        ),
        (
            "symbol",
            format!("{WORDS}\u{e001}\n").into_bytes(),
            maths.to_vec(),
            "private-sign",
            "delete it",
        ),
    ] {
        let (end, said) = check(name, &text, &numbers);
        assert_eq!(end, 1, "{name}: {said}");
        assert!(
            said.contains(&format!("error[{code}]")) && said.contains(help),
            "{name}: {said}"
        );
        assert!(
            said.contains("1 error, 0 warnings"),
            "{name}: one fault, told once: {said}"
        );
    }
}

#[test]
fn a_folder_in_the_place_of_a_file_is_named() {
    let folder = small("folder-for-file", WORDS);
    std::fs::create_dir_all(folder.join("tasks/other/task.md/more")).expect("a folder");
    let (code, said) = run(&folder, &["check"]);
    assert_eq!(code, 1);
    assert!(
        said.contains("error[unreadable-file]") && said.contains("is not a file"),
        "{said}"
    );
}
