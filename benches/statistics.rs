//! What variance components cost: `cargo bench --bench statistics`.

use divan::Bencher;
use tillit::ground::statistics::{Member, Nested};

fn main() {
    divan::main();
}

/// Pupils of 45 a school in two classes, with one predictor.
fn pupils(n: usize) -> Vec<(usize, [f64; 1], f64)> {
    let number = |pupil: usize, of: usize| ((pupil * of) % 1009) as f64 / 1009.0;
    (0..n).map(|pupil| (pupil / 45, [number(pupil, 7919)], number(pupil, 104_729))).collect()
}

/// Sums and estimates: schools of High School and Beyond's number, and a million pupils.
#[divan::bench(args = [7_185, 1_000_000])]
fn two_levels(bencher: Bencher, n: usize) {
    let pupils = pupils(n);
    bencher.bench(|| nested(&pupils).estimate(false));
}

/// The same with classes.
#[divan::bench(args = [7_185, 1_000_000])]
fn three_levels(bencher: Bencher, n: usize) {
    let pupils = pupils(n);
    bencher.bench(|| nested(&pupils).estimate(true));
}

fn nested(pupils: &[(usize, [f64; 1], f64)]) -> Nested {
    Nested::new(pupils.iter().enumerate().map(|(index, (school, own, score))| Member {
        group: *school,
        subgroup: school * 2 + index % 2,
        predictors: own,
        outcome: *score,
    }))
}
