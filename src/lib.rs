//! lowfloor turns a folder of rich, multi-level open tasks (Markdown for the words, YAML for the maths) into static
//! lesson pages that check answers by showing what they do.
//!
//! ```text
//! files ─source▶ Sources ─yaml, markdown, task▶ Task ─proof▶ Task + findings ─page▶ LessonPage ─theme▶ Site ─site | serve
//! Model + case ─present▶ values, figures        Model + ask + case + earlier + response ─judge▶ Feedback
//! ```
//!
//! One way: a stage takes the last stage's value and returns its own. `source` reads, `site` writes, `serve` listens, `pdf` prints;
//! everything between is a function of its arguments. The engine decides what is shown and what is right, at build time
//! and, compiled to wasm, in the page.

#[macro_use]
mod macros;

pub mod engine;

pub mod browser;

#[cfg(not(target_arch = "wasm32"))]
pub mod authoring;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
#[cfg(not(target_arch = "wasm32"))]
pub mod diagnostic;
#[cfg(not(target_arch = "wasm32"))]
pub mod draft;
#[cfg(not(target_arch = "wasm32"))]
pub mod explain;
#[cfg(not(target_arch = "wasm32"))]
pub mod markdown;
#[cfg(not(target_arch = "wasm32"))]
pub mod mathml;
#[cfg(not(target_arch = "wasm32"))]
pub mod page;
#[cfg(not(target_arch = "wasm32"))]
pub mod pdf;
#[cfg(not(target_arch = "wasm32"))]
pub mod proof;
#[cfg(not(target_arch = "wasm32"))]
pub mod publish;
#[cfg(not(target_arch = "wasm32"))]
pub mod second;
#[cfg(not(target_arch = "wasm32"))]
pub mod serve;
#[cfg(not(target_arch = "wasm32"))]
pub mod site;
#[cfg(not(target_arch = "wasm32"))]
pub mod source;
#[cfg(not(target_arch = "wasm32"))]
pub mod stock;
#[cfg(not(target_arch = "wasm32"))]
pub mod task;
#[cfg(not(target_arch = "wasm32"))]
pub mod theme;
#[cfg(not(target_arch = "wasm32"))]
pub mod trial;
#[cfg(not(target_arch = "wasm32"))]
pub mod watch;
#[cfg(not(target_arch = "wasm32"))]
mod workers;
#[cfg(not(target_arch = "wasm32"))]
pub mod yaml;
