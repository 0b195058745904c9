//! Owns what the class view shows of the tasks: what is asked, the ways of seeing and the ideas with their formulas and the
//! author's words. Knows nothing of students and their work.

use super::{AskView, SiteView, ask_view, heading_text};
use crate::engine::expr::{Expr, mathml};
use crate::engine::model::{Ask, Model, Reply, Row, Sort, Test, Way};
use crate::engine::response::base_world;
use crate::engine::template::{Template, fill};
use crate::engine::value::evaluate;
use crate::engine::wire;
use crate::engine::work::{LONGEST, MOST};
use crate::engine::world::World;
use crate::task::{PageWords, Part, Task};
use serde::Serialize;

/// How many works the page takes: several classes.
const WORKS: usize = 200;

/// The class view of a site, ready for a template.
#[derive(Clone, Debug, Serialize)]
pub struct ClassPage {
    pub site: SiteView,
    pub tasks: Vec<ClassEntry>,
    /// The decimal sign of the site's language.
    pub decimal: char,
    /// How many works are taken.
    pub works: usize,
    /// How many bytes a file may have: a work, or its code.
    pub longest: usize,
    /// How many responses a work may have.
    pub responses: usize,
}

/// A task as the page names it before any of its work is there.
#[derive(Clone, Debug, Serialize)]
pub struct ClassEntry {
    pub name: String,
    pub title: String,
    /// What its works are of: the task itself and its translations, parted by blanks.
    pub editions: String,
}

/// What the page must know of a task once there is work for it.
#[derive(Clone, Debug, Serialize)]
pub struct ClassTask {
    pub name: String,
    pub language: String,
    pub direction: &'static str,
    pub asks: Vec<ClassAsk>,
    /// What the engine needs to judge, as text, with the names of ideas and ways.
    pub model: String,
}

/// An ask as a teacher knows it again.
#[derive(Clone, Debug, Serialize)]
pub struct ClassAsk {
    pub id: String,
    /// The heading it stands under.
    pub heading: String,
    /// Which one it is under that heading, from 1; 0 where it is the only one.
    pub nth: usize,
    pub sort: &'static str,
    pub label: String,
    /// The items of a choice, as markup.
    pub items: Vec<String>,
    pub ways: Vec<ClassGroup>,
    pub ideas: Vec<ClassGroup>,
}

/// A way of seeing, or an idea.
#[derive(Clone, Debug, Serialize)]
pub struct ClassGroup {
    pub name: String,
    /// Its formula as MathML; empty where it has none.
    pub formula: String,
    /// The author's words as markup, as they stand in the first case.
    pub words: String,
}

/// The class view of a site.
pub fn class(site: SiteView, decimal: char, tasks: &[&Task]) -> ClassPage {
    let entry = |task: &Task| ClassEntry {
        name: task.name.clone(),
        title: task.about.title.clone(),
        editions: task
            .editions()
            .map(Task::path)
            .collect::<Vec<_>>()
            .join(" "),
    };
    ClassPage {
        site,
        tasks: tasks.iter().copied().map(entry).collect(),
        decimal,
        works: WORKS,
        longest: 2 * LONGEST,
        responses: MOST,
    }
}

/// What the class view must know of a task in one language.
pub fn class_task(task: &Task, words: &PageWords) -> ClassTask {
    let asks = task.model.asks.iter().enumerate();
    ClassTask {
        name: task.path(),
        language: task.about.language.clone(),
        direction: crate::engine::words::direction(&task.about.language),
        asks: asks
            .map(|(index, ask)| class_ask(task, index, ask, words))
            .collect(),
        model: wire::write(&task.model),
    }
}

fn class_ask(task: &Task, index: usize, ask: &Ask, words: &PageWords) -> ClassAsk {
    let model = &task.model;
    let row = first_row(model, ask);
    let world = base_world(model, ask, &row);
    let items: Vec<String> = items(task, index, ask)
        .iter()
        .map(|item| fill(item, &world))
        .collect();
    let view = ask_view(model, ask, &items, &words.page, AskView::default());
    let section = task.sections.get(ask.section);
    let beside = model
        .asks
        .iter()
        .filter(|other| other.section == ask.section);
    let nth = ask.id.rsplit(':').next().and_then(|nth| nth.parse().ok());
    ClassAsk {
        id: ask.id.clone(),
        heading: section.map_or(String::new(), |section| heading_text(task, section)),
        nth: nth.filter(|_| beside.count() > 1).unwrap_or(0),
        sort: view.sort,
        label: view.label,
        items,
        ways: ask.ways.iter().map(|way| way_group(way, &world)).collect(),
        ideas: ask
            .replies
            .iter()
            .map(|reply| idea_group(reply, ask, &world))
            .collect(),
    }
}

/// The first case an ask is shown in.
fn first_row(model: &Model, ask: &Ask) -> Row {
    let variant = model.variant_of_ask(ask);
    let row = variant.and_then(|variant| variant.rows.first());
    row.cloned().unwrap_or_default()
}

/// The items of a choice.
fn items<'a>(task: &'a Task, index: usize, ask: &Ask) -> &'a [Template] {
    let section = task.sections.get(ask.section);
    let parts = section.map_or(&[][..], |section| &section.body);
    let items = parts.iter().find_map(|part| match part {
        Part::Choice(at, items) if *at == index => Some(items.as_slice()),
        _ => None,
    });
    items.unwrap_or_default()
}

fn way_group(way: &Way, world: &World) -> ClassGroup {
    ClassGroup {
        name: way.name.clone(),
        formula: shown(&way.form, world.model()),
        words: fill(&way.says, world),
    }
}

fn idea_group(reply: &Reply, ask: &Ask, world: &World) -> ClassGroup {
    let model = world.model();
    let (formula, answer) = match &reply.test {
        Test::Idea { formula, .. } => (shown(formula, model), evaluate(formula, world).ok()),
        Test::If(test) => (shown(test, model), None),
        Test::Built(_) => (String::new(), None),
    };
    // What a student with this idea gives is known where the quantity itself is asked for.
    let forwards = matches!(&ask.sort, Sort::Value(asked) if asked.given.is_empty());
    let mut world = world.clone();
    if let Some(answer) = answer.filter(|_| forwards) {
        world.lay("answer", answer);
    }
    ClassGroup {
        name: reply.name.clone(),
        formula,
        words: reply
            .says
            .as_ref()
            .map_or(String::new(), |says| fill(says, &world)),
    }
}

/// A formula; of a list of formulas that show the same way, all of them.
fn shown(formula: &Expr, model: &Model) -> String {
    mathml(
        std::slice::from_ref(formula),
        &model.words,
        model.language.decimal,
    )
}
