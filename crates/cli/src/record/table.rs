//! Records for people.

use call_engine::types::CallRecord;

use crate::span::{self, Times};
use crate::table::columns;

/// Records, a line each.
pub fn table(records: &[CallRecord], times: Times) -> String {
    let heading = [
        "CALL", "START", "TALKED", "RESULT", "TYPE", "MEDIA", "CALLER", "CALLEES",
    ];
    let row = |record: &CallRecord| {
        [
            record.call_id.clone(),
            moment(record.start_time, times),
            talked(record),
            text(record.call_result.as_ref()),
            text(record.call_type.as_ref()),
            text(record.media_type.as_ref()),
            record.caller_account.clone(),
            Some(callees(record)),
        ]
        .map(|cell| cell.unwrap_or_else(|| "-".to_owned()))
        .to_vec()
    };
    columns(&heading, records.iter().map(row).collect())
}

/// A record, a line for each thing.
pub fn details(record: &CallRecord, times: Times) -> [(&'static str, Option<String>); 11] {
    let answered = record.accept_time.filter(|at| *at > 0);
    let rang_until = answered.or(record.end_time);
    let rang = record
        .start_time
        .zip(rang_until)
        .map(|(start, until)| span::seconds(until.saturating_sub(start)));
    [
        ("CallId", record.call_id.clone()),
        ("Result", text(record.call_result.as_ref())),
        ("Type", text(record.call_type.as_ref())),
        ("Media", text(record.media_type.as_ref())),
        ("Caller", record.caller_account.clone()),
        ("Callees", Some(callees(record))),
        ("Room", record.room().map(|room| room.to_string())),
        ("Started", moment(record.start_time, times)),
        ("Rang", rang),
        ("Ended", moment(record.end_time, times)),
        ("Talked", talked(record)),
    ]
}

fn callees(record: &CallRecord) -> String {
    record.callees().collect::<Vec<_>>().join(", ")
}

fn text(value: Option<&impl ToString>) -> Option<String> {
    value.map(ToString::to_string)
}

fn moment(seconds: Option<i64>, times: Times) -> Option<String> {
    seconds.filter(|at| *at > 0).map(|at| times.text(at))
}

/// From the first answer to the end.
fn talked(record: &CallRecord) -> Option<String> {
    let answered = record.accept_time.filter(|at| *at > 0)?;
    Some(span::seconds(record.end_time?.saturating_sub(answered)))
}
