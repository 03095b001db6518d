//! `tillit verify`: every kind of folder is made again from its own record, and any damage is found.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::sweeps::{done, refused, tillit};

/// A scenario that runs in a moment.
const SMALL: &str = "title = \"Small\"\n[organisation]\nunits = 2\nstaff = 3\n[run]\nperiods = 8\nwindow = 4\nreplicates = 2\n[treatments.a]\n[treatments.b]\nlevers.pay = 0.3\n";
/// A sweep whose points stand in a file of their own.
const SWEEP: &str = "scenario = \"small.toml\"\n[sweep]\ndesign = \"list\"\nfile = \"points.csv\"\nreplicates = 2\nseries = 2\n";

/// A place with a folder of results of a kind.
fn place(kind: &str) -> (tempfile::TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(place.path().join(name), text).unwrap();
    write("small.toml", SMALL);
    write("sweep.toml", SWEEP);
    write("points.csv", "levers.pay\n0\n0.2\n0.4\n");
    write(
        "fit.toml",
        &format!(
            "{SMALL}[sweep]\ndesign = \"random\"\npoints = 4\n[sweep.factors]\nassurance.weight = {{ from = 0.0, to = 0.8 }}\n"
        ),
    );
    write(
        "targets.csv",
        "from,what,observed,error,held_out\ntreatment:a,true_output,0.3,0.02,no\n",
    );
    let command: &[&str] = match kind {
        "run" => &["run", "small.toml", "-q", "--seed", "5", "--assumptions", "off"],
        "compare" => &["compare", "small.toml", "-q", "--regimes", "control,trust"],
        "trace" => &["trace", "small.toml", "-q", "--unit", "2", "--treatment", "b"],
        "sweep" => &["sweep", "sweep.toml", "-q", "--format", "both"],
        "calibration" => &[
            "calibrate",
            "fit.toml",
            "-q",
            "--targets",
            "targets.csv",
            "--population",
            "8",
            "--generations",
            "2",
        ],
        "validation" => &["validate", "linear-contract"],
        _ => &["hypotheses", "H14", "--replicates", "4", "--null", "1"],
    };
    done(place.path(), &[command, &["--out", "r"]].concat());
    // Someone who gets only the folder has none of the files that it was made from.
    for name in ["small.toml", "sweep.toml", "points.csv", "fit.toml", "targets.csv"] {
        fs::remove_file(place.path().join(name)).unwrap();
    }
    let folder = place.path().join("r");
    (place, folder)
}

fn manifest(folder: &Path) -> Value {
    serde_json::from_slice(&fs::read(folder.join("manifest.json")).unwrap()).unwrap()
}

fn listed(folder: &Path) -> Vec<String> {
    let manifest = manifest(folder);
    let name = |file: &Value| file["name"].as_str().unwrap().to_owned();
    manifest["files"].as_array().unwrap().iter().map(name).collect()
}

/// The names of a folder, with sizes, to see that nothing was written into it.
fn contents(folder: &Path) -> Vec<(String, u64)> {
    let entry = |entry: std::io::Result<fs::DirEntry>| {
        let entry = entry.unwrap();
        (entry.file_name().to_string_lossy().into_owned(), entry.metadata().unwrap().len())
    };
    let mut all: Vec<_> = fs::read_dir(folder).unwrap().map(entry).collect();
    all.sort();
    all
}

/// A folder of a kind agrees as it is; a file that is not listed is named and is no matter; and any
/// damage of a listed file is found.
fn holds(kind: &str) {
    let (place, folder) = place(kind);
    assert_eq!(manifest(&folder)["kind"], kind);
    fs::write(folder.join("notes.md"), "mine").unwrap();
    let before = contents(&folder);
    let said = done(place.path(), &["verify", "r"]);
    assert!(said.contains("all files and fields agree") && said.contains("notes.md"), "{said}");
    assert_eq!(contents(&folder), before);
    let names = listed(&folder);
    for name in &names {
        assert!(said.contains(name.as_str()), "{name} is not named in {said}");
    }
    // All files at once, for making results again takes time: what is told names each of them.
    let damages: [fn(&Path); 4] = [flip, empty, remove, replace_by_folder];
    for (turn, _) in damages.iter().enumerate() {
        let saved: Vec<(PathBuf, Vec<u8>)> =
            names.iter().map(|n| (folder.join(n), fs::read(folder.join(n)).unwrap())).collect();
        let record = ["sweep.json", "calibration.json"];
        let damaged = names.iter().enumerate().filter(|(_, n)| !record.contains(&n.as_str()));
        for (place, name) in damaged.clone() {
            damages[(place + turn) % damages.len()](&folder.join(name));
        }
        let said = refused(place.path(), &["verify", "r"], 1);
        for (_, name) in damaged {
            assert!(said.contains(name.as_str()), "{name} is not named in {said}");
        }
        for (path, bytes) in saved {
            let _ = fs::remove_dir(&path);
            fs::write(path, bytes).unwrap();
        }
    }
    assert!(done(place.path(), &["verify", "r"]).contains("all files and fields agree"));
}

fn flip(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).unwrap();
}

fn empty(path: &Path) {
    fs::write(path, "").unwrap();
}

fn remove(path: &Path) {
    fs::remove_file(path).unwrap();
}

fn replace_by_folder(path: &Path) {
    fs::remove_file(path).unwrap();
    fs::create_dir(path).unwrap();
}

#[test]
fn runs_can_be_verified() {
    holds("run");
}

#[test]
fn comparisons_can_be_verified() {
    holds("compare");
}

#[test]
fn traces_can_be_verified() {
    holds("trace");
}

#[test]
fn sweeps_can_be_verified() {
    holds("sweep");
}

#[test]
fn calibrations_can_be_verified() {
    holds("calibration");
}

#[test]
fn validations_can_be_verified() {
    holds("validation");
}

#[test]
fn registers_can_be_verified() {
    holds("hypotheses");
}

/// The records from which sweeps and calibrations are made again are listed like any other file.
#[test]
fn a_changed_record_is_found() {
    for (kind, record) in [("sweep", "sweep.json"), ("calibration", "calibration.json")] {
        let (place, folder) = place(kind);
        let text = fs::read_to_string(folder.join(record)).unwrap();
        fs::write(folder.join(record), text.replacen("Small", "Smell", 1)).unwrap();
        let said = refused(place.path(), &["verify", "r"], 1);
        assert!(said.contains(record), "{said}");
        for damage in [empty, remove] {
            damage(&folder.join(record));
            let said = refused(place.path(), &["verify", "r"], 1);
            assert!(said.contains(record), "{said}");
        }
    }
}

/// All leaves of a manifest, as the way to each.
fn leaves(value: &Value, way: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(own) => {
            own.iter().for_each(|(key, value)| {
                leaves(
                    value,
                    &format!("{way}/{}", key.replace('~', "~0").replace('/', "~1")),
                    found,
                );
            });
        }
        Value::Array(own) if !own.is_empty() => {
            own.iter().enumerate().for_each(|(place, value)| {
                leaves(value, &format!("{way}/{place}"), found);
            });
        }
        _ => found.push(way.to_owned()),
    }
}

/// The same kind of value, but another.
fn other(value: &Value) -> Value {
    match value {
        Value::String(text) => format!("{text} ").into(),
        Value::Number(number) => match number.as_u64() {
            Some(number) => (number + 1).into(),
            None => (number.as_f64().unwrap() + 1.0).into(),
        },
        Value::Bool(value) => (!value).into(),
        Value::Array(_) => Value::Array(vec!["x=1".into()]),
        _ => "x".into(),
    }
}

/// Each field of a manifest is changed in turn. Making results again takes time, so of the fields of a
/// specification, of which there are hundreds, every twentieth is taken.
fn every_field_counts(kind: &str) {
    let (place, folder) = place(kind);
    let whole = manifest(&folder);
    let mut ways = Vec::new();
    leaves(&whole, "", &mut ways);
    let specified = |way: &String| way.contains("/specification/");
    let (many, few): (Vec<String>, Vec<String>) = ways.into_iter().partition(specified);
    let free = [
        "/command_line",
        "/machine",
        "/program/commit",
        "/program/version",
        "/seconds",
        "/started",
        "/threads",
    ];
    for way in few.iter().chain(many.iter().step_by(20)) {
        let mut changed = whole.clone();
        let leaf = changed.pointer_mut(way).unwrap();
        *leaf = other(leaf);
        fs::write(folder.join("manifest.json"), changed.to_string()).unwrap();
        let output = tillit(place.path(), &["verify", "r"]);
        let may_differ = free.iter().any(|free| way.starts_with(free));
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.success(), may_differ, "{way}: {said}");
        assert!(may_differ || !said.is_empty() && !said.contains("panicked"), "{way}: {said}");
    }
}

#[test]
fn every_field_of_a_run_counts() {
    every_field_counts("run");
}

#[test]
fn every_field_of_a_trace_counts() {
    every_field_counts("trace");
}

#[test]
fn every_field_of_a_sweep_counts() {
    every_field_counts("sweep");
}

/// What was left out when a folder was made is named; what is gone without that is missed.
#[test]
fn what_is_not_kept_is_named() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("small.toml"), SMALL).unwrap();
    let only = "summary.csv,series.csv,svg";
    done(place.path(), &["run", "small.toml", "-q", "--out", "r", "--only", only]);
    assert!(!place.path().join("r/units.csv").exists());
    let said = done(place.path(), &["verify", "r"]);
    let line = said.lines().find(|line| line.contains("not kept")).unwrap();
    assert!(line.contains("units.csv") && line.contains("outcomes.png"), "{said}");
    fs::remove_file(place.path().join("r/series.csv")).unwrap();
    let said = refused(place.path(), &["verify", "r"], 1);
    assert!(said.contains("series.csv: is listed as kept, but is missing"), "{said}");
    // Of a sweep too; its folder is whole without what was left out.
    let sweep = "scenario = \"small.toml\"\n[sweep]\ndesign = \"grid\"\nreplicates = 2\n[sweep.factors]\nlevers.pay = [0, 0.2]\n";
    fs::write(place.path().join("sweep.toml"), sweep).unwrap();
    done(place.path(), &["sweep", "sweep.toml", "-q", "--out", "s", "--only", "parquet,csv,svg"]);
    let said = done(place.path(), &["verify", "s"]);
    assert!(said.contains("not kept") && said.contains(".png"), "{said}");
    assert!(!done(place.path(), &["status", "s"]).contains("damaged"));
}

/// Files outside the folder are not looked at, whatever a manifest says.
#[test]
fn a_manifest_cannot_reach_out_of_its_folder() {
    let (place, folder) = place("trace");
    fs::write(place.path().join("unit.csv"), "secret").unwrap();
    let text = fs::read_to_string(folder.join("manifest.json")).unwrap();
    let text = text.replace("\"name\": \"unit.csv\"", "\"name\": \"../unit.csv\"");
    fs::write(folder.join("manifest.json"), text).unwrap();
    let said = refused(place.path(), &["verify", "r"], 1);
    assert!(said.contains("not a file of the folder") && !said.contains("secret"), "{said}");
}

#[test]
fn other_versions_and_what_is_no_manifest_are_told() {
    let (place, folder) = place("trace");
    let text = fs::read_to_string(folder.join("manifest.json")).unwrap();
    let write = |text: &str| fs::write(folder.join("manifest.json"), text).unwrap();
    write(&text.replace("\"results_version\": ", "\"results_version\": 9"));
    let said = refused(place.path(), &["verify", "r"], 1);
    assert!(said.contains("holds results of version 9"), "{said}");
    for broken in ["", "{}", "[]", "{\"format\": 1}", "{\"format\": 7}", &text[..text.len() / 2]] {
        write(broken);
        let said = refused(place.path(), &["verify", "r"], 2);
        assert!(said.contains("was not written by tillit"), "{broken}: {said}");
    }
    let said = refused(place.path(), &["verify", "nowhere"], 2);
    assert!(said.contains("not a results folder"), "{said}");
    let (place, folder) = self::place("sweep");
    fs::remove_file(folder.join("manifest.json")).unwrap();
    let said = refused(place.path(), &["verify", "r"], 2);
    assert!(said.contains("is unfinished"), "{said}");
}

/// Folders that were written before manifests told their kind are read as what they were.
#[test]
fn manifests_of_format_1_are_read() {
    for kind in ["run", "compare", "sweep"] {
        let (place, folder) = place(kind);
        let mut old = manifest(&folder);
        let fields = old.as_object_mut().unwrap();
        fields.remove("kind");
        fields.remove("checksum");
        fields.insert("format".to_owned(), 1.into());
        fields["files"].as_array_mut().unwrap().retain(|file| file["name"] != "sweep.json");
        fs::write(folder.join("manifest.json"), old.to_string()).unwrap();
        let said = done(place.path(), &["verify", "r"]);
        assert!(
            said.contains(&format!("({kind})")) && said.contains("all files and fields agree"),
            "{said}"
        );
    }
}
