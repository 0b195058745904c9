//! Owns the extensions that turn the question round: for a number, for every number, for all that fits.

use super::{Desk, Drafts};
use crate::draft::Refusal;
use crate::draft::asks::{backwards, there_and_missed};
use crate::draft::section::{Draft, named, taken};
use crate::draft::seen::Seen;
use crate::engine::expr::{Expr, Op};
use crate::engine::normal::{Exactly, exactly};
use crate::engine::number::Number;

impl Desk<'_> {
    pub(super) fn inverse(&self) -> Drafts {
        let seen = self.first()?;
        let taken = taken(self.task, seen);
        let (there, missed) = there_and_missed(seen, &taken).ok_or_else(|| self.no_numbers())?;
        let (name, letters) = (self.name, seen.letters.join(" and "));
        let asks = |bound: &str| {
            let [there_ask, missed_ask] =
                [&there, &missed].map(|back| backwards(seen, back, bound));
            Draft {
                heading: "Which one was it?".to_string(),
                variant: named(seen),
                body: format!(
                    "Somebody got {name} = {}. What was {letters}?{} Write `none` if nothing fits. {there_ask}\n\nAnd with {name} = {}? {missed_ask}",
                    there.value.shown('.'),
                    seen.here(),
                    missed.value.shown('.')
                ),
                line: None,
            }
        };
        Ok(bounds(seen).map(asks).to_vec())
    }

    fn no_numbers(&self) -> Refusal {
        Refusal::new(
            format!("no exact value of `{}` was found to ask for", self.name),
            "give its letters values for which it comes out exactly: `n: 1..20`",
        )
    }

    pub(super) fn inverse_rule(&self) -> Drafts {
        let seen = self.views.iter().find(|seen| seen.letters.len() == 1);
        let seen = seen.ok_or_else(|| {
            let message = format!("`{}` changes with several letters in every variant", self.name);
            let help = "a rule backwards needs a variant with one letter: bind the others in it, `square: {m: n, n: [5, 7]}`";
            Refusal::new(message, help)
        })?;
        let letter = seen.letters.first().map_or("", String::as_str);
        let name = self.name;
        let forms = [seen.formula(), seen.worked_out()];
        let undone = forms.iter().find_map(|form| undone(form, letter, name));
        let example = undone.map_or(String::new(), |rule| format!("> [!example] {rule}\n\n"));
        let draft = |(bound, example): (&str, &str)| Draft {
            heading: "A rule backwards".to_string(),
            variant: named(seen),
            body: format!(
                "Somebody tells you only {name}. How do you get {letter}?{} Write a rule. [[{letter} in {name}{bound}]]\n\n{example}> [!hint] Say your rule forwards, one step at a time. Which step must be undone first?",
                seen.here()
            ),
            line: None,
        };
        let far = "; up to 200";
        let ways = [
            ("", ""),
            ("", example.as_str()),
            (far, ""),
            (far, example.as_str()),
        ];
        Ok(ways.map(draft).to_vec())
    }

    pub(super) fn find_all(&self) -> Drafts {
        let first = self.first()?;
        let several = self.views.iter().find(|seen| seen.letters.len() > 1);
        let drafts = match several {
            Some(seen) => self.all_equal(seen),
            None => self.all_beyond(first),
        };
        if drafts.is_empty() {
            let message = format!(
                "no number of `{}` has a few cases, neither one nor very many",
                self.name
            );
            let letters = first.letters.join(", ");
            let help = format!(
                "write the ask yourself: `[[{letters} given {} = …; find 3]]`",
                self.name
            );
            return Err(Refusal::new(message, help));
        }
        Ok(drafts)
    }

    /// All cases with the same value, where several letters change.
    fn all_equal(&self, seen: &Seen) -> Vec<Draft> {
        let taken = taken(self.task, seen);
        let alike = is_alike(seen);
        let mut targets = seen.targets(&taken);
        let answers = |cases: usize| if alike { cases.div_ceil(2) } else { cases };
        targets.retain(|target| (2..=8).contains(&answers(target.cases.len())));
        let letters = seen.letters.join(" and ");
        let draft = |value: &Number, bound: &str| {
            let order = if alike { ", any order" } else { "" };
            let bound = if bound.is_empty() {
                String::new()
            } else {
                format!(", {bound}")
            };
            let turned = if alike {
                " The order does not count."
            } else {
                ""
            };
            Draft {
                heading: "Find them all".to_string(),
                variant: named(seen),
                body: format!(
                    "Which {letters} give {} = {}? Find all.{turned} [[{} given {} = {}; find all{order}{bound}]]\n\n> [!hint] Begin with the smallest {}. What comes next?",
                    self.name,
                    value.shown('.'),
                    seen.letters.join(", "),
                    self.name,
                    value.exact_text(),
                    seen.letters.first().map_or("", String::as_str),
                ),
                line: None,
            }
        };
        let drafts = targets
            .iter()
            .take(2)
            .flat_map(|target| ["", "up to 30"].map(|bound| draft(&target.value, bound)));
        drafts.collect()
    }

    /// All cases below a number, or above it where the quantity falls.
    fn all_beyond(&self, seen: &Seen) -> Vec<Draft> {
        let all = seen.all();
        let letter = seen.letters.join(", ");
        let before = self
            .task
            .sections
            .iter()
            .filter(|section| section.id.starts_with("find-them-all"))
            .count();
        let few = |sign: &str, end: &Number| {
            let beyond = |value: &Number| match sign {
                "<" => value.order(end).is_lt(),
                _ => value.order(end).is_gt(),
            };
            let count = all.iter().filter(|(_, value)| beyond(value)).count();
            (3..=12).contains(&count)
        };
        let ends = all.iter().skip(6 + before).take(6).map(|(_, value)| value);
        let mut found: Vec<(&str, &Number)> = Vec::new();
        for end in ends {
            found.extend(
                ["<", ">"]
                    .into_iter()
                    .filter(|sign| few(sign, end))
                    .map(|sign| (sign, end)),
            );
        }
        let draft = |(sign, end): &(&str, &Number), bound: &str| {
            let bound = if bound.is_empty() {
                String::new()
            } else {
                format!(", {bound}")
            };
            let words = if *sign == "<" { "less" } else { "more" };
            Draft {
                heading: "Find them all".to_string(),
                variant: named(seen),
                body: format!(
                    "For which {letter} is {} {words} than {}? Find all. [[{letter} given {} {sign} {}; find all{bound}]]\n\n> [!hint] Where do they begin? Where do they stop?",
                    self.name,
                    end.shown('.'),
                    self.name,
                    end.exact_text()
                ),
                line: None,
            }
        };
        let first = found.first().into_iter();
        first
            .flat_map(|found| {
                let far = if is_open(seen) { "up to 100" } else { "" };
                [draft(found, far)]
            })
            .collect()
    }
}

/// How far is looked: as far as the task itself says, and else up to a number.
fn bounds(seen: &Seen) -> [&'static str; 2] {
    match seen.letters.len() {
        1 => ["", "up to 200"],
        _ => ["", "up to 30"],
    }
}

fn is_open(seen: &Seen) -> bool {
    seen.letters
        .iter()
        .any(|letter| !seen.model.kind(letter).is_closed())
}

/// Whether two letters can be exchanged and nothing changes.
fn is_alike(seen: &Seen) -> bool {
    let [one, other] = seen.letters.as_slice() else {
        return false;
    };
    let formula = seen.formula();
    let turned = formula.replaced(&|name| match name {
        name if name == one => Some(Expr::name(other)),
        name if name == other => Some(Expr::name(one)),
        _ => None,
    });
    let same_kind = seen.model.kind(one).write() == seen.model.kind(other).write();
    same_kind && exactly(&formula, &turned, seen.model) == Exactly::Same
}

/// A formula in which a letter stands once, undone step by step from the outside: the letter in what the formula gives.
fn undone(formula: &Expr, letter: &str, given: &str) -> Option<String> {
    let (mut inside, mut so_far) = (formula.clone(), given.to_string());
    while inside.as_name() != Some(letter) {
        let with = inside.parts.iter().position(|part| part.mentions(letter))?;
        let next = inside.parts.get(with)?.clone();
        let others: Vec<&Expr> = inside
            .parts
            .iter()
            .enumerate()
            .filter_map(|(at, part)| (at != with).then_some(part))
            .collect();
        if others.iter().any(|part| part.mentions(letter)) {
            return None;
        }
        let rest = || {
            let parts = others.iter().map(|part| (*part).clone()).collect();
            Expr::joined(inside.op.clone(), parts).write()
        };
        so_far = match (&inside.op, with) {
            (Op::Sum, _) => format!("({so_far} - ({}))", rest()),
            (Op::Product, _) => format!("({so_far}/({}))", rest()),
            (Op::Minus, _) => format!("(-{so_far})"),
            (Op::Over, _) => format!("(1/{so_far})"),
            (Op::Power, 0) => format!("({so_far})^(1/({}))", rest()),
            (Op::Power, _) => format!("(ln({so_far})/ln({}))", rest()),
            _ => return None,
        };
        inside = next;
    }
    Some(so_far)
}
