//! Owns the two processes behind a browser: finding, starting and ending them; knows nothing of pages.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{self, Child, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

const ARGUMENTS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,900",
];

/// Where the first of these programs stands.
pub fn installed(names: &[&str]) -> Result<PathBuf, String> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let places = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let lack = format!("`{}` is not installed", names.first().unwrap_or(&""));
    places.into_iter().find(|place| place.is_file()).ok_or(lack)
}

/// The running chromedriver and the folder it and its browser write to.
pub struct Service {
    process: Child,
    /// Held open, so that chromedriver can go on writing.
    _output: BufReader<ChildStdout>,
    /// Where sessions are opened.
    pub url: String,
    folder: PathBuf,
}

impl Service {
    /// Starts chromedriver on a free port; the browser comes with the first session.
    pub fn start(chromedriver: &Path) -> Service {
        let folder = new_folder();
        let mut process = Command::new(chromedriver)
            .arg("--port=0")
            .env("TMPDIR", &folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver does not start");
        let mut output = BufReader::new(process.stdout.take().expect("its output is piped"));
        Service {
            url: format!("http://127.0.0.1:{}/session", port_said(&mut output)),
            process,
            _output: output,
            folder,
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn new_folder() -> PathBuf {
    let name = |n| env::temp_dir().join(format!("lowfloor-browser-{}-{n}", process::id()));
    let folder = (0..1000).map(name).find(|f| fs::create_dir(f).is_ok());
    folder.expect("a folder for the browser can be made")
}

/// Chromedriver takes a free port by itself and says which.
fn port_said(output: &mut impl BufRead) -> u16 {
    let mut lines = output.lines().map_while(Result::ok);
    let said = lines.find_map(|line| {
        let (_, port) = line.split_once("started successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    said.expect("chromedriver ended without naming its port")
}

/// What is asked of a new session.
pub fn capabilities(chromium: &Path, service: &Service) -> Value {
    let profile = service.folder.join("profile");
    let own = format!("--user-data-dir={}", profile.display());
    let arguments: Vec<&str> = ARGUMENTS.into_iter().chain([own.as_str()]).collect();
    json!({ "capabilities": { "alwaysMatch": {
        "browserName": "chrome",
        "goog:chromeOptions": { "binary": chromium, "args": arguments },
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    }}})
}
