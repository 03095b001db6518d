//! Tables as text (CSV): a header and rows of as many fields.

/// The table of some rows.
pub(super) fn table<Row>(
    header: impl IntoIterator<Item = impl AsRef<[u8]>>,
    rows: impl IntoIterator<Item = Row>,
) -> Vec<u8>
where
    Row: IntoIterator<Item: AsRef<[u8]>>,
{
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(header).expect("writing to memory cannot fail");
    for row in rows {
        table.write_record(row).expect("rows have the same number of fields");
    }
    table.into_inner().expect("writing to memory cannot fail")
}
