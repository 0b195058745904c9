//! Owns the list of pages in the outer page; knows nothing of what stands in them.

use std::collections::BTreeMap;

use super::Preview;
use super::address::{address, escaped};

fn pages(preview: &Preview) -> impl Iterator<Item = &str> {
    preview
        .site
        .files
        .keys()
        .map(String::as_str)
        .filter(|path| path.ends_with(".html"))
}

/// The only task, else the page nearest to the root.
pub fn start(preview: &Preview) -> Option<&str> {
    match preview.tasks.as_slice() {
        [(_, _, path)] if preview.site.files.contains_key(path) => Some(path),
        _ => pages(preview).min_by_key(|path| (path.matches('/').count(), path.len())),
    }
}

/// The list of pages: those of no task, then task by task with the lesson page first.
pub fn options(preview: &Preview) -> String {
    let mut groups: BTreeMap<Option<usize>, Vec<&str>> = BTreeMap::new();
    for path in pages(preview) {
        let owner = preview
            .tasks
            .iter()
            .position(|(name, ..)| path.split('/').any(|part| part == name));
        groups.entry(owner).or_default().push(path);
    }
    let mut html = String::new();
    for (owner, mut paths) in groups {
        let task = owner.and_then(|i| preview.tasks.get(i));
        paths.sort_by_key(|path| task.is_none_or(|(_, _, lesson)| lesson != path));
        html += &group(task.map_or("All tasks", |(_, title, _)| title), &paths);
    }
    html
}

fn group(title: &str, paths: &[&str]) -> String {
    let option = |path: &&str| {
        let shown = path.strip_suffix("/index.html").unwrap_or(path);
        format!(
            "<option value=\"{}\">{}</option>\n",
            escaped(&address("/site/", path)),
            escaped(shown)
        )
    };
    let options: String = paths.iter().map(option).collect();
    format!(
        "<optgroup label=\"{}\">\n{options}</optgroup>\n",
        escaped(title)
    )
}
