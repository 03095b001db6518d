//! An agent's decision: how the rules of equation 5 are put together, in one place.
//!
//! The organisation computes it for a row of agents side by side, the laboratory for one person, and
//! theory for the mean of very many, in double precision: the same operations in the same order, so that
//! people at play are the staff of the organisation to the last bit. How the drive is split into efforts
//! is equation 7 ([`super::effort`]).

use super::Rules;
use super::assurance::Assurance;
use super::conformity::Conformity;
use super::drive::Drive;
use super::negative_reciprocity::NegativeReciprocity;
use super::peer_sanction::PeerSanction;
use crate::ground::maths::{Real, larger};
use crate::model::specification::ModelSpec;

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
    /// (conformity). Not so for a person who answers a principal, or is asked beforehand; and a single
    /// other is no crowd (Asch 1951: hardly anyone follows one, a third follow three).
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

    /// The same for a person who has no peers at it.
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

/// What agents side by side decide by: who they are, what they believe and feel, and how they are led.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a, T, const N: usize> {
    /// Motivation of one's own, `mu`.
    pub motivation: &'a [T; N],
    /// Baseline motivation, `mu0`.
    pub baseline_motivation: &'a [T; N],
    /// Reciprocity to colleagues, `rho`.
    pub reciprocity: &'a [T; N],
    /// Belief about colleagues' co-operation, `B`.
    pub belief: &'a [T; N],
    /// Reciprocity to the leader, `gamma`.
    pub leader_reciprocity: &'a [T; N],
    /// Trust in the leader, `T`.
    pub trust: &'a [T; N],
    /// Felt vision, `V`.
    pub felt_vision: &'a [T; N],
    /// Reaction to control, `zeta`.
    pub control_aversion: &'a [T; N],
    /// How controlling the leader's steering is felt to be, `C`.
    pub control: &'a [T; N],
    /// The leader's trust in the agent, `P`.
    pub leader_trust: &'a [T; N],
}

/// How agents decide at a task: the rules of the drive with their numbers.
#[derive(Debug, Clone, Copy)]
pub struct Decision<T = f32> {
    drive: Drive<T>,
    assurance: Assurance<T>,
    conformity: Conformity<T>,
    negative_reciprocity: NegativeReciprocity<T>,
    peer_sanction: PeerSanction<T>,
    /// Whether giving bears fruit only where enough others give.
    has_critical_mass: bool,
    self_interest: T,
    worthwhile: bool,
    coordination: bool,
    peers: bool,
}

impl Decision {
    /// The decision of staff in the organisation, from rules that are resolved already.
    #[inline(always)]
    pub fn in_organisation(rules: &Rules) -> Self {
        Self::at_work(
            rules.drive,
            rules.assurance,
            rules.conformity,
            rules.negative_reciprocity,
            rules.peer_sanction,
        )
    }

    /// The decision of the same agents at another task.
    pub fn at(self, task: &Task) -> Self {
        let assurance = match task.critical_mass {
            Some(mass) => self.assurance.with_critical_mass(mass),
            None => self.assurance,
        };
        Self {
            assurance,
            has_critical_mass: task.critical_mass.is_some(),
            self_interest: task.self_interest,
            worthwhile: task.worthwhile,
            coordination: task.coordination,
            peers: task.peers,
            ..self
        }
    }
}

impl<T: Real> Decision<T> {
    /// The decision of staff in the organisation of a specification.
    pub fn of(spec: &ModelSpec) -> Self {
        Self::at_work(
            Drive::of(spec),
            Assurance::of(spec),
            Conformity::of(spec),
            NegativeReciprocity::of(spec),
            PeerSanction::of(spec),
        )
    }

    /// The work of the organisation bears fruit from its critical mass on, costs as much as usual and is
    /// done among colleagues.
    #[inline(always)]
    fn at_work(
        drive: Drive<T>,
        assurance: Assurance<T>,
        conformity: Conformity<T>,
        negative_reciprocity: NegativeReciprocity<T>,
        peer_sanction: PeerSanction<T>,
    ) -> Self {
        Self {
            drive,
            assurance,
            conformity,
            negative_reciprocity,
            peer_sanction,
            has_critical_mass: true,
            self_interest: T::ONE,
            worthwhile: false,
            coordination: false,
            peers: true,
        }
    }

    /// The same where colleagues rebuke by other strengths: those that a person has met with.
    pub fn under_rebukes(self, rebukes: (T, T)) -> Self {
        Self { peer_sanction: self.peer_sanction.with(rebukes), ..self }
    }

    /// The drive of agents side by side, each at least 0 (equation 5).
    #[inline(always)]
    pub fn drive<const N: usize>(&self, agents: &Situation<T, N>) -> [T; N] {
        let (reciprocity, belief) = (self.reciprocity(agents), agents.belief);
        let mut row = self.assured(belief);
        for lane in 0..N {
            let concern = Drive::concern(agents.baseline_motivation[lane], reciprocity[lane]);
            let moved_by = if self.worthwhile { T::ONE } else { concern };
            let own = (agents.motivation[lane], moved_by);
            let others = (reciprocity[lane], belief[lane]);
            let leader = (agents.leader_reciprocity[lane], agents.trust[lane]);
            row[lane] = self.drive.wish(own, others, row[lane], leader, agents.felt_vision[lane]);
        }
        if self.peers && self.conformity.acts() {
            for lane in 0..N {
                row[lane] = self.conformity.followed(row[lane], belief[lane]);
            }
        }
        for lane in 0..N {
            let concern = Drive::concern(agents.baseline_motivation[lane], reciprocity[lane]);
            row[lane] = self.drive.after_self_interest(row[lane], concern, self.self_interest);
        }
        if self.peer_sanction.acts() {
            for lane in 0..N {
                row[lane] = self.peer_sanction.answered(row[lane], belief[lane]);
            }
        }
        row
    }

    /// Reciprocity to colleagues, less what is withheld from a leader who controls and distrusts.
    #[inline(always)]
    fn reciprocity<const N: usize>(&self, agents: &Situation<T, N>) -> [T; N] {
        let mut row = *agents.reciprocity;
        if self.negative_reciprocity.acts() {
            for lane in 0..N {
                let left = self.negative_reciprocity.left(
                    agents.control_aversion[lane],
                    agents.control[lane],
                    agents.leader_trust[lane],
                );
                row[lane] = row[lane] * left;
            }
        }
        if self.coordination {
            for lane in 0..N {
                row[lane] = larger(row[lane], T::ONE);
            }
        }
        row
    }

    /// The weighted assurance at some beliefs, `π F(B)`.
    #[inline(always)]
    fn assured<const N: usize>(&self, belief: &[T; N]) -> [T; N] {
        if !self.has_critical_mass {
            return [T::ZERO; N];
        }
        let mut row = self.assurance.at_row(belief);
        for lane in 0..N {
            row[lane] = self.assurance.weight * row[lane];
        }
        row
    }
}
