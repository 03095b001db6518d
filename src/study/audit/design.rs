//! The sweeps of an audit: its space as a text that can be run, kept, resumed and made again as any sweep.

use std::fmt::Write;

use super::claim::Claim;
use super::space::Space;
use crate::scenario::people::PeopleSample;
use crate::scenario::{Change, Diagnostics, Source};
use crate::study::sweep;
use crate::study::sweep::design::find_design;
use crate::study::sweep::{FactorValue, Sweep};

/// The file that lists the points of a space with people.
const POINTS: &str = "points.csv";

/// Bits of a seed that a design takes.
const MOST_SEED: u64 = u64::MAX >> 11;

/// Which people the points of a sweep have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum People {
    /// Those of the assumptions.
    Assumed,
    /// Each of a sample, with the scenario's other numbers.
    Sampled,
    /// Drawn from the sample, with the assumptions of the point for all else.
    Both,
}

/// What the sweeps of an audit are made from.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Its space.
    pub space: &'a Space,
    /// Name and text of the scenario.
    pub document: &'a (String, String),
    /// Changes laid over it.
    pub changes: &'a [Change],
    /// Number of points.
    pub points: u64,
    /// Replicates of each treatment at each point.
    pub replicates: u32,
    /// Seed of the design.
    pub seed: u64,
    /// The sample of people, if there is one.
    pub sample: Option<&'a PeopleSample>,
}

impl People {
    /// Its name in folders and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Assumed => "assumptions",
            Self::Sampled => "people",
            Self::Both => "both",
        }
    }
}

impl Request<'_> {
    /// The sweep of a space: a low-discrepancy sample of the assumptions, the sets of people, or both. Each
    /// point has random numbers of its own, which the two treatments share.
    ///
    /// # Errors
    /// The mistakes of the scenario with what varies.
    pub fn sweep(&self, people: People) -> Result<Sweep, Diagnostics> {
        match people {
            People::Assumed => self.sampled(),
            People::Sampled | People::Both => self.listed(people),
        }
    }

    /// As many points of a low-discrepancy sequence as are asked for, those that break a condition not
    /// counted.
    fn sampled(&self) -> Result<Sweep, Diagnostics> {
        let mut designed = self.points;
        loop {
            let sweep = self.read(&self.text(designed), None)?;
            let meets = |number: &u64| sweep.point(*number).is_some();
            let Some(last) = (0..designed).filter(meets).nth(self.points as usize - 1) else {
                designed += designed / 4 + 8;
                continue;
            };
            return if last + 1 == designed { Ok(sweep) } else { self.read(&self.text(last + 1), None) };
        }
    }

    /// The points of a space with people, listed.
    fn listed(&self, people: People) -> Result<Sweep, Diagnostics> {
        let list = match people {
            People::Both => self.crossed()?,
            _ => self.sample.map_or_else(String::new, |sample| {
                sample.table(sample.distinct().into_iter().map(|(set, _)| set))
            }),
        };
        self.read(&self.listed_text(), Some(list))
    }

    /// Points of the assumptions, each with people from the sample: whom, tells the number of the point in the
    /// radical inverse of base 2, so that all come as often as they weigh.
    fn crossed(&self) -> Result<String, Diagnostics> {
        let Some(sample) = self.sample else { return Ok(String::new()) };
        let by_weight = sample.by_weight();
        let sweep = self.sampled()?;
        let points: Vec<_> = (0..sweep.n_points()).filter_map(|n| sweep.point(n)).collect();
        let whom = |place: usize| {
            let share = (place as u32).reverse_bits() as f64 / 2f64.powi(32);
            by_weight[(share * by_weight.len() as f64) as usize]
        };
        let people = sample.table((0..points.len()).map(whom));
        let mut lines = people.lines();
        let mut text = String::new();
        let keys = sweep.factors.iter().map(|factor| factor.key.as_str());
        let mut line = |of: &str, others: Vec<String>| {
            let fields = std::iter::once(of.to_owned()).chain(others).collect::<Vec<_>>();
            text += &(fields.join(",") + "\n");
        };
        line(lines.next().unwrap_or_default(), keys.map(str::to_owned).collect());
        for (of, point) in lines.zip(&points) {
            line(of, point.values.iter().map(FactorValue::shown).collect());
        }
        Ok(text)
    }

    fn read(&self, text: &str, list: Option<String>) -> Result<Sweep, Diagnostics> {
        let source = Source { name: &format!("{}.toml", self.claim.name), bytes: text.as_bytes() };
        let (name, scenario) = self.document;
        let load = |named: &str| match (&list, named) {
            (Some(list), POINTS) => Ok((POINTS.to_owned(), list.clone().into_bytes())),
            _ => Ok((name.clone(), scenario.clone().into_bytes())),
        };
        sweep::read(&source, &self.all_changes(), &load)
    }

    /// The changes, and that types of staff are drawn: rounding them to the same whole numbers everywhere
    /// would hide how much hangs on their shares.
    pub fn all_changes(&self) -> Vec<Change> {
        let mut changes = self.changes.to_vec();
        changes.push(Change::new("organisation.composition", "random"));
        changes
    }

    fn beginning(&self) -> String {
        let Claim { metric, higher, lower, sentence, .. } = self.claim;
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        format!(
            "format = 1\ntitle = {}\nscenario = {}\n\n[sweep]\nreplicates = {}\nrandom_numbers = \"independent\"\nmetrics = [{}]\ntreatments = [{}, {}]\nfigures = []\n",
            quoted(sentence),
            quoted(&self.document.0),
            self.replicates,
            quoted(metric.name),
            quoted(higher),
            quoted(lower),
        )
    }

    /// The text of a sample of the assumptions.
    fn text(&self, designed: u64) -> String {
        let mut text = self.beginning();
        let design = find_design("sobol").expect("there is such a design").name;
        let conditions: Vec<String> =
            self.space.conditions().iter().map(|condition| format!("\"{condition}\"")).collect();
        let _ = write!(
            text,
            "design = \"{design}\"\npoints = {designed}\nseed = {}\nwhen = [{}]\n\n[sweep.factors]\n",
            self.seed & MOST_SEED,
            conditions.join(", ")
        );
        for assumption in self.space.free() {
            let (key, low, high) = (assumption.parameter.key, assumption.low, assumption.high);
            let _ = writeln!(text, "{key} = {{ from = {low}, to = {high} }}");
        }
        text
    }

    fn listed_text(&self) -> String {
        format!("{}design = \"list\"\nfile = \"{POINTS}\"\n", self.beginning())
    }
}
