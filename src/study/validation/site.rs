//! What belongs to a place and not to its people, and what fixes it there.

/// What fixes a parameter of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// It was observed, at this site or at a similar one.
    Observed,
    /// It was fitted to this experiment alone.
    Fitted,
    /// It is judgement.
    Judged,
}

/// A parameter of a site: a starting belief, a duty, a custom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SiteParameter {
    /// What it is, with its value where that is one number.
    pub name: &'static str,
    /// On what it rests.
    pub basis: Basis,
    /// What fixes it.
    pub fixed_by: &'static str,
}

impl SiteParameter {
    /// A parameter that was observed.
    pub const fn observed(name: &'static str, fixed_by: &'static str) -> Self {
        Self { name, basis: Basis::Observed, fixed_by }
    }

    /// A parameter that was fitted to the experiment alone.
    pub const fn fitted(name: &'static str, fixed_by: &'static str) -> Self {
        Self { name, basis: Basis::Fitted, fixed_by }
    }

    /// A parameter that was chosen by judgement.
    pub const fn judged(name: &'static str, fixed_by: &'static str) -> Self {
        Self { name, basis: Basis::Judged, fixed_by }
    }
}

impl Basis {
    /// The basis in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Observed => "observed",
            Self::Fitted => "fitted",
            Self::Judged => "judgement",
        }
    }
}
