//! A fine in day-care centres.

use super::overlay::{Overlay, Pair, over_periods};
use super::{Comparison, Data, Experiment, Kind, Run, SiteParameter, sampling};
use crate::ground::statistics::mean;
use crate::lab::benchmark_models::generator;
use crate::lab::games::fine::FineGame;
use crate::lab::people::Population;

/// Gneezy & Rustichini 2000.
pub static FINE: Experiment = Experiment {
    name: "fine",
    summary: "A small fine on late parents doubles lateness, which does not fall when the fine goes.",
    source: "Gneezy & Rustichini 2000 (ten day-care centres; transcribed data)",
    kind: Kind::Experiment,
    site: &[
        SiteParameter::fitted("duty of parents", "lateness before the fine"),
        SiteParameter::fitted("worth of the fine (0.01)", "lateness under the fine"),
        SiteParameter::observed("starting belief", "lateness before the fine"),
        SiteParameter::judged("spread of starting beliefs (0.1)", "parents know their centre"),
        SiteParameter::judged(
            "critical mass (0.6), chance that lateness is noticed (1)",
            "the organisation's default; a teacher has to wait",
        ),
    ],
    sample: 6.0 / 400.0,
    run: fine,
};

/// Centres that play.
const CENTRES: u32 = 400;

/// Mean lateness of each week in the centres with the fine, or in the others.
pub(crate) fn observed(column: &str) -> Vec<f64> {
    let data = Data::new(include_str!("../../../scenarios/lab/data/05_daycare_fine_weekly.csv"));
    data.column(column, |_| true)
}

/// The mean of weeks, counted from 1.
pub(crate) fn over(path: &[f64], from: usize, to: usize) -> f64 {
    mean(&path[from - 1..to])
}

/// Lateness by week, against that before the fine.
pub(super) fn overlay(run: &Run) -> Overlay {
    let relative = |path: Vec<f64>| {
        let before = over(&path, 1, 4);
        over_periods(&path.iter().map(|late| late / before).collect::<Vec<f64>>())
    };
    let (with, without) = simulated(run);
    Overlay {
        title: "A fine in weeks 5 to 16".to_owned(),
        x: "week",
        y: "lateness, against before",
        pairs: vec![
            Pair::new(relative(observed("treated_mean_late")), relative(with)),
            Pair::new(relative(observed("control_mean_late")), relative(without)),
        ],
    }
}

/// Lateness per child before the fine, in the centres that got one.
fn lateness_before() -> f64 {
    let data = Data::new(include_str!("../../../scenarios/lab/data/05_daycare_fine_weekly.csv"));
    mean(&data.column("treated_late_per_child", |row| row.text("phase") == "before"))
}

/// Mean breaches of the norm by week, with the fine and without, among parents whose duty is such that
/// they are late as often as real ones before the fine.
pub(crate) fn simulated(run: &Run) -> (Vec<f64>, Vec<f64>) {
    let before = lateness_before();
    let core = Population::new(run.people).starting_with((1.0 - before, 0.1));
    let played = |game: &FineGame, centres: u32| -> Vec<f64> {
        let paths: Vec<Vec<f64>> = (0..centres)
            .map(|centre| game.play(&core, &mut generator(&run.draws, 410_000 + centre)))
            .collect();
        let week = |week: usize| mean(&paths.iter().map(|path| path[week]).collect::<Vec<f64>>());
        (0..game.periods).map(week).collect()
    };
    let free = |duty: f64| FineGame {
        group_size: 34,
        periods: 20,
        fined: (0, 0),
        // Small: it is what is learnt from it that counts.
        fine: 0.01,
        monitoring: 1.0,
        critical_mass: 0.6,
        duty,
        settling: 40,
    };
    let late = |duty: f64| mean(&played(&FineGame { periods: 4, ..free(duty) }, 10));
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..12 {
        let middle = 0.5 * (low + high);
        if late(middle) > before { low = middle } else { high = middle }
    }
    let free = free(0.5 * (low + high));
    let centres = run.plays(CENTRES);
    (played(&FineGame { fined: (5, 16), ..free.clone() }, centres), played(&free, centres))
}

/// Weeks before the fine, after it has settled, and when it is gone, counted from 1.
const BEFORE: (usize, usize) = (1, 4);
const SETTLED: (usize, usize) = (8, 16);
const GONE: (usize, usize) = (17, 20);

/// How much lateness must have risen for a fine to have had an effect, against before.
const RISEN: f64 = 1.1;

/// The published mean of some weeks, with its standard error: over centres and weeks.
fn real(centres: &str, n: f64, (from, to): (usize, usize)) -> (f64, f64) {
    let [means, sds] = ["mean_late", "sd"].map(|column| observed(&format!("{centres}_{column}")));
    let sds = &sds[from - 1..to];
    let error = sampling::of_mean(sampling::along(sds), n * sds.len() as f64);
    (over(&means, from, to), error)
}

fn fine(run: &Run) -> Vec<Comparison> {
    let (found, without) = simulated(run);
    let ratio = |path: &[f64], above: (usize, usize), below: (usize, usize)| {
        over(path, above.0, above.1) / over(path, below.0, below.1)
    };
    let row = |what: &str, (centres, n): (&str, f64), path: &[f64], above, below| {
        let (above_real, below_real) = (real(centres, n, above), real(centres, n, below));
        let error = sampling::of_ratio(above_real, below_real);
        Comparison::published(what, above_real.0 / below_real.0, ratio(path, above, below), error)
            .with_baseline("constant mean", 1.0)
    };
    let (fined, others) = (("treated", 6.0), ("control", 4.0));
    let rose = ratio(&found, SETTLED, BEFORE) > RISEN;
    vec![
        row("lateness in weeks 8–16, against before", fined, &found, SETTLED, BEFORE),
        row("lateness after the fine, against weeks 8–16", fined, &found, GONE, SETTLED)
            .given(rose, "lateness does not rise under the fine"),
        row(
            "lateness without a fine in weeks 8–16, against before",
            others,
            &without,
            SETTLED,
            BEFORE,
        )
        .not_fitted(),
    ]
}
