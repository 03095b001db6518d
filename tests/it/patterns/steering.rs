//! E4, E5, E6, E9 and E11: pay, reports, control, competition, and who wins where.

use tillit::model::levers::Lever;

use super::{Case, Outcome, falls, higher, rises};

fn alone() -> Case {
    Case::of("laissez-faire")
}

/// E4: pay raises measured output; co-operative effort falls with the first pay and comes back with
/// high pay. True output falls where little is measurable and rises where most is.
#[test]
fn e4_pay_buys_what_is_measured() {
    let doses = [0.0, 0.2, 0.4, 0.6];
    let pay = |dose: f64, measurability: f64| {
        alone().lever(Lever::Pay, dose).with("organisation.measurability", measurability).run()
    };
    let runs: Vec<Outcome> = doses.iter().map(|dose| pay(*dose, 0.4)).collect();
    rises("E4", "measured_output", &runs);
    falls("E4", "cooperation", &runs[..2]);
    for (run, (measured, effort)) in
        runs.iter().zip([(0.49, 0.59), (0.64, 0.50), (0.88, 0.49), (1.11, 0.56)])
    {
        run.is_near("E4", "measured_output", measured);
        run.is_near("E4", "cooperation", effort);
    }
    for (measurability, figures) in
        [(0.2, [0.43, 0.36, 0.35, 0.37]), (0.7, [0.43, 0.42, 0.44, 0.46])]
    {
        for (dose, figure) in doses.iter().zip(figures) {
            pay(*dose, measurability).is_near("E4", "true_output", figure);
        }
    }
    higher("E4 easy to measure", "true_output", &pay(0.4, 0.7), &pay(0.4, 0.2));
}

/// E5: the more reports are used for steering, the less they tell.
#[test]
fn e5_reports_tell_less_the_more_they_are_used() {
    let pay: Vec<Outcome> = [0.2, 0.4, 0.6]
        .map(|dose| alone().lever(Lever::Pay, dose).lever(Lever::Ratchet, 0.5).run())
        .into();
    let checks: Vec<Outcome> =
        [0.15, 0.3, 0.5, 0.8].map(|dose| alone().lever(Lever::Monitoring, dose).run()).into();
    falls("E5 pay", "information", &pay);
    falls("E5 checks", "information", &checks);
    for (run, figure) in pay.iter().zip([0.97, 0.88, 0.74]) {
        run.is_near("E5 pay", "information", figure);
    }
    for (run, figure) in checks.iter().zip([0.98, 0.90, 0.73, 0.45]) {
        run.is_near("E5 checks", "information", figure);
    }
}

/// E6: a few checks cost little, many cost much; agreed in dialogue many checks cost less.
#[test]
fn e6_few_checks_cost_little_and_many_cost_much() {
    let doses = [0.0, 0.05, 0.15, 0.3, 0.5, 0.8];
    let run = |dialogue: f64| -> Vec<Outcome> {
        let case = |dose: &f64| alone().lever(Lever::Monitoring, *dose);
        doses.iter().map(|dose| case(dose).lever(Lever::Dialogue, dialogue).run()).collect()
    };
    let (imposed, agreed) = (run(0.0), run(0.8));
    for (run, figure) in imposed.iter().zip([0.43, 0.41, 0.39, 0.39, 0.36, 0.28]) {
        run.is_near("E6 imposed", "true_output", figure);
    }
    for (run, figure) in agreed.iter().zip([0.41, 0.40, 0.39, 0.40, 0.39, 0.35]) {
        run.is_near("E6 agreed", "true_output", figure);
    }
    falls("E6 many checks", "true_output", &imposed[3..]);
    higher("E6 some checks", "true_output", &imposed[0], &imposed[4]);
    higher("E6 dialogue", "true_output", &agreed[5], &imposed[5]);
}

/// E9: with competition for funds (start 0.8) leniency and measured output rise, reputation and
/// true output fall, for all.
#[test]
fn e9_competition_is_a_race_to_the_bottom() {
    let runs: Vec<Outcome> = [0.0, 0.3, 0.6, 1.0]
        .map(|share| alone().with("start.belief", 0.8).lever(Lever::Competition, share).run())
        .into();
    for (metric, up) in [
        ("leniency", true),
        ("measured_output", true),
        ("reputation", false),
        ("true_output", false),
    ] {
        if up { rises("E9", metric, &runs) } else { falls("E9", metric, &runs) }
    }
}

/// True output with equal support (0.8 for all) at a share of self-interested staff (the other
/// types keep their ratios) and a measurability.
fn steered(case: Case, selfish: f64, measurability: f64) -> f64 {
    let others = (1.0 - selfish) / 0.77;
    case.lever(Lever::Support, 0.8)
        .with("run.replicates", 8.0)
        .with("staff.types.self_interested.share", selfish)
        .with("staff.types.conditional_cooperator.share", 0.67 * others)
        .with("staff.types.intrinsic.share", 1.0 - selfish - 0.67 * others)
        .with("organisation.measurability", measurability)
        .run()
        .mean("true_output")
}

fn best(outputs: impl Iterator<Item = f64>) -> f64 {
    outputs.fold(f64::NEG_INFINITY, f64::max)
}

/// E11: with equal support the best way of steering depends on measurability and staff; best doses
/// of pay 0.2–0.6 and of control 0.2–0.6 with standard 0.8. Eight replicates: standard errors of
/// true output are below 0.02, so the figures are held to 0.06 and orders need a gap in the
/// prototype of at least 0.05.
#[test]
fn e11_the_best_steering_depends_on_staff_and_task() {
    let doses = [0.2, 0.4, 0.6];
    let pay = |selfish, measurability| {
        best(doses.iter().map(|d| steered(alone().lever(Lever::Pay, *d), selfish, measurability)))
    };
    let control = |selfish, measurability| {
        let case = |d: &f64| alone().lever(Lever::Monitoring, *d).lever(Lever::Standard, 0.8);
        best(doses.iter().map(|d| steered(case(d), selfish, measurability)))
    };
    let vision = |selfish| steered(alone().lever(Lever::Vision, 0.7), selfish, 0.4);
    let trust = |selfish| steered(Case::of("trust"), selfish, 0.4);
    let left_alone = |selfish| steered(alone(), selfish, 0.4);
    let near = |what: &str, found: f64, low: f64, high: f64| {
        assert!(found > low - 0.06 && found < high + 0.06, "{what}: {found:.3}, not {low}–{high}");
    };
    near("0.1 vision", vision(0.1), 0.75, 0.75);
    near("0.1 alone", left_alone(0.1), 0.75, 0.75);
    near("0.1 trust", trust(0.1), 0.71, 0.71);
    near("0.1 pay, hard to measure", pay(0.1, 0.2), 0.65, 0.79);
    near("0.1 pay, easy to measure", pay(0.1, 0.8), 0.65, 0.79);
    let at_a_quarter = (vision(0.23), trust(0.23), left_alone(0.23), pay(0.23, 0.4));
    near("0.23 vision", at_a_quarter.0, 0.67, 0.67);
    near("0.23 trust", at_a_quarter.1, 0.64, 0.64);
    near("0.23 alone", at_a_quarter.2, 0.48, 0.48);
    near("0.23 pay", at_a_quarter.3, 0.38, 0.54);
    near("0.4 vision", vision(0.4), 0.36, 0.36);
    near("0.4 trust", trust(0.4), 0.33, 0.33);
    near("0.4 pay, hard to measure", pay(0.4, 0.2), 0.07, 0.31);
    near("0.4 pay, easy to measure", pay(0.4, 0.8), 0.07, 0.31);
    near("0.6 vision", vision(0.6), 0.0, 0.07);
    near("0.6 pay, easy to measure", pay(0.6, 0.8), 0.07, 0.26);
    for (selfish, rival) in [(0.1, left_alone(0.1)), (0.23, at_a_quarter.0), (0.4, vision(0.4))] {
        let checked = control(selfish, 0.4);
        assert!(checked < rival, "control {checked:.3} is best at {selfish} ({rival:.3})");
    }
}
