// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

#[allow(unused_imports)]
use super::*;

/// UserID in a webhook. A sample holds integers above 2^53 where the table says string; read them
/// without loss and keep them as text (W-2).
///
/// Source: 647/68941.
pub type WebhookAccount = crate::Text;

/// What a member did. Four printed versions of the page spell the values differently and no captured
/// value is known: compare without case, spaces, `_` and `-` (W-6). The canonical spellings are those
/// of the comment in the Chinese sample (inferred choice).
///
/// Source: 647/69215, zh 647/117872.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ActionType {
    /// The callee accepted.
    Accept,
    /// The callee refused.
    Reject,
    /// The callee did not answer in time.
    NotAnswer,
    /// The member hung up.
    Hangup,
    /// The member joined without being called.
    Join,
    /// The heartbeat of the member expired.
    Offline,
    /// The member was invited.
    Invite,
    /// The invitation of the member was withdrawn.
    CancelInvite,
    /// A value the contract does not know, as it came.
    Other(crate::Text),
}

impl ActionType {
    /// The values the contract knows.
    pub const KNOWN: &'static [Self] = &[
        Self::Accept,
        Self::Reject,
        Self::NotAnswer,
        Self::Hangup,
        Self::Join,
        Self::Offline,
        Self::Invite,
        Self::CancelInvite,
    ];
    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Accept => "Accept",
            Self::Reject => "Reject",
            Self::NotAnswer => "NotAnswer",
            Self::Hangup => "Hangup",
            Self::Join => "Join",
            Self::Offline => "Offline",
            Self::Invite => "Invite",
            Self::CancelInvite => "Cancel_Invite",
            Self::Other(text) => text.as_str(),
        }
    }
}

impl From<crate::Text> for ActionType {
    fn from(text: crate::Text) -> Self {
        let spellings: &[&[&str]] = &[
            &["accept", "answer"],
            &["reject"],
            &["notanswer"],
            &["hangup"],
            &["join"],
            &["offline"],
            &["invite", "invited"],
            &["cancelinvite", "canncelinvite"],
        ];
        match crate::text::known(&text, spellings) {
            Some(place) => Self::KNOWN[place].clone(),
            None => Self::Other(text),
        }
    }
}

impl From<&str> for ActionType {
    fn from(text: &str) -> Self {
        Self::from(crate::Text::from(text))
    }
}

impl ::std::str::FromStr for ActionType {
    type Err = ::std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(text))
    }
}

impl ::std::fmt::Display for ActionType {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl ::serde::Serialize for ActionType {
    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Other(text) => text.serialize(serializer),
            known => serializer.serialize_str(known.as_str()),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for ActionType {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ActionType {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "ActionType".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": ["Accept", "Answer", "Reject", "NotAnswer", "Hangup", "HangUp", "Hang Up", "Join", "Offline", "Invite", "Invited", "Cancel_Invite", "Canncel_Invite"] })
    }
}

/// Body of the webhook after the start of a call.
///
/// Source: 647/68941.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct AfterStartCall {
    /// Name of a webhook.
    #[serde(
        rename = "CallbackCommand",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub callback_command: ::std::option::Option<crate::types::WebhookCommand>,
    /// The call that was started. Its room can be empty whatever `RoomIdType` says (W-3).
    #[serde(rename = "CallInfo", skip_serializing_if = "::std::option::Option::is_none")]
    pub call_info: ::std::option::Option<WebhookCallInfo>,
    /// The members.
    #[serde(rename = "UserList", skip_serializing_if = "::std::option::Option::is_none")]
    pub user_list: ::std::option::Option<::std::vec::Vec<WebhookMember>>,
    /// When it happened.
    ///
    /// Unit: Unix milliseconds.
    #[serde(
        rename = "EventTime",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub event_time: ::std::option::Option<i64>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl crate::object::Object for AfterStartCall {
    const NAME: &'static str = "AfterStartCall";
    const FIELDS: &'static [&'static str] = &["CallbackCommand", "CallInfo", "UserList", "EventTime"];
    const REQUIRED: u128 = 0b0;
    fn blank() -> Self {
        Self::default()
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.callback_command = map.next_value()?,
            1 => self.call_info = map.next_value()?,
            2 => self.user_list = map.next_value()?,
            _ => self.event_time = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for AfterStartCall {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}

impl AfterStartCall {
    /// `UserList`, empty when absent.
    pub fn user_list(&self) -> &[WebhookMember] {
        self.user_list.as_deref().unwrap_or_default()
    }
}

/// The call that was started. Its room can be empty whatever `RoomIdType` says (W-3).
///
/// Source: 647/68941.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct WebhookCallInfo {
    /// Opaque identifier of the call.
    #[serde(rename = "CallId", skip_serializing_if = "::std::option::Option::is_none")]
    pub call_id: ::std::option::Option<::std::string::String>,
    /// Kind of the call under the name that the table gives (W-1).
    #[serde(
        rename = "MediaType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub media_type: ::std::option::Option<crate::types::MediaType>,
    /// Kind of the call under the name that the sample gives; read whichever is there (W-1).
    #[serde(
        rename = "CallMediaType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub call_media_type: ::std::option::Option<crate::types::MediaType>,
    /// Chat group that the call belongs to, empty if none.
    #[serde(
        rename = "ChatGroupId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub chat_group_id: ::std::option::Option<::std::string::String>,
    /// Room of the call.
    #[serde(rename = "RoomId", skip_serializing_if = "::std::option::Option::is_none")]
    pub room_id: ::std::option::Option<::std::string::String>,
    /// Kind of a room identifier as answers and webhooks carry it. A sample holds 0 beside an empty room
    /// (C-6), and one table calls the field a string (C-10).
    #[serde(
        rename = "RoomIdType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub room_id_type: ::std::option::Option<crate::types::RoomIdTypeSeen>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl crate::object::Object for WebhookCallInfo {
    const NAME: &'static str = "WebhookCallInfo";
    const FIELDS: &'static [&'static str] = &["CallId", "MediaType", "CallMediaType", "ChatGroupId", "RoomId", "RoomIdType"];
    const REQUIRED: u128 = 0b0;
    fn blank() -> Self {
        Self::default()
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.call_id = map.next_value()?,
            1 => self.media_type = map.next_value()?,
            2 => self.call_media_type = map.next_value()?,
            3 => self.chat_group_id = map.next_value()?,
            4 => self.room_id = map.next_value()?,
            _ => self.room_id_type = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for WebhookCallInfo {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}

impl WebhookCallInfo {
    /// `CallId`, empty when absent.
    pub fn call_id(&self) -> &str {
        self.call_id.as_deref().unwrap_or_default()
    }
    /// `ChatGroupId`, empty when absent.
    pub fn chat_group_id(&self) -> &str {
        self.chat_group_id.as_deref().unwrap_or_default()
    }
    /// `RoomId`, empty when absent.
    pub fn room_id(&self) -> &str {
        self.room_id.as_deref().unwrap_or_default()
    }
}

/// A member of a call as a webhook tells it.
///
/// Source: 647/68941, 647/69215.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct WebhookMember {
    /// UserID in a webhook. A sample holds integers above 2^53 where the table says string; read them
    /// without loss and keep them as text (W-2).
    #[serde(
        rename = "User_Account",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub user_account: ::std::option::Option<crate::Text>,
    /// State of a member of a call.
    #[serde(rename = "Status", skip_serializing_if = "::std::option::Option::is_none")]
    pub status: ::std::option::Option<crate::types::MemberStatus>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl crate::object::Object for WebhookMember {
    const NAME: &'static str = "WebhookMember";
    const FIELDS: &'static [&'static str] = &["User_Account", "Status"];
    const REQUIRED: u128 = 0b0;
    fn blank() -> Self {
        Self::default()
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.user_account = map.next_value()?,
            _ => self.status = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for WebhookMember {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}

/// Body of the webhook after the end of a call.
///
/// Source: 647/68940, zh 647/116424.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct AfterEndCall {
    /// Name of a webhook.
    #[serde(
        rename = "CallbackCommand",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub callback_command: ::std::option::Option<crate::types::WebhookCommand>,
    /// A finished call, as the record commands and the webhook after the end tell it.
    #[serde(
        rename = "CallRecord",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub call_record: ::std::option::Option<CallRecord>,
    /// When it happened. A sample holds a moment before the start of its call, so do not compare the two
    /// (W-5).
    ///
    /// Unit: Unix milliseconds.
    #[serde(
        rename = "EventTime",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub event_time: ::std::option::Option<i64>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl crate::object::Object for AfterEndCall {
    const NAME: &'static str = "AfterEndCall";
    const FIELDS: &'static [&'static str] = &["CallbackCommand", "CallRecord", "EventTime"];
    const REQUIRED: u128 = 0b0;
    fn blank() -> Self {
        Self::default()
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.callback_command = map.next_value()?,
            1 => self.call_record = map.next_value()?,
            _ => self.event_time = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for AfterEndCall {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}

/// Body of the webhook after members changed state.
///
/// Source: 647/69215, zh 647/117872.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct AfterMemberChanged {
    /// Name of a webhook.
    #[serde(
        rename = "CallbackCommand",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub callback_command: ::std::option::Option<crate::types::WebhookCommand>,
    /// Opaque identifier of the call.
    #[serde(rename = "CallId", skip_serializing_if = "::std::option::Option::is_none")]
    pub call_id: ::std::option::Option<::std::string::String>,
    /// The members after the change (inferred).
    #[serde(rename = "UserList", skip_serializing_if = "::std::option::Option::is_none")]
    pub user_list: ::std::option::Option<::std::vec::Vec<WebhookMember>>,
    /// Who changed.
    #[serde(
        rename = "ChangedUserList",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub changed_user_list: ::std::option::Option<::std::vec::Vec<ChangedMember>>,
    /// When it happened. Order deliveries by it (inferred).
    ///
    /// Unit: Unix milliseconds.
    #[serde(
        rename = "EventTime",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub event_time: ::std::option::Option<i64>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl crate::object::Object for AfterMemberChanged {
    const NAME: &'static str = "AfterMemberChanged";
    const FIELDS: &'static [&'static str] = &["CallbackCommand", "CallId", "UserList", "ChangedUserList", "EventTime"];
    const REQUIRED: u128 = 0b0;
    fn blank() -> Self {
        Self::default()
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.callback_command = map.next_value()?,
            1 => self.call_id = map.next_value()?,
            2 => self.user_list = map.next_value()?,
            3 => self.changed_user_list = map.next_value()?,
            _ => self.event_time = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for AfterMemberChanged {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}

impl AfterMemberChanged {
    /// `CallId`, empty when absent.
    pub fn call_id(&self) -> &str {
        self.call_id.as_deref().unwrap_or_default()
    }
    /// `UserList`, empty when absent.
    pub fn user_list(&self) -> &[WebhookMember] {
        self.user_list.as_deref().unwrap_or_default()
    }
    /// `ChangedUserList`, empty when absent.
    pub fn changed_user_list(&self) -> &[ChangedMember] {
        self.changed_user_list.as_deref().unwrap_or_default()
    }
}

/// A member that changed state, and how.
///
/// Source: 647/69215, zh 647/117872.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct ChangedMember {
    /// UserID in a webhook. A sample holds integers above 2^53 where the table says string; read them
    /// without loss and keep them as text (W-2).
    #[serde(
        rename = "User_Account",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub user_account: ::std::option::Option<crate::Text>,
    /// What a member did. Four printed versions of the page spell the values differently and no captured
    /// value is known: compare without case, spaces, `_` and `-` (W-6). The canonical spellings are those
    /// of the comment in the Chinese sample (inferred choice).
    #[serde(
        rename = "ActionType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub action_type: ::std::option::Option<crate::types::ActionType>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl crate::object::Object for ChangedMember {
    const NAME: &'static str = "ChangedMember";
    const FIELDS: &'static [&'static str] = &["User_Account", "ActionType"];
    const REQUIRED: u128 = 0b0;
    fn blank() -> Self {
        Self::default()
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.user_account = map.next_value()?,
            _ => self.action_type = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for ChangedMember {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}

/// What a receiver answers, with HTTP status 200. The server ignores the content, so nothing can be
/// vetoed.
///
/// Source: 647/68941, 647/68940, 647/69215.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, PartialEq)]
pub struct WebhookAnswer {
    /// Outcome in a word.
    #[serde(rename = "ActionStatus")]
    pub action_status: crate::types::ActionStatus,
    /// Text about the outcome; the samples leave it empty.
    #[serde(rename = "ErrorInfo")]
    pub error_info: ::std::string::String,
    /// The pages say to put 0.
    #[serde(rename = "ErrorCode")]
    pub error_code: i64,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl crate::object::Object for WebhookAnswer {
    const NAME: &'static str = "WebhookAnswer";
    const FIELDS: &'static [&'static str] = &["ActionStatus", "ErrorInfo", "ErrorCode"];
    const REQUIRED: u128 = 0b111;
    fn blank() -> Self {
        Self {
            action_status: ActionStatus::Other(crate::Text::from(String::new())),
            error_info: String::new(),
            error_code: 0,
            extra: ::serde_json::Map::new(),
        }
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.action_status = map.next_value()?,
            1 => self.error_info = map.next_value()?,
            _ => self.error_code = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for WebhookAnswer {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}
