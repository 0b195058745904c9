//! Owns the judging of ticked items; where none is right, every choice is fine.

use super::Desk;
use crate::engine::feedback::{Feedback, Outcome, sentence};
use crate::engine::model::{ChoiceAsk, Item};
use crate::engine::response::base_world;
use crate::engine::template::fill;
use crate::engine::value::truth;

/// Judges the ticked items, counted from 1.
pub fn judge(desk: Desk, asked: &ChoiceAsk, ticks: &[usize]) -> Feedback {
    let world = base_world(desk.model, desk.ask, desk.row);
    let right = |item: &Item| {
        item.right
            .as_ref()
            .is_some_and(|statement| truth(statement, &world).unwrap_or(false))
    };
    let items: Vec<(&Item, bool, bool)> = asked
        .items
        .iter()
        .enumerate()
        .map(|(i, item)| (item, ticks.contains(&(i + 1)), right(item)))
        .collect();
    let reply = |wanted: &dyn Fn(bool, bool) -> bool| {
        let item = items
            .iter()
            .find(|(item, ticked, right)| item.says.is_some() && wanted(*ticked, *right));
        item.and_then(|(item, _, _)| item.says.as_ref())
            .map(|says| fill(says, &world))
    };
    if !items.iter().any(|(_, _, right)| *right) {
        let says = reply(&|ticked, _| ticked).unwrap_or_else(|| sentence(desk.model, "noted", &[]));
        return Feedback::new(Outcome::Noted, says);
    }
    let fits = items
        .iter()
        .filter(|(_, ticked, right)| ticked == right)
        .count();
    if fits == items.len() {
        let says = reply(&|ticked, _| ticked).unwrap_or_default();
        return Feedback::new(
            Outcome::Right,
            sentence(desk.model, "right-choice", &[]) + &says,
        )
        .fitting(fits, items.len());
    }
    let some_right = items.iter().any(|(_, ticked, right)| *ticked && *right);
    let (outcome, key) = if some_right {
        (Outcome::Partly, "partly-choice")
    } else {
        (Outcome::NotYet, "choice-not-yet")
    };
    let says =
        reply(&|ticked, right| ticked && !right).unwrap_or_else(|| sentence(desk.model, key, &[]));
    Feedback::new(outcome, says).fitting(fits, items.len())
}
