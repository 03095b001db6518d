//! The control game: a principal may force a minimum on an agent before the agent gives.

use rand::Rng;

use super::people::{Person, Population, Steering};

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
        let steering = |monitoring: f32, leader_trust: f32| Steering {
            monitoring,
            leader_trust,
            ..Steering::PLAIN
        };
        let gift = |steering: Steering| {
            (f64::from(core.contribution_to_principal(&agent, &steering)) * self.equal_split())
                .round()
        };
        Gift {
            controlled: gift(steering(1.0, self.expected_at_most() as f32)).max(self.minimum),
            trusted: gift(steering(0.0, 1.0)),
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
