//! What of a task matters to those who give.

/// What of a task matters to those who give.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Task {
    /// Share of others' giving from which giving bears fruit, which brings in assurance (equation 4);
    /// none where each gift counts alike.
    pub critical_mass: Option<f32>,
    /// How much self-interest takes off, as a multiple of what it does where a token given costs the
    /// giver 0.6 (the public goods game to which people were fitted).
    pub self_interest: f32,
    /// Whether going along pays for oneself where enough others do, so that the assurance that they do
    /// moves also those who have no concern for others.
    pub worthwhile: bool,
    /// Whether giving as much as the others is best for oneself, so that one needs no concern for them
    /// to follow them: everyone then reciprocates at least fully.
    pub coordination: bool,
    /// Whether several others are in the same position, so that one also does as they are expected to do
    /// (conformity). Not so who answers a principal, or is asked beforehand; and a single other is no
    /// crowd (Asch 1951: hardly anyone follows one, a third follow three).
    pub peers: bool,
}

impl Task {
    /// A task in which each gift counts alike and costs as much as usual.
    pub const LINEAR: Self = Self {
        critical_mass: None,
        self_interest: 1.0,
        worthwhile: false,
        coordination: false,
        peers: true,
    };

    /// The same for one who has no peers at it.
    pub const ALONE: Self = Self { peers: false, ..Self::LINEAR };

    /// A task that bears fruit from a share of others' giving on.
    pub fn from_share(critical_mass: f32) -> Self {
        Self { critical_mass: Some(critical_mass), ..Self::LINEAR }
    }

    /// A task in which it is best for oneself to do as the others do, and safe to do much from a share
    /// of others' giving on.
    pub fn coordination(critical_mass: f32) -> Self {
        Self {
            critical_mass: Some(critical_mass),
            self_interest: 0.0,
            worthwhile: true,
            coordination: true,
            peers: true,
        }
    }
}
