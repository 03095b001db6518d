//! Imitation in class.

use super::curve::{Average, Averages, Source};
use super::{Alias, Amount, Curve, Game, GameResult, GameSetup};
use crate::lab::benchmark_models::{Imitation, ImitationRule, generator};
use crate::model::parameter::Parameter;
use crate::theory::TwoByTwo;

/// `imitation`.
pub static IMITATION: Game = Game {
    name: "imitation",
    aliases: &[
        Alias::plain("evolution-of-cooperation"),
        Alias::plain("fermi-process"),
        Alias { name: "moran-process", rules: &[("moran", 1.0)] },
    ],
    title: "Can one good example spread?",
    introduction: "One person co-operates among many who do not. People look at each other and take over what seems to pay. How often does co-operation take over everyone? In a dilemma hardly ever, less than a neutral habit would; in a game where two co-operators do well together it has a chance.",
    exercise: "Make it a stag hunt, where co-operation is best against co-operation: --set aa=5 --set ab=1 --set ba=2 --set bb=3.",
    by_people: false,
    protocol: &[
        Parameter::new("aa", 2.0, -100.0, 100.0)
            .summary("What a co-operator gets from a co-operator."),
        Parameter::new("ab", -1.0, -100.0, 100.0).summary("What a co-operator gets from a refuser."),
        Parameter::new("ba", 3.0, -100.0, 100.0).summary("What a refuser gets from a co-operator."),
        Parameter::new("bb", 0.0, -100.0, 100.0).summary("What a refuser gets from a refuser."),
        Parameter::new("beta", 0.1, 0.0, 100.0).summary("How closely people look at what pays."),
        Parameter::new("moran", 0.0, 0.0, 1.0).whole().summary(
            "0: two meet and one takes over what pays better (Fermi); 1: those who do well are copied by anyone (Moran).",
        ),
        Parameter::new("plays", 5_000.0, 1.0, 1e6)
            .whole()
            .summary("Plays of each size of population."),
    ],
    work,
    play,
};

/// Sizes of populations that are played.
fn sizes() -> impl Iterator<Item = u32> {
    (2..=20).step_by(2)
}

/// What the protocol says.
fn rules(setup: &GameSetup) -> (TwoByTwo, ImitationRule) {
    let [aa, ab, ba, bb, beta, moran, _] = setup.protocol();
    let rule = match moran == 1.0 {
        true => ImitationRule::Moran { w: beta },
        false => ImitationRule::Fermi { beta },
    };
    (TwoByTwo { aa, ab, ba, bb }, rule)
}

/// Two who do well apart can keep each other in balance nearly for ever: the time is computed.
fn work(setup: &GameSetup) -> Amount {
    let (game, rule) = rules(setup);
    let time = |n: u32| Imitation { game, n, rule }.expected_steps();
    let plays = setup.rule("plays");
    Amount {
        plays: plays * sizes().count() as f64,
        decisions: plays * sizes().map(time).sum::<f64>(),
    }
}

fn play(setup: &GameSetup) -> GameResult {
    let (game, rule) = rules(setup);
    let played = |n: u32| {
        let play = Imitation { game, n, rule };
        // Each size has one sequence of random numbers for all its plays.
        let mut random = generator(&setup.draws, n);
        let mut average = Average::default();
        for _ in 0..setup.count("plays") {
            average.add(f64::from(u8::from(play.fixes(&mut random))));
            (setup.watch)(1);
        }
        average
    };
    let exact = |n: u32| match rule {
        ImitationRule::Moran { w } => game.moran_fixation(n, w),
        ImitationRule::Fermi { beta } => game.fermi_fixation(n, beta),
    };
    let over = |of: &dyn Fn(u32) -> f64| sizes().map(|n| (f64::from(n), of(n))).collect();
    let averages = Averages::joined(sizes().map(played));
    let curves = vec![
        Curve::played("played", sizes().map(f64::from), &averages, Some((0.0, 1.0))),
        Curve::line("exact", Source::Exact, over(&exact)),
        Curve::line("a neutral habit", Source::Exact, over(&|n| 1.0 / f64::from(n))),
    ];
    let conclusion = format!(
        "Among 20 it takes over in {:.1} % of plays; a neutral habit would in 5 %.",
        100.0 * averages.ends().1
    );
    GameResult { x: "people", y: "probability of taking over", curves, conclusion }
}
