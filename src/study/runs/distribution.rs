//! How the units of all replicates are distributed, from values that lie outside of memory.

use std::io;

use super::columns::Columns;
use crate::ground::statistics::quantile_of_sorted;

/// Most units that are kept by themselves.
const MOST_DOTS: usize = 400;
/// Bits of a value that one pass over the values tells.
const BITS: u32 = 16;

/// How the units of all replicates are distributed; missing values are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitDistribution {
    /// Some of the units, evenly picked, in the order of replicates and units.
    pub some: Vec<f64>,
    /// Mean of all units.
    pub mean: f64,
    /// First quartile of all units (type 7).
    pub low: f64,
    /// Third quartile of all units (type 7).
    pub high: f64,
}

impl UnitDistribution {
    /// The distribution of a column; `None` where every value is missing.
    pub(super) fn of(table: &mut Columns, column: usize) -> io::Result<Option<Self>> {
        let (mut n, mut sum) = (0_usize, 0.0);
        each(table, column, &mut |value| {
            n += 1;
            sum += value;
        })?;
        if n == 0 {
            return Ok(None);
        }
        let (every, mut index, mut some) = (n.div_ceil(MOST_DOTS), 0, Vec::new());
        each(table, column, &mut |value| {
            if index % every == 0 {
                some.push(value);
            }
            index += 1;
        })?;
        let [low, high] = quartiles(table, column, n)?;
        Ok(Some(Self { some, mean: sum / n as f64, low, high }))
    }
}

/// The values of a column that are not missing.
fn each(table: &mut Columns, column: usize, see: &mut dyn FnMut(f64)) -> io::Result<()> {
    table.each_piece(column, &mut |values| {
        values.iter().copied().filter(|value| !value.is_nan()).for_each(&mut *see);
    })
}

/// The first and the third quartile of `n` values, as sorting them gives.
fn quartiles(table: &mut Columns, column: usize, n: usize) -> io::Result<[f64; 2]> {
    let last = n - 1;
    let places = [0.25, 0.75].map(|share| share * last as f64);
    let below = places.map(|place| place.floor() as usize);
    let ranks = [below[0], (below[0] + 1).min(last), below[1], (below[1] + 1).min(last)];
    let [a, b, c, d] = at_ranks(table, column, ranks)?;
    Ok([
        quantile_of_sorted(&[a, b], places[0] - below[0] as f64),
        quantile_of_sorted(&[c, d], places[1] - below[1] as f64),
    ])
}

/// The values at some ranks (counted from 0) of the sorted column. Each pass over the values counts
/// those that begin with the bits known so far by their next bits, so nothing needs to be sorted.
fn at_ranks(table: &mut Columns, column: usize, mut ranks: [usize; 4]) -> io::Result<[f64; 4]> {
    let mut known = [0_u64; 4];
    for pass in 0..u64::BITS / BITS {
        let rest = u64::BITS - BITS * (pass + 1);
        let mut counts = vec![[0_usize; 4]; 1 << BITS];
        each(table, column, &mut |value| {
            let begin = key(value) >> rest;
            let next = (begin & ((1 << BITS) - 1)) as usize;
            for (count, known) in counts[next].iter_mut().zip(known) {
                *count += usize::from(begin >> BITS == known);
            }
        })?;
        for (index, rank) in ranks.iter_mut().enumerate() {
            let mut next = 0;
            while counts[next][index] <= *rank {
                *rank -= counts[next][index];
                next += 1;
            }
            known[index] = known[index] << BITS | next as u64;
        }
    }
    Ok(known.map(value_of))
}

/// A whole number that rises with the value.
fn key(value: f64) -> u64 {
    let bits = value.to_bits();
    if value.is_sign_negative() { !bits } else { bits | 1 << 63 }
}

/// The value of a key.
fn value_of(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::statistics::{mean, quantiles};

    #[test]
    fn quartiles_are_those_of_sorted_values() {
        for n in [1, 2, 3, 4, 10, 1_001] {
            let mut table = Columns::in_memory(1);
            let value = |i: usize| ((i * 7_919) % 613) as f64 / 97.0 - 2.0;
            let values: Vec<f64> = (0..n).map(value).collect();
            for value in &values {
                table.push([*value]).unwrap();
                table.push([f64::NAN]).unwrap();
            }
            let found = UnitDistribution::of(&mut table, 0).unwrap().unwrap();
            assert_eq!([found.low, found.high], quantiles(&values, &[0.25, 0.75]));
            assert_eq!(found.mean, mean(&values));
            let every = n.div_ceil(MOST_DOTS);
            assert!(found.some.into_iter().eq(values.into_iter().step_by(every)));
        }
        assert_eq!(UnitDistribution::of(&mut Columns::in_memory(1), 0).unwrap(), None);
    }
}
