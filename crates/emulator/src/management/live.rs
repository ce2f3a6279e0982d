//! What the page looks at, and when to look again.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream};
use serde_json::{Value, json};

use super::{lines, rules, views};
use crate::engine::{Act, Call, CallId, Change, Engine, EventKind, UserId};
use crate::generated::routes::ROUTES;
use crate::server::Shared;
use crate::service::lock;

/// Shortest time between two calls to look again.
const PAUSE: Duration = Duration::from_millis(50);
/// How many calls in progress the page sees, and how many members of theirs in all, so that a snapshot stays small.
const SHOWN: usize = 100;
const SHOWN_MEMBERS: usize = 2_000;
/// How many requests, events and webhooks the page sees of each.
const LINES: usize = 100;

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

/// A call in progress, and what only the engine and the log know of it.
#[derive(Debug)]
pub(super) struct LiveCall {
    pub(super) call: Call,
    pub(super) rings_until: Option<u64>,
    /// For each member.
    pub(super) plans: Vec<Plan>,
    /// Who was called and takes no part any more, and why as far as it is remembered.
    pub(super) left: Vec<(UserId, Option<Change>)>,
}

/// What a phone is going to do by itself.
#[derive(Debug, Clone, Copy)]
pub(super) enum Plan {
    Nothing,
    /// It rings, and nobody is ever going to react.
    Ignores,
    Acts(u64, Act),
}

impl LiveCall {
    pub(super) fn of(engine: &Engine, call: &Call) -> Self {
        let plan = |member| match engine.plan(member) {
            Some((due, act)) => Plan::Acts(due, act),
            None if engine.is_ignored(member) => Plan::Ignores,
            None => Plan::Nothing,
        };
        let has_left = |user: &&UserId| call.status(user).is_none();
        let left = call.callees.iter().filter(has_left);
        Self {
            call: call.clone(),
            rings_until: engine.rings_until(call),
            plans: call.members.iter().map(plan).collect(),
            left: left.map(|user| (Arc::clone(user), None)).collect(),
        }
    }
}

/// Looks up in the log of events why somebody left.
pub(super) fn tell_why_they_left(shared: &Shared, calls: &mut [LiveCall]) {
    let mut wanted: HashMap<CallId, &mut LiveCall> = calls
        .iter_mut()
        .filter(|live| !live.left.is_empty())
        .map(|live| (live.call.id, live))
        .collect();
    if wanted.is_empty() {
        return;
    }
    let events = lock(&shared.service.events);
    for (_, event) in events.numbered() {
        let EventKind::MembersChanged { changed, .. } = &event.kind else {
            continue;
        };
        let Some(live) = wanted.get_mut(&event.call_id) else {
            continue;
        };
        for (user, change) in changed {
            if let Some(known) = live.left.iter_mut().find(|(known, _)| known == user) {
                known.1 = Some(*change);
            }
        }
    }
}

/// Everything the page shows at once: the latest of what is much, and of the past only its number. It does not grow with the history.
pub(super) fn snapshot(shared: &Shared) -> Value {
    let service = &shared.service;
    let (mut calls, count, ended, callback) = service.with_engine(|engine, _| {
        let mut latest = engine.latest_calls(SHOWN);
        latest.sort_by_key(|call| std::cmp::Reverse((call.started_at, call.id)));
        let mut members = 0;
        let few = latest.iter().take_while(|call| {
            let before = members;
            members += call.callees.len();
            before == 0 || members <= SHOWN_MEMBERS
        });
        let calls: Vec<LiveCall> = few.map(|call| LiveCall::of(engine, call)).collect();
        let callback = engine.callback().cloned();
        (calls, engine.calls().len(), engine.ended_count(), callback)
    });
    tell_why_they_left(shared, &mut calls);
    json!({
        "sdk_app_id": service.app.sdk_app_id,
        "now": service.clock.now_millis(),
        "clock_runs": service.clock.is_running(),
        "call_count": count,
        "calls": calls.iter().map(views::call).collect::<Vec<_>>(),
        "record_count": ended.0,
        "ended_ever": ended.1,
        "callback": views::callback(callback.as_deref()),
        "commands": ROUTES.iter().map(|route| route.operation).collect::<Vec<_>>(),
        "faults": rules::faults(shared),
        "webhook_rules": rules::webhook_rules(shared),
        "line": lines::latest(shared, LINES),
    })
}
