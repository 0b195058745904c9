//! The program: runs the command line and gives its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(lowfloor::cli::run().code())
}
