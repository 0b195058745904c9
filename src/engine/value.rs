//! Owns the values an expression can have and how a tree is worked out; asks a [`World`] for the values of names.

use super::error::Error;
use super::expr::{Expr, Function, Op, Property, Relation};
use super::functions;
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
    /// Row and column of a cell, counted from 1.
    Cell(i16, i16),
    /// A calculation as it was typed, and the number it comes to; every step carries a value, so it must be small.
    Calculation(Box<Expr>, Number),
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
const FIGURE_STEPS: u32 = 2_000_000;
const DEPTH: u32 = 200;
/// What looking for a root costs, for each step its number costs.
const ROOT: u32 = 64;
/// A tangent has no value where its cosine is nearer to zero than this.
const POLE: f64 = 1e-12;
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

    /// Enough for all shapes of a figure together.
    pub fn for_figure() -> Fuel {
        Fuel {
            steps: FIGURE_STEPS,
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

    /// Whether it is a number and not a whole one, or holds one.
    pub fn is_broken(&self) -> bool {
        match self {
            Value::Number(number) => !number.is_whole(),
            Value::List(items) => items.iter().any(Value::is_broken),
            _ => false,
        }
    }

    /// The number it comes to, if it is one.
    pub fn as_number(&self) -> Option<&Number> {
        match self {
            Value::Number(number) | Value::Calculation(_, number) => Some(number),
            _ => None,
        }
    }

    /// Row and column of a cell, or of a point, which is a list of two whole numbers.
    pub fn place(&self) -> Option<(i16, i16)> {
        let whole = |value: &Value| i16::try_from(value.as_number()?.to_whole()?).ok();
        match self {
            Value::Cell(row, column) => Some((*row, *column)),
            Value::List(items) => match items.as_slice() {
                [row, column] => Some((whole(row)?, whole(column)?)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether it stands in front where order does not count: numbers by size, places row by row.
    pub fn before(&self, other: &Value) -> bool {
        if let (Some(a), Some(b)) = (self.as_number(), other.as_number()) {
            return a.order(b).is_lt();
        }
        if let (Some(a), Some(b)) = (self.place(), other.place()) {
            return a < b;
        }
        self.key() < other.key()
    }

    /// The number it is; an error for anything else.
    pub fn number(self) -> Result<Number, Error> {
        self.to_number().cloned()
    }

    pub(super) fn to_number(&self) -> Result<&Number, Error> {
        self.as_number().ok_or_else(|| Error::value("not-a-number"))
    }

    /// The truth it is; an error for anything else.
    pub fn truth(self) -> Result<bool, Error> {
        self.to_truth()
    }

    pub(super) fn to_truth(&self) -> Result<bool, Error> {
        match self {
            Value::Truth(truth) => Ok(*truth),
            _ => Err(Error::value("not-a-statement")),
        }
    }

    /// The items of the list it is; an error for anything else.
    pub fn list(&self) -> Result<&[Value], Error> {
        match self {
            Value::List(items) => Ok(items),
            _ => Err(Error::value("not-a-list")),
        }
    }

    /// Equal, part by part.
    pub fn same(&self, other: &Value) -> bool {
        if let (Some(a), Some(b)) = (self.as_number(), other.as_number()) {
            return a.same(b);
        }
        if let (Some(a), Some(b)) = (self.place(), other.place()) {
            return a == b;
        }
        match (self, other) {
            (Value::Truth(a), Value::Truth(b)) => a == b,
            (Value::List(a), Value::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b))
            }
            _ => false,
        }
    }

    /// Exact text, the same for equal values; of a calculation as it was typed.
    pub fn key(&self) -> String {
        match self {
            Value::Number(number) => number.exact_text(),
            Value::Truth(truth) => said(*truth),
            Value::List(items) => {
                let mut text = "[".to_string();
                for item in items {
                    if text.len() > 1 {
                        text.push(';');
                    }
                    text.push_str(&item.key());
                }
                text + "]"
            }
            Value::Cell(row, column) => two("[", *row, ";", *column, "]"),
            Value::Calculation(expr, _) => expr.write(),
        }
    }

    /// As a reader meets it.
    pub fn shown(&self, decimal: char) -> String {
        match self {
            Value::Number(number) => number.shown(decimal),
            Value::Truth(truth) => said(*truth),
            Value::List(items) if items.is_empty() => "{}".to_string(),
            Value::List(items) => {
                let mut text = String::new();
                for item in items {
                    if !text.is_empty() {
                        text.push_str(parting(decimal));
                    }
                    let inner = item.shown(decimal);
                    if matches!(item, Value::List(_)) {
                        text += &["(", &inner, ")"].concat();
                    } else {
                        text += &inner;
                    }
                }
                text
            }
            Value::Cell(row, column) => two("(", *row, parting(decimal), *column, ")"),
            Value::Calculation(expr, _) => expr.write().replace('.', &decimal.to_string()),
        }
    }
}

fn said(truth: bool) -> String {
    if truth { "true" } else { "false" }.to_string()
}

fn two(open: &str, row: i16, between: &str, column: i16, close: &str) -> String {
    let [row, column] = [row, column].map(|n| Number::whole(n.into()).exact_text());
    [open, &row, between, &column, close].concat()
}

/// What stands between the values of a list, beside a decimal sign.
pub fn parting(decimal: char) -> &'static str {
    if decimal == ',' { "; " } else { ", " }
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
        // `[k for k in 1..n]` is the list, not a list that holds it.
        (Op::List, [only]) if matches!(only.op, Op::Each(_)) => work_out(only, world, fuel),
        (Op::Each(names), [body, range, rest @ ..]) => {
            let values = work_out(range, world, fuel)?;
            let mut found = Vec::new();
            each(
                body,
                names,
                values.list()?,
                rest.first(),
                world,
                fuel,
                &mut found,
            )?;
            Ok(Value::List(found))
        }
        (Op::List, _) => {
            let list = Value::List(each_of(parts, world, fuel)?);
            fuel.burn(size(&list))?;
            Ok(list)
        }
        // Nearly every operation has one part or two; no memory is asked for them.
        (op, [of]) => combined(op, &[work_out(of, world, fuel)?], fuel),
        (op, [first, second]) => {
            let first = work_out(first, world, fuel)?;
            combined(op, &[first, work_out(second, world, fuel)?], fuel)
        }
        (op, _) => combined(op, &each_of(parts, world, fuel)?, fuel),
    }
}

fn each_of(parts: &[Expr], world: &World, fuel: &mut Fuel) -> Result<Vec<Value>, Error> {
    let mut values = Vec::with_capacity(parts.len());
    for part in parts {
        values.push(work_out(part, world, fuel)?);
    }
    Ok(values)
}

/// What an operation makes of the values of its parts.
fn combined(op: &Op, values: &[Value], fuel: &mut Fuel) -> Result<Value, Error> {
    let truth = match (op, values) {
        (Op::Compare(relations), _) => chain(values, relations)?,
        (Op::In, [of, range]) => {
            fuel.burn(size(range))?;
            within(of, range)
        }
        (Op::Without, [from, out]) => return without(from, out, fuel),
        (Op::Is(negated, Property::Sorted), [of]) => functions::is_sorted(of.list()?) != *negated,
        (Op::Not, [of]) => !of.to_truth()?,
        (Op::Call(function), _) => {
            fuel.burn(work(*function, values))?;
            return call(*function, values, fuel);
        }
        _ => return arithmetic(op, values, fuel),
    };
    Ok(Value::Truth(truth))
}

fn without(from: &Value, out: &Value, fuel: &mut Fuel) -> Result<Value, Error> {
    fuel.burn(size(from).saturating_mul(size(out)))?;
    let mut left = Vec::new();
    for value in from.list()? {
        if !within(value, out) {
            left.push(value.clone());
        }
    }
    Ok(Value::List(left))
}

/// What a function costs: some look at every pair of their inputs.
fn work(function: Function, inputs: &[Value]) -> u32 {
    let size = sizes(inputs);
    match function {
        Function::Distinct
        | Function::Sorted
        | Function::Median
        | Function::Quartile
        | Function::Connected
        | Function::Symmetric
        | Function::Perimeter => size.saturating_mul(size),
        _ => size,
    }
}

#[cold]
pub(super) fn wrong() -> Error {
    Error::value("wrong-inputs")
}

/// The operations on numbers alone.
fn arithmetic(op: &Op, values: &[Value], fuel: &mut Fuel) -> Result<Value, Error> {
    match (op, values) {
        (Op::Sum, _) => joined(0, values, Number::plus, fuel),
        (Op::Product, _) => joined(1, values, Number::times, fuel),
        (_, [of]) => alone(op, of.to_number()?, fuel),
        (_, [first, second]) => paired(op, first.to_number()?, second.to_number()?, fuel),
        _ => Err(wrong()),
    }
}

/// The numbers joined one after the other, beginning with one that changes nothing.
fn joined(
    start: i64,
    values: &[Value],
    join: fn(&Number, &Number) -> Result<Number, Error>,
    fuel: &mut Fuel,
) -> Result<Value, Error> {
    let mut all = Number::whole(start);
    for value in values {
        let number = value.to_number()?;
        fuel.burn(all.work_with(number))?;
        all = join(&all, number)?;
    }
    Ok(Value::Number(all))
}

fn alone(op: &Op, of: &Number, fuel: &mut Fuel) -> Result<Value, Error> {
    Ok(Value::Number(match op {
        Op::Minus => of.negated()?,
        Op::Over => Number::whole(1).over(of)?,
        Op::Factorial => factorial(of, fuel)?,
        Op::Is(negated, property) => {
            return Ok(Value::Truth(has(of, *property, fuel)? != *negated));
        }
        _ => return Err(wrong()),
    }))
}

fn paired(op: &Op, first: &Number, second: &Number, fuel: &mut Fuel) -> Result<Value, Error> {
    Ok(match op {
        Op::Power => {
            burn_for_root(first, fuel)?;
            Value::Number(first.power(second)?)
        }
        Op::Range => Value::List(range(first.clone(), second, fuel)?),
        Op::Divides => Value::Truth(!first.is_zero() && second.over(first)?.is_whole()),
        _ => return Err(wrong()),
    })
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
        if let Some(test) = test
            && !work_out(test, world, fuel)?.truth()?
        {
            return Ok(());
        }
        found.push(work_out(body, world, fuel)?);
        return Ok(());
    };
    let mut inner = world.clone();
    for value in values {
        fuel.burn(world.weight())?;
        let before = inner.lay(name, value.clone());
        each(body, rest, values, test, &inner, fuel, found)?;
        inner.lift(before);
    }
    Ok(())
}

fn size(value: &Value) -> u32 {
    match value {
        Value::List(items) => sizes(items).saturating_add(1),
        _ => 1,
    }
}

fn sizes(values: &[Value]) -> u32 {
    let mut all = 0u32;
    for value in values {
        all = all.saturating_add(size(value));
    }
    all
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
    for (pair, relation) in values.windows(2).zip(relations) {
        if let [left, right] = pair
            && !compare(left, right, *relation)?
        {
            return Ok(false);
        }
    }
    Ok(true)
}

fn compare(left: &Value, right: &Value, relation: Relation) -> Result<bool, Error> {
    match relation {
        Relation::Equal => return Ok(left.same(right)),
        Relation::NotEqual => return Ok(!left.same(right)),
        _ => {}
    }
    let order = left.to_number()?.order(right.to_number()?);
    Ok(match relation {
        Relation::Less => order == Ordering::Less,
        Relation::AtMost => order != Ordering::Greater,
        Relation::Greater => order == Ordering::Greater,
        _ => order != Ordering::Less,
    })
}

fn has(number: &Number, property: Property, fuel: &mut Fuel) -> Result<bool, Error> {
    let whole = is_exactly_whole(number);
    Ok(match property {
        Property::Whole => number.is_whole(),
        Property::Positive => !number.is_negative() && !number.is_zero(),
        Property::Even | Property::Odd => {
            let rest = Number::whole((property == Property::Odd).into());
            whole && number.remainder(&Number::whole(2))?.same(&rest)
        }
        Property::Square => {
            burn_for_root(number, fuel)?;
            whole && number.exact_root(2).is_some()
        }
        Property::Prime => whole && is_prime(number, fuel)?,
        Property::Sorted => return Err(Error::value("not-a-list")),
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
pub(super) fn gathered(inputs: &[Value]) -> &[Value] {
    match inputs {
        [Value::List(items)] => items,
        _ => inputs,
    }
}

/// The numbers these values are; an error where one is none.
pub(super) fn numbers(values: &[Value]) -> Result<Vec<&Number>, Error> {
    let mut numbers = Vec::with_capacity(values.len());
    for value in values {
        numbers.push(value.to_number()?);
    }
    Ok(numbers)
}

fn call(function: Function, inputs: &[Value], fuel: &mut Fuel) -> Result<Value, Error> {
    match function {
        Function::Count => Ok(Value::whole(gathered(inputs).len() as i64)),
        Function::Distinct => Ok(Value::List(distinct(gathered(inputs)))),
        Function::Sum
        | Function::Mean
        | Function::Median
        | Function::Min
        | Function::Max
        | Function::Sorted
        | Function::Gcd
        | Function::Lcm
        | Function::Choose
        | Function::Floor
        | Function::Ceil
        | Function::Round
        | Function::Sqrt
        | Function::Abs
        | Function::Sin
        | Function::Cos
        | Function::Tan
        | Function::Exp
        | Function::Ln
        | Function::Log => of_numbers(function, numbers(gathered(inputs))?, fuel),
        _ => functions::call(function, inputs),
    }
}

fn of_numbers(function: Function, numbers: Vec<&Number>, fuel: &mut Fuel) -> Result<Value, Error> {
    let result = match (function, numbers.as_slice()) {
        (Function::Sum, _) => total(numbers, fuel)?,
        (Function::Mean, _) => mean(numbers, fuel)?,
        (Function::Median, _) => median(&ascending(numbers))?,
        (Function::Min, _) => extreme(&numbers, Ordering::Less)?.clone(),
        (Function::Max, _) => extreme(&numbers, Ordering::Greater)?.clone(),
        (Function::Sorted, _) => {
            let mut values = Vec::with_capacity(numbers.len());
            for number in ascending(numbers) {
                values.push(Value::Number(number.clone()));
            }
            return Ok(Value::List(values));
        }
        (Function::Gcd, _) => fold(&numbers, greatest_common, fuel)?,
        (Function::Lcm, _) => fold(&numbers, least_common, fuel)?,
        (Function::Choose, [n, k]) => choose(n, k, fuel)?,
        (Function::Choose, _) => return Err(wrong()),
        (_, [of]) => {
            burn_for_root(of, fuel)?;
            single(function, of)?
        }
        _ => return Err(wrong()),
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
        Function::Abs => of.size(),
        _ => curve(function, of.to_f64()?),
    }
}

/// Angles are measured by the length of the arc, logarithms are to the base e or, for `log`, to the base 10.
fn curve(function: Function, of: f64) -> Result<Number, Error> {
    let none = Err(Error::value("no-real-value"));
    let value = match function {
        Function::Sin => libm::sin(of),
        Function::Cos => libm::cos(of),
        Function::Tan if libm::fabs(libm::cos(of)) < POLE => return none,
        Function::Tan => libm::tan(of),
        // What would be rounded to zero is too small to work with.
        Function::Exp => match libm::exp(of) {
            0.0 => f64::INFINITY,
            value => value,
        },
        _ if of <= 0.0 => return none,
        Function::Ln => libm::log(of),
        _ => libm::log10(of),
    };
    Number::near(value)
}

fn total(values: Vec<&Number>, fuel: &mut Fuel) -> Result<Number, Error> {
    let zero = Number::whole(0);
    let mut values = values;
    values.push(&zero);
    fold(&values, Number::plus, fuel)
}

fn mean(values: Vec<&Number>, fuel: &mut Fuel) -> Result<Number, Error> {
    let count = Number::whole(values.len() as i64);
    total(values, fuel)?.over(&count)
}

pub(super) fn median(values: &[&Number]) -> Result<Number, Error> {
    let middle = values.len() / 2;
    let upper = values.get(middle).ok_or_else(wrong)?;
    match middle.checked_sub(1).and_then(|below| values.get(below)) {
        Some(lower) if values.len().is_multiple_of(2) => lower.plus(upper)?.over(&Number::whole(2)),
        _ => Ok((*upper).clone()),
    }
}

pub(super) fn extreme<'a>(values: &[&'a Number], wanted: Ordering) -> Result<&'a Number, Error> {
    let mut best = *values.first().ok_or_else(wrong)?;
    for value in values {
        if value.order(best) == wanted {
            best = value;
        }
    }
    Ok(best)
}

fn fold(
    values: &[&Number],
    join: fn(&Number, &Number) -> Result<Number, Error>,
    fuel: &mut Fuel,
) -> Result<Number, Error> {
    let (first, rest) = values.split_first().ok_or_else(wrong)?;
    let mut total = (*first).clone();
    for value in rest {
        fuel.burn(total.work_with(value))?;
        total = join(&total, value)?;
    }
    Ok(total)
}

pub(super) fn ascending(values: Vec<&Number>) -> Vec<&Number> {
    sorted(values, |a, b| a.order(b).is_lt())
}

/// Each value once, in the order in which they come.
pub fn distinct(values: &[Value]) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    for value in values {
        if !found.iter().any(|v| v.same(value)) {
            found.push(value.clone());
        }
    }
    found
}

#[cfg(test)]
mod tests;
