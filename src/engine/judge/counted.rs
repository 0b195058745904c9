//! Owns what a student has counted: the cases in which an earlier response on the same page gave the asked quantity rightly,
//! beside what a rule gives there. The right value of any other case is never said.

use super::earlier::{ask_of, is_in};
use super::rule::{Tried, any_value_of, gives_text, letters_text, tried, value_of};
use super::{Desk, Earlier, case, table, values};
use crate::engine::expr::Expr;
use crate::engine::feedback::{sentence, with_unit};
use crate::engine::model::{Model, Quantity, Row, RuleAsk, Sort, ValueAsk};
use crate::engine::number::Number;
use crate::engine::response::{Response, read_response};
use crate::engine::template::escape;
use crate::engine::value::Value;
use crate::engine::world::World;

/// Most cases that stand in a table.
const MOST_LINES: usize = 6;

/// A case that was counted, and what the rule gives in it.
pub struct Counted<'a> {
    tried: Tried<'a>,
    /// As the student gave it.
    value: Number,
    /// The ask lists this case itself.
    is_listed: bool,
}

/// What was counted, each case once, in the order of counting.
pub fn counted<'a>(desk: &Desk<'a>, asked: &RuleAsk, rule: &Expr) -> Vec<Counted<'a>> {
    let (mut all, mut rows, mut found) = (Vec::new(), Vec::new(), Vec::new());
    for earlier in desk.earlier {
        got_right(desk, asked, earlier, &mut all);
    }
    for (there, value) in all {
        let Some(row) = row_of(desk, asked, &there) else {
            continue;
        };
        if rows.iter().any(|known| same_row(known, &row)) {
            continue;
        }
        let tried = tried(desk, asked, rule, &row);
        if !same_case(desk.model, asked, &tried.world, &there) {
            continue;
        }
        found.push(Counted {
            tried,
            value,
            is_listed: asked.cases.iter().any(|listed| same_row(listed, &row)),
        });
        rows.push(row);
    }
    found
}

impl Counted<'_> {
    fn fits(&self) -> bool {
        let gives = self.tried.gives.as_ref().and_then(Value::as_number);
        self.tried.fits || gives.is_some_and(|gives| gives.same(&self.value))
    }

    fn gives_other(&self) -> bool {
        self.tried.gives.is_some() && !self.fits()
    }
}

/// What the rule gives beside what was counted, for the first case in which they differ, one that the ask lists before any
/// other; then both for every counted case. Nothing where they differ nowhere.
pub fn beside(desk: &Desk, asked: &RuleAsk, all: &[Counted]) -> Option<String> {
    let differs = |counted: &&Counted| counted.gives_other();
    let mut listed = all.iter().filter(|counted| counted.is_listed);
    let first = listed.find(differs).or(all.iter().find(differs))?;
    let parts = [
        letters_text(desk, asked, &first.tried.world),
        gives_text(desk, asked, &first.tried),
        with_unit(desk.model, &asked.name, &Value::Number(first.value.clone())),
    ];
    let parts = [&*parts[0], &*parts[1], &*parts[2]];
    Some(sentence(desk.model, "rule-and-counted", &parts) + &lines(desk, asked, all))
}

/// A table of what the rule gives and what was counted. One case alone is said already.
fn lines(desk: &Desk, asked: &RuleAsk, all: &[Counted]) -> String {
    let mut out = String::new();
    if all.len() < 2 {
        return out;
    }
    let words = &desk.model.words;
    let (yours, counted) = (words.say("head-yours", &[]), words.say("head-counted", &[]));
    out.push_str("<table class=\"counted\"><thead><tr>");
    for head in [asked.letters.join(", "), yours, String::new(), counted] {
        let tag = if head.is_empty() {
            "td"
        } else {
            "th scope=\"col\""
        };
        put_cell(tag, &head, &mut out);
    }
    out.push_str("</tr></thead><tbody>");
    let decimal = desk.model.language.decimal;
    for line in all.iter().take(MOST_LINES) {
        let mut letters = Vec::new();
        for letter in &asked.letters {
            let value = any_value_of(&line.tried.world, letter);
            letters.push(value.map_or(String::new(), |value| value.shown(decimal)));
        }
        let gives = line.tried.gives.as_ref();
        let sign = if line.fits() { "=" } else { "≠" };
        out.push_str("<tr>");
        put_cell("th scope=\"row\"", &letters.join(", "), &mut out);
        put_cell(
            "td",
            &gives.map_or(String::new(), |gives| gives.shown(decimal)),
            &mut out,
        );
        put_cell("td", sign, &mut out);
        put_cell("td", &line.value.shown(decimal), &mut out);
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
    out
}

fn put_cell(tag: &str, text: &str, out: &mut String) {
    for part in [
        "<",
        tag,
        ">",
        &escape(text),
        "</",
        tag.get(..2).unwrap_or(""),
        ">",
    ] {
        out.push_str(part);
    }
}

/// The values of what makes a case of the ask, as they were elsewhere.
fn row_of(desk: &Desk, asked: &RuleAsk, there: &World) -> Option<Row> {
    let mut row = Row::new();
    if let Some(first) = asked.cases.first() {
        for (name, _) in first {
            row.push((name.clone(), value_of(there, name)?));
        }
        return Some(row);
    }
    for name in &asked.letters {
        if desk.model.is_free(name) {
            row.push((name.clone(), value_of(there, name)?));
        }
    }
    Some(row)
}

fn same_row(a: &Row, b: &Row) -> bool {
    a.len() == b.len() && a.iter().all(|entry| is_in(b, entry))
}

/// Gathers the cases of an earlier response in which it gave the asked quantity rightly, with what it gave.
fn got_right<'a>(
    desk: &Desk<'a>,
    asked: &RuleAsk,
    earlier: &'a Earlier,
    all: &mut Vec<(World<'a>, Number)>,
) {
    let (model, row) = (desk.model, &earlier.row);
    let Some(ask) = ask_of(desk, earlier) else {
        return;
    };
    let there = Desk { ask, row, ..*desk };
    match (&ask.sort, read_response(model, ask, row, &earlier.text)) {
        (Sort::Value(value), Ok(Response::Values(tuples))) => {
            for tuple in &tuples {
                let numbers = values::numbers(tuple);
                if values::is_right(model, ask, value, row, &numbers) {
                    all.extend(in_its_case(&there, asked, value, &numbers));
                }
            }
        }
        (Sort::Table(table), Ok(Response::Cells(cells))) if table.name == asked.name => {
            for cell in table::filled(&there, table, &cells) {
                if let (true, Ok(number)) = (cell.right, cell.value.number()) {
                    all.push((cell.world, number));
                }
            }
        }
        _ => {}
    }
}

/// Right values of an ask as the case they make, with the one of the asked quantity.
fn in_its_case<'a>(
    there: &Desk<'a>,
    asked: &RuleAsk,
    value: &ValueAsk,
    values: &[Value],
) -> Option<(World<'a>, Number)> {
    let at = value.names.iter().position(|name| *name == asked.name)?;
    let base = case(there);
    let world = match value.given.is_empty() {
        true => base,
        false => values::placed(&base, value, values),
    };
    Some((world, values.get(at)?.clone().number().ok()?))
}

/// Whether all free quantities the asked one can depend on have the same values in both cases.
fn same_case(model: &Model, asked: &RuleAsk, case: &World, other: &World) -> bool {
    for Quantity { name, is, .. } in &model.quantities {
        if is.is_some() || *name == asked.name {
            continue;
        }
        match (value_of(case, name), value_of(other, name)) {
            (Some(a), Some(b)) if a.same(&b) => {}
            (None, None) => {}
            _ => return false,
        }
    }
    true
}
