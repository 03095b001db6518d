//! H2: the unit's share of the variance between clients.

use crate::ground::executor;
use crate::study::hypotheses::clients;
use crate::study::hypotheses::clients::{Sector, Shuffle};
use crate::study::hypotheses::{Arms, Control, Criterion, Hypothesis, Standing};

/// H2.
pub static H2: Hypothesis = Hypothesis {
    name: "H2",
    claim: "The unit's share of the variance of clients' results is 8 to 18 %, and 15 to 40 % with class and teacher.",
    place: "§2.2, pp. 42–43",
    standing: Standing::Calibrated,
    compares: false,
    runs: "Pupils in classes of the teachers of the default sector; variance components by REML, adjusted for pupils' own background.",
    test,
    controls: &[Control { what: "results shuffled over all pupils", test: shuffled }],
};

fn test(arms: &Arms) -> Vec<Criterion> {
    parts(&clients::sectors(arms), Shuffle::Nothing)
}

fn shuffled(arms: &Arms) -> Vec<Criterion> {
    parts(&clients::sectors(arms), Shuffle::Results)
}

fn parts(sectors: &[Sector], shuffle: Shuffle) -> Vec<Criterion> {
    // Most of the time of a register: sectors side by side.
    let shares = executor::map(sectors, |sector| {
        let found = clients::components(&clients::pupils(sector, shuffle))?;
        Some((found.group_share(), found.group_share() + found.subgroup_share()))
    });
    let shares: Vec<(f64, f64)> = shares.into_iter().flatten().collect();
    let inside = |share: f64, low: f64, high: f64| (share - low).min(high - share);
    vec![
        Criterion::new(
            "school share, adjusted: distance inside 0.08 to 0.18",
            shares.iter().map(|s| inside(s.0, 0.08, 0.18)).collect(),
            0.0,
            "Scheerens & Bosker 1997",
        ),
        Criterion::new(
            "share of school and class: distance inside 0.15 to 0.40",
            shares.iter().map(|s| inside(s.1, 0.15, 0.40)).collect(),
            0.0,
            "Sammons & Luyten 2009",
        ),
    ]
}
