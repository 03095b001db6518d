//! A fine in day-care centres.

use super::figures::{Overlay, Pair, over_periods};
use super::{Comparison, Data, Experiment, Kind, Run};
use crate::lab::fine::FineGame;
use crate::lab::people::Core;
use crate::lab::reference_rules::generator;
use crate::statistics::mean;

/// Gneezy & Rustichini 2000.
pub static FINE: Experiment = Experiment {
    name: "fine",
    summary: "A small fine on late parents doubles lateness, which does not fall when the fine goes.",
    source: "Gneezy & Rustichini 2000 (ten day-care centres; transcribed data)",
    kind: Kind::Experiment,
    fitted: &["starting belief of parents", "worth of the fine"],
    sample: 6.0 / 400.0,
    run: fine,
};

/// Centres that play.
const CENTRES: u32 = 400;

/// Mean lateness of each week in the centres with the fine.
fn observed() -> Vec<f64> {
    let data = Data::new(include_str!("../../scenarios/lab/data/05_daycare_fine_weekly.csv"));
    data.column("treated_mean_late", |_| true)
}

/// The mean of weeks, counted from 1.
fn over(path: &[f64], from: usize, to: usize) -> f64 {
    mean(&path[from - 1..to])
}

/// Lateness by week, against that before the fine.
pub(super) fn overlay(run: &Run) -> Overlay {
    let relative = |path: Vec<f64>| {
        let before = over(&path, 1, 4);
        over_periods(&path.iter().map(|late| late / before).collect::<Vec<f64>>())
    };
    Overlay {
        title: "A fine in weeks 5 to 16".to_owned(),
        x: "week",
        y: "lateness, against before",
        pairs: vec![Pair::new(relative(observed()), relative(simulated(run)))],
    }
}

/// Mean breaches of the norm by week.
fn simulated(run: &Run) -> Vec<f64> {
    let game = FineGame {
        group_size: 34,
        periods: 20,
        fined: (5, 16),
        // Small: it is what is learnt from it that counts.
        fine: 0.01,
        monitoring: 1.0,
        critical_mass: 0.6,
    };
    let core = Core::new(run.people).starting_with((0.95, 0.05));
    let played: Vec<Vec<f64>> = (0..run.plays(CENTRES))
        .map(|centre| game.play(&core, &mut generator(&run.draws, 410_000 + centre)))
        .collect();
    let week = |week: usize| mean(&played.iter().map(|path| path[week]).collect::<Vec<f64>>());
    (0..game.periods).map(week).collect()
}

fn fine(run: &Run) -> Vec<Comparison> {
    let (real, found) = (observed(), simulated(run));
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
    ]
}
