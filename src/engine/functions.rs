//! Owns the functions of lists, tables and calculations; those of places stand in [`places`].

use super::error::Error;
use super::expr::{Expr, Function, Op};
use super::number::Number;
use super::places;
use super::value::{self, Value, gathered, wrong};
use std::cmp::Ordering;

/// Works out a function of lists, tables, calculations or places.
pub fn call(function: Function, inputs: &[Value]) -> Result<Value, Error> {
    Ok(match function {
        Function::Range => {
            let numbers = value::numbers(gathered(inputs))?;
            let low = value::extreme(&numbers, Ordering::Less)?;
            Value::Number(value::extreme(&numbers, Ordering::Greater)?.minus(low)?)
        }
        Function::Steps => Value::List(steps(&value::numbers(gathered(inputs))?)?),
        Function::Item => item(inputs)?,
        Function::Some => Value::Truth(any(gathered(inputs), true)?),
        Function::Every => Value::Truth(!any(gathered(inputs), false)?),
        Function::List => Value::List(gathered(inputs).to_vec()),
        Function::Quartile => quartile(inputs)?,
        Function::Digits => {
            let mut digits = Vec::new();
            for input in inputs {
                put_digits(input, &mut digits)?;
            }
            Value::List(digits)
        }
        Function::Rows | Function::Columns | Function::Lines => {
            Value::List(lines(function, inputs)?)
        }
        Function::Connected
        | Function::Symmetric
        | Function::Perimeter
        | Function::Area
        | Function::Boundary
        | Function::Inside => places::call(function, gathered(inputs))?,
        _ => of_calculation(function, inputs)?,
    })
}

/// Whether no value stands behind one it should stand before.
pub fn is_sorted(items: &[Value]) -> bool {
    let mut pairs = items.windows(2);
    pairs.all(|pair| !matches!(pair, [left, right] if right.before(left)))
}

/// From each number to the next.
fn steps(numbers: &[&Number]) -> Result<Vec<Value>, Error> {
    let mut steps = Vec::new();
    for pair in numbers.windows(2) {
        if let [from, to] = pair {
            steps.push(Value::Number(to.minus(from)?));
        }
    }
    Ok(steps)
}

/// The item at a position counted from 1; of a place its row and its column.
fn item(inputs: &[Value]) -> Result<Value, Error> {
    let [of, at] = inputs else {
        return Err(wrong());
    };
    let place;
    let items = match of {
        Value::Cell(row, column) => {
            place = [*row, *column].map(|at| Value::whole(at.into()));
            &place
        }
        of => of.list()?,
    };
    let at = at.to_number()?.to_whole().unwrap_or(0);
    let at = usize::try_from(at.saturating_sub(1)).ok();
    let item = at.and_then(|at| items.get(at));
    item.cloned().ok_or_else(wrong)
}

fn any(statements: &[Value], wanted: bool) -> Result<bool, Error> {
    let mut found = false;
    for statement in statements {
        found |= statement.to_truth()? == wanted;
    }
    Ok(found)
}

/// The first, second or third: medians of the lower half, of all, of the upper half; a middle value is in neither half.
fn quartile(inputs: &[Value]) -> Result<Value, Error> {
    let [of, which] = inputs else {
        return Err(wrong());
    };
    let numbers = value::numbers(gathered(std::slice::from_ref(of)))?;
    let numbers = value::ascending(numbers);
    let (half, length) = (numbers.len() / 2, numbers.len());
    let part = match which.to_number()?.to_whole() {
        Some(1) => numbers.get(..half),
        Some(2) => numbers.get(..),
        Some(3) => numbers.get(length - half..),
        _ => None,
    };
    value::median(part.ok_or_else(wrong)?).map(Value::Number)
}

/// The digits of a number, or of every number in a list or a calculation.
fn put_digits(value: &Value, digits: &mut Vec<Value>) -> Result<(), Error> {
    match value {
        Value::Number(number) if number.to_whole().is_some_and(|n| (0..10).contains(&n)) => {
            digits.push(value.clone());
        }
        Value::Number(number) => {
            let text = number.decimal_text(40);
            let text = text.ok_or_else(|| Error::value("no-real-value"))?;
            for byte in text.bytes().filter(u8::is_ascii_digit) {
                digits.push(Value::whole((byte - b'0').into()));
            }
        }
        Value::Calculation(expr, _) => {
            let mut numbers = Vec::new();
            put_numbers(expr, &mut numbers);
            for number in &numbers {
                put_digits(number, digits)?;
            }
        }
        Value::List(items) => {
            for item in items {
                put_digits(item, digits)?;
            }
        }
        _ => return Err(Error::value("not-a-number")),
    }
    Ok(())
}

fn of_calculation(function: Function, inputs: &[Value]) -> Result<Value, Error> {
    let [of] = inputs else {
        return Err(wrong());
    };
    // A plain number is a calculation without a sign.
    let expr = match of {
        Value::Calculation(expr, _) => (**expr).clone(),
        _ => Expr::of_number(of.to_number()?),
    };
    Ok(match function {
        Function::Value => Value::Number(of.to_number()?.clone()),
        Function::Numbers => {
            let mut numbers = Vec::new();
            put_numbers(&expr, &mut numbers);
            Value::List(numbers)
        }
        _ => Value::whole(operations(&expr, function)),
    })
}

/// The numbers a calculation is made of, from the left.
fn put_numbers(expr: &Expr, numbers: &mut Vec<Value>) {
    if let Some(number) = expr.as_number() {
        numbers.push(Value::Number(number.clone()));
    }
    for part in &expr.parts {
        put_numbers(part, numbers);
    }
}

/// How often a calculation uses an operation; a sign in front of a number is none.
fn operations(expr: &Expr, function: Function) -> i64 {
    let (mut turned, mut inner) = (0, 0);
    for (at, part) in expr.parts.iter().enumerate() {
        turned += i64::from(at > 0 && matches!(part.op, Op::Minus | Op::Over));
        inner += operations(part, function);
    }
    let joined = (expr.parts.len() as i64 - 1).max(0);
    let own = match (&expr.op, function) {
        (Op::Sum, Function::Subtractions) | (Op::Product, Function::Divisions) => turned,
        (Op::Sum, Function::Additions) | (Op::Product, Function::Multiplications) => {
            joined - turned
        }
        (Op::Power, Function::Powers) => 1,
        _ => 0,
    };
    own + inner
}

/// The rows of a table, its columns, or both and in a square the two diagonals.
fn lines(function: Function, inputs: &[Value]) -> Result<Vec<Value>, Error> {
    let mut rows = Vec::new();
    for row in gathered(inputs) {
        rows.push(row.list()?);
    }
    let width = rows.first().map_or(0, |row| row.len());
    let mut found = Vec::new();
    if function != Function::Columns {
        found.extend_from_slice(gathered(inputs));
    }
    if function != Function::Rows {
        for column in 0..width {
            found.push(line(&rows, &|_| Some(column)));
        }
    }
    if function == Function::Lines && width == rows.len() && width > 0 {
        found.push(line(&rows, &Some));
        found.push(line(&rows, &|at| (width - 1).checked_sub(at)));
    }
    Ok(found)
}

/// One cell of each row that has it.
fn line(rows: &[&[Value]], cell: &dyn Fn(usize) -> Option<usize>) -> Value {
    let mut cells = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        cells.extend(cell(at).and_then(|cell| row.get(cell)).cloned());
    }
    Value::List(cells)
}

#[cfg(test)]
mod tests {
    use crate::engine::model::Model;
    use crate::engine::reader::read;
    use crate::engine::token::Scope;
    use crate::engine::value::evaluate;
    use crate::engine::world::World;

    #[test]
    fn every_function_gives_its_value() {
        let model = Model::default();
        let world = World::new(&model, None, &Vec::new());
        for (text, value) in [
            ("range([5, 1, 9])", "8"),
            ("steps([1, 4, 9])", "3, 5"),
            ("item([7, 8, 9], 2)", "8"),
            ("item([7, 8, 9], 4)", "wrong-inputs"),
            ("some(k > 2 for k in 1..3)", "true"),
            ("every(k > 2 for k in 1..3)", "false"),
            ("every([])", "true"),
            ("list(k for k in 1..3)", "1, 2, 3"),
            ("[k for k in 1..3]", "1, 2, 3"),
            ("quartile([1, 2, 3, 4, 5], 1)", "1.5"),
            ("quartile([6, 1, 2, 3, 4, 5], 3)", "5"),
            ("quartile([1], 1)", "wrong-inputs"),
            ("digits(1024)", "1, 0, 2, 4"),
            ("digits([12, 3])", "1, 2, 3"),
            ("digits(1/3)", "no-real-value"),
            ("numbers(7)", "7"),
            ("rows([[1, 2], [3, 4]])", "(1, 2), (3, 4)"),
            ("columns([[1, 2], [3, 4]])", "(1, 3), (2, 4)"),
            (
                "lines([[1, 2], [3, 4]])",
                "(1, 2), (3, 4), (1, 3), (2, 4), (1, 4), (2, 3)",
            ),
            ("lines([[1, 2, 3]])", "(1, 2, 3), (1), (2), (3)"),
            ("lines([1, 2])", "not-a-list"),
            ("[1, 2, 2] is sorted", "true"),
            ("[2, 1] is not sorted", "true"),
            ("2 is sorted", "not-a-list"),
            ("connected([[1, 1], [1, 2], [2, 2]])", "true"),
            ("connected([[1, 1], [2, 2]])", "false"),
            ("connected([])", "false"),
            ("symmetric([[1, 1], [1, 3], [3, 1]])", "true"),
            ("symmetric([[1, 1], [1, 3], [4, 1]])", "false"),
            ("symmetric([1, 2])", "not-a-list"),
            ("area([[1, 1], [1, 3], [3, 3], [3, 1]])", "4"),
            ("perimeter([[1, 1], [1, 4], [5, 1]])", "12"),
            ("boundary([[1, 1], [1, 3], [3, 3], [3, 1]])", "8"),
            ("inside([[1, 1], [1, 3], [3, 3], [3, 1]])", "1"),
            ("area([1, 2, 3])", "not-a-list"),
            ("max(a b for a, b in 1..6 where a + b = 7)", "12"),
        ] {
            let expr = read(text, &Scope::author([])).expect(text);
            let shown = match evaluate(&expr, &world) {
                Ok(value) => value.shown('.'),
                Err(error) => error.key.to_string(),
            };
            assert_eq!(shown, value, "{text}");
        }
    }
}
