//! Running a function as it was compiled for the widest vectors that the machine has.
//!
//! The same safe Rust is compiled several times, for several instruction sets, and chosen at run
//! time. It uses only operations that are exact to the bit everywhere and never a fused
//! multiply-add, so the choice changes no number.

/// Number of units that are computed side by side.
pub const LANES: usize = 64;

/// One `f32` per lane.
pub type Row = [f32; LANES];

/// One `f64` per lane: sums and means over a unit's staff.
pub type WideRow = [f64; LANES];

/// A function that can be compiled for several instruction sets; `run` must be `#[inline(always)]`.
pub trait Kernel {
    /// What it gives.
    type Output;
    /// Runs it.
    fn run(self) -> Self::Output;
}

/// An instruction set that this machine has: its existence is the proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstructionSet(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// What every machine of this architecture has (SSE2 on x86-64).
    Baseline,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl InstructionSet {
    /// Every instruction set of this machine, the narrowest first.
    pub fn available() -> Vec<Self> {
        #[cfg_attr(not(target_arch = "x86_64"), expect(unused_mut))]
        let mut sets = vec![Self(Kind::Baseline)];
        #[cfg(target_arch = "x86_64")]
        {
            if std::arch::is_x86_feature_detected!("avx2") {
                sets.push(Self(Kind::Avx2));
            }
            let wide = std::arch::is_x86_feature_detected!("avx512f")
                && std::arch::is_x86_feature_detected!("avx512bw")
                && std::arch::is_x86_feature_detected!("avx512dq")
                && std::arch::is_x86_feature_detected!("avx512vl");
            if wide {
                sets.push(Self(Kind::Avx512));
            }
        }
        sets
    }

    /// The widest instruction set of this machine.
    pub fn widest() -> Self {
        let sets = Self::available();
        sets[sets.len() - 1]
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Baseline if cfg!(target_arch = "x86_64") => "SSE2",
            Kind::Baseline => "baseline",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => "AVX2",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => "AVX-512",
        }
    }

    /// Does work as it was compiled for this instruction set.
    #[cfg_attr(target_arch = "x86_64", allow(unsafe_code))]
    #[inline]
    pub fn run<W: Kernel>(self, kernel: W) -> W::Output {
        match self.0 {
            Kind::Baseline => kernel.run(),
            // SAFETY: a value of this kind is made only where the machine was found to have the
            // features, in `available`.
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => unsafe { avx2(kernel) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => unsafe { avx512(kernel) },
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[inline(never)]
#[target_feature(enable = "avx2")]
fn avx2<W: Kernel>(kernel: W) -> W::Output {
    kernel.run()
}

#[cfg(target_arch = "x86_64")]
#[inline(never)]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
fn avx512<W: Kernel>(kernel: W) -> W::Output {
    kernel.run()
}
