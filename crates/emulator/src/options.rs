//! Every point the vendor's documents leave open, as a choice with a default.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::engine::CallResult;
use crate::span;
use crate::webhook::Spelling;

/// How to read what the vendor does not state. `Options::default()` is the reading we think most likely; a client should
/// work with the others too.
///
/// Names in brackets, like C-8, are those of the contract's list of contradictions.
///
/// In JSON, as in scenario files, spans are milliseconds under a name with `_ms`, and what is not named has its default:
/// `{"record_delay_ms": 0, "empty_result": "not_found"}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own"
)]
pub struct Options {
    /// Whether `UserList` of a call shows the robot, as `Calling`. Default: yes.
    pub robot_in_user_list: bool,
    /// What happens when the robot is among its own callees. Default: refused.
    pub robot_among_callees: Reaction,
    /// What happens when a callee is named twice. Default: accepted and counted once.
    pub repeated_callees: Reaction,
    /// What happens when nobody is called. Accepting it gives a call that ends at once. Default: refused.
    pub no_callees: Reaction,
    /// Most callees of one call. Default: 1000, which protects the emulator; no limit is documented.
    pub max_callees: Option<usize>,
    /// The kind of a room whose `RoomIdType` is left out while `RoomId` is given. Default: text.
    pub kind_of_untyped_room: RoomKind,
    /// The room of a call that names none. Default: a room with a text name. `RoomIdType` without `RoomId` overrules it.
    pub room_when_absent: ChosenRoom,
    /// Highest numeric room, and highest the engine chooses [C-22]. Default: 4294967294.
    pub highest_numeric_room: u32,
    /// What happens when `RoomIdType` is 1 and `RoomId` is not a number in range. Accepting keeps the text. Default: refused.
    pub non_numeric_room: Reaction,
    /// Whether a callee who is in another call is busy. Default: yes.
    pub callees_in_a_call_are_busy: bool,
    /// Time from the loss of a device until its user leaves the call, whether his phone rang or he was in it. No length of the
    /// heartbeat is documented. Default: 30 s.
    #[serde(rename = "heartbeat_ms", with = "span::ms")]
    #[cfg_attr(feature = "schemars", schemars(with = "u64"))]
    pub heartbeat: Duration,
    /// `ResultCode` of a busy callee in the answer of `start_call_by_robot`. Default: 0.
    pub busy_result_code: i64,
    /// `ResultCode` of an unreachable callee. Default: 0.
    pub unreachable_result_code: i64,
    /// Whether `start_call_by_robot` answers a `Response` [C-1]. Default: yes.
    pub start_answer_has_response: bool,
    /// `CallResult` of a call ended by `end_call` before anybody answered. Default: `Cancel`.
    pub result_of_end_before_answer: CallResult,
    /// `CallResult` of a call ended by `end_call` after somebody answered. Default: `NormalEnd`.
    pub result_of_end_after_answer: CallResult,
    /// Whose reason becomes the `CallResult` of a group call nobody answered. Default: that of the last to leave.
    pub unanswered_group: Deciding,
    /// Time from the end of a call until its record can be read. Default: 5 s.
    #[serde(rename = "record_delay_ms", with = "span::ms")]
    #[cfg_attr(feature = "schemars", schemars(with = "u64"))]
    pub record_delay: Duration,
    /// Time from the end of a call until its record is gone. Default: 7 days.
    #[serde(rename = "record_retention_ms", with = "span::ms")]
    #[cfg_attr(feature = "schemars", schemars(with = "u64"))]
    pub record_retention: Duration,
    /// Whether `CalleeList_Account` of a record starts with the caller [C-8]. Default: yes.
    pub caller_among_callees: bool,
    /// Which time of a record `StartTime` and `EndTime` of a query are compared with; both limits belong to the
    /// range. Default: the start.
    pub compared_time: ComparedTime,
    /// Whether `CallResult` and `CallType` filter records [C-9]. Default: yes.
    pub record_filters: bool,
    /// Order of records, by the compared time. Default: ascending.
    pub record_order: Order,
    /// Records per page when the query does not say. Default: 10.
    pub default_page_size: u64,
    /// Largest page; a query that wants more gets this many. Default: no limit.
    pub max_page_size: Option<u64>,
    /// What a query without a match answers. Default: an empty list.
    pub empty_result: EmptyResult,
    /// Whether `Page` is 0 already on the last page that has records. Default: no, only on an empty page.
    pub last_page_says_zero: bool,
    /// What happens when a webhook configuration is deleted that does not exist [C-16]. Refusing answers 100301.
    /// Default: accepted.
    pub delete_absent_callback: Reaction,
    /// Whether `contenttype` is read without regard to case [C-23]. Default: no.
    pub content_type_ignores_case: bool,
    /// Whether `random` must be there. Default: yes.
    pub random_is_required: bool,
    /// The code for an application the emulator does not play. Default: 70020.
    pub unknown_app_code: i64,
    /// The code for a caller who is no administrator. Default: 60010.
    pub not_administrator_code: i64,
    /// The code for more requests of a command in a second than the contract has as its `rate_limit`, 200. They have no effect.
    /// The second slides, by the emulator's clock, and what was refused does not count. Candidates are 60011, 60018 and
    /// 60019; code and scope are undocumented. Default: none, any number is answered.
    pub rate_limit_code: Option<i64>,
    /// Whether refusals of the gateway carry a `RequestId`; some were seen without. Default: yes.
    pub gateway_request_id: bool,
    /// Whether `Call.CallbackAfterStartCall` tells of calls that a command started [W-10]; its page speaks only of calls from
    /// a client. Default: yes.
    pub start_is_told: bool,
    /// How webhooks are written where the documents disagree [W-1, W-2, W-3, W-5, W-6, W-15].
    pub webhook_spelling: Spelling,
    /// Longest wait for the answer to a webhook, by the machine's clock. Default: 2 s, as the rules of the neighbours say.
    #[serde(rename = "webhook_timeout_ms", with = "span::ms")]
    #[cfg_attr(feature = "schemars", schemars(with = "u64"))]
    pub webhook_timeout: Duration,
    /// Pauses after which a webhook that was not answered with 200 in time is sent again [W-14]. Default: none.
    #[serde(rename = "webhook_retries_ms", with = "span::all_ms")]
    #[cfg_attr(feature = "schemars", schemars(with = "Vec<u64>"))]
    pub webhook_retries: Vec<Duration>,
    /// Longest request body in bytes; a longer one is refused with 60002. Default: 1 MiB.
    pub max_body_bytes: usize,
    /// Most calls in progress at once; one more is refused with 101001. Default: 1,000,000, about 1 GB.
    pub max_calls: usize,
    /// Most connections at once; one more is answered with the HTTP status 503, or closed where TLS is spoken. Default: 10,000.
    pub max_connections: usize,
    /// Longest wait for each of a TLS handshake, the head of a request (also of the next one on a connection that is kept),
    /// and its body, by the machine's clock. Who is late is disconnected, a late body after the HTTP status 408.
    /// Default: 30 s.
    #[serde(rename = "receive_timeout_ms", with = "span::ms")]
    #[cfg_attr(feature = "schemars", schemars(with = "u64"))]
    pub receive_timeout: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            robot_in_user_list: true,
            robot_among_callees: Reaction::Refuse,
            repeated_callees: Reaction::Accept,
            no_callees: Reaction::Refuse,
            max_callees: Some(1_000),
            kind_of_untyped_room: RoomKind::Text,
            room_when_absent: ChosenRoom::Text,
            highest_numeric_room: 4_294_967_294,
            non_numeric_room: Reaction::Refuse,
            callees_in_a_call_are_busy: true,
            heartbeat: Duration::from_secs(30),
            busy_result_code: 0,
            unreachable_result_code: 0,
            start_answer_has_response: true,
            result_of_end_before_answer: CallResult::Cancel,
            result_of_end_after_answer: CallResult::NormalEnd,
            unanswered_group: Deciding::Last,
            record_delay: Duration::from_secs(5),
            record_retention: Duration::from_secs(7 * 24 * 60 * 60),
            caller_among_callees: true,
            compared_time: ComparedTime::Start,
            record_filters: true,
            record_order: Order::Ascending,
            default_page_size: 10,
            max_page_size: None,
            empty_result: EmptyResult::EmptyList,
            last_page_says_zero: false,
            delete_absent_callback: Reaction::Accept,
            content_type_ignores_case: false,
            random_is_required: true,
            unknown_app_code: 70_020,
            not_administrator_code: 60_010,
            rate_limit_code: None,
            gateway_request_id: true,
            start_is_told: true,
            webhook_spelling: Spelling::default(),
            webhook_timeout: Duration::from_secs(2),
            webhook_retries: Vec::new(),
            max_body_bytes: 1024 * 1024,
            max_calls: 1_000_000,
            max_connections: 10_000,
            receive_timeout: Duration::from_secs(30),
        }
    }
}

/// What to do with something the documents neither allow nor forbid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reaction {
    /// Take it.
    Accept,
    /// Answer a failure.
    Refuse,
}

/// The kind of a room's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoomKind {
    /// `RoomIdType` 1.
    Numeric,
    /// `RoomIdType` 2.
    Text,
}

/// The room the engine chooses for a call that names none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChosenRoom {
    /// A number, `RoomIdType` 1.
    Numeric,
    /// A text, `RoomIdType` 2.
    Text,
    /// None: an empty `RoomId` and `RoomIdType` 0, as one sample shows [C-6].
    Empty,
}

/// Whose departure decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Deciding {
    /// The first to leave.
    First,
    /// The last to leave.
    Last,
}

/// A time of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ComparedTime {
    /// Its `StartTime`.
    Start,
    /// Its `EndTime`.
    End,
}

/// An order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Oldest first.
    Ascending,
    /// Newest first.
    Descending,
}

/// What a query without a match answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EmptyResult {
    /// Success with an empty list, `TotalNum` as counted and `Page` 0.
    EmptyList,
    /// 101050.
    NotFound,
}
