//! A sample of people: sets of numbers that agree with what was observed, each with its weight.
//!
//! The file is a table (CSV): a column for each parameter, by its key in a scenario, and a column `weight`,
//! which may be left out where all weigh the same; lines that begin with `#` are comments. Any scenario can
//! be put under each set ([`PeopleSample::specifications`]). Must not know: where a sample comes from.

use super::nearest::did_you_mean;
use super::{Change, Diagnostics, Scenario};
use crate::ground::numbers::trimmed;
use crate::model::catalogue::{find_parameter, parameters};
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

/// The column of weights.
pub const WEIGHT: &str = "weight";

/// Where a sample lies that is asked for by the name `posterior`.
pub const POSTERIOR: &str = "scenarios/people/posterior.csv";

/// Tables of a scenario that tell of a run, an organisation or its steering, and not of people.
const NOT_OF_PEOPLE: [&str; 4] = ["run.", "organisation.", "levers.", "record."];

/// Most sets of numbers that a sample may have.
const MOST: usize = 10_000;

/// A sample of people.
#[derive(Debug, Clone, PartialEq)]
pub struct PeopleSample {
    keys: Vec<&'static str>,
    sets: Vec<Set>,
}

/// One set of numbers.
#[derive(Debug, Clone, PartialEq)]
struct Set {
    /// By key.
    values: Vec<f64>,
    weight: f64,
    /// Line of the file.
    line: u64,
}

/// What a column is.
#[derive(Clone, Copy)]
enum Column {
    Weight,
    Parameter(&'static Parameter),
}

/// Whether a key may be a column: a parameter that tells of people.
pub fn tells_of_people(key: &str) -> bool {
    !NOT_OF_PEOPLE.iter().any(|table| key.starts_with(table)) && find_parameter(key).is_some()
}

impl PeopleSample {
    /// Reads a sample.
    ///
    /// # Errors
    /// All mistakes, each with its line and column, what was expected and the nearest name.
    pub fn read(text: &str) -> Result<Self, Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| vec![format!("1:1: {error}")])?.clone();
        let columns = columns(&header, text)?;
        let (mut sets, mut mistakes) = (Vec::new(), Vec::new());
        for record in reader.records() {
            match record {
                Ok(record) => match set(&record, &columns, line_of(text, record.position())) {
                    Ok(set) => sets.push(set),
                    Err(found) => mistakes.extend(found),
                },
                Err(error) => mistakes.push(wrong_row(&error, columns.len(), text)),
            }
        }
        if mistakes.is_empty() && !sets.iter().any(|set| set.weight > 0.0) {
            mistakes.push("1:1: there are no people: no line has a weight above 0".to_owned());
        }
        if sets.len() > MOST {
            mistakes
                .push(format!("1:1: there are {} lines, but at most {MOST} are read", sets.len()));
        }
        let key = |column: &Column| match column {
            Column::Parameter(parameter) => Some(parameter.key),
            Column::Weight => None,
        };
        let keys = columns.iter().filter_map(key).collect();
        if mistakes.is_empty() { Ok(Self { keys, sets }) } else { Err(mistakes) }
    }

    /// How many sets of numbers there are; at least 1.
    pub fn len(&self) -> usize {
        self.sets.len()
    }

    /// Whether there are none, which cannot be.
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// The weight of each set.
    pub fn weights(&self) -> Vec<f64> {
        self.sets.iter().map(|set| set.weight).collect()
    }

    /// The keys of the numbers that each set has.
    pub fn keys(&self) -> &[&'static str] {
        &self.keys
    }

    /// The numbers of a set (by its place), in the order of the keys.
    pub fn values(&self, set: usize) -> &[f64] {
        &self.sets[set].values
    }

    /// The sets that differ (by the place of the first of each), with the weight of all that are like it;
    /// those of no weight are left out.
    pub fn distinct(&self) -> Vec<(usize, f64)> {
        let mut found: Vec<(usize, f64)> = Vec::new();
        for (place, set) in self.sets.iter().enumerate().filter(|(_, set)| set.weight > 0.0) {
            match found.iter_mut().find(|(first, _)| self.sets[*first].values == set.values) {
                Some((_, weight)) => *weight += set.weight,
                None => found.push((place, set.weight)),
            }
        }
        found
    }

    /// As many sets (by their place) as there are, each as often as its weight says: all in their order where
    /// all weigh the same (systematic resampling from the middle of each step, without chance).
    pub fn by_weight(&self) -> Vec<usize> {
        let n = self.sets.len();
        let total: f64 = self.sets.iter().map(|set| set.weight).sum();
        let (mut place, mut passed) = (0, self.sets[0].weight);
        let step = |index: usize| {
            let wanted = (index as f64 + 0.5) / n as f64 * total;
            while passed < wanted && place + 1 < n {
                place += 1;
                passed += self.sets[place].weight;
            }
            place
        };
        (0..n).map(step).collect()
    }

    /// The specifications of a scenario's treatments with the people of each set: by set, then by treatment.
    ///
    /// # Errors
    /// The first set that does not fit, with its line and what is wrong.
    pub fn specifications(&self, scenario: &Scenario) -> Result<Vec<Vec<ModelSpec>>, String> {
        let of = |set: &Set| {
            let changes = self.keys.iter().zip(&set.values);
            let changes = changes.map(|(key, value)| Change::new(key, *value));
            let told = |mistakes: Diagnostics| format!("{}:1: {mistakes}", set.line);
            let changed = scenario.with_all(changes).map_err(told)?;
            Ok(changed.treatments.into_iter().map(|treatment| treatment.spec).collect())
        };
        self.sets.iter().map(of).collect()
    }
}

/// What the columns are.
fn columns(header: &csv::StringRecord, text: &str) -> Result<Vec<Column>, Vec<String>> {
    let line = line_of(text, header.position());
    let (mut found, mut mistakes) = (Vec::new(), Vec::new());
    for (place, name) in header.iter().map(str::trim).enumerate() {
        let twice = header.iter().take(place).any(|before| before.trim() == name);
        let column =
            if twice { Err(format!("the column `{name}` is there twice")) } else { column(name) };
        match column {
            Ok(column) => found.push(column),
            Err(message) => {
                mistakes.push(format!("{line}:{}: {message}", column_of(header, place)))
            }
        }
    }
    if mistakes.is_empty() { Ok(found) } else { Err(mistakes) }
}

fn column(name: &str) -> Result<Column, String> {
    if name == WEIGHT {
        return Ok(Column::Weight);
    }
    if let Some(table) = NOT_OF_PEOPLE.iter().find(|table| name.starts_with(**table)) {
        let table = table.trim_end_matches('.');
        return Err(format!("`{name}` is no number of people: `{table}` belongs to the scenario"));
    }
    let known =
        parameters().iter().map(|parameter| parameter.key).filter(|key| tells_of_people(key));
    let unknown = || match did_you_mean(name, known.chain([WEIGHT])) {
        hint if hint.is_empty() => {
            format!("there is no parameter `{name}`; `tillit list` shows all")
        }
        hint => format!("there is no parameter `{name}`; {hint}"),
    };
    find_parameter(name).map(Column::Parameter).ok_or_else(unknown)
}

/// The set of a row, or all that is wrong with it.
fn set(record: &csv::StringRecord, columns: &[Column], line: u64) -> Result<Set, Vec<String>> {
    let mut set = Set { values: Vec::new(), weight: 1.0, line };
    let mut mistakes = Vec::new();
    for (place, (field, column)) in record.iter().zip(columns).enumerate() {
        match value(field.trim(), *column) {
            Ok(value) if matches!(column, Column::Weight) => set.weight = value,
            Ok(value) => set.values.push(value),
            Err(message) => {
                mistakes.push(format!("{line}:{}: {message}", column_of(record, place)))
            }
        }
    }
    if mistakes.is_empty() { Ok(set) } else { Err(mistakes) }
}

/// The number of a field, within what its column allows.
fn value(field: &str, column: Column) -> Result<f64, String> {
    let name = match column {
        Column::Weight => WEIGHT,
        Column::Parameter(parameter) => parameter.key,
    };
    let number = field.parse().ok().filter(|value: &f64| value.is_finite());
    let number: f64 = number.ok_or_else(|| format!("{name} is `{field}`, not a number"))?;
    match column {
        Column::Weight if number < 0.0 => Err(format!("{name} is {field}, but must be 0 or more")),
        Column::Parameter(Parameter { range, .. }) if !range.contains(number) => {
            let [low, high] = [range.low, range.high].map(|end| trimmed(end, 6));
            let whole = if range.whole { ", a whole number" } else { "" };
            Err(format!("{name} is {field}; allowed: {low} to {high}{whole}"))
        }
        _ => Ok(number),
    }
}

/// What is wrong with a row that is no row.
fn wrong_row(error: &csv::Error, columns: usize, text: &str) -> String {
    let line = line_of(text, error.position());
    match error.kind() {
        csv::ErrorKind::UnequalLengths { len, .. } => {
            format!("{line}:1: this row has {len} fields, but must have {columns}")
        }
        _ => format!("{line}:1: {error}"),
    }
}

/// The line at which a row begins: where it was read from, comments before it left out.
fn line_of(text: &str, position: Option<&csv::Position>) -> u64 {
    let Some(position) = position else { return 1 };
    let rest = text.get(position.byte() as usize..).unwrap_or_default();
    let before = rest.lines().take_while(|line| line.starts_with('#') || line.trim().is_empty());
    position.line() + before.count() as u64
}

/// The column at which a field begins, counted from 1 in characters; quotes are not counted.
fn column_of(record: &csv::StringRecord, field: usize) -> usize {
    1 + record.iter().take(field).map(|field| field.chars().count() + 1).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_read_and_put_under_a_scenario() {
        let text = "# people\nlearning.rate,weight,belief.noise\n0.2,1,0.1\n0.4,3,0.05\n";
        let sample = PeopleSample::read(text).unwrap();
        assert_eq!((sample.len(), sample.weights()), (2, vec![1.0, 3.0]));
        let scenario = Scenario::from_toml("title = \"x\"\n").unwrap();
        let specs = sample.specifications(&scenario).unwrap();
        let rate = find_parameter("learning.rate").unwrap();
        assert_eq!(specs.iter().map(|set| set[0].value(rate)).collect::<Vec<_>>(), [0.2, 0.4]);
        assert_eq!(scenario.treatments.len(), specs[0].len());
    }

    #[test]
    fn sets_come_as_often_as_they_weigh() {
        let sample = |weights: &[f64]| {
            let rows: String = weights.iter().map(|weight| format!("0.2,{weight}\n")).collect();
            PeopleSample::read(&format!("learning.rate,weight\n{rows}")).unwrap()
        };
        assert_eq!(sample(&[1.0, 1.0, 1.0]).by_weight(), [0, 1, 2]);
        assert_eq!(sample(&[0.0, 3.0, 1.0, 0.0]).by_weight(), [1, 1, 1, 2]);
        let plain = PeopleSample::read("learning.rate\n0.2\n0.3\n").unwrap();
        assert_eq!(plain.by_weight(), [0, 1]);
    }

    #[test]
    fn mistakes_are_told_with_line_column_and_the_nearest_name() {
        let told = |text: &str| PeopleSample::read(text).unwrap_err();
        let mistakes = told("# c\nlearning.rat,run.periods,weight,weight\n0.2,3,1,1\n");
        assert_eq!(mistakes.len(), 3);
        assert!(mistakes[0].starts_with("2:1: there is no parameter `learning.rat`"));
        assert!(mistakes[0].contains("did you mean `learning.rate`?"), "{mistakes:?}");
        assert!(mistakes[1].starts_with("2:14: `run.periods` is no number of people"));
        assert!(mistakes[2].starts_with("2:33: the column `weight` is there twice"));
        let mistakes = told("learning.rate,weight\n2.5,-1\n# here\nx,1\n0.2\n");
        assert_eq!(mistakes[0], "2:1: learning.rate is 2.5; allowed: 0 to 1");
        assert_eq!(mistakes[1], "2:5: weight is -1, but must be 0 or more");
        assert_eq!(mistakes[2], "4:1: learning.rate is `x`, not a number");
        assert_eq!(mistakes[3], "5:1: this row has 1 fields, but must have 2");
        assert!(told("learning.rate,weight\n0.2,0\n")[0].contains("there are no people"));
    }
}
