//! The scenarios that come with the program, by the names of their files.

/// Name and text of every scenario of the folder `scenarios`. A new one is one more line.
pub static SHIPPED: [(&str, &str); 12] = [
    ("schools", include_str!("../../scenarios/schools.toml")),
    ("social-trap", include_str!("../../scenarios/social-trap.toml")),
    ("distrust-spiral", include_str!("../../scenarios/distrust-spiral.toml")),
    ("incentives", include_str!("../../scenarios/incentives.toml")),
    ("miller-paradox", include_str!("../../scenarios/miller-paradox.toml")),
    ("control-dose", include_str!("../../scenarios/control-dose.toml")),
    ("trust-parts", include_str!("../../scenarios/trust-parts.toml")),
    ("vision", include_str!("../../scenarios/vision.toml")),
    ("race-to-the-bottom", include_str!("../../scenarios/race-to-the-bottom.toml")),
    ("people", include_str!("../../scenarios/people.toml")),
    ("errors", include_str!("../../scenarios/errors.toml")),
    ("skane-2012", include_str!("../../scenarios/skane-2012.toml")),
];

/// The text of the scenario with this name.
pub fn find_shipped(name: &str) -> Option<&'static str> {
    SHIPPED.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_of_the_folder_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
        let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<String> = paths
            .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        files.sort();
        let mut listed = SHIPPED.map(|(name, _)| name.to_owned());
        listed.sort();
        assert_eq!(files, listed);
    }
}
