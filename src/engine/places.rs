//! Owns the functions of cells and points: cells lie side by side in a figure, points in their order are the corners of a
//! polygon. Knows nothing of figures.

use super::error::Error;
use super::expr::Function;
use super::number::Number;
use super::value::{Value, greatest_common};

type Place = (i32, i32);

/// Works out a function of cells or of the corners of a polygon.
pub fn call(function: Function, items: &[Value]) -> Result<Value, Error> {
    let mut places = Vec::new();
    for item in items {
        places.push(item.place().ok_or_else(|| Error::value("not-a-list"))?);
    }
    let cells = items.iter().all(|item| matches!(item, Value::Cell(..)));
    match function {
        Function::Connected => Ok(Value::Truth(connected(&places))),
        _ if cells => Ok(Value::whole(of_cells(function, &places))),
        _ => of_corners(function, &places).map(Value::Number),
    }
}

fn touch(a: Place, b: Place) -> bool {
    i64::from(a.0).abs_diff(b.0.into()) + i64::from(a.1).abs_diff(b.1.into()) == 1
}

/// Whether one can walk from each cell to every other one over shared sides.
fn connected(places: &[Place]) -> bool {
    let mut left = places.to_vec();
    let mut reached: Vec<Place> = left.pop().into_iter().collect();
    let mut at = 0;
    while let Some(here) = reached.get(at).copied() {
        let (near, far): (Vec<Place>, Vec<Place>) =
            left.into_iter().partition(|place| touch(here, *place));
        left = far;
        reached.extend(near);
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
    let whole = |n: i32| Number::whole(n.into());
    let (mut length, mut twice, mut on) = (whole(0), whole(0), whole(0));
    let next = places.iter().cycle().skip(1);
    for ((x1, y1), (x2, y2)) in places.iter().zip(next) {
        let (x1, y1, x2, y2) = (whole(*x1), whole(*y1), whole(*x2), whole(*y2));
        let (across, down) = (x2.minus(&x1)?, y2.minus(&y1)?);
        let square = across.times(&across)?.plus(&down.times(&down)?)?;
        length = length.plus(&square.root()?)?;
        twice = twice.plus(&x1.times(&y2)?.minus(&x2.times(&y1)?)?)?;
        on = on.plus(&greatest_common(&across, &down)?)?;
    }
    let twice = twice.size()?;
    let half = Number::fraction(1, 2)?;
    match function {
        Function::Perimeter => Ok(length),
        Function::Boundary => Ok(on),
        // Pick's theorem, turned round.
        Function::Inside => twice.minus(&on)?.times(&half)?.plus(&whole(1)),
        _ => twice.times(&half),
    }
}
