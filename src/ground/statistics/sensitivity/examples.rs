//! Functions whose indices are known exactly.

use super::*;

/// Points evenly spread over a cube: multiples of the roots of primes (Richtmyer 1951).
fn point(number: usize, dimensions: usize) -> Vec<f64> {
    const PRIMES: [f64; 8] = [2.0, 3.0, 5.0, 7.0, 11.0, 13.0, 17.0, 19.0];
    PRIMES[..dimensions].iter().map(|prime| (number as f64 * prime.sqrt()).fract()).collect()
}

/// The indices of variance of a function, from rows of A, A with each factor from B, B with each from A, B.
fn indices(function: impl Fn(&[f64]) -> f64, factors: usize, n: usize) -> VarianceIndices {
    let mixed = |own: &[f64], other: &[f64], factor: usize| {
        let mut point = own.to_vec();
        point[factor] = other[factor];
        function(&point)
    };
    let row = |number: usize| {
        let both = point(number + 1, 2 * factors);
        let (a, b) = both.split_at(factors);
        let mut row = vec![function(a)];
        row.extend((0..factors).map(|factor| mixed(a, b, factor)));
        row.extend((0..factors).map(|factor| mixed(b, a, factor)));
        row.push(function(b));
        row
    };
    let rows: Vec<Vec<f64>> = (0..n).map(row).collect();
    let rows: Vec<&[f64]> = rows.iter().map(Vec::as_slice).collect();
    variance_indices(&rows, factors, true)
}

fn near(found: &[f64], wanted: &[f64], tolerance: f64) {
    assert_eq!(found.len(), wanted.len());
    let gaps = found.iter().zip(wanted).map(|(a, b)| (a - b).abs());
    assert!(gaps.fold(0.0, f64::max) < tolerance, "{found:?} are not {wanted:?}");
}

/// The function of Ishigami & Homma (1990) with a = 7 and b = 0.1.
#[test]
fn ishigami() {
    let (a, b, pi) = (7.0, 0.1, std::f64::consts::PI);
    let of = |x: &[f64]| {
        let x: Vec<f64> = x.iter().map(|u| pi * (2.0 * u - 1.0)).collect();
        x[0].sin() + a * x[1].sin().powi(2) + b * x[2].powi(4) * x[0].sin()
    };
    let first = 0.5 * (1.0 + b * pi.powi(4) / 5.0).powi(2);
    let second = a * a / 8.0;
    let both = 8.0 * b * b * pi.powi(8) / 225.0;
    let all = first + second + both;
    let found = indices(of, 3, 40_000);
    let shares = [first / all, second / all, 0.0];
    near(&found.first, &shares, 0.01);
    near(&found.first_janon, &shares, 0.01);
    near(&found.total, &[(first + both) / all, second / all, both / all], 0.01);
    near(&found.second, &[0.0, both / all, 0.0], 0.015);
}

/// The g-function of Sobol'.
#[test]
fn sobol_g() {
    let a = [0.0, 1.0, 4.5, 99.0];
    let of = |x: &[f64]| -> f64 {
        x.iter().zip(a).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
    };
    let own = a.map(|a: f64| 1.0 / (3.0 * (1.0 + a).powi(2)));
    let all = own.iter().map(|own| 1.0 + own).product::<f64>() - 1.0;
    let found = indices(of, 4, 40_000);
    near(&found.first, &own.map(|own| own / all), 0.01);
    near(&found.first_janon, &own.map(|own| own / all), 0.01);
    near(&found.total, &own.map(|own| own / (1.0 + own) * (1.0 + all) / all), 0.01);
    let second: Vec<f64> = pairs(4).map(|(i, j)| own[i] * own[j] / all).collect();
    near(&found.second, &second, 0.015);
}

#[test]
fn a_linear_function_has_the_squares_of_its_slopes() {
    let found = indices(|x| x[0] + 2.0 * x[1], 3, 20_000);
    near(&found.first, &[0.2, 0.8, 0.0], 0.005);
    near(&found.first_janon, &[0.2, 0.8, 0.0], 0.005);
    near(&found.total, &[0.2, 0.8, 0.0], 0.005);
    near(&found.second, &[0.0; 3], 0.01);
}

/// Of y = x₁ + x₂ the density rises to 1 in the middle and falls again, and is 1 from x to x + 1 where x₁ = x is
/// known: half the area between both is ((1 − x)² + x²)/2, on average 1/3.
#[test]
fn the_delta_of_a_sum_of_two_is_a_third() {
    let n = 6000;
    let points: Vec<Vec<f64>> = (1..=n).map(|number| point(number, 3)).collect();
    let outputs: Vec<f64> = points.iter().map(|x| x[0] + x[1]).collect();
    let densities = Densities::new(&outputs, Densities::span(&outputs));
    let delta = |factor: usize| {
        let positions: Vec<f64> = points.iter().map(|point| point[factor]).collect();
        densities.delta(&Densities::order(&positions))
    };
    // The kernel rounds off the edges of the densities, which makes the distance smaller.
    near(&[delta(0), delta(1)], &[1.0 / 3.0; 2], 0.06);
    assert!(delta(2) < 0.05, "{}", delta(2));
}
