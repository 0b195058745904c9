//! Owns the texts that travel between the page and the engine; decides nothing itself. The fields of a text are parted by
//! U+001F. A row is its number, counted from 0 and round again, or a case of its own: `n=5,m=8`.

use crate::engine::choose::{Change, chosen};
use crate::engine::class;
use crate::engine::feedback::Feedback;
use crate::engine::judge::{self, Desk, Earlier};
use crate::engine::kind;
use crate::engine::model::{Ask, Model, Row};
use crate::engine::pick;
use crate::engine::present::{self, case_named};
use crate::engine::reading;
use crate::engine::response::base_world;
use crate::engine::spreadsheet;
use crate::engine::wire;
use crate::engine::work::{self, Given, Work};

/// What parts the fields.
pub const PART: char = '\u{1f}';

/// What a section shows: in `SECTION, ROW`; out the markup of its slots.
pub fn present(model: &Model, text: &str) -> String {
    let (section, row) = text.split_once(PART).unwrap_or(("", ""));
    let index = section.parse::<usize>().ok();
    let section = index.and_then(|index| model.sections.get(index));
    let slots = section.and_then(|section| {
        Some(present::present(
            model,
            section,
            &case_named(model, section, row)?,
        ))
    });
    joined(&slots.unwrap_or_default())
}

/// Another case of a section by one of its quantities: in `SECTION, ROW, NAME, CHANGE`, where CHANGE is a number of steps,
/// `low`, `high`, or `=` and a value as it was typed; out the row, or nothing where there is none to go on to.
pub fn step(model: &Model, text: &str) -> String {
    let fields: Vec<&str> = text.split(PART).collect();
    stepped(model, &fields).map_or(String::new(), |row| wire::row_text(&row))
}

fn stepped(model: &Model, fields: &[&str]) -> Option<Row> {
    let [section, row, name, change] = fields else {
        return None;
    };
    let section = model.sections.get(section.parse::<usize>().ok()?)?;
    let row = case_named(model, section, row)?;
    let change = change_of(model, change)?;
    chosen(model, section, &row, name, &change)
}

fn change_of(model: &Model, text: &str) -> Option<Change> {
    Some(match (text, text.strip_prefix('=')) {
        ("low", _) => Change::End(false),
        ("high", _) => Change::End(true),
        (_, Some(value)) => {
            let value = value.replace(model.language.decimal, ".");
            Change::To(kind::constant(&value)?)
        }
        _ => Change::By(text.parse().ok()?),
    })
}

/// What a response gets back: in `ASK, ROW, RESPONSE`, then `ASK, ROW, RESPONSE` of each earlier one; out `OUTCOME, IDEA,
/// WAY, FITS, OF, FOUND, SAYS, READ AS`.
pub fn judge(model: &Model, text: &str) -> String {
    let fields: Vec<&str> = text.split(PART).collect();
    judged(model, &fields).map_or(String::new(), feedback)
}

fn judged(model: &Model, fields: &[&str]) -> Option<Feedback> {
    at_desk(model, fields, judge::judge)
}

/// What a class view sees in a response: in as for [`judge()`]; out `GROUP, NAME, CASE, READ AS` with the case in words.
pub fn class(model: &Model, text: &str) -> String {
    let fields: Vec<&str> = text.split(PART).collect();
    let seen = at_desk(model, &fields, class::seen).unwrap_or_else(class::gone);
    let group = seen.group.word().to_string();
    joined(&[group, seen.name, seen.case, seen.read_as])
}

/// A response with those before it; nothing where the model has no such ask or case.
fn at_desk<T>(model: &Model, fields: &[&str], look: fn(Desk, &str) -> T) -> Option<T> {
    let (ask, row, text) = response(model, fields.get(..3)?)?;
    let mut earlier = Vec::new();
    for fields in fields.get(3..)?.chunks_exact(3) {
        if let Some((ask, row, text)) = response(model, fields) {
            let (ask, text) = (ask.id.clone(), text.to_string());
            earlier.push(Earlier { ask, row, text });
        }
    }
    let desk = Desk {
        model,
        ask,
        row: &row,
        earlier: &earlier,
    };
    Some(look(desk, text))
}

/// The figure of an ask with the places in it that a text speaks of: in `ASK, ROW, TEXT`; out `FIGURE, ROWS, COLUMNS,
/// SPACING, FIRST, PLACE …`, a place as `2 3`.
pub fn pick(model: &Model, text: &str) -> String {
    let fields: Vec<&str> = text.split(PART).collect();
    picked(model, &fields).map_or(String::new(), |fields| joined(&fields))
}

fn picked(model: &Model, fields: &[&str]) -> Option<Vec<String>> {
    let (ask, row, text) = response(model, fields)?;
    let pick = pick::of_ask(model, &ask.sort)?;
    let world = base_world(model, ask, &row);
    let lattice = pick.lattice(&world)?;
    let places = pick::places_in(text);
    let alt = model.words.say("shape-alt", &[]);
    let mut out = vec![pick.draw(&world, &places, &alt)];
    for size in [
        lattice.rows,
        lattice.columns,
        lattice.spacing,
        lattice.first,
    ] {
        out.push(size.to_string());
    }
    for (row, column) in places {
        out.push([&row.to_string(), " ", &column.to_string()].concat());
    }
    Some(out)
}

/// How a response is understood, before it is one: in `ASK, ROW, RESPONSE, CELL`, where CELL is the number of a table's cell
/// from 0 and RESPONSE its text alone, else empty; out `STATE, MATHML, WORDS, SAYS`.
pub fn read(model: &Model, text: &str) -> String {
    let fields: Vec<&str> = text.split(PART).collect();
    read_fields(model, &fields).unwrap_or_default()
}

fn read_fields(model: &Model, fields: &[&str]) -> Option<String> {
    let (ask, row, text) = response(model, fields.get(..3)?)?;
    let desk = Desk {
        model,
        ask,
        row: &row,
        earlier: &[],
    };
    let cell = fields.get(3).and_then(|cell| cell.parse().ok());
    let found = reading::reading(desk, text, cell);
    Some(joined(&[
        found.state.word().to_string(),
        found.mathml,
        found.words,
        found.says,
    ]))
}

/// A student's work to keep and to hand in: in `TASK, NAME, BRING`, then `ASK, CASE, TEXT` of each response in order; out `TEXT, CODE`.
pub fn write_work(text: &str) -> String {
    let mut fields = text.split(PART).map(str::to_string);
    let mut work = Work {
        task: fields.next().unwrap_or_default(),
        name: fields.next().unwrap_or_default(),
        bring: fields.next().unwrap_or_default(),
        given: Vec::new(),
    };
    while let (Some(ask), Some(case), Some(text)) = (fields.next(), fields.next(), fields.next()) {
        work.given.push(Given { ask, case, text });
    }
    let text = work::write(&work);
    let code = work::code(&text);
    joined(&[text, code])
}

/// The same back: in a text or a code; out `TASK, NAME, BRING`, then `ASK, CASE, TEXT` of each response. Where it cannot be
/// read the task is empty, and behind it stand why, such as `work-line`, and the parts of that sentence.
pub fn read_work(text: &str) -> String {
    let work = match work::read(text) {
        Ok(work) => work,
        Err(error) => {
            let mut fields = vec![String::new(), error.key.to_string()];
            fields.extend(error.parts.clone());
            return joined(&fields);
        }
    };
    let mut fields = vec![work.task, work.name, work.bring];
    for Given { ask, case, text } in work.given {
        fields.extend([ask, case, text]);
    }
    joined(&fields)
}

/// A table for a spreadsheet: in `DECIMAL, COLUMNS`, then the cells line by line; out its text.
pub fn spreadsheet(text: &str) -> String {
    let fields: Vec<&str> = text.split(PART).collect();
    let [decimal, columns, cells @ ..] = fields.as_slice() else {
        return String::new();
    };
    let decimal = decimal.chars().next().unwrap_or('.');
    spreadsheet::write(cells, columns.parse().unwrap_or(1), decimal)
}

fn response<'a>(model: &'a Model, fields: &[&'a str]) -> Option<(&'a Ask, Row, &'a str)> {
    let [id, row, text] = fields else { return None };
    let ask = model.asks.iter().find(|ask| ask.id == *id)?;
    Some((ask, case_named(model, model.section_of(ask)?, row)?, text))
}

fn feedback(feedback: Feedback) -> String {
    joined(&[
        feedback.outcome.word().to_string(),
        feedback.idea.unwrap_or_default(),
        feedback.way.unwrap_or_default(),
        number(feedback.fits),
        number(feedback.of),
        number(feedback.found),
        feedback.says,
        feedback.read_as.unwrap_or_default(),
    ])
}

fn number(number: Option<usize>) -> String {
    match number {
        Some(number) => number.to_string(),
        None => String::new(),
    }
}

/// The fields of an answer; what a student typed cannot part them.
fn joined(fields: &[String]) -> String {
    let mut joined = String::new();
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            joined.push(PART);
        }
        joined.push_str(&field.replace(PART, " "));
    }
    joined
}
