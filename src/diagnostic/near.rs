//! Owns the finding of the name somebody may have meant; knows nothing of diagnostics.

const LONGEST: usize = 60;

/// The name most like the one wanted, if one is near: a slip or two, or other capitals.
pub fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = folded(wanted);
    let near = |name: &'a str| Some((distance_within(&wanted, &folded(name))?, name));
    let found = names.into_iter().filter_map(near);
    found.min_by_key(|(slips, _)| *slips).map(|(_, name)| name)
}

/// The question "did you mean `x`?", if a name is near.
pub fn did_you_mean<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let others = names.into_iter().filter(|name| *name != wanted);
    let name = nearest(wanted, others)?;
    let meant = format!("did you mean `{name}`?");
    Some(match wanted.chars().find(is_unseen) {
        Some(sign) => format!(
            "{meant} an invisible sign, U+{:04X}, stands in it: type it anew",
            u32::from(sign)
        ),
        None => meant,
    })
}

/// A sign that takes no room, as copying from a web page brings it in.
fn is_unseen(sign: &char) -> bool {
    matches!(
        sign,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

fn folded(name: &str) -> Vec<char> {
    name.chars()
        .filter(|sign| !is_unseen(sign))
        .take(LONGEST)
        .flat_map(char::to_lowercase)
        .collect()
}

fn distance_within(a: &[char], b: &[char]) -> Option<usize> {
    let allowed = match a.len().max(b.len()) {
        0..=2 => 0,
        3..=5 => 1,
        6..=8 => 2,
        _ => 3,
    };
    if a.len().abs_diff(b.len()) > allowed {
        return None;
    }
    Some(distance(a, b)).filter(|slips| *slips <= allowed)
}

/// How many letters must be put in, left out, changed or swapped with their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let changed = at(&last, j) + usize::from(x != y);
            let longer = at(&last, j + 1).min(at(&row, j)) + 1;
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(&y) && b.get(j - 1) == Some(&x);
            let swap = if swapped {
                at(&before_last, j - 1) + 1
            } else {
                usize::MAX
            };
            row.push(changed.min(longer).min(swap));
        }
        before_last = std::mem::replace(&mut last, row);
    }
    at(&last, b.len())
}

fn at(row: &[usize], index: usize) -> usize {
    row.get(index).copied().unwrap_or(usize::MAX / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_leaves_strangers_alone() {
        let names = ["grid", "quantities", "variants", "n", "m", "is", "tiles"];
        let cases = [
            ("gird", Some("grid")),
            ("Grid", Some("grid")),
            ("tilse", Some("tiles")),
            ("quantity", Some("quantities")),
            ("varients", Some("variants")),
            ("N", Some("n")),
            ("k", None),
            ("in", None),
            ("water", None),
            ("", None),
        ];
        for (wanted, expected) in cases {
            assert_eq!(nearest(wanted, names), expected, "{wanted}");
        }
    }

    #[test]
    fn asks_only_about_another_name() {
        assert_eq!(
            did_you_mean("gird", ["grid"]).as_deref(),
            Some("did you mean `grid`?")
        );
        assert_eq!(did_you_mean("grid", ["grid"]), None);
    }
}
