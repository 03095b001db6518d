//! Compares regimes: the same organisation with the same random numbers under control and under trust,
//! and the difference paired by replicate.

use tillit::prelude::*;

const TEXT: &str = "
[organisation]
units = 10
[run]
periods = 36
replicates = 10
[treatments.control]
regime = \"control\"
[treatments.trust]
regime = \"trust\"
";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let scenario = Scenario::from_toml(TEXT)?;
    // Where little of the work can be measured, and where nearly all can.
    for measurability in [0.2, 0.9] {
        let scenario = scenario.with("organisation.measurability", measurability)?;
        let results = Study::new(&scenario).run()?;
        let found = results.difference("trust", "control", "true_output")?;
        println!(
            "measurability {measurability}: trust less control {:.3} ({:.3} to {:.3}), {} pairs",
            found.mean, found.low, found.high, found.n
        );
    }
    Ok(())
}
