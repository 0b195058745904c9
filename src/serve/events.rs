//! Owns the stream that tells an outer page the state of all; knows nothing of how it was asked for.

use std::io::{self, Write};

use super::answer::event_headers;
use super::{Bell, Pages};

/// Tells the state, now and whenever the bell rings, until the client is gone.
/// Written by hand, as the server would hold back what is not yet complete.
pub fn tell(pages: &impl Pages, bell: &Bell, client: &mut impl Write) -> io::Result<()> {
    let mut head = String::from("HTTP/1.1 200 OK\r\nConnection: close\r\n");
    for (name, value) in event_headers() {
        head += &format!("{name}: {value}\r\n");
    }
    client.write_all(format!("{head}\r\n").as_bytes())?;
    let mut count = bell.count();
    let mut told = pages.state();
    client.write_all(event(&told).as_bytes())?;
    loop {
        client.flush()?;
        let Some(now) = bell.after(count) else {
            client.write_all(b": still here\n\n")?;
            continue;
        };
        count = now;
        let state = pages.state();
        if state != told {
            client.write_all(event(&state).as_bytes())?;
            told = state;
        }
    }
}

fn event(state: &str) -> String {
    format!(
        "event: state\ndata: {}\n\n",
        state.replace(['\n', '\r'], " ")
    )
}
