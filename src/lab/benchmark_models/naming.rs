//! The binary naming game with a committed minority (Xie et al. 2011; Centola et al. 2018).

use rand::{Rng, RngExt};

/// A population with an old name, of whom some hold to a new one and never learn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NamingGame {
    /// People.
    pub n: u32,
    /// How many of them are committed to the new name.
    pub committed: u32,
}

/// The names that a person knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    New,
    Old,
    Both,
}

impl NamingGame {
    /// Plays some encounters per person: a speaker says one of the names it knows; if the listener
    /// knows it, both keep only that one, otherwise the listener learns it. The share of people who
    /// then know the old name only.
    pub fn play(&self, rounds: u32, generator: &mut impl Rng) -> f64 {
        let committed = self.committed as usize;
        let mut known = vec![Known::Old; self.n as usize];
        known[..committed].fill(Known::New);
        let mut old = self.n - self.committed;
        for _ in 0..u64::from(rounds) * u64::from(self.n) {
            let speaker = generator.random_range(0..self.n) as usize;
            let mut listener = generator.random_range(0..self.n - 1) as usize;
            listener += usize::from(listener >= speaker);
            let says_new = match known[speaker] {
                Known::New => true,
                Known::Old => false,
                Known::Both => generator.random::<bool>(),
            };
            let said = if says_new { Known::New } else { Known::Old };
            let understood = known[listener] == said || known[listener] == Known::Both;
            let heard = if understood { said } else { Known::Both };
            let mut set = |person: usize, to: Known| {
                if person >= committed {
                    old -= u32::from(known[person] == Known::Old);
                    known[person] = to;
                    old += u32::from(to == Known::Old);
                }
            };
            set(listener, heard);
            if understood {
                set(speaker, said);
            }
            if old == 0 {
                break;
            }
        }
        f64::from(old) / f64::from(self.n)
    }
}
