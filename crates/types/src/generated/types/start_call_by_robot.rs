// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

#[allow(unused_imports)]
use super::*;

/// Kind of a room identifier. These numbers are those of Call; the stream ingest commands of the same
/// vendor number the kinds differently (C-19).
///
/// Source: 647/74505, 647/71845.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RoomIdType {
    /// The room identifier is a number, written as text.
    Numeric,
    /// The room identifier is free text.
    Text,
    /// A value the contract does not know, as it came.
    Other(crate::Text),
}

impl RoomIdType {
    /// The values the contract knows.
    pub const KNOWN: &'static [Self] = &[Self::Numeric, Self::Text];
    /// The value on the wire, unless it is unknown text.
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Numeric => Some(1),
            Self::Text => Some(2),
            Self::Other(text) => text.as_integer(),
        }
    }
}

impl From<crate::Text> for RoomIdType {
    fn from(text: crate::Text) -> Self {
        match text.as_integer() {
            Some(1) => Self::Numeric,
            Some(2) => Self::Text,
            _ => Self::Other(text),
        }
    }
}

impl From<i64> for RoomIdType {
    fn from(number: i64) -> Self {
        Self::from(crate::Text::from(number))
    }
}

impl ::std::fmt::Display for RoomIdType {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match self {
            Self::Numeric => f.write_str("1"),
            Self::Text => f.write_str("2"),
            Self::Other(text) => ::std::fmt::Display::fmt(text, f),
        }
    }
}

impl ::serde::Serialize for RoomIdType {
    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Numeric => serializer.serialize_i64(1),
            Self::Text => serializer.serialize_i64(2),
            Self::Other(text) => text.serialize(serializer),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for RoomIdType {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for RoomIdType {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "RoomIdType".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "enum": [1, 2] })
    }
}

/// Who calls whom, how and where. Undocumented: repeated callees, the robot among the callees, and
/// whether the accounts must have been imported.
///
/// Source: 647/74505, 647/71845, zh 647/121428.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, PartialEq)]
pub struct StartCallByRobotRequest {
    /// UserID that acts as the caller; neither its heartbeat nor whether it is busy is checked. The pattern
    /// is the looser of two documented character sets (U-4).
    ///
    /// Not empty; At most 32 bytes of UTF-8; Pattern `^[ -~]{1,32}$`.
    #[serde(rename = "Robot_Account")]
    pub robot_account: ::std::string::String,
    /// UserIDs to call, as text and never as numbers (otherwise 60015). The greatest number is
    /// undocumented; the vendor's user interface stops at nine people in a call. The pattern is the looser
    /// of two documented character sets (U-4), and that an empty list is refused is inferred.
    ///
    /// At least 1 item; Each at most 32 bytes; Each matching `^[ -~]{1,32}$`.
    #[serde(rename = "CalleeList_Account")]
    pub callee_list_account: ::std::vec::Vec<::std::string::String>,
    /// How long the callees may ring.
    ///
    /// From 10000 to 600000 ms.
    #[serde(rename = "Timeout")]
    pub timeout: crate::Milliseconds,
    /// Free text that is handed to the callees with the invitation.
    ///
    /// At most 1000 bytes of UTF-8.
    #[serde(rename = "UserData", skip_serializing_if = "::std::option::Option::is_none")]
    pub user_data: ::std::option::Option<::std::string::String>,
    /// Kind and room of the call to start. What the server fills in for an absent room or an absent kind of
    /// room is undocumented.
    #[serde(rename = "CallInfo")]
    pub call_info: StartCallInfo,
    /// How callees whose app is not running are notified. Everything is optional; the Call pages refer to
    /// the definition of Chat, which keeps growing. A fault is 90043 in Chat, and how Call reports it is
    /// undocumented.
    #[serde(
        rename = "OfflinePushInfo",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub offline_push_info: ::std::option::Option<OfflinePushInfo>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl crate::object::Object for StartCallByRobotRequest {
    const NAME: &'static str = "StartCallByRobotRequest";
    const FIELDS: &'static [&'static str] = &["Robot_Account", "CalleeList_Account", "Timeout", "UserData", "CallInfo", "OfflinePushInfo"];
    const REQUIRED: u128 = 0b10111;
    fn blank() -> Self {
        Self {
            robot_account: String::new(),
            callee_list_account: Vec::new(),
            timeout: crate::Milliseconds::new(0),
            user_data: None,
            call_info: crate::object::Object::blank(),
            offline_push_info: None,
            extra: ::serde_json::Map::new(),
        }
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.robot_account = map.next_value()?,
            1 => self.callee_list_account = map.next_value()?,
            2 => self.timeout = map.next_value()?,
            3 => self.user_data = map.next_value()?,
            4 => self.call_info = map.next_value()?,
            _ => self.offline_push_info = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for StartCallByRobotRequest {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}

impl StartCallByRobotRequest {
    /// Creates the value with what the contract requires: `Robot_Account`, `CalleeList_Account`, `Timeout`,
    /// `CallInfo`.
    pub fn new(
        robot_account: impl Into<String>,
        callee_list_account: impl IntoIterator<Item = impl Into<String>>,
        timeout: impl Into<crate::Milliseconds>,
        call_info: impl Into<StartCallInfo>,
    ) -> Self {
        Self {
            robot_account: robot_account.into(),
            callee_list_account: callee_list_account.into_iter().map(Into::into).collect(),
            timeout: timeout.into(),
            user_data: None,
            call_info: call_info.into(),
            offline_push_info: None,
            extra: ::serde_json::Map::new(),
        }
    }
    /// Sets `UserData`: free text that is handed to the callees with the invitation.
    ///
    /// At most 1000 bytes of UTF-8.
    #[must_use]
    pub fn user_data(mut self, value: impl Into<String>) -> Self {
        self.user_data = Some(value.into());
        self
    }
    /// Sets `OfflinePushInfo`: how callees whose app is not running are notified. Everything is optional;
    /// the Call pages refer to the definition of Chat, which keeps growing. A fault is 90043 in Chat, and
    /// how Call reports it is undocumented.
    #[must_use]
    pub fn offline_push_info(mut self, value: impl Into<OfflinePushInfo>) -> Self {
        self.offline_push_info = Some(value.into());
        self
    }
    /// Adds a field the contract does not know.
    #[must_use]
    pub fn with_extra(
        mut self,
        name: impl Into<String>,
        value: impl Into<::serde_json::Value>,
    ) -> Self {
        self.extra.insert(name.into(), value.into());
        self
    }
    /// Checks every rule of the contract: ranges, lengths, bytes, characters.
    ///
    /// # Errors
    ///
    /// All rules that are broken, each with the name of its field.
    pub fn validate(&self) -> Result<(), crate::validate::ValidationError> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for StartCallByRobotRequest {
    fn check(&self, checks: &mut crate::validate::Checks) {
        {
            let value = &self.robot_account;
            checks.text("Robot_Account", value, &crate::validate::TextRules { min_chars: Some(1), max_chars: Some(32), max_bytes: Some(32), allowed: &[(' ', '~')] });
        }
        {
            let value = &self.callee_list_account;
            checks.count("CalleeList_Account", value.len(), Some(1), None);
            checks.each("CalleeList_Account", value, |checks, value| {
                checks.text("", value, &crate::validate::TextRules { min_chars: Some(1), max_chars: Some(32), max_bytes: Some(32), allowed: &[(' ', '~')] });
            });
        }
        {
            let value = &self.timeout;
            checks.milliseconds("Timeout", *value, Some(10000), Some(600000));
        }
        if let Some(value) = &self.user_data {
            checks.text("UserData", value, &crate::validate::TextRules { min_chars: None, max_chars: None, max_bytes: Some(1000), allowed: &[] });
        }
        {
            let value = &self.call_info;
            checks.object("CallInfo", value);
        }
        if let Some(value) = &self.offline_push_info {
            checks.object("OfflinePushInfo", value);
        }
        checks.unknown_only(&self.extra, <Self as crate::object::Object>::FIELDS);
    }
}

/// Kind and room of the call to start. What the server fills in for an absent room or an absent kind of
/// room is undocumented.
///
/// Source: 647/74505, 647/71845.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, PartialEq)]
pub struct StartCallInfo {
    /// Kind of a call. One table writes the values in lower case; send them as here and read any case
    /// (C-2).
    #[serde(rename = "MediaType")]
    pub media_type: crate::types::MediaType,
    /// Room to hold the call in, text for both kinds of room. With `RoomIdType` 1 it is a decimal number
    /// from 1 to 4294967294, better not above 2147483647 (C-22); whether the server refuses another text
    /// then is undocumented. Number 123 and text "123" are two different rooms.
    ///
    /// Not empty; At most 64 bytes of UTF-8; A decimal number from 1 to 4294967294 where `RoomIdType` is 1;
    /// Pattern `^[a-zA-Z0-9 !#$%&()+:;<=.>?@\[\]^_{}|~,-]{1,64}$`.
    #[serde(rename = "RoomId", skip_serializing_if = "::std::option::Option::is_none")]
    pub room_id: ::std::option::Option<::std::string::String>,
    /// Kind of a room identifier. These numbers are those of Call; the stream ingest commands of the same
    /// vendor number the kinds differently (C-19).
    #[serde(
        rename = "RoomIdType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub room_id_type: ::std::option::Option<crate::types::RoomIdType>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl crate::object::Object for StartCallInfo {
    const NAME: &'static str = "StartCallInfo";
    const FIELDS: &'static [&'static str] = &["MediaType", "RoomId", "RoomIdType"];
    const REQUIRED: u128 = 0b1;
    fn blank() -> Self {
        Self {
            media_type: MediaType::Other(crate::Text::from(String::new())),
            room_id: None,
            room_id_type: None,
            extra: ::serde_json::Map::new(),
        }
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.media_type = map.next_value()?,
            1 => self.room_id = map.next_value()?,
            _ => self.room_id_type = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for StartCallInfo {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}

impl StartCallInfo {
    /// Creates the value with what the contract requires: `MediaType`.
    pub fn new(media_type: impl Into<MediaType>) -> Self {
        Self {
            media_type: media_type.into(),
            room_id: None,
            room_id_type: None,
            extra: ::serde_json::Map::new(),
        }
    }
    /// Sets `RoomId`: room to hold the call in, text for both kinds of room. With `RoomIdType` 1 it is a
    /// decimal number from 1 to 4294967294, better not above 2147483647 (C-22); whether the server refuses
    /// another text then is undocumented. Number 123 and text "123" are two different rooms.
    ///
    /// Not empty; At most 64 bytes of UTF-8; A decimal number from 1 to 4294967294 where `RoomIdType` is 1;
    /// Pattern `^[a-zA-Z0-9 !#$%&()+:;<=.>?@\[\]^_{}|~,-]{1,64}$`.
    #[must_use]
    pub fn room_id(mut self, value: impl Into<String>) -> Self {
        self.room_id = Some(value.into());
        self
    }
    /// Sets `RoomIdType`: kind of a room identifier. These numbers are those of Call; the stream ingest
    /// commands of the same vendor number the kinds differently (C-19).
    #[must_use]
    pub fn room_id_type(mut self, value: impl Into<RoomIdType>) -> Self {
        self.room_id_type = Some(value.into());
        self
    }
    /// Adds a field the contract does not know.
    #[must_use]
    pub fn with_extra(
        mut self,
        name: impl Into<String>,
        value: impl Into<::serde_json::Value>,
    ) -> Self {
        self.extra.insert(name.into(), value.into());
        self
    }
    /// Checks every rule of the contract: ranges, lengths, bytes, characters.
    ///
    /// # Errors
    ///
    /// All rules that are broken, each with the name of its field.
    pub fn validate(&self) -> Result<(), crate::validate::ValidationError> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for StartCallInfo {
    fn check(&self, checks: &mut crate::validate::Checks) {
        if let Some(value) = &self.room_id {
            checks.text("RoomId", value, &crate::validate::TextRules { min_chars: Some(1), max_chars: Some(64), max_bytes: Some(64), allowed: &[('a', 'z'), ('A', 'Z'), ('0', '9'), (' ', ' '), ('!', '!'), ('#', '#'), ('$', '$'), ('%', '%'), ('&', '&'), ('(', '('), (')', ')'), ('+', '+'), (':', ':'), (';', ';'), ('<', '<'), ('=', '='), ('.', '.'), ('>', '>'), ('?', '?'), ('@', '@'), ('[', '['), (']', ']'), ('^', '^'), ('_', '_'), ('{', '{'), ('}', '}'), ('|', '|'), ('~', '~'), (',', ','), ('-', '-')] });
        }
        if let Some(value) = &self.room_id {
            checks.room("RoomId", value, self.room_id_type.as_ref().and_then(|kind| kind.number()));
        }
        checks.unknown_only(&self.extra, <Self as crate::object::Object>::FIELDS);
    }
}

/// The started call.
///
/// Source: 647/71845.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct StartCallByRobotResponse {
    /// Opaque identifier of the new call; samples are UUIDs in lower case.
    #[serde(rename = "CallId", skip_serializing_if = "::std::option::Option::is_none")]
    pub call_id: ::std::option::Option<::std::string::String>,
    /// One entry for each callee (inferred). Not to be mixed up with the field of the same name in records.
    #[serde(
        rename = "CallResult",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub call_result: ::std::option::Option<::std::vec::Vec<CalleeResult>>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl crate::object::Object for StartCallByRobotResponse {
    const NAME: &'static str = "StartCallByRobotResponse";
    const FIELDS: &'static [&'static str] = &["CallId", "CallResult"];
    const REQUIRED: u128 = 0b0;
    fn blank() -> Self {
        Self::default()
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.call_id = map.next_value()?,
            _ => self.call_result = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for StartCallByRobotResponse {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}

impl StartCallByRobotResponse {
    /// `CallId`, empty when absent.
    pub fn call_id(&self) -> &str {
        self.call_id.as_deref().unwrap_or_default()
    }
    /// `CallResult`, empty when absent.
    pub fn call_result(&self) -> &[CalleeResult] {
        self.call_result.as_deref().unwrap_or_default()
    }
}

/// How the invitation of one callee went.
///
/// Source: 647/71845.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct CalleeResult {
    /// UserID of the callee.
    #[serde(
        rename = "Callee_Account",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub callee_account: ::std::option::Option<::std::string::String>,
    /// Zero for invited; no other value is documented, and any other means not invited (inferred).
    #[serde(
        rename = "ResultCode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub result_code: ::std::option::Option<i64>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl crate::object::Object for CalleeResult {
    const NAME: &'static str = "CalleeResult";
    const FIELDS: &'static [&'static str] = &["Callee_Account", "ResultCode"];
    const REQUIRED: u128 = 0b0;
    fn blank() -> Self {
        Self::default()
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.callee_account = map.next_value()?,
            _ => self.result_code = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for CalleeResult {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}

impl CalleeResult {
    /// `Callee_Account`, empty when absent.
    pub fn callee_account(&self) -> &str {
        self.callee_account.as_deref().unwrap_or_default()
    }
}
