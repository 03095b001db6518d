//! The control game in class.

use super::{Curve, Game, Shown, Table};
use crate::lab::control::ControlGame;
use crate::lab::reference_rules::generator;
use crate::spec::Parameter;
use crate::statistics::mean;

/// `control`.
pub static CONTROL: Game = Game {
    name: "control",
    title: "What does it cost to force someone's hand?",
    plain: "An agent has some tokens and gives as many as it likes to a principal, who receives twice as much. Before that the principal may force a minimum. A selfish agent then gives the minimum instead of nothing. But an agent who would have given more sees that it is not trusted.",
    try_next: "Compare the curves at a minimum of 2 and of 20. From which minimum on does control pay the principal?",
    by_people: true,
    protocol: &[
        Parameter::new("endowment", 120.0, 1.0, 10_000.0).says("The agent's tokens."),
        Parameter::new("factor", 2.0, 0.1, 100.0)
            .says("What the principal receives for each token."),
        Parameter::new("largest_minimum", 30.0, 1.0, 10_000.0)
            .whole()
            .says("Largest minimum that is tried."),
        Parameter::new("agents", 2_000.0, 1.0, 1e6).whole().says("Agents."),
    ],
    play,
};

fn play(table: &Table) -> Shown {
    let [endowment, factor, largest, agents] = table.protocol();
    let gifts = |minimum: f64| {
        let game = ControlGame { endowment, factor, minimum };
        let play = |agent: u32| game.play(table.core, &mut generator(&table.draws, agent));
        let gifts: Vec<_> = (0..agents as u32).map(play).collect();
        let controlled: Vec<f64> = gifts.iter().map(|gift| gift.controlled).collect();
        let trusted: Vec<f64> = gifts.iter().map(|gift| gift.trusted).collect();
        (mean(&controlled), mean(&trusted))
    };
    let minima: Vec<f64> = (0..=10).map(|step| largest * f64::from(step) / 10.0).collect();
    let found: Vec<(f64, (f64, f64))> = minima.into_iter().map(|m| (m, gifts(m))).collect();
    let curve = |name, points| Curve { name, points, observed: false };
    let pays = found.iter().find(|(_, (controlled, trusted))| controlled > trusted);
    let told = match pays {
        Some((minimum, _)) => format!(
            "Forcing pays from a minimum of about {minimum:.0} on; below it the principal would do better to trust."
        ),
        None => {
            "Forcing never pays here: what is forced out of some is lost from others.".to_owned()
        }
    };
    let curves = vec![
        curve("given under control", found.iter().map(|(m, (c, _))| (*m, *c)).collect()),
        curve("given without", found.iter().map(|(m, (_, t))| (*m, *t)).collect()),
    ];
    Shown { x: "minimum that is forced", y: "tokens given", curves, told }
}
