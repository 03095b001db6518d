//! Streams side by side: nothing that one agent, period, unit, replicate, seed or purpose draws
//! tells anything of what another draws.

use tillit::ground::lanes::{LANES, Row};
use tillit::ground::random::{Draws, LaneStream, Purpose};

use super::{Pairs, SIDE, STREAMS, place};

/// The normals of one purpose as the engine draws them: a column of agents for each period.
fn periods(seed: u64, purpose: Purpose) -> Vec<Vec<Row>> {
    // An odd number of agents, so that the second half of the last pair is thrown away.
    const AGENTS: usize = 21;
    let mut stream = LaneStream::new(&Draws::new(seed), purpose, place);
    let mut column = vec![[0.0; LANES]; AGENTS];
    let draw = |_| {
        stream.fill_normals(&[AGENTS as u32; LANES], &mut column);
        column.clone()
    };
    (0..600).map(draw).collect()
}

#[test]
fn neighbouring_agents_and_periods_draw_independently() {
    let periods = periods(8, Purpose::Belief);
    let [mut partners, mut strangers, mut next_but_one, mut in_time] =
        [(); 4].map(|()| Pairs::default());
    for column in &periods {
        for (first, two) in column.windows(2).enumerate() {
            let pairs = if first % 2 == 0 { &mut partners } else { &mut strangers };
            pairs.add_rows(&two[..1], &two[1..]);
        }
        next_but_one.add_rows(column, &column[2..]);
    }
    for two in periods.windows(2) {
        in_time.add_rows(&two[0], &two[1]);
    }
    partners.check("agents who share a pair of normals");
    strangers.check("neighbouring agents of different pairs");
    next_but_one.check("agents next but one");
    in_time.check("an agent's neighbouring periods");
}

#[test]
fn neighbouring_units_replicates_and_seeds_draw_independently() {
    let one = periods(9, Purpose::Difficulty);
    let (mut units, mut replicates, mut lanes) =
        (Pairs::default(), Pairs::default(), Pairs::default());
    for row in one.iter().flatten() {
        for lane in 0..LANES {
            if lane % SIDE < SIDE - 1 {
                units.add(row[lane], row[lane + 1]);
            } else if lane < LANES - 1 {
                // The last unit of a replicate lies beside the first of the next one.
                lanes.add(row[lane], row[lane + 1]);
            }
            if lane < LANES - SIDE {
                replicates.add(row[lane], row[lane + SIDE]);
            }
        }
    }
    units.check("neighbouring units");
    replicates.check("neighbouring replicates");
    lanes.check("neighbouring lanes of different units and replicates");
    for seed in [10, 8, 9 + (1 << 32), 9 ^ (1 << 63)] {
        let (mut seeds, other) = (Pairs::default(), periods(seed, Purpose::Difficulty));
        for (a, b) in one.iter().zip(&other) {
            seeds.add_rows(a, b);
        }
        seeds.check(&format!("the seeds 9 and {seed}"));
    }
}

#[test]
fn streams_of_different_purposes_draw_independently() {
    let all = STREAMS.map(|purpose| periods(11, purpose));
    for (index, first) in all.iter().enumerate() {
        for (other, second) in all.iter().enumerate().skip(index + 1) {
            let mut pairs = Pairs::default();
            for (a, b) in first.iter().zip(second) {
                pairs.add_rows(a, b);
            }
            pairs.check(&format!("{:?} and {:?}", STREAMS[index], STREAMS[other]));
        }
    }
}

/// No statistics: the same unit draws the same in whichever lane it lies.
#[test]
fn the_lane_does_not_change_what_a_unit_draws() {
    let draws = Draws::new(12);
    for purpose in STREAMS {
        let mut one = LaneStream::new(&draws, purpose, place);
        let mut other = LaneStream::new(&draws, purpose, |lane| place(LANES - 1 - lane));
        for _ in 0..100 {
            let mut mirrored = other.next_bits();
            mirrored.reverse();
            assert_eq!(one.next_bits(), mirrored);
        }
    }
}
