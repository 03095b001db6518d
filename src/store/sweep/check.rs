//! Comparing the rows of tables and chunks with the plan of their sweep: every run that the plan has
//! must be there once, in its order, and nothing else.

use std::ops::Range;

use super::compact::Counts;
use super::schema::FAILED;
use crate::model::structure::PERIODS;
use crate::study::sweep::{FactorValue, Point, Precision, Replicates, Sweep};

/// Key of the seed when it is varied.
const SEED: &str = "run.seed";

/// A row of the table of runs, as far as the plan decides about it.
#[derive(Debug, Clone, PartialEq)]
pub struct RunRow<'a> {
    /// Point, counted from 1.
    pub point: u64,
    /// By factor: its value.
    pub factors: Vec<FactorValue>,
    /// Treatment; none where the point could not be run.
    pub treatment: Option<&'a str>,
    /// Replicate, counted from 1; none where the point could not be run.
    pub replicate: Option<u32>,
    /// Seed.
    pub seed: u64,
    /// The metric that decides about the number of replicates; NaN where there is none.
    pub deciding: f64,
    /// Why there are no more replicates, or why the run failed.
    pub stop: &'a str,
}

/// The runs of a point that could be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PointRuns {
    /// The point, counted from 0.
    pub point: u64,
    /// Replicates of each treatment.
    pub replicates: u32,
}

/// Compares the rows of runs with the plan, row by row.
pub struct RunsCheck<'a> {
    sweep: &'a Sweep,
    due: Box<dyn Iterator<Item = Point> + 'a>,
    open: Option<OpenPoint>,
    counts: Counts,
    /// The points that could be run; kept only where a series is to be compared with them.
    found: Vec<PointRuns>,
}

/// The point whose rows are being read.
struct OpenPoint {
    point: Point,
    /// By treatment, up to the one that is being read: the deciding metric of its replicates.
    outcomes: Vec<Vec<f64>>,
    stop: String,
    has_failed_runs: bool,
    cannot_run: bool,
}

impl<'a> RunsCheck<'a> {
    /// Begins a comparison with the points of a range, counted from 0.
    pub fn new(sweep: &'a Sweep, points: Range<u64>) -> Self {
        let due = Box::new(points.filter_map(|number| sweep.point(number)));
        Self { sweep, due, open: None, counts: Counts::default(), found: Vec::new() }
    }

    /// Compares the next row.
    ///
    /// # Errors
    /// What is there that should not be, or is missing.
    pub fn row(&mut self, row: &RunRow) -> Result<(), String> {
        if self.open.as_ref().is_none_or(|open| open.point.number + 1 != row.point) {
            self.close()?;
            self.begin(row.point)?;
        }
        self.counts.runs += 1;
        self.counts.failed += u64::from(row.stop.starts_with(FAILED));
        let Some(open) = &mut self.open else { return Ok(()) };
        if open.point.values != row.factors {
            return Err(format!("point {} does not have the values of the plan", row.point));
        }
        match (row.treatment, row.replicate) {
            (Some(treatment), Some(replicate)) => {
                let names = self.sweep.scenario.treatments.iter().map(|t| t.name.as_str());
                let seed = seed(self.sweep, &open.point);
                open.run(row, treatment, replicate, names, seed)
            }
            (None, None) => open.failure(row, self.sweep),
            _ => Err(format!("point {} has a run without treatment or replicate", row.point)),
        }
    }

    /// Ends the comparison: the number of runs, and the points that could be run.
    ///
    /// # Errors
    /// What is missing.
    pub fn finish(mut self) -> Result<(Counts, Vec<PointRuns>), String> {
        self.close()?;
        match self.due.next() {
            None => Ok((self.counts, self.found)),
            Some(first) => {
                let more = self.due.count();
                let others =
                    if more > 0 { format!(" and {more} later points") } else { String::new() };
                Err(format!("the runs of point {}{others} are missing", first.number + 1))
            }
        }
    }

    fn begin(&mut self, number: u64) -> Result<(), String> {
        let Some(due) = self.due.next() else {
            return Err(format!("point {number} does not belong here"));
        };
        if due.number + 1 != number {
            let due = due.number + 1;
            return Err(match number > due {
                true => format!("the runs of point {due} are missing"),
                false => format!("point {number} stands where point {due} belongs"),
            });
        }
        self.counts.points += 1;
        self.open = Some(OpenPoint {
            point: due,
            outcomes: Vec::new(),
            stop: String::new(),
            has_failed_runs: false,
            cannot_run: false,
        });
        Ok(())
    }

    /// Whether the runs of the open point are all there.
    fn close(&mut self) -> Result<(), String> {
        let Some(open) = self.open.take().filter(|open| !open.cannot_run) else { return Ok(()) };
        let number = open.point.number + 1;
        let treatments = &self.sweep.scenario.treatments;
        if open.outcomes.len() < treatments.len() {
            let missing = &treatments[open.outcomes.len()].name;
            return Err(format!("point {number}: the runs of treatment {missing} are missing"));
        }
        let replicates = open.outcomes[0].len() as u32;
        for (outcomes, treatment) in open.outcomes.iter().zip(treatments) {
            let there = outcomes.len() as u32;
            let due = match self.sweep.replicates {
                Replicates::Fixed(due) => due,
                Replicates::Until(_) => replicates,
            };
            if there != due {
                let name = &treatment.name;
                return Err(format!(
                    "point {number}: treatment {name} has {there} replicates, but the plan has {due}"
                ));
            }
        }
        if let Replicates::Until(rule) = self.sweep.replicates {
            open.stops_rightly(&rule, replicates)?;
        }
        if self.sweep.series.is_some() {
            self.found.push(PointRuns { point: open.point.number, replicates });
        }
        Ok(())
    }
}

impl OpenPoint {
    fn run<'n>(
        &mut self,
        row: &RunRow,
        treatment: &str,
        replicate: u32,
        mut names: impl Iterator<Item = &'n str>,
        seed: u64,
    ) -> Result<(), String> {
        let RunRow { point, stop, .. } = row;
        if row.seed != seed {
            return Err(format!(
                "point {point} has the seed {}, but the plan has {seed}",
                row.seed
            ));
        }
        let slot = names.position(|name| name == treatment);
        let there = self.outcomes.len();
        if slot == Some(there) && replicate == 1 {
            self.outcomes.push(Vec::new());
        } else if slot.map(|slot| slot + 1) != Some(there) {
            return Err(format!("point {point}: treatment {treatment} does not belong here"));
        }
        let last = self.outcomes.len() - 1;
        let outcomes = &mut self.outcomes[last];
        let due = outcomes.len() as u32 + 1;
        if replicate != due || self.cannot_run {
            return Err(format!(
                "point {point}: replicate {replicate} of {treatment} stands where replicate {due} belongs"
            ));
        }
        outcomes.push(row.deciding);
        if stop.starts_with(FAILED) {
            self.has_failed_runs = true;
        } else if self.stop.is_empty() {
            (*stop).clone_into(&mut self.stop);
        } else if self.stop != *stop {
            return Err(format!("point {point} ended in two ways: {} and {stop}", self.stop));
        }
        Ok(())
    }

    fn failure(&mut self, row: &RunRow, sweep: &Sweep) -> Result<(), String> {
        let point = row.point;
        if self.cannot_run || !self.outcomes.is_empty() {
            return Err(format!("point {point} has a run without treatment and replicate"));
        }
        let reason = row.stop.strip_prefix(FAILED);
        if sweep.treatments(&self.point).err().as_deref() != reason {
            return Err(format!("point {point} can be run, but its runs are missing"));
        }
        self.cannot_run = true;
        Ok(())
    }

    /// Whether the rule of a precision would have stopped here. Where a run failed its value is not
    /// in the table, so that nothing can be said.
    fn stops_rightly(&self, rule: &Precision, replicates: u32) -> Result<(), String> {
        let is_known = |values: &Vec<f64>| values.iter().all(|value| value.is_finite());
        if self.has_failed_runs || !self.outcomes.iter().all(is_known) {
            return Ok(());
        }
        match rule.stops_after(&self.outcomes) {
            Some((due, stop)) if due == replicates && stop.name() == self.stop => Ok(()),
            _ => Err(format!(
                "point {} has {replicates} replicates ({}), which the rule for replicates does not give",
                self.point.number + 1,
                self.stop
            )),
        }
    }
}

/// The seed of a point that can be run.
fn seed(sweep: &Sweep, point: &Point) -> u64 {
    match sweep.factors.iter().position(|factor| factor.key == SEED) {
        Some(factor) => point.values[factor].number().unwrap_or(0.0) as u64,
        None => sweep.seed_of(point.number),
    }
}

/// A row of the table of the series: point, treatment, replicate and period, counted from 1.
pub type SeriesRow<'a> = (u64, &'a str, u32, u32);

/// Compares the rows of a series with the runs that were found, row by row.
pub struct SeriesCheck<'a> {
    due: Box<dyn Iterator<Item = SeriesRow<'a>> + 'a>,
}

impl<'a> SeriesCheck<'a> {
    /// Begins a comparison with the runs of some points.
    pub fn new(sweep: &'a Sweep, runs: &'a [PointRuns]) -> Self {
        let every = sweep.series.unwrap_or(1);
        let periods_factor = sweep.factors.iter().position(|factor| factor.key == PERIODS.key);
        let of_point = move |runs: &'a PointRuns| {
            let varied = periods_factor.and_then(|factor| {
                Some(sweep.point(runs.point)?.values[factor].number().unwrap_or(0.0) as u32)
            });
            let runs = *runs;
            sweep.scenario.treatments.iter().flat_map(move |treatment| {
                let last = varied.unwrap_or_else(|| treatment.spec.periods());
                let name = treatment.name.as_str();
                (1..=runs.replicates).flat_map(move |replicate| {
                    let kept =
                        move |period: &u32| (*period).is_multiple_of(every) || *period == last;
                    let row = move |period| (runs.point + 1, name, replicate, period);
                    (1..=last).filter(kept).map(row)
                })
            })
        };
        Self { due: Box::new(runs.iter().flat_map(of_point)) }
    }

    /// Compares the next row.
    ///
    /// # Errors
    /// What stands where something else belongs.
    pub fn row(&mut self, row: SeriesRow) -> Result<(), String> {
        let shown = |(point, treatment, replicate, period): SeriesRow| {
            format!("point {point}, treatment {treatment}, replicate {replicate}, period {period}")
        };
        match self.due.next() {
            Some(due) if due == row => Ok(()),
            Some(due) => Err(format!("{} stands where {} belongs", shown(row), shown(due))),
            None => Err(format!("{} does not belong here", shown(row))),
        }
    }

    /// Ends the comparison.
    ///
    /// # Errors
    /// What is missing.
    pub fn finish(mut self) -> Result<(), String> {
        match self.due.next() {
            None => Ok(()),
            Some((point, treatment, replicate, period)) => Err(format!(
                "point {point}, treatment {treatment}, replicate {replicate}, period {period} and all after it are missing"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Source;
    use crate::study::sweep;

    /// Three points of two treatments with two replicates each, of which a condition leaves out the
    /// second and the last cannot be run.
    const TEXT: &str = "[organisation]\nunits = 2\nstaff = 2\n[run]\nperiods = 3\n[treatments.a]\n[treatments.b]\n[sweep]\ndesign = \"list\"\nreplicates = 2\nseries = 2\nmetrics = \"trust\"\nwhen = \"(pay - 0.5)^2 > 0.01\"\n[sweep.factors]\nlevers.pay = [0.1, 0.5, 0.9]\nstaff.types.intrinsic.share = [0.1, 0.5, 0.9]\nstaff.types.self_interested.share = [0.1, 0.5, 0.9]\n";

    fn sweep() -> Sweep {
        let source = Source { name: "x.toml", bytes: TEXT.as_bytes() };
        sweep::read(&source, &[], &|_| Err("none".to_owned())).unwrap_or_else(|p| panic!("{p}"))
    }

    /// All rows that the plan has, as point, treatment and replicate.
    fn rows() -> Vec<(u64, Option<&'static str>, Option<u32>)> {
        let runs = |t| (1..=2).map(move |r| (1, Some(t), Some(r)));
        runs("a").chain(runs("b")).chain([(3, None, None)]).collect()
    }

    fn checked(rows: &[(u64, Option<&'static str>, Option<u32>)]) -> Result<Counts, String> {
        let sweep = sweep();
        let mut check = RunsCheck::new(&sweep, 0..sweep.n_points());
        for (point, treatment, replicate) in rows {
            let value = FactorValue::Number([0.1, 0.5, 0.9][*point as usize - 1]);
            check.row(&RunRow {
                point: *point,
                factors: vec![value.clone(), value.clone(), value],
                treatment: *treatment,
                replicate: *replicate,
                seed: sweep.seed_of(*point - 1),
                deciding: f64::NAN,
                stop: match treatment {
                    Some(_) => "fixed",
                    None => "failed: the varied shares of the types of staff sum to 1.8",
                },
            })?;
        }
        check.finish().map(|(counts, _)| counts)
    }

    #[test]
    fn the_runs_of_the_plan_are_counted() {
        assert_eq!(checked(&rows()), Ok(Counts { points: 2, runs: 5, failed: 1 }));
    }

    #[test]
    fn a_row_that_is_missing_twice_there_or_elsewhere_is_told() {
        for missing in 0..rows().len() {
            let mut fewer = rows();
            fewer.remove(missing);
            assert!(checked(&fewer).is_err(), "without row {missing}");
            let mut more = rows();
            more.insert(missing, more[missing]);
            assert!(checked(&more).is_err(), "with row {missing} twice");
        }
        let mut swapped = rows();
        swapped.swap(1, 2);
        assert!(checked(&swapped).is_err());
        assert_eq!(checked(&rows()[4..]), Err("the runs of point 1 are missing".to_owned()));
        assert_eq!(checked(&rows()[..4]), Err("the runs of point 3 are missing".to_owned()));
        let told = checked(&rows()[..3]).unwrap_err();
        assert!(told.contains("treatment b has 1 replicates, but the plan has 2"), "{told}");
        let mut cannot = rows();
        cannot[4] = (3, Some("a"), Some(1));
        assert!(checked(&cannot).is_err());
    }

    #[test]
    fn a_series_has_the_periods_of_the_runs_that_were_found() {
        let sweep = sweep();
        let runs = [PointRuns { point: 0, replicates: 2 }];
        let all: Vec<SeriesRow> = ["a", "b"]
            .into_iter()
            .flat_map(|t| (1..=2).flat_map(move |r| [2, 3].map(move |period| (1, t, r, period))))
            .collect();
        let check = |rows: &[SeriesRow]| {
            let mut check = SeriesCheck::new(&sweep, &runs);
            rows.iter().try_for_each(|row| check.row(*row))?;
            check.finish()
        };
        assert_eq!(check(&all), Ok(()));
        assert!(check(&all[1..]).is_err() && check(&all[..7]).is_err());
    }
}
