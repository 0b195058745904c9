//! Owns the border between the page and the engine: the texts that cross it, and the exports that carry them. Beside it
//! stand the page's script and the committed, packed engine, which `build.sh` makes from this source.

pub mod calls;
#[cfg(target_arch = "wasm32")]
mod exports;
#[cfg(any(target_arch = "wasm32", test))]
mod memory;
