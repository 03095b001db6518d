//! Imitation in class.

use super::{Curve, Game, Shown, Table};
use crate::lab::reference_rules::{Imitation, ImitationRule, generator};
use crate::spec::Parameter;
use crate::theory::TwoByTwo;

/// `imitation`.
pub static IMITATION: Game = Game {
    name: "imitation",
    title: "Can one good example spread?",
    plain: "One person co-operates among many who do not. People look at each other and take over what seems to pay. How often does co-operation take over everyone? In a dilemma hardly ever, less than a neutral habit would; in a game where two co-operators do well together it has a chance.",
    try_next: "Make it a stag hunt, where co-operation is best against co-operation: --set aa=5 --set ab=1 --set ba=2 --set bb=3.",
    by_people: false,
    protocol: &[
        Parameter::new("aa", 2.0, -100.0, 100.0)
            .says("What a co-operator gets from a co-operator."),
        Parameter::new("ab", -1.0, -100.0, 100.0).says("What a co-operator gets from a refuser."),
        Parameter::new("ba", 3.0, -100.0, 100.0).says("What a refuser gets from a co-operator."),
        Parameter::new("bb", 0.0, -100.0, 100.0).says("What a refuser gets from a refuser."),
        Parameter::new("beta", 0.1, 0.0, 100.0).says("How closely people look at what pays."),
        Parameter::new("moran", 0.0, 0.0, 1.0).whole().says(
            "0: two meet and one takes over what pays better (Fermi); 1: who does well is copied by anyone (Moran).",
        ),
        Parameter::new("plays", 5_000.0, 1.0, 1e6)
            .whole()
            .says("Plays of each size of population."),
    ],
    play,
};

fn play(table: &Table) -> Shown {
    let [aa, ab, ba, bb, beta, moran, plays] = table.protocol();
    let game = TwoByTwo { aa, ab, ba, bb };
    let sizes: Vec<u32> = (2..=20).step_by(2).collect();
    let played = |n: u32| {
        let rule = match moran == 1.0 {
            true => ImitationRule::Moran { w: beta },
            false => ImitationRule::Fermi { beta },
        };
        let play = Imitation { game, n, rule };
        let mut luck = generator(&table.draws, n);
        let taken = (0..plays as u32).filter(|_| play.fixes(&mut luck)).count();
        taken as f64 / plays
    };
    let exact = |n: u32| match moran == 1.0 {
        true => game.moran_fixation(n, beta),
        false => game.fermi_fixation(n, beta),
    };
    let over = |of: &dyn Fn(u32) -> f64| sizes.iter().map(|n| (f64::from(*n), of(*n))).collect();
    let curve = |name, points| Curve { name, points, observed: false };
    let curves = vec![
        curve("played", over(&played)),
        curve("exact", over(&exact)),
        curve("a neutral habit", over(&|n| 1.0 / f64::from(n))),
    ];
    let told = format!(
        "Among 20 it takes over in {:.1} % of plays; a neutral habit would in 5 %.",
        100.0 * curves[0].points.last().map_or(f64::NAN, |point| point.1)
    );
    Shown { x: "people", y: "probability of taking over", curves, told }
}
