//! Owns what is known of tasks by the hash of what it was found from: whoever reads a task again works out only what is new.

use super::search::Found;
use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// What the costly steps of reading have found.
#[derive(Debug, Default)]
pub struct Known {
    /// What searches found; nothing is kept longer than a task that has it.
    found: Mutex<HashMap<u64, Weak<Found>>>,
    /// Whether a figure shows responses to an ask.
    fits: Mutex<HashMap<u64, bool>>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Known {
    /// What was found, or is found now.
    pub(super) fn found(&self, from: u64, search: impl FnOnce() -> Found) -> Arc<Found> {
        let known = locked(&self.found).get(&from).and_then(Weak::upgrade);
        known.unwrap_or_else(|| {
            let found = Arc::new(search());
            let mut all = locked(&self.found);
            all.retain(|_, found| found.strong_count() > 0);
            all.insert(from, Arc::downgrade(&found));
            found
        })
    }

    /// Whether it was seen to fit, or does so now.
    pub(super) fn fits(&self, from: u64, look: impl FnOnce() -> bool) -> bool {
        let known = locked(&self.fits).get(&from).copied();
        known.unwrap_or_else(|| {
            let fits = look();
            locked(&self.fits).insert(from, fits);
            fits
        })
    }
}

/// The same for values that are written the same.
pub(super) fn hash(value: &impl Debug) -> u64 {
    let mut hasher = DefaultHasher::new();
    format!("{value:?}").hash(&mut hasher);
    hasher.finish()
}
