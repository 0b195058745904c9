//! Owns which keypad the fields of an ask have; knows nothing of how it looks.

use super::AskView;
use crate::engine::model::{Ask, Find, Model, Sort};

/// What a field for maths is typed in with by touch; words and choices need nothing.
pub(super) fn with_keypad(model: &Model, ask: &Ask, view: AskView) -> AskView {
    match &ask.sort {
        Sort::Rule(asked) => {
            let letters: Vec<String> = asked
                .letters
                .iter()
                .map(|name| letter(model, name))
                .collect();
            let own = letter(model, &asked.name);
            AskView {
                pad: "full",
                letters: letters.join(" "),
                own: if own.chars().count() == 1 {
                    own
                } else {
                    String::new()
                },
                ..view
            }
        }
        // A field for all values at once needs the signs between them, too.
        Sort::Value(asked)
            if asked.on.is_none() && (asked.names.len() > 1 || asked.find != Find::One) =>
        {
            AskView {
                pad: "full",
                ..view
            }
        }
        Sort::Value(_) | Sort::Table(_) | Sort::Guess(_) => AskView {
            pad: "number",
            ..view
        },
        Sort::Choice(_) | Sort::Words(_) => view,
    }
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
