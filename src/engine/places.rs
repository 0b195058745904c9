//! Owns the functions of cells and points: cells lie side by side in a figure, points in their order are the corners of a
//! polygon. Knows nothing of figures.

use super::error::Error;
use super::expr::Function;
use super::number::Number;
use super::shape;
use super::value::Value;

type Place = (i64, i64);

/// Works out a function of cells or of the corners of a polygon.
pub fn call(function: Function, items: &[Value]) -> Result<Value, Error> {
    if function == Function::Symmetric {
        let symmetric = shape::is_symmetric(items).ok_or_else(|| Error::value("not-a-list"))?;
        return Ok(Value::Truth(symmetric));
    }
    let mut places = Vec::new();
    for item in items {
        let (row, column) = item.place().ok_or_else(|| Error::value("not-a-list"))?;
        places.push((row.into(), column.into()));
    }
    let cells = items.iter().all(|item| matches!(item, Value::Cell(..)));
    match function {
        Function::Connected => Ok(Value::Truth(connected(&places))),
        _ if cells => Ok(Value::whole(of_cells(function, &places))),
        _ => of_corners(function, &places).map(Value::Number),
    }
}

fn touch(a: Place, b: Place) -> bool {
    (a.0 - b.0).abs() + (a.1 - b.1).abs() == 1
}

/// Whether one can walk from each cell to every other one over shared sides.
fn connected(places: &[Place]) -> bool {
    let mut left = places.to_vec();
    let mut reached: Vec<Place> = Vec::new();
    reached.extend(left.pop());
    let mut at = 0;
    while let Some(here) = reached.get(at).copied() {
        left.retain(|place| {
            let near = touch(here, *place);
            if near {
                reached.push(*place);
            }
            !near
        });
        at += 1;
    }
    left.is_empty() && !places.is_empty()
}

/// Sides that no other cell shares, cells, cells at the edge, cells with neighbours all round.
fn of_cells(function: Function, places: &[Place]) -> i64 {
    let (mut shared, mut inside) = (0, 0);
    for here in places {
        let near = places.iter().filter(|place| touch(*here, **place)).count();
        shared += near as i64;
        inside += i64::from(near == 4);
    }
    let all = places.len() as i64;
    match function {
        Function::Perimeter => 4 * all - shared,
        Function::Inside => inside,
        Function::Boundary => all - inside,
        _ => all,
    }
}

/// Length of the outline, area, points of the grid on the outline, points inside it.
fn of_corners(function: Function, places: &[Place]) -> Result<Number, Error> {
    let mut length = Number::whole(0);
    let (mut twice, mut on) = (0i64, 0i64);
    let next = places.iter().cycle().skip(1);
    for (from, to) in places.iter().zip(next) {
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        let side = Number::whole(across * across + down * down).root()?;
        length = length.plus(&side)?;
        twice += from.0 * to.1 - to.0 * from.1;
        on += common(across.abs(), down.abs());
    }
    let twice = twice.abs();
    match function {
        Function::Perimeter => Ok(length),
        Function::Boundary => Ok(Number::whole(on)),
        // Pick's theorem, turned round.
        Function::Inside => Number::fraction(twice - on + 2, 2),
        _ => Number::fraction(twice, 2),
    }
}

fn common(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { common(b, a % b) }
}
