//! The control game: a principal may force a minimum on an agent before the agent gives.
//!
//! First what a class sees of it, then its protocol.

use rand::Rng;

use super::curve::{Average, Averages};
use super::{Alias, BELIEF_SD, Curve, Game, GameResult, GameSetup, STARTING_BELIEF};
use crate::lab::benchmark_models::generator;
use crate::lab::people::{Person, Population, Steering};
use crate::model::mechanisms::decision::Task;
use crate::model::parameter::Parameter;

/// `control`.
pub static CONTROL: Game = Game {
    name: "control",
    aliases: &[Alias::plain("hidden-costs-of-control"), Alias::plain("control-game")],
    title: "What does it cost to force someone's hand?",
    introduction: "An agent has some tokens and gives as many as it likes to a principal, who receives twice as much. Before that the principal may force a minimum. A selfish agent then gives the minimum instead of nothing. But an agent who would have given more sees that it is not trusted.",
    exercise: "Compare the curves at a minimum of 2 and of 20. From which minimum on does control pay the principal?",
    by_people: true,
    protocol: &[
        Parameter::new("endowment", 120.0, 1.0, 10_000.0).summary("The agent's tokens."),
        Parameter::new("factor", 2.0, 0.1, 100.0)
            .summary("What the principal receives for each token."),
        Parameter::new("largest_minimum", 30.0, 1.0, 10_000.0)
            .whole()
            .summary("Largest minimum that is tried."),
        Parameter::new("selfish", -1.0, -1.0, 1.0)
            .summary("Share of agents and principals who are selfish; below 0 for that of the people's file."),
        STARTING_BELIEF,
        BELIEF_SD,
        Parameter::new("agents", 2_000.0, 1.0, 1e6).whole().summary("Agents."),
    ],
    work: |setup| setup.work("agents", 11.0, &[]),
    play,
};

/// Numbers of principals begin here, those of agents at 0.
const PRINCIPALS: u32 = 1 << 24;

fn play(setup: &GameSetup) -> GameResult {
    let [endowment, factor, largest, selfish, _, _, agents] = setup.protocol();
    let core = match selfish {
        share if share >= 0.0 => setup.people().with_selfish(share),
        _ => setup.people(),
    };
    let minima: Vec<f64> = (0..=10).map(|step| largest * f64::from(step) / 10.0).collect();
    let (mut controlled, mut trusted) = (Vec::new(), Vec::new());
    let mut forces = Vec::new();
    for minimum in &minima {
        let game = ControlGame { endowment, factor, minimum: *minimum };
        let (mut of_controlled, mut of_trusted) = (Average::default(), Average::default());
        setup.repeat(
            "agents",
            |generator| game.play(&core, generator),
            |gift| {
                of_controlled.add(gift.controlled);
                of_trusted.add(gift.trusted);
            },
        );
        controlled.push(of_controlled);
        trusted.push(of_trusted);
        let principal = |index: u32| core.person(&mut generator(&setup.draws, PRINCIPALS + index));
        let forcing = (0..agents as u32).filter(|index| game.is_forced_by(&principal(*index)));
        forces.push(100.0 * forcing.count() as f64 / agents);
    }
    let pays = controlled.iter().zip(&trusted).map(|(c, t)| c.mean() > t.mean());
    let conclusion = conclusion(&minima, &pays.collect::<Vec<bool>>(), &forces);
    let curve = |name, of: Vec<Average>| {
        Curve::played(name, minima.iter().copied(), &Averages::joined(of), Some((0.0, endowment)))
    };
    let curves = vec![curve("given under control", controlled), curve("given without", trusted)];
    GameResult { x: "minimum that is forced", y: "tokens given", curves, conclusion }
}

/// From which minimum on forcing pays, and how many principals force.
fn conclusion(minima: &[f64], pays: &[bool], forces: &[f64]) -> String {
    let text = match minima.iter().zip(pays).find(|(_, pays)| **pays) {
        Some((minimum, _)) => format!(
            "Of the minima tried, {minimum:.0} is the smallest from which forcing pays; below it the principal would do better to trust."
        ),
        None => {
            "Forcing never pays here: what is forced out of some is lost from others.".to_owned()
        }
    };
    let (few, last) = (minima.len() / 3, minima.len() - 1);
    format!(
        "{text} Of principals, {:.0} % force a minimum of {:.0}, and {:.0} % one of {:.0}.",
        forces[few], minima[few], forces[last], minima[last]
    )
}

/// The protocol of the control game (Falk & Kosfeld 2006): the agent gives some of an endowment, of
/// which the principal receives a multiple; the principal may force a minimum.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlGame {
    /// The agent's endowment.
    pub endowment: f64,
    /// What the principal receives for each token.
    pub factor: f64,
    /// The minimum that can be forced.
    pub minimum: f64,
}

/// What an agent gives under each choice of the principal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gift {
    /// When the minimum is forced.
    pub controlled: f64,
    /// When it is not.
    pub trusted: f64,
}

impl ControlGame {
    /// The gift that leaves both with as much.
    pub fn equal_split(&self) -> f64 {
        self.endowment / (1.0 + self.factor)
    }

    /// The largest share of the equal split that a principal can expect for whom forcing pays.
    fn expected_at_most(&self) -> f64 {
        (self.minimum / self.equal_split()).min(1.0)
    }

    /// Whether a principal forces the minimum: if it expects less without, for it believes that an
    /// agent goes as far towards the equal split as others give, and that one who is forced gives the
    /// minimum.
    pub fn is_forced_by(&self, principal: &Person) -> bool {
        f64::from(principal.belief) < self.expected_at_most()
    }

    /// What an agent gives, in whole tokens, by the strategy method: as far from nothing to the equal
    /// split as its drive goes. A minimum leaves no choice below it and tells that the principal does
    /// not expect more of agents than that; none tells that one is trusted.
    pub fn play(&self, core: &Population, generator: &mut impl Rng) -> Gift {
        let agent = core.person(generator);
        // Both answers are given at once, in the same mood.
        let mood = core.mood(generator);
        let gift = |monitoring: f32, leader_trust: f32| {
            let steering = Steering { monitoring, leader_trust, ..Steering::PLAIN };
            let agent = core.before_principal(&agent, &steering);
            let drive = core.drive_of(&agent, &Task::ANSWER, mood).min(1.0);
            (f64::from(drive) * self.equal_split()).round()
        };
        Gift {
            controlled: gift(1.0, self.expected_at_most() as f32).max(self.minimum),
            trusted: gift(0.0, 1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::random::Draws;
    use crate::lab::benchmark_models::generator;

    #[test]
    fn minima_bind_and_nobody_gives_more_than_an_equal_split() {
        let game = ControlGame { endowment: 120.0, factor: 2.0, minimum: 10.0 };
        assert_eq!(game.equal_split(), 40.0);
        let source = crate::scenario::Source { name: "x", bytes: b"title = \"x\"\n" };
        let scenario = crate::scenario::read(&source, &[]).unwrap();
        let core = Population::new(&scenario.treatments[0].spec);
        for agent in 0..500 {
            let gift = game.play(&core, &mut generator(&Draws::new(1), agent));
            assert!((10.0..=40.0).contains(&gift.controlled) && gift.trusted <= 40.0);
        }
    }
}
