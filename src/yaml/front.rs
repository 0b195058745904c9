//! Owns the front matter of a task and the settings of a site as written; knows nothing of what they mean.

use super::keys;
use super::shape::{is_known, lists, optional, pairs, several, texts};
use super::{Node, Scalar};
use crate::diagnostic::{Diagnostic, nearest};

/// The words a task starts with, as written.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    pub title: Option<Scalar>,
    pub summary: Option<Scalar>,
    pub grades: Option<Scalar>,
    pub licence: Option<Scalar>,
    pub language: Option<Scalar>,
    /// What the button for the next case says.
    pub another: Option<Scalar>,
    /// What it says in single sections.
    pub another_in: Vec<(Scalar, Scalar)>,
    pub author: Option<Scalar>,
    pub source: Option<Scalar>,
    pub standards: Vec<Scalar>,
    /// What each quantity is called.
    pub names: Vec<(Scalar, Scalar)>,
    /// The forms of each quantity's unit word: one, or one and many.
    pub units: Vec<(Scalar, Vec<Scalar>)>,
    /// The letter that stands for a quantity in what students type.
    pub letters: Vec<(Scalar, Scalar)>,
    pub topics: Vec<Scalar>,
    pub minutes: Option<Scalar>,
    /// `no` where the fields have no keypad.
    pub keypad: Option<Scalar>,
    /// `no` where the handout has no line for a name.
    pub name_line: Option<Scalar>,
    /// `no` where it is a page to read and no lesson.
    pub lesson: Option<Scalar>,
    /// It could not be read, so nobody knows what is missing.
    pub unread: bool,
}

const MOST_FORMS: usize = 6;

/// The front matter of a task from its YAML.
pub fn front_matter(node: &Node, trouble: &mut Vec<Diagnostic>) -> FrontMatter {
    let mut front = FrontMatter::default();
    let mut licence = Licence::default();
    front.unread = matches!(node, Node::Scalar(_) | Node::List(..));
    for (key, value) in pairs(node, "the front matter", "title: The pool border", trouble) {
        if !is_known(key, "the front matter", keys::FRONT, trouble) {
            front.unread |= nearest(&key.text, ["title"]).is_some();
            continue;
        }
        let one = match key.text.as_str() {
            "title" => &mut front.title,
            "summary" => &mut front.summary,
            "grades" => &mut front.grades,
            "language" => &mut front.language,
            "another" if matches!(value, Node::Map(..)) => {
                front.another_in = texts(key, value, "another: {count: Another pool}", trouble);
                continue;
            }
            "another" => &mut front.another,
            "author" => &mut front.author,
            "source" => &mut front.source,
            "minutes" => &mut front.minutes,
            "keypad" => &mut front.keypad,
            "name-line" => &mut front.name_line,
            "lesson" => &mut front.lesson,
            "licence" | "license" => {
                licence.take(key, value, trouble);
                continue;
            }
            _ => {
                front_lists(&mut front, key, value, trouble);
                continue;
            }
        };
        *one = optional(key, value, trouble);
    }
    front.licence = licence.text;
    front
}

fn front_lists(front: &mut FrontMatter, key: &Scalar, value: &Node, trouble: &mut Vec<Diagnostic>) {
    match key.text.as_str() {
        "standards" => front.standards = some(key, value, trouble),
        "topics" => front.topics = some(key, value, trouble),
        "names" => front.names = texts(key, value, "names: {n: side of the pool}", trouble),
        "letters" => front.letters = texts(key, value, "letters: {tiles: T}", trouble),
        "units" => front.units = units(key, value, trouble),
        _ => {}
    }
}

fn some(key: &Scalar, value: &Node, trouble: &mut Vec<Diagnostic>) -> Vec<Scalar> {
    match value {
        Node::Nothing(_) => Vec::new(),
        Node::List(items, _) if items.is_empty() => Vec::new(),
        Node::Scalar(scalar) if scalar.exact && scalar.text.contains(", ") => {
            let message = format!("the list of `{}` needs brackets", key.text);
            let help = format!("write `{}: [{}]`", key.text, scalar.text);
            trouble.push(Diagnostic::error("wrong-shape", scalar.at.clone(), message).help(help));
            Vec::new()
        }
        _ => several(key, value, trouble),
    }
}

fn units(key: &Scalar, value: &Node, trouble: &mut Vec<Diagnostic>) -> Vec<(Scalar, Vec<Scalar>)> {
    let mut units = lists(key, value, "units: {tiles: [tile, tiles]}", trouble);
    for (name, forms) in &mut units {
        if let Some(extra) = forms.get(MOST_FORMS) {
            let message = format!("`{}` has more than {MOST_FORMS} forms", name.text);
            let diagnostic = Diagnostic::error("wrong-shape", extra.at.clone(), message);
            trouble.push(
                diagnostic.help("write the form for one and the form for many: `[tile, tiles]`"),
            );
            forms.truncate(MOST_FORMS);
        }
    }
    units
}

/// Both spellings of one word; the first one written counts.
#[derive(Default)]
struct Licence {
    key: Option<Scalar>,
    text: Option<Scalar>,
}

impl Licence {
    fn take(&mut self, key: &Scalar, value: &Node, trouble: &mut Vec<Diagnostic>) {
        if let Some(first) = &self.key {
            trouble.push(super::double(key, &first.at));
            return;
        }
        self.key = Some(key.clone());
        self.text = optional(key, value, trouble);
    }
}

/// `site.yaml` as written.
#[derive(Clone, Debug, Default)]
pub struct SiteSettings {
    pub title: Option<Scalar>,
    /// A sentence below the title.
    pub summary: Option<Scalar>,
    pub language: Option<Scalar>,
    pub theme: Option<Scalar>,
    pub licence: Option<Scalar>,
    /// The folder of the notes.
    pub notes: Option<Scalar>,
    /// Titles, each with names of tasks in the order in which one leads to the next.
    pub paths: Vec<(Scalar, Vec<Scalar>)>,
}

const PATHS: &str = "paths: {Growing patterns: [pool-border, l-shapes]}";

/// The settings of a site from the YAML of `site.yaml`.
pub fn site_settings(node: &Node, trouble: &mut Vec<Diagnostic>) -> SiteSettings {
    let mut site = SiteSettings::default();
    let mut licence = Licence::default();
    for (key, value) in pairs(node, "`site.yaml`", "title: Our tasks", trouble) {
        if !is_known(key, "`site.yaml`", keys::SITE, trouble) {
            continue;
        }
        match key.text.as_str() {
            "title" => site.title = optional(key, value, trouble),
            "summary" => site.summary = optional(key, value, trouble),
            "language" => site.language = optional(key, value, trouble),
            "theme" => site.theme = optional(key, value, trouble),
            "notes" => site.notes = optional(key, value, trouble),
            "paths" => site.paths = lists(key, value, PATHS, trouble),
            "licence" | "license" => licence.take(key, value, trouble),
            _ => {}
        }
    }
    site.licence = licence.text;
    site
}
