//! Labels and texts by name, one table for each language.
//!
//! What a parameter, lever, regime, mechanism, metric, game or hypothesis means stands in English beside
//! its definition. A language is one table more: a [`Texts`] with labels and, for all but English, with
//! translations of the definitions' texts by name. Everything that a user reads takes its words from here.

use std::borrow::Cow;

use super::swedish::SWEDISH;

/// The languages of labels and texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// British English.
    #[default]
    English,
    /// Swedish.
    Swedish,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::English, Self::Swedish];

    /// The language with this code (ISO 639-1).
    pub fn find(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// Its code (ISO 639-1).
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Swedish => "sv",
        }
    }

    /// Its labels and texts.
    pub fn texts(self) -> &'static Texts {
        match self {
            Self::English => &ENGLISH,
            Self::Swedish => &SWEDISH,
        }
    }
}

/// What a name belongs to: names are unique within a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number that a scenario may set, by its full key.
    Parameter,
    /// A lever of steering.
    Lever,
    /// A named regime.
    Regime,
    /// A rule of the model.
    Mechanism,
    /// What can be recorded of a unit.
    Metric,
    /// A game of the laboratory.
    Game,
    /// A hypothesis of chapter 2.
    Hypothesis,
}

/// A kind, a name, and the words for it.
pub(super) type Entry = (Kind, &'static str, &'static str);

/// The labels and texts of a language.
#[derive(Debug)]
pub struct Texts {
    /// Short names for axes, headings, legends and tables, where they are not the name itself.
    pub(super) labels: &'static [Entry],
    /// Translations of the texts that stand beside the definitions; none in English.
    pub(super) descriptions: &'static [Entry],
}

impl Texts {
    /// The short name of a thing: in lower case, fit for the middle of a sentence.
    pub fn label<'a>(&self, kind: Kind, name: &'a str) -> Cow<'a, str> {
        match find(self.labels, kind, name) {
            Some(label) => Cow::Borrowed(label),
            None => Cow::Owned(name.replace(['_', '-'], " ")),
        }
    }

    /// The same as a heading, with a capital letter.
    pub fn heading(&self, kind: Kind, name: &str) -> String {
        let label = self.label(kind, name);
        let mut letters = label.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    }

    /// What a thing means, where its definition says `english`.
    pub fn description(&self, kind: Kind, name: &str, english: &'static str) -> &'static str {
        find(self.descriptions, kind, name).unwrap_or(english)
    }

    /// Whether a thing has a label of its own.
    pub fn has_label(&self, kind: Kind, name: &str) -> bool {
        find(self.labels, kind, name).is_some()
    }
}

fn find(entries: &'static [Entry], kind: Kind, name: &str) -> Option<&'static str> {
    entries.iter().find(|entry| entry.0 == kind && entry.1 == name).map(|entry| entry.2)
}

/// English.
static ENGLISH: Texts = Texts {
    labels: &[
        (Kind::Metric, "true_output", "true output"),
        (Kind::Metric, "measured_output", "measured output"),
        (Kind::Metric, "goodhart_gap", "Goodhart gap"),
        (Kind::Metric, "welfare", "net welfare"),
        (Kind::Metric, "cooperative", "share of co-operative units"),
        (Kind::Metric, "measured_effort", "measured effort"),
        (Kind::Metric, "cooperation", "co-operation"),
        (Kind::Metric, "gaming", "gaming"),
        (Kind::Metric, "effort_cost", "cost of effort"),
        (Kind::Metric, "belief", "belief in colleagues"),
        (Kind::Metric, "trust", "trust in the leader"),
        (Kind::Metric, "leader_trust", "leader's trust in staff"),
        (Kind::Metric, "motivation", "motivation"),
        (Kind::Metric, "felt_vision", "felt vision"),
        (Kind::Metric, "credibility", "credibility of the vision"),
        (Kind::Metric, "perceived_control", "perceived control"),
        (Kind::Metric, "monitoring", "monitoring"),
        (Kind::Metric, "information", "truthfulness of reports"),
        (Kind::Metric, "report_accuracy", "accuracy of reports"),
        (Kind::Metric, "problems_told", "problems that are known"),
        (Kind::Metric, "problems", "unsolved problems"),
        (Kind::Metric, "leniency", "leniency"),
        (Kind::Metric, "reputation", "common reputation"),
        (Kind::Metric, "funding", "funding"),
        (Kind::Metric, "turnover", "staff turnover"),
        (Kind::Metric, "steering_time", "working time for steering"),
        (Kind::Metric, "pay", "pay for own work"),
        (Kind::Metric, "team_pay", "pay for the unit's work"),
        (Kind::Metric, "steering_hours", "hours of staff for steering"),
        (Kind::Metric, "checking_hours", "hours of inspectors"),
        (Kind::Metric, "spending", "spending beside wages"),
        (Kind::Metric, "net_value", "net value in money"),
        (Kind::Lever, "pay", "pay"),
        (Kind::Lever, "team_pay", "team pay"),
        (Kind::Lever, "ratchet", "ratchet"),
        (Kind::Lever, "monitoring", "monitoring"),
        (Kind::Lever, "sanction", "sanction"),
        (Kind::Lever, "standard", "standard"),
        (Kind::Lever, "dialogue", "dialogue"),
        (Kind::Lever, "support", "support"),
        (Kind::Lever, "vision", "vision"),
        (Kind::Lever, "competition", "competition"),
        (Kind::Lever, "discretion", "room for action"),
        (Kind::Regime, "laissez-faire", "laissez-faire"),
        (Kind::Regime, "incentive", "incentives"),
        (Kind::Regime, "control", "control"),
        (Kind::Regime, "trust", "trust"),
        (Kind::Parameter, "organisation.units", "units"),
        (Kind::Parameter, "organisation.staff", "staff of a unit"),
        (Kind::Parameter, "organisation.measurability", "measurable part of the work"),
        (Kind::Parameter, "run.periods", "months"),
        (Kind::Parameter, "run.replicates", "replicates"),
        (Kind::Parameter, "run.window", "months that count"),
        (Kind::Parameter, "start.belief", "belief in colleagues at the start"),
        (Kind::Parameter, "start.belief_unit_sd", "differences between units"),
        (Kind::Parameter, "start.leader_trust", "leader's trust at the start"),
        (Kind::Parameter, "start.leader_competence.mean", "competence of leaders"),
        (Kind::Parameter, "staff.types.self_interested.share", "share who work for own gain"),
        (
            Kind::Parameter,
            "staff.types.conditional_cooperator.share",
            "share who give as others give",
        ),
        (Kind::Parameter, "staff.types.intrinsic.share", "share who work for the work's sake"),
        (Kind::Parameter, "staff.traits.control_aversion.mean", "sensitivity to control"),
        (Kind::Parameter, "staff.traits.trust_propensity.mean", "propensity to trust"),
        (Kind::Parameter, "assurance.critical_mass", "critical mass"),
    ],
    descriptions: &[],
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::levers::{Lever, REGIMES};

    #[test]
    fn every_lever_and_regime_has_a_label_in_every_language_and_no_label_stands_twice() {
        for language in Language::ALL {
            let texts = language.texts();
            assert_eq!(Language::find(language.code()), Some(language));
            assert!(Lever::ALL.iter().all(|lever| texts.has_label(Kind::Lever, lever.name())));
            assert!(REGIMES.iter().all(|regime| texts.has_label(Kind::Regime, regime.name)));
            for entries in [texts.labels, texts.descriptions] {
                for (index, (kind, name, words)) in entries.iter().enumerate() {
                    let same = |other: &&Entry| (other.0, other.1) == (*kind, *name);
                    assert!(
                        !words.is_empty() && !entries[..index].iter().any(|e| same(&e)),
                        "{name}"
                    );
                }
            }
        }
    }

    #[test]
    fn every_parameter_that_has_words_is_there() {
        for entries in [ENGLISH.labels, SWEDISH.labels, SWEDISH.descriptions] {
            for (_, key, _) in entries.iter().filter(|entry| entry.0 == Kind::Parameter) {
                assert!(crate::model::catalogue::find_parameter(key).is_some(), "{key}");
            }
        }
    }

    #[test]
    fn what_has_no_label_is_called_by_its_name() {
        let texts = Language::English.texts();
        assert_eq!(texts.label(Kind::Mechanism, "perceived_control"), "perceived control");
        assert_eq!(texts.heading(Kind::Metric, "belief"), "Belief in colleagues");
        assert_eq!(texts.description(Kind::Metric, "belief", "as defined"), "as defined");
    }
}
