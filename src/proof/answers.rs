//! Owns that each ask accepts its own answer in every case, and that a second opinion agrees with every answer key.

use super::{Tried, at, case_fact};
use crate::diagnostic::{Diagnostic, Place};
use crate::engine::compare::{Definitions, expanded};
use crate::engine::error::Error;
use crate::engine::expr::{Expr, Op};
use crate::engine::feedback::{Feedback, Outcome};
use crate::engine::judge::{Desk, Earlier, judge};
use crate::engine::model::{Cell, Find, Model, Row, RuleAsk, Sort, TableAsk, ValueAsk};
use crate::engine::normal::{Exactly, exactly, terms};
use crate::engine::number::Number;
use crate::engine::response::base_world;
use crate::engine::template::plain;
use crate::engine::value::{Fuel, Value, number};
use crate::second::{Opinion, opinion};
use crate::task::Written;

/// How many own answers are remembered while further ones are tried.
const REMEMBERED: usize = 12;

/// Tries the own answer of an ask in every case; false where it has none.
pub fn prove(tried: &Tried, trouble: &mut Vec<Diagnostic>) -> bool {
    let before = trouble.len();
    match &tried.ask.sort {
        Sort::Rule(asked) => {
            missing_letters(tried, asked, trouble);
            if trouble.len() > before {
                return false;
            }
        }
        Sort::Words(_) | Sort::Guess(_) => {
            examples(tried, trouble);
            return false;
        }
        _ => {}
    }
    for row in &tried.variant.rows {
        match own_response(tried, row) {
            Ok(responses) => accept(tried, row, &responses, trouble),
            Err(fault) => trouble.push(*fault),
        }
        second_opinion(tried, row, trouble);
        if trouble.len() > before {
            break;
        }
    }
    examples(tried, trouble);
    trouble.len() == before
        || trouble
            .iter()
            .skip(before)
            .all(|d| d.severity != crate::diagnostic::Severity::Error)
}

/// The ask's own answer in a case, as a student would type it: one response, or several where all are to be found.
pub fn own_response(tried: &Tried, row: &Row) -> Result<Vec<String>, Box<Diagnostic>> {
    match &tried.ask.sort {
        Sort::Value(asked) if asked.given.is_empty() => {
            let values: Result<Vec<String>, Box<Diagnostic>> = asked
                .names
                .iter()
                .map(|name| {
                    Ok(as_typed(
                        tried,
                        &value(tried, row, &Row::new(), name)?,
                        name,
                    ))
                })
                .collect();
            Ok(vec![values?.join("; ")])
        }
        Sort::Value(asked) => Ok(found(tried, asked, row)),
        Sort::Table(asked) => table(tried, asked, row).map(|text| vec![text]),
        Sort::Rule(asked) => Ok(rule(tried, asked, None).into_iter().collect()),
        Sort::Choice(asked) => {
            let world = base_world(&tried.task.model, tried.ask, row);
            let right = |item: &crate::engine::model::Item| {
                item.right
                    .as_ref()
                    .is_some_and(|test| crate::engine::value::truth(test, &world).unwrap_or(false))
            };
            let ticks: Vec<String> = asked
                .items
                .iter()
                .enumerate()
                .filter(|(_, item)| right(item))
                .map(|(i, _)| (i + 1).to_string())
                .collect();
            Ok(if ticks.is_empty() {
                Vec::new()
            } else {
                vec![ticks.join(" ")]
            })
        }
        Sort::Words(_) | Sort::Guess(_) => Ok(Vec::new()),
    }
}

/// A value as a student would type it, with its unit where the ask wants one.
pub fn as_typed(tried: &Tried, value: &Value, name: &str) -> String {
    let quantity = tried.task.model.quantity(name);
    let unit = quantity.and_then(|quantity| quantity.units.last());
    match (&tried.ask.sort, unit) {
        (Sort::Value(asked), Some(unit)) if asked.with_unit => {
            format!("{} {unit}", value.key())
        }
        _ => value.key(),
    }
}

/// The value of a quantity in a case, with these values laid over it.
fn value(tried: &Tried, row: &Row, over: &Row, name: &str) -> Result<Value, Box<Diagnostic>> {
    let world = base_world(&tried.task.model, tried.ask, row).with_row(over);
    let value = world.value(name, &mut Fuel::full());
    value.and_then(response_value).map_err(|error| {
        let missing = error.parts.first().filter(|_| error.key == "no-value");
        let (message, help) = match missing {
            Some(missing) => (
                format!("`{name}` has no value here: nothing gives `{missing}` one"),
                format!("list its cases in the variant, `{missing}: [5, 7]`, or give it in the ask: `for {missing} = 5`"),
            ),
            None => (format!("`{name}` has no value here: {}", crate::task::messages::message(&error)), "change the formula, or the cases".to_string()),
        };
        Box::new(Diagnostic::error("no-answer", at(tried), message).fact(case_fact(row)).help(help))
    })
}

/// The value, where it can be typed: a statement cannot.
fn response_value(value: Value) -> Result<Value, Error> {
    match value {
        Value::Truth(_) => Err(Error::value("not-a-number")),
        value => Ok(value),
    }
}

/// A value as a cell of a table, which holds no semicolon.
fn cell_text(value: &Value) -> String {
    value.key().replace(';', ", ")
}

fn none_word(tried: &Tried) -> String {
    tried
        .task
        .model
        .words
        .list("none-words")
        .into_iter()
        .next()
        .unwrap_or_default()
}

fn found(tried: &Tried, asked: &ValueAsk, row: &Row) -> Vec<String> {
    let Some(search) = tried.found(row) else {
        return Vec::new();
    };
    let text = |values: &Vec<Value>| values.iter().map(Value::key).collect::<Vec<_>>().join("; ");
    let model = &tried.task.model;
    match asked.find {
        _ if search.answers.is_empty() && search.finished => vec![none_word(tried)],
        _ if search.answers.is_empty() => tried
            .source
            .examples
            .iter()
            .take(1)
            .filter_map(|example| example.in_case(&base_world(model, tried.ask, row)).ok())
            .collect(),
        Find::One | Find::Another => search.answers.iter().take(1).map(text).collect(),
        Find::List => vec![list(&search.answers)],
        _ => search.answers.iter().map(text).collect(),
    }
}

/// All answers in one response: `(1, 7); (2, 6)`.
fn list(answers: &[Vec<Value>]) -> String {
    let tuple = |values: &Vec<Value>| {
        let values: Vec<String> = values.iter().map(Value::key).collect();
        match values.as_slice() {
            [value] => value.clone(),
            values => format!("({})", values.join(", ")),
        }
    };
    answers.iter().map(tuple).collect::<Vec<_>>().join("; ")
}

fn table(tried: &Tried, asked: &TableAsk, row: &Row) -> Result<String, Box<Diagnostic>> {
    let cell = |cell: &Cell| match cell {
        Cell::Case(case) => Ok(cell_text(&value(tried, row, case, &asked.name)?)),
        Cell::Own(name) => {
            let own = own_case(&tried.task.model, asked, name);
            let result = value(tried, row, &vec![(name.clone(), own.clone())], &asked.name)?;
            Ok(format!("{}: {}", own.exact_text(), cell_text(&result)))
        }
    };
    let cells: Result<Vec<String>, Box<Diagnostic>> = asked.cells.iter().map(cell).collect();
    Ok(cells?.join("; "))
}

/// A case a student could choose: the fourth value of the kind, or the next one that no line has.
pub fn own_case(model: &Model, asked: &TableAsk, name: &str) -> Number {
    let (values, _) = model.kind(name).values(asked.cells.len() + 4);
    let listed = |value: &Number| {
        asked.cells.iter().any(|cell| {
            matches!(cell, Cell::Case(case) if case.iter().any(|(n, v)| n == name && v.same(value)))
        })
    };
    let free = values
        .iter()
        .skip(3)
        .chain(&values)
        .find(|value| !listed(value));
    free.or(values.last()).cloned().unwrap_or(Number::whole(2))
}

/// The asked quantity as a formula in the ask's letters, as somebody with this idea would write it, where that can be
/// written down without solving anything.
pub fn rule(tried: &Tried, asked: &RuleAsk, idea: Option<(&str, &Expr)>) -> Option<String> {
    let definitions = Definitions {
        bindings: &tried.variant.bindings,
        laid: &asked.laid,
        idea,
    };
    let model = &tried.task.model;
    let derived = asked.letters.iter().find(|letter| model.is_derived(letter));
    match derived {
        None => {
            let formula = expanded(&Expr::name(&asked.name), model, &definitions);
            is_students(&formula).then(|| formula.write())
        }
        // A letter that grows evenly with the asked quantity is undone by taking away and dividing.
        Some(letter) => {
            let whole = expanded(&Expr::name(letter), model, &definitions);
            let terms = terms(&whole, &[&asked.name], model)?;
            let of = |power: u32| {
                terms
                    .iter()
                    .find(|(powers, _)| powers.first() == Some(&power))
                    .map(|(_, number)| number.clone())
            };
            let linear = terms
                .iter()
                .all(|(powers, _)| powers.first().is_some_and(|power| *power <= 1));
            let (slope, start) = (of(1)?, of(0).unwrap_or(Number::whole(0)));
            linear.then(|| {
                format!(
                    "({letter} − ({}))/({})",
                    start.exact_text(),
                    slope.exact_text()
                )
            })
        }
    }
}

/// Whether students can write it, too: lists with `for`, ranges and other cases are the author's alone.
fn is_students(formula: &Expr) -> bool {
    let authors = matches!(
        formula.op,
        Op::At(_) | Op::Each(_) | Op::Range | Op::Without | Op::In | Op::Divides | Op::Is(..)
    );
    !authors && formula.parts.iter().all(is_students)
}

/// Where the variant keeps a letter at one number, a rule with that number in its place is equal, and nothing is said.
pub fn fixed_letters(tried: &Tried, trouble: &mut Vec<Diagnostic>) {
    let Sort::Rule(asked) = &tried.ask.sort else {
        return;
    };
    // When something is so is asked about every value, whatever the variant shows.
    if tried.task.model.is_statement(&asked.name) {
        return;
    }
    let bindings = tried.variant.bindings.iter();
    let fixed = bindings.filter_map(|(name, expr)| Some((name, expr.as_number()?)));
    for (name, number) in fixed.filter(|(name, _)| asked.letters.contains(name)) {
        let number = number.shown('.');
        let message = format!(
            "`{name}` is {number} in this variant: a rule with {number} in its place is right, too"
        );
        let help = format!(
            "ask it in a variant that lists cases of `{name}`, or leave `{name}` out of the ask"
        );
        trouble.push(Diagnostic::warning("fixed-letter", at(tried), message).help(help));
    }
}

/// A letter that is neither listed nor bound is a fault, unless it drops out.
fn missing_letters(tried: &Tried, asked: &RuleAsk, trouble: &mut Vec<Diagnostic>) {
    let definitions = Definitions {
        bindings: &tried.variant.bindings,
        laid: &asked.laid,
        idea: None,
    };
    let model = &tried.task.model;
    let wanted = expanded(&Expr::name(&asked.name), model, &definitions);
    let derived = model.is_derived(&asked.name);
    if derived && wanted.as_name() == Some(asked.name.as_str()) {
        let message = format!(
            "the formula of `{}` is too long to be compared with a rule",
            asked.name
        );
        let help = "write it shorter";
        return trouble.push(Diagnostic::error("too-complex", at(tried), message).help(help));
    }
    let listed: Vec<Expr> = asked
        .letters
        .iter()
        .map(|letter| expanded(&Expr::name(letter), model, &definitions))
        .collect();
    let mut missing: Vec<String> = Vec::new();
    wanted.names(&mut |name| {
        if !listed.iter().any(|letter| letter.mentions(name))
            && !missing.iter().any(|known| known == name)
        {
            missing.push(name.to_string());
        }
    });
    let stays = |name: &String| {
        let at = |n: i64| wanted.replaced(&|free| (free == name).then(|| Expr::whole(n)));
        exactly(&at(2), &at(5), model) != Exactly::Same
    };
    for name in missing.into_iter().filter(stays) {
        let message = format!(
            "a rule for `{}` needs `{name}`, which is neither listed nor bound",
            asked.name
        );
        let help = format!(
            "list it, `[[{} in {}, {name}]]`, or bind it in the variant",
            asked.name,
            asked.letters.join(", ")
        );
        trouble.push(Diagnostic::error("missing-letter", at(tried), message).help(help));
    }
}

fn accept(tried: &Tried, row: &Row, responses: &[String], trouble: &mut Vec<Diagnostic>) {
    if responses.is_empty() {
        return unproved(tried, trouble);
    }
    let mut earlier = Vec::new();
    for text in responses {
        let desk = Desk {
            model: &tried.task.model,
            ask: tried.ask,
            row,
            earlier: &earlier,
        };
        let feedback = judge(desk, text);
        // The own answer has the form the author happened to write.
        let of_other_form = feedback.idea.as_deref() == Some("form");
        if !of_other_form
            && !matches!(
                feedback.outcome,
                Outcome::Right | Outcome::New | Outcome::Again | Outcome::Noted
            )
        {
            return refused(tried, row, text, &feedback, trouble);
        }
        // Every answer behind all others would take the square of their number.
        if earlier.len() < REMEMBERED {
            earlier.push(Earlier {
                ask: tried.ask.id.clone(),
                row: row.clone(),
                text: text.clone(),
            });
        }
    }
}

/// Only an inverse rule of a curved relation has no own answer that can be written without solving.
fn unproved(tried: &Tried, trouble: &mut Vec<Diagnostic>) {
    if matches!(tried.ask.sort, Sort::Rule(_)) && tried.source.examples.is_empty() {
        let message = "no answer of this rule can be tried, since nothing is solved here";
        let help = "give one: `> [!example] …` below the ask, with a rule that is right";
        trouble.push(Diagnostic::warning("untried", at(tried), message).help(help));
    }
}

fn refused(
    tried: &Tried,
    row: &Row,
    text: &str,
    feedback: &Feedback,
    trouble: &mut Vec<Diagnostic>,
) {
    let message = format!("this ask does not accept its own answer `{text}`");
    let kinds: Vec<String> = asked_names(tried)
        .iter()
        .filter_map(|name| {
            Some(format!(
                "`{name}` is of the kind `{}`",
                tried.task.model.quantity(name)?.kind.as_ref()?.write()
            ))
        })
        .collect();
    let mut fault = Diagnostic::error("no-answer", at(tried), message).fact(case_fact(row));
    fault = fault.fact(format!("the page would say: {}", plain(&feedback.says)));
    if !kinds.is_empty() {
        fault = fault.fact(kinds.join(", "));
    }
    trouble.push(fault.help("give the quantity a kind that fits, or the ask other cases"));
}

fn asked_names(tried: &Tried) -> Vec<String> {
    match &tried.ask.sort {
        Sort::Value(asked) => asked.names.clone(),
        Sort::Table(asked) => vec![asked.name.clone()],
        Sort::Rule(asked) => vec![asked.name.clone()],
        _ => Vec::new(),
    }
}

fn second_opinion(tried: &Tried, row: &Row, trouble: &mut Vec<Diagnostic>) {
    let (names, laid, cases): (Vec<&String>, _, Vec<Row>) = match &tried.ask.sort {
        Sort::Value(asked) if asked.given.is_empty() => {
            (asked.names.iter().collect(), &asked.laid, vec![Row::new()])
        }
        Sort::Table(asked) => {
            let cases = asked.cells.iter().filter_map(|cell| {
                if let Cell::Case(row) = cell {
                    Some(row.clone())
                } else {
                    None
                }
            });
            (vec![&asked.name], &asked.laid, cases.collect())
        }
        Sort::Rule(asked) => (vec![&asked.name], &asked.laid, asked.cases.clone()),
        _ => return,
    };
    let world = base_world(&tried.task.model, tried.ask, row);
    let laid: Row = laid
        .iter()
        .filter_map(|(name, expr)| Some((name.clone(), number(expr, &world).ok()?)))
        .collect();
    for case in &cases {
        let given = over(&over(row, &laid), case);
        for name in &names {
            let Ok(Value::Number(first)) = value(tried, row, case, name) else {
                continue;
            };
            if let Opinion::Differs(second) =
                opinion(tried.task, tried.variant, &given, name, &first)
            {
                differing(tried, &given, name, &first, second, trouble);
            }
        }
    }
}

/// A row with another one laid over it.
fn over(row: &Row, other: &Row) -> Row {
    let kept = row
        .iter()
        .filter(|(name, _)| !other.iter().any(|(n, _)| n == name));
    kept.chain(other).cloned().collect()
}

fn differing(
    tried: &Tried,
    row: &Row,
    name: &str,
    first: &Number,
    second: f64,
    trouble: &mut Vec<Diagnostic>,
) {
    let message = format!(
        "two readings of the formula for `{name}` give {} and {second}",
        first.exact_text()
    );
    let help = "put brackets so that the formula can be read in one way only";
    trouble.push(
        Diagnostic::error("second-opinion", at(tried), message)
            .fact(case_fact(row))
            .help(help),
    );
}

fn examples(tried: &Tried, trouble: &mut Vec<Diagnostic>) {
    for example in &tried.source.examples {
        let fault = tried
            .variant
            .rows
            .iter()
            .find_map(|row| Some(example_fault(tried, example, row)?.fact(case_fact(row))));
        trouble.extend(fault);
    }
}

/// What is wrong with an example in a case. Words and guesses have no verdict, so theirs is for the teacher alone.
fn example_fault(tried: &Tried, example: &Written, row: &Row) -> Option<Diagnostic> {
    let world = base_world(&tried.task.model, tried.ask, row);
    let at = example.source.at.clone();
    let text = match example.in_case(&world) {
        Ok(text) => text,
        Err(error) => return Some(without_value(&example.source.text, at, &error)),
    };
    let desk = Desk {
        model: &tried.task.model,
        ask: tried.ask,
        row,
        earlier: &[],
    };
    let feedback = judge(desk, &text);
    if matches!(
        feedback.outcome,
        Outcome::Right | Outcome::New | Outcome::Noted
    ) {
        return None;
    }
    let message = format!("the example `{text}` is not right");
    let fault = Diagnostic::error("example", at, message);
    Some(
        fault
            .fact(format!("the page would say: {}", plain(&feedback.says)))
            .help("mend the example, or the ask"),
    )
}

/// An author's response with a hole that shows nothing in a case.
pub fn without_value(text: &str, at: Place, error: &Error) -> Diagnostic {
    let message = format!(
        "`{text}` has no value here: {}",
        crate::task::messages::message(error)
    );
    Diagnostic::error("no-value", at, message)
        .help("list the cases of its quantities in the variant, or write a number")
}
