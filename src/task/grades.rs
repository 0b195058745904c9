//! Owns how a band of grades is read: `5-9`, `6–9`, `7`, `K-2`, `3, 5-7`. Knows nothing of where it stands.

/// The highest grade that is told apart from others.
const HIGHEST: u32 = 13;

/// The single grades of a band, each as it is written: `K` comes before `1`. What is no grade adds none.
pub fn grades(band: &str) -> Vec<String> {
    let parts = band.split([',', ';']);
    let mut all: Vec<u32> = parts.filter_map(part).flatten().collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().map(written).collect()
}

/// Where a grade stands among all of them.
pub fn grade_order(grade: &str) -> u32 {
    number(grade).unwrap_or(HIGHEST + 1)
}

fn part(text: &str) -> Option<std::ops::RangeInclusive<u32>> {
    let mut ends = text.split(['-', '‐', '‑', '–', '—', '−']).map(number);
    let first = ends.next()??;
    let last = match ends.next() {
        Some(last) => last?,
        None => first,
    };
    ends.next().is_none().then_some(first..=last)
}

fn number(text: &str) -> Option<u32> {
    match text.trim() {
        "K" | "k" => Some(0),
        digits => digits.parse().ok().filter(|grade| *grade <= HIGHEST),
    }
}

fn written(grade: u32) -> String {
    match grade {
        0 => "K".to_string(),
        grade => grade.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_is_all_grades_from_its_first_to_its_last() {
        let cases = [
            ("5-9", "5 6 7 8 9"),
            ("6–9", "6 7 8 9"),
            ("6 — 7", "6 7"),
            ("7", "7"),
            ("K-2", "K 1 2"),
            ("k", "K"),
            ("3, 5-7", "3 5 6 7"),
            ("8-10, 9-11", "8 9 10 11"),
            ("12-13", "12 13"),
            ("9-5", ""),
            ("5-", ""),
            ("1-2-3", ""),
            ("0-99", ""),
            ("4294967296", ""),
            ("middle school", ""),
            ("", ""),
        ];
        for (band, expected) in cases {
            assert_eq!(grades(band).join(" "), expected, "{band}");
        }
    }

    #[test]
    fn grades_stand_in_the_order_of_school() {
        assert!(grade_order("K") < grade_order("1") && grade_order("9") < grade_order("10"));
        assert!(grade_order("13") < grade_order("other"));
    }
}
