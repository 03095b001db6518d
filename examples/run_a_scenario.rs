//! Runs a scenario in memory and prints what came of it, with its interval over replicates.

use tillit::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let scenario =
        Scenario::from_toml("regime = \"trust\"\n[organisation]\nunits = 10\nstaff = 12\n")?
            .with("run.periods", 36_u32)?
            .with("run.replicates", 10_u32)?;
    let results = Study::new(&scenario).run()?;
    for metric in ["true_output", "cooperation", "trust"] {
        let found = results.summary("trust", metric)?;
        println!("{metric}: {:.3} ({:.3} to {:.3})", found.mean, found.low, found.high);
    }
    Ok(())
}
