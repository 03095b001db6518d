//! Files of users: no command removes or overwrites what tillit did not write, and what stands in the way is
//! named before anything is computed.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::sweeps::{done, refused};

const TINY: &str =
    "[organisation]\nunits = 2\nstaff = 2\n[run]\nperiods = 2\nwindow = 1\nreplicates = 2\n";
const SWEEP: &str = "scenario = \"tiny.toml\"\n[sweep]\ndesign = \"grid\"\nreplicates = 1\nmetrics = [\"trust\"]\n[sweep.factors]\nlevers.pay = [0, 0.5]\n";
/// A run that would take hours, so that a command which ends at once has computed nothing.
const ENDLESS: &str = "[organisation]\nunits = 200\nstaff = 50\n[run]\nperiods = 1000\nreplicates = 20000\n[record]\ndetail = \"means\"\nmetrics = [\"trust\"]\n";

fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    for (name, text) in [("tiny.toml", TINY), ("s.toml", SWEEP), ("endless.toml", ENDLESS)] {
        fs::write(place.path().join(name), text).unwrap();
    }
    place
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let name =
        |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let mut all: Vec<String> = fs::read_dir(folder).unwrap().map(name).collect();
    all.sort();
    all
}

/// Every command that fills a folder, with what comes before `--out`.
const FILLING: [&[&str]; 4] = [
    &["run", "endless.toml"],
    &["compare", "endless.toml"],
    &["trace", "tiny.toml"],
    &["sweep", "s.toml"],
];

#[test]
fn a_folder_with_the_manifest_of_another_program_stays() {
    for manifest in [
        r#"{"name":"my web app"}"#,
        "{}",
        "",
        r#"{"format":1,"program":{"name":"web","version":"1"},"files":[]}"#,
        r#"{"format":1,"program":{"name":"tillit","version":"1"},"files":[{"name":"../tiny.toml","sha256":"0"}]}"#,
    ] {
        let place = place();
        let home = place.path().join("home");
        write(&home.join("manifest.json"), manifest);
        write(&home.join("thesis.txt"), "thesis");
        for command in FILLING {
            let mut all = command.to_vec();
            all.extend(["--out", "home"]);
            let said = refused(place.path(), &all, 2);
            assert!(said.contains("home") && said.contains("left as it is"), "{said}");
            assert_eq!(names(&home), ["manifest.json", "thesis.txt"], "{all:?}");
            assert_eq!(read(&home.join("thesis.txt")), "thesis");
        }
        refused(place.path(), &["run", "tiny.toml", "--out", "home", "--keep"], 2);
        assert_eq!(names(place.path()), ["endless.toml", "home", "s.toml", "tiny.toml"]);
    }
}

#[test]
fn own_notes_in_a_results_folder_stay() {
    let place = place();
    done(place.path(), &["run", "tiny.toml", "-q"]);
    let folder =
        fs::read_dir(place.path().join("results")).unwrap().next().unwrap().unwrap().path();
    write(&folder.join("notes.md"), "mine");
    write(&folder.join("deep/er/notes.md"), "mine too");
    symlink("notes.md", folder.join("link")).unwrap();
    for _ in 0..2 {
        done(place.path(), &["run", "tiny.toml", "-q"]);
        assert_eq!(read(&folder.join("notes.md")), "mine");
        assert_eq!(read(&folder.join("deep/er/notes.md")), "mine too");
        assert!(folder.join("link").is_symlink());
        assert_eq!(names(&place.path().join("results")).len(), 1);
    }
    let out = folder.to_str().unwrap();
    for command in [["trace", "tiny.toml"], ["compare", "tiny.toml"]] {
        done(place.path(), &[command[0], command[1], "--out", out, "-q"]);
        assert_eq!(read(&folder.join("notes.md")), "mine");
    }
}

#[test]
fn an_edited_result_and_a_name_that_is_taken_are_told_before_computing() {
    let place = place();
    done(place.path(), &["run", "tiny.toml", "-q", "--out", "r"]);
    let table = place.path().join("r/summary.csv");
    let whole = read(&table);
    write(&table, "edited");
    let said = refused(place.path(), &["run", "endless.toml", "--out", "r"], 2);
    assert!(said.contains("r/summary.csv was changed after tillit wrote it"), "{said}");
    assert_eq!(read(&table), "edited");
    write(&table, &whole);
    write(&place.path().join("r/unit.csv"), "mine");
    let said = refused(place.path(), &["trace", "tiny.toml", "--out", "r"], 2);
    assert!(said.contains("r/unit.csv was not written by tillit"), "{said}");
    assert_eq!(read(&place.path().join("r/unit.csv")), "mine");
    assert_eq!(read(&table), whole);
}

#[test]
fn a_sweep_is_not_replaced_by_a_run_nor_a_run_by_a_sweep() {
    let place = place();
    done(place.path(), &["sweep", "s.toml", "--out", "sweep", "-q"]);
    done(place.path(), &["run", "tiny.toml", "--out", "run", "-q"]);
    let before = (names(&place.path().join("sweep")), names(&place.path().join("run")));
    for command in [["run", "endless.toml"], ["compare", "endless.toml"], ["trace", "tiny.toml"]] {
        let said = refused(place.path(), &[command[0], command[1], "--out", "sweep"], 2);
        assert!(said.contains("holds a sweep"), "{said}");
    }
    let said = refused(place.path(), &["sweep", "s.toml", "--out", "run"], 2);
    assert!(said.contains("run exists and is not the folder of a sweep"), "{said}");
    let after = (names(&place.path().join("sweep")), names(&place.path().join("run")));
    assert_eq!(before, after);
    // A sweep that is not yet finished has no manifest.
    done(place.path(), &["sweep", "s.toml", "--shard", "1/2", "--out", "shard", "-q"]);
    refused(place.path(), &["run", "endless.toml", "--out", "shard"], 2);
    assert!(place.path().join("shard/sweep.json").exists());
}

#[test]
fn a_folder_of_the_users_that_is_called_chunks_stays() {
    let place = place();
    write(&place.path().join("ch/chunks/thesis.txt"), "thesis");
    let said = refused(place.path(), &["sweep", "s.toml", "--out", "ch"], 2);
    assert!(said.contains("ch/chunks"), "{said}");
    assert_eq!(read(&place.path().join("ch/chunks/thesis.txt")), "thesis");
    assert_eq!(names(&place.path().join("ch")), ["chunks"]);
    write(&place.path().join("lo/lock"), "mine");
    refused(place.path(), &["sweep", "s.toml", "--out", "lo"], 2);
    assert_eq!(read(&place.path().join("lo/lock")), "mine");
    // What the user put among the chunks of an unfinished sweep stays too.
    done(place.path(), &["sweep", "s.toml", "--shard", "1/1", "--out", "k", "-q"]);
    write(&place.path().join("k/chunks/note.txt"), "mine");
    done(place.path(), &["merge", "k", "--out", "m", "-q"]);
    assert_eq!(read(&place.path().join("k/chunks/note.txt")), "mine");
}

#[test]
fn what_cannot_be_written_is_told_at_once() {
    let place = place();
    let at = place.path();
    write(&at.join("file"), "mine");
    symlink("nowhere", at.join("dangling")).unwrap();
    symlink("file", at.join("to-file")).unwrap();
    for (out, code, part) in [
        ("file", 2, "is a file, not a folder"),
        ("to-file", 2, "is a file, not a folder"),
        ("dangling", 2, "is a link that leads nowhere"),
        ("file/results", 1, "cannot write file/results"),
        ("file/deep/results", 1, "cannot write file/deep/results"),
        ("/proc/results", 1, "cannot write /proc/results"),
        (".", 2, "not a results folder"),
    ] {
        let said = refused(at, &["run", "endless.toml", "--out", out], code);
        assert!(said.contains(part), "{out}: {said}");
    }
    fs::create_dir(at.join("empty")).unwrap();
    let said = refused(&at.join("empty"), &["run", "../endless.toml", "--out", "."], 2);
    assert!(said.contains("is the current folder"), "{said}");
    assert_eq!(read(&at.join("file")), "mine");
    assert!(at.join("dangling").is_symlink() && names(&at.join("empty")).is_empty());
}

#[test]
fn results_behind_a_link_are_replaced_and_the_link_stays() {
    let place = place();
    let at = place.path();
    fs::create_dir(at.join("disk")).unwrap();
    fs::create_dir(at.join("disk/real")).unwrap();
    symlink("disk/real", at.join("r")).unwrap();
    for seed in ["1", "2"] {
        done(at, &["run", "tiny.toml", "--out", "r", "-q", "--seed", seed]);
        assert!(at.join("r").is_symlink() && at.join("disk/real/manifest.json").exists());
    }
    assert_eq!(names(&at.join("disk")), ["real"]);
    symlink("disk/sweep", at.join("s")).unwrap();
    fs::create_dir(at.join("disk/sweep")).unwrap();
    done(at, &["sweep", "s.toml", "--out", "s", "-q"]);
    assert!(at.join("s").is_symlink() && at.join("disk/sweep/runs.parquet").exists());
}

#[test]
fn keep_compares_the_specification_and_the_bytes() {
    let place = place();
    let at = place.path();
    let keep = ["run", "tiny.toml", "--out", "k", "--keep", "--seed", "1"];
    done(at, &["run", "tiny.toml", "--out", "k", "-q", "--seed", "1"]);
    assert!(done(at, &keep).contains("kept k"));
    let said = refused(at, &["run", "tiny.toml", "--out", "k", "--keep", "--seed", "99"], 2);
    assert!(said.contains("another specification"), "{said}");
    let figure = at.join("k/outcomes.svg");
    let whole = read(&figure);
    write(&figure, "junk");
    assert!(refused(at, &keep, 2).contains("outcomes.svg is missing or was changed"));
    write(&figure, &whole);
    assert!(done(at, &keep).contains("kept k"));
    fs::remove_file(at.join("k/series.csv")).unwrap();
    assert!(refused(at, &keep, 2).contains("series.csv is missing or was changed"));
    done(at, &["sweep", "s.toml", "--out", "s", "-q"]);
    refused(at, &["run", "tiny.toml", "--out", "s", "--keep"], 2);
    assert!(done(at, &["run", "tiny.toml", "--out", "new", "--keep"]).contains("written to"));
}

#[test]
fn single_files_of_the_user_are_not_overwritten_unless_forced() {
    let place = place();
    let at = place.path();
    write(&at.join("page.html"), "mine");
    write(&at.join("numbers.csv"), "mine");
    for option in [["--report", "page.html"], ["--csv", "numbers.csv"]] {
        // With all hypotheses at full size this would take minutes.
        let said = refused(at, &["hypotheses", option[0], option[1]], 2);
        assert!(said.contains("exists already") && said.contains("--force"), "{said}");
        assert_eq!(read(&at.join(option[1])), "mine");
    }
    let forced = ["hypotheses", "H5", "--replicates", "2", "--csv", "numbers.csv", "--force"];
    done(at, &forced);
    assert!(read(&at.join("numbers.csv")).len() > 100);
    for device in ["/dev/null", "."] {
        refused(at, &["hypotheses", "H5", "--replicates", "2", "--csv", device, "--force"], 2);
    }
    refused(at, &["hypotheses", "--csv", "nowhere/numbers.csv"], 1);
    write(&at.join("new.toml"), "mine");
    assert!(refused(at, &["init", "new"], 2).contains("exists already"));
    assert_eq!(read(&at.join("new.toml")), "mine");
    write(&at.join("out/validation.csv"), "mine");
    refused(at, &["validate", "--out", "out"], 2);
    assert_eq!(read(&at.join("out/validation.csv")), "mine");
}

#[test]
fn figures_go_where_nothing_stands_or_the_same() {
    let place = place();
    let at = place.path();
    done(at, &["sweep", "s.toml", "--out", "s", "-q"]);
    let mut figures = names(&at.join("s")).into_iter().filter(|name| name.ends_with(".svg"));
    let figure = figures.next_back().unwrap();
    write(&at.join("figures").join(&figure), "mine");
    let said = refused(at, &["plot", "s", "--out", "figures"], 2);
    assert!(said.contains(&figure) && said.contains("--force"), "{said}");
    assert_eq!(read(&at.join("figures").join(&figure)), "mine");
    assert_eq!(names(&at.join("figures")), std::slice::from_ref(&figure));
    done(at, &["plot", "s", "--out", "figures", "--force"]);
    assert!(read(&at.join("figures").join(&figure)).starts_with("<svg"));
    // The same again is nothing new, and neither is the sweep's own folder.
    done(at, &["plot", "s", "--out", "figures"]);
    done(at, &["plot", "s"]);
    done(at, &["lab", "crowd", "--out", "figures"]);
    done(at, &["lab", "crowd", "--out", "figures"]);
}

#[test]
fn a_calibration_that_was_killed_at_once_goes_on_and_is_locked() {
    let place = place();
    let at = place.path();
    let text = "[organisation]\nunits = 2\nstaff = 2\n[run]\nperiods = 2\nwindow = 1\nreplicates = 2\n[sweep]\ndesign = \"random\"\npoints = 4\n[sweep.factors]\nlevers.pay = { from = 0, to = 1 }\n";
    write(&at.join("p.toml"), text);
    let targets = "from,what,observed,error,held_out\ntreatment:laissez-faire,trust,0.5,0.1,no\n";
    write(&at.join("t.csv"), targets);
    let calibrate = [
        "calibrate",
        "p.toml",
        "--targets",
        "t.csv",
        "--population",
        "4",
        "--generations",
        "1",
        "--out",
        "c",
        "-q",
    ];
    // Killed before its first file.
    write(&at.join("c/lock"), "");
    write(&at.join("c/.tillit-file-0123456789abcdef"), "half");
    let lock = fs::File::options().write(true).open(at.join("c/lock")).unwrap();
    lock.lock().unwrap();
    let said = refused(at, &calibrate, 1);
    assert!(said.contains("another tillit is working in c"), "{said}");
    drop(lock);
    done(at, &calibrate);
    let all = names(&at.join("c"));
    assert!(all.iter().all(|name| name != "lock" && !name.starts_with('.')), "{all:?}");
    write(&at.join("d/notes.md"), "mine");
    let mut other = calibrate.to_vec();
    other[9] = "d";
    assert!(refused(at, &other, 2).contains("d/notes.md"));
    assert_eq!(names(&at.join("d")), ["notes.md"]);
}

#[test]
fn leftovers_are_cleaned_only_when_they_are_certainly_tillits_and_not_in_use() {
    let place = place();
    let at = place.path();
    let endless = || {
        Command::new(env!("CARGO_BIN_EXE_tillit"))
            .current_dir(at)
            .args(["run", "endless.toml", "-q", "--out", "results/e"])
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let hidden = || -> Vec<String> {
        let all = if at.join("results").exists() { names(&at.join("results")) } else { Vec::new() };
        all.into_iter().filter(|name| name.starts_with(".tillit-work-")).collect()
    };
    let wait = |number: usize| {
        while hidden()
            .iter()
            .filter(|name| at.join("results").join(name).join("new").exists())
            .count()
            < number
        {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    };
    let mut first = endless();
    wait(1);
    let at_work = hidden();
    let mut second = endless();
    wait(2);
    second.kill().unwrap();
    second.wait().unwrap();
    // Not from tillit, though named alike.
    let similar = [".tillit-work-0123456789abcdef", ".tillit-work-mine", ".unfinished-mine"];
    for name in similar {
        write(&at.join("results").join(name).join("lock"), "mine");
    }
    let said = done(at, &["run", "tiny.toml", "-q", "--out", "results/t"]);
    assert!(said.contains("which an interrupted command left"), "{said}");
    let mut left = at_work.clone();
    left.extend(similar.iter().take(2).map(|name| (*name).to_owned()));
    left.sort();
    assert_eq!(hidden(), left);
    for name in similar {
        assert_eq!(read(&at.join("results").join(name).join("lock")), "mine");
    }
    first.kill().unwrap();
    first.wait().unwrap();
    done(at, &["run", "tiny.toml", "-q", "--out", "results/t"]);
    assert!(!hidden().contains(&at_work[0]));
}

/// What somebody puts under the name while a run is going on stays.
#[test]
fn a_folder_that_comes_while_a_run_goes_on_stays() {
    let place = place();
    let at = place.path();
    let slow = "-e inject=renameat2,rename:delay_enter=1500000";
    let mut child = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=renameat2,rename"])
        .args(slow.split(' '))
        .arg(env!("CARGO_BIN_EXE_tillit"))
        .args(["run", "tiny.toml", "--out", "r", "-q"])
        .current_dir(at)
        .stderr(Stdio::null())
        .spawn()
        .expect("this test needs strace (Debian: apt-get install strace)");
    // The results are ready when their work says so.
    let is_ready = || {
        names(at).iter().any(|name| {
            let work = at.join(name);
            work.join("new/manifest.json").exists() && !work.join("writing").exists()
        })
    };
    while !is_ready() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    write(&at.join("r/mine.txt"), "mine");
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert_eq!(names(&at.join("r")), ["mine.txt"]);
    assert!(names(at).iter().all(|name| !name.starts_with('.')), "{:?}", names(at));
}

#[test]
fn results_are_as_open_to_others_as_the_umask_says() {
    let place = place();
    let at = place.path();
    for (umask, file, folder) in
        [("077", 0o600, 0o700), ("022", 0o644, 0o755), ("002", 0o664, 0o775)]
    {
        let run = format!(
            "umask {umask} && $T run tiny.toml --out {umask}/r -q && $T sweep s.toml --out {umask}/s -q && $T init {umask}/i && $T plot {umask}/s --out {umask}/p"
        );
        let status = Command::new("sh")
            .args(["-c", &run])
            .env("T", env!("CARGO_BIN_EXE_tillit"))
            .current_dir(at)
            .stdout(Stdio::null())
            .status();
        assert!(status.unwrap().success());
        let mut folders = vec![at.join(umask)];
        while let Some(inner) = folders.pop() {
            for entry in fs::read_dir(&inner).unwrap() {
                let path = entry.unwrap().path();
                let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
                let wanted = if path.is_dir() { folder } else { file };
                assert_eq!(mode, wanted, "umask {umask}: {}: {mode:o}", path.display());
                if path.is_dir() {
                    folders.push(path);
                }
            }
        }
    }
}

#[test]
fn only_regular_files_of_a_limited_size_are_read() {
    let place = place();
    let at = place.path();
    assert!(Command::new("mkfifo").arg(at.join("fifo.toml")).status().unwrap().success());
    fs::create_dir(at.join("folder.toml")).unwrap();
    symlink("/dev/zero", at.join("zero.toml")).unwrap();
    symlink("/dev/zero", at.join("zero.csv")).unwrap();
    let huge = fs::File::create(at.join("huge.toml")).unwrap();
    huge.set_len(3_000_000_000).unwrap();
    fs::File::create(at.join("huge.csv")).unwrap().set_len(3_000_000_000).unwrap();
    write(&at.join("secret.txt"), "a line that nobody else should see\n");
    for name in ["fifo.toml", "folder.toml", "zero.toml", "huge.toml"] {
        write(&at.join("names.toml"), &SWEEP.replace("tiny.toml", name));
        for command in [
            vec!["check", name],
            vec!["run", name],
            vec!["sweep", name],
            vec!["lab", name],
            vec!["lab", "crowd", "--people", name],
            vec!["check", "names.toml"],
            vec!["sweep", "names.toml"],
            vec!["calibrate", "s.toml", "--targets", name],
        ] {
            let said = refused(at, &command, 2);
            assert!(said.contains("is a ") || said.contains("is too large"), "{command:?}: {said}");
        }
    }
    let list = "scenario = \"tiny.toml\"\n[sweep]\ndesign = \"list\"\nfile = \"FILE\"\n";
    for (name, part) in [
        ("zero.csv", "is a device"),
        ("huge.csv", "is too large"),
        ("/dev/zero", "is neither a .toml nor a .csv file"),
        ("secret.txt", "is neither a .toml nor a .csv file"),
    ] {
        write(&at.join("l.toml"), &list.replace("FILE", name));
        let said = refused(at, &["check", "l.toml"], 2);
        assert!(said.contains(part) && !said.contains("nobody else"), "{said}");
    }
    write(&at.join("names.toml"), &SWEEP.replace("tiny.toml", "secret.txt"));
    let said = refused(at, &["check", "names.toml"], 2);
    assert!(said.contains("neither a .toml") && !said.contains("nobody else"), "{said}");
    for (name, command) in
        [("manifest.json", "verify"), ("sweep.json", "status"), ("sweep.json", "plot")]
    {
        let folder = at.join(format!("{command}-zero"));
        fs::create_dir(&folder).unwrap();
        symlink("/dev/zero", folder.join(name)).unwrap();
        let said = refused(at, &[command, folder.to_str().unwrap()], 2);
        assert!(said.contains("is a device"), "{command}: {said}");
    }
}
