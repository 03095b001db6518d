//! The public goods game in class.

use super::curve::{Averages, Source};
use super::{
    Alias, Amount, BELIEF_SD, Curve, Game, GameResult, GameSetup, SESSIONS, STARTING_BELIEF,
};
use crate::lab::contributions::{ContributionGame, RatchetedTax, Talk};
use crate::lab::payoff::Payoff;
use crate::lab::punishment::Punishment;
use crate::model::parameter::Parameter;

/// `public-goods`.
pub static PUBLIC_GOODS: Game = Game {
    name: "public-goods",
    aliases: &[Alias::plain("public-goods-game"), Alias::plain("voluntary-contributions")],
    title: "Give to the group, or keep it?",
    introduction: "Each member of a group gets 20 tokens and secretly gives some to the group. What is given is multiplied (by 1.6 for a group of four) and shared by all alike, whoever gave. So the group is best off when all give everything, and each member is best off giving nothing. Afterwards everyone sees what the others gave on average.",
    exercise: "Let groups stay together and punish: --set partners=1 --set punishment_from=1. Then add a custom of punishing those who give most: --set antisocial=1.",
    by_people: true,
    protocol: &[
        Parameter::new("group_size", 4.0, 2.0, 100.0).whole().summary("Members of a group."),
        Parameter::new("groups", 6.0, 1.0, 1000.0).whole().summary("Groups of a session."),
        Parameter::new("partners", 0.0, 0.0, 1.0)
            .whole()
            .summary("1: groups stay together; 0: strangers, with new partners in each period."),
        Parameter::new("periods", 10.0, 1.0, 1000.0).whole().summary("Periods, at most."),
        Parameter::new("termination", 0.0, 0.0, 1.0)
            .summary("Probability that the game ends after a period; 0 for never."),
        Parameter::new("endowment", 20.0, 1.0, 1000.0)
            .summary("Tokens of each member in each period."),
        Parameter::new("marginal_return", 0.4, 0.0, 2.0)
            .summary("What a token given brings each member (linear payoffs)."),
        Parameter::new("quadratic", 0.0, 0.0, 1.0)
            .whole()
            .summary("1: a member earns fixed + first c − fall c² + to_others Σ others' c."),
        Parameter::new("fixed", 0.0, -1e4, 1e4).summary("Fixed part of quadratic payoffs."),
        Parameter::new("first", 8.0, -1e4, 1e4).summary("Own return of the first token."),
        Parameter::new("fall", 0.5, 1e-4, 1e4).summary("Fall of the own return."),
        Parameter::new("to_others", 2.0, 0.0, 1e4).summary("What a token brings each other."),
        Parameter::new("leader_first", 0.0, 0.0, 1.0)
            .whole()
            .summary("1: one member gives first and the others see it."),
        Parameter::new("restart", 0.0, 0.0, 1000.0)
            .whole()
            .summary("Period before which an unannounced new game begins; 0 for none."),
        Parameter::new("information", 1.0, 0.0, 1.0)
            .whole()
            .summary("1: members see what the others gave on average; 0: they see nothing."),
        Parameter::new("punishment_from", 0.0, 0.0, 1000.0)
            .whole()
            .summary("First period with punishment; 0 for none."),
        Parameter::new("punishment_until", 1000.0, 0.0, 1000.0)
            .whole()
            .summary("Last period with punishment."),
        Parameter::new("punishment_cost", 1.0, 0.0, 100.0)
            .summary("Tokens that a point costs the one who gives it."),
        Parameter::new("punishment_effect", 3.0, 0.0, 100.0)
            .summary("Tokens that a point takes from the one who receives it."),
        Parameter::new("punishment_most", 10.0, 0.0, 1000.0).summary("Most points to one member."),
        Parameter::new("prosocial", 1.2, 0.0, 100.0)
            .summary("Custom of the place: mean points to one who gave less; 1.19 is usual."),
        Parameter::new("antisocial", 0.3, 0.0, 100.0)
            .summary("Custom of the place: mean points to one who gave as much or more."),
        Parameter::new("ratchet_tax", 0.0, 0.0, 10.0)
            .summary("Tokens that each token of a reference level costs; 0 for no ratchet."),
        Parameter::new("ratchet_speed", 0.5, 0.0, 1.0)
            .summary("How much of what is given above the reference moves it."),
        Parameter::new("ratchet_phase", 0.0, 0.0, 1000.0)
            .whole()
            .summary("Periods after which the reference begins at 0 again; 0 for never."),
        Parameter::new("talk_from", 0.0, 0.0, 1000.0)
            .whole()
            .summary("First period with talk before giving; 0 for none."),
        Parameter::new("talk_repeated", 1.0, 0.0, 1.0)
            .whole()
            .summary("1: talk in each period from then on; 0: once."),
        Parameter::new("credence", 0.5, 0.0, 1.0).summary("How far words are believed."),
        STARTING_BELIEF,
        BELIEF_SD,
        SESSIONS,
    ],
    work,
    play,
};

/// The game that a setup's protocol tells.
pub fn contribution_game(setup: &GameSetup) -> ContributionGame {
    let endowment = setup.rule("endowment");
    let payoff = if setup.is("quadratic") {
        let [fixed, first, fall, to_others] =
            ["fixed", "first", "fall", "to_others"].map(|key| setup.rule(key));
        Payoff::Quadratic { endowment, fixed, first, fall, to_others }
    } else {
        Payoff::Linear { endowment, marginal_return: setup.rule("marginal_return") }
    };
    let size = setup.count("group_size");
    let punishment = setup.unless_zero("punishment_from").map(|from| Punishment {
        periods: (from as usize, setup.count("punishment_until")),
        cost: setup.rule("punishment_cost"),
        effect: setup.rule("punishment_effect"),
        most: setup.rule("punishment_most"),
        prosocial: setup.rule("prosocial"),
        antisocial: setup.rule("antisocial"),
    });
    let ratchet = setup.unless_zero("ratchet_tax").map(|tax| RatchetedTax {
        tax,
        speed: setup.rule("ratchet_speed"),
        phase: setup.count("ratchet_phase"),
    });
    let talk = setup.unless_zero("talk_from").map(|from| Talk {
        from: from as usize,
        repeated: setup.is("talk_repeated"),
        credence: setup.rule("credence"),
    });
    ContributionGame {
        group_size: size,
        session: size * setup.count("groups"),
        partners: setup.is("partners"),
        periods: setup.count("periods"),
        termination: setup.rule("termination"),
        payoff,
        whole_tokens: true,
        rival: false,
        leader_first: setup.is("leader_first"),
        restart: setup.unless_zero("restart").map(|period| period as usize),
        information: setup.is("information"),
        punishment,
        ratchet,
        talk,
    }
}

fn play(setup: &GameSetup) -> GameResult {
    let game = contribution_game(setup);
    let core = setup.people();
    let [mut given, mut expected, mut earned, mut points, mut between] =
        [0; 5].map(|_| Averages::default());
    setup.repeat(
        "sessions",
        |generator| game.play(&core, generator),
        |played| {
            given.add(&played.contribution);
            expected.add(&played.belief);
            earned.add(&played.earnings);
            points.add(&played.points);
            between.add(&played.between_groups);
        },
    );
    let endowment = game.payoff.endowment();
    let tokens = |name, averages: &Averages| {
        Curve::played(name, (1..).map(f64::from), averages, Some((0.0, endowment)))
    };
    let mut curves = vec![tokens("given", &given), tokens("expected of others", &expected)];
    curves.push(Curve::periods("earned", &earned));
    if game.session > game.group_size {
        curves.push(Curve::periods("groups differ by (standard deviation)", &between));
    }
    if game.punishment.is_some() {
        curves.push(Curve::periods("points received", &points));
    }
    let usual = ContributionGame::usual(game.session, false);
    if game == usual && setup.unless_zero("starting_belief").is_none() {
        let source = Source::Observed;
        curves.push(Curve::over_periods("given by 140 people (2010)", source, &OBSERVED));
    }
    let conclusion = conclusion(&game, given.ends());
    GameResult { x: "period", y: "tokens", curves, conclusion }
}

/// The work of a game; whoever punishes looks at every other member.
fn work(setup: &GameSetup) -> Amount {
    let one = setup.work("sessions", 1.0, &["groups", "group_size", "periods"]);
    let seen = if setup.rule("punishment_from") > 0.0 { setup.rule("group_size") } else { 1.0 };
    Amount { decisions: one.decisions * seen, ..one }
}

fn conclusion(game: &ContributionGame, (first, last): (f64, f64)) -> String {
    let why = if last > first + 0.5 {
        "Those who give little learn that the others mind, and give more; so all come to expect more of each other."
    } else if first > last + 0.5 && game.partners {
        "Partners go along as long as enough periods are left, and give less as the end comes near; each who sees that gives less too."
    } else if first > last + 0.5 {
        "People give a little less than they expect of others, see that, expect less, and give less."
    } else if game.punishment.is_some() {
        "Rebukes for giving little and rebukes for giving much offset each other."
    } else {
        "What people give and what they see of others nearly match, so little changes."
    };
    format!("From {first:.1} tokens in the first period to {last:.1} in the last. {why}")
}

/// Mean contributions among strangers (Fischbacher & Gächter 2010).
const OBSERVED: [f64; 10] = [7.893, 7.743, 6.257, 5.343, 4.800, 4.050, 3.807, 3.421, 2.750, 2.236];
