//! Owns what a student has found before on the same page, as later asks may use it: values that are not the true ones, and
//! estimates.

use super::{Desk, Earlier, values};
use crate::engine::feedback::with_unit;
use crate::engine::model::{Ask, Row, Sort, ValueAsk};
use crate::engine::number::Number;
use crate::engine::response::{Response, base_world, guess_text, read_response};
use crate::engine::value::{Fuel, Value};
use crate::engine::world::World;

/// Whether an earlier response was given in the desk's case, apart from these names.
pub fn same_case(desk: &Desk, apart: &[String], earlier: &Earlier) -> bool {
    let mut row = earlier.row.iter();
    row.all(|entry| apart.contains(&entry.0) || is_in(desk.row, entry))
}

/// Whether a row gives a name the same value.
pub fn is_in(row: &Row, (name, value): &(String, Number)) -> bool {
    row.iter().any(|(n, v)| n == name && v.same(value))
}

/// The case with the student's own earlier values in place of the true ones, and these values in words; nothing where the
/// latest ones are right.
pub fn yours<'a>(
    desk: &Desk<'a>,
    asked: &ValueAsk,
    base: &World<'a>,
) -> Option<(World<'a>, String)> {
    let (mut world, mut said) = (base.clone(), Vec::new());
    for name in &asked.yours {
        if let Some(value) = not_right_value(desk, name, base) {
            said.push(with_unit(desk.model, name, &value));
            world.lay(name, value);
        }
    }
    (!said.is_empty()).then(|| (world, said.join(", ")))
}

/// The latest value given for a quantity in the desk's case, where it is not right.
fn not_right_value(desk: &Desk, name: &str, base: &World) -> Option<Value> {
    for earlier in desk.earlier.iter().rev() {
        let ask = ask_of(desk, earlier)?;
        let Sort::Value(asked) = &ask.sort else {
            continue;
        };
        let alone = asked.names == [name] && asked.given.is_empty();
        if !alone || !same_case(desk, &[], earlier) || !same_value(desk, ask, earlier, name, base) {
            continue;
        }
        let Ok(Response::Values(tuples)) =
            read_response(desk.model, ask, &earlier.row, &earlier.text)
        else {
            continue;
        };
        let value = values::numbers(tuples.first()?);
        let right = values::is_right(desk.model, ask, asked, &earlier.row, &value);
        return value.into_iter().next().filter(|_| !right);
    }
    None
}

/// The ask of an earlier response.
pub fn ask_of<'a>(desk: &Desk<'a>, earlier: &Earlier) -> Option<&'a Ask> {
    desk.model.asks.iter().find(|ask| ask.id == earlier.ask)
}

/// Whether a quantity truly has the same value where it was asked before and here.
fn same_value(desk: &Desk, ask: &Ask, earlier: &Earlier, name: &str, here: &World) -> bool {
    let there = base_world(desk.model, ask, &earlier.row).value(name, &mut Fuel::full());
    let here = here.value(name, &mut Fuel::full());
    matches!((there, here), (Ok(there), Ok(here)) if there.same(&here))
}

/// Whether a quantity is known to have another value where it was asked before: an ask may be about a case of its own.
fn differs(desk: &Desk, ask: &Ask, earlier: &Earlier, name: &str, here: &World) -> bool {
    let there = base_world(desk.model, ask, &earlier.row).value(name, &mut Fuel::full());
    let here = here.value(name, &mut Fuel::full());
    matches!((there, here), (Ok(there), Ok(here)) if !there.same(&here))
}

/// The latest estimate of a quantity in the desk's case, in words.
pub fn guessed(desk: &Desk, name: &str, here: &World) -> Option<String> {
    for earlier in desk.earlier.iter().rev() {
        let ask = ask_of(desk, earlier)?;
        if matches!(&ask.sort, Sort::Guess(of) if of.name == name)
            && same_case(desk, &[], earlier)
            && !differs(desk, ask, earlier, name, here)
            && let Ok(Response::Guess(guess)) =
                read_response(desk.model, ask, &earlier.row, &earlier.text)
        {
            return Some(guess_text(&guess, desk.model.language.decimal));
        }
    }
    None
}
