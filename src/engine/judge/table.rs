//! Owns the judging of a table: every cell in its own case, the table as one response.

use super::replies::{Heard, answer, named};
use super::{Desk, values};
use crate::engine::expr::Expr;
use crate::engine::feedback::{Feedback, Outcome, laid, named_row, sentence, with_unit};
use crate::engine::model::{Cell, Row, TableAsk};
use crate::engine::response::{TypedCell, base_world};
use crate::engine::value::{self, Value};
use crate::engine::world::World;

/// A filled cell: its case, its value, and whether it fits.
struct Filled<'a> {
    world: World<'a>,
    case: Row,
    value: Value,
    right: bool,
}

/// Judges the cells of a table.
pub fn judge(desk: Desk, asked: &TableAsk, cells: &[Option<TypedCell>]) -> Feedback {
    let filled: Vec<Filled> = asked
        .cells
        .iter()
        .zip(cells)
        .filter_map(|(cell, typed)| fill(desk, asked, cell, typed.as_ref()?))
        .collect();
    let (fits, of) = (
        filled.iter().filter(|cell| cell.right).count(),
        asked.cells.len(),
    );
    if fits == of {
        if let Some(case) = listed_twice(desk, asked, &filled) {
            let says = sentence(desk.model, "own-again", &[&case]);
            return Feedback::new(Outcome::Again, says).fitting(fits, of);
        }
        return Feedback::new(Outcome::Right, sentence(desk.model, "right-table", &[]))
            .fitting(fits, of);
    }
    let wrong: Vec<&Filled> = filled.iter().filter(|cell| !cell.right).collect();
    let Some(first) = wrong.first() else {
        let counts = [fits.to_string(), of.to_string()];
        return Feedback::new(
            Outcome::Partly,
            sentence(desk.model, "partly-filled", &[&counts[0], &counts[1]]),
        )
        .fitting(fits, of);
    };
    let feedback = not_right(desk, asked, &wrong, first, fits, of);
    feedback.fitting(fits, of)
}

/// A case of the student's own that another line has already.
fn listed_twice(desk: Desk, asked: &TableAsk, filled: &[Filled]) -> Option<String> {
    for (at, cell) in filled.iter().enumerate() {
        let ([(name, value)], Some(Cell::Own(_))) = (cell.case.as_slice(), asked.cells.get(at))
        else {
            continue;
        };
        let has = |other: &Filled| matches!(other.case.as_slice(), [(n, v)] if n == name && v.same(value));
        let others = filled.iter().enumerate().filter(|(i, _)| *i != at);
        if others.map(|(_, other)| other).any(has) {
            return Some(named_row(desk.model, &cell.case));
        }
    }
    None
}

fn fill<'a>(
    desk: Desk<'a>,
    asked: &TableAsk,
    cell: &Cell,
    typed: &TypedCell,
) -> Option<Filled<'a>> {
    let case = match (cell, &typed.own) {
        (Cell::Case(case), _) => case.clone(),
        (Cell::Own(name), Some(own)) => vec![(name.clone(), own.clone())],
        (Cell::Own(_), None) => return None,
    };
    let world = base_world(desk.model, desk.ask, desk.row).with_row(&case);
    let of_kind = case
        .iter()
        .all(|(name, value)| desk.model.kind(name).holds_number(value));
    let value = typed.typed.value.clone();
    let right = of_kind
        && desk.model.kind(&asked.name).holds(&value)
        && truth_of(&world, &asked.name)
            .is_some_and(|right| values::close(desk.model, &asked.name, &right, &value));
    Some(Filled {
        world,
        case,
        value,
        right,
    })
}

fn truth_of(world: &World, name: &str) -> Option<Value> {
    world.value(name, &mut value::Fuel::full()).ok()
}

/// The replies hear the first cell that does not fit; an idea must account for every cell that does not.
fn not_right(
    desk: Desk,
    asked: &TableAsk,
    wrong: &[&Filled],
    first: &Filled,
    fits: usize,
    of: usize,
) -> Feedback {
    let right = truth_of(&first.world, &asked.name);
    let mut world = first
        .world
        .with(&asked.name, first.value.clone())
        .with("answer", first.value.clone());
    if let Some(right) = &right {
        world = world.with("right", right.clone());
    }
    let believes = |quantity: &str, formula: &Expr| {
        wrong.iter().all(|cell| {
            truth_of(&cell.world.believing(quantity, formula), &asked.name)
                .is_some_and(|value| value.same(&cell.value))
        })
    };
    let consequence = || consequence(desk, asked, first, &world);
    let built = if right.is_none()
        || !first
            .case
            .iter()
            .all(|(name, value)| desk.model.kind(name).holds_number(value))
    {
        vec!["out-of-range"]
    } else {
        Vec::new()
    };
    let heard = Heard {
        world: world.clone(),
        believes: &believes,
        built,
        consequence: &consequence,
    };
    if fits == 0 {
        return answer(desk, &heard);
    }
    named(desk, &heard).unwrap_or_else(|| {
        let counts = [fits.to_string(), of.to_string()];
        Feedback::new(
            Outcome::Partly,
            sentence(desk.model, "partly-table", &[&counts[0], &counts[1]]),
        )
    })
}

fn consequence(desk: Desk, asked: &TableAsk, first: &Filled, world: &World) -> String {
    let case = named_row(desk.model, &first.case);
    let laid = laid(desk.ask.picture.as_ref(), world);
    let key = if laid.is_empty() {
        "consequence-cell"
    } else {
        "consequence-cell-laid"
    };
    sentence(
        desk.model,
        key,
        &[&case, &with_unit(desk.model, &asked.name, &first.value)],
    ) + &laid
}
