//! What is said to teachers reaches no student: a mark is planted in every field for teachers of every task, and is found
//! on the teachers' pages and nowhere else, not in another writing either.

#[allow(dead_code)]
mod scratch;

use base64::Engine;
use lowfloor::publish::{has_errors, library, site};
use lowfloor::task::guide::{Beside, GuidePart, OTHERS};
use std::path::{Path, PathBuf};

/// Marks are words of letters and digits, so that no markup parts them.
const MARK: &str = "zqxvteacheronly";

/// The folders of tasks in the repository that are made for pages.
fn shelves() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut shelves = vec![root.join("tasks"), root.join("tests/gallery/tasks")];
    let sites = std::fs::read_dir(root.join("tests/sites")).expect("tests/sites");
    shelves.extend(sites.map(|entry| entry.expect("an entry").path().join("tasks")));
    shelves.retain(|shelf| shelf.is_dir());
    shelves.sort();
    shelves
}

/// A task's text with a mark in every field for teachers, and how many marks there are.
fn planted(text: &str) -> (String, usize) {
    let (mut out, mut count, mut code, mut beside) = (String::new(), 0, false, false);
    let mut mark = |out: &mut String, head: String| {
        out.push_str(&format!("\n> [!{head}] {MARK}{count}x\n\n"));
        count += 1;
    };
    for line in text.lines() {
        code ^= line.starts_with("```");
        if line.is_empty() && beside && !code {
            for (word, _) in Beside::ALL {
                mark(&mut out, word.to_string());
            }
            mark(&mut out, "teacher".to_string());
            beside = false;
        }
        beside |= line.starts_with("> [!way")
            || line.starts_with("> [!idea")
            || line.starts_with("> [!if");
        out.push_str(line);
        out.push('\n');
    }
    for (word, _) in GuidePart::ALL {
        mark(&mut out, format!("teacher {word}"));
    }
    for other in OTHERS {
        for (word, _) in Beside::ALL {
            mark(&mut out, format!("{word} {other}"));
        }
    }
    (out, count)
}

/// The mark as it could be written otherwise.
fn writings() -> Vec<(&'static str, String)> {
    let base64 = |shift: usize| {
        let mut bytes = vec![b' '; shift];
        bytes.extend(MARK.as_bytes());
        let text = base64::engine::general_purpose::STANDARD.encode(bytes);
        // The ends depend on what stands beside the mark.
        text[4..text.len() - 4].to_string()
    };
    let hex: String = MARK.bytes().map(|byte| format!("{byte:02x}")).collect();
    let percent: String = MARK.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let entities: String = MARK.bytes().map(|byte| format!("&#{byte};")).collect();
    vec![
        ("text", MARK.to_string()),
        ("base64", base64(0)),
        ("base64, one on", base64(1)),
        ("base64, two on", base64(2)),
        ("hexadecimal", hex),
        ("percent", percent),
        ("entities", entities),
        (
            "UTF-16",
            MARK.chars().flat_map(|sign| [sign, '\0']).collect(),
        ),
        ("backwards", MARK.chars().rev().collect()),
    ]
}

#[test]
fn what_is_for_teachers_reaches_no_student() {
    let writings = writings();
    let (mut tasks, mut marks) = (0, 0);
    for (at, shelf) in shelves().iter().enumerate() {
        let folder = scratch::empty(&format!("separation-{at}"));
        scratch::copy(shelf, &folder.join("tasks"));
        scratch::write(&folder.join("site.yaml"), "title: T\nnotes: private\n");
        let mut counts = Vec::new();
        for entry in std::fs::read_dir(folder.join("tasks")).expect("tasks") {
            let task = entry.expect("an entry").path();
            let Ok(text) = std::fs::read_to_string(task.join("task.md")) else {
                continue;
            };
            let name = task
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .to_string();
            let (text, count) = planted(&text);
            scratch::write(&task.join("task.md"), text);
            scratch::write(
                &folder.join(format!("private/{name}.md")),
                format!("{MARK}private\n"),
            );
            counts.push((name, count));
        }
        let library = library(&folder);
        let said = lowfloor::diagnostic::text(&library.trouble, &library.sources.files, false);
        assert!(!has_errors(&library.trouble), "{}: {said}", shelf.display());
        let files = site(&library)
            .unwrap_or_else(|fault| panic!("{}", fault.message))
            .files;
        for (path, bytes) in files
            .iter()
            .filter(|(path, _)| path.starts_with("lessons/"))
        {
            let text = String::from_utf8_lossy(bytes);
            for (writing, wanted) in &writings {
                assert!(
                    !text.contains(wanted.as_str()),
                    "{}: {path} holds a mark as {writing}",
                    shelf.display()
                );
            }
        }
        for (name, count) in counts {
            let guide =
                String::from_utf8_lossy(&files[&format!("teacher/{name}/index.html")]).to_string();
            let chart =
                String::from_utf8_lossy(&files[&format!("teacher/{name}/chart.html")]).to_string();
            let lost: Vec<usize> = (0..count)
                .filter(|mark| !(guide.clone() + &chart).contains(&format!("{MARK}{mark}x")))
                .collect();
            assert!(
                lost.is_empty(),
                "{name}: marks {lost:?} are on no page for teachers"
            );
            assert!(
                guide.contains(&format!("{MARK}private")),
                "{name}: the team's notes"
            );
            (tasks, marks) = (tasks + 1, marks + count);
        }
    }
    assert!(tasks > 15 && marks > 500, "{marks} marks in {tasks} tasks");
}
