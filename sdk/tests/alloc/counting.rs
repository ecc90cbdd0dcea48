//! The system's allocator, counting for each thread.

#![expect(unsafe_code, reason = "an allocator cannot be written without")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Memory {
    /// Bytes asked for, whatever became of them.
    pub total: usize,
    /// Most bytes held at one time.
    pub peak: usize,
    held: usize,
}

thread_local! {
    static MEMORY: Cell<Memory> = const { Cell::new(Memory { total: 0, peak: 0, held: 0 }) };
}

fn note(more: usize, less: usize) {
    // A thread that is ending has no counter any more, and nobody reads it.
    let _ = MEMORY.try_with(|cell| {
        let mut memory = cell.get();
        memory.total += more;
        // What was there before the count began may be given back during it.
        memory.held = (memory.held + more).saturating_sub(less);
        memory.peak = memory.peak.max(memory.held);
        cell.set(memory);
    });
}

// SAFETY: every call is the system allocator's own; counting neither allocates nor looks at the memory.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        note(layout.size(), 0);
        // SAFETY: the caller's promise, passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        note(0, layout.size());
        // SAFETY: the caller's promise, passed on.
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // Old and new are held together while one is copied into the other.
        note(size, 0);
        note(0, layout.size());
        // SAFETY: the caller's promise, passed on.
        unsafe { System.realloc(place, layout, size) }
    }
}

/// What this work asked for, on this thread.
pub fn measured(work: impl FnOnce()) -> Memory {
    MEMORY.set(Memory::default());
    work();
    MEMORY.get()
}

#[test]
fn the_counter_counts() {
    let memory = measured(|| {
        drop(std::hint::black_box(vec![0_u8; 1000]));
        drop(std::hint::black_box(vec![0_u8; 3000]));
    });
    assert_eq!((memory.total, memory.peak), (4000, 3000));
    let grown = measured(|| {
        let mut bytes = vec![0_u8; 1000];
        bytes.reserve_exact(1000);
        drop(std::hint::black_box(bytes));
    });
    assert_eq!((grown.total, grown.peak), (3000, 3000));
}
