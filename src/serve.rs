//! Owns the preview: pages on the loopback address, inside an outer page that follows changes; knows nothing of tasks, of
//! how a page is made, or of any file on disk.
//!
//! 1. pages are answered under `/site/` as they are made, and nothing else is;
//! 2. `/` and `/view/…` answer the outer page: a list of the tasks, or pages in frames;
//! 3. `/events` tells every outer page the state of all, and what has changed of it whenever the bell rings;
//! 4. `/faults/…` answers what is wrong with a task;
//! 5. `/own/…` answers pages that only the preview has: all cases of a task, and what becomes of a response.

mod answer;
mod bell;
mod events;
mod own;
mod path;
mod state;

use std::io::{self, ErrorKind, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use tiny_http::{Method, Request, Server};

use crate::diagnostic::Diagnostic;
use answer::{Answer, Asked, Reply};
pub use bell::Bell;
pub use state::{SiteState, State, TaskState};

/// After the listener failed, and before it is tried again.
const PAUSE: Duration = Duration::from_millis(200);
const MOST_AT_ONCE: usize = 256;

/// Where to listen; always on the loopback address.
#[derive(Clone, Copy, Debug)]
pub struct Listen {
    /// 0 stands for any free port.
    pub port: u16,
}

/// What is shown: it is made when it is asked for.
pub trait Pages: Sync {
    /// A file of the site by its path; why it cannot be made, if the site ought to have it.
    fn file(&self, path: &str) -> Option<Result<Vec<u8>, String>>;
    /// The state of the site and of each task.
    fn state(&self) -> State;
    /// What is wrong with the site and with the task of this name, as an HTML fragment; with `all` also what only asks
    /// for a look.
    fn faults(&self, task: &str, all: bool) -> String;
    /// The page of all cases of a task.
    fn cases(&self, task: &str) -> Option<Result<Vec<u8>, String>>;
    /// The asks of a task with their cases, as JSON.
    fn asks(&self, task: &str) -> Option<String>;
    /// What becomes of a response to an ask of a task in a case, or why nothing does, as JSON.
    fn tried(&self, task: &str, ask: &str, case: &str, response: &str) -> Option<String>;
}

/// Serves pages and tells their state whenever the bell rings; says the address when it is ready to answer, and
/// returns only if it cannot listen.
pub fn run(
    address: Listen,
    pages: &impl Pages,
    bell: &Bell,
    ready: impl FnOnce(&str),
) -> Result<(), Box<Diagnostic>> {
    let listener = listen(address.port)?;
    let port = listener
        .local_addr()
        .map_err(|e| cannot_listen(address.port, &e))?
        .port();
    let mut server = server_on(&listener).map_err(|e| cannot_listen(port, &e))?;
    let busy = AtomicUsize::new(0);
    ready(&format!("http://127.0.0.1:{port}/"));
    thread::scope(|scope| {
        loop {
            let Ok(request) = server.recv() else {
                thread::sleep(PAUSE);
                server = server_on(&listener).unwrap_or(server);
                continue;
            };
            let work = || handle(request, pages, bell, &busy, port);
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

fn handle(request: Request, pages: &impl Pages, bell: &Bell, busy: &AtomicUsize, port: u16) {
    if busy.fetch_add(1, Ordering::Relaxed) < MOST_AT_ONCE {
        // A client that does not take its answer has gone away; nobody else needs to know.
        let _ = respond(request, pages, bell, port);
    }
    busy.fetch_sub(1, Ordering::Relaxed);
}

fn respond(request: Request, pages: &impl Pages, bell: &Bell, port: u16) -> io::Result<()> {
    match answer::reply(&asked(&request), port, pages) {
        Reply::Whole(answer) => send(request, &answer),
        Reply::Events => events::tell(pages, bell, &mut request.into_writer()),
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

/// Written by hand, as the server would keep the connection: a browser opens several at once, and it may let one of them
/// wait for a thread until another is closed.
fn send(request: Request, answer: &Answer) -> io::Result<()> {
    let has_body = *request.method() != Method::Head;
    let mut client = request.into_writer();
    client.write_all(answer::head(answer).as_bytes())?;
    if has_body {
        client.write_all(&answer.body)?;
    }
    client.flush()
}

#[cfg(test)]
mod tests;
