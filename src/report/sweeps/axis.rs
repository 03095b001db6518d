//! Where the values of a factor stand on an axis: at their levels, or in bins when they are many.

/// Most levels that are shown as they are.
const MOST_LEVELS: usize = 64;
/// Bins of a factor with more values.
const BINS: usize = 20;

/// The places of an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Places {
    /// By place: the value there, the middle of a bin.
    pub values: Vec<f64>,
    /// By place: its middle on the axis; a decimal logarithm on a logarithmic one.
    pub middles: Vec<f64>,
    /// By place: its ends on the axis.
    pub ends: Vec<(f64, f64)>,
    /// By row: its place.
    pub of: Vec<u32>,
}

impl Places {
    /// The places of some values.
    pub fn new(values: &[f64], log: bool) -> Self {
        let shown = |value: f64| if log { value.log10() } else { value };
        let mut levels: Vec<f64> = values.to_vec();
        levels.sort_unstable_by(f64::total_cmp);
        levels.dedup();
        if levels.len() <= MOST_LEVELS {
            let place = |value: &f64| levels.partition_point(|level| level < value) as u32;
            let middles: Vec<f64> = levels.iter().copied().map(shown).collect();
            let ends = ends(&middles);
            return Self { of: values.iter().map(place).collect(), values: levels, middles, ends };
        }
        let (low, high) = (shown(levels[0]), shown(levels[levels.len() - 1]));
        let width = (high - low) / BINS as f64;
        let place = |value: &f64| (((shown(*value) - low) / width) as u32).min(BINS as u32 - 1);
        let end = |bin: usize| low + width * bin as f64;
        let ends: Vec<(f64, f64)> = (0..BINS).map(|bin| (end(bin), end(bin + 1))).collect();
        let middles: Vec<f64> = ends.iter().map(|(a, b)| 0.5 * (a + b)).collect();
        let back = |middle: &f64| if log { 10_f64.powf(*middle) } else { *middle };
        Self {
            of: values.iter().map(place).collect(),
            values: middles.iter().map(back).collect(),
            middles,
            ends,
        }
    }

    /// Number of places.
    pub fn len(&self) -> usize {
        self.values.len()
    }
}

/// The ends of levels: halfway to their neighbours, and as far beyond the first and last.
fn ends(middles: &[f64]) -> Vec<(f64, f64)> {
    let last = middles.len() - 1;
    let half = |a: usize, b: usize| 0.5 * (middles[b] - middles[a]);
    let end = |place: usize| {
        let below = if place > 0 {
            half(place - 1, place)
        } else if last > 0 {
            half(0, 1)
        } else {
            0.5
        };
        let above = if place < last { half(place, place + 1) } else { below };
        (middles[place] - below, middles[place] + above)
    };
    (0..=last).map(end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_touch_and_many_values_share_bins() {
        let places = Places::new(&[0.2, 0.0, 0.2, 0.6], false);
        assert_eq!((places.values, places.of), (vec![0.0, 0.2, 0.6], vec![1, 0, 1, 2]));
        for (found, wanted) in places.ends.iter().zip([(-0.1, 0.1), (0.1, 0.4), (0.4, 0.8)]) {
            assert!((found.0 - wanted.0).abs() < 1e-12 && (found.1 - wanted.1).abs() < 1e-12);
        }
        let many: Vec<f64> = (0..1000).map(|i| f64::from(i) / 999.0).collect();
        let places = Places::new(&many, false);
        assert_eq!((places.len(), places.of[0], places.of[999]), (BINS, 0, BINS as u32 - 1));
        let log = Places::new(&[0.01, 1.0, 100.0], true);
        assert_eq!(log.middles, [-2.0, 0.0, 2.0]);
    }
}
