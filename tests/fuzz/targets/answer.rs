//! The answer to a command, from a server or whatever stands in its place: envelope first, then the payload; and the
//! request that a program makes of JSON. The first byte says which type the rest is read as.
#![no_main]

use std::fmt::Debug;

use call_engine_types::{Envelope, types, validate};
use libfuzzer_sys::fuzz_target;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The order is that of the letters `cargo xtask prove fuzz` writes in front of examples.
const TYPES: &[(fn(&[u8]), fn(&Value))] = &[
    (
        answer::<types::StartCallByRobotResponse>,
        request::<types::StartCallByRobotRequest>,
    ),
    (
        answer::<types::GetCallInfoResponse>,
        request::<types::GetCallInfoRequest>,
    ),
    (
        answer::<types::GetRecordByCallidResponse>,
        request::<types::GetRecordByCallidRequest>,
    ),
    (
        answer::<types::GetRecordByFilterResponse>,
        request::<types::GetRecordByFilterRequest>,
    ),
    (
        answer::<types::GetCallbackResponse>,
        request::<types::GetCallbackRequest>,
    ),
    (
        answer::<types::WebhookAnswer>,
        request::<types::SetCallbackRequest>,
    ),
    (
        answer::<types::CallRecord>,
        request::<types::EndCallRequest>,
    ),
    (
        answer::<types::OfflinePushInfo>,
        request::<types::DeleteCallbackRequest>,
    ),
];

fuzz_target!(|input: &[u8]| {
    let Some((first, body)) = input.split_first() else {
        return;
    };
    let (answer, request) = TYPES[usize::from(*first) % TYPES.len()];
    // As an answer with an envelope around it, as the bare payload, and as the body of a request.
    if let Ok(envelope) = serde_json::from_slice::<Envelope<'_>>(body) {
        assert!(!format!("{envelope:?}").is_empty());
        if let Some(payload) = envelope.response() {
            assert_ne!(payload.get(), "null");
            answer(payload.get().as_bytes());
        }
    }
    answer(body);
    if let Ok(json) = serde_json::from_slice::<Value>(body) {
        request(&json);
    }
});

/// What a program does with an answer.
trait Look {
    fn look(&self) {}
}

impl Look for types::StartCallByRobotResponse {
    fn look(&self) {
        self.call_id();
    }
}

impl Look for types::GetCallInfoResponse {
    fn look(&self) {
        self.user_list();
        self.call_info.as_ref().map(types::CallInfo::room);
    }
}

impl Look for types::CallRecord {
    fn look(&self) {
        self.room();
        self.callees().count();
    }
}

impl Look for types::GetRecordByCallidResponse {}
impl Look for types::GetRecordByFilterResponse {}
impl Look for types::GetCallbackResponse {}
impl Look for types::WebhookAnswer {}
impl Look for types::OfflinePushInfo {}

fn answer<T: DeserializeOwned + Serialize + PartialEq + Debug + Look>(body: &[u8]) {
    if let Ok(read) = serde_json::from_slice::<T>(body) {
        read.look();
        comes_back(&read);
    }
}

fn request<T>(json: &Value)
where
    T: DeserializeOwned + Serialize + PartialEq + Debug + validate::Validate,
{
    match validate::read::<T>(json) {
        Ok(read) => {
            if let Err(error) = validate::validate(&read) {
                assert!(!error.to_string().is_empty());
            }
            comes_back(&read);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// What was read is written such that it is read as the same, and written as the same again.
fn comes_back<T: DeserializeOwned + Serialize + PartialEq + Debug>(read: &T) {
    let json = serde_json::to_value(read).expect("what was read can be written");
    let again: T = serde_json::from_value(json.clone()).expect("what was written can be read");
    assert_eq!(&again, read, "{json}");
    assert_eq!(serde_json::to_value(&again).expect("JSON"), json);
}
