//! How large a minority that never gives in must be to turn a convention.

use super::{Comparison, Data, Experiment, Kind, Run};
use crate::lab::benchmark_models::{NamingGame, generator};
use crate::theory::{critical_minority, old_name_left};

/// The naming game.
pub static COMMITTED_MINORITY: Experiment = Experiment {
    name: "committed-minority",
    summary: "How large a minority that never gives in must be to turn a convention.",
    source: "Xie et al. 2011 (exact); Centola et al. 2018",
    kind: Kind::Theory,
    site: &[],
    sample: 0.0,
    run: minority,
};

fn minority(run: &Run) -> Vec<Comparison> {
    let data = Data::new(include_str!("../../../scenarios/lab/data/10_committed_minority.csv"));
    let real = |start: &str| data.column("value", |row| row.text("quantity").starts_with(start))[0];
    let critical = real("binary naming game");
    let left = real("same, residual");
    let mut found = vec![
        Comparison::identity("critical committed share", critical, critical_minority(), 0.001),
        Comparison::identity(
            "share that keeps the old name at 9 %",
            left,
            old_name_left(0.09),
            0.001,
        ),
    ];
    let play = |committed: u32, number: u32| {
        let game = NamingGame { n: 2_000, committed };
        let mut generator = generator(&run.draws, 30_000 + number);
        (0..12).map(|_| game.play(400, &mut generator)).collect::<Vec<f64>>()
    };
    let what = "old name left among 2,000 people, 12 % committed: share of plays turned";
    let turned = play(240, 0).iter().filter(|left| **left == 0.0).count() as f64 / 12.0;
    found.push(Comparison::exact(what, 1.0, turned, 0.0));
    let what = "the same with 7 % committed";
    let turned = play(140, 1).iter().filter(|left| **left == 0.0).count() as f64 / 12.0;
    found.push(Comparison::exact(what, 0.0, turned, 0.0));
    found
}
