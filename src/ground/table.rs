//! Tables of numbers that are part of the program, such as the published ones in `scenarios/lab/data`.

/// A table of published numbers; lines that begin with `#` tell protocol and source.
#[derive(Debug, Clone)]
pub struct Data {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Data {
    /// Reads a table that is part of the program.
    ///
    /// # Panics
    /// When it is no table: a mistake in this repository.
    pub fn new(text: &str) -> Self {
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
        let fields = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
        let header = fields(reader.headers().expect("a table has a header"));
        let rows = reader.records().map(|row| fields(&row.expect("rows are whole"))).collect();
        Self { header, rows }
    }

    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|fields| Row { header: &self.header, fields })
    }

    /// The numbers of a column in the rows for which a condition holds.
    pub fn column(&self, name: &str, wanted: impl Fn(&Row) -> bool) -> Vec<f64> {
        self.rows().filter(|row| wanted(row)).map(|row| row.number(name)).collect()
    }
}

/// A row.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    header: &'a [String],
    fields: &'a [String],
}

impl Row<'_> {
    /// The text in a column.
    ///
    /// # Panics
    /// When there is no such column: a mistake in this repository.
    pub fn text(&self, column: &str) -> &str {
        let index = self.header.iter().position(|name| name == column);
        &self.fields[index.unwrap_or_else(|| panic!("there is no column {column}"))]
    }

    /// The number in a column; NaN where there is none.
    pub fn number(&self, column: &str) -> f64 {
        self.text(column).parse().unwrap_or(f64::NAN)
    }
}
