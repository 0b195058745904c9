//! Owns the stream that tells an outer page the state of all; knows nothing of how it was asked for.

use std::io::{self, Write};

use super::answer::event_head;
use super::{Bell, Pages, State};

/// Tells the state, and what has changed of it whenever the bell rings, until the client is gone.
/// Written by hand, as the server would hold back what is not yet complete.
pub fn tell(pages: &impl Pages, bell: &Bell, client: &mut impl Write) -> io::Result<()> {
    client.write_all(event_head().as_bytes())?;
    let mut count = bell.count();
    let mut known: Option<State> = None;
    loop {
        let state = pages.state();
        if let Some(news) = state.news(known.as_ref()) {
            client.write_all(event(&news).as_bytes())?;
        }
        known = Some(state);
        count = next(bell, count, client)?;
    }
}

/// Waits for the bell, and says now and then that it still waits.
fn next(bell: &Bell, count: u64, client: &mut impl Write) -> io::Result<u64> {
    loop {
        client.flush()?;
        match bell.after(count) {
            Some(now) => return Ok(now),
            None => client.write_all(b": still here\n\n")?,
        }
    }
}

fn event(news: &str) -> String {
    format!(
        "event: state\ndata: {}\n\n",
        news.replace(['\n', '\r'], " ")
    )
}
