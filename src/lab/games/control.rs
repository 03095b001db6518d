//! The control game in class.

use super::{BELIEF_SD, Curve, Game, STARTING_BELIEF, Shown, Table};
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
        STARTING_BELIEF,
        BELIEF_SD,
        Parameter::new("agents", 2_000.0, 1.0, 1e6).whole().says("Agents."),
    ],
    play,
};

/// Numbers of principals begin here, those of agents at 0.
const PRINCIPALS: u32 = 1 << 24;

fn play(table: &Table) -> Shown {
    let [endowment, factor, largest, _, _, agents] = table.protocol();
    let core = table.people();
    let gifts = |minimum: f64| {
        let game = ControlGame { endowment, factor, minimum };
        let play = |agent: u32| game.play(&core, &mut generator(&table.draws, agent));
        let gifts: Vec<_> = (0..agents as u32).map(play).collect();
        let controlled: Vec<f64> = gifts.iter().map(|gift| gift.controlled).collect();
        let trusted: Vec<f64> = gifts.iter().map(|gift| gift.trusted).collect();
        let principal = |index: u32| core.person(&mut generator(&table.draws, PRINCIPALS + index));
        let forces: Vec<f64> = (0..agents as u32)
            .map(|index| f64::from(u8::from(game.is_forced_by(&principal(index)))))
            .collect();
        (mean(&controlled), mean(&trusted), mean(&forces))
    };
    let minima: Vec<f64> = (0..=10).map(|step| largest * f64::from(step) / 10.0).collect();
    let found: Vec<(f64, (f64, f64, f64))> = minima.into_iter().map(|m| (m, gifts(m))).collect();
    let curve = |name, points| Curve { name, points, observed: false };
    let pays = found.iter().find(|(_, (controlled, trusted, _))| controlled > trusted);
    let (_, (_, _, few)) = found[found.len() / 3];
    let (_, (_, _, many)) = found[found.len() - 1];
    let told = match pays {
        Some((minimum, _)) => format!(
            "Forcing pays from a minimum of about {minimum:.0} on; below it the principal would do better to trust."
        ),
        None => {
            "Forcing never pays here: what is forced out of some is lost from others.".to_owned()
        }
    };
    let told = format!(
        "{told} Of principals, {:.0} % force a minimum of {:.0}, and {:.0} % one of {largest:.0}.",
        100.0 * few,
        found[found.len() / 3].0,
        100.0 * many
    );
    let curves = vec![
        curve("given under control", found.iter().map(|(m, (c, _, _))| (*m, *c)).collect()),
        curve("given without", found.iter().map(|(m, (_, t, _))| (*m, *t)).collect()),
    ];
    Shown { x: "minimum that is forced", y: "tokens given", curves, told }
}
