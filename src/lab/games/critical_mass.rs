//! A critical mass in class.

use super::{BELIEF_SD, Curve, Game, PLAYING_GROUPS, STARTING_BELIEF, Shown, Table, means};
use crate::lab::critical_mass::{CriticalMass, TookPart};
use crate::lab::reference_rules::generator;
use crate::spec::Parameter;

/// `critical-mass`.
pub static CRITICAL_MASS: Game = Game {
    name: "critical-mass",
    title: "Pointless unless enough take part",
    plain: "A reform, a strike, a culture of telling the truth: each member may take part, at a cost. If enough do, everybody gains, also who stayed away; if too few do, those who came have only the cost. Everyone sees afterwards how many took part. Groups that start with a little more faith end in another place.",
    try_next: "Ask for fewer: --set needed=6. Then let all start with more faith: --set starting_belief=0.8.",
    by_people: true,
    protocol: &[
        Parameter::new("group_size", 15.0, 2.0, 1000.0).whole().says("Members of a group."),
        Parameter::new("needed", 10.0, 1.0, 1000.0).whole().says("How many must take part."),
        Parameter::new("cost", 1.0, 0.0, 1000.0).says("What taking part costs."),
        Parameter::new("benefit", 3.0, 0.0, 1000.0).says("What all gain if enough take part."),
        Parameter::new("periods", 15.0, 1.0, 1000.0).whole().says("Periods."),
        STARTING_BELIEF,
        BELIEF_SD,
        PLAYING_GROUPS,
    ],
    play,
};

fn play(table: &Table) -> Shown {
    let game = CriticalMass {
        group_size: table.count("group_size"),
        needed: table.count("needed"),
        cost: table.rule("cost"),
        benefit: table.rule("benefit"),
        periods: table.count("periods"),
    };
    let core = table.people();
    let played: Vec<TookPart> = (0..table.count("groups") as u32)
        .map(|group| game.play(&core, &mut generator(&table.draws, group)))
        .collect();
    let mean = |of: fn(&TookPart) -> &Vec<f64>| {
        means(&played.iter().map(|group| of(group).clone()).collect::<Vec<_>>())
    };
    let (share, reached) = (mean(|group| &group.share), mean(|group| &group.reached));
    let end = share.len() - 1;
    let told = format!(
        "{:.0} % take part at first and {:.0} % at the end, when {:.0} % of groups have enough.",
        100.0 * share[0],
        100.0 * share[end],
        100.0 * reached[end]
    );
    let curves = vec![
        Curve::over_periods("take part", &share),
        Curve::over_periods("groups with enough", &reached),
    ];
    Shown { x: "period", y: "share", curves, told }
}
