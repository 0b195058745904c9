use super::*;
use std::os::unix::fs::PermissionsExt;

fn site() -> Site {
    let mut site = Site::default();
    let page = "<!doctype html><title>A page</title><link rel=stylesheet href='assets/lowfloor.css'><p>Word</p>";
    site.add("teacher/page.html", page.as_bytes().to_vec());
    site.add("teacher/assets/lowfloor.css", b"p { color: #000 }".to_vec());
    site
}

/// A folder of this test's own with a program in it.
fn folder(name: &str, program: &str) -> (PathBuf, PathBuf) {
    let folder = std::env::temp_dir().join(format!("lowfloor-test-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("program");
    fs::write(&file, format!("#!/bin/sh\n{program}\n")).expect("a program");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("a program");
    (folder, file)
}

#[test]
fn a_program_that_takes_too_long_is_ended() {
    let (folder, program) = folder("slow", "exec sleep 30");
    let copy = Copy::of(&site(), Paper::A4, &folder.join("site")).expect("a copy");
    let start = Instant::now();
    let why = print(
        &copy,
        "teacher/page.html",
        &program,
        Duration::from_millis(300),
    );
    assert_eq!(why, Err("it took longer than 0 s".to_string()));
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn what_the_program_said_last_is_told_and_nothing_stays() {
    let (folder, program) = folder("says", "echo first >&2; echo 'no screen' >&2; exit 3");
    let mut site = site();
    let before = site.clone();
    let pages = [(
        "teacher/page.html".to_string(),
        "teacher/page.pdf".to_string(),
    )];
    let fault = add(
        &mut site,
        &pages,
        Paper::A4,
        &program,
        &folder.join("site"),
        &|_, _| {},
    );
    let message = fault.expect_err("a fault").message;
    assert!(
        message.contains("`teacher/page.html` could not be made a PDF"),
        "{message}"
    );
    assert!(
        message.contains("exit status: 3 and said: no screen"),
        "{message}"
    );
    assert_eq!(site, before);
    let left: Vec<_> = fs::read_dir(&folder).expect("a folder").flatten().collect();
    assert_eq!(left.len(), 1, "only the program itself: {left:?}");
}

#[test]
fn a_style_is_for_the_paper() {
    let text = |path: &str, css: &str, paper| {
        String::from_utf8(on_paper(css.as_bytes(), path, paper)).expect("text")
    };
    let turned = "@page { size: landscape; }";
    assert_eq!(
        text("a/chart.css", turned, Paper::Letter),
        "@page { size: letter landscape; }"
    );
    assert_eq!(
        text("a/lowfloor.css", "p {}", Paper::A4),
        "p {}\n@page { size: A4; }\n"
    );
}

#[test]
fn a_file_is_an_address() {
    assert_eq!(
        address(Path::new("/home/Ä b/x#1.html")),
        "file:///home/%C3%84%20b/x%231.html"
    );
}
