//! An observer of one's own: how much of a unit's co-operative work its most co-operative fifth does,
//! which no metric of the library tells.

use tillit::prelude::*;

/// Sums that share over the units of the last period.
#[derive(Default)]
struct TopFifth {
    last: u32,
    sum: f64,
    units: u32,
}

impl Observer for TopFifth {
    fn observe(&mut self, context: &PeriodContext, _: &Rules) {
        if context.period != self.last {
            return;
        }
        // A block holds units side by side, one in each lane; spare lanes only fill the last block.
        let block = &*context.block;
        for (lane, _) in block.places.iter().enumerate().filter(|(_, unit)| !unit.spare) {
            let staff = &block.agents.cooperation[..block.staff[lane] as usize];
            let mut work: Vec<f64> = staff.iter().map(|row| f64::from(row[lane])).collect();
            work.sort_by(|a, b| b.total_cmp(a));
            let top: f64 = work[..work.len().div_ceil(5)].iter().sum();
            self.sum += top / work.iter().sum::<f64>().max(f64::MIN_POSITIVE);
            self.units += 1;
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let scenario = Scenario::from_toml("[organisation]\nunits = 10\n[run]\nperiods = 36\n")?;
    for regime in ["control", "trust"] {
        let scenario = scenario.with("regime", regime)?;
        let spec = &scenario.treatments[0].spec;
        let mut observer = TopFifth { last: spec.periods(), ..TopFifth::default() };
        Engine::new(spec).run(0..1, &mut observer);
        let (share, units) = (observer.sum / f64::from(observer.units), observer.units);
        println!("{regime}: the most co-operative fifth does {share:.2} of it in {units} units");
    }
    Ok(())
}
