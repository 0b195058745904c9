//! Owns the scripts of pages as they are sent: the packed engine as text, and what carries texts to it.

use base64::Engine;

/// The page's engine, built from this repository and packed by `src/browser/build.sh`.
const ENGINE: &[u8] = include_bytes!("../browser/engine.wasm.gz");
/// The page's script, in the order in which its parts are sent: the last one starts the lesson.
const SCRIPT: [&str; 11] = [
    include_str!("../browser/page/engine.js"),
    include_str!("../browser/page/fields.js"),
    include_str!("../browser/page/voice.js"),
    include_str!("../browser/page/readings.js"),
    include_str!("../browser/page/keypad.js"),
    include_str!("../browser/page/control.js"),
    include_str!("../browser/page/pick.js"),
    include_str!("../browser/page/map.js"),
    include_str!("../browser/page/bring.js"),
    include_str!("../browser/page/work.js"),
    include_str!("../browser/page/lesson.js"),
];

/// The board's script, in the order in which its parts are sent: the last one starts the board.
const BOARD: [&str; 3] = [
    include_str!("../browser/board/view.js"),
    include_str!("../browser/board/clock.js"),
    include_str!("../browser/board/board.js"),
];

/// The script of the board: it needs no engine, since every case stands in the page.
pub(super) fn board() -> String {
    alone(&BOARD)
}

/// Parts as one script that shares no name with any other.
fn alone(parts: &[&str]) -> String {
    let parts: String = parts.iter().map(|part| bare(part)).collect();
    format!("(function () {{\n\"use strict\";\n{parts}}})();\n")
}

/// The script of every lesson page: the packed engine as text, and what carries texts to it.
pub(super) fn lesson() -> String {
    let engine = base64::engine::general_purpose::STANDARD.encode(ENGINE);
    format!("var ENGINE=\"{engine}\";\n{}", alone(&SCRIPT))
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
    fn no_text_of_the_script_goes_over_several_lines() {
        for part in SCRIPT.iter().chain(&BOARD) {
            assert!(!part.contains('`') && !part.contains("\\\n") && !part.contains("/*"));
        }
    }
}
