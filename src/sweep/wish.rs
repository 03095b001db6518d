//! A figure of a sweep that was asked for.

use serde::{Deserialize, Serialize};

use crate::scenario::nearest::did_you_mean;

/// What a figure of a sweep shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Factor (or, for a path, metric) on the horizontal axis.
    pub x: String,
    /// Factor on the vertical axis of a map; none for curves.
    pub y: Option<String>,
    /// The metric that is shown.
    pub metric: String,
    /// Factor, or `treatment`, of which each value is a curve or a panel.
    pub by: Option<String>,
    /// Factor, or `treatment`, whose best value each place of a map shows.
    pub best: Option<String>,
    /// Whether two metrics are followed over time.
    pub path: bool,
}

/// The column that tells treatments apart.
pub const TREATMENT: &str = "treatment";

impl Wish {
    /// What it shows, in words.
    pub fn in_words(&self) -> String {
        let mut text = format!("of {} over {}", self.metric, self.x);
        let more = [(" and ", &self.y), (" by ", &self.by), (", best ", &self.best)];
        for (word, key) in more {
            if let Some(key) = key {
                text += &format!("{word}{key}");
            }
        }
        text + if self.path { ", as a path" } else { "" }
    }

    /// Checks it against a sweep: its factors with whether they are numbers, whether it has several
    /// treatments, its metrics, and whether it keeps a series.
    ///
    /// # Errors
    /// The key that is wrong and what is wrong with it.
    pub fn check(
        &self,
        factors: &[(&str, bool)],
        has_treatments: bool,
        metrics: &[&str],
        has_series: bool,
    ) -> Result<(), (&'static str, String)> {
        let names: Vec<&str> = factors.iter().map(|(name, _)| *name).collect();
        let listed = |names: &[&str]| names.join(", ");
        let is_metric = |key, name: &str| match metrics.contains(&name) {
            true => Ok(()),
            false => {
                let hint = match did_you_mean(name, metrics.iter().copied()) {
                    hint if hint.is_empty() => format!("kept are {}", listed(metrics)),
                    hint => hint,
                };
                Err((key, format!("`{name}` is not a metric that is kept; {hint}")))
            }
        };
        let is_number = |key, name: &str| match factors.iter().find(|(known, _)| *known == name) {
            Some((_, true)) => Ok(()),
            Some((_, false)) => {
                Err((key, format!("`{name}` holds names; an axis needs a factor with numbers")))
            }
            None => Err((key, format!("`{name}` is no factor ({})", listed(&names)))),
        };
        let is_group = |key, name: &str| match names.contains(&name) {
            true => Ok(()),
            false if name == TREATMENT && has_treatments => Ok(()),
            false if name == TREATMENT => {
                Err((key, "the scenario has only one treatment".to_owned()))
            }
            false => Err((key, format!("`{name}` is no factor ({})", listed(&names)))),
        };
        is_metric("metric", &self.metric)?;
        if self.path {
            is_metric("x", &self.x)?;
            if !has_series {
                return Err(("path", "a path needs the series: set sweep.series = 1".to_owned()));
            }
            if self.y.is_some() || self.best.is_some() {
                return Err(("path", "a path has neither y nor best".to_owned()));
            }
        } else {
            is_number("x", &self.x)?;
        }
        if let Some(y) = &self.y {
            is_number("y", y)?;
            if *y == self.x {
                return Err(("y", format!("`{y}` stands on both axes")));
            }
        } else if self.best.is_some() {
            return Err(("best", "the best value is shown on a map, which needs y".to_owned()));
        }
        for (key, name) in [("by", &self.by), ("best", &self.best)] {
            if let Some(name) = name {
                is_group(key, name)?;
                if *name == self.x || Some(name) == self.y.as_ref() {
                    return Err((key, format!("`{name}` stands on an axis already")));
                }
            }
        }
        if self.by.is_some() && self.by == self.best {
            return Err(("by", "by and best are the same".to_owned()));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_drawn_is_told() {
        let factors = [("levers.pay", true), ("regime", false)];
        let check = |x: &str, y: Option<&str>, by: Option<&str>, best: Option<&str>, path| {
            let text = |name: Option<&str>| name.map(str::to_owned);
            let wish = Wish {
                x: x.to_owned(),
                y: text(y),
                metric: "trust".to_owned(),
                by: text(by),
                best: text(best),
                path,
            };
            wish.check(&factors, false, &["trust", "belief"], true).map_err(|(key, _)| key)
        };
        assert_eq!(check("levers.pay", None, Some("regime"), None, false), Ok(()));
        assert_eq!(check("belief", None, Some("regime"), None, true), Ok(()));
        assert_eq!(check("regime", None, None, None, false), Err("x"));
        assert_eq!(check("levers.pay", Some("levers.pay"), None, None, false), Err("y"));
        assert_eq!(check("levers.pay", None, Some("treatment"), None, false), Err("by"));
        assert_eq!(check("levers.pay", None, None, Some("regime"), false), Err("best"));
        assert_eq!(check("levers.pay", None, None, None, true), Err("x"));
    }
}
