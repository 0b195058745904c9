//! Owns that each wrong idea is heard under its name, and tells where two of them, or an idea and the right answer, give
//! the same.

use super::Tried;
use super::answers::{as_typed, rule};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::engine::expr::Expr;
use crate::engine::feedback::{Feedback, Outcome};
use crate::engine::judge::values::{depends_on_case, placed};
use crate::engine::judge::{Desk, judge};
use crate::engine::model::{Cell, Reply, Row, Sort, Test, ValueAsk};
use crate::engine::number::Number;
use crate::engine::response::base_world;
use crate::engine::value::{Fuel, Value, truth};
use crate::engine::world::World;
use crate::task::{Ready, ReplySource};

/// Most responses of one idea that an inverse ask is tried with, in one case.
const MOST_INVERSE: usize = 40;
/// How far cases without equal values are looked for.
const SUGGEST: usize = 30;

/// A response that somebody with an idea would give.
struct Try {
    row: Row,
    /// What tells this case from the others, for messages.
    case: Row,
    text: String,
}

/// Why an idea was not heard in a case.
struct Equal {
    /// The reply that spoke in its place; none where the value is right.
    other: Option<String>,
    case: Row,
}

/// An idea, and what came when it was tried.
struct Listened<'a> {
    reply: &'a Reply,
    source: &'a ReplySource,
    heard: usize,
    /// It should be heard somewhere, if it is the ask's own.
    wanted: bool,
    equal: Vec<Equal>,
}

/// Tries every idea of an ask.
pub fn prove(tried: &Tried, trouble: &mut Vec<Diagnostic>) {
    tell_silenced(tried, trouble);
    let replies = tried.ask.replies.iter().zip(&tried.source.replies);
    let all: Vec<Listened> = replies
        .filter_map(|(reply, source)| listen(tried, reply, source))
        .collect();
    let is_heard = |name: &str| {
        all.iter()
            .any(|one| one.reply.name == name && one.heard > 0)
    };
    let (mut silent, mut equals): (Vec<&str>, Vec<Listened>) = (Vec::new(), Vec::new());
    for one in &all {
        let name = one.reply.name.as_str();
        if one.source.own && one.wanted && !is_heard(name) && !silent.contains(&name) {
            silent.push(name);
            never_heard(one.reply, one.source, &one.equal, trouble);
        }
    }
    let silent: Vec<String> = silent.iter().map(|name| name.to_string()).collect();
    for mut one in all {
        if silent.contains(&one.reply.name) {
            continue;
        }
        let (equal, shadowed) = std::mem::take(&mut one.equal)
            .into_iter()
            .partition(|equal| is_equal_value(tried, equal));
        one.equal = equal;
        tell_shadowed(tried, &one.reply.name, &one.source.at, &shadowed, trouble);
        equals.push(one);
    }
    for one in equals.iter().filter(|one| !one.equal.is_empty()) {
        tell(
            tried,
            &one.reply.name,
            one.source.at.clone(),
            &one.equal,
            trouble,
        );
    }
}

/// Tries an idea with every response somebody with it would give.
fn listen<'a>(tried: &'a Tried, reply: &'a Reply, source: &'a ReplySource) -> Option<Listened<'a>> {
    let Test::Idea { quantity, formula } = &reply.test else {
        return None;
    };
    let tries = tries(tried, quantity, formula);
    let (mut heard, mut equal) = (0, Vec::new());
    for attempt in &tries {
        let desk = Desk {
            model: tried.plain,
            ask: tried.ask,
            row: &attempt.row,
            earlier: &[],
        };
        match outcome(reply, &judge(desk, &attempt.text)) {
            None => heard += 1,
            // Who begins with the first case has it right there.
            Some(None) if source.ready == Some(Ready::Scaling) && tries.len() > 1 => {}
            Some(other) => equal.push(Equal {
                other,
                case: attempt.case.clone(),
            }),
        }
    }
    Some(Listened {
        reply,
        source,
        heard,
        wanted: !tries.is_empty() || is_direct(tried, quantity),
        equal,
    })
}

/// Inherited ideas whose words speak of `answer` are heard here, and the default consequence speaks for them.
fn tell_silenced(tried: &Tried, trouble: &mut Vec<Diagnostic>) {
    let pairs = tried.ask.replies.iter().zip(&tried.source.replies);
    let names: Vec<String> = pairs
        .filter(|(_, source)| source.silenced)
        .map(|(reply, _)| format!("`{}`", reply.name))
        .collect();
    if !names.is_empty() {
        let message = format!(
            "the words of {} speak of `answer`, so the default consequence speaks here",
            names.join(", ")
        );
        let help =
            "to say something else here, repeat the callout under this ask without its formula";
        trouble
            .push(Diagnostic::note("left-out-words", tried.source.at.clone(), message).help(help));
    }
}

/// Whether the right answer or another idea has the value, not a condition that speaks before the idea.
fn is_equal_value(tried: &Tried, equal: &Equal) -> bool {
    let is_idea = |name: &String| {
        let mut replies = tried.ask.replies.iter();
        replies.any(|reply| reply.name == *name && matches!(reply.test, Test::Idea { .. }))
    };
    equal.other.as_ref().is_none_or(is_idea)
}

/// On an inverse ask a condition in front is the author's choice; elsewhere it keeps an idea from being heard.
fn tell_shadowed(
    tried: &Tried,
    name: &str,
    at: &Place,
    shadowed: &[Equal],
    trouble: &mut Vec<Diagnostic>,
) {
    let inverse = matches!(&tried.ask.sort, Sort::Value(asked) if !asked.given.is_empty());
    for (other, cases) in grouped(shadowed).into_iter().filter(|_| !inverse) {
        let other = other.unwrap_or_default();
        let message = format!("`{other}` speaks before the idea `{name}`: {cases}");
        let told = Diagnostic::warning("shadowed", tried.source.at.clone(), message)
            .note_at(at.clone(), "the idea");
        trouble.push(told.help("put the idea in front of the condition, or narrow the condition"));
    }
}

/// What spoke instead of the reply: nothing where it was heard, `Some(None)` where the response is right.
fn outcome(reply: &Reply, feedback: &Feedback) -> Option<Option<String>> {
    match (&feedback.outcome, &feedback.idea) {
        (Outcome::Right | Outcome::New | Outcome::Again, _) => Some(None),
        // Right, and only not yet in the form that was asked for.
        (Outcome::Partly, Some(name)) if name == "form" => Some(None),
        // One filled cell of a table that fits.
        (Outcome::Partly, None) => Some(None),
        (_, Some(name)) if *name == reply.name => None,
        (_, other) => Some(other.clone().or(Some("the built-in reply".to_string()))),
    }
}

/// Whether the ask wants the idea's own quantity; an inverse ask hears it only where the searched values allow.
fn is_direct(tried: &Tried, quantity: &str) -> bool {
    match &tried.ask.sort {
        Sort::Value(asked) => asked.given.is_empty(),
        Sort::Rule(asked) => asked.name == quantity,
        _ => true,
    }
}

/// The responses somebody with this idea would give, in every case.
fn tries(tried: &Tried, quantity: &str, formula: &Expr) -> Vec<Try> {
    match &tried.ask.sort {
        Sort::Rule(asked) => {
            // An idea about the asked quantity itself is already written in the ask's letters.
            let derived = asked
                .letters
                .iter()
                .any(|letter| tried.task.model.is_derived(letter));
            let text = if derived && asked.name == quantity {
                Some(formula.write())
            } else {
                rule(tried, asked, Some((quantity, formula)))
            };
            let Some(text) = text else { return Vec::new() };
            tried
                .variant
                .rows
                .iter()
                .take(1)
                .map(|row| Try {
                    row: row.clone(),
                    case: Row::new(),
                    text: text.clone(),
                })
                .collect()
        }
        Sort::Value(asked) if !asked.given.is_empty() => {
            inverse_tries(tried, asked, quantity, formula)
        }
        _ => tried
            .variant
            .rows
            .iter()
            .flat_map(|row| tries_in(tried, quantity, formula, row))
            .collect(),
    }
}

/// In each case, the searched values that fit what is given for somebody with the idea, and for nobody else.
fn inverse_tries(tried: &Tried, asked: &ValueAsk, quantity: &str, formula: &Expr) -> Vec<Try> {
    let model = &tried.task.model;
    let idea = Some((quantity, formula));
    let mut believed: Vec<&Vec<Value>> = Vec::new();
    let mut tries = Vec::new();
    for (at, row) in tried.variant.rows.iter().enumerate() {
        // Where what is given is the same in all cases, so is what fits it.
        if at == 0 || depends_on_case(model, tried.ask, asked, row, idea) {
            believed = fitting(tried, asked, quantity, formula, row);
        }
        tries.extend(believed.iter().map(|values| Try {
            row: row.clone(),
            case: named_numbers(asked, values),
            text: values.iter().map(Value::key).collect::<Vec<_>>().join("; "),
        }));
    }
    tries
}

fn fitting<'a>(
    tried: &Tried<'a>,
    asked: &ValueAsk,
    quantity: &str,
    formula: &Expr,
    row: &Row,
) -> Vec<&'a Vec<Value>> {
    let Some(found) = tried.found(row) else {
        return Vec::new();
    };
    let base = base_world(&tried.task.model, tried.ask, row);
    let believing = base.believing(quantity, formula);
    let hold = |world: &World, values: &[Value]| {
        let placed = placed(world, asked, values);
        let mut given = asked.given.iter();
        given.all(|given| truth(given, &placed).unwrap_or(false))
    };
    let believed = |values: &&Vec<Value>| hold(&believing, values) && !hold(&base, values);
    let fitting = found.tried.iter().filter(believed);
    fitting.take(MOST_INVERSE).collect()
}

fn named_numbers(asked: &ValueAsk, values: &[Value]) -> Row {
    let pairs = asked.names.iter().zip(values);
    pairs
        .filter_map(|(name, value)| Some((name.clone(), value.clone().number().ok()?)))
        .collect()
}

fn tries_in(tried: &Tried, quantity: &str, formula: &Expr, row: &Row) -> Vec<Try> {
    let base = base_world(&tried.task.model, tried.ask, row);
    let value = |case: &Row, name: &str| {
        let world = base.with_row(case);
        world
            .believing(quantity, formula)
            .value(name, &mut Fuel::full())
            .ok()
    };
    match &tried.ask.sort {
        Sort::Value(asked) if asked.given.is_empty() => {
            let values: Option<Vec<String>> = asked
                .names
                .iter()
                .map(|name| Some(as_typed(tried, &value(&Row::new(), name)?, name)))
                .collect();
            values
                .map(|values| Try {
                    row: row.clone(),
                    case: row.clone(),
                    text: values.join("; "),
                })
                .into_iter()
                .collect()
        }
        Sort::Table(asked) => {
            let line = |(at, cell): (usize, &Cell)| {
                let Cell::Case(case) = cell else { return None };
                let cells: Vec<String> = (0..asked.cells.len())
                    .map(|i| {
                        if i == at {
                            value(case, &asked.name).map(|v| v.key().replace(';', ", "))
                        } else {
                            Some(String::new())
                        }
                    })
                    .collect::<Option<_>>()?;
                Some(Try {
                    row: row.clone(),
                    case: case.clone(),
                    text: cells.join(";"),
                })
            };
            asked.cells.iter().enumerate().filter_map(line).collect()
        }
        _ => Vec::new(),
    }
}

fn never_heard(
    reply: &Reply,
    source: &ReplySource,
    equal: &[Equal],
    trouble: &mut Vec<Diagnostic>,
) {
    let message = format!("the idea `{}` is never heard", reply.name);
    let mut fault = Diagnostic::error("never-heard", source.at.clone(), message);
    for (other, cases) in grouped(equal) {
        fault = fault.fact(match other {
            None => format!("it is right: {cases}"),
            Some(other) => format!("`{other}` speaks before it: {cases}"),
        });
    }
    trouble.push(fault.help(match source.ready {
        Some(_) => "leave it out: here it gives the same as what speaks before it",
        None => {
            "change its formula or its place, or list a case in which it gives a value of its own"
        }
    }));
}

/// The replies that spoke, each with its cases.
fn grouped(equal: &[Equal]) -> Vec<(Option<String>, String)> {
    let mut groups: Vec<(Option<String>, Vec<String>)> = Vec::new();
    for Equal { other, case } in equal {
        let case = if case.is_empty() {
            "for all values".to_string()
        } else {
            crate::task::case_text(case)
        };
        match groups.iter_mut().find(|(known, _)| known == other) {
            Some((_, cases)) if cases.contains(&case) => {}
            Some((_, cases)) => cases.push(case),
            None => groups.push((other.clone(), vec![case])),
        }
    }
    groups
        .into_iter()
        .map(|(other, cases)| (other, listed(&cases)))
        .collect()
}

fn listed(cases: &[String]) -> String {
    let shown: Vec<&str> = cases.iter().take(6).map(String::as_str).collect();
    let more = if cases.len() > 6 {
        format!("; and {} more", cases.len() - 6)
    } else {
        String::new()
    };
    shown.join("; ") + &more
}

/// Equal values are a warning where the page asks for that one number, and a note elsewhere.
fn tell(tried: &Tried, name: &str, at: Place, equal: &[Equal], trouble: &mut Vec<Diagnostic>) {
    for (other, cases) in grouped(equal) {
        let message = match &other {
            None => format!("the idea `{name}` gives the right answer: {cases}"),
            Some(other) => format!("the idea `{name}` gives the same as `{other}`: {cases}"),
        };
        let one_number = matches!(&tried.ask.sort, Sort::Value(asked) if asked.given.is_empty());
        let severity = if one_number {
            Severity::Warning
        } else {
            Severity::Note
        };
        let mut told = Diagnostic::note("equal-values", tried.source.at.clone(), message);
        if one_number {
            told = told.note_at(at.clone(), "the idea");
        }
        told.severity = severity;
        if let Some(free) = one_number.then(|| free_cases(tried)).flatten() {
            told = told.help(format!("cases without equal values: {free}"));
        }
        trouble.push(told);
    }
}

/// Values of the one listed quantity for which all ideas and the right answer differ.
fn free_cases(tried: &Tried) -> Option<String> {
    let [(name, _)] = tried.variant.rows.first()?.as_slice() else {
        return None;
    };
    let Sort::Value(asked) = &tried.ask.sort else {
        return None;
    };
    let quantity = asked.names.first()?;
    let model = &tried.task.model;
    let free = |value: &Number| {
        let world = base_world(model, tried.ask, &vec![(name.clone(), value.clone())]);
        let number = |believed: Option<&Reply>| {
            let world = match believed.map(|reply| &reply.test) {
                Some(Test::Idea { quantity, formula }) => world.believing(quantity, formula),
                _ => world.clone(),
            };
            world.value(quantity, &mut Fuel::full()).ok()
        };
        let ideas = tried
            .ask
            .replies
            .iter()
            .filter(|reply| matches!(reply.test, Test::Idea { .. }));
        let values: Vec<Value> = std::iter::once(number(None))
            .chain(ideas.map(|idea| number(Some(idea))))
            .flatten()
            .collect();
        values
            .iter()
            .enumerate()
            .all(|(i, a)| values.iter().skip(i + 1).all(|b| !a.same(b)))
    };
    let (values, _) = model.kind(name).values(SUGGEST);
    let found: Vec<String> = values
        .iter()
        .filter(|value| free(value))
        .take(5)
        .map(Number::exact_text)
        .collect();
    (!found.is_empty()).then(|| format!("{name} = {}", found.join(", ")))
}
