//! What a pattern of a case is.

/// Whether a pattern is evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It comes about through several rules together.
    Emergent,
    /// Its sign stands in one equation: whether it is found tests the program, not the theory.
    Regression,
}

impl Standing {
    /// Names in a scenario file, in the order of the variants, with their meaning.
    pub const NAMES: [(&'static str, &'static str); 2] = [
        ("emergent", "it comes about through several rules together"),
        ("regression", "its sign stands in one equation: a test of the program, no evidence"),
    ];

    /// Name in a scenario file.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }
}

/// What is taken of a metric over some periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// The mean.
    Mean,
    /// How many periods after the first one it has gone half of its way: from its mean over the
    /// [`BEFORE`] periods before the first to its mean over the last [`AT_END`] periods. Missing where it
    /// has hardly moved.
    HalfTime,
}

/// Periods before the first one from which a half-time starts.
pub const BEFORE: u32 = 6;
/// Last periods at which a half-time ends.
pub const AT_END: u32 = 12;

impl Taken {
    /// Names in a scenario file, in the order of the variants, with their meaning.
    pub const NAMES: [(&'static str, &'static str); 2] = [
        ("mean", "the mean over the periods"),
        ("half_time", "periods until it has gone half of its way"),
    ];
}

/// A number that a replicate gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The metric.
    pub metric: &'static str,
    /// The treatment.
    pub treatment: String,
    /// The treatment whose values are taken away.
    pub minus: Option<String>,
    /// First and last period, counted from 1.
    pub periods: (u32, u32),
    /// The group of units; all where there is none.
    pub group: Option<String>,
    /// What is taken over the periods.
    pub taken: Taken,
}

/// What a quantity must lie above.
#[derive(Debug, Clone, PartialEq)]
pub enum Right {
    /// A number.
    Number(f64),
    /// So many times another quantity.
    Quantity(f64, Quantity),
}

/// A comparison that must hold in a replicate.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What must be larger.
    pub left: Quantity,
    /// What must be smaller.
    pub right: Right,
    /// By how much.
    pub margin: f64,
}

/// A pattern of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    /// Name.
    pub name: String,
    /// What the source says.
    pub claim: String,
    /// Where.
    pub source: String,
    /// Whether it is evidence.
    pub standing: Standing,
    /// Why the thresholds are what they are.
    pub reason: String,
    /// What must hold in a replicate, all of it.
    pub comparisons: Vec<Comparison>,
    /// For treatments: which one stands for it in the control.
    pub control: Vec<(String, String)>,
    /// Smallest share of replicates in which it must hold.
    pub share: f64,
    /// Largest share of replicates in which it may hold under the control.
    pub control_share: f64,
}
