//! Owns which page that only the preview has is answered at an address; knows nothing of how it is made.

use super::Pages;
use super::path::decoded;

const TRY_HTML: &str = include_str!("try.html");

/// What stands at an address behind `/own/`, with the ending that tells its sort.
pub struct Own {
    pub kind: &'static str,
    pub body: Result<Vec<u8>, String>,
}

/// The page behind `/own/`: `TASK/cases.html`, `TASK/try.html` and what that one asks for.
pub fn own(pages: &impl Pages, path: &str, query: &str) -> Option<Own> {
    let (task, page) = path.split_once('/')?;
    let task = decoded(task)?;
    let json = |text: String| Own {
        kind: "application/json",
        body: Ok(text.into_bytes()),
    };
    match page {
        "cases.html" => Some(html(pages.cases(&task)?)),
        "try.html" => pages.asks(&task).map(|_| html(Ok(TRY_HTML.into()))),
        "asks.json" => pages.asks(&task).map(json),
        "tried.json" => {
            let mut parts = query.split('&').map(decoded);
            let (ask, case, response) = (parts.next()??, parts.next()??, parts.next()??);
            pages.tried(&task, &ask, &case, &response).map(json)
        }
        _ => None,
    }
}

fn html(body: Result<Vec<u8>, String>) -> Own {
    let kind = "text/html; charset=utf-8";
    Own { kind, body }
}
