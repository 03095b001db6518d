//! How much memory a run takes while time passes.

use crate::ground::lanes::LANES;
use crate::ground::random::UnitKey;
use crate::model::columns::{Block, Scratch};
use crate::model::population::LABELS;
use crate::model::specification::ModelSpec;

/// Most bytes that some replicates take while they run together in so many parts, what observers keep
/// left out. A block has a row for each agent of its largest unit, and a row has room for [`LANES`]
/// units, however few there are.
pub fn bytes_of_run(spec: &ModelSpec, replicates: u64, parts: u64) -> u64 {
    let blocks = blocks(spec, replicates);
    let most_rows = blocks.iter().map(|(_, rows)| *rows).max().unwrap_or(0);
    let n_blocks: u64 = blocks.iter().map(|(n, _)| n).sum();
    let parts = parts.min(n_blocks);
    let levels = spec.chain().map_or(0, |chain| chain.levels());
    let held = if spec.is_coupled() {
        let all = blocks.iter().map(|(n, rows)| n.saturating_mul(Block::bytes(*rows, levels)));
        all.fold(0, u64::saturating_add)
    } else {
        parts.saturating_mul(Block::bytes(most_rows, levels))
    };
    let units = u64::from(spec.n_units());
    let labels = (u64::from(spec.periods()) + 1) * LABELS as u64 * size_of::<f32>() as u64;
    let drawn = units * (size_of::<UnitKey>() as u64 + 1);
    held.saturating_add(parts.saturating_mul(Scratch::bytes(most_rows)))
        .saturating_add(replicates.saturating_mul(2 * labels))
        .saturating_add(drawn)
}

/// The blocks of some replicates: how many there are of how many rows.
fn blocks(spec: &ModelSpec, replicates: u64) -> Vec<(u64, u32)> {
    let width = LANES as u64;
    let mut blocks = Vec::new();
    // Lanes of the last block that are filled, and its rows.
    let (mut filled, mut rows) = (0, 0);
    for group in spec.groups() {
        let mut left = u64::from(group.units).saturating_mul(replicates);
        if filled > 0 && left > 0 {
            let taken = left.min(width - filled);
            (filled, left, rows) = (filled + taken, left - taken, group.staff.max(rows));
            if filled == width {
                blocks.push((1, rows));
                filled = 0;
            }
        }
        if filled == 0 {
            blocks.push((left / width, group.staff));
            (filled, rows) = (left % width, group.staff);
        }
    }
    if filled > 0 {
        blocks.push((1, rows));
    }
    blocks
}
