//! Owns which answer a request gets; knows nothing of connections.

use super::Pages;
use super::path::decoded;

/// The outer page.
pub const OUTER_HTML: &str = include_str!("outer.html");
/// The style of the outer page.
pub const OUTER_CSS: &str = include_str!("outer.css");
/// The script of the outer page.
pub const OUTER_JS: &str = include_str!("outer.js");
/// What of it brings a page up to date where words alone have changed.
pub const PATCH_JS: &str = include_str!("patch.js");
/// What of it keeps place and typed answers in a frame.
pub const FRAME_JS: &str = include_str!("frame.js");
const TRY_JS: &str = include_str!("try.js");
const TRY_CSS: &str = include_str!("try.css");
const CASES_CSS: &str = include_str!("cases.css");
const OUTER_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; frame-src 'self'; \
     connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// A page of the preview's own stands in a frame.
const OWN_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
/// A built page brings its own policy; this one only keeps it out of foreign frames.
const SITE_POLICY: &str = "frame-ancestors 'self'";

/// What is asked for, as far as it matters.
pub struct Asked<'a> {
    pub method: &'a str,
    /// The address as it was sent, from the first `/`.
    pub url: &'a str,
    /// Every `Host` header; there ought to be one.
    pub hosts: Vec<&'a str>,
}

/// How a request is met.
pub enum Reply {
    Whole(Answer),
    /// What is shown is told again and again.
    Events,
}

/// What is sent back to one request.
pub struct Answer {
    pub status: u16,
    /// Its media type.
    kind: &'static str,
    policy: &'static str,
    pub body: Vec<u8>,
}

/// The reply to a request that came in on this port.
pub fn reply(asked: &Asked, port: u16, pages: &impl Pages) -> Reply {
    let (path, query) = parts(asked.url);
    Reply::Whole(if !is_for_us(&asked.hosts, port) {
        plain(421, "this preview answers only to its own address")
    } else if !matches!(asked.method, "GET" | "HEAD") {
        plain(405, "this preview can only be read")
    } else if path == "/events" && asked.method == "GET" {
        return Reply::Events;
    } else {
        answer(pages, path, query)
    })
}

/// The path of an address, and what stands behind its `?`.
fn parts(url: &str) -> (&str, &str) {
    let url = url.split('#').next().unwrap_or("");
    url.split_once('?').unwrap_or((url, ""))
}

/// A page elsewhere may give its own name our address, but then that name stands here.
fn is_for_us(hosts: &[&str], port: u16) -> bool {
    let ours = |host: &str| {
        let bare = host.strip_suffix(&format!(":{port}"));
        matches!(
            bare.or((port == 80).then_some(host)),
            Some("127.0.0.1" | "localhost")
        )
    };
    matches!(hosts, [host] if ours(host))
}

fn answer(pages: &impl Pages, path: &str, query: &str) -> Answer {
    match path {
        "/outer.css" => own("text/css; charset=utf-8", OUTER_CSS.into()),
        "/outer.js" => own("text/javascript; charset=utf-8", OUTER_JS.into()),
        "/patch.js" => own("text/javascript; charset=utf-8", PATCH_JS.into()),
        "/frame.js" => own("text/javascript; charset=utf-8", FRAME_JS.into()),
        "/try.js" => own("text/javascript; charset=utf-8", TRY_JS.into()),
        "/try.css" => own("text/css; charset=utf-8", TRY_CSS.into()),
        "/cases.css" => own("text/css; charset=utf-8", CASES_CSS.into()),
        "/events" => own("text/event-stream", Vec::new()),
        _ if path == "/" || path.starts_with("/view/") => {
            own("text/html; charset=utf-8", OUTER_HTML.into())
        }
        _ => faults(pages, path, query)
            .or_else(|| made(pages, path))
            .or_else(|| framed(pages, path, query))
            .unwrap_or_else(|| plain(404, "there is no such page")),
    }
}

fn faults(pages: &impl Pages, path: &str, query: &str) -> Option<Answer> {
    let task = decoded(path.strip_prefix("/faults/")?)?;
    let html = pages.faults(&task, query == "all");
    Some(own("text/html; charset=utf-8", html.into_bytes()))
}

fn framed(pages: &impl Pages, path: &str, query: &str) -> Option<Answer> {
    let found = super::own::own(pages, path.strip_prefix("/own/")?, query)?;
    Some(match found.body {
        Err(why) => plain(500, &why),
        Ok(body) => Answer {
            status: 200,
            kind: found.kind,
            policy: OWN_POLICY,
            body,
        },
    })
}

fn made(pages: &impl Pages, path: &str) -> Option<Answer> {
    let mut path = decoded(path.strip_prefix("/site/")?)?;
    if path.ends_with('/') {
        path += "index.html";
    }
    Some(match pages.file(&path)? {
        Err(why) => plain(500, &why),
        Ok(body) => Answer {
            status: 200,
            kind: kind_of(&path),
            policy: SITE_POLICY,
            body,
        },
    })
}

fn own(kind: &'static str, body: Vec<u8>) -> Answer {
    Answer {
        status: 200,
        kind,
        policy: OUTER_POLICY,
        body,
    }
}

fn plain(status: u16, text: &str) -> Answer {
    Answer {
        status,
        kind: "text/plain; charset=utf-8",
        policy: SITE_POLICY,
        body: format!("{text}\n").into(),
    }
}

fn kind_of(path: &str) -> &'static str {
    let ending = path
        .rsplit(['.', '/'])
        .next()
        .unwrap_or("")
        .to_ascii_lowercase();
    match ending.as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "txt" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "pdf" => "application/pdf",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        _ => "application/octet-stream",
    }
}

/// All of an answer but its body.
pub fn head(answer: &Answer) -> String {
    let status = match answer.status {
        200 => "200 OK",
        404 => "404 Not Found",
        405 => "405 Method Not Allowed",
        421 => "421 Misdirected Request",
        _ => "500 Internal Server Error",
    };
    let allow = (answer.status == 405).then_some("Allow: GET, HEAD\r\n");
    let length = format!("Content-Length: {}\r\n", answer.body.len());
    let headers = headers(answer.kind, answer.policy);
    let allow = allow.unwrap_or_default();
    format!("HTTP/1.1 {status}\r\n{headers}{allow}{length}\r\n")
}

/// All of the event stream but its events.
pub fn event_head() -> String {
    let headers = headers("text/event-stream", OUTER_POLICY);
    format!("HTTP/1.1 200 OK\r\n{headers}\r\n")
}

fn headers(kind: &str, policy: &str) -> String {
    let headers = [
        ("Connection", "close"),
        ("Content-Type", kind),
        ("Content-Security-Policy", policy),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Referrer-Policy", "no-referrer"),
    ];
    let line = |(name, value)| format!("{name}: {value}\r\n");
    headers.into_iter().map(line).collect()
}
