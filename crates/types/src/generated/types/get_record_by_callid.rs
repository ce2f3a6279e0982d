// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

#[allow(unused_imports)]
use super::*;

/// Whose record to read.
///
/// Source: 647/68930.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, PartialEq)]
pub struct GetRecordByCallidRequest {
    /// Opaque identifier of the call. That it must not be empty is inferred.
    ///
    /// Not empty.
    #[serde(rename = "CallId")]
    pub call_id: ::std::string::String,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl crate::object::Object for GetRecordByCallidRequest {
    const NAME: &'static str = "GetRecordByCallidRequest";
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

impl<'de> ::serde::Deserialize<'de> for GetRecordByCallidRequest {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}

impl GetRecordByCallidRequest {
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

impl crate::validate::Validate for GetRecordByCallidRequest {
    fn check(&self, checks: &mut crate::validate::Checks) {
        {
            let value = &self.call_id;
            checks.text("CallId", value, &crate::validate::TextRules { min_chars: Some(1), max_chars: None, max_bytes: None, allowed: &[] });
        }
        checks.unknown_only(&self.extra, <Self as crate::object::Object>::FIELDS);
    }
}

impl From<&str> for GetRecordByCallidRequest {
    fn from(call_id: &str) -> Self {
        Self::new(call_id)
    }
}

impl From<String> for GetRecordByCallidRequest {
    fn from(call_id: String) -> Self {
        Self::new(call_id)
    }
}

impl From<&String> for GetRecordByCallidRequest {
    fn from(call_id: &String) -> Self {
        Self::new(call_id)
    }
}

/// The record of one call.
///
/// Source: 647/68930, zh 647/116412.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct GetRecordByCallidResponse {
    /// A finished call, as the record commands and the webhook after the end tell it.
    #[serde(
        rename = "CallRecord",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub call_record: ::std::option::Option<CallRecord>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl crate::object::Object for GetRecordByCallidResponse {
    const NAME: &'static str = "GetRecordByCallidResponse";
    const FIELDS: &'static [&'static str] = &["CallRecord"];
    const REQUIRED: u128 = 0b0;
    fn blank() -> Self {
        Self::default()
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            _ => self.call_record = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for GetRecordByCallidResponse {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}
