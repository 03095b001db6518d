//! A sweep written by hand: true output over the lever that is checked most, each point the same scenario
//! with one changed value and the same random numbers.

use tillit::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let scenario =
        Scenario::from_toml("[organisation]\nunits = 10\n[run]\nperiods = 36\nreplicates = 6\n")?;
    for step in 0..5 {
        let monitoring = 0.2 * f64::from(step);
        let results = Study::new(&scenario.with("levers.monitoring", monitoring)?).run()?;
        let found = results.summary(&results.names()[0], "true_output")?;
        println!("monitoring {monitoring:.1}: true output {:.3}", found.mean);
    }
    Ok(())
}
