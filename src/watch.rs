//! Owns "something changed" in a folder; knows nothing of what stands in it or what follows from a change.
//!
//! 1. one watch on the whole folder; where the system has none to give, looking again and again;
//! 2. an event counts if it is about a visible file outside the ignored folders; reading a file never counts;
//! 3. events within a short time of each other are one change; a file that was closed or moved into its place is whole
//!    and is waited for least;
//! 4. after a new or lost folder the watch is laid again *before* the change is told: what was made too early to
//!    be watched is then found by whoever reads the folder now.

use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RemoveKind, RenameMode};
use notify::{
    Config, ErrorKind, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher,
};

use crate::diagnostic::Diagnostic;

/// So long must it be quiet before a change is told.
const QUIET: Duration = Duration::from_millis(60);
/// The same once a file is whole: only others that are saved with it are waited for.
const WHOLE: Duration = Duration::from_millis(6);
/// A writer that never rests does not hold a change back longer than this.
const LONGEST: Duration = Duration::from_secs(1);
/// How often a lost folder is looked for.
const LOOK: Duration = Duration::from_millis(300);
/// How often all is looked at where watching is impossible.
const POLL: Duration = Duration::from_millis(500);

/// One item for each change under `folder`; each `next` waits. `ignore` are folders inside it that do not count;
/// `poll` looks again and again instead of asking the system, for shared drives.
pub fn changes(
    folder: &Path,
    ignore: Vec<PathBuf>,
    poll: bool,
) -> Result<Changes, Box<Diagnostic>> {
    let root = folder
        .canonicalize()
        .map_err(|e| unwatchable(folder, &e.to_string()))?;
    if !root.is_dir() {
        return Err(unwatchable(folder, "it is not a folder"));
    }
    let (sender, events) = channel();
    let seen = identity(&root);
    let watcher = start(&root, &sender, poll).map_err(|e| unwatchable(folder, &e.to_string()))?;
    let ignore = ignore.iter().map(|path| settled(path)).collect();
    Ok(Changes {
        watcher,
        sender,
        events,
        root,
        ignore,
        seen,
    })
}

/// The changes of one folder, waited for one after the other; see `changes`.
pub struct Changes {
    watcher: Box<dyn Watcher + Send>,
    sender: Sender<notify::Result<Event>>,
    events: Receiver<notify::Result<Event>>,
    root: PathBuf,
    ignore: Vec<PathBuf>,
    /// Which folder the watch was laid on.
    seen: Option<(u64, u64)>,
}

/// What an event means, from nothing to a watch that no longer sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Meaning {
    Nothing,
    /// Something is written, and there may be more of it.
    Changed,
    /// A file was closed behind its last byte, or moved into its place.
    Whole,
    /// A folder came, went or was renamed, or events were lost.
    Relay,
    /// The system gives no more watches.
    Exhausted,
}

impl Iterator for Changes {
    type Item = ();

    fn next(&mut self) -> Option<()> {
        let meaning = batch(self)?;
        if meaning == Meaning::Exhausted {
            poll_instead(self);
        } else if meaning == Meaning::Relay || identity(&self.root) != self.seen {
            relay(self);
        }
        Some(())
    }
}

/// Waits for the first event that counts and for the quiet after it; gives the weightiest meaning.
fn batch(changes: &Changes) -> Option<Meaning> {
    let mut meaning = first(changes)?;
    let start = Instant::now();
    let (mut last, mut wait) = (Instant::now(), wait_after(meaning));
    while last.elapsed() < wait && start.elapsed() < LONGEST {
        let Ok(event) = changes
            .events
            .recv_timeout(wait.saturating_sub(last.elapsed()))
        else {
            break;
        };
        let next = meaning_of(event, &changes.root, &changes.ignore);
        if next > Meaning::Nothing {
            (last, wait) = (Instant::now(), wait_after(next));
        }
        meaning = meaning.max(next);
    }
    Some(meaning)
}

fn wait_after(meaning: Meaning) -> Duration {
    match meaning {
        Meaning::Whole => WHOLE,
        _ => QUIET,
    }
}

fn first(changes: &Changes) -> Option<Meaning> {
    loop {
        match changes.events.recv_timeout(LOOK) {
            Ok(event) => match meaning_of(event, &changes.root, &changes.ignore) {
                Meaning::Nothing => {}
                meaning => return Some(meaning),
            },
            // The folders above are not watched: that they took this one along is seen only by looking.
            Err(RecvTimeoutError::Timeout) if identity(&changes.root) != changes.seen => {
                return Some(Meaning::Relay);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}

/// Lays the watch anew over all folders, once the root is there.
fn relay(changes: &mut Changes) {
    let _ = changes.watcher.unwatch(&changes.root);
    while !changes.root.is_dir() {
        std::thread::sleep(LOOK);
    }
    changes.seen = identity(&changes.root);
    if changes
        .watcher
        .watch(&changes.root, RecursiveMode::Recursive)
        .is_err()
    {
        poll_instead(changes);
    }
}

fn poll_instead(changes: &mut Changes) {
    if let Ok(watcher) = start(&changes.root, &changes.sender, true) {
        changes.watcher = watcher;
    }
}

/// Tells a folder from another made later under its name: the system says nothing of a folder deleted while some
/// program stands in it.
#[cfg(unix)]
fn identity(folder: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    folder.metadata().ok().map(|data| (data.dev(), data.ino()))
}

#[cfg(not(unix))]
fn identity(folder: &Path) -> Option<(u64, u64)> {
    folder.is_dir().then_some((0, 0))
}

fn start(
    root: &Path,
    sender: &Sender<notify::Result<Event>>,
    poll: bool,
) -> notify::Result<Box<dyn Watcher + Send>> {
    if !poll && let Ok(watcher) = native(root, sender.clone()) {
        return Ok(watcher);
    }
    let config = Config::default()
        .with_poll_interval(POLL)
        .with_compare_contents(true);
    let mut watcher = PollWatcher::new(sender.clone(), config)?;
    watcher.watch(root, RecursiveMode::Recursive)?;
    Ok(Box::new(watcher))
}

fn native(
    root: &Path,
    sender: Sender<notify::Result<Event>>,
) -> notify::Result<Box<dyn Watcher + Send>> {
    let mut watcher = RecommendedWatcher::new(sender, Config::default())?;
    watcher.watch(root, RecursiveMode::Recursive)?;
    Ok(Box::new(watcher))
}

fn meaning_of(event: notify::Result<Event>, root: &Path, ignore: &[PathBuf]) -> Meaning {
    let event = match event {
        Ok(event) => event,
        Err(e) if matches!(e.kind, ErrorKind::MaxFilesWatch) => return Meaning::Exhausted,
        Err(_) => return Meaning::Nothing,
    };
    if event.need_rescan() {
        return Meaning::Relay;
    }
    let is_whole = completes(&event.kind);
    let only_read = event.kind.is_access() && !is_whole;
    if only_read || !event.paths.iter().any(|path| counts(path, root, ignore)) {
        return Meaning::Nothing;
    }
    match (moves_folder(&event), is_whole) {
        (true, _) => Meaning::Relay,
        (false, true) => Meaning::Whole,
        (false, false) => Meaning::Changed,
    }
}

fn completes(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both))
    )
}

fn moves_folder(event: &Event) -> bool {
    match event.kind {
        EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder) => true,
        EventKind::Create(CreateKind::File) | EventKind::Remove(RemoveKind::File) => false,
        EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)) => {
            event.paths.iter().any(|path| !path.is_file())
        }
        EventKind::Remove(_) => true,
        _ => false,
    }
}

fn counts(path: &Path, root: &Path, ignore: &[PathBuf]) -> bool {
    let Ok(inside) = path.strip_prefix(root) else {
        return false;
    };
    let ignored = ignore.iter().any(|folder| path.starts_with(folder));
    !ignored && !inside.components().any(is_scratch)
}

/// Files that editors and version control make for themselves.
fn is_scratch(part: Component) -> bool {
    let name = part.as_os_str().to_string_lossy();
    let emacs = name.starts_with('#') && name.ends_with('#');
    // With a file of the name 4913 vim tries out whether it may write.
    name.starts_with('.')
        || name.ends_with('~')
        || name.ends_with(".swp")
        || name == "4913"
        || emacs
}

/// The path as the system names it, also when its last parts do not exist yet.
fn settled(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    for known in whole.ancestors() {
        if let (Ok(real), Ok(rest)) = (known.canonicalize(), whole.strip_prefix(known)) {
            return if rest.as_os_str().is_empty() {
                real
            } else {
                real.join(rest)
            };
        }
    }
    whole
}

fn unwatchable(folder: &Path, why: &str) -> Box<Diagnostic> {
    let message = format!(
        "`{}` cannot be watched for changes: {why}",
        folder.display()
    );
    let fault = Diagnostic::error("not-watched", None, message);
    Box::new(fault.help("look whether the folder exists and may be read"))
}

#[cfg(test)]
mod tests;
