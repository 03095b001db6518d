//! Contributions to a public good among partners.

use super::public_goods::{near, partners_core, partners_data, path, sessions};
use super::{Comparison, Data, Experiment, Kind, Run};
use crate::ground::statistics;
use crate::lab::contributions::ContributionGame;

/// Herrmann, Thöni & Gächter 2008, without punishment.
pub static PARTNERS: Experiment = Experiment {
    name: "public-goods-partners",
    summary: "Contributions among partners hold out longer and fall too.",
    source: "Herrmann, Thöni & Gächter 2008 (1,076 people in 16 cities; data computed anew)",
    kind: Kind::Experiment,
    fitted: &["starting belief of the cities (from their first contributions)"],
    sample: 45.0 / 400.0,
    run: partners,
};

fn partners(run: &Run) -> Vec<Comparison> {
    let real = partners_data();
    let core = partners_core(run, &real);
    let played = sessions(run, &core, &ContributionGame::usual(24, true), 200_000);
    let gifts = path(&played, |session| &session.contribution);
    let behaviour = Data::new(include_str!("../../../scenarios/lab/data/02_htg2008_behaviour.csv"));
    let fact = |quantity: &str| {
        let rows = |row: &super::data::Row| {
            row.text("treatment") == "N" && row.text("quantity").starts_with(quantity)
        };
        behaviour.column("value", rows)[0]
    };
    let ends: Vec<f64> = played.iter().flat_map(|s| s.groups_at_end.clone()).collect();
    let low = ends.iter().filter(|mean| **mean < 2.0).count() as f64 / ends.len() as f64;
    let high = ends.iter().filter(|mean| **mean > 18.0).count() as f64 / ends.len() as f64;
    let spread = statistics::Summary::of(&ends, 0.95).sd;
    vec![
        near("contributions", &real, &gifts, 0.05).with_error(0.02),
        Comparison::within(
            "share of groups below 2 of 20 at the end",
            fact("share of groups with mean<2"),
            low,
            0.1,
        )
        .with_error(0.027),
        Comparison::within(
            "share of groups above 18 of 20 at the end",
            fact("share of groups with mean>18"),
            high,
            0.05,
        )
        .with_error(0.01),
        Comparison::within(
            "sd of group means at the end (tokens)",
            fact("SD of group means"),
            spread,
            1.0,
        )
        .with_error(0.19),
    ]
}
