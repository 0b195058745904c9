//! Owns which answer a request gets; knows nothing of connections.

use super::address::{address, decoded, escaped};
use super::showing::Shown;

const OUTER_HTML: &str = include_str!("outer.html");
/// The style of the outer page.
pub const OUTER_CSS: &str = include_str!("outer.css");
/// The script of the outer page.
pub const OUTER_JS: &str = include_str!("outer.js");
const OUTER_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; frame-src 'self'; \
     connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
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
pub fn reply(asked: &Asked, port: u16, shown: &Shown) -> Reply {
    let path = asked.url.split(['?', '#']).next().unwrap_or("");
    Reply::Whole(if !is_for_us(&asked.hosts, port) {
        plain(421, "this preview answers only to its own address")
    } else if !matches!(asked.method, "GET" | "HEAD") {
        plain(405, "this preview can only be read")
    } else if path == "/events" && asked.method == "GET" {
        return Reply::Events;
    } else {
        answer(shown, path)
    })
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

fn answer(shown: &Shown, path: &str) -> Answer {
    match path {
        "/" => outer(shown, &shown.start),
        "/outer.css" => own("text/css; charset=utf-8", OUTER_CSS.into()),
        "/outer.js" => own("text/javascript; charset=utf-8", OUTER_JS.into()),
        "/events" => own("text/event-stream", Vec::new()),
        _ => view(shown, path)
            .or_else(|| built(shown, path))
            .unwrap_or_else(|| plain(404, "there is no such page")),
    }
}

fn view(shown: &Shown, path: &str) -> Option<Answer> {
    let page = decoded(path.strip_prefix("/view/")?)?;
    Some(outer(shown, &address("/site/", &page)))
}

fn built(shown: &Shown, path: &str) -> Option<Answer> {
    let mut path = decoded(path.strip_prefix("/site/")?)?;
    if path.ends_with('/') {
        path += "index.html";
    }
    let body = shown.preview.site.files.get(&path)?.clone();
    Some(Answer {
        status: 200,
        kind: kind_of(&path),
        policy: SITE_POLICY,
        body,
    })
}

fn outer(shown: &Shown, src: &str) -> Answer {
    let src = escaped(if src.is_empty() { "about:blank" } else { src });
    let values = [
        ("{{stamp}}", shown.stamp.as_str()),
        ("{{pages}}", &shown.pages),
        ("{{src}}", &src),
        ("{{trouble}}", &shown.preview.trouble),
    ];
    own(
        "text/html; charset=utf-8",
        filled(OUTER_HTML, &values).into_bytes(),
    )
}

/// The values stand in the template in this order; what they hold is not looked through again.
fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut rest = template;
    for (mark, value) in values {
        let (before, after) = rest.split_once(mark).unwrap_or((rest, ""));
        text += before;
        text += value;
        rest = after;
    }
    text + rest
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

/// The headers of an answer, but for its length.
pub fn headers(answer: &Answer) -> Vec<(&'static str, &'static str)> {
    let allow = (answer.status == 405).then_some(("Allow", "GET, HEAD"));
    let common = common_headers(answer.kind, answer.policy);
    common.into_iter().chain(allow).collect()
}

/// The headers of the event stream.
pub fn event_headers() -> [(&'static str, &'static str); 6] {
    common_headers("text/event-stream", OUTER_POLICY)
}

fn common_headers(kind: &'static str, policy: &'static str) -> [(&'static str, &'static str); 6] {
    [
        ("Content-Type", kind),
        ("Content-Security-Policy", policy),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Referrer-Policy", "no-referrer"),
    ]
}
