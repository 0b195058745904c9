//! Owns what is told of a state to somebody who knows an earlier one; knows nothing of how it came about.

use serde::Serialize;
use std::collections::BTreeMap;

/// The state of the site and of each task by its name.
#[derive(Clone, Debug)]
pub struct State {
    pub site: SiteState,
    pub tasks: BTreeMap<String, TaskState>,
}

/// What all pages share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SiteState {
    /// Of all pages: the same as long as they are.
    pub stamp: String,
    /// Of what they are made with besides their tasks.
    pub look: String,
    pub errors: usize,
}

/// What a task has come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TaskState {
    pub name: String,
    pub title: String,
    /// The same as long as its pages are.
    pub stamp: String,
    /// All is known that is wrong with it.
    pub known: bool,
    pub errors: usize,
    pub warnings: usize,
}

#[derive(Serialize)]
struct News<'a> {
    site: &'a SiteState,
    /// There are no other tasks than these.
    whole: bool,
    tasks: Vec<&'a TaskState>,
}

impl State {
    /// The whole state as JSON, or for somebody who knows the state of these very tasks, those alone that have changed;
    /// nothing where none has.
    pub fn news(&self, known: Option<&State>) -> Option<String> {
        let known = known.filter(|known| known.tasks.keys().eq(self.tasks.keys()));
        let is_new = |(name, task): &(&String, &TaskState)| {
            known.is_none_or(|known| known.tasks.get(*name) != Some(task))
        };
        let tasks = self.tasks.iter().filter(is_new);
        let news = News {
            site: &self.site,
            whole: known.is_none(),
            tasks: tasks.map(|(_, task)| task).collect(),
        };
        let is_old = news.tasks.is_empty() && known.is_some_and(|known| known.site == self.site);
        (!is_old).then(|| serde_json::to_string(&news).unwrap_or_default())
    }
}
