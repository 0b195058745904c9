//! Owns what makes a task a lesson for a whole class: a way in, a way up, talk. Only warns; an author may know better.

use super::shape::is_inverse;
use crate::diagnostic::{Diagnostic, Place};
use crate::engine::model::{Ask, Find, Sort, Test, Variant};
use crate::engine::template::{Piece, plain};
use crate::task::{Part, Phase, Section, Task, Time, time};

/// A task with fewer sections that ask is a leaf to be put into a lesson, not a lesson.
const LESSON: usize = 3;
/// Most words that stand before an ask.
const WORDS: usize = 30;

/// Tells what a task lacks to be a lesson.
pub fn prove(task: &Task, trouble: &mut Vec<Diagnostic>) {
    if !task.about.lesson {
        return;
    }
    for section in &task.sections {
        long_prompts(section, trouble);
    }
    twins(task, trouble);
    let asks = |section: &&Section| {
        let mut parts = section.body.iter();
        parts.any(|part| matches!(part, Part::Ask(_) | Part::Choice(..)))
    };
    if task.sections.iter().filter(asks).count() < LESSON {
        return;
    }
    let at = task.sections.first().map(|section| section.at.clone());
    let lacks: [(bool, &'static str, &str, &str); 5] = [
        (
            !has_way_in(task),
            "no-way-in",
            "the first thing asked for is a rule: nobody gets in without algebra",
            "begin with something to count, to choose or to say: `[[tiles]]`, a list of choices, `[[notice]]`",
        ),
        (
            !task
                .sections
                .iter()
                .any(|section| section.phase == Phase::Discuss),
            "no-discussion",
            "no section is for talking about what was found",
            "add one: `## Compare {.discuss minutes=10}`",
        ),
        (
            !task.model.asks.iter().any(|ask| is_open(task, ask)),
            "no-open-question",
            "nothing is asked backwards and nothing is open: there is no way up",
            "turn the question round, `[[n given tiles = 48]]`, ask for all, `find all`, or ask for words, `[[words]]`",
        ),
        (
            !has_idea(task),
            "no-idea",
            "no wrong idea is named, so the page cannot answer one",
            "write the likeliest one behind an ask: `> [!idea no-corners: 4n] Walk round. Do you step on grass?`",
        ),
        (
            time(task).is_odd(),
            "screen-share",
            &share(task),
            "move time to `.pair`, `.class` or `.paper`, or give students more of their own",
        ),
    ];
    for (lacking, code, message, help) in lacks {
        if lacking {
            trouble.push(Diagnostic::warning(code, at.clone(), message).help(help));
        }
    }
}

fn share(task: &Task) -> String {
    let share = time(task).share().unwrap_or_default();
    let (low, high) = (Time::GOOD.start(), Time::GOOD.end());
    format!(
        "{share} % of the time is alone at a screen; {low} to {high} % leaves room for talk and for thought"
    )
}

/// Something can be done before a rule is asked for.
fn has_way_in(task: &Task) -> bool {
    let first = task
        .model
        .asks
        .iter()
        .find(|ask| !matches!(ask.sort, Sort::Words(_)));
    !matches!(
        first,
        Some(Ask {
            sort: Sort::Rule(_),
            ..
        })
    )
}

/// Whether an ask goes backwards, or has more than one answer.
fn is_open(task: &Task, ask: &Ask) -> bool {
    let many = matches!(&ask.sort, Sort::Value(asked) if asked.find != Find::One);
    many || is_inverse(task, &ask.sort) || matches!(ask.sort, Sort::Words(_))
}

/// An idea, or an answer to a choice that is not right.
fn has_idea(task: &Task) -> bool {
    task.model.asks.iter().any(|ask| {
        let choice = matches!(&ask.sort, Sort::Choice(asked) if asked.items.iter().any(|item| item.says.is_some()));
        choice || ask.replies.iter().any(|reply| !matches!(reply.test, Test::Built(_)))
    })
}

/// The words between two asks of a level are read by everybody, and by slow readers first.
fn long_prompts(section: &Section, trouble: &mut Vec<Diagnostic>) {
    let mut words = 0;
    let mut longest = 0;
    for part in &section.body {
        match part {
            Part::Piece(Piece::Html(html)) => words += plain(html).split_whitespace().count(),
            Part::Piece(Piece::Hole(_)) | Part::Control(_) => words += 1,
            Part::Ask(_) | Part::Choice(..) => {
                longest = longest.max(words);
                words = 0;
            }
            _ => {}
        }
    }
    if section.phase == Phase::Level && longest > WORDS {
        let message =
            format!("{longest} words stand before an ask; {WORDS} are enough for most students");
        let fault = Diagnostic::warning("long-prompt", section.at.clone(), message);
        trouble.push(fault.help("cut what the picture says already, or ask in two steps"));
    }
}

/// Variants are for other numbers and other unknowns; other words alone are no other variant.
fn twins(task: &Task, trouble: &mut Vec<Diagnostic>) {
    let variants = &task.model.variants;
    for (index, variant) in variants.iter().enumerate() {
        let earlier = variants.iter().take(index);
        let Some(twin) = earlier.into_iter().find(|other| same_cases(other, variant)) else {
            continue;
        };
        let message = format!(
            "the variants `{}` and `{}` have the same numbers",
            twin.name, variant.name
        );
        let fault = Diagnostic::warning("twin-variants", variant_at(task, index), message);
        trouble.push(fault.help("use one of them in both sections, or change its numbers"));
    }
}

fn same_cases(one: &Variant, other: &Variant) -> bool {
    let written = |variant: &Variant| -> Vec<String> {
        let bound = variant
            .bindings
            .iter()
            .map(|(name, expr)| format!("{name}={}", expr.write()));
        let rows = variant.rows.iter().map(crate::task::case_text);
        bound.chain(rows).collect()
    };
    written(one) == written(other)
}

/// The first section that shows a variant.
fn variant_at(task: &Task, variant: usize) -> Option<Place> {
    let sections = task.sections.iter().zip(&task.model.sections);
    let mut shown = sections.filter(|(_, shown)| shown.variant == variant);
    let at = shown.next().map(|(section, _)| section.at.clone());
    at.or_else(|| task.sections.first().map(|section| section.at.clone()))
}
