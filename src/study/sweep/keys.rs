//! The keys of a `[sweep]` block and their meaning: what reading, help and the schema share.

use serde_json::{Value, json};

use super::design::{DESIGNS, NeedKind};
use crate::engine::observe::METRICS;

/// A key with its meaning.
pub type Key = (&'static str, &'static str);

/// Keys of `[sweep]`, besides the numbers of its design.
pub const BLOCK_KEYS: [Key; 12] = [
    ("design", "How points are chosen in the space of factors."),
    ("factors", "The keys of the scenario that vary, each with its values."),
    ("file", "CSV file with a column per factor and a row per point, for the design `list`."),
    (
        "groups",
        "Groups of factors that move together, for the designs `morris` and `saltelli`: a list of keys for each name.",
    ),
    (
        "when",
        "Conditions between factors, e.g. \"levers.pay + levers.monitoring <= 1\"; points that break one are excluded.",
    ),
    ("treatments", "The treatments of the scenario that are run at each point; by default all."),
    (
        "replicates",
        "Replicates of each point: a number, or { until = ..., metric = ... } for a stated precision; by default run.replicates.",
    ),
    (
        "random_numbers",
        "`common`: all points share their random numbers; `independent`: each point has its own.",
    ),
    ("seed", "Seed of the design's own random numbers; by default 1."),
    (
        "metrics",
        "The metrics that are recorded, as means over the outcome window; by default record.metrics.",
    ),
    (
        "series",
        "Interval, in periods, between the rows of the series; by default there is no series.",
    ),
    (
        "figures",
        "Figures to draw: a list of { x, y, metric, by, best }, as the options of `tillit plot`; by default chosen by the factors.",
    ),
];

/// Keys of a sweep file of its own, which names a scenario.
pub const FILE_KEYS: [Key; 7] = [
    ("format", "Version of the layout of scenario files; always 1."),
    ("title", "What the sweep is, in one line; by default the scenario's title."),
    ("question", "The question that the sweep asks; by default the scenario's."),
    ("look_for", "What to look for in the results."),
    ("sources", "Where the sweep comes from."),
    ("scenario", "The scenario file, relative to the folder of this file."),
    ("sweep", "The sweep."),
];

/// Keys of a range of values.
pub const RANGE_KEYS: [Key; 5] = [
    ("from", "First value."),
    ("to", "Last value."),
    ("levels", "Number of values, for designs of levels."),
    ("scale", "`linear`, or `log` for equal ratios."),
    ("plus_minus", "Instead of from and to: this much below and above the scenario's value."),
];

/// Keys of a distribution of values.
pub const DISTRIBUTION_KEYS: [Key; 7] = [
    ("distribution", "`uniform`, `normal` (truncated to the range of the key) or `triangular`."),
    ("low", "Smallest value; by default the smallest allowed."),
    ("high", "Largest value; by default the largest allowed."),
    ("mean", "Mean of a normal distribution, before truncation."),
    ("sd", "Standard deviation of a normal distribution, before truncation."),
    ("mode", "Most likely value of a triangular distribution."),
    ("levels", "Number of values, for designs of levels."),
];

/// Keys of a stated precision.
pub const PRECISION_KEYS: [Key; 6] = [
    ("until", "Half-width of the interval that is precise enough, in the unit of the metric."),
    ("metric", "The metric whose mean is to be precise."),
    ("confidence", "Confidence of the interval; by default 0.95."),
    ("at_least", "Fewest replicates; by default 5."),
    ("at_most", "Most replicates; by default 1000."),
    ("look_ahead", "For how many more replicates the precision must hold; by default 5."),
];

/// Keys of a figure.
pub const FIGURE_KEYS: [Key; 9] = [
    ("x", "Factor (or, for paths, metric) on the horizontal axis."),
    ("y", "Factor on the vertical axis of a map."),
    ("metric", "Metric that is shown."),
    ("by", "Factor, or `treatment`: one curve or panel for each of its values."),
    ("best", "Factor, or `treatment`, whose best value each cell of a map shows."),
    ("path", "Whether the metric x and the metric are followed over time, from the series."),
    ("treatment", "The only treatment that is shown; by default each treatment separately."),
    ("difference", "Two treatments: the first minus the second is shown, run by run."),
    ("pool", "Whether treatments are pooled, which the caption then says; by default false."),
];

/// How values of a range are spaced.
pub const SCALES: [Key; 2] =
    [("linear", "equal steps"), ("log", "equal ratios; both ends above 0")];

/// Distributions of factors.
pub const DISTRIBUTIONS: [Key; 3] = [
    ("uniform", "all values equally likely"),
    ("normal", "a truncated normal distribution"),
    ("triangular", "a triangle with its top at the mode"),
];

/// Which random numbers a point uses.
pub const RANDOM_NUMBERS: [Key; 2] = [
    ("common", "all points share their random numbers, so that differences are due to factors"),
    ("independent", "each point has random numbers of its own"),
];

/// The designs by name.
pub fn designs() -> Vec<Key> {
    DESIGNS.iter().map(|design| (design.name, design.summary)).collect()
}

/// The metrics by name.
pub fn metrics() -> Vec<Key> {
    METRICS.iter().map(|metric| (metric.name, metric.summary)).collect()
}

/// The JSON Schema of a `[sweep]` block.
pub fn json_schema() -> Value {
    let names = |keys: &[Key]| -> Value { keys.iter().map(|(name, _)| *name).collect() };
    let number = json!({ "type": "number" });
    let count = json!({ "type": "integer", "minimum": 1 });
    let one_or_list = |item: Value| json!({ "anyOf": [item.clone(), { "type": "array", "items": item, "minItems": 1 }] });
    let text = json!({ "type": "string" });
    let factors = json!({ "type": "object", "minProperties": 1 });
    let precision = table(&PRECISION_KEYS, |key| match key {
        "metric" => json!({ "enum": names(&metrics()) }),
        "until" | "confidence" => number.clone(),
        _ => json!({ "type": "integer", "minimum": 0 }),
    });
    let figure = table(&FIGURE_KEYS, |key| match key {
        "path" | "pool" => json!({ "type": "boolean" }),
        "difference" => json!({ "type": "array", "items": text, "minItems": 2, "maxItems": 2 }),
        "metric" => json!({ "enum": names(&metrics()) }),
        _ => text.clone(),
    });
    let mut block = table(&BLOCK_KEYS, |key| match key {
        "design" => json!({ "enum": names(&designs()) }),
        "factors" => factors.clone(),
        "groups" => json!({ "type": "object", "additionalProperties": one_or_list(text.clone()) }),
        "when" | "treatments" => one_or_list(text.clone()),
        "replicates" => json!({ "anyOf": [count, precision] }),
        "random_numbers" => json!({ "enum": names(&RANDOM_NUMBERS) }),
        "metrics" => one_or_list(json!({ "enum": names(&metrics()) })),
        "seed" => json!({ "type": "integer", "minimum": 0 }),
        "series" => count.clone(),
        "figures" => json!({ "type": "array", "items": figure }),
        _ => text.clone(),
    });
    for need in DESIGNS.iter().flat_map(|design| design.numbers) {
        let schema = match need.kind {
            NeedKind::Flag => json!({ "type": "boolean", "description": need.summary }),
            NeedKind::Even => {
                json!({ "type": "integer", "minimum": need.least, "multipleOf": 2, "description": need.summary })
            }
            NeedKind::Count => {
                json!({ "type": "integer", "minimum": need.least, "description": need.summary })
            }
        };
        block["properties"][need.key] = schema;
    }
    block
}

/// The JSON Schema (draft 2020-12) of a sweep file that names a scenario.
pub fn file_schema() -> Value {
    let text = json!({ "type": "string" });
    let mut file = table(&FILE_KEYS, |key| match key {
        "format" => json!({ "const": 1 }),
        "sweep" => json_schema(),
        "look_for" | "sources" => {
            json!({ "anyOf": [text, { "type": "array", "items": text }] })
        }
        _ => text.clone(),
    });
    file["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    file["title"] = json!("tillit sweep");
    file["required"] = json!(["scenario", "sweep"]);
    file
}

fn table(keys: &[Key], schema: impl Fn(&str) -> Value) -> Value {
    let mut value = json!({ "type": "object", "properties": {}, "additionalProperties": false });
    for (key, meaning) in keys {
        value["properties"][*key] = schema(key);
        value["properties"][*key]["description"] = json!(meaning);
    }
    value
}
