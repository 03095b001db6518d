//! Punishment among the members of a group.

use super::people::{Person, Population};
use crate::model::traits::Trait;

/// How much a point moves who gave as much as the others or more, against one who gave less: 0.082
/// tokens down against 0.139 up (Herrmann, Thöni & Gächter 2008, computed anew:
/// `scenarios/lab/data/02_htg2008_behaviour.csv`).
const ANTISOCIAL_BITE: f64 = 0.082 / 0.139;

/// Points are customary for a difference of a third of what can be given: how many thirds there are.
const PER_THIRD: f64 = 3.0;

/// Tokens that a point takes for each that it costs where peer sanctions were fitted
/// (Herrmann, Thöni & Gächter 2008).
const USUAL_EFFECT: f64 = 3.0;

/// Punishment after each period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Punishment {
    /// First and last period with punishment, counted from 1.
    pub periods: (usize, usize),
    /// Tokens that a point costs who gives it.
    pub cost: f64,
    /// Tokens that a point takes from who receives it.
    pub effect: f64,
    /// Most points to one member.
    pub most: f64,
    /// Points that a member gives another who gave less, by a third of what can be given; more or
    /// fewer in proportion: a custom of the place.
    pub prosocial: f64,
    /// Points that a member gives another who gave as much or more: a custom of the place.
    pub antisocial: f64,
}

impl Punishment {
    /// Members punish each other for the shares that they gave: those who reciprocate punish who gave
    /// less, as is customary, and some punish who gave as much or more. Everyone learns what is customary
    /// in the group. The tokens lost by all, and the points received.
    pub fn given(&self, core: &Population, group: &mut [Person], shares: &[f64]) -> (f64, f64) {
        let n = group.len();
        let readiness: Vec<f64> =
            group.iter().map(|person| f64::from(person.value(Trait::Reciprocity))).collect();
        let of = |by: usize, to: usize| {
            let less = shares[by] - shares[to];
            let points = match less > 0.0 {
                true => self.prosocial * readiness[by] * PER_THIRD * less,
                false => self.antisocial,
            };
            points.min(self.most)
        };
        let pairs =
            (0..n).flat_map(|by| (0..n).filter(move |to| *to != by).map(move |to| (by, to)));
        let points: f64 = pairs.map(|(by, to)| of(by, to)).sum();
        // What a point takes, for what it costs, against three tokens for one.
        let bite = core.rebuke() * (self.effect / (USUAL_EFFECT * self.cost.max(1e-9))) as f32;
        let all: f64 = readiness.iter().sum();
        for (person, own) in group.iter_mut().zip(&readiness) {
            let others = ((all - own) / (n - 1) as f64) as f32;
            let less = bite * (self.prosocial.min(self.most) as f32) * others;
            let more = (ANTISOCIAL_BITE * self.antisocial.min(self.most)) as f32;
            core.receive_punishment(person, (less, bite * more));
        }
        ((self.cost + self.effect) * points, points)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    /// Two members, one of whom gave less: worked out by hand.
    #[test]
    fn points_and_their_costs_are_those_worked_out_by_hand() {
        let text = "[peer_sanction]\nstrength = 0.1\n[learning]\nrate = 0.5\n";
        let source = crate::scenario::Source { name: "x", bytes: text.as_bytes() };
        let scenario = crate::scenario::read(&source, &[]).unwrap();
        let core = Population::new(&scenario.treatments[0].spec);
        let mut random = Xoshiro256PlusPlus::seed_from_u64(3);
        let mut pair = [core.person(&mut random), core.person(&mut random)];
        for person in &mut pair {
            person.traits[Trait::Reciprocity as usize] = 0.5;
        }
        let rule = Punishment {
            periods: (1, 1),
            cost: 1.0,
            effect: 3.0,
            most: 10.0,
            prosocial: 2.0,
            antisocial: 0.4,
        };
        let (lost, points) = rule.given(&core, &mut pair, &[0.6, 0.3]);
        // The first gives 2 · 0.5 · 3 · 0.3 points, the second 0.4; a point costs both 1 + 3.
        assert!((points - 1.3).abs() < 1e-12 && (lost - 5.2).abs() < 1e-12);
        // Half-way from nothing to 0.1 · 2 · 0.5 and to 0.1 · 0.4 · 0.082/0.139.
        assert!((pair[0].threat.0 - 0.05).abs() < 1e-6);
        assert!((pair[1].threat.1 - 0.011_798_6).abs() < 1e-6);
    }
}
