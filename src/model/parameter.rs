//! What a parameter is: the one definition from which validation, help, the JSON Schema and the
//! documentation are made.

/// The definition of one number that a scenario may set.
///
/// Written as a constant with the builder methods below, beside the rule that uses it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameter {
    /// Full key in a scenario file, e.g. `assurance.critical_mass`.
    pub key: &'static str,
    /// Symbol in the equations, e.g. `θ`; empty when it has none.
    pub symbol: &'static str,
    /// What it means, in one sentence.
    pub summary: &'static str,
    /// Unit of measurement, e.g. `share of working time`; empty for a pure number.
    pub unit: &'static str,
    /// Values that are allowed.
    pub range: Range,
    /// Value when the scenario is silent.
    pub default: f64,
    /// Value that switches the effect off; none when switching off has no meaning.
    pub neutral: Option<f64>,
    /// Keys of parameters of which one must differ from its neutral value, or this one has no effect;
    /// empty when it needs none.
    pub needs: &'static [&'static str],
    /// Range that evidence or judgement finds plausible, for audits and sensitivity.
    pub plausible: Option<Plausible>,
    /// Number of the equation in the ODD text where it appears.
    pub equation: &'static str,
    /// Where the rule or the value comes from.
    pub source: &'static str,
}

/// The values that a parameter may take, both ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// Smallest value allowed.
    pub low: f64,
    /// Largest value allowed.
    pub high: f64,
    /// Whether only whole numbers are allowed.
    pub whole: bool,
}

/// A plausible range and the reason for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plausible {
    /// Low end.
    pub low: f64,
    /// High end.
    pub high: f64,
    /// Why.
    pub reason: &'static str,
}

impl Range {
    /// Whether `value` is a number inside the range, and whole where that is asked for.
    pub fn contains(&self, value: f64) -> bool {
        value >= self.low && value <= self.high && (!self.whole || value.fract() == 0.0)
    }
}

impl Parameter {
    /// A parameter with its key, default and allowed range (both ends included).
    pub const fn new(key: &'static str, default: f64, low: f64, high: f64) -> Self {
        Self {
            key,
            symbol: "",
            summary: "",
            unit: "",
            range: Range { low, high, whole: false },
            default,
            neutral: None,
            needs: &[],
            plausible: None,
            equation: "",
            source: "",
        }
    }

    /// Only whole numbers.
    pub const fn whole(mut self) -> Self {
        self.range.whole = true;
        self
    }

    /// What it means.
    pub const fn summary(mut self, summary: &'static str) -> Self {
        self.summary = summary;
        self
    }

    /// Symbol in the equations.
    pub const fn symbol(mut self, symbol: &'static str) -> Self {
        self.symbol = symbol;
        self
    }

    /// Unit of measurement.
    pub const fn unit(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }

    /// The value that switches it off.
    pub const fn neutral(mut self, value: f64) -> Self {
        self.neutral = Some(value);
        self
    }

    /// The parameters of which one must act for this one to have any effect.
    pub const fn needs(mut self, keys: &'static [&'static str]) -> Self {
        self.needs = keys;
        self
    }

    /// The plausible range and its reason.
    pub const fn plausible(mut self, low: f64, high: f64, reason: &'static str) -> Self {
        self.plausible = Some(Plausible { low, high, reason });
        self
    }

    /// The equation it appears in, and its source.
    pub const fn source(mut self, equation: &'static str, source: &'static str) -> Self {
        self.equation = equation;
        self.source = source;
        self
    }
}
