//! Owns `serve`: the site from memory, made again on every change.

use super::{End, Folder, show, show_faults};
use crate::diagnostic::{self, Severity};
use crate::publish::{has_errors, library, site};
use crate::serve::{Listen, Preview, run as listen};
use crate::watch;
use std::path::Path;

#[derive(clap::Args)]
pub struct Options {
    #[command(flatten)]
    folder: Folder,
    /// The port to listen on, on this machine only; 0 takes a free one
    #[arg(long, default_value_t = 4747)]
    port: u16,
    /// Look for changes by reading the files again, for network folders
    #[arg(long)]
    poll: bool,
}

pub fn run(options: &Options) -> End {
    let path = &options.folder.path;
    let watched = crate::source::read(path, &mut Vec::new()).root;
    let folder = if watched.as_os_str().is_empty() {
        Path::new(".").to_path_buf()
    } else {
        watched
    };
    let changes = match watch::changes(
        &folder,
        vec![folder.join("site"), folder.join("target")],
        options.poll,
    ) {
        Ok(changes) => changes,
        Err(fault) => {
            show(&[*fault], &Default::default());
            return End::Fault;
        }
    };
    let first = preview(path);
    let again = path.clone();
    let next = changes.map(move |()| preview(&again));
    let ready = |url: &str| println!("{url}  (stop with Ctrl+C)");
    match listen(Listen { port: options.port }, first, next, ready) {
        Ok(()) => End::Done,
        Err(fault) => {
            show(&[*fault], &Default::default());
            End::Fault
        }
    }
}

/// The site as it is now; with errors, what to say about them.
fn preview(path: &Path) -> Preview {
    let library = library(path);
    show_faults(&library.trouble, &library.sources.files);
    let mut errors: Vec<_> = library
        .trouble
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .cloned()
        .collect();
    let built = if has_errors(&library.trouble) {
        Ok(Default::default())
    } else {
        site(&library)
    };
    let site = built.unwrap_or_else(|fault| {
        errors.push(*fault);
        Default::default()
    });
    let trouble = if errors.is_empty() {
        String::new()
    } else {
        diagnostic::html(&errors, &library.sources.files)
    };
    let tasks = library
        .tasks
        .iter()
        .map(|task| {
            (
                task.name.clone(),
                task.about.title.clone(),
                format!("lessons/{}/index.html", task.name),
            )
        })
        .collect();
    Preview {
        site,
        trouble,
        tasks,
    }
}
