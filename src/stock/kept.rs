//! Owns one task as its files say it, and what pure stages made of it; knows nothing of other tasks and of what comes after.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use super::ground::Ground;
use crate::diagnostic::{Diagnostic, Files, Severity};
use crate::publish::{self, has_errors};
use crate::source::{self, Sources};
use crate::task::Task;
use crate::theme::Theme;

/// A task that was read from its files. What is made of it is made once.
pub struct Kept {
    pub name: String,
    /// Of all that went in.
    pub(super) hash: u64,
    sources: Sources,
    /// What was wrong with the files themselves.
    found: Vec<Diagnostic>,
    language: String,
    theme: Arc<Theme>,
    read: OnceLock<Option<(Task, Vec<Diagnostic>)>>,
    proof: OnceLock<Vec<Diagnostic>>,
    taken: AtomicBool,
}

impl Kept {
    /// Reads the files of a folder; nothing where it is no task and none is expected.
    pub(super) fn read(folder: &Path, ground: &Ground) -> Option<Kept> {
        let mut found = Vec::new();
        let sources = source::task(folder, ground.notes.as_deref(), &mut found);
        if sources.tasks.is_empty() && found.is_empty() {
            return None;
        }
        Some(Kept {
            name: source::name_of(folder),
            hash: hash(&sources, &found, ground.words),
            sources,
            found,
            language: ground.settings.language.clone(),
            theme: ground.theme.clone(),
            read: OnceLock::new(),
            proof: OnceLock::new(),
            taken: AtomicBool::new(false),
        })
    }

    /// The files it was read from.
    pub fn files(&self) -> &Files {
        &self.sources.files
    }

    fn reading(&self) -> Option<&(Task, Vec<Diagnostic>)> {
        let read = || {
            let files = self.sources.tasks.first()?;
            let (task, faults) =
                publish::read(&self.sources.files, files, &self.language, &self.theme);
            Some((task, faults))
        };
        self.read.get_or_init(read).as_ref()
    }

    /// The task, if it can be read without a fault.
    pub(super) fn task(&self) -> Option<&Task> {
        let (task, faults) = self.reading()?;
        (!has_errors(faults)).then_some(task)
    }

    /// The task was read already, and without a fault.
    pub(super) fn was_read_well(&self) -> bool {
        self.read.get().is_some() && self.task().is_some()
    }

    /// What the task is called, if it was read already.
    pub(super) fn title(&self) -> Option<&str> {
        let (task, _) = self.read.get()?.as_ref()?;
        Some(task.about.title.as_str()).filter(|title| !title.is_empty())
    }

    /// Whether the caller is the first who wants to prove it.
    pub(super) fn take(&self) -> bool {
        !self.taken.swap(true, Ordering::Relaxed)
    }

    /// Proves the task.
    pub(super) fn prove(&self) {
        self.proof.get_or_init(|| {
            let mut faults = Vec::new();
            if let (Some((task, read)), Some(files)) = (self.reading(), self.sources.tasks.first())
            {
                faults.clone_from(read);
                publish::prove(task, files, &mut faults);
            }
            faults
        });
    }

    /// Whether it is proved.
    pub(super) fn is_proved(&self) -> bool {
        self.proof.get().is_some()
    }

    /// All that is known by now of what is wrong; all there is to know once it is proved.
    pub fn trouble(&self) -> Vec<Diagnostic> {
        let read = || self.read.get()?.as_ref().map(|(_, faults)| faults);
        let later = self.proof.get().or_else(read);
        self.found
            .iter()
            .chain(later.into_iter().flatten())
            .cloned()
            .collect()
    }

    /// Errors and warnings; nothing where the proof may still find some and there is no error yet.
    pub(super) fn counts(&self) -> Option<(usize, usize)> {
        let trouble = self.trouble();
        let count = |severity| {
            trouble
                .iter()
                .filter(|found| found.severity == severity)
                .count()
        };
        let errors = count(Severity::Error);
        let known = self.proof.get().is_some() || errors > 0;
        known.then(|| (errors, count(Severity::Warning)))
    }
}

fn hash(sources: &Sources, found: &[Diagnostic], words: u64) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    for file in &sources.files.0 {
        (&file.path, &file.text).hash(&mut hasher);
    }
    for task in &sources.tasks {
        task.pictures.hash(&mut hasher);
    }
    for fault in found {
        (fault.code, &fault.message).hash(&mut hasher);
    }
    hasher.finish()
}
