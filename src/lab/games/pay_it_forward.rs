//! A chain of strangers: each is given something by the one before, and gives to the one after.
//!
//! First what a class sees of it, then its protocol.

use rand::Rng;

use super::curve::Averages;
use super::{Alias, BELIEF_SD, Curve, Game, GameResult, GameSetup, STARTING_BELIEF};
use crate::lab::people::Population;
use crate::model::mechanisms::decision::Task;
use crate::model::parameter::Parameter;

/// `pay-it-forward`.
pub static PAY_IT_FORWARD: Game = Game {
    name: "pay-it-forward",
    aliases: &[Alias::plain("generalised-reciprocity"), Alias::plain("upstream-reciprocity")],
    title: "What one stranger does to the next",
    introduction: "Strangers stand in a chain. The first is given a share of what somebody had, large or small; then gives a share of an endowment of the same size to the next, who gives to the next, and so on. Nobody meets anyone again, and nobody can answer who gave: all that is handed on is what one has learnt to expect of others.",
    exercise: "How far does a kindness reach? Watch where the two curves meet. Then let the chain begin in a place of little trust: --set starting_belief=0.2.",
    by_people: true,
    protocol: &[
        Parameter::new("chain", 10.0, 2.0, 1000.0).whole().summary("People in a chain."),
        Parameter::new("generous", 1.0, 0.0, 1.0)
            .summary("Share that the first is given in a generous chain."),
        Parameter::new("greedy", 0.0, 0.0, 1.0)
            .summary("Share that the first is given in a greedy chain."),
        STARTING_BELIEF,
        BELIEF_SD,
        Parameter::new("chains", 1_000.0, 1.0, 100_000.0)
            .whole()
            .summary("Chains of each kind; curves are their means."),
    ],
    work: |setup| setup.work("chains", 1.0, &["chain"]),
    play,
};

fn play(setup: &GameSetup) -> GameResult {
    let people = setup.people();
    let length = setup.count("chain");
    let (mut generous, mut greedy) = (Averages::default(), Averages::default());
    // Both kinds of chains have the same people, so that they differ by the first gift alone.
    setup.repeat(
        "chains",
        |generator| {
            let again = generator.clone();
            let chain = |first, mut random| handed_on(&people, first, length, &mut random);
            (chain(setup.rule("generous"), again), chain(setup.rule("greedy"), generator.clone()))
        },
        |(kind, unkind)| {
            generous.add(&kind);
            greedy.add(&unkind);
        },
    );
    let gap = |position: usize| generous.means()[position] - greedy.means()[position];
    let conclusion = format!(
        "Whoever was treated generously hands on {:.2} of the endowment more than whoever was treated greedily; at the end of the chain the difference is {:.2}.",
        gap(0),
        gap(length - 1)
    );
    let curves = vec![
        Curve::shares("after a generous start", &generous),
        Curve::shares("after a greedy start", &greedy),
    ];
    GameResult {
        x: "position in the chain",
        y: "gift to the next (share of the endowment)",
        curves,
        conclusion,
    }
}

/// What each person of a chain gives, where the first is given a share. A person learns from the one
/// gift that it sees, and gives as it would to anyone of whom it expects as much: a gift costs what it
/// brings, and nothing comes back.
pub fn handed_on(
    people: &Population,
    first: f64,
    length: usize,
    generator: &mut impl Rng,
) -> Vec<f64> {
    let mut gift = first as f32;
    let task = Task { same_position: false, ..Task::gift(1.0, 1.0) };
    (0..length)
        .map(|_| {
            let mut person = people.person(generator);
            people.see(&mut person, gift);
            gift = people.contribution(&person, &task, generator);
            f64::from(gift)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    /// The mean gift at each position, over chains with the same people.
    fn means(text: &str, first: f64) -> Vec<f64> {
        let people = crate::lab::people::core(text);
        let mut random = Xoshiro256PlusPlus::seed_from_u64(3);
        let mut sums = vec![0.0; 8];
        for _ in 0..2_000 {
            let chain = handed_on(&people, first, 8, &mut random);
            sums.iter_mut().zip(chain).for_each(|(sum, gift)| *sum += gift / 2_000.0);
        }
        sums
    }

    #[test]
    fn a_kindness_is_handed_on_and_fades() {
        let plain = "[payoffs]\nweight = 0.0\n[decision_noise]\nsd = 0.0\n";
        let (kind, unkind) = (means(plain, 1.0), means(plain, 0.0));
        let gaps: Vec<f64> = kind.iter().zip(&unkind).map(|(a, b)| a - b).collect();
        // One gift moves a belief by the rate of learning (0.42), and a belief moves a gift by one's
        // reciprocity, as far as no gift is cut off at 0 or 1: so much of a difference reaches the next.
        let share = 0.42 * crate::lab::people::core(plain).mean_reciprocity();
        assert!((gaps[0] - share).abs() < 0.01, "{gaps:?}");
        assert!((gaps[1] / gaps[0] - share).abs() < 0.02, "{gaps:?}");
    }

    /// Without reciprocity nothing is handed on: what others give changes nobody.
    #[test]
    fn without_reciprocity_nothing_is_handed_on() {
        let text = "mechanisms.off = [\"reciprocity\"]\n";
        let (kind, unkind) = (means(text, 1.0), means(text, 0.0));
        for (a, b) in kind.iter().zip(&unkind) {
            assert!((a - b).abs() < 1e-9, "{kind:?} {unkind:?}");
        }
    }
}
