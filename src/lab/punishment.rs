//! Punishment among the members of a group.

use super::people::{Person, Population};
use crate::model::traits::Trait;

/// Points for giving less in the places where rebuking is as customary as at work: those whose points
/// told the rate of rebukes (St. Gallen, Bonn and Chengdu; Herrmann, Thöni & Gächter 2008).
const USUAL_POINTS: f64 = 1.19;

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
    /// Points that members of the place give on average to one who gave less: it tells how customary
    /// rebukes are there.
    pub prosocial: f64,
    /// Points that members of the place give on average to one who gave as much or more: it tells how
    /// far the rebuked take revenge there.
    pub antisocial: f64,
}

impl Punishment {
    /// Points that a fully reciprocal member of the place gives for each token that another gave less,
    /// `v`, and that it takes in revenge for each token that another gave more.
    fn rates(&self, core: &Population) -> (f64, f64) {
        let usual = core.rebuke_rate() / USUAL_POINTS;
        (usual * self.prosocial, usual * self.antisocial)
    }

    /// What members of a group of some size expect of each other who know the custom of their place
    /// (equation 16).
    pub fn custom(&self, core: &Population, members: usize) -> (f32, f32) {
        let (rebukes, revenge) = self.rates(core);
        let all = self.effect * (members - 1) as f64 * core.mean_reciprocity();
        ((all * rebukes) as f32, (all * revenge) as f32)
    }

    /// Members punish each other for the tokens that they gave: each punishes who gave less, as far as it
    /// reciprocates, and the punished take revenge. Everyone learns from what it meets with (equation
    /// 16). The tokens lost by all, and the points given.
    pub fn given(&self, core: &Population, group: &mut [Person], gifts: &[f64]) -> (f64, f64) {
        let (rebukes, revenge) = self.rates(core);
        let readiness: Vec<f64> =
            group.iter().map(|person| f64::from(person.value(Trait::Reciprocity))).collect();
        let mut points = 0.0;
        for (index, person) in group.iter_mut().enumerate() {
            let own = gifts[index];
            // Who punishes for giving less, and revenge by those who were punished, by token.
            let (mut met, mut above, mut avenged, mut below) = (0.0, false, 0.0, false);
            for (gift, readiness_of_other) in gifts.iter().zip(&readiness) {
                let less = gift - own;
                if less > 0.0 {
                    let rate = rebukes * readiness_of_other;
                    (met, above) = (met + rate, true);
                    points += (rate * less).min(self.most);
                } else if less < 0.0 {
                    let rate = revenge * readiness[index];
                    (avenged, below) = (avenged + rate, true);
                    points += (rate * -less).min(self.most);
                }
            }
            let expected = |there: bool, rate: f64| there.then_some((self.effect * rate) as f32);
            core.receive_punishment(person, (expected(above, met), expected(below, avenged)));
        }
        ((self.cost + self.effect) * points, points)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::people::core;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    const RULE: Punishment = Punishment {
        periods: (1, 1),
        cost: 1.0,
        effect: 3.0,
        most: 10.0,
        prosocial: 2.38,
        antisocial: 0.476,
    };

    /// Three members, worked out by hand.
    #[test]
    fn points_and_their_costs_are_those_worked_out_by_hand() {
        let core = core("[peer_punishment]\nrate = 0.25\n[learning]\nrate = 0.5\n");
        let mut random = Xoshiro256PlusPlus::seed_from_u64(3);
        let mut group: Vec<Person> = (0..3).map(|_| core.person(&mut random)).collect();
        for (person, reciprocity) in group.iter_mut().zip([0.5, 0.8, 0.2]) {
            person.traits[Trait::Reciprocity as usize] = reciprocity;
            person.threat = (0.4, 0.1);
        }
        // Twice the usual points: 0.5 a token for giving less, 0.1 for giving more.
        let (lost, points) = RULE.given(&core, &mut group, &[12.0, 6.0, 6.0]);
        // The first rebukes both others by 0.5 · 0.5 · 6, and each avenges 0.1 · 0.5 · 6 of it.
        let wanted = 2.0 * 1.5 + 2.0 * 0.3;
        assert!((points - wanted).abs() < 1e-6 && (lost - 4.0 * wanted).abs() < 1e-6, "{points}");
        let close = |found: (f32, f32), wanted: (f32, f32)| {
            assert!((found.0 - wanted.0).abs() < 1e-6 && (found.1 - wanted.1).abs() < 1e-6);
        };
        // Half-way to 3 · 2 · 0.1 · 0.5; nobody gave more than the first.
        close(group[0].threat, (0.4, 0.2));
        // Half-way to 3 · 0.5 · 0.5; nobody gave less than these.
        close(group[1].threat, (0.575, 0.1));
        close(group[2].threat, (0.575, 0.1));
        // A rebuke has its limit, what is expected has none.
        let few = Punishment { most: 0.2, ..RULE };
        assert!((few.given(&core, &mut group, &[12.0, 6.0, 6.0]).1 - 0.8).abs() < 1e-12);
        // Where all give alike nobody rebukes, and expectations stay.
        let before = group.clone();
        assert_eq!(RULE.given(&core, &mut group, &[7.0; 3]), (0.0, 0.0));
        assert_eq!(group, before);
    }

    #[test]
    fn people_know_the_custom_of_their_place() {
        let core = core("[peer_punishment]\nrate = 0.25\n");
        let (for_less, for_more) = RULE.custom(&core, 4);
        // 3 tokens by each of 3 others, 0.5 a token times mean reciprocity; a fifth of it in revenge.
        let wanted = 3.0 * 3.0 * 0.5 * core.mean_reciprocity() as f32;
        assert!((for_less - wanted).abs() < 1e-5 && (for_more - 0.2 * wanted).abs() < 1e-5);
    }
}
