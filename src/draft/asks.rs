//! Owns how cases and asks are written into the two files, and which numbers are asked for backwards.

use super::seen::{Seen, Target, listed, together};
use crate::engine::model::Row;
use crate::engine::number::Number;

/// `n: [5, 7, 10]` for each letter.
pub fn case_lists(cases: &[Row]) -> Vec<String> {
    let Some(first) = cases.first() else {
        return Vec::new();
    };
    let list = |(at, (letter, _)): (usize, &(String, Number))| {
        let values: Vec<String> = cases
            .iter()
            .filter_map(|row| row.get(at))
            .map(|(_, value)| value.exact_text())
            .collect();
        format!("{letter}: [{}]", values.join(", "))
    };
    first.iter().enumerate().map(list).collect()
}

/// A number that is asked for backwards.
pub struct Back {
    pub value: Number,
    /// Several cases give it.
    pub several: bool,
}

/// Most cases that may give a number, if all of them are to be found.
const FEW: usize = 8;

/// A number that some case gives, and one that none does.
pub fn there_and_missed(seen: &Seen, taken: &[Number]) -> Option<(Back, Back)> {
    let mut targets = seen.targets(taken);
    if targets.is_empty() {
        targets = seen.targets(&[]);
    }
    let few = |target: &&Target| target.cases.len() <= FEW;
    let target = targets.iter().find(few).or_else(|| targets.first())?;
    let there = Back {
        value: target.value.clone(),
        several: (2..=FEW).contains(&target.cases.len()),
    };
    let missed = Back {
        value: seen.missed(&target.value, taken)?,
        several: false,
    };
    Some((there, missed))
}

/// `[[n given tiles = 48]]`.
pub fn backwards(seen: &Seen, back: &Back, bound: &str) -> String {
    let find = if back.several { "find all" } else { "" };
    let options: Vec<&str> = [find, bound]
        .into_iter()
        .filter(|one| !one.is_empty())
        .collect();
    let options = match options.as_slice() {
        [] => String::new(),
        options => format!("; {}", options.join(", ")),
    };
    let (letters, value) = (seen.letters.join(", "), back.value.exact_text());
    format!("[[{letters} given {} = {value}{options}]]", seen.name)
}

/// `[[tiles for n = 3, 6, 20, ?]]`; where several letters change there is no case of the student's own.
pub fn table_rows(seen: &Seen, rows: &[Row]) -> String {
    let own = if seen.letters.len() == 1 { ", ?" } else { "" };
    let letters = together(&seen.letters);
    format!("[[{} for {letters} = {}{own}]]", seen.name, listed(rows))
}

/// `[[tiles in n for n = 1, 2, 5]]`.
pub fn rule(seen: &Seen, rows: &[Row]) -> String {
    let cases = match rows {
        [] => String::new(),
        rows => format!(" for {} = {}", together(&seen.letters), listed(rows)),
    };
    format!("[[{} in {}{cases}]]", seen.name, seen.letters.join(", "))
}
