//! Owns the monitoring chart: what a teacher may see, what to ask, and empty room to write who did it and when it is shown.

use super::guide::{SeenView, ideas, others, ways};
use crate::engine::spreadsheet;
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
    /// The decimal sign, which decides what parts the cells of a table.
    pub decimal: char,
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
        decimal: task.model.language.decimal,
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

/// The chart as a table for spreadsheets.
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
    let mut cells: Vec<&str> = lines.iter().flatten().map(String::as_str).collect();
    cells.resize(cells.len() + chart.empty * COLUMNS.len(), "");
    spreadsheet::write(&cells, COLUMNS.len(), chart.decimal)
}
