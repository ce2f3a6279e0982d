//! What the management shows.

use serde::Serialize;
use serde_json::{Value, json};

use super::live::{LiveCall, Plan};
use crate::engine::{Act, CallbackConfig, Change, Event, EventKind, Record, Room, Status, UserId};
use crate::phone::PhoneBook;
use crate::request_log::LoggedRequest;
use crate::webhook::{Delivery, Outcome};

/// A call in progress.
pub(super) fn call(live: &LiveCall) -> Value {
    let call = &live.call;
    let notice = call.notice.as_deref();
    let members: Vec<Value> = call
        .members
        .iter()
        .zip(&live.plans)
        .map(|(member, plan)| {
            let mut shown = user(&member.user, member.status);
            match plan {
                Plan::Nothing => {}
                Plan::Ignores => shown["by_itself"] = json!({"act": "ignore"}),
                Plan::Acts(at, act) => shown["by_itself"] = json!({"act": name(*act), "at": at}),
            }
            shown
        })
        .collect();
    let left = live.left.iter();
    let left = left.map(|(user, why)| json!({"user": &**user, "change": why.map(change)}));
    json!({
        "call_id": call.id,
        "caller": &*call.caller,
        "callees": names(&call.callees),
        "media": call.media,
        "call_type": call.call_type(),
        "room": room(&call.room),
        "members": members,
        "left": left.collect::<Vec<_>>(),
        "push_title": notice.and_then(|notice| notice.title.as_deref()),
        "push_text": notice.and_then(|notice| notice.text.as_deref()),
        "user_data": notice.and_then(|notice| notice.user_data.as_deref()),
        "started_at": call.started_at,
        "rings_until": live.rings_until,
        "answered_at": call.accepted_at,
    })
}

fn user(name: &str, status: Status) -> Value {
    json!({"user": name, "status": status})
}

fn names(users: &[UserId]) -> Vec<&str> {
    users.iter().map(|user| &**user).collect()
}

fn room(room: &Room) -> Value {
    json!({"id": &*room.id, "kind": room.kind})
}

/// The name of what a phone does, as orders have it.
fn name(act: Act) -> &'static str {
    match act {
        Act::Answer | Act::AnswerFor(_) => "answer",
        Act::Refuse => "refuse",
        Act::Busy => "busy",
        Act::HangUp => "hang_up",
        Act::Lose => "lose",
    }
}

/// The name of a change, as the library has it.
pub(super) fn change(change: Change) -> String {
    format!("{change:?}")
}

/// The webhook configuration.
pub(super) fn callback(config: Option<&CallbackConfig>) -> Value {
    config.map_or(
        Value::Null,
        |config| json!({"url": config.url, "commands": config.commands}),
    )
}

/// A call that has ended.
pub(super) fn record(record: &Record) -> Value {
    json!({
        "call_id": record.call_id,
        "caller": &*record.caller,
        "callees": names(&record.callees),
        "media": record.media,
        "call_type": record.call_type,
        "room": room(&record.room),
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
                .map(|(name, change)| json!({"user": &**name, "change": self::change(*change)}))
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

/// A request that came, bodies as JSON where they are. Credentials stay out of it.
pub(super) fn request(request: &LoggedRequest) -> Value {
    let (body, answer) = (request.body(), request.answer());
    with_bodies(request, &text_or_json(body), &text_or_json(answer))
}

/// The same, bodies as the texts that came and went.
pub(super) fn whole_request(request: &LoggedRequest) -> Value {
    let text = |bytes| Value::String(String::from_utf8_lossy(bytes).into_owned());
    with_bodies(request, &text(request.body()), &text(request.answer()))
}

fn with_bodies(request: &LoggedRequest, body: &Value, answer: &Value) -> Value {
    let query: Vec<(&str, &str)> = request
        .query()
        .iter()
        .map(|(name, value)| {
            let secret = name.eq_ignore_ascii_case("usersig");
            (name.as_str(), if secret { "…" } else { value.as_str() })
        })
        .collect();
    let finding = request.finding().map(|finding| {
        json!({
            "check": finding.check.as_str(),
            "in": if finding.check.looks_at_the_url() { "url" } else { "body" },
            "field": finding.field,
            "rule": finding.rule,
        })
    });
    json!({
        "at": request.at(),
        "method": request.method(),
        "path": request.path(),
        "query": query,
        "body": body,
        "code": request.code(),
        "meaning": request.meaning(),
        "finding": finding,
        "answer": answer,
        "answer_length": request.answer_length(),
        "fault": request.fault(),
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
