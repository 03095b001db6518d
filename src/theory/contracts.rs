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
