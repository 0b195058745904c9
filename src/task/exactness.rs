//! Owns how exact a response must be, as authors write it: tolerance, significant figures, and units with what they are worth.

use super::Reading;
use super::kinds::constant;
use crate::diagnostic::Diagnostic;
use crate::engine::kind;
use crate::engine::model::Within;
use crate::engine::number::Number;
use crate::yaml::{Near, Scalar};

/// Most significant figures that can be asked for.
const MOST_FIGURES: u32 = 15;

/// `within: 0.005`, `within: 5%` or `figures: 3`.
pub fn within(near: &Near, reading: &mut Reading) -> Option<Within> {
    if let (Some(_), Some(figures)) = (&near.within, &near.figures) {
        let message = "`within` and `figures` both say how exact an answer must be";
        let fault = Diagnostic::error("wrong-shape", figures.at.clone(), message);
        reading.trouble.push(fault.help("keep one of the two"));
        return None;
    }
    if let Some(text) = &near.figures {
        return figures(text, reading).map(Within::Figures);
    }
    let text = near.within.as_ref()?;
    let within = match text.text.trim().strip_suffix('%') {
        Some(share) => {
            let share = Scalar {
                text: format!("({share})/100"),
                ..text.clone()
            };
            kind::constant(&share.text).map(Within::Share)
        }
        None => constant(text, reading).map(Within::By),
    };
    if within.is_none() && text.text.contains('%') {
        let message = format!("`{}` is no share", text.text);
        let fault = Diagnostic::error("wrong-type", text.at.clone(), message);
        reading
            .trouble
            .push(fault.help("write it like `within: 5%`"));
    }
    within
}

fn figures(text: &Scalar, reading: &mut Reading) -> Option<u32> {
    let figures = text.text.trim().parse().ok();
    let figures = figures.filter(|figures| (1..=MOST_FIGURES).contains(figures));
    if figures.is_none() {
        let message = format!("`{}` is no number of significant figures", text.text);
        let fault = Diagnostic::error("wrong-type", text.at.clone(), message);
        let help = format!("write a whole number from 1 to {MOST_FIGURES}: `figures: 3`");
        reading.trouble.push(fault.help(help));
    }
    figures
}

/// The forms of a unit's word, and other units with their worth: `[tile, tiles]`, `m = 100 cm = 0.001 km`.
pub fn units(written: &[Scalar], reading: &mut Reading) -> (Vec<String>, Vec<(String, Number)>) {
    let (mut forms, mut others) = (Vec::new(), Vec::new());
    for text in written {
        let mut parts = text.text.split('=').map(str::trim);
        let first = amount(parts.next().unwrap_or(""));
        let (count, form) = match first {
            Some((count, form)) => (count, form.to_string()),
            None => (
                Number::whole(1),
                text.text.split('=').next().unwrap_or("").trim().to_string(),
            ),
        };
        for part in parts {
            let worth = amount(part)
                .and_then(|(many, unit)| Some((unit.to_string(), count.over(&many).ok()?)));
            match worth.filter(|(_, worth)| !worth.is_zero()) {
                Some(other) => others.push(other),
                None => no_amount(text, part, reading),
            }
        }
        forms.push(form);
    }
    (forms, others)
}

/// A number and the unit behind it: `100 cm`.
fn amount(text: &str) -> Option<(Number, &str)> {
    let start = text
        .find(char::is_alphabetic)
        .or_else(|| text.find(['°', '%', '€', '$', '£']))?;
    let number = text.get(..start)?.trim();
    Some((kind::constant(number)?, text.get(start..)?.trim()))
}

fn no_amount(text: &Scalar, part: &str, reading: &mut Reading) {
    let message = format!("`{part}` does not say how many of which unit");
    let fault = Diagnostic::error("wrong-type", text.at.clone(), message);
    reading
        .trouble
        .push(fault.help("write what one is: `length: m = 100 cm = 0.001 km`"));
}
