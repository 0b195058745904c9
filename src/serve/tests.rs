use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::mpsc::{Sender, channel};

use super::address::{address, decoded};
use super::answer::{OUTER_CSS, OUTER_JS};
use super::events::tell;
use super::*;

fn preview(word: &str, trouble: &str) -> Preview {
    let page = format!("<!doctype html><title>{word}</title>");
    let files = [
        ("lessons/index.html", page.as_str()),
        ("lessons/pool's é/index.html", &page),
        ("teacher/pool's é/board.html", &page),
        ("lessons/assets/a.css", "b{}"),
    ];
    Preview {
        site: Site {
            files: files
                .map(|(p, t)| (p.to_string(), t.as_bytes().to_vec()))
                .into(),
        },
        trouble: trouble.to_string(),
        tasks: vec![(
            "pool's é".into(),
            "A <pool>".into(),
            "lessons/pool's é/index.html".into(),
        )],
    }
}

/// A preview that runs until the tests end; changes are sent into it.
fn started(first: Preview) -> (u16, Sender<Preview>) {
    let (sender, next) = channel();
    let (tell_port, port) = channel();
    thread::spawn(move || {
        let ready = |url: &str| {
            let port = url
                .strip_prefix("http://127.0.0.1:")
                .and_then(|u| u.strip_suffix('/'));
            tell_port.send(port.unwrap().parse().unwrap()).unwrap();
        };
        run(Listen { port: 0 }, first, next.into_iter(), ready).unwrap();
    });
    (port.recv().unwrap(), sender)
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
    let (port, _changes) = started(preview("one", ""));
    let page = "<!doctype html><title>one</title>";
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
    let (port, _changes) = started(preview("one", ""));
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
        "*",
        "http://evil.example/",
        "x",
        "/site/lessons/./index.html",
        "/view/%ff",
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
    let (port, _changes) = started(preview("one", ""));
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

#[test]
fn the_outer_page_lists_pages_and_shows_faults() {
    let (port, _changes) = started(preview("one", "<p>trouble {{src}}</p>"));
    let (_, head, body) = get(port, "/");
    assert!(head.contains("script-src 'self'; "), "{head}");
    for part in [
        "<p>trouble {{src}}</p>",
        "<optgroup label=\"A &lt;pool&gt;\">\n<option value=\"/site/lessons/pool%27s%20%C3%A9/index.html\">lessons/pool&#39;s é<",
        "<option value=\"/site/teacher/pool%27s%20%C3%A9/board.html\">teacher/pool&#39;s é/board.html<",
        "src=\"/site/lessons/pool%27s%20%C3%A9/index.html\"",
    ] {
        assert!(body.contains(part), "{part}: {body}");
    }
    let (_, _, view) = get(port, "/view/lessons/%22%3E%3Cscript%3E?x");
    assert!(
        view.contains("src=\"/site/lessons/%22%3E%3Cscript%3E\""),
        "{view}"
    );
}

#[test]
fn no_page_at_all_is_an_empty_frame() {
    let (port, _changes) = started(Preview {
        trouble: "<p>no</p>".into(),
        ..Preview::default()
    });
    let (status, _, body) = get(port, "/");
    assert_eq!(status, 200);
    assert!(
        body.contains("src=\"about:blank\"") && body.contains("<p>no</p>"),
        "{body}"
    );
}

/// Reads events until one `site` is through.
fn next_told(events: &mut impl BufRead) -> String {
    let mut told = String::new();
    while !told.contains("event: site\ndata: ") || !told.ends_with("\n\n") {
        assert_ne!(events.read_line(&mut told).unwrap(), 0, "{told}");
    }
    told
}

#[test]
fn changes_are_told_at_once() {
    let (port, changes) = started(preview("one", ""));
    let mut stream = connected(port);
    write!(
        stream,
        "GET /events HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"
    )
    .unwrap();
    let mut events = BufReader::new(stream);
    let first = next_told(&mut events);
    assert!(
        first.contains("text/event-stream") && first.contains("event: trouble\ndata: \n\n"),
        "{first}"
    );
    changes
        .send(Preview {
            trouble: "<p>a</p>\n<p>b</p>".into(),
            ..Preview::default()
        })
        .unwrap();
    let faulty = next_told(&mut events);
    assert!(
        faulty.contains("event: trouble\ndata: <p>a</p>\ndata: <p>b</p>\n\n"),
        "{faulty}"
    );
    let stamp = |told: &str| told.rsplit("data: ").next().unwrap().to_string();
    assert_eq!(stamp(&first), stamp(&faulty), "the last good page stays");
    assert_eq!(
        get(port, "/site/lessons/").2,
        "<!doctype html><title>one</title>"
    );
    changes.send(preview("two", "")).unwrap();
    assert_ne!(stamp(&next_told(&mut events)), stamp(&first));
    assert_eq!(
        get(port, "/site/lessons/").2,
        "<!doctype html><title>two</title>"
    );
}

#[test]
fn clients_that_go_away_are_forgotten() {
    let showing = Showing::new(preview("one", ""));
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
    assert!(tell(&showing, &mut Gone(0)).is_err());
    assert!(tell(&showing, &mut Gone(1)).is_err());
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
fn paths_survive_an_address() {
    for path in ["a/b.html", "é ß/%/?#&'\"<>", "+ ~_-.", ""] {
        assert_eq!(decoded(&address("", path)).as_deref(), Some(path));
    }
}
