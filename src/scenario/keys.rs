//! The keys of a scenario file that are not numbers of the model, and what they may hold.

use std::sync::OnceLock;

use super::width::Width;
use crate::engine::observe::{LEVEL_METRICS, METRICS};
use crate::model::catalogue::parameters;
use crate::model::levers::REGIMES;
use crate::model::mechanisms::MECHANISMS;
use crate::model::parameter::Parameter;
use crate::model::specification::{Composition, MOST_TIERS, Policy, SiteDatum, VisionLabels};

/// The version of the layout of scenario files that is read.
pub const FORMAT: u32 = 1;

/// Keys that hold for the whole file and cannot differ between treatments.
pub const SCENARIO_KEYS: [&str; 10] = [
    "format",
    "question",
    "sources",
    "look_for",
    "people",
    "treatments",
    "patterns",
    "record",
    "figures",
    "sweep",
];

/// Most treatments that a scenario may have.
pub const MOST_TREATMENTS: usize = 200;

/// A figure that a run may draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureKind {
    /// Outcome curves with bands over replicates.
    Outcomes,
    /// Paired differences from the first treatment with their intervals.
    Differences,
    /// The same, period by period.
    DifferencesOverTime,
    /// Single units as thin lines.
    Units,
    /// The units at the end.
    Distribution,
    /// Measured against true output.
    Goodhart,
    /// Levers, time and trust down the levels of a chain.
    Levels,
}

impl FigureKind {
    /// Every figure.
    pub const ALL: [Self; 7] = [
        Self::Outcomes,
        Self::Differences,
        Self::DifferencesOverTime,
        Self::Units,
        Self::Distribution,
        Self::Goodhart,
        Self::Levels,
    ];
    /// Names, in the order of the variants, with their meaning.
    pub const NAMES: [(&'static str, &'static str); 7] = [
        ("outcomes", "outcome curves of all treatments with bands over replicates"),
        ("differences", "paired differences from the first treatment with 95 % intervals"),
        ("differences_over_time", "the same differences, period by period"),
        ("units", "single units as thin lines, which shows whether there are two basins"),
        ("distribution", "how units are spread at the end"),
        ("goodhart", "measured and true output, and the gap between them"),
        ("levels", "with tiers: levers, time and trust at each level of the chain over time"),
    ];

    /// Name in a scenario file and of the figure's file.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }
}

/// A key of a scenario file that is not a number of the model.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Full key.
    pub key: &'static str,
    /// What it means.
    pub summary: &'static str,
    /// What it may hold.
    pub kind: SettingKind,
    /// What holds when the file is silent.
    pub default: &'static str,
}

/// What a setting may hold.
#[derive(Debug, Clone, Copy)]
pub enum SettingKind {
    /// The number 1.
    Format,
    /// A text.
    Text,
    /// A text or a list of texts.
    Texts,
    /// A whole number from 0 to 2^64 − 1.
    Seed,
    /// A whole number of at least 1.
    Count,
    /// One of some names.
    Name(fn() -> Vec<(&'static str, &'static str)>),
    /// A list of some names.
    Names(fn() -> Vec<(&'static str, &'static str)>),
    /// A list of whole numbers of at least 1, possibly empty.
    Counts {
        /// Most entries.
        most: usize,
    },
    /// A number for each level of the chain, or one for all.
    Levels(fn() -> &'static Parameter),
    /// A list of tables, described by itself.
    Tables {
        /// Most entries.
        most: usize,
    },
    /// Tables by name, described by themselves.
    Treatments,
    /// A table that is read by itself, for `tillit sweep`.
    Sweep,
    /// A width of figures: a preset, or a number of millimetres.
    Width,
}

fn regimes() -> Vec<(&'static str, &'static str)> {
    REGIMES.iter().map(|regime| (regime.name, regime.summary)).collect()
}

fn switchable() -> Vec<(&'static str, &'static str)> {
    MECHANISMS.iter().filter(|m| !m.off.is_empty()).map(|m| (m.name, m.summary)).collect()
}

fn metrics() -> Vec<(&'static str, &'static str)> {
    let of_levels = LEVEL_METRICS.iter().map(|family| (family.name, family.summary));
    METRICS.iter().map(|metric| (metric.name, metric.summary)).chain(of_levels).collect()
}

/// Every setting.
pub static SETTINGS: [Setting; 27] = [
    Setting {
        key: "format",
        summary: "Version of the layout of scenario files; always 1.",
        kind: SettingKind::Format,
        default: "1",
    },
    Setting {
        key: "title",
        summary: "What the scenario is, in one line.",
        kind: SettingKind::Text,
        default: "empty",
    },
    Setting {
        key: "question",
        summary: "The question that the scenario asks.",
        kind: SettingKind::Text,
        default: "empty",
    },
    Setting {
        key: "sources",
        summary: "Where the scenario comes from.",
        kind: SettingKind::Texts,
        default: "none",
    },
    Setting {
        key: "look_for",
        summary: "What to look for in the results.",
        kind: SettingKind::Texts,
        default: "none",
    },
    Setting {
        key: "people",
        summary: "Who works here, for `tillit run`: a file beside this one with other people (a sample, .csv, or a scenario, .toml), or `posterior`.",
        kind: SettingKind::Text,
        default: "the people of the model, who pass the experiments of the laboratory",
    },
    Setting {
        key: "regime",
        summary: "The named regime that sets all levers; [levers] then changes single ones.",
        kind: SettingKind::Name(regimes),
        default: "laissez-faire",
    },
    Setting {
        key: "policy",
        summary: "Who moves the levers over time, besides the schedule.",
        kind: SettingKind::Name(|| Policy::NAMES.to_vec()),
        default: "fixed",
    },
    Setting {
        key: "run.seed",
        summary: "Seed of all random numbers; the same seed gives the same results.",
        kind: SettingKind::Seed,
        default: "1",
    },
    Setting {
        key: "organisation.composition",
        summary: "How the types of staff are spread over units.",
        kind: SettingKind::Name(|| Composition::NAMES.to_vec()),
        default: "quota",
    },
    Setting {
        key: "organisation.vision_labels",
        summary: "Whether each leader has a vision of their own or all share one.",
        kind: SettingKind::Name(|| VisionLabels::NAMES.to_vec()),
        default: "local",
    },
    Setting {
        key: "tiers",
        summary: "Numbers of managers at each tier between the top and the leaders of units, from the top down, e.g. [3, 8]; [] where leaders report to the top. Levers are then what the top sets, and reach staff through the tiers.",
        kind: SettingKind::Counts { most: MOST_TIERS },
        default: "no chain: levers reach units as they are set",
    },
    Setting {
        key: "site.administration",
        summary: "Share of working time that administration takes: of managers at each tier, and of leaders last, or one value for all.",
        kind: SettingKind::Levels(|| SiteDatum::Administration.definition()),
        default: "0.3",
    },
    Setting {
        key: "site.pressure",
        summary: "Pressure on managers at each tier, and on leaders last, to add checks of their own, or one value for all.",
        kind: SettingKind::Levels(|| SiteDatum::Pressure.definition()),
        default: "0",
    },
    Setting {
        key: "site.trust_in_superior",
        summary: "Trust in the superior at the start: of managers at each tier, and of leaders last, or one value for all.",
        kind: SettingKind::Levels(|| SiteDatum::TrustInSuperior.definition()),
        default: "0.5",
    },
    Setting {
        key: "site.trust_in_subordinates",
        summary: "Trust in those below at the start: of the top first, and of managers at each tier, or one value for all.",
        kind: SettingKind::Levels(|| SiteDatum::TrustInSubordinates.definition()),
        default: "0.6",
    },
    Setting {
        key: "mechanisms.off",
        summary: "Mechanisms that are switched off: their parameters take their neutral values.",
        kind: SettingKind::Names(switchable),
        default: "none",
    },
    Setting {
        key: "groups",
        summary: "Groups of units ([[groups]]), each with a name, units, staff, regime and levers of its own.",
        kind: SettingKind::Tables { most: 1000 },
        default: "one group of organisation.units units with organisation.staff staff each",
    },
    Setting {
        key: "schedule",
        summary: "Changes at set periods ([[schedule]]): period, which units (unit, group or share; by default all), what changes (regime, set, over, shift, jolt, site), and how many were heard before (anchor).",
        kind: SettingKind::Tables { most: 1000 },
        default: "no changes",
    },
    Setting {
        key: "treatments",
        summary: "Named sets of overrides ([treatments.NAME]) that run side by side with common random numbers.",
        kind: SettingKind::Treatments,
        default: "one treatment: the file as it is",
    },
    Setting {
        key: "patterns",
        summary: "What the source of a case says must be found ([[patterns]]): comparisons of metrics, periods and treatments, with a control in which they must fail; for `tillit cases`.",
        kind: SettingKind::Tables { most: 200 },
        default: "none",
    },
    Setting {
        key: "sweep",
        summary: "Which keys `tillit sweep` varies, and how; `tillit run` ignores it.",
        kind: SettingKind::Sweep,
        default: "no sweep",
    },
    Setting {
        key: "record.metrics",
        summary: "The metrics that are recorded.",
        kind: SettingKind::Names(metrics),
        default: "all",
    },
    Setting {
        key: "record.every",
        summary: "Interval, in periods, between the rows of series.csv.",
        kind: SettingKind::Count,
        default: "1",
    },
    Setting {
        key: "record.detail",
        summary: "How much is kept: the values of every unit, or only means over units, for which memory suffices at any size of sector.",
        kind: SettingKind::Name(|| Detail::NAMES.to_vec()),
        default: "units",
    },
    Setting {
        key: "figures.kinds",
        summary: "The figures that are drawn.",
        kind: SettingKind::Names(|| FigureKind::NAMES.to_vec()),
        default: "all",
    },
    Setting {
        key: "figures.width",
        summary: "Width of figures as they are shown: a preset, or millimetres (60 to 600); text is at least 7 points.",
        kind: SettingKind::Width,
        default: "page",
    },
];

/// How much of a run is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The numbers of every unit.
    Units,
    /// Means over units.
    Means,
}

impl Detail {
    /// Names in scenario files, with what they mean.
    pub const NAMES: [(&'static str, &'static str); 2] = [
        ("units", "the values of every unit are kept, for units.csv and the spread between units"),
        ("means", "only sector means are kept; memory does not grow with the number of units"),
    ];
}

/// Every full key that a file may have, sorted.
pub fn all_keys() -> &'static [&'static str] {
    static SORTED: OnceLock<Vec<&'static str>> = OnceLock::new();
    SORTED.get_or_init(|| {
        let mut keys: Vec<_> = parameters().iter().map(|parameter| parameter.key).collect();
        keys.extend(SETTINGS.iter().map(|setting| setting.key));
        keys.sort_unstable();
        keys
    })
}

/// The setting with this key.
pub fn find_setting(key: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.key == key)
}

/// Whether some key lies inside the table with this path.
pub fn is_table(path: &str) -> bool {
    let inside = |key: &str| key.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'));
    all_keys().iter().any(|key| inside(key))
}

/// The paths of all tables, sorted.
pub fn all_tables() -> Vec<String> {
    let mut tables = std::collections::BTreeSet::new();
    for key in all_keys() {
        let dots = key.match_indices('.');
        tables.extend(dots.map(|(dot, _)| key[..dot].to_owned()));
    }
    tables.into_iter().collect()
}

/// The names that a setting allows, with their meaning; none when it does not hold names.
pub fn names_of(key: &str) -> Vec<(&'static str, &'static str)> {
    match find_setting(key).map(|setting| setting.kind) {
        Some(SettingKind::Name(names) | SettingKind::Names(names)) => names(),
        Some(SettingKind::Width) => Width::NAMES.to_vec(),
        _ => Vec::new(),
    }
}
