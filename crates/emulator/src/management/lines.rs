//! The time line: commands, what happened to calls, webhooks. One line says little of each; what is opened is fetched whole.

use serde_json::{Value, json};

use super::views;
use crate::engine::{CallId, Event, EventKind, UserId};
use crate::request_log::LoggedRequest;
use crate::server::Shared;
use crate::service::lock;
use crate::webhook::{Delivery, Outcome};

/// How many names a line holds.
const NAMES: usize = 4;
/// How many lines of each kind one call shows.
const LINES_OF_A_CALL: usize = 500;

/// The latest so many of each kind, oldest first within its kind.
pub(super) fn latest(shared: &Shared, most: usize) -> Value {
    let (first, requests) = lock(&shared.requests).latest(most);
    let requests: Vec<Value> = (first..)
        .zip(&requests)
        .map(|(n, one)| command(n, one))
        .collect();
    let (first, events) = lock(&shared.service.events).latest(most);
    let events: Vec<Value> = (first..)
        .zip(&events)
        .map(|(n, one)| event(n, one))
        .collect();
    let deliveries = lock(&shared.service.outbox).latest(most);
    let deliveries: Vec<Value> = deliveries.iter().map(webhook).collect();
    json!({"commands": requests, "events": events, "webhooks": deliveries})
}

/// What is remembered of one call, oldest first within its kind.
pub(super) fn of_call(shared: &Shared, id: CallId, started_at: u64) -> Value {
    let named = id.to_string();
    // Searched after the log is let go, so that requests do not wait for it.
    let later: Vec<(usize, LoggedRequest)> = lock(&shared.requests)
        .numbered()
        .filter(|(_, one)| one.at() >= started_at)
        .map(|(number, one)| (number, one.clone()))
        .collect();
    let requests: Vec<Value> = later
        .iter()
        .filter(|(_, one)| holds(one.body(), &named) || holds(one.answer(), &named))
        .take(LINES_OF_A_CALL)
        .map(|(number, one)| command(*number, one))
        .collect();
    let events: Vec<Value> = lock(&shared.service.events)
        .numbered()
        .filter(|(_, one)| one.call_id == id)
        .take(LINES_OF_A_CALL)
        .map(|(number, one)| event(number, one))
        .collect();
    let deliveries = lock(&shared.service.outbox).of_call(id);
    let deliveries: Vec<Value> = deliveries.iter().map(webhook).collect();
    json!({"commands": requests, "events": events, "webhooks": deliveries})
}

fn holds(text: &[u8], part: &str) -> bool {
    // Without reading JSON: the ID is 36 letters that stand for themselves in it.
    std::str::from_utf8(text).is_ok_and(|text| text.contains(part))
}

fn command(number: usize, request: &LoggedRequest) -> Value {
    let name = request.path().rsplit('/').next().unwrap_or_default();
    json!({
        "number": number,
        "at": request.at(),
        "name": name.chars().take(64).collect::<String>(),
        "code": request.code(),
        "field": request.finding().and_then(|finding| finding.field.as_deref()),
        "fault": request.fault(),
    })
}

fn event(number: usize, event: &Event) -> Value {
    let (kind, users, changes, count) = match &event.kind {
        EventKind::Started { members, .. } => {
            let users: Vec<&UserId> = members.iter().map(|(user, _)| user).take(NAMES).collect();
            ("started", users, None, members.len())
        }
        EventKind::MembersChanged { changed, .. } => {
            let users: Vec<&UserId> = changed.iter().map(|(user, _)| user).take(NAMES).collect();
            let change = changed.first().map(|(_, change)| views::change(*change));
            ("members_changed", users, change, changed.len())
        }
        EventKind::Ended { record } => {
            let users: Vec<&UserId> = record.callees.iter().take(NAMES).collect();
            ("ended", users, None, record.callees.len())
        }
    };
    let result = match &event.kind {
        EventKind::Ended { record } => Some(record.result),
        _ => None,
    };
    json!({
        "number": number,
        "at": event.at,
        "call_id": event.call_id,
        "kind": kind,
        "users": users.iter().map(|user| &***user).collect::<Vec<_>>(),
        "users_in_all": count,
        "change": changes,
        "result": result,
    })
}

fn webhook(delivery: &Delivery) -> Value {
    let last = delivery
        .attempts
        .last()
        .map(|attempt| match &attempt.outcome {
            Outcome::Answered { status, .. } => status.to_string(),
            Outcome::TimedOut => "no answer in time".to_owned(),
            Outcome::Failed(_) => "nobody answered".to_owned(),
        });
    json!({
        "number": delivery.number,
        "at": delivery.event_at,
        "call_id": delivery.call_id,
        "name": delivery.command,
        "attempts": delivery.attempts.len(),
        "last": last,
        "done": delivery.done,
        "arrived": delivery.arrived(),
    })
}
