//! Owns the judging of a table: every cell in its own case, the table as one response.

use super::earlier::is_in;
use super::replies::{Heard, answer, named};
use super::{Desk, case, told, values};
use crate::engine::expr::Expr;
use crate::engine::feedback::{Feedback, Outcome, laid, named_row, sentence, with_laid, with_unit};
use crate::engine::kind;
use crate::engine::model::{Cell, Row, TableAsk};
use crate::engine::response::TypedCell;
use crate::engine::value::{self, Value};
use crate::engine::world::World;

/// A filled cell: its case, its value, and whether it fits.
pub struct Filled<'a> {
    pub world: World<'a>,
    case: Row,
    pub value: Value,
    pub right: bool,
}

/// Judges the cells of a table.
pub fn judge(desk: &Desk, asked: &TableAsk, cells: &[Option<TypedCell>]) -> Feedback {
    let filled = filled(desk, asked, cells);
    let fits = filled.iter().filter(|cell| cell.right).count();
    let of = asked.cells.len();
    let feedback = if let Some(wrong) = filled.iter().find(|cell| !cell.right) {
        not_right(desk, asked, &filled, wrong, fits)
    } else if fits < of {
        partly(desk, "partly-filled", fits, of)
    } else if let Some(case) = listed_twice(desk, asked, &filled) {
        told(desk, Outcome::Again, "own-again", &[&case])
    } else {
        told(desk, Outcome::Right, "right-table", &[])
    };
    feedback.fitting(fits, of)
}

fn partly(desk: &Desk, key: &str, fits: usize, of: usize) -> Feedback {
    let parts = [&*fits.to_string(), &*of.to_string()];
    told(desk, Outcome::Partly, key, &parts)
}

/// A case of the student's own that another line has already.
fn listed_twice(desk: &Desk, asked: &TableAsk, filled: &[Filled]) -> Option<String> {
    for (at, cell) in filled.iter().enumerate() {
        let ([own], Some(Cell::Own(_))) = (cell.case.as_slice(), asked.cells.get(at)) else {
            continue;
        };
        for (i, other) in filled.iter().enumerate() {
            if i != at && other.case.len() == 1 && is_in(&other.case, own) {
                return Some(named_row(desk.model, &cell.case));
            }
        }
    }
    None
}

/// The filled cells of a table.
pub fn filled<'a>(
    desk: &Desk<'a>,
    asked: &TableAsk,
    cells: &[Option<TypedCell>],
) -> Vec<Filled<'a>> {
    let mut filled = Vec::new();
    for (cell, typed) in asked.cells.iter().zip(cells) {
        if let Some(typed) = typed {
            filled.extend(fill(desk, asked, cell, typed));
        }
    }
    filled
}

fn fill<'a>(
    desk: &Desk<'a>,
    asked: &TableAsk,
    cell: &Cell,
    typed: &TypedCell,
) -> Option<Filled<'a>> {
    let case = match (cell, &typed.own) {
        (Cell::Case(case), _) => case.clone(),
        (Cell::Own(name), Some(own)) => vec![(name.clone(), own.clone())],
        (Cell::Own(_), None) => return None,
    };
    let world = self::case(desk).with_row(&case);
    let value = typed.typed.value.clone();
    let right = is_of_kind(desk, &case)
        && kind::allows(&world, &asked.name, &value)
        && truth_of(&world, &asked.name)
            .is_some_and(|right| values::close(&world, &asked.name, &right, &value));
    Some(Filled {
        world,
        case,
        value,
        right,
    })
}

/// Whether the values of a case are of their quantities' kinds.
fn is_of_kind(desk: &Desk, case: &Row) -> bool {
    let mut values = case.iter();
    values.all(|(name, value)| desk.model.kind(name).holds_number(value))
}

fn truth_of(world: &World, name: &str) -> Option<Value> {
    world.value(name, &mut value::Fuel::full()).ok()
}

/// The replies hear the first cell that does not fit; an idea must account for every cell that does not.
fn not_right(
    desk: &Desk,
    asked: &TableAsk,
    filled: &[Filled],
    first: &Filled,
    fits: usize,
) -> Feedback {
    let mut world = first.world.clone();
    world.lay(&asked.name, first.value.clone());
    world.lay("answer", first.value.clone());
    let of_kind = is_of_kind(desk, &first.case);
    let mut built = vec!["out-of-range"];
    if let Some(right) = truth_of(&first.world, &asked.name) {
        world.lay("right", right);
        if of_kind {
            built.clear();
        }
    }
    let believes = |quantity: &str, formula: &Expr| {
        let would_give = |cell: &Filled| {
            let value = truth_of(&cell.world.believing(quantity, formula), &asked.name)?;
            let settled = values::settled(&cell.world, &asked.name, value);
            Some(settled.same(&cell.value))
        };
        // Of a case that cannot be, no idea is to blame.
        let mut cells = filled.iter();
        of_kind && cells.all(|cell| cell.right || would_give(cell) == Some(true))
    };
    let consequence = || consequence(desk, asked, first, &world);
    let picture = || laid(desk.ask.picture.as_ref(), &world);
    let heard = Heard {
        world: world.clone(),
        believes: &believes,
        built,
        consequence: &consequence,
        picture: &picture,
    };
    if fits == 0 {
        return answer(desk, &heard);
    }
    match named(desk, &heard) {
        Some(feedback) => feedback,
        None => partly(desk, "partly-table", fits, asked.cells.len()),
    }
}

fn consequence(desk: &Desk, asked: &TableAsk, first: &Filled, world: &World) -> String {
    let case = named_row(desk.model, &first.case);
    let parts = [&*case, &with_unit(desk.model, &asked.name, &first.value)];
    let keys = ["consequence-cell-laid", "consequence-cell-point"];
    match with_laid(desk.ask.picture.as_ref(), world, keys, &parts) {
        Some(shown) => shown,
        None => sentence(desk.model, "consequence-cell", &parts),
    }
}
