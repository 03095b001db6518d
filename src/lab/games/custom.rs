//! Which of two customs lasts, in class.

use super::curve::Source;
use super::{Alias, Amount, Curve, Game, GameResult, GameSetup};
use crate::lab::benchmark_models::{BestResponse, generator};
use crate::model::parameter::Parameter;
use crate::theory::TwoByTwo;

/// `custom`.
pub static CUSTOM: Game = Game {
    name: "custom",
    aliases: &[Alias::plain("stochastic-stability"), Alias::plain("evolution-of-conventions")],
    title: "Which custom lasts, the best or the safest?",
    introduction: "Everyone follows one of two customs; to follow that of the others is always best. Now and then somebody makes a mistake. After a very long time, how often is a society found at each? Not where all do best, but where it takes the most mistakes to get away.",
    exercise: "Make the better custom less risky: --set ab=2. Which one lasts now?",
    by_people: false,
    protocol: &[
        Parameter::new("aa", 5.0, -100.0, 100.0)
            .summary("What two get who both follow the better custom."),
        Parameter::new("ab", 0.0, -100.0, 100.0).summary("What one gets who alone follows it."),
        Parameter::new("ba", 4.0, -100.0, 100.0)
            .summary("What one gets who alone follows the safer one."),
        Parameter::new("bb", 3.0, -100.0, 100.0)
            .summary("What two get who both follow the safer one."),
        Parameter::new("people", 10.0, 2.0, 200.0).whole().summary("People."),
        Parameter::new("mistakes", 0.2, 0.0, 1.0)
            .summary("Probability that the person who decides chooses at random."),
        Parameter::new("periods", 2e6, 1000.0, 1e9)
            .whole()
            .summary("Periods; in each one person decides."),
    ],
    work,
    play,
};

/// A tenth more periods than count come first.
fn work(setup: &GameSetup) -> Amount {
    let periods = setup.rule("periods");
    let all = periods + (periods / 10.0).floor();
    Amount { plays: all, decisions: all }
}

fn play(setup: &GameSetup) -> GameResult {
    let [aa, ab, ba, bb, people, epsilon, periods] = setup.protocol();
    let game = TwoByTwo { aa, ab, ba, bb };
    let n = people as u32;
    let play = BestResponse { game, n, epsilon };
    let warm_up = (periods / 10.0) as u64;
    let shares = play.play(warm_up, periods as u64, &mut generator(&setup.draws, 0), setup.watch);
    let over = |shares: &[f64]| (0..=n).map(f64::from).zip(shares.iter().copied()).collect();
    let most: f64 = shares[n as usize / 2 + 1..].iter().sum();
    let mut curves = vec![Curve::line("played", Source::Simulated, over(&shares))];
    if epsilon > 0.0 {
        let exact = game.stationary(n, epsilon);
        curves.push(Curve::line("exact, in the long run", Source::Exact, over(&exact)));
    }
    let conclusion = format!(
        "Most follow the better custom {:.0} % of the time. It is best once {:.0} % of the others follow it.",
        100.0 * most,
        100.0 * game.indifference()
    );
    GameResult { x: "people who follow the better custom", y: "share of time", curves, conclusion }
}
