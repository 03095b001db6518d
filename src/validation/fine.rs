//! A fine in day-care centres.

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
    run: fine,
};

/// Centres that play.
const CENTRES: u32 = 400;

fn fine(run: &Run) -> Vec<Comparison> {
    let data = Data::new(include_str!("../../scenarios/lab/data/05_daycare_fine_weekly.csv"));
    let late = |from: f64, to: f64| {
        let weeks = |row: &super::data::Row| (from..=to).contains(&row.number("week"));
        mean(&data.column("treated_mean_late", weeks))
    };
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
    let over = |from: usize, to: usize| {
        mean(&played.iter().map(|path| mean(&path[from - 1..to])).collect::<Vec<f64>>())
    };
    vec![
        Comparison::within(
            "lateness in weeks 8–16, against before",
            late(8.0, 16.0) / late(1.0, 4.0),
            over(8, 16) / over(1, 4),
            0.4,
        )
        .with_error(0.2),
        Comparison::between(
            "lateness after the fine, against weeks 8–16 (observed 1.02)",
            (0.8, 1.25),
            over(17, 20) / over(8, 16),
        )
        .with_error(0.1),
    ]
}
