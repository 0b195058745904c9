//! Owns the command line: what each command is called, what it takes, and its exit code. 0: done, whatever the outcome; 1: a
//! fault in the sources; 2: a wrong call.

mod build;
mod check;
mod extend;
mod maths;
mod new;
mod serve;
mod try_it;

use crate::diagnostic::{self, Diagnostic, Files};
use clap::{Parser, Subcommand, ValueEnum};
use std::io::IsTerminal;
use std::path::PathBuf;

/// Rich, multi-level open tasks from text files.
#[derive(Parser)]
#[command(name = "lowfloor", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a task folder that builds, with every part of a good lesson in it
    New(new::Options),
    /// Add one more section to a task: its one relation, asked in another way
    Extend(extend::Options),
    /// Show all faults of all tasks, then the shape of each
    Check(check::Options),
    /// Build the site
    Build(build::Options),
    /// Show the site on this machine and follow changes
    Serve(serve::Options),
    /// Show what the page would say to a response
    Try(try_it::Options),
    /// Show how typed maths is read, and whether two lines are equal
    Maths(maths::Options),
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
        Command::Build(options) => build::run(&options),
        Command::Serve(options) => serve::run(&options),
        Command::Try(options) => try_it::run(&options),
        Command::Maths(options) => maths::run(&options),
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

/// Prints diagnostics for a person, to standard error.
fn show(trouble: &[Diagnostic], files: &Files) {
    if !trouble.is_empty() {
        let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        complain(&diagnostic::text(trouble, files, colour));
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
