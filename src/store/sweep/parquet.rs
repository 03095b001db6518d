//! Writing Parquet with the same bytes everywhere.

use std::io::Write;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;

use super::Record;

/// Rows of a row group: few enough that writing and reading take little memory.
const ROW_GROUP: usize = 1 << 17;

/// Key of a file's metadata that says to which sweep it belongs.
pub const HASH_KEY: &str = "tillit.sweep";

/// Begins a Parquet file.
pub fn writer<W: Write + Send>(
    sink: W,
    schema: SchemaRef,
    record: &Record,
) -> Result<ArrowWriter<W>, ParquetError> {
    let mut metadata = vec![
        KeyValue::new(HASH_KEY.to_owned(), record.hash.clone()),
        KeyValue::new("tillit.title".to_owned(), record.title.clone()),
    ];
    // Programs that do not read Arrow's own metadata find what columns mean here.
    for field in schema.fields() {
        for key in ["unit", "meaning"] {
            if let Some(text) = field.metadata().get(key) {
                metadata.push(KeyValue::new(format!("{key}.{}", field.name()), text.clone()));
            }
        }
    }
    let mut properties = WriterProperties::builder()
        .set_created_by("tillit".to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_max_row_group_row_count(Some(ROW_GROUP))
        .set_key_value_metadata(Some(metadata));
    for metric in &record.metrics {
        // Their values hardly ever repeat, so that a dictionary would be in vain.
        let path = ColumnPath::new(vec![metric.clone()]);
        properties = properties.set_column_dictionary_enabled(path, false);
    }
    ArrowWriter::try_new(sink, schema, Some(properties.build()))
}

/// A whole file in memory.
pub fn file(batch: &RecordBatch, record: &Record) -> Result<Vec<u8>, ParquetError> {
    let mut writer = writer(Vec::new(), batch.schema(), record)?;
    writer.write(batch)?;
    writer.into_inner()
}
