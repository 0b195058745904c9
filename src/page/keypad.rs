//! Owns which keypad the fields of an ask have; knows nothing of how it looks.

use super::AskView;
use crate::engine::kind::{Kind, wanted};
use crate::engine::model::{Ask, Find, Form, Model, Sort, ValueAsk};
use crate::engine::value::Fuel;
use crate::engine::world::World;

/// What a field for maths is typed in with by touch in a case; words and choices need nothing.
pub(super) fn with_keypad(world: &World, ask: &Ask, view: AskView) -> AskView {
    let model = world.model();
    match &ask.sort {
        Sort::Rule(asked) => {
            let letters: Vec<String> = asked
                .letters
                .iter()
                .map(|name| letter(model, name))
                .collect();
            let own = letter(model, &asked.name);
            AskView {
                pad: "full".to_string(),
                letters: letters.join(" "),
                own: if own.chars().count() == 1 {
                    own
                } else {
                    String::new()
                },
                ..view
            }
        }
        Sort::Value(asked) => AskView {
            pad: pad(world, ask, asked).join(" "),
            ..view
        },
        Sort::Table(_) | Sort::Guess(_) => AskView {
            pad: "number".to_string(),
            ..view
        },
        Sort::Choice(_) | Sort::Words(_) => view,
    }
}

/// The keypad for values: its size, and what it has beside: `many` the sign between values, `none` the word for no
/// value. A field in a figure is for one number.
fn pad(world: &World, ask: &Ask, asked: &ValueAsk) -> Vec<&'static str> {
    let kinds: Vec<Kind> = asked.names.iter().map(|name| kind(world, name)).collect();
    let is = |fits: fn(&Kind) -> bool| asked.on.is_none() && kinds.iter().any(fits);
    let list = is(|kind| matches!(kind, Kind::Many(_)));
    let calculation = is(|kind| matches!(kind, Kind::Calculation));
    let one_field = asked.on.is_none() && (kinds.len() == 1 || asked.find == Find::List);
    let several = one_field && !calculation && asked.find != Find::One;
    let places = is(|kind| matches!(kind, Kind::Place { .. }));
    let many = list || several || places;
    // A number with ways to see it is given by a calculation.
    let written = calculation || !ask.ways.is_empty() || ask.form.is_some_and(has_signs);
    let full = many || written || asked.on.is_none() && kinds.len() > 1;
    let mut words = vec![if full { "full" } else { "number" }];
    words.extend(many.then_some("many"));
    words.extend((one_field && !asked.given.is_empty()).then_some("none"));
    words
}

/// Whether a number in this form needs signs of calculation.
fn has_signs(form: Form) -> bool {
    !matches!(form, Form::LowestTerms | Form::Decimal | Form::Mixed)
}

fn kind(world: &World, name: &str) -> Kind {
    let value = world.value(name, &mut Fuel::full()).ok();
    wanted(world, name, value.as_ref())
}

/// The shortest a student can write for a quantity.
fn letter(model: &Model, name: &str) -> String {
    let letters = model
        .quantity(name)
        .and_then(|quantity| quantity.letters.first());
    match letters {
        Some(letter) if name.chars().count() > 1 => letter.clone(),
        _ => name.to_string(),
    }
}
