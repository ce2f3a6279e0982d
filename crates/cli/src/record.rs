//! Records of finished calls.

use call_engine::operations;
use call_engine::types::{
    CallRecord, CallResultFilter, CallType, GetRecordByCallidRequest, GetRecordByCallidResponse,
    GetRecordByFilterRequest,
};
use clap::Subcommand;
use serde_json::{Value, json};

use crate::connection::{Connection, read, write};
use crate::exit::Failure;
use crate::output::{Output, talk};
use crate::span;
use crate::table::{columns, pairs};

#[derive(Debug, Subcommand)]
pub enum RecordTask {
    /// Read how one call went
    Get {
        /// Identifier of the call
        call_id: String,
    },
    /// List the records of the last seven days, a page at a time
    List(ListArguments),
}

#[derive(Debug, clap::Args)]
pub struct ListArguments {
    /// Earliest moment: how long ago (2d, 90m), RFC 3339 or Unix seconds
    #[arg(long, value_name = "MOMENT", value_parser = span::moment)]
    since: Option<i64>,
    /// Latest moment, written the same way [default: now]
    #[arg(long, value_name = "MOMENT", value_parser = span::moment)]
    until: Option<i64>,
    /// Only calls that ended like this: Cancel, Reject, NotAnswer, NormalEnd, CallBusy, Interrupt, Offline
    #[arg(long, value_name = "RESULT")]
    result: Option<String>,
    /// Only calls of this size: SingleCall, MultiCall
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,
    /// Number of the page, counted from 1
    #[arg(long, value_name = "NUMBER")]
    page: Option<i64>,
    /// Records per page [default: 10, the service's]
    #[arg(long, value_name = "NUMBER")]
    per_page: Option<i64>,
}

const LIST_FLAGS: &[(&str, &str)] = &[
    ("StartTime", "--since"),
    ("EndTime", "--until"),
    ("CallResult", "--result"),
    ("CallType", "--type"),
    ("Page", "--page"),
    ("NumberPerPage", "--per-page"),
];

pub async fn run(
    task: RecordTask,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    match task {
        RecordTask::Get { call_id } => get(&call_id, connection, output).await,
        RecordTask::List(arguments) => list(arguments, connection, output).await,
    }
}

async fn get(call_id: &str, connection: &Connection, output: &mut Output) -> Result<(), Failure> {
    let operation = &operations::GET_RECORD_BY_CALLID;
    let body = write(&GetRecordByCallidRequest::new(call_id))?;
    let Some(value) = connection
        .send(operation, body, &[("CallId", "CALL_ID")], output)
        .await?
    else {
        return Ok(());
    };
    let answer: GetRecordByCallidResponse = read(&value)?;
    let record = answer.call_record.unwrap_or_default();
    output.value(&value, || pairs(&details(&record)))
}

async fn list(
    arguments: ListArguments,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    let result = arguments.result.as_deref().map(CallResultFilter::from);
    let kind = arguments.kind.as_deref().map(CallType::from);
    let mut request = GetRecordByFilterRequest::new();
    request.start_time = arguments.since;
    request.end_time = arguments.until;
    request.call_result.clone_from(&result);
    request.call_type.clone_from(&kind);
    request.page = arguments.page;
    request.number_per_page = arguments.per_page;
    let sent = connection
        .send(
            &operations::GET_RECORD_BY_FILTER,
            write(&request)?,
            LIST_FLAGS,
            output,
        )
        .await;
    let mut value = match sent {
        Ok(Some(value)) => value,
        Ok(None) => return Ok(()),
        // The code and an empty list mean the same.
        Err(failure) if failure.code() == Some(101_050) => {
            json!({"TotalNum": 0, "CallRecordList": []})
        }
        Err(failure) => return Err(failure),
    };
    // The service may not heed these two filters (C-9).
    let wanted = |record: &CallRecord| {
        result.as_ref().is_none_or(|wanted| {
            text(record.call_result.as_ref()).as_deref() == Some(wanted.as_str())
        }) && kind
            .as_ref()
            .is_none_or(|wanted| record.call_type.as_ref() == Some(wanted))
    };
    let mut records = Vec::new();
    if let Some(Value::Array(list)) = value.get_mut("CallRecordList") {
        let all = std::mem::take(list);
        for item in all {
            let record: CallRecord = read(&item)?;
            if wanted(&record) {
                records.push(record);
                list.push(item);
            }
        }
    }
    output.list(&value, "/CallRecordList", || table(&records))?;
    let total = value
        .get("TotalNum")
        .and_then(Value::as_i64)
        .unwrap_or_default();
    let page = arguments.page.unwrap_or(1);
    talk(&format!(
        "{} of {total} records, page {page}",
        records.len()
    ));
    Ok(())
}

fn table(records: &[CallRecord]) -> String {
    let heading = [
        "CALL", "START", "TALKED", "RESULT", "TYPE", "MEDIA", "CALLER", "CALLEES",
    ];
    let row = |record: &CallRecord| {
        [
            record.call_id.clone(),
            moment(record.start_time),
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
pub fn details(record: &CallRecord) -> [(&'static str, Option<String>); 11] {
    let answered = record.accept_time.filter(|at| *at > 0);
    let rang_until = answered.or(record.end_time);
    let rang = record
        .start_time
        .zip(rang_until)
        .map(|(start, until)| span::seconds(until - start));
    [
        ("CallId", record.call_id.clone()),
        ("Result", text(record.call_result.as_ref())),
        ("Type", text(record.call_type.as_ref())),
        ("Media", text(record.media_type.as_ref())),
        ("Caller", record.caller_account.clone()),
        ("Callees", Some(callees(record))),
        ("Room", record.room().map(|room| room.to_string())),
        ("Started", moment(record.start_time)),
        ("Rang", rang),
        ("Ended", moment(record.end_time)),
        ("Talked", talked(record)),
    ]
}

fn callees(record: &CallRecord) -> String {
    record.callees().collect::<Vec<_>>().join(", ")
}

fn text(value: Option<&impl ToString>) -> Option<String> {
    value.map(ToString::to_string)
}

fn moment(seconds: Option<i64>) -> Option<String> {
    seconds.filter(|at| *at > 0).map(span::utc)
}

/// From the first answer to the end.
fn talked(record: &CallRecord) -> Option<String> {
    let answered = record.accept_time.filter(|at| *at > 0)?;
    Some(span::seconds(record.end_time? - answered))
}
