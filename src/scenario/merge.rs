//! Laying one table over another.

use super::raw::{Entry, Table, Value};

/// Lays `top` over `base`: tables are merged key by key, everything else is replaced.
pub fn merge(base: &mut Table, top: &Table) {
    for entry in &top.0 {
        merge_entry(base, entry);
    }
}

fn merge_entry(base: &mut Table, entry: &Entry) {
    let Some(old) = base.0.iter_mut().find(|old| old.key == entry.key) else {
        base.0.push(entry.clone());
        return;
    };
    match (&mut old.node.value, &entry.node.value) {
        (Value::Table(inner), Value::Table(top)) => merge(inner, top),
        _ => *old = entry.clone(),
    }
}
