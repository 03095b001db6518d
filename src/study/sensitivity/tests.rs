//! Analyses of functions whose indices are known, over the program's own designs.

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::*;
use crate::scenario::Source;
use crate::study::sweep;
use crate::study::sweep::Sweep;

const FACTORS: &str = "[sweep.factors]\nlevers.pay = { from = 0, to = 1 }\nlevers.support = { from = 0, to = 1 }\nlevers.dialogue = { from = 0, to = 1 }\n";

/// The space of a sweep over three factors.
fn space(design: &str) -> Space {
    let text = format!("[sweep]\n{design}\n{FACTORS}");
    let none = |_: &str| Err("there are no files".to_owned());
    let source = Source { name: "x.toml", bytes: text.as_bytes() };
    let sweep: Sweep = sweep::read(&source, &[], &none).unwrap();
    Space::of(&sweep).unwrap()
}

/// What a function gives at the points of a space, with replicates that differ by some noise.
fn outputs(space: &Space, noise: f64, of: impl Fn(&[f64]) -> f64) -> Outputs {
    let mut generator = Xoshiro256PlusPlus::seed_from_u64(7);
    let mut run = || noise * generator.random::<f64>();
    let point = |place: &Vec<f64>| (0..4).map(|_| of(place) + run()).collect();
    Outputs(space.positions.iter().map(point).collect())
}

fn outcome() -> Outcome {
    let [metric, treatment] = ["true_output", "trust"].map(str::to_owned);
    Outcome { metric, treatment, is_difference: false, time: Time::Window }
}

fn found(analysis: &Analysis, unit: &str, index: &str) -> Finding {
    let mut all = analysis.findings.iter();
    all.find(|f| f.unit == unit && f.index == index).unwrap_or_else(|| panic!("{index}")).clone()
}

fn analysed(space: &Space, outputs: &Outputs) -> Analysis {
    analyse(space, outcome(), outputs, Options { resamples: 60 })
}

const PAY: &str = "levers.pay";
const SUPPORT: &str = "levers.support";
const DIALOGUE: &str = "levers.dialogue";

#[test]
fn trajectories_give_slopes_and_noise_is_no_effect() {
    let space = space("design = \"morris\"\ntrajectories = 20");
    let analysis = analysed(&space, &outputs(&space, 0.01, |x| 2.0 * x[0] - x[1]));
    let mu = |unit| found(&analysis, unit, "mu").value;
    assert!((mu(PAY) - 2.0).abs() < 0.02 && (mu(SUPPORT) + 1.0).abs() < 0.02);
    let clear = |unit| found(&analysis, unit, "mu_star").is_clear;
    assert_eq!((clear(PAY), clear(SUPPORT)), (Some(true), Some(true)));
    let idle = found(&analysis, DIALOGUE, "mu_star");
    assert_eq!(idle.is_clear, Some(false), "{idle:?}");
    assert!(idle.noise > 0.0 && (0.4..2.5).contains(&(idle.value / idle.noise)), "{idle:?}");
    let ranked: Vec<&str> = analysis.ranked().iter().map(|f| f.unit.as_str()).collect();
    assert_eq!(ranked, [PAY, SUPPORT, DIALOGUE]);
    assert_eq!(analysis.convergence.unwrap().keeps_order(), Some(true));
}

#[test]
fn crossed_samples_give_shares_of_the_variance() {
    let space = space("design = \"saltelli\"\nsample = 256\nsecond_order = true");
    let product = |x: &[f64]| (2.0 * x[0] - 1.0) * (2.0 * x[1] - 1.0) + 2.0 * x[1];
    let analysis = analysed(&space, &outputs(&space, 0.0, product));
    // Variances: 1/9 of the product, 1/3 of the second factor alone.
    for (unit, index, wanted) in [
        (PAY, "first", 0.0),
        (PAY, "total", 0.25),
        (SUPPORT, "first", 0.75),
        (SUPPORT, "first_janon", 0.75),
        (SUPPORT, "total", 1.0),
        (DIALOGUE, "total", 0.0),
        ("levers.pay & levers.support", "second", 0.25),
    ] {
        let value = found(&analysis, unit, index);
        assert!((value.value - wanted).abs() < 0.05, "{unit} {index}: {value:?}");
    }
    assert_eq!(found(&analysis, PAY, "total").is_clear, Some(true));
    assert_eq!(found(&analysis, DIALOGUE, "total").is_clear, Some(false));
    assert_eq!(found(&analysis, SUPPORT, "delta").is_clear, Some(true));
    assert_eq!(analysis.dropped, 0);
}

#[test]
fn any_sample_tells_factors_from_chance() {
    for design in ["sobol", "latin-hypercube", "random"] {
        let space = space(&format!("design = \"{design}\"\npoints = 256"));
        let analysis = analysed(&space, &outputs(&space, 0.0, |x| x[0] + 0.3 * x[1].powi(2)));
        for index in ["delta", "median"] {
            let value = |unit| found(&analysis, unit, index).value;
            assert!(value(PAY) > value(SUPPORT), "{design} {index}");
            assert_eq!(found(&analysis, PAY, index).is_clear, Some(true));
        }
        assert!(found(&analysis, DIALOGUE, "delta").value < 0.12);
        let (raw, unbiased) =
            (found(&analysis, DIALOGUE, "delta"), found(&analysis, DIALOGUE, "delta_unbiased"));
        assert!(unbiased.value < raw.value, "{raw:?} {unbiased:?}");
    }
}

#[test]
fn a_missing_run_leaves_out_its_whole_row_and_no_other() {
    let space = space("design = \"saltelli\"\nsample = 16");
    let all = outputs(&space, 0.0, |x| x[0] + x[1]);
    let mut holed = all.clone();
    holed.0[7][2] = f64::NAN;
    let analysis = analysed(&space, &holed);
    assert_eq!((analysis.rows, analysis.dropped), (15, 1));
    let mut shorter = space.clone();
    shorter.positions.drain(5..10);
    let mut rest = all;
    rest.0.drain(5..10);
    // Noise that is not known is NaN, which equals nothing.
    let shown = |analysis: &Analysis| format!("{:?}", analysis.findings);
    assert_eq!(shown(&analysed(&shorter, &rest)), shown(&analysis));
}

#[test]
fn an_outcome_that_does_not_vary_has_no_indices() {
    let space = space("design = \"morris\"\ntrajectories = 5");
    let analysis = analysed(&space, &outputs(&space, 0.0, |_| 0.3));
    assert!(analysis.findings.is_empty() && analysis.convergence.is_none());
}

#[test]
fn groups_are_one_unit_and_other_designs_are_refused() {
    let groups = "groups = { both = [\"levers.pay\", \"levers.support\"] }";
    let space = space(&format!("design = \"morris\"\ntrajectories = 8\n{groups}"));
    let analysis = analysed(&space, &outputs(&space, 0.0, |x| x[0] + x[1] + 0.1 * x[2]));
    assert_eq!(space.units(), ["both", DIALOGUE]);
    assert!(found(&analysis, "both", "mu").value.is_nan());
    assert!(found(&analysis, "both", "mu_star").value > 0.5);
    let text =
        format!("[sweep]\ndesign = \"one-at-a-time\"\n{FACTORS}").replace("1 }", "1, levels = 3 }");
    let none = |_: &str| Err("there are no files".to_owned());
    let source = Source { name: "x.toml", bytes: text.as_bytes() };
    let sweep = sweep::read(&source, &[], &none).unwrap();
    assert!(Space::of(&sweep).unwrap_err().contains("morris, saltelli"));
}

#[test]
fn the_index_of_each_period_is_that_of_its_outputs() {
    let space = space("design = \"saltelli\"\nsample = 64");
    let early = outputs(&space, 0.0, |x| x[0]);
    let late = outputs(&space, 0.0, |x| x[0] + x[1]);
    let moments = over_time(&space, &[(1, early), (12, late.clone())]);
    assert!((moments[0].values[0] - 1.0).abs() < 0.1 && moments[0].values[1] == 0.0);
    let analysis = analysed(&space, &late);
    let main: Vec<f64> = analysis.main().map(|finding| finding.value).collect();
    assert_eq!((moments[1].period, &moments[1].values), (12, &main));
}
