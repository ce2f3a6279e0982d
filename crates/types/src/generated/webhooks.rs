// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

use super::types;

/// The body of a webhook.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum WebhookEvent {
    /// `Call.CallbackAfterStartCall`: Sent after an app user started a call from a client; whether a call
    /// by `start_call_by_robot` is announced is undocumented (W-10). Time-out, retries, duplicates and
    /// order are undocumented (W-14): answer within two seconds as for Chat, expect repetitions and any
    /// order (inferred). No signature is documented for Call; sibling products can add `RequestTime` and
    /// `Sign` to the query.
    ///
    /// Source: 647/68941, 647/68933, 647/68934, 1047/34354.
    AfterStartCall(types::AfterStartCall),
    /// `Call.CallbackAfterEndCall`: Sent after at most one member was left and the server closed the call;
    /// the record can be queried about five seconds later. Whether an ending by `end_call` is announced is
    /// undocumented (W-10). Time-out, retries, duplicates and order are undocumented (W-14): a third party
    /// reports repetitions and drops them by `CallId`, `CallbackCommand` and `EventTime`.
    ///
    /// Source: 647/68940, zh 647/116424, 647/68933, 647/68934, TP-1.
    AfterEndCall(types::AfterEndCall),
    /// `Call.CallbackAfterMemberChanged`: Sent after app users accepted, refused, hung up, joined and so on
    /// from a client; whether a change by a command is announced is undocumented (W-10). Time-out, retries,
    /// duplicates and order are undocumented (W-14): treat a repetition by `CallId`, `EventTime` and the
    /// changed accounts with their actions, and never reopen an ended call for a late delivery (inferred).
    ///
    /// Source: 647/69215, zh 647/117872, 647/68933, 647/68934.
    AfterMemberChanged(types::AfterMemberChanged),
    /// A webhook the contract does not know, as it came.
    Unknown(::serde_json::Value),
}

impl WebhookEvent {
    /// The commands of all webhooks the contract knows.
    pub const COMMANDS: &'static [&'static str] = &[
        "Call.CallbackAfterStartCall",
        "Call.CallbackAfterEndCall",
        "Call.CallbackAfterMemberChanged",
    ];

    /// Reads the body of the webhook that `command` names.
    #[inline]
    pub(crate) fn read(command: &str, body: &[u8]) -> Result<Self, crate::webhook::WebhookError> {
        match command {
            "Call.CallbackAfterStartCall" => crate::webhook::decode(body).map(Self::AfterStartCall),
            "Call.CallbackAfterEndCall" => crate::webhook::decode(body).map(Self::AfterEndCall),
            "Call.CallbackAfterMemberChanged" => crate::webhook::decode(body).map(Self::AfterMemberChanged),
            _ => crate::webhook::decode(body).map(Self::Unknown),
        }
    }

    /// Reads the body of a webhook the contract knows, without looking for the place of a fault.
    #[inline]
    pub(crate) fn quick(command: &str, body: &str) -> Option<Self> {
        match command {
            "Call.CallbackAfterStartCall" => ::serde_json::from_str(body).ok().map(Self::AfterStartCall),
            "Call.CallbackAfterEndCall" => ::serde_json::from_str(body).ok().map(Self::AfterEndCall),
            "Call.CallbackAfterMemberChanged" => ::serde_json::from_str(body).ok().map(Self::AfterMemberChanged),
            _ => None,
        }
    }

    /// The command, such as `Call.CallbackAfterEndCall`.
    pub fn command(&self) -> &str {
        match self {
            Self::AfterStartCall(_) => "Call.CallbackAfterStartCall",
            Self::AfterEndCall(_) => "Call.CallbackAfterEndCall",
            Self::AfterMemberChanged(_) => "Call.CallbackAfterMemberChanged",
            Self::Unknown(value) => crate::webhook::command_of(value),
        }
    }

    /// The call it is about, empty when absent.
    pub fn call_id(&self) -> &str {
        match self {
            Self::AfterStartCall(event) => event.call_info.as_ref().map_or("", |object| object.call_id()),
            Self::AfterEndCall(event) => event.call_record.as_ref().map_or("", |object| object.call_id()),
            Self::AfterMemberChanged(event) => event.call_id(),
            Self::Unknown(value) => crate::webhook::call_id_of(value),
        }
    }

    /// When it happened, in Unix milliseconds.
    pub fn event_time(&self) -> Option<i64> {
        match self {
            Self::AfterStartCall(event) => event.event_time,
            Self::AfterEndCall(event) => event.event_time,
            Self::AfterMemberChanged(event) => event.event_time,
            Self::Unknown(value) => crate::webhook::event_time_of(value),
        }
    }

    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// None that the types of the contract can cause.
    #[inline]
    pub fn to_json(&self) -> Result<::serde_json::Value, ::serde_json::Error> {
        match self {
            Self::AfterStartCall(event) => ::serde_json::to_value(event),
            Self::AfterEndCall(event) => ::serde_json::to_value(event),
            Self::AfterMemberChanged(event) => ::serde_json::to_value(event),
            Self::Unknown(value) => Ok(value.clone()),
        }
    }
}
