//! The memory that commands say they need is what they take: an upper bound, and not far above it.

use std::path::Path;
use std::process::{Command, Stdio};

use wait4::Wait4;

/// A command with the scenario that it runs.
struct Shape {
    name: &'static str,
    /// The scenario or sweep, in `x.toml`.
    text: &'static str,
    /// Commands that come before, as typed.
    before: &'static [&'static str],
    command: &'static str,
}

/// Organisations and runs of every shape, kept short in time by being small in every other way.
const RUNS: [Shape; 16] = [
    run("smallest", "[organisation]\nunits = 1\nstaff = 1\n[run]\nperiods = 1\nreplicates = 1"),
    Shape {
        command: "run x.toml --out r -q --threads 1 --assumptions off",
        ..run(
            "one unit of 100,000 staff",
            "[organisation]\nunits = 1\nstaff = 100000\n[run]\nperiods = 1\nreplicates = 1\n[record]\nmetrics = [\"trust\"]",
        )
    },
    run(
        "a large unit on each thread",
        "[organisation]\nunits = 64\nstaff = 8000\n[run]\nperiods = 1\nreplicates = 2\n[record]\nmetrics = [\"trust\", \"belief\"]",
    ),
    run(
        "one large unit beside many small ones",
        "[run]\nperiods = 2\nreplicates = 2\n[[groups]]\nname = \"head\"\nunits = 1\nstaff = 15000\n[[groups]]\nname = \"rest\"\nunits = 900\nstaff = 2",
    ),
    run(
        "100,000 periods",
        "[organisation]\nunits = 1\nstaff = 1\n[run]\nperiods = 100000\nreplicates = 1\n[record]\nmetrics = [\"trust\", \"true_output\"]",
    ),
    run(
        "many periods with every metric",
        "[organisation]\nunits = 2\nstaff = 1\n[run]\nperiods = 6000\nreplicates = 3",
    ),
    run(
        "many periods, means only",
        "[organisation]\nunits = 1\nstaff = 1\n[run]\nperiods = 6000\nreplicates = 40\n[record]\ndetail = \"means\"",
    ),
    run(
        "many units",
        "[organisation]\nunits = 5000\nstaff = 2\n[run]\nperiods = 6\nreplicates = 3",
    ),
    run(
        "many units, means only",
        "[organisation]\nunits = 5000\nstaff = 2\n[run]\nperiods = 6\nreplicates = 3\n[record]\ndetail = \"means\"",
    ),
    run(
        "units that compete",
        "[organisation]\nunits = 800\nstaff = 20\n[run]\nperiods = 4\nreplicates = 12\n[treatments.a]\nlevers.competition = 0.5",
    ),
    run(
        "many replicates",
        "[organisation]\nunits = 2\nstaff = 1\n[run]\nperiods = 12\nreplicates = 4000",
    ),
    run(
        "many replicates, means only",
        "[organisation]\nunits = 2\nstaff = 1\n[run]\nperiods = 12\nreplicates = 4000\n[record]\ndetail = \"means\"",
    ),
    Shape {
        command: "run x.toml --out r -q --threads 4 --assumptions off",
        ..run(
            "four threads",
            "[organisation]\nunits = 60\nstaff = 5\n[run]\nperiods = 40\nreplicates = 40",
        )
    },
    run("many treatments", MANY_TREATMENTS),
    Shape {
        command: "compare x.toml --out r -q --threads 2",
        ..run(
            "regimes",
            "[organisation]\nunits = 50\nstaff = 5\n[run]\nperiods = 60\nreplicates = 10",
        )
    },
    Shape {
        before: &["run x.toml --out r -q --assumptions off"],
        command: "verify r --threads 2",
        ..run(
            "verify",
            "[organisation]\nunits = 50\nstaff = 5\n[run]\nperiods = 60\nreplicates = 20",
        )
    },
];

const SWEEP: &str = "[organisation]\nunits = 3\nstaff = 2\n[run]\nperiods = 6\nwindow = 3\n[treatments.a]\n[treatments.b]\nlevers.pay = 0.3\n[sweep]\ndesign = \"grid\"\nreplicates = 20\nmetrics = [\"trust\", \"true_output\"]\n[sweep.factors]\n\"levers.monitoring\" = { from = 0.0, to = 1.0, levels = 20 }\n\"start.belief\" = { from = 0.1, to = 0.9, levels = 5 }";

/// What is not a run.
const OTHERS: [Shape; 11] = [
    Shape {
        command: "trace x.toml --out r -q",
        ..run(
            "a trace of many periods",
            "[organisation]\nunits = 1\nstaff = 2\n[run]\nperiods = 20000\nreplicates = 1",
        )
    },
    Shape {
        command: "trace x.toml --out r -q",
        ..run(
            "a trace of a large unit",
            "[organisation]\nunits = 1\nstaff = 3000\n[run]\nperiods = 24\nreplicates = 1",
        )
    },
    Shape { command: "sweep x.toml --out r -q --threads 2", ..run("a sweep", SWEEP) },
    Shape {
        command: "sweep x.toml --out r -q --threads 2 --set sweep.series=1 --format both",
        ..run("a sweep with a series", SWEEP)
    },
    Shape {
        command: "sweep x.toml --out r -q --threads 2",
        ..run("a sweep of large units", LARGE_SWEEP)
    },
    Shape {
        before: &["sweep x.toml --out s1 -q --shard 1/2", "sweep x.toml --out s2 -q --shard 2/2"],
        command: "merge s1 s2 --out r -q",
        ..run("merge", SWEEP)
    },
    Shape { before: &["sweep x.toml --out r -q"], command: "plot r", ..run("plot", SWEEP) },
    Shape { command: "lab dilemma", ..run("a game", "") },
    Shape { command: "validate weak-link", ..run("an experiment", "") },
    Shape { command: "hypotheses H6 --replicates 20", ..run("a hypothesis", "") },
    Shape { command: "hypotheses H6 H14 --replicates 12", ..run("two hypotheses", "") },
];

const fn run(name: &'static str, text: &'static str) -> Shape {
    Shape {
        name,
        text,
        before: &[],
        command: "run x.toml --out r -q --threads 2 --assumptions off",
    }
}

/// A command of the program in a folder.
fn tillit(place: &Path, typed: &str) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("tillit"));
    command.current_dir(place).args(typed.split(' ')).stdin(Stdio::null());
    command
}

/// The most that a command says it needs, in bytes: what it says when it may take nothing.
fn said(place: &Path, typed: &str) -> f64 {
    let output = tillit(place, &format!("{typed} --max-memory 1")).output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{typed}: {text}");
    let words = text.split("need up to ").nth(1).expect(&text);
    let mut words = words.split(' ');
    let number: f64 = words.next().unwrap().parse().unwrap();
    let unit = match words.next().unwrap() {
        "kB" => 1e3,
        "MB" => 1e6,
        "GB" => 1e9,
        other => panic!("{other}: {text}"),
    };
    number * unit
}

/// The most that a command takes, in bytes. It is measured by a small process of its own, because the
/// system counts what the parent holds when a process begins.
fn taken(place: &Path, typed: &str) -> f64 {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["memory::measures_for_others", "--exact", "--nocapture"])
        .env(MEASURED, typed)
        .current_dir(place)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let found = text.split(TAKEN).nth(1).unwrap_or_else(|| panic!("{typed}: {output:?}"));
    found.split_whitespace().next().unwrap().parse().unwrap()
}

const MEASURED: &str = "TILLIT_TEST_MEASURED";
const TAKEN: &str = "taken in bytes: ";

/// Measures the command that another process asks for; without one it measures the program's version.
#[test]
fn measures_for_others() {
    let typed = std::env::var(MEASURED).unwrap_or_else(|_| "--version".to_owned());
    let mut child = tillit(Path::new("."), &typed).stdout(Stdio::null()).spawn().unwrap();
    let used = child.wait4().unwrap();
    assert!(used.status.code().is_some_and(|code| code < 2), "{typed}: {}", used.status);
    assert!(used.rusage.maxrss > 1_000_000);
    println!("\n{TAKEN}{}", used.rusage.maxrss);
}

/// What is wrong with what a command says of its memory.
fn fault(shape: &Shape) -> Option<String> {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("x.toml"), shape.text).unwrap();
    for typed in shape.before {
        let output = tillit(place.path(), typed).output().unwrap();
        assert!(output.status.success(), "{typed}: {output:?}");
    }
    let said = said(place.path(), shape.command);
    let taken = taken(place.path(), shape.command);
    let line = format!("{}: says {:.1} MB, takes {:.1} MB", shape.name, said / 1e6, taken / 1e6);
    println!("{line}");
    (taken > said || said > 2.0 * taken + 30e6).then_some(line)
}

fn all_are_right(shapes: &[Shape]) {
    let faults: Vec<String> = shapes.iter().filter_map(fault).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[cfg(target_os = "linux")]
#[test]
fn runs_take_what_they_say_and_not_much_less() {
    all_are_right(&RUNS);
}

#[cfg(target_os = "linux")]
#[test]
fn other_commands_take_what_they_say_and_not_much_less() {
    all_are_right(&OTHERS);
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_replicates() {
    let place = tempfile::tempdir().unwrap();
    let text = "[organisation]\nunits = 20\nstaff = 1\n[run]\nperiods = 10\nwindow = 3\n[treatments.a]\n[treatments.b]\nlevers.pay = 0.3\n";
    std::fs::write(place.path().join("x.toml"), text).unwrap();
    for detail in ["units", "means"] {
        let taken = |replicates| {
            let set = format!("--replicates {replicates} --set record.detail=\"{detail}\"");
            taken(
                place.path(),
                &format!("run x.toml --out {detail}-{replicates} -q --threads 2 {set}"),
            )
        };
        let (few, many) = (taken(200), taken(2_000));
        // Outcomes alone are kept, 8 bytes each; columns are read back 8 MB at a time.
        assert!(many < few + 16e6, "{detail}: {few} and {many} bytes");
    }
}

#[test]
fn what_is_too_large_is_refused_before_anything_is_computed() {
    let place = tempfile::tempdir().unwrap();
    let text = "[organisation]\nunits = 1\nstaff = 100000\n[run]\nperiods = 2\nreplicates = 8\n";
    std::fs::write(place.path().join("x.toml"), text).unwrap();
    for typed in
        ["run x.toml --out r -q --max-memory 20MB --threads 1", "trace x.toml --max-memory 20MB"]
    {
        let output = tillit(place.path(), typed).output().unwrap();
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{typed}: {text}");
        assert!(
            text.contains("20 MB that --max-memory allows") && text.contains("help:"),
            "{text}"
        );
    }
    assert!(!place.path().join("r").exists());
}

const LARGE_SWEEP: &str = "[organisation]\nunits = 1\nstaff = 9000\n[run]\nperiods = 1\nwindow = 1\n[sweep]\ndesign = \"grid\"\nreplicates = 1\nmetrics = [\"trust\"]\n[sweep.factors]\n\"levers.monitoring\" = { from = 0.0, to = 1.0, levels = 3 }";
const MANY_TREATMENTS: &str = "[organisation]\nunits = 2\nstaff = 2\n[run]\nperiods = 12\nreplicates = 4\n[treatments.t0]\nlevers.pay = 0.00\n[treatments.t1]\nlevers.pay = 0.01\n[treatments.t2]\nlevers.pay = 0.02\n[treatments.t3]\nlevers.pay = 0.03\n[treatments.t4]\nlevers.pay = 0.04\n[treatments.t5]\nlevers.pay = 0.05\n[treatments.t6]\nlevers.pay = 0.06\n[treatments.t7]\nlevers.pay = 0.07\n[treatments.t8]\nlevers.pay = 0.08\n[treatments.t9]\nlevers.pay = 0.09\n[treatments.t10]\nlevers.pay = 0.10\n[treatments.t11]\nlevers.pay = 0.11\n[treatments.t12]\nlevers.pay = 0.12\n[treatments.t13]\nlevers.pay = 0.13\n[treatments.t14]\nlevers.pay = 0.14\n[treatments.t15]\nlevers.pay = 0.15\n[treatments.t16]\nlevers.pay = 0.16\n[treatments.t17]\nlevers.pay = 0.17\n[treatments.t18]\nlevers.pay = 0.18\n[treatments.t19]\nlevers.pay = 0.19\n[treatments.t20]\nlevers.pay = 0.20\n[treatments.t21]\nlevers.pay = 0.21\n[treatments.t22]\nlevers.pay = 0.22\n[treatments.t23]\nlevers.pay = 0.23\n[treatments.t24]\nlevers.pay = 0.24\n[treatments.t25]\nlevers.pay = 0.25\n[treatments.t26]\nlevers.pay = 0.26\n[treatments.t27]\nlevers.pay = 0.27\n[treatments.t28]\nlevers.pay = 0.28\n[treatments.t29]\nlevers.pay = 0.29\n[treatments.t30]\nlevers.pay = 0.30\n[treatments.t31]\nlevers.pay = 0.31\n[treatments.t32]\nlevers.pay = 0.32\n[treatments.t33]\nlevers.pay = 0.33\n[treatments.t34]\nlevers.pay = 0.34\n[treatments.t35]\nlevers.pay = 0.35\n[treatments.t36]\nlevers.pay = 0.36\n[treatments.t37]\nlevers.pay = 0.37\n[treatments.t38]\nlevers.pay = 0.38\n[treatments.t39]\nlevers.pay = 0.39\n[treatments.t40]\nlevers.pay = 0.40\n[treatments.t41]\nlevers.pay = 0.41\n[treatments.t42]\nlevers.pay = 0.42\n[treatments.t43]\nlevers.pay = 0.43\n[treatments.t44]\nlevers.pay = 0.44\n[treatments.t45]\nlevers.pay = 0.45\n[treatments.t46]\nlevers.pay = 0.46\n[treatments.t47]\nlevers.pay = 0.47\n[treatments.t48]\nlevers.pay = 0.48\n[treatments.t49]\nlevers.pay = 0.49\n[treatments.t50]\nlevers.pay = 0.50\n[treatments.t51]\nlevers.pay = 0.51\n[treatments.t52]\nlevers.pay = 0.52\n[treatments.t53]\nlevers.pay = 0.53\n[treatments.t54]\nlevers.pay = 0.54\n[treatments.t55]\nlevers.pay = 0.55\n[treatments.t56]\nlevers.pay = 0.56\n[treatments.t57]\nlevers.pay = 0.57\n[treatments.t58]\nlevers.pay = 0.58\n[treatments.t59]\nlevers.pay = 0.59\n";
