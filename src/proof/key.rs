//! Owns the right answers of an ask in a case as text, with their units, for the pages of a teacher. Knows nothing of how
//! they are laid out, and judges nothing.

use super::{Tried, answers};
use crate::engine::expr::{Expr, Op, mathml};
use crate::engine::feedback::{named_row, named_values, with_unit};
use crate::engine::form;
use crate::engine::judge::{Desk, same};
use crate::engine::model::{
    Ask, Cell, ChoiceAsk, Find, Row, RuleAsk, Sort, TableAsk, ValueAsk, Way,
};
use crate::engine::normal::terms;
use crate::engine::number::Number;
use crate::engine::reader::read;
use crate::engine::response::base_world;
use crate::engine::template::{escape, fill, plain};
use crate::engine::token::Scope;
use crate::engine::value::{Fuel, Value, truth};
use crate::task::search::found;
use crate::task::{AskSource, Part, Task};

/// What is right for an ask in a case.
#[derive(Clone, Debug, Default)]
pub struct Key {
    /// In order; empty where there is no verdict, or where nothing can be written down without solving.
    pub answers: Vec<Answer>,
    /// There are other right answers than these.
    pub more: bool,
}

/// One right answer.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// What it is about, where there are several: `n = 3` of a table's line; else empty.
    pub of: String,
    /// As plain text, with its unit: `24 tiles`.
    pub text: String,
    /// The same as markup: maths as MathML.
    pub html: String,
    /// Only one of many, such as a case of the student's own choice.
    pub example: bool,
}

impl Answer {
    fn plain(of: String, text: String) -> Answer {
        let html = escape(&text);
        Answer {
            of,
            text,
            html,
            example: false,
        }
    }
}

/// The right answers of the ask with this index in the model, in a case of its section; the case need not be listed.
pub fn key(task: &Task, index: usize, row: &Row) -> Key {
    let asked = task.model.asks.get(index).zip(task.asks.get(index));
    let Some((ask, source)) = asked else {
        return Key::default();
    };
    match &ask.sort {
        Sort::Value(asked) if asked.given.is_empty() => values(task, ask, &asked.names, row),
        Sort::Value(asked) => searched(task, ask, source, asked, row),
        Sort::Guess(asked) => values(task, ask, std::slice::from_ref(&asked.name), row),
        Sort::Table(asked) => table(task, ask, asked, row),
        Sort::Rule(asked) => rule(task, ask, source, asked),
        Sort::Choice(asked) => choice(task, ask, index, asked, row),
        Sort::Words(_) => Key {
            answers: examples(task, ask, source, row),
            more: true,
        },
    }
}

/// A value with its unit; nothing where the case gives none.
fn value(task: &Task, ask: &Ask, row: &Row, over: &Row, name: &str) -> Option<String> {
    let world = base_world(&task.model, ask, row).with_row(over);
    let value = world.value(name, &mut Fuel::full()).ok()?;
    Some(with_unit(&task.model, name, &value))
}

fn values(task: &Task, ask: &Ask, names: &[String], row: &Row) -> Key {
    let of = |name: &String| match names.len() {
        1 => String::new(),
        _ => name.clone(),
    };
    let answer = |name: &String| {
        Some(Answer::plain(
            of(name),
            value(task, ask, row, &Row::new(), name)?,
        ))
    };
    Key {
        answers: names.iter().filter_map(answer).collect(),
        more: false,
    }
}

/// What a search finds; of answers that count as the same only the first.
fn searched(task: &Task, ask: &Ask, source: &AskSource, asked: &ValueAsk, row: &Row) -> Key {
    let model = &task.model;
    let Some(found) = found(task, ask, row) else {
        return Key::default();
    };
    let (answers, finished) = (&found.answers, found.finished);
    if answers.is_empty() {
        return match finished {
            true => none(task),
            false => Key {
                answers: examples(task, ask, source, row),
                more: true,
            },
        };
    }
    let desk = Desk {
        model,
        ask,
        row,
        earlier: &[],
    };
    let mut keys: Vec<String> = Vec::new();
    let mut is_new = |values: &&Vec<Value>| {
        let key = same::key(&desk, asked, values);
        let new = !keys.contains(&key);
        keys.push(key);
        new
    };
    let text = |values: &Vec<Value>| match (asked.names.as_slice(), values.as_slice()) {
        ([name], [value]) => with_unit(model, name, value),
        (names, values) => named_values(model, names, values),
    };
    let open = matches!(asked.find, Find::One | Find::Another | Find::Some);
    let answers: Vec<Answer> = answers
        .iter()
        .filter(|values| is_new(values))
        .map(|values| Answer {
            example: open && !finished,
            ..Answer::plain(String::new(), text(values))
        })
        .collect();
    Key {
        answers,
        more: !finished,
    }
}

/// There is no answer, in the words of the task's language.
fn none(task: &Task) -> Key {
    let word = task.model.words.list("none-words").into_iter().next();
    let answer = Answer::plain(String::new(), word.unwrap_or_default());
    Key {
        answers: vec![answer],
        more: false,
    }
}

fn table(task: &Task, ask: &Ask, asked: &TableAsk, row: &Row) -> Key {
    let line = |cell: &Cell| match cell {
        Cell::Case(case) => Some(Answer::plain(
            named_row(&task.model, case),
            value(task, ask, row, case, &asked.name)?,
        )),
        Cell::Own(name) => {
            let case = vec![(name.clone(), answers::own_case(&task.model, asked, name))];
            let of = named_row(&task.model, &case);
            let value = value(task, ask, row, &case, &asked.name)?;
            Some(Answer {
                example: true,
                ..Answer::plain(of, value)
            })
        }
    };
    Key {
        answers: asked.cells.iter().filter_map(line).collect(),
        more: false,
    }
}

/// The author's first way of seeing, where it has the form that is asked for; else the formula as a sum.
fn rule(task: &Task, ask: &Ask, source: &AskSource, asked: &RuleAsk) -> Key {
    let Some(variant) = task.model.variant_of_ask(ask) else {
        return Key::default();
    };
    let tried = Tried {
        task,
        plain: &task.model,
        ask,
        source,
        variant,
        searched: &[],
    };
    let scope = Scope::author(task.model.quantities.iter().map(|q| q.name.as_str()));
    let ways = ask.ways.iter().filter_map(first_formula).cloned();
    let solved = answers::rule(&tried, asked, None).and_then(|text| read(&text, &scope).ok());
    let summed = solved
        .as_ref()
        .and_then(|formula| summed(formula, task, asked, &scope));
    let written = source.examples.iter();
    let written = written.filter_map(|example| read(&example.source.text, &scope).ok());
    let all: Vec<Expr> = ways.chain(summed).chain(solved).chain(written).collect();
    let fits = |formula: &&Expr| {
        let wanted = ask.form;
        wanted.is_none_or(|wanted| form::has(formula, wanted, &formula.write()))
    };
    let best = all.iter().find(fits).or(all.first());
    Key {
        answers: best.map(|best| formula(task, best)).into_iter().collect(),
        more: true,
    }
}

/// The formula of a way, the first where several show it; a remark has none.
pub fn first_formula(way: &Way) -> Option<&Expr> {
    match way.form.op {
        Op::List => way.form.parts.first(),
        _ => Some(&way.form).filter(|form| !form.is_statement()),
    }
}

/// A formula as an answer.
pub fn formula(task: &Task, formula: &Expr) -> Answer {
    let language = &task.model.language;
    Answer {
        text: formula.write(),
        html: mathml(
            std::slice::from_ref(formula),
            &task.model.words,
            language.decimal,
        ),
        ..Answer::default()
    }
}

/// A formula written out in its letters, highest powers first; nothing where it is no such sum.
fn summed(formula: &Expr, task: &Task, asked: &RuleAsk, scope: &Scope) -> Option<Expr> {
    let letters: Vec<&str> = asked.letters.iter().map(String::as_str).collect();
    // A rule turned round reads best as what is taken away and shared.
    if letters.iter().any(|letter| task.model.is_derived(letter)) {
        return None;
    }
    let mut terms = terms(formula, &letters, &task.model)?;
    terms
        .sort_by_key(|(powers, _)| std::cmp::Reverse((powers.iter().sum::<u32>(), powers.clone())));
    let texts: Vec<String> = terms
        .iter()
        .map(|(powers, number)| term(&letters, powers, number))
        .collect();
    let text = texts.join(" + ").replace("+ -", "- ");
    read(&text, scope).ok()
}

fn term(letters: &[&str], powers: &[u32], number: &Number) -> String {
    let factors = letters.iter().zip(powers);
    let factors: Vec<String> = factors
        .filter(|(_, power)| **power > 0)
        .map(|(letter, power)| match power {
            1 => letter.to_string(),
            power => format!("{letter}^{power}"),
        })
        .collect();
    let number = match number.exact_text() {
        text if text.contains('/') && !factors.is_empty() => match text.strip_prefix('-') {
            Some(size) => format!("-({size})"),
            None => format!("({text})"),
        },
        text => text,
    };
    match (number.as_str(), factors.is_empty()) {
        ("1", false) => factors.join(" "),
        ("-1", false) => format!("-{}", factors.join(" ")),
        _ => [number, factors.join(" ")].join(" ").trim().to_string(),
    }
}

/// The right items, as they stand on the page.
fn choice(task: &Task, ask: &Ask, index: usize, asked: &ChoiceAsk, row: &Row) -> Key {
    let world = base_world(&task.model, ask, row);
    let parts = task.sections.get(ask.section).map(|section| &section.body);
    let texts = parts.into_iter().flatten().find_map(|part| match part {
        Part::Choice(at, items) if *at == index => Some(items),
        _ => None,
    });
    let right = asked.items.iter().zip(texts.into_iter().flatten());
    let right = right.filter(|(item, _)| {
        let test = item.right.as_ref();
        test.is_some_and(|test| truth(test, &world).unwrap_or(false))
    });
    let answer = |(_, text): (_, &Vec<_>)| {
        let html = fill(text, &world);
        Answer {
            text: plain(&html),
            html,
            ..Answer::default()
        }
    };
    Key {
        answers: right.map(answer).collect(),
        more: false,
    }
}

fn examples(task: &Task, ask: &Ask, source: &AskSource, row: &Row) -> Vec<Answer> {
    let world = base_world(&task.model, ask, row);
    let written = source.examples.iter();
    let texts = written.filter_map(|example| example.in_case(&world).ok());
    texts
        .map(|text| Answer {
            example: true,
            ..Answer::plain(String::new(), text)
        })
        .collect()
}
