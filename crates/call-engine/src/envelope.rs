//! What stands around every answer.

use std::borrow::Cow;

use serde::Deserialize;
#[cfg(feature = "client")]
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
    #[cfg(feature = "client")]
    #[serde(rename = "Response", borrow)]
    #[cfg_attr(feature = "schemars", schemars(skip))]
    pub(crate) response: Option<&'a RawValue>,
}
