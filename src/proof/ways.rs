//! Owns that every way of seeing is another form of the right formula.

use super::Tried;
use crate::diagnostic::Diagnostic;
use crate::engine::compare::{Comparison, Definitions, compare, expanded};
use crate::engine::expr::Expr;
use crate::engine::model::{Sort, Way};

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
    let equal = |laid| {
        let right = expanded(&Expr::name(name), model, &definitions(laid));
        !matches!(
            compare(
                &expanded(&way.form, model, &definitions(laid)),
                &right,
                model
            ),
            Comparison::Different(_)
        )
    };
    !equal(laid) && !equal(&[])
}
