//! A common pool that people draw on, in class.

use super::{BELIEF_SD, Curve, Game, PLAYING_GROUPS, STARTING_BELIEF, Shown, Table, means};
use crate::lab::contributions::Talk;
use crate::lab::punishment::Punishment;
use crate::lab::reference_rules::generator;
use crate::lab::shared_pool::SharedPool;
use crate::spec::Parameter;

/// `shared-pool`.
pub static SHARED_POOL: Game = Game {
    name: "shared-pool",
    title: "People on a commons: does talking help?",
    plain: "Each user puts tokens into a common pool that gives less the more are in it, or keeps them for a sure return. What is best for one, given what the others do, is too much for all. To hold back is to give to the others. Users may talk before they choose, and punish each other afterwards.",
    try_next: "Compare talking once with talking each time (--set talk_repeated=0). The game `commons` shows selfish users.",
    by_people: true,
    protocol: &[
        Parameter::new("users", 8.0, 2.0, 1000.0).whole().says("Users."),
        Parameter::new("periods", 20.0, 1.0, 1000.0).whole().says("Periods."),
        Parameter::new("first", 23.0, 0.0, 1000.0).says("Return of the first token in the pool."),
        Parameter::new("fall", 0.25, 0.001, 1000.0)
            .says("How much the mean return falls with each token."),
        Parameter::new("outside", 5.0, 0.0, 1000.0).says("Return of a token that is kept."),
        Parameter::new("talk_repeated", 1.0, 0.0, 1.0)
            .whole()
            .says("1: talk in each period; 0: once."),
        Parameter::new("credence", 0.6, 0.0, 1.0).says("How far words are believed."),
        Parameter::new("sanction_cost", 1.0, 0.0, 100.0).says("Tokens that a point costs."),
        Parameter::new("sanction_effect", 3.0, 0.0, 100.0).says("Tokens that a point takes."),
        Parameter::new("prosocial", 1.0, 0.0, 100.0)
            .says("Custom: points to one who held back less, by a third of what can be held back."),
        Parameter::new("antisocial", 0.2, 0.0, 100.0)
            .says("Custom: points to one who held back as much or more."),
        STARTING_BELIEF,
        BELIEF_SD,
        PLAYING_GROUPS,
    ],
    play,
};

fn play(table: &Table) -> Shown {
    let core = table.people();
    let periods = table.count("periods");
    let silent = SharedPool {
        users: table.count("users"),
        periods,
        first: table.rule("first"),
        fall: table.rule("fall"),
        outside: table.rule("outside"),
        talk: None,
        punishment: None,
    };
    let talk = Some(Talk {
        from: 1,
        repeated: table.is("talk_repeated"),
        credence: table.rule("credence"),
    });
    let punishment = Some(Punishment {
        periods: (1, periods),
        cost: table.rule("sanction_cost"),
        effect: table.rule("sanction_effect"),
        most: 10.0,
        prosocial: table.rule("prosocial"),
        antisocial: table.rule("antisocial"),
    });
    let run = |pool: SharedPool| -> (Vec<f64>, Vec<f64>) {
        let played: Vec<_> = (0..table.count("groups") as u32)
            .map(|group| pool.play(&core, &mut generator(&table.draws, group)))
            .collect();
        let (gross, net): (Vec<_>, Vec<_>) = played.into_iter().unzip();
        (means(&gross), means(&net))
    };
    let alone = run(silent.clone()).0;
    let talking = run(SharedPool { talk, ..silent.clone() }).0;
    let sanctions = run(SharedPool { punishment, ..silent.clone() }).1;
    let both = run(SharedPool { talk, punishment, ..silent.clone() }).1;
    let mean = |path: &[f64]| 100.0 * crate::statistics::mean(path);
    let told = format!(
        "Of the best rent {:.0} % is left in silence, {:.0} % with talk, {:.0} % with sanctions alone and {:.0} % with both, net of what sanctions cost. Selfish users would leave {:.0} %.",
        mean(&alone),
        mean(&talking),
        mean(&sanctions),
        mean(&both),
        100.0 * silent.rent(silent.selfish()) / silent.rent(silent.best_for_all())
    );
    let curves = vec![
        Curve::over_periods("with talk", &talking),
        Curve::over_periods("in silence", &alone),
        Curve::over_periods("with sanctions, net", &sanctions),
        Curve::over_periods("with both, net", &both),
    ];
    Shown { x: "period", y: "share of the best rent", curves, told }
}
