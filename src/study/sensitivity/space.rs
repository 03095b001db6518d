//! The space in which factors vary: where its points lie, and what their design allows to say.

use crate::study::sweep::{Groups, Sweep};

/// The designs whose sweeps can be analysed.
pub const DESIGNS: [&str; 5] = ["morris", "saltelli", "sobol", "latin-hypercube", "random"];

/// What a design allows to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Trajectories: elementary effects.
    Trajectories,
    /// Two samples and their crossings: indices of variance; PAWN and delta from the two samples.
    Crossed {
        /// Whether indices of pairs can be had.
        second_order: bool,
    },
    /// Any sample: PAWN and delta.
    Sample,
}

impl Kind {
    /// The method, the index and the words for the index by which factors are ordered and judged.
    pub fn main_index(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Trajectories => ("morris", "mu_star", "mean size of elementary effects, μ*"),
            Self::Crossed { .. } => ("sobol", "total", "total share of the variance"),
            Self::Sample => ("delta", "delta", "delta index"),
        }
    }

    /// What the rows of the design are, which are kept or left out as a whole.
    pub fn rows(self) -> &'static str {
        match self {
            Self::Trajectories => "trajectories",
            Self::Crossed { .. } => "base rows",
            Self::Sample => "points",
        }
    }
}

/// The space in which factors vary.
#[derive(Debug, Clone, PartialEq)]
pub struct Space {
    /// What its design allows to say.
    pub kind: Kind,
    /// The factors, by key.
    pub factors: Vec<String>,
    /// The groups in which they move.
    pub groups: Groups,
    /// The numbers of the points in the design, counted from 0.
    pub points: Vec<u64>,
    /// By point: its positions in `[0,1]`, by factor.
    pub positions: Vec<Vec<f64>>,
    /// Seed of all draws of an analysis.
    pub seed: u64,
}

impl Space {
    /// The space of a sweep.
    ///
    /// # Errors
    /// When its design allows to say nothing about single factors, in words.
    pub fn of(sweep: &Sweep) -> Result<Self, String> {
        let kind = match sweep.design.name {
            "morris" => Kind::Trajectories,
            "saltelli" => Kind::Crossed { second_order: sweep.numbers[1] == 1 },
            name if DESIGNS.contains(&name) => Kind::Sample,
            name => {
                return Err(format!(
                    "sweep.design = \"{name}\" does not tell what each factor does\n   allowed: {}",
                    DESIGNS.join(", ")
                ));
            }
        };
        let factors = 0..sweep.factors.len();
        let points: Vec<u64> =
            (0..sweep.n_points()).filter(|number| sweep.point(*number).is_some()).collect();
        let place = |point: &u64| factors.clone().map(|f| sweep.share(*point, f)).collect();
        Ok(Self {
            kind,
            factors: sweep.factors.iter().map(|factor| factor.key.clone()).collect(),
            groups: sweep.groups.clone(),
            positions: points.iter().map(place).collect(),
            points,
            seed: sweep.seed,
        })
    }

    /// Number of points in a row of the design.
    pub fn row_length(&self) -> usize {
        let groups = self.groups.names.len();
        match self.kind {
            Kind::Trajectories => groups + 1,
            Kind::Crossed { second_order } => {
                crate::ground::statistics::sensitivity::row_length(groups, second_order)
            }
            Kind::Sample => 1,
        }
    }

    /// What moves: groups, or for any sample single factors.
    pub fn units(&self) -> &[String] {
        if self.kind == Kind::Sample { &self.factors } else { &self.groups.names }
    }
}
