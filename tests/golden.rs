//! Every folder of `tests/sites` is built and compared with its `expected`: one site whole, of the others what stands in
//! `<main>` of each lesson. `UPDATE=1 cargo test --test golden` accepts what came.

#[allow(dead_code)]
mod scratch;

use lowfloor::publish::{has_errors, library, site};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The site that is compared file by file, byte by byte.
const WHOLE: &str = "plain";
/// The site whose home page is compared, too.
const HOME: &str = "home";
/// The script carries the compiled engine, which has a test of its own; the style is the theme's own file.
const LEFT_OUT: &[&str] = &[
    "lessons/assets/lowfloor.js",
    "lessons/assets/lowfloor.css",
    "lessons/assets/home.js",
    "lessons/assets/home.css",
    "teacher/assets/lowfloor.css",
    "teacher/assets/teacher.css",
    "teacher/assets/class.css",
    "teacher/assets/class.js",
    "teacher/assets/board.css",
    "teacher/assets/board.js",
    "teacher/assets/handout.css",
];

fn sites() -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let entries = std::fs::read_dir(folder)
        .expect("tests/sites")
        .map(|entry| entry.expect("an entry").path());
    let mut sites: Vec<(String, PathBuf)> = entries
        .filter(|path| path.is_dir())
        .map(|path| {
            (
                path.file_name()
                    .expect("a name")
                    .to_string_lossy()
                    .to_string(),
                path.clone(),
            )
        })
        .collect();
    sites.sort();
    sites
}

/// The files of a site, by their path.
fn built(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let library = library(folder);
    let said = lowfloor::diagnostic::text(&library.trouble, &library.sources.files, false);
    assert!(
        !has_errors(&library.trouble),
        "{}:\n{said}",
        folder.display()
    );
    site(&library)
        .unwrap_or_else(|fault| panic!("{}: {}", folder.display(), fault.message))
        .files
}

/// What of a site is compared: all of it, or the middle of each lesson.
fn compared(name: &str, files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    if name == WHOLE {
        return files
            .into_iter()
            .filter(|(path, _)| !LEFT_OUT.contains(&path.as_str()))
            .collect();
    }
    let lessons = files.into_iter().filter(|(path, _)| {
        path.starts_with("lessons/")
            && path.ends_with("/index.html")
            && (path != "lessons/index.html" || name == HOME)
    });
    lessons
        .map(|(path, bytes)| (path, middle(&bytes)))
        .collect()
}

fn middle(page: &[u8]) -> Vec<u8> {
    let page = String::from_utf8_lossy(page);
    let start = page.find("<main>").expect("a <main>");
    let end = page.rfind("</main>").expect("a </main>");
    format!("{}</main>\n", &page[start..end]).into_bytes()
}

#[test]
fn every_site_is_as_expected() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut different = Vec::new();
    for (name, folder) in sites() {
        let came = compared(&name, built(&folder));
        let expected = folder.join("expected");
        if update {
            let _ = std::fs::remove_dir_all(&expected);
            came.iter()
                .for_each(|(path, bytes)| scratch::write(&expected.join(path), bytes));
            continue;
        }
        assert!(
            expected.is_dir(),
            "{name}: accept it with UPDATE=1 cargo test --test golden"
        );
        let wanted: BTreeMap<String, Vec<u8>> = scratch::files(&expected).into_iter().collect();
        let paths = wanted
            .keys()
            .chain(came.keys())
            .collect::<std::collections::BTreeSet<_>>();
        for path in paths {
            if let Some(said) = difference(wanted.get(path), came.get(path)) {
                different.push(format!("{name}/{path}: {said}"));
            }
        }
    }
    assert!(
        different.is_empty(),
        "UPDATE=1 cargo test --test golden accepts\n{}",
        different.join("\n")
    );
}

/// The first line that differs.
fn difference(wanted: Option<&Vec<u8>>, came: Option<&Vec<u8>>) -> Option<String> {
    let (Some(wanted), Some(came)) = (wanted, came) else {
        let what = if came.is_some() { "is new" } else { "is gone" };
        return Some(what.to_string());
    };
    if wanted == came {
        return None;
    }
    let (wanted, came) = (
        String::from_utf8_lossy(wanted),
        String::from_utf8_lossy(came),
    );
    let (mut wanted, mut came) = (wanted.lines(), came.lines());
    let mut line = 0;
    loop {
        line += 1;
        match (wanted.next(), came.next()) {
            (Some(a), Some(b)) if a == b => {}
            (a, b) => {
                return Some(format!(
                    "line {line}\n  wanted {}\n  came   {}",
                    a.unwrap_or("(the end)"),
                    b.unwrap_or("(the end)")
                ));
            }
        }
    }
}

#[test]
fn the_gallery_is_sound_and_shows_what_draws_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gallery");
    let library = library(&folder);
    let said = lowfloor::diagnostic::text(&library.trouble, &library.sources.files, false);
    assert!(library.trouble.is_empty(), "{said}");
    for task in &library.tasks {
        let read = |name: &str| {
            let path = folder.join("tasks").join(&task.name).join(name);
            std::fs::read_to_string(path).expect("a file of the gallery")
        };
        let (maths, words) = (read("variants.yaml"), read("task.md"));
        let mut blocks = words.split("```yaml\n").skip(1);
        let shown: String = blocks
            .by_ref()
            .filter_map(|block| block.split("```").next())
            .collect();
        let figures = maths.split_once("\nfigures:\n").expect("figures").1;
        assert_eq!(shown, figures, "{}: each figure once, in order", task.name);
    }
}

#[test]
fn building_twice_gives_the_same_bytes() {
    for (name, folder) in sites() {
        assert!(built(&folder) == built(&folder), "{name}");
    }
}

#[test]
fn what_is_hostile_is_shown_as_text() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/hostile");
    for (path, bytes) in built(&folder)
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
    {
        let page = String::from_utf8_lossy(bytes);
        for sign in [
            "<script>alert",
            "<img src=x",
            "<b onclick",
            "<svg onload",
            "<iframe",
            "<style>",
            "<!-- kept",
        ] {
            assert!(!page.contains(sign), "{path} holds {sign}");
        }
    }
}

#[test]
fn no_attribute_holds_a_tag() {
    let mut found = Vec::new();
    for (name, folder) in sites() {
        for (path, bytes) in built(&folder)
            .iter()
            .filter(|(path, _)| path.ends_with(".html"))
        {
            let page = String::from_utf8_lossy(bytes);
            found.extend(
                torn_tags(&page)
                    .iter()
                    .map(|tag| format!("{name}/{path}: {tag}")),
            );
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The tags in which another one begins before they end.
fn torn_tags(page: &str) -> Vec<String> {
    let tags = page
        .split('<')
        .skip(1)
        .filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()));
    let torn = tags.filter(|tag| {
        let inside = tag.split('>').next().unwrap_or("");
        !tag.contains('>') || inside.matches('"').count() % 2 == 1
    });
    torn.map(|tag| tag.chars().take(80).collect()).collect()
}
