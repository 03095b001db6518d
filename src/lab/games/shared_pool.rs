//! A common pool that people draw on, in class.

use super::curve::Averages;
use super::{
    Alias, BELIEF_SD, Curve, Game, GameResult, GameSetup, PLAYING_GROUPS, STARTING_BELIEF,
};
use crate::lab::contributions::Talk;
use crate::lab::punishment::Punishment;
use crate::lab::shared_pool::SharedPool;
use crate::model::parameter::Parameter;

/// `shared-pool`.
pub static SHARED_POOL: Game = Game {
    name: "shared-pool",
    aliases: &[Alias::plain("common-pool"), Alias::plain("common-pool-resource")],
    title: "People on a commons: does communication help?",
    introduction: "Each user puts tokens into a common pool that gives less the more are in it, or keeps them for a sure return. What is best for one, given what the others do, is too much for all. To hold back is to give to the others. Users may talk before they choose, and punish each other afterwards.",
    exercise: "Compare talking once with talking each time (--set talk_repeated=0). The game `commons` shows selfish users.",
    by_people: true,
    protocol: &[
        Parameter::new("users", 8.0, 2.0, 1000.0).whole().summary("Users."),
        Parameter::new("periods", 20.0, 1.0, 1000.0).whole().summary("Periods."),
        Parameter::new("first", 23.0, 0.0, 1000.0)
            .summary("Return of the first token in the pool."),
        Parameter::new("fall", 0.25, 0.001, 1000.0)
            .summary("How much the mean return falls with each token."),
        Parameter::new("outside", 5.0, 0.0, 1000.0).summary("Return of a token that is kept."),
        Parameter::new("talk_repeated", 1.0, 0.0, 1.0)
            .whole()
            .summary("1: talk in each period; 0: once."),
        Parameter::new("credence", 0.6, 0.0, 1.0).summary("How far words are believed."),
        Parameter::new("sanction_cost", 1.0, 0.0, 100.0).summary("Tokens that a point costs."),
        Parameter::new("sanction_effect", 3.0, 0.0, 100.0).summary("Tokens that a point takes."),
        Parameter::new("prosocial", 1.0, 0.0, 100.0).summary(
            "Custom: points to one who held back less, by a third of what can be held back.",
        ),
        Parameter::new("antisocial", 0.2, 0.0, 100.0)
            .summary("Custom: points to one who held back as much or more."),
        STARTING_BELIEF,
        BELIEF_SD,
        PLAYING_GROUPS,
    ],
    work: |setup| setup.work("groups", 4.0, &["users", "periods"]),
    play,
};

fn play(setup: &GameSetup) -> GameResult {
    let core = setup.people();
    let periods = setup.count("periods");
    let silent = SharedPool {
        users: setup.count("users"),
        periods,
        first: setup.rule("first"),
        fall: setup.rule("fall"),
        outside: setup.rule("outside"),
        talk: None,
        punishment: None,
    };
    let talk = Some(Talk {
        from: 1,
        repeated: setup.is("talk_repeated"),
        credence: setup.rule("credence"),
    });
    let punishment = Some(Punishment {
        periods: (1, periods),
        cost: setup.rule("sanction_cost"),
        effect: setup.rule("sanction_effect"),
        most: 10.0,
        prosocial: setup.rule("prosocial"),
        antisocial: setup.rule("antisocial"),
    });
    let run = |pool: SharedPool| {
        let (mut gross, mut net) = (Averages::default(), Averages::default());
        setup.repeat(
            "groups",
            |generator| pool.play(&core, generator),
            |(of_gross, of_net)| {
                gross.add(&of_gross);
                net.add(&of_net);
            },
        );
        (gross, net)
    };
    let (alone, _) = run(silent.clone());
    let (talking, _) = run(SharedPool { talk, ..silent.clone() });
    let (_, sanctions) = run(SharedPool { punishment, ..silent.clone() });
    let (_, both) = run(SharedPool { talk, punishment, ..silent.clone() });
    let mean = |path: &Averages| 100.0 * crate::ground::statistics::mean(&path.means());
    let conclusion = format!(
        "Of the best rent {:.0} % is left in silence, {:.0} % with talk, {:.0} % with sanctions alone and {:.0} % with both, net of what sanctions cost. Selfish users would leave {:.0} %.",
        mean(&alone),
        mean(&talking),
        mean(&sanctions),
        mean(&both),
        100.0 * silent.rent(silent.selfish()) / silent.rent(silent.best_for_all())
    );
    let curves = vec![
        Curve::periods("with talk", &talking),
        Curve::periods("in silence", &alone),
        Curve::periods("with sanctions, net", &sanctions),
        Curve::periods("with both, net", &both),
    ];
    GameResult { x: "period", y: "share of the best rent", curves, conclusion }
}
