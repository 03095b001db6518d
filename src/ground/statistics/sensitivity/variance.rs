//! Indices of variance (Sobol' 2001): the share of an output's variance that a factor explains alone, in
//! pairs, and with all its interactions.

/// Indices of variance.
#[derive(Debug, Clone, PartialEq)]
pub struct VarianceIndices {
    /// The variance of the output over the points A and B.
    pub variance: f64,
    /// By factor: the share of the variance that it explains alone (Saltelli et al. 2010).
    pub first: Vec<f64>,
    /// The same by the estimator of Janon et al. (2014), which uses the sample better where the index is large.
    pub first_janon: Vec<f64>,
    /// By factor: the share that would be left if all others were known (Jansen 1999), that is alone and in
    /// all its interactions.
    pub total: Vec<f64>,
    /// By pair of factors, in the order of [`pairs`]: the share that two explain together beyond what each
    /// explains alone (Saltelli 2002); empty where it was not asked for.
    pub second: Vec<f64>,
}

/// Number of outputs in a row of [`variance_indices`].
pub fn row_length(factors: usize, second_order: bool) -> usize {
    factors * (1 + usize::from(second_order)) + 2
}

/// All pairs of factors, the first below the second.
pub fn pairs(factors: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..factors).flat_map(move |first| (first + 1..factors).map(move |second| (first, second)))
}

/// The indices from rows of outputs: at a point A; at A with factor 1, 2, ... from a point B; for those of pairs
/// at B with factor 1, 2, ... from A; at B. A and B are independent and evenly spread over the unit cube.
///
/// Outputs are counted from the mean of all of them, as in SALib. NaN where outputs do not vary.
pub fn variance_indices(rows: &[&[f64]], factors: usize, second_order: bool) -> VarianceIndices {
    let last = row_length(factors, second_order) - 1;
    let n = rows.len() as f64;
    let centre = rows.iter().flat_map(|row| row.iter()).sum::<f64>() / (n * (last + 1) as f64);
    let mean = |of: &dyn Fn(&[f64]) -> f64| rows.iter().map(|row| of(row)).sum::<f64>() / n;
    let middle = mean(&|row| 0.5 * (row[0] + row[last]));
    let variance = mean(&|row| 0.5 * ((row[0] - middle).powi(2) + (row[last] - middle).powi(2)));
    let first: Vec<f64> = (1..=factors)
        .map(|with| mean(&|row| (row[last] - centre) * (row[with] - row[0])) / variance)
        .collect();
    let total = |with: usize| 0.5 * mean(&|row| (row[0] - row[with]).powi(2)) / variance;
    let janon = |with: usize| {
        let middle = mean(&|row| 0.5 * (row[last] + row[with]));
        let parts = |row: &[f64]| (row[last] - middle, row[with] - middle);
        let both = mean(&|row| parts(row).0 * parts(row).1);
        both / mean(&|row| 0.5 * (parts(row).0.powi(2) + parts(row).1.powi(2)))
    };
    let pair = |(i, j): (usize, usize)| {
        let at = |row: &[f64], place: usize| row[place] - centre;
        let both =
            mean(&|row| at(row, 1 + factors + i) * at(row, 1 + j) - at(row, 0) * at(row, last));
        both / variance - first[i] - first[j]
    };
    let second = if second_order { pairs(factors).map(pair).collect() } else { Vec::new() };
    VarianceIndices {
        variance,
        second,
        first_janon: (1..=factors).map(janon).collect(),
        total: (1..=factors).map(total).collect(),
        first,
    }
}
