//! Owns the preview: a site from memory on the loopback address, inside an outer page that follows changes; knows
//! nothing of tasks, of how a site is made, or of any file on disk.
//!
//! 1. built pages are answered under `/site/` byte for byte, looked up in the map and nowhere else;
//! 2. `/` and `/view/…` answer the outer page: a list of pages, and the built page in a frame;
//! 3. `/events` tells every outer page what is shown now, and again after each change;
//! 4. while there are faults, what the new site lacks stays as it was.

mod address;
mod answer;
mod events;
mod pages;
mod showing;

use std::io::{self, Cursor, ErrorKind};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use tiny_http::{Header, Request, Response, Server};

use crate::diagnostic::Diagnostic;
use crate::site::Site;
use answer::{Answer, Asked, Reply};
use showing::Showing;

/// After the listener failed, and before it is tried again.
const PAUSE: Duration = Duration::from_millis(200);
const MOST_AT_ONCE: usize = 256;

/// Where to listen; always on the loopback address.
#[derive(Clone, Copy, Debug)]
pub struct Listen {
    /// 0 stands for any free port.
    pub port: u16,
}

/// What is to be shown now.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    pub site: Site,
    /// The faults as an HTML fragment; empty if there are none.
    pub trouble: String,
    /// Of each task its name, its title and the path of its lesson page in the site.
    pub tasks: Vec<(String, String, String)>,
}

/// Serves `first`, then each of `next` as it comes, and says the address when it is ready to answer;
/// returns only if it cannot listen.
pub fn run(
    address: Listen,
    first: Preview,
    next: impl Iterator<Item = Preview> + Send,
    ready: impl FnOnce(&str),
) -> Result<(), Box<Diagnostic>> {
    let listener = listen(address.port)?;
    let port = listener
        .local_addr()
        .map_err(|e| cannot_listen(address.port, &e))?
        .port();
    let mut server = server_on(&listener).map_err(|e| cannot_listen(port, &e))?;
    let showing = Showing::new(first);
    let busy = AtomicUsize::new(0);
    ready(&format!("http://127.0.0.1:{port}/"));
    thread::scope(|scope| {
        scope.spawn(|| next.for_each(|preview| showing.turn(preview)));
        loop {
            let Ok(request) = server.recv() else {
                thread::sleep(PAUSE);
                server = server_on(&listener).unwrap_or(server);
                continue;
            };
            let work = || handle(request, &showing, &busy, port);
            // A request that gets no thread is dropped, and so answered with a fault.
            let _ = thread::Builder::new().spawn_scoped(scope, work);
        }
    })
}

fn listen(wanted: u16) -> Result<TcpListener, Box<Diagnostic>> {
    let more = if wanted == 0 { 0 } else { 10 };
    let last = wanted.saturating_add(more);
    for port in wanted..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Err(e) if e.kind() == ErrorKind::AddrInUse => {}
            Err(e) => return Err(cannot_listen(port, &e)),
            Ok(listener) => return Ok(listener),
        }
    }
    let message = format!("the ports {wanted} to {last} are all in use");
    let fault = Diagnostic::error("no-port", None, message);
    let help = "end another preview, or take any free port with `--port 0`";
    Err(Box::new(fault.help(help)))
}

fn server_on(listener: &TcpListener) -> io::Result<Server> {
    Server::from_listener(listener.try_clone()?, None).map_err(io::Error::other)
}

fn cannot_listen(port: u16, error: &io::Error) -> Box<Diagnostic> {
    let message = format!("the preview cannot listen on port {port}: {error}");
    let fault = Diagnostic::error("no-port", None, message);
    Box::new(fault.help("take any free port with `--port 0`"))
}

fn handle(request: Request, showing: &Showing, busy: &AtomicUsize, port: u16) {
    if busy.fetch_add(1, Ordering::Relaxed) < MOST_AT_ONCE {
        // A client that does not take its answer has gone away; nobody else needs to know.
        let _ = respond(request, showing, port);
    }
    busy.fetch_sub(1, Ordering::Relaxed);
}

fn respond(request: Request, showing: &Showing, port: u16) -> io::Result<()> {
    // Bound first, so that a stream does not hold on to the site it began with.
    let reply = answer::reply(&asked(&request), port, &showing.now());
    match reply {
        Reply::Whole(answer) => send(request, answer),
        Reply::Events => events::tell(showing, &mut request.into_writer()),
    }
}

fn asked(request: &Request) -> Asked<'_> {
    let headers = request.headers().iter();
    let hosts = headers.filter(|h| h.field.equiv("Host"));
    Asked {
        method: request.method().as_str(),
        url: request.url(),
        hosts: hosts.map(|h| h.value.as_str()).collect(),
    }
}

fn send(request: Request, answer: Answer) -> io::Result<()> {
    let headers = answer::headers(&answer)
        .into_iter()
        .filter_map(|(name, value)| Header::from_bytes(name, value).ok());
    let response = Response::new(
        answer.status.into(),
        headers.collect(),
        Cursor::new(&answer.body),
        Some(answer.body.len()),
        None,
    );
    request.respond(response.with_chunked_threshold(usize::MAX))
}

#[cfg(test)]
mod tests;
