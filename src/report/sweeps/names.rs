//! Names of the files of figures: what they show, over what, and in which roles.

use super::{factor_name, suggested};
use crate::store::sweep::Record;
use crate::study::sweep::Wish;

/// The name of a figure's files. A map over two factors and a curve for each value of the second would
/// have one name: the first of them that the sweep asks for keeps it, the other says what it is.
pub fn file_name(record: &Record, wish: &Wish) -> String {
    let keys: Vec<&str> = record.factors.iter().map(|factor| factor.key.as_str()).collect();
    let own = record.figures.clone().unwrap_or_else(|| suggested(record));
    let usual = usual(&keys, wish);
    match own.iter().find(|other| self::usual(&keys, other) == usual) {
        Some(holder) if holder == wish => usual,
        None if !is_curve_for_numbers(record, wish) => usual,
        _ => format!("{usual}_{}", if wish.y.is_some() { "map" } else { "curves" }),
    }
}

/// Whether it has a curve for each value of a factor with numbers, which could stand on an axis too.
fn is_curve_for_numbers(record: &Record, wish: &Wish) -> bool {
    let is_number = |key: &String| record.factors.iter().any(|f| f.key == *key && !f.named);
    wish.y.is_none() && !wish.path && wish.by.as_ref().is_some_and(is_number)
}

/// The usual name: the metric and the factors, whatever their roles.
fn usual(keys: &[&str], wish: &Wish) -> String {
    let mut parts = vec![if wish.best.is_some() { "best" } else { "" }, &wish.metric, &wish.x];
    parts.extend([&wish.y, &wish.by, &wish.best].into_iter().flatten().map(String::as_str));
    parts.extend(wish.path.then_some("path"));
    parts.extend(wish.treatment.as_deref());
    if let Some([a, b]) = &wish.difference {
        parts.extend(["difference", a, b]);
    }
    parts.extend(wish.pool.then_some("pooled"));
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.map(|part| short(keys, part)).collect::<Vec<_>>().join("_")
}

/// A factor without the table that says little, or its whole key where another one would look alike.
fn short(keys: &[&str], key: &str) -> String {
    let name = |key: &str| factor_name(key).replace(' ', "-");
    match keys.iter().filter(|other| name(other) == name(key)).count() {
        0 | 1 => name(key),
        _ => key.replace('_', "-"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_is_shown_over_what() {
        let text = |name: &str| Some(name.to_owned());
        let mut wish = Wish {
            x: "levers.pay".to_owned(),
            y: text("levers.monitoring"),
            metric: "true_output".to_owned(),
            ..Wish::default()
        };
        let keys = ["levers.pay", "levers.monitoring", "x.pay"];
        assert_eq!(usual(&keys[..2], &wish), "true-output_pay_monitoring");
        assert_eq!(
            usual(&["levers.pay", "organisation.pay"], &wish),
            "true-output_levers.pay_monitoring"
        );
        wish.best = text("treatment");
        assert_eq!(usual(&keys, &wish), "best_true-output_pay_monitoring_treatment");
    }
}
