//! The people of the laboratory, one at a time, and the game that they can play with others' programs.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use tillit::ground::random::Draws;
use tillit::lab;
use tillit::lab::benchmark_models::generator;
use tillit::lab::games::{GameRules, RuleError, dilemma, find_game, names};
use tillit::lab::people::Population;
use tillit::model::specification::ModelSpec;
use tillit::model::traits::Trait;
use tillit::workflow::UnknownName;

use crate::errors::Problem;
use crate::scenario::Scenario;

/// Who plays: the people of the laboratory, or the staff of a scenario's first treatment.
pub(crate) fn people_of(scenario: Option<&Bound<'_, Scenario>>) -> ModelSpec {
    match scenario {
        Some(scenario) => scenario.get().inner.treatments[0].spec.clone(),
        None => lab::common_people(),
    }
}

/// A game by one of its names, with rules changed by name.
pub(crate) fn rules_of(name: &str, rules: Option<&Bound<'_, PyDict>>) -> PyResult<GameRules> {
    let plain = name.trim().to_lowercase().replace([' ', '_'], "-").replace(['\'', '’'], "");
    let unknown = || {
        let text = UnknownName::new("game", name, names()).to_string();
        Problem::Request(text)
    };
    let (game, preset) = find_game(&plain).ok_or_else(unknown)?;
    let mut found = GameRules::new(game, preset);
    for (key, value) in rules.into_iter().flatten() {
        let (key, value): (String, f64) = (key.extract()?, value.extract()?);
        found.set(&key, Some(value)).map_err(|error| wrong_rule(&key, value, &error))?;
    }
    Ok(found)
}

fn wrong_rule(key: &str, value: f64, error: &RuleError) -> Problem {
    Problem::Request(match error {
        RuleError::Unknown { known, hint, .. } => {
            let help = if hint.is_empty() { String::new() } else { format!("\n   help: {hint}") };
            format!("{error}\n   allowed: {}{help}", known.join(", "))
        }
        RuleError::OutOfRange(rule) => {
            let whole = if rule.range.whole { "whole numbers from " } else { "" };
            format!("{key} = {value}\n   allowed: {whole}{} to {}", rule.range.low, rule.range.high)
        }
    })
}

/// The people of the laboratory, or the staff of a scenario, of whom persons can be drawn.
#[pyclass(frozen, module = "tillit")]
pub(crate) struct People(pub Population);

#[pymethods]
impl People {
    #[new]
    #[pyo3(signature = (scenario=None))]
    fn new(scenario: Option<Bound<'_, Scenario>>) -> Self {
        Self(Population::new(&people_of(scenario.as_ref())))
    }

    /// A person. The same seed gives the same person, who has random numbers of its own.
    fn person(slf: Bound<'_, Self>, seed: u64) -> Person {
        let mut random = generator(&Draws::new(seed), 0);
        let inner = slf.get().0.person(&mut random);
        Person { people: slf.unbind(), inner, random }
    }
}

/// A person of the laboratory, who decides and learns by the rules of the model's staff.
#[pyclass(module = "tillit")]
pub(crate) struct Person {
    people: Py<People>,
    inner: lab::people::Person,
    random: rand_xoshiro::Xoshiro256PlusPlus,
}

#[pymethods]
impl Person {
    /// Type of person: self-interested, conditional co-operator or intrinsically motivated.
    #[getter]
    fn kind(&self) -> &'static str {
        self.inner.kind.name()
    }

    /// Share of others whom the person expects to go along.
    #[getter]
    fn belief(&self) -> f32 {
        self.inner.belief
    }

    /// The traits of the person by name.
    #[getter]
    fn traits<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let traits = PyDict::new(py);
        for quality in Trait::ALL {
            // The key of its mean: ….control_aversion.mean.
            let key = quality.parameters(self.inner.kind).0.key;
            let name = key.rsplit('.').nth(1).unwrap_or(key);
            traits.set_item(name, self.inner.value(quality))?;
        }
        Ok(traits)
    }

    /// Whether the person begins a match of a dilemma by co-operating; later it goes on as long as the
    /// other does.
    fn is_willing(&mut self, game: &Dilemma) -> bool {
        game.0.is_willing(&self.people.get().0, &self.inner, &mut self.random)
    }

    /// The person learns from the first round of a match: whether it co-operated itself, and whether the
    /// other one did.
    fn learns(&mut self, game: &Dilemma, own: bool, other: bool) {
        game.0.learns(&self.people.get().0, &mut self.inner, own, other);
    }

    fn __repr__(&self) -> String {
        format!("<Person {}: expects {:.2}>", self.kind(), self.inner.belief)
    }
}

/// A repeated game of two choices, such as a prisoner's dilemma or a stag hunt: the rules of the game
/// `dilemma` by name (`tillit.games()` lists them).
#[pyclass(frozen, module = "tillit")]
pub(crate) struct Dilemma(pub dilemma::Dilemma);

#[pymethods]
impl Dilemma {
    #[new]
    #[pyo3(signature = (**rules))]
    fn new(rules: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let rules = rules_of("dilemma", rules)?;
        let spec = lab::common_people();
        let people = Population::new(&spec);
        Ok(Self(dilemma::Dilemma::of(&rules.setup((&people, &spec), Draws::new(0), &|_| ()))))
    }

    /// What one earns in a round: by row own choice and by column that of the other, co-operation first.
    #[getter]
    fn payoffs(&self) -> [[f64; 2]; 2] {
        [true, false].map(|own| [true, false].map(|other| self.0.earns(own, other)))
    }

    /// The chance that a match goes on after a round.
    #[getter]
    fn continuation(&self) -> f64 {
        self.0.continuation
    }

    /// The belief that the other co-operates as long as one does oneself from which co-operating pays, as
    /// far as all rounds to come are foreseen; infinite where it never pays.
    #[getter]
    fn critical_mass(&self) -> f64 {
        self.0.critical_mass(self.0.rounds_to_come())
    }
}
