//! What `new` makes from a relation and what `extend` adds to a task: sound tasks, and not one byte of the author's changed.

use lowfloor::diagnostic::{Diagnostic, FileId, Files, Severity};
use lowfloor::draft::{Extension, Refusal, Relation, Sheets, drafted, extended};
use lowfloor::publish::proved;
use lowfloor::source::TaskFiles;
use lowfloor::task::{Language, Task, read_task};
use lowfloor::theme::{Theme, theme};
use std::path::{Path, PathBuf};

fn plain() -> Theme {
    theme(&Default::default(), &mut Vec::new())
}

fn on_desk(sheets: &Sheets) -> (Files, TaskFiles) {
    let mut files = Files::default();
    let (words, maths): (FileId, FileId) = (
        files.add("task.md", &sheets.words),
        files.add("variants.yaml", &sheets.maths),
    );
    let task = TaskFiles {
        name: "task".to_string(),
        folder: PathBuf::new(),
        words,
        maths: Some(maths),
        translations: Vec::new(),
        notes: None,
        pictures: Default::default(),
    };
    (files, task)
}

fn prove(sheets: &Sheets, theme: &Theme) -> (Task, Vec<Diagnostic>) {
    let (files, task) = on_desk(sheets);
    proved(&files, &task, "en", theme, &Default::default())
}

/// Reads a task without its proof, which takes long for a large one.
fn glance(sheets: &Sheets, theme: &Theme) -> (Task, Vec<Diagnostic>) {
    let (files, task) = on_desk(sheets);
    let words = |language: &str| theme.words(language);
    let language = Language {
        code: "en".to_string(),
        words: &words,
    };
    let mut trouble = Vec::new();
    let read = read_task(&files, &task, &language, &Default::default(), &mut trouble);
    (read, trouble)
}

fn made(relation: &str, theme: &Theme) -> Result<Sheets, Refusal> {
    let relation = Relation::read(relation, &[])?;
    drafted(&relation, "A task", &|sheets| prove(sheets, theme))
}

fn shown(found: &Diagnostic) -> String {
    format!("{}: {}", found.code, found.message)
}

fn loud(trouble: &[Diagnostic]) -> Vec<String> {
    let loud = trouble
        .iter()
        .filter(|found| found.severity != Severity::Note);
    loud.map(shown).collect()
}

fn errors(trouble: &[Diagnostic]) -> Vec<String> {
    let errors = trouble.iter().filter(|found| found.is_error());
    errors.map(shown).collect()
}

/// Whether a text is another one with one piece put in.
fn has_one_piece_more(before: &str, after: &str) -> bool {
    let (old, new) = (before.as_bytes(), after.as_bytes());
    let same = |pair: &(&u8, &u8)| pair.0 == pair.1;
    let front = old.iter().zip(new).take_while(same).count();
    let end = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(same)
        .count();
    new.len() >= old.len() && front + end >= old.len()
}

/// A relation, the ideas that must be among those its task names, and what its task must hold.
const RELATIONS: [(&str, &[&str], &[&str]); 12] = [
    (
        "tiles = 4n + 4",
        &[
            "constant-dropped",
            "scaling",
            "add-only",
            "next-case",
            "sign-slip",
        ],
        &[
            "[[tiles for n = 4, 6, 20, 100, ?]]",
            "[[n given tiles = 52]]",
            "[[n given tiles = 54]]",
        ],
    ),
    (
        "T = n^2 + 1",
        &["constant-dropped", "previous-case"],
        &["[!way as-given: n² + 1]"],
    ),
    (
        "tiles = (n+2)(m+2) - n m; n=1..20",
        &["constant-dropped"],
        &["n: 1..20", "m: 1..\n", "m: 1, "],
    ),
    (
        "tiles = (n + 2)(m + 2) - n m",
        &["constant-dropped"],
        &["start: {m: n, ", "Here m is n.", "[!way as-given: 4n + 4]"],
    ),
    (
        "tiles = (n + 2k)(m + 2k) - n m; k=1..5",
        &["constant-dropped"],
        &["k: 1, m: n, ", "Here k is 1 and m is n."],
    ),
    (
        "grains = 2^n",
        &["scaling", "previous-case", "next-case"],
        &["[[n given grains = 4096]]"],
    ),
    ("share = 120/n", &["scaling"], &["up to 200"]),
    ("rest = n - 3 floor(n/3)", &["scaling"], &["[[n given rest"]),
    ("d = |n - 8|", &["scaling"], &["d: '|n - 8|'", "find all"]),
    (
        "price = 3a + 5b; a=1..20; b=0..10",
        &["scaling"],
        &["b: 1, a: ["],
    ),
    (
        "v = 4 side + 2; side=1..9",
        &["constant-dropped"],
        &["[[side given v = "],
    ),
    ("p = c/2; c=[10, 20, 30, 50]", &[], &["c: [10, 20, 30, 50]"]),
];

#[test]
fn a_relation_becomes_a_task_without_errors_and_warnings() {
    let theme = plain();
    for (relation, ideas, held) in RELATIONS {
        let sheets = made(relation, &theme).unwrap_or_else(|why| panic!("{relation}: {why:?}"));
        let (task, trouble) = prove(&sheets, &theme);
        assert_eq!(loud(&trouble), [""; 0], "{relation}\n{}", sheets.words);
        for idea in ideas {
            let callout = format!("> [!idea {idea}]\n");
            assert!(
                sheets.words.contains(&callout),
                "{relation}: {idea}\n{}",
                sheets.words
            );
        }
        let both = sheets.words.clone() + &sheets.maths;
        for part in held {
            assert!(both.contains(part), "{relation} has no {part}\n{both}");
        }
        assert_eq!(task.sections.len(), 7, "{relation}");
    }
}

#[test]
fn what_is_no_relation_is_told_with_the_next_step() {
    let theme = plain();
    for (relation, said) in [
        ("tiles", "is no relation"),
        ("4n + 4 = tiles", "`4n + 4` cannot be the name"),
        ("answer = 4n", "`answer` cannot be the name"),
        ("tiles = 4n +", "something is missing"),
        ("tiles = 8", "the same in every case"),
        ("tiles = n = 4", "statement"),
        ("n = n + 1", "both sides"),
        ("tiles = 4n; m=1..", "`m` has a range"),
        ("tiles = 4n; n", "`n` is no range"),
        ("tiles = 4n; n=5..1", "is no range"),
        ("tiles = 4 side", "product of its letters"),
        ("tiles = 4x; x=any 0..", "is no range"),
        ("tiles = n", "is `n` itself"),
        ("tiles = max(n, m)", "the same as one of its letters"),
        ("area = π r^2", "exact values"),
    ] {
        let refusal = made(relation, &theme).expect_err(relation);
        assert!(refusal.message.contains(said), "{relation}: {refusal:?}");
        assert!(!refusal.help.is_empty(), "{relation}: no next step");
    }
}

fn everything(letter: &str) -> [Extension; 6] {
    use Extension::{FindAll, Free, Inverse, InverseRule, Layers, Table};
    [
        Free(letter.to_string()),
        Layers,
        Inverse,
        InverseRule,
        Table,
        FindAll,
    ]
}

/// Extends a task in every way; gives the texts with all of it.
fn extended_in_every_way(
    start: &Sheets,
    letter: &str,
    read: &dyn Fn(&Sheets) -> (Task, Vec<Diagnostic>),
) -> Sheets {
    let mut sheets = start.clone();
    for what in everything(letter) {
        let (task, trouble) = read(&sheets);
        assert_eq!(errors(&trouble), [""; 0]);
        let made = extended(&task, &sheets, &what, &trouble, read)
            .unwrap_or_else(|why| panic!("{what:?}: {why:?}"));
        let with_maths = matches!(what, Extension::Free(_) | Extension::Layers);
        assert_eq!(made.sheets.maths != sheets.maths, with_maths, "{what:?}");
        assert!(made.sheets.words.contains(&made.heading), "{what:?}");
        for (old, new) in [
            (&sheets.words, &made.sheets.words),
            (&sheets.maths, &made.sheets.maths),
        ] {
            assert!(has_one_piece_more(old, new), "{what:?} changed more\n{new}");
        }
        sheets = made.sheets;
    }
    sheets
}

fn section_names(task: &Task) -> Vec<&str> {
    task.sections
        .iter()
        .map(|section| section.id.as_str())
        .collect()
}

#[test]
fn a_new_task_can_be_extended_in_every_way_and_twice() {
    let theme = plain();
    let relation = "tiles = (n + 2k)(m + 2k) - n m; k=1..5";
    let start = made(relation, &theme).expect("a task");
    let read = |sheets: &Sheets| prove(sheets, &theme);
    let once = extended_in_every_way(&start, "m", &read);
    let twice = extended_in_every_way(&once, "k", &read);
    let (task, trouble) = prove(&twice, &theme);
    assert_eq!(loud(&trouble), [""; 0], "{}", twice.words);
    let names = section_names(&task);
    let discussion = names
        .iter()
        .position(|name| *name == "compare")
        .expect("a discussion");
    let behind = &names[discussion..];
    assert_eq!(
        behind,
        ["compare", "exit-ticket"],
        "all of it stands in front of the discussion"
    );
    for name in [
        "which-one-was-it-3",
        "a-rule-backwards-2",
        "more-cases-2",
        "find-them-all-2",
        "more-layers-2",
    ] {
        assert!(names.contains(&name), "{names:?}");
    }
}

fn pool() -> Sheets {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tasks/pool-border");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a file");
    Sheets {
        words: read("task.md"),
        maths: read("variants.yaml"),
    }
}

#[test]
fn the_pool_border_can_be_extended_in_every_way() {
    let theme = plain();
    let all = extended_in_every_way(&pool(), "m", &|sheets| glance(sheets, &theme));
    let (_, trouble) = prove(&all, &theme);
    assert_eq!(loud(&trouble), [""; 0]);
}

#[test]
fn added_lines_end_as_the_lines_of_the_file_do() {
    let theme = plain();
    let Sheets { words, maths } = pool();
    let windows = Sheets {
        words: words.replace('\n', "\r\n"),
        maths: maths.replace('\n', "\r\n"),
    };
    let read = |sheets: &Sheets| glance(sheets, &theme);
    let all = extended_in_every_way(&windows, "k", &read);
    for text in [&all.words, &all.maths] {
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    }
    let unix = extended_in_every_way(&pool(), "k", &read);
    assert_eq!(all.words.replace("\r\n", "\n"), unix.words);
    assert_eq!(all.maths.replace("\r\n", "\n"), unix.maths);
}

#[test]
fn what_makes_no_sense_is_refused_with_the_next_step() {
    let theme = plain();
    let free = |letter: &str| Extension::Free(letter.to_string());
    for (relation, what, said, help) in [
        (
            "tiles = 4n + 4",
            free("m"),
            "no letter `m`",
            "binds no letter",
        ),
        (
            "tiles = 4n + 4",
            free("n"),
            "free already",
            "binds no letter",
        ),
        (
            "area = n m",
            free("k"),
            "no letter `k`",
            "free one of these: `m`",
        ),
        (
            "tiles = 4n + 4",
            Extension::Layers,
            "counts layers",
            "k: 1..5",
        ),
        (
            "d = |n - 8|",
            Extension::InverseRule,
            "give the same `d`",
            "find-all",
        ),
        (
            "rest = n - 3 floor(n/3)",
            Extension::FindAll,
            "no number of `rest`",
            "[[n given rest",
        ),
    ] {
        let sheets = made(relation, &theme).expect(relation);
        let (task, trouble) = prove(&sheets, &theme);
        let read = |sheets: &Sheets| prove(sheets, &theme);
        let refusal = extended(&task, &sheets, &what, &trouble, &read).expect_err(relation);
        assert!(
            refusal.message.contains(said),
            "{relation} {what:?}: {refusal:?}"
        );
        assert!(
            refusal.help.contains(help),
            "{relation} {what:?}: {refusal:?}"
        );
    }
}

#[test]
fn a_rule_that_can_be_undone_gets_an_example() {
    let theme = plain();
    for (relation, example) in [
        ("grains = 2^n", "> [!example] (ln(grains)/ln(2))"),
        ("share = 120/n", "> [!example] "),
        ("area = n m", "> [!example] (area)^(1/(2))"),
    ] {
        let sheets = made(relation, &theme).expect(relation);
        let (task, trouble) = prove(&sheets, &theme);
        let read = |sheets: &Sheets| prove(sheets, &theme);
        let made =
            extended(&task, &sheets, &Extension::InverseRule, &trouble, &read).expect(relation);
        assert_eq!(made.warnings, 0, "{relation}\n{}", made.sheets.words);
        assert!(
            made.sheets.words.contains(example),
            "{relation}\n{}",
            made.sheets.words
        );
    }
}

#[test]
fn a_section_goes_before_the_discussion_else_before_the_end_else_last() {
    const COUNT: &str = "---\ntitle: A task\n---\n\n## Count\n\n[[tiles]]";
    let maths = "quantities:\n  n: 1..\n  tiles: 4n + 4\nvariants:\n  some: {n: [5, 7]}\n";
    let theme = plain();
    let read = |sheets: &Sheets| prove(sheets, &theme);
    for (behind, before, after) in [
        ("", "[[tiles]]\n\n", "?]]\n"),
        ("\n", "[[tiles]]\n\n", "?]]\n"),
        ("\n\n\n", "[[tiles]]\n\n\n", "?]]\n"),
        (
            "\n\n## End {.close}\n\nBye.\n",
            "[[tiles]]\n\n",
            "?]]\n\n## End",
        ),
        (
            "\n\n## End {.close}\n\nBye.\n\n## Talk {.discuss}\n\nWell?",
            "Bye.\n\n",
            "?]]\n\n## Talk",
        ),
    ] {
        let sheets = Sheets {
            words: COUNT.to_string() + behind,
            maths: maths.to_string(),
        };
        let (task, trouble) = read(&sheets);
        let made = extended(&task, &sheets, &Extension::Table, &trouble, &read).expect(behind);
        let words = made.sheets.words;
        assert!(words.contains(&format!("{before}## More cases")), "{words}");
        assert!(words.contains(after), "{words}");
    }
}

#[test]
fn a_section_that_would_vanish_is_not_written() {
    let theme = plain();
    let read = |sheets: &Sheets| prove(sheets, &theme);
    let sheets = Sheets {
        words: "---\ntitle: A task\n---\n\n## Count\n\n[[tiles]]\n\n```\nopen".to_string(),
        maths: "quantities:\n  n: 1..\n  tiles: 4n + 4\nvariants:\n  some: {n: [5]}\n".to_string(),
    };
    let (task, trouble) = read(&sheets);
    let refusal = extended(&task, &sheets, &Extension::Table, &trouble, &read);
    let refusal = refusal.expect_err("nobody would see it");
    assert!(refusal.help.contains("close what is open"), "{refusal:?}");
}
