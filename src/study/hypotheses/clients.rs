//! Clients: pupils nested in classes, each with one teacher, in units (SOU 2018:38 §2.2).
//!
//! `score = w_o own background + w_u mean background of the unit + school effect + class effect + noise`;
//! the total variance is 1 ([`PARAMETERS`]). A teacher's class effect is its standardised contribution
//! `a (ω x + (1 − ω) q)`, the school effect is the unit's true output.

use rand::seq::SliceRandom;
use rand_distr::{Distribution, StandardNormal};

use super::arms::{Arms, DEFAULT};
use crate::engine::observe::{Observed, find_metric};
use crate::engine::{Engine, Observer};
use crate::ground::random::{Address, Draws, Purpose};
use crate::ground::statistics::{Components, Member, Nested, Summary, mean};
use crate::model::mechanisms::output::MEASURABILITY;
use crate::model::mechanisms::{PeriodContext, Rules};
use crate::model::parameter::Parameter;

/// Pupils of a class.
pub static CLASS: Parameter = PARAMETERS[0];
/// Weight of own background.
pub static OWN_BACKGROUND: Parameter = PARAMETERS[1];
/// Weight of the unit's mean background.
pub static UNIT_BACKGROUND: Parameter = PARAMETERS[2];
/// Share of the variance of backgrounds that lies between units.
pub static SEGREGATION: Parameter = PARAMETERS[3];
/// What a unit of true output is worth in results.
pub static OF_OUTPUT: Parameter = PARAMETERS[4];
/// Standard deviation of class effects.
pub static OF_TEACHER: Parameter = PARAMETERS[5];
/// Standard deviation of what nothing explains.
pub static NOISE: Parameter = PARAMETERS[6];

/// The numbers of the measurement model. They belong to the hypotheses alone: no scenario sets them.
pub static PARAMETERS: [Parameter; 7] = [
    Parameter::new("clients.class", 25.0, 2.0, 100.0)
        .whole()
        .symbol("n_c")
        .summary("Pupils of a class.")
        .plausible(15.0, 35.0, "usual sizes of classes; no source")
        .source("section 4", "model assumption"),
    Parameter::new("clients.own_background", 0.35, 0.0, 1.0)
        .symbol("w_o")
        .summary("Weight of a pupil's own background in its result.")
        .unit("standard deviations of results")
        .plausible(0.175, 0.7, "no source: half to double the default")
        .source("section 4", "model assumption"),
    Parameter::new("clients.unit_background", 0.15, 0.0, 1.0)
        .symbol("w_u")
        .summary("Weight of the mean background of the unit in a pupil's result.")
        .unit("standard deviations of results")
        .plausible(0.075, 0.3, "no source: half to double the default")
        .source("section 4", "model assumption"),
    Parameter::new("clients.segregation", 0.25, 0.0, 1.0)
        .symbol("s_g")
        .summary("Share of the variance of backgrounds that lies between units.")
        .unit("share")
        .plausible(0.125, 0.5, "no source: half to double the default")
        .source("section 4", "model assumption"),
    Parameter::new("clients.of_output", 0.9, 0.0, 10.0)
        .symbol("w_Y")
        .summary("What a unit of true output is worth in results.")
        .unit("standard deviations of results per unit of output")
        .plausible(0.45, 1.8, "no source: half to double the default")
        .source(
            "section 4",
            "fitted once: the null share of schools of High School and Beyond, 0.18",
        ),
    Parameter::new("clients.of_teacher", 0.28, 0.0, 1.0)
        .symbol("w_a")
        .summary("Standard deviation of class effects, which lie between units too.")
        .unit("standard deviations of results")
        .plausible(0.14, 0.56, "no source: half to double the default")
        .source("section 4", "Palardy & Rumberger 2008: a class share within units of about 0.07"),
    Parameter::new("clients.noise", 0.826, 0.0, 1.0)
        .symbol("e_c")
        .summary("Standard deviation of what neither background, school nor class explains.")
        .unit("standard deviations of results")
        .plausible(0.413, 1.0, "no source: half the default to the whole variance")
        .source("section 4", "fitted: the total variance of results in the default sector is 1"),
];

/// What of a unit its clients feel.
#[derive(Debug, Clone)]
pub struct Unit {
    replicate: u32,
    unit: u32,
    output: f64,
    belief: f64,
    teachers: Vec<f64>,
}

/// The units of one replicate.
#[derive(Debug, Clone)]
pub struct Sector {
    draws: Draws,
    units: Vec<Unit>,
}

/// A pupil.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pupil {
    /// Unit, counted from 0.
    pub unit: usize,
    /// Class, counted over the sector.
    pub class: usize,
    /// Own background, and the mean of the unit.
    pub background: [f64; 2],
    /// Result.
    pub score: f64,
}

/// Means of a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitMean {
    /// Background.
    pub intake: f64,
    /// Trust among staff.
    pub belief: f64,
    /// Result.
    pub score: f64,
}

/// What is shuffled, for controls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shuffle {
    /// Nothing.
    Nothing,
    /// True output over units.
    Units,
    /// Results over all pupils.
    Results,
}

/// Sees units in the last period.
struct LastPeriod {
    period: u32,
    measurability: f64,
    units: Vec<Unit>,
}

impl Observer for LastPeriod {
    fn observe(&mut self, context: &PeriodContext, rules: &Rules) {
        if context.period != self.period {
            return;
        }
        let seen = Observed::new(context, rules);
        let [output, belief] = ["true_output", "belief"]
            .map(|name| find_metric(name).map(|metric| (metric.measure)(&seen)));
        let (Some(output), Some(belief)) = (output, belief) else { return };
        let agents = &context.block.agents;
        for (lane, place) in context.block.places.iter().enumerate().filter(|(_, p)| !p.spare) {
            let teacher = |agent: usize| {
                let value = |column: &[crate::ground::lanes::Row]| f64::from(column[agent][lane]);
                let measured = self.measurability * value(&agents.measured_effort);
                let other = (1.0 - self.measurability) * value(&agents.cooperation);
                value(&agents.ability) * (measured + other)
            };
            let staff = context.block.staff[lane] as usize;
            self.units.push(Unit {
                replicate: place.replicate,
                unit: place.unit,
                output: output[lane],
                belief: belief[lane],
                teachers: (0..staff).map(teacher).collect(),
            });
        }
    }
}

/// The sectors of units left alone, one per replicate.
pub fn sectors(arms: &Arms) -> Vec<Sector> {
    let spec = arms.spec(DEFAULT, &[]);
    let measurability = spec.value(&MEASURABILITY);
    let mut last = LastPeriod { period: spec.periods(), measurability, units: Vec::new() };
    Engine::new(&spec).run(0..spec.replicates(), &mut last);
    let mut units = last.units;
    units.sort_by_key(|unit| (unit.replicate, unit.unit));
    let draws = Draws::new(spec.seed());
    units
        .chunk_by(|a, b| a.replicate == b.replicate)
        .map(|units| Sector { draws, units: units.to_vec() })
        .collect()
}

/// The pupils of a sector.
pub fn pupils(sector: &Sector, shuffle: Shuffle) -> Vec<Pupil> {
    let replicate = sector.units[0].replicate;
    let generator = |unit: u32, agent: u32| {
        let purpose = Purpose::Client;
        sector.draws.at(Address { replicate, unit, purpose, period: 0, agent })
    };
    let mut outputs: Vec<f64> = sector.units.iter().map(|unit| unit.output).collect();
    if shuffle == Shuffle::Units {
        outputs.shuffle(&mut generator(0, u32::MAX));
    }
    let middle = mean(&outputs);
    let teachers: Vec<f64> = sector.units.iter().flat_map(|unit| unit.teachers.clone()).collect();
    let spread = Summary::of(&teachers, 0.95);
    let mut pupils = Vec::new();
    let mut class = 0;
    for (place, unit) in sector.units.iter().enumerate() {
        let mut generator = generator(unit.unit, 0);
        let mut normal = || -> f64 { StandardNormal.sample(&mut generator) };
        let intake = SEGREGATION.default.sqrt() * normal();
        let first = pupils.len();
        for teacher in &unit.teachers {
            let effect = OF_TEACHER.default * (teacher - spread.mean) / spread.sd.max(1e-9);
            for _ in 0..CLASS.default as usize {
                let own = intake + (1.0 - SEGREGATION.default).sqrt() * normal();
                let score = OWN_BACKGROUND.default * own
                    + OF_OUTPUT.default * (outputs[place] - middle)
                    + effect
                    + NOISE.default * normal();
                pupils.push(Pupil { unit: place, class, background: [own, 0.0], score });
            }
            class += 1;
        }
        let own = &mut pupils[first..];
        let all = mean(&own.iter().map(|pupil| pupil.background[0]).collect::<Vec<f64>>());
        for pupil in own {
            pupil.background[1] = all;
            pupil.score += UNIT_BACKGROUND.default * all;
        }
    }
    if shuffle == Shuffle::Results {
        let mut scores: Vec<f64> = pupils.iter().map(|pupil| pupil.score).collect();
        scores.shuffle(&mut generator(0, u32::MAX));
        pupils.iter_mut().zip(scores).for_each(|(pupil, score)| pupil.score = score);
    }
    pupils
}

/// The components of variance between schools, classes and pupils, adjusted for backgrounds.
pub fn components(pupils: &[Pupil]) -> Option<Components> {
    nested(pupils, true).estimate(true)
}

/// The components between schools and pupils, adjusted for nothing.
pub fn null_components(pupils: &[Pupil]) -> Option<Components> {
    nested(pupils, false).estimate(false)
}

fn nested(pupils: &[Pupil], adjusted: bool) -> Nested {
    Nested::new(pupils.iter().map(|pupil| Member {
        group: pupil.unit,
        subgroup: pupil.class,
        predictors: if adjusted { &pupil.background } else { &[] },
        outcome: pupil.score,
    }))
}

/// The means of every unit.
pub fn unit_means(pupils: &[Pupil], sector: &Sector) -> Vec<UnitMean> {
    pupils
        .chunk_by(|a, b| a.unit == b.unit)
        .zip(&sector.units)
        .map(|(own, unit)| UnitMean {
            intake: own[0].background[1],
            belief: unit.belief,
            score: mean(&own.iter().map(|pupil| pupil.score).collect::<Vec<f64>>()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::hypotheses::Size;

    #[test]
    fn numbers_are_documented_and_lie_in_their_ranges() {
        for p in &PARAMETERS {
            let plausible = p.plausible.expect(p.key);
            assert!(
                p.range.contains(plausible.low) && p.range.contains(plausible.high),
                "{}",
                p.key
            );
            assert!((plausible.low..=plausible.high).contains(&p.default), "{}", p.key);
            assert!(p.summary.ends_with('.') && !p.symbol.is_empty() && !p.source.is_empty());
        }
    }

    #[test]
    fn the_default_sector_has_the_published_share_of_schools() {
        let arms = Arms::new(Size { replicates: 6, units: 60 }, 1);
        let shares: Vec<f64> = sectors(&arms)
            .iter()
            .filter_map(|sector| {
                Some(null_components(&pupils(sector, Shuffle::Nothing))?.group_share())
            })
            .collect();
        let share = mean(&shares);
        assert!((0.14..0.22).contains(&share), "{share}");
        let all: Vec<f64> = sectors(&arms)
            .iter()
            .flat_map(|sector| pupils(sector, Shuffle::Nothing))
            .map(|pupil| pupil.score)
            .collect();
        let sd = Summary::of(&all, 0.95).sd;
        assert!((sd - 1.0).abs() < 0.06, "{sd}");
    }
}
