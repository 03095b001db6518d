//! Finishing a sweep: no figure can prevent it, and what is missing is told, by words and by the exit
//! code.

use std::fs;
use std::path::Path;

use super::{done, refused, small};

fn write(at: &Path, sweep: &str) {
    fs::write(at.join("s.toml"), small(sweep)).unwrap();
}

/// Three factors with numbers, of which the third has too many values for panels.
const MANY: &str = "[sweep]\ndesign = \"random\"\npoints = 13\nreplicates = 1\nmetrics = [\"true_output\"]\n[sweep.factors]\nlevers.pay = { from = 0, to = 1 }\nlevers.monitoring = { from = 0, to = 1 }\nlevers.support = { from = 0, to = 1 }\n";

#[test]
fn a_figure_that_nobody_asked_for_never_keeps_a_sweep_from_being_finished() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    write(at, MANY);
    done(at, &["sweep", "s.toml", "--out", "o"]);
    assert!(at.join("o/manifest.json").exists() && !at.join("o/chunks").exists());
    assert!(done(at, &["status", "o"]).contains(": finished\n"));
    assert!(done(at, &["sweep", "s.toml", "--out", "o"]).contains("is complete already"));
}

#[test]
fn a_figure_that_was_asked_for_and_cannot_be_drawn_is_refused_before_anything_is_run() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    let figure = "[[sweep.figures]]\nx = \"levers.pay\"\nmetric = \"true_output\"\nby = \"levers.support\"\n";
    write(at, &(MANY.replace("points = 13", "points = 300") + figure));
    for arguments in [
        &["sweep", "s.toml", "--out", "o", "-q"][..],
        &["sweep", "s.toml", "--dry-run"],
        &["check", "s.toml"],
    ] {
        let said = refused(at, arguments, 2);
        assert!(said.contains("levers.support has more than"), "{said}");
    }
    assert!(!at.join("o").exists());
}

#[test]
fn a_figure_that_cannot_be_written_is_reported_and_the_tables_are_finished() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    let sweep =
        "[sweep]\ndesign = \"grid\"\nmetrics = \"trust\"\n[sweep.factors]\nlevers.pay = [0, 0.5]\n";
    let figure = "[[sweep.figures]]\nx = \"levers.pay\"\nmetric = \"trust\"\n";
    for (name, text, code) in
        [("suggested", sweep.to_owned(), 0), ("asked", sweep.to_owned() + figure, 1)]
    {
        write(at, &text);
        // Begun, so that the folder is that of the sweep; then something stands in a figure's way.
        done(at, &["sweep", "s.toml", "--out", name, "-q"]);
        for file in ["manifest.json", "trust_pay.svg", "runs.parquet"] {
            fs::remove_file(at.join(name).join(file)).unwrap();
        }
        fs::create_dir(at.join(name).join("trust_pay.svg")).unwrap();
        fs::write(at.join(name).join("trust_pay.svg/mine.txt"), "mine").unwrap();
        for _ in 0..2 {
            refused(at, &["sweep", "s.toml", "--out", name], code);
            let status = done(at, &["status", name]);
            assert!(status.contains("2 of 2 (100 %)"), "{status}");
            assert!(status.contains("no figure of trust over levers.pay"), "{status}");
            assert!(at.join(name).join("runs.parquet").exists());
            assert!(at.join(name).join("trust_pay.svg/mine.txt").exists());
        }
        fs::remove_dir_all(at.join(name).join("trust_pay.svg")).unwrap();
        if code == 1 {
            done(at, &["sweep", "s.toml", "--out", name]);
            assert!(done(at, &["status", name]).contains(": finished\n"));
        }
    }
}

/// Shares of the staff that sum to more than 1.
const IMPOSSIBLE: &str = "[sweep]\ndesign = \"list\"\nreplicates = 2\nmetrics = [\"true_output\"]\n[sweep.factors]\nstaff.types.self_interested.share = [0.9, 0.8]\nstaff.types.intrinsic.share = [0.9, 0.8]\n";

#[test]
fn a_sweep_of_which_every_run_fails_has_tables_no_figure_and_an_exit_code() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    write(at, IMPOSSIBLE);
    for _ in 0..2 {
        let said = refused(at, &["sweep", "s.toml", "--out", "o", "--format", "csv"], 1);
        assert!(
            said.contains("none of the 2 points can be run") && said.contains("sum to 1.8"),
            "{said}"
        );
        assert!(said.contains("all 2 runs failed"), "{said}");
    }
    let table = fs::read_to_string(at.join("o/runs.csv")).unwrap();
    assert_eq!(table.matches("failed: the varied shares").count(), 2, "{table}");
    let names = fs::read_dir(at.join("o")).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(names.into_iter().all(|name| !name.to_string_lossy().ends_with("svg")));
    assert!(done(at, &["status", "o"]).contains("finished, but every run failed"));
    let said = refused(at, &["check", "s.toml"], 2);
    assert!(said.contains("none of the 2 points can be run"), "{said}");
    assert!(
        done(at, &["sweep", "s.toml", "--dry-run"]).contains("none of the 2 points can be run")
    );
    write(at, &IMPOSSIBLE.replace("[0.9, 0.8]", "[0.9, 0.1]"));
    let said = done(at, &["sweep", "s.toml", "--out", "p"]);
    assert!(
        said.contains("1 of 2 points cannot be run") && said.contains("1 runs failed"),
        "{said}"
    );
    assert!(done(at, &["check", "s.toml"]).contains("1 of 2 points cannot be run"));
}

#[test]
fn figures_that_are_newly_asked_for_are_drawn_from_the_tables() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    let sweep = "[sweep]\ndesign = \"grid\"\nmetrics = [\"trust\", \"belief\"]\n[sweep.factors]\nlevers.pay = [0, 0.5]\n";
    write(at, sweep);
    done(at, &["sweep", "s.toml", "--out", "o", "-q"]);
    write(at, &format!("{sweep}[[sweep.figures]]\nx = \"levers.pay\"\nmetric = \"belief\"\n"));
    let said = done(at, &["sweep", "s.toml", "--out", "o"]);
    assert!(said.contains("belief_pay.svg") && !said.contains("chunks are done"), "{said}");
    assert!(done(at, &["sweep", "s.toml", "--out", "o"]).contains("is complete already"));
}

#[test]
fn a_file_of_the_users_that_has_the_name_of_a_result_stays_and_is_named_before_anything_is_run() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    write(at, MANY);
    done(at, &["sweep", "s.toml", "--out", "o", "-q", "--format", "csv"]);
    for name in ["runs.parquet", "mine.txt"] {
        fs::write(at.join("o").join(name), "mine").unwrap();
    }
    let said = refused(at, &["sweep", "s.toml", "--out", "o"], 2);
    assert!(said.contains("runs.parquet was not written by this sweep"), "{said}");
    assert_eq!(fs::read_to_string(at.join("o/runs.parquet")).unwrap(), "mine");
    fs::remove_file(at.join("o/runs.parquet")).unwrap();
    // Its own files are written anew, whatever became of the manifest.
    fs::remove_file(at.join("o/manifest.json")).unwrap();
    done(at, &["sweep", "s.toml", "--out", "o"]);
    assert!(at.join("o/manifest.json").exists() && at.join("o/runs.parquet").exists());
    assert_eq!(fs::read_to_string(at.join("o/mine.txt")).unwrap(), "mine");
}

/// The list of a sweep's files has a name that a user may have taken too.
#[test]
fn a_list_that_is_not_the_sweeps_own_stays_and_is_named() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    write(at, MANY);
    done(at, &["sweep", "s.toml", "--out", "o", "-q"]);
    let list = at.join("o/outputs.json");
    let own = fs::read_to_string(&list).unwrap();
    fs::remove_file(at.join("o/manifest.json")).unwrap();
    for foreign in ["mine", "[\"runs.parquet\"]", &own.replace("\"sweep\": \"", "\"sweep\": \"0")] {
        fs::write(&list, foreign).unwrap();
        let said = refused(at, &["sweep", "s.toml", "--out", "o", "-q"], 2);
        assert!(said.contains("outputs.json was not written by this sweep"), "{said}");
        assert_eq!(fs::read_to_string(&list).unwrap(), foreign);
    }
    fs::write(&list, own).unwrap();
    done(at, &["sweep", "s.toml", "--out", "o", "-q"]);
}
