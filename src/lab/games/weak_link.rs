//! The weak-link game in class.

use super::curve::Averages;
use super::{
    Alias, Amount, BELIEF_SD, Curve, Game, GameResult, GameSetup, PLAYING_GROUPS, STARTING_BELIEF,
};
use crate::lab::weak_link::{Announcement, Message, WeakLink};
use crate::model::parameter::Parameter;

/// `weak-link`.
pub static WEAK_LINK: Game = Game {
    name: "weak-link",
    aliases: &[
        Alias::plain("minimum-effort"),
        Alias::plain("minimum-effort-game"),
        Alias::plain("weakest-link"),
    ],
    title: "As strong as the weakest link",
    introduction: "Each member chooses an effort. All are paid by the smallest effort of the group, and each pays for its own. If all work hard, all are well off; but whoever fears that one single colleague slackens had better slacken too. Everyone sees the smallest effort.",
    exercise: "Play it in pairs: --set group_size=2. Then let a pair grow: --set group_size=2 --set growth=1.",
    by_people: true,
    protocol: &[
        Parameter::new("group_size", 15.0, 2.0, 1000.0).whole().summary("Members of a group."),
        Parameter::new("periods", 10.0, 1.0, 1000.0).whole().summary("Periods."),
        Parameter::new("fixed", 0.6, -1000.0, 1000.0).summary("What each is paid in any case."),
        Parameter::new("of_minimum", 1.2, 0.01, 1000.0)
            .summary("What the smallest effort brings each."),
        Parameter::new("second_bonus", 0.0, 0.0, 1000.0)
            .summary("What it brings in the second of three parts of the game; 0 for the same."),
        Parameter::new("third_bonus", 0.0, 0.0, 1000.0)
            .summary("What it brings in the third part; 0 for the same as in the second."),
        Parameter::new("cost", 0.6, 0.0, 1000.0).summary("What the largest effort costs."),
        Parameter::new("last_cost", -1.0, -1.0, 1000.0).summary(
            "What it costs in the last period, to which it moves evenly; -1 for the same.",
        ),
        Parameter::new("levels", 7.0, 0.0, 1000.0)
            .whole()
            .summary("Efforts to choose from; 0 for any."),
        Parameter::new("growth", 0.0, 0.0, 1000.0)
            .whole()
            .summary("Every how many periods a member who has watched joins; 0 for never."),
        Parameter::new("fresh_start", 0.5, 0.0, 1.0).summary(
            "How far a higher bonus lets people begin anew with what they first expected.",
        ),
        Parameter::new("message_from", 0.0, 0.0, 1000.0).whole().summary(
            "Period from which the manager says that all gain by high effort; 0 for none.",
        ),
        Parameter::new("message_felt", 0.8, 0.0, 1.0)
            .summary("How far the message is believed and shared."),
        Parameter::new("credence", 0.0, 0.0, 1.0)
            .summary("How far members' announcements are believed; 0 for no talk."),
        Parameter::new("binding", 0.0, 0.0, 1.0)
            .whole()
            .summary("1: one must do what one announced."),
        Parameter { default: 0.75, ..STARTING_BELIEF },
        Parameter { default: 0.2, ..BELIEF_SD },
        PLAYING_GROUPS,
    ],
    work,
    play,
};

fn game(setup: &GameSetup) -> WeakLink {
    let periods = setup.count("periods");
    let part = periods / 3;
    let mut of_minimum = vec![(1, setup.rule("of_minimum"))];
    let later = [("second_bonus", part + 1), ("third_bonus", 2 * part + 1)];
    for (key, from) in later {
        of_minimum.extend(setup.unless_zero(key).map(|bonus| (from, bonus)));
    }
    let cost = setup.rule("cost");
    let last = setup.rule("last_cost");
    let message = setup.unless_zero("message_from");
    let talk = setup.unless_zero("credence");
    WeakLink {
        group_size: setup.count("group_size"),
        periods,
        fixed: setup.rule("fixed"),
        of_minimum,
        cost: (cost, if last < 0.0 { cost } else { last }),
        levels: setup.unless_zero("levels").map(|levels| levels as usize),
        growth: setup.unless_zero("growth").map(|every| every as usize),
        fresh_start: setup.rule("fresh_start"),
        message: message
            .map(|from| Message { from: from as usize, felt: setup.rule("message_felt") }),
        talk: talk.map(|credence| Announcement { credence, binding: setup.is("binding") }),
    }
}

fn play(setup: &GameSetup) -> GameResult {
    let game = game(setup);
    let core = setup.people();
    let (mut mean, mut minimum) = (Averages::default(), Averages::default());
    setup.repeat(
        "groups",
        |generator| game.play(&core, generator),
        |played| {
            mean.add(&played.mean);
            minimum.add(&played.minimum);
        },
    );
    let conclusion = format!(
        "The smallest effort ends at {:.2} of the largest. Effort pays for anyone who expects at least {:.2} of the weakest.",
        minimum.ends().1,
        game.critical_mass(game.periods)
    );
    let curves =
        vec![Curve::shares("mean effort", &mean), Curve::shares("smallest effort", &minimum)];
    GameResult { x: "period", y: "effort (share of the largest)", curves, conclusion }
}

fn work(setup: &GameSetup) -> Amount {
    let one = setup.work("groups", 1.0, &["periods"]);
    let joined = setup.unless_zero("growth").map_or(0.0, |every| setup.rule("periods") / every);
    Amount { decisions: one.decisions * (setup.rule("group_size") + joined), ..one }
}
