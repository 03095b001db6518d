//! A seat at a game, for who plays on a page.

use serde_json::{Value, json};
use tillit::lab::seat::{Equilibrium, PayoffTable, Seat, take};
use wasm_bindgen::prelude::*;

use crate::games::{set_up, with_rules};

/// A seat at a game.
#[wasm_bindgen]
pub struct Table {
    seat: Box<dyn Seat>,
}

#[wasm_bindgen]
impl Table {
    /// Takes a seat; rules as JSON.
    ///
    /// # Errors
    /// When the game is not there or has no seat, or a rule is out of its range.
    pub fn take(name: &str, rules: &str, seed: u32) -> Result<Table, String> {
        let rules = serde_json::from_str(rules).map_err(|error| error.to_string())?;
        let (game, values) = with_rules(name, &rules)?;
        let seat = set_up(game, &values, seed.into(), |setup| take(game, setup, 0));
        let seat = seat.ok_or_else(|| format!("nobody can take a seat at `{name}`"))?;
        Ok(Self { seat })
    }

    /// What is asked: JSON, null at the end.
    pub fn question(&self) -> String {
        let shown = self.seat.question().map(|question| {
            json!({
                "round": question.round,
                "rounds": question.rounds,
                "low": question.choice.low,
                "high": question.choice.high,
                "step": question.choice.step,
                "before": question.before,
                "new_partner": question.new_partner,
            })
        });
        Value::from(shown).to_string()
    }

    /// Decides; what happened is JSON.
    ///
    /// # Errors
    /// When the decision is none of the choices, or the game is over.
    pub fn decide(&mut self, own: f64) -> Result<String, String> {
        let round = self.seat.decide(own).map_err(|error| error.to_string())?;
        Ok(json!({
            "round": round.round,
            "own": round.own,
            "others": round.others,
            "shown": round.shown,
            "earned": round.earned,
            "others_earned": round.others_earned,
        })
        .to_string())
    }

    /// Payoffs, best replies and equilibria: JSON, null where there are none.
    pub fn payoffs(&self) -> String {
        Value::from(self.seat.payoffs().as_ref().map(payoffs)).to_string()
    }
}

fn payoffs(table: &PayoffTable) -> Value {
    let equilibrium = |equilibrium: &Equilibrium| match equilibrium {
        Equilibrium::Pure(own, other) => json!({ "kind": "pure", "own": own, "other": other }),
        Equilibrium::Mixed(share) => json!({ "kind": "mixed", "share": share }),
        Equilibrium::Number(number) => json!({ "kind": "number", "number": number }),
        Equilibrium::InTurn(own, other) => json!({ "kind": "in_turn", "own": own, "other": other }),
    };
    json!({
        "rows": table.rows,
        "columns": table.columns,
        "own": table.own,
        "others": table.others,
        "best": table.best_replies(),
        "equilibria": table.equilibria.iter().map(equilibrium).collect::<Vec<_>>(),
    })
}
