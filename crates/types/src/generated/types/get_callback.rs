// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

#[allow(unused_imports)]
use super::*;

/// Nothing to say; the body is `{}`.
///
/// Source: 647/68937.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[serde(transparent)]
pub struct GetCallbackRequest(
    pub ::serde_json::Map<::std::string::String, ::serde_json::Value>,
);

impl ::std::ops::Deref for GetCallbackRequest {
    type Target = ::serde_json::Map<::std::string::String, ::serde_json::Value>;
    fn deref(&self) -> &::serde_json::Map<::std::string::String, ::serde_json::Value> {
        &self.0
    }
}

impl ::std::convert::From<GetCallbackRequest>
for ::serde_json::Map<::std::string::String, ::serde_json::Value> {
    fn from(value: GetCallbackRequest) -> Self {
        value.0
    }
}

impl ::std::convert::From<::serde_json::Map<::std::string::String, ::serde_json::Value>>
for GetCallbackRequest {
    fn from(
        value: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    ) -> Self {
        Self(value)
    }
}

impl GetCallbackRequest {
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

impl crate::validate::Validate for GetCallbackRequest {
    fn check(&self, _: &mut crate::validate::Checks) {}
}

/// The webhook configuration.
///
/// Source: 647/68937.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct GetCallbackResponse {
    /// Address that receives the webhooks.
    #[serde(rename = "Url", skip_serializing_if = "::std::option::Option::is_none")]
    pub url: ::std::option::Option<::std::string::String>,
    /// The wanted webhooks.
    #[serde(
        rename = "CallbackCommandList",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub callback_command_list: ::std::option::Option<
        ::std::vec::Vec<crate::types::WebhookCommand>,
    >,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl crate::object::Object for GetCallbackResponse {
    const NAME: &'static str = "GetCallbackResponse";
    const FIELDS: &'static [&'static str] = &["Url", "CallbackCommandList"];
    const REQUIRED: u128 = 0b0;
    fn blank() -> Self {
        Self::default()
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.url = map.next_value()?,
            _ => self.callback_command_list = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for GetCallbackResponse {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}

impl GetCallbackResponse {
    /// `Url`, empty when absent.
    pub fn url(&self) -> &str {
        self.url.as_deref().unwrap_or_default()
    }
    /// `CallbackCommandList`, empty when absent.
    pub fn callback_command_list(&self) -> &[WebhookCommand] {
        self.callback_command_list.as_deref().unwrap_or_default()
    }
}
