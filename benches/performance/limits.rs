//! How fast the machine could be: the random variates and the columns of the core model alone.

use std::hint::black_box;

use tillit::ground::lanes::{InstructionSet, Kernel};
use tillit::ground::lanes::{LANES, Row};
use tillit::ground::random::{Draws, LaneStream, Purpose};

use crate::clock::{in_turn, median};

const STAFF: usize = 20;
const TIMES: usize = 2_000;
/// Columns of agents that a period reads and writes: the 17 of the core model.
const COLUMNS: usize = 17;

/// Rows of staff filled with normals or uniforms again and again.
struct Variates<'a> {
    stream: &'a mut LaneStream,
    rows: &'a mut [Row],
    normal: bool,
}

impl Kernel for Variates<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let staff = [STAFF as u32; LANES];
        for _ in 0..TIMES {
            if self.normal {
                self.stream.fill_normals(&staff, self.rows);
            } else {
                self.stream.fill_uniforms(&staff, self.rows);
            }
            black_box(&mut *self.rows);
        }
    }
}

/// Every column read and written once.
struct Pass<'a>(&'a mut [Vec<Row>]);

impl Kernel for Pass<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        for _ in 0..TIMES {
            for row in self.0.iter_mut().flatten() {
                for value in row.iter_mut() {
                    *value += 1.0;
                }
            }
            black_box(&mut *self.0);
        }
    }
}

/// Nanoseconds of a normal, of a uniform, and of reading and writing all columns of one agent.
pub struct Limits {
    pub normal: f64,
    pub uniform: f64,
    pub columns: f64,
}

impl Limits {
    /// What an agent's period needs at the least: three normals (difficulty, belief, trust), a
    /// uniform (whether the agent leaves), and every column once.
    pub fn agent_period(&self) -> f64 {
        3.0 * self.normal + self.uniform + self.columns
    }
}

/// Measures on the widest instruction set.
pub fn measure() -> Limits {
    let set = InstructionSet::widest();
    let stream = || LaneStream::new(&Draws::new(1), Purpose::Belief, |lane| (0, lane as u32));
    let (mut first, mut second) = (stream(), stream());
    let (mut rows, mut others) = (vec![[0.0; LANES]; STAFF], vec![[0.0; LANES]; STAFF]);
    let mut columns = vec![vec![[0.0; LANES]; STAFF]; COLUMNS];
    let times = in_turn(&mut [
        Box::new(|| set.run(Variates { stream: &mut first, rows: &mut rows, normal: true })),
        Box::new(|| set.run(Variates { stream: &mut second, rows: &mut others, normal: false })),
        Box::new(|| set.run(Pass(&mut columns))),
    ]);
    let agents = (TIMES * STAFF * LANES) as f64;
    let [normal, uniform, columns] =
        [0, 1, 2].map(|work| median(times[work].clone()) / agents * 1e9);
    Limits { normal, uniform, columns }
}
