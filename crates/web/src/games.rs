//! Games as they are played by the people of the laboratory among themselves.

use std::sync::OnceLock;

use serde_json::{Value, json};
use tillit::ground::random::Draws;
use tillit::lab::games::{Curve, GAMES, Game, GameResult, GameSetup, find_game};
use tillit::lab::people::Population;
use tillit::lab::published::published;
use tillit::lab::seat::SEATS;
use tillit::model::catalogue::{Kind, Language};
use tillit::model::parameter::Parameter;
use tillit::model::specification::ModelSpec;
use wasm_bindgen::prelude::*;

/// The people of the laboratory, made once.
pub(crate) fn people() -> &'static (ModelSpec, Population) {
    static PEOPLE: OnceLock<(ModelSpec, Population)> = OnceLock::new();
    PEOPLE.get_or_init(|| {
        let spec = tillit::lab::common_people();
        let core = Population::new(&spec);
        (spec, core)
    })
}

/// All games with their protocols, in a language: JSON.
#[wasm_bindgen]
pub fn games(code: &str) -> String {
    let language = super::language(code);
    Value::from(GAMES.map(|game| about(game, language)).to_vec()).to_string()
}

fn about(game: &Game, language: Language) -> Value {
    let texts = language.texts();
    let rule = |rule: &Parameter| {
        json!({
            "key": rule.key, "summary": rule.summary, "default": rule.default,
            "low": rule.range.low, "high": rule.range.high, "whole": rule.range.whole,
        })
    };
    let introduction = texts.description(Kind::Game, game.name, game.introduction);
    json!({
        "name": game.name,
        "label": texts.heading(Kind::Game, game.name),
        "title": game.title,
        "introduction": introduction,
        "exercise": game.exercise,
        "by_people": game.by_people,
        "has_seat": SEATS.iter().any(|(name, _)| *name == game.name),
        "rules": game.protocol.iter().map(rule).collect::<Vec<_>>(),
        "published": published(game.name).iter().map(|series| json!({
            "name": series.name, "source": series.source, "x": series.x, "y": series.y, "points": series.points(),
        })).collect::<Vec<_>>(),
    })
}

/// A game with the values of its protocol: its defaults, changed as JSON says (`{"partners": 1}`).
pub(crate) fn with_rules(name: &str, rules: &Value) -> Result<(&'static Game, Vec<f64>), String> {
    let (game, preset) = find_game(name).ok_or_else(|| format!("there is no game `{name}`"))?;
    let set = |rule: &Parameter| {
        let preset = preset.iter().find(|(key, _)| *key == rule.key).map(|(_, value)| *value);
        let value = rules[rule.key].as_f64().or(preset).unwrap_or(rule.default);
        let wrong = || {
            format!("{} = {value}: allowed are {} to {}", rule.key, rule.range.low, rule.range.high)
        };
        rule.range.contains(value).then_some(value).ok_or_else(wrong)
    };
    Ok((game, game.protocol.iter().map(set).collect::<Result<_, _>>()?))
}

/// Does something with a game that is set up.
pub(crate) fn set_up<T>(
    game: &Game,
    values: &[f64],
    seed: u64,
    work: impl FnOnce(&GameSetup) -> T,
) -> T {
    let (spec, core) = people();
    let (draws, protocol) = (Draws::new(seed), game.protocol);
    work(&GameSetup { core, spec, draws, protocol, values, watch: &|_| () })
}

/// Plays a game among the people of the laboratory; rules as JSON (`{"partners": 1}`). What came of it is
/// JSON.
///
/// # Errors
/// When there is no such game, or a rule is out of its range.
#[wasm_bindgen]
pub fn play_game(name: &str, rules: &str, seed: u32) -> Result<String, String> {
    let rules = serde_json::from_str(rules).map_err(|error| error.to_string())?;
    let (game, values) = with_rules(name, &rules)?;
    let result = set_up(game, &values, seed.into(), |setup| (game.play)(setup));
    Ok(shown(&result).to_string())
}

/// What came of a game.
pub(crate) fn shown(result: &GameResult) -> Value {
    let curves: Vec<Value> = result.curves.iter().map(curve).collect();
    json!({ "x": result.x, "y": result.y, "curves": curves, "conclusion": result.conclusion })
}

/// A curve; missing numbers are null.
pub(crate) fn curve(curve: &Curve) -> Value {
    json!({
        "name": curve.name,
        "source": curve.source.name(),
        "points": curve.points,
        "intervals": curve.intervals,
    })
}
