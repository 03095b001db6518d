//! What giving is for a person in a period of a contribution game, and how shares become tokens.

use rand::Rng;

use super::company::Company;
use super::contributions::ContributionGame;
use super::people::{Person, Population};
use crate::model::mechanisms::decision::Task;

impl ContributionGame {
    /// The shares that members give; where one leads, the others see its share before they give.
    pub(super) fn shares(
        &self,
        core: &Population,
        group: &mut [Person],
        seats: &[usize],
        period: usize,
        generator: &mut impl Rng,
        company: &mut dyn Company,
    ) -> Vec<f32> {
        let mut shares = Vec::with_capacity(group.len());
        for member in 0..group.len() {
            if self.leader_first && member > 0 {
                core.see(&mut group[member], shares[0]);
            }
            // Drawn for guests too, so that those beside them have the same random numbers.
            let share = self.contribution(core, &group[member], period, generator);
            let given = company.gives(seats[member], period);
            let share = given.map_or(share, |tokens| self.share_of(tokens));
            shares.push(self.in_tokens(core, share, period));
        }
        shares
    }

    /// What giving is for a person in a period.
    pub(super) fn task(&self, core: &Population, person: &Person, period: usize) -> Task {
        let others = self.group_size - 1;
        let (loss, gain) = self.payoff.stakes(self.group_size, self.foreseen_tax(core, period));
        Task {
            threshold: self.critical_mass(core, person, period),
            others: others as f32,
            same_position: others > 1,
            ..Task::gift(loss as f32, gain as f32)
        }
    }

    /// The tax that a person pays in this period; its reference rises after that.
    pub(super) fn taxed(&self, reference: &mut [f64], person: usize, own: f64) -> f64 {
        let Some(ratchet) = self.ratchet else { return 0.0 };
        let level = &mut reference[person];
        let tax = ratchet.tax * *level;
        *level += ratchet.speed * (own - *level).max(0.0);
        tax
    }

    /// A contribution: between what is best for oneself and what is best for all.
    pub(super) fn gift(&self, core: &Population, share: f64, period: usize) -> f64 {
        let (selfish, way) = self.way(core, period);
        selfish + share * way
    }

    /// The share that is given by one who would give so much, where only whole tokens can be given.
    pub(super) fn in_tokens(&self, core: &Population, share: f32, period: usize) -> f32 {
        let (selfish, way) = self.way(core, period);
        if !self.whole_tokens || way <= 0.0 {
            return share;
        }
        (((selfish + f64::from(share) * way).round() - selfish) / way).clamp(0.0, 1.0) as f32
    }

    /// The share of what can be given that some tokens are, in `[0,1]`; 0 where they are no number.
    pub(super) fn share_of(&self, tokens: f64) -> f32 {
        (tokens / self.payoff.endowment()).clamp(0.0, 1.0).max(0.0) as f32
    }

    /// What is best for oneself in a period, and how much more is best for all.
    fn way(&self, core: &Population, period: usize) -> (f64, f64) {
        let selfish = self.payoff.selfish(self.foreseen_tax(core, period));
        (selfish, self.payoff.best_for_all(self.group_size) - selfish)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::payoff::Payoff;
    use crate::lab::people::core;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    #[test]
    fn a_task_tells_payoffs_and_how_many_must_go_along() {
        let core = core("title = \"x\"\n");
        let person = core.person(&mut Xoshiro256PlusPlus::seed_from_u64(1));
        let person = Person { foresight: 0.5, ..person };
        let task = ContributionGame::usual(4, true).task(&core, &person, 1);
        assert!((task.own_loss - 0.6).abs() < 1e-6 && (task.gain_of_others - 1.2).abs() < 1e-6);
        assert!((task.threshold - 1.0 / 4.5).abs() < 1e-6);
        assert!(task.others == 3.0 && task.same_position && !task.answer && !task.matching);
        let pair = ContributionGame { group_size: 2, ..ContributionGame::usual(2, true) };
        assert!(!pair.task(&core, &person, 1).same_position);
        let commons = ContributionGame { rival: true, ..ContributionGame::usual(4, true) };
        assert_eq!(commons.task(&core, &person, 1).threshold, f32::INFINITY);
    }

    #[test]
    fn gifts_are_whole_tokens_on_the_way_to_what_is_best_for_all() {
        let core = core("title = \"x\"\n");
        let linear = ContributionGame::usual(4, false);
        assert!((linear.in_tokens(&core, 0.38, 1) - 0.4).abs() < 1e-6);
        let payoff = Payoff::Quadratic {
            endowment: 20.0,
            fixed: 0.0,
            first: 8.0,
            fall: 0.5,
            to_others: 2.0,
        };
        // From 8 to 14 tokens: 8 + 0.4 · 6 = 10.4 is nearest to 10.
        let quadratic = ContributionGame { payoff, ..linear.clone() };
        assert!((quadratic.in_tokens(&core, 0.4, 1) - 1.0 / 3.0).abs() < 1e-6);
        assert!((quadratic.gift(&core, 1.0 / 3.0, 1) - 10.0).abs() < 1e-9);
        let free = ContributionGame { whole_tokens: false, ..linear };
        assert_eq!(free.in_tokens(&core, 0.38, 1), 0.38);
    }
}
