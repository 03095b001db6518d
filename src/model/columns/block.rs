//! The columns: a block of units side by side, one unit per lane.

use super::agents::AgentColumns;
use super::chain::LevelColumns;
use crate::ground::lanes::{LANES, Row, WideRow};
use crate::ground::random::{Draws, LaneStream, Purpose, UnitKey};
use crate::model::levers::{Lever, N_LEVERS};

/// A place that somebody has left.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Vacancy {
    /// Agent within the unit.
    pub agent: u32,
    /// Lane of the unit.
    pub lane: u32,
    /// Belief with which the recruit starts.
    pub belief: f32,
}

/// Where a lane's unit belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitAddress {
    /// Replicate, counted from 0.
    pub replicate: u32,
    /// Unit within the sector, counted from 0.
    pub unit: u32,
    /// Group of units, counted from 0.
    pub group: u32,
    /// Whether the lane only fills the block; its results are never read.
    pub spare: bool,
}

/// The levers of each lane's unit, as they stand in this period.
#[derive(Debug, Clone, PartialEq)]
pub struct Levers(pub [Row; N_LEVERS]);

impl std::ops::Index<Lever> for Levers {
    type Output = Row;

    #[inline(always)]
    fn index(&self, lever: Lever) -> &Row {
        &self.0[lever as usize]
    }
}

impl std::ops::IndexMut<Lever> for Levers {
    #[inline(always)]
    fn index_mut(&mut self, lever: Lever) -> &mut Row {
        &mut self.0[lever as usize]
    }
}

/// State of units and leaders, one value per lane.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitColumns {
    /// The levers; monitoring among them is the state `m` that an adaptive policy moves.
    pub levers: Levers,
    /// Credibility of the vision, `K` in `[0,1]`.
    pub credibility: Row,
    /// The leader's trust in staff, `P` in `[0,1]`.
    pub leader_trust: Row,
    /// Leniency, `L` in `[0,1]`.
    pub leniency: Row,
    /// Share of the work that has problems, `H` in `[0,1]`.
    pub problems: Row,
    /// Funding, `f` ≥ 0.
    pub funding: Row,
    /// Words that were broken and are not yet forgotten, `Z` ≥ 0.
    pub broken_words: Row,
    /// The leader's competence, `A` in [0.05,0.95].
    pub competence: Row,
    /// The leader's vision label, one of `population::LABELS` places on the circle.
    pub label: [u8; LANES],
    /// Periods that the leader has been in office.
    pub tenure: [u32; LANES],
    /// Sum of the output that the leader saw since the last trial of a local policy.
    pub seen_output: WideRow,
    /// Mean output that the leader saw in the interval before; minus infinity before there is one.
    pub seen_before: WideRow,
    /// The last trial of a local policy: the lever and its value before.
    pub last_trial: [Option<(Lever, f32)>; LANES],
}

impl UnitColumns {
    fn start() -> Self {
        Self {
            levers: Levers([[0.0; LANES]; N_LEVERS]),
            credibility: [0.0; LANES],
            leader_trust: [0.0; LANES],
            leniency: [0.0; LANES],
            problems: [0.0; LANES],
            funding: [1.0; LANES],
            broken_words: [0.0; LANES],
            competence: [0.0; LANES],
            label: [0; LANES],
            tenure: [0; LANES],
            seen_output: [0.0; LANES],
            seen_before: [f64::NEG_INFINITY; LANES],
            last_trial: [None; LANES],
        }
    }
}

/// What happened in a unit in this period, one value per lane.
#[derive(Debug, Clone, PartialEq)]
pub struct Flows {
    /// How far what staff reveal is used against them, `S` in `[0,1]`.
    pub stake: Row,
    /// Effective pay after the ratchet is foreseen, `b*`, plus the own share of team pay.
    pub marginal_pay: Row,
    /// Effective pay after the ratchet is foreseen, `b*`.
    pub effective_pay: Row,
    /// Mean reported difficulty.
    pub reported_difficulty: Row,
    /// The standard after reports have slackened it, `x̄_u` in `[0,1]`.
    pub effective_standard: Row,
    /// Working time left after steering, `τ` in `[0,1]`.
    pub working_time: Row,
    /// Mean capacity, `c̄`.
    pub capacity: WideRow,
    /// Mean co-operative effort, `q̄`.
    pub cooperation: WideRow,
    /// True output, `Y`.
    pub true_output: WideRow,
    /// Measured output, `Ŷ`, without the noise with which the principal sees it.
    pub measured_output: WideRow,
    /// Measured output as the principal sees it.
    pub seen_output: Row,
    /// Mean of honesty times trust.
    pub scruples: WideRow,
    /// Perceived control, `C` in `[0,1]`.
    pub perceived_control: Row,
    /// Share of problems that come to be known, in `[0,1]`.
    pub told: Row,
    /// Measured work that pay counts, `mean(a c x + g)`: measured output without leniency.
    pub counted_work: WideRow,
    /// How far this period's changes were made over the heads of those affected, ≥ 0.
    pub upset: Row,
    /// Agents who left in this period.
    pub leavers: [u32; LANES],
}

impl Flows {
    fn nothing() -> Self {
        let (zero, wide) = ([0.0; LANES], [0.0; LANES]);
        Self {
            stake: zero,
            marginal_pay: zero,
            effective_pay: zero,
            reported_difficulty: zero,
            effective_standard: zero,
            working_time: zero,
            capacity: wide,
            cooperation: wide,
            true_output: wide,
            measured_output: wide,
            seen_output: zero,
            scruples: wide,
            perceived_control: zero,
            told: zero,
            counted_work: wide,
            upset: zero,
            leavers: [0; LANES],
        }
    }
}

/// What the units of a sector share, one value per lane (the lane's sector).
#[derive(Debug, Clone, PartialEq)]
pub struct Sector {
    /// Common reputation, `R` in `[0,1]`.
    pub reputation: WideRow,
    /// Mean measured output over the sector's units in this period, weighted by staff.
    pub measured_output: WideRow,
    /// Mean leniency over the sector's units in this period, weighted by staff.
    pub leniency: WideRow,
    /// Share of *other* units whose leader has the same vision label.
    pub same_label: Row,
}

impl Sector {
    fn start() -> Self {
        Self {
            reputation: [1.0; LANES],
            measured_output: [1.0; LANES],
            leniency: [0.0; LANES],
            same_label: [0.0; LANES],
        }
    }
}

/// The random streams of a block.
#[derive(Debug, Clone, PartialEq)]
pub struct Streams {
    /// Noise of task difficulty.
    pub difficulty: LaneStream,
    /// Noise of decisions.
    pub decision: LaneStream,
    /// Noise of beliefs.
    pub belief: LaneStream,
    /// Noise of trust in the leader.
    pub trust: LaneStream,
    /// Noise with which measured output is seen.
    pub measurement: LaneStream,
    /// Whether agents leave.
    pub exit: LaneStream,
}

impl Streams {
    fn new(draws: &Draws, places: &[UnitAddress; LANES]) -> Self {
        let stream = |purpose: Purpose| {
            LaneStream::new(draws, purpose, |lane| (places[lane].replicate, places[lane].unit))
        };
        Self {
            difficulty: stream(Purpose::Difficulty),
            decision: stream(Purpose::Decision),
            belief: stream(Purpose::Belief),
            trust: stream(Purpose::Trust),
            measurement: stream(Purpose::Measurement),
            exit: stream(Purpose::Exit),
        }
    }
}

/// Units side by side, one per lane.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Where each lane's unit belongs.
    pub places: [UnitAddress; LANES],
    /// Number of agents of each lane's unit.
    pub staff: [u32; LANES],
    /// What the addresses of each unit's draws have in common.
    pub keys: [UnitKey; LANES],
    /// Columns of agents; each has as many rows as the largest unit has staff.
    pub agents: AgentColumns,
    /// State of units and leaders.
    pub units: UnitColumns,
    /// What happened in this period.
    pub flows: Flows,
    /// What the lane's sector shares.
    pub sector: Sector,
    /// The levels from the top to the leaders; none without a chain.
    pub chain: Vec<LevelColumns>,
    /// Random streams.
    pub streams: Streams,
}

/// A block without agents, to be filled.
impl Default for Block {
    fn default() -> Self {
        let place = UnitAddress { replicate: 0, unit: 0, group: 0, spare: true };
        let draws = Draws::new(0);
        Self {
            places: [place; LANES],
            staff: [0; LANES],
            keys: [draws.key(0, 0); LANES],
            agents: AgentColumns::default(),
            units: UnitColumns::start(),
            flows: Flows::nothing(),
            sector: Sector::start(),
            chain: Vec::new(),
            streams: Streams::new(&draws, &[place; LANES]),
        }
    }
}

impl Block {
    /// Makes the block hold these units, all state at zero or its neutral start and the streams at
    /// their beginning; its memory is used again.
    pub fn clear(&mut self, draws: &Draws, places: [UnitAddress; LANES], staff: [u32; LANES]) {
        (self.places, self.staff) = (places, staff);
        self.keys = places.map(|place| draws.key(place.replicate, place.unit));
        self.agents.clear(staff.iter().copied().max().unwrap_or(0) as usize);
        self.units = UnitColumns::start();
        self.flows = Flows::nothing();
        self.sector = Sector::start();
        self.chain.clear();
        self.streams = Streams::new(draws, &places);
    }

    /// Bytes of a block whose largest unit has so many staff, under so many levels of a chain.
    pub fn bytes(staff: u32, levels: usize) -> u64 {
        let agents = u64::from(staff) * AgentColumns::BYTES_PER_ROW as u64;
        (size_of::<Self>() + levels * size_of::<LevelColumns>()) as u64 + agents
    }

    /// Number of rows of every agent column: the staff of the largest unit.
    #[inline(always)]
    pub fn rows(&self) -> usize {
        self.agents.belief.len()
    }
}

/// Columns that live within a phase only; one set per thread, reused for every block.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    /// Standard normals for the step at hand.
    pub noise: Vec<Row>,
    /// Drive, `M` ≥ 0.
    pub drive: Vec<Row>,
    /// Capacity, `c`.
    pub capacity: Vec<Row>,
    /// What colleagues see of each agent's efforts.
    pub gift: Vec<Row>,
    /// Mean gift of each agent's contacts.
    pub seen_gift: Vec<Row>,
    /// Places that agents have left in this period.
    pub vacancies: Vec<Vacancy>,
}

impl Scratch {
    const COLUMNS: usize = 5;

    /// Bytes for blocks whose largest unit has so many staff, of whom half may leave in a period.
    pub fn bytes(staff: u32) -> u64 {
        let leavers = LANES / 2 * size_of::<Vacancy>();
        u64::from(staff) * (Self::COLUMNS * size_of::<Row>() + leavers) as u64
    }

    /// Gives every column the number of rows of a block.
    pub fn fit(&mut self, rows: usize) {
        let Self { noise, drive, capacity, gift, seen_gift, .. } = self;
        let columns: [&mut Vec<Row>; Self::COLUMNS] = [noise, drive, capacity, gift, seen_gift];
        for column in columns {
            column.resize(rows, [0.0; LANES]);
        }
    }
}
