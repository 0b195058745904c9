//! Owns `schema`: what editors need to know about the files of a task.

use super::{End, print};
use crate::yaml::schema;

#[derive(clap::Args)]
pub struct Options {
    /// The file it is for: `variants.yaml`, the top of `task.md`, or `site.yaml`
    #[arg(value_enum)]
    file: File,
}

/// The files there is a schema of.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum File {
    Variants,
    Front,
    Site,
}

pub fn run(options: &Options) -> End {
    let file = match options.file {
        File::Variants => schema::File::Variants,
        File::Front => schema::File::Front,
        File::Site => schema::File::Site,
    };
    print(&schema::schema(file));
    End::Done
}
