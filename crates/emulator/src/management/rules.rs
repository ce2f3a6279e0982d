//! What is to go wrong: rules for requests and for webhooks.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::Response;
use serde_json::{Value, json};

use super::orders::{FaultOrder, WebhookOrder, read};
use super::router::{Refused, done, written};
use crate::fault::FaultRule;
use crate::server::Shared;
use crate::service::lock;
use crate::webhook::Rule;

/// The rules for requests, the first that counts first.
pub(super) fn faults(shared: &Shared) -> Vec<Value> {
    let mut faults = lock(&shared.faults);
    let rules = faults.rules().numbered();
    rules.map(|(id, rule)| with(id, rule.to_value())).collect()
}

/// The rules for webhooks, the first that counts first.
pub(super) fn webhook_rules(shared: &Shared) -> Vec<Value> {
    let mut outbox = lock(&shared.service.outbox);
    let rules = outbox.rules().numbered();
    rules.map(|(id, rule)| with(id, rule.to_value())).collect()
}

fn with(id: u64, mut rule: Value) -> Value {
    rule["id"] = json!(id);
    rule
}

fn changed(shared: &Shared, answer: Value) -> Value {
    shared.service.changed.send_replace(());
    answer
}

pub(super) async fn list_faults(State(shared): State<Arc<Shared>>) -> Response<Body> {
    written(Ok(json!({"faults": faults(&shared)})))
}

pub(super) async fn add_fault(State(shared): State<Arc<Shared>>, body: Bytes) -> Response<Body> {
    let rule = read::<FaultOrder>(&body).and_then(FaultRule::try_from);
    written(rule.map_err(Refused::wrong).map(|rule| {
        let id = lock(&shared.faults).rules().add(rule);
        changed(&shared, json!({"done": true, "id": id}))
    }))
}

pub(super) async fn clear_faults(State(shared): State<Arc<Shared>>) -> Response<Body> {
    lock(&shared.faults).rules().clear();
    written(Ok(changed(&shared, done())))
}

pub(super) async fn remove_fault(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<u64>,
) -> Response<Body> {
    let known = lock(&shared.faults).rules().remove(id);
    written(gone(&shared, known, id))
}

pub(super) async fn list_webhook_rules(State(shared): State<Arc<Shared>>) -> Response<Body> {
    written(Ok(json!({"webhook_rules": webhook_rules(&shared)})))
}

pub(super) async fn add_webhook_rule(
    State(shared): State<Arc<Shared>>,
    body: Bytes,
) -> Response<Body> {
    let order = read::<WebhookOrder>(&body).map_err(Refused::wrong);
    written(order.map(|order| {
        let id = lock(&shared.service.outbox).rules().add(Rule::from(order));
        changed(&shared, json!({"done": true, "id": id}))
    }))
}

pub(super) async fn clear_webhook_rules(State(shared): State<Arc<Shared>>) -> Response<Body> {
    lock(&shared.service.outbox).rules().clear();
    written(Ok(changed(&shared, done())))
}

pub(super) async fn remove_webhook_rule(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<u64>,
) -> Response<Body> {
    let known = lock(&shared.service.outbox).rules().remove(id);
    written(gone(&shared, known, id))
}

fn gone(shared: &Shared, known: bool, id: u64) -> Result<Value, Refused> {
    if known {
        Ok(changed(shared, done()))
    } else {
        let why = format!("there is no rule {id}; it has run out or was taken away");
        Err(Refused::not_there(why))
    }
}
