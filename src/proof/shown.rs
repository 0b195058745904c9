//! Owns that every hole has a value and every figure can be drawn in each case of its section, chosen ones
//! too.

use super::{case_fact, leaks};
use crate::diagnostic::{Diagnostic, Place};
use crate::engine::expr::Expr;
use crate::engine::figure;
use crate::engine::model::{Ask, Cell, Row, Sort, Variant};
use crate::engine::number::Number;
use crate::engine::response::base_world;
use crate::engine::template::{Picture, Piece};
use crate::engine::value::{Fuel, Value, evaluate};
use crate::engine::world::World;
use crate::task::control::own_rows;
use crate::task::messages::message;
use crate::task::{Part, Section, Task};

/// Tries every hole and figure of the text, and of the words of an ask's own replies, ways and items.
pub fn prove(task: &Task, trouble: &mut Vec<Diagnostic>) {
    for (index, section) in task.sections.iter().enumerate() {
        let Some(variant) = variant_of(task, index) else {
            continue;
        };
        let own = own_rows(&task.model, index, section);
        let shown = Shown {
            task,
            section,
            variant,
            own: &own,
        };
        pieces(section)
            .into_iter()
            .for_each(|piece| shown.prove_piece(piece, trouble));
        shown.prove_asks(index, trouble);
    }
    for said in task.guide.all() {
        let places = task
            .sections
            .get(said.section)
            .zip(variant_of(task, said.section));
        let Some((section, variant)) = places else {
            continue;
        };
        let shown = Shown {
            task,
            section,
            variant,
            own: &[],
        };
        said.says
            .iter()
            .for_each(|piece| shown.prove_piece(piece, trouble));
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

fn variant_of(task: &Task, section: usize) -> Option<&Variant> {
    let shown = task.model.sections.get(section)?;
    task.model.variant_of(shown)
}

fn pieces(section: &Section) -> Vec<&Piece> {
    let mut pieces: Vec<&Piece> = section.heading.iter().collect();
    for part in &section.body {
        match part {
            Part::Piece(piece) => pieces.push(piece),
            Part::Control(control) => pieces.push(&control.value),
            Part::Hint(template) | Part::Teacher(template) => pieces.extend(template),
            Part::Choice(_, items) | Part::SelfCheck(items) => {
                items.iter().for_each(|item| pieces.extend(item))
            }
            Part::Ask(_) => {}
        }
    }
    pieces
}

/// A section on the bench.
struct Shown<'a> {
    task: &'a Task,
    section: &'a Section,
    variant: &'a Variant,
    /// Cases that students can choose beside those of the variant.
    own: &'a [Row],
}

impl Shown<'_> {
    fn prove_piece(&self, piece: &Piece, trouble: &mut Vec<Diagnostic>) {
        match piece {
            Piece::Html(_) => {}
            Piece::Hole(expr) => {
                let fault = |world: &World, _| hole_fault(expr, world);
                self.first_fault(trouble, fault, expr)
            }
            Piece::Figure(picture) => {
                let figures = &self.task.model.figures;
                let name = figures
                    .get(picture.figure)
                    .map_or("", |figure| figure.name.as_str());
                // In a case of their own students see the words alone where a figure is too large.
                let fault = |world: &World, own| {
                    let error = figure::fault(picture, world)?;
                    let spared = own && matches!(error.key, "too-many-marks" | "too-many-cells");
                    figure_fault(picture, world).filter(|_| !spared)
                };
                self.first_fault(trouble, fault, &Expr::name(name));
                let alt = picture.alt.iter();
                alt.for_each(|piece| self.prove_piece(piece, trouble));
            }
        }
    }

    fn first_fault(
        &self,
        trouble: &mut Vec<Diagnostic>,
        fault: impl Fn(&World, bool) -> Option<Fault>,
        shown: &Expr,
    ) {
        let listed = self.variant.rows.iter().map(|row| (row, false));
        let mut rows = listed.chain(self.own.iter().map(|row| (row, true)));
        let found = rows.find_map(|(row, own)| {
            let world = World::new(&self.task.model, Some(self.variant), row);
            Some((row, own, fault(&world, own)?))
        });
        let Some((row, own, (message, mut help))) = found else {
            return;
        };
        let at = leaks::written_at(self.task, shown, &self.section.at);
        let fault = Diagnostic::error("no-value", at, message).fact(case_fact(row));
        if own {
            help = NARROW;
        }
        trouble.push(fault.help(help));
    }

    /// What is asked for has a value in each case that students can choose; of the listed ones `answers` tells.
    fn prove_asks(&self, section: usize, trouble: &mut Vec<Diagnostic>) {
        let model = &self.task.model;
        for (ask, source) in model.asks.iter().zip(&self.task.asks) {
            let Sort::Value(asked) = &ask.sort else {
                continue;
            };
            if ask.section != section || !asked.given.is_empty() {
                continue;
            }
            let missing = |row, name| {
                let value = base_world(model, ask, row).value(name, &mut Fuel::full());
                value.err()
            };
            let mut tried = asked
                .names
                .iter()
                .flat_map(|name| self.own.iter().map(move |row| (name, row)));
            let found = tried.find_map(|(name, row)| Some((name, row, missing(row, name)?)));
            trouble.extend(found.map(|(name, row, error)| {
                let told = format!("`{name}` has no value here: {}", message(&error));
                let fault = Diagnostic::error("no-value", source.at.clone(), told);
                fault.fact(case_fact(row)).help(NARROW)
            }));
        }
    }
}

/// What to do about a case that students can choose and that is none.
const NARROW: &str = "narrow the range of the control's quantity, or write a `where`";

/// What is wrong, and what to do.
type Fault = (String, &'static str);

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
