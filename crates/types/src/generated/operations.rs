// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

use super::types;
use crate::operation::{Effect, Operation};

/// The date of the API this code was generated for.
pub const API_VERSION: &str = "2025-12-05";

/// `start_call_by_robot`: Call users in the name of a robot.
pub const START_CALL_BY_ROBOT: Operation = Operation {
    id: "start_call_by_robot",
    path: "/v4/call_engine_http_srv/start_call_by_robot",
    summary: "Call users in the name of a robot",
    description: "Starts a call and rings the callees as for a call by a person; the robot account is the caller and needs no logged-in device. There is no idempotency key and the `CallId` is only in the answer, so a repeated request may ring twice. Who answered is learned from webhooks or `get_call_info`; one callee gives a single call, several give a multi-person call (inferred). Its page lists 101004 although it creates a call (C-18).",
    effect: Effect::PlacesCall,
    rate_limit: 200,
    error_codes: &[101001, 101002, 101004],
    answers_payload: true,
    source: &["647/74505", "647/71845", "zh 647/121428", "zh 647/121327"],
};

/// `get_call_info`: Look at a running call.
pub const GET_CALL_INFO: Operation = Operation {
    id: "get_call_info",
    path: "/v4/call_engine_http_srv/get_call_info",
    summary: "Look at a running call",
    description: "Gives the call and the state of its members. A call that has ended is answered with 101004 and not with a final state; the record commands tell how it ended. Whether the robot is listed among the members is undocumented.",
    effect: Effect::Read,
    rate_limit: 200,
    error_codes: &[101001, 101002, 101004],
    answers_payload: true,
    source: &["647/68932", "zh 647/116414"],
};

/// `end_call`: End a call for everybody.
pub const END_CALL: Operation = Operation {
    id: "end_call",
    path: "/v4/call_engine_http_srv/end_call",
    summary: "End a call for everybody",
    description: "Ends a running call for all its members. After an earlier attempt with unknown outcome, 101004 means that the goal is reached (inferred). Which result the record carries is undocumented: `NormalEnd` for an answered call and `Cancel` for an unanswered one are the nearest (inferred).",
    effect: Effect::Idempotent,
    rate_limit: 200,
    error_codes: &[101001, 101002, 101004],
    answers_payload: false,
    source: &["647/74506"],
};

/// `get_record_by_callid`: Read the record of one call.
pub const GET_RECORD_BY_CALLID: Operation = Operation {
    id: "get_record_by_callid",
    path: "/v4/call_record_http_srv/get_record_by_callid",
    summary: "Read the record of one call",
    description: "Gives the record of one finished call of the last seven days. A record appears about five seconds after the end of its call, so 101050 right after the end can be premature. The page does not list 101002, but expect it (C-13).",
    effect: Effect::Read,
    rate_limit: 200,
    error_codes: &[101001, 101050],
    answers_payload: true,
    source: &["647/68930", "zh 647/116412", "647/68940"],
};

/// `get_record_by_filter`: List records of finished calls.
pub const GET_RECORD_BY_FILTER: Operation = Operation {
    id: "get_record_by_filter",
    path: "/v4/call_record_http_srv/get_record_by_filter",
    summary: "List records of finished calls",
    description: "Lists records of the last seven days, page by page; `{}` asks for the first ten. Order, and what happens to records that appear while paging, are undocumented: fix `EndTime` for the whole run and drop repeated `CallId`s (inferred). Take 101050 and an empty list alike as nothing found (inferred), and expect 101002 although the page does not list it (C-13).",
    effect: Effect::Read,
    rate_limit: 200,
    error_codes: &[101001, 101050],
    answers_payload: true,
    source: &["647/68931"],
};

/// `set_callback`: Choose where webhooks go.
pub const SET_CALLBACK: Operation = Operation {
    id: "set_callback",
    path: "/v4/call_config/set_callback",
    summary: "Choose where webhooks go",
    description: "Creates or replaces the webhook configuration of the application. There is one per SDKAppID: the latest request replaces address and list together. The page prints the path of another command by mistake (C-14).",
    effect: Effect::Idempotent,
    rate_limit: 200,
    error_codes: &[100001, 100002],
    answers_payload: false,
    source: &["647/68938", "647/68933"],
};

/// `get_callback`: Read the webhook configuration.
pub const GET_CALLBACK: Operation = Operation {
    id: "get_callback",
    path: "/v4/call_config/get_callback",
    summary: "Read the webhook configuration",
    description: "Gives the configured address and the wanted webhooks, or 100301 when there is no configuration. The page prints the path of another command by mistake (C-14).",
    effect: Effect::Read,
    rate_limit: 200,
    error_codes: &[100001, 100002, 100301],
    answers_payload: true,
    source: &["647/68937"],
};

/// `delete_callback`: Stop all webhooks.
pub const DELETE_CALLBACK: Operation = Operation {
    id: "delete_callback",
    path: "/v4/call_config/delete_callback",
    summary: "Stop all webhooks",
    description: "Deletes the webhook configuration of the application. What the deletion of an absent configuration answers is undocumented; accept success and 100301 alike (C-16).",
    effect: Effect::Idempotent,
    rate_limit: 200,
    error_codes: &[100001, 100002],
    answers_payload: false,
    source: &["647/68939"],
};

/// Every command, in the order of the contract.
pub static OPERATIONS: &[&Operation] = &[
    &START_CALL_BY_ROBOT,
    &GET_CALL_INFO,
    &END_CALL,
    &GET_RECORD_BY_CALLID,
    &GET_RECORD_BY_FILTER,
    &SET_CALLBACK,
    &GET_CALLBACK,
    &DELETE_CALLBACK,
];

/// Reads a request of any command from JSON and checks it.
///
/// # Errors
///
/// The place in the JSON that does not fit, or the rules that are broken.
#[inline]
pub fn check_request(
    operation: &Operation,
    body: &::serde_json::Value,
) -> Result<(), crate::validate::ValidationError> {
    match operation.id() {
        "start_call_by_robot" => crate::validate::decode::<types::StartCallByRobotRequest>(body),
        "get_call_info" => crate::validate::decode::<types::GetCallInfoRequest>(body),
        "end_call" => crate::validate::decode::<types::EndCallRequest>(body),
        "get_record_by_callid" => crate::validate::decode::<types::GetRecordByCallidRequest>(body),
        "get_record_by_filter" => crate::validate::decode::<types::GetRecordByFilterRequest>(body),
        "set_callback" => crate::validate::decode::<types::SetCallbackRequest>(body),
        "get_callback" => crate::validate::decode::<types::GetCallbackRequest>(body),
        "delete_callback" => crate::validate::decode::<types::DeleteCallbackRequest>(body),
        _ => Ok(()),
    }
}
