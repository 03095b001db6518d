//! How the periods to come count in a contribution game, as far as people foresee them.

use super::contributions::ContributionGame;
use super::people::Population;

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
    /// with the periods that are left and foreseen: as in the repeated dilemma, what is lost at once
    /// among those who do not, against what is gained later among those who do. None among strangers,
    /// on a commons and in the last period.
    pub(super) fn critical_mass(&self, core: &Population, period: usize) -> Option<f32> {
        if self.rival {
            return None;
        }
        let left = core.foresees(self.periods_left(period));
        let others = (self.group_size - 1) as f64;
        let (alone, along) = (self.payoff.selfish(0.0), self.payoff.best_for_all(self.group_size));
        let earns = |own: f64, each: f64| self.payoff.earns(own, others * each);
        let lost = earns(alone, alone) - earns(along, alone);
        let gained = left * (earns(along, along) - earns(alone, alone));
        (gained > 0.0).then(|| (lost / gained) as f32)
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
    use crate::lab::people::core;

    /// The future counts among partners until the last period, also before a surprise.
    #[test]
    fn the_future_counts_as_far_as_it_is_foreseen() {
        let core = core("[ratchet]\nforesight = 0.5\n");
        let partners = ContributionGame::usual(4, true);
        // One token of four brings 0.4: alone it costs 0.6, and together each period brings 0.6, of
        // which half of nine are foreseen.
        assert!((partners.critical_mass(&core, 1).unwrap() - 1.0 / 4.5).abs() < 1e-6);
        assert_eq!(partners.critical_mass(&core, 10), None);
        assert_eq!(ContributionGame::usual(24, false).critical_mass(&core, 1), None);
        let twice = ContributionGame { periods: 20, restart: Some(11), ..partners.clone() };
        assert_eq!(twice.critical_mass(&core, 4), partners.critical_mass(&core, 4));
        assert_eq!(twice.critical_mass(&core, 14), partners.critical_mass(&core, 4));
        let endless = ContributionGame { periods: 1000, termination: 0.2, ..partners };
        // 0.8 / 0.2 = 4 periods to come, of which half are foreseen.
        assert!((endless.critical_mass(&core, 1).unwrap() - 0.5).abs() < 1e-6);
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
