//! Everything that an observer sees of a block, as bytes in one fixed order: two runs are the same
//! to the bit if and only if these bytes are.
//!
//! The structures are taken apart by name, so that a new column cannot be forgotten here.

use tillit::engine::observe::{METRICS, Observed};
use tillit::model::columns::{AgentColumns, Flows, LevelColumns, Sector, UnitColumns};
use tillit::model::mechanisms::{PeriodContext, Rules};

/// The bits of all columns and metrics of a block at the end of a period, little end first.
/// (Streams are left out: they show in the numbers of the next period.)
pub fn of(context: &PeriodContext, rules: &Rules) -> Vec<u8> {
    let block = &context.block;
    let mut bytes = Bytes(Vec::new());
    bytes.words(&block.staff);
    bytes.agents(&block.agents);
    bytes.units(&block.units);
    bytes.flows(&block.flows);
    bytes.sector(&block.sector);
    block.chain.iter().for_each(|level| bytes.level(level));
    let seen = Observed::new(context, rules);
    for metric in METRICS {
        bytes.doubles(&(metric.measure)(&seen));
    }
    bytes.0
}

struct Bytes(Vec<u8>);

impl Bytes {
    fn words(&mut self, values: &[u32]) {
        self.0.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    }

    fn singles(&mut self, values: &[f32]) {
        self.0.extend(values.iter().flat_map(|value| value.to_bits().to_le_bytes()));
    }

    /// A value that is missing is NaN, and which of its bit patterns is the processor's choice.
    fn doubles(&mut self, values: &[f64]) {
        let bits = |value: &f64| if value.is_nan() { u64::MAX } else { value.to_bits() };
        self.0.extend(values.iter().flat_map(|value| bits(value).to_le_bytes()));
    }

    fn agents(&mut self, agents: &AgentColumns) {
        let AgentColumns {
            belief,
            trust,
            motivation,
            felt_vision,
            difficulty,
            baseline_motivation,
            reciprocity,
            leader_reciprocity,
            honesty,
            control_aversion,
            trust_propensity,
            ability,
            orientation,
            inflation,
            measured_effort,
            cooperation,
            gaming,
            reciprocity_left,
            threat_for_less,
            threat_for_more,
            relation,
            kind,
        } = agents;
        let columns = [
            belief,
            trust,
            motivation,
            felt_vision,
            difficulty,
            baseline_motivation,
            reciprocity,
            leader_reciprocity,
            honesty,
            control_aversion,
            trust_propensity,
            ability,
            orientation,
            inflation,
            measured_effort,
            cooperation,
            gaming,
            reciprocity_left,
            threat_for_less,
            threat_for_more,
            relation,
        ];
        for column in columns {
            self.singles(column.as_flattened());
        }
        self.0.extend(kind.as_flattened());
    }

    fn units(&mut self, units: &UnitColumns) {
        let UnitColumns {
            levers,
            credibility,
            leader_trust,
            leniency,
            funding,
            broken_words,
            problems,
            competence,
            label,
            tenure,
            seen_output,
            seen_before,
            last_trial,
        } = units;
        self.singles(levers.0.as_flattened());
        for row in
            [credibility, leader_trust, leniency, funding, broken_words, problems, competence]
        {
            self.singles(row);
        }
        self.0.extend(label);
        self.words(tenure);
        self.doubles(seen_output);
        self.doubles(seen_before);
        for trial in last_trial {
            let (lever, value) = trial.map_or((u32::MAX, 0.0), |(lever, v)| (lever as u32, v));
            self.words(&[lever, value.to_bits()]);
        }
    }

    fn flows(&mut self, flows: &Flows) {
        let Flows {
            stake,
            marginal_pay,
            effective_pay,
            reported_difficulty,
            effective_standard,
            working_time,
            capacity,
            cooperation,
            true_output,
            measured_output,
            seen_output,
            scruples,
            perceived_control,
            counted_work,
            told,
            upset,
            leavers,
        } = flows;
        let singles = [
            stake,
            marginal_pay,
            effective_pay,
            reported_difficulty,
            effective_standard,
            working_time,
            seen_output,
            perceived_control,
            told,
            upset,
        ];
        for row in singles {
            self.singles(row);
        }
        let doubles = [capacity, cooperation, true_output, measured_output, scruples, counted_work];
        for row in doubles {
            self.doubles(row);
        }
        self.words(leavers);
    }

    fn level(&mut self, level: &LevelColumns) {
        let LevelColumns {
            levers,
            time,
            load,
            trust_up,
            trust_down,
            competence,
            administration,
            pressure,
            reports,
            manager,
            below,
        } = level;
        self.singles(levers.0.as_flattened());
        let rows =
            [time, load, trust_up, trust_down, competence, administration, pressure, reports];
        rows.into_iter().chain(below).for_each(|row| self.singles(row));
        self.words(manager);
    }

    fn sector(&mut self, sector: &Sector) {
        let Sector { reputation, measured_output, leniency, same_label } = sector;
        for row in [reputation, measured_output, leniency] {
            self.doubles(row);
        }
        self.singles(same_label);
    }
}
