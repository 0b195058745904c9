//! Owns that every hole has a value and every figure can be drawn in each case of its section.

use super::{case_fact, leaks};
use crate::diagnostic::{Diagnostic, Place};
use crate::engine::expr::Expr;
use crate::engine::figure;
use crate::engine::model::{Ask, Cell, Row, Sort, Variant};
use crate::engine::number::Number;
use crate::engine::response::base_world;
use crate::engine::template::{Picture, Piece};
use crate::engine::value::{Value, evaluate};
use crate::engine::world::World;
use crate::task::messages::message;
use crate::task::{Part, Section, Task};

/// Tries every hole and figure of the text, and of the words of an ask's own replies, ways and items.
pub fn prove(task: &Task, trouble: &mut Vec<Diagnostic>) {
    for (index, section) in task.sections.iter().enumerate() {
        let variant = task
            .model
            .sections
            .get(index)
            .and_then(|section| task.model.variant_of(section));
        let Some(variant) = variant else { continue };
        pieces(section)
            .into_iter()
            .for_each(|piece| prove_piece(task, section, variant, piece, trouble));
    }
    for (ask, source) in task.model.asks.iter().zip(&task.asks) {
        let replies = ask.replies.iter().zip(&source.replies);
        for (reply, written) in replies.filter(|(_, written)| written.own) {
            let words = reply.says.iter().flatten();
            words.for_each(|piece| prove_words(task, ask, piece, true, &written.at, trouble));
        }
        for (way, at) in ask.ways.iter().zip(&source.ways) {
            let words = way.says.iter();
            words.for_each(|piece| prove_words(task, ask, piece, false, at, trouble));
        }
        if let Sort::Choice(asked) = &ask.sort {
            let words = asked
                .items
                .iter()
                .flat_map(|item| item.says.iter().flatten());
            words.for_each(|piece| prove_words(task, ask, piece, false, &source.at, trouble));
        }
    }
}

fn pieces(section: &Section) -> Vec<&Piece> {
    let mut pieces: Vec<&Piece> = section.heading.iter().collect();
    for part in &section.body {
        match part {
            Part::Piece(piece) => pieces.push(piece),
            Part::Hint(template) | Part::Teacher(template) => pieces.extend(template),
            Part::Choice(_, items) | Part::SelfCheck(items) => {
                items.iter().for_each(|item| pieces.extend(item))
            }
            Part::Ask(_) => {}
        }
    }
    pieces
}

fn prove_piece(
    task: &Task,
    section: &Section,
    variant: &Variant,
    piece: &Piece,
    trouble: &mut Vec<Diagnostic>,
) {
    match piece {
        Piece::Html(_) => {}
        Piece::Hole(expr) => first_fault(
            task,
            section,
            variant,
            trouble,
            |world| hole_fault(expr, world),
            expr,
        ),
        Piece::Figure(picture) => {
            let name = task
                .model
                .figures
                .get(picture.figure)
                .map_or("", |figure| figure.name.as_str());
            let expr = Expr::name(name);
            first_fault(
                task,
                section,
                variant,
                trouble,
                |world| figure_fault(picture, world),
                &expr,
            );
            picture
                .alt
                .iter()
                .for_each(|piece| prove_piece(task, section, variant, piece, trouble));
        }
    }
}

/// What is wrong, and what to do.
type Fault = (String, &'static str);

fn first_fault(
    task: &Task,
    section: &Section,
    variant: &Variant,
    trouble: &mut Vec<Diagnostic>,
    fault: impl Fn(&World) -> Option<Fault>,
    shown: &Expr,
) {
    let found = variant
        .rows
        .iter()
        .find_map(|row| Some((row, fault(&World::new(&task.model, Some(variant), row))?)));
    if let Some((row, (message, help))) = found {
        let at = leaks::written_at(task, shown, &section.at);
        trouble.push(
            Diagnostic::error("no-value", at, message)
                .fact(case_fact(row))
                .help(help),
        );
    }
}

fn hole_fault(expr: &Expr, world: &World) -> Option<Fault> {
    let error = evaluate(expr, world).err()?;
    let help = "list its cases in the variant, `n: [5, 7]`, or show something the case gives";
    Some((
        format!(
            "`{{{{ {} }}}}` has no value here: {}",
            expr.write(),
            message(&error)
        ),
        help,
    ))
}

fn figure_fault(picture: &Picture, world: &World) -> Option<Fault> {
    let figure = world.model().figures.get(picture.figure)?;
    let error = figure::fault(picture, world)?;
    let help = match error.key {
        "too-many-marks" | "too-many-cells" | "too-much-work" => {
            "draw fewer, or another sort of figure"
        }
        "misshapen" => "look at the table of shapes: a `line` has four numbers, a `dot` two",
        "nothing-drawn" => "let a shape be drawn in every case, or say `width` and `height`",
        "divided-by-zero" => {
            "the two ends of an axis must differ, and a curve with a gap needs `low` and `high`"
        }
        "wrong-inputs" => "a list may not be empty, and a very long axis needs a `step`",
        "unfit-size" => "look at what its sizes come to in this case",
        _ => "give its quantities values where it is placed: `![A pool](pool \"n = 5\")`",
    };
    let message = format!(
        "the figure `{}` cannot be drawn here: {}",
        figure.name,
        message(&error)
    );
    Some((message, help))
}

/// Words in answer to a response are tried with some response in its place, or with the case alone where none is said.
fn prove_words(
    task: &Task,
    ask: &Ask,
    piece: &Piece,
    answered: bool,
    at: &Place,
    trouble: &mut Vec<Diagnostic>,
) {
    if let Piece::Figure(picture) = piece {
        let alt = picture.alt.iter();
        alt.for_each(|piece| prove_words(task, ask, piece, answered, at, trouble));
    }
    let rows = task
        .model
        .variant_of_ask(ask)
        .map_or(&[][..], |variant| &variant.rows);
    let found = rows
        .iter()
        .find_map(|row| Some((row, words_fault(task, ask, row, piece, answered)?)));
    if let Some((row, (message, help))) = found {
        let fault = Diagnostic::error("no-value", at.clone(), message);
        trouble.push(fault.fact(case_fact(row)).help(help));
    }
}

fn words_fault(task: &Task, ask: &Ask, row: &Row, piece: &Piece, answered: bool) -> Option<Fault> {
    let names = asked_names(ask);
    let worlds: Vec<World> = match answered {
        true => [2, 3]
            .map(|n| with_response(task, ask, row, &names, Number::whole(n)))
            .into(),
        false => vec![base_world(&task.model, ask, row)],
    };
    match piece {
        Piece::Html(_) => None,
        Piece::Hole(hole) => {
            let missing = |world: &World| {
                let error = evaluate(hole, world).err();
                error.filter(|error| error.key == "no-value")
            };
            let error = worlds.iter().find_map(missing)?;
            let written = hole.write();
            let told = format!(
                "`{{{{ {written} }}}}` has no value here: {}",
                message(&error)
            );
            let help = if answered {
                "show what the case gives, what is asked, or `answer`"
            } else {
                "show what the case gives, or list the cases of its quantities in the variant"
            };
            Some((told, help))
        }
        // A response may ask for more cells than can be drawn; then the words stand alone.
        Piece::Figure(picture) => {
            let mut faults = worlds.iter().map(|world| figure_fault(picture, world));
            faults
                .next()
                .flatten()
                .filter(|_| faults.all(|fault| fault.is_some()))
        }
    }
}

fn asked_names(ask: &Ask) -> Vec<&String> {
    match &ask.sort {
        Sort::Value(asked) => asked.names.iter().collect(),
        Sort::Table(asked) => vec![&asked.name],
        Sort::Rule(asked) => vec![&asked.name],
        _ => Vec::new(),
    }
}

fn with_response<'a>(
    task: &'a Task,
    ask: &Ask,
    row: &Row,
    names: &[&String],
    number: Number,
) -> World<'a> {
    let mut world = base_world(&task.model, ask, row);
    if let Sort::Table(asked) = &ask.sort {
        let case = asked.cells.first().map(|cell| match cell {
            Cell::Case(case) => case.clone(),
            Cell::Own(name) => vec![(name.clone(), number.clone())],
        });
        world = world.with_row(&case.unwrap_or_default());
    }
    let world = names
        .iter()
        .fold(world, |world, name| world.with_number(name, &number));
    let value = if names.len() == 1 {
        Value::Number(number.clone())
    } else {
        Value::List(vec![Value::Number(number.clone()); names.len()])
    };
    world.with("answer", value).with_number("right", &number)
}
