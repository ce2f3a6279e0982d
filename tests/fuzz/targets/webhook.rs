//! The body of a webhook, from whoever found the address: read or refused, and written back as it was understood.
#![no_main]

use call_engine_types::webhook::{self, WebhookEvent};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|body: &[u8]| {
    let event = match webhook::read(body) {
        Ok(event) => event,
        Err(error) => {
            assert!(error.to_string().contains(error.path()));
            return;
        }
    };
    let json = event.to_json().expect("what was read can be written");
    assert!(json["CallbackCommand"].is_string());
    // Through the value and not the text: parsing a float may lose its last bit.
    let written = serde_json::to_vec(&json).expect("JSON");
    let again = webhook::read(&written).expect("what was written can be read");
    if !holds_float(&json) {
        assert_eq!(again, event, "{}", String::from_utf8_lossy(&written));
        assert_eq!(again.to_json().expect("JSON"), json);
    }
    look(&event);
});

/// What a program does with an event.
fn look(event: &WebhookEvent) {
    assert!(!format!("{event:?}").is_empty());
    match event {
        WebhookEvent::AfterStartCall(event) => {
            event.user_list();
            let info = event.call_info.as_ref();
            info.map(|info| (info.room(), info.media()));
        }
        WebhookEvent::AfterEndCall(event) => {
            event.call_record.as_ref().map(|record| record.room());
        }
        WebhookEvent::AfterMemberChanged(event) => {
            event.call_id();
            event.user_list();
            event.changed_user_list();
        }
        _ => {}
    }
}

fn holds_float(json: &Value) -> bool {
    match json {
        Value::Number(number) => number.is_f64(),
        Value::Array(items) => items.iter().any(holds_float),
        Value::Object(members) => members.values().any(holds_float),
        _ => false,
    }
}
