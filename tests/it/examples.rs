//! The programs in `examples` run, and print what they say they show.

use std::process::Command;

/// What an example prints. Cargo builds examples beside the tests.
fn printed(name: &str) -> String {
    let mut path = std::env::current_exe().unwrap();
    path.pop();
    path.pop();
    let path = path.join("examples").join(name);
    let output = Command::new(&path).output().unwrap_or_else(|error| {
        panic!("{}: {error}; run all tests, or `cargo build --examples` first", path.display())
    });
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The first number after a text.
fn after(text: &str, before: &str) -> f64 {
    let rest =
        &text[text.find(before).unwrap_or_else(|| panic!("{before}: {text}")) + before.len()..];
    let number: String =
        rest.trim_start().chars().take_while(|c| c.is_ascii_digit() || "-.".contains(*c)).collect();
    number.parse().unwrap_or_else(|_| panic!("no number after {before}: {text}"))
}

#[test]
fn a_scenario_is_run() {
    let text = printed("run_a_scenario");
    assert_eq!(text.lines().count(), 3);
    for metric in ["true_output: ", "cooperation: ", "trust: "] {
        let (mean, low) = (after(&text, metric), after(&text[text.find(metric).unwrap()..], "("));
        assert!(low <= mean && (0.0..=2.0).contains(&mean), "{text}");
    }
}

/// Trust does better where little can be measured than where nearly all can.
#[test]
fn regimes_are_compared_by_pairs() {
    let text = printed("compare_regimes");
    let gain = |measurability: &str| {
        after(&text, &format!("measurability {measurability}: trust less control"))
    };
    assert!(gain("0.2") > gain("0.9"), "{text}");
    assert_eq!(text.matches("10 pairs").count(), 2);
}

#[test]
fn an_observer_of_ones_own_sees_every_unit_once() {
    let text = printed("own_observer");
    assert_eq!(text.matches("in 10 units").count(), 2, "{text}");
    let share =
        |regime: &str| after(&text, &format!("{regime}: the most co-operative fifth does "));
    // Where trust spreads the work, the fifth does less of it than under control; never less than a fifth.
    assert!(share("control") > share("trust") && share("trust") >= 0.2, "{text}");
}

/// The more is checked the less is done that no check reaches.
#[test]
fn a_sweep_falls_with_checks() {
    let text = printed("sweep");
    assert!(after(&text, "0.0: true output") > after(&text, "0.8: true output"), "{text}");
    assert_eq!(text.lines().count(), 5);
}

#[test]
fn a_game_is_played() {
    let text = printed("play_a_game");
    assert!(text.lines().count() > 1, "{text}");
}
