//! Reports of runs: the page, the text and the workbook say what the tables say, in both languages.

use std::fs;
use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx};

use crate::sweeps::{done, refused, tillit};

const SCENARIO: &str = "title = \"Clinics <in> a region\"\nquestion = \"Which way?\"\n[organisation]\nunits = 6\nstaff = 8\n[run]\nperiods = 24\nwindow = 6\nreplicates = 6\n[treatments.alone]\ntitle = \"Left alone\"\nregime = \"laissez-faire\"\n[treatments.pay]\ntitle = \"Pay\"\nregime = \"incentive\"\n[treatments.trust]\ntitle = \"Trust\"\nregime = \"trust\"\n";

/// A place with the results of the scenario.
fn place(options: &[&str]) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("clinics.toml"), SCENARIO).unwrap();
    let typed: Vec<&str> =
        ["run", "clinics.toml", "--out", "run", "-q"].iter().chain(options).copied().collect();
    done(place.path(), &typed);
    place
}

fn read(place: &Path, name: &str) -> String {
    fs::read_to_string(place.join(name)).unwrap()
}

/// A number of a table, by treatment, metric and column.
fn cell(place: &Path, table: &str, treatment: &str, metric: &str, column: &str) -> f64 {
    let mut reader = csv::Reader::from_path(place.join("run").join(table)).unwrap();
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|own| own == name).unwrap();
    let (treatments, metrics, wanted) = (at("treatment"), at("metric"), at(column));
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let row = rows.iter().find(|row| row[treatments] == *treatment && row[metrics] == *metric);
    row.unwrap()[wanted].parse().unwrap()
}

fn sheet(place: &Path, name: &str) -> Range<Data> {
    let bytes = fs::read(place.join("run-report-en/report.xlsx")).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    book.worksheet_range(name).unwrap()
}

#[test]
fn every_number_of_the_page_is_in_the_tables_and_in_the_workbook() {
    let place = place(&[]);
    let place = place.path();
    done(place, &["report", "run"]);
    let page = read(place, "run-report-en/report.html");
    let (alternatives, treatments) = (sheet(place, "Alternatives"), ["alone", "pay", "trust"]);
    for (row, treatment) in (1..).zip(treatments) {
        let of = |table: &str, column: &str| cell(place, table, treatment, "true_output", column);
        let mut known = vec![
            (1, of("summary.csv", "mean")),
            (2, of("summary.csv", "low")),
            (4, of("over_assumptions.csv", "low")),
            (12, of("over_assumptions.csv", "share_highest")),
            (13, of("over_assumptions.csv", "shortfall_mean")),
            (14, cell(place, "summary.csv", treatment, "measured_output", "mean")),
            (17, cell(place, "summary.csv", treatment, "steering_time", "mean")),
        ];
        if treatment != "alone" {
            known.push((6, of("differences.csv", "mean_difference")));
            known.push((10, of("over_assumptions.csv", "difference_high")));
            known.push((11, of("over_assumptions.csv", "share_higher")));
        }
        for (column, value) in known {
            let written = alternatives.get_value((row, column)).unwrap();
            assert_eq!(written, &Data::Float(value), "{treatment} {column}");
        }
        for value in [of("summary.csv", "mean"), of("over_assumptions.csv", "high")] {
            assert!(page.contains(&format!("{value:.3}").replace('-', "−")), "{treatment} {value}");
        }
    }
    for (name, table) in [("Outcomes", "summary.csv"), ("Over assumptions", "over_assumptions.csv")]
    {
        same_numbers(&sheet(place, name), &place.join("run").join(table));
    }
}

/// A sheet has what its table has.
fn same_numbers(sheet: &Range<Data>, table: &Path) {
    let mut reader = csv::Reader::from_path(table).unwrap();
    let mut compared = 0;
    for (row, record) in (1..).zip(reader.records()) {
        for (column, cell) in (0..).zip(record.unwrap().iter()) {
            let Ok(value) = cell.parse::<f64>() else { continue };
            assert_eq!(sheet.get_value((row, column)), Some(&Data::Float(value)));
            compared += 1;
        }
    }
    assert!(compared > 200);
}

#[test]
fn the_sentences_are_true_of_the_tables() {
    let place = place(&[]);
    let place = place.path();
    done(place, &["report", "run"]);
    let text = read(place, "run-report-en/report.md");
    let output = |treatment: &str| cell(place, "summary.csv", treatment, "true_output", "mean");
    let all = [("alone", "Left alone"), ("pay", "Pay"), ("trust", "Trust")];
    let best = all.into_iter().max_by(|a, b| output(a.0).total_cmp(&output(b.0))).unwrap();
    assert!(text.contains(&format!(
        "“{}” gives most true output of 3 alternatives: {:.3}",
        best.1,
        output(best.0)
    )));
    let over = |column: &str| cell(place, "over_assumptions.csv", best.0, "true_output", column);
    let share = format!("gives more than “Left alone” at {:.0} %", 100.0 * over("share_higher"));
    assert!(text.contains(&share), "{share}\n{text}");
    let regret = format!("on average {:.3} less", over("shortfall_mean"));
    assert!(text.contains(&regret), "{regret}\n{text}");
    // Followed unit by unit, in the table of units.
    let mut reader = csv::Reader::from_path(place.join("run/units.csv")).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let of = |treatment: &str| -> Vec<f64> {
        let own = rows.iter().filter(|row| row[0] == *treatment);
        own.map(|row| row[4].parse().unwrap()).collect()
    };
    let pairs = of(best.0).into_iter().zip(of("alone"));
    let lower = pairs.filter(|(own, base)| base - own >= 0.01).count() as f64 / 36.0;
    let told = text.lines().find(|line| line.contains("end lower in true output")).unwrap();
    let digits = usize::from(lower > 0.0 && lower < 0.1);
    assert!(told.starts_with(&format!("- {:.digits$} %", 100.0 * lower)), "{told} {lower}");
}

#[test]
fn it_stands_alone_in_both_languages_and_the_same_results_give_the_same_bytes() {
    let place = place(&["--threads", "1"]);
    let place = place.path();
    for (language, words) in [("en", "What this does not say"), ("sv", "Vad detta inte säger")] {
        done(place, &["report", "run", "--lang", language]);
        let folder = format!("run-report-{language}");
        let page = read(place, &format!("{folder}/report.html"));
        assert!(page.contains(words) && page.contains(&format!("<html lang=\"{language}\">")));
        assert!(page.contains("Clinics &lt;in&gt; a region") && !page.contains("<in>"));
        let links = page.matches("http").count();
        let of_svg = page.matches("http://www.w3.org/2000/svg").count();
        assert!(links == of_svg && !page.contains("<script") && !page.contains("<link"), "{links}");
        assert!(page.matches("<figure ").count() == 3);
        done(place, &["report", "run", "--lang", language, "--out", "again"]);
        for file in ["report.html", "report.md", "report.xlsx"] {
            let bytes = |folder: &str| fs::read(place.join(folder).join(file)).unwrap();
            assert!(bytes(&folder) == bytes("again"), "{file}");
        }
        assert!(tillit(place, &["verify", &folder]).status.success());
    }
    let swedish = read(place, "run-report-sv/report.md");
    let mean = cell(place, "summary.csv", "trust", "true_output", "mean");
    assert!(swedish.contains(&format!("{mean:.3}").replace('.', ",")));
}

#[test]
fn without_a_look_at_assumptions_it_says_so() {
    let place = place(&["--assumptions", "off", "--only", "csv"]);
    let place = place.path();
    done(place, &["report", "run"]);
    let text = read(place, "run-report-en/report.md");
    assert!(text.contains("was not looked at") && !text.contains("Most at"));
    assert!(!read(place, "run-report-en/report.html").contains("<figure"));
}

#[test]
fn what_is_no_run_or_not_whole_is_refused_and_nothing_of_the_user_is_lost() {
    let place = place(&[]);
    let place = place.path();
    let told = refused(place, &["report", "nothing"], 2);
    assert!(told.contains("is not a results folder"), "{told}");
    fs::create_dir(place.join("mine")).unwrap();
    fs::write(place.join("mine/report.html"), "my own").unwrap();
    refused(place, &["report", "run", "--out", "mine"], 2);
    assert_eq!(read(place, "mine/report.html"), "my own");
    done(place, &["report", "run", "--out", "ours"]);
    let told = refused(place, &["report", "ours"], 2);
    assert!(told.contains("holds a report") && told.contains("tillit run"), "{told}");
    done(place, &["run", "clinics.toml", "--out", "few", "-q", "--only", "svg"]);
    let told = refused(place, &["report", "few"], 2);
    assert!(told.contains("does not keep summary.csv"), "{told}");
    let table = place.join("run/summary.csv");
    fs::write(&table, read(place, "run/summary.csv").replacen("0.", "1.", 1)).unwrap();
    let told = refused(place, &["report", "run"], 1);
    assert!(told.contains("summary.csv: was changed"), "{told}");
}
