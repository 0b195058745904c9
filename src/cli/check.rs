//! Owns `check`: all faults, then the shape of each task.

use super::{End, Folder, Report, counted, many, print, show};
use crate::diagnostic;
use crate::proof::shape;
use crate::publish::{has_errors, library};

#[derive(clap::Args)]
pub struct Options {
    #[command(flatten)]
    folder: Folder,
    /// How to print what was found
    #[arg(long, value_enum, default_value = "text")]
    format: Report,
}

pub fn run(options: &Options) -> End {
    let library = library(&options.folder.path);
    match options.format {
        Report::Json => print(&diagnostic::json(&library.trouble, &library.sources.files)),
        Report::Github => print(&diagnostic::github(
            &library.trouble,
            &library.sources.files,
        )),
        Report::Text => {
            show(&library.trouble, &library.sources.files);
            let shapes: Vec<String> = library.tasks.iter().map(shape).collect();
            print(&format!(
                "{}\n\n{}: {}\n",
                shapes.join("\n\n"),
                many(library.tasks.len(), "task"),
                counted(&library.trouble)
            ));
        }
    }
    if has_errors(&library.trouble) {
        End::Fault
    } else {
        End::Done
    }
}
