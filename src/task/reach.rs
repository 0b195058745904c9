//! Owns which callout serves which ask: an ask's own in the order written, then ideas and conditions inherited from
//! earlier asks, then the ways of seeing, and the figure in which a response can be laid.

use super::callout::Head;
use super::picture::picture;
use super::prose::template;
use super::section::TaskText;
use super::{Reading, ReplySource};
use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::engine::compare::{Definitions, expanded};
use crate::engine::expr::{Expr, Op};
use crate::engine::model::{Model, Reply, Sort, Test, Way};
use crate::engine::template::{Piece, Template};
use crate::markdown::{Callout, Source};

/// The built-in replies, which an author can put at a place with words of their own.
pub const BUILT: [&str; 10] = [
    "not-whole",
    "out-of-range",
    "number-not-formula",
    "unknown-letter",
    "possible",
    "count",
    "follow-through",
    "too-few-figures",
    "which-unit",
    "not-this-unit",
];

/// What serves an ask, as its own callouts say.
#[derive(Default)]
pub struct Served {
    pub replies: Vec<(Reply, Place)>,
    pub ways: Vec<(Way, Place)>,
}

/// A wrong idea of the task.
pub struct Idea {
    pub name: String,
    pub at: Place,
}

/// Adds a callout to the ask it belongs to.
pub fn own(ask: usize, head: Head, callout: &Callout, text: &mut TaskText, reading: &mut Reading) {
    let scope = reading.scope(&["answer", "right"]);
    let says = template(&callout.blocks, &scope, reading);
    let at = callout.head.at.clone();
    match head {
        Head::Idea {
            name,
            quantity,
            formula,
        } => {
            let Some(quantity) = quantity.or_else(|| asked_quantity(ask, reading)) else {
                let fault = Diagnostic::error(
                    "no-quantity",
                    at,
                    format!(
                        "the idea `{}` does not say which quantity it gives",
                        name.text
                    ),
                );
                reading
                    .trouble
                    .push(fault.help(format!("name it: `[!idea {}: tiles = …]`", name.text)));
                return;
            };
            let says = with_formula(says, &formula);
            declare(&name, text, reading);
            add_reply(
                ask,
                Reply {
                    name: name.text,
                    test: Test::Idea { quantity, formula },
                    says: spoken(says),
                },
                at,
                text,
            );
        }
        Head::If { name, test } => {
            declare(&name, text, reading);
            add_reply(
                ask,
                Reply {
                    name: name.text,
                    test: Test::If(test),
                    says: spoken(says),
                },
                at,
                text,
            );
        }
        Head::Named { name } => {
            if let Some(test) = earlier(&name, text, reading) {
                add_reply(
                    ask,
                    Reply {
                        name: name.text,
                        test,
                        says: spoken(says),
                    },
                    at,
                    text,
                );
            }
        }
        Head::Way { name, form } => {
            if let Some(served) = text.served.get_mut(ask) {
                served.ways.push((
                    Way {
                        name: name.text,
                        form,
                        says,
                    },
                    at,
                ));
            }
        }
        Head::Example(example) => {
            if let Some(ask) = text.asks.get_mut(ask) {
                ask.examples.push(example);
            }
        }
        Head::Hint | Head::Teacher | Head::Right(_) => {}
    }
}

fn spoken(says: Template) -> Option<Template> {
    Some(says).filter(|says| !says.is_empty())
}

fn add_reply(ask: usize, reply: Reply, at: Place, text: &mut TaskText) {
    if let Some(served) = text.served.get_mut(ask) {
        served.replies.push((reply, at));
    }
}

/// The quantity an ask is about, where it is one.
fn asked_quantity(ask: usize, reading: &Reading) -> Option<String> {
    match &reading.model.asks.get(ask)?.sort {
        Sort::Value(asked) => match asked.names.as_slice() {
            [name] if asked.given.is_empty() => Some(name.clone()),
            _ => None,
        },
        Sort::Table(asked) => Some(asked.name.clone()),
        Sort::Rule(asked) => Some(asked.name.clone()),
        _ => None,
    }
}

/// Names of ideas and conditions are used once with a formula.
fn declare(name: &Source, text: &mut TaskText, reading: &mut Reading) {
    if let Some(first) = text.ideas.iter().find(|idea| idea.name == name.text) {
        let fault = Diagnostic::error(
            "double-name",
            name.at.clone(),
            format!("two callouts are called `{}`", name.text),
        );
        reading
            .trouble
            .push(fault.note_at(first.at.clone(), "the first one").help(
                "give one of them another name; to use the first one here, leave the formula out",
            ));
        return;
    }
    if BUILT.contains(&name.text.as_str()) && !matches!(name.text.as_str(), "not-whole") {
        let fault = Diagnostic::error(
            "unfit-name",
            name.at.clone(),
            format!("`{}` is the name of a built-in reply", name.text),
        );
        reading
            .trouble
            .push(fault.help("leave its formula out, or give it another name"));
    }
    text.ideas.push(Idea {
        name: name.text.clone(),
        at: name.at.clone(),
    });
}

/// The test of an earlier idea or condition, or of a built-in reply.
fn earlier(name: &Source, text: &TaskText, reading: &mut Reading) -> Option<Test> {
    let replies = text
        .served
        .iter()
        .flat_map(|served| &served.replies)
        .map(|(reply, _)| reply);
    if let Some(reply) = replies
        .clone()
        .find(|reply| reply.name == name.text && !matches!(reply.test, Test::Built(_)))
    {
        return Some(reply.test.clone());
    }
    if BUILT.contains(&name.text.as_str()) {
        return Some(Test::Built(name.text.clone()));
    }
    let names: Vec<&str> = replies
        .map(|reply| reply.name.as_str())
        .chain(BUILT)
        .collect();
    let help = did_you_mean(&name.text, names.iter().copied()).unwrap_or_else(|| {
        format!(
            "give it a formula, `[!idea {}: 4n]`, or use a built-in reply: `{}`",
            name.text,
            BUILT.join("`, `")
        )
    });
    let fault = Diagnostic::error(
        "unknown-idea",
        name.at.clone(),
        format!("no earlier callout is called `{}`", name.text),
    );
    reading.trouble.push(fault.help(help));
    None
}

/// In an idea, `answer for n = 2` is the idea's formula in that case.
fn with_formula(says: Template, formula: &Expr) -> Template {
    let replaced = |expr: Expr| match (&expr.op, expr.parts.as_slice()) {
        (Op::At(_), [body, value]) => {
            let body = body.replaced(&|n| (n == "answer").then(|| formula.clone()));
            Expr::new(expr.op.clone(), vec![body, value.clone()])
        }
        _ => expr,
    };
    says.into_iter()
        .map(|piece| {
            if let Piece::Hole(expr) = piece {
                Piece::Hole(replaced(expr))
            } else {
                piece
            }
        })
        .collect()
}

/// Gives every ask of the model its replies, ways and picture.
pub fn serve(text: &mut TaskText, reading: &mut Reading) {
    for ask in 0..text.asks.len() {
        let mut replies: Vec<(Reply, ReplySource)> = Vec::new();
        for (reply, at) in text
            .served
            .get(ask)
            .map_or(&[][..], |served| &served.replies)
        {
            replies.push((
                reply.clone(),
                ReplySource {
                    at: at.clone(),
                    own: true,
                    silenced: false,
                },
            ));
        }
        inherit(ask, &mut replies, text, reading);
        let ways = ways(ask, text, reading);
        let own_ways = text.served.get(ask).map_or(Vec::new(), |served| {
            served.ways.iter().map(|(_, at)| at.clone()).collect()
        });
        let picture = picture(ask, text, &reading.model);
        let (replies, sources): (Vec<Reply>, Vec<ReplySource>) = replies.into_iter().unzip();
        if let Some(source) = text.asks.get_mut(ask) {
            source.replies = sources;
            source.ways = own_ways;
        }
        if let Some(target) = reading.model.asks.get_mut(ask) {
            (target.replies, target.ways, target.picture) = (replies, ways, picture);
        }
    }
}

/// Ideas of earlier asks, then their conditions.
fn inherit(
    ask: usize,
    replies: &mut Vec<(Reply, ReplySource)>,
    text: &TaskText,
    reading: &mut Reading,
) {
    for ideas in [true, false] {
        for from in 0..ask {
            for (reply, at) in text
                .served
                .get(from)
                .map_or(&[][..], |served| &served.replies)
            {
                let fits = match &reply.test {
                    Test::Idea { quantity, formula } if ideas => {
                        reaches(quantity, formula, from, ask, &reading.model)
                    }
                    Test::If(_) if !ideas => same_quantities(from, ask, &reading.model),
                    _ => false,
                };
                if fits && !replies.iter().any(|(known, _)| known.name == reply.name) {
                    let reply_here = inherited(reply, ask, &reading.model);
                    let silenced = reply.says.is_some() && reply_here.says.is_none();
                    let source = ReplySource {
                        at: at.clone(),
                        own: false,
                        silenced,
                    };
                    replies.push((reply_here, source));
                }
            }
        }
    }
}

/// Words that speak of the student's number say nothing where another quantity is asked.
fn inherited(reply: &Reply, ask: usize, model: &Model) -> Reply {
    let direct = match (model.asks.get(ask).map(|ask| &ask.sort), &reply.test) {
        (Some(Sort::Value(asked)), Test::Idea { quantity, .. }) => asked.names.contains(quantity),
        (Some(Sort::Rule(asked)), Test::Idea { quantity, .. }) => asked.name == *quantity,
        _ => true,
    };
    let speaks_of_answer = reply.says.as_ref().is_some_and(|says| uses_answer(says));
    let says = reply.says.clone().filter(|_| direct || !speaks_of_answer);
    Reply {
        says,
        ..reply.clone()
    }
}

/// Whether a text speaks of the response.
pub fn uses_answer(template: &[Piece]) -> bool {
    template.iter().any(|piece| match piece {
        Piece::Html(_) => false,
        Piece::Hole(expr) => expr.mentions("answer"),
        Piece::Figure(picture) => {
            let bound = picture
                .bindings
                .iter()
                .flat_map(|(_, values)| values)
                .chain(&picture.placed);
            bound.clone().any(|expr| expr.mentions("answer")) || uses_answer(&picture.alt)
        }
    })
}

/// Whether an idea about a quantity has a say in a later ask.
fn reaches(quantity: &str, formula: &Expr, from: usize, ask: usize, model: &Model) -> bool {
    let (Some(from), Some(to)) = (model.asks.get(from), model.asks.get(ask)) else {
        return false;
    };
    let about = match &to.sort {
        Sort::Value(asked) => {
            asked.names.iter().any(|name| name == quantity)
                || asked.given.iter().any(|given| given.mentions(quantity))
        }
        Sort::Table(asked) => asked.name == quantity,
        Sort::Rule(asked) => {
            asked.name == quantity || asked.letters.iter().any(|letter| letter == quantity)
        }
        _ => false,
    };
    let variant = |section: usize| model.sections.get(section).map(|section| section.variant);
    about
        && (variant(from.section) == variant(to.section)
            || same_letters(quantity, formula, variant(to.section), model))
}

/// Whether an idea uses the same free letters as the relation in a variant: `2n + 2m` in rectangles, `4n` not.
fn same_letters(quantity: &str, formula: &Expr, variant: Option<usize>, model: &Model) -> bool {
    let Some(variant) = variant.and_then(|variant| model.variants.get(variant)) else {
        return false;
    };
    let definitions = Definitions {
        bindings: &variant.bindings,
        laid: &[],
        idea: None,
    };
    let letters = |expr: &Expr| {
        let mut names = Vec::new();
        expanded(expr, model, &definitions).names(&mut |name| names.push(name.to_string()));
        names.sort();
        names.dedup();
        names
    };
    letters(formula) == letters(&Expr::name(quantity))
}

fn same_quantities(from: usize, ask: usize, model: &Model) -> bool {
    let asked = |ask: usize| Some((asked_names(ask, model)?, derived_letters(ask, model)));
    asked(from).is_some() && asked(from) == asked(ask)
}

/// What an ask asks for.
fn asked_names(ask: usize, model: &Model) -> Option<Vec<String>> {
    match model.asks.get(ask).map(|ask| &ask.sort) {
        Some(Sort::Value(asked)) => Some(asked.names.clone()),
        Some(Sort::Table(asked)) => Some(vec![asked.name.clone()]),
        Some(Sort::Rule(asked)) => Some(vec![asked.name.clone()]),
        _ => None,
    }
}

/// The letters of an inverse rule: `n in tiles` is not a question about n alone.
fn derived_letters(ask: usize, model: &Model) -> Vec<String> {
    let derived = |letter: &&String| model.is_derived(letter);
    match model.asks.get(ask).map(|ask| &ask.sort) {
        Some(Sort::Rule(asked)) => asked.letters.iter().filter(derived).cloned().collect(),
        _ => Vec::new(),
    }
}

/// An ask's own ways, then those of earlier asks of the same quantity in the same variant.
fn ways(ask: usize, text: &TaskText, reading: &Reading) -> Vec<Way> {
    let asks = &reading.model.asks;
    let variant = |ask: usize| {
        asks.get(ask)
            .and_then(|ask| reading.model.sections.get(ask.section))
            .map(|section| section.variant)
    };
    let serves = |from: usize| {
        from == ask || (same_quantities(from, ask, &reading.model) && variant(from) == variant(ask))
    };
    let order = std::iter::once(ask)
        .chain(0..ask)
        .filter(|from| serves(*from));
    order
        .filter_map(|from| text.served.get(from))
        .flat_map(|served| served.ways.iter().map(|(way, _)| way.clone()))
        .collect()
}
