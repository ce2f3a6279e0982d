//! Running calls.

use call_engine::operations;
use call_engine::types::{EndCallRequest, GetCallInfoRequest, GetCallInfoResponse};
use clap::Subcommand;

use crate::connection::{Connection, read, write};
use crate::exit::Failure;
use crate::find::{self, FindArguments};
use crate::output::{Output, talk};
use crate::start::{self, StartArguments};
use crate::table::{columns, pairs};
use crate::watch::{self, WatchArguments};

#[derive(Debug, Subcommand)]
pub enum CallTask {
    /// Ring people in the name of a robot
    #[command(after_help = "\
Examples:
  call-engine call start --robot robot --callee jack --callee jill --video --ring 45s
  call-engine call start --robot robot --callee jack --watch
  call-engine call start --robot robot --callee jack --wait --exit-status && echo somebody is there

Running it again rings them again: after exit code 5 look for the call first (call-engine call find).
Every other field of the request: call-engine api start_call_by_robot --help")]
    Start(Box<StartArguments>),
    /// Look at a running call: who rings, who is in it
    Info {
        /// Identifier of the call
        call_id: String,
    },
    /// Watch a call: who rings, answers and leaves, until it is over
    #[command(after_help = "\
Examples:
  call-engine call watch CALL_ID
  call-engine call watch CALL_ID --until answered --exit-status
  call-engine call watch CALL_ID -o ndjson | jq .event
  call-engine call watch CALL_ID --webhooks     beside: webhook listen --register --forward http://127.0.0.1:4243

`call start --watch --webhooks` does the same from the start.

At a terminal it is redrawn in place, and Ctrl-C asks whether to end the call; elsewhere every change is a line.
Of somebody who no longer rings only webhooks say why, and at the end the record of a call to one person.")]
    Watch(WatchArguments),
    /// Look for the call of a start whose answer was lost, by its room
    #[command(after_help = "\
Example: call-engine call find --room-text ce-0f6e2c --since 2m --wait

There is no list of running calls: a call is found in the records once it is over. Exit code 5: none was found, which \
does not prove that nobody was rung.")]
    Find(FindArguments),
    /// End a call for everybody
    End {
        /// Identifier of the call
        call_id: String,
    },
}

/// What `CallId` is called on the command line.
pub const CALL_ID: &[(&str, &str)] = &[("CallId", "CALL_ID")];

pub async fn run(
    task: CallTask,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    match task {
        CallTask::Start(arguments) => start::run(*arguments, connection, output).await,
        CallTask::Info { call_id } => info(&call_id, connection, output).await,
        CallTask::Watch(arguments) => watch::run(arguments, connection, output).await,
        CallTask::Find(arguments) => find::run(&arguments, connection, output).await,
        CallTask::End { call_id } => end(&call_id, connection, output).await,
    }
}

async fn info(call_id: &str, connection: &Connection, output: &mut Output) -> Result<(), Failure> {
    let body = write(&GetCallInfoRequest::new(call_id))?;
    let Some(value) = connection
        .send(&operations::GET_CALL_INFO, body, CALL_ID, output)
        .await?
    else {
        return Ok(());
    };
    let answer: GetCallInfoResponse = read(&value)?;
    let call = answer.call_info.clone().unwrap_or_default();
    output.value(&value, || {
        let head = pairs(&[
            ("CallId", call.call_id.clone()),
            ("Media", call.media_type.as_ref().map(ToString::to_string)),
            ("Room", call.room().map(|room| room.to_string())),
            (
                "Group",
                call.chat_group_id.clone().filter(|group| !group.is_empty()),
            ),
        ]);
        let status = |member: &call_engine::types::CallMember| {
            member
                .status
                .as_ref()
                .map_or_else(|| "-".to_owned(), ToString::to_string)
        };
        let rows: Vec<Vec<String>> = answer
            .user_list()
            .iter()
            .map(|member| vec![member.user_account().to_owned(), status(member)])
            .collect();
        format!("{head}\n{}", columns(&["MEMBER", "STATUS"], rows))
    })
}

async fn end(call_id: &str, connection: &Connection, output: &mut Output) -> Result<(), Failure> {
    let body = write(&EndCallRequest::new(call_id))?;
    let sent = connection
        .send(&operations::END_CALL, body, CALL_ID, output)
        .await?;
    if let Some(value) = sent {
        output.value(&value, String::new)?;
        talk(&format!(
            "The call has ended. Its record is readable in about 5 s: {}",
            connection.by_hand(&["record", "get", call_id])
        ));
    }
    Ok(())
}
