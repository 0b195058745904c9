//! Owns `guide`: the authoring guide, which the program carries with it, as a site in a folder.

use super::serve::open;
use super::{End, complain, print, show};
use crate::authoring::FILES;
use crate::diagnostic::Diagnostic;
use crate::publish::{library_unproved, site};
use crate::site;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Options {
    /// The folder to put it into
    #[arg(long, default_value = "lowfloor-guide")]
    out: PathBuf,
    /// Do not open a browser
    #[arg(long)]
    no_open: bool,
}

pub fn run(options: &Options) -> End {
    let sources = std::env::temp_dir().join(format!("lowfloor-guide-{}", std::process::id()));
    let built = laid_out(&sources)
        .map_err(|error| Box::new(not_laid_out(&sources, &error)))
        .and_then(|()| built(&sources, &options.out));
    // Whatever became of it, the sources were only needed on the way.
    let _ = fs::remove_dir_all(&sources);
    match built {
        Ok(()) => {
            let page = options.out.join("lessons/index.html");
            print(&format!("{}\n", page.display()));
            if !options.no_open {
                let whole = page.canonicalize().unwrap_or(page);
                open::browser(&format!("file://{}", whole.display()));
            }
            End::Done
        }
        Err(fault) => {
            show(&[*fault], &Default::default());
            complain("the guide was not written\n");
            End::Fault
        }
    }
}

fn laid_out(folder: &Path) -> io::Result<()> {
    for (name, text) in FILES {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text)?;
    }
    Ok(())
}

fn not_laid_out(folder: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("`{}` cannot be written: {error}", folder.display());
    Diagnostic::error("site-not-written", None, message)
        .help("make room there, or name another place for passing files in TMPDIR")
}

fn built(sources: &Path, out: &Path) -> Result<(), Box<Diagnostic>> {
    site::write(&site(&library_unproved(sources))?, out, &[])
}
