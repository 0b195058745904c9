//! The fuzzer: libFuzzer makes the inputs, `inputs.rs` says what must hold for them.
#![no_main]

#[path = "../inputs.rs"]
mod inputs;
#[path = "../../markup/mod.rs"]
mod markup;

use inputs::{Bench, SORTS, bench, tasks, tried};
use libfuzzer_sys::fuzz_target;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

/// Longest an input may take, in seconds of the processor: other programs do not count.
const LIMIT: Duration = Duration::from_secs(2);
/// Longest a task may take: all its cases are searched and proved.
const TASK_LIMIT: Duration = Duration::from_secs(20);

static BENCH: LazyLock<Bench> =
    LazyLock::new(|| bench(tasks(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))));

/// The sorts of inputs that are tried, all of them without `LOWFLOOR_SORTS`.
static TRIED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let given = std::env::var("LOWFLOOR_SORTS").map(String::into_bytes);
    given.unwrap_or_else(|_| SORTS.to_vec())
});

/// The input as one of the sorts that are tried.
fn sorted(input: &[u8]) -> Vec<u8> {
    let mut input = input.to_vec();
    if let Some(first) = input.first_mut()
        && !TRIED.contains(first)
    {
        *first = TRIED[usize::from(*first) % TRIED.len()];
    }
    input
}

/// How long this process has worked.
fn worked() -> Duration {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the call fills the place it is given.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

fuzz_target!(|input: &[u8]| {
    let bench = &*BENCH;
    let input = sorted(input);
    let before = worked();
    tried(bench, &input);
    let took = worked() - before;
    let limit = if input.first() == Some(&b't') {
        TASK_LIMIT
    } else {
        LIMIT
    };
    assert!(took < limit, "took {took:?}");
});
