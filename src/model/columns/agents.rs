//! The columns of agents, each declared once.

use crate::ground::lanes::{LANES, Row};

/// Declares the columns of agents: for each its meaning, name, and the range in which it must stay. All that
/// goes over the columns follows from this list.
macro_rules! agent_columns {
    (
        moving: { $($(#[$moving_doc:meta])* $moving:ident: $moving_low:expr, $moving_high:expr;)* }
        fixed: { $($(#[$fixed_doc:meta])* $fixed:ident: $fixed_low:expr, $fixed_high:expr;)* }
    ) => {
        /// Columns with one row per agent. Agents beyond a unit's staff hold finite values that nothing
        /// reads.
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct AgentColumns {
            $($(#[$moving_doc])* pub $moving: Vec<Row>,)*
            $($(#[$fixed_doc])* pub $fixed: Vec<Row>,)*
            /// Type of person, an index into `StaffType::ALL`.
            pub kind: Vec<[u8; LANES]>,
        }

        /// Names of the columns that move from period to period, as a trace shows them.
        pub const MOVING_COLUMNS: [&str; [$(stringify!($moving)),*].len()] =
            [$(stringify!($moving)),*];

        const ALL_COLUMNS: usize =
            MOVING_COLUMNS.len() + [$(stringify!($fixed)),*].len();

        impl AgentColumns {
            /// Bytes of a row of every column.
            pub(super) const BYTES_PER_ROW: usize = ALL_COLUMNS * size_of::<Row>() + LANES;

            /// Sets every column to this number of rows of zeros, in the memory it has.
            pub(super) fn clear(&mut self, rows: usize) {
                let columns = [$(&mut self.$moving,)* $(&mut self.$fixed,)*];
                for column in columns {
                    column.clear();
                    column.resize(rows, [0.0; LANES]);
                }
                self.kind.clear();
                self.kind.resize(rows, [0; LANES]);
            }

            /// The columns that move, in the order of [`MOVING_COLUMNS`].
            pub fn moving(&self) -> [&[Row]; MOVING_COLUMNS.len()] {
                [$(&self.$moving,)*]
            }

            /// Every `f32` column with its name and allowed range.
            pub fn columns(&self) -> [(&'static str, &[Row], f32, f32); ALL_COLUMNS] {
                [
                    $((stringify!($moving), &self.$moving, $moving_low, $moving_high),)*
                    $((stringify!($fixed), &self.$fixed, $fixed_low, $fixed_high),)*
                ]
            }
        }
    };
}

agent_columns! {
    moving: {
        /// Belief about colleagues' co-operation, `B` in `[0,1]`.
        belief: 0.0, 1.0;
        /// Trust in the leader, `T` in `[0,1]`.
        trust: 0.0, 1.0;
        /// Motivation of one's own, `mu` in `[0,1]`.
        motivation: 0.0, 1.0;
        /// Felt vision, `V` in `[0,1]`.
        felt_vision: 0.0, 1.0;
        /// Difficulty of the task, `D` in `[0,1]`.
        difficulty: 0.0, 1.0;
        /// Report inflation of this period, `h` in `[0,1]`.
        inflation: 0.0, 1.0;
        /// Effort on measured work in this period, `x` in `[0,1]`.
        measured_effort: 0.0, 1.0;
        /// Effort on unmeasured co-operative work in this period, `q` in `[0,1]`.
        cooperation: 0.0, 1.0;
        /// Share of reciprocity that experience has left, `w` in `[0,1]`.
        reciprocity_left: 0.0, 1.0;
        /// Rebukes expected for each unit that one gives less than others, `t` ≥ 0.
        threat_for_less: 0.0, f32::MAX;
        /// Rebukes expected for each unit that one gives more than others, `t_a` ≥ 0.
        threat_for_more: 0.0, f32::MAX;
        /// Gaming in this period, `g` in `[0,1]`.
        gaming: 0.0, 1.0;
    }
    fixed: {
        /// Baseline motivation, `mu0` in `[0,1]`.
        baseline_motivation: 0.0, 1.0;
        /// Reciprocity to colleagues, `rho` in [0,1.2].
        reciprocity: 0.0, 1.2;
        /// Reciprocity to the leader, `gamma` in `[0,1]`.
        leader_reciprocity: 0.0, 1.0;
        /// Honesty, `lambda` in `[0,1]`.
        honesty: 0.0, 1.0;
        /// Reaction to control, `zeta`, any sign.
        control_aversion: f32::MIN, f32::MAX;
        /// Propensity to trust, `p` in `[0,1]`.
        trust_propensity: 0.0, 1.0;
        /// Ability, `a` in [0.5,1.5].
        ability: 0.5, 1.5;
        /// How the agent and its leader get on, `r`, any sign; redrawn with a new leader.
        relation: f32::MIN, f32::MAX;
        /// Orientation, `o`, a point on the circle [0,1).
        orientation: 0.0, 1.0;
    }
}
