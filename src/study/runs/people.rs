//! Replicates of which each has people of its own: those of a sample, one set after the other.

use std::io;

use super::{Condenser, Gathering, UnitSink, sector_means_alone};
use crate::engine::observe::{Metric, SectorRecorder};
use crate::engine::{Engine, Worker};
use crate::ground::executor;
use crate::model::specification::ModelSpec;

/// Replicates that run at the same time, per thread.
const PER_THREAD: u32 = 2;

/// The specification of each replicate: replicate r (counted from 0) has that of place r modulo their number.
#[derive(Debug, Clone)]
pub struct ByReplicate(Vec<ModelSpec>);

impl ByReplicate {
    /// These specifications by turns, which differ in numbers of people only. None where there are none.
    pub fn new(specs: Vec<ModelSpec>) -> Option<Self> {
        (!specs.is_empty()).then_some(Self(specs))
    }

    /// The specification of a replicate.
    pub fn of(&self, replicate: u32) -> &ModelSpec {
        &self.0[replicate as usize % self.0.len()]
    }
}

/// Runs all replicates, each by itself with its own people; what they give is gathered in order, and every unit
/// goes to `units`, or sector means alone are kept where there are none. `done` is told how many replicates
/// have ended, from any thread. What is gathered is the same for any number of threads.
///
/// # Errors
/// When what was gathered cannot be written.
pub fn stream_people(
    people: &ByReplicate,
    metrics: &[&'static Metric],
    gathering: &mut Gathering,
    mut units: Option<&mut dyn UnitSink>,
    done: &(dyn Fn(u32) + Sync),
) -> io::Result<()> {
    let replicates = people.of(0).replicates();
    let at_a_time = PER_THREAD.saturating_mul(executor::threads() as u32);
    let condenser = || Condenser::new(people.of(0), metrics);
    let kept = if units.is_some() { at_a_time.min(replicates) } else { 0 };
    let mut condensers: Vec<_> = std::iter::repeat_with(condenser).take(kept as usize).collect();
    let mut start = 0;
    while start < replicates {
        let end = start.saturating_add(at_a_time).min(replicates);
        match &mut units {
            Some(units) => {
                let mut assigned: Vec<_> = condensers.iter_mut().zip(start..end).collect();
                executor::each(&mut assigned, |(condenser, replicate)| {
                    let engine = Engine::new(people.of(*replicate));
                    condenser.run(&engine, *replicate..*replicate + 1);
                    done(1);
                });
                let mut ran = assigned.iter();
                ran.try_for_each(|(condenser, _)| gathering.add(condenser.condensed(), *units))?;
            }
            None => {
                let worker = || Worker::new(SectorRecorder::new(metrics));
                let means = executor::map_with(start..end, worker, |worker, replicate| {
                    let engine = Engine::new(people.of(replicate));
                    let only = replicate..replicate + 1;
                    let means = sector_means_alone(&engine, only, 0, worker);
                    done(1);
                    means
                });
                means.iter().try_for_each(|means| gathering.add_means(means))?;
            }
        }
        start = end;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::observe::METRICS;
    use crate::scenario::Scenario;
    use crate::study::runs::{TreatmentResult, UnitOutcome, parallel};

    const TEXT: &str =
        "[organisation]\nunits = 3\nstaff = 6\n[run]\nperiods = 18\nreplicates = 5\nwindow = 6\n";

    fn spec(rate: f64) -> ModelSpec {
        let scenario = Scenario::from_toml(TEXT).unwrap().with("learning.rate", rate).unwrap();
        scenario.treatments[0].spec.clone()
    }

    fn run(specs: Vec<ModelSpec>, with_units: bool) -> (TreatmentResult, Vec<UnitOutcome>) {
        let people = ByReplicate::new(specs).unwrap();
        let metrics = METRICS.to_vec();
        let mut gathering = Gathering::in_memory(people.of(0), &metrics);
        let mut units = Vec::new();
        let sink: Option<&mut dyn UnitSink> = if with_units { Some(&mut units) } else { None };
        stream_people(&people, &metrics, &mut gathering, sink, &|_| ()).unwrap();
        (gathering.finish(None).unwrap().0, units)
    }

    #[test]
    fn replicates_have_their_people_by_turns_on_any_number_of_threads() {
        let (slow, quick) = (spec(0.1), spec(0.6));
        let metrics = METRICS.to_vec();
        let alone = |spec: &ModelSpec| {
            let mut units: Vec<UnitOutcome> = Vec::new();
            parallel::run(spec, &metrics, &mut units, &|_| ());
            units
        };
        let (of_slow, of_quick) = (alone(&slow), alone(&quick));
        assert_ne!(format!("{of_slow:?}"), format!("{of_quick:?}"));
        for threads in [1, 3] {
            let specs = vec![slow.clone(), quick.clone()];
            let (_, units) = executor::on_threads(threads, || run(specs, true)).unwrap();
            for (place, unit) in units.iter().enumerate() {
                let own = if unit.replicate % 2 == 0 { &of_slow } else { &of_quick };
                assert_eq!(format!("{unit:?}"), format!("{:?}", own[place]));
            }
        }
    }

    #[test]
    fn one_set_of_people_is_a_plain_run() {
        let spec = spec(0.3);
        let metrics = METRICS.to_vec();
        let mut gathering = Gathering::in_memory(&spec, &metrics);
        parallel::stream_means(&spec, &metrics, &mut gathering, &|_| ()).unwrap();
        let plain = gathering.finish(None).unwrap().0;
        let (found, _) = run(vec![spec], false);
        assert_eq!(format!("{plain:?}"), format!("{found:?}"));
    }
}
