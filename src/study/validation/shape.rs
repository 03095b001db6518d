//! Tests of shapes: how many modes a sample has, what lies between them, how far distributions are apart.

/// Points at which a density is looked at.
const POINTS: usize = 201;

/// What a mode must rise above the density beside it, as a share of the highest one: less is noise.
const RISE: f64 = 0.05;

/// The places of the modes of a sample in `[0,1]`, in rising order: the local maxima of its density, drawn
/// with a normal kernel of Silverman's width.
pub(super) fn modes(values: &[f64]) -> Vec<f64> {
    let density = density(values);
    let highest = density.iter().copied().fold(0.0, f64::max);
    let mut found: Vec<usize> = Vec::new();
    // The last mode stands until the density has fallen and risen enough for a new one.
    let mut lowest_since = 0.0;
    for (place, value) in density.iter().enumerate() {
        match found.last_mut() {
            Some(last)
                if *value > density[*last] && lowest_since > density[*last] - RISE * highest =>
            {
                *last = place;
                lowest_since = *value;
            }
            Some(_) if *value > lowest_since + RISE * highest => {
                found.push(place);
                lowest_since = *value;
            }
            Some(_) => lowest_since = f64::min(lowest_since, *value),
            None => {
                found.push(place);
                lowest_since = *value;
            }
        }
    }
    let risen = |place: &usize| density[*place] > RISE * highest;
    found.into_iter().filter(risen).map(|place| place as f64 / (POINTS - 1) as f64).collect()
}

/// The density of a sample at evenly spaced points of `[0,1]`; what lies beyond the ends is mirrored.
fn density(values: &[f64]) -> Vec<f64> {
    let n = values.len() as f64;
    let summary = crate::ground::statistics::Summary::of(values, 0.95);
    let [low, high] = crate::ground::statistics::quantiles(values, &[0.25, 0.75]);
    let spread = if high > low { summary.sd.min((high - low) / 1.34) } else { summary.sd };
    let width = (0.9 * spread * n.powf(-0.2)).max(0.01);
    let kernel = |distance: f64| libm::exp(-0.5 * (distance / width).powi(2)) / (n * width);
    let at = |point: f64| {
        let mirrored = |value: f64| {
            kernel(point - value) + kernel(point + value) + kernel(2.0 - point - value)
        };
        values.iter().map(|value| mirrored(*value)).sum::<f64>()
    };
    (0..POINTS).map(|place| at(place as f64 / (POINTS - 1) as f64)).collect()
}

/// The share of a sample that lies in the middle half between two points.
pub(super) fn between(values: &[f64], (low, high): (f64, f64)) -> f64 {
    let quarter = 0.25 * (high - low);
    let middle = low + quarter..high - quarter;
    values.iter().filter(|value| middle.contains(*value)).count() as f64 / values.len() as f64
}

/// The largest distance of the distribution functions of two samples of numbers with weights.
pub(super) fn farthest(a: &[(f64, f64)], b: &[(f64, f64)]) -> f64 {
    let below = |sample: &[(f64, f64)], value: f64| {
        let all: f64 = sample.iter().map(|one| one.1).sum();
        sample.iter().filter(|one| one.0 <= value).map(|one| one.1).sum::<f64>() / all
    };
    let mut places: Vec<f64> = a.iter().chain(b).map(|one| one.0).collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    let apart = |value: &f64| (below(a, *value) - below(b, *value)).abs();
    places.iter().map(apart).fold(0.0, f64::max)
}

/// A sample as whole numbers from 0 to `most` with how often each occurs.
pub(super) fn counted(values: impl Iterator<Item = f64>, most: u32) -> Vec<(f64, f64)> {
    let mut counts: Vec<(f64, f64)> = (0..=most).map(|value| (f64::from(value), 0.0)).collect();
    for value in values {
        let place = value.round().clamp(0.0, f64::from(most)) as usize;
        counts[place].1 += 1.0;
    }
    counts
}

/// The whole numbers from 0 to `most`, each as often.
pub(super) fn uniform(most: u32) -> Vec<(f64, f64)> {
    (0..=most).map(|value| (f64::from(value), 1.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Quantiles of a normal distribution.
    fn normal(mean: f64, sd: f64, n: u32) -> Vec<f64> {
        let share = |i| (f64::from(i) + 0.5) / f64::from(n);
        let quantile = crate::ground::maths::normal::inverse_cumulative;
        (0..n).map(|i| mean + sd * quantile(share(i))).collect()
    }

    #[test]
    fn modes_are_found_where_they_are() {
        let one = modes(&normal(0.5, 0.1, 200));
        assert!(one.len() == 1 && (one[0] - 0.5).abs() < 0.02, "{one:?}");
        let two = modes(&[normal(0.2, 0.05, 100), normal(0.8, 0.05, 200)].concat());
        assert!(two.len() == 2 && (two[0] - 0.2).abs() < 0.03, "{two:?}");
        let ends = modes(&[vec![0.0; 50], vec![1.0; 50]].concat());
        assert_eq!(ends, [0.0, 1.0]);
    }

    #[test]
    fn what_lies_between_modes_and_the_distance_of_distributions() {
        assert_eq!(between(&[0.1, 0.4, 0.5, 0.9], (0.0, 1.0)), 0.5);
        let (low, high) = (counted([0.0, 0.0].into_iter(), 2), counted([2.0, 2.0].into_iter(), 2));
        assert_eq!(farthest(&low, &high), 1.0);
        assert_eq!(farthest(&low, &low), 0.0);
        assert!((farthest(&low, &uniform(2)) - 2.0 / 3.0).abs() < 1e-12);
    }
}
