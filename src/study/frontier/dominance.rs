//! Stochastic dominance: whether one distribution of outcomes is better than another for everybody, whatever they
//! think of risk.

/// How one distribution stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// At least as much at every share of points and more at some (first order): better for all who want more.
    First,
    /// Better for all who want more and shun risk (second order).
    Second,
}

impl Order {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
        }
    }
}

/// One of several that dominates another, by place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dominance {
    /// The better one.
    pub of: usize,
    /// The other.
    pub over: usize,
    /// The strongest order that holds.
    pub order: Order,
}

/// All that dominate another, of samples of the same size.
pub fn dominance(samples: &[Vec<f64>]) -> Vec<Dominance> {
    let sorted: Vec<Vec<f64>> = samples
        .iter()
        .map(|sample| {
            let mut sorted = sample.clone();
            sorted.sort_by(f64::total_cmp);
            sorted
        })
        .collect();
    let mut found = Vec::new();
    for of in 0..sorted.len() {
        for over in (0..sorted.len()).filter(|over| *over != of) {
            let order = order(&sorted[of], &sorted[over]);
            found.extend(order.map(|order| Dominance { of, over, order }));
        }
    }
    found
}

/// The strongest order in which a sorted sample dominates another of the same size.
fn order(own: &[f64], other: &[f64]) -> Option<Order> {
    if own.is_empty() || own.len() != other.len() || own == other {
        return None;
    }
    if own.iter().zip(other).all(|(a, b)| a >= b) {
        return Some(Order::First);
    }
    // The mean of the lowest k is at least as high for every k.
    let (mut a, mut b) = (0.0, 0.0);
    let all = own.iter().zip(other).all(|(x, y)| {
        a += x;
        b += y;
        a >= b
    });
    all.then_some(Order::Second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn textbook_cases_of_dominance() {
        let higher = vec![2.0, 3.0, 4.0];
        let lower = vec![1.0, 3.0, 4.0];
        let spread = vec![0.0, 3.0, 6.0];
        let even = vec![3.0, 3.0, 3.0];
        let found = dominance(&[higher.clone(), lower]);
        assert_eq!(found, [Dominance { of: 0, over: 1, order: Order::First }]);
        // The same mean with less spread is better for those who shun risk only.
        let found = dominance(&[spread, even]);
        assert_eq!(found, [Dominance { of: 1, over: 0, order: Order::Second }]);
        assert!(dominance(&[higher.clone(), higher]).is_empty());
        // Crossing, with the higher mean in the riskier: neither.
        assert!(dominance(&[vec![0.0, 10.0], vec![1.0, 2.0]]).is_empty());
    }
}
