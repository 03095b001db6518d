//! Closed forms of contract theory that the model's rules contain as special cases.

/// The share of a bonus that still drives effort when the target follows results: `r / (r + λ)` for
/// a ratchet `λ` and a discount rate `r` per period, with the loss counted from the next period on
/// (Weitzman 1980).
pub fn ratchet_incentive(ratchet: f64, discount_rate: f64) -> f64 {
    discount_rate / (discount_rate + ratchet)
}

/// Effort of each member of a team of `n` who share output equally, with cost `e²/2`: `1/n`
/// (Holmström 1982).
pub fn team_effort(n: f64) -> f64 {
    1.0 / n
}

/// Share of the first-best surplus that a team of `n` reaches with equal shares: `2/n − 1/n²`.
pub fn team_surplus_share(n: f64) -> f64 {
    2.0 / n - 1.0 / (n * n)
}

/// The efforts `(x, q)` at which marginal benefits `a` of `x` and `b` of `q` equal marginal costs
/// `(x + κ q)/(1 + κ)` and `(q + κ x)/(1 + κ)`, corners left out (Holmström & Milgrom 1991).
pub fn two_task_efforts(a: f64, b: f64, kappa: f64) -> (f64, f64) {
    ((a - kappa * b) / (1.0 - kappa), (b - kappa * a) / (1.0 - kappa))
}

/// The linear contract of Holmström & Milgrom (1987): effort `e` with cost `c e²/2` shows as `e` plus
/// normal noise; the agent has constant absolute risk aversion `r`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinearContract {
    /// Risk aversion `r`.
    pub risk_aversion: f64,
    /// Cost `c`.
    pub cost: f64,
    /// Variance of the noise.
    pub variance: f64,
}

impl LinearContract {
    /// The best bonus, `1/(1 + r c σ²)`.
    pub fn bonus(&self) -> f64 {
        1.0 / (1.0 + self.risk_aversion * self.cost * self.variance)
    }

    /// The effort that an agent chooses at a bonus.
    pub fn effort(&self, bonus: f64) -> f64 {
        bonus / self.cost
    }

    /// What principal and agent have together, less the price of risk, at a bonus.
    pub fn surplus(&self, bonus: f64) -> f64 {
        let effort = self.effort(bonus);
        effort
            - 0.5 * self.cost * effort * effort
            - 0.5 * self.risk_aversion * self.variance * bonus * bonus
    }
}

/// Two tasks of which one is measured (Holmström & Milgrom 1991): cost
/// `(e₁² + 2k e₁e₂ + e₂²)/2` about what the agent does of itself, benefit `b₁e₁ + b₂e₂`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoTasks {
    /// How far the tasks stand in for each other, `k`.
    pub substitution: f64,
    /// Benefit of the measured task.
    pub measured: f64,
    /// Benefit of the other one.
    pub unmeasured: f64,
    /// Risk aversion times the variance of the measure.
    pub risk: f64,
}

impl TwoTasks {
    /// The best bonus on the measured task; below 0 when measuring had better be left.
    pub fn bonus(&self) -> f64 {
        let k = self.substitution;
        (self.measured - k * self.unmeasured) / (1.0 + self.risk * (1.0 - k * k))
    }

    /// How far a bonus moves the two efforts.
    pub fn efforts(&self, bonus: f64) -> (f64, f64) {
        let slack = 1.0 - self.substitution * self.substitution;
        (bonus / slack, -self.substitution * bonus / slack)
    }
}
