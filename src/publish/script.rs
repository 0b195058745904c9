//! Owns the scripts of pages as they are sent: the packed engine as text, and what carries texts to it.

use crate::page::ClassTask;
use base64::Engine;

/// The page's engine, built from this repository and packed by `src/browser/build.sh`.
const ENGINE: &[u8] = include_bytes!("../browser/engine.wasm.gz");
/// The page's script, in the order in which its parts are sent: the last one starts the lesson.
const SCRIPT: [&str; 13] = [
    include_str!("../browser/page/parts.js"),
    include_str!("../browser/page/engine.js"),
    include_str!("../browser/page/fields.js"),
    include_str!("../browser/page/voice.js"),
    include_str!("../browser/page/readings.js"),
    include_str!("../browser/page/sight.js"),
    include_str!("../browser/page/keypad.js"),
    include_str!("../browser/page/control.js"),
    include_str!("../browser/page/pick.js"),
    include_str!("../browser/page/map.js"),
    include_str!("../browser/page/bring.js"),
    include_str!("../browser/page/work.js"),
    include_str!("../browser/page/lesson.js"),
];

/// The script of the class view, in the order in which its parts are sent.
const CLASS: [&str; 12] = [
    include_str!("../browser/page/parts.js"),
    include_str!("../browser/page/engine.js"),
    include_str!("../browser/page/voice.js"),
    include_str!("../browser/class/markup.js"),
    include_str!("../browser/class/tasks.js"),
    include_str!("../browser/class/students.js"),
    include_str!("../browser/class/judging.js"),
    include_str!("../browser/class/intake.js"),
    include_str!("../browser/class/board.js"),
    include_str!("../browser/class/groups.js"),
    include_str!("../browser/class/table.js"),
    include_str!("../browser/class/class.js"),
];

/// The board's script, in the order in which its parts are sent: the last one starts the board.
const BOARD: [&str; 3] = [
    include_str!("../browser/board/view.js"),
    include_str!("../browser/board/clock.js"),
    include_str!("../browser/board/board.js"),
];

/// The home page's script, in the order in which its parts are sent.
const HOME: [&str; 2] = [
    include_str!("../browser/page/parts.js"),
    include_str!("../browser/home/home.js"),
];

/// The script of the home page.
pub(super) fn home() -> String {
    alone(&HOME)
}

/// The script of the board: it needs no engine, since every case stands in the page.
pub(super) fn board() -> String {
    alone(&BOARD)
}

/// Parts as one script that shares no name with any other.
fn alone(parts: &[&str]) -> String {
    let parts: String = parts.iter().map(|part| bare(part)).collect();
    format!("(function () {{\n\"use strict\";\n{parts}}})();\n")
}

/// The script of every lesson page.
pub(super) fn lesson() -> String {
    with_engine(&SCRIPT)
}

/// The script of the class view.
pub(super) fn class() -> String {
    with_engine(&CLASS)
}

/// What the class view loads of a task once there is work for it: one call with one text, which is JSON.
///
/// # Errors
/// None that can come of text and numbers; an empty script stands for them.
pub(super) fn class_task(task: &ClassTask) -> String {
    let json = serde_json::to_string(task).and_then(|json| serde_json::to_string(&json));
    match json {
        Ok(text) => format!("lowfloorTask({});\n", harmless(&text)),
        Err(_) => String::new(),
    }
}

/// A JSON text as it may stand in a script, wherever that stands.
fn harmless(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// The packed engine as text, and what carries texts to it.
fn with_engine(parts: &[&str]) -> String {
    let engine = base64::engine::general_purpose::STANDARD.encode(ENGINE);
    format!("var ENGINE=\"{engine}\";\n{}", alone(parts))
}

/// A script without indentation, blank lines and lines of comment. No text of such a script may go over several lines.
fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim_start);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .fold(String::new(), |out, line| out + line + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_sent_without_what_only_its_readers_need() {
        let written = "// Says hello.\n(function () {\n  var a = \"// no comment\"; // one\n\n  // Two.\n  say(a);\n})();\n";
        let sent = "(function () {\nvar a = \"// no comment\"; // one\nsay(a);\n})();\n";
        assert_eq!(bare(written), sent);
    }

    #[test]
    fn the_script_of_a_task_is_one_call_with_one_harmless_text() {
        let hostile = "</script><!-- \"\\ \u{2028}\u{2029} '); alert(1); ('";
        let task = ClassTask {
            name: hostile.to_string(),
            language: "en".to_string(),
            direction: "ltr",
            asks: Vec::new(),
            model: hostile.to_string(),
        };
        let script = class_task(&task);
        let text = script
            .strip_prefix("lowfloorTask(")
            .and_then(|rest| rest.strip_suffix(");\n"))
            .expect("one call");
        assert!(!text.contains(['<', '\u{2028}', '\u{2029}', '\n']));
        let json: String = serde_json::from_str(text).expect("one text");
        let read: serde_json::Value = serde_json::from_str(&json).expect("what it says");
        assert_eq!(read["model"], hostile);
    }

    #[test]
    fn no_text_of_the_script_goes_over_several_lines() {
        for part in SCRIPT.iter().chain(&CLASS).chain(&BOARD).chain(&HOME) {
            assert!(!part.contains('`') && !part.contains("\\\n") && !part.contains("/*"));
        }
    }
}
