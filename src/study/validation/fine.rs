//! A fine in day-care centres.

use super::overlay::{Overlay, Pair, over_periods};
use super::{Comparison, Data, Experiment, Kind, Run};
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
    fitted: &["duty of parents (from lateness before the fine)", "worth of the fine"],
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

fn fine(run: &Run) -> Vec<Comparison> {
    let real = observed("treated_mean_late");
    let (found, without) = simulated(run);
    let against = |path: &[f64]| over(path, 8, 16) / over(path, 1, 4);
    vec![
        Comparison::within(
            "lateness in weeks 8–16, against before",
            against(&real),
            against(&found),
            0.4,
        )
        .with_error(0.2),
        Comparison::between(
            "lateness after the fine, against weeks 8–16 (observed 1.02)",
            (0.8, 1.25),
            over(&found, 17, 20) / over(&found, 8, 16),
        )
        .with_error(0.1),
        Comparison::within(
            "lateness without a fine in weeks 8–16, against before",
            against(&observed("control_mean_late")),
            against(&without),
            0.2,
        ),
    ]
}
