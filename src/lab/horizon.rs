//! How the periods to come count in a contribution game, as far as people foresee them.

use super::contributions::ContributionGame;
use super::people::{Person, Population};

impl ContributionGame {
    /// What a token given costs in the periods that are left of a phase, as far as it is foreseen.
    pub(super) fn foreseen_tax(&self, core: &Population, period: usize) -> f64 {
        let Some(ratchet) = self.ratchet else { return 0.0 };
        let of_game = self.known_end(period) - period;
        let of_phase = match ratchet.phase {
            0 => of_game,
            phase => phase - 1 - (period - 1) % phase,
        };
        ratchet.tax * core.foreseen_within(ratchet.speed, of_game.min(of_phase))
    }

    /// The period that is thought to be the last.
    fn known_end(&self, period: usize) -> usize {
        let next = self.restart.filter(|next| period < *next);
        next.map_or(self.periods, |next| (next - 1).min(self.periods))
    }

    /// The belief that the others go along as long as one does from which going along pays, computed
    /// with the periods that are left and that a person foresees: as in the repeated dilemma, what is lost
    /// at once among those who do not, against what is gained later among those who do. Infinite among
    /// strangers, on a commons and in the last period.
    pub(super) fn critical_mass(&self, core: &Population, person: &Person, period: usize) -> f32 {
        if self.rival {
            return f32::INFINITY;
        }
        let left = f64::from(person.foresight) * self.periods_left(period);
        let tax = self.foreseen_tax(core, period);
        let others = (self.group_size - 1) as f64;
        let (alone, along) = (self.payoff.selfish(tax), self.payoff.best_for_all(self.group_size));
        let earns = |each: f64| self.payoff.earns(each, others * each);
        let lost = (along - alone) * self.payoff.stakes(self.group_size, tax).0;
        let gained = left * (earns(along) - earns(alone));
        if gained > 0.0 { (lost / gained) as f32 } else { f32::INFINITY }
    }

    /// How many periods are to come for a group that stays together; none for strangers.
    fn periods_left(&self, period: usize) -> f64 {
        if !self.partners {
            return 0.0;
        }
        // Each is there if the game has not ended at random before.
        let (mut left, mut there) = (0.0, 1.0);
        for _ in period..self.known_end(period) {
            there *= 1.0 - self.termination;
            left += there;
        }
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::contributions::RatchetedTax;
    use crate::lab::payoff::Payoff;
    use crate::lab::people::core;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    /// The future counts among partners until the last period, also before a surprise.
    #[test]
    fn the_future_counts_as_far_as_it_is_foreseen() {
        let core = core("title = \"x\"\n");
        let mut person = core.person(&mut Xoshiro256PlusPlus::seed_from_u64(1));
        person.foresight = 0.5;
        let mass = |game: &ContributionGame, period| game.critical_mass(&core, &person, period);
        let partners = ContributionGame::usual(4, true);
        // One token of four brings 0.4: alone it costs 0.6, and together each period brings 0.6, of
        // which half of nine are foreseen.
        assert!((mass(&partners, 1) - 1.0 / 4.5).abs() < 1e-6);
        assert_eq!(mass(&partners, 10), f32::INFINITY);
        assert_eq!(mass(&ContributionGame::usual(24, false), 1), f32::INFINITY);
        let twice = ContributionGame { periods: 20, restart: Some(11), ..partners.clone() };
        assert_eq!(mass(&twice, 4), mass(&partners, 4));
        assert_eq!(mass(&twice, 14), mass(&partners, 4));
        let endless = ContributionGame { periods: 1000, termination: 0.2, ..partners.clone() };
        // 0.8 / 0.2 = 4 periods to come, of which half are foreseen.
        assert!((mass(&endless, 1) - 0.5).abs() < 1e-6);
        // Who looks further ahead, and who gains more of others' gifts, needs less of a belief.
        let further = Person { foresight: 1.9, ..person };
        assert!((partners.critical_mass(&core, &further, 1) - 1.0 / 17.1).abs() < 1e-6);
        let payoff = Payoff::Linear { endowment: 20.0, marginal_return: 0.75 };
        // 0.25 at once against 4.5 times 2.
        assert!((mass(&ContributionGame { payoff, ..partners }, 1) - 0.25 / 9.0).abs() < 1e-6);
    }

    /// The threshold is the chance that others go along at which both ways earn as much, summed over the
    /// periods: who goes along with others who do not loses once, and then stops as they do.
    #[test]
    fn at_the_threshold_both_ways_earn_as_much() {
        let core = core("title = \"x\"\n");
        let person = core.person(&mut Xoshiro256PlusPlus::seed_from_u64(1));
        let person = Person { foresight: 1.0, ..person };
        let quadratic = Payoff::Quadratic {
            endowment: 20.0,
            fixed: 3.0,
            first: 8.0,
            fall: 0.5,
            to_others: 2.0,
        };
        let linear = Payoff::Linear { endowment: 20.0, marginal_return: 0.3 };
        for payoff in [quadratic, linear] {
            let game = ContributionGame { payoff, ..ContributionGame::usual(4, true) };
            let (alone, along) = (payoff.selfish(0.0), payoff.best_for_all(4));
            // First period and nine more, with others who go along as long as one does, or never.
            let earned = |own_first: f64, others_first: f64, then: f64| {
                payoff.earns(own_first, 3.0 * others_first) + 9.0 * payoff.earns(then, 3.0 * then)
            };
            let along_at = |chance: f64| {
                chance * earned(along, along, along) + (1.0 - chance) * earned(along, alone, alone)
            };
            let alone_at = |chance: f64| {
                chance * earned(alone, along, alone) + (1.0 - chance) * earned(alone, alone, alone)
            };
            // Found by halving.
            let (mut low, mut high) = (0.0, 1.0);
            for _ in 0..50 {
                let middle = 0.5 * (low + high);
                if along_at(middle) < alone_at(middle) { low = middle } else { high = middle }
            }
            let found = game.critical_mass(&core, &person, 1);
            assert!((f64::from(found) - low).abs() < 1e-5, "{found} {low}");
        }
    }

    #[test]
    fn a_tax_counts_until_its_phase_ends() {
        let core = core("[ratchet]\nforesight = 0.5\n");
        let ratchet = Some(RatchetedTax { speed: 0.2, tax: 2.0, phase: 5 });
        let game = ContributionGame { ratchet, ..ContributionGame::usual(4, true) };
        // Two periods left of the phase: 2 · 0.5 (0.2 · 0.9 + 0.2 · 0.8 · 0.81).
        assert!((game.foreseen_tax(&core, 3) - 0.3096).abs() < 1e-6);
        assert_eq!(game.foreseen_tax(&core, 5), 0.0);
        assert_eq!(game.foreseen_tax(&core, 8), game.foreseen_tax(&core, 3));
        let endless =
            ContributionGame { ratchet: ratchet.map(|r| RatchetedTax { phase: 0, ..r }), ..game };
        assert_eq!(endless.foreseen_tax(&core, 10), 0.0);
        assert!(endless.foreseen_tax(&core, 1) > endless.foreseen_tax(&core, 9));
    }
}
