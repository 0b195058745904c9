//! Owns one headless Chromium for a test, driven over WebDriver; knows nothing of lowfloor's pages.
//! Whatever goes wrong here panics with the words of the browser; both processes end when the `Browser` is dropped.

#![allow(dead_code)] // each test binary uses its own part

mod element;
mod process;

use std::env;
use std::fmt::Display;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use ureq::Agent;

pub use element::Element;
use process::{Service, capabilities, installed};

/// The key under which WebDriver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
const PATIENCE: Duration = Duration::from_secs(60);
/// Shift, control, alt and meta: held until the other keys of one `press` are through.
const HELD: [char; 4] = ['\u{E008}', '\u{E009}', '\u{E00A}', '\u{E03D}'];

/// A browser, or what this machine lacks for one.
pub enum Start {
    Ready(Browser),
    Missing(String),
}

/// Opens a browser of this test's own; with `LOWFLOOR_BROWSER=required` a missing one is a panic.
pub fn start() -> Start {
    let chromium = installed(&["chromium", "chromium-browser", "google-chrome"]);
    match (chromium, installed(&["chromedriver"])) {
        (Ok(chromium), Ok(driver)) => Start::Ready(opened(&chromium, Service::start(&driver))),
        (Err(lack), _) | (_, Err(lack)) if is_required() => {
            panic!("LOWFLOOR_BROWSER is `required`, but {lack}")
        }
        (Err(lack), _) | (_, Err(lack)) => Start::Missing(lack),
    }
}

fn is_required() -> bool {
    env::var("LOWFLOOR_BROWSER").is_ok_and(|word| word == "required")
}

fn opened(chromium: &Path, service: Service) -> Browser {
    let agent = agent();
    let wanted = capabilities(chromium, &service);
    let session = answered("a new session", agent.post(&service.url).send_json(&wanted));
    let id = session["sessionId"].as_str().expect("a session has a name");
    let process = session["capabilities"]["goog:processID"].as_u64();
    let browser = Browser {
        session: format!("{}/{id}", service.url),
        process: process.unwrap_or(0),
        agent,
        _service: service,
    };
    browser.leave_start_page();
    browser
}

/// A window with one page.
pub struct Browser {
    _service: Service,
    agent: Agent,
    session: String,
    process: u64,
}

impl Browser {
    fn post(&self, path: &str, body: Value) -> Value {
        let url = format!("{}/{path}", self.session);
        answered(path, self.agent.post(url).send_json(&body))
    }

    fn get(&self, path: &str) -> Value {
        let url = format!("{}/{path}", self.session);
        answered(path, self.agent.get(url).call())
    }

    /// Chromium opens a page of its own; what that did is no part of a test.
    fn leave_start_page(&self) {
        self.open("about:blank");
        self.requests();
        self.logs();
    }

    /// Goes to an address and waits until the page is loaded.
    pub fn open(&self, url: &str) {
        self.post("url", json!({ "url": url }));
    }

    /// What the body of a function in the page returns; `arguments[0]` and so on are its arguments.
    pub fn run(&self, script: &str, args: &[Value]) -> Value {
        self.post("execute/sync", json!({ "script": script, "args": args }))
    }

    /// The same for a body that gives its result to a function, its last argument.
    pub fn run_async(&self, script: &str, args: &[Value]) -> Value {
        self.post("execute/async", json!({ "script": script, "args": args }))
    }

    /// One command of the browser's own protocol, for example `Emulation.setEmulatedMedia`.
    pub fn command(&self, name: &str, params: Value) -> Value {
        self.post("goog/cdp/execute", json!({ "cmd": name, "params": params }))
    }

    /// The first element that fits; a panic if there is none.
    pub fn find(&self, css: &str) -> Element<'_> {
        let found = self.post("element", json!({ "using": "css selector", "value": css }));
        self.element(&found)
    }

    /// Every element that fits, in the order of the page.
    pub fn find_all(&self, css: &str) -> Vec<Element<'_>> {
        let found = self.post("elements", json!({ "using": "css selector", "value": css }));
        let all = found.as_array().into_iter().flatten();
        all.map(|value| self.element(value)).collect()
    }

    /// The element that has the focus.
    pub fn active(&self) -> Element<'_> {
        self.element(&self.get("element/active"))
    }

    fn element(&self, value: &Value) -> Element<'_> {
        let id = value[ELEMENT].as_str().expect("an element has a name");
        Element {
            browser: self,
            id: id.to_string(),
        }
    }

    /// Gives the page exactly this room, also less than a window can have.
    pub fn resize(&self, width: u32, height: u32) {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.command("Emulation.setDeviceMetricsOverride", size);
    }

    /// Writes what is seen as PNG.
    pub fn screenshot(&self, path: impl AsRef<Path>) {
        write(path.as_ref(), &self.get("screenshot"));
    }

    /// Writes the page as it would be printed on A4.
    pub fn print_pdf(&self, path: impl AsRef<Path>) {
        let paper = json!({ "background": true, "page": { "width": 21.0, "height": 29.7 } });
        write(path.as_ref(), &self.post("print", paper));
    }

    /// Presses keys one after the other where the focus is; special keys have WebDriver's signs, for example
    /// `\u{E004}` Tab, `\u{E007}` Enter, and `\u{E008}\u{E004}` Shift with Tab.
    pub fn press(&self, keys: &str) {
        let key = |kind: &str, key: char| json!({ "type": kind, "value": key });
        let stroke = |c: char| {
            let up = (!HELD.contains(&c)).then(|| key("keyUp", c));
            std::iter::once(key("keyDown", c)).chain(up)
        };
        let strokes: Vec<Value> = keys.chars().flat_map(stroke).collect();
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": strokes });
        self.post("actions", json!({ "actions": [keyboard] }));
        let release = self
            .agent
            .delete(format!("{}/actions", self.session))
            .call();
        answered("actions", release);
    }

    /// What the console was told since the last call, faults and broken policies too.
    pub fn logs(&self) -> Vec<Value> {
        let log = self.post("se/log", json!({ "type": "browser" }));
        log.as_array().cloned().unwrap_or_default()
    }

    /// Every address the page asked for since the last call, its own among them, and some that its policy
    /// stopped; `logs` tells of all that was stopped.
    pub fn requests(&self) -> Vec<String> {
        let log = self.post("se/log", json!({ "type": "performance" }));
        let entries = log.as_array().into_iter().flatten();
        entries.filter_map(requested).collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let closed = self.agent.delete(&self.session).call();
        if closed.is_err() && self.process != 0 {
            let process = self.process.to_string();
            let _ = Command::new("kill").args(["-9", &process]).status();
        }
    }
}

fn agent() -> Agent {
    let config = Agent::config_builder()
        .proxy(None)
        .http_status_as_error(false)
        .timeout_global(Some(PATIENCE));
    config.build().into()
}

type Response = ureq::http::Response<ureq::Body>;

/// The value of an answer; a panic with the browser's own words if it is a fault.
fn answered(what: &str, response: Result<Response, ureq::Error>) -> Value {
    let fault = |e: &dyn Display| -> ! { panic!("the browser failed at `{what}`: {e}") };
    let mut response = response.unwrap_or_else(|e| fault(&e));
    let body = response.body_mut().with_config().limit(200_000_000);
    let mut answer: Value = body.read_json().unwrap_or_else(|e| fault(&e));
    let value = answer["value"].take();
    if value.is_object() && value["error"].is_string() && !response.status().is_success() {
        fault(&value["message"].as_str().unwrap_or("no reason given"));
    }
    value
}

fn requested(entry: &Value) -> Option<String> {
    let event: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
    let message = &event["message"];
    let url = message["params"]["request"]["url"].as_str()?;
    (message["method"] == "Network.requestWillBeSent").then(|| url.to_string())
}

fn write(path: &Path, base64: &Value) {
    let text = base64.as_str().expect("the browser sends base64");
    let bytes = BASE64_STANDARD.decode(text).expect("it is base64");
    fs::write(path, bytes).expect("the file can be written");
}
