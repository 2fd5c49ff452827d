//! The results of commands, on standard output.

use std::io::Write as _;

use crate::model::Timestamp;

/// Writes a line. A closed standard output is no error.
pub(super) fn print_line(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Writes rows as a table with aligned columns, or as one JSON object per line.
pub(super) fn print_rows(columns: &[&str], rows: &[Vec<String>], json: bool) {
    if json {
        for row in rows {
            let fields = columns.iter().zip(row);
            let object: serde_json::Map<String, serde_json::Value> =
                fields.map(|(name, value)| ((*name).to_owned(), value.as_str().into())).collect();
            print_line(&serde_json::Value::Object(object).to_string());
        }
        return;
    }
    let width = |column: usize| {
        let values = rows.iter().filter_map(|row| row.get(column)).map(|value| value.chars().count());
        values.chain([columns[column].len()]).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns.len()).map(width).collect();
    let line = |values: &mut dyn Iterator<Item = &str>| {
        let cells = values.zip(&widths).map(|(value, width)| format!("{value:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    print_line(&line(&mut columns.iter().copied()));
    for row in rows {
        print_line(&line(&mut row.iter().map(String::as_str)));
    }
}

/// A time in the table: to the second, in UTC (RFC 3339).
pub(super) fn time(at: Timestamp) -> String {
    format!("{at:.0}")
}
