//! Points and levels that say the same twice: no new evidence, but more of it to the eye.

use std::collections::HashMap;

use super::design::{Design, Position};
use super::factor::{Factor, FactorValue, Values};

/// What is said twice in a design over some factors, if anything: the factor's place, what is wrong and
/// what to try.
pub fn find(design: &Design, factors: &[Factor]) -> Option<(usize, String, String)> {
    if design.needs_lists {
        return repeated_point(factors);
    }
    factors.iter().enumerate().find_map(|(place, factor)| {
        let (message, help) = of_factor(design, factor)?;
        Some((place, message, help))
    })
}

/// Two points of a list that have the same values.
fn repeated_point(factors: &[Factor]) -> Option<(usize, String, String)> {
    let (one, other) = repeated_row(factors)?;
    let message = format!("points {} and {} have the same values", one + 1, other + 1);
    let help = "give each point once; sweep.replicates sets how often each is run";
    Some((0, message, help.to_owned()))
}

/// The places of two rows of listed factors with the same values.
pub fn repeated_row(factors: &[Factor]) -> Option<(usize, usize)> {
    let lists: Vec<&[FactorValue]> = factors.iter().filter_map(Factor::listed).collect();
    let rows = lists.iter().map(|list| list.len()).min().unwrap_or(0);
    let mut seen: HashMap<Vec<String>, usize> = HashMap::new();
    (0..rows).find_map(|row| {
        let key = lists.iter().map(|list| same(&list[row])).collect();
        Some((seen.insert(key, row)?, row))
    })
}

/// A value as a text that equal values share.
fn same(value: &FactorValue) -> String {
    match value {
        // 0 and −0 are the same.
        FactorValue::Number(number) => (number + 0.0).to_string(),
        FactorValue::Name(name) => name.clone(),
    }
}

fn of_factor(design: &Design, factor: &Factor) -> Option<(String, String)> {
    let key = &factor.key;
    let (low, high) = factor.whole_ends();
    if factor.whole && low > high {
        let message =
            format!("{key} needs whole numbers, but there is none from {}", factor.in_words());
        return Some((message, "widen the range".to_owned()));
    }
    let ends = [0.0, 1.0].map(|share| factor.value(Position::Share(share)));
    if design.needs_all_points && ends[0] == ends[1] {
        let message =
            format!("{key} does not vary: its first and last value are {}", ends[0].shown());
        let help = format!("the design {} moves every factor; leave this one out", design.name);
        return Some((message, help));
    }
    let listed = matches!(factor.values, Values::List(_));
    if !listed && !design.needs_levels {
        return None;
    }
    let (one, other) = factor.repeated_levels()?;
    let value = factor.value(Position::Level(other)).shown();
    let places = format!("levels {} and {}", one + 1, other + 1);
    if listed {
        let message = format!("{key} lists {value} twice");
        return Some((message, format!("{places} are the same; keep one of them")));
    }
    let message = format!("{key} has {} levels, but {places} are both {value}", factor.levels());
    let help = match factor.whole {
        true => format!("only whole numbers make sense: at most {} levels", high - low + 1.0),
        false => "give it fewer levels or a wider range".to_owned(),
    };
    Some((message, help))
}
