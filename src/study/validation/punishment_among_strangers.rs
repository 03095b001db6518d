//! Public goods with and without punishment, among strangers and among partners.

use super::partners::behaviour;
use super::public_goods::{ENDOWMENT, path, sessions};
use super::strangers::ZURICH_BELIEF;
use super::{Comparison, Data, Experiment, Kind, Run, SiteParameter, sampling};
use crate::ground::statistics::mean;
use crate::lab::contributions::ContributionGame;
use crate::lab::people::Population;
use crate::lab::punishment::Punishment;

/// Fehr & Gächter 2000.
pub static PUNISHMENT_AMONG_STRANGERS: Experiment = Experiment {
    name: "punishment-among-strangers",
    summary: "Punishment lifts contributions among strangers too, and among partners nearly to all that there is.",
    source: "Fehr & Gächter 2000 (112 people; the means are remembered)",
    kind: Kind::Experiment,
    site: &[
        SiteParameter::observed(ZURICH_BELIEF.name, "as among strangers in Zurich ten years later"),
        SiteParameter::observed(
            "points for giving less (1.31), and for giving more (0.15)",
            "as in St. Gallen (`02_htg2008_cities.csv`)",
        ),
        SiteParameter::judged(
            "what a point costs (1 token) and takes (2)",
            "the first point costs one token, and each takes a tenth of an income of about 20",
        ),
    ],
    sample: 3.0 / 400.0,
    run: punishment,
};

/// Where the means come from.
const REMEMBERED: &str = "the means are remembered, not read";

/// A published mean that was remembered, with the spread of the same game elsewhere.
struct Row {
    strangers: bool,
    punished: bool,
    all_periods: f64,
    last_period: f64,
}

impl Row {
    fn read() -> Vec<Self> {
        let data = Data::new(include_str!("../../../scenarios/lab/data/02_fehr_gachter2000.csv"));
        data.rows()
            .map(|row| Self {
                strangers: row.text("matching") == "Stranger",
                punished: row.text("punishment") == "with",
                all_periods: row.number("mean_contribution_all_periods") / ENDOWMENT,
                last_period: row.number("mean_contribution_final_period") / ENDOWMENT,
            })
            .collect()
    }

    fn name(&self) -> String {
        let who = if self.strangers { "strangers" } else { "partners" };
        format!("{who} {} punishment", if self.punished { "with" } else { "without" })
    }

    /// The standard error: no spread is remembered, so that it is that of the means of partners' groups in
    /// sixteen cities, for ten groups of partners or eighteen of strangers.
    fn error(&self) -> f64 {
        let sd = behaviour(if self.punished { "P" } else { "N" }, "SD of group means");
        sampling::of_mean(sd / ENDOWMENT, if self.strangers { 18.0 } else { 10.0 })
    }
}

/// The mean path of contributions.
fn simulated(run: &Run, row: &Row, first: u32) -> Vec<f64> {
    let punishment = row.punished.then_some(Punishment {
        periods: (1, 10),
        cost: 1.0,
        effect: 2.0,
        most: 10.0,
        prosocial: 1.31,
        antisocial: 0.15,
    });
    let game = ContributionGame { punishment, ..ContributionGame::usual(24, !row.strangers) };
    let played = sessions(run, &Population::new(run.people), &game, first);
    path(&played, |session| &session.contribution)
}

fn punishment(run: &Run) -> Vec<Comparison> {
    let rows = Row::read();
    let paths: Vec<Vec<f64>> = (240_000..)
        .step_by(1_000)
        .zip(&rows)
        .map(|(first, row)| simulated(run, row, first))
        .collect();
    let all = |of: fn(&Row) -> f64| mean(&rows.iter().map(of).collect::<Vec<f64>>());
    let (all_periods, last_period) = (all(|row| row.all_periods), all(|row| row.last_period));
    let mut found = Vec::new();
    for (row, path) in rows.iter().zip(&paths) {
        for (when, real, simulated, constant) in [
            ("mean contribution", row.all_periods, mean(path), all_periods),
            ("last contribution", row.last_period, path[path.len() - 1], last_period),
        ] {
            let what = format!("{}: {when} (share)", row.name());
            let comparison = Comparison::published(what, real, simulated, row.error());
            found.push(comparison.with_baseline("mean of the treatments", constant).not_fitted());
        }
    }
    found.extend(orderings(&rows, &paths));
    found.into_iter().map(|comparison| comparison.unverified(REMEMBERED)).collect()
}

/// That punishment lifts strangers and partners, and that partners give more than strangers.
fn orderings(rows: &[Row], paths: &[Vec<f64>]) -> Vec<Comparison> {
    let level = |strangers: bool, punished: bool| {
        let is_it = |row: &Row| row.strangers == strangers && row.punished == punished;
        rows.iter().position(is_it).map_or(f64::NAN, |place| mean(&paths[place]))
    };
    let row =
        |what: &str, more: f64, less: f64| Comparison::is_so(what, more > less).with_chance(0.5);
    vec![
        row("punishment lifts strangers", level(true, true), level(true, false)),
        row("punishment lifts partners", level(false, true), level(false, false)),
        row("partners give more than strangers without", level(false, false), level(true, false)),
        row("partners give more than strangers with it", level(false, true), level(true, true)),
    ]
}
