//! A table that is finished is the truth: nothing that is damaged, missing, interrupted or put there by
//! somebody else changes it or takes its place.

use std::fs;
use std::path::{Path, PathBuf};

use super::{assert_same, done, refused, tillit};

/// A sweep of six points in chunks of their own: chunks are cut by the scenario's size, and the points
/// are small.
const SIX: &str = "title = \"Six\"\n[organisation]\nunits = 4000\nstaff = 20\n[run]\nperiods = 60\n[sweep]\ndesign = \"grid\"\nreplicates = 3\nseries = 30\nmetrics = [\"trust\"]\n[sweep.factors]\norganisation.units = [2, 3, 4, 5, 6, 7]\n";

/// A folder with the sweep file `s.toml`, what it gives in both formats under `both`, and under `parts`
/// its chunks.
fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("s.toml"), SIX).unwrap();
    sweep(place.path(), "both", "both");
    done(place.path(), &["sweep", "s.toml", "--shard", "1/1", "--out", "parts", "-q"]);
    place
}

fn sweep(at: &Path, out: &str, format: &str) -> String {
    done(at, &["sweep", "s.toml", "--out", out, "--format", format])
}

/// The files of the chunks of a folder, in order.
fn chunks(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join("chunks")).unwrap();
    let mut all: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    all.sort();
    all
}

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copied(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Puts some of the chunks back into a folder, as they stood there when their removal was interrupted.
fn put_back(at: &Path, folder: &Path, which: impl Fn(usize) -> bool) {
    fs::create_dir_all(folder.join("chunks")).unwrap();
    fs::write(folder.join("lock"), "").unwrap();
    for (_, file) in chunks(&at.join("parts")).iter().enumerate().filter(|(n, _)| which(*n)) {
        fs::copy(file, folder.join("chunks").join(file.file_name().unwrap())).unwrap();
    }
}

fn flip(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).unwrap();
}

#[test]
fn an_interruption_at_every_removal_loses_no_row() {
    let place = place();
    let at = place.path();
    let (files, both) = (chunks(&at.join("parts")).len(), at.join("both"));
    assert_eq!(files, 12, "runs and series of six chunks");
    for format in ["parquet", "csv"] {
        sweep(at, format, format);
        for removed in 1..=files {
            let out = format!("{format}-{removed}");
            let folder = at.join(&out);
            copied(&at.join(format), &folder);
            put_back(at, &folder, |n| n >= removed);
            match removed % 3 {
                0 => fs::remove_file(folder.join("trust_units.svg")).unwrap(),
                1 => fs::remove_file(folder.join("design.csv")).unwrap(),
                _ => flip(&folder.join("trust_units.csv")),
            }
            assert!(done(at, &["status", &out]).contains("points   6 of 6 (100 %)"));
            sweep(at, &out, "both");
            assert_same(&both, &folder);
        }
    }
}

#[test]
fn a_damaged_table_is_made_from_the_other_or_its_missing_chunks_are_run_again() {
    let place = place();
    let at = place.path();
    let both = at.join("both");
    for (name, victims) in [
        ("a", &["runs.parquet"][..]),
        ("b", &["runs.csv"]),
        ("c", &["series.csv", "runs.csv"]),
        ("d", &["runs.parquet", "runs.csv"]),
        ("e", &["series.parquet", "runs.csv"]),
    ] {
        let folder = at.join(name);
        copied(&both, &folder);
        put_back(at, &folder, |n| n > 4);
        for victim in victims {
            flip(&folder.join(victim));
        }
        let status = done(at, &["status", name]);
        let is_lost = victims.iter().any(|v| v.ends_with("parquet")) && victims.len() > 1;
        assert_eq!(status.contains(": tables damaged"), is_lost, "{status}");
        let said = sweep(at, name, "parquet");
        for victim in victims {
            assert!(said.contains(&format!("{victim} is damaged and is written again")), "{said}");
        }
        assert_eq!(said.contains("chunks are done"), is_lost, "{said}");
        assert_same(&both, &folder);
    }
}

#[test]
fn a_manifest_that_cannot_be_right_is_not_trusted() {
    let place = place();
    let at = place.path();
    type Edit = fn(&str) -> String;
    let edits: [(&str, Edit); 4] = [
        ("runs", |text| text.replace("\"runs\": 18", "\"runs\": 15")),
        ("points", |text| text.replace("\"points\": 6", "\"points\": 5")),
        ("torn", |text| text[..text.len() / 2].to_owned()),
        ("empty", |_| String::new()),
    ];
    for (name, edit) in edits {
        let folder = at.join(name);
        copied(&at.join("both"), &folder);
        let path = folder.join("manifest.json");
        let text = fs::read_to_string(&path).unwrap();
        assert_ne!(edit(&text), text);
        fs::write(&path, edit(&text)).unwrap();
        let status = done(at, &["status", name]);
        assert!(status.contains("manifest damaged") && status.contains("0 of 6"), "{status}");
        let json = done(at, &["status", name, "--json"]);
        assert!(json.contains("\"manifest\": \"damaged\""), "{json}");
        if name == "torn" || name == "empty" {
            refused(at, &["plot", name, "--out", "p"], 1);
        }
        let said = sweep(at, name, "both");
        assert!(said.contains("manifest.json is damaged"), "{said}");
        assert_same(&at.join("both"), &folder);
        assert!(done(at, &["status", name]).contains(": finished\n"));
    }
}

/// What somebody did to the chunks of a shard: the folder in which it was done, and the word that names
/// what is wrong.
fn tamper(at: &Path, folder: &Path) -> Vec<(&'static str, &'static str)> {
    let files = chunks(folder);
    let runs: Vec<&PathBuf> =
        files.iter().filter(|file| !file.to_string_lossy().contains("series")).collect();
    let named = |path: &Path, number: &str| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        path.with_file_name(format!("{number}{}", &name[6..]))
    };
    // Another chunk's rows under this number.
    let first = runs[0].clone();
    fs::copy(runs[1], named(runs[1], "000000")).unwrap();
    fs::remove_file(first).unwrap();
    // A number that the plan does not have.
    fs::copy(runs[2], named(runs[2], "000099")).unwrap();
    // A chunk of another sweep, with the right number.
    fs::write(at.join("other.toml"), SIX.replace("periods = 60", "periods = 61")).unwrap();
    done(at, &["sweep", "other.toml", "--shard", "1/1", "--out", "other", "-q"]);
    let strange = chunks(&at.join("other"))[6].clone();
    fs::copy(&strange, folder.join("chunks").join(strange.file_name().unwrap())).unwrap();
    vec![
        ("000000-", "is not chunk 0: "),
        ("000099-", "is no chunk of this sweep"),
        ("000003-", "is not chunk 3: belongs to another sweep"),
    ]
}

#[test]
fn chunks_that_do_not_hold_what_the_plan_says_are_named() {
    let place = place();
    let at = place.path();
    let shards = ["k1", "k2"];
    for (index, out) in shards.iter().enumerate() {
        let shard = format!("{}/2", index + 1);
        done(at, &["sweep", "s.toml", "--shard", &shard, "--out", out, "-q"]);
    }
    copied(&at.join("parts"), &at.join("bad"));
    let wrong = tamper(at, &at.join("bad"));
    let said = refused(at, &["merge", "bad", "--out", "m"], 2);
    for (file, fault) in &wrong {
        assert!(said.contains(file) && said.contains(fault), "{fault} is not in {said}");
    }
    assert!(!at.join("m").exists());
    let status = done(at, &["status", "bad"]);
    assert!(status.contains("chunks   5 of 6") && status.contains("is not chunk 0"), "{status}");
    // The command that ran the shard mends it; what is not its own stays and is not used.
    let said = done(at, &["sweep", "s.toml", "--shard", "1/1", "--out", "bad"]);
    assert!(
        said.contains("is damaged and is run again") && said.contains("is left alone and not used"),
        "{said}"
    );
    assert_eq!(chunks(&at.join("bad")).len(), 13);
    let strange = chunks(&at.join("other"))[6].file_name().unwrap().to_owned();
    refused(at, &["merge", "bad", "--out", "m"], 2);
    fs::remove_file(at.join("bad/chunks").join(strange)).unwrap();
    done(at, &["merge", "bad", "--out", "m", "--format", "both", "-q"]);
    assert_same(&at.join("both"), &at.join("m"));
    // A chunk in a shard that it does not belong to.
    for stray in &chunks(&at.join("k2"))[..2] {
        fs::copy(stray, at.join("k1/chunks").join(stray.file_name().unwrap())).unwrap();
    }
    let said = refused(at, &["merge", "k1", "k2", "--out", "n"], 2);
    assert!(said.contains("does not belong to shard 1/2"), "{said}");
}

#[test]
fn a_record_that_was_edited_is_refused() {
    let place = place();
    let at = place.path();
    let path = at.join("parts/sweep.json");
    let text = fs::read_to_string(&path).unwrap();
    for (was, is) in [
        ("organisation.units = [2, 3,", "organisation.units = [2, 9,"),
        ("\"of\": 1", "\"of\": 0"),
        ("\"series\": true", "\"series\": false"),
    ] {
        assert!(text.contains(was), "{was} is not in the record");
        fs::write(&path, text.replace(was, is)).unwrap();
        refused(at, &["merge", "parts", "--out", "m"], 2);
        refused(at, &["status", "parts"], 2);
    }
}

#[test]
fn no_figure_is_drawn_from_a_table_that_is_not_what_was_written() {
    let place = place();
    let at = place.path();
    for format in ["parquet", "csv"] {
        type Damage = fn(&[u8]) -> Vec<u8>;
        let damages: [(&str, Damage); 4] = [
            ("flipped", |bytes| {
                bytes.iter().enumerate().map(|(n, b)| b ^ u8::from(n == 200)).collect()
            }),
            ("torn", |bytes| bytes[..bytes.len() - 9].to_vec()),
            ("emptied", |_| Vec::new()),
            ("garbage", |bytes| {
                [b"PAR1", &bytes[..90], &[255, 255, 255, 127], &b"PAR1"[..]].concat()
            }),
        ];
        sweep(at, format, format);
        let table = at.join(format).join(format!("runs.{format}"));
        let whole = fs::read(&table).unwrap();
        for (name, damage) in damages {
            fs::write(&table, damage(&whole)).unwrap();
            let said = refused(at, &["plot", format, "--out", name], 1);
            assert!(
                said.contains("was changed after it was written") && !said.contains("panicked"),
                "{said}"
            );
            assert!(!at.join(name).exists());
        }
        fs::write(&table, &whole).unwrap();
        done(at, &["plot", format, "--out", "drawn"]);
    }
    // One whole format is enough.
    flip(&at.join("both/runs.parquet"));
    done(at, &["plot", "both", "--out", "again"]);
}

#[test]
fn somebody_elses_files_among_the_chunks_stay() {
    let place = place();
    let at = place.path();
    let folder = at.join("mine");
    copied(&at.join("both"), &folder);
    put_back(at, &folder, |n| n > 6);
    fs::write(folder.join("chunks/2024-notes.parquet"), "mine").unwrap();
    let output = tillit(at, &["sweep", "s.toml", "--out", "mine", "--format", "both"]);
    assert!(output.status.success());
    assert_eq!(fs::read_to_string(folder.join("chunks/2024-notes.parquet")).unwrap(), "mine");
    assert_eq!(chunks(&folder).len(), 1);
}
