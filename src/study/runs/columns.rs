//! Rows of numbers that lie outside of memory and are read back column by column.

use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::ops::Range;

/// Bytes of rows that are gathered before they are written, transposed; at least one row is.
pub const GATHERED: usize = 1 << 20;
/// Bytes of columns that are read at a time; at least one column is.
pub const SLICE: usize = 8 << 20;
/// Bytes that are encoded at a time.
const PIECE: usize = 1 << 16;

/// Room to write to and to read back from: a file that nobody else sees, or memory.
pub trait Scratch: Read + Write + Seek + Send {}

impl<T: Read + Write + Seek + Send> Scratch for T {}

/// Is shown a column by its index, and one of another table beside it.
pub type SeesTwo<'a> = dyn FnMut(usize, &[f64], &[f64]) + 'a;

/// A table that grows row by row. It is kept in blocks of rows, each column by column, so that a column
/// can be read without reading the rest, and the memory it takes does not grow with the number of rows.
pub struct Columns {
    file: Box<dyn Scratch>,
    width: usize,
    rows: usize,
    /// Rows of a block.
    per_block: usize,
    /// The rows of the block that is not yet full.
    block: Vec<f64>,
}

impl Columns {
    /// An empty table of so many columns (at least 1).
    pub fn new(width: usize, file: Box<dyn Scratch>) -> Self {
        let per_block = (GATHERED / (8 * width.max(1))).max(1);
        Self { file, width: width.max(1), rows: 0, per_block, block: Vec::new() }
    }

    /// An empty table that is kept in memory.
    pub fn in_memory(width: usize) -> Self {
        Self::new(width, Box::new(Cursor::new(Vec::new())))
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Adds a row, which has a value for every column.
    ///
    /// # Errors
    /// When it cannot be written, for instance on a full disk.
    pub fn push(&mut self, row: impl IntoIterator<Item = f64>) -> io::Result<()> {
        self.block.extend(row);
        self.rows += 1;
        assert_eq!(self.block.len() % self.width, 0, "a row has a value for every column");
        if self.block.len() == self.per_block * self.width { self.write_block() } else { Ok(()) }
    }

    fn write_block(&mut self) -> io::Result<()> {
        let Self { file, width, per_block, block, .. } = self;
        file.seek(SeekFrom::End(0))?;
        let mut bytes = Vec::with_capacity(PIECE);
        for column in 0..*width {
            for row in 0..*per_block {
                bytes.extend(block[row * *width + column].to_le_bytes());
                if bytes.len() == PIECE {
                    file.write_all(&bytes)?;
                    bytes.clear();
                }
            }
        }
        block.clear();
        file.write_all(&bytes)
    }

    /// Shows some columns (by their index, counted from 0), one after the other, each with the values of
    /// all rows in their order.
    ///
    /// # Errors
    /// When they cannot be read back.
    pub fn each(
        &mut self,
        columns: Range<usize>,
        see: &mut dyn FnMut(usize, &[f64]),
    ) -> io::Result<()> {
        let mut values = Vec::new();
        for some in self.slices(columns) {
            self.read(some.clone(), &mut values)?;
            for (column, values) in some.zip(values.chunks(self.rows.max(1))) {
                see(column, values);
            }
        }
        Ok(())
    }

    /// Shows some columns beside those of another table, both by their index in this one; `offset` is
    /// added for the other.
    ///
    /// # Errors
    /// When they cannot be read back.
    pub fn each_beside(
        &mut self,
        columns: Range<usize>,
        other: &mut Self,
        offset: isize,
        see: &mut SeesTwo,
    ) -> io::Result<()> {
        let (mut own, mut others) = (Vec::new(), Vec::new());
        let narrower =
            if self.rows >= other.rows { self.slices(columns) } else { other.slices(columns) };
        for some in narrower {
            let beside = |column: usize| column.saturating_add_signed(offset);
            self.read(some.clone(), &mut own)?;
            other.read(beside(some.start)..beside(some.end), &mut others)?;
            let pairs = own.chunks(self.rows.max(1)).zip(others.chunks(other.rows.max(1)));
            for (column, (values, beside)) in some.zip(pairs) {
                see(column, values, beside);
            }
        }
        Ok(())
    }

    /// Shows a column piece by piece.
    ///
    /// # Errors
    /// When it cannot be read back.
    pub fn each_piece(&mut self, column: usize, see: &mut dyn FnMut(&[f64])) -> io::Result<()> {
        let (mut bytes, mut values) = (Vec::new(), Vec::new());
        for block in 0..self.rows / self.per_block {
            self.read_block(block, column..column + 1, &mut bytes)?;
            values.clear();
            values.extend(decoded(&bytes));
            see(&values);
        }
        values.clear();
        values.extend(self.block.iter().skip(column).step_by(self.width));
        see(&values);
        Ok(())
    }

    /// Columns that are read at a time.
    fn slices(&self, columns: Range<usize>) -> impl Iterator<Item = Range<usize>> + use<> {
        let n = (SLICE / (8 * self.rows.max(1))).max(1);
        let end = columns.end;
        columns.step_by(n).map(move |first| first..(first + n).min(end))
    }

    /// Reads some columns, one behind the other.
    fn read(&mut self, columns: Range<usize>, into: &mut Vec<f64>) -> io::Result<()> {
        into.clear();
        into.resize(columns.len() * self.rows, 0.0);
        let mut bytes = Vec::new();
        for block in 0..self.rows / self.per_block {
            self.read_block(block, columns.clone(), &mut bytes)?;
            for (index, value) in decoded(&bytes).enumerate() {
                let (column, row) = (index / self.per_block, index % self.per_block);
                into[column * self.rows + block * self.per_block + row] = value;
            }
        }
        let written = self.rows - self.block.len() / self.width;
        for (row, values) in self.block.chunks_exact(self.width).enumerate() {
            for (column, value) in values[columns.clone()].iter().enumerate() {
                into[column * self.rows + written + row] = *value;
            }
        }
        Ok(())
    }

    fn read_block(
        &mut self,
        block: usize,
        columns: Range<usize>,
        bytes: &mut Vec<u8>,
    ) -> io::Result<()> {
        let first = (block * self.width + columns.start) as u64 * self.per_block as u64;
        self.file.seek(SeekFrom::Start(8 * first))?;
        bytes.resize(8 * columns.len() * self.per_block, 0);
        self.file.read_exact(bytes)
    }
}

fn decoded(bytes: &[u8]) -> impl Iterator<Item = f64> {
    let (values, _) = bytes.as_chunks();
    values.iter().map(|value| f64::from_le_bytes(*value))
}

impl std::fmt::Debug for Columns {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{} columns of {} rows", self.width, self.rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_come_back_as_the_rows_that_went_in() {
        // Blocks of many rows, of one row, and rows that fill no block.
        for (width, rows) in [(3, 100_000), (GATHERED / 4, 5), (7, 4)] {
            let value = |row: usize, column: usize| (row * 1_000_003 + column) as f64;
            let mut table = Columns::in_memory(width);
            for row in 0..rows {
                table.push((0..width).map(|column| value(row, column))).unwrap();
            }
            let seen = width.saturating_sub(40)..width;
            let mut next = seen.start;
            table
                .each(seen.clone(), &mut |column, values| {
                    assert_eq!(column, next);
                    next += 1;
                    assert_eq!(values.len(), rows);
                    assert!((0..rows).all(|row| values[row] == value(row, column)));
                })
                .unwrap();
            assert_eq!(next, width);
            let mut pieces = Vec::new();
            table.each_piece(2, &mut |piece| pieces.extend_from_slice(piece)).unwrap();
            assert!(pieces.into_iter().eq((0..rows).map(|row| value(row, 2))));
        }
    }

    #[test]
    fn columns_are_seen_beside_those_of_another_table() {
        let (mut one, mut other) = (Columns::in_memory(4), Columns::in_memory(6));
        for row in 0..3 {
            one.push((0..4).map(|column| f64::from(10 * row + column))).unwrap();
        }
        for row in 0..2 {
            other.push((0..6).map(|column| f64::from(100 * row + column))).unwrap();
        }
        let mut seen = Vec::new();
        let mut see = |column: usize, a: &[f64], b: &[f64]| {
            seen.push((column, a.to_vec(), b.to_vec()));
        };
        one.each_beside(1..3, &mut other, 2, &mut see).unwrap();
        let wanted = [
            (1, vec![1.0, 11.0, 21.0], vec![3.0, 103.0]),
            (2, vec![2.0, 12.0, 22.0], vec![4.0, 104.0]),
        ];
        assert_eq!(seen, wanted);
    }
}
