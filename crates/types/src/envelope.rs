//! What stands around every answer.

use std::borrow::Cow;

use serde::Deserialize;
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
    #[serde(rename = "ErrorInfo", borrow)]
    pub error_info: Option<Cow<'a, str>>,
    /// 0 for success, anything else for failure.
    #[serde(rename = "ErrorCode")]
    pub error_code: i64,
    /// What to quote to the vendor's support.
    #[serde(rename = "RequestId", borrow)]
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
