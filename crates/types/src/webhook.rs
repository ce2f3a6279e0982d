//! Reading webhooks.
//!
//! ```
//! use call_engine_types::webhook::{self, WebhookEvent};
//!
//! let body = br#"{"CallbackCommand":"Call.CallbackAfterMemberChanged","CallId":"c1",
//!     "ChangedUserList":[{"User_Account":"jack","ActionType":"Answer"}],"EventTime":1740464128807}"#;
//! let event = webhook::read(body)?;
//! assert_eq!((event.call_id(), event.event_time()), ("c1", Some(1_740_464_128_807)));
//! if let WebhookEvent::AfterMemberChanged(event) = event {
//!     println!("{:?}", event.changed_user_list());
//! }
//! # Ok::<(), webhook::WebhookError>(())
//! ```

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer as _};
use serde_json::Value;

use crate::place;

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
    if let Some(event) = quick(body) {
        return Ok(event);
    }
    // serde takes a list for an object too.
    if body.trim_ascii_start().starts_with(b"[") {
        return Err(WebhookError {
            path: String::new(),
            source: serde::de::Error::invalid_type(Unexpected::Seq, &"an object"),
        });
    }
    let head: Head = decode(body)?;
    WebhookEvent::read(&head.command, body)
}

/// The event, if the body is without fault and the contract knows its webhook: then it is read once, and nobody keeps
/// account of where in the JSON one is. Everything else is left to the thorough way.
#[inline]
fn quick(body: &[u8]) -> Option<WebhookEvent> {
    let body = std::str::from_utf8(body).ok()?;
    WebhookEvent::quick(command(body)?, body)
}

/// The command of a body, read no further than that.
#[inline]
fn command(body: &str) -> Option<&str> {
    struct Command<'found, 'de>(&'found mut Option<&'de str>);

    impl<'de> Visitor<'de> for Command<'_, 'de> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
            while let Some(name) = fields.next_key::<&str>()? {
                if name == COMMAND {
                    *self.0 = Some(fields.next_value()?);
                    return Ok(());
                }
                fields.next_value::<IgnoredAny>()?;
            }
            Ok(())
        }
    }

    let mut found = None;
    let mut json = serde_json::Deserializer::from_str(body);
    // Leaving in the middle is an error to serde_json; what was found stays.
    let _ = json.deserialize_map(Command(&mut found));
    found
}

const COMMAND: &str = "CallbackCommand";

pub(crate) fn command_of(unknown: &Value) -> &str {
    unknown[COMMAND].as_str().unwrap_or_default()
}

/// Where the known webhooks have it: at the top, or in the object about the call.
pub(crate) fn call_id_of(unknown: &Value) -> &str {
    const ID: &str = "CallId";
    let places = [
        &unknown[ID],
        &unknown["CallInfo"][ID],
        &unknown["CallRecord"][ID],
    ];
    places
        .into_iter()
        .find_map(Value::as_str)
        .unwrap_or_default()
}

pub(crate) fn event_time_of(unknown: &Value) -> Option<i64> {
    unknown["EventTime"].as_i64()
}

impl WebhookEvent {
    /// When it happened. `None` when the event does not say, or says what no clock can show.
    pub fn time(&self) -> Option<SystemTime> {
        let milliseconds = self.event_time()?;
        let span = Duration::from_millis(milliseconds.unsigned_abs());
        if milliseconds < 0 {
            UNIX_EPOCH.checked_sub(span)
        } else {
            UNIX_EPOCH.checked_add(span)
        }
    }
}

pub(crate) fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, WebhookError> {
    serde_json::from_slice(body).map_err(|source| WebhookError {
        path: place::of(body, &source),
        source,
    })
}
