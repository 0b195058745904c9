//! Owns PDFs: pages of a site, printed by an installed Chromium from a temporary copy, without network and within a time
//! limit. Knows nothing of tasks, nor of what stands on the pages.

use crate::diagnostic::Diagnostic;
use crate::site::Site;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// The longest one page may take.
const LIMIT: Duration = Duration::from_secs(60);
/// How many names for the folder of the copy are tried.
const FOLDERS: u32 = 100;
/// How often it is looked whether a page is done.
const PAUSE: Duration = Duration::from_millis(20);
/// Names the program where it stands elsewhere.
const VARIABLE: &str = "LOWFLOOR_CHROMIUM";
const PROGRAMS: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
];
/// Where systems put it that have no path for programs.
const PLACES: [&str; 5] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];
const ARGUMENTS: [&str; 10] = [
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-sync",
    "--disable-component-update",
    "--disable-background-networking",
    "--no-first-run",
    "--no-pdf-header-footer",
    // No name has an address, so that nothing can be asked for.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--hide-scrollbars",
];

/// The paper that pages are printed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    A4,
    Letter,
}

/// A page to print: the paths of the page and of its PDF in the site.
pub type Print = (String, String);

/// Where Chromium, or a browser made from it, is installed.
///
/// # Errors
/// There is none.
pub fn chromium() -> Result<PathBuf, Box<Diagnostic>> {
    if let Some(named) = std::env::var_os(VARIABLE).map(PathBuf::from) {
        return match named.is_file() {
            true => Ok(named),
            false => Err(missing(&format!(
                "`{VARIABLE}` names `{}`, which is no program",
                named.display()
            ))),
        };
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let in_path = PROGRAMS
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let mut all = in_path.chain(PLACES.iter().map(PathBuf::from));
    all.find(|place| place.is_file())
        .ok_or_else(|| missing("no Chromium was found to make PDFs with"))
}

fn missing(message: &str) -> Box<Diagnostic> {
    let fault = Diagnostic::error("no-chromium", None, message);
    Box::new(fault.help(format!(
        "install Chromium, Chrome or Edge, or name the program: `{VARIABLE}=/path/to/chromium`; or build without `--pdf` and print the pages from a browser"
    )))
}

/// Adds a PDF of each of these pages to the site. The copy they are printed from stands in a folder beside `out` and is gone
/// afterwards. `told` hears after each page how many are printed, of how many.
///
/// # Errors
/// The copy cannot be written, or a page cannot be printed.
pub fn add(
    site: &mut Site,
    pages: &[Print],
    paper: Paper,
    chromium: &Path,
    out: &Path,
    told: &dyn Fn(usize, usize),
) -> Result<(), Box<Diagnostic>> {
    let copy = Copy::of(site, paper, out).map_err(|error| not_made("the pages", &error))?;
    for (index, (page, pdf)) in pages.iter().enumerate() {
        let bytes = print(&copy, page, chromium, LIMIT).map_err(|why| not_printed(page, &why))?;
        site.add(pdf.clone(), bytes);
        told(index + 1, pages.len());
    }
    Ok(())
}

fn not_made(what: &str, error: &io::Error) -> Box<Diagnostic> {
    let message = format!("{what} could not be copied to be printed: {error}");
    let fault = Diagnostic::error("pdf", None, message);
    Box::new(fault.help("look whether the disk is full and whether you may write beside `--out`"))
}

fn not_printed(page: &str, why: &str) -> Box<Diagnostic> {
    let message = format!("`{page}` could not be made a PDF: {why}");
    let fault = Diagnostic::error("pdf", None, message);
    Box::new(fault.help("build without `--pdf`, open the page in a browser and print it there"))
}

/// A site on disk, for as long as it is printed from.
struct Copy {
    folder: PathBuf,
}

impl Copy {
    fn of(site: &Site, paper: Paper, out: &Path) -> io::Result<Copy> {
        let beside = match out.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        fs::create_dir_all(beside)?;
        let copy = Copy {
            folder: new_folder(&beside.canonicalize()?)?,
        };
        for (path, bytes) in &site.files {
            let file = copy.folder.join("site").join(path);
            if let Some(parent) = file.parent() {
                fs::create_dir_all(parent)?;
            }
            match path.ends_with(".css") {
                true => fs::write(file, on_paper(bytes, path, paper))?,
                false => fs::write(file, bytes)?,
            }
        }
        Ok(copy)
    }
}

/// A folder that nobody else has.
fn new_folder(beside: &Path) -> io::Result<PathBuf> {
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for number in 0..FOLDERS {
        let name = format!("lowfloor-pdf-{}-{number}", std::process::id());
        match fs::create_dir(beside.join(&name)) {
            Ok(()) => return Ok(beside.join(name)),
            Err(error) => last = error,
        }
    }
    Err(last)
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A style for sheets of this size. The shared style says it for all pages; one that wants a sheet turned says
/// `size: landscape` and gets that of this paper.
fn on_paper(bytes: &[u8], path: &str, paper: Paper) -> Vec<u8> {
    let name = match paper {
        Paper::A4 => "A4",
        Paper::Letter => "letter",
    };
    let text = String::from_utf8_lossy(bytes);
    let text = text.replace("size: landscape", &format!("size: {name} landscape"));
    match path.ends_with("/lowfloor.css") {
        true => format!("{text}\n@page {{ size: {name}; }}\n"),
        false => text,
    }
    .into_bytes()
}

/// The PDF of a page, or why there is none.
fn print(copy: &Copy, page: &str, chromium: &Path, limit: Duration) -> Result<Vec<u8>, String> {
    let (pdf, said) = (copy.folder.join("page.pdf"), copy.folder.join("said"));
    let _ = fs::remove_file(&pdf);
    let mut call = Command::new(chromium);
    call.args(ARGUMENTS)
        .args(for_root(&copy.folder))
        .arg(format!(
            "--user-data-dir={}",
            copy.folder.join("profile").display()
        ))
        .arg(format!("--print-to-pdf={}", pdf.display()))
        .arg(address(&copy.folder.join("site").join(page)))
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    let says = File::create(&said).map_err(|error| error.to_string())?;
    let child = call.stderr(says).spawn();
    let child = child.map_err(|error| format!("`{}`: {error}", chromium.display()))?;
    let ended = wait(child, limit)?;
    match fs::read(&pdf) {
        Ok(bytes) if bytes.starts_with(b"%PDF-") => Ok(bytes),
        _ => Err(format!(
            "`{}` ended with {ended} and said: {}",
            chromium.display(),
            last_line(&said)
        )),
    }
}

/// Waits for the end; a program that takes too long is ended.
fn wait(mut child: Child, limit: Duration) -> Result<ExitStatus, String> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if start.elapsed() < limit => std::thread::sleep(PAUSE),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("it took longer than {} s", limit.as_secs()));
            }
            Err(error) => return Err(error.to_string()),
        }
    }
}

/// A browser run by root has no sandbox, and does not start unless it is told so.
#[cfg(unix)]
fn for_root(own: &Path) -> Option<&'static str> {
    use std::os::unix::fs::MetadataExt;
    let is_root = fs::metadata(own).is_ok_and(|folder| folder.uid() == 0);
    is_root.then_some("--no-sandbox")
}

#[cfg(not(unix))]
fn for_root(_: &Path) -> Option<&'static str> {
    None
}

/// A file as an address.
fn address(file: &Path) -> String {
    let path = file.to_string_lossy().replace('\\', "/");
    let mut address = match path.starts_with('/') {
        true => "file://".to_string(),
        false => "file:///".to_string(),
    };
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b':' => {
                address.push(char::from(byte))
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

fn last_line(said: &Path) -> String {
    let text = fs::read(said).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let line = text.lines().rfind(|line| !line.trim().is_empty());
    line.unwrap_or("nothing").trim().to_string()
}

#[cfg(all(test, unix))]
mod tests;
