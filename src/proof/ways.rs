//! Owns that every way of seeing is another form of the right formula, each a form of its own, and that a form that is
//! asked for can be had.

use super::{Tried, answers, case_fact, own_response};
use crate::diagnostic::{Diagnostic, Place};
use crate::engine::compare::{Comparison, Definitions, compare, expanded};
use crate::engine::expr::{Expr, Op};
use crate::engine::form;
use crate::engine::model::{Form, RuleAsk, Sort, Way};
use crate::engine::reader::read;
use crate::engine::token::Scope;

/// Compares each own way of an ask with what it asks for.
pub fn prove(tried: &Tried, trouble: &mut Vec<Diagnostic>) {
    let name = match &tried.ask.sort {
        Sort::Value(asked) if asked.given.is_empty() && asked.names.len() == 1 => {
            asked.names.first()
        }
        Sort::Table(asked) => Some(&asked.name),
        Sort::Rule(asked) => Some(&asked.name),
        _ => None,
    };
    forms(tried, trouble);
    let Some(name) = name else { return };
    for (way, at) in tried.ask.ways.iter().zip(&tried.source.ways) {
        if differs(tried, name, way) {
            let message = format!(
                "the way `{}` is not equal to `{name}`, so no right answer has its form",
                way.name
            );
            let help = "mend its formula, or let it be an idea: `[!idea …]`";
            trouble.push(Diagnostic::error("not-a-way", at.clone(), message).help(help));
        }
    }
    same_forms(tried, trouble);
}

/// The formulas of a way: it can list several.
fn formulas(way: &Way) -> &[Expr] {
    match way.form.op {
        Op::List => &way.form.parts,
        _ => std::slice::from_ref(&way.form),
    }
}

/// Of two ways with one form only the first is ever named.
fn same_forms(tried: &Tried, trouble: &mut Vec<Diagnostic>) {
    let own: Vec<(&Way, &Place)> = tried.ask.ways.iter().zip(&tried.source.ways).collect();
    for (index, (way, at)) in own.iter().enumerate() {
        let twin = own.iter().take(index).find(|(first, _)| {
            let mut all = formulas(way).iter();
            !way.form.is_statement() && all.any(|formula| form::same(&first.form, formula))
        });
        if let Some((first, first_at)) = twin {
            let message = format!(
                "the way `{}` has the same form as `{}`, which is always named first",
                way.name, first.name
            );
            let told = Diagnostic::warning("same-form", (*at).clone(), message)
                .note_at((*first_at).clone(), "the first one");
            trouble.push(told.help(
                "write it as it is seen, `n + n + 4` for `2n + 4`, or leave one of the two out",
            ));
        }
    }
}

/// Where a form is asked for: that a right answer can have it, and that each way has it.
fn forms(tried: &Tried, trouble: &mut Vec<Diagnostic>) {
    let Some(wanted) = tried.ask.form else { return };
    match &tried.ask.sort {
        Sort::Value(asked) if asked.given.is_empty() => impossible(tried, wanted, trouble),
        Sort::Rule(asked) => untried(tried, asked, wanted, trouble),
        _ => {}
    }
    for (way, at) in tried.ask.ways.iter().zip(&tried.source.ways) {
        let has = |formula: &Expr| form::has(formula, wanted, "");
        if !way.form.is_statement() && !formulas(way).iter().any(has) {
            let message = format!(
                "the way `{}` is not written {}, as this ask wants it",
                way.name,
                wanted.word()
            );
            let help = "write its formula so, or put the way below an ask without a form";
            trouble.push(Diagnostic::warning("other-form", at.clone(), message).help(help));
        }
    }
}

/// A value that cannot be written in the form in some case.
fn impossible(tried: &Tried, wanted: Form, trouble: &mut Vec<Diagnostic>) {
    for row in &tried.variant.rows {
        let Ok(responses) = own_response(tried, row) else {
            continue;
        };
        let Some(text) = responses.into_iter().find(|text| !can_be(text, wanted)) else {
            continue;
        };
        let message = format!("the answer `{text}` cannot be written {}", wanted.word());
        let fault = Diagnostic::error("no-form", super::at(tried), message).fact(case_fact(row));
        return trouble
            .push(fault.help("ask for another form, or list other cases in the variant"));
    }
}

/// Whether a number, as exact text, can be written in a form.
fn can_be(text: &str, wanted: Form) -> bool {
    let exact = !text.contains('.');
    let (top, bottom) = text.split_once('/').unwrap_or((text, "1"));
    match wanted {
        Form::Decimal => {
            let rest = bottom
                .parse()
                .map_or(0u64, |bottom| without(without(bottom, 2), 5));
            exact && rest == 1
        }
        Form::LowestTerms | Form::Mixed => exact,
        Form::Power => [top, bottom]
            .iter()
            .all(|part| is_power(part.trim_start_matches('-'))),
        Form::Product | Form::Sum | Form::Simplified | Form::RootlessBottom => true,
    }
}

fn without(number: u64, prime: u64) -> u64 {
    match number {
        0 => 0,
        _ if number.is_multiple_of(prime) => without(number / prime, prime),
        _ => number,
    }
}

/// Whether a whole number is a power of a smaller one; very large ones count as powers.
fn is_power(digits: &str) -> bool {
    let Ok(number) = digits.parse::<u64>() else {
        return true;
    };
    let powers = |base: u64| {
        let mut power = base;
        while power < number && power <= u64::MAX / base {
            power *= base;
        }
        power == number
    };
    number == 1 || number > 1_000_000 || (2..=1_000).take_while(|b| b * b <= number).any(powers)
}

/// A rule whose form nobody has written down.
fn untried(tried: &Tried, asked: &RuleAsk, wanted: Form, trouble: &mut Vec<Diagnostic>) {
    let scope = Scope::author(tried.task.model.quantities.iter().map(|q| q.name.as_str()));
    let has =
        |text: &str| read(text, &scope).is_ok_and(|formula| form::has(&formula, wanted, text));
    let ways = tried.ask.ways.iter().flat_map(formulas);
    let written = answers::rule(tried, asked, None).is_some_and(|text| has(&text))
        || ways.clone().any(|formula| form::has(formula, wanted, ""))
        || tried
            .source
            .examples
            .iter()
            .any(|example| has(&example.source.text));
    if !written {
        let message = format!("no right rule {} could be tried", phrase(wanted));
        let help = "give one: `> [!example: …]` below the ask, with a right rule in that form";
        trouble.push(Diagnostic::warning("untried", super::at(tried), message).help(help));
    }
}

fn phrase(wanted: Form) -> String {
    match wanted {
        Form::Simplified => "that is simplified".to_string(),
        other => format!("written {}", other.word()),
    }
}

fn differs(tried: &Tried, name: &str, way: &Way) -> bool {
    if way.form.is_statement() {
        return false;
    }
    let laid = match &tried.ask.sort {
        Sort::Value(asked) => &asked.laid[..],
        Sort::Table(asked) => &asked.laid,
        Sort::Rule(asked) => &asked.laid,
        _ => &[],
    };
    let model = &tried.task.model;
    // A value an ask lays over the case may stand in a way as its letter.
    let definitions = |laid| Definitions {
        bindings: &tried.variant.bindings,
        laid,
        idea: None,
    };
    let equal = |formula: &Expr, laid| {
        let right = expanded(&Expr::name(name), model, &definitions(laid));
        !matches!(
            compare(&expanded(formula, model, &definitions(laid)), &right, model),
            Comparison::Different(_)
        )
    };
    let mut all = formulas(way).iter();
    all.any(|formula| !equal(formula, laid) && !equal(formula, &[]))
}
