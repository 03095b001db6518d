//! The weak-link game in class.

use super::{Curve, Game, Shown, Table, means};
use crate::lab::reference_rules::generator;
use crate::lab::weak_link::WeakLink;
use crate::spec::Parameter;

/// `weak-link`.
pub static WEAK_LINK: Game = Game {
    name: "weak-link",
    title: "As strong as the weakest link",
    plain: "Each member chooses an effort. All are paid by the smallest effort of the group, and each pays for its own. If all work hard, all are well off; but whoever fears that one single colleague slackens had better slacken too. Everyone sees the smallest effort.",
    try_next: "Play it in pairs: --set group_size=2. Then let a pair grow: --set group_size=2 --set growth=1.",
    by_people: true,
    protocol: &[
        Parameter::new("group_size", 15.0, 2.0, 1000.0).whole().says("Members of a group."),
        Parameter::new("periods", 10.0, 1.0, 1000.0).whole().says("Periods."),
        Parameter::new("fixed", 0.6, -1000.0, 1000.0).says("What each is paid in any case."),
        Parameter::new("of_minimum", 1.2, 0.01, 1000.0)
            .says("What the smallest effort brings each."),
        Parameter::new("cost", 0.6, 0.0, 1000.0).says("What the largest effort costs."),
        Parameter::new("levels", 7.0, 0.0, 1000.0)
            .whole()
            .says("Efforts to choose from; 0 for any."),
        Parameter::new("growth", 0.0, 0.0, 1000.0)
            .whole()
            .says("Every how many periods a member who has watched joins; 0 for never."),
        Parameter::new("starting_belief", 0.75, 0.0, 1.0)
            .says("Effort that people expect of the others at first."),
        Parameter::new("groups", 200.0, 1.0, 100_000.0)
            .whole()
            .says("Groups that play; curves are their means."),
    ],
    play,
};

fn play(table: &Table) -> Shown {
    let [size, periods, fixed, of_minimum, cost, levels, growth, belief, groups] = table.protocol();
    let game = WeakLink {
        group_size: size as usize,
        periods: periods as usize,
        fixed,
        of_minimum,
        cost,
        levels: (levels > 0.0).then_some(levels as usize),
        growth: (growth > 0.0).then_some(growth as usize),
    };
    let core = table.core.clone().starting_with((belief, 0.2));
    let played: Vec<_> = (0..groups as u32)
        .map(|group| game.play(&core, &mut generator(&table.draws, group)))
        .collect();
    let mean = means(&played.iter().map(|p| p.mean.clone()).collect::<Vec<_>>());
    let minimum = means(&played.iter().map(|p| p.minimum.clone()).collect::<Vec<_>>());
    let last = minimum[minimum.len() - 1];
    let told = format!(
        "The smallest effort ends at {last:.2} of the largest. Effort pays for who expects at least {:.2} of the weakest.",
        game.critical_mass()
    );
    let curves = vec![
        Curve::over_periods("mean effort", &mean),
        Curve::over_periods("smallest effort", &minimum),
    ];
    Shown { x: "period", y: "effort (share of the largest)", curves, told }
}
