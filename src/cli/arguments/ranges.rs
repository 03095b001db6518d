//! Which numbers can be typed: each reader gives the number or says what is allowed.

use std::str::FromStr;

/// Most threads: more than any machine has, and few enough to start.
const MOST_THREADS: usize = 1024;

/// A number of threads.
pub fn threads(typed: &str) -> Result<usize, String> {
    whole(typed, 1, MOST_THREADS)
}

/// A seed.
pub fn seed(typed: &str) -> Result<u64, String> {
    whole(typed, 0, u64::MAX)
}

/// A number of replicates of a scenario, whose reader knows how many there can be.
pub fn replicates(typed: &str) -> Result<u64, String> {
    whole(typed, 1, u64::MAX)
}

/// The number of a thing, counted from 1.
pub fn counted(typed: &str) -> Result<u32, String> {
    whole(typed, 1, u32::MAX)
}

/// Replicates of each arm of a hypothesis; every number of each is kept.
pub fn arm_replicates(typed: &str) -> Result<u32, String> {
    whole(typed, 2, 100_000)
}

/// Points of an audit: enough for shares and boxes.
pub fn audit_points(typed: &str) -> Result<u64, String> {
    whole(typed, 20, 1_000_000)
}

/// A difference that is worth speaking of.
pub fn difference(typed: &str) -> Result<f64, String> {
    number(typed, |value| value >= 0.0 && value.is_finite(), "numbers from 0 on")
}

/// Doses of a search.
pub fn doses(typed: &str) -> Result<u32, String> {
    whole(typed, 10, 100_000)
}

/// Repetitions of the register of hypotheses.
pub fn repetitions(typed: &str) -> Result<u32, String> {
    whole(typed, 1, 10_000)
}

/// Tasks of an array job.
pub fn tasks(typed: &str) -> Result<u32, String> {
    whole(typed, 1, 100_000)
}

/// Processors of a task.
pub fn cpus(typed: &str) -> Result<u32, String> {
    whole(typed, 1, 1024)
}

/// Particles of a generation.
pub fn population(typed: &str) -> Result<usize, String> {
    whole(typed, 4, 1_000_000)
}

/// Generations of a calibration.
pub fn generations(typed: &str) -> Result<u32, String> {
    whole(typed, 1, 10_000)
}

/// Draws of a bootstrap.
pub fn resamples(typed: &str) -> Result<u32, String> {
    whole(typed, 20, 100_000)
}

/// Points of a search.
pub fn evaluations(typed: &str) -> Result<usize, String> {
    whole(typed, 1, 100_000)
}

/// A share of a whole, neither nothing nor all of it.
pub fn share(typed: &str) -> Result<f64, String> {
    number(typed, |value| value > 0.0 && value < 1.0, "numbers above 0 and below 1")
}

/// A share of a whole, or all of it.
pub fn effort(typed: &str) -> Result<f64, String> {
    number(typed, |value| value > 0.0 && value <= 1.0, "numbers above 0 and at most 1")
}

/// What standard errors are multiplied by.
pub fn error_scale(typed: &str) -> Result<f64, String> {
    number(typed, |value| (0.1..=100.0).contains(&value), "numbers from 0.1 to 100")
}

/// A size in bytes, such as `500MB` or `2GB`.
pub fn size(typed: &str) -> Result<u64, String> {
    let trimmed = typed.trim().to_ascii_uppercase();
    let digits = trimmed.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match &trimmed[digits.len()..] {
        "" | "B" => 1.0,
        "KB" | "K" => 1e3,
        "MB" | "M" => 1e6,
        "GB" | "G" => 1e9,
        "TB" | "T" => 1e12,
        _ => f64::NAN,
    };
    match digits.trim().parse::<f64>().map(|number| number * factor) {
        Ok(bytes) if (0.0..1e18).contains(&bytes) => Ok(bytes as u64),
        _ => Err("allowed: a size such as 500MB or 2GB".to_owned()),
    }
}

fn whole<T: FromStr + PartialOrd + std::fmt::Display>(
    typed: &str,
    low: T,
    high: T,
) -> Result<T, String> {
    let read = typed.trim().parse().ok().filter(|value| (&low..=&high).contains(&value));
    read.ok_or_else(|| format!("allowed: whole numbers from {low} to {high}"))
}

fn number(typed: &str, is_allowed: fn(f64) -> bool, allowed: &str) -> Result<f64, String> {
    let read = typed.trim().parse().ok().filter(|value| is_allowed(*value));
    read.ok_or_else(|| format!("allowed: {allowed}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_beyond_a_range_are_refused_with_the_range() {
        for typed in ["0", "1025", "-1", "1e3", "", "NaN", "99999999999999999999999999"] {
            assert_eq!(threads(typed).unwrap_err(), "allowed: whole numbers from 1 to 1024");
        }
        assert_eq!((threads("1"), threads(" 1024")), (Ok(1), Ok(1024)));
        assert_eq!(seed("18446744073709551615"), Ok(u64::MAX));
        assert!(seed("18446744073709551616").unwrap_err().contains("0 to 18446744073709551615"));
        for typed in ["0", "1", "NaN", "inf", "-0.5", "half"] {
            assert_eq!(share(typed).unwrap_err(), "allowed: numbers above 0 and below 1");
        }
        assert_eq!((share("0.5"), effort("1")), (Ok(0.5), Ok(1.0)));
        assert!(effort("1.0001").is_err() && arm_replicates("10000001").is_err());
    }

    #[test]
    fn sizes_are_read() {
        assert_eq!(size("2GB").unwrap(), 2_000_000_000);
        assert_eq!(size(" 1.5 mb").unwrap(), 1_500_000);
        assert_eq!(size("12").unwrap(), 12);
        for typed in ["much", "-3GB", "inf", "nan", "1e300TB", "", "GB", "3 é"] {
            assert!(size(typed).is_err(), "{typed}");
        }
    }
}
