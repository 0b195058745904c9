//! Owns the line that tells how far long work is: on a terminal, on standard error, gone when the work is done.

use super::complain;
use std::io::IsTerminal;

/// Tells how far the work of this name is, as it is told how many pieces are done of how many; in a pipe it says nothing.
pub fn told(work: &str, quiet: bool) -> impl Fn(usize, usize) + Sync {
    let shown = !quiet && std::io::stderr().is_terminal();
    move |done, all| {
        if shown {
            complain(&line(work, done, all));
        }
    }
}

/// Begins at the left and ends with what wipes the rest of the line; the last one leaves nothing.
fn line(work: &str, done: usize, all: usize) -> String {
    const WIPE: &str = "\x1b[K";
    if done >= all {
        format!("\r{WIPE}")
    } else {
        format!("\r{work} {done} of {all}{WIPE}")
    }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn the_last_piece_leaves_an_empty_line() {
        assert_eq!(
            line("reading tasks", 3, 25),
            "\rreading tasks 3 of 25\x1b[K"
        );
        assert_eq!(line("reading tasks", 25, 25), "\r\x1b[K");
    }
}
