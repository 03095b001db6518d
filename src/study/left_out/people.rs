//! The people of a sweep as what plays the experiments: its factors are the free numbers.

use super::observed;
use super::search::Simulator;
use crate::ground::random::Draws;
use crate::model::catalogue::find_parameter;
use crate::model::parameter::Parameter;
use crate::model::specification::{ModelSpec, is_of_groups};
use crate::model::traits::SHARES;
use crate::scenario::nearest::did_you_mean;
use crate::study::sweep::{Factor, FactorValue, Sweep};
use crate::study::validation;
use crate::study::validation::Run;

/// Halvings by which the share of a factor's base value is found.
const HALVINGS: usize = 40;

/// A number that is not free: a rule at its neutral value, to see what it is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fixed {
    /// The parameter.
    pub parameter: &'static Parameter,
    /// Its value.
    pub value: f64,
}

impl Fixed {
    /// Reads `key`, for its neutral value, or `key=value`.
    ///
    /// # Errors
    /// When there is no such parameter, it has no neutral value and none is given, the value is not allowed,
    /// or it is one of those that belong to others.
    pub fn read(typed: &str) -> Result<Self, String> {
        let (key, value) = typed.split_once('=').map_or((typed, None), |(k, v)| (k, Some(v)));
        let (key, known) = (key.trim(), crate::model::catalogue::parameters());
        let parameter = find_parameter(key).ok_or_else(|| {
            let hint = did_you_mean(key, known.iter().map(|parameter| parameter.key));
            let hint = if hint.is_empty() { hint } else { format!("; {hint}") };
            format!("there is no parameter `{key}`{hint}")
        })?;
        if is_of_groups(parameter.key) || SHARES.iter().any(|share| share.key == parameter.key) {
            return Err(format!(
                "`{key}` is no rule of behaviour, and cannot be switched off here"
            ));
        }
        let value = match value {
            None => parameter.neutral.ok_or_else(|| {
                format!("`{key}` has no neutral value; give one: --without {key}=0")
            })?,
            Some(value) => value
                .trim()
                .parse()
                .ok()
                .filter(|value| parameter.range.contains(*value))
                .ok_or_else(|| {
                    let (low, high) = (parameter.range.low, parameter.range.high);
                    format!("`{key}` cannot be `{}`; allowed: {low} to {high}", value.trim())
                })?,
        };
        Ok(Self { parameter, value })
    }

    /// A specification with this value.
    fn over(self, spec: &ModelSpec) -> ModelSpec {
        let mut parts = spec.to_builder();
        parts.values.insert(self.parameter.key, self.value);
        parts.build()
    }
}

/// The people of a sweep.
pub struct People<'a> {
    sweep: &'a Sweep,
    organisation: ModelSpec,
    fixed: &'a [Fixed],
    /// The factors that are free, by their place.
    free: Vec<usize>,
    draws: Draws,
    effort: f64,
}

impl<'a> People<'a> {
    /// The people of a sweep, of whom some numbers are not free. All points are played with the random
    /// numbers of one seed; `effort` is the share of plays.
    pub fn new(sweep: &'a Sweep, fixed: &'a [Fixed], seed: u64, effort: f64) -> Self {
        let is_free = |factor: &Factor| fixed.iter().all(|one| one.parameter.key != factor.key);
        let free = (0..sweep.factors.len()).filter(|f| is_free(&sweep.factors[*f])).collect();
        let organisation = validation::organisation();
        Self { sweep, organisation, fixed, free, draws: Draws::new(seed), effort }
    }

    /// The factors that are free.
    pub fn free(&self) -> impl Iterator<Item = &'a Factor> {
        self.free.iter().map(|factor| &self.sweep.factors[*factor])
    }

    /// The value of a free number at a share of its range.
    pub fn value(&self, free: usize, share: f64) -> FactorValue {
        self.sweep.factors[self.free[free]]
            .value(crate::study::sweep::design::Position::Share(share))
    }

    /// The people at a place; none where it breaks a condition or cannot be run.
    fn people(&self, place: &[f64]) -> Option<ModelSpec> {
        let mut shares = vec![0.5; self.sweep.factors.len()];
        for (factor, share) in self.free.iter().zip(place) {
            shares[*factor] = *share;
        }
        let point = self.sweep.point_at(&shares, 0)?;
        let treatments = self.sweep.treatments(&point).ok()?;
        let spec = treatments.first()?.spec.clone();
        Some(self.fixed.iter().fold(spec, |spec, fixed| fixed.over(&spec)))
    }

    /// The organisation of which field studies tell, with the free numbers of some people.
    fn organisation_of(&self, people: &ModelSpec) -> ModelSpec {
        let varied = self.free().filter_map(|factor| find_parameter(&factor.key));
        let varied = varied.filter(|parameter| !is_of_groups(parameter.key));
        // Types that are not varied fill what is left by those that are.
        let shares = SHARES.iter().filter(|_| self.free().any(|f| is_share(&f.key)));
        let mut parts = self.organisation.to_builder();
        for parameter in varied.chain(shares) {
            parts.values.insert(parameter.key, people.value(parameter));
        }
        self.fixed.iter().fold(parts.build(), |spec, fixed| fixed.over(&spec))
    }
}

fn is_share(key: &str) -> bool {
    SHARES.iter().any(|share| share.key == key)
}

impl Simulator for People<'_> {
    fn start(&self) -> Vec<f64> {
        self.free().map(share_of_base).collect()
    }

    fn can_run(&self, place: &[f64]) -> bool {
        self.people(place).is_some()
    }

    fn simulate(&self, place: &[f64]) -> Vec<Vec<f64>> {
        let people = self.people(place).expect("a place is played only if it can be run");
        let organisation = self.organisation_of(&people);
        observed::play(&Run {
            people: &people,
            organisation: &organisation,
            draws: self.draws,
            effort: self.effort,
        })
    }
}

/// The share at which a factor has the value of its scenario, or the nearest one: values rise with it. The
/// middle for names.
fn share_of_base(factor: &Factor) -> f64 {
    let Some(base) = factor.base.number() else { return 0.5 };
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        let value = factor.value(crate::study::sweep::design::Position::Share(middle)).number();
        if value.is_some_and(|value| value < base) { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_left_out_by_key_or_with_a_value() {
        let neutral = Fixed::read("conformity.weight").unwrap();
        assert_eq!((neutral.parameter.key, neutral.value), ("conformity.weight", 0.0));
        assert_eq!(Fixed::read(" conformity.weight = 0.3").unwrap().value, 0.3);
        let said = |typed: &str| Fixed::read(typed).unwrap_err();
        assert!(said("conformity.wieght").contains("did you mean `conformity.weight`"));
        assert!(said("conformity.weight=-1").contains("allowed: "));
        assert!(said("start.belief").contains("no neutral value"));
        assert!(said("levers.pay").contains("no rule of behaviour"));
    }

    /// What is fixed is not fitted, and holds for the people and for the organisation.
    #[test]
    fn the_organisation_has_the_free_numbers_and_what_is_fixed() {
        let text = "title = \"x\"\n[conformity]\nweight = 0.25\n[sweep]\ndesign = \"random\"\npoints = 2\n[sweep.factors]\nconformity.weight = { from = 0.0, to = 1.0 }\nlearning.rate = { from = 0.2, to = 0.6 }\n";
        let texts = [("x".to_owned(), text.to_owned())];
        let sweep = crate::study::sweep::read_texts(&texts, &[]).unwrap();
        let value = |spec: &ModelSpec, key: &str| spec.value(find_parameter(key).unwrap());
        let all = People::new(&sweep, &[], 1, 1.0);
        assert!((all.start()[0] - 0.25).abs() < 1e-9);
        let people = all.people(&[0.5, 0.25]).unwrap();
        for spec in [&people, &all.organisation_of(&people)] {
            assert!((value(spec, "conformity.weight") - 0.5).abs() < 1e-9);
            assert!((value(spec, "learning.rate") - 0.3).abs() < 1e-9);
        }
        let fixed = [Fixed::read("conformity.weight").unwrap()];
        let without = People::new(&sweep, &fixed, 1, 1.0);
        assert_eq!(
            without.free().map(|factor| factor.key.as_str()).collect::<Vec<_>>(),
            ["learning.rate"]
        );
        let people = without.people(&[0.25]).unwrap();
        for spec in [&people, &without.organisation_of(&people)] {
            assert_eq!(value(spec, "conformity.weight"), 0.0);
            assert!((value(spec, "learning.rate") - 0.3).abs() < 1e-9);
        }
    }
}
