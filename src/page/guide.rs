//! Owns what the teacher guide of a task shows: all that the author wrote, with what the engine works out from it.

use crate::engine::words::direction;
use crate::task::{PageWords, Task};
use serde::Serialize;

/// A teacher guide, ready for a template.
#[derive(Clone, Debug, Serialize)]
pub struct GuidePage {
    pub title: String,
    pub summary: String,
    pub language: String,
    pub direction: &'static str,
}

/// The teacher guide of a task.
pub fn guide(task: &Task, _words: &PageWords) -> GuidePage {
    GuidePage {
        title: task.about.title.clone(),
        summary: task.about.summary.clone(),
        language: task.about.language.clone(),
        direction: direction(&task.about.language),
    }
}
