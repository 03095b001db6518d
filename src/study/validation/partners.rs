//! Contributions to a public good among partners.

use super::public_goods::{partners_core, partners_data, path, path_near, sessions};
use super::{Comparison, Data, Experiment, Kind, Run, SiteParameter, sampling};
use crate::ground::statistics;
use crate::lab::contributions::ContributionGame;

/// Herrmann, Thöni & Gächter 2008, without punishment.
pub static PARTNERS: Experiment = Experiment {
    name: "public-goods-partners",
    summary: "Contributions among partners hold out longer and fall too.",
    source: "Herrmann, Thöni & Gächter 2008 (1,076 people in 16 cities; data computed anew)",
    kind: Kind::Experiment,
    site: &[
        SiteParameter::fitted("mean starting belief of the cities", "their first contributions"),
        SPREAD_OF_BELIEFS,
    ],
    sample: 45.0 / 400.0,
    run: partners,
};

/// How far people of one place differ in what they expect.
pub(super) const SPREAD_OF_BELIEFS: SiteParameter = SiteParameter::observed(
    "spread of starting beliefs (0.24)",
    "beliefs that 140 people in Zurich stated in the first period (`01_fg2010_paths.csv`)",
);

/// Groups of the sixteen cities that played without punishment.
const GROUPS: f64 = 269.0;

fn partners(run: &Run) -> Vec<Comparison> {
    let (real, errors) = partners_data();
    let core = partners_core(run, &real);
    let played = sessions(run, &core, &ContributionGame::usual(24, true), 200_000);
    let gifts = path(&played, |session| &session.contribution);
    let ends: Vec<f64> = played.iter().flat_map(|s| s.groups_at_end.clone()).collect();
    let share = |of: fn(f64) -> bool| {
        ends.iter().filter(|mean| of(**mean)).count() as f64 / ends.len() as f64
    };
    let of_groups = |what: &str, quantity: &str, found: f64| {
        let [without, with] = ["N", "P"].map(|treatment| behaviour(treatment, quantity));
        let error = sampling::of_share(without, GROUPS);
        Comparison::published(what, without, found, error)
            .with_baseline("mean of both treatments", 0.5 * (without + with))
    };
    let [sd, sd_with] = ["N", "P"].map(|treatment| behaviour(treatment, "SD of group means"));
    let spread = statistics::Summary::of(&ends, 0.95).sd;
    vec![
        path_near("contributions", &real, &errors, &gifts),
        of_groups(
            "share of groups below 2 of 20 at the end",
            "share of groups with mean<2",
            share(|m| m < 2.0),
        ),
        of_groups(
            "share of groups above 18 of 20 at the end",
            "share of groups with mean>18",
            share(|m| m > 18.0),
        ),
        Comparison::published(
            "sd of group means at the end (tokens)",
            sd,
            spread,
            sampling::of_sd(sd, GROUPS),
        )
        .with_baseline("mean of both treatments", 0.5 * (sd + sd_with)),
    ]
}

/// A published regularity of the sixteen cities, without (N) or with (P) punishment.
pub(super) fn behaviour(treatment: &str, quantity: &str) -> f64 {
    let data = Data::new(include_str!("../../../scenarios/lab/data/02_htg2008_behaviour.csv"));
    let is_it = |row: &super::data::Row| {
        row.text("treatment") == treatment && row.text("quantity").starts_with(quantity)
    };
    data.column("value", is_it)[0]
}

#[cfg(test)]
mod tests {
    use super::super::public_goods::GROUP_SHARE;
    use super::*;

    #[test]
    fn what_groups_share_is_that_of_the_data() {
        let shares = |treatment: &str| {
            let group = behaviour(treatment, "variance share group");
            let within = ["variance share subject", "variance share residual"]
                .map(|part| behaviour(treatment, part));
            group / (group + within[0] + within[1])
        };
        assert!((shares("N") - GROUP_SHARE.0).abs() < 1e-3);
        assert!((shares("P") - GROUP_SHARE.1).abs() < 1e-3);
    }
}
