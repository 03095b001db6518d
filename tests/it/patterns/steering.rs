//! E4, E5, E6, E9 and E11: pay, reports, control, competition, and who wins where.

use tillit::model::levers::Lever;

use super::{Case, Outcome, falls, higher, rises};

fn alone() -> Case {
    Case::of("laissez-faire")
}

/// E4: pay raises measured output and lowers co-operative effort; at these staff true output falls,
/// most where little is measurable.
#[test]
fn e4_pay_buys_what_is_measured() {
    let doses = [0.0, 0.2, 0.4, 0.6];
    let pay = |dose: f64, measurability: f64| {
        alone().lever(Lever::Pay, dose).with("organisation.measurability", measurability).run()
    };
    let runs: Vec<Outcome> = doses.iter().map(|dose| pay(*dose, 0.4)).collect();
    rises("E4", "measured_output", &runs);
    falls("E4", "cooperation", &runs[..3]);
    higher("E4", "true_output", &runs[0], &runs[1]);
    for (run, (measured, effort)) in
        runs.iter().zip([(0.52, 0.63), (0.61, 0.45), (0.85, 0.39), (1.10, 0.39)])
    {
        run.is_near("E4", "measured_output", measured);
        run.is_near("E4", "cooperation", effort);
    }
    for (measurability, figures) in
        [(0.2, [0.45, 0.32, 0.28, 0.28]), (0.7, [0.45, 0.38, 0.39, 0.40])]
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
    for (run, figure) in pay.iter().zip([0.96, 0.81, 0.61]) {
        run.is_near("E5 pay", "information", figure);
    }
    for (run, figure) in checks.iter().zip([0.98, 0.92, 0.75, 0.45]) {
        run.is_near("E5 checks", "information", figure);
    }
}

/// E6: control lowers true output, the first checks as much as later ones; agreed in dialogue the
/// same dose costs less.
#[test]
fn e6_the_first_checks_cost_as_much_as_later_ones() {
    let doses = [0.0, 0.05, 0.15, 0.3, 0.5, 0.8];
    let run = |dialogue: f64| -> Vec<Outcome> {
        doses
            .iter()
            .map(|dose| {
                alone().lever(Lever::Monitoring, *dose).lever(Lever::Dialogue, dialogue).run()
            })
            .collect()
    };
    let (imposed, agreed) = (run(0.0), run(0.8));
    falls("E6 imposed", "true_output", &imposed);
    falls("E6 agreed", "true_output", &agreed);
    for (run, figure) in imposed.iter().zip([0.45, 0.40, 0.34, 0.31, 0.26, 0.17]) {
        run.is_near("E6 imposed", "true_output", figure);
    }
    for (run, figure) in agreed.iter().zip([0.43, 0.40, 0.36, 0.33, 0.31, 0.26]) {
        run.is_near("E6 agreed", "true_output", figure);
    }
    for index in 2..doses.len() {
        higher("E6 dialogue", "true_output", &agreed[index], &imposed[index]);
    }
    // Per unit of checks, the first cost more than the average of all later ones.
    let output = |index: usize| imposed[index].mean("true_output");
    let first = (output(0) - output(1)) / 0.05;
    let later = (output(1) - output(5)) / 0.75;
    assert!(first > later, "first {first:.2}, later {later:.2} per unit");
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
    let figures = [
        ("leniency", [0.0, 0.07, 0.18, 0.30]),
        ("reputation", [1.0, 0.93, 0.82, 0.70]),
        ("true_output", [0.58, 0.56, 0.53, 0.50]),
        ("measured_output", [0.62, 0.67, 0.75, 0.83]),
    ];
    for (metric, figures) in figures {
        for (run, figure) in runs.iter().zip(figures) {
            run.is_near("E9", metric, figure);
        }
    }
}

/// True output with equal support (0.8 for all) at a share of self-interested staff (the other
/// types keep their ratios) and a measurability.
fn steered(case: Case, selfish: f64, measurability: f64) -> f64 {
    let others = (1.0 - selfish) / 0.75;
    case.lever(Lever::Support, 0.8)
        .with("run.replicates", 8.0)
        .with("staff.types.self_interested.share", selfish)
        .with("staff.types.conditional_cooperator.share", 0.6 * others)
        .with("staff.types.intrinsic.share", 1.0 - selfish - 0.6 * others)
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
    near("0.1 alone", left_alone(0.1), 0.79, 0.79);
    near("0.1 trust", trust(0.1), 0.72, 0.72);
    near("0.1 pay, hard to measure", pay(0.1, 0.2), 0.78, 0.78);
    near("0.1 pay, all measurable", pay(0.1, 1.0), 0.82, 0.82);
    let at_quarter = (vision(0.25), trust(0.25), left_alone(0.25), pay(0.25, 0.4));
    near("0.25 vision", at_quarter.0, 0.63, 0.63);
    near("0.25 trust", at_quarter.1, 0.59, 0.61);
    near("0.25 alone", at_quarter.2, 0.57, 0.57);
    near("0.25 pay", at_quarter.3, 0.42, 0.57);
    near("0.4 vision", vision(0.4), 0.29, 0.29);
    near("0.4 pay, hard to measure", pay(0.4, 0.2), 0.11, 0.11);
    let easy = pay(0.4, 1.0);
    near("0.4 pay, all measurable", easy, 0.37, 0.37);
    assert!(vision(0.4) > pay(0.4, 0.2) && easy > vision(0.4), "0.4: the task decides");
    near("0.6 vision", vision(0.6), 0.0, 0.11);
    near("0.6 pay, all measurable", pay(0.6, 1.0), 0.35, 0.35);
    for (selfish, measurability, rival) in
        [(0.1, 0.4, left_alone(0.1)), (0.25, 0.4, at_quarter.0), (0.4, 1.0, easy)]
    {
        let checked = control(selfish, measurability);
        assert!(checked < rival, "control {checked:.3} is best at {selfish} ({rival:.3})");
    }
}
