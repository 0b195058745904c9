//! Owns which callout serves which ask: an ask's own in the order written, then ideas and conditions inherited from
//! earlier asks, then the ways of seeing, and the figure in which a response can be laid.

use super::callout::Head;
use super::picture::{Looks, picture};
use super::prose::template;
use super::ready::{self, Ready};
use super::section::TaskText;
use super::{Reading, ReplySource, expected};
use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::engine::compare::{Definitions, expanded};
use crate::engine::expr::{Expr, Op};
use crate::engine::model::{Model, Reply, Sort, Test, Way};
use crate::engine::template::{Piece, Template, escape};
use crate::markdown::{Callout, Source};

/// The built-in replies, which an author can put at a place with words of their own.
pub const BUILT: [&str; 11] = [
    "not-whole",
    "out-of-range",
    "number-not-formula",
    "unknown-letter",
    "possible",
    "count",
    "form",
    "follow-through",
    "too-few-figures",
    "which-unit",
    "not-this-unit",
];

/// What serves an ask, as its own callouts say.
#[derive(Default)]
pub struct Served {
    pub replies: Vec<Own>,
    pub ways: Vec<(Way, Place)>,
}

/// An idea or a condition where it is written.
pub struct Own {
    pub reply: Reply,
    pub at: Place,
    /// Its formula follows from the right one, anew for every ask.
    pub ready: Option<Ready>,
}

/// A wrong idea of the task.
pub struct Idea {
    pub name: String,
    pub at: Place,
}

/// Adds a callout to the ask it belongs to.
pub fn own(ask: usize, head: Head, callout: &Callout, text: &mut TaskText, reading: &mut Reading) {
    let at = callout.head.at.clone();
    match head {
        Head::Idea {
            name,
            formula,
            at: formula_at,
        } => {
            let says = words(callout, reading);
            let (quantity, formula) = match believed(ask, formula, reading) {
                Believed::Is(quantity, formula) => (quantity, formula),
                Believed::Statement => return no_value(&name, formula_at, reading),
                Believed::OfNothing => return no_quantity(&name, at, reading),
            };
            let says = with_formula(says, &formula);
            declare(&name, text, reading);
            let test = Test::Idea { quantity, formula };
            add_reply(ask, reply(name, test, says), at, None, text);
        }
        Head::If { name, test } => {
            let says = words(callout, reading);
            declare(&name, text, reading);
            add_reply(ask, reply(name, Test::If(test), says), at, None, text);
        }
        Head::Named { name } => {
            let says = words(callout, reading);
            if let Some((test, ready)) = named(&name, ask, text, reading) {
                add_reply(ask, reply(name, test, says), at, ready, text);
            }
        }
        Head::Way { name, form } => {
            let says = words(callout, reading);
            if let Some(served) = text.served.get_mut(ask) {
                let name = name.text;
                served.ways.push((Way { name, form, says }, at));
            }
        }
        Head::Example(answer) => example(ask, answer, callout, text, reading),
        Head::Test => test_rows(ask, callout, text, reading),
        Head::Hint | Head::Teacher(_) | Head::Beside(..) | Head::Right(_) => {}
    }
}

fn words(callout: &Callout, reading: &mut Reading) -> Template {
    let scope = reading.scope(&["answer", "right"]);
    template(&callout.blocks, &scope, reading)
}

fn reply(name: Source, test: Test, says: Template) -> Reply {
    Reply {
        name: name.text,
        test,
        says: spoken(says),
    }
}

/// What somebody with an idea believes.
enum Believed {
    /// That a quantity has this formula.
    Is(String, Expr),
    /// That something is so, under an ask that asks for a value.
    Statement,
    /// It is not said of which quantity.
    OfNothing,
}

/// Under an ask for when something is so, an idea is a statement, too: `n > 4`, also where that is an equation.
fn believed(ask: usize, formula: Expr, reading: &Reading) -> Believed {
    let asked = asked_quantity(ask, reading);
    let is_statement = |quantity: &str| reading.model.is_statement(quantity);
    let named = formula
        .equation()
        .and_then(|(left, right)| Some((left.as_name()?, right)));
    match (named, asked) {
        (Some((quantity, formula)), asked)
            if is_statement(quantity) || !asked.as_deref().is_some_and(is_statement) =>
        {
            Believed::Is(quantity.to_string(), formula.clone())
        }
        (_, Some(asked)) if is_statement(&asked) || !matches!(formula.op, Op::Compare(_)) => {
            Believed::Is(asked, formula)
        }
        (_, None) if !matches!(formula.op, Op::Compare(_)) => Believed::OfNothing,
        _ => Believed::Statement,
    }
}

fn no_value(name: &Source, at: Place, reading: &mut Reading) {
    let name = &name.text;
    let message = format!("the idea `{name}` is a statement, not a value");
    let help =
        format!("write the wrong formula, `[!idea {name}: 4n]`, or a condition, `[!if {name}: …]`");
    let fault = Diagnostic::error("wrong-type", at, message);
    reading.trouble.push(fault.help(help));
}

fn no_quantity(name: &Source, at: Place, reading: &mut Reading) {
    let name = &name.text;
    let message = format!("the idea `{name}` does not say which quantity it gives");
    let help = format!("name it: `[!idea {name}: tiles = …]`");
    let fault = Diagnostic::error("no-quantity", at, message);
    reading.trouble.push(fault.help(help));
}

/// An answer in the head of an example, or one on each line behind it.
fn example(
    ask: usize,
    answer: Option<Source>,
    callout: &Callout,
    text: &mut TaskText,
    reading: &mut Reading,
) {
    let answers = answer.map_or_else(|| callout.lines.clone(), |answer| vec![answer]);
    if answers.is_empty() {
        let fault = Diagnostic::error("example", callout.head.at.clone(), "the example is empty");
        reading
            .trouble
            .push(fault.help("write an answer that is right: `> [!example] 7`"));
    }
    for answer in &answers {
        let written = expected::written(answer, reading);
        if let Some(ask) = text.asks.get_mut(ask) {
            ask.examples.extend(written);
        }
    }
}

fn test_rows(ask: usize, callout: &Callout, text: &mut TaskText, reading: &mut Reading) {
    if callout.lines.is_empty() {
        let fault = Diagnostic::error("test-form", callout.head.at.clone(), "the test has no row");
        reading
            .trouble
            .push(fault.help("write one row a line: `> 4n + 4 → right`"));
    }
    for line in &callout.lines {
        let row = expected::row(line, reading);
        if let Some(ask) = text.asks.get_mut(ask) {
            ask.expected.extend(row);
        }
    }
}

fn spoken(says: Template) -> Option<Template> {
    Some(says).filter(|says| !says.is_empty())
}

fn add_reply(ask: usize, reply: Reply, at: Place, ready: Option<Ready>, text: &mut TaskText) {
    if let Some(served) = text.served.get_mut(ask) {
        served.replies.push(Own { reply, at, ready });
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

/// What a name without a formula stands for: an earlier idea or condition, a built-in reply, a ready-made idea.
fn named(
    name: &Source,
    ask: usize,
    text: &mut TaskText,
    reading: &mut Reading,
) -> Option<(Test, Option<Ready>)> {
    let replies = text.served.iter().flat_map(|served| &served.replies);
    // A ready-made idea about another quantity is made anew for this one.
    let about = ready::about(ask, &reading.model);
    let is_it = |own: &&Own| {
        let here = match &own.reply.test {
            Test::Idea { quantity, .. } if own.ready.is_some() => {
                about.as_ref().is_none_or(|about| about == quantity)
            }
            test => !matches!(test, Test::Built(_)),
        };
        own.reply.name == name.text && here
    };
    if let Some(own) = replies.clone().find(is_it) {
        return Some((own.reply.test.clone(), own.ready));
    }
    if BUILT.contains(&name.text.as_str()) {
        return Some((Test::Built(name.text.clone()), None));
    }
    if let Some(ready) = Ready::named(&name.text) {
        return ready_made(name, ready, ask, text, reading);
    }
    let ready = Ready::ALL.iter().map(|(word, _)| *word);
    let names: Vec<&str> = replies
        .map(|own| own.reply.name.as_str())
        .chain(BUILT)
        .chain(ready.clone())
        .collect();
    let help = did_you_mean(&name.text, names.iter().copied()).unwrap_or_else(|| {
        format!(
            "give it a formula, `[!idea {}: 4n]`, or use a ready-made idea, `{}`, or a built-in reply, `{}`",
            name.text,
            ready.collect::<Vec<_>>().join("`, `"),
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

/// A ready-made idea at its first place.
fn ready_made(
    name: &Source,
    ready: Ready,
    ask: usize,
    text: &mut TaskText,
    reading: &mut Reading,
) -> Option<(Test, Option<Ready>)> {
    let Some(quantity) = ready::about(ask, &reading.model) else {
        return not_made(
            name,
            "this ask is not about one quantity that follows from others",
            reading,
        );
    };
    match ready::derived(ready, &quantity, ask, &reading.model) {
        Ok(derived) => {
            if !text.ideas.iter().any(|idea| idea.name == name.text) {
                declare(name, text, reading);
            }
            let formula = derived.formulas.into_iter().next()?;
            Some((Test::Idea { quantity, formula }, Some(ready)))
        }
        Err(reason) => not_made(name, &format!("from `{quantity}`: {reason}"), reading),
    }
}

fn not_made<T>(name: &Source, reason: &str, reading: &mut Reading) -> Option<T> {
    let name_text = &name.text;
    let joint = if reason.starts_with("from ") {
        ""
    } else {
        "here: "
    };
    let message = format!("`{name_text}` cannot be made {joint}{reason}");
    let help = format!("leave it out, or write the formula yourself: `[!idea {name_text}: 4n]`");
    let fault = Diagnostic::error("not-made", name.at.clone(), message);
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
    let mut looks = Looks::new(&reading.model, reading.known);
    for ask in 0..text.asks.len() {
        let replies = replies(ask, text, reading);
        let ways = ways(ask, text, reading);
        let own_ways = text.served.get(ask).map_or(Vec::new(), |served| {
            served.ways.iter().map(|(_, at)| at.clone()).collect()
        });
        let picture = picture(ask, text, &reading.model, &mut looks);
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

/// An ask's own replies as written, then ideas of earlier asks, then their conditions.
fn replies(ask: usize, text: &TaskText, reading: &mut Reading) -> Vec<(Reply, ReplySource)> {
    let mut replies = Vec::new();
    let served = |ask: usize| {
        let served = text.served.get(ask);
        served.map_or(&[][..], |served| &served.replies)
    };
    for own in served(ask) {
        let here = here(own, ask, ask, reading);
        tell_ready(own, &here, None, reading);
        replies.extend(
            here.into_iter()
                .map(|reply| (reply, source(own, true, false))),
        );
    }
    let ask_at = text.asks.get(ask).map(|ask| &ask.at);
    for ideas in [true, false] {
        for from in 0..ask {
            for own in served(from) {
                let name = &own.reply.name;
                if replies.iter().any(|(known, _)| known.name == *name)
                    || matches!(own.reply.test, Test::Idea { .. }) != ideas
                {
                    continue;
                }
                let here = here(own, from, ask, reading);
                tell_ready(own, &here, ask_at, reading);
                for reply in here {
                    let reply = inherited(&reply, ask, &reading.model);
                    let silenced = own.reply.says.is_some() && reply.says.is_none();
                    replies.push((reply, source(own, false, silenced)));
                }
            }
        }
    }
    replies
}

fn source(own: &Own, is_own: bool, silenced: bool) -> ReplySource {
    ReplySource {
        at: own.at.clone(),
        own: is_own,
        silenced,
        ready: own.ready,
    }
}

/// What a reply written under one ask is under another: itself where it has a say there, a ready-made one made anew.
fn here(own: &Own, from: usize, ask: usize, reading: &Reading) -> Vec<Reply> {
    let model = &reading.model;
    match (&own.reply.test, own.ready) {
        (Test::Idea { quantity, .. }, Some(ready)) => {
            if from != ask && !speaks_of(quantity, ask, model) {
                return Vec::new();
            }
            let Ok(derived) = ready::derived(ready, quantity, ask, model) else {
                return Vec::new();
            };
            let reply = |formula| made(own, ask, formula, &derived.letter, reading);
            derived.formulas.into_iter().map(reply).collect()
        }
        (Test::Idea { quantity, formula }, None) => {
            let fits = from == ask || reaches(quantity, formula, from, ask, model);
            fits.then(|| own.reply.clone()).into_iter().collect()
        }
        (Test::If(_), _) => {
            let fits = from == ask || same_quantities(from, ask, model);
            fits.then(|| own.reply.clone()).into_iter().collect()
        }
        (Test::Built(_), _) => (from == ask)
            .then(|| own.reply.clone())
            .into_iter()
            .collect(),
    }
}

/// A ready-made idea with its formula, and with default words where the author gives none.
fn made(own: &Own, ask: usize, formula: Expr, letter: &str, reading: &Reading) -> Reply {
    let name = &own.reply.name;
    let quantity = match &own.reply.test {
        Test::Idea { quantity, .. } => quantity.clone(),
        _ => String::new(),
    };
    let default = || {
        let said = escape(&reading.page.say(name, &[letter]));
        vec![Piece::Html(format!("<p>{said}</p>"))]
    };
    let says = match &own.reply.says {
        Some(says) => Some(with_formula(says.clone(), &formula)),
        None => asks_for(ask, &quantity, &reading.model).then(default),
    };
    Reply {
        name: name.clone(),
        test: Test::Idea { quantity, formula },
        says,
    }
}

/// Tells what a ready-made idea is where it is written, and at every ask that hears it as something else.
fn tell_ready(own: &Own, here: &[Reply], elsewhere: Option<&Place>, reading: &mut Reading) {
    let formula = |reply: &Reply| match &reply.test {
        Test::Idea { formula, .. } => formula.write(),
        _ => String::new(),
    };
    let known = elsewhere.is_some() && here.first().map(formula) == Some(formula(&own.reply));
    if own.ready.is_none() || here.is_empty() || known {
        return;
    }
    let all: Vec<String> = here
        .iter()
        .map(|reply| format!("`{}`", formula(reply)))
        .collect();
    let message = format!("`{}` is {} here", own.reply.name, all.join(" or "));
    let at = elsewhere.unwrap_or(&own.at).clone();
    reading
        .trouble
        .push(Diagnostic::note("ready-made", at, message));
}

/// Whether an ask wants a quantity itself, so that a response is a value or a rule of it.
fn asks_for(ask: usize, quantity: &str, model: &Model) -> bool {
    match model.asks.get(ask).map(|ask| &ask.sort) {
        Some(Sort::Value(asked)) => asked.names.iter().any(|name| name == quantity),
        Some(Sort::Table(asked)) => asked.name == quantity,
        Some(Sort::Rule(asked)) => asked.name == quantity,
        _ => false,
    }
}

/// Words that speak of the student's number say nothing where another quantity is asked.
fn inherited(reply: &Reply, ask: usize, model: &Model) -> Reply {
    let direct = match &reply.test {
        Test::Idea { quantity, .. } => asks_for(ask, quantity, model),
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
    let variant = |section: usize| model.sections.get(section).map(|section| section.variant);
    speaks_of(quantity, ask, model)
        && (variant(from.section) == variant(to.section)
            || same_letters(quantity, formula, variant(to.section), model))
}

/// Whether an ask wants or gives a quantity.
fn speaks_of(quantity: &str, ask: usize, model: &Model) -> bool {
    let given = match model.asks.get(ask).map(|ask| &ask.sort) {
        Some(Sort::Value(asked)) => asked.given.iter().any(|given| given.mentions(quantity)),
        Some(Sort::Rule(asked)) => asked.letters.iter().any(|letter| letter == quantity),
        _ => false,
    };
    given || asks_for(ask, quantity, model)
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
