//! Who people are: types and traits, drawn for many people side by side.

use crate::ground::lanes::{InstructionSet, Kernel};
use crate::ground::lanes::{LANES, WideRow};
use crate::ground::maths::normal::{TruncatedNormal, inverse_cumulative_of};
use crate::ground::random::Generators;
use crate::model::specification::ModelSpec;
use crate::model::traits::{DEAD_ZONE, SHARES, StaffType, Trait, shown};

const N_TRAITS: usize = Trait::ALL.len();
const N_TYPES: usize = StaffType::ALL.len();

/// The distributions of types and traits of a specification.
#[derive(Debug, Clone)]
pub struct People {
    /// By trait and type.
    traits: [[TruncatedNormal; N_TYPES]; N_TRAITS],
    shares: [f64; N_TYPES],
    dead_zone: f64,
}

/// Some people, in columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Persons {
    /// Types, as indices into [`StaffType::ALL`].
    pub kind: [u8; LANES],
    /// Values in the order of [`Trait::ALL`].
    pub traits: [WideRow; N_TRAITS],
    /// Orientations, places on the circle (0,1).
    pub orientation: WideRow,
}

/// Nobody yet.
impl Default for Persons {
    fn default() -> Self {
        let (traits, orientation) = ([[0.0; LANES]; N_TRAITS], [0.0; LANES]);
        Self { kind: [0; LANES], traits, orientation }
    }
}

impl Persons {
    /// The values of one trait.
    #[inline(always)]
    pub fn get(&self, quality: Trait) -> &WideRow {
        &self.traits[quality as usize]
    }
}

impl People {
    /// The people of a specification.
    pub fn new(spec: &ModelSpec) -> Self {
        let traits = Trait::ALL.map(|quality| {
            StaffType::ALL.map(|kind| {
                let (mean, sd) = quality.parameters(kind);
                let (low, high) = quality.limits();
                TruncatedNormal::new(spec.value(mean), spec.value(sd), low, high)
            })
        });
        let shares = [0, 1, 2].map(|index| spec.value(&SHARES[index]));
        Self { traits, shares, dead_zone: spec.value(DEAD_ZONE) }
    }

    /// Shares of the types, which sum to 1.
    pub fn shares(&self) -> &[f64; N_TYPES] {
        &self.shares
    }

    /// A type by the shares from every generator.
    #[inline(always)]
    pub fn kinds(&self, generators: &mut Generators) -> [u8; LANES] {
        let [first, second, third] = self.shares;
        let uniforms = generators.next_uniform();
        let mut kinds = [0; LANES];
        for place in 0..generators.n() {
            let share = uniforms[place] * (first + second + third);
            kinds[place] = u8::from(share >= first) + u8::from(share >= first + second);
        }
        kinds
    }

    /// Draws people of types by the shares.
    pub fn anybody(&self, set: InstructionSet, generators: &mut Generators, into: &mut Persons) {
        set.run(Draw { people: self, by_shares: true, generators, persons: into });
    }

    /// Draws people whose types are there already: one uniform per trait and one for the
    /// orientation from every generator.
    pub fn draw(&self, set: InstructionSet, generators: &mut Generators, into: &mut Persons) {
        set.run(Draw { people: self, by_shares: false, generators, persons: into });
    }
}

/// Drawing people. Work of its own, and over slices, so that there is little code: recruits are few
/// at a time, and reading code into the processor took longer than running it.
struct Draw<'a> {
    people: &'a People,
    by_shares: bool,
    generators: &'a mut Generators,
    persons: &'a mut Persons,
}

impl Kernel for Draw<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { people, by_shares, generators, persons } = self;
        let Persons { kind, traits, orientation } = persons;
        if by_shares {
            *kind = people.kinds(generators);
        }
        // The shares of all traits one behind the other, so that few people fill whole vectors too.
        let n = generators.n().next_multiple_of(8).min(LANES);
        let mut all = [0.5; N_TRAITS * LANES];
        for (values, of) in all.chunks_mut(n).zip(&people.traits[..]) {
            let uniforms = generators.next_open();
            let of = *of;
            for ((value, uniform), kind) in values.iter_mut().zip(&uniforms).zip(&*kind) {
                *value = TruncatedNormal::select(of, *kind).share_at(*uniform);
            }
        }
        let in_use = (N_TRAITS * n).next_multiple_of(32).min(all.len());
        for some in all[..in_use].chunks_mut(LANES) {
            inverse_cumulative_of(some);
        }
        for ((values, all), of) in traits.iter_mut().zip(all.chunks(n)).zip(&people.traits[..]) {
            let of = *of;
            for ((value, all), kind) in values.iter_mut().zip(all).zip(&*kind) {
                *value = TruncatedNormal::select(of, *kind).value_of(*all);
            }
        }
        for value in &mut traits[Trait::ControlAversion as usize] {
            *value = shown(*value, people.dead_zone);
        }
        *orientation = generators.next_open();
    }
}

/// Whole numbers with the given sum, as near to the shares as can be (Hamilton's method of largest
/// remainders; ties go to the earlier share). The shares must sum to 1.
pub fn largest_remainders(shares: &[f64; 3], total: u32) -> [u32; 3] {
    let exact = shares.map(|share| share * f64::from(total));
    // Rounding to nine decimals keeps 0.15 · 20 from being read as 2.999….
    let exact = exact.map(|value| (value * 1e9).round() / 1e9);
    let mut counts = exact.map(|value| value.floor() as u32);
    let mut order = [0, 1, 2];
    order.sort_by(|a, b| exact[*b].fract().total_cmp(&exact[*a].fract()));
    let missing = total.saturating_sub(counts.iter().sum());
    for index in order.into_iter().cycle().take(missing as usize) {
        counts[index] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::lanes::InstructionSet;
    use crate::ground::maths::normal::inverse_cumulative;
    use rand::{Rng, RngExt};
    use rand_distr::weighted::WeightedIndex;
    use rand_distr::{Distribution, Open01};

    #[test]
    fn remainders_give_the_default_quota() {
        assert_eq!(largest_remainders(&[0.25, 0.60, 0.15], 20), [5, 12, 3]);
        assert_eq!(largest_remainders(&[0.25, 0.60, 0.15], 1), [0, 1, 0]);
        assert_eq!(largest_remainders(&[0.25, 0.60, 0.15], 6), [1, 4, 1]);
        assert_eq!(largest_remainders(&[1.0, 0.0, 0.0], 7), [7, 0, 0]);
    }

    #[test]
    fn types_and_uniforms_are_those_of_the_library() {
        let people = People::new(&crate::model::specification::default_spec_for_tests());
        let types = WeightedIndex::new(people.shares()).unwrap();
        let hashes = std::array::from_fn(|i| (i as u64) << 40 | 77);
        let mut many = Generators::seeded(&hashes, LANES);
        let mut single: Vec<_> = (0..LANES).map(|place| (place, many.one(place))).collect();
        let kinds = people.kinds(&mut many);
        let mut persons = Persons { kind: kinds, ..Persons::default() };
        people.draw(InstructionSet::widest(), &mut many, &mut persons);
        for (place, generator) in &mut single {
            let kind = types.sample(generator);
            assert_eq!(usize::from(kinds[*place]), kind);
            for (quality, values) in persons.traits.iter().enumerate() {
                let of = people.traits[quality][kind];
                let z = inverse_cumulative(of.share_at(generator.sample(Open01)));
                let value = of.value_of(z);
                let reaction = quality == Trait::ControlAversion as usize;
                let value = if reaction { shown(value, people.dead_zone) } else { value };
                assert_eq!(value, values[*place]);
            }
            assert_eq!(persons.orientation[*place], generator.sample::<f64, _>(Open01));
            assert_eq!(many.one(*place).next_u64(), generator.next_u64());
        }
        assert!([0, 1, 2].into_iter().all(|kind| kinds.contains(&kind)));
    }
}
