//! Owns that nothing on a page gives an answer away: no hole, alternative text, label or text of a figure that is the right
//! value in every case. What can be counted in a figure is the task, not a leak. Words of replies are looked at in `said`.

use super::case_fact;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::engine::expr::Expr;
use crate::engine::figure::fields;
use crate::engine::model::{Ask, Body, Cell, Figure, Find, Label, Row, Sort};
use crate::engine::response::base_world;
use crate::engine::template::{Picture, Piece};
use crate::engine::value::{Fuel, Value, evaluate, number};
use crate::engine::world::World;
use crate::task::search::found;
use crate::task::{Part, Section, ShownAt, Task};

/// What shows a value on a page.
struct Shown {
    /// As the author would find it: `{{ tiles }}`.
    what: String,
    expr: Expr,
    /// The picture it belongs to lays these values over the case.
    picture: Option<Picture>,
    at: Place,
}

/// Looks for answers that are given away.
pub fn prove(task: &Task, trouble: &mut Vec<Diagnostic>) {
    let mut told = Vec::new();
    for ask in &task.model.asks {
        let Some(variant) = task.model.variant_of_ask(ask) else {
            continue;
        };
        let answers = answers(task, ask, &variant.rows);
        let same_variant = |section: &usize| {
            task.model.sections.get(*section).is_some_and(|s| {
                task.model
                    .sections
                    .get(ask.section)
                    .is_some_and(|own| own.variant == s.variant)
            })
        };
        for key in &answers {
            for section in (0..task.sections.len()).filter(same_variant) {
                let Some(text) = task.sections.get(section) else {
                    continue;
                };
                shown_in(text, task)
                    .iter()
                    .for_each(|shown| told.extend(given_away(task, ask, key, shown)));
            }
        }
    }
    for same in together(told) {
        trouble.extend(tell(task, &same));
    }
}

/// An answer of an ask that something gives away.
struct Given<'a> {
    ask: &'a Ask,
    what: String,
    /// The figure that writes it; none for the author's own words.
    figure: Option<usize>,
    at: Place,
    /// The one case there is, where it could be by chance.
    only: Option<&'a Row>,
}

/// What one figure gives away is told at once, everything else by itself.
fn together(told: Vec<Given>) -> Vec<Vec<Given>> {
    let mut groups: Vec<Vec<Given>> = Vec::new();
    for given in told {
        let is_same = |group: &&mut Vec<Given>| {
            group.first().is_some_and(|first| {
                given.figure.is_some()
                    && first.figure == given.figure
                    && first.only.is_some() == given.only.is_some()
            })
        };
        match groups.iter_mut().find(is_same) {
            Some(group) if group.iter().any(|known| known.what == given.what) => {}
            Some(group) => group.push(given),
            None => groups.push(vec![given]),
        }
    }
    groups
}

/// Right values, each with the row it belongs to; one list for everything the ask wants.
type Key<'a> = Vec<(&'a Row, Value)>;

fn answers<'a>(task: &Task, ask: &Ask, rows: &'a [Row]) -> Vec<Key<'a>> {
    let value = |row: &'a Row, over: &Row, name: &str| {
        let world = base_world(&task.model, ask, row).with_row(over);
        Some((row, world.value(name, &mut Fuel::full()).ok()?))
    };
    match &ask.sort {
        Sort::Value(asked) if asked.given.is_empty() => asked
            .names
            .iter()
            .map(|name| {
                rows.iter()
                    .filter_map(|row| value(row, &Row::new(), name))
                    .collect()
            })
            .collect(),
        Sort::Value(asked) if asked.find == Find::One && asked.names.len() == 1 => {
            let only = |row: &'a Row| match found(task, ask, row)?.answers.as_slice() {
                [answer] => Some((row, answer.first()?.clone())),
                _ => None,
            };
            vec![rows.iter().filter_map(only).collect()]
        }
        Sort::Table(asked) => {
            let case = |cell: &Cell| match cell {
                Cell::Case(case) => Some(
                    rows.iter()
                        .filter_map(|row| value(row, case, &asked.name))
                        .collect(),
                ),
                Cell::Own(_) => None,
            };
            asked.cells.iter().filter_map(case).collect()
        }
        _ => Vec::new(),
    }
}

fn shown_in(section: &Section, task: &Task) -> Vec<Shown> {
    let mut shown = Vec::new();
    let mut see = |pieces: &[Piece]| {
        pieces
            .iter()
            .for_each(|piece| in_piece(piece, section, task, &mut shown))
    };
    see(&section.heading);
    for part in &section.body {
        match part {
            Part::Piece(piece) => see(std::slice::from_ref(piece)),
            Part::Control(control) => see(std::slice::from_ref(&control.value)),
            Part::Hint(template) => see(template),
            Part::Choice(_, items) | Part::SelfCheck(items) => {
                items.iter().for_each(|item| see(item))
            }
            Part::Ask(ask) => see(&in_ask(*ask, task)),
            Part::Teacher(_) => {}
        }
    }
    shown
}

/// The figure that an ask brings along.
fn in_ask(ask: usize, task: &Task) -> Vec<Piece> {
    let picture = match task.model.asks.get(ask).map(|ask| &ask.sort) {
        Some(Sort::Value(asked)) => fields::picture(ask, asked, Vec::new()),
        _ => None,
    };
    picture.into_iter().map(Piece::Figure).collect()
}

fn in_piece(piece: &Piece, section: &Section, task: &Task, shown: &mut Vec<Shown>) {
    match piece {
        Piece::Html(_) => {}
        Piece::Hole(expr) => shown.push(Shown {
            what: format!("`{{{{ {} }}}}`", expr.write()),
            expr: expr.clone(),
            picture: None,
            at: section.at.clone(),
        }),
        Piece::Figure(picture) => {
            for piece in &picture.alt {
                let Piece::Hole(expr) = piece else { continue };
                let what = format!("`{{{{ {} }}}}` in an alternative text", expr.write());
                shown.push(Shown {
                    what,
                    expr: expr.clone(),
                    picture: Some(picture.clone()),
                    at: section.at.clone(),
                });
            }
            let figure = task.model.figures.get(picture.figure);
            for (what, expr) in figure.map_or(Vec::new(), written_in) {
                shown.push(Shown {
                    what,
                    expr,
                    picture: Some(picture.clone()),
                    at: section.at.clone(),
                });
            }
        }
    }
}

/// What a figure writes: its labels, the texts and the table of a drawing. What a loop writes is there to be read off.
fn written_in(figure: &Figure) -> Vec<(String, Expr)> {
    let label = |label: &Label| {
        let what = format!("the label `{}` of the figure", label.of);
        (what, Expr::name(&label.of))
    };
    let mut found: Vec<(String, Expr)> = figure.labels.iter().map(label).collect();
    let Body::Drawing(drawing) = &figure.body else {
        return found;
    };
    let texts = drawing.shapes.iter().map(|shape| (&shape.each, &shape.say));
    let cells = drawing.data.iter().flat_map(|data| &data.lines);
    let cells = cells.flat_map(|line| line.cells.iter().map(|cell| (&line.each, cell)));
    for (each, template) in texts.chain(cells) {
        let looped = |expr: &Expr| each.iter().any(|(name, _)| expr.mentions(name));
        for piece in template {
            let Piece::Hole(expr) = piece else { continue };
            if !looped(expr) {
                let what = format!("`{}` in the figure `{}`", expr.write(), figure.name);
                found.push((what, expr.clone()));
            }
        }
    }
    found
}

/// The case as a section shows it.
fn world<'a>(task: &'a Task, ask: &Ask, row: &Row, picture: Option<&Picture>) -> World<'a> {
    let world = World::new(&task.model, task.model.variant_of_ask(ask), row);
    let bindings = picture.map_or(&[][..], |picture| &picture.bindings);
    bindings.iter().fold(world, |world, (name, values)| {
        match values.first().and_then(|value| number(value, &world).ok()) {
            Some(value) => world.with_number(name, &value),
            None => world,
        }
    })
}

fn given_away<'a>(task: &Task, ask: &'a Ask, key: &Key<'a>, shown: &Shown) -> Option<Given<'a>> {
    let gives = |(row, right): &(&Row, Value)| {
        evaluate(&shown.expr, &world(task, ask, row, shown.picture.as_ref()))
            .is_ok_and(|value| value.same(right))
    };
    let (row, first) = key.first()?;
    if !key.iter().all(gives) {
        return None;
    }
    let several = key.iter().any(|(_, right)| !first.same(right));
    let names_it = shown.expr.as_number().is_none();
    let picture = shown.picture.as_ref().filter(|_| is_in_figure(shown));
    (several || names_it).then(|| Given {
        ask,
        what: shown.what.clone(),
        figure: picture.map(|picture| picture.figure),
        at: place(task, shown),
        only: (!several).then_some(*row),
    })
}

/// Tells of what one hole gives away, or all that one figure does.
fn tell(task: &Task, same: &[Given]) -> Option<Diagnostic> {
    let first = same.first()?;
    let name = first.figure.and_then(|at| task.model.figures.get(at));
    let message = match (same, name) {
        ([_, _, ..], Some(figure)) => {
            let behind = format!(" in the figure `{}`", figure.name);
            let what = same
                .iter()
                .map(|given| given.what.trim_end_matches(&behind));
            let what: Vec<&str> = what.collect();
            format!(
                "{} values in the figure `{}` give answers away: {}",
                same.len(),
                figure.name,
                what.join(", ")
            )
        }
        _ => format!("{} gives the answer of an ask away", first.what),
    };
    let mut told = Diagnostic::error("gives-away", first.at.clone(), message);
    let mut asks: Vec<&str> = Vec::new();
    for given in same {
        let of = |other: &Ask| other.id == given.ask.id;
        let source = task.model.asks.iter().position(of);
        let source = source.and_then(|index| task.asks.get(index));
        if let Some(source) = source.filter(|_| !asks.contains(&given.ask.id.as_str())) {
            asks.push(&given.ask.id);
            told = told.note_at(source.at.clone(), "the ask");
        }
    }
    let Some(row) = first.only else {
        return Some(told.help("leave it out, or show something else of the case"));
    };
    told.severity = Severity::Warning;
    Some(told.fact(case_fact(row)).help(
        "list a second case, so that it can be told whether this is by chance; or leave it out",
    ))
}

/// Whether the figure itself writes it, not the author's words about it.
fn is_in_figure(shown: &Shown) -> bool {
    shown.what.contains(" figure")
}

/// Where the value is written: the first place behind the section's heading, or in the figure.
fn place(task: &Task, shown: &Shown) -> Place {
    if !is_in_figure(shown) {
        return written_at(task, &shown.expr, &shown.at);
    }
    let text = shown.expr.write();
    let label = |known: &&ShownAt| known.text == text && known.at.file != shown.at.file;
    task.shown
        .iter()
        .find(label)
        .map_or(shown.at.clone(), |known| known.at.clone())
}

/// Where an expression is shown, first behind a heading; the heading itself where it is nowhere.
pub fn written_at(task: &Task, expr: &Expr, heading: &Place) -> Place {
    let text = expr.write();
    let behind = |known: &&ShownAt| {
        known.text == text
            && known.at.file == heading.file
            && known.at.range.start >= heading.range.start
    };
    task.shown
        .iter()
        .find(behind)
        .map_or(heading.clone(), |known| known.at.clone())
}
