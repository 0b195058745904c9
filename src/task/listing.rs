//! Owns the listing of all values of a kind, for searches at build time; knows nothing of what is looked for.

use crate::engine::kind::{Kind, Many, Shape};
use crate::engine::value::Value;

/// The first `most` values of a kind, and whether these are all. Long lists count for as many as they have items.
pub fn values(kind: &Kind, most: usize) -> (Vec<Value>, bool) {
    if let Kind::Many(many) = kind {
        return several(many, most);
    }
    let (numbers, complete) = kind.values(most);
    (numbers.into_iter().map(Value::Number).collect(), complete)
}

fn several(many: &Many, most: usize) -> (Vec<Value>, bool) {
    let (each, complete) = values(&many.each, most);
    let longest = match (many.count, many.shape) {
        (Some(count), _) => count,
        (None, Shape::Set) => each.len(),
        _ => return (Vec::new(), false),
    };
    let most = most / longest.max(1);
    let (mut found, mut last, mut whole) = (Vec::new(), vec![Vec::new()], complete);
    for _ in 0..longest {
        if many.count.is_none() {
            found.extend(last.iter().cloned());
        }
        last = longer(many.shape, &last, each.len(), most);
        whole &= last.len() + found.len() < most;
        if !whole {
            last.truncate(most.saturating_sub(found.len()));
        }
    }
    found.extend(last);
    let value = |places: &Vec<usize>| {
        let items = places.iter().filter_map(|at| each.get(*at).cloned());
        rows(many.shape, items.collect())
    };
    (found.iter().map(value).collect(), whole)
}

/// Every list with one item more, each item given by its place among `of` values; a few more than `most` of them.
fn longer(shape: Shape, lists: &[Vec<usize>], of: usize, most: usize) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    for list in lists {
        let last = list.last().copied();
        let fits = |at: &usize| match shape {
            Shape::Set => last.is_none_or(|last| last < *at),
            Shape::Sum => last.is_none_or(|last| last <= *at),
            Shape::Order => !list.contains(at),
            Shape::List | Shape::Table(_) => true,
        };
        for at in (0..of).filter(fits) {
            found.push([list.as_slice(), &[at]].concat());
        }
        if found.len() > most {
            break;
        }
    }
    found
}

fn rows(shape: Shape, items: Vec<Value>) -> Value {
    match shape {
        Shape::Table(columns) => {
            let rows = items.chunks(columns.max(1));
            Value::List(rows.map(|row| Value::List(row.to_vec())).collect())
        }
        _ => Value::List(items),
    }
}
