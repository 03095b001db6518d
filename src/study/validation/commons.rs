//! What players who answer each other leave of a common pool, exactly.

use super::{Comparison, Data, Experiment, Kind, Run, TRIED};
use crate::lab::benchmark_models::commons_at_rest;
use crate::theory::Commons;

/// The commons.
pub static COMMONS: Experiment = Experiment {
    name: "commons",
    summary: "What eight players who answer each other leave of a common pool.",
    source: "Ostrom, Walker & Gardner 1992 (exact)",
    kind: Kind::Theory,
    site: &[],
    sample: 0.0,
    run: commons,
};

fn commons(_: &Run) -> Vec<Comparison> {
    let data = Data::new(include_str!("../../../scenarios/lab/data/10_ostrom_cpr.csv"));
    let real = |start: &str| data.column("value", |row| row.text("quantity").starts_with(start))[0];
    let commons = Commons { players: 8, first: 23.0, fall: 0.25, outside: 5.0 };
    let rest = commons_at_rest(&commons);
    let rent = commons.rent(rest);
    vec![
        Comparison::identity(
            "tokens that are best for all",
            real("optimum tokens"),
            commons.optimum(),
            TRIED,
        ),
        Comparison::exact(
            "tokens where eight who answer each other rest",
            real("Nash tokens X"),
            rest,
            TRIED,
        ),
        Comparison::exact("their rent", real("rent at Nash"), rent, TRIED),
        Comparison::exact(
            "share of the best rent",
            real("Nash rent share"),
            rent / commons.rent(commons.optimum()),
            TRIED,
        ),
    ]
}
