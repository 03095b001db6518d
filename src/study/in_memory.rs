//! A scenario run in memory: all its treatments with the same random numbers, and what they gave.
//!
//! ```
//! use tillit::prelude::*;
//!
//! let scenario = Scenario::from_toml("[treatments.control]\nregime = \"control\"\n[treatments.trust]\nregime = \"trust\"\n")?
//!     .with("organisation.units", 4_u32)?
//!     .with("run.periods", 24_u32)?
//!     .with("run.replicates", 6_u32)?;
//! let results = Study::new(&scenario).threads(2).run()?;
//! let found = results.difference("trust", "control", "true_output")?;
//! assert!(found.low <= found.mean && found.mean <= found.high && found.n == 6);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::runs::{CONFIDENCE, TreatmentResult, UnitSink, parallel};
use crate::engine::observe::Metric;
use crate::ground::executor;
use crate::ground::statistics::{Summary, present};
use crate::model::specification::ModelSpec;
use crate::scenario::Scenario;
use crate::scenario::nearest::did_you_mean;

/// A scenario that is to be run in memory.
#[derive(Debug, Clone)]
pub struct Study<'a> {
    scenario: &'a Scenario,
    threads: Option<usize>,
}

/// What the treatments of a scenario gave.
#[derive(Debug, Clone)]
pub struct Results {
    names: Vec<String>,
    metrics: Vec<&'static Metric>,
    treatments: Vec<TreatmentResult>,
}

/// How a metric differs between two treatments, replicate by replicate, over the outcome window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairedDifference {
    /// Mean of the differences.
    pub mean: f64,
    /// Lower end of its 95 % interval; NaN for fewer than two replicates.
    pub low: f64,
    /// Upper end of its 95 % interval; NaN for fewer than two replicates.
    pub high: f64,
    /// Number of pairs of replicates.
    pub n: usize,
}

/// Why a study could not be run, or has no answer.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// There is no treatment of this name.
    #[error("there is no treatment `{name}`{}; there are {}", hint(.name, .known), .known.join(", "))]
    UnknownTreatment {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The metric does not exist, or the scenario does not record it.
    #[error("no metric `{name}` was recorded{}; recorded were {}", hint(.name, .known), .known.join(", "))]
    UnknownMetric {
        /// What was asked for.
        name: String,
        /// What was recorded.
        known: Vec<String>,
    },
    /// The threads could not be started.
    #[error("the threads could not be started: {0}")]
    Threads(#[from] std::io::Error),
}

fn hint(name: &str, known: &[String]) -> String {
    match did_you_mean(name, known.iter().map(String::as_str)) {
        hint if hint.is_empty() => hint,
        hint => format!(", {hint}"),
    }
}

impl<'a> Study<'a> {
    /// A study of a scenario, on all threads.
    pub fn new(scenario: &'a Scenario) -> Self {
        Self { scenario, threads: None }
    }

    /// The same on so many threads, which changes no number. Without the feature `threads` everything is
    /// done in order.
    pub fn threads(self, threads: usize) -> Self {
        Self { threads: Some(threads), ..self }
    }

    /// Runs all replicates of all treatments.
    ///
    /// # Errors
    /// When the threads cannot be started.
    pub fn run(&self) -> Result<Results, StudyError> {
        self.run_watched(&|_| ())
    }

    /// The same; `done` is told how many replicates have ended, from any thread.
    ///
    /// # Errors
    /// When the threads cannot be started.
    pub fn run_watched(&self, done: &(dyn Fn(u32) + Sync)) -> Result<Results, StudyError> {
        self.run_into(&mut vec![(); self.scenario.treatments.len()], done)
    }

    /// The same, and every unit goes to the sink of its treatment. `done` is told how many replicates have
    /// ended, from any thread.
    ///
    /// # Errors
    /// When the threads cannot be started.
    ///
    /// # Panics
    /// When there are not as many sinks as treatments.
    pub fn run_into(
        &self,
        units: &mut [impl UnitSink + Send],
        done: &(dyn Fn(u32) + Sync),
    ) -> Result<Results, StudyError> {
        let scenario = self.scenario;
        assert_eq!(units.len(), scenario.treatments.len(), "a sink for each treatment");
        let specs: Vec<&ModelSpec> = scenario.treatments.iter().map(|t| &t.spec).collect();
        let mut run = || parallel::run_all_into(&specs, &scenario.record.metrics, units, done);
        let treatments = match self.threads {
            None => run(),
            Some(threads) => executor::on_threads(threads, run)?,
        };
        Ok(Results {
            names: scenario.treatments.iter().map(|treatment| treatment.name.clone()).collect(),
            metrics: scenario.record.metrics.clone(),
            treatments,
        })
    }
}

impl Results {
    /// Names of the treatments, in the order of the scenario.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// What each treatment gave, by name, as figures take them.
    pub fn treatments(&self) -> impl Iterator<Item = (&str, &TreatmentResult)> {
        self.names.iter().map(String::as_str).zip(&self.treatments)
    }

    /// What a treatment gave.
    ///
    /// # Errors
    /// When there is no such treatment.
    pub fn treatment(&self, name: &str) -> Result<&TreatmentResult, StudyError> {
        let index = self.names.iter().position(|known| known == name);
        let unknown =
            || StudyError::UnknownTreatment { name: name.to_owned(), known: self.names.clone() };
        index.map(|index| &self.treatments[index]).ok_or_else(unknown)
    }

    /// The mean of a metric over the outcome window, with its interval over replicates.
    ///
    /// # Errors
    /// When there is no such treatment, or the metric was not recorded.
    pub fn summary(&self, treatment: &str, metric: &str) -> Result<Summary, StudyError> {
        let (found, index) = (self.treatment(treatment)?, self.metric(metric)?);
        let support = self.metrics[index].support(found.n_units());
        Ok(Summary::within(&present(found.outcomes(index)), support, CONFIDENCE))
    }

    /// How a metric differs between two treatments (the first less the second), paired by replicate: both
    /// had the same random numbers.
    ///
    /// # Errors
    /// When there is no such treatment, or the metric was not recorded.
    pub fn difference(
        &self,
        first: &str,
        second: &str,
        metric: &str,
    ) -> Result<PairedDifference, StudyError> {
        let (one, other) = (self.treatment(first)?, self.treatment(second)?);
        let index = self.metric(metric)?;
        let pairs = one.outcomes(index).iter().zip(other.outcomes(index));
        let differences = present(&pairs.map(|(a, b)| a - b).collect::<Vec<f64>>());
        let support = self.metrics[index].support(one.n_units()).of_difference();
        let Summary { mean, low, high, .. } = Summary::within(&differences, support, CONFIDENCE);
        Ok(PairedDifference { mean, low, high, n: differences.len() })
    }

    fn metric(&self, name: &str) -> Result<usize, StudyError> {
        let unknown = || StudyError::UnknownMetric {
            name: name.to_owned(),
            known: self.metrics.iter().map(|metric| metric.name.to_owned()).collect(),
        };
        self.metrics.iter().position(|metric| metric.name == name).ok_or_else(unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::runs::UnitOutcome;

    const TEXT: &str = "[organisation]\nunits = 3\n[run]\nperiods = 18\nreplicates = 5\n[treatments.control]\nregime = \"control\"\n[treatments.trust]\nregime = \"trust\"\n";

    #[test]
    fn threads_change_no_number_and_differences_are_paired() {
        let scenario = Scenario::from_toml(TEXT).unwrap();
        let [one, three] = [1, 3].map(|n| Study::new(&scenario).threads(n).run().unwrap());
        let metric = "true_output";
        let found = one.difference("trust", "control", metric).unwrap();
        assert_eq!(found, three.difference("trust", "control", metric).unwrap());
        let summary = |name: &str| one.summary(name, metric).unwrap().mean;
        assert!((found.mean - (summary("trust") - summary("control"))).abs() < 1e-12);
        let back = one.difference("control", "trust", metric).unwrap();
        assert_eq!((found.n, back.mean), (5, -found.mean));
    }

    #[test]
    fn units_are_those_whose_means_are_told() {
        let scenario = Scenario::from_toml(TEXT).unwrap();
        let mut units = vec![Vec::<UnitOutcome>::new(); 2];
        let ended = std::sync::atomic::AtomicU32::new(0);
        let done = |n: u32| {
            ended.fetch_add(n, std::sync::atomic::Ordering::Relaxed);
        };
        let results = Study::new(&scenario).run_into(&mut units, &done).unwrap();
        assert_eq!(ended.into_inner(), 10);
        for (units, (name, found)) in units.iter().zip(results.treatments()) {
            assert_eq!(units.len(), 15);
            let metric = found.metric("trust").unwrap();
            let mean = units.iter().map(|unit| unit.window[metric]).sum::<f64>() / 15.0;
            assert!((mean - results.summary(name, "trust").unwrap().mean).abs() < 1e-9);
        }
    }

    #[test]
    fn unknown_names_are_told_with_the_nearest() {
        let results = Study::new(&Scenario::from_toml(TEXT).unwrap()).run().unwrap();
        let told = results.treatment("trsut").unwrap_err().to_string();
        assert!(told.contains("did you mean `trust`"), "{told}");
        let told = results.summary("trust", "true_outptu").unwrap_err().to_string();
        assert!(told.contains("did you mean `true_output`"), "{told}");
    }
}
