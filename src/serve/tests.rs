use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};

use super::answer::{FRAME_JS, OUTER_CSS, OUTER_HTML, OUTER_JS, PATCH_JS};
use super::events::tell;
use super::path::decoded;
use super::*;

/// Pages from a map; what is in it may change.
#[derive(Default)]
struct Shelf {
    files: Mutex<BTreeMap<String, Result<Vec<u8>, String>>>,
    bell: Bell,
}

impl Pages for Shelf {
    fn file(&self, path: &str) -> Option<Result<Vec<u8>, String>> {
        self.files.lock().unwrap().get(path).cloned()
    }
    fn state(&self) -> State {
        let files = self.files.lock().unwrap();
        let length = |file: &Result<Vec<u8>, String>| file.as_ref().map_or(0, Vec::len);
        let task = |(path, file): (&String, &_)| TaskState {
            name: path.clone(),
            title: path.clone(),
            stamp: length(file).to_string(),
            known: true,
            errors: 0,
            warnings: 0,
        };
        let site = SiteState {
            stamp: files.len().to_string(),
            look: String::new(),
            errors: 0,
        };
        let tasks = files.iter().map(|file| (file.0.clone(), task(file)));
        State {
            site,
            tasks: tasks.collect(),
        }
    }
    fn faults(&self, task: &str, all: bool) -> String {
        format!("<p>{task} {all}</p>")
    }
    fn cases(&self, task: &str) -> Option<Result<Vec<u8>, String>> {
        (task == "pool's é").then(|| Ok(b"all cases".to_vec()))
    }
    fn asks(&self, task: &str) -> Option<String> {
        (task == "pool's é").then(|| "[]".to_string())
    }
    fn tried(&self, task: &str, ask: &str, case: &str, response: &str) -> Option<String> {
        (task == "pool's é").then(|| format!("{{{ask}|{case}|{response}}}"))
    }
}

impl Shelf {
    fn put(&self, path: &str, text: &str) {
        let bytes = text.as_bytes().to_vec();
        self.files.lock().unwrap().insert(path.into(), Ok(bytes));
        self.bell.ring();
    }
}

const PAGE: &str = "<!doctype html><title>one</title>";

fn shelf() -> Shelf {
    let shelf = Shelf::default();
    for path in [
        "lessons/index.html",
        "lessons/pool's é/index.html",
        "teacher/pool's é/board.html",
    ] {
        shelf.put(path, PAGE);
    }
    shelf.put("lessons/assets/a.css", "b{}");
    let torn = Err("a torn page".to_string());
    shelf.files.lock().unwrap().insert("torn.html".into(), torn);
    shelf
}

/// A preview that runs until the tests end.
fn started(shelf: Shelf) -> (u16, Arc<Shelf>) {
    let shelf = Arc::new(shelf);
    let own = shelf.clone();
    let (tell_port, port) = channel();
    thread::spawn(move || {
        let ready = |url: &str| {
            let port = url
                .strip_prefix("http://127.0.0.1:")
                .and_then(|u| u.strip_suffix('/'));
            tell_port.send(port.unwrap().parse().unwrap()).unwrap();
        };
        run(Listen { port: 0 }, &*own, &own.bell, ready).unwrap();
    });
    (port.recv().unwrap(), shelf)
}

fn connected(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    stream
}

/// Sends these bytes and reads until the other side closes.
fn raw(port: u16, bytes: &[u8]) -> String {
    let mut stream = connected(port);
    let _ = stream.write_all(bytes);
    let mut all = Vec::new();
    let _ = stream.read_to_end(&mut all);
    String::from_utf8_lossy(&all).into_owned()
}

fn ask(port: u16, method: &str, path: &str, host: &str) -> String {
    raw(
        port,
        format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes(),
    )
}

fn get(port: u16, path: &str) -> (u16, String, String) {
    let all = ask(port, "GET", path, &format!("127.0.0.1:{port}"));
    let (head, body) = all.split_once("\r\n\r\n").unwrap_or((&all, ""));
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|s| s.parse().ok())
        .unwrap_or(0);
    (status, head.to_string(), body.to_string())
}

#[test]
fn built_pages_are_served_byte_for_byte_and_nothing_else() {
    let (port, _shelf) = started(shelf());
    let page = PAGE;
    let rows = [
        (
            "/site/lessons/index.html",
            200,
            "text/html; charset=utf-8",
            page,
        ),
        (
            "/site/lessons/?x=1#y",
            200,
            "text/html; charset=utf-8",
            page,
        ),
        (
            "/site/lessons/pool%27s%20%C3%A9/index.html",
            200,
            "text/html; charset=utf-8",
            page,
        ),
        (
            "/site/lessons/assets/a.css",
            200,
            "text/css; charset=utf-8",
            "b{}",
        ),
        ("/outer.css", 200, "text/css; charset=utf-8", OUTER_CSS),
        ("/outer.js", 200, "text/javascript; charset=utf-8", OUTER_JS),
        ("/patch.js", 200, "text/javascript; charset=utf-8", PATCH_JS),
        ("/frame.js", 200, "text/javascript; charset=utf-8", FRAME_JS),
        (
            "/view/site/lessons/",
            200,
            "text/html; charset=utf-8",
            OUTER_HTML,
        ),
        ("/", 200, "text/html; charset=utf-8", OUTER_HTML),
        (
            "/faults/pool%27s",
            200,
            "text/html; charset=utf-8",
            "<p>pool's false</p>",
        ),
        (
            "/faults/pool?all",
            200,
            "text/html; charset=utf-8",
            "<p>pool true</p>",
        ),
        (
            "/own/pool%27s%20%C3%A9/cases.html",
            200,
            "text/html; charset=utf-8",
            "all cases",
        ),
        (
            "/own/pool%27s%20%C3%A9/asks.json",
            200,
            "application/json",
            "[]",
        ),
        (
            "/own/pool%27s%20%C3%A9/tried.json?a%3A1&n%3D5&%26%20%C3%A9",
            200,
            "application/json",
            "{a:1|n=5|& é}",
        ),
        (
            "/site/torn.html",
            500,
            "text/plain; charset=utf-8",
            "a torn page\n",
        ),
    ];
    for (path, status, kind, body) in rows {
        let (found, head, text) = get(port, path);
        assert_eq!((found, text.as_str()), (status, body), "{path}");
        assert!(
            head.contains(&format!("Content-Type: {kind}")),
            "{path}: {head}"
        );
        for header in [
            "Cache-Control: no-store",
            "X-Content-Type-Options: nosniff",
            "Content-Security-Policy: ",
        ] {
            assert!(head.contains(header), "{path}: {head}");
        }
        assert!(!head.to_lowercase().contains("access-control"), "{head}");
    }
}

#[test]
fn odd_requests_get_a_fault_and_the_preview_goes_on() {
    let (port, _shelf) = started(shelf());
    let odd = [
        "//",
        "/%00",
        "/%ff",
        "/%",
        "/%4",
        "/%+1",
        "/%é",
        "/../../etc/passwd",
        "/site/../../etc/passwd",
        "/site/",
        "/site",
        "/site//lessons/index.html",
        "/site/%2e%2e/%2e%2e/etc/passwd",
        "/site/%ff",
        "/site/%00",
        "/site/%",
        "/favicon.ico",
        "/view",
        "/own",
        "/own/",
        "/own/pool/cases.html",
        "/own/pool%27s%20%C3%A9/tried.json?a&b",
        "/own/pool%27s%20%C3%A9/tried.json?a&b&%ff",
        "/own/pool%27s%20%C3%A9/../cases.html",
        "*",
        "http://evil.example/",
        "x",
        "/site/lessons/./index.html",
    ];
    for path in odd {
        assert!(
            matches!(get(port, path).0, 0 | 400 | 404),
            "{path}: {:?}",
            get(port, path)
        );
    }
    let giant = format!(
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX: {}\r\n\r\n",
        "y".repeat(3_000_000)
    );
    let bytes: [&[u8]; 7] = [
        b"\r\n\r\n",
        b"\0\0\0\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
    ];
    for bytes in bytes {
        assert!(!raw(port, bytes).contains(" 200 "), "{bytes:?}");
    }
    let mut stream = connected(port);
    let _ = stream.write_all(giant.as_bytes());
    assert_eq!(get(port, "/site/lessons/").0, 200);
}

#[test]
fn only_its_own_name_and_reading_are_allowed() {
    let (port, _shelf) = started(shelf());
    let own = format!("127.0.0.1:{port}");
    let rows = [
        ("GET", own.clone(), " 200 "),
        ("GET", format!("localhost:{port}"), " 200 "),
        ("HEAD", own.clone(), " 200 "),
        ("GET", "127.0.0.1".into(), " 421 "),
        ("GET", format!("evil.example:{port}"), " 421 "),
        ("GET", format!("{own}.evil.example"), " 421 "),
        ("GET", format!("{own}\r\nHost: {own}"), " 421 "),
        ("POST", own.clone(), " 405 "),
        ("PUT", own.clone(), " 405 "),
        ("OPTIONS", own.clone(), " 405 "),
        ("DELETE", own, " 405 "),
    ];
    for (method, host, status) in rows {
        let all = ask(port, method, "/", &host);
        assert!(all.contains(status), "{method} {host}: {all}");
        assert!(
            method != "HEAD" || all.ends_with("\r\n\r\n"),
            "a head has no body"
        );
    }
}

/// Reads events until one `state` is through.
fn next_told(events: &mut impl BufRead) -> String {
    let mut told = String::new();
    while !told.contains("event: state\ndata: ") || !told.ends_with("\n\n") {
        assert_ne!(events.read_line(&mut told).unwrap(), 0, "{told}");
    }
    told
}

#[test]
fn the_state_is_told_whenever_it_is_another() {
    let (port, shelf) = started(shelf());
    let mut stream = connected(port);
    write!(
        stream,
        "GET /events HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"
    )
    .unwrap();
    let mut events = BufReader::new(stream);
    let first = next_told(&mut events);
    let site =
        |files: usize| format!("\"site\":{{\"stamp\":\"{files}\",\"look\":\"\",\"errors\":0}}");
    let whole = |files| format!("data: {{{},\"whole\":true,\"tasks\":[{{", site(files));
    for part in ["text/event-stream", &whole(5)] {
        assert!(first.contains(part), "{first}");
    }
    shelf.bell.ring();
    shelf.put("lessons/index.html", "two");
    let second = next_told(&mut events);
    let name = "lessons/index.html";
    let changed = format!(
        "{{\"name\":\"{name}\",\"title\":\"{name}\",\"stamp\":\"3\",\"known\":true,\"errors\":0,\"warnings\":0}}"
    );
    let told = format!(
        "data: {{{},\"whole\":false,\"tasks\":[{changed}]}}",
        site(5)
    );
    assert_eq!(second, format!("event: state\n{told}\n\n"));
    shelf.put("lessons/new.html", "three");
    let third = next_told(&mut events);
    assert!(third.contains(&whole(6)), "{third}");
    assert_eq!(get(port, "/site/lessons/").2, "two");
}

#[test]
fn clients_that_go_away_are_forgotten() {
    let shelf = shelf();
    struct Gone(usize);
    impl Write for Gone {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(1).ok_or(ErrorKind::BrokenPipe)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    assert!(tell(&shelf, &shelf.bell, &mut Gone(0)).is_err());
    assert!(tell(&shelf, &shelf.bell, &mut Gone(1)).is_err());
}

#[test]
fn a_taken_port_gives_the_next() {
    let taken = listen(0).unwrap();
    let port = taken.local_addr().unwrap().port();
    match listen(port) {
        Ok(other) => assert!((1..=10).contains(&(other.local_addr().unwrap().port() - port))),
        Err(fault) => assert_eq!(fault.code, "no-port"),
    }
}

#[test]
fn a_path_is_read_from_an_address() {
    let rows = [
        ("a/b.html", Some("a/b.html")),
        ("%C3%A9%20%2F%25", Some("é /%")),
        ("", Some("")),
        ("%", None),
        ("%4", None),
        ("%+4", None),
        ("%C3", None),
    ];
    for (written, read) in rows {
        assert_eq!(decoded(written).as_deref(), read, "{written}");
    }
}
