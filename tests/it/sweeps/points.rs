//! What points mean, and what their runs give.

use tillit::model::traits::SHARES;
use tillit::study::sweep::{FactorValue, Outcome, Replicates, Rows, Stop, run_chunk};

use super::{small, sweep};

fn rows(text: &str) -> Rows {
    let sweep = sweep(text);
    run_chunk(&sweep, 0..sweep.n_points(), &|_| ())
}

#[test]
fn a_point_gives_what_a_run_with_its_values_gives() {
    let text = small(
        "[treatments.a]\n[treatments.b]\nlevers.vision = 0.6\n[sweep]\ndesign = \"grid\"\n[sweep.factors]\nlevers.pay = [0, 0.3]\nregime = [\"trust\", \"control\"]\n",
    );
    let found = rows(&text);
    assert_eq!(found.len(), 2 * 2 * 2 * 3);
    let source = tillit::scenario::Source { name: "x.toml", bytes: text.as_bytes() };
    let over = ["levers.pay=0.3", "regime=control"].map(tillit::scenario::Change::typed);
    let scenario = tillit::scenario::read(&source, &over).unwrap();
    let metrics = tillit::engine::observe::METRICS.to_vec();
    for (treatment, spec) in scenario.treatments.iter().map(|t| &t.spec).enumerate() {
        let run = tillit::study::runs::parallel::run(spec, &metrics, &mut (), &|_| ());
        for metric in 0..metrics.len() {
            for (replicate, outcome) in run.outcomes(metric).iter().enumerate() {
                let row = 3 * 2 * 3 + 3 * treatment + replicate;
                let value = found.metrics[metric][row];
                let same = (value - outcome).abs() < 1e-12 || value.is_nan() && outcome.is_nan();
                assert!(same, "{}: {value} {outcome}", metrics[metric].name);
            }
        }
    }
}

#[test]
fn points_share_their_luck_unless_asked_not_to() {
    // The two factors change nothing here: nobody is paid, so nothing is ratcheted.
    let text = |random_numbers: &str| {
        small(&format!(
            "[sweep]\ndesign = \"grid\"\nrandom_numbers = \"{random_numbers}\"\nmetrics = \"true_output\"\n[sweep.factors]\nratchet.foresight = [0, 1]\nratchet.discount = [0.8, 0.9]\n"
        ))
    };
    let common = rows(&text("common"));
    let independent = rows(&text("independent"));
    let first = &common.metrics[0][..3];
    assert!(common.metrics[0].chunks(3).all(|values| values == first));
    assert!(common.seeds.iter().all(|seed| *seed == 1));
    let mut values = independent.metrics[0].clone();
    values.sort_unstable_by(f64::total_cmp);
    values.dedup();
    assert_eq!(values.len(), 12);
    let mut seeds = independent.seeds.clone();
    seeds.dedup();
    assert_eq!(seeds.len(), 4);
}

#[test]
fn other_shares_of_types_keep_their_proportions() {
    let text = small(
        "[sweep]\ndesign = \"grid\"\n[sweep.factors]\nstaff.types.self_interested.share = [0, 0.5, 1]\n",
    );
    let sweep = sweep(&text);
    let base: Vec<f64> =
        SHARES.iter().map(|share| sweep.scenario.treatments[0].spec.value(share)).collect();
    for number in 0..3 {
        let point = sweep.point(number).unwrap();
        let spec = &sweep.treatments(&point).unwrap()[0].spec;
        let shares: Vec<f64> = SHARES.iter().map(|share| spec.value(share)).collect();
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let varied = point.values[0].number().unwrap();
        assert!((shares[0] - varied).abs() < 1e-12);
        assert!((shares[1] * base[2] - shares[2] * base[1]).abs() < 1e-12, "{shares:?} {base:?}");
    }
}

#[test]
fn a_point_that_cannot_be_run_is_recorded_and_stops_nothing() {
    let text = small(
        "[sweep]\ndesign = \"grid\"\n[sweep.factors]\nstaff.types.self_interested.share = [0.2, 0.9]\nstaff.types.intrinsic.share = [0.1, 0.5]\n",
    );
    let found = rows(&text);
    assert_eq!((found.len(), found.n_failed()), (3 * 3 + 1, 1));
    let failed: Vec<&Outcome> =
        found.outcomes.iter().filter(|o| matches!(o, Outcome::Failed(_))).collect();
    assert!(format!("{failed:?}").contains("sum to 1.4"), "{failed:?}");
    assert_eq!(found.replicates.iter().filter(|r| r.is_none()).count(), 1);
}

#[test]
fn conditions_leave_points_out() {
    let text = small(
        "[sweep]\ndesign = \"grid\"\nwhen = [\"pay + monitoring <= 1\", \"pay != 0.5\"]\n[sweep.factors]\nlevers.pay = [0, 0.5, 1]\nlevers.monitoring = [0, 0.5, 1]\n",
    );
    let sweep = sweep(&text);
    let kept: Vec<(f64, f64)> = (0..9)
        .filter_map(|number| sweep.point(number))
        .map(|point| (point.values[0].number().unwrap(), point.values[1].number().unwrap()))
        .collect();
    assert_eq!(kept, [(0.0, 0.0), (0.0, 0.5), (0.0, 1.0), (1.0, 0.0)]);
}

#[test]
fn replicates_end_when_they_are_precise_and_not_before() {
    let text = small(
        "[sweep]\ndesign = \"grid\"\nmetrics = [\"true_output\", \"trust\"]\nreplicates = { until = 0.02, metric = \"true_output\", at_most = 60, at_least = 4, look_ahead = 3 }\n[sweep.factors]\nstart.belief = [0.1, 0.5, 0.9]\n",
    );
    let read = sweep(&text);
    let Replicates::Until(rule) = read.replicates else { panic!() };
    let found = rows(&text);
    let mut numbers = Vec::new();
    for point in 0..3 {
        let values: Vec<f64> = (0..found.len())
            .filter(|row| found.points[*row] == point)
            .map(|row| found.metrics[0][row])
            .collect();
        let at = |n: usize| {
            let s = tillit::ground::statistics::Summary::of(&values[..n], 0.95);
            0.5 * (s.high - s.low)
        };
        let n = values.len();
        let stop = (0..found.len()).find(|row| found.points[*row] == point);
        match found.outcomes[stop.unwrap()] {
            Outcome::Whole(Stop::Precise) => {
                assert!((n - 3..=n).all(|n| at(n) <= rule.half_width));
                assert!(n == 7 || at(n - 4) > rule.half_width, "it could have ended before");
            }
            Outcome::Whole(Stop::AtMost) => assert_eq!(n, 60),
            ref other => panic!("{other:?}"),
        }
        numbers.push(n);
    }
    numbers.dedup();
    assert!(numbers.len() > 1, "points differ in how many they need: {numbers:?}");
}

#[test]
fn large_points_are_run_on_all_threads_with_the_same_numbers() {
    let text = small(
        "[sweep]\ndesign = \"grid\"\nseries = 2\n[sweep.factors]\norganisation.units = [3, 200]\n",
    );
    let sweep = sweep(&text);
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| run_chunk(&sweep, 0..2, &|_| ()))
    };
    let one = on(1);
    assert_eq!(format!("{one:?}"), format!("{:?}", on(3)));
    assert_eq!(one.series.periods[..4], [2, 4, 6, 8]);
    assert_eq!(one.factors[0][0], FactorValue::Number(3.0));
}
