//! An agent's decision: how the rules of equation 5 are put together, in one place.
//!
//! The organisation computes it for a row of agents side by side, the laboratory for one person, and
//! theory for the mean of very many, in double precision: the same operations in the same order, so that
//! people at play are the staff of the organisation to the last bit. A task tells nothing but its
//! payoffs, how many must go along, and who is in the same position. How the drive is split into efforts
//! is equation 7 ([`super::effort`]).

use super::Rules;
use super::assurance::Assurance;
use super::conformity::Conformity;
use super::decision_noise::DecisionNoise;
use super::drive::Drive;
use super::negative_reciprocity::NegativeReciprocity;
use super::output::COMPLEMENTARITY;
use super::payoffs::Payoffs;
use super::peer_punishment::PeerPunishment;
use crate::ground::maths::{Real, larger};
use crate::model::specification::ModelSpec;

/// What a task tells those who do it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Task<T = f32> {
    /// What a full gift costs who gives it, `c` ≥ 0, in any unit.
    pub own_loss: T,
    /// What a full gift brings all others together, `g` ≥ 0, in the same unit.
    pub gain_of_others: T,
    /// The belief from which going along is worth its risk, `θ0`; 1 or more (also infinity) where it
    /// never is.
    pub threshold: T,
    /// How many others must go along, `m` ≥ 1.
    pub others: T,
    /// Whether several others are in the same position, so that one also does as they are expected to do.
    /// Not so for a person who answers a principal, or is asked in advance; and a single other is no
    /// crowd (Asch 1951: hardly anyone follows one, a third follow three).
    pub same_position: bool,
    /// Whether the task is to match the others: doing as they do is best for oneself, whoever one is.
    pub matching: bool,
    /// Whether one answers somebody who has given, or has left one free: then one's own loss is not
    /// weighed again.
    pub answer: bool,
}

impl Task {
    /// An answer to somebody who has given, or has left one free.
    pub const ANSWER: Self = Self {
        own_loss: 0.0,
        gain_of_others: 0.0,
        threshold: f32::INFINITY,
        others: 1.0,
        same_position: false,
        matching: false,
        answer: true,
    };

    /// A task in which a full gift costs `own_loss`, brings all others `gain_of_others`, and is never
    /// safe; several others are in the same position.
    pub fn gift(own_loss: f32, gain_of_others: f32) -> Self {
        Self { own_loss, gain_of_others, same_position: true, answer: false, ..Self::ANSWER }
    }

    /// A task in which it is best to do as `others` do, and safe from a belief on.
    pub fn matching(threshold: f32, others: usize) -> Self {
        Self {
            threshold,
            others: others as f32,
            same_position: others > 1,
            matching: true,
            ..Self::ANSWER
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
    /// Share of it that experience has left, `w`.
    pub reciprocity_left: &'a [T; N],
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
    /// Rebukes expected for each unit that one gives less than others, `t`.
    pub threat_for_less: &'a [T; N],
    /// Rebukes expected for each unit that one gives more than others, `t_a`.
    pub threat_for_more: &'a [T; N],
    /// A standard normal for the noise of this decision; 0 for none.
    pub noise: &'a [T; N],
}

/// How agents decide at a task: the rules of the drive with their numbers.
#[derive(Debug, Clone, Copy)]
pub struct Decision<T = f32> {
    drive: Drive<T>,
    conformity: Conformity<T>,
    payoffs: Payoffs<T>,
    assurance: Assurance<T>,
    decision_noise: DecisionNoise<T>,
    negative_reciprocity: NegativeReciprocity<T>,
    peer_punishment: PeerPunishment<T>,
    /// Share of the others' gain that comes about only where nearly all co-operate, `φ`.
    together: T,
    task: Task<T>,
    /// Whether anyone rebukes anyone.
    rebukes: bool,
}

impl Decision {
    /// The decision of staff in the organisation, from rules that are resolved already.
    #[inline(always)]
    pub fn in_organisation(rules: &Rules) -> Self {
        Self {
            drive: rules.drive,
            conformity: rules.conformity,
            payoffs: rules.payoffs,
            assurance: rules.assurance,
            decision_noise: rules.decision_noise,
            negative_reciprocity: rules.negative_reciprocity,
            peer_punishment: rules.peer_punishment,
            together: rules.output.complementarity(),
            task: work(rules.payoffs, rules.assurance),
            rebukes: rules.peer_punishment.acts(),
        }
    }

    /// The decision of the same agents at another task, where each gift counts by itself and others may
    /// rebuke.
    pub fn at(self, task: &Task) -> Self {
        Self { together: 0.0, task: *task, rebukes: true, ..self }
    }
}

/// The work of the organisation, done among colleagues of whom one's own contacts must go along.
#[inline(always)]
fn work<T: Real>(payoffs: Payoffs<T>, assurance: Assurance<T>) -> Task<T> {
    Task {
        own_loss: payoffs.own_loss,
        gain_of_others: payoffs.gain_of_others,
        threshold: assurance.critical_mass,
        others: T::ONE,
        same_position: true,
        matching: false,
        answer: false,
    }
}

impl<T: Real> Decision<T> {
    /// The decision of staff in the organisation of a specification.
    pub fn of(spec: &ModelSpec) -> Self {
        let (payoffs, assurance) = (Payoffs::of(spec), Assurance::of(spec));
        let peer_punishment = PeerPunishment::of(spec);
        Self {
            drive: Drive::of(spec),
            conformity: Conformity::of(spec),
            payoffs,
            assurance,
            decision_noise: DecisionNoise::of(spec),
            negative_reciprocity: NegativeReciprocity::of(spec),
            peer_punishment,
            together: T::of(spec.value(&COMPLEMENTARITY)),
            task: work(payoffs, assurance),
            rebukes: peer_punishment.acts(),
        }
    }

    /// The drive of agents side by side, each at least 0 (equation 5, its six parts in order).
    #[inline(always)]
    pub fn drive<const N: usize>(&self, agents: &Situation<T, N>) -> [T; N] {
        let mut row = self.wish(agents);
        if self.task.same_position && self.conformity.acts() {
            for lane in 0..N {
                row[lane] = self.conformity.followed(row[lane], agents.belief[lane]);
            }
        }
        let gain = self.gain_of_others(agents.belief);
        let mut per_stake = [T::ZERO; N];
        for lane in 0..N {
            per_stake[lane] = self.payoffs.per_stake(self.task.own_loss, gain[lane]);
        }
        if !self.task.answer && !self.task.matching {
            self.weigh_payoffs(agents, &per_stake, &mut row);
        }
        self.take_assurance(agents, &mut row);
        if self.decision_noise.acts() {
            for lane in 0..N {
                row[lane] = self.decision_noise.strayed(row[lane], agents.noise[lane]);
            }
        }
        if self.rebukes {
            self.answer_rebukes(agents, &per_stake, &mut row);
        }
        for lane in 0..N {
            row[lane] = larger(row[lane], T::ZERO);
        }
        row
    }

    /// Part 1: what agents would like to do.
    #[inline(always)]
    fn wish<const N: usize>(&self, agents: &Situation<T, N>) -> [T; N] {
        let mut row = [T::ZERO; N];
        if self.task.matching {
            for lane in 0..N {
                let felt = agents.felt_vision[lane];
                row[lane] = self.drive.matching(agents.belief[lane], felt);
            }
            return row;
        }
        let reciprocity = self.reciprocity(agents);
        for lane in 0..N {
            let concern = concern_of(agents, lane);
            let own = (agents.motivation[lane], concern);
            let others = (reciprocity[lane], agents.belief[lane]);
            let leader = (agents.leader_reciprocity[lane], agents.trust[lane]);
            row[lane] = self.drive.wish(own, others, leader, agents.felt_vision[lane]);
        }
        row
    }

    /// Reciprocity to colleagues that experience has left, less what is withheld from a leader who
    /// controls and distrusts.
    #[inline(always)]
    fn reciprocity<const N: usize>(&self, agents: &Situation<T, N>) -> [T; N] {
        let mut row = [T::ZERO; N];
        for lane in 0..N {
            row[lane] = agents.reciprocity[lane] * agents.reciprocity_left[lane];
        }
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
        row
    }

    /// What a full gift brings all others at some beliefs: where work needs nearly everyone, less among
    /// those who will not co-operate.
    #[inline(always)]
    fn gain_of_others<const N: usize>(&self, belief: &[T; N]) -> [T; N] {
        let full = self.task.gain_of_others;
        if self.together == T::ZERO {
            return [full; N];
        }
        let mut row = self.assurance.at_row(belief);
        for lane in 0..N {
            row[lane] = full * ((T::ONE - self.together) + self.together * row[lane]);
        }
        row
    }

    /// Part 3: one's own part of the stakes against what others gain.
    #[inline(always)]
    fn weigh_payoffs<const N: usize>(
        &self,
        agents: &Situation<T, N>,
        per_stake: &[T; N],
        row: &mut [T; N],
    ) {
        for lane in 0..N {
            let own = per_stake[lane] * self.task.own_loss;
            row[lane] = row[lane] + (self.payoffs.for_others(concern_of(agents, lane)) - own);
        }
    }

    /// Part 4: assurance fills the room that is left, as far as going along is safe.
    #[inline(always)]
    fn take_assurance<const N: usize>(&self, agents: &Situation<T, N>, row: &mut [T; N]) {
        let never_safe = self.task.threshold >= T::ONE && !self.rebukes;
        if !self.assurance.acts() || never_safe {
            return;
        }
        let mut thresholds = [T::ONE; N];
        for lane in 0..N {
            let threats = (agents.threat_for_less[lane], agents.threat_for_more[lane]);
            thresholds[lane] =
                self.assurance.threshold(self.task.own_loss, self.task.threshold, threats);
        }
        let safe = self.assurance.safe_row(agents.belief, &thresholds, self.task.others);
        for lane in 0..N {
            row[lane] = row[lane] + (T::ONE - row[lane].limited()) * safe[lane];
        }
    }

    /// Part 6: rebukes are a cost like any other.
    #[inline(always)]
    fn answer_rebukes<const N: usize>(
        &self,
        agents: &Situation<T, N>,
        per_stake: &[T; N],
        row: &mut [T; N],
    ) {
        for lane in 0..N {
            let threats = (agents.threat_for_less[lane], agents.threat_for_more[lane]);
            let expected = self.peer_punishment.expected(row[lane], agents.belief[lane], threats);
            row[lane] = row[lane] + per_stake[lane] * expected;
        }
    }
}

/// Concern for others of the agent of a lane.
#[inline(always)]
fn concern_of<T: Real, const N: usize>(agents: &Situation<T, N>, lane: usize) -> T {
    Drive::concern(agents.baseline_motivation[lane], agents.reciprocity[lane])
}
