// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

#[allow(unused_imports)]
use super::*;

/// Outcome of a request in a word.
///
/// Source: 647/68926.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ActionStatus {
    /// The request was carried out.
    Ok,
    /// The request failed.
    Fail,
    /// A value the contract does not know, as it came.
    Other(crate::Text),
}

impl ActionStatus {
    /// The values the contract knows.
    pub const KNOWN: &'static [Self] = &[Self::Ok, Self::Fail];
    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Ok => "OK",
            Self::Fail => "FAIL",
            Self::Other(text) => text.as_str(),
        }
    }
}

impl From<crate::Text> for ActionStatus {
    fn from(text: crate::Text) -> Self {
        let spellings: &[&[&str]] = &[&["ok"], &["fail"]];
        match crate::text::known(&text, spellings) {
            Some(place) => Self::KNOWN[place].clone(),
            None => Self::Other(text),
        }
    }
}

impl From<&str> for ActionStatus {
    fn from(text: &str) -> Self {
        Self::from(crate::Text::from(text))
    }
}

impl ::std::str::FromStr for ActionStatus {
    type Err = ::std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(text))
    }
}

impl ::std::fmt::Display for ActionStatus {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl ::serde::Serialize for ActionStatus {
    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Other(text) => text.serialize(serializer),
            known => serializer.serialize_str(known.as_str()),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for ActionStatus {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ActionStatus {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "ActionStatus".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": ["OK", "FAIL"] })
    }
}

/// Format of a body.
///
/// Source: 647/68926.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContentType {
    /// The body is a JSON object.
    Json,
    /// A value the contract does not know, as it came.
    Other(crate::Text),
}

impl ContentType {
    /// The values the contract knows.
    pub const KNOWN: &'static [Self] = &[Self::Json];
    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Json => "json",
            Self::Other(text) => text.as_str(),
        }
    }
}

impl From<crate::Text> for ContentType {
    fn from(text: crate::Text) -> Self {
        let spellings: &[&[&str]] = &[&["json"]];
        match crate::text::known(&text, spellings) {
            Some(place) => Self::KNOWN[place].clone(),
            None => Self::Other(text),
        }
    }
}

impl From<&str> for ContentType {
    fn from(text: &str) -> Self {
        Self::from(crate::Text::from(text))
    }
}

impl ::std::str::FromStr for ContentType {
    type Err = ::std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(text))
    }
}

impl ::std::fmt::Display for ContentType {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl ::serde::Serialize for ContentType {
    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Other(text) => text.serialize(serializer),
            known => serializer.serialize_str(known.as_str()),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for ContentType {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ContentType {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "ContentType".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": ["json"] })
    }
}

/// Kind of a call. One table writes the values in lower case; send them as here and read any case
/// (C-2).
///
/// Source: 647/74505, 647/71845, zh 647/121428.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MediaType {
    /// Call with picture and sound.
    Video,
    /// Call with sound only.
    Audio,
    /// A value the contract does not know, as it came.
    Other(crate::Text),
}

impl MediaType {
    /// The values the contract knows.
    pub const KNOWN: &'static [Self] = &[Self::Video, Self::Audio];
    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Video => "Video",
            Self::Audio => "Audio",
            Self::Other(text) => text.as_str(),
        }
    }
}

impl From<crate::Text> for MediaType {
    fn from(text: crate::Text) -> Self {
        let spellings: &[&[&str]] = &[&["video"], &["audio"]];
        match crate::text::known(&text, spellings) {
            Some(place) => Self::KNOWN[place].clone(),
            None => Self::Other(text),
        }
    }
}

impl From<&str> for MediaType {
    fn from(text: &str) -> Self {
        Self::from(crate::Text::from(text))
    }
}

impl ::std::str::FromStr for MediaType {
    type Err = ::std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(text))
    }
}

impl ::std::fmt::Display for MediaType {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl ::serde::Serialize for MediaType {
    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Other(text) => text.serialize(serializer),
            known => serializer.serialize_str(known.as_str()),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for MediaType {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for MediaType {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "MediaType".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": ["Video", "Audio"] })
    }
}

/// Size of a call.
///
/// Source: 647/68930, 647/68931.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CallType {
    /// Call between two users.
    SingleCall,
    /// Call among several users.
    MultiCall,
    /// A value the contract does not know, as it came.
    Other(crate::Text),
}

impl CallType {
    /// The values the contract knows.
    pub const KNOWN: &'static [Self] = &[Self::SingleCall, Self::MultiCall];
    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::SingleCall => "SingleCall",
            Self::MultiCall => "MultiCall",
            Self::Other(text) => text.as_str(),
        }
    }
}

impl From<crate::Text> for CallType {
    fn from(text: crate::Text) -> Self {
        let spellings: &[&[&str]] = &[&["singlecall"], &["multicall"]];
        match crate::text::known(&text, spellings) {
            Some(place) => Self::KNOWN[place].clone(),
            None => Self::Other(text),
        }
    }
}

impl From<&str> for CallType {
    fn from(text: &str) -> Self {
        Self::from(crate::Text::from(text))
    }
}

impl ::std::str::FromStr for CallType {
    type Err = ::std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(text))
    }
}

impl ::std::fmt::Display for CallType {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl ::serde::Serialize for CallType {
    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Other(text) => text.serialize(serializer),
            known => serializer.serialize_str(known.as_str()),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for CallType {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for CallType {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "CallType".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": ["SingleCall", "MultiCall"] })
    }
}

/// State of a member of a call.
///
/// Source: 647/68932, 647/68941, 647/69215.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MemberStatus {
    /// The member is in the call.
    Calling,
    /// The member was invited and has not answered yet.
    Waiting,
    /// A value the contract does not know, as it came.
    Other(crate::Text),
}

impl MemberStatus {
    /// The values the contract knows.
    pub const KNOWN: &'static [Self] = &[Self::Calling, Self::Waiting];
    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Calling => "Calling",
            Self::Waiting => "Waiting",
            Self::Other(text) => text.as_str(),
        }
    }
}

impl From<crate::Text> for MemberStatus {
    fn from(text: crate::Text) -> Self {
        let spellings: &[&[&str]] = &[&["calling"], &["waiting"]];
        match crate::text::known(&text, spellings) {
            Some(place) => Self::KNOWN[place].clone(),
            None => Self::Other(text),
        }
    }
}

impl From<&str> for MemberStatus {
    fn from(text: &str) -> Self {
        Self::from(crate::Text::from(text))
    }
}

impl ::std::str::FromStr for MemberStatus {
    type Err = ::std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(text))
    }
}

impl ::std::fmt::Display for MemberStatus {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl ::serde::Serialize for MemberStatus {
    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Other(text) => text.serialize(serializer),
            known => serializer.serialize_str(known.as_str()),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for MemberStatus {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for MemberStatus {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "MemberStatus".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": ["Calling", "Waiting"] })
    }
}

/// How a call ended. Two tables call it an integer while all samples hold text (C-10, C-11, W-15), and
/// what such an integer would mean is undocumented. `Offline` is named only by the webhook page and
/// accepted in records too (W-9).
///
/// Source: 647/68930, 647/68931, 647/68940, zh 647/116424.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CallResult {
    /// The caller cancelled before anyone was connected.
    Cancel,
    /// The callee refused.
    Reject,
    /// Nobody answered before the time-out.
    NotAnswer,
    /// The call was connected and ended normally.
    NormalEnd,
    /// The callee was busy.
    CallBusy,
    /// The call broke off, for example by the network.
    Interrupt,
    /// The server noticed that the heartbeat of a member had expired.
    Offline,
    /// A value the contract does not know, as it came.
    Other(crate::Text),
}

impl CallResult {
    /// The values the contract knows.
    pub const KNOWN: &'static [Self] = &[
        Self::Cancel,
        Self::Reject,
        Self::NotAnswer,
        Self::NormalEnd,
        Self::CallBusy,
        Self::Interrupt,
        Self::Offline,
    ];
    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Cancel => "Cancel",
            Self::Reject => "Reject",
            Self::NotAnswer => "NotAnswer",
            Self::NormalEnd => "NormalEnd",
            Self::CallBusy => "CallBusy",
            Self::Interrupt => "Interrupt",
            Self::Offline => "Offline",
            Self::Other(text) => text.as_str(),
        }
    }
}

impl From<crate::Text> for CallResult {
    fn from(text: crate::Text) -> Self {
        let spellings: &[&[&str]] = &[
            &["cancel"],
            &["reject"],
            &["notanswer"],
            &["normalend"],
            &["callbusy"],
            &["interrupt"],
            &["offline"],
        ];
        match crate::text::known(&text, spellings) {
            Some(place) => Self::KNOWN[place].clone(),
            None => Self::Other(text),
        }
    }
}

impl From<&str> for CallResult {
    fn from(text: &str) -> Self {
        Self::from(crate::Text::from(text))
    }
}

impl ::std::str::FromStr for CallResult {
    type Err = ::std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(text))
    }
}

impl ::std::fmt::Display for CallResult {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl ::serde::Serialize for CallResult {
    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Other(text) => text.serialize(serializer),
            known => serializer.serialize_str(known.as_str()),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for CallResult {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for CallResult {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "CallResult".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "oneOf": [{ "type": "string", "enum": ["Cancel", "Reject", "NotAnswer", "NormalEnd", "CallBusy", "Interrupt", "Offline"] }, { "type": "integer" }] })
    }
}

/// Kind of a room identifier as answers and webhooks carry it. A sample holds 0 beside an empty room
/// (C-6), and one table calls the field a string (C-10).
///
/// Source: 647/68932, 647/68930, 647/68931, 647/68941.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RoomIdTypeSeen {
    /// There is no room, or its kind is unknown (inferred).
    Absent,
    /// The room identifier is a number, written as text.
    Numeric,
    /// The room identifier is free text.
    Text,
    /// A value the contract does not know, as it came.
    Other(crate::Text),
}

impl RoomIdTypeSeen {
    /// The values the contract knows.
    pub const KNOWN: &'static [Self] = &[Self::Absent, Self::Numeric, Self::Text];
    /// The value on the wire, unless it is unknown text.
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Absent => Some(0),
            Self::Numeric => Some(1),
            Self::Text => Some(2),
            Self::Other(text) => text.as_integer(),
        }
    }
}

impl From<crate::Text> for RoomIdTypeSeen {
    fn from(text: crate::Text) -> Self {
        match text.as_integer() {
            Some(0) => Self::Absent,
            Some(1) => Self::Numeric,
            Some(2) => Self::Text,
            _ => Self::Other(text),
        }
    }
}

impl From<i64> for RoomIdTypeSeen {
    fn from(number: i64) -> Self {
        Self::from(crate::Text::from(number))
    }
}

impl ::std::fmt::Display for RoomIdTypeSeen {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match self {
            Self::Absent => f.write_str("0"),
            Self::Numeric => f.write_str("1"),
            Self::Text => f.write_str("2"),
            Self::Other(text) => ::std::fmt::Display::fmt(text, f),
        }
    }
}

impl ::serde::Serialize for RoomIdTypeSeen {
    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_i64(0),
            Self::Numeric => serializer.serialize_i64(1),
            Self::Text => serializer.serialize_i64(2),
            Self::Other(text) => text.serialize(serializer),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for RoomIdTypeSeen {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for RoomIdTypeSeen {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "RoomIdTypeSeen".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "oneOf": [{ "type": "integer", "enum": [0, 1, 2] }, { "type": "string" }] })
    }
}

/// A finished call, as the record commands and the webhook after the end tell it.
///
/// Source: 647/68930, 647/68931, 647/68940.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct CallRecord {
    /// Opaque identifier of the call.
    #[serde(rename = "CallId", skip_serializing_if = "::std::option::Option::is_none")]
    pub call_id: ::std::option::Option<::std::string::String>,
    /// UserID of the caller.
    #[serde(
        rename = "Caller_Account",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub caller_account: ::std::option::Option<::std::string::String>,
    /// Kind of a call. One table writes the values in lower case; send them as here and read any case
    /// (C-2).
    #[serde(
        rename = "MediaType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub media_type: ::std::option::Option<crate::types::MediaType>,
    /// Size of a call.
    #[serde(rename = "CallType", skip_serializing_if = "::std::option::Option::is_none")]
    pub call_type: ::std::option::Option<crate::types::CallType>,
    /// When the call was started.
    ///
    /// Unit: Unix seconds.
    #[serde(
        rename = "StartTime",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub start_time: ::std::option::Option<i64>,
    /// When the call ended.
    ///
    /// Unit: Unix seconds.
    #[serde(rename = "EndTime", skip_serializing_if = "::std::option::Option::is_none")]
    pub end_time: ::std::option::Option<i64>,
    /// When the call was accepted, 0 if never (seen in a sample).
    ///
    /// Unit: Unix seconds.
    #[serde(
        rename = "AcceptTime",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub accept_time: ::std::option::Option<i64>,
    /// How a call ended. Two tables call it an integer while all samples hold text (C-10, C-11, W-15), and
    /// what such an integer would mean is undocumented. `Offline` is named only by the webhook page and
    /// accepted in records too (W-9).
    #[serde(
        rename = "CallResult",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub call_result: ::std::option::Option<crate::types::CallResult>,
    /// UserIDs of the members. The caller is among them in the vendor's samples and not in a third party's,
    /// so drop the caller before counting callees (C-8).
    #[serde(
        rename = "CalleeList_Account",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub callee_list_account: ::std::option::Option<
        ::std::vec::Vec<::std::string::String>,
    >,
    /// Room of the call. Two calls of a sample share one, so it does not identify a call.
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

impl crate::object::Object for CallRecord {
    const NAME: &'static str = "CallRecord";
    const FIELDS: &'static [&'static str] = &["CallId", "Caller_Account", "MediaType", "CallType", "StartTime", "EndTime", "AcceptTime", "CallResult", "CalleeList_Account", "RoomId", "RoomIdType"];
    const REQUIRED: u128 = 0b0;
    fn blank() -> Self {
        Self::default()
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.call_id = map.next_value()?,
            1 => self.caller_account = map.next_value()?,
            2 => self.media_type = map.next_value()?,
            3 => self.call_type = map.next_value()?,
            4 => self.start_time = map.next_value()?,
            5 => self.end_time = map.next_value()?,
            6 => self.accept_time = map.next_value()?,
            7 => self.call_result = map.next_value()?,
            8 => self.callee_list_account = map.next_value()?,
            9 => self.room_id = map.next_value()?,
            _ => self.room_id_type = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for CallRecord {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}

impl CallRecord {
    /// `CallId`, empty when absent.
    pub fn call_id(&self) -> &str {
        self.call_id.as_deref().unwrap_or_default()
    }
    /// `Caller_Account`, empty when absent.
    pub fn caller_account(&self) -> &str {
        self.caller_account.as_deref().unwrap_or_default()
    }
    /// `CalleeList_Account`, empty when absent.
    pub fn callee_list_account(&self) -> &[String] {
        self.callee_list_account.as_deref().unwrap_or_default()
    }
    /// `RoomId`, empty when absent.
    pub fn room_id(&self) -> &str {
        self.room_id.as_deref().unwrap_or_default()
    }
}

/// Name of a webhook.
///
/// Source: 647/68934, zh 647/116417, 647/68938.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WebhookCommand {
    /// A call was started.
    CallbackAfterStartCall,
    /// A call has ended.
    CallbackAfterEndCall,
    /// Members of a call changed state.
    CallbackAfterMemberChanged,
    /// A value the contract does not know, as it came.
    Other(crate::Text),
}

impl WebhookCommand {
    /// The values the contract knows.
    pub const KNOWN: &'static [Self] = &[
        Self::CallbackAfterStartCall,
        Self::CallbackAfterEndCall,
        Self::CallbackAfterMemberChanged,
    ];
    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::CallbackAfterStartCall => "Call.CallbackAfterStartCall",
            Self::CallbackAfterEndCall => "Call.CallbackAfterEndCall",
            Self::CallbackAfterMemberChanged => "Call.CallbackAfterMemberChanged",
            Self::Other(text) => text.as_str(),
        }
    }
}

impl From<crate::Text> for WebhookCommand {
    fn from(text: crate::Text) -> Self {
        let spellings: &[&[&str]] = &[
            &["call.callbackafterstartcall"],
            &["call.callbackafterendcall"],
            &["call.callbackaftermemberchanged"],
        ];
        match crate::text::known(&text, spellings) {
            Some(place) => Self::KNOWN[place].clone(),
            None => Self::Other(text),
        }
    }
}

impl From<&str> for WebhookCommand {
    fn from(text: &str) -> Self {
        Self::from(crate::Text::from(text))
    }
}

impl ::std::str::FromStr for WebhookCommand {
    type Err = ::std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(text))
    }
}

impl ::std::fmt::Display for WebhookCommand {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl ::serde::Serialize for WebhookCommand {
    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Other(text) => text.serialize(serializer),
            known => serializer.serialize_str(known.as_str()),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for WebhookCommand {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for WebhookCommand {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "WebhookCommand".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": ["Call.CallbackAfterStartCall", "Call.CallbackAfterEndCall", "Call.CallbackAfterMemberChanged"] })
    }
}

/// Platform of the client that caused a webhook. Pages disagree on the spelling for a Mac (W-13).
///
/// Source: 1047/34354, 269/1522.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OptPlatform {
    /// A command of the REST API.
    Restapi,
    /// A browser.
    Web,
    /// An Android device.
    Android,
    /// An iPhone.
    IOs,
    /// A Windows computer.
    Windows,
    /// A Mac.
    Mac,
    /// An iPad.
    IPad,
    /// The server does not know.
    Unknown,
    /// A value the contract does not know, as it came.
    Other(crate::Text),
}

impl OptPlatform {
    /// The values the contract knows.
    pub const KNOWN: &'static [Self] = &[
        Self::Restapi,
        Self::Web,
        Self::Android,
        Self::IOs,
        Self::Windows,
        Self::Mac,
        Self::IPad,
        Self::Unknown,
    ];
    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Restapi => "RESTAPI",
            Self::Web => "Web",
            Self::Android => "Android",
            Self::IOs => "iOS",
            Self::Windows => "Windows",
            Self::Mac => "Mac",
            Self::IPad => "iPad",
            Self::Unknown => "Unknown",
            Self::Other(text) => text.as_str(),
        }
    }
}

impl From<crate::Text> for OptPlatform {
    fn from(text: crate::Text) -> Self {
        let spellings: &[&[&str]] = &[
            &["restapi"],
            &["web"],
            &["android"],
            &["ios"],
            &["windows"],
            &["mac", "macos"],
            &["ipad"],
            &["unknown"],
        ];
        match crate::text::known(&text, spellings) {
            Some(place) => Self::KNOWN[place].clone(),
            None => Self::Other(text),
        }
    }
}

impl From<&str> for OptPlatform {
    fn from(text: &str) -> Self {
        Self::from(crate::Text::from(text))
    }
}

impl ::std::str::FromStr for OptPlatform {
    type Err = ::std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(text))
    }
}

impl ::std::fmt::Display for OptPlatform {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl ::serde::Serialize for OptPlatform {
    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Other(text) => text.serialize(serializer),
            known => serializer.serialize_str(known.as_str()),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for OptPlatform {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for OptPlatform {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "OptPlatform".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": ["RESTAPI", "Web", "Android", "iOS", "IOS", "Windows", "Mac", "macOS", "iPad", "Unknown"] })
    }
}
