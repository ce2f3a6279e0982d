//! What the management shows.

use serde::Serialize;
use serde_json::{Value, json};

use crate::engine::{Call, Event, EventKind, Record, Status};
use crate::phone::PhoneBook;
use crate::request_log::LoggedRequest;
use crate::webhook::{Delivery, Outcome};

/// A call in progress.
pub(super) fn call(call: &Call) -> Value {
    let notice = call.notice.as_deref();
    let members: Vec<Value> = call
        .members
        .iter()
        .map(|member| user(&member.user, member.status))
        .collect();
    json!({
        "call_id": call.id,
        "caller": &*call.caller,
        "callees": call.callees.iter().map(|user| &**user).collect::<Vec<_>>(),
        "media": call.media,
        "call_type": call.call_type(),
        "room": {"id": &*call.room.id, "kind": call.room.kind},
        "members": members,
        "push_title": notice.and_then(|notice| notice.title.as_deref()),
        "push_text": notice.and_then(|notice| notice.text.as_deref()),
        "user_data": notice.and_then(|notice| notice.user_data.as_deref()),
        "started_at": call.started_at,
        "answered_at": call.accepted_at,
    })
}

fn user(name: &str, status: Status) -> Value {
    json!({"user": name, "status": status})
}

fn record(record: &Record) -> Value {
    json!({
        "caller": &*record.caller,
        "callees": record.callees.iter().map(|user| &**user).collect::<Vec<_>>(),
        "result": record.result,
        "started_at": record.started_at,
        "answered_at": record.accepted_at,
        "ended_at": record.ended_at,
    })
}

/// Something that happened to a call.
pub(super) fn event(event: &Event) -> Value {
    let members = |members: &[(crate::engine::UserId, Status)]| -> Vec<Value> {
        members
            .iter()
            .map(|(name, status)| user(name, *status))
            .collect()
    };
    let (kind, more) = match &event.kind {
        EventKind::Started { members: all, .. } => ("started", json!({"members": members(all)})),
        EventKind::MembersChanged {
            members: all,
            changed,
        } => {
            let changed: Vec<Value> = changed
                .iter()
                .map(|(name, change)| json!({"user": &**name, "change": format!("{change:?}")}))
                .collect();
            (
                "members_changed",
                json!({"members": members(all), "changed": changed}),
            )
        }
        EventKind::Ended { record: kept } => ("ended", json!({"record": record(kept)})),
    };
    json!({"at": event.at, "call_id": event.call_id, "kind": kind, "what": more})
}

/// A request that came. Credentials stay out of it.
pub(super) fn request(request: &LoggedRequest) -> Value {
    let query: Vec<(&str, &str)> = request
        .query()
        .iter()
        .map(|(name, value)| {
            let secret = name.eq_ignore_ascii_case("usersig");
            (name.as_str(), if secret { "…" } else { value.as_str() })
        })
        .collect();
    json!({
        "at": request.at(),
        "method": request.method(),
        "path": request.path(),
        "query": query,
        "body": text_or_json(request.body()),
        "code": request.code(),
        "fault": request.fault().map(|fault| format!("{fault:?}")),
    })
}

/// A webhook and what became of it.
pub(super) fn delivery(delivery: &Delivery) -> Value {
    let attempts: Vec<Value> = delivery
        .attempts
        .iter()
        .map(|attempt| match &attempt.outcome {
            Outcome::Answered { status, body } => {
                json!({"at": attempt.at, "status": status, "body": text_or_json(body)})
            }
            Outcome::TimedOut => json!({"at": attempt.at, "failure": "no answer in time"}),
            Outcome::Failed(why) => json!({"at": attempt.at, "failure": why}),
        })
        .collect();
    json!({
        "number": delivery.number,
        "call_id": delivery.call_id,
        "command": delivery.command,
        "url": &*delivery.url,
        "body": text_or_json(&delivery.body),
        "event_at": delivery.event_at,
        "attempts": attempts,
        "done": delivery.done,
        "arrived": delivery.arrived(),
    })
}

/// Who has which phone, most specific first.
pub(super) fn phones(book: &PhoneBook) -> Value {
    let entries: Vec<Value> = book
        .entries()
        .into_iter()
        .map(|(user, phone)| json!({"user": user, "phone": phone}))
        .collect();
    json!({"phones": entries, "default": book.default_phone()})
}

fn text_or_json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(bytes).into_owned()))
}

/// A list under its name.
pub(super) fn list<T: Serialize>(name: &'static str, items: &[T]) -> Value {
    json!({ name: items })
}
