//! Owns the stream that tells an outer page what is shown; knows nothing of how it was asked for.

use std::io::{self, Write};

use super::answer::event_headers;
use super::showing::{Showing, Shown};

/// Tells what is shown, now and after each change, until the client is gone.
/// Written by hand, as the server would hold back what is not yet complete.
pub fn tell(showing: &Showing, client: &mut impl Write) -> io::Result<()> {
    let mut head = String::from("HTTP/1.1 200 OK\r\nConnection: close\r\n");
    for (name, value) in event_headers() {
        head += &format!("{name}: {value}\r\n");
    }
    client.write_all(format!("{head}\r\n").as_bytes())?;
    let mut turn = 0;
    loop {
        match showing.after(turn) {
            Some(shown) => {
                turn = shown.turn;
                client.write_all(told(&shown).as_bytes())?;
            }
            None => client.write_all(b": still here\n\n")?,
        }
        client.flush()?;
    }
}

fn told(shown: &Shown) -> String {
    let site = format!("{} {}", shown.stamp, shown.start);
    event("pages", &shown.pages) + &event("trouble", &shown.preview.trouble) + &event("site", &site)
}

fn event(name: &str, data: &str) -> String {
    let lines = data
        .trim_end()
        .split(['\n', '\r'])
        .map(|line| format!("data: {line}\n"));
    format!("event: {name}\n{}\n", lines.collect::<String>())
}
