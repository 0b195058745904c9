//! Owns `serve`: the preview, and what follows from a change.

pub(super) mod open;

use super::{End, Folder, show, show_faults};
use crate::serve::{Bell, Listen, Pages, State, run as listen};
use crate::stock::Stock;
use crate::watch::{self, Changes};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

#[derive(clap::Args)]
pub struct Options {
    #[command(flatten)]
    folder: Folder,
    /// The port to listen on, on this machine only; 0 takes a free one
    #[arg(long, default_value_t = 4747)]
    port: u16,
    /// Look for changes by reading the files again, for network folders
    #[arg(long)]
    poll: bool,
    /// Do not open a browser
    #[arg(long)]
    no_open: bool,
}

/// While many tasks are proved, their state is told no more often than this.
const TOLD: Duration = Duration::from_millis(300);

/// What is kept, and the bell that says it is another now.
struct Desk {
    stock: Stock,
    bell: Bell,
}

pub fn run(options: &Options) -> End {
    let path = &options.folder.path;
    let mut root = crate::source::outline(path, &mut Vec::new()).root;
    if root.as_os_str().is_empty() {
        root = PathBuf::from(".");
    }
    let ignored = vec![root.join("site"), root.join("target")];
    // Watched before it is read, so that no change falls between the two.
    let changes = match watch::changes(&root, ignored, options.poll) {
        Ok(changes) => changes,
        Err(fault) => {
            show(&[*fault], &Default::default());
            return End::Fault;
        }
    };
    let stock = Stock::new(path);
    let (trouble, files) = stock.trouble();
    show_faults(&trouble, &files);
    let bell = Bell::default();
    let desk = Arc::new(Desk { stock, bell });
    follow(&desk, changes);
    let ready = |url: &str| {
        super::print(&format!("{url}  (stop with Ctrl+C)\n"));
        if !options.no_open {
            open::browser(url);
        }
    };
    let address = Listen { port: options.port };
    match listen(address, &desk.stock, &desk.bell, ready) {
        Ok(()) => End::Done,
        Err(fault) => {
            show(&[*fault], &Default::default());
            End::Fault
        }
    }
}

/// What follows from a change, in this order: the tasks on the screen, all the others, the proof.
fn follow(desk: &Arc<Desk>, changes: Changes) {
    let (changed, rest) = channel();
    let desk = || desk.clone();
    let (first, second, third) = (desk(), desk(), desk());
    thread::spawn(move || look_at_asked(&first, changes, &changed));
    thread::spawn(move || look_at_all(&second, &rest));
    thread::spawn(move || prove(&third));
}

fn look_at_asked(desk: &Desk, changes: Changes, changed: &Sender<()>) {
    for () in changes {
        let fresh = desk.stock.look_at_asked();
        desk.bell.ring();
        // The page on the screen is asked for in a moment: its task may be read meanwhile.
        thread::spawn(move || fresh.iter().for_each(|kept| _ = kept.task()));
        let _ = changed.send(());
    }
}

fn look_at_all(desk: &Desk, changed: &Receiver<()>) {
    let (mut said, _) = desk.stock.trouble();
    while changed.recv().is_ok() {
        desk.stock.calm();
        while changed.try_recv().is_ok() {}
        let (trouble, files) = desk.stock.trouble();
        if trouble != said {
            show_faults(&trouble, &files);
            said = trouble;
        }
        desk.stock.look_at_all();
        desk.bell.ring();
    }
}

fn prove(desk: &Desk) {
    let mut told = Instant::now();
    loop {
        let task = desk.stock.prove_next();
        show_faults(&task.trouble(), task.files());
        if desk.stock.is_asked(&task.name) || told.elapsed() > TOLD || desk.stock.is_proved() {
            told = Instant::now();
            desk.bell.ring();
        }
    }
}

impl Pages for Stock {
    fn file(&self, path: &str) -> Option<Result<Vec<u8>, String>> {
        self.file(path)
    }

    fn state(&self) -> State {
        self.state()
    }

    fn faults(&self, task: &str, all: bool) -> String {
        self.faults(task, all)
    }

    fn cases(&self, task: &str) -> Option<Result<Vec<u8>, String>> {
        self.cases(task)
    }

    fn asks(&self, task: &str) -> Option<String> {
        self.asks(task)
    }

    fn tried(&self, task: &str, ask: &str, case: &str, response: &str) -> Option<String> {
        self.tried(task, ask, case, response)
    }
}
