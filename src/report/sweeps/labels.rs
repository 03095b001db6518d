//! Labels of numbers, with as many digits as tell them apart.

/// Fewest decimals that are tried.
const FEWEST: usize = 3;
/// Most decimals; numbers that need more are shown whole.
const MOST: usize = 9;

/// Labels of different numbers: three decimals, or as many more as tell them apart.
pub fn labels(values: &[f64]) -> Vec<String> {
    let of = |decimals: usize| -> Vec<String> {
        values.iter().map(|value| trimmed(*value, decimals)).collect()
    };
    (FEWEST..=MOST)
        .map(of)
        .find(|labels| tell_apart(values, labels))
        .unwrap_or_else(|| values.iter().map(f64::to_string).collect())
}

fn trimmed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Whether labels differ where numbers do, and none says 0 of what is not 0.
fn tell_apart(values: &[f64], labels: &[String]) -> bool {
    let mut seen: Vec<(&String, &f64)> = labels.iter().zip(values).collect();
    seen.sort_by(|a, b| a.0.cmp(b.0));
    let differ = seen.windows(2).all(|two| two[0].0 != two[1].0 || two[0].1 == two[1].1);
    differ && seen.iter().all(|(label, value)| *label != "0" || **value == 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_numbers_have_different_labels() {
        assert_eq!(labels(&[0.1, 0.25, 0.3333333]), ["0.1", "0.25", "0.333"]);
        assert_eq!(labels(&[0.0001, 0.0002]), ["0.0001", "0.0002"]);
        assert_eq!(labels(&[0.5, 0.50004]), ["0.5", "0.50004"]);
        assert_eq!(labels(&[1e-12, 2e-12])[0], "0.000000000001");
        assert_eq!(labels(&[-0.0, 7.0]), ["0", "7"]);
    }
}
