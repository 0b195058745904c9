//! Owns what each page of a task shows. What a student may see and what only a teacher may are different types: nothing
//! of a teacher callout, and no name of an idea, can get into a [`LessonPage`].

mod board;
mod cards;
mod cases;
mod chart;
mod class;
mod control;
mod entry;
mod guide;
mod handout;
mod home;
mod key;
mod keypad;
mod paper;
mod pick;
mod section;
mod still;
mod ways;

use crate::engine::model::{Ask, Cell, Find, Model, Reply, Row, Sort, Test, ValueAsk, Way};
use crate::engine::template::{fill, plain};
use crate::engine::value::parting;
use crate::engine::wire;
use crate::engine::words::{Words, direction};
use crate::task::{Section, Task};
use serde::Serialize;

pub use board::{BoardPage, board};
pub use cards::{CardsPage, cards};
pub use cases::{CasesPage, cases};
pub use chart::{ChartPage, chart, csv};
pub use class::{ClassPage, ClassTask, class, class_task};
pub use entry::{EntryView, entry};
pub use guide::{GuidePage, guide, missing};
pub use handout::{HandoutPage, handout};
pub use home::{HomePage, PathView, home};
pub use key::{KeyPage, key};
pub use paper::PaperSection;
pub use pick::PickView;

/// A lesson page, ready for a template.
#[derive(Clone, Debug, Serialize)]
pub struct LessonPage {
    pub title: String,
    pub summary: String,
    pub author: String,
    pub source: String,
    pub licence: String,
    pub language: String,
    pub direction: &'static str,
    pub another: String,
    /// The way from the page to the site's assets, and to the list of tasks.
    pub assets: String,
    pub home: String,
    /// The same page in other languages.
    pub languages: Vec<LanguageView>,
    /// Where the paths it stands on lead.
    pub onward: Vec<OnwardView>,
    pub sections: Vec<SectionView>,
    /// The folder of its pages: `pool-border`, `pool-border/de`.
    pub task: String,
    /// It is a lesson, and no page to read.
    pub lesson: bool,
    /// Some ask is for a rule, so that there is something to bring to the class.
    pub bring: bool,
    /// Some field has a keypad.
    pub keypad: bool,
    /// The decimal sign on it.
    pub decimal: char,
    /// What is typed on it between two values, and where there is no value.
    pub between: &'static str,
    pub none: String,
    /// What the engine in the page needs to judge, as text.
    pub model: String,
}

/// A page in another language.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageView {
    pub code: String,
    /// What its speakers call it.
    pub name: String,
    pub path: String,
}

/// A way to a task.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    pub title: String,
    pub language: String,
    pub grades: String,
    pub path: String,
}

/// Where a path leads from a task, back and on.
#[derive(Clone, Debug, Serialize)]
pub struct OnwardView {
    /// What the path is called, and the language of that.
    pub title: String,
    pub language: String,
    pub before: Option<LinkView>,
    pub next: Option<LinkView>,
}

/// A section of a page.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    pub id: String,
    pub index: usize,
    /// The heading as it first stands, for links to it.
    pub heading: String,
    /// The heading with its slots.
    pub heading_live: String,
    pub phase: &'static str,
    /// Phase, grouping, place and time in words.
    pub meta: String,
    pub parts: Vec<PartView>,
    /// What the button says that leads to another case; nothing where there is none.
    pub another: Option<String>,
}

/// A part of a section: just one of these is there.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PartView {
    pub html: Option<String>,
    pub hint: Option<String>,
    pub points: Option<Vec<String>>,
    pub ask: Option<AskView>,
}

/// An ask with its fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct AskView {
    pub id: String,
    /// An id for the page's own elements.
    pub dom: String,
    pub sort: &'static str,
    /// Of words: `words`, `notice` or `wonder`.
    pub open: &'static str,
    pub label: String,
    pub unit: String,
    pub example: String,
    /// The head of a table's first column.
    pub head: String,
    pub lines: Vec<LineView>,
    pub items: Vec<String>,
    /// `radio` or `checkbox`.
    pub control: &'static str,
    /// Several answers are collected.
    pub finds: bool,
    /// The fields that are one response together; empty where there is one field.
    pub fields: Vec<FieldView>,
    /// The keypad of its fields, in words: `number` or `full`, `many` with the sign between values, `none` with the word
    /// for no value. Empty where there is none.
    pub pad: String,
    /// The letters on the keypad, between blanks.
    pub letters: String,
    /// The letter the asked quantity may be called by: `T = …`.
    pub own: String,
    /// The figure whose places are picked, where they are what is asked for.
    pub pick: Option<PickView>,
    /// The figure in which the fields stand.
    pub figure: Option<String>,
}

/// One of several fields of an ask.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldView {
    pub label: String,
    pub unit: String,
}

/// A line of a table of cases.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LineView {
    pub label: String,
    /// The quantity whose value the student chooses.
    pub own: Option<String>,
}

/// The teachers' list of tasks.
#[derive(Clone, Debug, Serialize)]
pub struct Index {
    pub site: SiteView,
    pub tasks: Vec<TaskView>,
}

/// What the site is called.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    pub title: String,
    pub language: String,
    pub direction: &'static str,
}

/// A task in the list.
#[derive(Clone, Debug, Serialize)]
pub struct TaskView {
    pub title: String,
    pub summary: String,
    pub grades: String,
    /// The folder of its pages.
    pub folder: String,
    pub path: String,
}

/// The list of a site's tasks.
pub fn index(title: &str, language: &str, tasks: &[&Task], words: &Words) -> Index {
    let view = |task: &Task| TaskView {
        title: task.about.title.clone(),
        summary: task.about.summary.clone(),
        grades: if task.about.grades.is_empty() {
            String::new()
        } else {
            words.say("grades", &[&task.about.grades])
        },
        folder: task.name.clone(),
        path: format!("{}/index.html", task.name),
    };
    Index {
        site: site(title, language, words),
        tasks: tasks.iter().copied().map(view).collect(),
    }
}

/// What a site is called; one without a title is a list of tasks.
pub fn site(title: &str, language: &str, words: &Words) -> SiteView {
    let title = if title.is_empty() {
        words.say("tasks", &[])
    } else {
        title.to_string()
    };
    SiteView {
        title,
        language: language.to_string(),
        direction: direction(language),
    }
}

/// The lesson page of a task.
pub fn lesson(task: &Task, words: &Words) -> LessonPage {
    let mut model = for_students(&task.model);
    let sections: Vec<SectionView> = task
        .sections
        .iter()
        .enumerate()
        .map(|(index, section)| section::view(task, index, section, &mut model, words))
        .collect();
    let asks = sections.iter().flat_map(|section| &section.parts);
    let mut asks = asks.filter_map(|part| part.ask.as_ref());
    let keypad = asks.clone().any(|ask| !ask.pad.is_empty());
    let mut none = task.model.words.list("none-words").into_iter();
    let lesson = task.about.lesson;
    let bring = lesson && asks.any(|ask| ask.sort == "rule");
    LessonPage {
        title: task.about.title.clone(),
        summary: task.about.summary.clone(),
        author: task.about.author.clone(),
        source: task.about.source.clone(),
        licence: task.about.licence.clone(),
        language: task.about.language.clone(),
        direction: direction(&task.about.language),
        another: task.about.another.words.clone(),
        assets: format!("{}assets/", task.up()),
        home: format!("{}index.html", task.up()),
        languages: Vec::new(),
        onward: Vec::new(),
        sections,
        task: task.path(),
        lesson,
        bring,
        keypad,
        decimal: task.model.language.decimal,
        between: parting(task.model.language.decimal),
        none: none.next().unwrap_or_default(),
        model: wire::write(&model),
    }
}

/// The model without the names of ideas, conditions and ways: they are numbers on the student's page.
fn for_students(model: &Model) -> Model {
    let mut names: Vec<String> = Vec::new();
    let mut number = |name: &str| {
        let known = names.iter().position(|known| known == name);
        let index = known.unwrap_or_else(|| {
            names.push(name.to_string());
            names.len() - 1
        });
        (index + 1).to_string()
    };
    let mut model = model.clone();
    for ask in &mut model.asks {
        ask.replies.iter_mut().for_each(|Reply { name, test, .. }| {
            if !matches!(test, Test::Built(_)) {
                *name = number(name);
            }
        });
        ask.ways
            .iter_mut()
            .for_each(|Way { name, .. }| *name = number(name));
    }
    model
}

fn ask_view(model: &Model, ask: &Ask, items: &[String], words: &Words, view: AskView) -> AskView {
    match &ask.sort {
        Sort::Words(open) => AskView {
            sort: "words",
            open: open.word(),
            label: words.say(&format!("your-{}", open.word()), &[]),
            ..view
        },
        Sort::Guess(asked) => AskView {
            sort: "guess",
            label: words.say("your-guess", &[]),
            fields: ["too-low", "too-high", "best-guess"]
                .iter()
                .map(|key| FieldView {
                    label: words.say(key, &[]),
                    unit: unit(model, &asked.name),
                })
                .collect(),
            ..view
        },
        Sort::Rule(asked) => AskView {
            sort: "rule",
            label: match model.is_statement(&asked.name) {
                true => words.say("your-statement", &[]),
                false => words.say("your-rule", &[&named(model, &asked.name)]),
            },
            ..view
        },
        Sort::Value(asked) => value_view(model, asked, words, view),
        Sort::Table(asked) => {
            let lines: Vec<LineView> = asked.cells.iter().map(|cell| line(cell, model)).collect();
            AskView {
                sort: "table",
                label: capitalised(&title(model, &asked.name)),
                head: words.say("case", &[]),
                lines,
                ..view
            }
        }
        Sort::Choice(asked) => {
            let right = asked
                .items
                .iter()
                .filter(|item| item.right.is_some())
                .count();
            let control = if right <= 1 { "radio" } else { "checkbox" };
            AskView {
                sort: "choice",
                label: words.say("your-answer", &[]),
                items: items.to_vec(),
                control,
                ..view
            }
        }
    }
}

fn value_view(model: &Model, asked: &ValueAsk, words: &Words, view: AskView) -> AskView {
    let finds = matches!(asked.find, Find::Some | Find::All);
    match asked.names.as_slice() {
        [name] => {
            let unit = unit(model, name);
            let choice = model
                .quantity(name)
                .is_some_and(|quantity| !quantity.other_units.is_empty());
            let label = if unit.is_empty() && !asked.given.is_empty() {
                capitalised(&title(model, name))
            } else if choice && !asked.with_unit {
                words.say("your-answer-in", &[&unit])
            } else {
                words.say("your-answer", &[])
            };
            AskView {
                sort: "value",
                label,
                unit: if choice || asked.with_unit {
                    String::new()
                } else {
                    unit
                },
                finds,
                ..view
            }
        }
        names => {
            let titles: Vec<String> = names.iter().map(|name| title(model, name)).collect();
            let titles = titles.join(", ");
            let whole = asked.find == Find::List;
            let label = if whole {
                words.say("list-label", &[&titles])
            } else {
                titles
            };
            let field = |name: &String| FieldView {
                label: capitalised(&title(model, name)),
                unit: if asked.with_unit {
                    String::new()
                } else {
                    unit(model, name)
                },
            };
            AskView {
                sort: "value",
                label: capitalised(&label),
                finds,
                fields: if whole {
                    Vec::new()
                } else {
                    names.iter().map(field).collect()
                },
                ..view
            }
        }
    }
}

/// A label begins with a capital letter.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}

/// The name the author gave a quantity for readers.
fn said(model: &Model, name: &str) -> Option<String> {
    let said = model.quantity(name).map(|quantity| quantity.said.clone());
    said.filter(|said| !said.is_empty())
}

/// What a quantity is called on the page.
fn title(model: &Model, name: &str) -> String {
    let unit = || model.quantity(name)?.units.last().cloned();
    said(model, name)
        .or_else(unit)
        .unwrap_or_else(|| name.to_string())
}

/// The same where a unit would say another thing: `your rule: cm =`.
fn named(model: &Model, name: &str) -> String {
    said(model, name).unwrap_or_else(|| name.to_string())
}

fn unit(model: &Model, name: &str) -> String {
    model
        .quantity(name)
        .and_then(|quantity| quantity.units.last().cloned())
        .unwrap_or_default()
}

fn line(cell: &Cell, model: &Model) -> LineView {
    let value = |(name, value): &(String, crate::engine::number::Number)| {
        format!("{name} = {}", value.shown(model.language.decimal))
    };
    match cell {
        Cell::Case(row) => LineView {
            label: row.iter().map(value).collect::<Vec<_>>().join(", "),
            own: None,
        },
        Cell::Own(name) => LineView {
            label: String::new(),
            own: Some(name.clone()),
        },
    }
}

/// Phase, grouping, place and time of a section in words.
fn meta(section: &Section, words: &Words) -> String {
    let mut said = vec![
        words.say(section.phase.word(), &[]),
        words.say(section.grouping.word(), &[]),
        words.say(section.medium.word(), &[]),
    ];
    said.extend(
        section
            .minutes
            .map(|minutes| words.say("minutes", &[&minutes.to_string()])),
    );
    said.retain(|word| !word.is_empty());
    said.join(" · ")
}

/// The listed cases of the section with this index.
fn section_rows(task: &Task, index: usize) -> &[Row] {
    let section = task.model.sections.get(index);
    section
        .and_then(|section| task.model.variant_of(section))
        .map_or(&[][..], |variant| &variant.rows)
}

/// The words of a heading, for lists and messages.
pub fn heading_text(task: &Task, section: &Section) -> String {
    let index = task
        .sections
        .iter()
        .position(|other| other.id == section.id)
        .unwrap_or(0);
    plain(&fill(&section.heading, &still::first_case(task, index)))
}
