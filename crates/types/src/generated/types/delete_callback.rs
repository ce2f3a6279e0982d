// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

#[allow(unused_imports)]
use super::*;

/// Nothing to say; the body is `{}`.
///
/// Source: 647/68939.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[serde(transparent)]
pub struct DeleteCallbackRequest(
    pub ::serde_json::Map<::std::string::String, ::serde_json::Value>,
);

impl ::std::ops::Deref for DeleteCallbackRequest {
    type Target = ::serde_json::Map<::std::string::String, ::serde_json::Value>;
    fn deref(&self) -> &::serde_json::Map<::std::string::String, ::serde_json::Value> {
        &self.0
    }
}

impl ::std::convert::From<DeleteCallbackRequest>
for ::serde_json::Map<::std::string::String, ::serde_json::Value> {
    fn from(value: DeleteCallbackRequest) -> Self {
        value.0
    }
}

impl ::std::convert::From<::serde_json::Map<::std::string::String, ::serde_json::Value>>
for DeleteCallbackRequest {
    fn from(
        value: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    ) -> Self {
        Self(value)
    }
}

impl DeleteCallbackRequest {
    /// Creates the value; the contract knows no field of it.
    pub fn new() -> Self {
        Self::default()
    }
    /// Adds a field the contract does not know.
    #[must_use]
    pub fn with_extra(
        mut self,
        name: impl Into<String>,
        value: impl Into<::serde_json::Value>,
    ) -> Self {
        self.0.insert(name.into(), value.into());
        self
    }
    /// Checks every rule of the contract; there is none.
    ///
    /// # Errors
    ///
    /// None.
    pub fn validate(&self) -> Result<(), crate::validate::ValidationError> {
        Ok(())
    }
}

impl crate::validate::Validate for DeleteCallbackRequest {
    fn check(&self, _: &mut crate::validate::Checks) {}
}
