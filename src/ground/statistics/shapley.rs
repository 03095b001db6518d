//! Shapley values: what each of several parts adds to a whole, as the mean over all orders in which the parts
//! come in (Shapley 1953).

/// The values of every player, exactly: `worth` of each of the 2ⁿ coalitions, a player's bit set where it is
/// in it.
///
/// # Panics
/// When there are not 2ⁿ worths.
pub fn shapley(worth: &[f64]) -> Vec<f64> {
    assert!(worth.len().is_power_of_two(), "a worth for each coalition");
    let n = worth.len().trailing_zeros();
    let weight = |size: u32| 1.0 / (f64::from(n) * choose(n - 1, size));
    let value = |player: u32| {
        let others = (0..worth.len()).filter(|coalition| coalition >> player & 1 == 0);
        let added = |coalition: usize| worth[coalition | 1 << player] - worth[coalition];
        others.map(|coalition| weight(coalition.count_ones()) * added(coalition)).sum()
    };
    (0..n).map(value).collect()
}

/// In how many ways so many of n can be chosen.
fn choose(n: u32, of: u32) -> f64 {
    (0..of).map(|i| f64::from(n - i) / f64::from(i + 1)).product()
}

/// What each player adds in one order: by the order, and the worth after each has come in (first that of
/// nobody). The mean over random orders estimates the values (Castro, Gómez & Tejada 2009).
pub fn added_in_order(order: &[usize], worth: &[f64]) -> Vec<f64> {
    let mut added = vec![0.0; order.len()];
    for (place, player) in order.iter().enumerate() {
        added[*player] = worth[place + 1] - worth[place];
    }
    added
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The glove game: one left glove, two right ones; a pair is worth 1: 4/6, 1/6, 1/6.
    fn gloves(coalition: usize) -> f64 {
        f64::from(u8::from(coalition & 1 == 1 && coalition & 6 != 0))
    }

    #[test]
    fn the_glove_game() {
        let worth: Vec<f64> = (0..8).map(gloves).collect();
        let found = shapley(&worth);
        for (found, wanted) in found.iter().zip([4.0 / 6.0, 1.0 / 6.0, 1.0 / 6.0]) {
            assert!((found - wanted).abs() < 1e-12, "{found}");
        }
    }

    #[test]
    fn all_orders_give_the_exact_values() {
        let worth = |set: usize| (set.count_ones() as f64).powi(2) + f64::from(set as u8 & 5);
        let all: Vec<f64> = (0..8).map(worth).collect();
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        let mut mean = [0.0; 3];
        for order in orders {
            let mut set = 0;
            let mut along = vec![worth(0)];
            for player in order {
                set |= 1 << player;
                along.push(worth(set));
            }
            let added = added_in_order(&order, &along);
            mean.iter_mut().zip(added).for_each(|(mean, added)| *mean += added / 6.0);
        }
        for (found, wanted) in mean.iter().zip(shapley(&all)) {
            assert!((found - wanted).abs() < 1e-12);
        }
    }
}
