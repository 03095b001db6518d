//! Runs scenarios through the core of tillit and makes a report: one line for each treatment with
//! the SHA-256 of everything observed in it. The reports of any two machines must be equal.

use std::fmt::Write;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};
use tillit::engine::{Engine, Observer};
use tillit::model::mechanisms::{PeriodContext, Rules};
use tillit::scenario::{Change, Source, read};

#[path = "../../it/fingerprint.rs"]
mod fingerprint;

/// The scenarios: those that are shipped, and one with everything on that they leave out.
const SCENARIOS: [(&str, &str); 13] = [
    ("control-dose", include_str!("../../../scenarios/control-dose.toml")),
    ("distrust-spiral", include_str!("../../../scenarios/distrust-spiral.toml")),
    ("errors", include_str!("../../../scenarios/errors.toml")),
    ("incentives", include_str!("../../../scenarios/incentives.toml")),
    ("miller-paradox", include_str!("../../../scenarios/miller-paradox.toml")),
    ("people", include_str!("../../../scenarios/people.toml")),
    ("race-to-the-bottom", include_str!("../../../scenarios/race-to-the-bottom.toml")),
    ("schools", include_str!("../../../scenarios/schools.toml")),
    ("skane-2012", include_str!("../../../scenarios/skane-2012.toml")),
    ("social-trap", include_str!("../../../scenarios/social-trap.toml")),
    ("trust-parts", include_str!("../../../scenarios/trust-parts.toml")),
    ("vision", include_str!("../../../scenarios/vision.toml")),
    ("everything", include_str!("../everything.toml")),
];

/// Hashes everything observed.
struct Digester(Sha256);

impl Observer for Digester {
    fn observe(&mut self, context: &PeriodContext, rules: &Rules) {
        self.0.update(context.period.to_le_bytes());
        self.0.update(fingerprint::of(context, rules));
    }
}

/// The report: a line `scenario treatment digest` for each treatment of each scenario.
pub fn report() -> String {
    let mut lines = String::new();
    for (name, text) in SCENARIOS {
        let source = Source { name, bytes: text.as_bytes() };
        let scenario = read(&source, &[Change::new("run.replicates", 1_u32)]).expect("a valid scenario");
        for treatment in &scenario.treatments {
            let mut digester = Digester(Sha256::new());
            Engine::new(&treatment.spec).run(0..1, &mut digester);
            write!(lines, "{name} {} ", treatment.name).expect("text takes all that is written");
            for byte in digester.0.finalize() {
                write!(lines, "{byte:02x}").expect("text takes all that is written");
            }
            lines.push('\n');
        }
    }
    lines
}

/// One byte of the report, or -1 after its end: how those outside WebAssembly read it.
#[unsafe(no_mangle)]
pub extern "C" fn byte_of_report(index: u32) -> i32 {
    static REPORT: OnceLock<String> = OnceLock::new();
    let report = REPORT.get_or_init(report);
    report.as_bytes().get(index as usize).map_or(-1, |byte| i32::from(*byte))
}
