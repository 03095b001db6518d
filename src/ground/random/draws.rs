//! The one place where random numbers are drawn.
//!
//! Every draw is fixed by what it is for, never by when it is made. Two kinds exist:
//!
//! * an *address* draw ([`Draws::at`]): a generator seeded by the hash of (seed, replicate, unit,
//!   purpose, period, agent), for the start and for rare events; asked for only when needed;
//! * a *stream* ([`LaneStream`]): xoshiro128++ seeded by the hash of (seed, replicate, unit,
//!   purpose), one per lane, from which every agent of the unit takes the same number of variates
//!   in every period whatever the levers do.
//!
//! So results depend neither on threads nor on order, scenarios that differ in one lever share all
//! their random numbers (common random numbers), and a new purpose leaves the old draws alone.

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::ground::lanes::{LANES, Row};
use crate::ground::maths::{larger, ln, sin_cos_turn};

/// What a draw is for. The numbers are part of every result: they are never changed or reused;
/// a new purpose takes the next free number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum Purpose {
    /// The traits of an agent at the start, one uniform per trait.
    Traits = 1,
    /// The types of the agents when they are drawn at random.
    Types = 2,
    /// Starting beliefs: the unit's part (agent number 0) and the agents' (1, 2, ...).
    StartingBelief = 3,
    /// The competence of a leader.
    Competence = 4,
    /// The vision label of a leader.
    VisionLabel = 5,
    /// Whether a unit's leader is changed in a period.
    LeaderTurnover = 6,
    /// The noise of task difficulty (stream).
    Difficulty = 7,
    /// The noise of beliefs about colleagues (stream).
    Belief = 8,
    /// The noise with which the principal sees measured output (stream).
    Measurement = 9,
    /// Whether an agent leaves (stream).
    Exit = 10,
    /// The traits of candidates for a vacancy.
    Candidates = 11,
    /// The colleague whose belief a recruit takes up.
    Colleague = 12,
    /// Which units a scheduled share addresses.
    ScheduledShare = 13,
    /// Which lever a local leader changes, and which way.
    LocalTrial = 14,
    /// The one vision label of all units, when the vision is uniform.
    UniformLabel = 15,
    /// The noise of trust in the leader (stream).
    Trust = 16,
    /// Whether an agent makes an honest error in a period.
    Error = 17,
    /// The traits and first belief of a player of the laboratory.
    Player = 18,
    /// The noise of a player's contributions (stream).
    Contribution = 19,
    /// A point of a sweep's design.
    Design = 20,
    /// The order of points in a stratified design.
    Shuffle = 21,
    /// The scrambling of a low-discrepancy sequence.
    Scramble = 22,
    /// The seed of a point of a sweep whose points have random numbers of their own.
    PointSeed = 23,
    /// All random numbers of one play of a game of the laboratory that is not drawn side by side.
    Play = 24,
    /// A particle of a calibration: its position (agent 0) and the seed of its simulation (agent 1), by
    /// generation (replicate) and particle (unit).
    Calibrate = 25,
    /// Backgrounds and results of a unit's clients.
    Client = 26,
    /// The type that is dealt to a seat where every unit has its quota of types.
    Seat = 27,
    /// How an agent gets on with the leader who comes in a period.
    Relation = 28,
    /// How a recruit gets on with the leader.
    RecruitRelation = 29,
    /// The noise of decisions (stream).
    Decision = 30,
    /// The place of a point of the search for numbers that predict left-out experiments (unit: its number;
    /// agent: the attempt).
    LeaveOut = 31,
    /// The points that are drawn again for the intervals of an audit (replicate: the resample; unit: the
    /// place; agent: of what).
    Resample = 32,
    /// The order in which an audit lets mechanisms act (replicate: the order; unit: the place).
    Order = 33,
    /// Rows drawn again and positions in random order, for intervals of sensitivity indices (unit: the
    /// factor, or 0 for all; period: the size of the sample; agent: 0 for rows, 1 for orders).
    Sensitivity = 34,
    /// The competence of a manager (unit: the manager; agent: the tier).
    ManagerCompetence = 35,
}

/// The address of a draw within one replicate; agents and periods count from 0 here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address {
    /// Replicate, counted from 0.
    pub replicate: u32,
    /// Unit within the sector, counted from 0.
    pub unit: u32,
    /// What the draw is for.
    pub purpose: Purpose,
    /// Period, 0 for the start.
    pub period: u32,
    /// Agent within the unit, or another index that the purpose defines.
    pub agent: u32,
}

/// The source of all random numbers of a scenario: a seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draws {
    seed: u64,
}

impl Draws {
    /// The source belonging to a scenario's seed.
    pub fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// A generator fixed by the whole address, for the start and for rare events.
    pub fn at(&self, address: Address) -> Xoshiro256PlusPlus {
        Xoshiro256PlusPlus::seed_from_u64(self.hash(address))
    }

    /// One uniform in (0,1) fixed by the whole address: the middle of one of 2^53 equal steps.
    pub fn uniform_at(&self, address: Address) -> f64 {
        uniform_of(self.hash(address))
    }

    /// The 64-bit hash of an address, uniform over all its values.
    pub fn hash(&self, address: Address) -> u64 {
        let Address { replicate, unit, purpose, period, agent } = address;
        self.key(replicate, unit).hash(purpose, period, agent)
    }

    /// What the hashes of all addresses of a unit have in common.
    pub fn key(&self, replicate: u32, unit: u32) -> UnitKey {
        UnitKey(mix(mix(self.seed ^ 0x7469_6c6c_6974_0001).wrapping_add(pair(replicate, unit))))
    }

    /// The state with which a stream starts: four words from the stream's address.
    pub fn stream_state(&self, replicate: u32, unit: u32, purpose: Purpose) -> [u32; 4] {
        let word = |agent| self.hash(Address { replicate, unit, purpose, period: 0, agent });
        let (a, b) = (word(0), word(1));
        // The all-zero state is the one that xoshiro cannot leave.
        [a as u32 | 1, (a >> 32) as u32, b as u32, (b >> 32) as u32]
    }
}

/// What the hashes of all addresses of a unit have in common, so that it is computed once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitKey(u64);

impl UnitKey {
    /// The 64-bit hash of an address of the unit: see [`Draws::hash`].
    #[inline(always)]
    pub fn hash(self, purpose: Purpose, period: u32, agent: u32) -> u64 {
        let kind = self.0.wrapping_add(pair(purpose as u32, period));
        mix(mix(kind).wrapping_add(u64::from(agent)))
    }

    /// One uniform in (0,1): see [`Draws::uniform_at`].
    #[inline(always)]
    pub fn uniform(self, purpose: Purpose, period: u32, agent: u32) -> f64 {
        uniform_of(self.hash(purpose, period, agent))
    }
}

/// The uniform in (0,1) that a hash stands for.
#[inline(always)]
fn uniform_of(hash: u64) -> f64 {
    ((hash >> 11) as f64 + 0.5) * (1.0 / 9_007_199_254_740_992.0)
}

#[inline(always)]
fn pair(high: u32, low: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

/// The finaliser of SplitMix64 (Steele, Lea & Flood 2014) after one step of its counter.
#[inline(always)]
pub(super) fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// xoshiro128++ (Blackman & Vigna 2021), one generator per lane, advanced side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaneStream {
    state: [[u32; LANES]; 4],
}

impl LaneStream {
    /// The streams of one purpose for the units of a block; `place(lane)` gives the replicate and
    /// the unit of a lane.
    pub fn new(draws: &Draws, purpose: Purpose, place: impl Fn(usize) -> (u32, u32)) -> Self {
        let mut state = [[0; LANES]; 4];
        for lane in 0..LANES {
            let (replicate, unit) = place(lane);
            let words = draws.stream_state(replicate, unit, purpose);
            for (row, word) in state.iter_mut().zip(words) {
                row[lane] = word;
            }
        }
        Self { state }
    }

    /// The next 32 bits of every lane.
    #[inline(always)]
    pub fn next_bits(&mut self) -> [u32; LANES] {
        let mut bits = [0; LANES];
        let [s0, s1, s2, s3] = &mut self.state;
        for lane in 0..LANES {
            let (mut a, mut b, mut c, mut d) = (s0[lane], s1[lane], s2[lane], s3[lane]);
            bits[lane] = a.wrapping_add(d).rotate_left(7).wrapping_add(a);
            let shifted = b << 9;
            c ^= a;
            d ^= b;
            b ^= c;
            a ^= d;
            c ^= shifted;
            d = d.rotate_left(11);
            (s0[lane], s1[lane], s2[lane], s3[lane]) = (a, b, c, d);
        }
        bits
    }

    /// Two independent standard normals of every lane (Box & Muller 1958), from 64 bits.
    #[inline(always)]
    pub fn next_normal_pair(&mut self) -> (Row, Row) {
        let (first, second) = (self.next_bits(), self.next_bits());
        let (mut a, mut b) = ([0.0; LANES], [0.0; LANES]);
        for lane in 0..LANES {
            (a[lane], b[lane]) = normal_pair(first[lane], second[lane]);
        }
        (a, b)
    }

    /// One uniform in (0,1) of every lane: the middle of one of 2^23 equal steps.
    #[inline(always)]
    pub fn next_uniform(&mut self) -> Row {
        let bits = self.next_bits();
        let mut uniforms = [0.0; LANES];
        for lane in 0..LANES {
            uniforms[lane] = ((bits[lane] >> 9) as i32 as f32 + 0.5) * (1.0 / 8_388_608.0);
        }
        uniforms
    }

    /// Fills a column with standard normals, one per agent. A pair of agents (0 and 1, 2 and 3, ...)
    /// takes a pair of normals, so a unit of `n` agents takes `n` rounded up to even.
    ///
    /// `staff` is the number of agents of each lane; rows beyond it are filled but cost the lane no
    /// variate.
    #[inline(always)]
    pub fn fill_normals(&mut self, staff: &[u32; LANES], column: &mut [Row]) {
        let everyone = staff.iter().copied().min().unwrap_or(0) as usize;
        for (pair, rows) in column.chunks_mut(2).enumerate() {
            let first_agent = 2 * pair;
            let before = (first_agent >= everyone).then(|| self.clone());
            let (a, b) = self.next_normal_pair();
            rows[0] = a;
            if let Some(row) = rows.get_mut(1) {
                *row = b;
            }
            if let Some(before) = before {
                self.undo_where(&before, |lane| first_agent >= staff[lane] as usize);
            }
        }
    }

    /// Fills a column with uniforms in (0,1), one per agent. Rows beyond a unit's staff cost the lane
    /// no variate, as in [`Self::fill_normals`].
    #[inline(always)]
    pub fn fill_uniforms(&mut self, staff: &[u32; LANES], column: &mut [Row]) {
        let everyone = staff.iter().copied().min().unwrap_or(0) as usize;
        for (agent, row) in column.iter_mut().enumerate() {
            let before = (agent >= everyone).then(|| self.clone());
            *row = self.next_uniform();
            if let Some(before) = before {
                self.undo_where(&before, |lane| agent >= staff[lane] as usize);
            }
        }
    }

    /// Puts back the state `before` in the lanes whose unit has no agent in this row, so that what
    /// a unit draws never depends on the size of the units beside it.
    #[inline(always)]
    pub fn undo_where(&mut self, before: &Self, idle: impl Fn(usize) -> bool) {
        for (now, old) in self.state.iter_mut().zip(&before.state) {
            for lane in 0..LANES {
                now[lane] = if idle(lane) { old[lane] } else { now[lane] };
            }
        }
    }
}

/// The pair of standard normals that 64 bits give: radius from the first word, angle from the
/// second. The largest radius is 6.66.
#[inline(always)]
pub fn normal_pair(first: u32, second: u32) -> (f32, f32) {
    let uniform = ((first >> 1) as i32 as f32 + 0.5) * (1.0 / 2_147_483_648.0);
    let radius = larger(-2.0 * ln(uniform), 0.0).sqrt();
    let (sine, cosine) = sin_cos_turn(second);
    (radius * cosine, radius * sine)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;

    const KNOWN: &str = "[6797493e0bce45dc, 652b78a928f1a191, 6c274d4cb088eb16] [a496854f, ee3505d4, eb74b149, 79d4f67] [be80e0a5, 177674c3, c76ca145] 3f2510e8 3ed65846 af7b8b834ceff9e6";

    fn address(unit: u32, agent: u32) -> Address {
        Address { replicate: 3, unit, purpose: Purpose::Traits, period: 7, agent }
    }

    #[test]
    fn every_part_of_an_address_changes_the_draw() {
        let base = Draws::new(1).hash(address(2, 5));
        let other = |change: fn(&mut Address)| {
            let mut a = address(2, 5);
            change(&mut a);
            Draws::new(1).hash(a)
        };
        assert_ne!(base, Draws::new(2).hash(address(2, 5)));
        assert_ne!(base, other(|a| a.replicate += 1));
        assert_ne!(base, other(|a| a.unit += 1));
        assert_ne!(base, other(|a| a.purpose = Purpose::Types));
        assert_ne!(base, other(|a| a.period += 1));
        assert_ne!(base, other(|a| a.agent += 1));
    }

    /// Known answers: they freeze the hash, the seeding of streams, the normals and the address
    /// generator. If one changes, every result changes: raise the results version.
    #[test]
    fn known_answers_stay() {
        let draws = Draws::new(2018);
        let hashes = [0, 1, 2].map(|unit| draws.hash(address(unit, 4)));
        let words = draws.stream_state(1, 2, Purpose::Belief);
        let mut stream = LaneStream::new(&draws, Purpose::Belief, |_| (1, 2));
        let bits = [(); 3].map(|()| stream.next_bits()[0]);
        let (a, b) = normal_pair(bits[0], bits[1]);
        let mut generator = draws.at(address(5, 6));
        let found = format!(
            "{hashes:x?} {words:x?} {bits:x?} {:x} {:x} {:x}",
            a.to_bits(),
            b.to_bits(),
            generator.next_u64()
        );
        assert_eq!(found, KNOWN);
    }

    #[test]
    fn the_stream_is_xoshiro128_plus_plus() {
        let draws = Draws::new(9);
        let mut stream = LaneStream::new(&draws, Purpose::Belief, |lane| (1, lane as u32));
        let lane = LANES - 1;
        let words = draws.stream_state(1, lane as u32, Purpose::Belief);
        let mut seed = [0; 16];
        for (bytes, word) in seed.chunks_mut(4).zip(words) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        let mut library = rand_xoshiro::Xoshiro128PlusPlus::from_seed(seed);
        for _ in 0..100 {
            assert_eq!(stream.next_bits()[lane], library.next_u32());
        }
    }

    #[test]
    fn undone_lanes_repeat_their_draw_and_the_others_go_on() {
        let draws = Draws::new(9);
        let mut stream = LaneStream::new(&draws, Purpose::Exit, |lane| (0, lane as u32));
        let before = stream.clone();
        let first = stream.next_bits();
        stream.undo_where(&before, |lane| lane == 0);
        let second = stream.next_bits();
        assert_eq!(first[0], second[0]);
        assert!(first.iter().zip(&second).skip(1).all(|(a, b)| a != b));
    }
}
