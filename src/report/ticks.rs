//! Where the ticks of an axis stand and what they are called.

/// A tick: its place on the axis, and its label.
pub type Tick = (f64, String);

/// Ticks at round numbers between two ends, at most so many, but always two, without which no distance
/// can be read.
pub fn linear(low: f64, high: f64, most: usize) -> Vec<Tick> {
    let ticks = |most| stepped(low, high, step(high - low, most));
    let mut fits = (most.max(2)..most + 8).map(ticks).filter(|ticks| ticks.len() > 1);
    fits.next().unwrap_or_default()
}

/// The multiples of a step between two ends.
fn stepped(low: f64, high: f64, step: f64) -> Vec<Tick> {
    let first = (low / step - 1e-9).ceil();
    (0..)
        .map(|number| (first + f64::from(number)) * step)
        .take_while(|value| *value <= high + 1e-9 * step)
        .map(|value| (value, label(value, step)))
        .collect()
}

/// The least round step (1, 2 or 5 of a power of ten) that gives at most so many ticks.
fn step(span: f64, most: usize) -> f64 {
    let rough = span / most as f64;
    let power = 10_f64.powf(rough.log10().floor());
    let round = [1.0, 2.0, 5.0, 10.0].into_iter().map(|part| part * power);
    // A tick at both ends is one more than there are steps.
    let fits = |step: &f64| (span / step + 1e-6).floor() < most as f64;
    round.into_iter().find(fits).unwrap_or(10.0 * power)
}

/// A number with as many decimals as its steps need; very small and very large ones as powers of ten.
fn label(value: f64, step: f64) -> String {
    if value.abs() < 1e-6 * step {
        return "0".to_owned();
    }
    let decimals = (-(step.log10()) - 1e-9).ceil().max(0.0) as usize;
    let text = if decimals > 5 || step >= 1e6 {
        let power = |number: f64| (number.log10() + 1e-9).floor();
        let digits = (power(value.abs()) - power(step)).max(0.0) as usize;
        let text = format!("{value:.digits$e}");
        match text.split_once('e') {
            Some((number, power)) if number.contains('.') => {
                format!("{}e{power}", number.trim_end_matches('0').trim_end_matches('.'))
            }
            _ => text,
        }
    } else {
        format!("{value:.decimals$}")
    };
    text.replace('-', "−")
}

/// Ticks of an axis of decimal logarithms: at powers of ten, at 1, 2 and 5 where these are few.
pub fn logarithmic(low: f64, high: f64, most: usize) -> Vec<Tick> {
    let tick = |power: i32, part: f64| {
        let value = part * 10_f64.powi(power);
        let decimals = usize::try_from(-power).unwrap_or(0);
        let text = if decimals > 5 || power > 5 {
            format!("{part}e{power}")
        } else {
            format!("{value:.decimals$}")
        };
        (value.log10(), text.replace('-', "−"))
    };
    let powers = || low.floor() as i32..=high.ceil() as i32;
    let inside = |tick: &Tick| (low - 1e-9..=high + 1e-9).contains(&tick.0);
    for parts in [&[1.0, 2.0, 5.0][..], &[1.0]] {
        let all = powers().flat_map(|power| parts.iter().map(move |part| tick(power, *part)));
        let ticks: Vec<Tick> = all.filter(inside).collect();
        if ticks.len() >= 2 && ticks.len() <= most {
            return ticks;
        }
    }
    let tens: Vec<Tick> = powers().map(|power| tick(power, 1.0)).filter(inside).collect();
    if tens.len() > most {
        let every = tens.len().div_ceil(most.max(1));
        return tens.into_iter().step_by(every).collect();
    }
    // Less than a power of ten: round numbers.
    let round = linear(10_f64.powf(low), 10_f64.powf(high), most);
    round.into_iter().filter(|tick| tick.0 > 0.0).map(|(at, text)| (at.log10(), text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(ticks: &[Tick]) -> Vec<&str> {
        ticks.iter().map(|(_, label)| label.as_str()).collect()
    }

    #[test]
    fn ticks_are_round_and_have_the_decimals_they_need() {
        assert_eq!(labels(&linear(0.0, 1.0, 6)), ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(labels(&linear(0.0, 0.3, 4)), ["0", "0.1", "0.2", "0.3"]);
        assert_eq!(labels(&linear(-0.5, 0.5, 6)), ["−0.4", "−0.2", "0", "0.2", "0.4"]);
        assert_eq!(labels(&linear(1.0, 120.0, 7)), ["20", "40", "60", "80", "100", "120"]);
        assert_eq!(labels(&linear(0.0, 3e-7, 4)), ["0", "1e−7", "2e−7", "3e−7"]);
        assert_eq!(labels(&linear(1.234_56, 1.234_58, 3)), ["1.23456", "1.23457", "1.23458"]);
    }

    #[test]
    fn neighbours_never_share_a_label() {
        for (low, high) in [
            (0.0, 1e-9),
            (0.2, 0.200_000_1),
            (-3e8, 3e8),
            (0.0001, 0.0003),
            (5.0, 6.0),
            (-0.9, 0.7),
            (-0.18, 0.05),
            (-0.28, 0.01),
        ] {
            for most in 2..9 {
                let ticks = linear(low, high, most);
                assert!(ticks.len() <= most.max(5), "{low} to {high}: {ticks:?}");
                assert!(ticks.len() >= 2, "{low} to {high}");
                assert!(ticks.windows(2).all(|pair| pair[0].1 != pair[1].1), "{ticks:?}");
            }
        }
    }

    #[test]
    fn logarithms_are_shown_as_numbers() {
        assert_eq!(
            labels(&logarithmic(-2.0, 0.0, 7)),
            ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1"]
        );
        assert_eq!(labels(&logarithmic(-4.0, 0.0, 5)), ["0.0001", "0.001", "0.01", "0.1", "1"]);
        assert!(logarithmic(0.1, 0.4, 5).len() >= 2);
    }
}
