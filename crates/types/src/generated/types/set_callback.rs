// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

#[allow(unused_imports)]
use super::*;

/// The new webhook configuration.
///
/// Source: 647/68938.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
pub struct SetCallbackRequest {
    /// Address that receives the webhooks, http or https, https advised (W-11). Undocumented: its greatest
    /// length, whether the server probes it and whether it keeps a query string, which a third party relies
    /// on.
    ///
    /// Not empty.
    #[serde(rename = "Url")]
    pub url: ::std::string::String,
    /// The wanted webhooks. Whether an empty list or an unknown name is refused is undocumented.
    #[serde(rename = "CallbackCommandList")]
    pub callback_command_list: ::std::vec::Vec<crate::types::WebhookCommand>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl SetCallbackRequest {
    /// Creates the value with what the contract requires: `Url`, `CallbackCommandList`.
    pub fn new(
        url: impl Into<String>,
        callback_command_list: impl IntoIterator<Item = impl Into<WebhookCommand>>,
    ) -> Self {
        Self {
            url: url.into(),
            callback_command_list: callback_command_list.into_iter().map(Into::into).collect(),
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

impl crate::validate::Validate for SetCallbackRequest {
    fn check(&self, checks: &mut crate::validate::Checks) {
        {
            let value = &self.url;
            checks.text("Url", value, &crate::validate::TextRules { min_chars: Some(1), max_chars: None, max_bytes: None, allowed: &[] });
        }
        checks.unknown_only(&self.extra, &["Url", "CallbackCommandList"]);
    }
}
