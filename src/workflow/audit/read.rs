//! Claims that are to be audited, as they were read.

use std::path::{Path, PathBuf};

use crate::scenario::people::PeopleSample;
use crate::scenario::{Change, Source};
use crate::store::Document;
use crate::study::audit;
use crate::study::audit::{AuditFile, Claim};
use crate::workflow::opened::{read_file, read_named, stem, understand};
use crate::workflow::people::{read_sample, sample_file, understand_sample};
use crate::workflow::{TaskError, UnknownName};

/// Claims that were read, with their scenario and the people over whom they are audited.
pub struct OpenedAudit {
    pub(super) name: String,
    pub(super) file: AuditFile,
    pub(super) claims: Option<Document>,
    /// The claim as it was typed.
    pub(super) typed: Option<String>,
    pub(super) overrides: Vec<Change>,
    pub(super) people: Option<(Document, PeopleSample)>,
}

impl OpenedAudit {
    /// Reads a file of claims and the scenario that it names; or a scenario, of which one claim is typed with
    /// the smallest difference worth speaking of. Claims of some names are kept; all when there are none.
    ///
    /// # Errors
    /// When a file cannot be read or has mistakes, the claim has, or there is none of a name.
    pub fn read(
        path: &Path,
        overrides: &[Change],
        typed: Option<(&str, f64)>,
        names: &[String],
    ) -> Result<Self, TaskError> {
        let bytes = read_file(path)?;
        let shown = path.display().to_string();
        let (name, text) = (stem(path), String::from_utf8_lossy(&bytes).into_owned());
        let document = Document { name: shown.clone(), text };
        let is_claims = audit::is_claims_file(&bytes);
        if let Some((typed, smallest)) = typed.filter(|_| !is_claims) {
            return Self::typed(name, document, overrides, typed, smallest);
        }
        if !is_claims {
            let help = "say what is audited, for instance --claim \"true_output: trust > incentive\", or give a file with [claims]";
            return Err(TaskError::Text(format!(
                "{shown}: there is no claim in this file\n   help: {help}"
            )));
        }
        if typed.is_some() {
            let message = format!(
                "{shown} has its own claims\n   help: choose some of them with --only-claim, or give the scenario itself"
            );
            return Err(TaskError::Text(message));
        }
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let load = |named: &str| {
            let path = folder.join(named);
            Ok((path.display().to_string(), read_named(&path)?))
        };
        let mut opened = Self::of_claims(name, document, overrides, &load)?;
        opened.choose(names)?;
        Ok(opened)
    }

    /// One claim of a scenario's text, with the smallest difference worth speaking of.
    ///
    /// # Errors
    /// When the scenario or the claim has mistakes.
    pub fn typed(
        name: String,
        document: Document,
        overrides: &[Change],
        typed: &str,
        smallest: f64,
    ) -> Result<Self, TaskError> {
        let Document { name: shown, text } = document;
        let scenario = understand(&shown, text.as_bytes(), overrides, &[])?;
        let treatments: Vec<&str> = scenario.treatments.iter().map(|t| t.name.as_str()).collect();
        let claim = audit::parse_claim(typed, &treatments, smallest)
            .map_err(|mistake| TaskError::Text(format!("--claim:1:{mistake}")))?;
        let file = AuditFile {
            scenario,
            document: (shown, text),
            claims: vec![claim],
            kept: Vec::new(),
            replaced: Vec::new(),
            mechanisms: None,
        };
        Self::of(name, file, None, Some(typed.to_owned()), overrides)
    }

    /// All claims of a file.
    pub(super) fn of_claims(
        name: String,
        document: Document,
        overrides: &[Change],
        load: crate::study::sweep::Load,
    ) -> Result<Self, TaskError> {
        let source = Source { name: &document.name, bytes: document.text.as_bytes() };
        let file = audit::read(&source, overrides, load)?;
        Self::of(name, file, Some(document), None, overrides)
    }

    fn of(
        name: String,
        file: AuditFile,
        claims: Option<Document>,
        typed: Option<String>,
        overrides: &[Change],
    ) -> Result<Self, TaskError> {
        if file.scenario.people.is_some() {
            let message = format!(
                "{}: an audit varies the people of the model: leave out `people` of the scenario, and give a sample with --people",
                file.document.0
            );
            return Err(TaskError::Text(message));
        }
        Ok(Self { name, file, claims, typed, overrides: overrides.to_vec(), people: None })
    }

    pub(super) fn choose(&mut self, names: &[String]) -> Result<(), TaskError> {
        let known = || self.file.claims.iter().map(|claim| claim.name.as_str());
        for name in names {
            if !known().any(|known| known == name) {
                return Err(UnknownName::new("claim", name, known()).into());
            }
        }
        self.file.claims.retain(|claim| names.is_empty() || names.contains(&claim.name));
        Ok(())
    }

    /// The same over a sample of people too: a file (CSV), or `posterior`.
    ///
    /// # Errors
    /// When it cannot be read, or has mistakes.
    pub fn over_people(mut self, asked: &Path) -> Result<Self, TaskError> {
        let Some(path) = sample_file(asked) else {
            let message = format!("--people {}: a sample is a table (.csv)", asked.display());
            return Err(TaskError::Text(message));
        };
        let document = read_sample(&path)?;
        let sample = understand_sample(&document)?;
        self.people = Some((document, sample));
        Ok(self)
    }

    /// The claims.
    pub fn claims(&self) -> &[Claim] {
        &self.file.claims
    }

    /// The folder of a claim, in that of all of them or in the usual one.
    pub fn folder(&self, out: Option<&Path>, claim: &Claim) -> PathBuf {
        match (out, self.typed.is_some()) {
            (Some(out), true) => out.to_owned(),
            (Some(out), false) => out.join(&claim.name),
            (None, _) => {
                PathBuf::from("results").join(format!("{}-audit", self.name)).join(&claim.name)
            }
        }
    }
}
