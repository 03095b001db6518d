//! Commands that describe the program: list, explain, schema, completions, man.

use clap::CommandFactory;

use super::arguments::Arguments;
use super::failure::Failure;
use super::output::print;
use crate::scenario;
use crate::study::sweep;

/// `tillit list`.
pub fn list() -> Result<(), Failure> {
    print(&scenario::explain::list())
}

/// `tillit explain NAME`.
pub fn explain(name: &str) -> Result<(), Failure> {
    match scenario::explain::explain(name) {
        Ok(text) => print(&text),
        Err(nearest) => {
            let hint = match nearest.as_slice() {
                [] => "`tillit list` shows all names".to_owned(),
                names => format!("did you mean {}?", names.join(" or ")),
            };
            Err(Failure::Mistake(format!("there is no `{name}`\n   help: {hint}")))
        }
    }
}

/// `tillit schema`.
pub fn schema(of_sweeps: bool) -> Result<(), Failure> {
    let mut scenarios = scenario::json_schema();
    scenarios["properties"]["sweep"] = sweep::keys::json_schema();
    let schema = if of_sweeps { sweep::keys::file_schema() } else { scenarios };
    let text = serde_json::to_string_pretty(&schema);
    print(&format!("{}\n", text.expect("a schema is plain data")))
}

/// `tillit completions SHELL`.
pub fn completions(shell: clap_complete::Shell) -> Result<(), Failure> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "tillit", &mut text);
    print(&String::from_utf8_lossy(&text))
}

/// `tillit man`.
pub fn man() -> Result<(), Failure> {
    let mut text = Vec::new();
    clap_mangen::Man::new(Arguments::command())
        .render(&mut text)
        .map_err(|error| Failure::Failed(format!("cannot make the manual page: {error}")))?;
    print(&String::from_utf8_lossy(&text))
}
