//! Minimum effort: a group gets what its weakest link gives.

use rand::Rng;

use super::people::{Core, Person};

/// The protocol of a minimum-effort game: `a + b · min − c · own`, efforts from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct WeakLink {
    /// Members at the start, at least 2.
    pub group_size: usize,
    /// Periods.
    pub periods: usize,
    /// Fixed part of the payoff, `a`.
    pub fixed: f64,
    /// What a unit of the minimum brings each, `b`.
    pub of_minimum: f64,
    /// What a unit of own effort costs, `c`.
    pub cost: f64,
    /// Efforts that can be chosen, evenly spaced from 0 to 1; none for any effort.
    pub levels: Option<usize>,
    /// Every how many periods a member who has watched joins; none for groups that stay as they are.
    pub growth: Option<usize>,
}

/// What a group did, by period.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Efforts {
    /// Mean efforts.
    pub mean: Vec<f64>,
    /// Minima.
    pub minimum: Vec<f64>,
    /// Mean earnings.
    pub earnings: Vec<f64>,
}

impl WeakLink {
    /// The share of others' effort from which effort pays: that of the cost in what the minimum
    /// brings. The dearer effort is, the surer one must be of the others.
    pub fn critical_mass(&self) -> f32 {
        (self.cost / self.of_minimum).clamp(0.01, 1.0) as f32
    }

    /// Plays one group. Its members see the minimum, and learn from it what the others give.
    pub fn play(&self, core: &Core, generator: &mut impl Rng) -> Efforts {
        let mut people: Vec<Person> =
            (0..self.group_size).map(|_| core.person(generator)).collect();
        let mut played = Efforts::default();
        for period in 1..=self.periods {
            if self.growth.is_some_and(|every| period > 1 && (period - 1) % every == 0) {
                // Who joins has seen what the group does and expects the same.
                let mut entrant = core.person(generator);
                entrant.belief = *played.minimum.last().unwrap_or(&0.5) as f32;
                people.push(entrant);
            }
            let mass = Some(self.critical_mass());
            let efforts: Vec<f64> = people
                .iter()
                .map(|person| self.level(f64::from(core.gives(person, mass))))
                .collect();
            let minimum = efforts.iter().copied().fold(1.0, f64::min);
            let mean = efforts.iter().sum::<f64>() / efforts.len() as f64;
            played.mean.push(mean);
            played.minimum.push(minimum);
            played.earnings.push(self.fixed + self.of_minimum * minimum - self.cost * mean);
            for person in &mut people {
                core.sees(person, minimum as f32, generator);
            }
        }
        played
    }

    /// The nearest effort that can be chosen.
    fn level(&self, effort: f64) -> f64 {
        match self.levels {
            Some(levels) if levels > 1 => {
                let steps = (levels - 1) as f64;
                (effort * steps).round() / steps
            }
            _ => effort,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    fn core(text: &str) -> Core {
        let source = crate::scenario::Source { name: "x", bytes: text.as_bytes() };
        let scenario = crate::scenario::read(&source, &[]).unwrap();
        Core::new(&scenario.treatments[0].spec)
    }

    fn game() -> WeakLink {
        WeakLink {
            group_size: 3,
            periods: 6,
            fixed: 0.6,
            of_minimum: 1.2,
            cost: 0.6,
            levels: Some(7),
            growth: Some(2),
        }
    }

    #[test]
    fn payoffs_and_levels_are_those_worked_out_by_hand() {
        let game = game();
        assert_eq!(game.critical_mass(), 0.5);
        // Of seven levels 0.4 is nearest to the third: 2/6.
        assert!((game.level(0.4) - 1.0 / 3.0).abs() < 1e-12);
        let played = game.play(
            &core("[drive]\ndiscount = 1.0\n[assurance]\nweight = 0.0\n"),
            &mut Xoshiro256PlusPlus::seed_from_u64(1),
        );
        for period in 0..6 {
            let earned = 0.6 + 1.2 * played.minimum[period] - 0.6 * played.mean[period];
            assert!((played.earnings[period] - earned).abs() < 1e-12);
        }
        assert_eq!(played.minimum[5], 0.0);
    }
}
