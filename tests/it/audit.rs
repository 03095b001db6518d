//! Audits: the same for any threads and after a kill, true in words, and made again from their record.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

use crate::documents::copy_folder;

const SMALL: &str = "[organisation]\nunits = 4\nstaff = 8\n[run]\nperiods = 12\n[treatments.a]\nregime = \"trust\"\n[treatments.b]\nregime = \"incentive\"\n[treatments.same]\nregime = \"trust\"\n";

fn tillit(place: &Path, arguments: &[&str]) -> std::process::Output {
    Command::cargo_bin("tillit").unwrap().current_dir(place).args(arguments).output().unwrap()
}

/// Audits a claim of the small scenario.
fn audit(place: &Path, claim: &str, out: &str, more: &[&str]) -> PathBuf {
    std::fs::write(place.join("small.toml"), SMALL).unwrap();
    let size = ["--points", "40", "--replicates", "3", "--quiet", "--out", out];
    let arguments = [&["audit", "small.toml", "--claim", claim][..], &size, more].concat();
    let output = tillit(place, &arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    place.join(out)
}

/// The files of a folder, the manifest apart.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.extension().is_none_or(|ending| ending != "json"))
        .map(|path| {
            (path.file_name().unwrap().to_string_lossy().into(), std::fs::read(path).unwrap())
        })
        .collect()
}

fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn threads_and_people_change_no_byte_and_verify_makes_it_again() {
    let place = tempfile::tempdir().unwrap();
    let people = "belief.noise,learning.rate,weight\n0.1,0.4,1\n0.05,0.5,2\n0.05,0.5,1\n";
    std::fs::write(place.path().join("people.csv"), people).unwrap();
    let with = ["--people", "people.csv", "--quick", "--threads"];
    let one = audit(place.path(), "trust: a > b", "one", &[&with[..], &["1"]].concat());
    let two = audit(place.path(), "trust: a > b", "two", &[&with[..], &["2"]].concat());
    let (one_files, two_files) = (files(&one), files(&two));
    assert!(one_files.len() > 12 && one_files == two_files);
    let shares = rows(std::str::from_utf8(&one_files["shares.csv"]).unwrap());
    let spaces: Vec<&str> = shares.iter().map(|row| row["space"].as_str()).collect();
    assert_eq!([spaces[0], spaces[3], spaces[6]], ["assumptions", "people", "both"]);
    // Two of the three sets are the same.
    assert_eq!((shares[3]["points"].as_str(), shares[6]["points"].as_str()), ("2", "40"));
    let verified = tillit(place.path(), &["verify", "one"]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
}

/// Two treatments that are the same differ nowhere: the claim holds in no part of the space.
#[test]
fn a_claim_about_nothing_holds_nowhere() {
    let place = tempfile::tempdir().unwrap();
    let folder = audit(place.path(), "trust: a > same", "null", &["--no-ablation"]);
    let shares = rows(&std::fs::read_to_string(folder.join("shares.csv")).unwrap());
    let share = |outcome: &str| {
        let row = shares.iter().find(|row| row["outcome"] == outcome).unwrap();
        row["share"].parse::<f64>().unwrap()
    };
    assert_eq!((share("holds"), share("opposite"), share("neither")), (0.0, 0.0, 1.0));
}

/// The runs are a sweep: what a kill left of them is taken over, and nothing else is run again.
#[test]
fn an_audit_goes_on_from_the_runs_that_are_there() {
    let place = tempfile::tempdir().unwrap();
    let whole = audit(place.path(), "trust: a > b", "whole", &["--no-ablation"]);
    let chunks = place.path().join("part-runs/assumptions");
    std::fs::create_dir_all(chunks.parent().unwrap()).unwrap();
    // A sweep that was finished, and an audit that was killed before it wrote anything.
    copy_folder(&place.path().join("whole-runs/assumptions"), &chunks);
    let before = std::fs::metadata(chunks.join("runs.parquet")).unwrap().modified().unwrap();
    let part = audit(place.path(), "trust: a > b", "part", &["--no-ablation"]);
    let after = std::fs::metadata(chunks.join("runs.parquet")).unwrap().modified().unwrap();
    assert_eq!(before, after, "the runs were made again");
    assert!(files(&whole) == files(&part));
}

#[test]
fn mistakes_are_told_with_their_place_and_the_nearest_name() {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("small.toml"), SMALL).unwrap();
    let told = |arguments: &[&str]| {
        let output = tillit(place.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let typed = told(&["audit", "small.toml", "--claim", "trust: a > c"]);
    assert!(typed.contains("--claim:1:12: there is no treatment `c`"), "{typed}");
    assert!(told(&["audit", "small.toml"]).contains("--claim"));
    let claims = "scenario = \"small.toml\"\n[claims.x]\nmetric = \"trst\"\nhigher = \"a\"\nlower = \"b\"\n[keep]\nstart.belif = \"known\"\n";
    std::fs::write(place.path().join("claims.toml"), claims).unwrap();
    let told = told(&["audit", "claims.toml"]);
    assert!(told.contains("claims.toml:3:10: metric: there is no `trst`"), "{told}");
    assert!(told.contains("did you mean `trust`?"), "{told}");
    assert!(told.contains("claims.toml:7:7: there is no number `start.belif`"), "{told}");
    assert!(told.contains("`start.belief`"), "{told}");
}

/// What the summaries of the shipped audits say in words is true of their tables.
#[test]
fn the_words_of_shipped_audits_are_true_of_their_tables() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("results/audit");
    let mut checked = 0;
    for entry in std::fs::read_dir(root).unwrap() {
        let folder = entry.unwrap().path();
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
        let (summary, effects) = (read("summary.md"), rows(&read("effects.csv")));
        let n = effects.len();
        let count = |key: &str, value: &str| {
            effects.iter().filter(|row| row[key] == value).count() as f64 / n as f64
        };
        let per_cent = |share: f64| format!("{:.0} %", 100.0 * share);
        let start = format!("{n} points with ");
        assert!(summary.contains(&start), "{}: {start}", folder.display());
        for (words, outcome) in [
            ("The claim holds in ", "holds"),
            ("the opposite in ", "opposite"),
            ("neither in ", "neither"),
        ] {
            let said = format!("{words}{} (", per_cent(count("outcome", outcome)));
            assert!(summary.contains(&said), "{}: {said}", folder.display());
        }
        let sure = format!("In {} of the points the simulation", per_cent(count("sure", "true")));
        assert!(summary.contains(&sure), "{}: {sure}", folder.display());
        check_outcomes(&effects, &summary);
        check_boxes(&rows(&read("boxes.csv")), &summary);
        check_mechanisms(&rows(&read("mechanisms.csv")), &summary);
        checked += 1;
    }
    assert!(checked >= 6, "only {checked} audits are shipped");
}

/// The README tells of every shipped audit what its table says.
#[test]
fn the_readme_tells_the_shares_of_the_shipped_audits() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    for entry in std::fs::read_dir(root.join("results/audit")).unwrap() {
        let folder = entry.unwrap().path();
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
        let (summary, shares) = (read("summary.md"), rows(&read("shares.csv")));
        let share = |outcome: &str| {
            let here = |row: &&BTreeMap<String, String>| {
                row["space"] == "assumptions" && row["outcome"] == outcome
            };
            let found = shares.iter().find(here).unwrap();
            format!("{:.0} %", 100.0 * found["share"].parse::<f64>().unwrap())
        };
        let [holds, opposite, neither] = ["holds", "opposite", "neither"].map(share);
        let sentence = summary.lines().nth(2).unwrap();
        let row = format!("| {sentence} | {holds} | {opposite} | {neither} |");
        assert!(readme.contains(&row), "README.md does not say {row}");
    }
}

/// Outcomes follow from differences and the smallest one that counts.
fn check_outcomes(effects: &[BTreeMap<String, String>], summary: &str) {
    let smallest: f64 = summary
        .split("A difference counts from ")
        .nth(1)
        .map_or(0.0, |rest| rest.split_whitespace().next().unwrap().parse().unwrap());
    for row in effects {
        let wanted = match row["difference"].parse::<f64>() {
            Ok(found) if found >= smallest && found > 0.0 => "holds",
            Ok(found) if found <= -smallest && found < 0.0 => "opposite",
            _ => "neither",
        };
        assert_eq!(row["outcome"], wanted, "{row:?}");
    }
}

/// The counts and shares of every box stand in the summary.
fn check_boxes(boxes: &[BTreeMap<String, String>], summary: &str) {
    for row in boxes {
        let share = |key: &str| format!("{:.0} %", 100.0 * row[key].parse::<f64>().unwrap());
        let said = format!(
            "{} of the space; there in {} of {} points ({}), which is {}",
            share("mass"),
            row["hits"],
            row["inside"],
            share("density"),
            share("coverage")
        );
        assert!(summary.contains(&said), "{said}");
    }
}

/// The mechanism with the largest part is the first that the summary names.
fn check_mechanisms(mechanisms: &[BTreeMap<String, String>], summary: &str) {
    let size = |row: &&BTreeMap<String, String>| row["added"].parse::<f64>().unwrap().abs();
    let largest = mechanisms.iter().max_by(|a, b| size(a).total_cmp(&size(b))).unwrap();
    let section = summary.split("## Which mechanisms carry it").nth(1).unwrap();
    let first = section.lines().find_map(|line| line.strip_prefix("- ")).unwrap();
    let added = format!("{:.3}", largest["added"].parse::<f64>().unwrap()).replace('-', "−");
    let said = format!("{}: adds {added} (", largest["mechanism"].replace('_', " "));
    assert!(first.starts_with(&said), "{first}: {said}");
}
