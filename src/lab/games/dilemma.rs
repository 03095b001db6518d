//! The repeated prisoner's dilemma in class.

use super::{BELIEF_SD, Curve, Game, SESSIONS, STARTING_BELIEF, Shown, Table, means};
use crate::lab::dilemma::Dilemma;
use crate::lab::reference_rules::generator;
use crate::spec::Parameter;

/// `dilemma`.
pub static DILEMMA: Game = Game {
    name: "dilemma",
    title: "Trust a stranger, again and again",
    plain: "Two strangers each choose to co-operate or not. Whoever refuses while the other co-operates gets most; if both refuse, both get little. After each round the match goes on with some probability; then new strangers meet. If it goes on long enough, co-operating can pay, but only for who believes that the other will co-operate too.",
    try_next: "Make the future shorter: --set continuation=0.5 --set reward=32. Then --set reward=48.",
    by_people: true,
    protocol: &[
        Parameter::new("reward", 40.0, -1000.0, 1000.0).says("What two who co-operate get."),
        Parameter::new("temptation", 50.0, -1000.0, 1000.0)
            .says("What one gets who alone refuses."),
        Parameter::new("sucker", 12.0, -1000.0, 1000.0)
            .says("What one gets who alone co-operates."),
        Parameter::new("punishment", 25.0, -1000.0, 1000.0).says("What two who refuse get."),
        Parameter::new("continuation", 0.75, 0.0, 0.99)
            .says("Probability that a match goes on after a round."),
        Parameter::new("people", 14.0, 2.0, 1000.0)
            .whole()
            .says("People of a session; an odd one sits out."),
        Parameter::new("matches", 40.0, 1.0, 1000.0).whole().says("Matches."),
        STARTING_BELIEF,
        BELIEF_SD,
        SESSIONS,
    ],
    play,
};

fn play(table: &Table) -> Shown {
    let [reward, temptation, sucker, punishment, continuation, people, matches, _, _, sessions] =
        table.protocol();
    let core = table.people();
    let game = Dilemma {
        reward,
        temptation,
        sucker,
        punishment,
        continuation,
        people: people as usize / 2 * 2,
        matches: matches as usize,
    };
    let played: Vec<_> = (0..sessions as u32)
        .map(|session| game.play(&core, &mut generator(&table.draws, session)))
        .collect();
    let basin = game.critical_mass();
    let belief = if basin > 1.0 {
        "Co-operation never pays here, whatever one believes.".to_owned()
    } else {
        format!(
            "Co-operation pays for who believes that more than {:.0} % co-operate.",
            100.0 * basin
        )
    };
    let first: Vec<_> = played.iter().map(|p| p.first_rounds.clone()).collect();
    let all: Vec<_> = played.iter().map(|p| p.all_rounds.clone()).collect();
    let curves = vec![
        Curve::over_periods("co-operate in the first round", &means(&first)),
        Curve::over_periods("co-operate in all rounds", &means(&all)),
    ];
    Shown { x: "match", y: "share of people", curves, told: belief }
}
