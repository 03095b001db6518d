//! The statistics against SciPy, statsmodels and diptest (`.ci/statistics-values` computes the values),
//! and the variance components of real pupils.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;
use serde_json::Value;
use tillit::ground::statistics;
use tillit::ground::statistics::{Exchange, Member, Nested};

fn data(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/data").join(name);
    std::fs::read_to_string(path).unwrap()
}

struct Values(Value);

impl Values {
    fn read() -> Self {
        Self(serde_json::from_str(&data("statistics.json")).unwrap())
    }

    fn list(&self, path: &str) -> Vec<f64> {
        let list = self.0.pointer(path).unwrap().as_array().unwrap();
        list.iter().map(|value| value.as_f64().unwrap()).collect()
    }

    fn number(&self, path: &str) -> f64 {
        self.0.pointer(path).unwrap().as_f64().unwrap()
    }

    fn near(&self, path: &str, found: f64, distance: f64) {
        let wanted = self.number(path);
        assert!((found - wanted).abs() <= distance, "{path}: {found}, elsewhere {wanted}");
    }
}

fn generator() -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus::seed_from_u64(7)
}

#[test]
fn differences_are_those_of_scipy() {
    let values = Values::read();
    let [a, b, c] = ["/a", "/b", "/c"].map(|path| values.list(path));
    let paired = statistics::paired(&a, &b, 0.95);
    values.near("/paired/p", paired.p, 1e-9);
    values.near("/paired/low", paired.interval.0, 1e-9);
    values.near("/paired/high", paired.interval.1, 1e-9);
    let welch = statistics::welch(&a, &c, 0.95);
    values.near("/welch/p", welch.p, 1e-9);
    values.near("/welch/low", welch.interval.0, 1e-9);
    values.near("/welch/high", welch.interval.1, 1e-9);
    values.near("/welch/degrees", welch.degrees, 1e-9);
    values.near("/signed_rank", statistics::signed_rank(&a, &b), 1e-12);
    let ties = values.list("/ties");
    let zeros = vec![0.0; ties.len()];
    values.near("/signed_rank_ties", statistics::signed_rank(&ties, &zeros), 1e-9);
    assert_eq!(statistics::signed_rank(&zeros, &zeros), 1.0);
    // Probabilities of 20 000 exchanges: four standard errors.
    for (path, b, exchange) in [
        ("/permutation_pairs", &b, Exchange::Pairs),
        ("/permutation_samples", &c, Exchange::Samples),
    ] {
        let found = statistics::permutation(&a, b, exchange, 20_000, &mut generator());
        let p = values.number(path);
        values.near(path, found, 4.0 * (p * (1.0 - p) / 20_000.0).sqrt() + 1e-4);
    }
}

#[test]
fn effects_intervals_and_corrections_are_those_of_others() {
    let values = Values::read();
    let [a, b, c] = ["/a", "/b", "/c"].map(|path| values.list(path));
    values.near("/cohens_d", statistics::cohens_d(&a, &c), 1e-12);
    values.near("/cliffs_delta", statistics::cliffs_delta(&a, &c), 1e-12);
    let superior = statistics::superiority(&a, &c);
    assert!((superior - 0.5 - 0.5 * values.number("/cliffs_delta")).abs() < 1e-12);
    values.near("/spearman", statistics::spearman(&a, &b, 0.95).0, 1e-12);
    let p = values.list("/p");
    for (found, wanted) in statistics::holm(&p).iter().zip(values.list("/holm")) {
        assert!((found - wanted).abs() < 1e-12);
    }
    let wanted = values.list("/benjamini_hochberg");
    for (found, wanted) in statistics::benjamini_hochberg(&p).iter().zip(wanted) {
        assert!((found - wanted).abs() < 1e-12);
    }
    // Resampling noise of the ends at 20 000 resamples.
    let (low, high) = statistics::bca(&a, statistics::mean, 0.95, 20_000, &mut generator());
    values.near("/bca_mean/0", low, 0.003);
    values.near("/bca_mean/1", high, 0.003);
    let sd = |values: &[f64]| {
        let mean = statistics::mean(values);
        let squares: Vec<f64> = values.iter().map(|v| (v - mean) * (v - mean)).collect();
        statistics::mean(&squares).sqrt()
    };
    let (low, high) = statistics::bca(&b, sd, 0.95, 20_000, &mut generator());
    values.near("/bca_sd/0", low, 0.004);
    values.near("/bca_sd/1", high, 0.004);
}

#[test]
fn dips_are_those_of_diptest() {
    let values = Values::read();
    for name in ["two_humps", "level", "a"] {
        values.near(
            &format!("/dip_{name}"),
            statistics::dip(&values.list(&format!("/{name}"))),
            1e-12,
        );
    }
    for name in ["two_humps", "level"] {
        let sample = values.list(&format!("/{name}"));
        let found = statistics::dip_probability(&sample, 2_000, &mut generator());
        values.near(&format!("/dip_{name}_p"), found, 0.05);
    }
    assert_eq!(statistics::dip(&[1.0, 1.0, 1.0]), 1.0 / 6.0);
}

#[test]
fn powers_are_those_of_statsmodels() {
    let values = Values::read();
    for (path, power) in [
        ("/power_pairs", statistics::power_of_pairs as fn(f64, u32, f64) -> f64),
        ("/power_samples", statistics::power_of_samples),
    ] {
        for row in values.0.pointer(path).unwrap().as_array().unwrap() {
            let [effect, n, wanted] = [0, 1, 2].map(|place| row[place].as_f64().unwrap());
            let found = power(effect, n as u32, 0.05);
            assert!((found - wanted).abs() < 1e-5, "{path} {effect} {n}: {found} {wanted}");
        }
    }
    let needed = statistics::needed(|n| statistics::power_of_pairs(0.5, n, 0.05), 0.8);
    assert_eq!(needed, Some(values.number("/needed_pairs") as u32));
    assert_eq!(statistics::needed(|_| 0.1, 0.8), None);
}

#[test]
fn logistic_regression_is_that_of_statsmodels() {
    let values = Values::read();
    let x: Vec<Vec<f64>> = values.list("/x").into_iter().map(|x| vec![x]).collect();
    let y: Vec<bool> = values.list("/y").into_iter().map(|y| y == 1.0).collect();
    let (coefficients, errors) = statistics::logistic(&x, &y).unwrap();
    for place in 0..2 {
        values.near(&format!("/logistic/coefficients/{place}"), coefficients[place], 1e-7);
        values.near(&format!("/logistic/errors/{place}"), errors[place], 1e-7);
    }
    // Perfect separation has no estimate.
    let x: Vec<Vec<f64>> = (0..20).map(|x| vec![f64::from(x)]).collect();
    let y: Vec<bool> = (0..20).map(|x| x >= 10).collect();
    assert!(statistics::logistic(&x, &y).is_none());
}

/// School, socio-economic background, mathematics.
type Pupil = (usize, f64, f64);

fn pupils() -> Vec<Pupil> {
    let text = data("high-school-and-beyond.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.deserialize::<Pupil>();
    rows.map(Result::unwrap).collect()
}

#[test]
fn shares_of_schools_are_the_published_ones() {
    let values = Values::read();
    let pupils = pupils();
    assert_eq!(pupils.len(), 7185);
    let mean_of = |school: usize| {
        let own: Vec<f64> = pupils.iter().filter(|p| p.0 == school).map(|p| p.1).collect();
        statistics::mean(&own)
    };
    let mut means = std::collections::BTreeMap::new();
    pupils.iter().for_each(|p| {
        means.entry(p.0).or_insert_with(|| mean_of(p.0));
    });
    assert_eq!(means.len(), 160);
    let context = |p: &Pupil| vec![p.1 - means[&p.0], means[&p.0]];
    let models: [(&str, f64, Vec<Vec<f64>>); 3] = [
        ("null", 0.1804, pupils.iter().map(|_| vec![]).collect()),
        ("ses", 0.1141, pupils.iter().map(|p| vec![p.1]).collect()),
        ("context", 0.0678, pupils.iter().map(context).collect()),
    ];
    for (name, published, rows) in models {
        let members = pupils.iter().zip(&rows).map(|(pupil, row)| Member {
            group: pupil.0,
            subgroup: pupil.0,
            predictors: row,
            outcome: pupil.2,
        });
        let found = Nested::new(members).estimate(false).unwrap();
        assert!((found.group_share() - published).abs() < 5e-5, "{name}: {}", found.group_share());
        values.near(&format!("/schools/{name}/group"), found.group, 1e-3);
        values.near(&format!("/schools/{name}/residual"), found.residual, 1e-3);
        for (place, coefficient) in found.coefficients.iter().enumerate() {
            values.near(&format!("/schools/{name}/coefficients/{place}"), *coefficient, 1e-4);
        }
    }
}

#[test]
fn classes_in_schools_are_those_of_statsmodels() {
    let values = Values::read();
    let rows: Vec<[f64; 4]> = serde_json::from_value(values.0["nested"].clone()).unwrap();
    let members = rows.iter().map(|row| Member {
        group: row[0] as usize,
        subgroup: row[1] as usize,
        predictors: &row[2..3],
        outcome: row[3],
    });
    let nested = Nested::new(members);
    let found = nested.estimate(true).unwrap();
    values.near("/three_levels/group", found.group, 1e-3);
    values.near("/three_levels/subgroup", found.subgroup, 1e-3);
    values.near("/three_levels/residual", found.residual, 1e-3);
    values.near("/three_levels/coefficients/1", found.coefficients[1], 1e-4);
    assert!(found.subgroup_share() > 0.0 && found.group_share() > found.subgroup_share());
    // Order does not matter; nothing can be said of two pupils.
    let reversed = Nested::new(rows.iter().rev().map(|row| Member {
        group: row[0] as usize,
        subgroup: row[1] as usize,
        predictors: &row[2..3],
        outcome: row[3],
    }));
    assert!((reversed.estimate(true).unwrap().group - found.group).abs() < 1e-6);
    let few = [Member { group: 0, subgroup: 0, predictors: &[], outcome: 1.0 }];
    assert!(Nested::new(few).estimate(false).is_none());
}

/// Not a benchmark: a guard against an estimate whose cost grows with pupils times steps.
#[test]
fn a_million_pupils_take_seconds() {
    let start = Instant::now();
    let outcome =
        |pupil: usize| ((pupil * 7919) % 1000) as f64 / 1000.0 + (pupil % 400) as f64 / 400.0;
    let members = (0..1_000_000).map(|pupil| Member {
        group: pupil % 400,
        subgroup: pupil % 4000,
        predictors: &[],
        outcome: outcome(pupil),
    });
    let found = Nested::new(members).estimate(true).unwrap();
    assert!(found.group > 0.0 && start.elapsed() < Duration::from_secs(60));
}

/// The power of tests without a formula: by resampling a large normal pilot it is that of the formula for
/// the t test, and a little less for signed ranks (efficiency 0.955).
#[test]
fn power_by_resampling_is_that_of_the_formula() {
    use rand_distr::{Distribution, Normal};
    let normal = Normal::new(0.5, 1.0).unwrap();
    let mut generator = generator();
    let pilot: Vec<f64> = (0..20_000).map(|_| normal.sample(&mut generator)).collect();
    let zero = vec![0.0; 25];
    let t = |values: &[f64]| statistics::paired(values, &zero, 0.95).p;
    let ranks = |values: &[f64]| statistics::signed_rank(values, &zero);
    let exact = statistics::power_of_pairs(0.5, 25, 0.05);
    let of_t = statistics::power_by_resampling(&pilot, 25, 0.05, 4_000, t, &mut generator);
    let of_ranks = statistics::power_by_resampling(&pilot, 25, 0.05, 4_000, ranks, &mut generator);
    // Standard errors of 0.007, and of the pilot's mean and sd.
    assert!((of_t - exact).abs() < 0.03, "{of_t} {exact}");
    assert!((exact - of_ranks) < 0.08 && of_ranks < exact + 0.03, "{of_ranks} {exact}");
    assert!(statistics::power_by_resampling(&[], 5, 0.05, 10, t, &mut generator).is_nan());
}
