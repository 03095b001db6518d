//! E2: one type, no noise, many staff: the simulation rests where the root finder says, and the
//! tipping belief divides the starts that fall from those that rise.

use tillit::model::traits::{StaffType, Trait};
use tillit::theory;
use tillit::theory::MeanField;

use super::{Case, levers_of};

/// Reciprocity, baseline motivation, power of rebukes, critical mass and steepness of assurance.
type Point = [f64; 5];

/// Six points: four with two stable outcomes, two with one.
const POINTS: [Point; 6] = [
    [0.5, 0.00, 0.4, 0.60, 8.0],
    [0.6, 0.00, 0.6, 0.70, 12.0],
    [0.4, 0.05, 0.6, 0.60, 6.0],
    [0.6, 0.05, 0.0, 0.60, 12.0],
    [0.7, 0.30, 2.5, 0.60, 8.0],
    [0.3, 0.05, 0.1, 0.60, 8.0],
];

/// A sector of co-operators only, all alike, without any noise.
fn case(point: Point, start: f64) -> Case {
    let kind = StaffType::ConditionalCooperator;
    let mut case = Case::of("laissez-faire")
        .with("run.replicates", 1.0)
        .with("run.periods", 400.0)
        .with("start.belief", start)
        .with("staff.types.self_interested.share", 0.0)
        .with("staff.types.intrinsic.share", 0.0)
        .with("staff.types.conditional_cooperator.share", 1.0)
        .with("peer_punishment.power", point[2])
        .with("assurance.critical_mass", point[3])
        .with("assurance.steepness", point[4])
        .change(|p| (p.groups[0].units, p.groups[0].staff) = (1, 200));
    for quality in Trait::ALL {
        case = case.with(quality.parameters(kind).1.key, 0.0);
    }
    for key in [
        "start.belief_unit_sd",
        "start.belief_agent_sd",
        "start.leader_competence.sd",
        "task_difficulty.noise",
        "belief.noise",
        "decision_noise.sd",
        "leader_member_exchange.sd",
        "voice.harm",
        "trust.noise",
        "output.noise",
    ] {
        case = case.with(key, 0.0);
    }
    case.with(Trait::Reciprocity.parameters(kind).0.key, point[0])
        .with(Trait::BaselineMotivation.parameters(kind).0.key, point[1])
        .with(Trait::LeaderReciprocity.parameters(kind).0.key, 0.0)
}

fn rest(point: Point, start: f64) -> f64 {
    case(point, start).run().mean("belief")
}

#[test]
fn e2_beliefs_rest_at_the_fixed_points_and_part_at_the_tipping_belief() {
    let mut bistable = 0;
    for point in POINTS {
        let field = MeanField::new(&case(point, 0.5).spec()).unwrap();
        let stable: Vec<f64> =
            field.fixed_points().iter().filter(|p| p.stable).map(|p| p.belief).collect();
        let nearest = |belief: f64| {
            stable.iter().map(|fixed| (fixed - belief).abs()).fold(f64::INFINITY, f64::min)
        };
        for start in [0.02, 0.98] {
            let found = rest(point, start);
            assert!(nearest(found) < 1e-3, "{point:?} from {start}: {found} is not in {stable:?}");
        }
        if let Some(tipping) = field.tipping_belief() {
            bistable += 1;
            let (low, high) = (rest(point, tipping - 0.01), rest(point, tipping + 0.01));
            assert!(low < tipping - 0.05, "{point:?}: from just below {tipping} to {low}");
            assert!(high > tipping + 0.05, "{point:?}: from just above {tipping} to {high}");
        }
    }
    assert_eq!(bistable, 4);
}

/// With reciprocity to the leader, trust at rest enters as well.
#[test]
fn e2_holds_with_reciprocity_to_the_leader() {
    let key = Trait::LeaderReciprocity.parameters(StaffType::ConditionalCooperator).0.key;
    for start in [0.05, 0.95] {
        comes_to_rest(case(POINTS[0], start).with(key, 0.15));
    }
}

/// So it does with other numbers of the decision, and with each of its parts switched off.
#[test]
fn e2_holds_with_other_numbers_of_the_decision() {
    let numbers = [
        ("conformity.weight", [0.0, 0.7]),
        ("payoffs.weight", [0.0, 0.2]),
        ("payoffs.others", [0.2, 0.6]),
        ("assurance.weight", [0.0, 0.5]),
        ("output.complementarity", [0.0, 0.8]),
        ("peer_punishment.vengeance", [0.0, 0.5]),
    ];
    for (key, values) in numbers {
        for value in values {
            for start in [0.05, 0.95] {
                // Who follows the crowd comes to rest more slowly.
                let case = case(POINTS[0], start).with("run.periods", 2_000.0);
                comes_to_rest(case.with(key, value));
            }
        }
    }
}

fn comes_to_rest(case: Case) {
    let found = case.run().mean("belief");
    let points = MeanField::new(&case.spec()).unwrap().fixed_points();
    let stable = points.iter().filter(|point| point.stable);
    let gap = stable.map(|p| (p.belief - found).abs()).fold(f64::INFINITY, f64::min);
    assert!(gap < 1e-3, "{found} is not in {points:?}");
}

#[test]
fn mean_field_refuses_what_it_does_not_cover() {
    assert!(MeanField::new(&Case::of("laissez-faire").spec()).is_err());
    let paid = case(POINTS[0], 0.5).change(|p| p.groups[0].levers = levers_of("incentive"));
    assert!(MeanField::new(&paid.spec()).is_err());
}

/// Published closed forms: Weitzman's ratchet, Holmström's team, Holmström & Milgrom's two tasks.
#[test]
fn contracts_agree_with_published_values() {
    // λ = 1 and r = 0.1: 9.1 % of the static incentive (Weitzman 1980).
    assert!((theory::ratchet_incentive(1.0, 0.1) - 0.090_909).abs() < 1e-6);
    assert!((theory::ratchet_incentive(0.25, 0.05) - 0.166_667).abs() < 1e-6);
    // Teams of 2 and 20 (Holmström 1982).
    assert_eq!((theory::team_effort(2.0), theory::team_surplus_share(2.0)), (0.5, 0.75));
    assert!((theory::team_surplus_share(20.0) - 0.0975).abs() < 1e-12);
    // The engine's effort choice away from all corners.
    use tillit::model::mechanisms::Rule;
    use tillit::model::mechanisms::effort::Effort;
    for (drive, pay) in [(0.4, 0.1), (0.5, 0.2), (0.3, 0.05)] {
        let rule = Effort::resolve(&Case::of("laissez-faire").spec());
        let (x, q) = rule.choice(drive, pay, 0.0, 0.6);
        let (drive, pay) = (f64::from(drive), f64::from(pay));
        let (a, b) = theory::two_task_efforts(drive + pay, drive, 0.3);
        assert!((f64::from(x) - a).abs() < 1e-6 && (f64::from(q) - b).abs() < 1e-6, "{x} {q}");
    }
}
