//! The authoring guide is a site of its own, `guide`: it is built like any other, and what it shows as source is what it shows
//! as result.

use lowfloor::authoring::FILES;
use lowfloor::diagnostic::{Severity, text};
use lowfloor::publish::library;
use std::fs;
use std::path::{Path, PathBuf};

fn guide() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("guide")
}

/// The text files of each page: its name, `task.md`, `variants.yaml`.
fn pages() -> Vec<(String, String, String)> {
    let folders = fs::read_dir(guide().join("tasks")).expect("the pages of the guide");
    let mut pages: Vec<_> = folders
        .map(|folder| {
            let folder = folder.expect("a page").path();
            let name = folder.file_name().expect("a name").to_string_lossy();
            let read = |file| fs::read_to_string(folder.join(file)).unwrap_or_default();
            (name.into_owned(), read("task.md"), read("variants.yaml"))
        })
        .collect();
    pages.sort();
    pages
}

/// The fences of a text, each with its info word, and the lines outside them.
fn fences(text: &str) -> (Vec<(String, Vec<&str>)>, Vec<&str>) {
    let (mut fences, mut outside, mut open) = (Vec::new(), Vec::new(), None::<&str>);
    for line in text.lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match open {
            None if ticks >= 3 => {
                let (mark, info) = line.split_at(ticks);
                fences.push((info.trim().to_string(), Vec::new()));
                open = Some(mark);
            }
            Some(mark) if line.trim_end() == mark => open = None,
            Some(_) => {
                if let Some((_, lines)) = fences.last_mut() {
                    lines.push(line);
                }
            }
            None => outside.push(line),
        }
    }
    (fences, outside)
}

/// Whether the lines stand one after the other in others, whatever their indentation.
fn stands_in(piece: &[&str], all: &[&str]) -> bool {
    let trimmed = |lines: &[&str]| -> Vec<String> {
        let lines = lines.iter().map(|line| line.trim().to_string());
        lines.filter(|line| !line.is_empty()).collect()
    };
    let (piece, all) = (trimmed(piece), trimmed(all));
    !piece.is_empty() && all.windows(piece.len()).any(|window| window == piece)
}

#[test]
fn the_guide_is_a_site_without_faults() {
    let library = library(&guide());
    assert!(library.tasks.len() > 20, "{} pages", library.tasks.len());
    let told: Vec<_> = library
        .trouble
        .iter()
        .filter(|fault| fault.severity != Severity::Note)
        .cloned()
        .collect();
    assert!(
        told.is_empty(),
        "{}",
        text(&told, &library.sources.files, false)
    );
    let lessons = library.lessons().len();
    assert_eq!(lessons, 0, "the guide has pages to read, and no lessons");
}

/// One file is enough to learn from: the program carries all of the guide, as it stands in its folder.
#[test]
fn the_program_carries_the_guide() {
    let mut carried: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
    carried.sort();
    let mut there = Vec::new();
    let mut folders = vec![guide()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(guide()).expect("in the guide");
                there.push(name.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    there.sort();
    assert_eq!(carried, there, "list every file in src/authoring.rs");
    for (name, text) in FILES {
        let text_there = fs::read_to_string(guide().join(name)).expect("a text");
        assert!(text_there == *text, "{name}");
    }
}

#[test]
fn what_the_guide_shows_as_source_stands_on_the_page() {
    let mut shown = 0;
    for (name, words, maths) in pages() {
        let (fences, outside) = fences(&words);
        let maths: Vec<&str> = maths.lines().collect();
        for (info, lines) in fences {
            let live = match info.as_str() {
                "task" => &outside,
                "variants" => &maths,
                _ => continue,
            };
            shown += 1;
            assert!(
                stands_in(&lines, live),
                "{name}: {info}\n{}",
                lines.join("\n")
            );
        }
    }
    assert!(shown > 40, "{shown} pieces of source");
}

#[test]
fn what_is_not_on_the_page_is_found() {
    let text = "a\n```task\n[[n]]\n```\nb\n````markdown\n```task\nx\n```\n````\n[[n]]\n";
    let (fences, outside) = fences(text);
    assert_eq!(fences.len(), 2);
    assert_eq!(outside, ["a", "b", "[[n]]"]);
    assert!(stands_in(&fences[0].1, &outside));
    assert!(!stands_in(&["[[m]]"], &outside));
    assert!(!stands_in(&["[[n]]", "b"], &outside));
}
