//! A receiver, and what it is given.

pub use call_engine::webhook::{ReceiveError, Received, Receiver, ReceiverBuilder, WebhookEvent};
use http::HeaderMap;
use serde_json::Value;

use crate::examples::{Example, example};

pub const APPLICATION: u32 = 1_400_000_000;
pub const START: &str = "Call.CallbackAfterStartCall";
pub const END: &str = "Call.CallbackAfterEndCall";
pub const CHANGED: &str = "Call.CallbackAfterMemberChanged";

pub fn plain() -> Receiver {
    Receiver::builder(APPLICATION).build().expect("a receiver")
}

pub fn secret() -> ReceiverBuilder {
    Receiver::builder(APPLICATION).url_secret("token", "p+q/r=s %2A")
}

pub fn query(command: &str) -> String {
    format!(
        "SdkAppid={APPLICATION}&CallbackCommand={command}&contenttype=json&ClientIP=127.0.0.1&OptPlatform=Web"
    )
}

pub fn receive(query: &str, body: &str) -> Result<Received, ReceiveError> {
    plain().receive(query, &HeaderMap::new(), body.as_bytes())
}

pub fn event(command: &str, body: &str) -> WebhookEvent {
    let received = receive(&query(command), body);
    received
        .unwrap_or_else(|error| panic!("{body}: {error}"))
        .into_event()
}

pub fn sample(folder: &str, file: &str) -> WebhookEvent {
    let Example { text, .. } = example(folder, file);
    let body: Value = serde_json::from_str(&text).expect("JSON");
    event(body["CallbackCommand"].as_str().expect("a command"), &text)
}

pub fn changed() -> String {
    example("after_member_changed", "event-accept").text
}

pub fn refused(query: &str) -> ReceiveError {
    receive(query, &changed()).expect_err("refused")
}
