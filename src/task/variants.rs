//! Owns the variants of a task: what each binds, and its rows of cases.

use super::kinds::constant;
use super::maths::unknown_quantity;
use super::{Formula, Reading};
use crate::diagnostic::{Diagnostic, Place};
use crate::engine::expr::Expr;
use crate::engine::model::{Row, Variant};
use crate::engine::number::Number;
use crate::engine::value::truth;
use crate::engine::world::World;
use crate::yaml::{Quantity as Written, Scalar, Variants};

/// Most rows a variant may list.
const MOST_ROWS: usize = 200;

/// Lists of cases: a quantity, its values, and where they are listed.
type Lists = Vec<(String, Vec<Number>, Place)>;

/// Reads every variant into the model; there is always at least one.
pub fn read(written: &Variants, reading: &mut Reading) {
    let scope = reading.scope(&[]);
    let wheres: Vec<(Expr, Place)> = written
        .wheres
        .iter()
        .filter_map(|text| Some((reading.statement(&text.into(), &scope)?, text.at.clone())))
        .collect();
    reading.model.wheres = wheres.iter().map(|(test, _)| test.clone()).collect();
    for (name, bindings) in &written.variants {
        let mut variant = Variant {
            name: name.text.clone(),
            bindings: Vec::new(),
            rows: Vec::new(),
        };
        let mut lists: Lists = Vec::new();
        for (key, values, listed) in bindings {
            if reading.model.quantity(&key.text).is_none() {
                unknown_quantity(key.into(), reading);
            } else if *listed {
                lists.extend(case_list(key, values, reading));
            } else if let Some((value, expr)) = values
                .first()
                .and_then(|value| Some((value, reading.expr(&value.into(), &scope)?)))
            {
                reading.formulas.push(Formula {
                    variant: Some(name.text.clone()),
                    name: key.text.clone(),
                    text: value.text.clone(),
                });
                bind(&mut variant, key, expr, reading);
            }
        }
        add_default_cases(written, &variant, &mut lists, reading);
        variant.rows = zipped(name, &lists, reading);
        keep_where(&mut variant, &wheres, name, reading);
        reading.model.variants.push(variant);
    }
    if reading.model.variants.is_empty() {
        let mut lists = Vec::new();
        let mut variant = Variant {
            name: String::new(),
            bindings: Vec::new(),
            rows: vec![Row::new()],
        };
        add_default_cases(written, &variant, &mut lists, reading);
        if let Some((name, _, at)) = lists.first().cloned() {
            variant.rows = zipped(
                &Scalar {
                    text: name,
                    at,
                    exact: false,
                },
                &lists,
                reading,
            );
        }
        reading.model.variants.push(variant);
    }
}

fn bind(variant: &mut Variant, key: &Scalar, expr: Expr, reading: &mut Reading) {
    if expr.mentions(&key.text) {
        let message = format!("`{}` is bound to itself", key.text);
        reading.trouble.push(
            Diagnostic::error("circular", key.at.clone(), message)
                .help("bind it to another quantity or a number"),
        );
        return;
    }
    if reading.model.is_derived(&key.text) {
        let message = format!(
            "`{}` follows from other quantities, so a variant cannot bind it",
            key.text
        );
        let fault = Diagnostic::error("derived-case", key.at.clone(), message);
        reading
            .trouble
            .push(fault.help("bind a quantity with a kind such as `1..`"));
        return;
    }
    if needs(&expr, &key.text, &variant.bindings) {
        let message = format!("`{}` is bound to itself by way of others", key.text);
        let fault = Diagnostic::error("circular", key.at.clone(), message);
        reading
            .trouble
            .push(fault.help("leave one of them free, with a list of cases"));
        return;
    }
    variant.bindings.push((key.text.clone(), expr));
}

/// Whether an expression leads to a name through what the variant binds.
fn needs(expr: &Expr, name: &str, bindings: &[(String, Expr)]) -> bool {
    let mut next = vec![expr];
    let mut seen: Vec<&str> = Vec::new();
    while let Some(expr) = next.pop() {
        if expr.mentions(name) {
            return true;
        }
        for (bound, expr) in bindings.iter().filter(|(bound, _)| expr.mentions(bound)) {
            if !seen.contains(&bound.as_str()) {
                seen.push(bound);
                next.push(expr);
            }
        }
    }
    false
}

/// A quantity's own `cases`, where the variant says nothing of it.
fn add_default_cases(
    written: &Variants,
    variant: &Variant,
    lists: &mut Lists,
    reading: &mut Reading,
) {
    for (name, quantity) in &written.quantities {
        let Written::In { cases, .. } = quantity else {
            continue;
        };
        let said = variant
            .bindings
            .iter()
            .any(|(bound, _)| *bound == name.text)
            || lists.iter().any(|(n, _, _)| *n == name.text);
        if !said && !cases.is_empty() {
            lists.extend(case_list(name, cases, reading));
        }
    }
}

fn case_list(
    key: &Scalar,
    values: &[Scalar],
    reading: &mut Reading,
) -> Option<(String, Vec<Number>, Place)> {
    if reading.model.is_derived(&key.text) {
        let message = format!(
            "`{}` follows from other quantities, so it cannot have cases",
            key.text
        );
        reading.trouble.push(
            Diagnostic::error("derived-case", key.at.clone(), message)
                .help("list the cases of a quantity with a kind such as `1..`"),
        );
        return None;
    }
    let kind = reading.model.kind(&key.text);
    let mut found = Vec::new();
    for value in values {
        let number = constant(value, reading)?;
        if !kind.holds_number(&number) {
            let message = format!(
                "`{}` cannot be {}: its kind is `{}`",
                key.text,
                number.exact_text(),
                kind.write()
            );
            reading.trouble.push(
                Diagnostic::error("outside-kind", value.at.clone(), message)
                    .help("write a value of that kind, or widen the kind"),
            );
        }
        found.push(number);
    }
    Some((key.text.clone(), found, key.at.clone()))
}

/// The rows of a variant: its lists, side by side.
fn zipped(name: &Scalar, lists: &Lists, reading: &mut Reading) -> Vec<Row> {
    let length = lists
        .iter()
        .map(|(_, values, _)| values.len())
        .max()
        .unwrap_or(0);
    for (key, values, at) in lists.iter().filter(|(_, values, _)| values.len() < length) {
        let message = format!(
            "in `{}`, `{key}` lists {} cases and another list has {length}",
            name.text,
            values.len()
        );
        reading.trouble.push(
            Diagnostic::error("uneven-cases", at.clone(), message)
                .help("the lists of a variant are read side by side: give each the same length"),
        );
    }
    if length > MOST_ROWS {
        let message = format!(
            "`{}` lists {length} cases; more than {MOST_ROWS} are not read",
            name.text
        );
        reading
            .trouble
            .push(Diagnostic::error("too-many", name.at.clone(), message).help("list fewer cases"));
    }
    if lists.is_empty() {
        return vec![Row::new()];
    }
    let row = |at: usize| {
        lists
            .iter()
            .filter_map(|(name, values, _)| Some((name.clone(), values.get(at)?.clone())))
            .collect()
    };
    (0..length.min(MOST_ROWS)).map(row).collect()
}

/// Drops the rows in which a `where` does not hold, and says so.
fn keep_where(
    variant: &mut Variant,
    wheres: &[(Expr, Place)],
    name: &Scalar,
    reading: &mut Reading,
) {
    for (test, at) in wheres {
        let rows = std::mem::take(&mut variant.rows);
        let (kept, dropped): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| {
            let world = World::new(&reading.model, Some(variant), row);
            truth(test, &world).unwrap_or(true)
        });
        variant.rows = kept;
        for row in dropped {
            let message = format!(
                "`where` drops the case {} of `{}`",
                case_text(&row),
                name.text
            );
            reading
                .trouble
                .push(Diagnostic::note("dropped-case", at.clone(), message));
        }
        if variant.rows.is_empty() {
            let message = format!("`where` leaves no case of `{}`", name.text);
            reading.trouble.push(
                Diagnostic::error("no-case", at.clone(), message)
                    .help("list a case in which it holds"),
            );
            variant.rows.push(Row::new());
        }
    }
}

/// A case in words: `n = 5, m = 8`.
pub fn case_text(row: &Row) -> String {
    row.iter()
        .map(|(name, value)| format!("{name} = {}", value.exact_text()))
        .collect::<Vec<_>>()
        .join(", ")
}
