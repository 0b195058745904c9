use super::{Diagnostic, Path, PathBuf, Sources, names, parent, read, shown};
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The files to put into a folder, each with its bytes.
type Files<'a> = &'a [(&'a str, &'a [u8])];

/// A folder of its own for one test, gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(files: Files) -> Folder {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("lowfloor-source-{}-{number}", std::process::id());
        let folder = Folder(std::env::temp_dir().join(name));
        fs::create_dir_all(&folder.0).expect("a folder");
        for (path, bytes) in files {
            folder.put(path, bytes);
        }
        folder
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    fn read(&self, path: &str) -> (Sources, Vec<Diagnostic>) {
        let mut trouble = Vec::new();
        let sources = read(&self.0.join(path), &mut trouble);
        (sources, trouble)
    }

    /// Each code with its message, the folder's own path left out.
    fn faults(&self, path: &str) -> Vec<(&'static str, String)> {
        let own = format!("{}/", self.0.display());
        let (_, trouble) = self.read(path);
        trouble
            .iter()
            .map(|d| (d.code, d.message.replace(&own, "")))
            .collect()
    }

    fn help(&self, path: &str) -> String {
        let (_, trouble) = self.read(path);
        trouble
            .first()
            .and_then(|d| d.help.clone())
            .unwrap_or_default()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

const PNG: &[u8] = b"\x89PNG";

fn two_tasks() -> Folder {
    Folder::new(&[
        ("site.yaml", b"title: Ours\n"),
        ("themes/blue/style.css", b""),
        ("tasks/README.md", b"read me"),
        ("tasks/pool/task.md", b"\xef\xbb\xbf# P\r\n"),
        ("tasks/pool/variants.yaml", b"quantities: {}\n"),
        ("tasks/pool/task.es.md", b"# E\n"),
        ("tasks/pool/task.pt-BR.md", b"# B\n"),
        ("tasks/pool/a.PNG", PNG),
        ("tasks/pool/more/b.svg", b"<svg/>"),
        ("tasks/pool/.hidden/c.png", PNG),
        ("tasks/pool/notes.txt", b"\xff"),
        ("tasks/angles/task.md", b"# A\n"),
        ("tasks/.git/x", b""),
        ("tasks/empty/.keep", b""),
    ])
}

#[test]
fn a_folder_is_read_from_all_three_sides() {
    let folder = two_tasks();
    for (path, count) in [
        ("", 2),
        ("tasks", 2),
        ("tasks/pool", 1),
        ("tasks/../tasks/pool/", 1),
    ] {
        let (sources, trouble) = folder.read(path);
        assert_eq!(trouble, [], "{path}");
        assert_eq!(sources.tasks.len(), count, "{path}");
        assert!(sources.site.is_some() && sources.themes.is_some(), "{path}");
        assert_eq!(
            sources.root.canonicalize().ok(),
            folder.0.canonicalize().ok(),
            "{path}"
        );
    }
}

#[test]
fn every_part_of_a_task_is_found() {
    let (sources, _) = two_tasks().read("");
    let names: Vec<_> = sources
        .tasks
        .iter()
        .map(|task| task.name.as_str())
        .collect();
    assert_eq!(names, ["angles", "pool"]);
    let pool = &sources.tasks[1];
    let words = sources.files.get(pool.words).expect("a file");
    assert_eq!(words.text, "# P\r\n");
    assert!(words.path.ends_with("tasks/pool/task.md"));
    assert!(pool.maths.is_some());
    let languages: Vec<_> = pool
        .translations
        .iter()
        .map(|(language, _)| language.as_str())
        .collect();
    assert_eq!(languages, ["es", "pt-BR"]);
    let pictures: Vec<_> = pool.pictures.keys().map(String::as_str).collect();
    assert_eq!(pictures, ["a.PNG", "more/b.svg"]);
}

#[test]
fn what_is_no_task_is_told() {
    let cases: &[(Files, &str, &str, &str)] = &[
        (
            &[],
            "nowhere",
            "there is no folder `nowhere`",
            "name a folder that holds `tasks/`",
        ),
        (
            &[("pool/task.md", b"")],
            "poool",
            "there is no folder `poool`",
            "did you mean `pool`?",
        ),
        (
            &[("pool/task.md", b"")],
            "pool/task.md",
            "`pool/task.md` is a file",
            "name its folder",
        ),
        (
            &[("a/x.txt", b"")],
            "a",
            "there are no tasks in `a`",
            "name a folder that holds",
        ),
        (
            &[("a/Tasks/x", b"")],
            "a",
            "there are no tasks in `a`",
            "rename `Tasks` to `tasks`",
        ),
        (
            &[("a/Task.md", b"")],
            "a",
            "there are no tasks in `a`",
            "rename `Task.md` to `task.md`",
        ),
        (
            &[("tasks/.x", b"")],
            "tasks",
            "there is no task in `tasks`",
            "`lowfloor new NAME`",
        ),
        (
            &[("tasks/task.md", b"")],
            "tasks",
            "`task.md` stands in `tasks` itself",
            "a folder of its own",
        ),
        (
            &[("tasks/p/tasks.md", b"")],
            "tasks",
            "there is no `task.md` in `tasks/p`",
            "rename `tasks.md`",
        ),
        (
            &[("tasks/p/task.markdown", b"")],
            "tasks",
            "there is no `task.md`",
            "rename `task.markdown`",
        ),
        (
            &[("tasks/p/x.png", b"")],
            "tasks",
            "there is no `task.md`",
            "write a `task.md`, or move",
        ),
        (
            &[("tasks/class/task.md", b"")],
            "tasks",
            "a task cannot be named `class`",
            "rename",
        ),
        (
            &[("tasks/a b/task.md", b"")],
            "tasks",
            "the name of the folder `tasks/a b` holds a blank",
            "`a-b`",
        ),
        (
            &[("tasks/p/task.md", b""), ("tasks/p/variants.yml", b"")],
            "tasks",
            "`variants.yml` is not read",
            "`variants.yaml`",
        ),
        (
            &[("tasks/p/task.md", b""), ("tasks/p/task.draft.md", b"")],
            "tasks",
            "`task.draft.md` is not read",
            "task.es.md",
        ),
        (
            &[("tasks/p/task.md", b""), ("site.yml", b"")],
            "",
            "`site.yml` is not read",
            "`site.yaml`",
        ),
        (
            &[("tasks/p/task.md", b"ok\nb\xe4d")],
            "tasks",
            "line 2 holds a byte that is not UTF-8",
            "save it as UTF-8",
        ),
        (
            &[("tasks/p/task.md", b"\xff\xfea\0")],
            "tasks",
            "this file is UTF-16",
            "save it as UTF-8",
        ),
        (
            &[("tasks/p/task.md", "a \u{e000}".as_bytes())],
            "tasks",
            "the sign U+E000",
            "delete it",
        ),
    ];
    for (files, path, message, help) in cases {
        let folder = Folder::new(files);
        let faults = folder.faults(path);
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].1.starts_with(message), "{faults:?}");
        assert!(folder.help(path).contains(help), "{}", folder.help(path));
    }
}

#[test]
fn names_of_every_language_are_good() {
    for name in ["pool-border", "Größe_2", "u\u{308}ber", "任务", "v1.2"] {
        assert_eq!(names::faults(Some(name), Path::new(name)), None, "{name}");
    }
    for name in [
        "class",
        "Assets",
        "index.html",
        ".x",
        "a/b",
        "a#b",
        "a%b",
        "a?b",
        "a\u{202e}b",
        "a\\b",
    ] {
        assert!(
            names::faults(Some(name), Path::new(name)).is_some(),
            "{name}"
        );
    }
}

#[test]
fn too_large_files_are_refused_and_the_rest_is_read() {
    let folder = Folder::new(&[("tasks/p/task.md", b"x"), ("tasks/p/ok.png", PNG)]);
    folder.put("tasks/p/large.png", &vec![0; 5 * 1024 * 1024 + 1]);
    folder.put("tasks/q/task.md", &vec![b'a'; 1024 * 1024 + 1]);
    let expected = [
        "`tasks/p/large.png` is larger than 5 MiB",
        "`tasks/q/task.md` is larger than 1 MiB",
    ];
    let found = folder.faults("");
    assert_eq!(
        found
            .iter()
            .map(|(_, message)| message.as_str())
            .collect::<Vec<_>>(),
        expected
    );
    assert_eq!(folder.read("").0.tasks[0].pictures.len(), 1);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_refused() {
    let folder = Folder::new(&[
        ("secret.png", PNG),
        ("tasks/p/task.md", b"x"),
        ("tasks/p/own.png", PNG),
    ]);
    let link = |from: &str, to: &str| {
        std::os::unix::fs::symlink(folder.0.join(from), folder.0.join(to)).expect("a link")
    };
    link("secret.png", "tasks/p/out.png");
    link("tasks/p/own.png", "tasks/p/in.png");
    link("tasks/p", "tasks/p/round");
    assert_eq!(
        folder.faults(""),
        [(
            "outside-folder",
            "`tasks/p/out.png` is a link that leads out of its folder".to_owned()
        )]
    );
    assert!(folder.read("").0.tasks[0].pictures.contains_key("in.png"));
}

#[test]
fn paths_are_shown_as_given() {
    for (given, expected) in [
        ("./tasks/a", "tasks/a"),
        ("tasks/a", "tasks/a"),
        (".", "."),
        ("../x", "../x"),
        ("/x", "/x"),
    ] {
        assert_eq!(shown(Path::new(given)), Path::new(expected));
    }
    for (given, expected) in [
        ("tasks/a", "tasks"),
        ("a", "."),
        (".", "./.."),
        ("..", "../.."),
        ("/x", "/"),
    ] {
        assert_eq!(parent(Path::new(given)), Path::new(expected));
    }
}
