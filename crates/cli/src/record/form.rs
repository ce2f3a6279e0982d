//! A record as a line of CSV or NDJSON.

use std::collections::BTreeSet;
use std::path::Path;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::reader::Record;
use crate::span;

/// The columns of CSV, always these and in this order: fields of the service, and the seconds from answer to end.
pub const COLUMNS: [&str; 12] = [
    "CallId",
    "Caller_Account",
    "CalleeList_Account",
    "MediaType",
    "CallType",
    "CallResult",
    "RoomId",
    "RoomIdType",
    "StartTime",
    "AcceptTime",
    "EndTime",
    "TalkSeconds",
];
/// Most names that are told of fields without a column.
const MOST_NAMES: usize = 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Columns for spreadsheets; times in UTC.
    Csv,
    /// Every record exactly as it came, a line each.
    Ndjson,
}

impl Form {
    /// The form that the name of a file tells.
    pub fn of(file: &Path) -> Option<Self> {
        let ending = file.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "csv" => Some(Self::Csv),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            _ => None,
        }
    }

    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
        }
    }

    /// What a file begins with.
    pub fn head(self) -> String {
        match self {
            Self::Csv => row(COLUMNS.map(str::to_owned)),
            Self::Ndjson => String::new(),
        }
    }

    pub fn line(self, record: &Record) -> String {
        match self {
            Self::Csv => row(cells(&record.value)),
            // Between its parts JSON may have ends of lines, inside of texts never.
            Self::Ndjson => record.text.get().replace(['\r', '\n'], " ") + "\n",
        }
    }
}

/// Adds the names of fields that CSV has no column for.
pub fn note_others(record: &Record, names: &mut BTreeSet<String>) {
    let fields = record.value.as_object().into_iter().flatten();
    for (name, _) in fields {
        if names.len() < MOST_NAMES && !COLUMNS.contains(&name.as_str()) {
            names.insert(name.clone());
        }
    }
}

fn cells(record: &Value) -> [String; 12] {
    let time = |name| {
        record
            .get(name)
            .and_then(Value::as_i64)
            .filter(|at| *at > 0)
    };
    COLUMNS.map(|name| match name {
        "TalkSeconds" => match (time("AcceptTime"), time("EndTime")) {
            (Some(answered), Some(end)) => end.saturating_sub(answered).to_string(),
            _ => String::new(),
        },
        "StartTime" | "AcceptTime" | "EndTime" => match record.get(name) {
            // 0 means that it never happened.
            Some(Value::Number(number)) if number.as_i64() == Some(0) => String::new(),
            other => time(name).map_or_else(|| text(other), span::utc),
        },
        name => text(record.get(name)),
    })
}

fn text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => harmless(text),
        Some(Value::Array(items)) => {
            let items: Vec<String> = items.iter().map(|item| text(Some(item))).collect();
            items.join(";")
        }
        Some(other) => other.to_string(),
    }
}

/// User identifiers and rooms are text of others, and spreadsheets take a cell that begins with one of these signs for a
/// formula; so it gets an apostrophe, which they do not show.
fn harmless(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text.to_owned(),
    }
}

/// A line of RFC 4180.
fn row(cells: [String; 12]) -> String {
    let quoted = cells.map(|cell| {
        if cell.contains(['"', ',', '\r', '\n']) || cell.trim() != cell {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    });
    quoted.join(",") + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::value::RawValue;

    fn record(json: &str) -> Record {
        Record {
            text: RawValue::from_string(json.to_owned()).expect("JSON"),
            value: serde_json::from_str(json).expect("JSON"),
            started: None,
        }
    }

    #[test]
    fn a_record_becomes_a_row_of_the_fixed_columns() {
        let record = record(
            r#"{"EndTime":1700000060,"CallId":"c","Caller_Account":"=SUM(A1)","CalleeList_Account":["a","b"],"CallResult":4,
            "AcceptTime":1700000018,"StartTime":1700000000,"RoomId":"a \"b\", c","RoomIdType":2,"Mood":"good"}"#,
        );
        assert_eq!(
            Form::Csv.line(&record),
            "c,'=SUM(A1),a;b,,,4,\"a \"\"b\"\", c\",2,2023-11-14T22:13:20Z,2023-11-14T22:13:38Z,2023-11-14T22:14:20Z,42\r\n"
        );
        assert_eq!(Form::Csv.head().matches(',').count(), 11);
        let mut names = BTreeSet::new();
        note_others(&record, &mut names);
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["Mood"]);
    }

    #[test]
    fn what_never_happened_or_is_odd_is_shown_as_it_is() {
        let odd = record(r#"{"AcceptTime":0,"StartTime":"soon","EndTime":5,"CallId":null}"#);
        let row = ",,,,,,,,soon,,1970-01-01T00:00:05Z,\r\n";
        assert_eq!(Form::Csv.line(&odd), row);
        assert_eq!(Form::Csv.line(&record("[1]")), ",".repeat(11) + "\r\n");
    }

    #[test]
    fn ndjson_is_what_came_on_one_line() {
        let record = record("{\"B\": 1.50,\n \"A\":\"x\\ny\"}");
        assert_eq!(
            Form::Ndjson.line(&record),
            "{\"B\": 1.50,  \"A\":\"x\\ny\"}\n"
        );
    }

    #[test]
    fn the_name_of_a_file_tells_the_form() {
        let form = |name: &str| Form::of(Path::new(name));
        assert_eq!(form("calls.CSV"), Some(Form::Csv));
        assert_eq!(form("a/calls.jsonl"), Some(Form::Ndjson));
        assert_eq!(form("calls.xlsx"), None);
        assert_eq!(form("csv"), None);
    }
}
