//! The trust game in class.

use super::curve::Averages;
use super::{Alias, BELIEF_SD, Curve, Game, GameResult, GameSetup, SESSIONS, STARTING_BELIEF};
use crate::lab::trust::GiftGame;
use crate::model::parameter::Parameter;

/// `trust`.
pub static TRUST: Game = Game {
    name: "trust",
    aliases: &[Alias::plain("trust-game"), Alias::plain("investment-game")],
    title: "Would you send your money to a stranger?",
    introduction: "A sender has ten tokens and sends some to a receiver, who gets three for each. The receiver then sends back what it likes. Sending pays only if enough comes back, and nobody can force the receiver.",
    exercise: "Let everyone see how receivers answered before: --set reputation=1. Does that do more than meeting the same person again, --set partners=1?",
    by_people: true,
    protocol: &[
        Parameter::new("endowment", 10.0, 1.0, 10_000.0).summary("Tokens of both at first."),
        Parameter::new("multiplier", 3.0, 1.0, 100.0)
            .summary("Tokens received for each that is sent."),
        Parameter::new("pairs", 20.0, 1.0, 1000.0).whole().summary("Pairs of a session."),
        Parameter::new("rounds", 10.0, 1.0, 1000.0).whole().summary("Rounds."),
        Parameter::new("partners", 0.0, 0.0, 1.0)
            .whole()
            .summary("1: pairs stay together; 0: strangers meet."),
        Parameter::new("reputation", 0.0, 0.0, 1.0)
            .whole()
            .summary("1: senders see how a receiver answered last."),
        STARTING_BELIEF,
        BELIEF_SD,
        SESSIONS,
    ],
    work: |setup| setup.work("sessions", 1.0, &["pairs", "rounds"]),
    play,
};

/// What was played, by round, over sessions.
#[derive(Debug, Clone, Default)]
pub(super) struct Sessions {
    /// Share of what could be given that the first gave.
    pub given: Averages,
    /// Share of the way to equal earnings that the second went back.
    pub answered: Averages,
    /// The product of the means of both over pairs.
    pub product: Averages,
}

/// Plays the sessions of a setup whose protocol has the rules of this game.
pub(super) fn sessions(setup: &GameSetup, multiplier: f64) -> Sessions {
    let game = GiftGame {
        multiplier,
        pairs: setup.count("pairs"),
        rounds: setup.count("rounds"),
        partners: setup.is("partners"),
        reputation: setup.is("reputation"),
        endowment: setup.rule("endowment"),
    };
    let core = setup.people();
    let mut all = Sessions::default();
    setup.repeat(
        "sessions",
        |generator| game.play(&core, generator),
        |played| {
            all.given.add(&played.given);
            all.answered.add(&played.answered);
            let both = played.given.iter().zip(&played.answered);
            all.product.add(&both.map(|(given, answered)| given * answered).collect::<Vec<_>>());
        },
    );
    all
}

fn play(setup: &GameSetup) -> GameResult {
    let played = sessions(setup, setup.rule("multiplier"));
    let ((sent_first, sent_last), (back_first, back_last)) =
        (played.given.ends(), played.answered.ends());
    let conclusion = format!(
        "Senders send {:.0} % at first and {:.0} % at last; receivers go {:.0} % of the way to equal earnings at first and {:.0} % at last.",
        100.0 * sent_first,
        100.0 * sent_last,
        100.0 * back_first,
        100.0 * back_last
    );
    let curves = vec![
        Curve::shares("sent, as a share of what can be", &played.given),
        Curve::shares("sent back, as a share of the way to equal earnings", &played.answered),
    ];
    GameResult { x: "round", y: "share", curves, conclusion }
}
