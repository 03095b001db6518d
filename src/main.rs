//! The command line of tillit: parse, dispatch, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    tillit::cli::main()
}
