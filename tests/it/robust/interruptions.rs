//! Ctrl-C and requests to terminate.

use std::io::{BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{TINY, command, place, said};

/// Work that would take hours.
const LONG: &str = "[organisation]\nunits = 2000\nstaff = 200\n[run]\nperiods = 1000\nreplicates = 500\n[record]\ndetail = \"means\"\n";

fn long() -> tempfile::TempDir {
    let place = place();
    std::fs::write(place.path().join("long.toml"), LONG).unwrap();
    let sweep = "[sweep]\ndesign = \"grid\"\n[sweep.factors]\n\"levers.pay\" = { from = 0.0, to = 1.0, levels = 5000 }\n";
    let many = TINY.replace("periods = 5", "periods = 400").replace("staff = 3", "staff = 20");
    std::fs::write(place.path().join("sweep.toml"), format!("{many}{sweep}")).unwrap();
    place
}

/// Asks a program to terminate; unlike Ctrl-C that is never ignored where the tests run in the background.
fn stop(child: &Child) {
    let status = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(status.success());
}

/// Waits until a program has used some processor time, so that it is past its start.
fn wait_until_at_work(child: &Child) {
    let patience = Instant::now();
    loop {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit(") ").next().unwrap().split(' ').collect();
        let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
        if ticks >= 30 {
            return;
        }
        assert_ne!(fields[0], "Z", "it has ended already");
        assert!(patience.elapsed() < Duration::from_secs(120), "it does not work");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn entries(place: &Path) -> Vec<String> {
    let names = std::fs::read_dir(place).unwrap();
    let mut names: Vec<String> =
        names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_request_to_stop_ends_every_command_at_once_with_one_line() {
    for arguments in [
        &["run", "long.toml", "--out", "r"][..],
        &["compare", "long.toml", "--out", "r"],
        &["trace", "long.toml", "--set", "run.periods=100000", "--out", "r"],
        &["hypotheses"],
        &["validate"],
    ] {
        let place = long();
        let before = entries(place.path());
        let mut command = command(place.path(), arguments);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        wait_until_at_work(&child);
        stop(&child);
        let output = child.wait_with_output().unwrap();
        let text = said(&output, 130, &arguments.join(" "));
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("note: ")).collect();
        assert_eq!(
            lines,
            ["interrupted; nothing was written; the same command starts again from the beginning"],
            "{arguments:?}"
        );
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert_eq!(entries(place.path()), before, "{arguments:?}");
    }
}

#[test]
fn an_interrupted_sweep_keeps_its_chunks_and_says_so() {
    let place = long();
    let arguments = ["sweep", "sweep.toml", "--out", "s", "--threads", "1"];
    let mut command = command(place.path(), &arguments);
    let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    wait_until_at_work(&child);
    stop(&child);
    let text = said(&child.wait_with_output().unwrap(), 130, "a sweep");
    let last = text.lines().last().unwrap();
    assert!(
        last.starts_with("interrupted; ") && last.contains("chunks were run and are kept"),
        "{text}"
    );
    assert!(place.path().join("s/chunks").is_dir());
}

/// On a terminal a bar is drawn; what an interruption leaves is one clean line.
#[test]
fn on_a_terminal_the_bar_is_cleared_before_the_last_line() {
    let place = long();
    let script = place.path().join("terminal.py");
    std::fs::write(&script, TERMINAL).unwrap();
    let mut python = Command::new("python3");
    python.arg(&script).arg(assert_cmd::cargo::cargo_bin!("tillit"));
    let python = python.args(["run", "long.toml", "--out", "r"]).current_dir(place.path());
    let mut child = python.stdout(Stdio::piped()).spawn().expect("this test needs python3");
    let mut shown = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_to_string(&mut shown).unwrap();
    assert!(child.wait().unwrap().success(), "{shown}");
    let last = shown.trim_end().rsplit('\n').next().unwrap();
    assert!(shown.contains("replicates"), "there was no bar: {shown:?}");
    // The line of the bar is cleared (ESC [2K) before the message is written.
    let end = last.rsplit("\u{1b}[2K").next().unwrap().trim_start_matches('\r');
    assert_eq!(
        end.trim(),
        "interrupted; nothing was written; the same command starts again from the beginning"
    );
}

/// Runs a program on a terminal, presses Ctrl-C once a bar is there, and prints all that was shown.
const TERMINAL: &str = r#"
import os, pty, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
child, terminal = pty.fork()
if child == 0:
    os.environ["TERM"] = "xterm"
    os.execv(sys.argv[1], sys.argv[1:])
shown, pressed = b"", False
while True:
    try:
        part = os.read(terminal, 4096)
    except OSError:
        break
    if not part:
        break
    shown += part
    if b"replicates" in shown and not pressed:
        os.write(terminal, b"\x03")
        pressed = True
_, status = os.waitpid(child, 0)
sys.stdout.buffer.write(shown.replace(b"\r\n", b"\n"))
sys.exit(0 if os.waitstatus_to_exitcode(status) == 130 else 1)
"#;
