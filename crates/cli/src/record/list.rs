//! Records for people, a page or all.

use call_engine::types::CallRecord;
use call_engine::{Error, operations};
use clap::Args;
use serde_json::{Value, json};

use super::reader::{Place, Reader, Step};
use super::table::table;
use super::wanted::{FLAGS, Wanted};
use crate::connection::{Connection, read, write};
use crate::exit::Failure;
use crate::output::{Output, talk};
use crate::span::Times;

#[derive(Debug, Args)]
pub struct ListArguments {
    #[command(flatten)]
    wanted: Wanted,
    /// Number of the page, counted from 1
    #[arg(long, value_name = "NUMBER", conflicts_with = "all")]
    page: Option<i64>,
    /// Records per page [default: 10, the service's; with --all 100]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(i64).range(1..=1_000_000))]
    per_page: Option<i64>,
    /// All pages, oldest first
    #[arg(long)]
    all: bool,
    /// Times in UTC instead of this machine's time zone
    #[arg(long)]
    utc: bool,
}

pub async fn run(
    arguments: ListArguments,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    if arguments.all {
        return all(arguments, connection, output).await;
    }
    let mut request = arguments.wanted.request();
    request.page = arguments.page;
    request.number_per_page = arguments.per_page;
    let sent = connection
        .send(
            &operations::GET_RECORD_BY_FILTER,
            write(&request)?,
            FLAGS,
            output,
        )
        .await;
    let mut value = match sent {
        Ok(Some(value)) => value,
        Ok(None) => return Ok(()),
        // The code and an empty list mean the same.
        Err(failure) if failure.is(Error::is_record_not_found) => {
            json!({"TotalNum": 0, "CallRecordList": []})
        }
        Err(failure) => return Err(failure),
    };
    let mut records = Vec::new();
    if let Some(Value::Array(list)) = value.get_mut("CallRecordList") {
        for item in std::mem::take(list) {
            let record: CallRecord = read(&item)?;
            if arguments.wanted.includes(&record) {
                records.push(record);
                list.push(item);
            }
        }
    }
    let times = Times::in_utc(arguments.utc);
    output.list(&value, "/CallRecordList", || table(&records, times))?;
    let total = value
        .get("TotalNum")
        .and_then(Value::as_i64)
        .unwrap_or_default();
    let page = arguments.page.unwrap_or(1);
    let more = if total > i64::try_from(records.len()).unwrap_or(i64::MAX) && page == 1 {
        "; --all shows all, --page another"
    } else {
        ""
    };
    talk(&format!(
        "{} of {total} records, page {page}{more}",
        records.len()
    ));
    Ok(())
}

async fn all(
    arguments: ListArguments,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    let wanted = arguments.wanted;
    let place = Place::beginning(&wanted)?;
    let Some(mut reader) = Reader::open(connection, wanted, arguments.per_page, place, output)?
    else {
        return Ok(());
    };
    let times = Times::in_utc(arguments.utc);
    let as_they_come = output.is_ndjson() && !output.has_query();
    let (mut values, mut count) = (Vec::new(), 0);
    while let Some(step) = reader.step().await? {
        let Step::Records(records) = step else {
            continue;
        };
        count += records.len();
        for record in records {
            if as_they_come {
                output.item(&record.value, String::new)?;
            } else {
                values.push(record.value);
            }
        }
    }
    if !as_they_come {
        let records: Vec<CallRecord> = values.iter().map(read).collect::<Result<_, _>>()?;
        let value = json!({"TotalNum": count, "CallRecordList": values});
        output.list(&value, "/CallRecordList", || table(&records, times))?;
    }
    talk(&format!("{count} records"));
    Ok(())
}
