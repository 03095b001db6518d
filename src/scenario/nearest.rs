//! The valid name nearest to what was typed.

/// How alike a name must be to be suggested, from 0 to 1.
const ALIKE: f64 = 0.6;

/// The valid names near enough to what was typed to be meant, nearest first, at most `most`.
pub fn nearest<'a>(
    typed: &str,
    names: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<&'a str> {
    let mut found: Vec<(f64, &str)> = names
        .into_iter()
        .map(|name| (likeness(typed, name), name))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    found.dedup_by(|a, b| a.1 == b.1);
    found.into_iter().map(|(_, name)| name).take(most).collect()
}

/// How alike a typed name and a valid one are: as whole paths, or nearly as good, in their last
/// parts, because a forgotten table is a common slip.
fn likeness(typed: &str, name: &str) -> f64 {
    // Comparing takes time in the square of the length, and no valid name is nearly as long.
    if typed.len() > 100 {
        return 0.0;
    }
    let typed = typed.to_lowercase().replace('-', "_");
    let name = name.to_lowercase().replace('-', "_");
    let last = |path: &str| path.rsplit('.').next().unwrap_or_default().to_owned();
    let whole = strsim::normalized_damerau_levenshtein(&typed, &name);
    let ends = strsim::normalized_damerau_levenshtein(&last(&typed), &last(&name));
    whole.max(0.9 * ends)
}

/// "did you mean `name`?", or nothing.
pub fn did_you_mean<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    let found = nearest(typed, names, 1);
    found.first().map_or(String::new(), |name| format!("did you mean `{name}`?"))
}

/// The name that [`did_you_mean`] asks about; none in any other advice.
pub fn meant(help: &str) -> Option<&str> {
    help.strip_prefix("did you mean `")?.strip_suffix("`?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_that_is_asked_about_is_found_again() {
        assert_eq!(meant(&did_you_mean("trsut", ["trust", "pay"])), Some("trust"));
        assert_eq!(meant(&did_you_mean("bureaucracy", ["trust"])), None);
        assert_eq!(meant("write it without quotes: 3"), None);
    }

    #[test]
    fn a_slip_is_mended_and_a_stranger_is_not() {
        let names = ["levers.monitoring", "levers.pay", "working_time.monitoring", "trust"];
        assert_eq!(nearest("levers.monitring", names, 1), ["levers.monitoring"]);
        assert_eq!(nearest("monitoring", names, 1), ["levers.monitoring"]);
        assert_eq!(nearest("Trust", names, 3), ["trust"]);
        assert!(nearest("bureaucracy", names, 3).is_empty());
        assert!(nearest(&"x".repeat(1_000_000), names, 3).is_empty());
    }
}
