//! Real effort under pay: piece rates, gifts, pay for charity, comparison, and a task that matters.

use rand::Rng;

use super::people::{Person, Population, Steering};
use crate::model::mechanisms::decision::Task;

/// How people are paid and spoken to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RealEffort {
    /// Pay per unit of work, in units of drive.
    pub piece_rate: f64,
    /// Whether work earns something for charity: it gives the task a purpose that is felt as far as
    /// this, in `[0,1]`, whatever the sum.
    pub charity: f64,
    /// How generous the pay is that does not depend on work: the support of the organisation, in
    /// `[0,1]`; 0.3 is usual.
    pub gift: f64,
    /// What people are told that others do, as a share of the most; none if they are told nothing.
    pub comparison: Option<f64>,
    /// How far people feel that the task matters, in `[0,1]`.
    pub significance: f64,
    /// How fast work becomes harder: effort is the benefit to the power of one over this. 1 is the
    /// organisation's; fast tasks such as pressing keys have far more.
    pub curvature: f64,
}

impl RealEffort {
    /// No pay, nothing said.
    pub const PLAIN: Self = Self {
        piece_rate: 0.0,
        charity: 0.0,
        gift: 0.3,
        comparison: None,
        significance: 0.0,
        curvature: 1.0,
    };

    /// The effort of one person.
    pub fn play(&self, core: &Population, generator: &mut impl Rng) -> f64 {
        self.effort_of(core, core.person(generator))
    }

    /// The effort of a person.
    pub fn effort_of(&self, core: &Population, person: Person) -> f64 {
        let pay = self.piece_rate as f32;
        let steering = Steering { pay, support: self.gift as f32, ..Steering::PLAIN };
        let mut person = core.steered(&person, &steering);
        if let Some(others) = self.comparison {
            person.belief = others as f32;
        }
        person.vision = self.significance.max(self.charity) as f32;
        // Who is told what others do has peers.
        let task = Task { peers: self.comparison.is_some(), ..Task::LINEAR };
        let benefit = f64::from(core.drive_of(&person, &task)) + self.piece_rate;
        libm::pow(benefit.max(1e-3), 1.0 / self.curvature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    #[test]
    fn efforts_are_those_worked_out_by_hand() {
        let text = "[drive]\nvision = 0.2\n[perceived_control]\npay = 0.0\n";
        let source = crate::scenario::Source { name: "x", bytes: text.as_bytes() };
        let scenario = crate::scenario::read(&source, &[]).unwrap();
        let core = Population::new(&scenario.treatments[0].spec);
        let person = core.person(&mut Xoshiro256PlusPlus::seed_from_u64(2));
        let plain = RealEffort::PLAIN.effort_of(&core, person);
        let paid = RealEffort { piece_rate: 0.25, ..RealEffort::PLAIN };
        let integrity_only = paid.effort_of(&core, person) - plain;
        assert!((integrity_only - 0.25).abs() < 1e-6, "{integrity_only}");
        let cube = RealEffort { curvature: 3.0, ..RealEffort::PLAIN };
        assert!((cube.effort_of(&core, person).powi(3) - plain).abs() < 1e-9);
        let purpose = RealEffort { charity: 1.0, ..RealEffort::PLAIN };
        assert!(purpose.effort_of(&core, person) > plain);
    }
}
