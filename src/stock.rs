//! Owns what the preview keeps: what pure stages returned, by the hash of what went in. Makes a page when it is asked for;
//! writes nothing, and knows nothing of who asks.
//!
//! 1. `look_at_asked` reads again, after a change, what pages share and the tasks that were asked for last;
//! 2. `look_at_all` reads the files of all the others, a moment later;
//! 3. `prove_next` reads and proves task after task, those asked for first.

mod ground;
mod kept;
mod own;
mod state;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::publish::{self, Round};
use crate::source;
use crate::task::Task;
use crate::workers;
use ground::Ground;
use kept::Kept;

/// So many of the tasks that were asked for last are looked at first after a change.
const ASKED: usize = 4;
/// After a change the pages that were asked for have the machine to themselves for so long.
const CALM: Duration = Duration::from_millis(300);

/// The tasks below a path, as they were last read.
pub struct Stock {
    path: PathBuf,
    shelf: Mutex<Arc<Shelf>>,
    /// Rings when there may be something to prove.
    work: Condvar,
    /// The tasks that were asked for, the last one first.
    asked: Mutex<Vec<String>>,
    /// Each look has a number, and a later one knows better.
    looks: AtomicU64,
}

#[derive(Clone)]
struct Shelf {
    ground: Arc<Ground>,
    tasks: BTreeMap<String, Slot>,
    changed: Instant,
}

/// A task on the shelf.
#[derive(Clone)]
struct Slot {
    look: u64,
    kept: Arc<Kept>,
    /// What it was before, if that could be read; it is shown while what it is now cannot be.
    before: Option<Arc<Kept>>,
}

impl Slot {
    /// What can be shown: reads the task if that was not done yet.
    fn shown(&self) -> Option<&Task> {
        let before = || self.before.as_ref().and_then(|before| before.task());
        self.kept.task().or_else(before)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Stock {
    /// Looks at all files below a path for the first time.
    pub fn new(path: &Path) -> Stock {
        let stock = Stock {
            path: path.to_owned(),
            shelf: Mutex::new(Arc::new(Shelf {
                ground: Arc::new(Ground::read(path, None)),
                tasks: BTreeMap::new(),
                changed: Instant::now(),
            })),
            work: Condvar::new(),
            asked: Mutex::default(),
            looks: AtomicU64::new(0),
        };
        stock.look_at_all();
        stock
    }

    fn now(&self) -> Arc<Shelf> {
        locked(&self.shelf).clone()
    }

    /// After a change: reads what pages share, and the files of the tasks that were asked for last; gives those of them
    /// that have changed, the last one first.
    pub fn look_at_asked(&self) -> Vec<Arc<Kept>> {
        let look = self.looks.fetch_add(1, Ordering::Relaxed);
        let ground = Arc::new(Ground::read(&self.path, Some(&self.now().ground)));
        let asked = locked(&self.asked).clone();
        let is_asked = |folder: &&PathBuf| asked.contains(&source::name_of(folder));
        let folders = ground.folders.iter().filter(is_asked);
        let read: Vec<_> = folders
            .filter_map(|folder| Kept::read(folder, &ground))
            .collect();
        let mut shelf = locked(&self.shelf);
        let shelf = Arc::make_mut(&mut shelf);
        shelf.ground = ground;
        shelf.changed = Instant::now();
        put(shelf, look, read);
        let fresh = asked.iter().filter_map(|name| shelf.tasks.get(name));
        let fresh = fresh.filter(|slot| slot.kept.is_unread());
        fresh.map(|slot| slot.kept.clone()).collect()
    }

    /// Reads the files of all tasks; what stands as it stood keeps what was made of it.
    pub fn look_at_all(&self) {
        let look = self.looks.fetch_add(1, Ordering::Relaxed);
        let ground = self.now().ground.clone();
        let read = workers::each(&ground.folders, |folder| Kept::read(folder, &ground));
        let read: Vec<_> = read.into_iter().flatten().collect();
        let names: BTreeSet<String> = read.iter().map(|kept| kept.name.clone()).collect();
        let mut shelf = locked(&self.shelf);
        let now = Arc::make_mut(&mut shelf);
        let stays = |name: &String, slot: &mut Slot| names.contains(name) || slot.look > look;
        now.tasks.retain(stays);
        put(now, look, read);
        self.work.notify_all();
    }

    /// Waits for calm and for a task to prove, and proves it; tells which one it was.
    pub fn prove_next(&self) -> Arc<Kept> {
        let kept = self.unproved();
        kept.prove(self.is_asked(&kept.name));
        kept
    }

    /// Whether a task was asked for not long ago.
    pub fn is_asked(&self, name: &str) -> bool {
        locked(&self.asked).iter().any(|asked| asked == name)
    }

    fn unproved(&self) -> Arc<Kept> {
        loop {
            let mut shelf = locked(&self.shelf);
            let rest = CALM.saturating_sub(shelf.changed.elapsed());
            if !rest.is_zero() {
                drop(shelf);
                thread::sleep(rest);
                continue;
            }
            let asked = locked(&self.asked).clone();
            let first = asked.iter().filter_map(|name| shelf.tasks.get(name));
            let mut all = first.chain(shelf.tasks.values()).map(|slot| &slot.kept);
            if let Some(kept) = all.find(|kept| kept.take()) {
                return kept.clone();
            }
            shelf = self
                .work
                .wait(shelf)
                .unwrap_or_else(PoisonError::into_inner);
            drop(shelf);
        }
    }

    /// Waits until what was asked for has had the machine to itself for a moment.
    pub fn calm(&self) {
        loop {
            let rest = CALM.saturating_sub(locked(&self.shelf).changed.elapsed());
            if rest.is_zero() {
                return;
            }
            thread::sleep(rest);
        }
    }

    /// A file of the site by its path, made now; why it cannot be, if the site ought to have it.
    pub fn file(&self, path: &str) -> Option<Result<Vec<u8>, String>> {
        let shelf = self.now();
        let theme = &shelf.ground.theme;
        if let Some(bytes) = publish::asset(theme, path) {
            return Some(Ok(bytes));
        }
        let round = Round {
            theme,
            settings: &shelf.ground.settings,
            task: &|name| shelf.tasks.get(name).and_then(Slot::shown),
        };
        let made = if publish::lists().any(|list| list == path) {
            let slots: Vec<&Slot> = shelf.tasks.values().collect();
            let shown = workers::each(&slots, |slot| slot.shown());
            let tasks: Vec<&Task> = shown.into_iter().flatten().collect();
            publish::list(&round, &tasks, path)
        } else {
            let slot = self.ask_for(&shelf, owner(path)?)?;
            match slot.shown() {
                Some(task) => publish::task_file(&round, task, path),
                None => return Some(Err(UNREADABLE.to_string())),
            }
        };
        made.map(|made| made.map_err(|fault| state::said(&fault)))
    }

    /// The task of this name, which from now on counts as asked for.
    fn ask_for<'a>(&self, shelf: &'a Shelf, name: &str) -> Option<&'a Slot> {
        let slot = shelf.tasks.get(name)?;
        let mut asked = locked(&self.asked);
        asked.retain(|other| other != name);
        asked.insert(0, name.to_string());
        asked.truncate(ASKED);
        Some(slot)
    }
}

const UNREADABLE: &str = "this page is made once the task's faults are mended";

/// The task whose file has this path.
fn owner(path: &str) -> Option<&str> {
    let script = path.strip_prefix("teacher/class/");
    let script = script.and_then(|name| name.strip_suffix(".js"));
    // A task's work may be in other languages: `pool-border.de.js`.
    let script = script.and_then(|name| name.split('.').next());
    script.or_else(|| path.split('/').nth(1))
}

/// Puts tasks on the shelf, but for those that a later look has put there, and those that stand there as they are.
fn put(shelf: &mut Shelf, look: u64, read: Vec<Kept>) {
    for kept in read {
        let before = match shelf.tasks.get_mut(&kept.name) {
            Some(slot) if slot.look > look => continue,
            Some(slot) if slot.kept.hash == kept.hash => {
                slot.look = look;
                continue;
            }
            Some(slot) if slot.kept.was_read_well() => Some(slot.kept.clone()),
            Some(slot) => slot.before.clone(),
            None => None,
        };
        let name = kept.name.clone();
        let kept = Arc::new(kept);
        shelf.tasks.insert(name, Slot { look, kept, before });
    }
}

#[cfg(test)]
mod tests;
