//! Every file of `tests/messages` is a faulty task with the marks of what must be said about it, and nothing else may be said.
//!
//! ```text
//! <!-- error 14:13-14:18 unknown-name: there is no quantity `prise` -->      in task.md, from line 14 column 13 to column 18
//! <!-- error variants.yaml 3:4-3:9 unknown-key: … -->                        in the block `yaml variants` at the end
//! ```
//! A mark holds the beginning of the message. The marks and the block are no part of the task. A picture beside the task
//! stands before the maths in a block of its own, `svg NAME`.

#[allow(dead_code)]
mod scratch;

use lowfloor::diagnostic::{Diagnostic, Files, Severity};
use lowfloor::publish::library;
use std::path::{Path, PathBuf};

#[test]
fn every_fault_is_told_as_marked() {
    let cases = cases();
    assert!(cases.len() >= 40, "only {} faults", cases.len());
    let told: Vec<String> = cases.iter().filter_map(|case| compare(case)).collect();
    assert!(
        told.is_empty(),
        "{} of {} files:\n\n{}",
        told.len(),
        cases.len(),
        told.join("\n\n")
    );
}

#[test]
fn every_error_has_a_next_step() {
    for case in cases() {
        let (found, _) = diagnostics(&case);
        for fault in found.iter().filter(|d| d.severity == Severity::Error) {
            let step = fault.help.as_deref().unwrap_or("");
            assert!(
                !step.is_empty(),
                "{}: `{}` says no next step",
                name(&case),
                fault.code
            );
            assert!(
                !step.ends_with('.') && !fault.message.ends_with('.'),
                "{}: a full stop",
                name(&case)
            );
        }
    }
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messages");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("tests/messages")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    cases.sort();
    cases
}

fn name(case: &Path) -> String {
    case.file_stem()
        .expect("a name")
        .to_string_lossy()
        .to_string()
}

/// A task with a fault, as its file gives it.
struct Faulty {
    task: String,
    marks: Vec<String>,
    maths: Option<String>,
    /// What lies beside the task: a name and a text.
    pictures: Vec<(String, String)>,
}

fn parts(text: &str) -> Faulty {
    let (rest, maths) = match text.split_once("\n```yaml variants\n") {
        Some((rest, block)) => (rest, block.strip_suffix("```\n").map(str::to_string)),
        None => (text, None),
    };
    let mut blocks = rest.split("\n```svg ");
    let rest = blocks.next().unwrap_or("");
    let pictures = blocks
        .filter_map(|block| block.trim_end().strip_suffix("```")?.split_once('\n'))
        .map(|(name, picture)| (name.to_string(), picture.to_string()))
        .collect();
    let is_mark = |line: &&str| {
        ["<!-- error ", "<!-- warning ", "<!-- note "]
            .iter()
            .any(|start| line.starts_with(start))
    };
    let marks = rest.lines().filter(is_mark).map(str::to_string).collect();
    let task: String = rest
        .lines()
        .filter(|line| !is_mark(line))
        .map(|line| format!("{line}\n"))
        .collect();
    Faulty {
        task,
        marks,
        maths,
        pictures,
    }
}

fn diagnostics(case: &Path) -> (Vec<Diagnostic>, Files) {
    let faulty = parts(&std::fs::read_to_string(case).expect("a case"));
    let folder = scratch::empty(&format!(
        "messages-{}-{:?}",
        name(case),
        std::thread::current().id()
    ));
    scratch::write(&folder.join("tasks/x/task.md"), faulty.task);
    if let Some(maths) = faulty.maths {
        scratch::write(&folder.join("tasks/x/variants.yaml"), maths);
    }
    for (name, picture) in faulty.pictures {
        scratch::write(&folder.join("tasks/x").join(name), picture);
    }
    let library = library(&folder);
    (library.trouble, library.sources.files)
}

/// A diagnostic as a mark would write it.
fn mark(found: &Diagnostic, files: &Files) -> String {
    let place = found
        .at
        .as_ref()
        .and_then(|at| Some((files.get(at.file)?, files.position(at)?)));
    let at = place.map_or(String::new(), |(file, (from, to))| {
        let maths = file.path.ends_with("variants.yaml");
        let prefix = if maths { "variants.yaml " } else { "" };
        format!("{prefix}{}:{}-{}:{} ", from.0, from.1, to.0, to.1)
    });
    format!(
        "<!-- {} {at}{}: {} -->",
        found.severity.word(),
        found.code,
        found.message
    )
}

/// What came otherwise than it is marked.
fn compare(case: &Path) -> Option<String> {
    let marks = parts(&std::fs::read_to_string(case).expect("a case")).marks;
    let (found, files) = diagnostics(case);
    let mut came: Vec<String> = found.iter().map(|found| mark(found, &files)).collect();
    let mut missing = Vec::new();
    for wanted in marks {
        let start = wanted.trim_end_matches(" -->");
        match came.iter().position(|came| came.starts_with(start)) {
            Some(at) => drop(came.remove(at)),
            None => missing.push(wanted),
        }
    }
    let listed = |title: &str, marks: &[String]| {
        marks
            .iter()
            .map(|mark| format!("\n  {title} {mark}"))
            .collect::<String>()
    };
    let said = listed("missing", &missing) + &listed("came   ", &came);
    (!said.is_empty()).then(|| format!("{}.md:{said}", name(case)))
}
