//! Owns the frozen tables of `tests/judging`: how a row is written, which task it speaks of, and what the engine says to it.
//! A browser reads the same rows, so nothing here decides what is right.

#![allow(dead_code)] // each test binary uses its own part

use lowfloor::engine::feedback::Feedback;
use lowfloor::engine::judge::{Desk, Earlier, judge};
use lowfloor::engine::model::{Ask, Row};
use lowfloor::engine::number::Number;
use lowfloor::engine::template::plain;
use lowfloor::publish::{Library, library};
use lowfloor::task::Task;
use std::path::{Path, PathBuf};

/// What a row asks and what it expects.
pub struct Line {
    /// `numbers.tsv:12`.
    pub at: String,
    pub address: String,
    pub case: String,
    /// One history, in order; the last one is what the row is about.
    pub responses: Vec<String>,
    /// outcome, idea, way, fits, of, found, and words that must be said.
    pub want: [String; 7],
}

/// The names of the expected columns.
pub const COLUMNS: [&str; 7] = ["outcome", "idea", "way", "fits", "of", "found", "says"];

/// The folder of the tests.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Every row of every table, in the order of the files' names.
pub fn lines() -> Vec<Line> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder().join("judging"))
        .expect("tests/judging")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "tsv"))
        .collect();
    files.sort();
    files.iter().flat_map(|file| table(file)).collect()
}

fn table(file: &Path) -> Vec<Line> {
    let name = file.file_name().expect("a name").to_string_lossy();
    let text = std::fs::read_to_string(file).expect("a table");
    let mut address = String::new();
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with("# ") {
            continue;
        }
        let mut fields = line.split('\t');
        let here = fields.next().unwrap_or("");
        // An empty address is that of the row above.
        if !here.is_empty() {
            address = here.to_string();
        }
        let case = fields.next().unwrap_or("").to_string();
        let responses = fields.next().unwrap_or("").split('⏎').map(typed).collect();
        let mut want = COLUMNS.map(|_| String::new());
        let rest: Vec<&str> = fields.collect();
        assert!(
            !rest.is_empty() && rest.len() <= want.len(),
            "{name}:{}: columns",
            index + 1
        );
        for (slot, field) in want.iter_mut().zip(rest) {
            *slot = field.to_string();
        }
        lines.push(Line {
            at: format!("{name}:{}", index + 1),
            address: address.clone(),
            case,
            responses,
            want,
        });
    }
    lines
}

/// What stands in a table as a student types it: `␤` is a new line, `⇥` a tab, `⟨200B⟩` a sign that cannot be seen,
/// `⟦9×40⟧` a text forty times.
pub fn typed(written: &str) -> String {
    let written = written
        .trim_matches(' ')
        .replace('␤', "\n")
        .replace('⇥', "\t");
    let written = by_number(&written.replace('␠', " "));
    let Some((before, rest)) = written.split_once('⟦') else {
        return written;
    };
    let (inside, after) = rest.split_once('⟧').expect("a closing ⟧");
    let (text, times) = inside.rsplit_once('×').expect("text × times");
    let times = times.parse().expect("a number of times");
    format!("{before}{}{}", text.repeat(times), typed(after))
}

fn by_number(written: &str) -> String {
    let mut parts = written.split('⟨');
    let mut text = parts.next().unwrap_or("").to_string();
    for part in parts {
        let (number, after) = part.split_once('⟩').expect("a closing ⟩");
        let number = u32::from_str_radix(number, 16).expect("the number of a sign");
        text.push(char::from_u32(number).expect("a sign"));
        text.push_str(after);
    }
    text
}

/// The ask a response of a row is given to, and the response: `@tiles 20` is for the ask `tiles` of the row's task.
pub fn given<'a>(address: &str, response: &'a str) -> (String, &'a str) {
    let other = response
        .strip_prefix('@')
        .and_then(|rest| rest.split_once(' '));
    match (other, address.split_once('#')) {
        (Some((place, text)), Some((task, _))) => (format!("{task}#{place}"), text),
        _ => (address.to_string(), response),
    }
}

/// The tasks the tables speak of.
pub struct Shelf(Vec<Library>);

/// Reads the tasks of the tables and the library's own.
pub fn shelf() -> Shelf {
    let own = folder().join("judging");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf();
    Shelf(vec![library(&own), library(&root)])
}

/// The same, and the gallery of figures and the tasks of the small sites.
#[allow(dead_code)]
pub fn whole_shelf() -> Shelf {
    let mut shelf = shelf();
    shelf.0.push(library(&folder().join("gallery")));
    let sites = std::fs::read_dir(folder().join("sites")).expect("tests/sites");
    let paths = sites.map(|entry| entry.expect("an entry").path());
    shelf.0.extend(paths.map(|path| library(&path)));
    shelf
}

impl Shelf {
    /// Whatever was found about the tasks.
    pub fn errors(&self) -> Vec<String> {
        let all = self.0.iter().flat_map(|library| &library.trouble);
        all.filter(|d| d.severity == lowfloor::diagnostic::Severity::Error)
            .map(|d| format!("{}: {}", d.code, d.message))
            .collect()
    }

    /// All of them.
    pub fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.0.iter().flat_map(|library| &library.tasks)
    }

    /// The task of that name.
    pub fn task(&self, name: &str) -> Option<&Task> {
        let mut all = self.0.iter().flat_map(|library| &library.tasks);
        all.find(|task| task.name == name)
    }

    /// What the engine says to the last response of a row; the reason where the row cannot be tried.
    pub fn feedback(&self, line: &Line) -> Result<Feedback, String> {
        let mut earlier = Vec::new();
        let mut last = None;
        for response in &line.responses {
            let (address, text) = given(&line.address, response);
            let (task, ask, row) = self.desk(&address, &line.case)?;
            let desk = Desk {
                model: &task.model,
                ask,
                row: &row,
                earlier: &earlier,
            };
            last = Some(judge(desk, text));
            earlier.push(Earlier {
                ask: ask.id.clone(),
                row: row.clone(),
                text: text.to_string(),
            });
        }
        last.ok_or_else(|| "no response".to_string())
    }

    /// The task, the ask and the case an address and a case speak of.
    pub fn desk(&self, address: &str, case: &str) -> Result<(&Task, &Ask, Row), String> {
        let (name, place) = address.split_once('#').ok_or("no #")?;
        let task = self.task(name).ok_or(format!("no task `{name}`"))?;
        let numbered = format!("{place}:1");
        let is = |ask: &&Ask| ask.id == place || ask.id == numbered;
        let ask = task
            .model
            .asks
            .iter()
            .find(is)
            .ok_or(format!("no ask `{place}`"))?;
        let section = task.model.section_of(ask).ok_or("no section")?;
        let rows = &task.model.variant_of(section).ok_or("no variant")?.rows;
        Ok((task, ask, case_row(rows, &values(case)?)))
    }
}

fn values(case: &str) -> Result<Row, String> {
    let parts = case.split(',').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (name, value) = part.split_once('=').ok_or(format!("`{part}` is no case"))?;
            let value = value.parse().map_err(|_| format!("`{part}` is no case"))?;
            Ok((name.to_string(), Number::whole(value)))
        })
        .collect()
}

/// The first row with these values, else the first row with them put in.
fn case_row(rows: &[Row], wanted: &Row) -> Row {
    let has = |row: &&Row| {
        let in_row =
            |(name, value): &(String, Number)| row.iter().any(|(n, v)| n == name && v.same(value));
        wanted.iter().all(in_row)
    };
    if let Some(row) = rows.iter().find(has) {
        return row.clone();
    }
    let mut row = rows.first().cloned().unwrap_or_default();
    row.retain(|(name, _)| !wanted.iter().any(|(n, _)| n == name));
    row.extend(wanted.iter().cloned());
    row
}

/// The columns of a feedback, as a table writes them.
pub fn columns(feedback: &Feedback) -> [String; 7] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let count = |count: Option<usize>| count.map(|n| n.to_string()).unwrap_or_default();
    [
        feedback.outcome.word().to_string(),
        text(&feedback.idea),
        text(&feedback.way),
        count(feedback.fits),
        count(feedback.of),
        count(feedback.found),
        plain(&feedback.says),
    ]
}

/// What a row expects otherwise than it came; `*` fixes nothing, and of what is said only a part is expected.
pub fn differences(want: &[String; 7], came: &[String; 7]) -> Vec<String> {
    let pairs = COLUMNS.iter().zip(want.iter().zip(came));
    let fits = |column: &str, want: &String, came: &String| match column {
        "says" => came.contains(want.as_str()),
        _ => want == "*" || want == came,
    };
    pairs
        .filter(|(column, (want, came))| !fits(column, want, came))
        .map(|(column, (want, came))| format!("{column}: wanted `{want}`, came `{came}`"))
        .collect()
}
