//! H12: competition for funds.

use crate::study::hypotheses::study::{difference, negative};
use crate::study::hypotheses::{Control, Criterion, Hypothesis, Standing, Study};

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

fn test(study: &Study) -> Vec<Criterion> {
    parts(study, "")
}

fn without_others(study: &Study) -> Vec<Criterion> {
    parts(study, "leniency.shortfall = 0.0\nleniency.contagion = 0.0\n")
}

fn honest(study: &Study) -> Vec<Criterion> {
    parts(study, "leniency.rate = 0.0\n")
}

fn parts(study: &Study, text: &str) -> Vec<Criterion> {
    let text = format!("start.belief = 0.8\n{text}");
    let none = study.arm(&text);
    let competing = study.arm(&format!("levers.competition = 1.0\n{text}"));
    let gain = |metric: &str| difference(&competing.means(metric), &none.means(metric));
    let least = competing.outcomes("leniency");
    let least = least.iter().map(|units| units.iter().copied().fold(1.0, f64::min)).collect();
    let alone = study.arm("levers.competition = 1.0\nstart.belief = 0.8\nleniency.shortfall = 0.0\nleniency.contagion = 0.0\n");
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
