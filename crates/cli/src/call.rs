//! Running calls.

use std::time::Duration;

use call_engine::operations;
use call_engine::types::{
    EndCallRequest, GetCallInfoRequest, GetCallInfoResponse, MediaType, OfflinePushInfo,
    StartCallByRobotRequest, StartCallByRobotResponse, StartCallInfo,
};
use clap::Subcommand;

use crate::connection::{Connection, read, write};
use crate::exit::Failure;
use crate::output::{Output, talk};
use crate::span;
use crate::table::{columns, pairs, plain};

#[derive(Debug, Subcommand)]
pub enum CallTask {
    /// Ring people in the name of a robot
    #[command(after_help = "\
Example: call-engine call start --robot robot --callee jack --callee jill --video --ring 45s

Running it again rings them again: after exit code 5 look for the call first.
Every other field of the request: call-engine api start_call_by_robot --help")]
    Start(Box<StartArguments>),
    /// Look at a running call: who rings, who is in it
    Info {
        /// Identifier of the call
        call_id: String,
    },
    /// End a call for everybody
    End {
        /// Identifier of the call
        call_id: String,
    },
}

#[derive(Debug, clap::Args)]
pub struct StartArguments {
    /// User to call; repeatable, and several make a group call
    #[arg(long = "callee", value_name = "USER", required = true)]
    callees: Vec<String>,
    /// User that appears as the caller
    #[arg(long, value_name = "USER")]
    robot: String,
    /// A call with voice only; the default
    #[arg(long, conflicts_with = "video")]
    audio: bool,
    /// A call with video
    #[arg(long)]
    video: bool,
    /// How long it may ring, 10s to 10m
    #[arg(long, value_name = "SPAN", default_value = "30s", value_parser = span::parse)]
    ring: Duration,
    /// Text room to meet in; left out, the engine chooses
    #[arg(long, value_name = "ROOM", conflicts_with = "room_number")]
    room_text: Option<String>,
    /// Numeric room to meet in; number 42 and text "42" are two rooms
    #[arg(long, value_name = "NUMBER")]
    room_number: Option<u32>,
    /// Text handed to the callees with the invitation
    #[arg(long, value_name = "TEXT")]
    user_data: Option<String>,
    /// Title of the push for devices that are offline
    #[arg(long, value_name = "TEXT")]
    push_title: Option<String>,
    /// Text of the push for devices that are offline
    #[arg(long, value_name = "TEXT")]
    push_desc: Option<String>,
}

const START_FLAGS: &[(&str, &str)] = &[
    ("Robot_Account", "--robot"),
    ("CalleeList_Account", "--callee"),
    ("Timeout", "--ring"),
    ("UserData", "--user-data"),
    ("CallInfo.MediaType", "--audio or --video"),
    ("CallInfo.RoomId", "--room-text or --room-number"),
    ("OfflinePushInfo.Title", "--push-title"),
    ("OfflinePushInfo.Desc", "--push-desc"),
];

const CALL_ID: &[(&str, &str)] = &[("CallId", "CALL_ID")];

pub async fn run(
    task: CallTask,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    match task {
        CallTask::Start(arguments) => start(*arguments, connection, output).await,
        CallTask::Info { call_id } => info(&call_id, connection, output).await,
        CallTask::End { call_id } => end(&call_id, connection, output).await,
    }
}

async fn start(
    arguments: StartArguments,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    let ring = arguments.ring;
    let request = request(arguments);
    let operation = &operations::START_CALL_BY_ROBOT;
    let Some(value) = connection
        .send(operation, write(&request)?, START_FLAGS, output)
        .await?
    else {
        return Ok(());
    };
    let answer: StartCallByRobotResponse = read(&value)?;
    output.value(&value, || {
        let call = pairs(&[("CallId", answer.call_id.clone())]);
        let invited = |code: Option<i64>| match code {
            Some(0) => "invited".to_owned(),
            Some(code) => format!("not invited ({code})"),
            None => "-".to_owned(),
        };
        let rows: Vec<Vec<String>> = answer
            .call_result()
            .iter()
            .map(|one| vec![one.callee_account().to_owned(), invited(one.result_code)])
            .collect();
        if rows.is_empty() {
            call
        } else {
            format!("{call}\n{}", columns(&["CALLEE", "RESULT"], rows))
        }
    })?;
    talk(&format!(
        "It rings for up to {}.",
        span::seconds(i64::try_from(ring.as_secs()).unwrap_or(i64::MAX))
    ));
    if answer.call_id.is_some() {
        talk(&format!(
            "Look at it with: call-engine call info {}",
            plain(answer.call_id())
        ));
    }
    Ok(())
}

fn request(arguments: StartArguments) -> StartCallByRobotRequest {
    let media = if arguments.video {
        MediaType::Video
    } else {
        MediaType::Audio
    };
    let mut info = StartCallInfo::new(media);
    if let Some(text) = arguments.room_text {
        info = info.room(text);
    } else if let Some(number) = arguments.room_number {
        info = info.room(number);
    }
    let mut request =
        StartCallByRobotRequest::new(arguments.robot, arguments.callees, arguments.ring, info);
    request.user_data = arguments.user_data;
    if arguments.push_title.is_some() || arguments.push_desc.is_some() {
        let mut push = OfflinePushInfo::new();
        push.title = arguments.push_title;
        push.desc = arguments.push_desc;
        request.offline_push_info = Some(push);
    }
    request
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
            "The call has ended. Its record is readable in about 5 s: call-engine record get {call_id}"
        ));
    }
    Ok(())
}
