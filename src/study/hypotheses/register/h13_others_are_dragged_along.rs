//! H13: others are dragged along.

use crate::ground::statistics::quantiles;
use crate::scenario::Change;
use crate::study::hypotheses::arms::{Arm, DEFAULT, difference};
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

/// H13.
pub static H13: Hypothesis = Hypothesis {
    name: "H13",
    claim: "One unit's lowered standard drags others along, also those who would rather not.",
    place: "§2.7, p. 50",
    standing: Standing::ByConstruction,
    compares: true,
    runs: "Competition with and without the two ways in which others' standards affect one's own (loss of funds, weaker scruples); the strictest tenth of units.",
    test,
    controls: &[Control { what: "others do not matter (l = ψ = 0)", test: alone }],
};

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(arms, DEFAULT)
}

const WITHOUT_OTHERS: &str = "leniency.shortfall = 0.0\nleniency.contagion = 0.0\n";

fn alone(arms: &Arms) -> Vec<Criterion> {
    parts(arms, WITHOUT_OTHERS)
}

fn parts(arms: &Arms, text: &str) -> Vec<Criterion> {
    let changes = [Change::new("start.belief", 0.8), Change::new("levers.competition", 1.0)];
    let touched = arms.arm(text, &changes);
    let apart = arms.arm(WITHOUT_OTHERS, &changes);
    let strictest = |arm: &Arm| -> Vec<f64> {
        arm.outcomes("leniency").iter().map(|units| quantiles(units, &[0.1])[0]).collect()
    };
    let all = difference(&touched.means("leniency"), &apart.means("leniency"));
    vec![
        Criterion::new("leniency added by others", all, 0.01, "one in a hundred"),
        Criterion::new(
            "leniency added to the strictest tenth",
            difference(&strictest(&touched), &strictest(&apart)),
            0.01,
            "the same",
        ),
    ]
}
