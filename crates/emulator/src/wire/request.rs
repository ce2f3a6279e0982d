//! From checked bodies to commands of the engine.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::engine::{
    CallResult, CallType, CallbackConfig, Command, MediaType, Notice, RecordFilter, StartCall,
};

/// Makes a command of a body that satisfies the schema. The error is a text about what was wrong all the same.
pub(crate) type Reader = fn(Body<'_>) -> Result<Command, String>;

/// A body that was checked: now, or before it was written down as it came.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Body<'a> {
    Value(&'a Value),
    Text(&'a str),
}

/// How to read the requests of an operation; `None` if there is no behaviour for it.
pub(crate) fn reader_of(operation: &str) -> Option<Reader> {
    Some(match operation {
        "start_call_by_robot" => start_call,
        "get_call_info" => |body| {
            Ok(Command::GetCallInfo {
                call_id: call_id(body)?,
            })
        },
        "end_call" => |body| {
            Ok(Command::EndCall {
                call_id: call_id(body)?,
            })
        },
        "get_record_by_callid" => |body| {
            Ok(Command::GetRecordByCallId {
                call_id: call_id(body)?,
            })
        },
        "get_record_by_filter" => record_filter,
        "set_callback" => set_callback,
        "get_callback" => |_| Ok(Command::GetCallback),
        "delete_callback" => |_| Ok(Command::DeleteCallback),
        _ => return None,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CallRef {
    call_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct StartRequest {
    #[serde(rename = "Robot_Account")]
    robot: String,
    #[serde(rename = "CalleeList_Account")]
    callees: Vec<String>,
    timeout: u64,
    user_data: Option<String>,
    call_info: StartCallInfo,
    offline_push_info: Option<Push>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct StartCallInfo {
    media_type: String,
    room_id: Option<String>,
    room_id_type: Option<u8>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Push {
    title: Option<String>,
    desc: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct FilterRequest {
    start_time: Option<i64>,
    end_time: Option<i64>,
    number_per_page: Option<u64>,
    page: Option<u64>,
    call_result: Option<String>,
    call_type: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CallbackRequest {
    url: String,
    callback_command_list: Vec<String>,
}

fn read<T: DeserializeOwned>(body: Body<'_>) -> Result<T, String> {
    let of_value = |body: &Value| T::deserialize(body).map_err(|error| format!("body: {error}"));
    match body {
        Body::Value(body) => of_value(body),
        // A value takes a field that stands there twice, and is three times the work.
        Body::Text(text) => serde_json::from_str(text).or_else(|_| {
            let body: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
            of_value(&body)
        }),
    }
}

fn call_id(body: Body<'_>) -> Result<String, String> {
    read(body).map(|CallRef { call_id }| call_id)
}

fn start_call(body: Body<'_>) -> Result<Command, String> {
    let request: StartRequest = read(body)?;
    let info = request.call_info;
    let media =
        MediaType::parse(&info.media_type).ok_or("CallInfo.MediaType: must be Video or Audio")?;
    let push = request.offline_push_info;
    let (title, text) = push.map_or((None, None), |push| (push.title, push.desc));
    let mut start = StartCall::new(request.robot, request.callees);
    start.ring_millis = request.timeout;
    start.media = media;
    start.room_id = info.room_id;
    start.room_kind = info.room_id_type;
    start.notice = Notice {
        title,
        text,
        user_data: request.user_data,
    };
    Ok(Command::StartCallByRobot(start))
}

fn record_filter(body: Body<'_>) -> Result<Command, String> {
    let request: FilterRequest = read(body)?;
    let result = request
        .call_result
        .map(|text| CallResult::parse(&text).ok_or("CallResult: not a result of a call"))
        .transpose()?;
    let call_type = request
        .call_type
        .map(|text| CallType::parse(&text).ok_or("CallType: must be SingleCall or MultiCall"))
        .transpose()?;
    Ok(Command::GetRecordByFilter(RecordFilter {
        start_time: request.start_time,
        end_time: request.end_time,
        page_size: request.number_per_page,
        page: request.page,
        result,
        call_type,
    }))
}

fn set_callback(body: Body<'_>) -> Result<Command, String> {
    let request: CallbackRequest = read(body)?;
    let is_web = ["http://", "https://"].iter().any(|scheme| {
        request
            .url
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && request.url.len() > scheme.len()
    });
    if !is_web {
        return Err("Url: must be an http or https address".to_owned());
    }
    Ok(Command::SetCallback(CallbackConfig {
        url: request.url,
        commands: request.callback_command_list,
    }))
}
