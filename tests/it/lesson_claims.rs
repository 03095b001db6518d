//! What the explanations of the lessons say, compared with the tables that the lessons leave.

use crate::lessons::{Curves, curves};
use crate::sweeps::done;

/// What was played in a lesson.
struct Played(Curves);

impl Played {
    fn of(lesson: &str) -> Self {
        let place = tempfile::tempdir().unwrap();
        done(place.path(), &["lab", lesson, "--out", "o"]);
        let table = std::fs::read_to_string(place.path().join(format!("o/{lesson}.csv")));
        Self(curves(&table.unwrap()))
    }

    fn curve(&self, play: &str, curve: &str) -> &[(f64, f64)] {
        &self.0[&(play.to_owned(), curve.to_owned())]
    }

    fn last(&self, play: &str, curve: &str) -> f64 {
        self.curve(play, curve).last().unwrap().1
    }

    fn mean(&self, play: &str, curve: &str) -> f64 {
        let points = self.curve(play, curve);
        points.iter().map(|point| point.1).sum::<f64>() / points.len() as f64
    }
}

#[test]
fn strangers_give_less_than_they_expect_and_groups_of_partners_part() {
    let goods = Played::of("01-public-goods");
    let given = |play: &str| goods.curve(play, "given").to_vec();
    let expected = goods.curve("strangers", "expected of others");
    assert!(given("strangers").iter().zip(expected).all(|(given, expected)| given.1 < expected.1));
    let people = goods.curve("strangers", "given by 140 people (2010)");
    assert!(people[9].1 < people[0].1 && given("strangers")[9].1 < given("strangers")[0].1);
    // Partners give more, hold out longer, and give less as the end comes near.
    let partners = given("partners");
    assert!(partners.iter().zip(given("strangers")).all(|(more, less)| more.1 > less.1));
    assert!(partners[4].1 > 0.85 * partners[0].1 && partners[9].1 < 0.7 * partners[4].1);
    let apart = goods.curve("partners", "groups differ by (standard deviation)");
    assert!(apart[9].1 > 1.3 * apart[0].1);
}

#[test]
fn pairs_manage_groups_of_eight_fall_and_grown_ones_fall_later() {
    let weakest = Played::of("02-weak-link");
    let smallest = |play: &str| weakest.last(play, "smallest effort");
    assert!(smallest("pair") > 0.7 && smallest("eight") < 0.1);
    // A group that grows slowly lives on its history for a while.
    let fifth = |play: &str| weakest.curve(play, "smallest effort")[4].1;
    assert!(fifth("grown to eight") > 0.3 && fifth("eight") < 0.1);
    assert!(smallest("grown to eight") < 0.2 && smallest("grown to fifteen") < 0.1);
}

#[test]
fn co_operation_follows_what_is_safe_but_is_never_sure() {
    let dilemma = Played::of("03-dilemma");
    let share = |play: &str| dilemma.last(play, "co-operate in the first round");
    assert!(share("short future, small gain") < 0.2);
    assert!(share("short future, small gain") < share("short future, large gain"));
    assert!(share("short future, large gain") < share("long future"));
    assert!(share("long future") < 0.8);
}

#[test]
fn force_pays_sooner_where_more_are_selfish() {
    let control = Played::of("04-control");
    let crossing = |play: &str| {
        let forced = control.curve(play, "given under control");
        let pairs = forced.iter().zip(control.curve(play, "given without"));
        let mut pays = pairs.filter(|(forced, free)| forced.1 > free.1);
        pays.next().unwrap().0.0
    };
    let (usual, selfish) = ("people of the laboratory", "where half are selfish");
    assert!(0.0 < crossing(selfish) && crossing(selfish) < crossing(usual));
}

#[test]
fn what_is_sent_rises_from_strangers_to_partners_to_reputation() {
    let trust = Played::of("05-trust");
    // In the fifth round: near the end there is nothing more to lose, and less is sent.
    let sent = |play: &str| trust.curve(play, "sent, as a share of what can be")[4].1;
    assert!(sent("strangers") < sent("partners") && sent("partners") < sent("reputation"));
    let back = trust.curve("reputation", "sent back, as a share of the way to equal earnings");
    assert!(back[9].1 < back[8].1 - 0.05, "no end game");
}

#[test]
fn checks_win_where_all_can_be_checked_and_a_bonus_where_half_can() {
    let contracts = Played::of("06-contracts");
    let [all, half] = ["all work can be checked", "half of it can"];
    assert!(contracts.last(all, "choose checks") > 0.5);
    assert!(contracts.last(half, "choose a bonus") > 0.5);
    for play in [all, half] {
        let bonus = contracts.curve(play, "choose a bonus");
        assert!(bonus[14].1 < bonus[2].1, "{play}");
    }
}

#[test]
fn a_small_fine_raises_lateness_for_good_and_a_heavy_one_works_while_it_stands() {
    let fine = Played::of("07-fine");
    let late = |play: &str, week: usize| fine.curve(play, "not kept, with the fine")[week - 1].1;
    let (before, under, after) =
        (late("small fine", 1), late("small fine", 16), late("small fine", 20));
    assert!(under > 1.3 * before && under < 2.0 * before && after > 1.3 * before);
    assert!(late("heavy fine", 10) < 0.1);
    assert!((late("heavy fine", 20) - late("heavy fine", 1)).abs() < 0.03);
}

#[test]
fn differences_shrink_where_effort_becomes_hard() {
    let effort = Played::of("08-real-effort");
    let [easy, hard] = ["effort comes easily", "effort soon becomes hard"];
    let [paid, purpose, others] =
        ["paid by the piece", "hear what it is good for", "hear what others do"];
    let little = |play: &str| effort.curve(play, paid)[1].1;
    assert!(little(easy) < effort.last(easy, purpose) && little(hard) > effort.last(hard, purpose));
    assert!(effort.last(easy, "work for a charity") < effort.last(easy, purpose));
    let short_of_money = |play: &str| effort.last(play, paid) - effort.last(play, others);
    assert!(short_of_money(hard) < 0.1 && short_of_money(easy) > 0.3);
    let spread = |play: &str| effort.last(play, paid) - little(play);
    assert!(spread(hard) < 0.2 * spread(easy));
}

#[test]
fn the_edge_is_sharp_in_the_city_and_chance_decides_more_in_the_village() {
    let tipping = Played::of("09-tipping");
    let left = |play: &str, percent: f64| {
        let curve = tipping.curve(play, "keep the old name");
        curve.iter().find(|(x, _)| (x - percent).abs() < 1e-9).unwrap().1
    };
    assert!(left("city", 8.0) > 60.0 && left("city", 12.0) < 5.0);
    assert!(left("village", 8.0) < left("city", 8.0) - 10.0);
    // Fifty people have no share of one in a hundred: only what there is is shown.
    assert_eq!(tipping.curve("village", "keep the old name").len(), 11);
}

#[test]
fn talk_helps_while_it_lasts_and_punishing_costs_what_it_saves() {
    let pool = Played::of("10-commons");
    let [each, once] = ["talk each time", "talk once"];
    assert!(pool.mean(each, "with talk") > pool.mean(once, "with talk") + 0.1);
    assert!(pool.mean(once, "with talk") > pool.mean(once, "in silence"));
    let (sanctions, silence) =
        (pool.mean(each, "with sanctions, net"), pool.mean(each, "in silence"));
    assert!((sanctions - silence).abs() < 0.03, "{sanctions} {silence}");
    assert!(pool.mean(each, "with both, net") < pool.mean(each, "with talk"));
    // Real users in silence kept 21 to 34 % of the best rent (Ostrom, Walker & Gardner 1992).
    assert!(pool.mean(each, "in silence") > 0.34);
}
