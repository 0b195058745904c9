//! Owns how a section stands in the guide: its text as students first see it, the answers, what serves each ask in the
//! order it is tried, and what the author says to teachers.

use super::seen::{says, spaced, test, values};
use crate::engine::expr::Expr;
use crate::engine::feedback::named_row;
use crate::engine::model::{Ask, Item, Reply, Row, Sort};
use crate::engine::template::{Template, fill};
use crate::engine::value::truth;
use crate::engine::words::Words;
use crate::page::meta;
use crate::page::still::{filled_in, first_case};
use crate::proof::key::{Key, key};
use crate::task::{PageWords, Part, ReplySource, Section, Task};
use serde::Serialize;

/// A section in the guide.
#[derive(Clone, Debug, Serialize)]
pub struct LevelView {
    pub id: String,
    pub phase: &'static str,
    /// Phase, grouping, place and time in words.
    pub meta: String,
    pub heading: String,
    pub parts: Vec<LevelPart>,
    /// What the author says to teachers here.
    pub teacher: Vec<String>,
}

/// A part of a section: just one of these is there.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LevelPart {
    pub html: Option<String>,
    pub hint: Option<String>,
    /// Points to compare one's own words with.
    pub points: Option<Vec<String>>,
    pub ask: Option<AskedView>,
}

/// An ask in the guide.
#[derive(Clone, Debug, Serialize)]
pub struct AskedView {
    pub id: String,
    /// As the author wrote it; empty for a choice.
    pub written: String,
    /// The figure in which the answers belong, where there is one.
    pub figure: String,
    pub items: Vec<ItemView>,
    pub answers: Vec<AnswerView>,
    /// What serves it and was written for it, in the order it is tried.
    pub replies: Vec<ReplyView>,
    /// The names of what it inherits, in the order it is tried.
    pub inherited: Vec<String>,
    /// The names of the ways it recognises.
    pub ways: Vec<String>,
}

/// The answers in one case.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerView {
    /// Empty where they are the same in every case.
    pub case: String,
    /// What each is about, and what it is.
    pub answers: Vec<(String, String)>,
    /// There are others than these: a word for it.
    pub more: String,
}

/// An item of a choice.
#[derive(Clone, Debug, Serialize)]
pub struct ItemView {
    pub html: String,
    pub right: bool,
    /// What students hear who tick it.
    pub says: String,
}

/// An idea or a condition at its ask.
#[derive(Clone, Debug, Serialize)]
pub struct ReplyView {
    pub name: String,
    /// Its formula or statement, as MathML; empty for built-in replies.
    pub test: String,
    /// What somebody with this idea answers, case by case, as far as that can be told.
    pub values: String,
    pub says: String,
}

pub(super) fn views(task: &Task, words: &PageWords) -> Vec<LevelView> {
    let sections = task.sections.iter().enumerate();
    sections
        .map(|(index, section)| view(task, index, section, words))
        .collect()
}

fn view(task: &Task, index: usize, section: &Section, words: &PageWords) -> LevelView {
    let world = first_case(task, index);
    let filled = |template: &Template| fill(template, &world);
    let mut parts: Vec<LevelPart> = Vec::new();
    let mut teacher = Vec::new();
    for part in &section.body {
        let none = LevelPart::default();
        let html = match part {
            Part::Piece(piece) => fill(std::slice::from_ref(piece), &world),
            Part::Control(control) => fill(std::slice::from_ref(&control.value), &world),
            Part::Hint(hint) => {
                parts.push(LevelPart {
                    hint: Some(filled(hint)),
                    ..none
                });
                continue;
            }
            Part::SelfCheck(points) => {
                let points = Some(points.iter().map(filled).collect());
                parts.push(LevelPart { points, ..none });
                continue;
            }
            Part::Ask(ask) => {
                let ask = asked(task, *ask, &[], words);
                parts.push(LevelPart { ask, ..none });
                continue;
            }
            Part::Choice(ask, items) => {
                let ask = asked(task, *ask, items, words);
                parts.push(LevelPart { ask, ..none });
                continue;
            }
            Part::Teacher(said) => {
                teacher.push(filled(said));
                continue;
            }
        };
        match parts.last_mut().and_then(|last| last.html.as_mut()) {
            Some(before) => before.push_str(&html),
            None => parts.push(LevelPart {
                html: Some(html),
                ..none
            }),
        }
    }
    LevelView {
        id: section.id.clone(),
        phase: section.phase.word(),
        meta: meta(section, &words.page),
        heading: fill(&section.heading, &world),
        parts,
        teacher,
    }
}

fn figure(task: &Task, index: usize, ask: &Ask, words: &Words) -> Option<String> {
    let row = task.model.variant_of_ask(ask)?.rows.first()?;
    filled_in(&task.model, index, row, words)
}

fn asked(task: &Task, index: usize, items: &[Template], words: &PageWords) -> Option<AskedView> {
    let (ask, source) = (task.model.asks.get(index)?, task.asks.get(index)?);
    let pairs = ask.replies.iter().zip(&source.replies);
    let (own, inherited): (Vec<_>, Vec<_>) = pairs.partition(|(_, source)| source.own);
    let mut names: Vec<String> = Vec::new();
    for (reply, _) in inherited {
        let name = spaced(&reply.name);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let is_choice = matches!(ask.sort, Sort::Choice(_));
    Some(AskedView {
        id: ask.id.clone(),
        written: if is_choice {
            String::new()
        } else {
            source.text.clone()
        },
        figure: figure(task, index, ask, &words.page).unwrap_or_default(),
        items: choices(task, ask, items),
        answers: answers(task, index, ask, &words.teacher),
        replies: own.into_iter().map(|pair| reply(task, ask, pair)).collect(),
        inherited: names,
        ways: ask.ways.iter().map(|way| spaced(&way.name)).collect(),
    })
}

/// The answers of an ask in each case of its section; those that are the same in all of them once.
fn answers(task: &Task, index: usize, ask: &Ask, words: &Words) -> Vec<AnswerView> {
    let rows = task
        .model
        .variant_of_ask(ask)
        .map_or(&[][..], |variant| &variant.rows);
    let view = |row: &Row| answer(named_row(&task.model, row), key(task, index, row), words);
    let views: Vec<AnswerView> = rows
        .iter()
        .map(view)
        .filter(|view| !view.answers.is_empty())
        .collect();
    match views.split_first() {
        Some((first, rest)) if rest.iter().all(|other| other.answers == first.answers) => {
            vec![AnswerView {
                case: String::new(),
                ..first.clone()
            }]
        }
        _ => views,
    }
}

fn answer(case: String, key: Key, words: &Words) -> AnswerView {
    let example = key.answers.iter().all(|answer| answer.example);
    let more = match (key.more, example) {
        (true, true) => words.say("one-of-many", &[]),
        (true, false) => words.say("or-equal", &[]),
        (false, _) => String::new(),
    };
    AnswerView {
        case,
        answers: key
            .answers
            .into_iter()
            .map(|answer| match answer.example && !example {
                true => (
                    format!("{} ({})", answer.of, words.say("one-of-many", &[])),
                    answer.html,
                ),
                false => (answer.of, answer.html),
            })
            .collect(),
        more,
    }
}

fn choices(task: &Task, ask: &Ask, items: &[Template]) -> Vec<ItemView> {
    let Sort::Choice(asked) = &ask.sort else {
        return Vec::new();
    };
    let world = first_case(task, ask.section);
    let right = |test: &Expr| truth(test, &world).unwrap_or(false);
    let view = |(words, item): (&Template, &Item)| ItemView {
        html: fill(words, &world),
        right: item.right.as_ref().is_some_and(right),
        says: item
            .says
            .as_ref()
            .map(|says| fill(says, &world))
            .unwrap_or_default(),
    };
    items.iter().zip(&asked.items).map(view).collect()
}

fn reply(task: &Task, ask: &Ask, (reply, _): (&Reply, &ReplySource)) -> ReplyView {
    let values = values(task, ask, reply);
    let listed = values.iter().map(|(case, value)| match case.is_empty() {
        true => value.clone(),
        false => format!("{case}: {value}"),
    });
    ReplyView {
        name: spaced(&reply.name),
        test: test(task, reply),
        values: listed.collect::<Vec<_>>().join("; "),
        says: says(task, ask, reply),
    }
}
