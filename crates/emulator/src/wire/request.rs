//! From checked bodies to commands of the engine.

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use crate::engine::{
    CallResult, CallType, CallbackConfig, Command, MediaType, Notice, RecordFilter, StartCall,
};

/// Makes a command of a body that satisfies the schema. The errors are texts about what was wrong all the same.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader {
    of_value: fn(&Value) -> Result<Command, String>,
    of_text: fn(&str) -> Result<Command, String>,
}

impl Reader {
    fn of<B: Body>() -> Self {
        Self {
            of_value: |body| {
                let body = B::deserialize(body).map_err(|error| format!("body: {error}"))?;
                body.command()
            },
            of_text: |text| {
                let body: B = serde_json::from_str(text).map_err(|error| error.to_string())?;
                body.command()
            },
        }
    }

    pub(crate) fn read(self, body: &Value) -> Result<Command, String> {
        (self.of_value)(body)
    }

    /// Reads a text that was a value once.
    pub(crate) fn read_text(self, text: &str) -> Result<Command, String> {
        // A value takes a field that stands there twice, and is three times the work.
        (self.of_text)(text).or_else(|_| {
            let body: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
            self.read(&body)
        })
    }
}

/// How to read the requests of an operation; `None` if there is no behaviour for it.
pub(crate) fn reader_of(operation: &str) -> Option<Reader> {
    Some(match operation {
        "start_call_by_robot" => Reader::of::<StartRequest>(),
        "get_call_info" => Reader::of::<InfoRequest>(),
        "end_call" => Reader::of::<EndRequest>(),
        "get_record_by_callid" => Reader::of::<RecordRequest>(),
        "get_record_by_filter" => Reader::of::<FilterRequest>(),
        "set_callback" => Reader::of::<CallbackRequest>(),
        "get_callback" => Reader::of::<GetCallbackRequest>(),
        "delete_callback" => Reader::of::<DeleteCallbackRequest>(),
        _ => return None,
    })
}

/// A body of a request.
trait Body: DeserializeOwned {
    fn command(self) -> Result<Command, String>;
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct InfoRequest {
    call_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct EndRequest {
    call_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct RecordRequest {
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

/// What stands in it does not matter.
#[derive(Deserialize)]
struct GetCallbackRequest(IgnoredAny);

#[derive(Deserialize)]
struct DeleteCallbackRequest(IgnoredAny);

impl Body for InfoRequest {
    fn command(self) -> Result<Command, String> {
        let call_id = self.call_id;
        Ok(Command::GetCallInfo { call_id })
    }
}

impl Body for EndRequest {
    fn command(self) -> Result<Command, String> {
        let call_id = self.call_id;
        Ok(Command::EndCall { call_id })
    }
}

impl Body for RecordRequest {
    fn command(self) -> Result<Command, String> {
        let call_id = self.call_id;
        Ok(Command::GetRecordByCallId { call_id })
    }
}

impl Body for GetCallbackRequest {
    fn command(self) -> Result<Command, String> {
        Ok(Command::GetCallback)
    }
}

impl Body for DeleteCallbackRequest {
    fn command(self) -> Result<Command, String> {
        Ok(Command::DeleteCallback)
    }
}

impl Body for StartRequest {
    fn command(self) -> Result<Command, String> {
        let info = self.call_info;
        let media = MediaType::parse(&info.media_type)
            .ok_or("CallInfo.MediaType: must be Video or Audio")?;
        let push = self.offline_push_info;
        let (title, text) = push.map_or((None, None), |push| (push.title, push.desc));
        let mut start = StartCall::new(self.robot, self.callees);
        start.ring_millis = self.timeout;
        start.media = media;
        start.room_id = info.room_id;
        start.room_kind = info.room_id_type;
        start.notice = Notice {
            title,
            text,
            user_data: self.user_data,
        };
        Ok(Command::StartCallByRobot(start))
    }
}

impl Body for FilterRequest {
    fn command(self) -> Result<Command, String> {
        let result = self
            .call_result
            .map(|text| CallResult::parse(&text).ok_or("CallResult: not a result of a call"))
            .transpose()?;
        let call_type = self
            .call_type
            .map(|text| CallType::parse(&text).ok_or("CallType: must be SingleCall or MultiCall"))
            .transpose()?;
        Ok(Command::GetRecordByFilter(RecordFilter {
            start_time: self.start_time,
            end_time: self.end_time,
            page_size: self.number_per_page,
            page: self.page,
            result,
            call_type,
        }))
    }
}

impl Body for CallbackRequest {
    fn command(self) -> Result<Command, String> {
        let is_web = ["http://", "https://"].iter().any(|scheme| {
            self.url
                .get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
                && self.url.len() > scheme.len()
        });
        if !is_web {
            return Err("Url: must be an http or https address".to_owned());
        }
        Ok(Command::SetCallback(CallbackConfig {
            url: self.url,
            commands: self.callback_command_list,
        }))
    }
}
