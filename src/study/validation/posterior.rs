//! Comparisons with all people of a posterior sample: with how many of them each holds.

use super::{Comparison, Experiment, Kind, ORGANISATION, Run};
use crate::ground::executor;
use crate::ground::random::{Address, Draws, Purpose};
use crate::model::specification::ModelSpec;
use crate::scenario::Scenario;
use crate::scenario::people::PeopleSample;

/// The share of the plays of the table that each set of people plays.
const EFFORT: f64 = 0.1;

/// The people of a posterior sample, in the laboratory and in the organisation of the field studies.
#[derive(Debug, Clone)]
pub struct SampledPeople(Vec<Sampled>);

/// One set of people.
#[derive(Debug, Clone)]
struct Sampled {
    people: ModelSpec,
    organisation: ModelSpec,
    weight: f64,
}

impl SampledPeople {
    /// The people of a sample, whose other numbers are those of a scenario.
    ///
    /// # Errors
    /// The first set that does not fit, with its line and what is wrong.
    ///
    /// # Panics
    /// When the organisation's file has mistakes: a mistake in this repository.
    pub fn new(sample: &PeopleSample, scenario: &Scenario) -> Result<Self, String> {
        let organisation = Scenario::from_toml(ORGANISATION).expect("the organisation can be read");
        let people = sample.specifications(scenario)?;
        let organisations = sample.specifications(&organisation)?;
        let one = |((mut people, mut organisation), weight): ((Vec<_>, Vec<_>), f64)| Sampled {
            people: people.swap_remove(0),
            organisation: organisation.swap_remove(0),
            weight,
        };
        let pairs = people.into_iter().zip(organisations).zip(sample.weights());
        Ok(Self(pairs.map(one).collect()))
    }

    /// How often experiments are played with them in all.
    pub fn plays(&self, experiments: &[&'static Experiment]) -> u64 {
        let played = experiments.iter().filter(|experiment| experiment.kind == Kind::Experiment);
        (played.count() * self.0.len()) as u64
    }

    /// Tells of each comparison with which share of the people it holds. Exact theory, which nobody plays, is
    /// left as it is. The same for any number of threads; `done` is called after each play, from any thread.
    pub fn add_to(
        &self,
        outcomes: &mut [Vec<Comparison>],
        experiments: &[&'static Experiment],
        seed: u64,
        done: &(dyn Fn() + Sync),
    ) {
        for (experiment, comparisons) in experiments.iter().zip(outcomes) {
            if experiment.kind == Kind::Experiment {
                self.add_to_one(comparisons, experiment, seed, done);
            }
        }
    }

    fn add_to_one(
        &self,
        comparisons: &mut [Comparison],
        experiment: &Experiment,
        seed: u64,
        done: &(dyn Fn() + Sync),
    ) {
        let played: Vec<Vec<bool>> = executor::map(self.0.iter().zip(1..), |(one, unit)| {
            let purpose = Purpose::Play;
            // Plays of the observed size have replicate 0.
            let address = Address { replicate: 1, unit, purpose, period: 0, agent: 0 };
            let draws = Draws::new(Draws::new(seed).hash(address));
            let Sampled { people, organisation, .. } = one;
            let effort = EFFORT.max(experiment.sample);
            let found = (experiment.run)(&Run { people, organisation, draws, effort });
            done();
            found.iter().map(Comparison::holds).collect()
        });
        let all: f64 = self.0.iter().map(|one| one.weight).sum();
        for (place, comparison) in comparisons.iter_mut().enumerate() {
            let with = self.0.iter().zip(&played).filter(|(_, holds)| holds[place]);
            let share = with.fold(0.0, |share, (one, _)| share + one.weight / all);
            // Sums of weights can pass 1 by rounding.
            comparison.posterior = Some(share.min(1.0));
        }
    }
}
