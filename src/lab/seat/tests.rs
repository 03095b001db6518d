use super::*;
use crate::ground::random::Draws;
use crate::lab::games::find_game;
use crate::lab::people::Population;

/// A seat at a game with some rules of its own.
fn seat(name: &str, rules: &[(&str, f64)]) -> Box<dyn Seat> {
    let (game, preset) = find_game(name).unwrap();
    let spec = crate::lab::common_people();
    let core = Population::new(&spec);
    let value = |rule: &crate::model::parameter::Parameter| {
        let set = rules.iter().chain(preset).find(|(key, _)| *key == rule.key);
        set.map_or(rule.default, |(_, value)| *value)
    };
    let values: Vec<f64> = game.protocol.iter().map(value).collect();
    let (draws, protocol) = (Draws::new(3), game.protocol);
    let setup =
        GameSetup { core: &core, spec: &spec, draws, protocol, values: &values, watch: &|_| () };
    take(game, &setup, 0).unwrap()
}

/// Plays a game to its end with one decision.
fn rounds(seat: &mut dyn Seat, decide: impl Fn(&Question) -> f64) -> Vec<Round> {
    let mut all = Vec::new();
    while let Some(question) = seat.question() {
        all.push(seat.decide(decide(&question)).unwrap());
        assert!(all.len() < 1000);
    }
    all
}

#[test]
fn every_seat_is_played_to_its_end_the_same_way_twice_and_refuses_what_cannot_be_chosen() {
    for (name, _) in SEATS {
        let play = || rounds(&mut *seat(name, &[]), |question| question.choice.high);
        let played = play();
        assert!(!played.is_empty() && played == play(), "{name}");
        assert!(played.iter().all(|round| round.earned.is_finite() && !round.others.is_empty()));
        let mut seat = seat(name, &[]);
        let choice = seat.question().unwrap().choice;
        let wrong =
            [choice.high + choice.step, choice.low - 1.0, f64::NAN, choice.low + 0.3 * choice.step];
        for own in wrong {
            assert!(matches!(seat.decide(own), Err(DecisionError::NoChoice(_))), "{name} {own}");
        }
        rounds(&mut *seat, |question| question.choice.low);
        assert_eq!(seat.decide(choice.low), Err(DecisionError::Over));
    }
}

/// The others at a table are those who play among themselves: whoever gives as they do sees what they see.
#[test]
fn others_answer_what_one_does() {
    let given = |own: fn(&Choice) -> f64| {
        let mut seat = seat("public-goods", &[("partners", 1.0)]);
        let played = rounds(&mut *seat, |question| own(&question.choice));
        played[5].shown
    };
    assert!(given(|choice| choice.high) > given(|choice| choice.low) + 1.0);
}

#[test]
fn earnings_are_those_worked_out_by_hand() {
    // 20 − 5 + 0.4 (5 + what three others gave).
    let round = seat("public-goods", &[]).decide(5.0).unwrap();
    let others: f64 = round.others.iter().sum();
    assert_eq!(round.others.len(), 3);
    assert!((round.earned - (15.0 + 0.4 * (5.0 + others))).abs() < 1e-9);
    // Eight tokens of each of eight users bring 8 (18 − 0.25 · 64) = 16 more than elsewhere.
    let table = seat("shared-pool", &[]).payoffs().unwrap();
    let at = |value: f64| table.rows.iter().position(|row| *row == value).unwrap();
    assert!((table.own[at(8.0)][at(8.0)] - 16.0).abs() < 1e-9);
    // Seven tokens sent and half of the way back: 10 − 7 + ½ · 2 · 7.
    let trust = seat("trust", &[]).payoffs().unwrap();
    let row = trust.rows.iter().position(|row| *row == 6.0).unwrap();
    assert!((trust.own[row][2] - (10.0 - 6.0 + 0.5 * 2.0 * 6.0)).abs() < 1e-9);
}

#[test]
fn equilibria_are_those_of_theory() {
    let of = |name: &str| seat(name, &[]).payoffs().unwrap().equilibria;
    // Nobody gives; nobody co-operates once.
    assert_eq!(of("public-goods"), [Equilibrium::Pure(0.0, 0.0)]);
    assert_eq!(of("dilemma"), [Equilibrium::Pure(0.0, 0.0)]);
    // In the stag hunt both go along or neither does, or each with (25 − 12) / (25 − 12 + 40 − 30).
    let hunt = of("stag-hunt");
    assert_eq!(hunt[..2], [Equilibrium::Pure(0.0, 0.0), Equilibrium::Pure(1.0, 1.0)]);
    assert!(matches!(hunt[2], Equilibrium::Mixed(share) if (share - 13.0 / 23.0).abs() < 1e-12));
    // All efforts that all choose.
    assert_eq!(of("weak-link").len(), 7);
    // Each of eight users puts in 8 (Ostrom, Walker & Gardner 1992). Half tokens are coarse: where
    // others put in a little more, one best answers with a little less, and only 8 agrees with itself.
    assert_eq!(of("shared-pool"), [Equilibrium::Pure(8.0, 8.0)]);
    // Nobody takes part, or just as many as are needed.
    assert_eq!(of("critical-mass"), [Equilibrium::Number(0), Equilibrium::Number(10)]);
    assert_eq!(of("trust"), [Equilibrium::InTurn(0.0, 0.0)]);
    assert_eq!(of("gift-exchange"), [Equilibrium::InTurn(0.0, 0.0)]);
    // A selfish agent gives nothing, or the minimum: a principal who expects that forces it.
    assert_eq!(of("control"), [Equilibrium::InTurn(1.0, 10.0)]);
}

#[test]
fn best_replies_are_the_largest_of_their_columns() {
    for (name, _) in SEATS {
        let Some(table) = seat(name, &[]).payoffs() else { continue };
        for (column, replies) in table.best_replies().iter().enumerate() {
            let most = replies.iter().map(|row| table.own[*row][column]).fold(f64::MIN, f64::max);
            assert!(!replies.is_empty());
            assert!(table.own.iter().all(|row| row[column] <= most + 1e-9), "{name}");
        }
    }
}
