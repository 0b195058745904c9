//! Owns the reading of one text file: its size, its encoding, its signs; knows nothing of what it says.

use crate::diagnostic::{Diagnostic, FileId, Files, Place};
use std::fs::File;
use std::io::{Error, Read};
use std::path::{Path, PathBuf};

const LARGEST: u64 = 1024 * 1024;

/// The folder a file must lie in, with every link followed.
pub(super) struct Inside(Option<PathBuf>);

impl Inside {
    /// The folder itself is taken as it is, link or not.
    pub(super) fn of(folder: &Path) -> Inside {
        Inside(folder.canonicalize().ok())
    }

    /// Whether a path stays in the folder when its links are followed.
    pub(super) fn holds(&self, path: &Path) -> bool {
        let real = path.canonicalize().ok();
        let found = self.0.as_ref().zip(real);
        found.is_some_and(|(folder, real)| real.starts_with(folder))
    }
}

/// A place that names a file as a whole, for trouble with the file itself.
pub(super) fn place_of(path: &Path, files: &mut Files) -> Place {
    let file = files.add(super::shown(path), "");
    Place { file, range: 0..0 }
}

/// Says that the system would not give a file or folder.
pub(super) fn unreadable(at: Option<Place>, path: &Path, error: &Error) -> Diagnostic {
    let message = format!("`{}` cannot be read: {error}", super::shown(path).display());
    Diagnostic::error("unreadable-file", at, message).help("see that it is there and may be read")
}

/// The bytes of a file of a task, if it is an ordinary file of a sensible size.
pub(super) fn bytes(
    path: &Path,
    inside: &Inside,
    largest: u64,
    files: &mut Files,
    trouble: &mut Vec<Diagnostic>,
) -> Option<Vec<u8>> {
    let found = checked_bytes(path, inside, largest);
    let report = |diagnostic: Box<Diagnostic>| {
        let at = Some(place_of(path, files));
        trouble.push(Diagnostic { at, ..*diagnostic });
    };
    found.map_err(report).ok()
}

fn checked_bytes(path: &Path, inside: &Inside, largest: u64) -> Result<Vec<u8>, Box<Diagnostic>> {
    let failed = |error| Box::new(unreadable(None, path, &error));
    let name = super::shown(path).display().to_string();
    // A pipe or device would never end, so what is no ordinary file is not opened.
    if !std::fs::metadata(path).map_err(failed)?.is_file() {
        return Err(fault(
            "unreadable-file",
            format!("`{name}` is not a file"),
            "put a file in its place",
        ));
    }
    if !inside.holds(path) {
        let message = format!("`{name}` is a link that leads out of its folder");
        return Err(fault(
            "outside-folder",
            message,
            "put a copy of the file in its place",
        ));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(largest + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > largest {
        let message = format!("`{name}` is larger than {} MiB", largest / LARGEST);
        return Err(fault("too-large", message, "make it smaller"));
    }
    Ok(bytes)
}

fn fault(code: &'static str, message: String, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(code, None, message).help(help))
}

/// A text file, kept from behind its byte order mark on; a faulty one is reported.
pub(super) fn read(
    path: &Path,
    inside: &Inside,
    files: &mut Files,
    trouble: &mut Vec<Diagnostic>,
) -> Option<FileId> {
    let bytes = bytes(path, inside, LARGEST, files, trouble)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    if let Some(sort) = other_sort(bytes) {
        let at = place_of(path, files);
        let message = format!("this is {sort}, not text");
        let help = "open it in its program, copy the text, and save it as plain text in UTF-8";
        trouble.push(Diagnostic::error("not-text", at, message).help(help));
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(files.add(super::shown(path), text)),
        Err(error) => {
            let file = files.add(super::shown(path), String::from_utf8_lossy(bytes));
            trouble.push(not_utf8(files, file, error.valid_up_to(), bytes));
            None
        }
    }
}

/// What sort of file it is where its first bytes say so.
fn other_sort(bytes: &[u8]) -> Option<&'static str> {
    const SORTS: [(&[u8], &str); 5] = [
        (
            b"PK\x03\x04",
            "a document of a word processor, or an archive",
        ),
        (b"\xd0\xcf\x11\xe0", "a document of a word processor"),
        (b"{\\rtf", "a document in RTF"),
        (b"%PDF-", "a PDF"),
        (b"\x1f\x8b", "an archive"),
    ];
    let found = SORTS.iter().find(|(start, _)| bytes.starts_with(start));
    found.map(|(_, sort)| *sort)
}

/// Up to the first bad byte the text that is shown has the same bytes as the file.
fn not_utf8(files: &Files, file: FileId, start: usize, bytes: &[u8]) -> Diagnostic {
    let range = start..start + char::REPLACEMENT_CHARACTER.len_utf8();
    let at = Place { file, range };
    let line = files.position(&at).map_or(1, |((line, _), _)| line);
    let message = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "this file is UTF-16, not UTF-8".to_owned(),
        _ => format!("line {line} holds a byte that is not UTF-8"),
    };
    Diagnostic::error("not-utf8", at, message).help("save it as UTF-8")
}

/// Signs of the private use area stand for masked text while Markdown is read, so no author may use them.
pub(super) fn refuse_private(files: &Files, file: FileId, trouble: &mut Vec<Diagnostic>) {
    let text = files.get(file).map_or("", |file| file.text.as_str());
    let private = |c: char| ('\u{e000}'..='\u{f8ff}').contains(&c);
    let mut found = text.match_indices(private);
    let Some((start, sign)) = found.next() else {
        return;
    };
    let at = Place {
        file,
        range: start..start + sign.len(),
    };
    let code = sign.chars().next().map_or(0, u32::from);
    let message = format!("the sign U+{code:04X} has no meaning of its own and cannot be used");
    let mut diagnostic = Diagnostic::error("private-sign", at, message);
    let more = found.count();
    if more > 0 {
        diagnostic = diagnostic.fact(format!("{more} more of this sort in this file"));
    }
    trouble.push(
        diagnostic.help("delete it; it often comes from copying out of a PDF or a symbol font"),
    );
}
