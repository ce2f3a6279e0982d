//! Reads a webhook from stdin as a receiver would read the body of a request.
//!
//! `cargo run -p call-engine --features webhook --example receive_webhooks < spec/examples/after_end_call/event-sample.json`

use std::io::{self, Read as _};

use call_engine::webhook::{MemoryGuard, Receiver, Reply, Seen, WebhookEvent, testing::Delivery};
use http::HeaderMap;

// docs: receive
/// Says what to answer. The query as it stands in the address, the body before anything has parsed it.
fn answer(
    receiver: &Receiver,
    guard: &MemoryGuard,
    query: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Reply {
    let webhook = match receiver.receive(query, headers, body) {
        Ok(webhook) => webhook,
        Err(error) => {
            eprintln!("{error}"); // names the likely cause; the answer does not
            return error.reply();
        }
    };
    if guard.seen(webhook.key()) == Seen::First {
        follow(webhook.event());
    }
    webhook.reply()
}
// docs: end

// docs: events
fn follow(event: &WebhookEvent) {
    match event {
        WebhookEvent::AfterMemberChanged(event) => {
            for member in event.changed_user_list() {
                println!("{:?} did {:?}", member.user_account, member.action_type);
            }
        }
        WebhookEvent::AfterEndCall(event) => println!("ended: {:?}", event.call_record),
        other => println!("{} of {}", other.command(), other.call_id()),
    }
}
// docs: end

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut body = Vec::new();
    io::stdin().read_to_end(&mut body)?;
    let command = call_engine::webhook::read(&body)?.command().to_owned();
    // docs: receiver
    let receiver = Receiver::builder(1_400_000_000)
        .url_secret("token", "a long random text")
        .build()?;
    let guard = MemoryGuard::default();
    // docs: end
    // docs: testing
    let delivery =
        Delivery::of_body(1_400_000_000, &command, body).parameter("token", "a long random text");
    let query = delivery.query();
    let reply = answer(
        &receiver,
        &guard,
        &query,
        &delivery.headers(),
        delivery.body(),
    );
    assert_eq!(reply.status(), 200);
    // docs: end
    println!("answer: {}", reply.body());
    Ok(())
}
