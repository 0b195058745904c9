//! Owns the extensions that bring a variant of their own: a letter goes free, or layers are added.

use super::{Desk, Drafts};
use crate::draft::asks::{case_lists, rule, table_rows};
use crate::draft::section::{Draft, unused};
use crate::draft::seen::Seen;
use crate::draft::{Refusal, yaml_value};
use crate::engine::expr::{Expr, Op};
use crate::engine::model::{Row, Variant};
use crate::engine::normal::{Exactly, exactly};
use crate::engine::number::Number;

impl Desk<'_> {
    pub(super) fn free(&self, letter: &str) -> Drafts {
        let first = self.first()?;
        let bound = first
            .variant
            .bindings
            .iter()
            .find(|(name, _)| name == letter);
        let (_, to) = bound.ok_or_else(|| self.not_bound(letter))?;
        let seen = self.without(first, letter);
        if !seen.letters.iter().any(|name| name == letter) {
            let message = format!("`{}` does not change with `{letter}`", self.name);
            return Err(Refusal::new(
                message,
                "choose a letter that its formula uses",
            ));
        }
        let said = format!(
            "Until now {letter} was always {}. Now it can be another number.",
            to.write()
        );
        let draft = |shift: usize| {
            let apart = 1 + shift + self.variants();
            let near = |places: &[usize], from: usize| match to.as_number() {
                Some(number) => self.other_than(number, letter, first, &seen, places, from),
                None => seen.cases(places, apart),
            };
            let rows = near(&[4 + shift, 6 + shift, 9 + shift], 0);
            Draft {
                body: format!(
                    "{said} Find {} for each line. {}\n\nWhat works for every {}? {}",
                    self.name,
                    table_rows(&seen, &near(&[2, 5, 19], 1)),
                    seen.letters.join(" and "),
                    rule(&seen, &[])
                ),
                ..self.with_variant(
                    &format!("free-{letter}"),
                    &format!("{letter} on its own"),
                    &seen,
                    &rows,
                )
            }
        };
        Ok((0..3).map(draft).collect())
    }

    /// Cases of the first variant in which a letter has other values than the number it had there, from one of them on.
    fn other_than(
        &self,
        number: &Number,
        letter: &str,
        first: &Seen,
        seen: &Seen,
        places: &[usize],
        from: usize,
    ) -> Vec<Row> {
        let mut values = first.values_of(letter);
        values.retain(|value| !value.same(number));
        values.sort_by_key(|value| value.order(number).is_lt());
        let cases = first.cases(places, 1);
        let with = |(row, value): (&Row, &Number)| {
            let pair = [(letter.to_string(), value.clone())];
            let row: Row = row.iter().cloned().chain(pair).collect();
            let of = |letter: &String| row.iter().find(|(name, _)| name == letter).cloned();
            seen.letters.iter().filter_map(of).collect()
        };
        let rows = cases.iter().zip(values.iter().cycle().skip(from)).map(with);
        rows.filter(|row| seen.value(row).is_some()).collect()
    }

    fn not_bound(&self, letter: &str) -> Refusal {
        let bindings = self.views.first().map(|seen| &seen.variant.bindings);
        let bound: Vec<String> = bindings
            .into_iter()
            .flatten()
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        let message = match self.task.model.is_free(letter) {
            true => format!("`{letter}` is not bound in the first variant, so it is free already"),
            false => format!("there is no letter `{letter}` that the first variant binds"),
        };
        let help = match bound.as_slice() {
            [] => format!(
                "the first variant binds no letter; give the formula one more, such as `m`, and the first variant `{}`",
                "m: n"
            ),
            bound => format!("free one of these: {}", bound.join(", ")),
        };
        Refusal::new(message, help)
    }

    /// The view of the first variant in which a letter is not bound.
    fn without(&self, first: &Seen, letter: &str) -> Seen<'_> {
        let mut bindings = first.variant.bindings.clone();
        bindings.retain(|(name, _)| name != letter);
        let variant = Variant {
            name: String::new(),
            bindings,
            rows: Vec::new(),
        };
        Seen::new(&self.task.model, variant, self.name)
    }

    /// A section with a variant of its own, still without text.
    fn with_variant(&self, name: &str, heading: &str, seen: &Seen, rows: &[Row]) -> Draft {
        let taken = |name: &str| {
            let mut variants = self.task.model.variants.iter();
            variants.any(|variant| variant.name == name)
        };
        let name = unused(name, &taken);
        let bindings = seen.variant.bindings.iter();
        let mut said: Vec<String> = bindings
            .map(|(letter, to)| format!("{letter}: {}", yaml_value(&to.write())))
            .collect();
        said.extend(case_lists(&self.with_others(rows)));
        Draft {
            heading: heading.to_string(),
            variant: Some(name.clone()),
            body: String::new(),
            line: Some(format!("{name}: {{{}}}", said.join(", "))),
        }
    }

    /// The cases with what else the first variant lists, which other text of the task may show.
    fn with_others(&self, rows: &[Row]) -> Vec<Row> {
        let listed = self
            .task
            .model
            .variants
            .first()
            .map_or(&[][..], |first| &first.rows);
        let with = |(row, listed): (&Row, &Row)| {
            let known = |name: &str| row.iter().any(|(letter, _)| letter == name);
            let others = listed.iter().filter(|(name, _)| !known(name)).cloned();
            row.iter().cloned().chain(others).collect()
        };
        match listed {
            [] => rows.to_vec(),
            listed => rows.iter().zip(listed.iter().cycle()).map(with).collect(),
        }
    }

    pub(super) fn layers(&self) -> Drafts {
        let first = self.first()?;
        let (letter, one) = self.layer_letter(first).ok_or_else(|| self.no_layers())?;
        let seen = self.without(first, letter);
        let idea = self.same_each_layer(first, letter, &one);
        let draft = |shift: usize| {
            let places = [3 + self.variants() + shift, 5 + self.variants() + shift];
            let rows = |from: usize| self.other_than(&one, letter, first, &seen, &places, from);
            Draft {
                body: format!(
                    "Until now {letter} was always {}: one layer. Find {} for more layers. {}\n\n{idea}What works for every {}? {}",
                    one.exact_text(),
                    self.name,
                    table_rows(&seen, &rows(1)),
                    seen.letters.join(" and "),
                    rule(&seen, &[])
                ),
                ..self.with_variant("layers", "More layers", &seen, &rows(0))
            }
        };
        Ok((0..3).map(draft).collect())
    }

    /// A letter that the first variant keeps at a number and that can be larger: `k` if there is a choice.
    fn layer_letter<'b>(&self, first: &'b Seen) -> Option<(&'b str, Number)> {
        let counts = |(name, to): &'b (String, Expr)| {
            let number = to.as_number()?;
            let kind = first.model.kind(name);
            let more = kind.next(number, true)?;
            let used = self
                .without(first, name)
                .letters
                .iter()
                .any(|letter| letter == name);
            (kind.is_whole() && more.is_whole() && used).then_some((name.as_str(), number.clone()))
        };
        let mut found = first.variant.bindings.iter().filter_map(counts);
        let of_name = found.clone().find(|(name, _)| *name == "k");
        of_name.or_else(|| found.next())
    }

    fn no_layers(&self) -> Refusal {
        Refusal::new(
            format!("no letter of `{}` counts layers", self.name),
            "write the formula with a letter that does, `(n + 2k)^2 - n^2`; below `quantities` its values, `k: 1..5`; in the first variant `k: 1`. Then call this again",
        )
    }

    /// The wrong idea that every layer is like the first one.
    fn same_each_layer(&self, first: &Seen, letter: &str, one: &Number) -> String {
        const NAME: &str = "same-each-layer";
        let whole = Expr::new(Op::Product, vec![Expr::name(letter), first.worked_out()]);
        let seen = self.without(first, letter);
        let right = exactly(&whole, &seen.formula(), first.model) == Exactly::Same;
        let mut replies = self.task.model.asks.iter().flat_map(|ask| &ask.replies);
        if right || !one.is_one() || replies.any(|reply| reply.name == NAME) {
            return String::new();
        }
        format!(
            "> [!idea {NAME}: {}] Draw the second layer. Is it as large as the first one?\n\n",
            whole.write()
        )
    }
}
