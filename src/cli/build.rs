//! Owns `build`: the site, or all faults and no change.

use super::{End, Folder, counted, many, print, show};
use crate::publish::{has_errors, library, site};
use crate::site;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Options {
    #[command(flatten)]
    folder: Folder,
    /// The folder to write the site to
    #[arg(long, default_value = "site")]
    out: PathBuf,
}

pub fn run(options: &Options) -> End {
    // A build that stops at faults still puts back what a killed one left behind.
    if let Err(fault) = site::recover(&options.out) {
        show(&[*fault], &Default::default());
        return End::Fault;
    }
    let library = library(&options.folder.path);
    show(&library.trouble, &library.sources.files);
    if has_errors(&library.trouble) {
        eprintln!("{}: nothing was written", counted(&library.trouble));
        return End::Fault;
    }
    let keep: Vec<&Path> = std::iter::once(library.sources.root.as_path())
        .chain(
            library
                .sources
                .tasks
                .iter()
                .map(|task| task.folder.as_path()),
        )
        .collect();
    match site(&library).and_then(|site| site::write(&site, &options.out, &keep)) {
        Ok(()) => {
            print(&format!(
                "{}: {}/lessons/index.html\n",
                many(library.tasks.len(), "task"),
                options.out.display()
            ));
            End::Done
        }
        Err(fault) => {
            show(&[*fault], &library.sources.files);
            End::Fault
        }
    }
}
