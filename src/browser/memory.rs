//! Owns the memory of the engine in the page, knows nothing of what lies in it. The library's own way would be 5 kB more.
//!
//! A piece is 16 bytes, 32, 64 and so on. One that is given back waits in the list of its size for the next who asks for
//! that size; it is never split or joined. So memory grows only while more is in use than ever before.

/// The unit in which the page's memory grows, in bytes.
const UNIT: usize = 65536;
const SMALLEST: usize = 16;

/// The first free piece of each size, each holding the address of the next, and the room never used; 0 is no address.
pub struct Store {
    free: [usize; usize::BITS as usize],
    next: usize,
    end: usize,
}

impl Store {
    pub const EMPTY: Store = Store {
        free: [0; usize::BITS as usize],
        next: 0,
        end: 0,
    };

    /// The address of `size` bytes, a multiple of 16, or 0 if there are none. `more` gives the address, a multiple of 16
    /// too, of so many more bytes.
    pub fn take(&mut self, size: usize, more: impl FnOnce(usize) -> usize) -> usize {
        let size = piece(size);
        let free = self.list(size);
        let first = *free;
        if first == 0 {
            return self.cut(size, more);
        }
        // SAFETY: a free piece holds the address of the next.
        *free = unsafe { *(first as *const usize) };
        first
    }

    /// Takes a piece back.
    ///
    /// # Safety
    /// `take` gave this address for this size, and nobody uses it any more.
    pub unsafe fn give_back(&mut self, at: usize, size: usize) {
        let free = self.list(piece(size));
        // SAFETY: the piece has room for an address and is nobody else's.
        unsafe { *(at as *mut usize) = *free };
        *free = at;
    }

    fn list(&mut self, piece: usize) -> &mut usize {
        &mut self.free[piece.trailing_zeros() as usize]
    }

    fn cut(&mut self, size: usize, more: impl FnOnce(usize) -> usize) -> usize {
        if self.end - self.next < size {
            let length = size.next_multiple_of(UNIT);
            let start = more(length);
            if start == 0 {
                return 0;
            }
            if start != self.end {
                self.next = start;
            }
            self.end = start + length;
        }
        self.next += size;
        self.next - size
    }
}

fn piece(size: usize) -> usize {
    size.max(SMALLEST).next_power_of_two()
}

#[cfg(target_arch = "wasm32")]
mod page {
    use super::{SMALLEST, Store, UNIT};
    use std::alloc::{GlobalAlloc, Layout};
    use std::arch::wasm32::memory_grow;
    use std::cell::UnsafeCell;

    struct Page(UnsafeCell<Store>);

    // SAFETY: the page calls the engine from one thread, and the store calls nobody who would ask it for memory.
    unsafe impl Sync for Page {}

    #[global_allocator]
    static PAGE: Page = Page(UnsafeCell::new(Store::EMPTY));

    // SAFETY: a piece is as long as was asked for, lies at a multiple of 16 and is nobody else's until it is given back.
    unsafe impl GlobalAlloc for Page {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            if layout.align() > SMALLEST {
                return std::ptr::null_mut();
            }
            unsafe { (*self.0.get()).take(layout.size(), more) as *mut u8 }
        }

        unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
            unsafe { (*self.0.get()).give_back(at as usize, layout.size()) }
        }
    }

    fn more(length: usize) -> usize {
        match memory_grow(0, length / UNIT) {
            usize::MAX => 0,
            units => units * UNIT,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is in use: address, size and the byte it is filled with.
    type Used = Vec<(usize, usize, u8)>;

    fn filled(at: usize, size: usize, with: u8) -> bool {
        // SAFETY: the store has given these bytes.
        let bytes = unsafe { std::slice::from_raw_parts(at as *const u8, size) };
        bytes.iter().all(|byte| *byte == with)
    }

    fn take(store: &mut Store, size: usize, with: u8, room: &mut (usize, usize)) -> usize {
        let at = store.take(size, |length| {
            room.0 += length;
            assert!(room.0 <= room.1, "memory grows without bound");
            room.0 - length
        });
        // SAFETY: the store has given these bytes.
        unsafe { std::ptr::write_bytes(at as *mut u8, with, size) };
        at
    }

    /// Sizes as a lesson asks for them: many small ones, few large ones.
    fn size(turn: usize) -> usize {
        match turn.wrapping_mul(2_654_435_761) >> 7 & 1023 {
            0 => 100_000,
            few if few < 20 => few * 400,
            many => many % 200,
        }
    }

    #[test]
    fn pieces_do_not_overlap_and_are_used_again() {
        let mut ground = vec![0u128; 150 * UNIT / 16];
        let start = ground.as_mut_ptr() as usize;
        let mut room = (start, start + 150 * UNIT);
        let mut store = Store::EMPTY;
        let mut used: Used = Vec::new();
        for turn in 0..200_000 {
            let (size, with) = (size(turn), turn as u8);
            let at = take(&mut store, size, with, &mut room);
            assert_eq!(at % 16, 0);
            used.push((at, size, with));
            if used.len() > 500 {
                let (at, size, with) = used.swap_remove(turn * 31 % 500);
                assert!(filled(at, size, with), "{size} bytes were overwritten");
                // SAFETY: `take` gave it, and it has left the list.
                unsafe { store.give_back(at, size) };
            }
        }
        assert!(
            used.iter()
                .all(|(at, size, with)| filled(*at, *size, *with))
        );
    }

    #[test]
    fn the_same_work_needs_no_more_memory() {
        let mut ground = vec![0u128; 150 * UNIT / 16];
        let start = ground.as_mut_ptr() as usize;
        let mut room = (start, start + 150 * UNIT);
        let mut store = Store::EMPTY;
        let mut after = Vec::new();
        for _ in 0..10 {
            let sizes = (0..1000).map(size);
            let used: Vec<(usize, usize)> = sizes
                .map(|size| (take(&mut store, size, 1, &mut room), size))
                .collect();
            for (at, size) in used {
                // SAFETY: `take` gave it, and it is used no more.
                unsafe { store.give_back(at, size) };
            }
            after.push(room.0);
        }
        assert!(after.iter().all(|end| *end == after[0]), "{after:?}");
    }

    #[test]
    fn no_memory_is_no_address() {
        let mut store = Store::EMPTY;
        assert_eq!(store.take(1, |_| 0), 0);
        assert_eq!(store.take(1 << 20, |_| 0), 0);
    }
}
