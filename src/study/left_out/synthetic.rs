//! A simulator whose left-out predictions are known: numbers that are proportional to one free number.

use super::*;

/// Each item is a slope times the free number, and an offset by which it is wrong.
struct Linear {
    slopes: Vec<f64>,
    offsets: Vec<f64>,
}

impl Simulator for Linear {
    fn start(&self) -> Vec<f64> {
        vec![0.1]
    }

    fn can_run(&self, place: &[f64]) -> bool {
        place[0] <= 0.95
    }

    fn simulate(&self, place: &[f64]) -> Vec<Vec<f64>> {
        let found = |(slope, offset): (&f64, &f64)| vec![slope * place[0] + offset];
        self.slopes.iter().zip(&self.offsets).map(found).collect()
    }
}

const ERROR: f64 = 0.01;
const SLOPES: [f64; 8] = [1.0, 0.8, 1.2, 0.9, 1.1, 1.0, 0.7, 1.3];
/// How far each observed number is from its slope times 0.5, in standard errors.
const MISSES: [f64; 8] = [2.0, -1.0, 0.5, -2.0, 1.0, 0.0, 3.0, -1.5];

fn synthetic() -> (Vec<Part>, Vec<Fold>) {
    const NAMES: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let part = |place: usize| {
        let observed = 0.5 * SLOPES[place] + ERROR * MISSES[place];
        let item = Item::new("x", Alike::Gift, observed, ERROR);
        Part::alone(NAMES[place], "", vec![item])
    };
    let parts: Vec<Part> = (0..SLOPES.len()).map(part).collect();
    let folds = folds_of(&parts);
    (parts, folds)
}

fn linear(offsets: [f64; 8]) -> Linear {
    Linear { slopes: SLOPES.to_vec(), offsets: offsets.to_vec() }
}

/// The mean square of a fold in closed form: least squares over the others, and what weights by
/// `exp(-loss/0.4)` add where points lie evenly, a normal distribution with a fifth of the usual variance.
fn closed_form(fold: usize) -> f64 {
    let others = || (0..SLOPES.len()).filter(|place| *place != fold);
    let squares: f64 = others().map(|place| SLOPES[place] * SLOPES[place]).sum();
    let products: f64 = others().map(|place| SLOPES[place] * MISSES[place]).sum();
    let residual = SLOPES[fold] * products / squares - MISSES[fold];
    residual * residual + 0.2 * SLOPES[fold] * SLOPES[fold] / squares
}

#[test]
fn left_out_errors_are_those_of_the_closed_form() {
    let (parts, folds) = synthetic();
    let simulator = linear([0.0; 8]);
    let point = |step: u32| {
        let place = vec![0.4 + 0.2 * f64::from(step) / 4_000.0];
        let found = simulator.simulate(&place);
        Point::new(&parts, place, found)
    };
    let points: Vec<Point> = (0..=4_000).map(point).collect();
    let score = Score::of(&parts, &folds, &points);
    for (fold, error) in score.errors().iter().enumerate() {
        let expected = closed_form(fold).sqrt();
        assert!((error - expected).abs() < 1e-3, "{fold}: {error} and {expected}");
    }
    let number = score.numbers[0];
    assert!(number.range.0 < number.all && number.all < number.range.1, "{number:?}");
}

fn searched(simulator: &Linear, evaluations: usize) -> Score {
    let (parts, folds) = synthetic();
    let mut pool = Pool::new(&parts, &folds, simulator, Search { evaluations, seed: 5 });
    while !pool.is_complete() {
        pool.grow(&|| ()).unwrap();
    }
    assert_eq!(pool.points().len(), evaluations);
    assert!(pool.points().iter().all(|point| point.place[0] <= 0.95));
    Score::of(&parts, &folds, pool.points())
}

#[test]
fn the_search_finds_what_every_fold_asks_for() {
    let score = searched(&linear([0.0; 8]), 150);
    for (fold, error) in score.errors().iter().enumerate() {
        let expected = closed_form(fold).sqrt();
        assert!((error - expected).abs() < 0.2, "{fold}: {error} and {expected}");
    }
}

/// A control: people without a rule, whose numbers are off in ways that no free number mends.
#[test]
fn without_a_rule_prediction_is_worse() {
    let (right, wrong) =
        (linear([0.0; 8]), linear([0.05, -0.05, 0.05, -0.05, 0.05, -0.05, 0.05, -0.05]));
    let mean = |simulator: &Linear| {
        let (_, folds) = synthetic();
        Column::of("x", &searched(simulator, 100)).of_experiments(&folds).unwrap()
    };
    assert!(mean(&wrong) > 1.5 * mean(&right), "{} and {}", mean(&wrong), mean(&right));
}

#[cfg(feature = "threads")]
#[test]
fn threads_change_nothing() {
    use crate::ground::executor::on_threads;
    let on = |threads| on_threads(threads, || searched(&linear([0.0; 8]), 60)).unwrap();
    assert_eq!(on(1), on(3));
}

#[test]
fn where_nothing_can_be_played_it_says_so() {
    struct Nothing;
    impl Simulator for Nothing {
        fn start(&self) -> Vec<f64> {
            vec![0.5]
        }
        fn can_run(&self, _: &[f64]) -> bool {
            false
        }
        fn simulate(&self, _: &[f64]) -> Vec<Vec<f64>> {
            unreachable!("no place can be run")
        }
    }
    let (parts, folds) = synthetic();
    let mut pool = Pool::new(&parts, &folds, &Nothing, Search { evaluations: 3, seed: 1 });
    assert!(pool.grow(&|| ()).unwrap_err().contains("loosen"));
}
