//! Reads a webhook from stdin as a receiver would read the body of a request.
//!
//! `cargo run -p call-engine --example receive_webhooks < spec/examples/after_end_call/event-sample.json`

use std::collections::HashSet;
use std::io::{self, Read as _};

use call_engine::webhook::{self, WebhookEvent};

// docs: receive
/// Returns what to answer. `seen` lives as long as repetitions may come.
fn receive(body: &[u8], seen: &mut HashSet<String>) -> Result<&'static str, webhook::WebhookError> {
    let event = webhook::read(body)?;
    if seen.insert(key(&event)) {
        match &event {
            WebhookEvent::AfterMemberChanged(event) => {
                for member in event.changed_user_list() {
                    println!("{:?} did {:?}", member.user_account, member.action_type);
                }
            }
            WebhookEvent::AfterEndCall(event) => println!("ended: {:?}", event.call_record),
            other => println!("{other:?}"),
        }
    }
    Ok(webhook::ANSWER)
}

/// What two deliveries of the same event have in common.
fn key(event: &WebhookEvent) -> String {
    match event {
        WebhookEvent::AfterMemberChanged(event) => format!(
            "{} {:?} {:?}",
            event.call_id(),
            event.event_time,
            event.changed_user_list()
        ),
        other => format!("{other:?}"),
    }
}
// docs: end

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut body = Vec::new();
    io::stdin().read_to_end(&mut body)?;
    println!("answer: {}", receive(&body, &mut HashSet::new())?);
    Ok(())
}
