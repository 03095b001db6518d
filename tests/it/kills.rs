//! Kills and errors at every system call that changes a folder: afterwards the old or the new results stand
//! there whole, notes of the user are where they were, and the same command, given again, ends well and
//! leaves nothing behind.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output};

use sha2::{Digest, Sha256};

use crate::sweeps::done;

/// Without figures, because a kill takes a run of its own.
const TINY: &str = "[organisation]\nunits = 2\nstaff = 2\n[run]\nperiods = 2\nwindow = 1\nreplicates = 2\n[record]\nmetrics = [\"trust\"]\n[figures]\nkinds = []\n";
const SWEEP: &str = "scenario = \"tiny.toml\"\n[sweep]\ndesign = \"grid\"\nreplicates = 2\nmetrics = [\"trust\"]\nfigures = []\n[sweep.factors]\nlevers.pay = [0, 0.5]\n";
const TARGETS: &str =
    "from,what,observed,error,held_out\ntreatment:laissez-faire,trust,0.5,0.1,no\n";
const PRIORS: &str = "[organisation]\nunits = 2\nstaff = 2\n[run]\nperiods = 2\nwindow = 1\nreplicates = 2\n[sweep]\ndesign = \"random\"\npoints = 4\n[sweep.factors]\nlevers.pay = { from = 0, to = 1 }\n";

/// Calls that change names, or make what they lead to safe.
const CALLS: [&str; 10] = [
    "rename",
    "renameat2",
    "fsync",
    "unlink",
    "unlinkat",
    "mkdir",
    "rmdir",
    "linkat",
    "ftruncate",
    "write",
];

/// The bytes of all files below a folder by their name, hidden ones too.
type Tree = BTreeMap<String, Vec<u8>>;

fn tree(folder: &Path) -> Tree {
    let mut found = Tree::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(&inner).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// The tree without what tells times.
fn results(folder: &Path) -> Tree {
    let mut found = tree(folder);
    found.remove("manifest.json");
    found.remove("lock");
    found
}

/// Copies a tree, keeping nothing of what stood there.
fn copy(tree: &Tree, to: &Path) {
    if to.exists() {
        fs::remove_dir_all(to).unwrap();
    }
    fs::create_dir_all(to).unwrap();
    for (name, bytes) in tree {
        let path = to.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// Every file that the manifest of a folder lists has the bytes that it tells.
fn assert_whole(folder: &Path, when: &str) {
    let Ok(text) = fs::read(folder.join("manifest.json")) else { return };
    let manifest: serde_json::Value = serde_json::from_slice(&text).unwrap();
    for file in manifest["files"].as_array().unwrap() {
        let name = file["name"].as_str().unwrap();
        let bytes = fs::read(folder.join(name)).unwrap_or_else(|e| panic!("{when}: {name}: {e}"));
        let hash: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(file["sha256"], hash, "{when}: {name}");
    }
}

/// Runs a command under strace with injections.
fn traced(place: &Path, arguments: &[&str], injections: &[String]) -> Output {
    let calls: Vec<&str> = injections.iter().map(|i| i.split(':').next().unwrap()).collect();
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-o", "/dev/null", "-e"]);
    strace.arg(format!("trace={}", calls.join(",")));
    for injection in injections {
        strace.args(["-e", &format!("inject={injection}")]);
    }
    let output =
        strace.arg(env!("CARGO_BIN_EXE_tillit")).args(arguments).current_dir(place).output();
    output.unwrap_or_else(|error| {
        panic!(
            "{error}: these tests need strace (Debian: apt-get install strace; .ci/run installs it)"
        )
    })
}

/// A command whose results stand in the folder `r`, and what stood there before.
struct Case<'a> {
    place: &'a Path,
    arguments: &'a [&'a str],
    /// What stands there before, notes of the user included.
    old: Option<Tree>,
    /// The results that the command makes.
    new: Tree,
    /// Whether the folder changes from old to new in one step, or files come one by one.
    at_once: bool,
}

impl Case<'_> {
    fn prepare(&self) {
        let _ = fs::remove_dir_all(self.place.join("r"));
        if let Some(old) = &self.old {
            copy(old, &self.place.join("r"));
        }
    }

    fn notes(tree: &Tree) -> Tree {
        tree.iter()
            .filter(|(name, _)| name.contains("note"))
            .map(|(n, b)| (n.clone(), b.clone()))
            .collect()
    }

    /// What the folder may hold when the command is done.
    fn wanted(&self) -> Tree {
        let mut wanted = self.new.clone();
        wanted.extend(self.old.as_ref().map(Self::notes).unwrap_or_default());
        wanted
    }

    fn is_old(&self, found: &Tree) -> bool {
        let mut old = self.old.clone().unwrap_or_default();
        old.remove("manifest.json");
        *found == old
    }

    /// Looks what stands there after a kill or an error.
    fn check(&self, when: &str) {
        let folder = self.place.join("r");
        assert_whole(&folder, when);
        let found = results(&folder);
        if let Some(old) = &self.old {
            assert_eq!(Self::notes(&found), Self::notes(old), "{when}: a note is gone");
        }
        if self.at_once {
            let is_whole = self.is_old(&found) || found == self.wanted();
            assert!(is_whole, "{when}: neither old nor new: {:?}", found.keys());
        }
    }

    /// The same command again ends well, with the right bytes, and leaves nothing behind.
    fn again(&self, when: &str) {
        done(self.place, self.arguments);
        let found = results(&self.place.join("r"));
        assert!(found == self.wanted(), "{when}: again: {:?}", found.keys());
        assert_whole(&self.place.join("r"), when);
        let left: Vec<String> =
            tree(self.place).into_keys().filter(|name| name.contains(".tillit-")).collect();
        assert!(left.is_empty(), "{when}: left behind: {left:?}");
        let hidden = fs::read_dir(self.place).unwrap().map(|e| e.unwrap().file_name());
        assert!(hidden.into_iter().all(|n| !n.to_string_lossy().starts_with(".tillit")), "{when}");
    }

    /// Kills the command at every call until it survives; the number of kills.
    fn kill_at_every(&self, calls: &[&str], besides: &[String], is_checked: bool) -> usize {
        let mut kills = 0;
        for call in calls {
            for n in 1.. {
                self.prepare();
                let when = format!("{:?}, killed at {call} {n}", self.arguments);
                let mut injections = besides.to_vec();
                injections.push(format!("{call}:signal=SIGKILL:when={n}"));
                let output = traced(self.place, self.arguments, &injections);
                if output.status.success() {
                    break;
                }
                let said = String::from_utf8_lossy(&output.stderr);
                let killed = output.status.signal() == Some(9) || output.status.code() == Some(137);
                assert!(killed, "{when}: {said}");
                if is_checked {
                    self.check(&when);
                }
                self.again(&when);
                kills += 1;
            }
        }
        kills
    }

    /// Lets every call fail until the command never makes so many; the number of failures.
    fn fail_at_every(&self, calls: &[&str], error: &str) -> usize {
        let mut failures = 0;
        for call in calls {
            for n in 1.. {
                self.prepare();
                let when = format!("{:?}, {error} at {call} {n}", self.arguments);
                let output =
                    traced(self.place, self.arguments, &[format!("{call}:error={error}:when={n}")]);
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                assert!(!said.contains("panicked"), "{when}: {said}");
                self.check(&when);
                let found = results(&self.place.join("r"));
                match output.status.code() {
                    Some(0) => assert!(found == self.wanted(), "{when}: {:?}", found.keys()),
                    Some(1) => {
                        failures += 1;
                        let stays = !self.at_once || self.is_old(&found);
                        assert!(stays, "{when}: the old ones did not stay: {:?}", found.keys());
                    }
                    other => panic!("{when}: exit code {other:?}: {said}"),
                }
                self.again(&when);
                // The call was never reached so often.
                if output.status.success() && !self.reaches(call, n) {
                    break;
                }
            }
        }
        failures
    }

    /// Whether the command makes a call so many times in one of its threads.
    fn reaches(&self, call: &str, n: usize) -> bool {
        self.prepare();
        let output =
            traced(self.place, self.arguments, &[format!("{call}:signal=SIGKILL:when={n}")]);
        let reached = !output.status.success();
        if reached {
            self.again(&format!("{call} {n}"));
        }
        reached
    }
}

fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    for (name, text) in
        [("tiny.toml", TINY), ("s.toml", SWEEP), ("t.csv", TARGETS), ("p.toml", PRIORS)]
    {
        fs::write(place.path().join(name), text).unwrap();
    }
    place
}

// Without the look over assumptions, which writes nothing until all is done and would only make this long.
const RUN: [&str; 9] =
    ["run", "tiny.toml", "--out", "r", "-q", "--threads", "1", "--assumptions", "off"];

/// A run with old results of another seed and notes of the user.
fn run_over_old(place: &Path) -> Case<'_> {
    done(place, &RUN);
    let new = results(&place.join("r"));
    done(place, &["run", "tiny.toml", "--out", "r", "-q", "--seed", "8", "--assumptions", "off"]);
    fs::write(place.join("r/note.md"), "mine").unwrap();
    fs::create_dir_all(place.join("r/my/notes")).unwrap();
    fs::write(place.join("r/my/notes/note.txt"), "mine too").unwrap();
    let old = tree(&place.join("r"));
    assert!(new != results(&place.join("r")));
    Case { place, arguments: &RUN, old: Some(old), new, at_once: true }
}

#[test]
fn a_run_that_is_killed_leaves_the_old_or_the_new_results() {
    let place = place();
    let case = run_over_old(place.path());
    assert!(case.kill_at_every(&CALLS, &[], true) > 30);
    let fresh = Case { old: None, ..case };
    assert!(fresh.kill_at_every(&CALLS[..9], &[], true) > 8);
}

#[test]
fn where_names_cannot_be_exchanged_the_next_command_puts_the_old_results_back() {
    let place = place();
    let case = run_over_old(place.path());
    let without = ["renameat2:error=EINVAL".to_owned()];
    // Between two renames nothing stands under the name, so only the end is looked at.
    assert!(case.kill_at_every(&["rename", "unlink", "rmdir", "fsync"], &without, false) > 10);
    case.prepare();
    let mut injections = without.to_vec();
    injections.push("rename:signal=SIGKILL:when=2".to_owned());
    traced(place.path(), &RUN, &injections);
    assert!(!place.path().join("r").exists(), "the kill was not between the renames");
    let said = done(
        place.path(),
        &["run", "tiny.toml", "--out", "r", "--seed", "8", "--keep", "--assumptions", "off"],
    );
    assert!(said.contains("put back the results of r") && said.contains("kept r"), "{said}");
    assert!(case.is_old(&results(&place.path().join("r"))));
}

#[test]
fn a_run_that_fails_leaves_the_old_results() {
    let place = place();
    let case = run_over_old(place.path());
    let failures: usize = [("EIO", &CALLS[..8]), ("ENOSPC", &["mkdir", "write", "fsync"])]
        .into_iter()
        .map(|(error, calls)| case.fail_at_every(calls, error))
        .sum();
    assert!(failures > 20, "{failures}");
}

/// Both renames fail: the old results stay, and the user is told where.
#[test]
fn old_results_stay_when_both_renames_fail() {
    let place = place();
    let case = run_over_old(place.path());
    case.prepare();
    let injections = ["renameat2:error=EINVAL".to_owned(), "rename:error=EIO:when=2+".to_owned()];
    let output = traced(place.path(), &RUN, &injections);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("could not be put back"), "{said}");
    case.again("both renames failed");
}

#[test]
fn a_sweep_that_is_killed_goes_on() {
    let place = place();
    let sweep = ["sweep", "s.toml", "--out", "r", "-q", "--threads", "1"];
    done(place.path(), &sweep);
    let new = results(&place.path().join("r"));
    let fresh = Case { place: place.path(), arguments: &sweep, old: None, new, at_once: false };
    assert!(fresh.kill_at_every(&CALLS[..9], &[], true) > 10);
    fresh.prepare();
    done(place.path(), &sweep);
    fs::write(place.path().join("r/note.md"), "mine").unwrap();
    let old = tree(&place.path().join("r"));
    let both = ["sweep", "s.toml", "--out", "r", "-q", "--threads", "1", "--format", "both"];
    done(place.path(), &both);
    let new = results(&place.path().join("r"));
    let further = Case { arguments: &both, old: Some(old), new, ..fresh };
    assert!(further.kill_at_every(&CALLS[..9], &[], true) > 8);
}

#[test]
fn a_merge_that_is_killed_goes_on() {
    let place = place();
    for shard in ["1/2", "2/2"] {
        let out = format!("k{}", &shard[..1]);
        done(place.path(), &["sweep", "s.toml", "--shard", shard, "--out", &out, "-q"]);
    }
    let merge = ["merge", "k1", "k2", "--out", "r", "-q"];
    done(place.path(), &merge);
    let new = results(&place.path().join("r"));
    let case = Case { place: place.path(), arguments: &merge, old: None, new, at_once: false };
    assert!(case.kill_at_every(&CALLS[..9], &[], true) > 10);
}

#[test]
fn a_calibration_that_is_killed_goes_on() {
    let place = place();
    let calibrate = [
        "calibrate",
        "p.toml",
        "--targets",
        "t.csv",
        "--population",
        "4",
        "--generations",
        "2",
        "--out",
        "r",
        "-q",
        "--threads",
        "1",
    ];
    done(place.path(), &calibrate);
    let new = results(&place.path().join("r"));
    let case = Case { place: place.path(), arguments: &calibrate, old: None, new, at_once: false };
    assert!(case.kill_at_every(&CALLS[..9], &[], true) > 8);
}
