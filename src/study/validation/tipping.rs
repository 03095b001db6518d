//! Thresholds, a committed minority, and choices that follow the crowd.

use super::{Comparison, Data, Experiment, Kind, Run};
use crate::lab::benchmark_models::{CrowdOfChoices, NamingGame, Thresholds, generator};
use crate::theory::{Crowd, critical_minority, joiners, normal_thresholds, old_name_left};

/// Granovetter's thresholds.
pub static THRESHOLDS: Experiment = Experiment {
    name: "thresholds",
    summary: "How many join when each joins once enough others have.",
    source: "Granovetter 1978 (exact)",
    kind: Kind::Theory,
    fitted: &[],
    sample: 0.0,
    run: thresholds,
};

/// The naming game.
pub static COMMITTED_MINORITY: Experiment = Experiment {
    name: "committed-minority",
    summary: "How large a minority that never gives in must be to turn a convention.",
    source: "Xie et al. 2011 (exact); Centola et al. 2018",
    kind: Kind::Theory,
    fitted: &[],
    sample: 0.0,
    run: minority,
};

/// The mean field of choices.
pub static CROWD: Experiment = Experiment {
    name: "crowd",
    summary: "Choices that follow the crowd: two rest points, and a loop between them.",
    source: "Brock & Durlauf 2001 (exact)",
    kind: Kind::Theory,
    fitted: &[],
    sample: 0.0,
    run: crowd,
};

fn thresholds(run: &Run) -> Vec<Comparison> {
    let data = Data::new(include_str!("../../../scenarios/lab/data/10_granovetter_normal.csv"));
    let mut found = Vec::new();
    for (index, row) in data.rows().enumerate() {
        let (sigma, real) = (row.number("sigma"), row.number("equilibrium_pct"));
        let what = format!("share that joins at σ = {sigma} (%)");
        let computed = normal_thresholds(sigma);
        let distance = (0.01 * real).max(2e-5);
        found.push(Comparison::within(what.clone(), real, computed, distance));
        // Near the fold and where hardly anyone moves first, finite populations differ from endless
        // ones.
        if sigma >= 10.0 && !(11.5..13.5).contains(&sigma) {
            let play = Thresholds { n: 20_000, mean: 25.0, sd: sigma };
            let mut generator = generator(&run.draws, 20_000 + index as u32);
            let plays: Vec<f64> = (0..30).map(|_| play.play(&mut generator)).collect();
            found.push(Comparison::sampled(format!("{what}, 20,000 people"), real, &plays));
        }
    }
    let mut people: Vec<u32> = (0..100).collect();
    found.push(Comparison::within(
        "joiners of thresholds 0, 1, ..., 99",
        100.0,
        joiners(&people) as f64,
        0.0,
    ));
    people[1] = 2;
    found.push(Comparison::within(
        "the same with 2 in place of 1",
        1.0,
        joiners(&people) as f64,
        0.0,
    ));
    found
}

fn minority(run: &Run) -> Vec<Comparison> {
    let data = Data::new(include_str!("../../../scenarios/lab/data/10_committed_minority.csv"));
    let real = |start: &str| data.column("value", |row| row.text("quantity").starts_with(start))[0];
    let critical = real("binary naming game");
    let left = real("same, residual");
    let mut found = vec![
        Comparison::near("critical committed share", critical, critical_minority(), 0.001),
        Comparison::near("share that keeps the old name at 9 %", left, old_name_left(0.09), 0.001),
    ];
    let play = |committed: u32, number: u32| {
        let game = NamingGame { n: 2_000, committed };
        let mut generator = generator(&run.draws, 30_000 + number);
        (0..12).map(|_| game.play(400, &mut generator)).collect::<Vec<f64>>()
    };
    let what = "old name left among 2,000 people, 12 % committed: share of plays turned";
    let turned = play(240, 0).iter().filter(|left| **left == 0.0).count() as f64 / 12.0;
    found.push(Comparison::within(what, 1.0, turned, 0.0));
    let what = "the same with 7 % committed";
    let turned = play(140, 1).iter().filter(|left| **left == 0.0).count() as f64 / 12.0;
    found.push(Comparison::within(what, 0.0, turned, 0.0));
    found
}

fn crowd(run: &Run) -> Vec<Comparison> {
    let data = Data::new(include_str!("../../../scenarios/lab/data/10_mean_field_hysteresis.csv"));
    let mut found = Vec::new();
    for (index, row) in data.rows().enumerate() {
        let intensity = row.number("betaJ");
        let theory = Crowd { intensity };
        let name = |what: &str| format!("βJ = {intensity}: {what}");
        for (column, computed) in [
            ("m_at_h0", theory.upper(0.0)),
            ("m_at_spinodal", theory.spinodal()),
            ("beta_h_spinodal", theory.turning_incentive()),
        ] {
            let what = name(&column.replace('_', " "));
            found.push(Comparison::near(what, row.number(column), computed, 1e-4));
        }
        if intensity < 1.2 {
            continue;
        }
        let play = CrowdOfChoices { n: 20_000, intensity };
        let mut generator = generator(&run.draws, 40_000 + index as u32);
        let plays: Vec<f64> = (0..6).map(|_| play.play(0.0, 1.0, 80, &mut generator)).collect();
        let real = row.number("m_at_h0");
        found.push(Comparison::sampled(name("m at h0, 20,000 people"), real, &plays));
        let turn = row.number("beta_h_spinodal");
        for (share, stays) in [(0.9, 1.0), (1.1, 0.0)] {
            let end = play.play(-share * turn, 1.0, 400, &mut generator);
            let what = name(&format!("stays up at {share} of the turning incentive"));
            let up = f64::from(u8::from(end > 0.0));
            found.push(Comparison::within(what, stays, up, 0.0));
        }
    }
    found
}
