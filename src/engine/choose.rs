//! Owns which cases may be chosen on a page: from one case to another by one of its quantities. Knows nothing of what the
//! case shows.

use super::kind::{Kind, allows};
use super::model::{Model, Row, Section};
use super::number::Number;
use super::value::{Fuel, truth};
use super::world::World;

/// Most values in a row that are looked at for one that is allowed.
const MOST_TRIED: usize = 1_000;

/// How a quantity is to change.
#[derive(Clone, Debug)]
pub enum Change {
    /// By so many of its steps, at least as far as its values go.
    By(i64),
    /// To its lowest value, or its highest.
    End(bool),
    /// To this value; beyond an end it is the end that is meant.
    To(Number),
}

/// The case after a change of one of its quantities; none where there is nothing to go on to.
pub fn chosen(
    model: &Model,
    section: &Section,
    row: &Row,
    name: &str,
    change: &Change,
) -> Option<Row> {
    let kind = model.kind(name);
    let (_, now) = row.iter().find(|(known, _)| known == name)?;
    let with = |value: &Number| {
        let mut row = row.clone();
        for (known, old) in &mut row {
            if known == name {
                *old = value.clone();
            }
        }
        row
    };
    let allowed = |value: &Number| is_case(model, section, &with(value));
    let end = |high: bool| {
        let end = if high { kind.high() } else { kind.low() }?;
        match allowed(end) {
            true => Some(end.clone()),
            false => walk(&kind, end, !high, 1, &allowed),
        }
    };
    let value = match change {
        Change::By(steps) => walk(
            &kind,
            now,
            *steps > 0,
            steps.unsigned_abs() as usize,
            &allowed,
        ),
        Change::End(high) => end(*high),
        Change::To(value) if kind.low().is_some_and(|low| value.order(low).is_lt()) => end(false),
        Change::To(value) if kind.high().is_some_and(|high| value.order(high).is_gt()) => end(true),
        Change::To(value) => Some(value.clone()).filter(allowed),
    };
    value.map(|value| with(&value))
}

/// The first allowed value at least so many steps away; the last one before them where the values end sooner.
fn walk(
    kind: &Kind,
    from: &Number,
    up: bool,
    steps: usize,
    allowed: &dyn Fn(&Number) -> bool,
) -> Option<Number> {
    let (mut here, mut found) = (from.clone(), None);
    for at in 1..=MOST_TRIED {
        let Some(next) = kind.next(&here, up) else {
            break;
        };
        here = next;
        if allowed(&here) {
            found = Some(here.clone());
            if at >= steps {
                break;
            }
        }
    }
    found
}

/// Whether a row can be a case: its values and those the variant binds are of their kinds, and every `where` holds.
pub fn is_case(model: &Model, section: &Section, row: &Row) -> bool {
    let variant = model.variant_of(section);
    let world = World::new(model, variant, row);
    let bindings = variant.map_or(&[][..], |variant| &variant.bindings);
    let bound = bindings.iter().all(|(name, _)| {
        let value = world.value(name, &mut Fuel::full());
        value.is_ok_and(|value| allows(&world, name, &value))
    });
    let own = |(name, value): &(String, Number)| model.kind(name).holds_number(value);
    let holds = |test| truth(test, &world).unwrap_or(true);
    bound && row.iter().all(own) && model.wheres.iter().all(holds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::model::{Quantity, Variant};
    use crate::engine::reader::read;
    use crate::engine::token::Scope;

    fn model(kind: &str, test: &str) -> Model {
        let quantity = Quantity {
            name: "n".to_string(),
            kind: Some(Kind::read(kind).expect(kind).expect(kind)),
            is: None,
            within: None,
            letters: Vec::new(),
            said: String::new(),
            units: Vec::new(),
            other_units: Vec::new(),
        };
        let variant = Variant {
            name: String::new(),
            bindings: Vec::new(),
            rows: Vec::new(),
        };
        Model {
            quantities: vec![quantity],
            variants: vec![variant],
            wheres: vec![read(test, &Scope::author(["n"])).expect(test)],
            ..Model::default()
        }
    }

    #[test]
    fn a_quantity_changes_within_its_kind_and_where() {
        let whole = |n: i64| Change::To(Number::whole(n));
        for (kind, test, from, change, to) in [
            ("1..20", "n > 0", 5, Change::By(1), Some(6)),
            ("1..20", "n > 0", 5, Change::By(-1), Some(4)),
            ("1..20", "n > 0", 5, Change::By(10), Some(15)),
            ("1..20", "n > 0", 15, Change::By(10), Some(20)),
            ("1..20", "n > 0", 20, Change::By(1), None),
            ("1..20", "n > 0", 5, Change::End(true), Some(20)),
            ("1..", "n > 0", 5, Change::End(true), None),
            ("1..", "n > 0", 5, Change::End(false), Some(1)),
            ("1..20", "n is even", 4, Change::By(1), Some(6)),
            ("1..20", "n is even", 4, Change::By(9), Some(14)),
            ("1..19", "n is even", 4, Change::End(true), Some(18)),
            ("1..", "n < 7", 5, Change::By(10), Some(6)),
            ("1..20", "n is even", 4, whole(12), Some(12)),
            ("1..20", "n is even", 4, whole(7), None),
            ("1..20", "n > 0", 4, whole(99), Some(20)),
            ("1..20", "n > 0", 4, whole(-3), Some(1)),
            ("1..21 step 4", "n > 0", 5, Change::By(1), Some(9)),
            ("1..21 step 4", "n > 0", 5, whole(6), None),
            ("[20, 5, 10]", "n > 0", 5, Change::By(1), Some(10)),
            ("[20, 5, 10]", "n > 0", 10, Change::By(-1), Some(5)),
            ("[20, 5, 10]", "n > 0", 10, Change::End(true), Some(20)),
            ("any 0..", "n > 0", 5, Change::By(1), None),
        ] {
            let model = model(kind, test);
            let section = Section {
                id: String::new(),
                variant: 0,
                slots: Vec::new(),
            };
            let row = vec![("n".to_string(), Number::whole(from))];
            let row = chosen(&model, &section, &row, "n", &change);
            let came = row.and_then(|row| row.first()?.1.to_whole());
            assert_eq!(came, to, "{kind} where {test}: {from}, {change:?}");
        }
    }
}
