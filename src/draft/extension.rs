//! Owns what `extend` can add to a task: the relation asked in one more way. Each way is a few drafts, the best one first; the
//! proof chooses.

mod freed;
mod turned;

use super::asks::table_rows;
use super::section::{Draft, Extended, named, subject, views};
use super::seen::Seen;
use super::{Proof, Refusal, Sheets};
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::model::Sort;
use crate::task::Task;

/// One more way of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extension {
    /// A letter that the first variant binds goes free.
    Free(String),
    /// A letter that counts layers, 1 so far, is 2 and 3.
    Layers,
    /// A number is given, and the case is wanted; once there is one, once there is none.
    Inverse,
    /// A rule from the quantity back to the letter.
    InverseRule,
    /// Further cases, near to far.
    Table,
    /// Every case for which something is so.
    FindAll,
}

/// A task with one section more, whose proof finds no error. `sheets` are the texts that `task` was read from, `trouble` what
/// the proof found in them.
///
/// # Errors
/// Why the section makes no sense in this task, and what to do instead.
pub fn extended(
    task: &Task,
    sheets: &Sheets,
    what: &Extension,
    trouble: &[Diagnostic],
    proof: Proof,
) -> Result<Extended, Refusal> {
    let name = subject(task)?;
    let desk = Desk {
        task,
        views: views(&task.model, &name),
        name: &name,
    };
    let drafts = match what {
        Extension::Free(letter) => desk.free(letter),
        Extension::Layers => desk.layers(),
        Extension::Inverse => desk.inverse(),
        Extension::InverseRule => desk.inverse_rule(),
        Extension::Table => desk.table(),
        Extension::FindAll => desk.find_all(),
    }?;
    let (mut spare, mut fault) = (None, None);
    for draft in &drafts {
        let mut made = draft.laid_into(task, sheets)?;
        let (read, found) = proof(&made.sheets);
        made.warnings = warnings(&found).saturating_sub(warnings(trouble));
        if let Some(error) = found.iter().find(|found| found.is_error()) {
            fault = Some(error.clone());
        } else if read.sections.len() != task.sections.len() + 1 {
            // What stands open before it, such as a block of code, would swallow it.
            continue;
        } else if made.warnings == 0 {
            return Ok(made);
        } else {
            spare = spare.or(Some(made));
        }
    }
    spare.ok_or_else(|| refused(&desk, fault))
}

fn warnings(trouble: &[Diagnostic]) -> usize {
    let is_warning = |found: &&Diagnostic| found.severity == Severity::Warning;
    trouble.iter().filter(is_warning).count()
}

/// What the proof says against a section, with a next step that can be taken where the section was not written.
fn refused(desk: &Desk, fault: Option<Diagnostic>) -> Refusal {
    let Some(fault) = fault else {
        return Refusal::new(
            "the new section cannot be seen where it would stand",
            "look at the end of `task.md`: close what is open there, such as a block of code",
        );
    };
    let refusal = Refusal::of(&fault);
    let help = match fault.code {
        "no-inverse" => {
            "no rule leads back: ask for all cases instead, `lowfloor extend TASK find-all`"
                .to_string()
        }
        "untried" => {
            let letter = desk.views.iter().find_map(|seen| seen.letters.first());
            let letter = letter.map_or("n", String::as_str);
            format!(
                "write the section yourself, `[[{letter} in {}]]`, and behind it a right answer: `> [!example] …`",
                desk.name
            )
        }
        _ => refusal.help,
    };
    Refusal {
        message: refusal.message,
        help,
    }
}

/// A task with the quantity it is about.
struct Desk<'a> {
    task: &'a Task,
    name: &'a str,
    /// The quantity in every variant.
    views: Vec<Seen<'a>>,
}

type Drafts = Result<Vec<Draft>, Refusal>;

impl Desk<'_> {
    /// The first variant, in which the quantity changes.
    fn first(&self) -> Result<&Seen<'_>, Refusal> {
        let first = self.views.first().filter(|seen| !seen.letters.is_empty());
        first.ok_or_else(|| {
            Refusal::new(
                format!(
                    "`{}` is the same in every case of the first variant",
                    self.name
                ),
                "let a letter change in it: `variants: {some: {n: [5, 7, 10]}}`",
            )
        })
    }

    fn variants(&self) -> usize {
        self.task.model.variants.len()
    }

    fn table(&self) -> Drafts {
        let seen = self.first()?;
        let is_table = |sort: &Sort| matches!(sort, Sort::Table(asked) if asked.name == self.name);
        let asks = self.task.model.asks.iter();
        let before = asks.filter(|ask| is_table(&ask.sort)).count();
        let far = [99, 49, 79, 59]
            .into_iter()
            .cycle()
            .nth(before)
            .unwrap_or(99);
        let rows = seen.cases(&[3 + before, 5 + before, 19 + before, far], 1);
        let own = match seen.letters.as_slice() {
            [letter] => format!(" In the last line you choose {letter} yourself."),
            _ => String::new(),
        };
        Ok(vec![Draft {
            heading: "More cases".to_string(),
            variant: named(seen),
            body: format!(
                "Find {} for each line.{own}\n\n{}",
                self.name,
                table_rows(seen, &rows)
            ),
            line: None,
        }])
    }
}
