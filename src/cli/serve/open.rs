//! Owns the opening of a page in the browser of this machine; knows nothing of what is shown. Where there is none, nothing
//! happens: the address has been said.

use std::env;
use std::process::{Command, Stdio};
use std::thread;

/// Opens the address in the browser that the system would take.
pub(in crate::cli) fn browser(url: &str) {
    let Some(mut opener) = opener(url) else {
        return;
    };
    opener
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if let Ok(mut running) = opener.spawn() {
        // Waited for, so that it leaves nothing behind when it ends.
        thread::spawn(move || running.wait());
    }
}

/// The system's own opener; nothing where it could only be a browser for a terminal.
fn opener(url: &str) -> Option<Command> {
    let program = match env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ if ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(has_value) => "xdg-open",
        _ => return None,
    };
    let mut command = Command::new(program);
    command.arg(url);
    Some(command)
}

fn has_value(name: &&str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}
