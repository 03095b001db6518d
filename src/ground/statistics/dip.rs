//! Hartigan's dip: how far a sample is from having a single mode.

use rand::{Rng, RngExt};

/// The dip of a sample: the smallest largest distance between its distribution function and any with a
/// single mode (Hartigan & Hartigan 1985); at least `1/(2n)`.
///
/// The modal interval is narrowed from both ends: outside of it the closest such function is the
/// greatest convex minorant on the left and the least concave majorant on the right.
pub fn dip(values: &[f64]) -> f64 {
    let mut x = values.to_vec();
    x.sort_by(f64::total_cmp);
    let n = x.len();
    if n < 2 || x[0] == x[n - 1] {
        return 0.5 / n.max(1) as f64;
    }
    let (minorant, majorant) = (convex_minorant(&x), concave_majorant(&x));
    let (mut low, mut high) = (0, n - 1);
    let mut dip: f64 = 1.0;
    loop {
        // The corners between both ends, the minorant's from the right, the majorant's from the left.
        let left = chain(high, |at| minorant[at], |at| at > low);
        let right = chain(low, |at| majorant[at], |at| at < high);
        let (distance, ig, ih) = widest_gap(&x, &left, &right);
        if distance < dip {
            break;
        }
        for pair in left[ig..].windows(2) {
            dip = dip.max(above_chord(&x, pair[1], pair[0]));
        }
        for pair in right[ih..].windows(2) {
            dip = dip.max(below_chord(&x, pair[0], pair[1]));
        }
        if (low, high) == (left[ig], right[ih]) {
            break;
        }
        (low, high) = (left[ig], right[ih]);
    }
    dip / (2.0 * n as f64)
}

/// For each place the corner before it on the greatest convex minorant of the distribution function.
fn convex_minorant(x: &[f64]) -> Vec<usize> {
    let mut before = vec![0; x.len()];
    for at in 1..x.len() {
        let mut corner = at - 1;
        while corner > 0 {
            let next = before[corner];
            let steeper = (x[at] - x[corner]) * ((corner - next) as f64)
                < (x[corner] - x[next]) * ((at - corner) as f64);
            if steeper {
                break;
            }
            corner = next;
        }
        before[at] = corner;
    }
    before
}

/// For each place the corner after it on the least concave majorant.
fn concave_majorant(x: &[f64]) -> Vec<usize> {
    let last = x.len() - 1;
    let mut after = vec![last; x.len()];
    for at in (0..last).rev() {
        let mut corner = at + 1;
        while corner < last {
            let next = after[corner];
            let flatter = (x[corner] - x[at]) * ((next - corner) as f64)
                < (x[next] - x[corner]) * ((corner - at) as f64);
            if flatter {
                break;
            }
            corner = next;
        }
        after[at] = corner;
    }
    after
}

fn chain(from: usize, next: impl Fn(usize) -> usize, more: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut corners = vec![from];
    while more(corners[corners.len() - 1]) {
        corners.push(next(corners[corners.len() - 1]));
    }
    corners
}

/// The widest distance between both hulls, in steps of the distribution function, and the corners (of
/// each hull) next to it.
fn widest_gap(x: &[f64], left: &[usize], right: &[usize]) -> (f64, usize, usize) {
    let (mut ig, mut ih) = (left.len() - 1, right.len() - 1);
    if left.len() == 2 && right.len() == 2 {
        return (1.0, ig, ih);
    }
    let slope = |a: usize, b: usize| (b as f64 - a as f64) / (x[b] - x[a]);
    let mut widest: f64 = 0.0;
    let (mut i, mut j) = (left.len() as isize - 2, 1);
    loop {
        let (g, l) = (left[i.max(0) as usize], right[j]);
        if g > l {
            let corner = left[i as usize + 1];
            let gap = (l as f64 - corner as f64 + 1.0) - (x[l] - x[corner]) * slope(corner, g);
            j += 1;
            if gap >= widest {
                (widest, ig, ih) = (gap, i as usize + 1, j - 1);
            }
        } else {
            let corner = right[j - 1];
            let gap = (x[g] - x[corner]) * slope(corner, l) - (g as f64 - corner as f64 - 1.0);
            i -= 1;
            if gap >= widest {
                (widest, ig, ih) = (gap, (i + 1) as usize, j);
            }
        }
        i = i.max(0);
        j = j.min(right.len() - 1);
        if left[i as usize] == right[j] {
            return (widest, ig, ih);
        }
    }
}

/// The largest distance of the distribution function above the chord from one place to another; at
/// least 1 step.
fn above_chord(x: &[f64], from: usize, to: usize) -> f64 {
    if to - from <= 1 || x[to] == x[from] {
        return 1.0;
    }
    let slope = (to - from) as f64 / (x[to] - x[from]);
    let gap = |at: usize| (at - from) as f64 + 1.0 - (x[at] - x[from]) * slope;
    (from..=to).map(gap).fold(1.0, f64::max)
}

/// The largest distance below it; at least 1 step.
fn below_chord(x: &[f64], from: usize, to: usize) -> f64 {
    if to - from <= 1 || x[to] == x[from] {
        return 1.0;
    }
    let slope = (to - from) as f64 / (x[to] - x[from]);
    let gap = |at: usize| (x[at] - x[from]) * slope - (at as f64 - from as f64 - 1.0);
    (from..=to).map(gap).fold(1.0, f64::max)
}

/// The probability of a dip as large in samples of the same size from a uniform distribution, by
/// `times` samples.
pub fn dip_probability(values: &[f64], times: u32, generator: &mut impl Rng) -> f64 {
    let found = dip(values);
    let as_large = (0..times)
        .filter(|_| {
            let sample: Vec<f64> = values.iter().map(|_| generator.random()).collect();
            dip(&sample) >= found
        })
        .count();
    (as_large as f64 + 1.0) / (f64::from(times) + 1.0)
}
