//! The trust game in class.

use super::{BELIEF_SD, Curve, Game, SESSIONS, STARTING_BELIEF, Shown, Table, means};
use crate::lab::reference_rules::generator;
use crate::lab::trust::{Exchanged, GiftGame};
use crate::spec::Parameter;

/// `trust`.
pub static TRUST: Game = Game {
    name: "trust",
    title: "Would you send your money to a stranger?",
    plain: "A sender has ten tokens and sends some to a receiver, who gets three for each. The receiver then sends back what it likes. Sending pays only if enough comes back, and nobody can force the receiver.",
    try_next: "Let everyone see how receivers answered before: --set reputation=1. Does that do more than meeting the same person again, --set partners=1?",
    by_people: true,
    protocol: &[
        Parameter::new("endowment", 10.0, 1.0, 10_000.0).says("Tokens of both at first."),
        Parameter::new("multiplier", 3.0, 1.0, 100.0)
            .says("Tokens received for each that is sent."),
        Parameter::new("pairs", 20.0, 1.0, 1000.0).whole().says("Pairs of a session."),
        Parameter::new("rounds", 10.0, 1.0, 1000.0).whole().says("Rounds."),
        Parameter::new("partners", 0.0, 0.0, 1.0)
            .whole()
            .says("1: pairs stay together; 0: strangers meet."),
        Parameter::new("reputation", 0.0, 0.0, 1.0)
            .whole()
            .says("1: senders see how a receiver answered last."),
        STARTING_BELIEF,
        BELIEF_SD,
        SESSIONS,
    ],
    play,
};

/// Plays the sessions of a table whose protocol has the rules of this game.
pub(super) fn sessions(table: &Table, multiplier: f64) -> Vec<Exchanged> {
    let game = GiftGame {
        multiplier,
        pairs: table.count("pairs"),
        rounds: table.count("rounds"),
        partners: table.is("partners"),
        reputation: table.is("reputation"),
        endowment: table.rule("endowment"),
    };
    let core = table.people();
    (0..table.count("sessions") as u32)
        .map(|session| game.play(&core, &mut generator(&table.draws, session)))
        .collect()
}

/// The mean of a quantity over sessions, by round.
pub(super) fn mean(played: &[Exchanged], of: fn(&Exchanged) -> &Vec<f64>) -> Vec<f64> {
    means(&played.iter().map(|session| of(session).clone()).collect::<Vec<_>>())
}

fn play(table: &Table) -> Shown {
    let played = sessions(table, table.rule("multiplier"));
    let sent = mean(&played, |p| &p.given);
    let back = mean(&played, |p| &p.answered);
    let last = sent.len() - 1;
    let told = format!(
        "Senders send {:.0} % at first and {:.0} % at last; receivers go {:.0} % of the way to equal earnings at first and {:.0} % at last.",
        100.0 * sent[0],
        100.0 * sent[last],
        100.0 * back[0],
        100.0 * back[last]
    );
    let curves = vec![
        Curve::over_periods("sent, as a share of what can be", &sent),
        Curve::over_periods("sent back, as a share of the way to equal earnings", &back),
    ];
    Shown { x: "round", y: "share", curves, told }
}
