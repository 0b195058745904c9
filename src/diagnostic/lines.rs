//! Owns the forms of trouble that machines read, one line each; knows nothing of terminals or pages.

use super::{Diagnostic, Files, Place, Severity, in_order};

/// One JSON object a line; every key is always there, in this order.
#[derive(serde::Serialize)]
struct Line<'a> {
    severity: &'static str,
    code: &'a str,
    message: &'a str,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    help: Option<&'a str>,
    notes: Vec<String>,
}

/// Everything as JSON, one object a line.
pub fn json(all: &[Diagnostic], files: &Files) -> String {
    let mut out = String::new();
    for diagnostic in in_order(all) {
        let line = serde_json::to_string(&json_line(diagnostic, files));
        out.push_str(&line.unwrap_or_default());
        out.push('\n');
    }
    out
}

fn json_line<'a>(diagnostic: &'a Diagnostic, files: &Files) -> Line<'a> {
    let at = diagnostic.at.as_ref();
    let file = at.and_then(|at| files.get(at.file)).map(super::File::shown);
    let (start, end) = at.and_then(|at| files.position(at)).unzip();
    Line {
        severity: diagnostic.severity.word(),
        code: diagnostic.code,
        message: &diagnostic.message,
        file,
        line: start.map(|p| p.0),
        column: start.map(|p| p.1),
        end_line: end.map(|p| p.0),
        end_column: end.map(|p| p.1),
        help: diagnostic.help.as_deref(),
        notes: notes(diagnostic, files),
    }
}

/// The notes as text, each with its place in front if it has one.
pub(super) fn notes(diagnostic: &Diagnostic, files: &Files) -> Vec<String> {
    let noted = |(at, note): &(Option<Place>, String)| match at
        .as_ref()
        .and_then(|at| place_in_words(files, at))
    {
        Some(place) => format!("{place}: {note}"),
        None => note.clone(),
    };
    diagnostic.notes.iter().map(noted).collect()
}

/// A place as `file:line:column`.
pub(super) fn place_in_words(files: &Files, at: &Place) -> Option<String> {
    let file = files.get(at.file)?.shown();
    let ((line, column), _) = files.position(at)?;
    Some(format!("{file}:{line}:{column}"))
}

/// Everything as workflow commands, which GitHub shows beside the lines of a change.
pub fn github(all: &[Diagnostic], files: &Files) -> String {
    let line = |diagnostic| github_line(diagnostic, files) + "\n";
    in_order(all).into_iter().map(line).collect()
}

fn github_line(diagnostic: &Diagnostic, files: &Files) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = diagnostic
        .at
        .as_ref()
        .and_then(|at| github_place(files, at));
    let help = diagnostic.help.iter().map(|help| format!("help: {help}"));
    let words: Vec<String> = std::iter::once(diagnostic.message.clone())
        .chain(notes(diagnostic, files))
        .chain(help)
        .collect();
    format!(
        "::{command} {}title={}::{}",
        place.unwrap_or_default(),
        property(diagnostic.code),
        data(&words.join("\n"))
    )
}

fn github_place(files: &Files, at: &Place) -> Option<String> {
    let file = property(&files.get(at.file)?.shown());
    let ((line, column), (end_line, end_column)) = files.position(at)?;
    Some(format!(
        "file={file},line={line},col={column},endLine={end_line},endColumn={end_column},"
    ))
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> (Vec<Diagnostic>, Files) {
        let mut files = Files::default();
        let file = files.add("tasks/a,b/task.md", "n: 1\nü: 2\n");
        let place = |range| Place { file, range };
        let all = vec![
            Diagnostic::warning("twice", place(5..7), "`ü` is 100% new:\nlook")
                .note_at(place(0..1), "first here")
                .fact("case: n = 5")
                .help("take it out"),
            Diagnostic::error("no-tasks", None, "nothing here"),
        ];
        (all, files)
    }

    #[test]
    fn json_has_every_key_in_order() {
        let (all, files) = example();
        assert_eq!(
            json(&all, &files),
            concat!(
                r#"{"severity":"error","code":"no-tasks","message":"nothing here","file":null,"#,
                r#""line":null,"column":null,"end_line":null,"end_column":null,"help":null,"notes":[]}"#,
                "\n",
                r#"{"severity":"warning","code":"twice","message":"`ü` is 100% new:\nlook","#,
                r#""file":"tasks/a,b/task.md","line":2,"column":1,"end_line":2,"end_column":2,"#,
                r#""help":"take it out","notes":["tasks/a,b/task.md:1:1: first here","case: n = 5"]}"#,
                "\n",
            )
        );
    }

    #[test]
    fn github_commands_are_escaped() {
        let (all, files) = example();
        assert_eq!(
            github(&all, &files),
            concat!(
                "::error title=no-tasks::nothing here\n",
                "::warning file=tasks/a%2Cb/task.md,line=2,col=1,endLine=2,endColumn=2,title=twice::",
                "`ü` is 100%25 new:%0Alook%0Atasks/a,b/task.md:1:1: first here%0Acase: n = 5%0Ahelp: take it out\n",
            )
        );
    }
}
