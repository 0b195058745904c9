//! Owns the site as one map of files and is the only writer of it; knows nothing of tasks, themes or pages.
//!
//! A site `site` is replaced whole or not at all:
//! 1. lock `.site.lowfloor-lock` beside it, so that two runs follow each other;
//! 2. refuse a folder that was not made here, else put right what a killed run left (`recover`);
//! 3. write the new site as `.site.lowfloor-new`, its marker last: a marked folder is whole;
//! 4. exchange the two in one step; where the system cannot, the old one first becomes `.site.lowfloor-old`;
//! 5. delete the old site, its marker first.

mod lock;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use lock::lock;

/// A folder holding this file was made here and may be replaced.
const MARKER: &str = ".lowfloor-site";
const MARKER_TEXT: &[u8] = b"This folder was made by lowfloor. Each build replaces it whole, so keep nothing of your own in it.\n";

/// Every file of a site: path, with `/` and relative, to bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Site {
    /// Adds a file.
    pub fn add(&mut self, path: impl Into<String>, bytes: Vec<u8>) {
        self.files.insert(path.into(), bytes);
    }
}

/// Makes `out` hold exactly this site, whole or not at all; no folder of `keep` may lie inside `out`.
pub fn write(site: &Site, out: &Path, keep: &[&Path]) -> Result<(), Box<Diagnostic>> {
    check_paths(site)?;
    let places = places(out)?;
    refuse_kept(&places.out, out, keep)?;
    let _lock = lock(&places.lock)?;
    refuse_foreign(&places.out, out)?;
    put_right(&places).map_err(|e| failed(out, &e))?;
    make_new(site, &places.new).map_err(|e| failed(out, &e))?;
    exchange(&places, rename_exchange).map_err(|e| failed(out, &e))?;
    // The new site stands; what cannot be deleted now is deleted by the next run.
    let _ = discard(&places.new).and_then(|()| discard(&places.old));
    Ok(())
}

/// Puts back in its place a site that a killed run left beside `out`; does nothing where nothing is left.
pub fn recover(out: &Path) -> Result<(), Box<Diagnostic>> {
    if !out
        .parent()
        .is_some_and(|p| p.as_os_str().is_empty() || p.is_dir())
    {
        return Ok(());
    }
    let places = places(out)?;
    if !exists(&places.new) && !exists(&places.old) {
        return Ok(());
    }
    let _lock = lock(&places.lock)?;
    refuse_foreign(&places.out, out)?;
    put_right(&places).map_err(|e| failed(out, &e))
}

/// The folder itself and what may stand beside it.
struct Places {
    out: PathBuf,
    new: PathBuf,
    old: PathBuf,
    lock: PathBuf,
}

fn places(out: &Path) -> Result<Places, Box<Diagnostic>> {
    let out = settled(out).map_err(|e| failed(out, &e))?;
    let Some(name) = out.file_name() else {
        return Err(refused(&out, "has no name that a site could take"));
    };
    let beside = |what: &str| {
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(".lowfloor-");
        hidden.push(what);
        out.with_file_name(hidden)
    };
    Ok(Places {
        new: beside("new"),
        old: beside("old"),
        lock: beside("lock"),
        out,
    })
}

/// The absolute path; the last part is not followed if it is a link, and folders above it are made.
fn settled(out: &Path) -> io::Result<PathBuf> {
    let Some(name) = out.file_name() else {
        return out.canonicalize();
    };
    let parent = match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent)?;
    Ok(parent.canonicalize()?.join(name))
}

fn check_paths(site: &Site) -> Result<(), Box<Diagnostic>> {
    for path in site.files.keys() {
        let folder_too = path
            .match_indices('/')
            .any(|(i, _)| site.files.contains_key(&path[..i]));
        if !is_plain(path) || folder_too {
            return Err(not_a_path(path));
        }
    }
    Ok(())
}

fn not_a_path(path: &str) -> Box<Diagnostic> {
    let message = format!(
        "`{}` cannot be the path of a file in the site",
        path.escape_debug()
    );
    let fault = Diagnostic::error("site-path", None, message);
    Box::new(
        fault.help("give the task or theme file behind it a name of letters, digits, `-` and `_`"),
    )
}

fn is_plain(path: &str) -> bool {
    let part = |p: &str| !p.is_empty() && p != "." && p != "..";
    let sign = |c: char| c == '\\' || c == ':' || c.is_control();
    path.split('/').all(part) && !path.contains(sign) && path != MARKER
}

fn refuse_kept(place: &Path, out: &Path, keep: &[&Path]) -> Result<(), Box<Diagnostic>> {
    for folder in std::iter::once(&Path::new(".")).chain(keep) {
        if folder.canonicalize().is_ok_and(|f| f.starts_with(place)) {
            let what = if *folder == Path::new(".") {
                "the current folder".to_string()
            } else {
                format!("`{}`", folder.display())
            };
            return Err(refused(
                out,
                &format!("holds {what}, which would be deleted"),
            ));
        }
    }
    Ok(())
}

fn refuse_foreign(place: &Path, out: &Path) -> Result<(), Box<Diagnostic>> {
    let kind = match fs::symlink_metadata(place) {
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(failed(out, &e)),
        Ok(data) => data.file_type(),
    };
    if kind.is_symlink() {
        return Err(refused(out, "is a link to another place"));
    }
    if !kind.is_dir() {
        return Err(refused(out, "is a file"));
    }
    if !is_site(place) && !is_empty_folder(place) {
        return Err(refused(
            out,
            "is a folder with files that lowfloor did not make",
        ));
    }
    Ok(())
}

fn is_site(folder: &Path) -> bool {
    let plain = |p: &Path| fs::symlink_metadata(p).map(|data| data.file_type());
    plain(folder).is_ok_and(|t| t.is_dir())
        && plain(&folder.join(MARKER)).is_ok_and(|t| t.is_file())
}

fn is_empty_folder(folder: &Path) -> bool {
    let is_dir = fs::symlink_metadata(folder).is_ok_and(|data| data.is_dir());
    is_dir && fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Only under the lock: whatever stands beside the site was left by a run that is no more.
fn put_right(places: &Places) -> io::Result<()> {
    for left in [&places.old, &places.new] {
        if is_site(left) && (!exists(&places.out) || is_empty_folder(&places.out)) {
            make_room(&places.out)?;
            fs::rename(left, &places.out)?;
        }
    }
    discard(&places.new)?;
    discard(&places.old)
}

/// Takes away an empty folder; a full one is an error.
fn make_room(out: &Path) -> io::Result<()> {
    ignore_missing(fs::remove_dir(out))
}

/// Deletes a site beside the real one; without its marker nobody takes the rest for a whole site.
fn discard(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(data) if data.is_dir() => {
            ignore_missing(fs::remove_file(path.join(MARKER)))?;
            fs::remove_dir_all(path)
        }
        Ok(_) => fs::remove_file(path),
        Err(e) => ignore_missing(Err(e)),
    }
}

fn ignore_missing(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn make_new(site: &Site, new: &Path) -> io::Result<()> {
    fs::create_dir(new)?;
    for (path, bytes) in &site.files {
        let file = new.join(path);
        fs::create_dir_all(file.parent().unwrap_or(new))?;
        fs::write(file, bytes)?;
    }
    sync(site, new)?;
    let mut marker = File::create_new(new.join(MARKER))?;
    marker.write_all(MARKER_TEXT)?;
    marker.sync_all()?;
    sync_folder(new);
    Ok(())
}

/// After all is written, so that the disk can take many files in one go: all at once where the system can do that.
fn sync(site: &Site, new: &Path) -> io::Result<()> {
    if sync_all_below(new).is_ok() {
        return Ok(());
    }
    for path in site.files.keys() {
        let file = File::options().write(true).open(new.join(path))?;
        file.sync_data()?;
    }
    sync_folders(site, new);
    Ok(())
}

#[cfg(target_os = "linux")]
fn sync_all_below(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
fn sync_all_below(_: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Some systems cannot sync a folder; they lose nothing but speed of repair.
fn sync_folders(site: &Site, new: &Path) {
    let parents = site.files.keys().filter_map(|p| Path::new(p).parent());
    let mut folders: Vec<&Path> = parents.flat_map(Path::ancestors).collect();
    folders.sort();
    folders.dedup();
    for folder in folders {
        sync_folder(&new.join(folder));
    }
}

fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|f| f.sync_all());
}

/// A step that swaps two folders at once; any error means "not here, take two steps".
type Swap = fn(&Path, &Path) -> io::Result<()>;

fn exchange(places: &Places, swap: Swap) -> io::Result<()> {
    if !is_site(&places.out) {
        make_room(&places.out)?;
        fs::rename(&places.new, &places.out)?;
    } else if swap(&places.new, &places.out).is_err() {
        fs::rename(&places.out, &places.old)?;
        if let Err(e) = fs::rename(&places.new, &places.out) {
            fs::rename(&places.old, &places.out)?;
            return Err(e);
        }
    }
    places.out.parent().into_iter().for_each(sync_folder);
    Ok(())
}

#[cfg(target_os = "linux")]
fn rename_exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn rename_exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

fn refused(out: &Path, why: &str) -> Box<Diagnostic> {
    let message = format!("the site cannot go to `{}`: it {why}", out.display());
    let fault = Diagnostic::error("site-refused", None, message);
    Box::new(fault.help("name a folder that is missing or empty, for example `--out site`"))
}

fn failed(path: &Path, error: &io::Error) -> Box<Diagnostic> {
    let message = format!(
        "the site could not be written to `{}`: {error}",
        path.display()
    );
    let fault = Diagnostic::error("site-not-written", None, message);
    Box::new(fault.help(
        "look whether the disk is full and whether you may write there, or choose another folder with `--out`",
    ))
}

#[cfg(test)]
mod tests;
