//! The commands round sweeps: dry runs, status, other machines, files beside the sweep.

use std::fs;

use super::{done, files_of, refused, small};

const SWEEP: &str = "[sweep]\ndesign = \"grid\"\nwhen = \"pay + monitoring < 0.9\"\nmetrics = \"trust\"\n[sweep.factors]\nlevers.pay = [0, 0.5]\nlevers.monitoring = { from = 0, to = 0.5, levels = 3 }\n";

#[test]
fn a_dry_run_counts_and_runs_nothing() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("s.toml"), small(SWEEP)).unwrap();
    let said = done(place.path(), &["sweep", "s.toml", "--dry-run"]);
    for part in ["grid, 6 points", "1 break a condition", "runs         15", "nothing was run"] {
        assert!(said.contains(part), "no {part} in\n{said}");
    }
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
}

#[test]
fn status_tells_how_far_it_is() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("s.toml"), small(SWEEP)).unwrap();
    done(place.path(), &["sweep", "s.toml", "--out", "o", "-q"]);
    let said = done(place.path(), &["status", "o"]);
    assert!(said.contains("finished") && said.contains("runs     15, of which 0 failed"), "{said}");
    let json: serde_json::Value =
        serde_json::from_str(&done(place.path(), &["status", "o", "--json"])).unwrap();
    assert_eq!((json["state"].as_str(), json["runs"].as_u64()), (Some("finished"), Some(15)));
    assert!(refused(place.path(), &["status", "."], 2).contains("not the folder of a sweep"));
}

#[test]
fn a_scenario_with_a_sweep_runs_as_if_it_had_none() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("with.toml"), small(SWEEP)).unwrap();
    fs::write(place.path().join("without.toml"), small("")).unwrap();
    for name in ["with", "without"] {
        done(place.path(), &["run", &format!("{name}.toml"), "--out", name, "-q"]);
    }
    let [with, without] = ["with", "without"].map(|name| files_of(&place.path().join(name)));
    assert!(with.iter().zip(&without).all(|(a, b)| !a.0.ends_with("csv") || a == b));
    done(place.path(), &["check", "with.toml"]);
    fs::write(place.path().join("bad.toml"), small(SWEEP).replace("grid", "gird")).unwrap();
    let said = refused(place.path(), &["check", "bad.toml"], 2);
    assert!(said.contains("did you mean `grid`?"), "{said}");
}

#[test]
fn a_sweep_file_names_its_scenario_and_its_points() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    fs::create_dir(at.join("sweeps")).unwrap();
    fs::write(at.join("base.toml"), small("")).unwrap();
    fs::write(at.join("sweeps/points.csv"), "levers.pay, regime\n0.1, trust\n0.3, control\n")
        .unwrap();
    let text = "title = \"Two\"\nscenario = \"../base.toml\"\n[sweep]\ndesign = \"list\"\nfile = \"points.csv\"\nmetrics = \"trust\"\n";
    fs::write(at.join("sweeps/two.toml"), text).unwrap();
    done(at, &["check", "sweeps/two.toml"]);
    let said = done(at, &["sweep", "sweeps/two.toml", "--out", "o", "--replicates", "4"]);
    assert!(said.starts_with("Two\n") && said.contains("2 points, 8 runs"), "{said}");
    let design = fs::read_to_string(at.join("o/design.csv")).unwrap();
    assert_eq!(design, "point,levers.pay,regime\n1,0.1,trust\n2,0.3,control\n");
    // The store remembers all that it was made from.
    fs::remove_dir_all(at.join("sweeps")).unwrap();
    assert!(done(at, &["status", "o"]).contains("finished"));
    let said = refused(at, &["run", "o/sweep.json"], 2);
    assert!(said.contains("sweep.json"), "{said}");
}

#[test]
fn mistakes_in_the_files_beside_a_sweep_are_told_where_they_are() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    let text = "scenario = \"base.toml\"\n[sweep]\ndesign = \"list\"\nfile = \"points.csv\"\n";
    fs::write(at.join("s.toml"), text).unwrap();
    let said = refused(at, &["sweep", "s.toml"], 2);
    assert!(said.contains("s.toml:1:12: scenario: cannot read base.toml"), "{said}");
    fs::write(at.join("base.toml"), "[levers]\npay = 9\n").unwrap();
    let said = refused(at, &["sweep", "s.toml"], 2);
    assert!(said.contains("base.toml:2:7: levers.pay = 9 is too large"), "{said}");
    fs::write(at.join("base.toml"), small("")).unwrap();
    let said = refused(at, &["sweep", "s.toml"], 2);
    assert!(said.contains("sweep.file: cannot read points.csv"), "{said}");
    fs::write(at.join("points.csv"), "levers.pay,regime\n0.1,trust\n0.2\n").unwrap();
    let said = refused(at, &["sweep", "s.toml"], 2);
    assert!(said.contains("points.csv:3:1: this row has 1 fields, but the header has 2"), "{said}");
    fs::write(at.join("points.csv"), "levers.pay,regime\n0.1,trust\n7,trust\n").unwrap();
    let said = refused(at, &["sweep", "s.toml"], 2);
    assert!(said.contains("levers.pay = 7 is too large"), "{said}");
    let said = refused(at, &["run", "s.toml"], 2);
    assert!(said.contains("tillit sweep"), "{said}");
}

#[test]
fn the_script_for_a_cluster_names_every_shard() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    let many = small(SWEEP).replace("units = 4", "units = 40000");
    fs::write(at.join("s.toml"), many).unwrap();
    let said = done(at, &["slurm", "s.toml", "--tasks", "3", "--partition", "short"]);
    for part in [
        "#SBATCH --array=1-3\n",
        "#SBATCH --partition=short\n",
        "#SBATCH --requeue\n",
        "sweep s.toml --shard \"$task/3\" --threads 1",
        "--dependency=\"afterok:${array%%;*}\"",
        "merge \"$@\" --out results/s-",
    ] {
        assert!(said.contains(part), "no {part} in\n{said}");
    }
    let checked = std::process::Command::new("sh").arg("-n").arg("-c").arg(&said).status();
    assert!(checked.unwrap().success(), "it is a script that a shell can read");
    let said = refused(at, &["slurm", "s.toml", "--tasks", "99"], 2);
    assert!(said.contains("chunks to distribute"), "{said}");
}
