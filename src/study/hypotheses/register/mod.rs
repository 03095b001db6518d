//! The register: one file a hypothesis.

mod h01_units_end_up_far_apart;
mod h02_share_between_units;
mod h03_trust_against_intake;
mod h04_trust_separates;
mod h05_no_trap_without_reciprocity;
mod h06_two_stable_outcomes;
mod h07_the_trap_is_sticky;
mod h08_distrust_is_mutual;
mod h09_incentives_and_the_unmeasured;
mod h10_reports_and_their_use;
mod h11_incentives_and_the_self_interested;
mod h12_competition_for_funds;
mod h13_others_are_dragged_along;
mod h14_trust_cannot_be_ordered;
mod h15_a_shared_vision;
mod h16_a_vision_of_all_units;
mod h17_a_copied_programme;
mod h18_changes_of_leaders;
mod h19_recruiting_the_like_minded;
mod h20_local_discretion;
mod h21_critical_share_of_free_riders;
mod h22_measures_and_surveys;

use super::Hypothesis;

/// Every hypothesis of chapter 2. A new one is one more line.
pub static HYPOTHESES: [&Hypothesis; 22] = [
    &h01_units_end_up_far_apart::H1,
    &h02_share_between_units::H2,
    &h03_trust_against_intake::H3,
    &h04_trust_separates::H4,
    &h05_no_trap_without_reciprocity::H5,
    &h06_two_stable_outcomes::H6,
    &h07_the_trap_is_sticky::H7,
    &h08_distrust_is_mutual::H8,
    &h09_incentives_and_the_unmeasured::H9,
    &h10_reports_and_their_use::H10,
    &h11_incentives_and_the_self_interested::H11,
    &h12_competition_for_funds::H12,
    &h13_others_are_dragged_along::H13,
    &h14_trust_cannot_be_ordered::H14,
    &h15_a_shared_vision::H15,
    &h16_a_vision_of_all_units::H16,
    &h17_a_copied_programme::H17,
    &h18_changes_of_leaders::H18,
    &h19_recruiting_the_like_minded::H19,
    &h20_local_discretion::H20,
    &h21_critical_share_of_free_riders::H21,
    &h22_measures_and_surveys::H22,
];
