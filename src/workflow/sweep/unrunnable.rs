//! Points that certainly cannot be run, reported before any is.

use crate::study::sweep::Sweep;

/// Most points that are looked at; those of larger sweeps are spread over the design.
const MOST: u64 = 20_000;
/// Most reasons that are told.
const MOST_TOLD: usize = 3;

/// The points of a sweep that cannot be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unrunnable {
    /// Points that were looked at.
    pub looked_at: u64,
    /// Points of the design that meet its conditions, as far as they were looked at.
    pub all: bool,
    /// Points that cannot be run: how many.
    pub count: u64,
    /// The first points with each reason, counted from 1.
    pub reasons: Vec<(u64, String)>,
}

impl Unrunnable {
    /// Looks for the points of a sweep that cannot be run.
    pub fn of(sweep: &Sweep) -> Self {
        let step = sweep.n_points().div_ceil(MOST).max(1);
        let mut found = Self { looked_at: 0, all: step == 1, count: 0, reasons: Vec::new() };
        let numbers = (0..sweep.n_points()).step_by(usize::try_from(step).unwrap_or(usize::MAX));
        for point in numbers.filter_map(|number| sweep.point(number)) {
            found.looked_at += 1;
            if let Err(reason) = sweep.treatments(&point) {
                found.count += 1;
                let is_new = found.reasons.iter().all(|(_, told)| *told != reason);
                if is_new && found.reasons.len() < MOST_TOLD {
                    found.reasons.push((point.number + 1, reason));
                }
            }
        }
        found
    }

    /// Whether every point that was looked at can be run.
    pub fn is_none(&self) -> bool {
        self.count == 0
    }

    /// Whether no point at all can be run.
    pub fn is_every_point(&self) -> bool {
        self.all && self.count == self.looked_at
    }

    /// What to say of them; empty when there are none.
    pub fn in_words(&self) -> String {
        if self.is_none() {
            return String::new();
        }
        let Self { count, looked_at, .. } = self;
        let mut text = match (self.is_every_point(), self.all) {
            (true, _) => format!("none of the {looked_at} points can be run:\n"),
            (false, true) => format!("{count} of {looked_at} points cannot be run:\n"),
            (false, false) => {
                format!("{count} of {looked_at} points that were checked cannot be run:\n")
            }
        };
        for (point, reason) in &self.reasons {
            text += &format!("  point {point}: {reason}\n");
        }
        text + "  help: a condition such as sweep.when = \"a + b <= 1\" excludes such points\n"
    }
}
