//! What the program prints, and the only place that writes to standard output and standard error. Nothing
//! here panics, whatever they are: a terminal, a full disk, a pipe that nobody reads, or closed. What
//! would act on a terminal is written out (see [`visible`]).

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};

use super::failure::Failure;
use crate::ground::text::{visible, visible_in_line};

/// Prints what was asked for; a reader who stops reading (a closed pipe) is no mistake.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(visible(text).as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::Failed(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Tells a person something that is no result, unless they want quiet.
pub fn tell(quiet: bool, text: &str) {
    if !quiet {
        complain(text);
    }
}

/// Says why something went wrong. When standard error cannot be written there is nobody to tell; the
/// exit code still does.
pub fn complain(text: &str) {
    let mut error = io::stderr().lock();
    let _ = error.write_all(format!("{}\n", visible(text.trim_end())).as_bytes());
    let _ = error.flush();
}

/// Ends with what the reader of arguments says: help, the version, or a mistake in what was typed.
pub fn said_by_parser(said: &clap::Error) -> Failure {
    let text = said.render();
    if !said.use_stderr() {
        // Help and version are the program's own text: colours may stay.
        return match said.print() {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Failure::Failed(format!("cannot write to standard output: {error}"))
            }
            _ => Failure::Told(0),
        };
    }
    let typed = |word: OsString| word.to_string_lossy() != visible_in_line(&word.to_string_lossy());
    if std::env::args_os().any(typed) {
        complain(&text.to_string());
    } else {
        // Nobody to tell when this fails; the exit code still does.
        let _ = said.print();
    }
    Failure::Told(2)
}
