//! The levels from the top to the leaders of units, as the units of a block have them above them.
//!
//! A manager's state stands with each of the manager's units, and moves only by what all of them share, so
//! that it is the same everywhere.

use super::block::Levers;
use crate::ground::lanes::{LANES, Row};
use crate::model::levers::N_LEVERS;

/// What a manager meets with on average over the units below, by the last exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Below {
    /// How far staff reach the standard by what is measured, the target of equation 15.
    Reached,
    /// Monitoring as it stands at the own level.
    Checks,
    /// Monitoring of the level above.
    ChecksAbove,
    /// Support of the level above.
    SupportAbove,
    /// Dialogue of the level above.
    DialogueAbove,
    /// Room for action at the own level.
    Discretion,
    /// The largest of dialogue, support and vision of the level below: what takes the manager's time.
    Attention,
    /// Broken words, at most 1.
    BrokenWords,
}

/// Number of the means of [`Below`].
pub const N_BELOW: usize = Below::BrokenWords as usize + 1;

/// A level of the chain: the top, a tier of managers, or the leaders of units. One value per lane.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelColumns {
    /// The levers as they stand at this level.
    pub levers: Levers,
    /// Share of the time that those below ask for which they get, in `[0,1]`; 1 at the top.
    pub time: Row,
    /// Load, in `[0,1]`.
    pub load: Row,
    /// Trust in the superior, `U` in `[0,1]`; nothing at the top.
    pub trust_up: Row,
    /// Trust in those below, `P` in `[0,1]`; of leaders it is the unit's `leader_trust`.
    pub trust_down: Row,
    /// Competence, in [0.05,0.95]; of leaders it is the unit's `competence`.
    pub competence: Row,
    /// Share of working time that administration takes.
    pub administration: Row,
    /// Pressure to add checks.
    pub pressure: Row,
    /// How many managers or units report to the manager.
    pub reports: Row,
    /// The manager of the unit, counted from 0 within the level.
    pub manager: [u32; LANES],
    /// Means over the manager's units, by [`Below`].
    pub below: [Row; N_BELOW],
}

impl LevelColumns {
    /// A level before it is filled.
    pub fn start() -> Self {
        let (zero, one) = ([0.0; LANES], [1.0; LANES]);
        Self {
            levers: Levers([zero; N_LEVERS]),
            time: one,
            load: zero,
            trust_up: zero,
            trust_down: zero,
            competence: zero,
            administration: zero,
            pressure: zero,
            reports: zero,
            manager: [0; LANES],
            below: [zero; N_BELOW],
        }
    }

    /// A mean over the manager's units.
    #[inline(always)]
    pub fn mean(&self, of: Below) -> &Row {
        &self.below[of as usize]
    }
}
