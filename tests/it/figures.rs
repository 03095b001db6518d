//! Figures from outside: what lies in a results folder, under which names, at which width.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use assert_cmd::Command;

/// The colours of the first two treatments in every figure.
const COLOURS: [&str; 2] = ["#155B9B", "#BC4305"];

fn tillit(place: &Path, arguments: &[&str], code: i32) -> String {
    let output =
        Command::cargo_bin("tillit").unwrap().current_dir(place).args(arguments).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {errors}");
    errors
}

fn place(scenario: &str) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("s.toml"), scenario).unwrap();
    place
}

fn text(place: &Path, name: &str) -> String {
    std::fs::read_to_string(place.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The texts of an SVG that stand on one line, joined by spaces.
fn words(svg: &str) -> String {
    let lines = svg.lines().filter(|line| !line.starts_with('<'));
    lines.collect::<Vec<_>>().join(" ")
}

const TINY: &str = "title = \"SOU 2018:38 replicated: pay\"\n[organisation]\nunits = 2\nstaff = 3\n[run]\nperiods = 6\nreplicates = 3\n[treatments.alone]\n[treatments.paid]\nlevers.pay = 0.3\n";

#[test]
fn a_treatment_has_one_colour_in_all_figures_and_titles_are_whole() {
    let place = place(TINY);
    tillit(place.path(), &["run", "s.toml", "--out", "o", "-q"], 0);
    for name in
        ["outcomes", "differences", "differences_over_time", "units", "distribution", "goodhart"]
    {
        let svg = text(place.path(), &format!("o/{name}.svg"));
        assert!(svg.contains(COLOURS[1]), "{name}");
        assert!(svg.contains(COLOURS[0]) != name.starts_with("differences"), "{name}");
        assert!(words(&svg).contains("SOU 2018:38 replicated: pay: "), "{name}");
        assert!(svg.contains("width=\"170mm\"") && svg.contains("role=\"img\""), "{name}");
    }
    let sweep = "[sweep]\ndesign = \"grid\"\nreplicates = 2\nmetrics = [\"trust\"]\n[sweep.factors]\nlevers.monitoring = [0.0, 0.2]\n[[sweep.figures]]\nx = \"levers.monitoring\"\nmetric = \"trust\"\nby = \"treatment\"\n";
    // The second treatment alone keeps the colour that it has beside the first.
    std::fs::write(place.path().join("w.toml"), format!("{TINY}{sweep}")).unwrap();
    tillit(place.path(), &["sweep", "w.toml", "--out", "w", "-q"], 0);
    let svg = text(place.path(), "w/trust_monitoring_treatment.svg");
    assert!(COLOURS.iter().all(|colour| svg.contains(colour)));
    assert!(words(&svg).contains("SOU 2018:38 replicated: pay: "));
}

#[test]
fn the_width_is_that_of_the_file_or_of_the_command() {
    let place = place(&format!("{TINY}[figures]\nkinds = [\"differences\"]\nwidth = 120\n"));
    let width = |arguments: &[&str]| {
        let run = [&["run", "s.toml", "--out", "o", "-q"], arguments].concat();
        tillit(place.path(), &run, 0);
        let svg = text(place.path(), "o/differences.svg");
        svg["<svg width=\"".len()..].split('"').next().unwrap().to_owned()
    };
    assert_eq!(width(&[]), "120mm");
    assert_eq!(width(&["--width", "column"]), "85mm");
    tillit(place.path(), &["verify", "o"], 0);
    assert_eq!(width(&["--width", "readme"]), "830");
    assert_eq!(width(&["--set", "figures.width=slide"]), "1280");
    let said = tillit(place.path(), &["run", "s.toml", "--width", "slid"], 2);
    assert!(said.contains("did you mean `slide`?") && said.contains("60 to 600"), "{said}");
}

#[test]
fn what_many_treatments_leave_out_is_said() {
    let mut scenario = "title = \"Many\"\n[organisation]\nunits = 2\nstaff = 2\n[run]\nperiods = 2\nreplicates = 2\n".to_owned();
    for number in 0..40 {
        let _ = writeln!(
            scenario,
            "[treatments.t{number}]\ntitle = \"Treatment {number} of forty\"\nlevers.pay = {}",
            f64::from(number) / 50.0
        );
    }
    let place = place(&scenario);
    tillit(place.path(), &["run", "s.toml", "--out", "o", "-q"], 0);
    for (name, shown) in
        [("outcomes", 24), ("differences_over_time", 24), ("units", 12), ("goodhart", 12)]
    {
        let words = words(&text(place.path(), &format!("o/{name}.svg")));
        assert!(words.contains(&format!("the first {shown} of 40 treatments")), "{name}: {words}");
        assert!(words.contains(&format!("Treatment {} of forty", shown - 1)), "{name}");
    }
    for name in ["differences", "distribution"] {
        let words = words(&text(place.path(), &format!("o/{name}.svg")));
        assert!(
            (1..40).all(|number| words.contains(&format!("Treatment {number} of forty"))),
            "{name}"
        );
        assert!(!words.contains("Shown: "), "{name}");
    }
}

const GRID: &str = "[organisation]\nunits = 2\nstaff = 3\n[run]\nperiods = 4\n[sweep]\ndesign = \"grid\"\nreplicates = 3\nmetrics = [\"true_output\"]\n[sweep.factors]\nlevers.pay = [0.0, 0.2, 0.4]\nlevers.monitoring = [0.0, 0.3]\n";
const MAP: &str =
    "[[sweep.figures]]\nx = \"levers.pay\"\ny = \"levers.monitoring\"\nmetric = \"true_output\"\n";
const CURVES: &str =
    "[[sweep.figures]]\nx = \"levers.pay\"\nby = \"levers.monitoring\"\nmetric = \"true_output\"\n";

fn svgs(folder: &Path) -> BTreeSet<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.map(|name| name.into_string().unwrap()).filter(|name| name.ends_with(".svg")).collect()
}

#[test]
fn the_same_factors_in_other_roles_have_other_names() {
    let name = "true-output_pay_monitoring";
    for (figures, other) in
        [(format!("{MAP}{CURVES}"), "curves"), (format!("{CURVES}{MAP}"), "map")]
    {
        let place = place(&format!("{GRID}{figures}"));
        tillit(place.path(), &["sweep", "s.toml", "--out", "o", "-q"], 0);
        let wanted = [format!("{name}.svg"), format!("{name}_{other}.svg")];
        assert_eq!(svgs(&place.path().join("o")), BTreeSet::from(wanted.clone()));
        assert_ne!(
            text(place.path(), &format!("o/{}", wanted[0])),
            text(place.path(), &format!("o/{}", wanted[1]))
        );
    }
    // Neither was asked for by the sweep: drawn one after the other, both stay.
    let place = place(&format!(
        "{GRID}[[sweep.figures]]\nx = \"levers.monitoring\"\nmetric = \"true_output\"\n"
    ));
    tillit(place.path(), &["sweep", "s.toml", "--out", "o", "-q"], 0);
    for role in ["--y", "--by"] {
        let plot = ["plot", "o", "--out", "p", "--x", "levers.pay", role, "levers.monitoring"];
        tillit(
            place.path(),
            &[&plot[..], &["--metric", "true_output", "--width", "column"]].concat(),
            0,
        );
    }
    let drawn = svgs(&place.path().join("p"));
    assert_eq!(drawn, BTreeSet::from([format!("{name}.svg"), format!("{name}_curves.svg")]));
    assert!(
        drawn.iter().all(|name| text(&place.path().join("p"), name).contains("width=\"85mm\""))
    );
    let said = tillit(place.path(), &["plot", "o", "--width", "59"], 2);
    assert!(said.contains("allowed: page, column, slide, readme"), "{said}");
}

#[test]
fn a_figure_that_is_asked_for_twice_is_refused() {
    let place = place(&format!("{GRID}{MAP}{MAP}"));
    let said = tillit(place.path(), &["sweep", "s.toml", "--out", "o", "-q"], 2);
    assert!(said.contains("this figure is requested twice"), "{said}");
    assert!(!place.path().join("o").exists());
}
