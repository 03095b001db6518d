//! A person at play, and how a principal steers one.

use crate::model::traits::{StaffType, Trait};

/// A person at play.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Person {
    /// Type.
    pub kind: StaffType,
    /// Traits, in the order of [`Trait::ALL`].
    pub traits: [f32; Trait::ALL.len()],
    /// Belief about the others' mean contribution, as a share of the endowment; before a principal or a
    /// giver how kind that one is, of which 1 is as kind as can be.
    pub belief: f32,
    /// Trust in whoever leads, in `[0,1]`.
    pub trust: f32,
    /// Own motivation, in `[0,1]`; at first that of its trait.
    pub motivation: f32,
    /// How controlling the steering of whoever leads is felt to be, in `[0,1]`; at first 0.
    pub control: f32,
    /// How far whoever leads is seen to trust, in `[0,1]`; where nobody controls it does not matter.
    pub leader_trust: f32,
    /// Felt vision, in `[0,1]`: how far one shares what a task is for; at first 0.
    pub vision: f32,
    /// Rebukes that a person has learnt to expect for each unit that one gives less, and for each unit
    /// that one gives more, than others.
    pub threat: (f32, f32),
    /// Share of reciprocity that experience has left, in `[0,1]`; at first 1.
    pub reciprocity_left: f32,
    /// How many of the periods to come the person foresees, as a share of them: from 0 up to twice the
    /// mean.
    pub foresight: f32,
}

/// How a principal steers an agent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Steering {
    /// Probability of a check, or 1 for a rule that leaves no choice.
    pub monitoring: f32,
    /// Effective pay for results.
    pub pay: f32,
    /// Support.
    pub support: f32,
    /// How far the principal is seen to trust the agent.
    pub leader_trust: f32,
    /// How far the agent takes part in designing its steering.
    pub dialogue: f32,
    /// The principal's competence, and how far its words are believed.
    pub competence: f32,
}

impl Steering {
    /// A principal of middling support and competence who neither checks, pays nor shows trust or
    /// distrust.
    pub const PLAIN: Self = Self {
        monitoring: 0.0,
        pay: 0.0,
        support: 0.3,
        leader_trust: 0.6,
        dialogue: 0.0,
        competence: 0.6,
    };
}

impl Person {
    /// The value of a trait.
    pub fn value(&self, quality: Trait) -> f32 {
        self.traits[quality as usize]
    }
}
