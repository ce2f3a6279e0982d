//! Writes the calls that ended on the last whole day (UTC) to stdout as CSV: for a nightly job.
//!
//! With `call-engine emulator` running and its three variables set:
//! `cargo run -p call-engine --example export_records > calls.csv`. An argument is the Unix time to count back from.

use std::io::{self, Write};
use std::time::{SystemTime, UNIX_EPOCH};

use call_engine::types::CallRecord;
use call_engine::{Client, TimeRange};

const DAY: i64 = 24 * 60 * 60;

// docs: export
/// Calls that ended in `[start, end)`, a line each.
pub(crate) async fn export(
    client: &Client,
    start: i64,
    end: i64,
    out: &mut impl Write,
) -> Result<usize, Box<dyn std::error::Error>> {
    // Which time the service compares is undocumented. So a day more is asked for at either end, and the choice is made
    // here, by a time that every record has: no call is in two exports, or in none.
    let mut records = client.records(TimeRange::between_seconds(start - DAY, end + DAY));
    let mut count = 0;
    write_row(out, &HEAD.map(str::to_owned))?;
    while let Some(record) = records.next().await {
        let record = record?;
        if record.end_time.is_some_and(|at| (start..end).contains(&at)) {
            write_row(out, &row(&record))?;
            count += 1;
        }
    }
    Ok(count)
}
// docs: end

const HEAD: [&str; 9] = [
    "CallId", "Caller", "Callees", "Media", "Result", "Room", "Start", "Accept", "End",
];

fn row(record: &CallRecord) -> [String; 9] {
    let seconds = |at: Option<i64>| at.filter(|at| *at > 0).map(|at| at.to_string());
    let callees: Vec<&str> = record.callees().collect();
    [
        record.call_id.clone(),
        record.caller_account.clone(),
        Some(callees.join(";")),
        record.media_type.as_ref().map(ToString::to_string),
        record.call_result.as_ref().map(ToString::to_string),
        record.room().map(|room| room.to_string()),
        seconds(record.start_time),
        // 0 means that nobody accepted.
        seconds(record.accept_time),
        seconds(record.end_time),
    ]
    .map(Option::unwrap_or_default)
}

/// A line of RFC 4180.
fn write_row(out: &mut impl Write, cells: &[String]) -> io::Result<()> {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    write!(out, "{}\r\n", cells.join(","))
}

/// A cell, in quotes where it needs them. User identifiers and rooms are text of others: spreadsheets take a cell that
/// begins with one of four signs for a formula, so it gets an apostrophe.
fn quoted(cell: &str) -> String {
    let cell = match cell.chars().next() {
        Some('=' | '+' | '-' | '@') => format!("'{cell}"),
        _ => cell.to_owned(),
    };
    if cell.contains(['"', ',', ';', '\'', '\r', '\n']) || cell.trim() != cell {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    let now = match std::env::args().nth(1) {
        Some(moment) => moment.parse()?,
        None => i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())?,
    };
    let midnight = now - now.rem_euclid(DAY);
    let count = export(&client, midnight - DAY, midnight, &mut io::stdout().lock()).await?;
    eprintln!("{count} calls");
    Ok(())
}
