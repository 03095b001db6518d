//! The laboratory against slow and obvious play, and against closed forms.

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro128PlusPlus;
use tillit::ground::lanes::InstructionSet;
use tillit::ground::maths::normal::{TruncatedNormal, inverse_cumulative};
use tillit::ground::random::{Address, Draws, Purpose, normal_pair};
use tillit::lab::PublicGoods;

/// One member of a group.
struct Player {
    intercept: f32,
    slope: f32,
    belief: f32,
}

impl Player {
    fn new(game: &PublicGoods, draws: &Draws, unit: u32, agent: u32) -> Self {
        let value = |number: u32, (mean, sd): (f64, f64), low: f64, high: f64| {
            let purpose = Purpose::Player;
            let address = Address { replicate: 0, unit, purpose, period: number, agent };
            let distribution = TruncatedNormal::new(mean, sd, low, high);
            let share = distribution.share_at(draws.uniform_at(address));
            distribution.value_of(inverse_cumulative(share)) as f32
        };
        Self {
            intercept: value(0, game.intercept, f64::NEG_INFINITY, f64::INFINITY),
            slope: value(1, game.slope, 0.0, 1.5),
            belief: value(2, game.belief, 0.0, 1.0),
        }
    }
}

/// The sums of contributions and beliefs of one group in every period, player by player.
fn group(game: &PublicGoods, draws: &Draws, unit: u32) -> Vec<[f32; 2]> {
    let mut players: Vec<_> =
        (0..game.group_size).map(|agent| Player::new(game, draws, unit, agent)).collect();
    let mut seed = [0; 16];
    let words = draws.stream_state(0, unit, Purpose::Contribution);
    for (bytes, word) in seed.chunks_mut(4).zip(words) {
        bytes.copy_from_slice(&word.to_le_bytes());
    }
    let mut generator = Xoshiro128PlusPlus::from_seed(seed);
    let mut periods = Vec::new();
    for _ in 0..game.periods {
        let mut normals = Vec::new();
        while normals.len() < players.len() {
            let (first, second) = normal_pair(generator.random(), generator.random());
            normals.extend([first, second]);
        }
        let given: Vec<f32> = players
            .iter()
            .zip(&normals)
            .map(|(player, z)| {
                let wanted = player.intercept + player.slope * player.belief;
                (wanted + game.noise as f32 * z).clamp(0.0, 1.0)
            })
            .collect();
        let contributed = given.iter().fold(0.0_f32, |sum, given| sum + given);
        let believed = players.iter().fold(0.0_f32, |sum, player| sum + player.belief);
        let share = 1.0 / (players.len() - 1) as f32;
        for (player, own) in players.iter_mut().zip(&given) {
            let others = (contributed - own) * share;
            player.belief = game.memory as f32 * player.belief + game.imitation as f32 * others;
        }
        periods.push([contributed, believed]);
    }
    periods
}

#[test]
fn the_public_goods_game_agrees_with_player_by_player_to_the_bit() {
    for (group_size, groups) in [(2, 1), (3, 63), (20, 64), (33, 65), (5, 200)] {
        let game = PublicGoods { group_size, periods: 12, ..PublicGoods::default() };
        let draws = Draws::new(9);
        // As documented: sums of groups with equal numbers modulo 8, then of those.
        let mut sums = vec![[[0.0_f64; 2]; 8]; 12];
        for unit in 0..groups {
            for (sum, [contributed, believed]) in sums.iter_mut().zip(group(&game, &draws, unit)) {
                let sum = &mut sum[unit as usize % 8];
                *sum = [sum[0] + f64::from(contributed), sum[1] + f64::from(believed)];
            }
        }
        let members = f64::from(groups) * f64::from(group_size);
        for set in InstructionSet::available() {
            let curves = game.play(9, groups, set);
            for (period, sum) in sums.iter().enumerate() {
                let found = [curves.contribution[period], curves.belief[period]];
                let total = |which: usize| sum.iter().map(|sum| sum[which]).sum::<f64>();
                assert_eq!(
                    found,
                    [total(0) / members, total(1) / members],
                    "{group_size} {groups} {set:?}"
                );
            }
        }
    }
}

/// Without noise and spread everybody is the same, and the belief follows `B ← (m + i s) B + i a`.
#[test]
fn without_noise_and_spread_beliefs_follow_the_closed_form() {
    let game = PublicGoods {
        intercept: (0.1, 0.0),
        slope: (0.5, 0.0),
        belief: (0.9, 0.0),
        noise: 0.0,
        ..PublicGoods::default()
    };
    let curves = game.play(1, 7, InstructionSet::widest());
    let factor = game.memory + game.imitation * 0.5;
    let rest = game.imitation * 0.1 / (1.0 - factor);
    for (period, belief) in curves.belief.iter().enumerate() {
        let wanted = rest + (0.9 - rest) * factor.powi(period as i32);
        assert!((belief - wanted).abs() < 1e-5, "period {period}: {belief}, not {wanted}");
        let contribution = 0.1 + 0.5 * wanted;
        assert!((curves.contribution[period] - contribution).abs() < 1e-5);
    }
}

/// What is known of the game: co-operation begins at about half and decays (Fischbacher & Gächter
/// 2010; 500 groups of 20 have a standard error below 0.003).
#[test]
fn contributions_decay_among_imperfect_conditional_cooperators() {
    let curves = PublicGoods::default().play(3, 500, InstructionSet::widest());
    assert!((0.33..0.42).contains(&curves.contribution[0]), "{}", curves.contribution[0]);
    assert!(curves.contribution[9] < 0.6 * curves.contribution[0]);
}
