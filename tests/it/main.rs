//! The integration tests, in one binary so that building stays short.

mod assumptions;
mod audit;
mod bad_scenarios;
mod calibration;
mod cases;
mod chain;
mod claims;
mod command_line;
mod decision;
mod documents;
mod examples;
mod figures;
#[cfg(target_os = "linux")]
mod files;
mod fingerprint;
mod frontier;
mod hypotheses;
mod instruction_sets;
mod intervals;
#[cfg(target_os = "linux")]
mod kills;
mod lab;
mod lab_games;
mod left_out;
mod lesson_claims;
mod lessons;
mod memory;
mod module_graph;
mod parts;
mod patterns;
mod people;
mod properties;
mod reference;
mod references;
mod report;
#[cfg(unix)]
mod robust;
mod scenario_files;
mod sensitivity;
mod site;
mod specs;
mod statistics;
mod sweeps;
mod tasks;
mod tidy;
mod validation;
mod variates;
mod verify;
