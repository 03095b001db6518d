//! The best dose of each family of steering: budgets are kept, words are true of the tables, and all of it can be
//! made again.

use std::fs;
use std::path::Path;

use crate::sweeps::{done, refused};

const SCENARIO: &str = "title = \"Wards\"\n[organisation]\nunits = 8\nstaff = 6\n[run]\nperiods = 12\nwindow = 4\nreplicates = 4\n";

fn place(text: &str) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("wards.toml"), text).unwrap();
    place
}

fn search(place: &Path, out: &str, options: &[&str]) -> String {
    let typed = ["frontier", "wards.toml", "--doses", "30", "--out", out];
    done(place, &typed.iter().chain(options).copied().collect::<Vec<_>>())
}

/// The rows of a table, by column.
fn rows(place: &Path, table: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(place.join(table)).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

fn number(row: &std::collections::BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or(f64::NAN)
}

#[test]
fn the_best_doses_keep_the_budgets_and_nothing_that_was_tried_is_better() {
    let place = place(SCENARIO);
    let place = place.path();
    let told = search(place, "out", &["--hours", "20", "--money", "1500", "--threads", "2"]);
    let (best, doses) = (rows(place, "out/best.csv"), rows(place, "out/doses.csv"));
    assert_eq!(best.len(), 7 * 3);
    let hours = |row: &_| number(row, "steering_hours") + number(row, "checking_hours");
    let mut found = 0;
    for row in &best {
        let goal = row["goal"].as_str();
        let within = doses.iter().filter(|dose| {
            dose["family"] == row["family"]
                && hours(dose) <= 20.0
                && number(dose, "spending") <= 1500.0
        });
        let most = within.map(|dose| number(dose, goal)).fold(f64::NEG_INFINITY, f64::max);
        // The best is run again with other random numbers, so it need not have the same value; it was the best.
        assert_eq!(row["true_output"].is_empty(), most == f64::NEG_INFINITY, "{row:?}");
        found += usize::from(!row["true_output"].is_empty());
    }
    assert!(found > 10, "{found}");
    // Leaving alone costs no money and is best of its own.
    let alone = best.iter().find(|row| row["family"] == "left-alone").unwrap();
    assert_eq!(number(alone, "spending"), 0.0);
    let value = format!("{:.3}", number(alone, "true_output"));
    assert!(told.contains(&format!("- Left alone: {value} [")), "{value}\n{told}");
    // Shares of points at which each is best sum to at least 1.
    let over = rows(place, "out/over_assumptions.csv");
    let of_output = over.iter().filter(|row| row["metric"] == "true_output");
    let shares: f64 = of_output.map(|row| number(row, "share_highest")).sum();
    assert!(shares >= 1.0 - 1e-9, "{shares}");
}

#[test]
fn threads_change_no_byte_and_verify_makes_it_again() {
    let place = place(SCENARIO);
    let place = place.path();
    search(place, "one", &["--threads", "1", "--assumptions", "off"]);
    search(place, "two", &["--threads", "2", "--assumptions", "off"]);
    for entry in fs::read_dir(place.join("one")).unwrap() {
        let name = entry.unwrap().file_name();
        if name != "manifest.json" {
            let bytes = |folder: &str| fs::read(place.join(folder).join(&name)).unwrap();
            assert!(bytes("one") == bytes("two"), "{name:?}");
        }
    }
    assert!(!place.join("one/over_assumptions.csv").exists());
    done(place, &["verify", "one"]);
    let table = place.join("one/best.csv");
    fs::write(&table, fs::read_to_string(&table).unwrap().replacen("0.", "1.", 1)).unwrap();
    refused(place, &["verify", "one"], 1);
}

#[test]
fn a_scenario_that_moves_levers_and_wrong_budgets_are_refused() {
    let moved = format!("{SCENARIO}[[schedule]]\nperiod = 3\nset = {{ pay = 0.2 }}\n");
    let place = place(&moved);
    let told = refused(place.path(), &["frontier", "wards.toml", "--out", "out"], 2);
    assert!(told.contains("levers.pay") && !place.path().join("out").exists(), "{told}");
    let told = refused(place.path(), &["frontier", "wards.toml", "--hours=-1"], 2);
    assert!(told.contains("numbers from 0 on"), "{told}");
}
