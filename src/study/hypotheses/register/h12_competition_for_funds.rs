//! H12: competition for funds.

use crate::scenario::Change;
use crate::study::hypotheses::arms::{DEFAULT, difference, negative};
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

/// H12.
pub static H12: Hypothesis = Hypothesis {
    name: "H12",
    claim: "Competition for funds by measured output lowers standards for all and destroys the common reputation.",
    place: "§2.7, p. 50",
    standing: Standing::ByConstruction,
    compares: true,
    runs: "Competition for the whole budget compared with none, from high starting beliefs; and the same where neither lost funds nor others' standards matter.",
    test,
    controls: &[
        Control { what: "standards do not change", test: honest },
        Control {
            what: "neither lost funds nor others' standards matter (l = ψ = 0)",
            test: without_others,
        },
    ],
};

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, DEFAULT)
}

const WITHOUT_OTHERS: &str = "leniency.shortfall = 0.0\nleniency.contagion = 0.0\n";

fn without_others(arms: &Arms) -> Vec<Criterion> {
    parts(arms, WITHOUT_OTHERS)
}

fn honest(arms: &Arms) -> Vec<Criterion> {
    parts(arms, "leniency.rate = 0.0\n")
}

fn parts(arms: &Arms, text: &str) -> Vec<Criterion> {
    let changes = [Change::new("start.belief", 0.8), Change::new("levers.competition", 1.0)];
    let none = arms.arm(text, &changes[..1]);
    let competing = arms.arm(text, &changes);
    let gain = |metric: &str| difference(&competing.means(metric), &none.means(metric));
    let least = competing.outcomes("leniency");
    let least = least.iter().map(|units| units.iter().copied().fold(1.0, f64::min)).collect();
    let alone = arms.arm(WITHOUT_OTHERS, &changes);
    let added = difference(&competing.means("leniency"), &alone.means("leniency"));
    vec![
        Criterion::new("leniency gained", gain("leniency"), 0.05, "one in twenty"),
        Criterion::new(
            "smallest leniency of any unit (all lower their standards)",
            least,
            0.01,
            "above none",
        ),
        Criterion::new("reputation lost", negative(&gain("reputation")), 0.05, "one in twenty"),
        Criterion::new(
            "leniency that units add to each other's (the race)",
            added,
            0.01,
            "one in a hundred",
        ),
    ]
}
