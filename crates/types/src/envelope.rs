//! What stands around every answer.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::types::ActionStatus;

/// What stands around every answer. Everything but the code may be absent (C-17).
///
/// Source: 647/68926.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Envelope<'a> {
    /// `OK` or `FAIL`.
    #[serde(rename = "ActionStatus")]
    pub action_status: Option<ActionStatus>,
    /// Text of the failure; empty on success.
    #[serde(rename = "ErrorInfo", borrow, default, deserialize_with = "borrowed")]
    pub error_info: Option<Cow<'a, str>>,
    /// 0 for success, anything else for failure.
    #[serde(rename = "ErrorCode")]
    pub error_code: i64,
    /// What to quote to the vendor's support.
    #[serde(rename = "RequestId", borrow, default, deserialize_with = "borrowed")]
    pub request_id: Option<Cow<'a, str>>,
    #[serde(rename = "Response", borrow)]
    #[cfg_attr(feature = "schemars", schemars(skip))]
    response: Option<&'a RawValue>,
}

impl<'a> Envelope<'a> {
    /// The payload as it came; `None` when there is none (C-1).
    pub fn response(&self) -> Option<&'a RawValue> {
        self.response.filter(|payload| payload.get() != "null")
    }
}

/// Text that is copied only if it holds escapes.
#[derive(Deserialize)]
pub(crate) struct Borrowed<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);

/// The same where serde would copy it: inside an `Option`.
fn borrowed<'de: 'a, 'a, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Cow<'a, str>>, D::Error> {
    let text = Option::<Borrowed<'a>>::deserialize(deserializer)?;
    Ok(text.map(|text| text.0))
}
