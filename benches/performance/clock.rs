//! Times, taken so that two of them can be compared.

use std::time::{Duration, Instant};

/// How long something takes, in seconds.
pub fn seconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

/// The median of some numbers.
pub fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    if numbers.len() % 2 == 1 {
        numbers[middle]
    } else {
        (numbers[middle - 1] + numbers[middle]) / 2.0
    }
}

/// Median seconds of each of some pieces of work, taken in turn so that whatever slows the machine
/// for a while slows all of them: at least 7 rounds and 2 seconds.
pub fn in_turn(works: &mut [Box<dyn FnMut() + '_>]) -> Vec<Vec<f64>> {
    let mut times = vec![Vec::new(); works.len()];
    works.iter_mut().for_each(|work| work());
    let start = Instant::now();
    while times[0].len() < 7 || start.elapsed() < Duration::from_secs(2) {
        for (times, work) in times.iter_mut().zip(works.iter_mut()) {
            times.push(seconds(work));
        }
    }
    times
}

/// The median over rounds of the first time over the second.
pub fn ratio(first: &[f64], second: &[f64]) -> f64 {
    median(first.iter().zip(second).map(|(first, second)| first / second).collect())
}
