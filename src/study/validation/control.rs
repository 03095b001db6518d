//! Hidden costs of control.

use super::overlay::{Overlay, Pair};
use super::{Comparison, Data, Experiment, Kind, Run};
use crate::ground::statistics::mean;
use crate::lab::benchmark_models::generator;
use crate::lab::games::control::{ControlGame, Gift};
use crate::lab::people::Population;

/// Falk & Kosfeld 2006.
pub static CONTROL: Experiment = Experiment {
    name: "control",
    summary: "Agents give less to a principal who forces a minimum than to one who trusts.",
    source: "Falk & Kosfeld 2006, treatment C10 (72 agents; data computed anew)",
    kind: Kind::Experiment,
    fitted: &[],
    sample: 72.0 / 20_000.0,
    run: control,
};

/// Agents that play.
const AGENTS: u32 = 20_000;

/// Shares of agents who give no more than so much, under control and without.
pub(super) fn overlay(run: &Run) -> Overlay {
    let data =
        Data::new(include_str!("../../../scenarios/lab/data/04_falk_kosfeld_c10_distribution.csv"));
    let gifts = gifts(run);
    let pair = |column: &str, of: fn(&Gift) -> f64| {
        let rows: Vec<(f64, f64)> =
            data.rows().map(|row| (row.number("x"), row.number(column))).collect();
        let all: f64 = rows.iter().map(|row| row.1).sum();
        let real =
            |most: f64| rows.iter().filter(|row| row.0 <= most).map(|row| row.1).sum::<f64>() / all;
        let found = |most: f64| {
            gifts.iter().filter(|gift| of(gift) <= most).count() as f64 / gifts.len() as f64
        };
        let points = |of: &dyn Fn(f64) -> f64| {
            (0..=50).map(|tokens| (f64::from(tokens), of(f64::from(tokens)))).collect()
        };
        Pair::new(points(&real), points(&found))
    };
    Overlay {
        title: "Gifts under control and without".to_owned(),
        x: "tokens, of 120",
        y: "share of agents who give no more",
        pairs: vec![
            pair("count_control", |gift| gift.controlled),
            pair("count_nocontrol", |gift| gift.trusted),
        ],
    }
}

pub(crate) fn gifts(run: &Run) -> Vec<Gift> {
    let core = Population::new(run.people);
    let game = ControlGame { endowment: 120.0, factor: 2.0, minimum: 10.0 };
    (0..run.plays(AGENTS))
        .map(|agent| game.play(&core, &mut generator(&run.draws, 400_000 + agent)))
        .collect()
}

fn control(run: &Run) -> Vec<Comparison> {
    let data = Data::new(include_str!("../../../scenarios/lab/data/04_falk_kosfeld_c10.csv"));
    let real = |column: &str| data.column(column, |_| true)[0];
    let gifts = gifts(run);
    let mean_of = |of: fn(&Gift) -> f64| mean(&gifts.iter().map(of).collect::<Vec<f64>>());
    let share = |of: fn(&Gift) -> bool| {
        gifts.iter().filter(|gift| of(gift)).count() as f64 / gifts.len() as f64
    };
    let (controlled, trusted) = (mean_of(|gift| gift.controlled), mean_of(|gift| gift.trusted));
    let lower = f64::from(u8::from(controlled < trusted));
    vec![
        Comparison::within("control lowers the mean gift", 1.0, lower, 0.0),
        Comparison::within(
            "mean gift under control (of 120)",
            real("mean_x_control"),
            controlled,
            5.0,
        )
        .with_error(1.6),
        Comparison::within("mean gift without (of 120)", real("mean_x_nocontrol"), trusted, 5.0)
            .with_error(2.1),
        Comparison::within(
            "share who give less under control",
            real("share_agents_lower_under_control"),
            share(|gift| gift.controlled < gift.trusted),
            0.15,
        )
        .with_error(0.058),
        Comparison::within(
            "share who give more under control",
            real("share_higher"),
            share(|gift| gift.controlled > gift.trusted),
            0.15,
        )
        .with_error(0.051),
    ]
}
