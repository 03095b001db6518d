//! The store: the same bytes whatever the threads, shards, kills and damage.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::{assert_same, done, files_of, refused, small, tillit};

/// A sweep of some seconds: 40 points in chunks of their own.
const SLOW: &str = "title = \"Slow\"\n[organisation]\nunits = 60\nstaff = 20\n[run]\nperiods = 60\n[sweep]\ndesign = \"sobol\"\npoints = 40\nreplicates = 60\nseries = 30\nmetrics = [\"true_output\", \"trust\", \"information\"]\n[sweep.factors]\nlevers.pay = { from = 0, to = 1 }\nstart.belief = { from = 0, to = 1 }\n";

/// A folder with a sweep file and, under `whole`, what it gives.
fn place(text: &str) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("s.toml"), text).unwrap();
    done(place.path(), &["sweep", "s.toml", "--out", "whole", "--threads", "1", "-q"]);
    place
}

fn chunks(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<_> =
        fs::read_dir(folder.join("chunks")).unwrap().map(|e| e.unwrap().path()).collect();
    all.sort();
    all
}

/// Kills `child`, which fills the folder `out`, at a random context: before anything can be there, or some
/// time after new chunks came, so that it comes forward on a machine of any speed. Tells whether the
/// child was killed rather than done before.
fn killed(child: &mut Child, out: &Path, moments: &mut Xoshiro256PlusPlus) -> bool {
    let there = || fs::read_dir(out.join("chunks")).map_or(0, |folder| folder.count());
    let wanted = there() + moments.random_range(0..3);
    let mut wait = moments.random_range(1..40);
    loop {
        std::thread::sleep(Duration::from_millis(wait));
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success());
            return false;
        }
        if there() >= wanted {
            child.kill().unwrap();
            child.wait().unwrap();
            return true;
        }
        wait = moments.random_range(1..5);
    }
}

#[test]
fn fifty_kills_lose_nothing() {
    let place = place(SLOW);
    let binary = assert_cmd::cargo::cargo_bin("tillit");
    let mut moments = Xoshiro256PlusPlus::seed_from_u64(1);
    let (mut kills, mut with_chunks, mut round) = (0, 0, 0);
    while kills < 50 {
        round += 1;
        let out = place.path().join(format!("killed-{round}"));
        loop {
            let mut child = Command::new(&binary)
                .current_dir(place.path())
                .args(["sweep", "s.toml", "-q", "--threads", "2", "--out"])
                .arg(&out)
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            if !killed(&mut child, &out, &mut moments) {
                break;
            }
            kills += 1;
            with_chunks += usize::from(out.join("chunks").exists() && !chunks(&out).is_empty());
        }
        assert_same(&place.path().join("whole"), &out);
    }
    assert!(with_chunks > 10, "only {with_chunks} kills came when something was there to lose");
}

#[test]
fn threads_and_shards_give_the_same_bytes() {
    let place = place(SLOW);
    let whole = place.path().join("whole");
    for threads in ["2", "7"] {
        done(place.path(), &["sweep", "s.toml", "--out", threads, "--threads", threads, "-q"]);
        assert_same(&whole, &place.path().join(threads));
    }
    for of in [1, 3, 16] {
        let mut arguments = vec!["merge".to_owned(), "-q".to_owned(), "--out".to_owned()];
        arguments.push(format!("merged-{of}"));
        // Later shards first: their order is no matter.
        for index in (1..=of).rev() {
            let (shard, out) = (format!("{index}/{of}"), format!("shard-{index}-of-{of}"));
            done(place.path(), &["sweep", "s.toml", "--shard", &shard, "--out", &out, "-q"]);
            arguments.push(out);
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        done(place.path(), &arguments);
        assert_same(&whole, &place.path().join(format!("merged-{of}")));
    }
}

#[test]
fn shards_that_do_not_belong_together_are_refused() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    fs::write(at.join("s.toml"), SLOW).unwrap();
    fs::write(at.join("t.toml"), SLOW.replace("points = 40", "points = 41")).unwrap();
    for (file, shard, out) in [
        ("s", "1/3", "a"),
        ("s", "2/3", "b"),
        ("s", "3/3", "c"),
        ("t", "2/3", "d"),
        ("s", "1/3", "e"),
    ] {
        let file = format!("{file}.toml");
        done(at, &["sweep", &file, "--shard", shard, "--out", out, "-q"]);
    }
    let said = refused(at, &["merge", "a", "c", "--out", "x"], 2);
    assert!(said.contains("missing: shard 2/3"), "{said}");
    let said = refused(at, &["merge", "a", "b", "c", "e", "--out", "x"], 2);
    assert!(said.contains("shard 1/3 is there twice"), "{said}");
    let said = refused(at, &["merge", "a", "d", "c", "--out", "x"], 2);
    assert!(said.contains("different sweeps") && said.contains("41"), "{said}");
    fs::remove_file(&chunks(&at.join("b"))[0]).unwrap();
    let said = refused(at, &["merge", "a", "b", "c", "--out", "x"], 2);
    assert!(said.contains("1 chunks that are not yet run"), "{said}");
    let said = refused(at, &["merge", "a", "nothing", "--out", "x"], 2);
    assert!(said.contains("nothing is no shard"), "{said}");
    assert!(!at.join("x").exists());
}

/// A sweep that was broken off with some chunks there.
fn broken_off(place: &Path, out: &str) -> PathBuf {
    done(place, &["sweep", "s.toml", "--shard", "1/2", "--out", out, "-q"]);
    let folder = place.join(out);
    // As a store of the whole: half of the chunks are there.
    let record = fs::read_to_string(folder.join("sweep.json")).unwrap();
    let (before, after) = record.split_once("\"shard\": {").unwrap();
    let after = after.split_once('}').unwrap().1;
    fs::write(folder.join("sweep.json"), format!("{before}\"shard\": null{after}")).unwrap();
    folder
}

#[test]
fn damaged_chunks_are_named_and_run_again() {
    let place = place(SLOW);
    let whole = place.path().join("whole");
    type Damage = fn(&Path);
    let damages: [(&str, Damage); 4] = [
        ("flipped", |path| {
            let mut bytes = fs::read(path).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(path, bytes).unwrap();
        }),
        ("torn", |path| {
            let bytes = fs::read(path).unwrap();
            fs::write(path, &bytes[..bytes.len() / 3]).unwrap();
        }),
        ("emptied", |path| fs::write(path, "").unwrap()),
        ("longer", |path| {
            let mut bytes = fs::read(path).unwrap();
            bytes.push(0);
            fs::write(path, bytes).unwrap();
        }),
    ];
    for (name, damage) in damages {
        let folder = broken_off(place.path(), name);
        let victim = chunks(&folder)[2].clone();
        damage(&victim);
        let status = done(place.path(), &["status", name]);
        let shown = victim.file_name().unwrap().to_string_lossy().into_owned();
        assert!(status.contains("damaged") && status.contains(&shown), "{status}");
        let said = done(place.path(), &["sweep", "s.toml", "--out", name]);
        assert!(said.contains(&shown) && said.contains("is damaged and is run again"), "{said}");
        assert_same(&whole, &folder);
    }
}

#[test]
fn damaged_tables_are_named_and_made_again() {
    let place = place(SLOW);
    let whole = place.path().join("whole");
    done(place.path(), &["sweep", "s.toml", "--out", "again", "-q"]);
    let again = place.path().join("again");
    assert!(
        done(place.path(), &["sweep", "s.toml", "--out", "again"]).contains("is complete already")
    );
    for name in ["runs.parquet", "series.parquet", "design.csv", "true-output_pay_start-belief.svg"]
    {
        let path = again.join(name);
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 4;
        fs::write(&path, bytes).unwrap();
        let said = done(place.path(), &["sweep", "s.toml", "--out", "again"]);
        assert!(said.contains(&format!("{name} is damaged and is written again")), "{said}");
        assert_same(&whole, &again);
    }
    fs::remove_file(again.join("manifest.json")).unwrap();
    done(place.path(), &["sweep", "s.toml", "--out", "again", "-q"]);
    assert_same(&whole, &again);
}

#[test]
fn another_sweep_is_refused_with_what_differs() {
    let place = place(SLOW);
    let at = place.path();
    fs::write(at.join("t.toml"), SLOW.replace("periods = 60", "periods = 61")).unwrap();
    let said = refused(at, &["sweep", "t.toml", "--out", "whole"], 2);
    assert!(said.contains("run.periods = 60  →  61"), "{said}");
    let said = refused(at, &["sweep", "s.toml", "--out", "whole", "--set", "sweep.points=12"], 2);
    assert!(said.contains("sweep.points = 40  →  12"), "{said}");
    let said = refused(at, &["sweep", "s.toml", "--out", "whole", "--shard", "1/2"], 2);
    assert!(said.contains("shard 1/2"), "{said}");
    let record = at.join("whole/sweep.json");
    let text = fs::read_to_string(&record).unwrap();
    let ours = tillit::store::RESULTS_VERSION;
    let text = text.replace(&format!("\"results_version\": {ours}"), "\"results_version\": 0");
    let hash = text.split("\"hash\": \"").nth(1).unwrap()[..64].to_owned();
    fs::write(&record, text.replacen(&hash, &"0".repeat(64), 1)).unwrap();
    let said = refused(at, &["sweep", "s.toml", "--out", "whole"], 2);
    assert!(said.contains(&format!("results version = 0  →  {ours}")), "{said}");
    fs::create_dir(at.join("mine")).unwrap();
    fs::write(at.join("mine/thesis.txt"), "all of it").unwrap();
    let said = refused(at, &["sweep", "s.toml", "--out", "mine"], 2);
    assert!(said.contains("not the folder of a sweep"), "{said}");
    assert_eq!(fs::read_dir(at.join("mine")).unwrap().count(), 1);
}

#[test]
fn two_at_work_do_not_meet() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("s.toml"), SLOW.replace("points = 40", "points = 400")).unwrap();
    let mut first = Command::new(assert_cmd::cargo::cargo_bin("tillit"))
        .current_dir(place.path())
        .args(["sweep", "s.toml", "-q", "--threads", "1", "--out", "o"])
        .spawn()
        .unwrap();
    while !place.path().join("o/sweep.json").exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    let said = refused(place.path(), &["sweep", "s.toml", "--out", "o"], 1);
    assert!(said.contains("another tillit is working"), "{said}");
    first.kill().unwrap();
    first.wait().unwrap();
}

/// A disk that is full: a small one in memory, where mounting is allowed.
#[test]
fn a_full_disk_ends_with_a_clear_error_and_a_store_that_goes_on() {
    let place = place(SLOW);
    let small = place.path().join("small");
    fs::create_dir(&small).unwrap();
    let mount = |options: &str| {
        let status = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(&small)
            .stderr(Stdio::null())
            .status();
        status.is_ok_and(|status| status.success())
    };
    if !mount("size=128k") {
        eprintln!("NOT RUN: a full disk cannot be tried, because nothing may be mounted here");
        return;
    }
    let out = small.join("o");
    let shown = out.to_string_lossy().into_owned();
    let output = tillit(place.path(), &["sweep", "s.toml", "-q", "--out", &shown]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let there = chunks(&out).len();
    let grown = mount("remount,size=64m");
    let again = tillit(place.path(), &["sweep", "s.toml", "-q", "--out", &shown]);
    let files = again.status.success().then(|| files_of(&out));
    assert!(Command::new("umount").arg(&small).status().unwrap().success());
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("No space left") && said.contains("run the same command again"),
        "{said}"
    );
    assert!(grown && there > 0 && there < 80, "{there} files of chunks");
    assert!(files.unwrap() == files_of(&place.path().join("whole")));
}

#[test]
fn formats_hold_the_same_numbers() {
    let text = small(
        "[sweep]\ndesign = \"grid\"\nrandom_numbers = \"independent\"\n[sweep.factors]\nlevers.pay = [0, 0.25]\nregime = [\"trust\", \"control\"]\n",
    );
    let place = place(&text);
    done(place.path(), &["sweep", "s.toml", "--out", "csv", "--format", "csv", "-q"]);
    done(place.path(), &["sweep", "s.toml", "--out", "both", "--format", "both", "-q"]);
    let bytes = |name: &str| fs::read(place.path().join(name)).unwrap();
    assert_eq!(bytes("csv/runs.csv"), bytes("both/runs.csv"));
    assert_eq!(bytes("whole/runs.parquet"), bytes("both/runs.parquet"));
    assert!(!place.path().join("csv/runs.parquet").exists());
    let names = ["point", "levers.pay", "regime", "replicate", "seed", "true_output", "stop"];
    let read = |folder: &str| {
        tillit::store::sweep::read_columns(&place.path().join(folder), "runs.parquet", &names)
    };
    assert_eq!(read("csv").unwrap(), read("whole").unwrap());
    // A finished store gets a further format without being run again.
    done(place.path(), &["sweep", "s.toml", "--out", "whole", "--format", "both", "-q"]);
    assert_eq!(bytes("whole/runs.csv"), bytes("both/runs.csv"));
}
