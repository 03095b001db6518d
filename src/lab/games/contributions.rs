//! The public goods game in class.

use super::{Curve, Game, Shown, Table, means};
use crate::lab::contributions::{ContributionGame, Payoff};
use crate::lab::reference_rules::generator;
use crate::spec::Parameter;

/// `public-goods`.
pub static PUBLIC_GOODS: Game = Game {
    name: "public-goods",
    title: "Give to the group, or keep it?",
    plain: "Each member of a group gets 20 tokens and secretly gives some to the group. What is given is multiplied (by 1.6 for a group of four) and shared by all alike, whoever gave. So the group is best off when all give everything, and each member is best off giving nothing. Afterwards everyone sees what the others gave on average.",
    try_next: "Let groups stay together: --set partners=1. Do they hold out longer?",
    by_people: true,
    protocol: &[
        Parameter::new("group_size", 4.0, 2.0, 100.0).whole().says("Members of a group."),
        Parameter::new("groups", 6.0, 1.0, 1000.0).whole().says("Groups of a session."),
        Parameter::new("partners", 0.0, 0.0, 1.0)
            .whole()
            .says("1: groups stay together; 0: strangers, matched anew each period."),
        Parameter::new("periods", 10.0, 1.0, 1000.0).whole().says("Periods."),
        Parameter::new("endowment", 20.0, 1.0, 1000.0)
            .says("Tokens of each member in each period."),
        Parameter::new("marginal_return", 0.4, 0.0, 2.0)
            .says("What a token given brings each member."),
        Parameter::new("leader_first", 0.0, 0.0, 1.0)
            .whole()
            .says("1: one member gives first and the others see it."),
        Parameter::new("restart", 0.0, 0.0, 1000.0)
            .whole()
            .says("Period before which all begin anew; 0 for none."),
        Parameter::new("sessions", 200.0, 1.0, 100_000.0)
            .whole()
            .says("Sessions that are played; curves are their means."),
    ],
    play,
};

fn play(table: &Table) -> Shown {
    let [size, groups, partners, periods, endowment, marginal_return, leader, restart, sessions] =
        table.protocol();
    let game = ContributionGame {
        group_size: size as usize,
        session: (size * groups) as usize,
        partners: partners == 1.0,
        periods: periods as usize,
        payoff: Payoff::Linear { endowment, marginal_return },
        leader_first: leader == 1.0,
        restart: (restart > 0.0).then_some(restart as usize),
    };
    let played: Vec<_> = (0..sessions as u32)
        .map(|session| game.play(table.core, &mut generator(&table.draws, session)))
        .collect();
    let gifts = means(&played.iter().map(|p| p.contribution.clone()).collect::<Vec<_>>());
    let beliefs = means(&played.iter().map(|p| p.belief.clone()).collect::<Vec<_>>());
    let (first, last) = (gifts[0], gifts[gifts.len() - 1]);
    let mut curves = vec![
        Curve::over_periods("given", &gifts),
        Curve::over_periods("expected of others", &beliefs),
    ];
    if endowment == 20.0 && game.periods == 10 {
        curves.push(Curve {
            observed: true,
            ..Curve::over_periods("given by 140 people (2010)", &OBSERVED)
        });
    }
    let told = format!(
        "From {first:.1} tokens in the first period to {last:.1} in the last. People give a little less than they expect of others, see that, expect less, and give less."
    );
    Shown { x: "period", y: "tokens", curves, told }
}

/// Mean contributions among strangers (Fischbacher & Gächter 2010).
const OBSERVED: [f64; 10] = [7.893, 7.743, 6.257, 5.343, 4.800, 4.050, 3.807, 3.421, 2.750, 2.236];
