//! Owns `check`: all faults, then the shape of each task, and of many tasks what each uses.

use super::{End, Folder, Report, counted, many, print, progress, show, show_faults};
use crate::diagnostic;
use crate::proof::{shape, uses};
use crate::publish::{Library, has_errors, library_told};

/// So many tasks can be looked over in their shapes alone.
const FEW: usize = 5;

#[derive(clap::Args)]
pub struct Options {
    #[command(flatten)]
    folder: Folder,
    /// How to print what was found
    #[arg(long, value_enum, default_value = "text")]
    format: Report,
    /// Tell errors and warnings alone, and how many there are
    #[arg(long, short)]
    quiet: bool,
}

pub fn run(options: &Options) -> End {
    let told = progress::told("reading tasks", options.quiet);
    let library = library_told(&options.folder.path, &told);
    let (trouble, files) = (&library.trouble, &library.sources.files);
    match options.format {
        Report::Json => print(&diagnostic::json(trouble, files)),
        Report::Github => print(&diagnostic::github(trouble, files)),
        Report::Text => {
            let shapes = if options.quiet {
                show_faults(trouble, files);
                String::new()
            } else {
                show(trouble, files);
                shapes(&library)
            };
            let tasks = many(library.tasks.len(), "task");
            print(&format!("{shapes}{tasks}: {}\n", counted(trouble)));
        }
    }
    if has_errors(trouble) {
        End::Fault
    } else {
        End::Done
    }
}

/// The shape of each task, and behind those of many tasks the table of what each uses.
fn shapes(library: &Library) -> String {
    let mut parts: Vec<String> = library.tasks.iter().map(shape).collect();
    if library.tasks.len() > FEW {
        parts.push(uses(&library.tasks));
    }
    parts.iter().map(|part| format!("{part}\n\n")).collect()
}
