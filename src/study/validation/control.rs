//! Hidden costs of control.

use super::overlay::{Overlay, Pair};
use super::{Comparison, Data, Experiment, Kind, Run, SiteParameter, sampling, shape};
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
    site: &[SiteParameter::judged(
        "support (0.3) and competence (0.6) of the principal",
        "middling, since nothing is known of a stranger",
    )],
    sample: 72.0 / 20_000.0,
    run: control,
};

/// Agents that play.
const AGENTS: u32 = 20_000;

/// Tokens that an agent has.
const ENDOWMENT: u32 = 120;

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
    let endowment = f64::from(ENDOWMENT);
    let game = ControlGame { endowment, factor: 2.0, minimum: 10.0, giving: 0.0 };
    (0..run.plays(AGENTS))
        .map(|agent| game.play(&core, &mut generator(&run.draws, 400_000 + agent)))
        .collect()
}

fn control(run: &Run) -> Vec<Comparison> {
    let gifts = gifts(run);
    let (controlled, trusted) =
        (mean_of(&gifts, |gift| gift.controlled), mean_of(&gifts, |gift| gift.trusted));
    let both = 0.5 * (published("mean_x_control") + published("mean_x_nocontrol"));
    let agents = published("n_agents");
    let of_mean = |what: &str, (column, sd): (&str, &str), found: f64| {
        let error = sampling::of_mean(published(sd), agents);
        Comparison::published(what, published(column), found, error)
            .with_baseline("mean of both treatments", both)
    };
    let mut rows = vec![
        Comparison::is_so("control lowers the mean gift", controlled < trusted).with_chance(0.5),
        of_mean("mean gift under control (of 120)", ("mean_x_control", "sd_control"), controlled),
        of_mean("mean gift without (of 120)", ("mean_x_nocontrol", "sd_nocontrol"), trusted),
    ];
    rows.extend(answers(&gifts));
    rows.push(distribution("under control", "count_control", &gifts, |gift| gift.controlled));
    rows.push(distribution("without", "count_nocontrol", &gifts, |gift| gift.trusted));
    rows
}

/// A published number of the treatment.
fn published(column: &str) -> f64 {
    let data = Data::new(include_str!("../../../scenarios/lab/data/04_falk_kosfeld_c10.csv"));
    data.column(column, |_| true)[0]
}

fn mean_of(gifts: &[Gift], of: fn(&Gift) -> f64) -> f64 {
    mean(&gifts.iter().map(of).collect::<Vec<f64>>())
}

/// How many give less, as much, and more under control.
fn answers(gifts: &[Gift]) -> [Comparison; 3] {
    let row = |(what, column, is_it): (&str, &str, fn(&Gift) -> bool)| {
        let share = gifts.iter().filter(|gift| is_it(gift)).count() as f64 / gifts.len() as f64;
        let what = format!("share who give {what} under control");
        let real = published(column);
        Comparison::published(what, real, share, sampling::of_share(real, published("n_agents")))
            .with_baseline("each answer as often", 1.0 / 3.0)
    };
    [
        row(("less", "share_agents_lower_under_control", |gift| gift.controlled < gift.trusted)),
        row(("as much", "share_equal", |gift| gift.controlled == gift.trusted)),
        row(("more", "share_higher", |gift| gift.controlled > gift.trusted)),
    ]
}

/// How gifts are spread: heaps at nothing, at the minimum and at the equal split.
fn distribution(what: &str, column: &str, gifts: &[Gift], of: fn(&Gift) -> f64) -> Comparison {
    let data =
        Data::new(include_str!("../../../scenarios/lab/data/04_falk_kosfeld_c10_distribution.csv"));
    let real: Vec<(f64, f64)> =
        data.rows().map(|row| (row.number("x"), row.number(column))).collect();
    let found = shape::counted(gifts.iter().map(of), ENDOWMENT);
    let what = format!("distribution of gifts {what}: largest distance");
    Comparison::distribution(what, shape::farthest(&real, &found), published("n_agents"))
        .with_baseline("uniform", shape::farthest(&real, &shape::uniform(ENDOWMENT)))
}
