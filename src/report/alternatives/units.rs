//! What the units of a run tell: who is worse off.

use std::collections::BTreeMap;
use std::io::Read;

use super::cells::told;
use super::run::MAIN;
use crate::ground::statistics::mean;

/// Differences of units from so much on count.
const COUNTS: f64 = 0.01;

/// What the units of a treatment tell.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitFacts {
    /// Share of units whose true output is lower than that of the same unit under the first treatment, by 0.01
    /// or more; NaN for the first.
    pub lower: f64,
    /// By how much on average, of those; NaN where there are none.
    pub lower_by: f64,
    /// Mean true output of the lowest tenth of units.
    pub lowest_tenth: f64,
    /// By group, in order: its name and mean true output. A single one where there are no groups.
    pub groups: Vec<(String, f64)>,
}

/// One unit of one replicate.
struct Unit {
    key: (String, String),
    group: String,
    output: f64,
}

/// Reads the table of units (`units.csv`): by treatment, in the order given.
///
/// # Errors
/// When it is not such a table.
pub fn units(table: impl Read, treatments: &[&str]) -> Result<Vec<UnitFacts>, String> {
    let mut reader = csv::Reader::from_reader(table);
    let header = reader.headers().map_err(told)?.clone();
    let place = |name: &str| {
        let found = header.iter().position(|column| column == name);
        found.ok_or_else(|| format!("has no column {name}"))
    };
    let names = ["treatment", "replicate", "unit", "group", MAIN];
    let [treatment, replicate, unit, group, output] = {
        let places: Result<Vec<usize>, String> = names.into_iter().map(place).collect();
        <[usize; 5]>::try_from(places?).expect("as many places as names")
    };
    let mut all: BTreeMap<String, Vec<Unit>> = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(told)?;
        let cell = |place: usize| record[place].to_owned();
        let output = record[output].parse().unwrap_or(f64::NAN);
        let of = Unit { key: (cell(replicate), cell(unit)), group: cell(group), output };
        all.entry(cell(treatment)).or_default().push(of);
    }
    let none = Vec::new();
    let of = |name: &&str| all.get(*name).unwrap_or(&none);
    let base = treatments.first().map_or(&none, of);
    let is_base = |name: &str| treatments.first() == Some(&name);
    Ok(treatments.iter().map(|name| facts(of(name), base, is_base(name))).collect())
}

fn facts(own: &[Unit], base: &[Unit], is_base: bool) -> UnitFacts {
    let others: BTreeMap<&(String, String), f64> =
        base.iter().map(|unit| (&unit.key, unit.output)).collect();
    let losses: Vec<f64> =
        own.iter().filter_map(|unit| Some(others.get(&unit.key)? - unit.output)).collect();
    let lost: Vec<f64> = losses.iter().copied().filter(|loss| *loss >= COUNTS).collect();
    let mut outputs: Vec<f64> = own.iter().map(|unit| unit.output).collect();
    outputs.sort_by(f64::total_cmp);
    outputs.truncate(outputs.len().div_ceil(10));
    let mut groups: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for unit in own {
        groups.entry(&unit.group).or_default().push(unit.output);
    }
    let share = lost.len() as f64 / losses.len() as f64;
    UnitFacts {
        lower: if is_base { f64::NAN } else { share },
        lower_by: if is_base || lost.is_empty() { f64::NAN } else { mean(&lost) },
        lowest_tenth: mean(&outputs),
        groups: groups.into_iter().map(|(name, of)| (name.to_owned(), mean(&of))).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_followed_one_by_one() {
        let mut text = "treatment,replicate,unit,group,true_output\n".to_owned();
        for unit in 1..=20 {
            let before = 0.5 + 0.001 * f64::from(unit);
            // One in four loses 0.2, the others gain 0.1.
            let after = if unit % 4 == 0 { before - 0.2 } else { before + 0.1 };
            let group = if unit <= 10 { "small" } else { "large" };
            text += &format!("a,1,{unit},{group},{before}\n");
            text += &format!("b,1,{unit},{group},{after}\n");
        }
        let [a, b] =
            <[UnitFacts; 2]>::try_from(units(text.as_bytes(), &["a", "b"]).unwrap()).unwrap();
        assert!(a.lower.is_nan() && a.lower_by.is_nan());
        assert!((a.lowest_tenth - 0.501_5).abs() < 1e-9);
        assert!(b.lower == 0.25 && (b.lower_by - 0.2).abs() < 1e-9);
        assert!((b.lowest_tenth - 0.306).abs() < 1e-9);
        assert_eq!(b.groups[0].0, "large");
        assert!((b.groups[1].1 - (0.505_5 + 0.1 - 0.06)).abs() < 1e-9);
        assert!(units("x\n1\n".as_bytes(), &["a"]).unwrap_err().contains("treatment"));
    }
}
