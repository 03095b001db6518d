//! Numbers as text: every form in which a table, a page, a figure or a message shows one.

/// The sign of negative numbers in texts for people.
const MINUS: &str = "−";
/// Fewest decimals of labels that must differ.
const FEWEST: usize = 3;
/// Most decimals of labels that must differ; numbers that need more are shown whole.
const MOST: usize = 9;

/// The shortest form that reads back to the same bits; empty for a missing value. For tables (CSV).
pub fn exact(value: f64) -> String {
    if value.is_nan() { String::new() } else { value.to_string() }
}

/// Adds the shortest form that reads back to the same number in single precision, without an exponent, as the
/// standard library prints it; nothing for a missing value. For long tables (CSV).
pub fn push_single(text: &mut Vec<u8>, value: f32) {
    if value.is_nan() {
        return;
    }
    // Where two shortest forms are equally near, the standard library takes the larger one and `ryu` the even
    // one. That needs an exact decimal expansion of at most ten digits, which a number of this size with at
    // least 21 significant bits never has.
    let is_long = value.to_bits().trailing_zeros() < 4 && (1e-5..1024.0).contains(&value.abs());
    if is_long {
        text.extend_from_slice(ryu::Buffer::new().format_finite(value).as_bytes());
    } else {
        text.extend_from_slice(value.to_string().as_bytes());
    }
}

/// Some decimals, with a true minus sign.
pub fn decimals(value: f64, decimals: usize) -> String {
    format!("{value:.decimals$}").replace('-', MINUS)
}

/// At most some decimals, without zeros at the end.
pub fn trimmed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let text =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Four significant digits; powers of ten for very small and very large numbers.
pub fn four_digits(value: f64) -> String {
    let size = value.abs();
    match size {
        _ if value == 0.0 => "0".to_owned(),
        _ if (1e-3..1e5).contains(&size) => {
            let decimals = (3 - size.log10().floor() as i32).clamp(0, 6) as usize;
            format!("{value:.decimals$}")
        }
        _ => format!("{value:.2e}"),
    }
}

/// A share in per cent, with some decimals.
pub fn per_cent(share: f64, decimals: usize) -> String {
    format!("{:.decimals$} %", 100.0 * share)
}

/// A p-value: three decimals, or that it is smaller.
pub fn p_value(p: f64) -> String {
    if p < 0.001 { "below 0.001".to_owned() } else { format!("{p:.3}") }
}

/// Bytes, rounded up.
pub fn bytes(bytes: u64) -> String {
    let kilobytes = bytes as f64 / 1e3;
    if kilobytes < 1e3 {
        format!("{:.0} kB", kilobytes.ceil())
    } else if kilobytes < 1e6 {
        format!("{:.0} MB", (kilobytes / 1e3).ceil())
    } else {
        format!("{:.1} GB", (kilobytes / 1e5).ceil() / 10.0)
    }
}

/// A duration in the unit in which it is easy to grasp.
pub fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 10.0 => format!("{s:.1} s"),
        s if s < 120.0 => format!("{s:.0} s"),
        s if s < 7200.0 => format!("{:.0} min", s / 60.0),
        s if s < 172_800.0 => format!("{:.1} h", s / 3600.0),
        s => format!("{:.1} days", s / 86_400.0),
    }
}

/// Labels of different numbers: three decimals, or as many more as make them differ.
pub fn labels(values: &[f64]) -> Vec<String> {
    let of = |decimals: usize| -> Vec<String> {
        values.iter().map(|value| trimmed(*value, decimals)).collect()
    };
    (FEWEST..=MOST)
        .map(of)
        .find(|labels| differ(values, labels))
        .unwrap_or_else(|| values.iter().map(f64::to_string).collect())
}

/// Whether labels differ where numbers do, and none is 0 for a number that is not.
fn differ(values: &[f64], labels: &[String]) -> bool {
    let mut seen: Vec<(&String, &f64)> = labels.iter().zip(values).collect();
    seen.sort_by(|a, b| a.0.cmp(b.0));
    let differ = seen.windows(2).all(|two| two[0].0 != two[1].0 || two[0].1 == two[1].1);
    differ && seen.iter().all(|(label, value)| *label != "0" || **value == 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_read_back_to_the_same_bits_and_leave_out_what_is_missing() {
        for value in [0.1 + 0.2, -1e-300, 7.0] {
            assert_eq!(exact(value).parse::<f64>().unwrap().to_bits(), value.to_bits());
        }
        assert_eq!(exact(f64::NAN), "");
    }

    #[test]
    fn long_tables_have_the_numbers_that_are_printed_elsewhere() {
        let mut bits = 1_u32;
        let spread = std::iter::repeat_with(|| {
            bits = bits.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f32::from_bits(bits)
        });
        let usual = (0..100_000).map(|i| i as f32 / 3_000.0 - 2.0);
        // Numbers of few bits, whose shortest forms may be equally near.
        let few_bits = (1..u16::MAX).map(|i| f32::from(i % 4_099) / f32::from(1_u16 << (i % 16)));
        let special = [0.0, -0.0, 1.0, 1e10, 1e-7, f32::MAX, f32::INFINITY, f32::NEG_INFINITY];
        for value in spread.take(200_000).chain(usual).chain(few_bits).chain(special) {
            let mut text = Vec::new();
            push_single(&mut text, value);
            let printed = if value.is_nan() { String::new() } else { value.to_string() };
            assert_eq!(String::from_utf8(text).unwrap(), printed);
        }
    }

    #[test]
    fn decimals_are_kept_or_trimmed() {
        assert_eq!((decimals(-0.5, 3), trimmed(0.5, 4)), ("−0.500".to_owned(), "0.5".to_owned()));
        assert_eq!((trimmed(100.0, 0), trimmed(-0.00001, 4)), ("100".to_owned(), "0".to_owned()));
        assert_eq!((per_cent(0.934, 1), p_value(0.0004)), ("93.4 %".into(), "below 0.001".into()));
    }

    #[test]
    fn four_digits_are_significant() {
        assert_eq!(four_digits(0.097_889_2), "0.09789");
        assert_eq!(four_digits(154.29), "154.3");
        assert_eq!(four_digits(4.5e-6), "4.50e-6");
        assert_eq!(four_digits(0.0), "0");
    }

    #[test]
    fn sizes_are_rounded_up_and_durations_have_their_unit() {
        assert_eq!([bytes(1), bytes(999_499), bytes(1_000_001)], ["1 kB", "1000 kB", "2 MB"]);
        assert_eq!(bytes(2_000_000_001), "2.1 GB");
        assert_eq!(
            [1.0, 30.0, 300.0, 9e3, 1e6].map(duration),
            ["1.0 s", "30 s", "5 min", "2.5 h", "11.6 days"]
        );
    }

    #[test]
    fn near_numbers_have_different_labels() {
        assert_eq!(labels(&[0.1, 0.25, 0.3333333]), ["0.1", "0.25", "0.333"]);
        assert_eq!(labels(&[0.0001, 0.0002]), ["0.0001", "0.0002"]);
        assert_eq!(labels(&[0.5, 0.50004]), ["0.5", "0.50004"]);
        assert_eq!(labels(&[1e-12, 2e-12])[0], "0.000000000001");
        assert_eq!(labels(&[-0.0, 7.0]), ["0", "7"]);
    }
}
