// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

#[allow(unused_imports)]
use super::*;

/// Which call to look at.
///
/// Source: 647/68932.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, PartialEq)]
pub struct GetCallInfoRequest {
    /// Opaque identifier of the call. That it must not be empty is inferred.
    ///
    /// Not empty.
    #[serde(rename = "CallId")]
    pub call_id: ::std::string::String,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl crate::object::Object for GetCallInfoRequest {
    const NAME: &'static str = "GetCallInfoRequest";
    const FIELDS: &'static [&'static str] = &["CallId"];
    const REQUIRED: u128 = 0b1;
    fn blank() -> Self {
        Self {
            call_id: String::new(),
            extra: ::serde_json::Map::new(),
        }
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            _ => self.call_id = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for GetCallInfoRequest {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}

impl GetCallInfoRequest {
    /// Creates the value with what the contract requires: `CallId`.
    pub fn new(call_id: impl Into<String>) -> Self {
        Self {
            call_id: call_id.into(),
            extra: ::serde_json::Map::new(),
        }
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

impl crate::validate::Validate for GetCallInfoRequest {
    fn check(&self, checks: &mut crate::validate::Checks) {
        {
            let value = &self.call_id;
            checks.text("CallId", value, &crate::validate::TextRules { min_chars: Some(1), max_chars: None, max_bytes: None, allowed: &[] });
        }
        checks.unknown_only(&self.extra, <Self as crate::object::Object>::FIELDS);
    }
}

impl From<&str> for GetCallInfoRequest {
    fn from(call_id: &str) -> Self {
        Self::new(call_id)
    }
}

impl From<String> for GetCallInfoRequest {
    fn from(call_id: String) -> Self {
        Self::new(call_id)
    }
}

impl From<&String> for GetCallInfoRequest {
    fn from(call_id: &String) -> Self {
        Self::new(call_id)
    }
}

/// A running call and its members.
///
/// Source: 647/68932, zh 647/116414.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct GetCallInfoResponse {
    /// A running call.
    #[serde(rename = "CallInfo", skip_serializing_if = "::std::option::Option::is_none")]
    pub call_info: ::std::option::Option<CallInfo>,
    /// The members.
    #[serde(rename = "UserList", skip_serializing_if = "::std::option::Option::is_none")]
    pub user_list: ::std::option::Option<::std::vec::Vec<CallMember>>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl crate::object::Object for GetCallInfoResponse {
    const NAME: &'static str = "GetCallInfoResponse";
    const FIELDS: &'static [&'static str] = &["CallInfo", "UserList"];
    const REQUIRED: u128 = 0b0;
    fn blank() -> Self {
        Self::default()
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.call_info = map.next_value()?,
            _ => self.user_list = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for GetCallInfoResponse {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}

impl GetCallInfoResponse {
    /// `UserList`, empty when absent.
    pub fn user_list(&self) -> &[CallMember] {
        self.user_list.as_deref().unwrap_or_default()
    }
}

/// A running call.
///
/// Source: 647/68932, zh 647/116414.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct CallInfo {
    /// Opaque identifier of the call.
    #[serde(rename = "CallId", skip_serializing_if = "::std::option::Option::is_none")]
    pub call_id: ::std::option::Option<::std::string::String>,
    /// Kind of a call. One table writes the values in lower case; send them as here and read any case
    /// (C-2).
    #[serde(
        rename = "MediaType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub media_type: ::std::option::Option<crate::types::MediaType>,
    /// Chat group that the call belongs to, empty if none.
    #[serde(
        rename = "ChatGroupId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub chat_group_id: ::std::option::Option<::std::string::String>,
    /// Room of the call; empty in the sample. It does not identify a call.
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

impl crate::object::Object for CallInfo {
    const NAME: &'static str = "CallInfo";
    const FIELDS: &'static [&'static str] = &["CallId", "MediaType", "ChatGroupId", "RoomId", "RoomIdType"];
    const REQUIRED: u128 = 0b0;
    fn blank() -> Self {
        Self::default()
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.call_id = map.next_value()?,
            1 => self.media_type = map.next_value()?,
            2 => self.chat_group_id = map.next_value()?,
            3 => self.room_id = map.next_value()?,
            _ => self.room_id_type = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for CallInfo {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}

impl CallInfo {
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

/// A member of a running call.
///
/// Source: 647/68932.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct CallMember {
    /// UserID of the member.
    #[serde(
        rename = "User_Account",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub user_account: ::std::option::Option<::std::string::String>,
    /// State of a member of a call.
    #[serde(rename = "Status", skip_serializing_if = "::std::option::Option::is_none")]
    pub status: ::std::option::Option<crate::types::MemberStatus>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl crate::object::Object for CallMember {
    const NAME: &'static str = "CallMember";
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

impl<'de> ::serde::Deserialize<'de> for CallMember {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}

impl CallMember {
    /// `User_Account`, empty when absent.
    pub fn user_account(&self) -> &str {
        self.user_account.as_deref().unwrap_or_default()
    }
}
