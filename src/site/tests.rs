use std::process::id;
use std::thread;

use super::*;

/// A folder of the test's own, deleted at its end.
struct Ground(PathBuf);

impl Ground {
    fn new(name: &str) -> Ground {
        let path = std::env::temp_dir().join(format!("lowfloor-site-{name}-{}", id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Ground(path.canonicalize().unwrap())
    }
    fn at(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<String> = entries
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn site(word: &str) -> Site {
    let paths = [
        "lessons/index.html",
        "lessons/a/index.html",
        "teacher/a/key.html",
    ];
    let own = format!("only-{word}.txt");
    let files = paths.into_iter().chain([own.as_str()]);
    Site {
        files: files
            .map(|p| (p.to_string(), format!("{word} {p}").into_bytes()))
            .collect(),
    }
}

/// What is on disk, without the marker.
fn read(folder: &Path) -> Site {
    fn walk(root: &Path, at: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, files);
            } else {
                let name = path
                    .strip_prefix(root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .replace('\\', "/");
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(folder, folder, &mut files);
    assert_eq!(files.remove(MARKER).as_deref(), Some(MARKER_TEXT));
    Site { files }
}

fn put(folder: &Path, site: &Site) {
    make_new(site, folder).unwrap();
}

/// As `put`, killed before its end.
fn put_half(folder: &Path) {
    fs::create_dir_all(folder.join("lessons")).unwrap();
    fs::write(folder.join("lessons/index.html"), "half").unwrap();
}

#[test]
fn a_site_is_replaced_whole() {
    let ground = Ground::new("whole");
    let out = ground.at("a/b/site");
    for word in ["one", "two", "two"] {
        write(&site(word), &out, &[]).unwrap();
        assert_eq!(read(&out), site(word));
    }
    assert_eq!(
        fs::read_dir(ground.at("a/b")).unwrap().count(),
        1,
        "nothing else is left"
    );
}

#[test]
fn an_empty_folder_is_taken() {
    let ground = Ground::new("empty");
    fs::create_dir(ground.at("site")).unwrap();
    write(&site("one"), &ground.at("./site/"), &[]).unwrap();
    assert_eq!(read(&ground.at("site")), site("one"));
    assert_eq!(ground.names(), ["site"]);
}

#[test]
fn two_renames_do_where_exchange_is_missing() {
    let ground = Ground::new("renames");
    let places = places(&ground.at("site")).unwrap();
    put(&places.out, &site("old"));
    put(&places.new, &site("new"));
    exchange(&places, |_, _| Err(ErrorKind::Unsupported.into())).unwrap();
    assert_eq!(read(&places.out), site("new"));
    assert_eq!(read(&places.old), site("old"));
    assert!(!exists(&places.new));
}

#[test]
fn the_old_site_returns_when_the_second_rename_fails() {
    let ground = Ground::new("returns");
    let places = places(&ground.at("site")).unwrap();
    put(&places.out, &site("old"));
    let result = exchange(&places, |_, _| Err(ErrorKind::Unsupported.into()));
    assert!(result.is_err(), "there is no new site to rename");
    assert_eq!(read(&places.out), site("old"));
}

/// Each row: what a killed run left at `site`, `new` and `old`, and which site must then stand.
#[test]
fn every_state_a_killed_run_leaves_is_put_right() {
    use Left::*;
    #[derive(Clone, Copy, Debug)]
    enum Left {
        Nothing,
        Empty,
        Half,
        Whole(&'static str),
    }
    let rows = [
        ("first build, while writing", Nothing, Half, Nothing, None),
        (
            "first build, before the rename",
            Nothing,
            Whole("new"),
            Nothing,
            Some("new"),
        ),
        (
            "first build, into an empty folder",
            Empty,
            Whole("new"),
            Nothing,
            Some("new"),
        ),
        ("while writing", Whole("old"), Half, Nothing, Some("old")),
        (
            "before the exchange",
            Whole("old"),
            Whole("new"),
            Nothing,
            Some("old"),
        ),
        (
            "after the exchange",
            Whole("new"),
            Whole("old"),
            Nothing,
            Some("new"),
        ),
        (
            "while deleting after the exchange",
            Whole("new"),
            Half,
            Nothing,
            Some("new"),
        ),
        (
            "between the renames",
            Nothing,
            Whole("new"),
            Whole("old"),
            Some("old"),
        ),
        (
            "between the renames, folder made again",
            Empty,
            Whole("new"),
            Whole("old"),
            Some("old"),
        ),
        (
            "after the renames",
            Whole("new"),
            Nothing,
            Whole("old"),
            Some("new"),
        ),
        (
            "while deleting after the renames",
            Whole("new"),
            Nothing,
            Half,
            Some("new"),
        ),
        (
            "site deleted by hand, rest half deleted",
            Nothing,
            Nothing,
            Half,
            None,
        ),
    ];
    for (row, at_out, at_new, at_old, stands) in rows {
        let ground = Ground::new("killed");
        let places = places(&ground.at("site")).unwrap();
        for (path, left) in [
            (&places.out, at_out),
            (&places.new, at_new),
            (&places.old, at_old),
        ] {
            match left {
                Nothing => {}
                Empty => fs::create_dir(path).unwrap(),
                Half => put_half(path),
                Whole(word) => put(path, &site(word)),
            }
        }
        fs::write(&places.lock, "").unwrap();
        recover(&places.out).unwrap();
        assert_eq!(
            exists(&places.out).then(|| read(&places.out)),
            stands.map(site),
            "{row}"
        );
        assert!(!exists(&places.new) && !exists(&places.old), "{row}");
        write(&site("next"), &places.out, &[]).unwrap();
        assert_eq!(read(&places.out), site("next"), "{row}");
        assert_eq!(ground.names(), ["site"], "{row}");
    }
}

#[test]
fn a_folder_of_somebody_else_is_refused_and_left_alone() {
    let ground = Ground::new("foreign");
    fs::create_dir_all(ground.at("mine/tasks")).unwrap();
    fs::write(ground.at("file"), "mine").unwrap();
    let mut rows = vec![
        ("mine", "did not make"),
        ("mine/..", "did not make"),
        ("file", "is a file"),
    ];
    if cfg!(unix) {
        #[cfg(unix)]
        std::os::unix::fs::symlink(ground.at("elsewhere"), ground.at("link")).unwrap();
        rows.extend([("link", "is a link"), ("link/", "is a link")]);
    }
    put(&ground.at(".mine.lowfloor-old"), &site("old"));
    let before = ground.names();
    for (path, why) in rows {
        let fault = write(&site("one"), &ground.at(path), &[]).unwrap_err();
        assert!(fault.message.contains(why), "{path}: {}", fault.message);
        assert!(fault.help.is_some());
        assert_eq!(ground.names(), before, "{path}");
    }
    assert!(ground.at("mine/tasks").is_dir());
}

#[test]
fn sources_and_the_current_folder_are_never_replaced() {
    let ground = Ground::new("kept");
    let out = ground.at("site");
    write(&site("one"), &out, &[]).unwrap();
    fs::create_dir(out.join("tasks")).unwrap();
    for keep in [out.join("tasks"), out.clone(), out.join("tasks/../tasks")] {
        let fault = write(&site("two"), &out, &[&keep]).unwrap_err();
        assert!(
            fault.message.contains("would be deleted"),
            "{}",
            fault.message
        );
    }
    assert_eq!(read(&out), site("one"));
    for here in [".", "..", "/"] {
        let fault = write(&site("two"), Path::new(here), &[]).unwrap_err();
        assert_eq!(fault.code, "site-refused", "{here}");
    }
    write(
        &site("two"),
        &out,
        &[&ground.0, &ground.at("site-2"), &ground.at("missing")],
    )
    .unwrap();
}

#[test]
fn paths_that_leave_the_site_are_refused() {
    let ground = Ground::new("paths");
    let bad = [
        "../x", "a/../x", "/x", "a//x", "a/", "", ".", "a/./x", "a\\x", "C:x", "a\0", "a\n", MARKER,
    ];
    for path in bad {
        let site = Site {
            files: BTreeMap::from([(path.to_string(), vec![])]),
        };
        let fault = write(&site, &ground.at("site"), &[]).unwrap_err();
        assert_eq!(fault.code, "site-path", "{path:?}");
    }
    let both = Site {
        files: BTreeMap::from([("a".into(), vec![]), ("a/b".into(), vec![])]),
    };
    assert_eq!(
        write(&both, &ground.at("site"), &[]).unwrap_err().code,
        "site-path"
    );
    assert!(ground.names().is_empty());
}

#[test]
fn a_failed_build_leaves_the_old_site() {
    let ground = Ground::new("failed");
    let out = ground.at("site");
    write(&site("old"), &out, &[]).unwrap();
    let long = Site {
        files: BTreeMap::from([("x".repeat(300), vec![1])]),
    };
    assert_eq!(
        write(&long, &out, &[]).unwrap_err().code,
        "site-not-written"
    );
    assert_eq!(read(&out), site("old"));
    write(&site("new"), &out, &[]).unwrap();
    assert_eq!(ground.names(), ["site"]);
}

#[test]
fn runs_at_the_same_time_follow_each_other() {
    let ground = Ground::new("many");
    let out = ground.at("site");
    let words = ["one", "two", "three", "four"];
    thread::scope(|scope| {
        for word in words {
            let out = &out;
            scope.spawn(move || (0..4).for_each(|_| write(&site(word), out, &[]).unwrap()));
        }
    });
    let last = read(&out);
    assert!(words.iter().any(|word| last == site(word)));
    assert_eq!(ground.names(), ["site"]);
}
