//! The report as a workbook (Office Open XML): a sheet for each table, numbers as numbers.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::cells::told;
use super::run::Run;
use super::sentences::{in_short, limits};
use super::table::numbers;
use super::words::Words;
use crate::model::catalogue::Language;

/// Longest column, in characters.
const WIDEST: usize = 60;

/// Why a workbook cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// A table is not what a run leaves.
    #[error("{0}")]
    Table(String),
    /// It cannot be written, for instance because a table has too many rows for a sheet.
    #[error("the workbook cannot be written: {0}")]
    Xlsx(#[from] XlsxError),
}

/// The workbook. Its bytes depend on the tables and the language only.
///
/// # Errors
/// When a table cannot be read, or has more rows than a sheet can hold (1,048,576).
pub fn workbook(run: &Run, language: Language) -> Result<Vec<u8>, WorkbookError> {
    let words = Words::new(language);
    let tables = &run.tables;
    let mut book = Workbook::new();
    // A fixed time, so that the same run gives the same bytes.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = format!("{}: {}", words.text("report-of"), tables.title);
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    notes(book.add_worksheet(), run, &words)?;
    alternatives(book.add_worksheet(), run, &words)?;
    let mut sheets = vec![("sheet-summary", &tables.summary)];
    if !tables.differences.is_empty() {
        sheets.push(("sheet-differences", &tables.differences));
    }
    sheets.extend(tables.over_assumptions.as_ref().map(|text| ("sheet-over-assumptions", text)));
    sheets.extend(tables.assumptions.as_ref().map(|text| ("sheet-assumptions", text)));
    sheets.push(("sheet-series", &tables.series));
    for (name, text) in sheets {
        copy(book.add_worksheet().set_name(words.text(name))?, text)?;
    }
    if run.base().units.as_ref().is_some_and(|units| units.groups.len() > 1) {
        groups(book.add_worksheet(), run, &words)?;
    }
    Ok(book.save_to_buffer()?)
}

/// Title, question, sentences, limits, and how to repeat it.
fn notes(sheet: &mut Worksheet, run: &Run, words: &Words) -> Result<(), WorkbookError> {
    let tables = &run.tables;
    sheet.set_name(words.text("sheet-notes"))?.set_column_width(0, 110)?;
    let (bold, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap());
    let mut lines = vec![(tables.title.clone(), &bold), (tables.question.clone(), &wrapped)];
    let mut part = |key: &str, texts: Vec<String>| {
        lines.push((String::new(), &wrapped));
        lines.push((words.text(key), &bold));
        lines.extend(texts.into_iter().map(|text| (text, &wrapped)));
    };
    part("in-short", in_short(run, words));
    part("not-said", limits(run, words));
    let of = |key: &str, value: &str| format!("{}: {value}", words.text(key));
    let repeat = vec![
        words.text("repeat-note"),
        of("program", &format!("tillit {}", tables.version)),
        of("seed", &tables.seed.to_string()),
        of("specification", &tables.hash),
        of("folder", &tables.folder),
    ];
    part("repeat", repeat);
    for (row, (text, format)) in (0..).zip(lines) {
        sheet.write_string_with_format(row, 0, text, format)?;
    }
    Ok(())
}

/// The table of alternatives, with ends of intervals in columns of their own.
fn alternatives(sheet: &mut Worksheet, run: &Run, words: &Words) -> Result<(), WorkbookError> {
    sheet.set_name(words.text("sheet-alternatives"))?;
    let difference = words.say("difference", &[("base", &run.base().title)]);
    let with_ends =
        |label: String| ["", " [", " ]", " (", " )"].map(|end| format!("{label}{end}")).to_vec();
    let mut header = vec![words.text("alternative")];
    header.extend(with_ends(words.text("true-output")));
    header.extend(with_ends(difference));
    let rest = [
        "more-at",
        "most-at",
        "shortfall",
        "measured-output",
        "trap",
        "trust",
        "steering-time",
        "spending",
        "half-after",
        "lower-units",
        "lower-by",
        "lowest-tenth",
    ];
    header.extend(rest.map(|key| words.text(key)));
    head(sheet, &header)?;
    for (row, alternative) in (1..).zip(&run.alternatives) {
        sheet.write_string(row, 0, &alternative.title)?;
        for (column, value) in (1..).zip(numbers(alternative)) {
            if value.is_finite() {
                sheet.write_number(row, column, value)?;
            }
        }
    }
    Ok(())
}

/// True output by group.
fn groups(sheet: &mut Worksheet, run: &Run, words: &Words) -> Result<(), WorkbookError> {
    sheet.set_name(words.text("sheet-groups"))?;
    head(sheet, &["alternative", "group", "true-output"].map(|key| words.text(key)))?;
    let all = run.alternatives.iter().filter_map(|of| Some((of, of.units.as_ref()?)));
    let rows = all.flat_map(|(of, units)| units.groups.iter().map(move |group| (of, group)));
    for (row, (alternative, (group, value))) in (1..).zip(rows) {
        sheet.write_string(row, 0, &alternative.title)?.write_string(row, 1, group)?;
        sheet.write_number(row, 2, *value)?;
    }
    Ok(())
}

/// A table of the run as it is, numbers as numbers.
fn copy(sheet: &mut Worksheet, text: &str) -> Result<(), WorkbookError> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let wrong = |error| WorkbookError::Table(format!("a table {}", told(error)));
    let header: Vec<String> = reader.headers().map_err(wrong)?.iter().map(str::to_owned).collect();
    head(sheet, &header)?;
    for (row, record) in (1..).zip(reader.records()) {
        for (column, cell) in (0..).zip(record.map_err(wrong)?.iter()) {
            match cell.parse::<f64>() {
                Ok(value) if value.is_finite() => sheet.write_number(row, column, value)?,
                _ if cell.is_empty() => continue,
                _ => sheet.write_string(row, column, cell)?,
            };
        }
    }
    Ok(())
}

/// The first row of a sheet, which stays in sight.
fn head(sheet: &mut Worksheet, names: &[String]) -> Result<(), WorkbookError> {
    let bold = Format::new().set_bold().set_text_wrap();
    for (column, name) in (0..).zip(names) {
        sheet.write_string_with_format(0, column, name, &bold)?;
        let width = name.chars().count().clamp(12, WIDEST) as f64;
        sheet.set_column_width(column, width.min(28.0))?;
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}
