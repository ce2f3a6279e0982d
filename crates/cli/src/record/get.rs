//! The record of one call.

use call_engine::operations;
use call_engine::types::{GetRecordByCallidRequest, GetRecordByCallidResponse};
use clap::Args;

use super::table::details;
use crate::call::CALL_ID;
use crate::connection::{Connection, read, write};
use crate::exit::Failure;
use crate::output::Output;
use crate::span::Times;
use crate::table::pairs;

#[derive(Debug, Args)]
pub struct GetArguments {
    /// Identifier of the call
    call_id: String,
    /// Times in UTC instead of this machine's time zone
    #[arg(long)]
    utc: bool,
}

pub async fn run(
    arguments: &GetArguments,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    let operation = &operations::GET_RECORD_BY_CALLID;
    let body = write(&GetRecordByCallidRequest::new(&*arguments.call_id))?;
    let Some(value) = connection.send(operation, body, CALL_ID, output).await? else {
        return Ok(());
    };
    let answer: GetRecordByCallidResponse = read(&value)?;
    let record = answer.call_record.unwrap_or_default();
    let times = Times::in_utc(arguments.utc);
    output.value(&value, || pairs(&details(&record, times)))
}
