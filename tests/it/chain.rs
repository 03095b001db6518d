//! What the chain must do by arithmetic: waiting times down the tiers, and what is left of a lever at the end.

use tillit::model::levers::Lever;
use tillit::model::mechanisms::MECHANISMS;
use tillit::model::specification::{Chain, SiteDatum, SpecBuilder, Target};

use crate::properties::look;
use crate::specs::{group, parts, set};

/// Units whose managers pass everything on whole, at the default rate.
fn whole(tiers: Vec<u32>) -> SpecBuilder {
    let mut p = parts("laissez-faire");
    p.groups = vec![group("all", 12, 2, p.groups[0].levers)];
    p.values = [("run.periods", 60.0), ("run.replicates", 1.0)].into();
    for name in ["translation", "managers_time", "relation"] {
        p.values.extend(MECHANISMS.iter().find(|m| m.name == name).unwrap().off.iter().copied());
    }
    p.values.remove("translation.rate");
    p.chain = Some(Chain::new(tiers));
    p
}

/// A lever by level and period, in the first unit.
fn heights(p: SpecBuilder, lever: Lever) -> Vec<Vec<f64>> {
    let spec = p.build();
    let mut heights = vec![Vec::new(); spec.chain().unwrap().levels()];
    look(&spec, |_, block| {
        for (level, heights) in block.chain.iter().zip(&mut heights) {
            heights.push(f64::from(level.levers[lever][0]));
        }
    });
    heights
}

/// The chance that so many waiting times, each of at least `least` periods after the one before and with the
/// chance `rate` of ending in every period, have all ended by period `k` (counted from 0 at the step).
fn all_ended(levels: usize, rate: f64, k: usize) -> f64 {
    // P(negative binomial ≤ k): failures before the `levels`-th success, with successes in one period allowed.
    let mut sum = 0.0;
    let mut term = rate.powi(levels as i32);
    for failures in 0..=k {
        sum += term;
        term *= (levels + failures) as f64 / (failures + 1) as f64 * (1.0 - rate);
    }
    sum
}

#[test]
fn a_step_reaches_each_level_as_a_sum_of_waiting_times() {
    for lever in [Lever::Support, Lever::Pay] {
        let mut p = whole(vec![2, 3, 6]);
        p.schedule = vec![set(10, Target::All, lever, 0.9, 1)];
        let heights = heights(p, lever);
        let start = heights[0][0];
        for level in 1..heights.len() {
            for k in 0..40 {
                let share = (heights[level][9 + k] - start) / (0.9 - start);
                let wanted = all_ended(level, 0.25, k);
                assert!((share - wanted).abs() < 1e-5, "level {level}, {k}: {share}, {wanted}");
            }
        }
    }
}

#[test]
fn what_constrains_falls_more_slowly_than_it_rises() {
    let mut p = whole(vec![3]);
    p.values.remove("translation.slower_fall");
    p.groups[0].levers[Lever::Pay as usize] = 0.8;
    p.schedule = vec![set(1, Target::All, Lever::Pay, 0.0, 1)];
    let heights = heights(p, Lever::Pay);
    for k in 0..40 {
        let (left, wanted) = (heights[1][k] / 0.8, 1.0 - all_ended(1, 0.125, k));
        assert!((left - wanted).abs() < 1e-5, "{k}: {left}, {wanted}");
        let (left, wanted) = (heights[2][k] / 0.8, 1.0 - all_ended(2, 0.125, k));
        assert!((left - wanted).abs() < 1e-5, "{k}: {left}, {wanted}");
    }
}

/// In the end an enabling lever is what the top has set, times time and trust at each level.
#[test]
fn what_is_left_of_an_enabling_lever_is_a_product_over_the_levels() {
    let mut p = whole(vec![2, 4]);
    p.values.remove("translation.held_back");
    p.values.remove("managers_time.per_report");
    p.values.insert("run.periods", 400.0);
    // Everybody rests where they are: trust upwards stays, and so does what leaders and managers expect.
    p.values.insert("learning.rate", 0.0);
    p.groups[0].levers[Lever::Support as usize] = 0.9;
    // Administration leaves managers less time than their units ask for.
    let chain = p.chain.as_mut().unwrap();
    chain.site[SiteDatum::Administration as usize] = vec![0.95, 0.95, 0.3];
    let spec = p.build();
    let mut last = None;
    look(&spec, |_, block| last = Some(block.clone()));
    let block = last.unwrap();
    let mut wanted = 0.9;
    for level in 1..block.chain.len() {
        let own = &block.chain[level];
        let is_leader = level + 1 == block.chain.len();
        let down = if is_leader { block.units.leader_trust[0] } else { own.trust_down[0] };
        let trust = f64::from(down) * f64::from(own.trust_up[0]);
        wanted *= f64::from(block.chain[level - 1].time[0]) * (1.0 - 0.4 * (1.0 - trust));
        let found = f64::from(own.levers[Lever::Support][0]);
        assert!((found - wanted).abs() < 1e-4, "level {level}: {found}, {wanted}");
    }
    assert!(wanted < 0.5, "nothing is held back");
    assert!(block.chain[1].time[0] < 1.0 && block.chain[2].time[0] < 1.0);
    let met = f64::from(block.units.levers[Lever::Support][0]);
    assert!((met - wanted * f64::from(block.chain[3].time[0])).abs() < 1e-4);
}

/// Managers of the same units are one person, wherever their units lie: with more units than lanes, and
/// several replicates in a block.
#[test]
fn all_units_of_a_manager_have_the_same_manager() {
    let mut p = parts("trust");
    p.groups = vec![group("a", 90, 2, p.groups[0].levers), group("b", 31, 5, p.groups[0].levers)];
    p.values = [("run.periods", 8.0), ("run.replicates", 2.0)].into();
    p.chain = Some(Chain::new(vec![2, 7]));
    p.schedule = vec![set(3, Target::Share(0.4), Lever::Monitoring, 0.6, 2)];
    let mut seen = std::collections::BTreeMap::new();
    look(&p.build(), |period, block| {
        for (level, columns) in block.chain.iter().enumerate().take(3) {
            for (lane, place) in block.places.iter().enumerate() {
                let address = (period, place.replicate, level, columns.manager[lane]);
                let rows = [&columns.time, &columns.load, &columns.trust_up, &columns.trust_down];
                let state = rows.map(|row| row[lane].to_bits());
                let first = *seen.entry(address).or_insert(state);
                assert_eq!(first, state, "{address:?}");
            }
        }
    });
    assert_eq!(seen.len(), 8 * 2 * (1 + 2 + 7));
}
