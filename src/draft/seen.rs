//! Owns the choice of numbers: which cases a task shows, how far a table goes, what is asked backwards. Looks at a quantity in
//! one variant, always forwards; what it chooses is proved by whoever uses it.

use crate::engine::compare::{Definitions, expanded};
use crate::engine::expr::Expr;
use crate::engine::kind::Kind;
use crate::engine::model::{Model, Row, Variant};
use crate::engine::number::Number;
use crate::engine::value::{number, truth};
use crate::engine::world::World;
use crate::task::as_sum;

/// Values of one letter that are looked at.
const MOST: [usize; 3] = [120, 30, 10];
/// Rows that are looked at.
const MOST_ROWS: usize = 2_000;
/// A number students would not like to type.
const LARGE: i64 = 1_000_000;
/// Up to here a search that turns the question round is quick, and a student can try.
const LARGE_BACKWARDS: i64 = 10_000;
/// Where in the values of a letter the questions turned round begin to look.
const MIDDLE: usize = 11;

/// A quantity in the cases of a variant.
#[derive(Clone, Debug)]
pub struct Seen<'a> {
    pub model: &'a Model,
    pub variant: Variant,
    pub name: String,
    /// What it changes with.
    pub letters: Vec<String>,
}

/// A number to ask for, and how many of the cases looked at give it.
#[derive(Clone, Debug)]
pub struct Target {
    pub value: Number,
    pub cases: Vec<Row>,
}

impl<'a> Seen<'a> {
    pub fn new(model: &'a Model, variant: Variant, name: &str) -> Seen<'a> {
        let mut seen = Seen {
            model,
            variant,
            name: name.to_string(),
            letters: Vec::new(),
        };
        let formula = seen.formula();
        let mut letters: Vec<String> = Vec::new();
        formula.names(&mut |name| {
            if model.is_free(name) && !letters.iter().any(|letter| letter == name) {
                letters.push(name.to_string());
            }
        });
        seen.letters = letters;
        seen
    }

    /// The formula in the letters that the variant leaves free.
    pub fn formula(&self) -> Expr {
        let definitions = Definitions {
            bindings: &self.variant.bindings,
            laid: &[],
            idea: None,
        };
        expanded(&Expr::name(&self.name), self.model, &definitions)
    }

    /// The same as one sum, where it is a polynomial.
    pub fn worked_out(&self) -> Expr {
        let formula = self.formula();
        as_sum(&formula, &self.letters, self.model).unwrap_or(formula)
    }

    /// What the variant ties, of the letters that the quantity's own formula uses: ` Here m is n.`; nothing where it ties none.
    pub fn here(&self) -> String {
        let quantity = self.model.quantity(&self.name);
        let is = quantity.and_then(|quantity| quantity.is.as_ref());
        let used = |name: &str| is.is_some_and(|is| is.mentions(name));
        let bindings = self.variant.bindings.iter();
        let said: Vec<String> = bindings
            .filter(|(name, _)| used(name))
            .map(|(name, to)| format!("{name} is {}", to.write()))
            .collect();
        match said.as_slice() {
            [] => String::new(),
            said => format!(" Here {}.", said.join(" and ")),
        }
    }

    /// The first values of a letter, from the low end.
    pub fn values_of(&self, letter: &str) -> Vec<Number> {
        let most = MOST.get(self.letters.len().saturating_sub(1)).unwrap_or(&6);
        let kind = self.model.kind(letter);
        match kind {
            Kind::Any { .. } => {
                let whole = (1..=*most as i64).map(Number::whole);
                whole.filter(|value| kind.holds_number(value)).collect()
            }
            _ => kind.values(*most).0,
        }
    }

    /// The exact value in a case that the conditions of the task allow.
    pub fn value(&self, case: &Row) -> Option<Number> {
        let world = World::new(self.model, Some(&self.variant), case);
        let allowed = |test: &Expr| truth(test, &world).unwrap_or(true);
        let allowed = self.model.wheres.iter().all(allowed);
        let value = number(&Expr::name(&self.name), &world).ok()?;
        (allowed && value.is_exact()).then_some(value)
    }

    /// One case near each of these places among the values of the first letter, near to far; the other letters stand `apart`
    /// places further on. Whole and handy values are taken first.
    pub fn cases(&self, places: &[usize], apart: usize) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for place in places {
            let near = self.rows_near(*place, apart);
            let mut new = near.iter().filter(|row| !rows.contains_row(row));
            let handy = new.clone().find(|row| self.is_handy(row));
            rows.extend(
                handy
                    .or_else(|| new.find(|row| self.value(row).is_some()))
                    .cloned(),
            );
        }
        rows.sort_by(|a, b| match (a.first(), b.first()) {
            (Some((_, a)), Some((_, b))) => a.order(b),
            _ => std::cmp::Ordering::Equal,
        });
        rows
    }

    /// The rows round a place, the nearest first.
    fn rows_near(&self, place: usize, apart: usize) -> Vec<Row> {
        let each = if self.letters.len() > 2 { 4 } else { 12 };
        let mut rows = vec![Row::new()];
        for (at, letter) in self.letters.iter().enumerate() {
            let values = self.values_of(letter);
            let last = values.len().saturating_sub(1);
            let start = match at {
                0 => place.min(last),
                _ => (place + apart * at) % values.len().max(1),
            };
            let mut order: Vec<usize> = (0..values.len()).collect();
            order.sort_by_key(|index| index.abs_diff(start));
            let near: Vec<&Number> = order
                .iter()
                .take(each)
                .filter_map(|index| values.get(*index))
                .collect();
            let longer = |row: &Row| {
                let with = |value: &&Number| {
                    let pair = (letter.clone(), (*value).clone());
                    row.iter().cloned().chain([pair]).collect::<Row>()
                };
                near.iter().map(with).collect::<Vec<Row>>()
            };
            rows = rows.iter().flat_map(longer).take(MOST_ROWS).collect();
        }
        rows
    }

    /// Whole, above nothing, short to type, and no letter like another one.
    fn is_handy(&self, row: &Row) -> bool {
        let unlike = row.iter().enumerate().all(|(at, (_, value))| {
            let mut behind = row.iter().skip(at + 1);
            behind.all(|(_, other)| !other.same(value))
        });
        unlike && self.value(row).is_some_and(|value| is_short(&value, LARGE))
    }

    /// Every case that is looked at, with its value.
    pub fn all(&self) -> Vec<(Row, Number)> {
        let mut rows = vec![Row::new()];
        for letter in &self.letters {
            let values = self.values_of(letter);
            let longer = |row: &Row| {
                let with = |value: &Number| {
                    let pair = (letter.clone(), value.clone());
                    row.iter().cloned().chain([pair]).collect::<Row>()
                };
                values.iter().map(with).collect::<Vec<Row>>()
            };
            rows = rows.iter().flat_map(longer).take(MOST_ROWS).collect();
        }
        let with_value = |row: Row| self.value(&row).map(|value| (row, value));
        rows.into_iter().filter_map(with_value).collect()
    }

    /// Numbers worth asking for backwards, the best first; none of those that are taken already.
    pub fn targets(&self, taken: &[Number]) -> Vec<Target> {
        let all = self.all();
        let mut targets: Vec<Target> = Vec::new();
        let mut order: Vec<usize> = (0..all.len()).collect();
        let middle = match self.letters.len() {
            1 => MIDDLE,
            // Row after row: the middle of the fifth.
            _ => all.len() / 6,
        };
        order.sort_by_key(|index| index.abs_diff(middle));
        for (_, value) in order.iter().filter_map(|index| all.get(*index)) {
            let is_taken = |other: &&Number| other.same(value);
            let known = targets.iter().any(|target| target.value.same(value));
            if known || taken.iter().any(|other| is_taken(&other)) {
                continue;
            }
            let cases = all.iter().filter(|(_, other)| other.same(value));
            targets.push(Target {
                value: value.clone(),
                cases: cases.map(|(row, _)| row.clone()).collect(),
            });
        }
        targets.sort_by_key(|target| !is_short(&target.value, LARGE_BACKWARDS));
        targets
    }

    /// A number near another one that no case gives, as far as was looked.
    pub fn missed(&self, near: &Number, taken: &[Number]) -> Option<Number> {
        let all = self.all();
        let free = |value: &Number| {
            let given = all.iter().any(|(_, other)| other.same(value));
            !given && !value.is_negative() && !taken.iter().any(|other| other.same(value))
        };
        // Two further on looks as possible as the number itself where values are all even.
        let steps = [2, 1].into_iter().chain(3..=12);
        let steps = steps.flat_map(|step| [step, -step]).map(Number::whole);
        let beside = steps.filter_map(|step| near.plus(&step).ok());
        let half = Number::fraction(1, 2)
            .and_then(|half| near.plus(&half))
            .ok();
        let lowest = all.iter().map(|(_, value)| value).min_by(|a, b| a.order(b));
        let below = lowest.and_then(|value| value.minus(&Number::whole(1)).ok());
        beside.chain(below).chain(half).find(free)
    }
}

trait Rows {
    fn contains_row(&self, row: &Row) -> bool;
}

impl Rows for Vec<Row> {
    fn contains_row(&self, row: &Row) -> bool {
        let same = |other: &Row| {
            let mut pairs = other.iter().zip(row);
            pairs.all(|((_, a), (_, b))| a.same(b))
        };
        self.iter().any(same)
    }
}

fn is_short(value: &Number, most: i64) -> bool {
    let positive = !value.is_negative() && !value.is_zero();
    positive && value.is_whole() && value.order(&Number::whole(most)).is_le()
}

/// `3, 6, 20` for one letter, `(3, 5), (6, 9)` for several.
pub fn listed(rows: &[Row]) -> String {
    let one = |row: &Row| {
        let values: Vec<String> = row.iter().map(|(_, value)| value.exact_text()).collect();
        match values.as_slice() {
            [value] => value.clone(),
            values => format!("({})", values.join(", ")),
        }
    };
    rows.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// `n` for one letter, `(n, m)` for several.
pub fn together(letters: &[String]) -> String {
    match letters {
        [letter] => letter.clone(),
        letters => format!("({})", letters.join(", ")),
    }
}
