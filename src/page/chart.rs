//! Owns the monitoring chart: what a teacher may see, what to ask, and empty room to write who did it and when it is shown.

use super::guide::{SeenView, ideas, others, ways};
use crate::engine::template::plain;
use crate::engine::words::{Words, direction};
use crate::task::{PageWords, Task};
use serde::Serialize;

/// Empty lines at the end.
const EMPTY: usize = 3;

/// A monitoring chart, ready for a template.
#[derive(Clone, Debug, Serialize)]
pub struct ChartPage {
    pub title: String,
    pub language: String,
    pub direction: &'static str,
    pub groups: Vec<ChartGroup>,
    /// Empty lines, for what nobody foresaw.
    pub empty: usize,
}

/// Lines that belong together: ways, ideas, others.
#[derive(Clone, Debug, Serialize)]
pub struct ChartGroup {
    pub title: String,
    pub lines: Vec<SeenView>,
}

/// The monitoring chart of a task.
pub fn chart(task: &Task, words: &PageWords) -> ChartPage {
    let group = |key: &str, lines: Vec<SeenView>| ChartGroup {
        title: words.teacher.say(key, &[]),
        lines,
    };
    let groups = vec![
        group("ways", ways(task)),
        group("ideas", ideas(task)),
        group("others", others(task, &words.teacher)),
    ];
    ChartPage {
        title: task.about.title.clone(),
        language: task.about.language.clone(),
        direction: direction(&task.about.language),
        groups: groups
            .into_iter()
            .filter(|group| !group.lines.is_empty())
            .collect(),
        empty: EMPTY,
    }
}

/// The heads of the columns, by the keys of their words.
const COLUMNS: [&str; 8] = [
    "chart-what",
    "chart-formula",
    "chart-look",
    "chart-assess",
    "chart-advance",
    "chart-who",
    "chart-order",
    "chart-connect",
];

/// The chart as a table for spreadsheets: commas, quotes, a line each.
pub fn csv(chart: &ChartPage, words: &Words) -> String {
    let heads = COLUMNS.map(|key| words.say(key, &[]));
    let mut lines = vec![heads.to_vec()];
    for seen in chart.groups.iter().flat_map(|group| &group.lines) {
        let [look, assess, advance, connect] =
            [&seen.look, &seen.assess, &seen.advance, &seen.connect].map(|html| plain(html));
        let look = if look.is_empty() {
            plain(&seen.says)
        } else {
            look
        };
        let (who, order) = (String::new(), String::new());
        lines.push(vec![
            seen.name.clone(),
            seen.text.clone(),
            look,
            assess,
            advance,
            who,
            order,
            connect,
        ]);
    }
    let empty = vec![String::new(); COLUMNS.len()];
    lines.extend(std::iter::repeat_n(empty, chart.empty));
    let line = |cells: Vec<String>| {
        cells
            .iter()
            .map(|text| cell(text))
            .collect::<Vec<_>>()
            .join(",")
    };
    // A mark of the encoding: spreadsheets take the bytes for another one without it.
    let rows: Vec<String> = lines.into_iter().map(line).collect();
    format!("\u{feff}{}\r\n", rows.join("\r\n"))
}

/// A text as a cell. What a spreadsheet would take for a formula of its own gets a sign in front that makes it a text.
pub fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let text = if formula {
        format!("'{text}")
    } else {
        text.to_string()
    };
    if text.contains([',', ';', '"', '\n', '\r', '\'']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_is_a_text_and_no_formula() {
        let cases = [
            ("4(n + 1)", "4(n + 1)"),
            ("one, two", "\"one, two\""),
            ("say \"four\"", "\"say \"\"four\"\"\""),
            ("=1+1", "\"'=1+1\""),
            ("-n", "\"'-n\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\"'\t=1\""),
            ("", ""),
        ];
        for (text, written) in cases {
            assert_eq!(cell(text), written, "{text:?}");
        }
    }
}
