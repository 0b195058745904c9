//! Owns the values an expression can have and how a tree is worked out; asks a [`World`] for the values of names.

use super::error::Error;
use super::expr::{Expr, Function, Op, Property, Relation};
use super::number::Number;
use super::order::sorted;
use super::world::World;
use std::cmp::Ordering;

/// What an expression comes to.
#[derive(Clone, Debug)]
pub enum Value {
    Number(Number),
    Truth(bool),
    List(Vec<Value>),
}

/// How much work one evaluation may be, so that no formula hangs a page.
#[derive(Debug)]
pub struct Fuel {
    steps: u32,
    depth: u32,
    spent: bool,
}

const STEPS: u32 = 400_000;
const SEARCH_STEPS: u32 = 8_000_000;
const DEPTH: u32 = 200;
/// What looking for a root costs, for each step its number costs.
const ROOT: u32 = 64;
/// Most factors of a factorial or a choice.
const MOST_FACTORS: i64 = 4_000;

impl Fuel {
    /// Enough for a search over many values at build time.
    pub fn for_search() -> Fuel {
        Fuel {
            steps: SEARCH_STEPS,
            depth: DEPTH,
            spent: false,
        }
    }

    /// Whether some work could not be done.
    pub fn is_spent(&self) -> bool {
        self.spent
    }

    /// A full tank.
    pub fn full() -> Fuel {
        Fuel {
            steps: STEPS,
            depth: DEPTH,
            spent: false,
        }
    }

    fn burn(&mut self, steps: u32) -> Result<(), Error> {
        match self.steps.checked_sub(steps) {
            Some(left) => self.steps = left,
            None => {
                self.spent = true;
                return Err(Error::value("too-much-work"));
            }
        }
        Ok(())
    }
}

impl Value {
    /// The whole number `n`.
    pub fn whole(n: i64) -> Value {
        Value::Number(Number::whole(n))
    }

    /// Whether it is a number and not a whole one.
    pub fn is_broken(&self) -> bool {
        matches!(self, Value::Number(number) if !number.is_whole())
    }

    /// The number it is; an error for anything else.
    pub fn number(self) -> Result<Number, Error> {
        match self {
            Value::Number(number) => Ok(number),
            _ => Err(Error::value("not-a-number")),
        }
    }

    /// The truth it is; an error for anything else.
    pub fn truth(self) -> Result<bool, Error> {
        match self {
            Value::Truth(truth) => Ok(truth),
            _ => Err(Error::value("not-a-statement")),
        }
    }

    fn list(self) -> Result<Vec<Value>, Error> {
        match self {
            Value::List(items) => Ok(items),
            _ => Err(Error::value("not-a-list")),
        }
    }

    /// Equal, part by part.
    pub fn same(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Number(a), Value::Number(b)) => a.same(b),
            (Value::Truth(a), Value::Truth(b)) => a == b,
            (Value::List(a), Value::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b))
            }
            _ => false,
        }
    }

    /// Exact text, the same for equal values.
    pub fn key(&self) -> String {
        match self {
            Value::Number(number) => number.exact_text(),
            Value::Truth(truth) => truth.to_string(),
            Value::List(items) => {
                let items: Vec<String> = items.iter().map(Value::key).collect();
                format!("[{}]", items.join(","))
            }
        }
    }

    /// As a reader meets it.
    pub fn shown(&self, decimal: char) -> String {
        match self {
            Value::Number(number) => number.shown(decimal),
            Value::Truth(truth) => truth.to_string(),
            Value::List(items) => {
                let parting = if decimal == ',' { "; " } else { ", " };
                items
                    .iter()
                    .map(|item| item.shown(decimal))
                    .collect::<Vec<_>>()
                    .join(parting)
            }
        }
    }
}

/// Works out an expression in a world.
pub fn evaluate(expr: &Expr, world: &World) -> Result<Value, Error> {
    work_out(expr, world, &mut Fuel::full())
}

/// Works out an expression that is a number.
pub fn number(expr: &Expr, world: &World) -> Result<Number, Error> {
    evaluate(expr, world)?.number()
}

/// Works out an expression that is a statement.
pub fn truth(expr: &Expr, world: &World) -> Result<bool, Error> {
    evaluate(expr, world)?.truth()
}

/// Works out an expression with what is left of the fuel.
pub fn work_out(expr: &Expr, world: &World, fuel: &mut Fuel) -> Result<Value, Error> {
    fuel.burn(1)?;
    fuel.depth = fuel
        .depth
        .checked_sub(1)
        .ok_or_else(|| Error::value("too-deep"))?;
    let value = node(expr, world, fuel);
    fuel.depth += 1;
    if let Ok(Value::Number(number)) = &value {
        fuel.burn(number.weight())?;
    }
    value
}

fn node(expr: &Expr, world: &World, fuel: &mut Fuel) -> Result<Value, Error> {
    let parts = expr.parts.as_slice();
    match (&expr.op, parts) {
        (Op::Number(number), _) => Ok(Value::Number(number.clone())),
        (Op::Name(name), _) => world.value(name, fuel),
        (Op::And, _) => decided(parts, false, world, fuel),
        (Op::Or, _) => decided(parts, true, world, fuel),
        (Op::At(name), [body, value]) => {
            let value = work_out(value, world, fuel)?;
            work_out(body, &world.with(name, value), fuel)
        }
        (Op::Each(names), [body, range, rest @ ..]) => {
            let values = work_out(range, world, fuel)?.list()?;
            let mut found = Vec::new();
            each(body, names, &values, rest.first(), world, fuel, &mut found)?;
            Ok(Value::List(found))
        }
        _ => {
            let mut values = Vec::with_capacity(parts.len());
            for part in parts {
                values.push(work_out(part, world, fuel)?);
            }
            combined(&expr.op, values, fuel)
        }
    }
}

/// What an operation makes of the values of its parts.
fn combined(op: &Op, values: Vec<Value>, fuel: &mut Fuel) -> Result<Value, Error> {
    match op {
        Op::List => {
            let list = Value::List(values);
            fuel.burn(size(&list))?;
            Ok(list)
        }
        Op::Compare(relations) => chain(&values, relations).map(Value::Truth),
        Op::In => {
            let [of, range] = pair(values)?;
            fuel.burn(size(&range))?;
            Ok(Value::Truth(within(&of, &range)))
        }
        Op::Without => {
            let [from, out] = pair(values)?;
            fuel.burn(size(&from).saturating_mul(size(&out)))?;
            let mut left = from.list()?;
            left.retain(|value| !within(value, &out));
            Ok(Value::List(left))
        }
        Op::Not => {
            let [of] = pair(values)?;
            Ok(Value::Truth(!of.truth()?))
        }
        Op::Call(function) => {
            fuel.burn(work(*function, &values))?;
            call(*function, values, fuel)
        }
        _ => {
            let mut numbers = Vec::with_capacity(values.len());
            for value in values {
                numbers.push(value.number()?);
            }
            arithmetic(op, &numbers, fuel)
        }
    }
}

/// What a function costs: some look at every pair of their inputs.
fn work(function: Function, inputs: &[Value]) -> u32 {
    let size = inputs.iter().map(size).fold(0, u32::saturating_add);
    match function {
        Function::Distinct | Function::Sorted | Function::Median => size.saturating_mul(size),
        _ => size,
    }
}

fn pair<const N: usize>(values: Vec<Value>) -> Result<[Value; N], Error> {
    values.try_into().map_err(|_| Error::value("wrong-inputs"))
}

/// The operations on numbers alone.
fn arithmetic(op: &Op, numbers: &[Number], fuel: &mut Fuel) -> Result<Value, Error> {
    let result = match (op, numbers) {
        (Op::Sum, _) => total(numbers.to_vec(), fuel)?,
        (Op::Product, _) => {
            let mut product = Number::whole(1);
            for number in numbers {
                product = product.times(number)?;
            }
            product
        }
        (Op::Minus, [of]) => of.negated()?,
        (Op::Over, [of]) => Number::whole(1).over(of)?,
        (Op::Power, [base, exponent]) => {
            burn_for_root(base, fuel)?;
            base.power(exponent)?
        }
        (Op::Factorial, [of]) => factorial(of, fuel)?,
        (Op::Range, [from, to]) => return range(from.clone(), to, fuel).map(Value::List),
        (Op::Is(negated, property), [of]) => {
            return Ok(Value::Truth(has(of, *property, fuel)? != *negated));
        }
        (Op::Divides, [a, b]) => {
            return Ok(Value::Truth(!a.is_zero() && b.over(a)?.is_whole()));
        }
        _ => return Err(Error::value("wrong-inputs")),
    };
    Ok(Value::Number(result))
}

/// `and` and `or`: the first part that settles it does.
fn decided(parts: &[Expr], by: bool, world: &World, fuel: &mut Fuel) -> Result<Value, Error> {
    for part in parts {
        if work_out(part, world, fuel)?.truth()? == by {
            return Ok(Value::Truth(by));
        }
    }
    Ok(Value::Truth(!by))
}

fn each(
    body: &Expr,
    names: &[String],
    values: &[Value],
    test: Option<&Expr>,
    world: &World,
    fuel: &mut Fuel,
    found: &mut Vec<Value>,
) -> Result<(), Error> {
    let Some((name, rest)) = names.split_first() else {
        let wanted = test.map_or(Ok(true), |test| work_out(test, world, fuel)?.truth())?;
        if wanted {
            found.push(work_out(body, world, fuel)?);
        }
        return Ok(());
    };
    for value in values {
        fuel.burn(world.weight())?;
        each(
            body,
            rest,
            values,
            test,
            &world.with(name, value.clone()),
            fuel,
            found,
        )?;
    }
    Ok(())
}

fn size(value: &Value) -> u32 {
    match value {
        Value::List(items) => items.iter().map(size).fold(1, u32::saturating_add),
        _ => 1,
    }
}

fn within(value: &Value, set: &Value) -> bool {
    match set {
        Value::List(items) => items.iter().any(|item| item.same(value)),
        single => single.same(value),
    }
}

fn range(from: Number, to: &Number, fuel: &mut Fuel) -> Result<Vec<Value>, Error> {
    let (mut values, mut at) = (Vec::new(), from);
    while at.order(to).is_le() {
        fuel.burn(1)?;
        values.push(Value::Number(at.clone()));
        at = at.plus(&Number::whole(1))?;
    }
    Ok(values)
}

fn chain(values: &[Value], relations: &[Relation]) -> Result<bool, Error> {
    let mut pairs = values.iter().zip(values.iter().skip(1)).zip(relations);
    pairs.try_fold(true, |holds, ((left, right), relation)| {
        Ok(holds && compare(left, right, *relation)?)
    })
}

fn compare(left: &Value, right: &Value, relation: Relation) -> Result<bool, Error> {
    match relation {
        Relation::Equal => return Ok(left.same(right)),
        Relation::NotEqual => return Ok(!left.same(right)),
        _ => {}
    }
    let order = left.clone().number()?.order(&right.clone().number()?);
    Ok(match relation {
        Relation::Less => order == Ordering::Less,
        Relation::AtMost => order != Ordering::Greater,
        Relation::Greater => order == Ordering::Greater,
        _ => order != Ordering::Less,
    })
}

fn has(number: &Number, property: Property, fuel: &mut Fuel) -> Result<bool, Error> {
    let whole = is_exactly_whole(number);
    let leaves = |rest: i64| -> Result<bool, Error> {
        let two = Number::whole(2);
        Ok(whole && number.remainder(&two)?.same(&Number::whole(rest)))
    };
    Ok(match property {
        Property::Whole => number.is_whole(),
        Property::Positive => !number.is_negative() && !number.is_zero(),
        Property::Even => leaves(0)?,
        Property::Odd => leaves(1)?,
        Property::Square => {
            burn_for_root(number, fuel)?;
            whole && number.exact_root(2).is_some()
        }
        Property::Prime => whole && is_prime(number, fuel)?,
    })
}

/// A root is looked for in many steps, each of them long where the number is.
fn burn_for_root(of: &Number, fuel: &mut Fuel) -> Result<(), Error> {
    fuel.burn(of.weight().saturating_mul(ROOT))
}

fn is_exactly_whole(number: &Number) -> bool {
    number.is_exact() && number.is_whole()
}

/// Whether a whole number is prime; what does not even fit is too much work.
fn is_prime(number: &Number, fuel: &mut Fuel) -> Result<bool, Error> {
    if number.order(&Number::whole(2)).is_lt() {
        return Ok(false);
    }
    let Some(n) = number.to_whole() else {
        fuel.burn(u32::MAX)?;
        return Ok(false);
    };
    let mut factor = 2;
    while factor <= n / factor {
        fuel.burn(1)?;
        if n % factor == 0 {
            return Ok(false);
        }
        factor += 1;
    }
    Ok(true)
}

/// A count of factors; with too many of them the product is beyond the limit of numbers.
fn factors(n: &Number) -> Result<i64, Error> {
    n.to_whole()
        .filter(|n| *n <= MOST_FACTORS)
        .ok_or_else(|| Error::value("too-large"))
}

fn factorial(of: &Number, fuel: &mut Fuel) -> Result<Number, Error> {
    if !is_exactly_whole(of) || of.is_negative() {
        return Err(Error::value("no-real-value"));
    }
    let mut product = Number::whole(1);
    for k in 2..=factors(of)? {
        product = product.times(&Number::whole(k))?;
        fuel.burn(1 + product.weight())?;
    }
    Ok(product)
}

fn choose(n: &Number, k: &Number, fuel: &mut Fuel) -> Result<Number, Error> {
    if !is_exactly_whole(n) || !is_exactly_whole(k) {
        return Err(Error::value("no-real-value"));
    }
    if k.is_negative() || k.order(n).is_gt() {
        return Ok(Number::whole(0));
    }
    let others = n.minus(k)?;
    let fewer = if others.order(k).is_lt() { &others } else { k };
    let mut ways = Number::whole(1);
    for i in 0..factors(fewer)? {
        let rest = n.minus(&Number::whole(i))?;
        ways = ways.times(&rest.over(&Number::whole(i + 1))?)?;
        fuel.burn(1 + ways.weight())?;
    }
    Ok(ways)
}

fn greatest_common(a: &Number, b: &Number) -> Result<Number, Error> {
    a.common(b).ok_or_else(|| Error::value("no-real-value"))
}

fn least_common(a: &Number, b: &Number) -> Result<Number, Error> {
    let common = greatest_common(a, b)?;
    if common.is_zero() {
        return Ok(common);
    }
    a.times(b)?.over(&common)?.size()
}

/// A list given as one input, or the inputs themselves: `max(a, b)` and `max(list)`.
fn gathered(mut inputs: Vec<Value>) -> Vec<Value> {
    match inputs.pop() {
        Some(Value::List(items)) if inputs.is_empty() => items,
        last => inputs.into_iter().chain(last).collect(),
    }
}

fn numbers(inputs: Vec<Value>) -> Result<Vec<Number>, Error> {
    gathered(inputs).into_iter().map(Value::number).collect()
}

fn call(function: Function, inputs: Vec<Value>, fuel: &mut Fuel) -> Result<Value, Error> {
    let result = match function {
        Function::Count => Number::whole(gathered(inputs).len() as i64),
        Function::Sum => total(numbers(inputs)?, fuel)?,
        Function::Mean => mean(numbers(inputs)?, fuel)?,
        Function::Median => median(ascending(numbers(inputs)?))?,
        Function::Min => extreme(numbers(inputs)?, Ordering::Less)?,
        Function::Max => extreme(numbers(inputs)?, Ordering::Greater)?,
        Function::Sorted => {
            return Ok(Value::List(
                ascending(numbers(inputs)?)
                    .into_iter()
                    .map(Value::Number)
                    .collect(),
            ));
        }
        Function::Distinct => return Ok(Value::List(distinct(gathered(inputs)))),
        Function::Gcd => fold(numbers(inputs)?, greatest_common, fuel)?,
        Function::Lcm => fold(numbers(inputs)?, least_common, fuel)?,
        Function::Choose => {
            let [n, k] = exactly(numbers(inputs)?)?;
            choose(&n, &k, fuel)?
        }
        Function::Floor | Function::Ceil | Function::Round | Function::Sqrt | Function::Abs => {
            let [of] = exactly(numbers(inputs)?)?;
            burn_for_root(&of, fuel)?;
            single(function, &of)?
        }
    };
    Ok(Value::Number(result))
}

fn single(function: Function, of: &Number) -> Result<Number, Error> {
    match function {
        Function::Floor => of.floor(),
        Function::Ceil => of.negated()?.floor()?.negated(),
        // Halves go up, as schools round.
        Function::Round => of.plus(&Number::fraction(1, 2)?)?.floor(),
        Function::Sqrt => of.root(),
        _ => of.size(),
    }
}

fn exactly<const N: usize>(inputs: Vec<Number>) -> Result<[Number; N], Error> {
    inputs.try_into().map_err(|_| Error::value("wrong-inputs"))
}

fn total(mut values: Vec<Number>, fuel: &mut Fuel) -> Result<Number, Error> {
    values.push(Number::whole(0));
    fold(values, Number::plus, fuel)
}

fn mean(values: Vec<Number>, fuel: &mut Fuel) -> Result<Number, Error> {
    let count = Number::whole(values.len() as i64);
    total(values, fuel)?.over(&count)
}

fn median(values: Vec<Number>) -> Result<Number, Error> {
    let middle = values.len() / 2;
    let upper = values
        .get(middle)
        .ok_or_else(|| Error::value("wrong-inputs"))?;
    match middle.checked_sub(1).and_then(|below| values.get(below)) {
        Some(lower) if values.len().is_multiple_of(2) => lower.plus(upper)?.over(&Number::whole(2)),
        _ => Ok(upper.clone()),
    }
}

fn extreme(values: Vec<Number>, wanted: Ordering) -> Result<Number, Error> {
    let further = |best: Number, value: Number| {
        if value.order(&best) == wanted {
            value
        } else {
            best
        }
    };
    values
        .into_iter()
        .reduce(further)
        .ok_or_else(|| Error::value("wrong-inputs"))
}

fn fold(
    values: Vec<Number>,
    join: fn(&Number, &Number) -> Result<Number, Error>,
    fuel: &mut Fuel,
) -> Result<Number, Error> {
    let mut values = values.into_iter();
    let mut total = values.next().ok_or_else(|| Error::value("wrong-inputs"))?;
    for value in values {
        total = join(&total, &value)?;
        fuel.burn(total.weight())?;
    }
    Ok(total)
}

fn ascending(values: Vec<Number>) -> Vec<Number> {
    sorted(values, |a, b| a.order(b).is_lt())
}

fn distinct(values: Vec<Value>) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    for value in values {
        if !found.iter().any(|v| v.same(&value)) {
            found.push(value);
        }
    }
    found
}

#[cfg(test)]
mod tests;
