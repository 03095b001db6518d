//! Each kind of variate by itself: its moments, tails, distribution and bits.

use statrs::distribution::{ContinuousCDF, Normal};
use tillit::ground::lanes::LANES;
use tillit::ground::lanes::{InstructionSet, Kernel};
use tillit::ground::random::{Draws, LaneStream, Purpose, normal_pair};

use super::{FALSE_ALARM, Pairs, check_count, check_distribution, check_even, check_normal, place};

#[test]
fn normals_keep_their_moments() {
    // The first and the second normal of a pair come about differently: each has its own check.
    let mut stream = LaneStream::new(&Draws::new(4), Purpose::Belief, place);
    let (mut n, mut sums, mut pairs) = (0.0, [[0.0; 4]; 2], Pairs::default());
    for _ in 0..30_000 {
        let (a, b) = stream.next_normal_pair();
        for (sums, row) in sums.iter_mut().zip([&a, &b]) {
            for z in row.map(f64::from) {
                let square = z * z;
                for (sum, power) in sums.iter_mut().zip([z, square, square * z, square * square]) {
                    *sum += power;
                }
            }
        }
        pairs.add_rows(&[a], &[b]);
        n += LANES as f64;
    }
    for (which, sums) in ["first", "second"].iter().zip(sums) {
        // Moments of the standard normal and the variances of its powers.
        let moments = [(0.0, 1.0), (1.0, 2.0), (0.0, 15.0), (3.0, 96.0)];
        for (order, (sum, (mean, variance))) in (1..).zip(sums.into_iter().zip(moments)) {
            let off: f64 = (sum - n * mean) / (n * variance).sqrt();
            check_normal(&format!("context {order} of the {which} normal"), off);
        }
    }
    pairs.check("the normals of a pair");
}

/// Number of normals below −5, −4, ..., −1 and above 1, ..., 5 sd, and the largest size.
struct Tails<'a> {
    stream: &'a mut LaneStream,
    draws: u32,
}

impl Kernel for Tails<'_> {
    type Output = ([u32; 5], [u32; 5], f32);

    #[inline(always)]
    fn run(self) -> Self::Output {
        let (mut below, mut above, mut largest) = ([0; 5], [0; 5], 0.0_f32);
        for _ in 0..self.draws {
            let (a, b) = self.stream.next_normal_pair();
            for row in [a, b] {
                for sd in 0..5 {
                    let limit = (sd + 1) as f32;
                    below[sd] += row.iter().map(|z| u32::from(*z < -limit)).sum::<u32>();
                    above[sd] += row.iter().map(|z| u32::from(*z > limit)).sum::<u32>();
                }
                largest = row.iter().fold(largest, |largest, z| largest.max(z.abs()));
            }
        }
        (below, above, largest)
    }
}

#[test]
fn normals_keep_their_tails_to_five_sd() {
    let mut stream = LaneStream::new(&Draws::new(5), Purpose::Trust, place);
    let draws = 1 << 21;
    let (below, above, largest) =
        InstructionSet::widest().run(Tails { stream: &mut stream, draws });
    let trials = f64::from(draws) * 2.0 * LANES as f64;
    let normal = Normal::new(0.0, 1.0).unwrap();
    for sd in 0..5 {
        let tail = normal.sf(sd as f64 + 1.0);
        for (side, counts) in [("below −", below), ("above ", above)] {
            let what = format!("normals {side}{}", sd + 1);
            check_count(&what, f64::from(counts[sd]), trials, tail, FALSE_ALARM);
        }
    }
    assert!(largest < 6.67, "{largest}");
}

/// The radius depends on the upper 31 bits of the first word alone and falls with them, so its
/// distribution can be told exactly: the share of words whose radius is larger than `r` is
/// exp(−r²/2), but for the rounding of single precision. (No statistics: no false alarm.)
#[test]
fn the_radius_of_normals_has_its_distribution_to_the_last_word() {
    let radius = |word: u32| f64::from(normal_pair(word, 0).0);
    assert!((radius(0) - 6.66).abs() < 0.005, "the largest radius is {}", radius(0));
    assert!(radius(u32::MAX) < 1e-4, "the smallest radius is {}", radius(u32::MAX));
    for tenth in 1..=66 {
        let r = f64::from(tenth) / 10.0;
        let (mut larger, mut smaller) = (0, u32::MAX);
        while smaller - larger > 1 {
            let middle = larger + (smaller - larger) / 2;
            *if radius(middle) > r { &mut larger } else { &mut smaller } = middle;
        }
        let (share, exact) = (f64::from(smaller) / 4_294_967_296.0, (-r * r / 2.0).exp());
        // Half a step of the 2^31 that the uniform has, and a relative error of single precision.
        let allowed = 1.0 / 2_147_483_648.0 + exact * 1e-6;
        assert!((share - exact).abs() < allowed, "beyond {r}: {share}, exactly {exact}");
    }
}

#[test]
fn uniforms_and_normals_have_their_distributions() {
    let draws = Draws::new(6);
    let n = 8_000;
    let mut stream = LaneStream::new(&draws, Purpose::Exit, place);
    let uniforms: Vec<f64> = (0..n).flat_map(|_| stream.next_uniform()).map(f64::from).collect();
    assert!(uniforms.iter().all(|u| *u > 0.0 && *u < 1.0));
    let mut cells = [0; 256];
    for uniform in &uniforms {
        cells[(uniform * 256.0) as usize] += 1;
    }
    check_even("uniforms of a stream", &cells);
    check_distribution("uniforms of a stream", uniforms, |u| u);
    let normal = Normal::new(0.0, 1.0).unwrap();
    let mut firsts = Vec::new();
    let mut seconds = Vec::new();
    for _ in 0..n {
        let (a, b) = stream.next_normal_pair();
        firsts.extend(a.map(f64::from));
        seconds.extend(b.map(f64::from));
    }
    check_distribution("first normals", firsts, |z| normal.cdf(z));
    check_distribution("second normals", seconds, |z| normal.cdf(z));
}

#[test]
fn every_bit_and_every_pair_of_bytes_of_a_stream_is_even() {
    let mut stream = LaneStream::new(&Draws::new(7), Purpose::Difficulty, place);
    let (mut ones, mut cells) = ([0_u32; 32], vec![0_u32; 1 << 16]);
    let n = 1 << 15;
    for _ in 0..n {
        let (first, second) = (stream.next_bits(), stream.next_bits());
        for (a, b) in first.iter().zip(&second) {
            for (bit, ones) in ones.iter_mut().enumerate() {
                *ones += a >> bit & 1;
            }
            cells[(a >> 24 << 8 | b >> 24) as usize] += 1;
        }
    }
    for (bit, ones) in ones.into_iter().enumerate() {
        let trials = f64::from(n) * LANES as f64;
        check_count(&format!("bit {bit}"), f64::from(ones), trials, 0.5, FALSE_ALARM);
    }
    check_even("upper bytes of neighbouring draws", &cells);
}
