//! Which contract a principal chooses: wages in trust, fines, or a bonus that it need not pay.
//!
//! What a class sees of it; the protocol is [`crate::lab::contract_market`].

use super::curve::{Average, Averages};
use super::{Alias, BELIEF_SD, Curve, Game, GameResult, GameSetup, SESSIONS, STARTING_BELIEF};
use crate::lab::contract_market::{Contract, ContractGame};
use crate::model::parameter::Parameter;

/// `contracts`.
pub static CONTRACTS: Game = Game {
    name: "contracts",
    aliases: &[Alias::plain("contract-choice"), Alias::plain("incentive-contracts")],
    title: "Checks, a wage in trust, or a bonus that need not be paid?",
    introduction: "A principal chooses a contract for an agent: a wage and nothing else; checks with a fine for anyone who does less than a standard; or a wage and a bonus that the principal pays afterwards if it likes. Selfish theory says that only checks work. Each then learns what its choices brought.",
    exercise: "Let half of the work be of a kind that cannot be written down: --set contractible=0.5. Which contract wins now?",
    by_people: true,
    protocol: &[
        Parameter::new("value", 2.0, 0.0, 1000.0).summary("What full effort is worth."),
        Parameter::new("contractible", 1.0, 0.0, 1.0)
            .summary("Share of that in work that a contract can name; 1 for a single task."),
        Parameter::new("monitoring", 0.33, 0.0, 1.0).summary("Probability of a check."),
        Parameter::new("fine", 1.0, 0.0, 100.0)
            .summary("Fine per unit of effort below the standard."),
        Parameter::new("standard", 0.4, 0.0, 1.0).summary("Effort that can be demanded."),
        Parameter::new("check_cost", 0.1, 0.0, 100.0).summary("What a check costs the principal."),
        Parameter::new("bonus", 0.5, 0.0, 100.0)
            .summary("Bonus that is announced for full effort."),
        Parameter::new("trying", 0.1, 0.0, 1.0)
            .summary("Probability that a principal tries any contract."),
        Parameter::new("learning", 0.3, 0.0, 1.0)
            .summary("How far what a contract brought moves what a principal expects of it."),
        Parameter::new("wage_share", 0.5, 0.0, 1.0)
            .summary("Share of what a principal hopes for that it offers as a wage."),
        Parameter::new("choice", 0.0, 0.0, 3.0)
            .whole()
            .summary("Contracts on offer: 0: all; 1: trust or checks; 2: a bonus or checks; 3: trust or a bonus."),
        Parameter::new("curves", 0.0, 0.0, 3.0)
            .whole()
            .summary("What curves show: 0: shares of principals; 1: effort; 2: profit; 3: what agents are paid."),
        Parameter::new("pairs", 20.0, 1.0, 1000.0)
            .whole()
            .summary("Principals, each with an agent."),
        Parameter::new("periods", 15.0, 1.0, 1000.0).whole().summary("Periods."),
        STARTING_BELIEF,
        BELIEF_SD,
        SESSIONS,
    ],
    work: |setup| setup.work("sessions", 1.0, &["pairs", "periods"]),
    play,
};

fn play(setup: &GameSetup) -> GameResult {
    let game = game(setup);
    let core = setup.people();
    // By what curves can show and by contract: over periods.
    let mut all = [0; 4].map(|_| [0; 3].map(|_| Averages::default()));
    // At the end, by contract: effort on work that can be checked, on other work, profit and pay.
    let mut ends = [[Average::default(); 4]; 3];
    setup.repeat(
        "sessions",
        |generator| game.play(&core, generator),
        |played| {
            let last = game.periods - 1;
            for contract in 0..3 {
                let efforts = played.efforts.iter().map(|of| game.mean_effort(of[contract]));
                let paths = [
                    played.shares.iter().map(|of| of[contract]).collect::<Vec<_>>(),
                    efforts.collect(),
                    played.profits.iter().map(|of| of[contract]).collect(),
                    played.pay.iter().map(|of| of[contract]).collect(),
                ];
                let (checked, other) = played.efforts[last][contract];
                let end = [checked, other, paths[2][last], paths[3][last]];
                ends[contract].iter_mut().zip(end).for_each(|(average, end)| average.add(end));
                all.iter_mut().zip(&paths).for_each(|(of, path)| of[contract].add(path));
            }
        },
    );
    let conclusion = conclusion(game.offered, &ends.map(|end| end.map(|average| average.mean())));
    let shown = setup.count("curves");
    let y = ["share of principals", "effort", "profit", "what agents are paid"][shown];
    let curve = if shown < 2 { Curve::shares } else { Curve::periods };
    let curves = [Contract::Bonus, Contract::Incentive, Contract::Trust]
        .into_iter()
        .filter(|contract| game.offered.contains(contract))
        .map(|contract| curve(contract.chosen(), &all[shown][contract as usize]))
        .collect();
    GameResult { x: "period", y, curves, conclusion }
}

fn game(setup: &GameSetup) -> ContractGame {
    ContractGame {
        value: setup.rule("value"),
        contractible: setup.rule("contractible"),
        monitoring: setup.rule("monitoring"),
        fine: setup.rule("fine"),
        standard: setup.rule("standard"),
        check_cost: setup.rule("check_cost"),
        bonus: setup.rule("bonus"),
        trying: setup.rule("trying"),
        learning: setup.rule("learning"),
        wage_share: setup.rule("wage_share"),
        pairs: setup.count("pairs"),
        periods: setup.count("periods"),
        offered: match setup.count("choice") {
            1 => &[Contract::Trust, Contract::Incentive],
            2 => &[Contract::Incentive, Contract::Bonus],
            3 => &[Contract::Trust, Contract::Bonus],
            _ => &Contract::ALL,
        },
    }
}

/// What each contract on offer brings at the end: efforts, profit and pay.
fn conclusion(offered: &[Contract], ends: &[[f64; 4]; 3]) -> String {
    let told = |contract: &Contract| {
        let [effort, other, profit, pay] = ends[*contract as usize];
        let earned = format!("a profit of {profit:.2} and pay of {pay:.2}");
        match contract {
            _ if effort.is_nan() => format!("nobody chooses {}", contract.name()),
            Contract::Incentive => format!(
                "checks bring an effort of {effort:.2} on work that can be checked, {other:.2} on other work, {earned}"
            ),
            _ => format!("{} brings an effort of {effort:.2}, {earned}", contract.name()),
        }
    };
    let all: Vec<String> = offered.iter().map(told).collect();
    format!("At the end {}.", all.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::people::Population;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    /// What is not on offer is not chosen, not even to try it; profit and pay share what work is worth.
    #[test]
    fn only_what_is_on_offer_is_chosen() {
        let spec = crate::lab::common_people();
        let core = Population::new(&spec);
        let values: Vec<f64> = CONTRACTS.protocol.iter().map(|rule| rule.default).collect();
        let (draws, protocol) = (crate::ground::random::Draws::new(3), CONTRACTS.protocol);
        let setup = GameSetup {
            core: &core,
            spec: &spec,
            draws,
            protocol,
            values: &values,
            watch: &|_| (),
        };
        let usual = ContractGame { trying: 0.5, ..game(&setup) };
        assert_eq!(usual.offered, Contract::ALL);
        let two = ContractGame { offered: &[Contract::Incentive, Contract::Bonus], ..usual };
        let played = two.play(&core, &mut Xoshiro256PlusPlus::seed_from_u64(1));
        for period in 0..two.periods {
            let [trust, checks, bonus] = played.shares[period];
            assert!(trust == 0.0 && (checks + bonus - 1.0).abs() < 1e-9);
            assert!(played.profits[period][0].is_nan());
            let [_, _, (effort, _)] = played.efforts[period];
            let shared = played.profits[period][2] + played.pay[period][2];
            assert!(bonus == 0.0 || (shared - two.value * effort).abs() < 1e-6);
        }
        let told = conclusion(two.offered, &[[f64::NAN; 4]; 3]);
        assert_eq!(told, "At the end nobody chooses checks; nobody chooses a bonus.");
    }
}
