//! Owns the command line: what each command is called, what it takes, and its exit code. 0: done, whatever the outcome; 1: a
//! fault in the sources; 2: a wrong call.

mod build;
mod check;
mod explain;
mod extend;
mod guide;
mod maths;
mod new;
mod progress;
mod schema;
mod serve;
mod try_it;

use crate::diagnostic::{self, Diagnostic, Files};
use clap::{Parser, Subcommand, ValueEnum};
use std::io::IsTerminal;
use std::path::PathBuf;

/// Rich open maths tasks from text files: lesson pages that show what an answer does
///
/// A task is a folder in `tasks` with two text files, `task.md` for the words and `variants.yaml` for the maths.
#[derive(Parser)]
#[command(name = "lowfloor", version, about, max_term_width = 100, after_help = AFTER_HELP)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
To begin:
  lowfloor new my-task     makes the folder tasks/my-task, which works at once
  lowfloor serve           shows it at the address that it prints, and follows your changes
  lowfloor check           tells what is wrong, where, and what to do
  lowfloor build           writes the pages to the folder site

`lowfloor help check` tells more about one command.

Exit codes:
  0  done, whatever the warnings, or the outcome of a try
  1  a fault in the sources, or the site cannot be written
  2  a wrong call";

const CHECK_HELP: &str = "\
Examples:
  lowfloor check                     all tasks in the folder tasks
  lowfloor check tasks/pool-border   one task
  lowfloor check --format github     for a workflow: each message beside its line
  lowfloor explain unknown-name      what a message means

Ends with 0 where there is no error, whatever the warnings; with 1 where there is one.";

const BUILD_HELP: &str = "\
Examples:
  lowfloor build                     writes the folder site
  lowfloor build --out ~/web/maths   writes another folder
  lowfloor build --pdf               the teachers' sheets as PDF as well

Ends with 0 where the site is written. With an error in a task, or where the site cannot be written, it ends with 1 and
the old site stays. It replaces only a folder that it made itself.";

const EXPLAIN_HELP: &str = "\
Examples:
  lowfloor explain                   the list of all messages
  lowfloor explain unknown-name      one, with a wrong and a right example

Ends with 2 where there is no such message.";

const SCHEMA_HELP: &str = "\
Examples:
  lowfloor schema variants > variants.schema.json

Then a first line in variants.yaml switches it on:
  # yaml-language-server: $schema=../../variants.schema.json";

#[derive(Subcommand)]
enum Command {
    /// Make a task folder that builds, with every part of a good lesson in it
    New(new::Options),
    /// Add one more section to a task: its one relation, asked in another way
    Extend(extend::Options),
    /// Show all faults of all tasks, then the shape of each
    #[command(after_help = CHECK_HELP)]
    Check(check::Options),
    /// Tell what a message means, with a wrong and a right example
    #[command(after_help = EXPLAIN_HELP)]
    Explain(explain::Options),
    /// Build the site
    #[command(after_help = BUILD_HELP)]
    Build(build::Options),
    /// Show the site on this machine and follow changes
    Serve(serve::Options),
    /// Put the authoring guide, which the program carries, into a folder and show it
    Guide(guide::Options),
    /// Show what the page would say to a response
    Try(try_it::Options),
    /// Show how typed maths is read, and whether two lines are equal
    Maths(maths::Options),
    /// Print what an editor needs to complete and explain the names in a file
    #[command(after_help = SCHEMA_HELP)]
    Schema(schema::Options),
}

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Report {
    Text,
    Json,
    Github,
}

/// How answers are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Where the tasks are, for commands that take a folder.
#[derive(clap::Args)]
struct Folder {
    /// A folder holding `tasks/`, such a `tasks` folder, or one task folder
    #[arg(default_value = ".")]
    path: PathBuf,
}

/// What a command ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Done,
    Fault,
    WrongCall,
}

impl End {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            End::Done => 0,
            End::Fault => 1,
            End::WrongCall => 2,
        }
    }
}

/// Runs the program with the arguments of the process.
pub fn run() -> End {
    match Arguments::parse_from(protected(std::env::args().collect())).command {
        Command::New(options) => new::run(&options),
        Command::Extend(options) => extend::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Build(options) => build::run(&options),
        Command::Serve(options) => serve::run(&options),
        Command::Guide(options) => guide::run(&options),
        Command::Try(options) => try_it::run(&options),
        Command::Maths(options) => maths::run(&options),
        Command::Schema(options) => schema::run(&options),
    }
}

/// Stands in front of a typed line that begins with a minus sign, so that it is not taken for an option.
const TYPED: char = '\u{E000}';

/// The arguments, with typed lines told from options: `-2n` is maths, `--case` and `-h` are options.
fn protected(arguments: Vec<String>) -> Vec<String> {
    let typed = arguments
        .get(1)
        .is_some_and(|command| matches!(command.as_str(), "try" | "maths"));
    let is_line = |text: &String| {
        text.starts_with('-')
            && !text.starts_with("--")
            && !matches!(text.as_str(), "-" | "-h" | "-V")
    };
    let protect = |text: String| {
        if typed && is_line(&text) {
            format!("{TYPED}{text}")
        } else {
            text
        }
    };
    arguments.into_iter().map(protect).collect()
}

/// A typed line as it was typed.
fn as_typed(text: &str) -> Result<String, std::convert::Infallible> {
    Ok(text.trim_start_matches(TYPED).to_string())
}

/// Prints diagnostics for a person, to standard error, and where more is said about the first of them.
fn show(trouble: &[Diagnostic], files: &Files) {
    if let Some(first) = trouble.first() {
        let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let worst = trouble.iter().min_by_key(|found| found.severity);
        let code = worst.unwrap_or(first).code;
        complain(&format!(
            "{}`lowfloor explain {code}` tells more about such a message\n\n",
            diagnostic::text(trouble, files, colour)
        ));
    }
}

/// Says what is wrong with the call.
fn wrong_call(message: &str) -> End {
    complain(&format!("error: {message}\n"));
    End::WrongCall
}

/// Prints what asks for a look; notes are told by `check`.
fn show_faults(trouble: &[Diagnostic], files: &Files) {
    let faults: Vec<Diagnostic> = trouble
        .iter()
        .filter(|found| found.severity != diagnostic::Severity::Note)
        .cloned()
        .collect();
    show(&faults, files);
}

/// Prints to standard error; a reader that has gone away is no fault.
fn complain(text: &str) {
    use std::io::Write;
    let mut out = std::io::stderr().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Prints to standard output; a reader that has gone away is no fault.
fn print(text: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// `1 error, 2 warnings`.
fn counted(trouble: &[Diagnostic]) -> String {
    use diagnostic::Severity::{Error, Warning};
    let count = |severity| {
        trouble
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    };
    format!(
        "{}, {}",
        many(count(Error), "error"),
        many(count(Warning), "warning")
    )
}

/// `1 task`, `2 tasks`.
fn many(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
