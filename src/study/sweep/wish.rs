//! A figure of a sweep that was asked for.

use serde::{Deserialize, Serialize};

use crate::scenario::nearest::did_you_mean;

/// What a figure of a sweep shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The only treatment that is shown; none for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treatment: Option<String>,
    /// Two treatments: the first less the second is shown, run by run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<[String; 2]>,
    /// Whether treatments are pooled; otherwise each is shown by itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pool: bool,
}

/// What a figure can show of a sweep.
struct Kept<'a> {
    /// The factors, with whether they are numbers.
    factors: &'a [(&'a str, bool)],
    treatments: &'a [&'a str],
    metrics: &'a [&'a str],
}

/// A key that is wrong, and what is wrong with it.
type Fault = (&'static str, String);

impl Kept<'_> {
    fn is_metric(&self, key: &'static str, name: &str) -> Result<(), Fault> {
        if self.metrics.contains(&name) {
            return Ok(());
        }
        let hint = match did_you_mean(name, self.metrics.iter().copied()) {
            hint if hint.is_empty() => format!("kept are {}", self.metrics.join(", ")),
            hint => hint,
        };
        Err((key, format!("`{name}` is not a metric that is kept; {hint}")))
    }

    fn is_number(&self, key: &'static str, name: &str) -> Result<(), Fault> {
        match self.factors.iter().find(|(known, _)| *known == name) {
            Some((_, true)) => Ok(()),
            Some((_, false)) => {
                Err((key, format!("`{name}` holds names; an axis needs a factor with numbers")))
            }
            None => Err(self.no_factor(key, name)),
        }
    }

    fn is_group(&self, key: &'static str, name: &str) -> Result<(), Fault> {
        match self.factors.iter().any(|(known, _)| *known == name) {
            true => Ok(()),
            false if name == TREATMENT && self.treatments.len() > 1 => Ok(()),
            false if name == TREATMENT => {
                Err((key, "the scenario has only one treatment".to_owned()))
            }
            false => Err(self.no_factor(key, name)),
        }
    }

    fn no_factor(&self, key: &'static str, name: &str) -> Fault {
        let names: Vec<&str> = self.factors.iter().map(|(name, _)| *name).collect();
        (key, format!("`{name}` is no factor ({})", names.join(", ")))
    }
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
        if let Some(name) = &self.treatment {
            text += &format!(", treatment {name}");
        }
        if let Some([a, b]) = &self.difference {
            text += &format!(", {a} less {b}");
        }
        text += if self.pool { ", treatments pooled" } else { "" };
        text + if self.path { ", as a path" } else { "" }
    }

    /// Whether it names a factor.
    pub fn names(&self, key: &str) -> bool {
        let others = [&self.y, &self.by, &self.best];
        self.x == key || others.into_iter().any(|other| other.as_deref() == Some(key))
    }

    /// Those of some treatments that it shows, in their order; for a difference the two in its order.
    pub fn shown_treatments<'a>(&'a self, all: Vec<&'a str>) -> Vec<&'a str> {
        match (&self.difference, &self.treatment) {
            (Some([a, b]), _) => vec![a, b],
            (_, Some(one)) => vec![one],
            _ => all,
        }
    }

    /// Checks it against a sweep: its factors with whether they are numbers, its treatments, its
    /// metrics, and whether it keeps a series.
    ///
    /// # Errors
    /// The key that is wrong and what is wrong with it.
    pub fn check(
        &self,
        factors: &[(&str, bool)],
        treatments: &[&str],
        metrics: &[&str],
        has_series: bool,
    ) -> Result<(), Fault> {
        let kept = Kept { factors, treatments, metrics };
        kept.is_metric("metric", &self.metric)?;
        if self.path {
            kept.is_metric("x", &self.x)?;
            if !has_series {
                return Err(("path", "a path needs the series: set sweep.series = 1".to_owned()));
            }
            if self.y.is_some() || self.best.is_some() {
                return Err(("path", "a path has neither y nor best".to_owned()));
            }
        } else {
            kept.is_number("x", &self.x)?;
        }
        if let Some(y) = &self.y {
            kept.is_number("y", y)?;
            if *y == self.x {
                return Err(("y", format!("`{y}` stands on both axes")));
            }
        } else if self.best.is_some() {
            return Err(("best", "the best value is shown on a map, which needs y".to_owned()));
        }
        for (key, name) in [("by", &self.by), ("best", &self.best)] {
            if let Some(name) = name {
                kept.is_group(key, name)?;
                if *name == self.x || Some(name) == self.y.as_ref() {
                    return Err((key, format!("`{name}` stands on an axis already")));
                }
            }
        }
        if self.by.is_some() && self.by == self.best {
            return Err(("by", "by and best are the same".to_owned()));
        }
        self.check_treatments(treatments)
    }

    /// Whether the treatments that it names are there, and what it does with them goes together.
    fn check_treatments(&self, treatments: &[&str]) -> Result<(), Fault> {
        let is_treatment = |key, name: &String| match treatments.contains(&name.as_str()) {
            true => Ok(()),
            false => {
                let hint = match did_you_mean(name, treatments.iter().copied()) {
                    hint if hint.is_empty() => format!("there are {}", treatments.join(", ")),
                    hint => hint,
                };
                Err((key, format!("there is no treatment `{name}`; {hint}")))
            }
        };
        if let Some(name) = &self.treatment {
            is_treatment("treatment", name)?;
        }
        for name in self.difference.iter().flatten() {
            is_treatment("difference", name)?;
        }
        let by_treatment =
            [&self.by, &self.best].into_iter().flatten().any(|name| name == TREATMENT);
        let fault = |key, fault: &str| Err((key, fault.to_owned()));
        match (&self.difference, &self.treatment) {
            (Some([a, b]), _) if a == b => fault("difference", "the two treatments are the same"),
            (Some(_), Some(_)) => fault("treatment", "a difference names its own treatments"),
            (Some(_), _) if by_treatment || self.path || self.best.is_some() => fault(
                "difference",
                "a difference has neither best nor path, nor by = \"treatment\"",
            ),
            (Some(_), _) if self.pool => fault("pool", "a difference pools no treatments"),
            (_, Some(_)) if by_treatment => fault(
                "treatment",
                "one treatment is chosen, but by = \"treatment\" shows all of them",
            ),
            _ if self.pool && by_treatment => {
                fault("pool", "treatments cannot be both pooled and shown separately")
            }
            _ => Ok(()),
        }
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
                ..Wish::default()
            };
            wish.check(&factors, &["base"], &["trust", "belief"], true).map_err(|(key, _)| key)
        };
        assert_eq!(check("levers.pay", None, Some("regime"), None, false), Ok(()));
        assert_eq!(check("belief", None, Some("regime"), None, true), Ok(()));
        assert_eq!(check("regime", None, None, None, false), Err("x"));
        assert_eq!(check("levers.pay", Some("levers.pay"), None, None, false), Err("y"));
        assert_eq!(check("levers.pay", None, Some("treatment"), None, false), Err("by"));
        assert_eq!(check("levers.pay", None, None, Some("regime"), false), Err("best"));
        assert_eq!(check("levers.pay", None, None, None, true), Err("x"));
    }

    #[test]
    fn treatments_must_be_there_and_go_together() {
        let check = |wish: Wish| {
            let wish = Wish { x: "levers.pay".into(), metric: "trust".into(), ..wish };
            let found = wish.check(&[("levers.pay", true)], &["a", "b"], &["trust"], true);
            found.map_err(|(key, _)| key)
        };
        let pair = |a: &str, b: &str| Some([a.to_owned(), b.to_owned()]);
        assert_eq!(check(Wish { difference: pair("a", "b"), ..Wish::default() }), Ok(()));
        assert_eq!(
            check(Wish { difference: pair("a", "c"), ..Wish::default() }),
            Err("difference")
        );
        assert_eq!(
            check(Wish { difference: pair("a", "a"), ..Wish::default() }),
            Err("difference")
        );
        assert_eq!(
            check(Wish { treatment: Some("c".into()), ..Wish::default() }),
            Err("treatment")
        );
        let by = || Some(TREATMENT.to_owned());
        assert_eq!(check(Wish { by: by(), pool: true, ..Wish::default() }), Err("pool"));
        let both = Wish { by: by(), difference: pair("a", "b"), ..Wish::default() };
        assert_eq!(check(both), Err("difference"));
    }
}
