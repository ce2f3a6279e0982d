//! stdout is data, stderr is talk.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use clap::ValueEnum;
use serde_json::Value;

use crate::exit::Failure;

/// The form of the data on stdout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Table,
    /// For programs: the payload of the answer.
    Json,
}

/// What goes to stdout.
#[derive(Debug)]
pub struct Output {
    format: Format,
    stdout: io::Stdout,
}

impl Output {
    pub fn new(format: Format) -> Self {
        Self {
            format,
            stdout: io::stdout(),
        }
    }

    /// Writes one value: as JSON, or as the table that is made of it.
    pub fn value(&mut self, value: &Value, table: impl FnOnce() -> String) -> Result<(), Failure> {
        match self.format {
            Format::Table => self.text(&table()),
            Format::Json => self.text(&pretty(value)),
        }
    }

    /// Writes text, with a line end if it has none. Nothing is written for an empty text.
    pub fn text(&mut self, text: &str) -> Result<(), Failure> {
        let mut stdout = self.stdout.lock();
        stdout.write_all(text.as_bytes())?;
        if !text.is_empty() && !text.ends_with('\n') {
            stdout.write_all(b"\n")?;
        }
        stdout.flush()?;
        Ok(())
    }
}

/// Says something on stderr; if nobody can read it, so be it.
pub fn talk(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// JSON to be read; a command without payload gives an empty object.
pub fn pretty(value: &Value) -> String {
    match value {
        Value::Null => "{}".to_owned(),
        value => format!("{value:#}"),
    }
}

/// Text of the service without characters that could steer a terminal.
pub fn plain(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() {
            safe.extend(c.escape_default());
        } else {
            safe.push(c);
        }
    }
    safe
}

/// Lines of cells under a heading, in columns.
pub fn columns(heading: &[&str], rows: &[Vec<String>]) -> String {
    let heading = heading.iter().map(|&cell| cell.to_owned()).collect();
    aligned(std::iter::once(&heading).chain(rows))
}

/// Names and values, a line each; absent values are left out.
pub fn pairs(pairs: &[(&str, Option<String>)]) -> String {
    let rows: Vec<Vec<String>> = pairs
        .iter()
        .filter_map(|(name, value)| Some(vec![(*name).to_owned(), value.clone()?]))
        .collect();
    aligned(rows.iter())
}

fn aligned<'a>(rows: impl Iterator<Item = &'a Vec<String>>) -> String {
    let rows: Vec<Vec<String>> = rows
        .map(|row| row.iter().map(|cell| plain(cell)).collect())
        .collect();
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(width).collect();
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let _ = write!(line, "{cell:width$}  ");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Any JSON for people: scalars by their dotted names, then each list of objects as a table.
pub fn anything(value: &Value) -> String {
    let mut scalars = Vec::new();
    let mut tables = Vec::new();
    flatten("", value, &mut scalars, &mut tables);
    let rows: Vec<(&str, Option<String>)> = scalars
        .iter()
        .map(|(name, value)| (name.as_str(), Some(value.clone())))
        .collect();
    let mut text = pairs(&rows);
    for table in tables {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&table);
    }
    text
}

fn flatten(
    name: &str,
    value: &Value,
    scalars: &mut Vec<(String, String)>,
    tables: &mut Vec<String>,
) {
    match value {
        Value::Object(fields) => {
            for (field, value) in fields {
                let dot = if name.is_empty() { "" } else { "." };
                flatten(&format!("{name}{dot}{field}"), value, scalars, tables);
            }
        }
        Value::Array(items) if !items.is_empty() && items.iter().all(Value::is_object) => {
            tables.push(format!("{}\n{}", plain(name), list(items)));
        }
        Value::Null if name.is_empty() => {}
        value => scalars.push((name.to_owned(), scalar(value))),
    }
}

fn list(items: &[Value]) -> String {
    let mut heading: Vec<&str> = Vec::new();
    for field in items
        .iter()
        .filter_map(Value::as_object)
        .flat_map(|item| item.keys())
    {
        if !heading.contains(&field.as_str()) {
            heading.push(field);
        }
    }
    let cell = |item: &Value, field: &str| item.get(field).map(scalar).unwrap_or_default();
    let row = |item: &Value| heading.iter().map(|field| cell(item, field)).collect();
    let rows: Vec<Vec<String>> = items.iter().map(row).collect();
    columns(&heading, &rows)
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items)
            if items
                .iter()
                .all(|item| !item.is_object() && !item.is_array()) =>
        {
            items.iter().map(scalar).collect::<Vec<_>>().join(", ")
        }
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn any_answer_becomes_names_and_tables() {
        let value = json!({"CallInfo": {"CallId": "c", "RoomIdType": 2}, "UserList": [{"A": "jack"}, {"A": "jo", "B": [1, 2]}]});
        let text = "CallInfo.CallId      c\nCallInfo.RoomIdType  2\n\nUserList\nA     B\njack\njo    1, 2\n";
        assert_eq!(anything(&value), text);
        assert_eq!(anything(&Value::Null), "");
        assert_eq!(pretty(&Value::Null), "{}");
    }

    #[test]
    fn text_of_the_service_cannot_steer_a_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\nc"), "a\\u{1b}[31mb\\nc");
    }
}
