//! The best dose of each family of steering, from a scenario into a folder.

use std::path::{Path, PathBuf};

use super::folder::{begin, write_only};
use super::watcher::check;
use super::{OpenedScenario, TaskError, Watcher};
use crate::ground::executor::threads;
use crate::report::frontier as report;
use crate::report::frontier::Found;
use crate::scenario::{Change, Scenario};
use crate::store::{About, Clock, Document, FrontierInputs, Inputs};
use crate::study::assumptions::{Look, OverAssumptions};
use crate::study::frontier::{
    Budgets, Dominance, Effort, FAMILIES, Goal, Searched, break_even, dominance, search,
};

/// Replicates from which break-even prices are computed, beside the search's own.
const PRICED: u32 = 20;

/// What of a frontier is asked for.
#[derive(Debug, Clone)]
pub struct FrontierRequest {
    /// What may be spent.
    pub budgets: Budgets,
    /// How much is run.
    pub effort: Effort,
    /// How closely the best doses are compared over what is not known.
    pub assumptions: Option<Look>,
    /// Names or endings of the files that are kept; all when it is empty.
    pub only: Vec<String>,
}

/// The folder of a frontier, unless another is named.
pub fn frontier_folder(opened: &OpenedScenario) -> PathBuf {
    PathBuf::from("results").join(format!("{}-frontier-{}", opened.name, &opened.hash()[..12]))
}

/// Looks for the best doses of all families in the first treatment of a scenario, compares them, and writes what
/// was found into a folder, which appears whole or not at all.
///
/// # Errors
/// When the scenario fixes a lever, something stands in the way, something cannot be written, or someone asks to
/// stop: nothing is then kept.
pub fn frontier(
    opened: &OpenedScenario,
    request: &FrontierRequest,
    target: &Path,
    watcher: &dyn Watcher,
) -> Result<Found, TaskError> {
    let clock = Clock::start();
    let names =
        report::FIGURES.iter().flat_map(|name| ["svg", "png"].map(|e| format!("{name}.{e}")));
    let names: Vec<String> =
        report::FILES.iter().map(|name| (*name).to_owned()).chain(names).collect();
    let folder = begin(target, &["frontier"], &names, watcher)?;
    let found = find(&opened.scenario, request, watcher)?;
    let mut files = vec![("summary.md".to_owned(), report::in_words(&found).into_bytes())];
    files.extend(report::tables(&found));
    files.extend(report::figures(&found).map_err(TaskError::drawing)?);
    let inputs = Inputs::Frontier(inputs(opened, request));
    let Scenario { title, question, .. } = &opened.scenario;
    let about = About {
        name: opened.name.clone(),
        title: title.clone(),
        question: question.clone(),
        hash: inputs.hash(),
    };
    write_only(folder, about, inputs, (&files, &request.only), (&clock, threads()), watcher)?;
    Ok(found)
}

fn inputs(opened: &OpenedScenario, request: &FrontierRequest) -> FrontierInputs {
    let FrontierRequest { budgets, effort, assumptions, .. } = request;
    FrontierInputs {
        scenario: Document { name: opened.name.clone(), text: opened.text.clone() },
        overrides: opened.overrides.iter().map(Change::to_string).collect(),
        hours: budgets.hours,
        money: budgets.money,
        doses: effort.doses,
        replicates: effort.replicates,
        seed: effort.seed,
        assumptions: *assumptions,
    }
}

fn find(
    scenario: &Scenario,
    request: &FrontierRequest,
    watcher: &dyn Watcher,
) -> Result<Found, TaskError> {
    let FrontierRequest { budgets, effort, assumptions, .. } = *request;
    let total = (FAMILIES.len() * Goal::ALL.len()) as u64 * u64::from(effort.doses);
    let mut searched = Vec::new();
    {
        let progress = watcher.progress(total, "doses");
        for family in &FAMILIES {
            check(watcher)?;
            progress.message(family.title);
            let found =
                search(scenario, family, &searched, (budgets, effort), &|| progress.advance(1));
            searched.push(found.map_err(|unfit| TaskError::Text(unfit.to_string()))?);
        }
    }
    check(watcher)?;
    let (compared, doses) = doses_for_output(&searched);
    let over = assumptions.filter(|_| !doses.is_empty()).map(|look| {
        let total = OverAssumptions::n_points_of_doses(scenario, &doses, look);
        let progress = watcher.progress(total, "points over what is not known");
        OverAssumptions::of_doses(scenario, &doses, look, &|| progress.advance(1))
    });
    let dominance =
        over.as_ref().map_or(Vec::new(), |over| dominances(scenario, over, doses.len()));
    check(watcher)?;
    let fresh = effort.replicates..effort.replicates + PRICED;
    let break_even = break_even(scenario, &searched, fresh);
    let (title, replicates) = (scenario.title.clone(), effort.replicates);
    Ok(Found { title, budgets, replicates, searched, compared, over, dominance, break_even })
}

/// The families with a dose for true output within the budgets, by place, and these doses.
fn doses_for_output(searched: &[Searched]) -> (Vec<usize>, Vec<Vec<Change>>) {
    let of = |(place, of): (usize, &Searched)| {
        let best = of.best.iter().find(|best| best.goal == Goal::TrueOutput)?;
        Some((place, of.family.changes(&best.dose.as_ref()?.values)))
    };
    searched.iter().enumerate().filter_map(of).unzip()
}

/// By goal: which dose dominates which over the points at which all have a value.
fn dominances(
    scenario: &Scenario,
    over: &OverAssumptions,
    doses: usize,
) -> Vec<(&'static str, Vec<Dominance>)> {
    let of = |goal: &Goal| {
        let metric = goal.metric().name;
        let place = scenario.record.metrics.iter().position(|own| own.name == metric)?;
        let is_whole = |point: &&Vec<Vec<f64>>| point.iter().all(|of| of[place].is_finite());
        let points: Vec<&Vec<Vec<f64>>> = over.outcomes.iter().filter(is_whole).collect();
        let sample = |dose: usize| points.iter().map(|point| point[dose][place]).collect();
        let samples: Vec<Vec<f64>> = (0..doses).map(sample).collect();
        Some((metric, dominance(&samples)))
    };
    Goal::ALL.iter().filter_map(of).collect()
}

/// Makes the folder of a frontier again.
pub(super) fn again(
    inputs: &FrontierInputs,
    target: &Path,
    watcher: &dyn Watcher,
) -> Result<(), TaskError> {
    let overrides: Vec<Change> =
        inputs.overrides.iter().map(|typed| Change::typed(typed)).collect();
    let Document { name, text } = &inputs.scenario;
    let opened = OpenedScenario::of_text(name, text, overrides)?;
    let request = FrontierRequest {
        budgets: Budgets { hours: inputs.hours, money: inputs.money },
        effort: Effort { doses: inputs.doses, replicates: inputs.replicates, seed: inputs.seed },
        assumptions: inputs.assumptions,
        only: Vec::new(),
    };
    frontier(&opened, &request, target, watcher).map(|_| ())
}
