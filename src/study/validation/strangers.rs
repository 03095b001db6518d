//! Contributions to a public good among strangers.

use super::public_goods::{ENDOWMENT, near, path, sessions, strangers_data};
use super::{Comparison, Experiment, Kind, Run};
use crate::lab::contributions::ContributionGame;
use crate::lab::people::Population;

/// Fischbacher & Gächter 2010.
pub static STRANGERS: Experiment = Experiment {
    name: "public-goods-strangers",
    summary: "Contributions and beliefs among strangers fall from period to period.",
    source: "Fischbacher & Gächter 2010 (140 people; data computed anew)",
    kind: Kind::Experiment,
    fitted: &[],
    sample: 6.0 / 400.0,
    run: strangers,
};

fn strangers(run: &Run) -> Vec<Comparison> {
    let data = strangers_data();
    let observed = |column: &str| -> Vec<f64> {
        data.column(column, |_| true).iter().map(|tokens| tokens / ENDOWMENT).collect()
    };
    let core = Population::new(run.people);
    // Sessions of 24 people, as most of the experiment's were.
    let played = sessions(run, &core, &ContributionGame::usual(24, false), 100_000);
    let (gifts, beliefs) =
        (path(&played, |session| &session.contribution), path(&played, |session| &session.belief));
    let (real_gifts, real_beliefs) = (observed("contrib_mean"), observed("belief_mean"));
    let mut found = vec![
        near("contributions", &real_gifts, &gifts, 0.05).with_error(0.02),
        near("beliefs", &real_beliefs, &beliefs, 0.05).with_error(0.02),
        Comparison::within("first contribution (share)", real_gifts[0], gifts[0], 0.05)
            .with_error(0.028),
        Comparison::within("last contribution (share)", real_gifts[9], gifts[9], 0.05)
            .with_error(0.02),
    ];
    // The published equations by themselves: belief and contribution as they were estimated.
    let (mut belief, mut gift) = (9.8 / ENDOWMENT, 7.893 / ENDOWMENT);
    let (mut gifts, mut beliefs) = (vec![gift], vec![belief]);
    for _ in 1..10 {
        belief = (0.118 + 0.415 * gift * ENDOWMENT + 0.569 * belief * ENDOWMENT) / ENDOWMENT;
        gift = (-0.2416 + 0.7689 * belief * ENDOWMENT) / ENDOWMENT;
        gifts.push(gift);
        beliefs.push(belief);
    }
    found.push(near("published equations", &real_gifts, &gifts, 0.03));
    found.push(near(
        "published equations: closed form",
        &observed("meanfield_contrib"),
        &gifts,
        1e-3,
    ));
    found.push(near(
        "published equations: closed form of beliefs",
        &observed("meanfield_belief"),
        &beliefs,
        1e-3,
    ));
    found
}
