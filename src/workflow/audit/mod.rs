//! Claims audited: over which part of what is not known they hold.

mod read;

pub use read::OpenedAudit;

use std::path::{Path, PathBuf};

use crate::ground::executor::threads;
use crate::report::audit as report;
use crate::scenario::Change;
use crate::store::sweep::{Formats, RUNS, read_columns};
use crate::store::{About, AuditInputs, AuditSize, Clock, Document, Inputs};
use crate::study::audit;
use crate::study::audit::{
    Ablation, AuditFile, Claim, Effect, Effort, Findings, Kept, People, Regions, Request, Runs,
    Space,
};
use crate::study::sweep::{Plan, Sweep};
use crate::workflow::folder::{begin, write_only};
use crate::workflow::opened::stem;
use crate::workflow::people::understand_sample;
use crate::workflow::sweep;
use crate::workflow::sweep::{OpenedSweep, SweepRequest};
use crate::workflow::watcher::check;
use crate::workflow::{TaskError, Watcher};

/// A full audit: some 28 times as many runs as a quick one.
pub const FULL: AuditSize = AuditSize {
    points: 2_000,
    replicates: 20,
    ablation_points: 100,
    ablation_orders: 200,
    ablation_replicates: 10,
};
/// A quick one: about a minute on two processors for the shipped schools.
pub const QUICK: AuditSize = AuditSize {
    points: 200,
    replicates: 5,
    ablation_points: 20,
    ablation_orders: 20,
    ablation_replicates: 3,
};

/// What of an audit is asked for.
#[derive(Debug, Clone)]
pub struct AuditRequest {
    /// How much is run.
    pub size: AuditSize,
    /// Seed of the points and of the intervals.
    pub seed: u64,
    /// Names or endings of the files that are kept; all when it is empty.
    pub only: Vec<String>,
}

impl OpenedAudit {
    /// Audits one of the claims into a folder, and says what was found. The runs lie in a folder beside it and
    /// stay there: the same command resumes them.
    ///
    /// # Errors
    /// When it needs too much memory, something stands in the way, something cannot be read or written, or
    /// someone asks to stop: runs that were finished are then kept.
    pub fn run(
        &self,
        claim: &Claim,
        request: &AuditRequest,
        target: &Path,
        watcher: &dyn Watcher,
    ) -> Result<Findings, TaskError> {
        let clock = Clock::start();
        let names =
            report::FIGURES.iter().flat_map(|name| ["svg", "png"].map(|e| format!("{name}.{e}")));
        let names: Vec<String> =
            report::FILES.iter().map(|name| (*name).to_owned()).chain(names).collect();
        // Looked at before the work, which may be long.
        drop(begin(target, &["audit"], &names, watcher)?);
        let findings = self.find(claim, request, target, watcher)?;
        let folder = begin(target, &["audit"], &names, watcher)?;
        let mut files = vec![("summary.md".to_owned(), report::in_words(&findings).into_bytes())];
        let page = report::page(&findings).map_err(TaskError::drawing)?;
        files.push(("audit.html".to_owned(), page.into_bytes()));
        files.extend(report::tables(&findings));
        files.extend(report::figures(&findings).map_err(TaskError::drawing)?);
        let inputs = Inputs::Audit(self.inputs(claim, request));
        let about = About {
            name: claim.name.clone(),
            title: claim.sentence.clone(),
            hash: inputs.hash(),
            ..About::default()
        };
        let kept = (&files[..], &request.only[..]);
        write_only(folder, about, inputs, kept, (&clock, threads()), watcher)?;
        Ok(findings)
    }

    fn inputs(&self, claim: &Claim, request: &AuditRequest) -> AuditInputs {
        let (name, text) = self.file.document.clone();
        AuditInputs {
            claims: self.claims.clone(),
            claim: self.typed.clone().unwrap_or_else(|| claim.name.clone()),
            smallest: claim.smallest,
            scenario: Document { name, text },
            overrides: self.overrides.iter().map(Change::to_string).collect(),
            people: self.people.as_ref().map(|(document, _)| document.clone()),
            size: request.size,
            seed: request.seed,
        }
    }

    fn find(
        &self,
        claim: &Claim,
        request: &AuditRequest,
        target: &Path,
        watcher: &dyn Watcher,
    ) -> Result<Findings, TaskError> {
        let AuditRequest { size, seed, .. } = *request;
        let sample = self.people.as_ref().map(|(_, sample)| sample);
        let space = self.space(claim, &[]);
        let base = audit::base_effect(&self.file.scenario, claim, size.replicates);
        let asked = |space| Request {
            claim,
            space,
            document: &self.file.document,
            changes: &self.overrides,
            points: size.points,
            replicates: size.replicates,
            seed,
            sample,
        };
        let runs = beside(target);
        let assumed = self.swept(asked(&space), People::Assumed, &runs, watcher)?;
        let effects = assumed.effects(claim, None)?;
        let mut spaces = vec![(People::Assumed, effects)];
        if let Some(sample) = sample {
            let weights: Vec<f64> = sample.distinct().iter().map(|(_, weight)| *weight).collect();
            let swept = self.swept(asked(&space), People::Sampled, &runs, watcher)?;
            spaces.push((People::Sampled, swept.effects(claim, Some(&weights))?));
            let rest = self.space(claim, sample.keys());
            let swept = self.swept(asked(&rest), People::Both, &runs, watcher)?;
            spaces.push((People::Both, swept.effects(claim, None)?));
        }
        let (keys, columns) = audit::columns(&assumed.opened.sweep, &space, &spaces[0].1);
        let regions = Regions::of(&columns, &spaces[0].1, seed);
        let information = audit::information(&columns, &spaces[0].1, seed);
        let ablation = self.ablated(claim, &space, &assumed.opened.sweep, size, watcher)?;
        let claim = claim.clone();
        Ok(Findings {
            claim,
            space,
            base,
            spaces,
            keys,
            columns,
            regions,
            ablation,
            information,
            seed,
        })
    }

    fn space(&self, claim: &Claim, people: &[&str]) -> Space {
        let AuditFile { scenario, kept, replaced, .. } = &self.file;
        let mut kept = kept.clone();
        if !claim.metric.is_priced() {
            kept.extend(Kept::prices());
        }
        Space::of(scenario, &[&claim.higher, &claim.lower], (&kept, replaced), people)
    }

    /// Runs the sweep of a space, or what of it is missing.
    fn swept(
        &self,
        asked: Request,
        people: People,
        runs: &Path,
        watcher: &dyn Watcher,
    ) -> Result<Swept, TaskError> {
        let (sweep, changes) = asked.sweep(people)?;
        let plan = Plan::new(&sweep);
        let overrides = changes.iter().map(Change::to_string).collect();
        let name = format!("{}-{}", asked.claim.name, people.name());
        let opened = OpenedSweep { name, sweep, plan, overrides };
        let folder = runs.join(people.name());
        let formats = Formats { parquet: true, csv: false };
        let request = SweepRequest { shard: None, formats, only: &[] };
        sweep::run(&opened, &request, &folder, watcher)?;
        Ok(Swept { opened, folder })
    }

    fn ablated(
        &self,
        claim: &Claim,
        space: &Space,
        sweep: &Sweep,
        size: AuditSize,
        watcher: &dyn Watcher,
    ) -> Result<Option<Ablation>, TaskError> {
        let mechanisms = self.file.mechanisms.as_ref().unwrap_or(&space.acting);
        if size.ablation_points == 0 || mechanisms.is_empty() {
            return Ok(None);
        }
        check(watcher)?;
        let effort = Effort {
            points: size.ablation_points,
            orders: size.ablation_orders,
            replicates: size.ablation_replicates.min(size.replicates),
        };
        let steps = Ablation::steps(mechanisms.len(), effort);
        let progress = watcher.progress(steps, "points without mechanisms");
        let done = || progress.advance(1);
        Ok(Some(audit::ablate(sweep, claim, mechanisms, effort, &done)))
    }
}

/// A sweep that was run.
struct Swept {
    opened: OpenedSweep,
    folder: PathBuf,
}

impl Swept {
    /// The effects at its points.
    fn effects(&self, claim: &Claim, weights: Option<&[f64]>) -> Result<Vec<Effect>, TaskError> {
        let metric = claim.metric.name;
        let table = read_columns(&self.folder, RUNS, &["point", "treatment", "replicate", metric])?;
        let numbers = |name: &str| table.numbers(name).unwrap_or_default();
        let places = table.places("treatment", &[&claim.higher, &claim.lower]);
        let higher: Vec<Option<bool>> =
            places.into_iter().map(|place| place.map(|place| place == 0)).collect();
        let (points, replicates, values) =
            (numbers("point"), numbers("replicate"), numbers(metric));
        Ok(audit::effects(&Runs { points, higher: &higher, replicates, values }, claim, weights))
    }
}

/// The folder of the runs: beside that of the audit.
fn beside(target: &Path) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push("-runs");
    target.with_file_name(name)
}

/// Makes the folder of an audit again.
pub(super) fn again(
    inputs: &AuditInputs,
    target: &Path,
    watcher: &dyn Watcher,
) -> Result<(), TaskError> {
    let overrides: Vec<Change> =
        inputs.overrides.iter().map(|typed| Change::typed(typed)).collect();
    let scenario = &inputs.scenario;
    let mut opened = match &inputs.claims {
        Some(claims) => {
            let load = |_: &str| Ok((scenario.name.clone(), scenario.text.clone().into_bytes()));
            let name = stem(Path::new(&claims.name));
            let mut opened = OpenedAudit::of_claims(name, claims.clone(), &overrides, &load)?;
            opened.choose(std::slice::from_ref(&inputs.claim))?;
            opened
        }
        None => {
            let name = stem(Path::new(&scenario.name));
            let (typed, smallest) = (&inputs.claim, inputs.smallest);
            OpenedAudit::typed(name, scenario.clone(), &overrides, typed, smallest)?
        }
    };
    if let Some(document) = &inputs.people {
        opened.people = Some((document.clone(), understand_sample(document)?));
    }
    let request = AuditRequest { size: inputs.size, seed: inputs.seed, only: Vec::new() };
    let claim = opened.file.claims[0].clone();
    opened.run(&claim, &request, target, watcher).map(|_| ())
}
