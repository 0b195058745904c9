//! Owns the whole task that is made from one relation: its words, its maths, and which of the ready-made wrong ideas it names.
//!
//! 1. The relation alone is read, to know its values. 2. Cases are chosen, every idea is named that may fit. 3. What the proof
//!    finds fault with is left out, and the cases that keep most ideas are taken.

use super::asks::{Back, backwards, case_lists, rule, table_rows, there_and_missed};
use super::seen::Seen;
use super::{Proof, Refusal, Relation, Sheets, yaml_value};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::engine::expr::Op;
use crate::engine::kind::Kind;
use crate::engine::model::Row;
use crate::engine::number::Number;

/// In the order in which they are heard: the likeliest one first.
const IDEAS: [&str; 6] = [
    "constant-dropped",
    "scaling",
    "add-only",
    "previous-case",
    "next-case",
    "sign-slip",
];
/// How often other cases are tried.
const SHIFTS: usize = 5;
const VARIANT: &str = "start";

const WORDS: &str = include_str!("task.md");

/// A task that asks about a relation in every way, and the names of the wrong ideas in it.
///
/// # Errors
/// What is wrong with the relation, so that no sound task can be made from it.
pub fn drafted(relation: &Relation, title: &str, proof: Proof) -> Result<Sheets, Refusal> {
    let mut fault = None;
    let mut spare = None;
    for bound in bindings(relation) {
        let plan = Plan {
            relation,
            title,
            bound: &bound,
            proof,
        };
        match plan.best() {
            Ok(attempt) if attempt.warnings == 0 => return Ok(attempt.sheets),
            Ok(attempt) => spare = spare.or(Some(attempt.sheets)),
            Err(found) => fault = fault.or(Some(found)),
        }
    }
    spare.ok_or_else(|| fault.unwrap_or_else(|| nothing_to_show(relation)))
}

fn nothing_to_show(relation: &Relation) -> Refusal {
    Refusal::new(
        format!(
            "no cases of `{}` with exact values were found",
            relation.formula
        ),
        "say for which values it is meant: `; n=1..20`. A formula whose values are rounded goes by hand into the task of `lowfloor new NAME`, with `within`",
    )
}

/// What the proof says against a task that nobody has seen yet.
fn refused(relation: &Relation, fault: &Diagnostic) -> Refusal {
    match fault.code {
        "gives-away" => Refusal::new(
            format!(
                "`{}` is the same as one of its letters in the first cases",
                relation.formula
            ),
            "write a formula, so that there is something to find out",
        ),
        _ => Refusal::of(fault),
    }
}

/// What the first variant says about every letter but the first one, in the order in which it is tried.
fn bindings(relation: &Relation) -> Vec<Vec<(String, String)>> {
    let Some(((first, kind), others)) = relation.letters.split_first() else {
        return Vec::new();
    };
    // A letter that is 0 can hardly be seen.
    let low = |kind: &str, place: usize| {
        let values = Kind::read(kind).and_then(Result::ok);
        let values = values.map(|kind| kind.values(3).0).unwrap_or_default();
        let mut seen = values.iter().filter(|value| !value.is_zero());
        seen.nth(place).map_or("1".to_string(), Number::exact_text)
    };
    let tied = |(letter, other): &(String, String)| {
        let to = if other == kind {
            first.clone()
        } else {
            low(other, 0)
        };
        (letter.clone(), to)
    };
    let fixed = |place: usize| {
        let fix = |(letter, kind): &(String, String)| (letter.clone(), low(kind, place));
        others.iter().map(fix).collect()
    };
    match others {
        [] => vec![Vec::new()],
        others => vec![others.iter().map(tied).collect(), fixed(0), fixed(1)],
    }
}

/// One way of making the task.
struct Plan<'a> {
    relation: &'a Relation,
    title: &'a str,
    bound: &'a [(String, String)],
    proof: Proof<'a>,
}

/// A sound task.
struct Attempt {
    sheets: Sheets,
    /// Ideas that can be made and meet others in these cases.
    left_out: usize,
    warnings: usize,
}

impl Attempt {
    fn is_whole(&self) -> bool {
        self.lost() == (0, 0)
    }

    fn lost(&self) -> (usize, usize) {
        (self.warnings, self.left_out)
    }
}

impl Plan<'_> {
    /// The cases that keep most ideas.
    fn best(&self) -> Result<Attempt, Refusal> {
        let seed = Sheets {
            words: format!(
                "---\ntitle: T\n---\n\n## Count\n\n[[{}]]\n",
                self.relation.name
            ),
            maths: self.maths(&[]),
        };
        let (task, trouble) = (self.proof)(&seed);
        if let Some(fault) = trouble
            .iter()
            .find(|fault| fault.is_error() && fault.code != "no-value" && fault.code != "no-answer")
        {
            return Err(refused(self.relation, fault));
        }
        let variant = task.model.variants.first().cloned();
        let seen = variant.map(|variant| Seen::new(&task.model, variant, &self.relation.name));
        let seen = seen.ok_or_else(|| nothing_to_show(self.relation))?;
        if seen.letters.is_empty() {
            let message = format!("`{}` is the same in every case", seen.formula().write());
            return Err(Refusal::new(
                message,
                "write a formula that changes with a letter",
            ));
        }
        if seen.formula().as_name().is_some() {
            let message = format!(
                "`{}` is `{}` itself",
                self.relation.name,
                seen.formula().write()
            );
            return Err(Refusal::new(
                message,
                "write a formula, so that there is something to find out",
            ));
        }
        let mut best: Option<Attempt> = None;
        let mut fault = None;
        for shift in 0..SHIFTS {
            match self.attempt(&seen, shift) {
                Ok(attempt) if attempt.is_whole() => return Ok(attempt),
                Ok(attempt)
                    if best
                        .as_ref()
                        .is_none_or(|best| attempt.lost() < best.lost()) =>
                {
                    best = Some(attempt);
                }
                Ok(_) => {}
                Err(found) => fault = Some(found),
            }
        }
        best.ok_or_else(|| fault.unwrap_or_else(|| nothing_to_show(self.relation)))
    }

    /// A task with these cases, without the ideas that the proof finds fault with.
    fn attempt(&self, seen: &Seen, shift: usize) -> Result<Attempt, Refusal> {
        let cases = seen.cases(&[4 + shift, 6 + shift, 9 + shift], 1);
        let maths = self.maths(&cases);
        let numbers = Numbers::of(seen, &cases).ok_or_else(|| nothing_to_show(self.relation))?;
        let mut ideas: Vec<&str> = IDEAS.to_vec();
        let (mut left_out, mut bounded) = (0, false);
        loop {
            let sheets = Sheets {
                words: self.words(seen, &numbers, &ideas, bounded),
                maths: maths.clone(),
            };
            let (_, trouble) = (self.proof)(&sheets);
            let mut loud = trouble
                .iter()
                .filter(|found| found.severity != Severity::Note);
            let faulty = loud.clone().find_map(|found| {
                let idea = idea_at(found, &sheets.words)?;
                Some((found.code, idea.to_string()))
            });
            if let Some((code, idea)) = faulty {
                ideas.retain(|name| *name != idea);
                left_out += usize::from(!matches!(code, "not-made"));
            } else if !bounded && loud.clone().any(|found| found.code == "endless-search") {
                bounded = true;
            } else if let Some(fault) = loud.clone().find(|found| found.is_error()) {
                return Err(refused(self.relation, fault));
            } else {
                return Ok(Attempt {
                    sheets: Sheets {
                        words: spread(&sheets.words),
                        ..sheets.clone()
                    },
                    left_out,
                    warnings: loud.by_ref().count(),
                });
            }
        }
    }

    fn maths(&self, cases: &[Row]) -> String {
        let mut text = String::from(
            "# The maths of the task. A letter has a kind (`1..` is any whole number from 1 on); the rest follows from letters.\nquantities:\n",
        );
        for (letter, kind) in &self.relation.letters {
            text.push_str(&format!("  {letter}: {kind}\n"));
        }
        let formula = yaml_value(&self.relation.formula);
        text.push_str(&format!("  {}: {formula}\n\n", self.relation.name));
        text.push_str("# The cases a page goes through. With these every wrong idea gives a number of its own.\nvariants:\n");
        let mut said: Vec<String> = self
            .bound
            .iter()
            .map(|(letter, to)| format!("{letter}: {to}"))
            .collect();
        said.extend(case_lists(cases));
        if said.is_empty() {
            said = self
                .relation
                .letters
                .iter()
                .take(1)
                .map(|(letter, kind)| {
                    let low = Kind::read(kind).and_then(Result::ok);
                    let low = low.and_then(|kind| kind.low().map(Number::exact_text));
                    format!("{letter}: [{}]", low.unwrap_or("1".to_string()))
                })
                .collect();
        }
        text.push_str(&format!("  {VARIANT}: {{{}}}\n", said.join(", ")));
        text
    }

    fn words(&self, seen: &Seen, numbers: &Numbers, ideas: &[&str], bounded: bool) -> String {
        let bound = if bounded { "up to 200" } else { "" };
        let callouts: Vec<String> = ideas
            .iter()
            .map(|idea| format!("> [!idea {idea}]"))
            .collect();
        let letter = seen.letters.first().map_or("", String::as_str);
        filled(&[
            ("title", self.title),
            ("name", &self.relation.name),
            ("letter", letter),
            ("first table", &first_table(seen, &numbers.first)),
            ("case", &case_in_words(&self.relation.letters)),
            ("ideas", &callouts.join("\n\n")),
            ("table", &table_rows(seen, &numbers.table)),
            ("rule", &rule(seen, &numbers.rule)),
            ("way", &way(seen)),
            ("same", &seen.here()),
            ("here", seen.here().trim()),
            ("there", &numbers.there.value.shown('.')),
            ("back to it", &backwards(seen, &numbers.there, bound)),
            ("missed", &numbers.missed.value.shown('.')),
            ("back to none", &backwards(seen, &numbers.missed, bound)),
            ("exit", &case_of(&numbers.exit)),
        ])
    }
}

/// The numbers that stand in the words.
struct Numbers {
    first: Vec<Row>,
    table: Vec<Row>,
    rule: Vec<Row>,
    there: Back,
    missed: Back,
    exit: Row,
}

impl Numbers {
    fn of(seen: &Seen, cases: &[Row]) -> Option<Numbers> {
        let shown: Vec<Number> = cases.iter().filter_map(|row| seen.value(row)).collect();
        let (there, missed) = there_and_missed(seen, &shown)?;
        let exit = seen.cases(&[7], 1).into_iter().next()?;
        Some(Numbers {
            first: seen.cases(&[0, 1, 2], 1),
            table: seen.cases(&[3, 5, 19, 99], 1),
            rule: seen.cases(&[0, 1, 4, 9], 1),
            there,
            missed,
            exit,
        })
    }
}

/// The relation itself is the first way of seeing, where it has a form that can be told.
fn way(seen: &Seen) -> String {
    let formula = match seen.variant.bindings.as_slice() {
        [] => seen.formula(),
        _ => seen.worked_out(),
    };
    match formula.op {
        Op::Name(_) | Op::Number(_) => String::new(),
        _ => format!(
            "> [!way as-given: {}] Where is each part of this rule in the picture?\n\n",
            formula.write()
        ),
    }
}

/// `n = {{ n }}, m = {{ m }}`.
fn case_in_words(letters: &[(String, String)]) -> String {
    let one = |(letter, _): &(String, String)| format!("{letter} = {{{{ {letter} }}}}");
    letters.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn case_of(row: &Row) -> String {
    let one = |(letter, value): &(String, Number)| format!("{letter} = {}", value.shown('.'));
    row.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The first cases with their values, lying on their side.
fn first_table(seen: &Seen, rows: &[Row]) -> String {
    let line = |head: &str, cells: Vec<String>| format!("| {head} | {} |", cells.join(" | "));
    let letter = seen.letters.first().map_or("", String::as_str);
    let of = |row: &Row| {
        row.first()
            .map_or(String::new(), |(_, value)| value.shown('.'))
    };
    let value = |row: &Row| {
        seen.value(row)
            .map_or(String::new(), |value| value.shown('.'))
    };
    let bars = "|---".repeat(rows.len() + 1) + "|";
    [
        line(letter, rows.iter().map(of).collect()),
        bars,
        line(&seen.name, rows.iter().map(value).collect()),
    ]
    .join("\n")
}

/// The words of the task with each `<key>` filled in; what was filled in is not looked at again.
fn filled(values: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut pieces = WORDS.split('<');
    text.push_str(pieces.next().unwrap_or(""));
    for piece in pieces {
        let (key, rest) = piece.split_once('>').unwrap_or(("", piece));
        let value = values.iter().find(|(known, _)| *known == key);
        text.push_str(value.map_or("", |(_, value)| value));
        text.push_str(rest);
    }
    text
}

/// The name of the ready-made idea that trouble is about.
fn idea_at<'a>(found: &Diagnostic, words: &'a str) -> Option<&'a str> {
    let notes = found.notes.iter().filter_map(|(at, _)| at.as_ref());
    let name = |at: &Place| {
        let before = words.get(..at.range.start)?;
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        let head = words.get(line..)?.strip_prefix("> [!idea ")?;
        head.split_once(']').map(|(name, _)| name)
    };
    found.at.iter().chain(notes).find_map(name)
}

/// Where nothing was put in, no empty lines stay.
fn spread(words: &str) -> String {
    let mut text = words.to_string();
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    text
}
