//! Honest errors and how leaders take them: what strictness and forgiveness cost, and where the sign
//! of the difference in true output turns.

use super::{Case, Outcome, higher};
use crate::properties::look;

/// Staff who err once in ten months, under leaders of a strictness.
fn led(regime: &str, strictness: f64) -> Case {
    Case::of(regime).with("forgiveness.error_rate", 0.1).with("forgiveness.strictness", strictness)
}

/// Mean capacity over all units, periods and replicates.
fn capacity(case: &Case) -> f64 {
    let (mut sum, mut n) = (0.0, 0.0);
    look(&case.spec(), |_, block| {
        for (place, capacity) in block.places.iter().zip(&block.flows.capacity) {
            if !place.spare {
                sum += capacity;
                n += 1.0;
            }
        }
    });
    sum / n
}

#[test]
fn strict_leaders_lose_trust_and_cooperation_and_forgiving_ones_capacity() {
    for regime in ["laissez-faire", "trust"] {
        let outcomes: Vec<Outcome> = [0.0, 0.5, 1.0].map(|s| led(regime, s).run()).into();
        for pair in outcomes.windows(2) {
            higher(regime, "trust", &pair[0], &pair[1]);
            higher(regime, "cooperation", &pair[0], &pair[1]);
        }
    }
    // Without pay, checks and dialogue nobody games or inflates reports, so capacity differs by
    // the cost of errors only: one in ten loses a tenth. Over 2.4 million agent-periods the
    // standard error of that is 2e-5; five of them are a false-alarm rate below 1e-6.
    let lost = 1.0 - capacity(&led("laissez-faire", 0.0)) / capacity(&led("laissez-faire", 1.0));
    assert!((lost - 0.01).abs() < 1e-4, "{lost}");
}

/// What a forgiven error costs ends in its period, so true output under forgiving leaders falls in
/// proportion to the cost; what blame costs spreads through beliefs. Under the trust regime, where
/// nearly all units co-operate, the sign turns at a cost of about two thirds of a month's work; left
/// alone, near the tipping point, forgiving is better even where an error spoils the whole month.
#[test]
fn which_leader_gets_more_turns_on_what_an_error_costs_and_on_how_near_the_trap_is() {
    let forgiving = |regime, cost| led(regime, 0.0).with("forgiveness.cost", cost).run();
    let strict = led("trust", 1.0).run();
    let (cheap, dear) = (forgiving("trust", 0.3), forgiving("trust", 1.0));
    higher("errors that cost little", "true_output", &cheap, &strict);
    higher("errors that cost much", "true_output", &strict, &dear);
    let near_the_trap = (forgiving("laissez-faire", 1.0), led("laissez-faire", 1.0).run());
    higher("near the trap", "true_output", &near_the_trap.0, &near_the_trap.1);
}
