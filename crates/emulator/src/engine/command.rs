//! What the engine is asked and what it answers.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::call::{CallId, MediaType, Notice, Room, Status, UserId};
use super::record::{Record, RecordFilter};

/// A command whose form has been checked.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Command {
    /// Calls somebody in the name of a robot.
    StartCallByRobot(StartCall),
    /// Asks for a call in progress.
    GetCallInfo {
        /// The call, as the caller wrote it.
        call_id: String,
    },
    /// Ends a call for all.
    EndCall {
        /// The call, as the caller wrote it.
        call_id: String,
    },
    /// Asks for one record.
    GetRecordByCallId {
        /// The call, as the caller wrote it.
        call_id: String,
    },
    /// Asks for records.
    GetRecordByFilter(RecordFilter),
    /// Sets the webhook configuration.
    SetCallback(CallbackConfig),
    /// Asks for the webhook configuration.
    GetCallback,
    /// Deletes the webhook configuration.
    DeleteCallback,
}

/// What `start_call_by_robot` is told.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct StartCall {
    /// Who calls.
    pub robot: String,
    /// Who is called.
    pub callees: Vec<String>,
    /// How long the phones ring, in milliseconds.
    pub ring_millis: u64,
    /// Whether the call has pictures.
    pub media: MediaType,
    /// Name of the room.
    pub room_id: Option<String>,
    /// Kind of the room: 1 numeric, 2 text.
    pub room_kind: Option<u8>,
    /// What the phones show.
    pub notice: Notice,
}

impl StartCall {
    /// A video call that rings for 30 seconds in a room of the engine's choice; the fields change that.
    pub fn new<T: Into<String>>(
        robot: impl Into<String>,
        callees: impl IntoIterator<Item = T>,
    ) -> Self {
        Self {
            robot: robot.into(),
            callees: callees.into_iter().map(Into::into).collect(),
            ring_millis: 30_000,
            media: MediaType::Video,
            room_id: None,
            room_kind: None,
            notice: Notice::default(),
        }
    }
}

/// Where webhooks go, and which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallbackConfig {
    /// The address.
    pub url: String,
    /// The wanted webhook commands.
    pub commands: Vec<String>,
}

/// What a command answers on success.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Answer {
    /// Nothing but success.
    Done,
    /// A call has begun.
    Started {
        /// Its ID.
        call_id: CallId,
        /// One code per callee.
        results: Vec<(UserId, i64)>,
    },
    /// A call in progress.
    CallInfo {
        /// Its ID.
        call_id: CallId,
        /// Whether it has pictures.
        media: MediaType,
        /// Its room.
        room: Room,
        /// Who takes part.
        members: Vec<(UserId, Status)>,
    },
    /// One record.
    Record(Arc<Record>),
    /// A page of records.
    Records {
        /// Number of all matches.
        total: u64,
        /// The page, or 0.
        page: u64,
        /// The records of the page.
        records: Vec<Arc<Record>>,
    },
    /// The webhook configuration.
    Callback(Arc<CallbackConfig>),
}

/// Why a command was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// A field breaks a rule.
    InvalidParameter {
        /// The field, like `CallInfo.RoomId`.
        field: &'static str,
        /// The rule.
        rule: Cow<'static, str>,
    },
    /// There are as many calls in progress as there may be.
    TooManyCalls,
    /// There is no such call, or it has ended.
    NoSuchCall,
    /// There is no such record, or it cannot be read yet.
    NoSuchRecord,
    /// Webhooks are not configured.
    NoSuchCallback,
}

impl Refusal {
    pub(crate) fn parameter(field: &'static str, rule: impl Into<Cow<'static, str>>) -> Self {
        Self::InvalidParameter {
            field,
            rule: rule.into(),
        }
    }
}
