//! Owns the judging of ticked items; where none is right, every choice is fine.

use super::{Desk, case};
use crate::engine::feedback::{Feedback, Outcome, sentence};
use crate::engine::model::ChoiceAsk;
use crate::engine::template::fill;
use crate::engine::value::truth;

/// Judges the ticked items, counted from 1.
pub fn judge(desk: &Desk, asked: &ChoiceAsk, ticks: &[usize]) -> Feedback {
    let world = case(desk);
    let (mut fits, mut any_right, mut hit) = (0, false, false);
    // The first words for a ticked item, and for one that is not right.
    let (mut ticked_says, mut wrong_says) = (None, None);
    for (at, item) in asked.items.iter().enumerate() {
        let ticked = ticks.contains(&(at + 1));
        let right = match &item.right {
            Some(statement) => truth(statement, &world).unwrap_or(false),
            None => false,
        };
        fits += usize::from(ticked == right);
        any_right |= right;
        hit |= right && ticked;
        if ticked {
            ticked_says = ticked_says.or(item.says.as_ref());
        }
        if ticked && !right {
            wrong_says = wrong_says.or(item.says.as_ref());
        }
    }
    let of = asked.items.len();
    let (outcome, key, own) = match (any_right, hit) {
        (false, _) => (Outcome::Noted, "noted", ticked_says),
        _ if fits == of => (Outcome::Right, "right-choice", ticked_says),
        (_, true) => (Outcome::Partly, "partly-choice", wrong_says),
        _ => (Outcome::NotYet, "choice-not-yet", wrong_says),
    };
    let mut says = String::new();
    if own.is_none() || outcome == Outcome::Right {
        says = sentence(desk.model, key, &[]);
    }
    if let Some(own) = own {
        says.push_str(&fill(own, &world));
    }
    let feedback = Feedback::new(outcome, says);
    if any_right {
        feedback.fitting(fits, of)
    } else {
        feedback
    }
}
