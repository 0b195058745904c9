//! Owns what only an author is shown of a task on the shelf: all cases, and what becomes of a response. Knows nothing of
//! addresses.

use serde_json::{Value, json};

use super::{Stock, UNREADABLE, state};
use crate::engine::model::Ask;
use crate::page::{cases, heading_text};
use crate::task::{Task, case_text};
use crate::trial::{object, tried};

impl Stock {
    /// The page of all cases of a task, made now; nothing where there is no such task.
    pub fn cases(&self, name: &str) -> Option<Result<Vec<u8>, String>> {
        let shelf = self.now();
        let slot = self.ask_for(&shelf, name)?;
        let Some(task) = slot.shown() else {
            return Some(Err(UNREADABLE.to_string()));
        };
        let theme = &shelf.ground.theme;
        let words = theme.words(&task.about.language);
        let made = theme.page("cases.html", &cases(task, &words), &words.teacher);
        Some(made.map_err(|fault| state::said(&fault)))
    }

    /// The asks of a task and the cases they are asked in, as JSON.
    pub fn asks(&self, name: &str) -> Option<String> {
        let shelf = self.now();
        let task = self.ask_for(&shelf, name)?.shown()?;
        let asks = task.model.asks.iter();
        let all: Vec<Value> = asks.map(|ask| described(task, ask)).collect();
        Some(Value::from(all).to_string())
    }

    /// What becomes of a response, as `try` says it, or an object with an `error`.
    pub fn tried(&self, name: &str, ask: &str, case: &str, response: &str) -> Option<String> {
        let shelf = self.now();
        let task = self.ask_for(&shelf, name)?.shown()?;
        let found = tried(task, ask, case, &[response.to_string()]);
        let found = match found.as_deref() {
            Ok([(response, feedback)]) => object(response, feedback),
            Ok(_) => json!({ "error": "there is no response" }),
            Err(why) => json!({ "error": why }),
        };
        Some(found.to_string())
    }
}

fn described(task: &Task, ask: &Ask) -> Value {
    let section = task.sections.get(ask.section);
    let heading = section.map_or(String::new(), |section| heading_text(task, section));
    let rows = task.model.variant_of_ask(ask).map(|variant| &variant.rows);
    let cases: Vec<String> = rows.into_iter().flatten().map(case_text).collect();
    let shown = format!("{}. {heading} · {}", ask.section + 1, ask.id);
    json!({ "id": ask.id, "shown": shown, "cases": cases })
}
