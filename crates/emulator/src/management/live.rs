//! What the page looks at, and when to look again.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream};
use serde_json::{Value, json};

use super::views;
use crate::server::Shared;
use crate::service::lock;

/// Shortest time between two calls to look again.
const PAUSE: Duration = Duration::from_millis(50);
/// How many calls, requests, events and webhooks the page sees.
const SHOWN: usize = 200;

/// Tells whenever something has changed, and once at first: what happens between a look and this connection is not missed.
pub(super) async fn live(
    State(shared): State<Arc<Shared>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut changes = shared.service.changed.subscribe();
    changes.mark_changed();
    let changes = stream::unfold(changes, |mut changes| async move {
        // The sender lives as long as the service; what happens while we pause is told once.
        changes.changed().await.ok()?;
        tokio::time::sleep(PAUSE).await;
        changes.mark_unchanged();
        // An event without data is none to a browser.
        Some((Ok(Event::default().event("change").data("new")), changes))
    });
    Sse::new(changes).keep_alive(KeepAlive::default())
}

/// Everything the page shows, the latest of what is much.
pub(super) fn snapshot(shared: &Shared) -> Value {
    let service = &shared.service;
    let (mut calls, count) = service.with_engine(|engine, _| {
        let calls = engine.latest_calls(SHOWN);
        (calls, engine.calls().len())
    });
    calls.sort_by_key(|call| (call.started_at, call.id));
    let (first_request, requests) = lock(&shared.requests).latest(SHOWN);
    let (first_event, events) = lock(&service.events).latest(SHOWN);
    let deliveries = lock(&service.outbox).latest(SHOWN);
    json!({
        "sdk_app_id": service.app.sdk_app_id,
        "now": service.clock.now_millis(),
        "call_count": count,
        "calls": calls.iter().map(views::call).collect::<Vec<_>>(),
        "first_request": first_request,
        "requests": requests.iter().map(views::request).collect::<Vec<_>>(),
        "first_event": first_event,
        "events": events.iter().map(views::event).collect::<Vec<_>>(),
        "deliveries": deliveries.iter().map(views::delivery).collect::<Vec<_>>(),
    })
}
