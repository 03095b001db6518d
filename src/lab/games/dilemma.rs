//! The repeated prisoner's dilemma in class.

use super::curve::Averages;
use super::{Alias, BELIEF_SD, Curve, Game, GameResult, GameSetup, SESSIONS, STARTING_BELIEF};
use crate::lab::dilemma::Dilemma;
use crate::model::parameter::Parameter;

/// `dilemma`.
pub static DILEMMA: Game = Game {
    name: "dilemma",
    aliases: &[
        Alias::plain("prisoners-dilemma"),
        Alias::plain("repeated-dilemma"),
        // To refuse one who co-operates brings less than to co-operate: best is what the other does.
        Alias { name: "stag-hunt", rules: &[("temptation", 30.0)] },
    ],
    title: "Trust a stranger, again and again",
    introduction: "Two strangers each choose to co-operate or not. Whoever refuses while the other co-operates gets most; if both refuse, both get little. After each round the match goes on with some probability; then new strangers meet. If it goes on long enough, co-operating can pay, but only for those who believe that the other will co-operate too.",
    exercise: "Make the future shorter: --set continuation=0.5 --set reward=32. Then --set reward=48.",
    by_people: true,
    protocol: &[
        Parameter::new("reward", 40.0, -1000.0, 1000.0).summary("What two who co-operate get."),
        Parameter::new("temptation", 50.0, -1000.0, 1000.0)
            .summary("What one gets who alone refuses."),
        Parameter::new("sucker", 12.0, -1000.0, 1000.0)
            .summary("What one gets who alone co-operates."),
        Parameter::new("punishment", 25.0, -1000.0, 1000.0).summary("What two who refuse get."),
        Parameter::new("continuation", 0.75, 0.0, 0.99)
            .summary("Probability that a match goes on after a round."),
        Parameter::new("people", 14.0, 2.0, 1000.0)
            .whole()
            .summary("People of a session; an odd one sits out."),
        Parameter::new("matches", 40.0, 1.0, 1000.0).whole().summary("Matches."),
        STARTING_BELIEF,
        BELIEF_SD,
        SESSIONS,
    ],
    work: |setup| setup.work("sessions", 1.0, &["people", "matches"]),
    play,
};

fn play(setup: &GameSetup) -> GameResult {
    let [reward, temptation, sucker, punishment, continuation, people, matches, _, _, _] =
        setup.protocol();
    let core = setup.people();
    let game = Dilemma {
        reward,
        temptation,
        sucker,
        punishment,
        continuation,
        people: people as usize / 2 * 2,
        matches: matches as usize,
    };
    let (mut first, mut all) = (Averages::default(), Averages::default());
    setup.repeat(
        "sessions",
        |generator| game.play(&core, generator),
        |played| {
            first.add(&played.first_rounds);
            all.add(&played.all_rounds);
        },
    );
    let basin = game.critical_mass();
    let belief = if basin > 1.0 {
        "Co-operation never pays here, whatever one believes.".to_owned()
    } else {
        format!(
            "Co-operation pays for anyone who believes that more than {:.0} % co-operate.",
            100.0 * basin
        )
    };
    let (at_first, at_last) = first.ends();
    let conclusion = format!(
        "{belief} In first rounds {:.0} % do so in the first match and {:.0} % in the last.",
        100.0 * at_first,
        100.0 * at_last
    );
    let curves = vec![
        Curve::shares("co-operate in the first round", &first),
        Curve::shares("co-operate in all rounds", &all),
    ];
    GameResult { x: "match", y: "share of people", curves, conclusion }
}
