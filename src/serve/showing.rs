//! Owns what the preview shows now and the bell for those who wait for the next; knows nothing of requests.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::Preview;
use super::address::address;
use super::pages::{options, start};
use crate::site::Site;

/// A client that went away is noticed when something is written to it.
const BEAT: Duration = Duration::from_secs(5);

/// One state of the preview, ready to be told.
#[derive(Debug, Default)]
pub struct Shown {
    pub preview: Preview,
    /// The options of the list of pages.
    pub pages: String,
    /// The same for the same bytes, so that a page is not reloaded for nothing.
    pub stamp: String,
    /// The address shown first; empty if there is no page.
    pub start: String,
    /// Counts the states.
    pub turn: u64,
}

/// What is shown now, and the bell for those who wait for the next.
pub struct Showing {
    shown: Mutex<Arc<Shown>>,
    bell: Condvar,
}

impl Showing {
    /// Shows this first.
    pub fn new(first: Preview) -> Showing {
        let shown = Mutex::new(Arc::new(shown_after(&Shown::default(), first)));
        Showing {
            shown,
            bell: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Arc<Shown>> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is shown now.
    pub fn now(&self) -> Arc<Shown> {
        self.lock().clone()
    }

    /// Shows this from now on and rings.
    pub fn turn(&self, next: Preview) {
        let shown = shown_after(&self.now(), next);
        *self.lock() = Arc::new(shown);
        self.bell.notify_all();
    }

    /// The state after `turn`; `None` if none comes for a while.
    pub fn after(&self, turn: u64) -> Option<Arc<Shown>> {
        let waiting = self
            .bell
            .wait_timeout_while(self.lock(), BEAT, |shown| shown.turn == turn);
        let (shown, _) = waiting.unwrap_or_else(PoisonError::into_inner);
        (shown.turn != turn).then(|| shown.clone())
    }
}

fn shown_after(last: &Shown, next: Preview) -> Shown {
    let preview = if next.trouble.is_empty() {
        next
    } else {
        fill_up(next, &last.preview)
    };
    Shown {
        pages: options(&preview),
        stamp: stamp(&preview.site),
        start: start(&preview).map_or(String::new(), |path| address("/site/", path)),
        turn: last.turn + 1,
        preview,
    }
}

/// The last good pages stay beneath the faults.
fn fill_up(mut next: Preview, last: &Preview) -> Preview {
    for (path, bytes) in &last.site.files {
        next.site
            .files
            .entry(path.clone())
            .or_insert_with(|| bytes.clone());
    }
    for task in &last.tasks {
        if !next.tasks.iter().any(|(name, ..)| *name == task.0) {
            next.tasks.push(task.clone());
        }
    }
    next
}

fn stamp(site: &Site) -> String {
    let mut hasher = DefaultHasher::new();
    site.files.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
