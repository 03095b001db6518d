//! The linear public goods game with beliefs, among partners.
//!
//! Source: Fischbacher & Gächter 2010 (American Economic Review 100:541–556). In every period each
//! member contributes a share of the endowment,
//!
//! `c = clip(a + s·B + noise·z, 0, 1)`, `z ~ N(0,1)`,
//!
//! and then moves the belief about the others' mean contribution,
//!
//! `B ← memory·B + imitation·others`.

use crate::ground::lanes::{InstructionSet, Kernel};
use crate::ground::lanes::{LANES, Row, WideRow};
use crate::ground::maths::normal::{TruncatedNormal, inverse_cumulative_of};
use crate::ground::random::{Draws, LaneStream, Purpose, UnitKey};

/// A game: who plays, for how long, and how they decide and learn.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicGoods {
    /// Members of a group, at least 2.
    pub group_size: u32,
    /// Periods, at least 1.
    pub periods: u32,
    /// Share of the endowment contributed whatever is believed, `a`: mean and standard deviation
    /// over people; any sign.
    pub intercept: (f64, f64),
    /// How far contributions follow beliefs, `s`: mean and standard deviation before truncation to
    /// `[0,1.5]`.
    pub slope: (f64, f64),
    /// Belief before the first period, as a share of the endowment: mean and standard deviation
    /// before truncation to `[0,1]`.
    pub belief: (f64, f64),
    /// Standard deviation of the noise of a contribution, as a share of the endowment.
    pub noise: f64,
    /// How much of the old belief stays.
    pub memory: f64,
    /// How far what the others gave moves the belief.
    pub imitation: f64,
}

impl Default for PublicGoods {
    /// Groups of 20 for 100 periods, with the equations estimated by Fischbacher & Gächter (2010):
    /// the belief with coefficients 0.569 and 0.415 (their table 1, model 3, without the constant);
    /// the contribution with −0.473/20 + 0.242·(0.956/20 + 0.425·B) + 0.666·B (table 2, model 3, with
    /// the mean conditional contribution put in); the first belief as observed, mean 0.49 and
    /// standard deviation 0.24. The spread of intercepts and slopes is an assumption.
    fn default() -> Self {
        Self {
            group_size: 20,
            periods: 100,
            intercept: (-0.012, 0.05),
            slope: (0.769, 0.2),
            belief: (0.49, 0.24),
            noise: 0.05,
            memory: 0.569,
            imitation: 0.415,
        }
    }
}

/// Means over all members of all groups, by period.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Curves {
    /// Share of the endowment contributed, in `[0,1]`.
    pub contribution: Vec<f64>,
    /// Belief with which a period was begun.
    pub belief: Vec<f64>,
}

impl PublicGoods {
    /// Plays the game in groups numbered from 0 and gives the curves. The same seed and number give
    /// a group the same random numbers, whatever the groups beside it and the instruction set.
    pub fn play(&self, seed: u64, groups: u32, instruction_set: InstructionSet) -> Curves {
        let draws = Draws::new(seed);
        let mut table = Table::new(self);
        for first in (0..groups).step_by(LANES) {
            let seated = (groups - first).min(LANES as u32) as usize;
            instruction_set.run(Play {
                game: self,
                draws: &draws,
                first,
                seated,
                table: &mut table,
            });
        }
        let members = f64::from(groups) * f64::from(self.group_size);
        let mean = |sums: &[[f64; SUMS]]| {
            sums.iter().map(|sums| sums.iter().sum::<f64>() / members).collect()
        };
        Curves { contribution: mean(&table.contributed), belief: mean(&table.believed) }
    }
}

/// The state of a block of groups, used again for the next, and the sums over those before.
struct Table {
    intercept: Vec<Row>,
    slope: Vec<Row>,
    belief: Vec<Row>,
    contribution: Vec<Row>,
    /// By period: each group's sums of contributions and of beliefs.
    sums: Vec<[Row; 2]>,
    contributed: Vec<[f64; SUMS]>,
    believed: Vec<[f64; SUMS]>,
}

/// Sums over groups that are taken side by side, group number modulo this, and added at the end.
const SUMS: usize = 8;

impl Table {
    fn new(game: &PublicGoods) -> Self {
        let column = || vec![[0.0; LANES]; game.group_size as usize];
        let periods = game.periods as usize;
        Self {
            intercept: column(),
            slope: column(),
            belief: column(),
            contribution: column(),
            sums: vec![[[0.0; LANES]; 2]; periods],
            contributed: vec![[0.0; SUMS]; periods],
            believed: vec![[0.0; SUMS]; periods],
        }
    }

    /// Adds the groups in the first lanes to the sums; the other lanes are spare.
    #[inline(always)]
    fn add_up(&mut self, seated: usize) {
        let periods = self.sums.iter().zip(&mut self.contributed).zip(&mut self.believed);
        for (([contributions, beliefs], contributed), believed) in periods {
            for first in (0..LANES).step_by(SUMS) {
                for place in 0..SUMS {
                    let lane = first + place;
                    let seated = lane < seated;
                    contributed[place] += if seated { f64::from(contributions[lane]) } else { 0.0 };
                    believed[place] += if seated { f64::from(beliefs[lane]) } else { 0.0 };
                }
            }
        }
    }
}

/// A block of groups, from its first period to its last.
struct Play<'a> {
    game: &'a PublicGoods,
    draws: &'a Draws,
    /// The group in the first lane.
    first: u32,
    /// Lanes with a group that is counted.
    seated: usize,
    table: &'a mut Table,
}

impl Kernel for Play<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { game, draws, first, seated, table } = self;
        sit_down(game, draws, first, table);
        let rule = Rule::of(game);
        let staff = [game.group_size; LANES];
        let place = |lane: usize| (0, first + lane as u32);
        let mut stream = LaneStream::new(draws, Purpose::Contribution, place);
        for sums in &mut table.sums {
            stream.fill_normals(&staff, &mut table.contribution);
            let [contributed, believed] = rule.contribute(
                &mut table.contribution,
                &table.intercept,
                &table.slope,
                &table.belief,
            );
            rule.learn(&mut table.belief, &table.contribution, &contributed);
            *sums = [contributed, believed];
        }
        table.add_up(seated);
    }
}

/// Draws the members of a block of groups.
#[inline(always)]
fn sit_down(game: &PublicGoods, draws: &Draws, first: u32, table: &mut Table) {
    let keys: [UnitKey; LANES] = std::array::from_fn(|lane| draws.key(0, first + lane as u32));
    let columns = [
        (&mut table.intercept, game.intercept, f64::NEG_INFINITY, f64::INFINITY),
        (&mut table.slope, game.slope, 0.0, 1.5),
        (&mut table.belief, game.belief, 0.0, 1.0),
    ];
    for (number, (column, (mean, sd), low, high)) in (0..).zip(columns) {
        let distribution = TruncatedNormal::new(mean, sd, low, high);
        for (member, row) in (0..).zip(column.iter_mut()) {
            let mut values: WideRow = [0.0; LANES];
            for lane in 0..LANES {
                let uniform = keys[lane].uniform(Purpose::Player, number, member);
                values[lane] = distribution.share_at(uniform);
            }
            inverse_cumulative_of(&mut values);
            for lane in 0..LANES {
                row[lane] = distribution.value_of(values[lane]) as f32;
            }
        }
    }
}

/// The numbers of the rule in the precision of the columns.
#[derive(Clone, Copy)]
struct Rule {
    noise: f32,
    memory: f32,
    imitation: f32,
    others: f32,
}

impl Rule {
    fn of(game: &PublicGoods) -> Self {
        Self {
            noise: game.noise as f32,
            memory: game.memory as f32,
            imitation: game.imitation as f32,
            others: 1.0 / (game.group_size - 1) as f32,
        }
    }

    /// Turns a column of normals into contributions and gives each group's sums of contributions
    /// and of beliefs.
    #[inline(always)]
    fn contribute(
        self,
        contribution: &mut [Row],
        intercept: &[Row],
        slope: &[Row],
        belief: &[Row],
    ) -> [Row; 2] {
        let (mut contributed, mut believed) = ([0.0; LANES], [0.0; LANES]);
        let traits = intercept.iter().zip(slope).zip(belief);
        for (given, ((a, s), belief)) in contribution.iter_mut().zip(traits) {
            let mut row: Row = [0.0; LANES];
            for lane in 0..LANES {
                let wanted = (a[lane] + s[lane] * belief[lane]) + self.noise * given[lane];
                let wanted = if wanted > 0.0 { wanted } else { 0.0 };
                row[lane] = if wanted < 1.0 { wanted } else { 1.0 };
                contributed[lane] += row[lane];
                believed[lane] += belief[lane];
            }
            *given = row;
        }
        [contributed, believed]
    }

    /// Moves every belief towards what the others gave.
    #[inline(always)]
    fn learn(self, belief: &mut [Row], contribution: &[Row], contributed: &Row) {
        for (belief, own) in belief.iter_mut().zip(contribution) {
            let mut row: Row = [0.0; LANES];
            for lane in 0..LANES {
                let others = (contributed[lane] - own[lane]) * self.others;
                row[lane] = self.memory * belief[lane] + self.imitation * others;
            }
            *belief = row;
        }
    }
}
