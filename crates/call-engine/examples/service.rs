//! A service: rings on `POST /ring/{callee}`, receives webhooks, answers them at once, and follows up missed calls.
//!
//! With `call-engine emulator` running and its three variables set:
//! `cargo run -p call-engine --features tower --example service`, then
//! `curl -X POST http://127.0.0.1:8080/ring/jack`.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use call_engine::types::CallResult;
use call_engine::webhook::{
    Endpoint, MemoryGuard, Placement, Receiver, Timelines, WebhookEvent, queue,
};
use call_engine::{Client, Ring, RingError};
use tokio::net::TcpListener;

/// Callees by the call that rings them.
type Ringing = Arc<Mutex<HashMap<String, String>>>;

#[derive(Clone)]
struct Service {
    client: Client,
    ringing: Ringing,
}

impl Service {
    async fn ring(&self, callee: &str) -> Result<String, RingError> {
        let call = self.client.ring(Ring::audio("robot", [callee])).await?;
        let call_id = call.id().unwrap_or_default().to_owned();
        let mut ringing = self.ringing.lock().unwrap_or_else(PoisonError::into_inner);
        ringing.insert(call_id.clone(), callee.to_owned());
        Ok(call_id)
    }
}

async fn ring(
    State(service): State<Service>,
    Path(callee): Path<String>,
) -> Result<String, (StatusCode, String)> {
    service.ring(&callee).await.map_err(|error| {
        eprintln!("{error}");
        // Whoever asked must not try again at once when it may be ringing.
        let status = if error.may_have_rung() {
            StatusCode::ACCEPTED
        } else {
            StatusCode::BAD_GATEWAY
        };
        (status, error.remedy().to_owned())
    })
}

/// What to do about an event, after it was answered.
fn follow(event: WebhookEvent, calls: &mut Timelines, ringing: &Ringing) {
    let call = event.call_id().to_owned();
    let result = match &event {
        WebhookEvent::AfterEndCall(end) => end
            .call_record
            .as_ref()
            .and_then(|record| record.call_result.clone()),
        _ => None,
    };
    if calls.place(event) == Placement::AfterEnd {
        return;
    }
    let Some(result) = result else { return };
    let mut ringing = ringing.lock().unwrap_or_else(PoisonError::into_inner);
    // Not every call of the application is one of ours.
    if let Some(callee) = ringing.remove(&call) {
        match result {
            CallResult::NotAnswer | CallResult::CallBusy => {
                println!("{callee} missed {call}: write a message");
            }
            result => println!("{call} with {callee} ended: {result}"),
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let application = std::env::var("CALL_ENGINE_SDK_APP_ID")?.parse()?;
    let client = Client::from_env()?;
    let ringing = Ringing::default();

    // docs: endpoint
    let receiver = Receiver::builder(application)
        .url_secret(
            "token",
            std::env::var("WEBHOOK_SECRET").unwrap_or_else(|_| "only for trying out".into()),
        )
        .build()?;
    let (inbox, events) = queue(1_000);
    let endpoint = Endpoint::with_log(receiver, inbox, |error| eprintln!("{error}"));
    // docs: end

    // docs: worker
    let mut calls = Timelines::new(1_000, 64);
    let mut events = events.without_duplicates(MemoryGuard::default());
    let known = Arc::clone(&ringing);
    let worker = tokio::spawn(async move {
        while let Some(received) = events.next().await {
            follow(received.into_event(), &mut calls, &known);
        }
    });
    // docs: end

    // docs: serve
    let router = Router::new()
        .route("/ring/{callee}", post(ring))
        .with_state(Service { client, ringing })
        .route_service("/webhooks", endpoint.clone());
    let listener = TcpListener::bind("127.0.0.1:8080").await?;
    axum::serve(listener, router)
        .with_graceful_shutdown(stopped())
        .await?;
    endpoint.close();
    worker.await?; // everything that was answered 200 is handled
    // docs: end
    Ok(())
}

/// Resolves when a line is entered or the input ends.
async fn stopped() {
    println!("listening on http://127.0.0.1:8080, Enter stops");
    let line = tokio::task::spawn_blocking(|| std::io::stdin().read_line(&mut String::new()));
    let _ = line.await;
}
