//! Owns `build`: the site, or all faults and no change.

use super::{End, Folder, complain, counted, many, print, progress, show, show_faults};
use crate::diagnostic::Diagnostic;
use crate::pdf::{self, Paper};
use crate::publish::{Library, has_errors, library_told, sheets, site_told};
use crate::site::{self, Site};
use crate::source::Sources;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Options {
    #[command(flatten)]
    folder: Folder,
    /// The folder to write the site to
    #[arg(long, default_value = "site")]
    out: PathBuf,
    /// Make PDFs of the guide, the handout, the cards and the key, too; needs Chromium or Chrome
    #[arg(long)]
    pdf: bool,
    /// The paper of the PDFs
    #[arg(long, value_enum, default_value = "a4", requires = "pdf")]
    paper: Sheet,
    /// Say nothing but what is wrong
    #[arg(long, short)]
    quiet: bool,
}

/// What `--paper` can be.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Sheet {
    A4,
    Letter,
}

pub fn run(options: &Options) -> End {
    // A build that stops at faults still puts back what a killed one left behind.
    if let Err(fault) = site::recover(&options.out) {
        show(&[*fault], &Default::default());
        return End::Fault;
    }
    let told = progress::told("reading tasks", options.quiet);
    let library = library_told(&options.folder.path, &told);
    show_faults(&library.trouble, &library.sources.files);
    if has_errors(&library.trouble) {
        complain(&format!(
            "{}: nothing was written\n",
            counted(&library.trouble)
        ));
        return End::Fault;
    }
    if let Some(folder) = inside_tasks(&options.out, &library.sources) {
        let fault = Diagnostic::error(
            "site-refused",
            None,
            format!(
                "`{}` lies among the tasks in `{}`",
                options.out.display(),
                folder.display()
            ),
        );
        show(
            &[fault.help("choose a folder outside the tasks: `--out FOLDER`")],
            &library.sources.files,
        );
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
    match made(&library, options).and_then(|site| site::write(&site, &options.out, &keep)) {
        Ok(()) => {
            if !options.quiet {
                print(&format!(
                    "{}: {}/lessons/index.html\n",
                    many(library.tasks.len(), "task"),
                    options.out.display()
                ));
            }
            End::Done
        }
        Err(fault) => {
            show(&[*fault], &library.sources.files);
            End::Fault
        }
    }
}

/// The whole site, PDFs among it where they are wanted: nothing is written before all of it is there.
fn made(library: &Library, options: &Options) -> Result<Site, Box<Diagnostic>> {
    let chromium = options.pdf.then(pdf::chromium).transpose()?;
    let told = progress::told("making pages", options.quiet);
    let mut site = site_told(library, &told)?;
    if let Some(chromium) = chromium {
        let paper = match options.paper {
            Sheet::A4 => Paper::A4,
            Sheet::Letter => Paper::Letter,
        };
        let pages = sheets(library, &site);
        let told = progress::told("printing", options.quiet);
        pdf::add(&mut site, &pages, paper, &chromium, &options.out, &told)?;
    }
    Ok(site)
}

/// The folder of tasks that a site would be written into.
fn inside_tasks(out: &Path, sources: &Sources) -> Option<PathBuf> {
    let existing = out.ancestors().find_map(|folder| {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        folder.canonicalize().ok()
    })?;
    let tasks = sources.tasks.iter().filter_map(|task| task.folder.parent());
    let shelves = tasks.chain(sources.tasks.iter().map(|task| task.folder.as_path()));
    let named = |folder: &Path| {
        if folder.as_os_str().is_empty() {
            PathBuf::from(".")
        } else {
            folder.to_path_buf()
        }
    };
    let in_it = |folder: &PathBuf| {
        folder
            .canonicalize()
            .is_ok_and(|folder| existing.starts_with(folder))
    };
    shelves
        .map(named)
        .filter(|folder| sources.root != *folder)
        .find(in_it)
}
