//! The rules of a game as somebody sets them: the defaults of its protocol, changed by name.

use thiserror::Error;

use super::{Game, GameSetup};
use crate::ground::random::Draws;
use crate::lab::people::Population;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;
use crate::scenario::nearest::did_you_mean;

/// A game with the values of its protocol.
#[derive(Debug, Clone)]
pub struct GameRules {
    /// The game.
    pub game: &'static Game,
    /// By rule of the protocol: its value.
    pub values: Vec<f64>,
    /// By rule: whether it was set.
    pub typed: Vec<bool>,
}

/// A rule that cannot be set so.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum RuleError {
    /// The game has no such rule.
    #[error("{game} has no rule `{key}`")]
    Unknown {
        /// Name of the game.
        game: &'static str,
        /// What was asked for.
        key: String,
        /// What there is.
        known: Vec<&'static str>,
        /// "did you mean …?", or nothing.
        hint: String,
    },
    /// The value does not fit.
    #[error("{} does not fit", .0.key)]
    OutOfRange(&'static Parameter),
}

impl GameRules {
    /// The defaults of a protocol, changed by what a name of the game sets.
    pub fn new(game: &'static Game, preset: &[(&str, f64)]) -> Self {
        let default = |rule: &Parameter| {
            let set = preset.iter().find(|(key, _)| *key == rule.key);
            set.map_or(rule.default, |(_, value)| *value)
        };
        let values: Vec<f64> = game.protocol.iter().map(default).collect();
        let typed = vec![false; values.len()];
        Self { game, values, typed }
    }

    /// Sets a rule. No value is a mistake as one out of range is.
    ///
    /// # Errors
    /// When the game has no such rule, or the value does not fit.
    pub fn set(&mut self, key: &str, value: Option<f64>) -> Result<(), RuleError> {
        let game = self.game;
        let known = || game.protocol.iter().map(|rule| rule.key);
        let unknown = || RuleError::Unknown {
            game: game.name,
            key: key.to_owned(),
            known: known().collect(),
            hint: did_you_mean(key, known()),
        };
        let index = known().position(|known| known == key.trim()).ok_or_else(unknown)?;
        let rule = &game.protocol[index];
        let value = value.filter(|value| rule.range.contains(*value));
        self.values[index] = value.ok_or(RuleError::OutOfRange(rule))?;
        self.typed[index] = true;
        Ok(())
    }

    /// The game as it is played with some people and random numbers.
    pub fn setup<'a>(
        &'a self,
        (core, spec): (&'a Population, &'a ModelSpec),
        draws: Draws,
        watch: &'a dyn Fn(u64),
    ) -> GameSetup<'a> {
        GameSetup { core, spec, draws, protocol: self.game.protocol, values: &self.values, watch }
    }
}
