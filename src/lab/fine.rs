//! A small price on a norm: a fine that comes and goes.

use rand::Rng;

use super::people::{Person, Population, Steering};
use crate::model::mechanisms::decision::Task;
use crate::model::traits::Trait;

/// The protocol: people keep a norm or not; for some periods who does not pays a fine.
#[derive(Debug, Clone, PartialEq)]
pub struct FineGame {
    /// Members of a group, e.g. the families of a day-care centre.
    pub group_size: usize,
    /// Periods.
    pub periods: usize,
    /// First and last period with the fine, counted from 1.
    pub fined: (usize, usize),
    /// The fine, in units of drive: how much more of the norm a fine makes someone keep who does not
    /// care for it at all.
    pub fine: f64,
    /// How surely a breach is noticed once there is a fine, in `[0,1]`.
    pub monitoring: f64,
    /// Share of others who keep the norm from which keeping it matters.
    pub critical_mass: f64,
    /// How far people of this place keep the norm for its own sake: it adds to their own motivation.
    pub duty: f64,
    /// Periods without a fine before those that count, in which the norm comes to rest.
    pub settling: usize,
}

impl FineGame {
    /// Plays a group; by period, the share of the norm that is not kept.
    pub fn play(&self, core: &Population, generator: &mut impl Rng) -> Vec<f64> {
        let mut people: Vec<Person> = (0..self.group_size)
            .map(|_| core.steered(&self.dutiful(core.person(generator)), &Steering::PLAIN))
            .collect();
        let task = Task::from_share(self.critical_mass as f32);
        let breaches: Vec<f64> = (0..self.settling + self.periods)
            .map(|week| {
                let fined = (week + 1)
                    .checked_sub(self.settling)
                    .is_some_and(|period| (self.fined.0.max(1)..=self.fined.1).contains(&period));
                let (pay, monitoring) =
                    if fined { (self.fine, self.monitoring) } else { (0.0, 0.0) };
                let steering =
                    Steering { pay: pay as f32, monitoring: monitoring as f32, ..Steering::PLAIN };
                let kept: Vec<f32> = people
                    .iter()
                    .map(|person| core.effort(person, &task, (pay as f32, 0.0, 0.0)).0)
                    .collect();
                let sum: f32 = kept.iter().sum();
                for (person, own) in people.iter_mut().zip(&kept) {
                    core.live_period_under(person, &steering);
                    core.observe(person, (sum - own) / (kept.len() - 1) as f32, generator);
                }
                1.0 - f64::from(sum) / kept.len() as f64
            })
            .collect();
        breaches[self.settling..].to_vec()
    }

    /// A person with the duty of this place.
    fn dutiful(&self, mut person: Person) -> Person {
        let own = (person.value(Trait::BaselineMotivation) + self.duty as f32).min(1.0);
        person.traits[Trait::BaselineMotivation as usize] = own;
        Person { motivation: own, ..person }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    #[test]
    fn without_feelings_about_control_a_fine_only_helps() {
        let text = "[perceived_control]\nmonitoring = 0.0\npay = 0.0\n";
        let source = crate::scenario::Source { name: "x", bytes: text.as_bytes() };
        let scenario = crate::scenario::read(&source, &[]).unwrap();
        let core = Population::new(&scenario.treatments[0].spec);
        let game = FineGame {
            group_size: 30,
            periods: 6,
            fined: (4, 6),
            fine: 0.2,
            monitoring: 1.0,
            critical_mass: 0.6,
            duty: 0.1,
            settling: 10,
        };
        let free = FineGame { fined: (0, 0), ..game.clone() };
        let play = |game: &FineGame| game.play(&core, &mut Xoshiro256PlusPlus::seed_from_u64(4));
        let (with, without) = (play(&game), play(&free));
        assert_eq!(with[..3], without[..3]);
        assert!(with[5] < without[5], "{with:?} {without:?}");
    }
}
