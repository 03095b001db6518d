//! What a report says of each alternative, from the tables of a run.

use super::cells::{Cells, told};
use super::units::UnitFacts;

/// The metric by which alternatives are compared.
pub(super) const MAIN: &str = "true_output";
/// Metrics that move within the outcome window are named, from so much on.
const SETTLING: [&str; 3] = ["true_output", "trust", "belief"];
const MOVING: f64 = 0.02;

/// The texts of the files of a run, and what its manifest says.
#[derive(Debug, Clone, Default)]
pub struct RunTables {
    /// Name of the folder.
    pub folder: String,
    /// Title of the scenario.
    pub title: String,
    /// Its question.
    pub question: String,
    /// By treatment: name and title.
    pub treatments: Vec<(String, String)>,
    /// Version of the program.
    pub version: String,
    /// Hash of the specification.
    pub hash: String,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Replicates of each treatment.
    pub replicates: u32,
    /// Periods that count for outcomes.
    pub window: u32,
    /// The scenario file.
    pub scenario: String,
    /// What was laid over it, as typed.
    pub overrides: Vec<String>,
    /// `summary.csv`.
    pub summary: String,
    /// `series.csv`.
    pub series: String,
    /// `differences.csv`; empty where there is one treatment.
    pub differences: String,
    /// `over_assumptions.csv`; none where it was not looked over what is not known.
    pub over_assumptions: Option<String>,
    /// `assumptions.csv`, likewise.
    pub assumptions: Option<String>,
    /// Figures by name: their SVG.
    pub figures: Vec<(String, String)>,
}

/// A number with its interval, or the middle of a range with its ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The number.
    pub middle: f64,
    /// Low end; NaN without one.
    pub low: f64,
    /// High end; NaN without one.
    pub high: f64,
}

/// What was found over what is not known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Over {
    /// Points.
    pub points: f64,
    /// The outcome.
    pub outcome: Interval,
    /// The difference from the first treatment.
    pub difference: Interval,
    /// Share of points at which it is higher.
    pub higher: f64,
    /// Share of points at which none is higher.
    pub highest: f64,
    /// How much it falls short of the best at each point: mean and most.
    pub shortfall: [f64; 2],
}

/// One alternative.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// True output, and its difference from the first treatment by simulation.
    pub output: Interval,
    /// The difference; NaN for the first.
    pub difference: Interval,
    /// Over what is not known, if that was looked at.
    pub over: Option<Over>,
    /// Measured output.
    pub measured: f64,
    /// Share of co-operative units.
    pub cooperative: f64,
    /// Trust in the leader.
    pub trust: f64,
    /// Working time for steering.
    pub steering: f64,
    /// Spending for each agent and month, beside wages.
    pub spending: f64,
    /// Months after which half and nine tenths of the difference in true output have come; none where they
    /// never stay.
    pub months: [Option<u32>; 2],
    /// Metrics that have not settled, with how far they move.
    pub moving: Vec<(&'static str, f64)>,
    /// What its units tell, where they were kept.
    pub units: Option<UnitFacts>,
}

/// A run, as a report sees it.
#[derive(Debug)]
pub struct Run {
    /// The texts that it was read from.
    pub tables: RunTables,
    /// The alternatives; the first is what the others are compared with.
    pub alternatives: Vec<Alternative>,
}

impl Run {
    /// Reads the tables of a run. `units` are what its units tell, by treatment, where they were kept.
    ///
    /// # Errors
    /// The name of a table that is not what a run leaves, and why.
    pub fn read(tables: RunTables, units: Option<Vec<UnitFacts>>) -> Result<Self, String> {
        let cells =
            |name: &str, text: &str| Cells::read(text).map_err(|why| format!("{name} {why}"));
        let summary = cells("summary.csv", &tables.summary)?;
        let differences = match tables.differences.as_str() {
            "" => Cells::default(),
            text => cells("differences.csv", text)?,
        };
        let over = match &tables.over_assumptions {
            Some(text) => Some(cells("over_assumptions.csv", text)?),
            None => None,
        };
        let series = Series::read(&tables.series).map_err(|why| format!("series.csv {why}"))?;
        let first = tables.treatments.first().ok_or("the manifest names no treatments")?.0.clone();
        let of = |(place, (name, title)): (usize, &(String, String))| Alternative {
            name: name.clone(),
            title: if title.is_empty() { name.clone() } else { title.clone() },
            output: interval(&summary, name, ["mean", "low", "high"]),
            difference: interval(&differences, name, ["mean_difference", "low", "high"]),
            over: over.as_ref().map(|over| Over::of(over, name)),
            measured: summary.number(name, "measured_output", "mean"),
            cooperative: summary.number(name, "cooperative", "mean"),
            trust: summary.number(name, "trust", "mean"),
            steering: summary.number(name, "steering_time", "mean"),
            spending: summary.number(name, "spending", "mean"),
            months: [0.5, 0.9].map(|share| series.months(name, &first, share)),
            moving: series.moving(name, tables.window),
            units: units.as_ref().and_then(|units| units.get(place).cloned()),
        };
        let alternatives = tables.treatments.iter().enumerate().map(of).collect();
        Ok(Self { alternatives, tables })
    }

    /// The first alternative.
    pub fn base(&self) -> &Alternative {
        &self.alternatives[0]
    }

    /// The alternative of highest true output; the earlier of equal ones.
    pub fn best(&self) -> &Alternative {
        highest(&self.alternatives, |alternative| alternative.output.middle)
    }

    /// The alternative of highest measured output.
    pub fn best_measured(&self) -> &Alternative {
        highest(&self.alternatives, |alternative| alternative.measured)
    }
}

/// The alternative of which something is highest; the earlier of equal ones.
pub(super) fn highest(all: &[Alternative], of: impl Fn(&Alternative) -> f64) -> &Alternative {
    all.iter().fold(&all[0], |best, next| if of(next) > of(best) { next } else { best })
}

fn interval(cells: &Cells, treatment: &str, columns: [&str; 3]) -> Interval {
    let [middle, low, high] = cells.numbers(treatment, MAIN, columns);
    Interval { middle, low, high }
}

impl Over {
    fn of(cells: &Cells, treatment: &str) -> Self {
        let number = |column: &str| cells.number(treatment, MAIN, column);
        let difference = ["difference_median", "difference_low", "difference_high"];
        Self {
            points: number("points"),
            outcome: interval(cells, treatment, ["median", "low", "high"]),
            difference: interval(cells, treatment, difference),
            higher: number("share_higher"),
            highest: number("share_highest"),
            shortfall: ["shortfall_mean", "shortfall_most"].map(number),
        }
    }
}

/// Sector means over time.
struct Series {
    /// Treatment, metric, period and mean.
    rows: Vec<(String, String, u32, f64)>,
}

impl Series {
    fn read(text: &str) -> Result<Self, String> {
        let mut rows = Vec::new();
        for record in csv::Reader::from_reader(text.as_bytes()).records() {
            let record = record.map_err(told)?;
            let cell = |place: usize| record.get(place).unwrap_or_default();
            let period = cell(1).parse().map_err(|_| format!("has no period in {record:?}"))?;
            let mean = cell(3).parse().unwrap_or(f64::NAN);
            rows.push((cell(0).to_owned(), cell(2).to_owned(), period, mean));
        }
        Ok(Self { rows })
    }

    /// A metric of a treatment: periods and means.
    fn of(&self, treatment: &str, metric: &str) -> Vec<(u32, f64)> {
        let wanted = self.rows.iter().filter(|row| row.0 == treatment && row.1 == metric);
        wanted.map(|row| (row.2, row.3)).collect()
    }

    /// The month from which on a share of the last difference in true output stays; none where there is no
    /// difference.
    fn months(&self, treatment: &str, first: &str, share: f64) -> Option<u32> {
        let (own, base) = (self.of(treatment, MAIN), self.of(first, MAIN));
        let differences: Vec<(u32, f64)> =
            own.iter().zip(&base).map(|(a, b)| (a.0, a.1 - b.1)).collect();
        let last = differences.last().filter(|last| last.1 != 0.0 && last.1.is_finite())?.1;
        let below = differences.iter().rposition(|(_, value)| value / last < share);
        let from = below.map_or(0, |place| place + 1);
        differences.get(from).map(|(period, _)| *period)
    }

    /// What still moves within the outcome window: by how much, from the line that fits it best.
    fn moving(&self, treatment: &str, window: u32) -> Vec<(&'static str, f64)> {
        let moved = |metric: &'static str| {
            let all = self.of(treatment, metric);
            let last = all.last()?.0;
            let some: Vec<&(u32, f64)> = all.iter().filter(|row| row.0 + window > last).collect();
            let n = some.len() as f64;
            let (x, y) = some
                .iter()
                .fold((0.0, 0.0), |sum, row| (sum.0 + f64::from(row.0) / n, sum.1 + row.1 / n));
            let (over, under) = some.iter().fold((0.0, 0.0), |sum, row| {
                let away = f64::from(row.0) - x;
                (sum.0 + away * (row.1 - y), sum.1 + away * away)
            });
            let by = over / under * f64::from(window);
            (by.abs() > MOVING).then_some((metric, by))
        };
        SETTLING.into_iter().filter_map(moved).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_months_of_an_effect_are_those_from_which_it_stays() {
        let mut text = "treatment,period,metric,mean\n".to_owned();
        for (period, value) in (1..).zip([0.0, 0.3, 0.1, 0.2, 0.36, 0.4]) {
            text +=
                &format!("a,{period},true_output,0.1\nb,{period},true_output,{}\n", 0.1 + value);
        }
        let series = Series::read(&text).unwrap();
        // Half of 0.4 is reached in month 2 but lost in month 3.
        assert_eq!(series.months("b", "a", 0.499), Some(4));
        assert_eq!(series.months("b", "a", 0.899), Some(5));
        assert_eq!(series.months("a", "a", 0.5), None);
        // Over the last two months it rises by 0.04 a month.
        let moving = series.moving("b", 2);
        assert!(moving.len() == 1 && moving[0].0 == MAIN && (moving[0].1 - 0.08).abs() < 1e-9);
        assert!(series.moving("a", 2).is_empty());
    }
}
