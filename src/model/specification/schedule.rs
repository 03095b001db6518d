//! What a schedule may change, when and for whom.

use super::SiteDatum;
use crate::model::levers::Lever;

/// A scheduled change; it takes effect before the phase `lead` of its period.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The period, counted from 1.
    pub period: u32,
    /// The units that it addresses.
    pub target: Target,
    /// What it does to each of them.
    pub change: Change,
    /// Share of those affected who were heard before: what is changed over the heads of the others breaks
    /// words (equation 23).
    pub anchor: f64,
}

/// The units that an event addresses.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Target {
    /// Every unit.
    All,
    /// One unit, counted from 0.
    Unit(u32),
    /// The units of a group, counted from 0.
    Group(u32),
    /// The share of units with the smallest values of an address-uniform: shares are nested, and
    /// the same units are addressed under every treatment.
    Share(f64),
}

/// What an event does.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Moves a lever to a value in equal steps over `over` periods (1 for at once).
    Lever {
        /// The lever.
        lever: Lever,
        /// The value it reaches.
        to: f64,
        /// Number of periods over which it gets there, at least 1.
        over: u32,
    },
    /// Adds to a state once, limited to `[0,1]`.
    Shift {
        /// The state.
        state: ShiftedState,
        /// What is added.
        by: f64,
    },
    /// Upsets the units without moving a lever, for instance a merger.
    Jolt {
        /// How much, where a lever that moves over its whole range is `broken_words.moved`.
        size: f64,
    },
    /// Gives managers at each tier, and leaders last, new site data.
    Site {
        /// Which.
        datum: SiteDatum,
        /// Values from the first tier below the top down.
        to: Vec<f64>,
    },
}

/// A state that a schedule may shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShiftedState {
    /// Every agent's belief about colleagues, `B`.
    Belief,
    /// Every agent's trust in the leader, `T`.
    Trust,
    /// The leader's trust in staff, `P`.
    LeaderTrust,
}

impl ShiftedState {
    /// Every state that may be shifted.
    pub const ALL: [Self; 3] = [Self::Belief, Self::Trust, Self::LeaderTrust];

    /// Name in a scenario file.
    pub fn name(self) -> &'static str {
        ["belief", "trust", "leader_trust"][self as usize]
    }
}

impl Event {
    /// The last period in which the event still acts, counted from 1.
    pub fn last_period(&self) -> u32 {
        match self.change {
            Change::Lever { over, .. } => self.period + over.max(1) - 1,
            Change::Shift { .. } | Change::Jolt { .. } | Change::Site { .. } => self.period,
        }
    }

    /// Whether it upsets anybody.
    pub fn breaks_words(&self) -> bool {
        let upsets = matches!(self.change, Change::Lever { .. } | Change::Jolt { .. });
        upsets && self.anchor < 1.0
    }
}
