//! Owns the lock beside a site, so that two builds of it follow each other; knows nothing of what is built.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::failed;
use crate::diagnostic::Diagnostic;

const PATIENCE: Duration = Duration::from_secs(10);

/// Held as long as it lives; the system frees it when its process dies.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    _file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Elsewhere a waiting run could not tell that the name now means another file.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Waits for another build of the same site, but not for ever.
pub fn lock(path: &Path) -> Result<Lock, Box<Diagnostic>> {
    let start = Instant::now();
    loop {
        match try_lock(path) {
            Ok(Some(file)) => {
                return Ok(Lock {
                    path: path.to_path_buf(),
                    _file: file,
                });
            }
            Ok(None) if start.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(20)),
            Ok(None) => return Err(busy(path)),
            Err(e) => return Err(failed(path, &e)),
        }
    }
}

fn try_lock(path: &Path) -> io::Result<Option<File>> {
    let file = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    match file.try_lock() {
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(e)) if e.kind() != ErrorKind::Unsupported => Err(e),
        _ => Ok(still_named(&file, path).then_some(file)),
    }
}

/// The run before may have deleted the file while this one waited for it.
#[cfg(unix)]
fn still_named(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(held), Ok(named)) => (held.dev(), held.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn still_named(_: &File, _: &Path) -> bool {
    true
}

fn busy(lock: &Path) -> Box<Diagnostic> {
    let message = format!(
        "another build has been writing the same site for {} seconds",
        PATIENCE.as_secs()
    );
    let help = format!(
        "wait until it ends, or stop it (it holds `{}`)",
        lock.display()
    );
    Box::new(Diagnostic::error("site-busy", None, message).help(help))
}
