//! The command line: what was typed, one file per subcommand. The rest of the library does not know
//! that it exists.

mod arguments;
mod audit;
mod calibrate;
mod cases;
mod check;
mod cite;
mod describe;
mod failure;
mod frontier;
mod hypotheses;
mod init;
mod interrupt;
mod lab;
mod left_out;
mod memory;
mod open;
mod output;
mod play;
mod plot;
mod progress;
mod report;
mod run;
mod sensitivity;
mod slurm;
mod status;
mod sweep;
mod terminal;
mod threads;
mod trace;
mod validate;
mod verify;
mod words;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use failure::Failure;

/// Parses the command line, runs the command and turns its outcome into an exit code.
pub fn main() -> ExitCode {
    ExitCode::from(exit_code(std::env::args_os()))
}

/// The exit code of a command line, the name of the program first: 0 for done, 1 for results that differ
/// or cannot be written, 2 for mistakes in what was asked, 130 when someone asked to stop.
pub fn exit_code(words: impl IntoIterator<Item = OsString>) -> u8 {
    interrupt::listen();
    let outcome = match Arguments::try_parse_from(words.into_iter().collect::<Vec<_>>()) {
        Ok(arguments) => {
            memory::allow(arguments.max_memory);
            carry_out(arguments.command)
        }
        Err(said) => Err(output::said_by_parser(&said)),
    };
    match outcome {
        Ok(()) => 0,
        Err(failure) => failure.report(),
    }
}

fn carry_out(command: Command) -> Result<(), Failure> {
    match command {
        Command::Run(options) => run::main(&options),
        Command::Compare(options) => run::compare(&options),
        Command::Sweep(options) => sweep::main(&options),
        Command::Sensitivity(options) => sensitivity::main(&options),
        Command::Status(options) => status::main(&options),
        Command::Merge(options) => sweep::merge(&options),
        Command::Slurm(options) => slurm::main(&options),
        Command::Plot(options) => plot::main(&options),
        Command::Lab(options) => lab::main(&options),
        Command::Play(options) => play::main(&options),
        Command::Calibrate(options) => calibrate::main(&options),
        Command::Audit(options) => audit::main(&options),
        Command::Cases(options) => cases::main(&options),
        Command::LeftOut(options) => left_out::main(&options),
        Command::Validate(options) => validate::main(&options),
        Command::Hypotheses(options) => hypotheses::main(&options),
        Command::Check(options) => check::main(&options),
        Command::Verify(options) => verify::main(&options),
        Command::Report(options) => report::main(&options),
        Command::Frontier(options) => frontier::main(&options),
        Command::Trace(options) => trace::main(&options),
        Command::Init(options) => init::main(&options),
        Command::Cite => cite::main(),
        Command::List => describe::list(),
        Command::Explain { name } => describe::explain(&name),
        Command::Schema { sweep } => describe::schema(sweep),
        Command::Completions { shell } => describe::completions(shell),
        Command::Man => describe::man(),
    }
}
