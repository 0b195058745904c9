//! Owns one new section of a task: its heading with a name of its own, its text, the variant it may need, and its way into
//! both texts. Knows nothing of what it asks.

use super::seen::Seen;
use super::{Refusal, Sheets, insert};
use crate::engine::model::{Ask, Model, Sort};
use crate::engine::number::Number;
use crate::task::{Task, slug};

/// A section that may be added.
#[derive(Clone, Debug)]
pub struct Draft {
    pub heading: String,
    /// The variant it shows, where that is not the first one.
    pub variant: Option<String>,
    pub body: String,
    /// A new variant, as it stands in `variants.yaml`: `layers: {m: n, n: [5, 7], k: [2, 3]}`.
    pub line: Option<String>,
}

/// A task with one section more.
#[derive(Clone, Debug)]
pub struct Extended {
    pub sheets: Sheets,
    /// The new section's heading, as it is written.
    pub heading: String,
    /// The new variant, if there is one.
    pub variant: Option<String>,
    /// Warnings of the proof that were not there before.
    pub warnings: usize,
}

impl Draft {
    /// The texts with the section in them.
    ///
    /// # Errors
    /// `variants.yaml` has no place for the new variant.
    pub fn laid_into(&self, task: &Task, sheets: &Sheets) -> Result<Extended, Refusal> {
        let heading = self.heading_line(task);
        let section = format!("{heading}\n\n{}", self.body);
        let words = insert::section(task, &sheets.words, &section);
        let maths = match &self.line {
            None => sheets.maths.clone(),
            Some(line) => insert::variant(&sheets.maths, line)
                .ok_or_else(|| {
                    Refusal::new(
                        "`variants.yaml` has no `variants:` to add one to",
                        format!(
                            "write it there yourself: `variants:`, and below it, indented, `{line}`"
                        ),
                    )
                })?
                .put_into(&sheets.maths),
        };
        Ok(Extended {
            sheets: Sheets {
                words: words.put_into(&sheets.words),
                maths,
            },
            heading,
            variant: self.line.clone(),
            warnings: 0,
        })
    }

    fn heading_line(&self, task: &Task) -> String {
        let plain = slug(&self.heading);
        let taken = |id: &str| task.sections.iter().any(|section| section.id == id);
        let id = unused(&plain, &taken);
        let name = if id == plain {
            String::new()
        } else {
            format!("#{id} ")
        };
        let variant = self.variant.iter().map(|name| format!(" variant={name}"));
        format!(
            "## {} {{{name}.pair{}}}",
            self.heading,
            variant.collect::<String>()
        )
    }
}

/// A name that nothing has: `layers`, else `layers-2`.
pub fn unused(name: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let mut names = std::iter::once(name.to_string()).chain(numbered);
    names.find(|name| !taken(name)).unwrap_or_default()
}

/// The quantity a task is about: the first one that it asks for and that follows from others.
///
/// # Errors
/// There is none.
pub fn subject(task: &Task) -> Result<String, Refusal> {
    let model = &task.model;
    let follows = |name: &&String| model.is_derived(name) && !model.is_statement(name);
    let name = model
        .asks
        .iter()
        .filter_map(|ask| wanted(ask))
        .find(follows);
    name.cloned().ok_or_else(|| {
        Refusal::new(
            "the task asks for no quantity that follows from others",
            "write a formula in `variants.yaml`, `tiles: 4n + 4`, and ask for it, `[[tiles]]`",
        )
    })
}

fn wanted(ask: &Ask) -> Option<&String> {
    match &ask.sort {
        Sort::Value(asked) if asked.given.is_empty() => asked.names.first(),
        Sort::Table(asked) => Some(&asked.name),
        Sort::Rule(asked) => Some(&asked.name),
        _ => None,
    }
}

/// The quantity in each variant of the task, in their order.
pub fn views<'a>(model: &'a Model, name: &str) -> Vec<Seen<'a>> {
    let variants = model.variants.iter();
    variants
        .map(|variant| Seen::new(model, variant.clone(), name))
        .collect()
}

/// The name of a view's variant for a heading; none for the first variant.
pub fn named(seen: &Seen) -> Option<String> {
    let first = seen.model.variants.first();
    let is_first = first.is_some_and(|first| first.name == seen.variant.name);
    (!is_first).then(|| seen.variant.name.clone())
}

/// The numbers that a task asks for backwards already, or shows.
pub fn taken(task: &Task, seen: &Seen) -> Vec<Number> {
    let mut taken: Vec<Number> = seen
        .variant
        .rows
        .iter()
        .filter_map(|row| seen.value(row))
        .collect();
    for ask in &task.model.asks {
        let Sort::Value(asked) = &ask.sort else {
            continue;
        };
        let sides = asked.given.iter().filter_map(|given| given.equation());
        taken.extend(sides.filter_map(|(_, right)| right.as_number().cloned()));
    }
    taken
}
