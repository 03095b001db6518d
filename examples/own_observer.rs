//! An observer of one's own: how far apart the trust of the most and the least trusting agent of a unit
//! is, which no metric of the library tells.

use tillit::prelude::*;

/// Sums the widest gap in trust of every unit in the last period.
#[derive(Default)]
struct Gap {
    last: u32,
    sum: f64,
    units: u32,
}

impl Observer for Gap {
    fn observe(&mut self, context: &PeriodContext, _: &Rules) {
        if context.period != self.last {
            return;
        }
        for (lane, unit) in context.block.places.iter().enumerate().filter(|(_, unit)| !unit.spare)
        {
            assert!(unit.replicate == 0);
            let staff = context.block.staff[lane] as usize;
            let trust = context.block.agents.trust[..staff].iter().map(|row| f64::from(row[lane]));
            let (low, high) = trust.fold((1.0, 0.0), |(low, high): (f64, f64), trust| {
                (low.min(trust), high.max(trust))
            });
            self.sum += high - low;
            self.units += 1;
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let scenario = Scenario::from_toml("[organisation]\nunits = 10\n[run]\nperiods = 36\n")?;
    for regime in ["control", "trust"] {
        let scenario = scenario.with("regime", regime)?;
        let spec = &scenario.treatments[0].spec;
        let mut gap = Gap { last: spec.periods(), ..Gap::default() };
        Engine::new(spec).run(0..1, &mut gap);
        println!("{regime}: {:.3} in {} units", gap.sum / f64::from(gap.units), gap.units);
    }
    Ok(())
}
