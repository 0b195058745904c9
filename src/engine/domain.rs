//! Owns which cases formulas and statements are tried on: all of a short closed domain, else fixed ones, with the places
//! where something changes (below a line, inside |…|, at a relation) and what lies beside and between them.

use super::expr::{Expr, Function, Op};
use super::kind::Kind;
use super::model::{Model, Row};
use super::normal::coefficients;
use super::number::Number;
use super::value::ascending;

/// Most cases of a closed domain that are all tried.
const ALL: usize = 1_000;
/// Most cases that are tried of any other domain.
const MOST_ROWS: usize = 4_000;
/// How many values of the other letters are looked at for places where something changes.
const LOOKED_AT: usize = 40;
/// Most ways of undoing the |…| of a formula.
const MOST_WAYS: usize = 16;
/// Highest power of a polynomial whose zeros are looked for; the zeros of higher ones take long to find.
const HIGHEST: usize = 8;
/// Steps from the low end that are tried behind the first ones.
const FAR: [u16; 12] = [
    128, 150, 199, 211, 256, 365, 499, 599, 999, 1_000, 10_007, 65_000,
];
/// Points of an interval, as top and bottom; all but the first are tried with both signs.
const POINTS: [(u16, u16); 16] = [
    (0, 1),
    (1, 1),
    (2, 1),
    (3, 1),
    (5, 1),
    (1, 2),
    (7, 3),
    (10, 1),
    (1, 10),
    (37, 1),
    (22, 7),
    (101, 9),
    (1_001, 10),
    (10_007, 1),
    (65_001, 2),
    (60_013, 64_997),
];

/// The cases to try formulas on that are made of these letters.
pub fn domain(letters: &[String], of: &[&Expr], model: &Model) -> Vec<Row> {
    let (mut closed, mut all, mut complete) = (Vec::new(), 1usize, true);
    for letter in letters {
        let (values, ends) = model.kind(letter).values(ALL);
        all = all.saturating_mul(values.len());
        complete &= ends && all <= ALL;
        closed.push(values);
    }
    let mut changing = Vec::new();
    if !complete {
        for expr in of {
            changes(expr, &mut changing);
        }
    }
    let share = match letters.len() {
        0 | 1 => 128,
        2 => 24,
        3 => 10,
        _ => 5,
    };
    let mut rows: Vec<Row> = vec![Row::new()];
    for (at, (letter, values)) in letters.iter().zip(closed).enumerate() {
        let kind = model.kind(letter);
        let values = if complete {
            values
        } else {
            points(&kind, share)
        };
        let last = at + 1 == letters.len();
        let mut longer = Vec::new();
        for (place, row) in rows.iter().enumerate() {
            let mut values = values.clone();
            if last && place < LOOKED_AT {
                values.extend(beside(&changing, letter, row, &kind, model));
            }
            for value in values.into_iter().take(MOST_ROWS / rows.len().max(1) + 1) {
                let mut row = row.clone();
                row.push((letter.clone(), value));
                longer.push(row);
            }
        }
        rows = longer;
    }
    rows
}

/// Values of a kind: the first ones, some far out, and the last ones.
fn points(kind: &Kind, most: usize) -> Vec<Number> {
    let (mut values, complete) = kind.values(most);
    if complete {
        return values;
    }
    match kind {
        Kind::Any { low, high } => return between(low.as_ref(), high.as_ref(), most),
        Kind::Range { low, high, step } => {
            let near = FAR.len().saturating_sub(most / 8 + 2);
            for far in FAR.iter().skip(near) {
                values.extend(steps_from(low, (*far).into(), step));
            }
            if let Some(end) = high {
                values.extend(steps_from(end, -1, step));
                values.push(end.clone());
            }
        }
        _ => {}
    }
    values.retain(|value| kind.holds_number(value));
    values
}

fn steps_from(from: &Number, steps: i64, step: &Number) -> Option<Number> {
    from.plus(&step.times(&Number::whole(steps)).ok()?).ok()
}

/// Fixed points of an interval, fractions among them: from its ends and inside it.
fn between(low: Option<&Number>, high: Option<&Number>, most: usize) -> Vec<Number> {
    let zero = Number::whole(0);
    let mut found: Vec<Number> = Vec::new();
    let kind = Kind::Any {
        low: low.cloned(),
        high: high.cloned(),
    };
    let mut add = |value: Option<Number>| {
        if let Some(value) = value.filter(|value| kind.holds_number(value))
            && !found.iter().any(|other| other.same(&value))
        {
            found.push(value);
        }
    };
    for (top, bottom) in POINTS.iter().take(most / 2 + 3) {
        let Ok(size) = Number::fraction((*top).into(), (*bottom).into()) else {
            continue;
        };
        add(Some(size.clone()));
        add(zero.minus(&size).ok());
        add(low.and_then(|low| low.plus(&size).ok()));
        add(high.and_then(|high| high.minus(&size).ok()));
        if let (Some(low), Some(high)) = (low, high) {
            let part = high.minus(low).and_then(|all| all.times(&size));
            add(part
                .and_then(|part| low.plus(&part.over(&Number::whole(11))?))
                .ok());
        }
    }
    found
}

/// The formulas that are zero where something changes: what stands below a line, inside |…|, on two sides of a relation.
fn changes(expr: &Expr, out: &mut Vec<Expr>) {
    match &expr.op {
        Op::Over | Op::Power | Op::Call(Function::Abs | Function::Sqrt) => {
            if let Some(of) = expr.parts.first() {
                put_factors(of, out);
            }
        }
        Op::Compare(_)
        | Op::In
        | Op::Range
        | Op::List
        | Op::Call(Function::Max | Function::Min) => {
            let first = expr.parts.first();
            for pair in expr.parts.windows(2) {
                if let [left, right] = pair {
                    out.push(less(left, right));
                }
            }
            // Every value of a list is a place of its own.
            if let (Op::In, [of, range]) = (&expr.op, expr.parts.as_slice()) {
                for end in &range.parts {
                    out.push(less(of, end));
                }
            } else if let (Some(first), Some(last)) = (first, expr.parts.get(2)) {
                out.push(less(first, last));
            }
        }
        _ => {}
    }
    for part in &expr.parts {
        changes(part, out);
    }
}

/// A product is zero where a factor is, and a power where its base is, which is much shorter written out.
fn put_factors(of: &Expr, out: &mut Vec<Expr>) {
    match (&of.op, of.parts.as_slice()) {
        (Op::Product, factors) => factors.iter().for_each(|factor| put_factors(factor, out)),
        (Op::Power, [of, _]) | (Op::Over | Op::Minus, [of]) => put_factors(of, out),
        _ => out.push(of.clone()),
    }
}

fn less(left: &Expr, right: &Expr) -> Expr {
    Expr::new(Op::Sum, vec![left.clone(), right.clone().minus()])
}

/// The formula with every |…| undone in both ways, every max and min in each.
fn undone(expr: &Expr) -> Vec<Expr> {
    let mut ways: Vec<Vec<Expr>> = vec![Vec::new()];
    for part in &expr.parts {
        let parts = undone(part);
        let mut longer = Vec::new();
        for way in &ways {
            for part in &parts {
                let mut way = way.clone();
                way.push(part.clone());
                longer.push(way);
            }
        }
        longer.truncate(MOST_WAYS);
        ways = longer;
    }
    let mut found = Vec::new();
    for parts in ways {
        match (&expr.op, parts.as_slice()) {
            (Op::Call(Function::Abs), [of]) => found.extend([of.clone(), of.clone().minus()]),
            (Op::Call(Function::Max | Function::Min), _) => found.extend(parts),
            _ => found.push(Expr::new(expr.op.clone(), parts)),
        }
    }
    found.truncate(MOST_WAYS);
    found
}

/// Values of a letter at, beside and between the places where something changes, in a case of the other letters.
fn beside(changing: &[Expr], letter: &str, row: &Row, kind: &Kind, model: &Model) -> Vec<Number> {
    let known = |name: &str| {
        let value = row.iter().find(|(n, _)| n == name)?;
        Some(Expr::of_number(&value.1))
    };
    let mut places: Vec<Number> = Vec::new();
    for expr in changing {
        for way in undone(&expr.replaced(&known)) {
            put_zeros(&way, letter, model, &mut places);
        }
    }
    let places = ascending(places.iter().collect());
    let mut found = Vec::new();
    for (at, place) in places.iter().enumerate() {
        near(place, kind, &mut found);
        if let Some(middle) = places.get(at + 1).and_then(|next| middle(place, next)) {
            near(&middle, kind, &mut found);
        }
    }
    found
}

fn middle(a: &Number, b: &Number) -> Option<Number> {
    a.plus(b).ok()?.over(&Number::whole(2)).ok()
}

/// Puts the values of the letter at which a formula is zero, or has none, to those that are known.
fn put_zeros(expr: &Expr, letter: &str, model: &Model, places: &mut Vec<Number>) {
    let Some(both) = coefficients(expr, letter, model) else {
        return;
    };
    for polynomial in &both {
        for place in roots(polynomial) {
            if !places.iter().any(|other| other.same(&place)) {
                places.push(place);
            }
        }
    }
}

/// Puts the value itself, and the values on both sides of it, to those found, as far as they are of the kind.
fn near(value: &Number, kind: &Kind, found: &mut Vec<Number>) {
    let one = Number::whole(1);
    let (low, step) = match kind {
        Kind::Range { low, step, .. } => (low.clone(), step),
        _ => (value.clone(), &one),
    };
    let below = value
        .minus(&low)
        .and_then(|from_low| from_low.over(step)?.floor()?.times(step)?.plus(&low));
    let mut near = vec![value.clone()];
    if let Ok(below) = below {
        for by in [-1, 0, 1] {
            near.extend(steps_from(&below, by, step));
        }
    }
    for value in near {
        if kind.holds_number(&value) {
            found.push(value);
        }
    }
}

/// The real zeros of a polynomial, given by its coefficients from the constant on: exact where they are fractions that its
/// ends allow, else near.
fn roots(coefficients: &[Number]) -> Vec<Number> {
    let ends = coefficients.split_last();
    let Some((lead, lower)) = ends.filter(|(_, lower)| lower.len() <= HIGHEST) else {
        return Vec::new();
    };
    if let [constant] = lower {
        let root = constant.negated().and_then(|constant| constant.over(lead));
        return root.map_or(Vec::new(), |root| vec![root]);
    }
    // Between two places where it does not rise or fall there is one zero at most.
    let mut ends = roots(&derivative(coefficients));
    if let (false, Some(bound)) = (lower.is_empty(), bound(lead, lower)) {
        ends.extend(bound.negated().ok());
        ends.push(bound);
    }
    let ends = ascending(ends.iter().collect());
    let mut found: Vec<Number> = Vec::new();
    for (at, end) in ends.iter().enumerate() {
        let root = match (is_below(coefficients, end), ends.get(at + 1)) {
            (None, _) => Some((*end).clone()),
            (Some(below), Some(next)) if is_below(coefficients, next) == Some(!below) => {
                halved(coefficients, end, next, below)
            }
            _ => None,
        };
        found.extend(root);
    }
    found
}

fn derivative(coefficients: &[Number]) -> Vec<Number> {
    let mut found = Vec::new();
    for (power, number) in coefficients.iter().enumerate().skip(1) {
        found.extend(number.times(&Number::whole(power as i64)).ok());
    }
    found
}

/// No zero is larger than the largest ratio to the leading coefficient and one more.
fn bound(lead: &Number, lower: &[Number]) -> Option<Number> {
    let mut largest = Number::whole(0);
    for number in lower {
        let ratio = number.over(lead).ok()?.size().ok()?;
        if ratio.order(&largest).is_gt() {
            largest = ratio;
        }
    }
    largest.plus(&Number::whole(1)).ok()
}

/// Whether the polynomial is below zero there; nothing where it is zero.
fn is_below(coefficients: &[Number], at: &Number) -> Option<bool> {
    let mut value = Number::whole(0);
    for number in coefficients.iter().rev() {
        value = value.times(at).and_then(|value| value.plus(number)).ok()?;
    }
    (!value.is_zero()).then(|| value.is_negative())
}

/// The zero between two places of which one is below zero.
fn halved(coefficients: &[Number], low: &Number, high: &Number, below: bool) -> Option<Number> {
    let (mut low, mut high) = (near_number(low)?, near_number(high)?);
    for _ in 0..90 {
        let middle = middle(&low, &high)?;
        if is_below(coefficients, &middle) == Some(below) {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(exact(coefficients, &high).unwrap_or(high))
}

fn near_number(number: &Number) -> Option<Number> {
    number.times(&Number::near(1.0).ok()?).ok()
}

/// The fraction with the leading coefficient below its line that lies there, if it is a zero.
fn exact(coefficients: &[Number], near: &Number) -> Option<Number> {
    let (top, bottom) = coefficients.last()?.parts()?;
    let mut scale = top.times(&bottom).ok()?;
    for number in coefficients {
        scale = scale.times(&number.parts()?.1).ok()?;
    }
    let half = Number::fraction(1, 2).ok()?;
    let whole = near.times(&scale).ok()?.plus(&half).ok()?.floor().ok()?;
    let exact = whole.over(&scale).ok()?;
    is_below(coefficients, &exact).is_none().then_some(exact)
}
