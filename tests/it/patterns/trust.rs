//! E7, E8 and E10: the parts of trust, visions, and people who come and go.

use tillit::model::levers::Lever;
use tillit::model::specification::VisionLabels;

use super::{Case, Outcome, higher};

fn alone() -> Case {
    Case::of("laissez-faire")
}

fn without_leader_reciprocity(mut case: Case) -> Case {
    for kind in ["self_interested", "conditional_cooperator", "intrinsic"] {
        for number in ["mean", "sd"] {
            case = case.with(&format!("staff.types.{kind}.leader_reciprocity.{number}"), 0.0);
        }
    }
    case
}

/// E7: vision and support each lift output, dialogue alone costs its time; most of the effect runs
/// through belief, not through reciprocity to the leader.
#[test]
fn e7_vision_and_support_lift_output_and_dialogue_alone_does_not() {
    let base = alone().run();
    let vision = alone().lever(Lever::Vision, 0.7).run();
    let support = alone().lever(Lever::Support, 0.8).run();
    let dialogue = alone().lever(Lever::Dialogue, 0.8).run();
    let trust = Case::of("trust").run();
    let trust_without = without_leader_reciprocity(Case::of("trust")).run();
    let alone_without = without_leader_reciprocity(alone()).run();
    for (run, figure) in [
        (&base, 0.43),
        (&vision, 0.60),
        (&support, 0.49),
        (&dialogue, 0.41),
        (&trust, 0.63),
        (&trust_without, 0.61),
        (&alone_without, 0.40),
    ] {
        run.is_near("E7", "true_output", figure);
    }
    higher("E7 vision", "true_output", &vision, &base);
    higher("E7 support", "true_output", &support, &base);
    higher("E7 dialogue", "true_output", &base, &dialogue);
    higher("E7 trust", "true_output", &trust, &base);
    higher("E7 through belief", "true_output", &trust_without, &alone_without);
}

/// E8: distinct local visions lift the sector; a uniform one costs its time and gives nothing.
#[test]
fn e8_a_vision_of_ones_own_lifts_and_a_uniform_one_does_not() {
    let local = Case::of("trust").run();
    let uniform = Case::of("trust").change(|p| p.labels = VisionLabels::Uniform).run();
    let none = Case::of("trust").lever(Lever::Vision, 0.0).run();
    for (run, figure) in [(&local, 0.63), (&uniform, 0.44), (&none, 0.46)] {
        run.is_near("E8", "true_output", figure);
    }
    higher("E8", "true_output", &local, &none);
    higher("E8", "true_output", &none, &uniform);
}

/// E10: selecting recruits raises output; changing leaders lowers trust, output little.
#[test]
fn e10_selection_raises_output_and_new_leaders_lower_trust() {
    let leave = || alone().with("staff_turnover.exit", 0.02);
    let selected = leave().with("staff_turnover.candidates", 3.0).run();
    let first_comer = leave().run();
    higher("E10", "true_output", &selected, &first_comer);
    let changed: Vec<Outcome> = [0.0, 0.02, 0.05, 0.1]
        .map(|hazard| Case::of("trust").with("leader_turnover.hazard", hazard).run())
        .into();
    higher("E10 leaders", "trust", &changed[0], &changed[3]);
    for (run, figure) in changed.iter().zip([0.69, 0.68, 0.67, 0.65]) {
        run.is_near("E10 leaders", "trust", figure);
    }
    for (run, figure) in changed.iter().zip([0.63, 0.62, 0.61, 0.60]) {
        run.is_near("E10 leaders", "true_output", figure);
    }
}
