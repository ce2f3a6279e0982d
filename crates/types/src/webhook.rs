//! Reading webhooks.
//!
//! ```
//! use call_engine_types::webhook::{self, WebhookEvent};
//!
//! let body = br#"{"CallbackCommand":"Call.CallbackAfterMemberChanged","CallId":"c1",
//!     "ChangedUserList":[{"User_Account":"jack","ActionType":"Answer"}],"EventTime":1740464128807}"#;
//! if let WebhookEvent::AfterMemberChanged(event) = webhook::read(body)? {
//!     assert_eq!(event.call_id(), "c1");
//! }
//! # Ok::<(), webhook::WebhookError>(())
//! ```

use std::fmt;

use serde::Deserialize;
use serde::de::DeserializeOwned;

pub use crate::generated::webhooks::WebhookEvent;

/// What the vendor expects as answer; it ignores the content.
pub const ANSWER: &str = r#"{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":""}"#;

/// A body that is not a webhook.
#[derive(Debug)]
pub struct WebhookError {
    path: String,
    source: serde_json::Error,
}

impl WebhookError {
    /// Where in the JSON the fault is, such as `UserList[0].Status`; empty for the whole body.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body is not a webhook of Call")?;
        if !self.path.is_empty() {
            write!(f, " at {}", self.path)?;
        }
        write!(f, ": {}", self.source)
    }
}

impl std::error::Error for WebhookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Reads the body of a webhook. Webhooks the contract does not know are kept as they came.
///
/// # Errors
///
/// The body is not JSON, or names no `CallbackCommand`, or a field of it has another type than documented.
// Compiled where it is used: whoever only places calls does not pay for it.
#[inline]
pub fn read(body: &[u8]) -> Result<WebhookEvent, WebhookError> {
    #[derive(Deserialize)]
    struct Head {
        #[serde(rename = "CallbackCommand")]
        command: String,
    }
    let head: Head = decode(body)?;
    WebhookEvent::read(&head.command, body)
}

pub(crate) fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, WebhookError> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let read = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        WebhookError {
            path: if path == "." { String::new() } else { path },
            source: error.into_inner(),
        }
    })?;
    json.end().map_err(|source| WebhookError {
        path: String::new(),
        source,
    })?;
    Ok(read)
}
