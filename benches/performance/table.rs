//! What was measured, as a table for people and as a file.

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Groups lines.
    pub part: &'static str,
    /// What was run.
    pub what: String,
    /// The figure.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
}

/// All lines, shown as they come.
#[derive(Debug, Default)]
pub struct Table(pub Vec<Entry>);

impl Table {
    /// Adds a line and prints it.
    pub fn add(
        &mut self,
        part: &'static str,
        what: impl Into<String>,
        value: f64,
        unit: &'static str,
    ) {
        let entry = Entry { part, what: what.into(), value, unit };
        if self.0.last().is_none_or(|last| last.part != part) {
            println!("\n{part}");
        }
        println!("  {:52} {:>12} {}", entry.what, digits(entry.value), entry.unit);
        self.0.push(entry);
    }

    /// The lines as comma-separated values.
    pub fn csv(&self, machine: &str) -> Result<Vec<u8>, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["part", "what", "value", "unit", "machine"])?;
        for Entry { part, what, value, unit } in &self.0 {
            writer.write_record([part, what.as_str(), &digits(*value), unit, machine])?;
        }
        Ok(writer.into_inner().expect("memory takes all that is written"))
    }

    /// The values of a part's lines in order.
    pub fn part(&self, part: &str) -> Vec<(&str, f64)> {
        let lines = self.0.iter().filter(|entry| entry.part == part);
        lines.map(|entry| (entry.what.as_str(), entry.value)).collect()
    }
}

/// Three significant digits or so.
fn digits(value: f64) -> String {
    let decimals = (2 - value.abs().log10().floor() as i32).clamp(0, 4) as usize;
    format!("{value:.decimals$}")
}
