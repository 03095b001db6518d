//! Factors: the keys of a scenario that a sweep varies, and the values that they take.

use super::design::Position;
use crate::ground::maths::normal::{cumulative, inverse_cumulative};
use crate::scenario::ChangedValue;
use crate::scenario::raw::{Node, Value};

/// A key of a scenario and the values that it takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    /// Full key, e.g. `levers.monitoring`.
    pub key: String,
    /// The values.
    pub values: Values,
    /// What the scenario has.
    pub base: FactorValue,
    /// Whether only whole numbers make sense.
    pub whole: bool,
}

/// A value of a factor.
#[derive(Debug, Clone, PartialEq)]
pub enum FactorValue {
    /// A number.
    Number(f64),
    /// A name.
    Name(String),
}

/// The values that a factor may take.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Listed, at least one.
    List(Vec<FactorValue>),
    /// From a number to another.
    Range {
        /// First.
        from: f64,
        /// Last.
        to: f64,
        /// Whether equal steps are equal ratios.
        log: bool,
        /// Number of levels in designs of levels.
        levels: u64,
    },
    /// By a distribution.
    Distributed {
        /// The distribution.
        distribution: Distribution,
        /// Number of levels in designs of levels: the middles of equally likely parts.
        levels: u64,
    },
}

/// A distribution of a factor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Distribution {
    /// Every value between two is as likely.
    Uniform {
        /// Smallest value.
        low: f64,
        /// Largest value.
        high: f64,
    },
    /// A normal distribution cut off at two values.
    Normal {
        /// Mean before it is cut off.
        mean: f64,
        /// Standard deviation before it is cut off.
        sd: f64,
        /// Smallest value.
        low: f64,
        /// Largest value.
        high: f64,
    },
    /// A triangle.
    Triangular {
        /// Smallest value.
        low: f64,
        /// Likeliest value.
        mode: f64,
        /// Largest value.
        high: f64,
    },
}

impl Distribution {
    /// The value below which a share of all values lies.
    pub fn quantile(&self, share: f64) -> f64 {
        match *self {
            Self::Uniform { low, high } => low + share * (high - low),
            Self::Normal { mean, sd, low, high } => {
                let (first, last) = (cumulative((low - mean) / sd), cumulative((high - mean) / sd));
                let z = inverse_cumulative(first + share * (last - first));
                (mean + sd * z).clamp(low, high)
            }
            Self::Triangular { low, mode, high } => {
                let width = high - low;
                if share * width < mode - low {
                    low + (share * width * (mode - low)).sqrt()
                } else {
                    high - ((1.0 - share) * width * (high - mode)).sqrt()
                }
            }
        }
    }
}

impl Distribution {
    /// The smallest and the largest value.
    fn ends(&self) -> (f64, f64) {
        match *self {
            Self::Uniform { low, high }
            | Self::Normal { low, high, .. }
            | Self::Triangular { low, high, .. } => (low, high),
        }
    }

    /// The same with ends so much further out, from the whole numbers inside.
    fn widened(self, by: f64) -> Self {
        let wider = |low: f64, high: f64| (low.ceil() - by, high.floor() + by);
        match self {
            Self::Uniform { low, high } => {
                let (low, high) = wider(low, high);
                Self::Uniform { low, high }
            }
            Self::Normal { mean, sd, low, high } => {
                let (low, high) = wider(low, high);
                Self::Normal { mean, sd, low, high }
            }
            Self::Triangular { low, mode, high } => {
                let (low, high) = wider(low, high);
                Self::Triangular { low, mode, high }
            }
        }
    }
}

impl Factor {
    /// Number of levels.
    pub fn levels(&self) -> u64 {
        match &self.values {
            Values::List(values) => values.len() as u64,
            Values::Range { levels, .. } | Values::Distributed { levels, .. } => *levels,
        }
    }

    /// Whether its values are names.
    pub fn is_named(&self) -> bool {
        matches!(self.base, FactorValue::Name(_))
    }

    /// The listed values, if they are listed.
    pub fn listed(&self) -> Option<&[FactorValue]> {
        if let Values::List(values) = &self.values { Some(values) } else { None }
    }

    /// Its values in a few words.
    pub fn in_words(&self) -> String {
        match &self.values {
            Values::List(values) if values.len() <= 8 => {
                values.iter().map(FactorValue::shown).collect::<Vec<_>>().join(", ")
            }
            Values::List(values) => {
                let ends = [&values[0], &values[values.len() - 1]].map(FactorValue::shown);
                format!("{} values from {} to {}", values.len(), ends[0], ends[1])
            }
            Values::Range { from, to, log, .. } => {
                format!("{from} to {to}{}", if *log { " in equal ratios" } else { "" })
            }
            Values::Distributed { distribution, .. } => match *distribution {
                Distribution::Uniform { low, high } => format!("uniform from {low} to {high}"),
                Distribution::Normal { mean, sd, low, high } => {
                    format!("normal, mean {mean}, sd {sd}, between {low} and {high}")
                }
                Distribution::Triangular { low, mode, high } => {
                    format!("triangular from {low} over {mode} to {high}")
                }
            },
        }
    }

    /// The value at a position. Whole numbers between two ends are equally likely where shares are.
    pub fn value(&self, position: Position) -> FactorValue {
        let share = match (position, &self.values) {
            (Position::Base, _) => return self.base.clone(),
            (Position::Level(level), Values::List(values)) => {
                return values[level as usize].clone();
            }
            (Position::Share(share), Values::List(values)) => {
                let level = (share * values.len() as f64) as usize;
                return values[level.min(values.len() - 1)].clone();
            }
            (Position::Step(step, of), Values::List(values)) => {
                let last = (values.len() - 1) as u64;
                return values[(step * last / of.saturating_sub(1).max(1)) as usize].clone();
            }
            (Position::Share(share), _) if self.whole => {
                return FactorValue::Number(self.whole_number_at(share));
            }
            (Position::Share(share), _) => share,
            (Position::Step(step, of), _) => step as f64 / of.saturating_sub(1).max(1) as f64,
            (Position::Level(level), Values::Range { levels, .. }) => {
                level as f64 / levels.saturating_sub(1).max(1) as f64
            }
            (Position::Level(level), Values::Distributed { levels, .. }) => {
                (level as f64 + 0.5) / *levels as f64
            }
        };
        let number = number_at(&self.values, share);
        let number = match position {
            Position::Level(_) => rounded(number),
            _ => number,
        };
        FactorValue::Number(if self.whole { number.round() } else { number })
    }

    /// The whole number at a share: each owns all that rounds to it, half below the first and half above
    /// the last whole number included.
    fn whole_number_at(&self, share: f64) -> f64 {
        let (low, high) = self.whole_ends();
        let wider = match self.values.clone() {
            Values::Range { from, to, log, levels } => {
                let (from, to) =
                    if from <= to { (low - 0.5, high + 0.5) } else { (high + 0.5, low - 0.5) };
                Values::Range { from, to, log, levels }
            }
            Values::Distributed { distribution, levels } => {
                Values::Distributed { distribution: distribution.widened(0.5), levels }
            }
            list @ Values::List(_) => list,
        };
        (number_at(&wider, share) + 0.5).floor().clamp(low, high)
    }

    /// The smallest and the largest whole number between the ends; the first above the second when
    /// there is none.
    pub fn whole_ends(&self) -> (f64, f64) {
        let (low, high) = match &self.values {
            Values::List(_) => (f64::NEG_INFINITY, f64::INFINITY),
            Values::Range { from, to, .. } => (from.min(*to), from.max(*to)),
            Values::Distributed { distribution, .. } => distribution.ends(),
        };
        (low.ceil(), high.floor())
    }

    /// Two levels, counted from 0, that have the same value, if any two have.
    pub fn repeated_levels(&self) -> Option<(u64, u64)> {
        let level = |level| match self.value(Position::Level(level)) {
            // 0 and −0 are the same.
            FactorValue::Number(number) => FactorValue::Number(number + 0.0).shown(),
            name => name.shown(),
        };
        let mut seen = std::collections::HashMap::new();
        (0..self.levels()).find_map(|second| Some((seen.insert(level(second), second)?, second)))
    }
}

fn number_at(values: &Values, share: f64) -> f64 {
    match *values {
        Values::List(_) => f64::NAN,
        Values::Range { from, to, .. } if share == 0.0 || from == to => from,
        Values::Range { to, .. } if share == 1.0 => to,
        Values::Range { from, to, log: false, .. } => from + share * (to - from),
        Values::Range { from, to, log: true, .. } => {
            libm::exp(libm::log(from) + share * (libm::log(to) - libm::log(from)))
        }
        Values::Distributed { distribution, .. } => distribution.quantile(share),
    }
}

/// A number with twelve digits, so that a third of a range from 0 to 0.9 is 0.3.
fn rounded(number: f64) -> f64 {
    format!("{number:.11e}").parse().unwrap_or(number)
}

impl FactorValue {
    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// The value as it is shown.
    pub fn shown(&self) -> String {
        match self {
            Self::Number(number) => format!("{number}"),
            Self::Name(name) => name.clone(),
        }
    }
}

impl From<&FactorValue> for ChangedValue {
    fn from(value: &FactorValue) -> Self {
        match value {
            FactorValue::Number(number) => Self::Number(*number),
            FactorValue::Name(name) => Self::Name(name.clone()),
        }
    }
}

/// The node at a key of a table, found inside the tables that the key names.
pub(super) fn find<'a>(key: &str, node: &'a Node) -> Option<&'a Node> {
    let Value::Table(table) = &node.value else { return None };
    if let Some(entry) = table.get(key) {
        return Some(&entry.node);
    }
    let (first, rest) = key.split_once('.')?;
    find(rest, &table.get(first)?.node)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(values: Values, whole: bool) -> Factor {
        Factor { key: "k".to_owned(), values, base: FactorValue::Number(7.0), whole }
    }

    fn numbers(factor: &Factor, positions: impl Iterator<Item = Position>) -> Vec<f64> {
        positions.map(|position| factor.value(position).number().unwrap()).collect()
    }

    #[test]
    fn ranges_reach_both_ends_and_read_well() {
        let range = factor(Values::Range { from: 0.0, to: 0.9, log: false, levels: 4 }, false);
        assert_eq!(numbers(&range, (0..4).map(Position::Level)), [0.0, 0.3, 0.6, 0.9]);
        let log = factor(Values::Range { from: 0.01, to: 100.0, log: true, levels: 5 }, false);
        assert_eq!(numbers(&log, (0..5).map(Position::Level)), [0.01, 0.1, 1.0, 10.0, 100.0]);
        let whole = factor(Values::Range { from: 1.0, to: 10.0, log: false, levels: 2 }, true);
        assert_eq!(
            numbers(&whole, [0.0, 0.5, 1.0].map(Position::Share).into_iter()),
            [1.0, 6.0, 10.0]
        );
        assert_eq!(whole.value(Position::Base), FactorValue::Number(7.0));
    }

    #[test]
    fn whole_numbers_are_equally_likely() {
        let share = |i: u32| Position::Share((f64::from(i) + 0.5) / 12_000.0);
        let count = |factor: &Factor, low: f64, n: usize| {
            let mut counts = vec![0; n];
            for value in numbers(factor, (0..12_000).map(share)) {
                counts[(value - low) as usize] += 1;
            }
            counts
        };
        let range = |from, to, log| factor(Values::Range { from, to, log, levels: 0 }, true);
        assert_eq!(count(&range(1.0, 4.0, false), 1.0, 4), [3000; 4]);
        assert_eq!(count(&range(4.0, 1.0, false), 1.0, 4), [3000; 4]);
        assert_eq!(count(&range(1.5, 3.9, false), 2.0, 2), [6000; 2]);
        let uniform = Distribution::Uniform { low: 0.0, high: 2.0 };
        let uniform = factor(Values::Distributed { distribution: uniform, levels: 0 }, true);
        assert_eq!(count(&uniform, 0.0, 3), [4000; 3]);
        // Equal ratios: each number has what rounds to it.
        let log = count(&range(1.0, 3.0, true), 1.0, 3);
        let part = |low: f64, high: f64| 12_000.0 * (high / low).ln() / 7_f64.ln();
        for (found, wanted) in log.iter().zip([part(0.5, 1.5), part(1.5, 2.5), part(2.5, 3.5)]) {
            assert!((f64::from(*found) - wanted).abs() < 2.0, "{log:?}");
        }
        let ends = [Position::Share(0.0), Position::Share(1.0)].into_iter();
        assert_eq!(numbers(&range(1.0, 4.0, true), ends), [1.0, 4.0]);
    }

    #[test]
    fn repeated_levels_are_found_also_where_rounding_makes_them() {
        let list = |values: &[f64]| {
            factor(Values::List(values.iter().copied().map(FactorValue::Number).collect()), false)
        };
        assert_eq!(list(&[0.2, 0.4, 0.2]).repeated_levels(), Some((0, 2)));
        assert_eq!(list(&[0.0, -0.0]).repeated_levels(), Some((0, 1)));
        assert_eq!(list(&[0.2, 0.4]).repeated_levels(), None);
        let whole = factor(Values::Range { from: 1.0, to: 3.0, log: false, levels: 5 }, true);
        assert!(whole.repeated_levels().is_some());
    }

    #[test]
    fn listed_values_share_the_space() {
        let values = [1.0, 2.0, 4.0].map(FactorValue::Number).to_vec();
        let list = factor(Values::List(values), false);
        let shares = [0.0, 0.33, 0.34, 0.7, 1.0].map(Position::Share);
        assert_eq!(numbers(&list, shares.into_iter()), [1.0, 1.0, 2.0, 4.0, 4.0]);
    }

    /// Values of `scipy.stats`: truncnorm((0-.3)/.2, (1-.3)/.2, .3, .2) and triang(.25, 0, 2).
    #[test]
    fn quantiles_are_those_of_scipy() {
        let normal = Distribution::Normal { mean: 0.3, sd: 0.2, low: 0.0, high: 1.0 };
        for (share, wanted) in SCIPY_NORMAL {
            assert!((normal.quantile(share) - wanted).abs() < 1e-9, "{}", normal.quantile(share));
        }
        let triangle = Distribution::Triangular { low: 0.0, mode: 0.5, high: 2.0 };
        for (share, wanted) in SCIPY_TRIANGLE {
            assert!((triangle.quantile(share) - wanted).abs() < 1e-12);
        }
        assert_eq!(Distribution::Uniform { low: 2.0, high: 4.0 }.quantile(0.25), 2.5);
    }

    const SCIPY_NORMAL: [(f64, f64); 3] =
        [(0.1, 0.10119324990242984), (0.5, 0.3167071813214192), (0.95, 0.6351764336938759)];
    const SCIPY_TRIANGLE: [(f64, f64); 3] =
        [(0.1, 0.31622776601683794), (0.5, 0.7752551286084111), (0.95, 1.612701665379258)];
}
