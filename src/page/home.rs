//! Owns the home page of a site: its tasks, what to choose them by, and the paths that lead from one to the next.

use super::entry::{EntryView, KEYS, OptionView};
use super::{LinkView, SiteView};
use crate::engine::words::Words;
use serde::Serialize;

/// The home page, ready for a template.
#[derive(Clone, Debug, Serialize)]
pub struct HomePage {
    pub site: SiteView,
    /// A sentence below the title; empty where the site has none.
    pub summary: String,
    pub filters: Vec<FilterView>,
    pub tasks: Vec<EntryView>,
    pub paths: Vec<PathView>,
}

/// One thing to choose tasks by.
#[derive(Clone, Debug, Serialize)]
pub struct FilterView {
    /// How it stands in an address.
    pub key: &'static str,
    pub label: String,
    pub options: Vec<OptionView>,
}

/// Tasks in an order in which one leads to the next.
#[derive(Clone, Debug, Serialize)]
pub struct PathView {
    pub title: String,
    pub steps: Vec<LinkView>,
}

/// The home page of these tasks.
pub fn home(
    site: SiteView,
    summary: &str,
    tasks: Vec<EntryView>,
    paths: Vec<PathView>,
    words: &Words,
) -> HomePage {
    HomePage {
        site,
        summary: summary.to_string(),
        filters: filters(&tasks, words),
        tasks,
        paths,
    }
}

/// What parts the tasks from each other: where all have the same there is nothing to choose.
fn filters(tasks: &[EntryView], words: &Words) -> Vec<FilterView> {
    let filter = |key| FilterView {
        key,
        label: words.say(&format!("by-{key}"), &[]),
        options: options(tasks, key),
    };
    let keys = KEYS.into_iter().filter(|key| parts(tasks, key));
    keys.map(filter).collect()
}

/// What each of the tasks has of one sort.
fn marks<'a>(tasks: &'a [EntryView], key: &str) -> impl Iterator<Item = &'a [OptionView]> {
    let of_key = move |task: &'a EntryView| {
        let mark = task.marks.iter().find(|mark| mark.key == key);
        mark.map_or(&[][..], |mark| &mark.options)
    };
    tasks.iter().map(of_key)
}

fn parts(tasks: &[EntryView], key: &str) -> bool {
    let mut marks = marks(tasks, key);
    let first = marks.next();
    marks.any(|other| Some(other) != first)
}

fn options(tasks: &[EntryView], key: &str) -> Vec<OptionView> {
    let mut all: Vec<OptionView> = marks(tasks, key).flatten().cloned().collect();
    all.sort_by_key(|option| (option.order, option.value.clone()));
    all.dedup_by(|one, other| one.value == other.value);
    all
}
