//! Owns the paths of a site: tasks in an order in which one leads to the next. Every name on a path is looked up here.

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::source::Sources;
use crate::yaml::Scalar;

/// A path through some tasks of a site.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TaskPath {
    pub title: String,
    /// Names of tasks, each of them once.
    pub tasks: Vec<String>,
}

impl TaskPath {
    /// The tasks before and behind one that stands on the path.
    pub(super) fn beside(&self, task: &str) -> Option<(Option<&str>, Option<&str>)> {
        let at = self.tasks.iter().position(|name| name == task)?;
        let name = |at: usize| self.tasks.get(at).map(String::as_str);
        Some((at.checked_sub(1).and_then(name), name(at + 1)))
    }
}

/// The paths as written in `site.yaml`; names that are no task, and tasks that come twice on one path, are faults. Where
/// one task alone was read there are none.
pub(super) fn paths(
    written: &[(Scalar, Vec<Scalar>)],
    sources: &Sources,
    trouble: &mut Vec<Diagnostic>,
) -> Vec<TaskPath> {
    if sources.one_task {
        return Vec::new();
    }
    let there = sources.names();
    let path = |(title, names): &(Scalar, Vec<Scalar>)| TaskPath {
        title: title.text.clone(),
        tasks: tasks(names, &there, trouble),
    };
    written.iter().map(path).collect()
}

fn tasks(names: &[Scalar], there: &[String], trouble: &mut Vec<Diagnostic>) -> Vec<String> {
    let mut known: Vec<&Scalar> = Vec::new();
    for name in names {
        if !there.contains(&name.text) {
            trouble.push(unknown(name, there));
        } else if let Some(first) = known.iter().find(|first| first.text == name.text) {
            trouble.push(twice(name, first));
        } else {
            known.push(name);
        }
    }
    known.iter().map(|name| name.text.clone()).collect()
}

fn unknown(name: &Scalar, there: &[String]) -> Diagnostic {
    let near = did_you_mean(&name.text, there.iter().map(String::as_str));
    let message = format!("there is no task `{}`", name.text);
    Diagnostic::error("unknown-task", name.at.clone(), message).help(
        near.unwrap_or_else(|| "write the name of a folder in `tasks`, or take it out".to_string()),
    )
}

fn twice(name: &Scalar, first: &Scalar) -> Diagnostic {
    let message = format!("the path comes back to `{}`", name.text);
    Diagnostic::error("path-in-a-circle", name.at.clone(), message)
        .note_at(first.at.clone(), "it stands here first")
        .help("take one of them out; a task can stand on several paths")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Files, Place, text};
    use crate::yaml;
    use std::path::PathBuf;

    /// Sources with three tasks and this `site.yaml`.
    fn sources(site: &str) -> Sources {
        let mut files = Files::default();
        let file = files.add("site.yaml", site);
        Sources {
            files,
            folders: ["beads", "halves", "steps"].map(PathBuf::from).to_vec(),
            site: Some(file),
            ..Sources::default()
        }
    }

    fn read(sources: &Sources) -> (Vec<TaskPath>, String) {
        let mut trouble = Vec::new();
        let file = sources.site.expect("a site");
        let range = 0..sources.files.get(file).expect("its text").text.len();
        let node = yaml::read(&sources.files, &Place { file, range }, &mut trouble);
        let settings = yaml::site_settings(&node.expect("YAML"), &mut trouble);
        let paths = paths(&settings.paths, sources, &mut trouble);
        (paths, text(&trouble, &sources.files, false))
    }

    #[test]
    fn a_path_leads_from_one_task_to_the_next() {
        let sources = sources("paths:\n  First: [steps, beads]\n  Second: halves\n");
        let (paths, said) = read(&sources);
        assert_eq!(said, "");
        let [first, second] = paths.as_slice() else {
            panic!("{paths:?}")
        };
        assert_eq!(first.beside("steps"), Some((None, Some("beads"))));
        assert_eq!(first.beside("beads"), Some((Some("steps"), None)));
        assert_eq!(first.beside("halves"), None);
        assert_eq!(second.tasks, ["halves"]);
    }

    #[test]
    fn a_name_that_is_no_task_and_a_circle_are_told_with_their_places() {
        let sources = sources("paths:\n  First: [steps, beeds, rows, steps]\n");
        let (paths, said) = read(&sources);
        for part in [
            "error[unknown-task]: there is no task `beeds`",
            "site.yaml:2:18",
            "did you mean `beads`?",
            "there is no task `rows`",
            "write the name of a folder in `tasks`",
            "error[path-in-a-circle]: the path comes back to `steps`",
            "site.yaml:2:31",
            "it stands here first",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert_eq!(paths[0].tasks, ["steps"]);
    }

    #[test]
    fn one_task_alone_stands_on_no_path() {
        let all = sources("paths: {First: [steps, beeds]}\n");
        let alone = Sources {
            one_task: true,
            ..all
        };
        assert_eq!(read(&alone), (Vec::new(), String::new()));
    }
}
