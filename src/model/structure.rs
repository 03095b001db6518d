//! Parameters that describe the run, the organisation and its start, not a mechanism.

use super::parameter::Parameter;

/// Number of periods.
pub static PERIODS: Parameter = Parameter::new("run.periods", 120.0, 1.0, 100_000.0)
    .whole()
    .summary("Number of periods; a period stands for a month.")
    .unit("periods")
    .source("section 1", "convention");
/// Number of replicates.
pub static REPLICATES: Parameter = Parameter::new("run.replicates", 20.0, 1.0, 10_000_000.0)
    .whole()
    .summary("Number of replicates: the same scenario with other random numbers.")
    .unit("replicates")
    .source("section 7", "convention");
/// Length of the outcome window.
pub static WINDOW: Parameter = Parameter::new("run.window", 12.0, 1.0, 100_000.0)
    .whole()
    .summary("Outcomes are means over this many last periods.")
    .unit("periods")
    .source("section 1", "convention");
/// Number of units.
pub static UNITS: Parameter = Parameter::new("organisation.units", 50.0, 1.0, 10_000_000.0)
    .whole()
    .summary("Number of units (schools, clinics, offices) under one political principal.")
    .unit("units")
    .source("section 1", "convention");
/// Staff per unit.
pub static STAFF: Parameter = Parameter::new("organisation.staff", 20.0, 1.0, 100_000.0)
    .whole()
    .symbol("n")
    .summary("Number of agents in each unit.")
    .unit("agents per unit")
    .plausible(6.0, 60.0, "1/n, critical mass")
    .source("section 1", "convention");

/// Mean starting belief.
pub static START_BELIEF: Parameter = Parameter::new("start.belief", 0.55, 0.0, 1.0)
    .summary("Mean starting belief about colleagues' co-operation.")
    .unit("effort")
    .plausible(
        0.3,
        0.8,
        "from distrustful to trusting units: an outcome of the past, not a constant",
    )
    .source("section 1", "near the tipping point, so that both outcomes occur");
/// Spread of starting beliefs between units.
pub static START_BELIEF_UNIT_SD: Parameter = Parameter::new("start.belief_unit_sd", 0.1, 0.0, 1.0)
    .summary("Standard deviation between units of the starting belief.")
    .unit("effort")
    .neutral(0.0)
    .plausible(0.02, 0.15, "climate studies: unit shares of 0.05–0.15")
    .source("section 1", "climate studies");
/// Spread of starting beliefs between agents of a unit.
pub static START_BELIEF_AGENT_SD: Parameter =
    Parameter::new("start.belief_agent_sd", 0.1, 0.0, 1.0)
        .summary("Standard deviation between agents of a unit of the starting belief.")
        .unit("effort")
        .neutral(0.0)
        .plausible(0.05, 0.2, "half to double the default: no source gives a value")
        .source("section 1", "climate studies");
/// Credibility of a new leader's vision.
pub static START_CREDIBILITY: Parameter = Parameter::new("start.credibility", 0.2, 0.0, 1.0)
    .symbol("K")
    .summary("Credibility of the vision at the start and after a change of leader.")
    .plausible(0.0, 0.5, "from a leader whom nobody yet believes to one with half of the credit")
    .source("13, lead", "model assumption");
/// Trust of a new leader in staff.
pub static START_LEADER_TRUST: Parameter = Parameter::new("start.leader_trust", 0.6, 0.0, 1.0)
    .symbol("P")
    .summary("The leader's trust in staff at the start and after a change of leader.")
    .plausible(0.4, 0.8, "around the default by a fifth of the scale: no source gives a value")
    .source("15, lead", "model assumption");
/// Mean competence of leaders.
pub static COMPETENCE_MEAN: Parameter =
    Parameter::new("start.leader_competence.mean", 0.6, 0.05, 0.95)
        .symbol("A")
        .summary("Mean competence of leaders; values are limited to 0.05–0.95.")
        .plausible(0.4, 0.8, "around the default by a fifth of the scale: no source gives a value")
        .source("section 1", "SOU 2018:38 §2.8: leaders differ in skill");
/// Spread of leaders' competence.
pub static COMPETENCE_SD: Parameter = Parameter::new("start.leader_competence.sd", 0.15, 0.0, 1.0)
    .summary("Standard deviation of leaders' competence.")
    .neutral(0.0)
    .plausible(0.075, 0.3, "half to double the default: no source gives a value")
    .source("section 1", "SOU 2018:38 §2.8: leaders differ in skill");

/// Difficulty around which tasks vary. The mechanism `task_difficulty` lists it; it stands here
/// because everybody starts with it.
pub const MIDDLE_DIFFICULTY: Parameter = Parameter::new("task_difficulty.middle", 0.5, 0.0, 1.0)
    .symbol("D_m")
    .summary("Difficulty around which tasks vary, and with which everybody starts.")
    .unit("difficulty")
    .plausible(0.3, 0.7, "only the distance from the hardest task matters; unknown")
    .source("1", "model assumption: a stationary process around the middle");

/// Problems with which units start. The mechanism `voice` lists it; it stands here
/// because every unit starts with it.
pub const START_PROBLEMS: Parameter = Parameter::new("voice.start", 0.5, 0.0, 1.0)
    .symbol("H_0")
    .summary("Share of the work that has problems at the start.")
    .unit("share of work")
    .plausible(0.2, 0.8, "between where problems rest under full voice and under silence")
    .source("18", "model assumption");

/// The parameters of this file.
pub static STRUCTURE: [&Parameter; 12] = [
    &PERIODS,
    &REPLICATES,
    &WINDOW,
    &UNITS,
    &STAFF,
    &START_BELIEF,
    &START_BELIEF_UNIT_SD,
    &START_BELIEF_AGENT_SD,
    &START_CREDIBILITY,
    &START_LEADER_TRUST,
    &COMPETENCE_MEAN,
    &COMPETENCE_SD,
];
