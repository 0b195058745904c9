//! Owns what is told of a state to somebody who knows an earlier one; knows nothing of what stands in it.

use std::collections::BTreeMap;

/// The state of the site and of each task by its name, as JSON objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub site: String,
    pub tasks: BTreeMap<String, String>,
}

impl State {
    /// The whole state, or to somebody who knows the state of these very tasks those alone that have changed; nothing
    /// where none has.
    pub fn news(&self, known: Option<&State>) -> Option<String> {
        let known = known.filter(|known| known.tasks.keys().eq(self.tasks.keys()));
        let is_new = |(name, task): &(&String, &String)| {
            known.is_none_or(|known| known.tasks.get(*name) != Some(task))
        };
        let tasks: Vec<&str> = self
            .tasks
            .iter()
            .filter(is_new)
            .map(|(_, task)| task.as_str())
            .collect();
        if tasks.is_empty() && known.is_some_and(|known| known.site == self.site) {
            return None;
        }
        let (site, whole, tasks) = (&self.site, known.is_none(), tasks.join(","));
        Some(format!(
            "{{\"site\":{site},\"whole\":{whole},\"tasks\":[{tasks}]}}"
        ))
    }
}
