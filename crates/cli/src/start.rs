//! `call start`: rings people, and stays with the call if wanted.

use std::time::Duration;

use call_engine::types::{
    MediaType, OfflinePushInfo, StartCallByRobotRequest, StartCallByRobotResponse, StartCallInfo,
};
use call_engine::{Room, operations};
use serde_json::json;
use tokio::time::Instant;

use crate::connection::{Connection, read, write};
use crate::curl::quoted;
use crate::exit::Failure;
use crate::output::{Output, talk};
use crate::span;
use crate::stop::Stop;
use crate::table::{columns, pairs, plain};
use crate::watch::{
    Display, Ending, Hearing, HearingArguments, INTERVAL, Members, Scene, Until, Watching,
};

#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
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
    /// Text room to meet in [default: a new one, by which the call is found again]
    #[arg(long, value_name = "ROOM", conflicts_with = "room_number")]
    room_text: Option<String>,
    /// Numeric room to meet in; number 42 and text "42" are two rooms
    #[arg(long, value_name = "NUMBER", value_parser = room_number)]
    room_number: Option<u32>,
    /// Name no room; what the service chooses then is undocumented
    #[arg(long, conflicts_with_all = ["room_text", "room_number"])]
    room_by_service: bool,
    /// Text handed to the callees with the invitation
    #[arg(long, value_name = "TEXT")]
    user_data: Option<String>,
    /// Title of the push for devices that are offline
    #[arg(long, value_name = "TEXT")]
    push_title: Option<String>,
    /// Text of the push for devices that are offline
    #[arg(long, value_name = "TEXT")]
    push_desc: Option<String>,
    /// Watch the call until it is over
    #[arg(long)]
    watch: bool,
    /// Print nothing but the outcome, once somebody answered or the call is over
    #[arg(long, conflicts_with = "watch")]
    wait: bool,
    #[command(flatten)]
    ending: Ending,
    #[command(flatten)]
    hearing: HearingArguments,
}

const FLAGS: &[(&str, &str)] = &[
    ("Robot_Account", "--robot"),
    ("CalleeList_Account", "--callee"),
    ("Timeout", "--ring"),
    ("UserData", "--user-data"),
    ("CallInfo.MediaType", "--audio or --video"),
    ("CallInfo.RoomId", "--room-text or --room-number"),
    ("OfflinePushInfo.Title", "--push-title"),
    ("OfflinePushInfo.Desc", "--push-desc"),
];

/// Reads a numeric room.
pub fn room_number(text: &str) -> Result<u32, String> {
    let number = text
        .parse()
        .ok()
        .filter(|number| (1..=Room::MAX_NUMBER).contains(number));
    number.ok_or_else(|| {
        format!(
            "a numeric room is a number from 1 to {}; a room with a name is --room-text {}",
            Room::MAX_NUMBER,
            quoted(text)
        )
    })
}

pub async fn run(
    arguments: StartArguments,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    let mut stop = Stop::listen()?;
    let stays = arguments.watch || arguments.wait;
    let of_watching = arguments
        .ending
        .given()
        .or_else(|| arguments.hearing.given());
    if let Some(flag) = of_watching.filter(|_| !stays) {
        return Err(Failure::local(format!(
            "{flag} is about a call that is watched: add --watch or --wait"
        )));
    }
    // An address that cannot be had is told before anybody is rung.
    let hearing = if connection.is_dry_run() {
        Hearing::default()
    } else {
        arguments.hearing.start(connection).await?
    };
    let request = request(&arguments);
    let began = Instant::now();
    let sent_at = span::now();
    let sending = connection.send(
        &operations::START_CALL_BY_ROBOT,
        write(&request)?,
        FLAGS,
        output,
    );
    let sent = tokio::select! {
        sent = sending => sent,
        // The room is known here only, so whoever stops it now is told how to look for the call.
        _ = stop.heard() => {
            let hint = how_to_find(&arguments, &request, sent_at, connection);
            let message = format!("interrupted before the answer came, so it may ring. {hint}");
            return Err(Failure::Late(message));
        }
    };
    let value = match sent {
        Ok(Some(value)) => value,
        Ok(None) => return Ok(()),
        Err(failure) if failure.exit_code() == 5 => {
            return Err(failure.with_hint(how_to_find(&arguments, &request, sent_at, connection)));
        }
        Err(failure) => return Err(failure),
    };
    let answer: StartCallByRobotResponse = read(&value)?;
    let call_id = answer.call_id.clone().filter(|id| !id.is_empty());
    let how_to_go_on = match &call_id {
        Some(id) => format!(
            "Watch it with: {}",
            connection.by_hand(&["call", "watch", id])
        ),
        None => how_to_find(&arguments, &request, sent_at, connection),
    };
    // Whatever becomes of the output, it rings.
    let print = |output: &mut Output| {
        let printed = output.value(&value, || told(&answer));
        printed.map_err(|failure| failure.with_hint(format!("it rings. {how_to_go_on}")))
    };
    if !stays {
        print(output)?;
        talk(&format!(
            "It rings for up to {}.",
            span::whole(arguments.ring)
        ));
        talk(&how_to_go_on);
        return Ok(());
    }
    let Some(call_id) = call_id else {
        print(output)?;
        let hint = how_to_go_on;
        let message =
            format!("it rings, but the service gave no CallId (C-1) to watch it by. {hint}");
        return Err(Failure::Late(message));
    };
    let display = if arguments.wait {
        talk(&format!(
            "Call {} rings for up to {}.",
            plain(&call_id),
            span::whole(arguments.ring)
        ));
        Display::Outcome
    } else {
        Display::new(output, connection.is_verbose())
    };
    if let Display::Lines = display {
        let started = json!({"event": "started", "call_id": call_id, "answer": value});
        output.item(&started, || told(&answer))?;
    }
    let mut members = Members::new(Some(arguments.robot.clone()));
    members.invite(&arguments.callees, answer.call_result());
    let mut scene = Scene::new(call_id.clone(), members, connection);
    scene.began = began;
    scene.rings_until = began.checked_add(arguments.ring);
    let watching = Watching {
        call: connection.client()?.call(&call_id),
        scene,
        display,
        interval: arguments.hearing.interval().unwrap_or(INTERVAL),
        hearing,
        until: if arguments.wait {
            Until::Answered
        } else {
            Until::Over
        },
        on_interrupt: arguments.ending.on_interrupt(),
        stop,
    };
    let outcome = watching.run(output).await?;
    outcome.finish(&call_id, arguments.ending.exit_status, connection)
}

fn request(arguments: &StartArguments) -> StartCallByRobotRequest {
    let media = if arguments.video {
        MediaType::Video
    } else {
        MediaType::Audio
    };
    let mut info = StartCallInfo::new(media);
    if let Some(text) = &arguments.room_text {
        info = info.room(text.as_str());
    } else if let Some(number) = arguments.room_number {
        info = info.room(number);
    } else if !arguments.room_by_service {
        info = info.room(Room::of_one_call());
    }
    let mut request =
        StartCallByRobotRequest::new(&*arguments.robot, &arguments.callees, arguments.ring, info);
    request.user_data.clone_from(&arguments.user_data);
    if arguments.push_title.is_some() || arguments.push_desc.is_some() {
        let mut push = OfflinePushInfo::new();
        push.title.clone_from(&arguments.push_title);
        push.desc.clone_from(&arguments.push_desc);
        request.offline_push_info = Some(push);
    }
    request
}

/// The answer for people.
fn told(answer: &StartCallByRobotResponse) -> String {
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
}

/// What to run before anybody is rung again.
fn how_to_find(
    arguments: &StartArguments,
    request: &StartCallByRobotRequest,
    at: i64,
    connection: &Connection,
) -> String {
    let at = span::utc(at);
    let first = "Look for it before you ring again:";
    let Some(room) = request.call_info.room_id.as_deref() else {
        return format!(
            "From {} after the start on, look for it before you ring again: {}",
            span::whole(arguments.ring + Duration::from_secs(15)),
            connection.by_hand(&["record", "list", "--since", &at])
        );
    };
    let kind = match arguments.room_number {
        Some(_) => "--room-number",
        None => "--room-text",
    };
    let ring = span::whole(arguments.ring);
    let mut words = vec!["call", "find", kind, room, "--since", &at, "--ring", &ring];
    // Others may meet in a room that somebody chose.
    if !Room::from(room).is_of_one_call() {
        words.extend(["--robot", &arguments.robot]);
        for callee in &arguments.callees {
            words.extend(["--callee", callee]);
        }
    }
    words.push("--wait");
    format!("{first} {}", connection.by_hand(&words))
}
