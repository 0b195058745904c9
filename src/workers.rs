//! Owns how work on many items is spread over the machine's processors; the results come in the order of the items.

use std::num::NonZero;
use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, ScopedJoinHandle};

/// Is told after each item how many are done, of how many.
pub type Told<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// Does the work on each item, on as many threads as the machine has processors.
pub fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    each_told(items, work, &|_, _| {})
}

/// The same, and tells how far it is.
pub fn each_told<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    told: Told,
) -> Vec<R> {
    // One at a time, so that the last one told of is the last one.
    let done = Mutex::new(0);
    let work = |item: &T| {
        let result = work(item);
        let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
        *done += 1;
        told(*done, items.len());
        result
    };
    let threads = thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(items.len());
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else {
                return done;
            };
            done.push((at, work(item)));
        }
    };
    let mut all: Vec<(usize, R)> = thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(take)).collect();
        running.into_iter().flat_map(finished).collect()
    });
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, result)| result).collect()
}

/// Does two things at the same time.
pub fn both<A, B: Send>(here: impl FnOnce() -> A, there: impl FnOnce() -> B + Send) -> (A, B) {
    thread::scope(|scope| {
        let there = scope.spawn(there);
        (here(), finished(there))
    })
}

/// What a thread has found. One that failed has told why; the program fails as the thread did.
fn finished<T>(thread: ScopedJoinHandle<T>) -> T {
    thread
        .join()
        .unwrap_or_else(|cause| panic::resume_unwind(cause))
}

#[cfg(test)]
mod tests {
    use super::{Mutex, each, each_told};

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..1_000).collect();
        let last = Mutex::new((0, 0));
        let told = |done, all| *last.lock().expect("a lock") = (done, all);
        let squares = each_told(&items, |item| item * item, &told);
        assert!(
            squares
                .iter()
                .zip(&items)
                .all(|(square, item)| *square == item * item)
        );
        assert_eq!(squares.len(), 1_000);
        assert_eq!(*last.lock().expect("a lock"), (1_000, 1_000));
        assert!(each(&[0u8; 0], |item| *item).is_empty());
    }
}
