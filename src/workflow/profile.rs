//! Where the time of `tillit run` goes: engine, observing, tables and figures.

use std::io;
use std::time::{Duration, Instant};

use super::run::named;
use super::tables::write_series_and_summaries;
use super::{OpenedScenario, TaskError};
use crate::engine::Engine;
use crate::ground::lanes::InstructionSet;
use crate::report;
use crate::scenario::Detail;
use crate::store::UnitsTable;
use crate::study::runs::{Gathering, Profile, ReplicateMeans, TreatmentResult, UnitSink, profile};

/// Most replicates of a profile.
const MOST_REPLICATES: u32 = 32;

/// Where the time of a run goes.
#[derive(Debug)]
pub struct RunProfile {
    /// By treatment: its name, and the time of its replicates.
    pub treatments: Vec<(String, Profile)>,
    /// Putting the replicates together, and writing all tables but that of units.
    pub tables: Duration,
    /// Drawing the figures.
    pub figures: Duration,
}

/// Runs the first replicates of each treatment on this thread, with its tables and figures, and measures where
/// time goes. Nothing is written to disk.
///
/// # Errors
/// When a figure cannot be drawn.
pub fn profile_run(opened: &OpenedScenario) -> Result<RunProfile, TaskError> {
    let scenario = &opened.scenario;
    let metrics = &scenario.record.metrics;
    let memory = "writing to memory does not fail";
    let mut units = UnitsTable::new(metrics, io::sink()).expect(memory);
    let (mut treatments, mut tables) = (Vec::new(), Duration::ZERO);
    let mut results: Vec<TreatmentResult> = Vec::new();
    let mut base: Option<ReplicateMeans> = None;
    for treatment in &scenario.treatments {
        let engine = Engine::new(&treatment.spec);
        let replicates = treatment.spec.replicates().min(MOST_REPLICATES);
        units.begin(treatment);
        let sink: Option<&mut dyn UnitSink> = match scenario.record.detail {
            Detail::Units => Some(&mut units),
            Detail::Means => None,
        };
        let mut gathering = Gathering::in_memory(&treatment.spec, metrics);
        let found = profile(&engine, metrics, replicates, &mut gathering, sink).expect(memory);
        treatments.push((treatment.name.clone(), found));
        let start = Instant::now();
        let (result, means) = gathering.finish(base.as_mut()).expect(memory);
        tables += start.elapsed();
        results.push(result);
        base.get_or_insert(means);
    }
    let start = Instant::now();
    write_series_and_summaries(scenario, &results).expect(memory);
    tables += start.elapsed();
    let start = Instant::now();
    report::figures_of(scenario, &named(scenario, &results), None, &opened.hash())
        .map_err(TaskError::drawing)?;
    Ok(RunProfile { treatments, tables, figures: start.elapsed() })
}

impl RunProfile {
    /// The profile as lines for a person.
    pub fn in_words(&self) -> String {
        let mut text = format!("compiled for {}\n", InstructionSet::widest().name());
        let mut replicates = Duration::ZERO;
        for (name, profile) in &self.treatments {
            text += &format!("\n{name}, per agent and period\n{}", profile.in_words());
            replicates += profile.total();
        }
        let total = replicates + self.tables + self.figures;
        text += &format!("\nat most {MOST_REPLICATES} replicates of each treatment, one thread\n");
        let parts =
            [("replicates", replicates), ("tables", self.tables), ("figures", self.figures)];
        for (name, spent) in parts.into_iter().chain([("all", total)]) {
            let share = 100.0 * spent.as_secs_f64() / total.as_secs_f64();
            text += &format!("  {name:10} {:8.3} s   {share:5.1} %\n", spent.as_secs_f64());
        }
        text
    }
}
