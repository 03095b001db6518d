//! Hidden costs of control.

use super::{Comparison, Data, Experiment, Kind, Run};
use crate::lab::control::{ControlGame, Gift};
use crate::lab::people::Core;
use crate::lab::reference_rules::generator;
use crate::statistics::mean;

/// Falk & Kosfeld 2006.
pub static CONTROL: Experiment = Experiment {
    name: "control",
    summary: "Agents give less to a principal who forces a minimum than to one who trusts.",
    source: "Falk & Kosfeld 2006, treatment C10 (72 agents; data computed anew)",
    kind: Kind::Experiment,
    fitted: &[],
    run: control,
};

/// Agents that play.
const AGENTS: u32 = 20_000;

fn control(run: &Run) -> Vec<Comparison> {
    let data = Data::new(include_str!("../../scenarios/lab/data/04_falk_kosfeld_c10.csv"));
    let real = |column: &str| data.column(column, |_| true)[0];
    let core = Core::new(run.people);
    let game = ControlGame { endowment: 120.0, factor: 2.0, minimum: 10.0 };
    let agents = run.plays(AGENTS);
    let gifts: Vec<Gift> = (0..agents)
        .map(|agent| game.play(&core, &mut generator(&run.draws, 400_000 + agent)))
        .collect();
    let mean_of = |of: fn(&Gift) -> f64| mean(&gifts.iter().map(of).collect::<Vec<f64>>());
    let share = |of: fn(&Gift) -> bool| {
        gifts.iter().filter(|gift| of(gift)).count() as f64 / f64::from(agents)
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
