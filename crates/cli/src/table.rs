//! JSON and names as tables for people.

use std::fmt::Write as _;

use anstyle::Style;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

/// A cell of a table, with its colour.
#[derive(Debug, Clone)]
pub struct Cell {
    text: String,
    style: Style,
}

impl Cell {
    pub fn styled(text: impl Into<String>, style: Style) -> Self {
        Self {
            text: text.into(),
            style,
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::styled(text, Style::new())
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// Text of the service without characters that could steer a terminal.
pub fn plain(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || is_turning(c) {
            safe.extend(c.escape_default());
        } else {
            safe.push(c);
        }
    }
    safe
}

/// Whether a character turns the direction of those around it, so that they look like others.
fn is_turning(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// How many columns of a terminal a text takes: Chinese characters take two.
fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Lines of cells under a heading, in columns.
pub fn columns<C: Into<Cell>>(heading: &[&str], rows: Vec<Vec<C>>) -> String {
    let heading = heading
        .iter()
        .map(|&cell| Cell::styled(cell, Style::new().bold()))
        .collect();
    let rows = rows
        .into_iter()
        .map(|row| row.into_iter().map(Into::into).collect());
    aligned(std::iter::once(heading).chain(rows).collect())
}

/// Names and values, a line each; absent values are left out.
pub fn pairs(pairs: &[(&str, Option<String>)]) -> String {
    let rows = pairs.iter().filter_map(|(name, value)| {
        let name = Cell::styled(*name, Style::new().bold());
        Some(vec![name, value.clone()?.into()])
    });
    aligned(rows.collect())
}

fn aligned(mut rows: Vec<Vec<Cell>>) -> String {
    let mut widths: Vec<usize> = Vec::new();
    for row in &mut rows {
        for (column, cell) in row.iter_mut().enumerate() {
            cell.text = plain(&cell.text);
            let width = width(&cell.text);
            match widths.get_mut(column) {
                Some(widest) => *widest = width.max(*widest),
                None => widths.push(width),
            }
        }
    }
    let mut text = String::new();
    for row in &rows {
        let last = row.iter().rposition(|cell| !cell.text.is_empty());
        let row = &row[..last.map_or(0, |last| last + 1)];
        for (column, cell) in row.iter().enumerate() {
            let style = cell.style;
            let _ = write!(text, "{style}{}{style:#}", cell.text);
            if column + 1 < row.len() {
                let missing = widths[column].saturating_sub(width(&cell.text)) + 2;
                text.extend(std::iter::repeat_n(' ', missing));
            }
        }
        text.push('\n');
    }
    text
}

/// Any JSON for people: scalars by their dotted names, then each list of objects as a table.
pub fn anything(value: &Value) -> String {
    let mut scalars = Vec::new();
    let mut tables = Vec::new();
    match value {
        Value::Array(items) if items.iter().all(Value::is_object) => return list(items),
        Value::Array(items) => {
            let lines = items.iter().map(|item| plain(&scalar(item)) + "\n");
            return lines.collect();
        }
        Value::Null | Value::Object(_) => flatten("", value, &mut scalars, &mut tables),
        value => return plain(&scalar(value)) + "\n",
    }
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
    if heading.is_empty() {
        return String::new();
    }
    let cell = |item: &Value, field: &str| item.get(field).map(scalar).unwrap_or_default();
    let row = |item: &Value| heading.iter().map(|field| cell(item, field)).collect();
    let rows: Vec<Vec<String>> = items.iter().map(row).collect();
    columns(&heading, rows)
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

    fn without_colours(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn any_answer_becomes_names_and_tables() {
        let value = json!({"CallInfo": {"CallId": "c", "RoomIdType": 2}, "UserList": [{"A": "jack"}, {"A": "jo", "B": [1, 2]}]});
        let text = "CallInfo.CallId      c\nCallInfo.RoomIdType  2\n\nUserList\nA     B\njack\njo    1, 2\n";
        assert_eq!(without_colours(&anything(&value)), text);
        assert_eq!(anything(&Value::Null), "");
        assert_eq!(anything(&json!([])), "");
        assert_eq!(anything(&json!("x")), "x\n");
        assert_eq!(anything(&json!(["x", 2])), "x\n2\n");
        let list = without_colours(&anything(&json!([{"A": 1}, {"A": 22}])));
        assert_eq!(list, "A\n1\n22\n");
    }

    #[test]
    fn text_of_the_service_cannot_steer_a_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\nc"), "a\\u{1b}[31mb\\nc");
        assert_eq!(plain("a\u{202e}b"), "a\\u{202e}b");
        let names = vec![vec!["王小明", "1"], vec!["jo", "2"]];
        let table = without_colours(&columns(&["A", "B"], names));
        assert_eq!(table, "A       B\n王小明  1\njo      2\n");
        let row = vec![vec!["\u{1b}[31m"]];
        assert_eq!(without_colours(&columns(&["X"], row)), "X\n\\u{1b}[31m\n");
    }
}
