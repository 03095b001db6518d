//! The patterns of chapter 5 in `scenarios/skane-2012.toml` (P5.1–P5.4), paired by replicate,
//! one-sided at a false-alarm rate of 1e-4 each.

use tillit::engine::observe::find_metric;
use tillit::ground::statistics;
use tillit::ground::statistics::Summary;
use tillit::scenario::{Source, read};

const METRICS: [&str; 3] = ["measured_output", "true_output", "perceived_control"];

/// Per treatment and metric, the outcome of each replicate.
fn outcomes() -> Vec<(String, Vec<Vec<f64>>)> {
    let bytes = include_bytes!("../../../scenarios/skane-2012.toml");
    let scenario = read(&Source { name: "skane-2012.toml", bytes }, &[]).unwrap();
    let metrics: Vec<_> = METRICS.iter().map(|name| find_metric(name).unwrap()).collect();
    scenario
        .treatments
        .iter()
        .map(|treatment| {
            let result =
                tillit::study::runs::parallel::run(&treatment.spec, &metrics, &mut (), &|_| ());
            (
                treatment.name.clone(),
                (0..3).map(|metric| result.outcomes(metric).to_vec()).collect(),
            )
        })
        .collect()
}

#[test]
fn skane_shows_the_patterns_of_the_reform() {
    let all = outcomes();
    let find = |name: &str| &all.iter().find(|(found, _)| found == name).unwrap().1;
    let fall = |from: &str, to: &str, metric: usize| -> Vec<f64> {
        find(from)[metric].iter().zip(&find(to)[metric]).map(|(a, b)| a - b).collect()
    };
    let positive = |what: &str, values: &[f64]| {
        let found = Summary::of(values, 1.0 - 2e-4);
        assert!(found.low > 0.0, "{what}: {found:?}");
    };
    let measured = fall("no-reform", "as-it-was", 0);
    let real = fall("no-reform", "as-it-was", 1);
    positive("P5.1 measured output falls", &measured);
    let smaller: Vec<f64> = measured.iter().zip(&real).map(|(m, r)| m - r.abs()).collect();
    positive("P5.2 real output falls less than measured", &smaller);
    // P5.3: of the control that removing pay takes away, growing follow-up gives all back.
    let won = statistics::mean(&fall("no-reform", "pay-removed-only", 2));
    let lost = statistics::mean(&fall("as-it-was", "pay-removed-only", 2));
    assert!(won > 0.0 && lost > won, "P5.3: {won:.3} won, {lost:.3} taken back");
    positive("P5.4 real output", &fall("counterfactual", "as-it-was", 1));
    // What the chapter's reading does not say: measured output falls less than it did.
    positive("measured output with dialogue", &fall("counterfactual", "as-it-was", 0));
}
