//! Plays a game of the laboratory with the people of a scenario, as its literature plays it.

use tillit::ground::random::Draws;
use tillit::lab::games::{GameSetup, find_game};
use tillit::lab::people::Population;
use tillit::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let scenario = Scenario::from_toml("title = \"the default people\"\n")?;
    let spec = &scenario.treatments[0].spec;
    let people = Population::new(spec);
    let (game, _) = find_game("fine").ok_or("there is no such game")?;
    let values: Vec<f64> = game.protocol.iter().map(|rule| rule.default).collect();
    let result = (game.play)(&GameSetup {
        core: &people,
        spec,
        draws: Draws::new(1),
        protocol: game.protocol,
        values: &values,
        watch: &|_| (),
    });
    println!("{}", game.title);
    for curve in &result.curves {
        let Some((x, y)) = curve.points.last() else { continue };
        println!("{}: {y:.2} at {x}", curve.name);
    }
    Ok(())
}
