//! A critical mass in class.

use super::curve::Averages;
use super::{
    Alias, BELIEF_SD, Curve, Game, GameResult, GameSetup, PLAYING_GROUPS, STARTING_BELIEF,
};
use crate::lab::critical_mass::CriticalMass;
use crate::model::parameter::Parameter;

/// `critical-mass`.
pub static CRITICAL_MASS: Game = Game {
    name: "critical-mass",
    aliases: &[Alias::plain("threshold-public-goods"), Alias::plain("step-level-public-goods")],
    title: "Pointless unless enough take part",
    introduction: "A reform, a strike, a culture of telling the truth: each member may take part, at a cost. If enough do, everybody gains, including those who stayed away; if too few do, those who came have only the cost. Everyone sees afterwards how many took part. Groups that start with a little more trust end up far from the others.",
    exercise: "Ask for fewer: --set needed=6. Then let all start with more trust: --set starting_belief=0.8.",
    by_people: true,
    protocol: &[
        Parameter::new("group_size", 15.0, 2.0, 1000.0).whole().summary("Members of a group."),
        Parameter::new("needed", 10.0, 1.0, 1000.0).whole().summary("How many must take part."),
        Parameter::new("cost", 1.0, 0.0, 1000.0).summary("What taking part costs."),
        Parameter::new("benefit", 3.0, 0.0, 1000.0).summary("What all gain if enough take part."),
        Parameter::new("periods", 15.0, 1.0, 1000.0).whole().summary("Periods."),
        STARTING_BELIEF,
        BELIEF_SD,
        PLAYING_GROUPS,
    ],
    work: |setup| setup.work("groups", 1.0, &["group_size", "periods"]),
    play,
};

fn play(setup: &GameSetup) -> GameResult {
    let game = CriticalMass {
        group_size: setup.count("group_size"),
        needed: setup.count("needed"),
        cost: setup.rule("cost"),
        benefit: setup.rule("benefit"),
        periods: setup.count("periods"),
    };
    let core = setup.people();
    let (mut share, mut reached) = (Averages::default(), Averages::default());
    setup.repeat(
        "groups",
        |generator| game.play(&core, generator),
        |group| {
            share.add(&group.share);
            reached.add(&group.reached);
        },
    );
    let conclusion = format!(
        "{:.0} % take part at first and {:.0} % at the end, when {:.0} % of groups have enough.",
        100.0 * share.ends().0,
        100.0 * share.ends().1,
        100.0 * reached.ends().1
    );
    let curves =
        vec![Curve::shares("take part", &share), Curve::shares("groups with enough", &reached)];
    GameResult { x: "period", y: "share", curves, conclusion }
}
