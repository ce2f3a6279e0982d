// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

#[allow(unused_imports)]
use super::*;

/// Which call to end.
///
/// Source: 647/74506.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, PartialEq)]
pub struct EndCallRequest {
    /// Opaque identifier of the call. That it must not be empty is inferred.
    ///
    /// Not empty.
    #[serde(rename = "CallId")]
    pub call_id: ::std::string::String,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl crate::object::Object for EndCallRequest {
    const NAME: &'static str = "EndCallRequest";
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

impl<'de> ::serde::Deserialize<'de> for EndCallRequest {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}

impl EndCallRequest {
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

impl crate::validate::Validate for EndCallRequest {
    fn check(&self, checks: &mut crate::validate::Checks) {
        {
            let value = &self.call_id;
            checks.text("CallId", value, &crate::validate::TextRules { min_chars: Some(1), max_chars: None, max_bytes: None, allowed: &[] });
        }
        checks.unknown_only(&self.extra, <Self as crate::object::Object>::FIELDS);
    }
}

impl From<&str> for EndCallRequest {
    fn from(call_id: &str) -> Self {
        Self::new(call_id)
    }
}

impl From<String> for EndCallRequest {
    fn from(call_id: String) -> Self {
        Self::new(call_id)
    }
}

impl From<&String> for EndCallRequest {
    fn from(call_id: &String) -> Self {
        Self::new(call_id)
    }
}
