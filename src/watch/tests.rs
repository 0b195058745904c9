use std::fs;
use std::process::{Command, id};
use std::thread;

use super::*;

/// A folder with a file and an output folder in it, deleted at the end.
struct Ground(PathBuf);

impl Ground {
    fn new(name: &str) -> Ground {
        let path = std::env::temp_dir().join(format!("lowfloor-watch-{name}-{}", id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("root/site")).unwrap();
        fs::write(path.join("root/task.md"), "one").unwrap();
        Ground(path.canonicalize().unwrap())
    }
    fn root(&self) -> PathBuf {
        self.0.join("root")
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Counts the changes that come until it has been quiet for a while.
struct Counter {
    told: Receiver<()>,
    settles: Duration,
}

impl Counter {
    fn start(root: &Path, poll: bool) -> Counter {
        let changes =
            changes(root, vec![root.join("site"), root.join("later/site")], poll).unwrap();
        let (sender, told) = channel();
        thread::spawn(move || changes.into_iter().all(|()| sender.send(()).is_ok()));
        let settles = if poll { POLL * 2 } else { QUIET * 3 };
        Counter { told, settles }
    }
    /// Whether a change is told soon; takes in what belongs to it.
    fn told(&self) -> bool {
        let first = self.told.recv_timeout(Duration::from_secs(5)).is_ok();
        while self.told.recv_timeout(self.settles).is_ok() {}
        first
    }
    fn quiet(&self) -> bool {
        self.told.recv_timeout(Duration::from_millis(700)).is_err()
    }
}

type Step = fn(&Path);

fn shell(root: &Path, line: &str) {
    assert!(
        Command::new("sh")
            .arg("-c")
            .arg(line)
            .current_dir(root)
            .status()
            .unwrap()
            .success(),
        "{line}"
    );
}

const STEPS: &[(&str, Step)] = &[
    ("plain save", |root| {
        fs::write(root.join("task.md"), "two").unwrap()
    }),
    ("same length", |root| {
        fs::write(root.join("task.md"), "too").unwrap()
    }),
    ("save by renaming", |root| {
        fs::write(root.join(".task.md.new"), "three").unwrap();
        fs::rename(root.join(".task.md.new"), root.join("task.md")).unwrap();
    }),
    ("after such a save", |root| {
        fs::write(root.join("task.md"), "four").unwrap()
    }),
    ("new folders and a file at once", |root| {
        fs::create_dir_all(root.join("a/b/c")).unwrap();
        fs::write(root.join("a/b/c/x.md"), "one").unwrap();
    }),
    ("file in the new folder", |root| {
        fs::write(root.join("a/b/c/x.md"), "two").unwrap()
    }),
    ("folder renamed", |root| {
        fs::rename(root.join("a"), root.join("d")).unwrap()
    }),
    ("file in the renamed folder", |root| {
        fs::write(root.join("d/b/c/x.md"), "three").unwrap()
    }),
    ("folder deleted", |root| {
        fs::remove_dir_all(root.join("d")).unwrap()
    }),
    ("root made again", |root| {
        fs::remove_dir_all(root).unwrap();
        fs::create_dir(root).unwrap();
        fs::write(root.join("task.md"), "five").unwrap();
    }),
    ("file in the new root", |root| {
        fs::write(root.join("task.md"), "six").unwrap()
    }),
    ("root made again after a while", |root| {
        fs::remove_dir_all(root).unwrap();
        thread::sleep(Duration::from_millis(700));
        fs::create_dir_all(root.join("deep")).unwrap();
    }),
    ("file in that root", |root| {
        fs::write(root.join("deep/task.md"), "seven").unwrap()
    }),
    ("root replaced by another", |root| {
        fs::rename(root, root.with_file_name("away")).unwrap();
        fs::create_dir(root).unwrap();
    }),
    ("file in the other root", |root| {
        fs::write(root.join("task.md"), "eight").unwrap()
    }),
];

/// Polling is slow, so it takes only the steps that differ for it.
const POLLED: &[&str] = &[
    "same length",
    "new folders and a file at once",
    "root made again",
    "file in the new root",
];

fn steps_are_told(name: &str, poll: bool) {
    let ground = Ground::new(name);
    let counter = Counter::start(&ground.root(), poll);
    for (step, act) in STEPS
        .iter()
        .filter(|(step, _)| !poll || POLLED.contains(step))
    {
        act(&ground.root());
        assert!(counter.told(), "{step}");
    }
}

#[test]
fn a_watch_tells_every_step() {
    steps_are_told("native", false);
}

#[test]
fn polling_tells_every_step() {
    steps_are_told("poll", true);
}

#[test]
fn reading_scratch_files_and_ignored_folders_tell_nothing() {
    let ground = Ground::new("scratch");
    let root = ground.root();
    let counter = Counter::start(&root, false);
    fs::read(root.join("task.md")).unwrap();
    for name in [
        ".task.md.swp",
        "4913",
        "task.md~",
        ".#task.md",
        "#task.md#",
        "x.swp",
        "site/index.html",
    ] {
        fs::write(root.join(name), "x").unwrap();
        fs::remove_file(root.join(name)).unwrap();
    }
    fs::create_dir_all(root.join("site/lessons/a")).unwrap();
    fs::create_dir(root.join(".git")).unwrap();
    fs::write(root.join(".git/index.lock"), "x").unwrap();
    assert!(counter.quiet());
}

/// On a busy machine the writing may pause; each pause, and each second of it, may be told once more.
#[test]
fn many_files_are_one_change() {
    let ground = Ground::new("many");
    let counter = Counter::start(&ground.root(), false);
    let (mut last, start, mut pauses) = (Instant::now(), Instant::now(), 0);
    for n in 0..300 {
        fs::write(ground.root().join(format!("{n}.md")), "x").unwrap();
        pauses += usize::from(last.elapsed() > WHOLE / 3);
        last = Instant::now();
    }
    let most = 1 + pauses + start.elapsed().as_secs() as usize;
    assert!(counter.told.recv_timeout(Duration::from_secs(5)).is_ok());
    let more = (0..).take_while(|_| !counter.quiet()).count();
    assert!(more < most, "told {} times, at most {most}", 1 + more);
}

/// A folder in which some program stands is deleted without a word from the system.
#[test]
#[cfg(target_os = "linux")]
fn a_root_held_by_a_shell_is_seen_when_made_again() {
    let ground = Ground::new("held");
    let root = ground.root();
    let counter = Counter::start(&root, false);
    let mut holder = Command::new("sleep")
        .arg("20")
        .current_dir(&root)
        .spawn()
        .unwrap();
    shell(&ground.0, "rm -r root && mkdir root");
    assert!(counter.told());
    fs::write(root.join("task.md"), "new").unwrap();
    assert!(counter.told());
    holder.kill().unwrap();
    holder.wait().unwrap();
}

#[test]
fn a_missing_folder_is_a_fault() {
    let fault = changes(Path::new("/missing/folder"), vec![], false)
        .err()
        .unwrap();
    assert_eq!(fault.code, "not-watched");
}

#[test]
fn a_folder_that_does_not_exist_yet_can_be_ignored() {
    let ground = Ground::new("settled");
    let wanted = ground.root().join("x/y");
    assert_eq!(settled(&ground.root().join("../root/x/y")), wanted);
    assert_eq!(settled(&wanted), wanted);
}
