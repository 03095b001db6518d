//! Standard output and standard error that are full, closed, or read by nobody.

use std::fs::File;
use std::io::Read;
use std::process::Stdio;

use super::{command, place, said};

/// A device on which nothing can be written.
fn full() -> Stdio {
    File::options().write(true).open("/dev/full").unwrap().into()
}

const COMMANDS: [&[&str]; 7] = [
    &["run", "tiny.toml", "--out", "r"],
    &["run", "missing.toml"],
    &["check", "tiny.toml"],
    &["nonsense"],
    &["list"],
    &["--help"],
    &["completions", "bash"],
];

#[test]
fn a_full_standard_error_changes_no_exit_code() {
    for arguments in COMMANDS {
        let usual = command(place().path(), arguments).output().unwrap();
        let output = command(place().path(), arguments).stderr(full()).output().unwrap();
        assert_eq!(output.status.code(), usual.status.code(), "{arguments:?}");
    }
}

#[test]
fn a_closed_standard_error_changes_no_exit_code() {
    for arguments in COMMANDS {
        let usual = command(place().path(), arguments).output().unwrap();
        let place = place();
        let mut shell = std::process::Command::new("sh");
        let program = assert_cmd::cargo::cargo_bin!("tillit");
        shell.current_dir(place.path()).args(["-c", "exec \"$0\" \"$@\" 2>&-"]).arg(program);
        let output = shell.args(arguments).output().unwrap();
        assert_eq!(output.status.code(), usual.status.code(), "{arguments:?}");
    }
}

#[test]
fn a_full_standard_output_is_told() {
    for arguments in [COMMANDS[0], COMMANDS[2], COMMANDS[4], COMMANDS[5], COMMANDS[6]] {
        let place = place();
        let output = command(place.path(), arguments).stdout(full()).output().unwrap();
        let text = said(&output, 1, &arguments.join(" "));
        assert!(text.contains("standard output"), "{arguments:?}: {text}");
        if arguments[0] == "run" {
            assert!(place.path().join("r/manifest.json").exists(), "the results are whole");
        }
    }
}

#[test]
fn a_reader_who_stops_reading_is_no_mistake() {
    let place = place();
    for arguments in [&["completions", "bash"][..], &["man"], &["schema"]] {
        let mut command = command(place.path(), arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Reads a little and closes the pipe.
        child.stdout.take().unwrap().read_exact(&mut [0; 10]).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(said(&output, 0, arguments[0]), "");
    }
}
