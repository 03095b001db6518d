//! Principals and agents who try things out until nothing is better.

use crate::theory::Commons;

/// Where a function with one top between two ends is largest, to 1e-9, by golden sections.
pub fn largest(low: f64, high: f64, value: impl Fn(f64) -> f64) -> f64 {
    const RATIO: f64 = 0.618_033_988_749_894_8;
    let (mut low, mut high) = (low, high);
    while high - low > 1e-9 {
        let width = RATIO * (high - low);
        let (left, right) = (high - width, low + width);
        if value(left) < value(right) { low = left } else { high = right }
    }
    0.5 * (low + high)
}

/// The bonus that a principal finds best when the agent answers each with its own best effort, and
/// that effort. `agent(effort, bonus)` is what the agent gains, `both(effort, bonus)` what the two
/// have together.
pub fn best_bonus(agent: impl Fn(f64, f64) -> f64, both: impl Fn(f64, f64) -> f64) -> (f64, f64) {
    let answer = |bonus: f64| largest(-20.0, 20.0, |effort| agent(effort, bonus));
    let bonus = largest(-4.0, 4.0, |bonus| both(answer(bonus), bonus));
    (bonus, answer(bonus))
}

/// Tokens of all in a commons whose players answer each other by turns until nobody moves.
pub fn commons_at_rest(commons: &Commons) -> f64 {
    let mut tokens = vec![0.0; commons.players as usize];
    loop {
        let before = tokens.clone();
        for player in 0..tokens.len() {
            let others: f64 = tokens.iter().sum::<f64>() - tokens[player];
            let gain = |own: f64| {
                let all = others + own;
                own * (commons.first - commons.fall * all) - commons.outside * own
            };
            tokens[player] = largest(0.0, 100.0, gain);
        }
        let moved = tokens.iter().zip(&before).any(|(a, b)| (a - b).abs() > 1e-7);
        if !moved {
            return tokens.iter().sum();
        }
    }
}
