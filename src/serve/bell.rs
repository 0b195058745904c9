//! Owns the bell for those who wait for something new; knows nothing of what is new.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A client that went away is noticed when something is written to it.
const BEAT: Duration = Duration::from_secs(5);

/// Counts the times it rang.
#[derive(Default)]
pub struct Bell {
    rang: Mutex<u64>,
    waiting: Condvar,
}

impl Bell {
    fn lock(&self) -> MutexGuard<'_, u64> {
        self.rang.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that something is new.
    pub fn ring(&self) {
        *self.lock() += 1;
        self.waiting.notify_all();
    }

    /// How often it has rung by now.
    pub fn count(&self) -> u64 {
        *self.lock()
    }

    /// Waits until it has rung more or less often than this; `None` if it does not for a while.
    pub fn after(&self, count: u64) -> Option<u64> {
        let same = |rang: &mut u64| *rang == count;
        let waited = self.waiting.wait_timeout_while(self.lock(), BEAT, same);
        let (rang, _) = waited.unwrap_or_else(PoisonError::into_inner);
        (*rang != count).then_some(*rang)
    }
}
