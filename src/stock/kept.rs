//! Owns one task as its files say it, and what pure stages made of it; knows nothing of other tasks and of what comes after.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use super::ground::Ground;
use crate::diagnostic::{Diagnostic, Files, Severity};
use crate::publish::{self, has_errors};
use crate::source::{self, Sources};
use crate::task::{Known, Task};
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
    known: Arc<Known>,
    title: OnceLock<String>,
    read: OnceLock<Reading>,
    proof: OnceLock<Vec<Diagnostic>>,
    taken: AtomicBool,
}

/// The task and what was found when it was read; nothing where its folder holds none.
type Reading = Option<(Task, Vec<Diagnostic>)>;

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
            known: ground.known.clone(),
            title: OnceLock::new(),
            read: OnceLock::new(),
            proof: OnceLock::new(),
            taken: AtomicBool::new(false),
        })
    }

    /// The files it was read from.
    pub fn files(&self) -> &Files {
        &self.sources.files
    }

    fn read_now(&self) -> Reading {
        let files = self.sources.tasks.first()?;
        let (task, faults) = publish::read(
            &self.sources.files,
            files,
            &self.language,
            &self.theme,
            &self.known,
        );
        self.title.get_or_init(|| task.about.title.clone());
        Some((task, faults))
    }

    fn reading(&self) -> &Reading {
        self.read.get_or_init(|| self.read_now())
    }

    /// The task, if it can be read without a fault.
    pub fn task(&self) -> Option<&Task> {
        let (task, faults) = self.reading().as_ref()?;
        (!has_errors(faults)).then_some(task)
    }

    /// Nothing was made of its files yet.
    pub(super) fn is_unread(&self) -> bool {
        self.read.get().is_none()
    }

    /// The task was read already, and without a fault.
    pub(super) fn was_read_well(&self) -> bool {
        self.read.get().is_some() && self.task().is_some()
    }

    /// What the task is called, if that is known already.
    pub(super) fn title(&self) -> Option<&str> {
        let title = self.title.get().map(String::as_str);
        title.filter(|title| !title.is_empty())
    }

    /// Whether the caller is the first who wants to prove it.
    pub(super) fn take(&self) -> bool {
        !self.taken.swap(true, Ordering::Relaxed)
    }

    /// Proves the task. A task that nobody has asked for is not kept for that: many of them would fill the memory.
    pub(super) fn prove(&self, is_asked: bool) {
        self.proof.get_or_init(|| {
            let for_once;
            let reading = if is_asked || self.read.get().is_some() {
                self.reading()
            } else {
                for_once = self.read_now();
                &for_once
            };
            let files = self.sources.tasks.first();
            let Some(((task, read), files)) = reading.as_ref().zip(files) else {
                return Vec::new();
            };
            let mut faults = read.clone();
            publish::prove(task, files, &mut faults);
            faults
        });
    }

    /// Whether it is proved.
    pub(super) fn is_proved(&self) -> bool {
        self.proof.get().is_some()
    }

    /// All that is known by now of what is wrong; all there is to know once it is proved.
    fn faults_by_now(&self) -> impl Iterator<Item = &Diagnostic> {
        let read = || self.read.get()?.as_ref().map(|(_, faults)| faults);
        let later = self.proof.get().or_else(read);
        self.found.iter().chain(later.into_iter().flatten())
    }

    /// The same, to be shown.
    pub fn trouble(&self) -> Vec<Diagnostic> {
        self.faults_by_now().cloned().collect()
    }

    /// Errors and warnings; nothing where the proof may still find some and there is no error yet.
    pub(super) fn counts(&self) -> Option<(usize, usize)> {
        let count = |severity| {
            self.faults_by_now()
                .filter(|found| found.severity == severity)
                .count()
        };
        let errors = count(Severity::Error);
        (self.is_proved() || errors > 0).then(|| (errors, count(Severity::Warning)))
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
