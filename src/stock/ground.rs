//! Owns what all tasks of a preview share: where they lie, the site's settings, its theme; knows nothing of what stands in a task.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::publish::{Settings, has_errors, setup};
use crate::source::{self, Sources};
use crate::task::Known;
use crate::theme::{self, Theme};

/// What all tasks share, as it was last read.
pub(super) struct Ground {
    /// The files round the tasks, without any task.
    pub sources: Sources,
    pub settings: Settings,
    pub theme: Arc<Theme>,
    /// What was found in the tasks that are kept.
    pub known: Arc<Known>,
    pub folders: Vec<PathBuf>,
    /// The folder of the team's own notes.
    pub notes: Option<PathBuf>,
    pub trouble: Vec<Diagnostic>,
    /// Of all that a task is read with.
    pub words: u64,
    /// Of all that a page is made with, besides its task.
    pub look: u64,
    /// What is wrong with the theme, and the hash of its files.
    theme_trouble: Vec<Diagnostic>,
    theme_hash: u64,
}

impl Ground {
    /// Reads it; what the last one holds of a theme is taken where it is the same, or where the new one is faulty.
    pub fn read(path: &Path, last: Option<&Ground>) -> Ground {
        let mut trouble = Vec::new();
        let mut sources = source::outline(path, &mut trouble);
        let setup = setup(&sources, &mut trouble);
        let notes = setup
            .notes
            .as_ref()
            .and_then(|named| source::notes_folder(&sources, &named.text, &named.at, &mut trouble));
        if let Some(folder) = &notes {
            source::strangers(&mut sources, folder, &mut trouble);
        }
        let theme_hash = hash(&setup.theme);
        let same = last.filter(|last| last.theme_hash == theme_hash);
        let (theme, theme_trouble) = match same {
            Some(last) => (last.theme.clone(), last.theme_trouble.clone()),
            None => new_theme(&setup.theme, last),
        };
        let broken = last.filter(|_| has_errors(&trouble) || has_errors(&theme_trouble));
        let is_words = |(name, _): &(&String, &Vec<u8>)| name.starts_with("words/");
        let words: Vec<_> = setup.theme.iter().filter(is_words).collect();
        let own_words = hash(&(&words, &setup.settings.language));
        let folders = std::mem::take(&mut sources.folders);
        // The whole folder may be away for a moment while it is renamed or copied.
        let folders = match broken {
            Some(last) if folders.is_empty() => last.folders.clone(),
            _ => folders,
        };
        trouble.extend(theme_trouble.iter().cloned());
        Ground {
            words: broken.map_or(own_words, |last| last.words),
            look: broken.map_or(hash(&(theme_hash, &setup.settings)), |last| last.look),
            theme: broken.map_or(theme, |last| last.theme.clone()),
            known: last.map_or_else(Default::default, |last| last.known.clone()),
            settings: broken.map_or(setup.settings, |last| last.settings.clone()),
            sources,
            folders,
            notes,
            trouble,
            theme_trouble,
            theme_hash,
        }
    }
}

fn new_theme(
    files: &BTreeMap<String, Vec<u8>>,
    last: Option<&Ground>,
) -> (Arc<Theme>, Vec<Diagnostic>) {
    let mut trouble = Vec::new();
    let theme = Arc::new(theme::theme(files, &mut trouble));
    match last {
        Some(last) if has_errors(&trouble) => (last.theme.clone(), trouble),
        _ => (theme, trouble),
    }
}

/// The same for the same value in one run of the program.
pub(super) fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
