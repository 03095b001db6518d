//! A commons: a common-pool resource with a quadratic return.

/// A common-pool resource: `n` players put tokens into it, the return `a X − b X²` is shared by
/// tokens, and a token kept gives `w` (Ostrom, Walker & Gardner 1992).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Commons {
    /// Players.
    pub players: u32,
    /// Return of the first token, `a`.
    pub first: f64,
    /// Fall of the mean return with each token, `b`.
    pub fall: f64,
    /// Return of a token kept, `w`.
    pub outside: f64,
}

impl Commons {
    /// Tokens of all that give the largest rent.
    pub fn optimum(&self) -> f64 {
        (self.first - self.outside) / (2.0 * self.fall)
    }

    /// Tokens of all in the symmetric Nash equilibrium.
    pub fn nash(&self) -> f64 {
        let n = f64::from(self.players);
        n * (self.first - self.outside) / (self.fall * (n + 1.0))
    }

    /// What tokens in the commons give beyond what they would give outside.
    pub fn rent(&self, tokens: f64) -> f64 {
        (self.first - self.outside) * tokens - self.fall * tokens * tokens
    }

    /// The tokens that are best for one player when the others put in some.
    pub fn best_reply(&self, others: f64) -> f64 {
        ((self.first - self.outside - self.fall * others) / (2.0 * self.fall)).max(0.0)
    }
}
