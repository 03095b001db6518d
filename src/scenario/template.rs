//! A scenario that is read once and then again and again with some of its keys changed.

use super::Treatment;
use super::change::Change;
use super::problem::DiagnosticList;
use super::raw::Entry;
use super::specification;
use super::treatments::Named;

/// The treatments of a scenario as they were typed, overrides laid over.
#[derive(Debug, Clone)]
pub(crate) struct Template {
    variants: Vec<Named>,
    sweep: Option<Entry>,
}

impl Template {
    /// What was typed of the treatments and of a sweep.
    pub(super) fn new(variants: Vec<Named>, sweep: Option<Entry>) -> Self {
        Self { variants, sweep }
    }

    /// The treatments as they were typed.
    pub(super) fn variants(&self) -> &[Named] {
        &self.variants
    }

    /// The treatments; those with mistakes are left out.
    pub(super) fn treatments(&self, problems: &mut DiagnosticList) -> Vec<Treatment> {
        let read = |variant: &Named| specification::read(variant, problems);
        self.variants.iter().filter_map(read).collect()
    }
}

impl Template {
    /// The block of a sweep.
    pub fn sweep(&self) -> Option<&Entry> {
        self.sweep.as_ref()
    }

    /// Keeps only the treatments with some names.
    pub fn keep(&mut self, names: &[String]) {
        self.variants.retain(|(name, _)| names.contains(name));
    }

    /// The treatments with some keys laid over all of them.
    ///
    /// # Errors
    /// The mistakes that come about.
    pub fn treatments_with(&self, changes: &[Change]) -> Result<Vec<Treatment>, DiagnosticList> {
        let mut problems = DiagnosticList::default();
        let over = Change::all(changes, &mut problems);
        let changed = |(name, table): &Named| {
            let mut table = table.clone();
            table.lay_over(&over);
            (name.clone(), table)
        };
        let variants = self.variants.iter().map(changed).collect();
        let treatments = Self::new(variants, None).treatments(&mut problems);
        if problems.is_empty() { Ok(treatments) } else { Err(problems) }
    }
}
