//! A scenario that is run.

use std::cell::RefCell;

use js_sys::Function;
use serde_json::{Value, json};
use tillit::prelude::*;
use tillit::study::runs::TreatmentResult;
use wasm_bindgen::prelude::*;

use crate::scenarios::scenario;

thread_local! {
    /// Who is told how many replicates have ended. A page has one thread for all runs.
    static WATCHER: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// What the treatments of a scenario gave.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Outcome {
    results: Results,
}

/// Tells the page how many more replicates have ended. What it throws is its own affair.
fn tell(ended: u32) {
    WATCHER.with_borrow(|watcher| {
        if let Some(watcher) = watcher {
            let _ = watcher.call1(&JsValue::NULL, &JsValue::from(ended));
        }
    });
}

#[wasm_bindgen]
impl Outcome {
    /// Runs all treatments of a text; `progress` is called with the number of replicates that have ended
    /// since it was called last.
    ///
    /// # Errors
    /// All mistakes of the text, as the command line tells them.
    pub fn run(text: &str, progress: Option<Function>) -> Result<Outcome, String> {
        WATCHER.set(progress);
        let outcome = Self::of(text, &tell);
        WATCHER.set(None);
        outcome
    }

    /// Names of treatments and metrics: JSON.
    pub fn names(&self) -> String {
        let metrics: Vec<&str> = self.first().metrics().iter().map(|metric| metric.name).collect();
        json!({ "treatments": self.results.names(), "metrics": metrics }).to_string()
    }

    /// The sector means of a metric of a treatment, by their indices: for each period the mean over
    /// replicates and the ends of its interval, the quantiles over replicates at 5 % and 95 %, one
    /// number after the other. NaN where there is none.
    pub fn series(&self, treatment: usize, metric: usize) -> Vec<f64> {
        let result = self.treatment(treatment);
        let row = |period: usize| {
            let across = result.across(metric, period);
            let summary = &across.summary;
            [summary.mean, summary.low, summary.high, across.quantiles[0], across.quantiles[4]]
        };
        (0..result.periods()).flat_map(row).collect()
    }

    /// The curves of the first replicate's first units for a metric, one after the other, each as long
    /// as there are periods; empty for metrics that are not kept by unit.
    pub fn units(&self, treatment: usize, metric: usize) -> Vec<f64> {
        self.treatment(treatment).lines(metric).concat()
    }

    /// The differences of a metric from the first treatment, paired by replicate: for each period the mean
    /// and the ends of its interval. Empty for the first treatment.
    pub fn differences(&self, treatment: usize, metric: usize) -> Vec<f64> {
        let result = self.treatment(treatment);
        let row = |period: usize| {
            let found = result.difference(metric, period)?;
            Some([found.mean, found.low, found.high])
        };
        (0..result.periods()).filter_map(row).flatten().collect()
    }

    /// By replicate: the outcome of a metric, which is its mean over the last periods.
    pub fn outcomes(&self, treatment: usize, metric: usize) -> Vec<f64> {
        self.treatment(treatment).outcomes(metric).to_vec()
    }

    /// The outcome of a metric under every treatment, and its difference from the first one, each with
    /// its 95 % interval: JSON.
    pub fn summary(&self, metric: &str) -> String {
        let names = self.results.names();
        let row = |name: &String| {
            let own = self.results.summary(name, metric).ok()?;
            let from_first = self.results.difference(name, &names[0], metric).ok()?;
            Some(json!({
                "treatment": name,
                "mean": own.mean, "low": own.low, "high": own.high,
                "difference": [from_first.mean, from_first.low, from_first.high],
            }))
        };
        Value::from(names.iter().filter_map(row).collect::<Vec<_>>()).to_string()
    }
}

impl Outcome {
    /// Runs all treatments of a text.
    pub(crate) fn of(text: &str, done: &(dyn Fn(u32) + Sync)) -> Result<Self, String> {
        let scenario = scenario(text).map_err(|found| found.to_string())?;
        if let Some(people) = &scenario.people {
            return Err(format!("people = \"{people}\": a page reads no other files"));
        }
        let results = Study::new(&scenario).run_watched(done).map_err(|error| error.to_string())?;
        Ok(Self { results })
    }

    /// Number of treatments.
    pub(crate) fn len(&self) -> usize {
        self.results.names().len()
    }

    /// Number of metrics.
    pub(crate) fn n_metrics(&self) -> usize {
        self.first().metrics().len()
    }

    fn first(&self) -> &TreatmentResult {
        self.treatment(0)
    }

    fn treatment(&self, index: usize) -> &TreatmentResult {
        let mut treatments = self.results.treatments();
        treatments.nth(index).expect("a page asks for treatments that are there").1
    }
}
