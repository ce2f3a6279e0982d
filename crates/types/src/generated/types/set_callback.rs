// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

#[allow(unused_imports)]
use super::*;

/// The new webhook configuration.
///
/// Source: 647/68938.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, PartialEq)]
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

impl crate::object::Object for SetCallbackRequest {
    const NAME: &'static str = "SetCallbackRequest";
    const FIELDS: &'static [&'static str] = &["Url", "CallbackCommandList"];
    const REQUIRED: u128 = 0b11;
    fn blank() -> Self {
        Self {
            url: String::new(),
            callback_command_list: Vec::new(),
            extra: ::serde_json::Map::new(),
        }
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

impl<'de> ::serde::Deserialize<'de> for SetCallbackRequest {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
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
        checks.unknown_only(&self.extra, <Self as crate::object::Object>::FIELDS);
    }
}
