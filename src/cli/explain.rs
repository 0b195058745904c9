//! Owns `explain`: the page about a message.

use super::{End, complain, print};
use crate::explain;

#[derive(clap::Args)]
pub struct Options {
    /// The word in the brackets of a message, such as `unknown-name`; without it, the list of all
    #[arg(conflicts_with = "all")]
    code: Option<String>,
    /// All pages as one text in Markdown
    #[arg(long)]
    all: bool,
}

pub fn run(options: &Options) -> End {
    let Some(code) = &options.code else {
        print(&if options.all {
            explain::all()
        } else {
            explain::list()
        });
        return End::Done;
    };
    // A code may be copied with its brackets: `error[unknown-name]`.
    let word = code
        .rsplit('[')
        .next()
        .unwrap_or(code)
        .trim_end_matches(']');
    match explain::page(word) {
        Some(page) => {
            print(&format!("{}\n\n{}\n", page.code, page.text));
            End::Done
        }
        None => unknown(word),
    }
}

fn unknown(word: &str) -> End {
    let help =
        explain::meant(word).unwrap_or_else(|| "`lowfloor explain` lists all messages".to_string());
    complain(&format!(
        "error: there is no message `{word}`\n  = help: {help}\n"
    ));
    End::WrongCall
}
