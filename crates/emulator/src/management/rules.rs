//! What is to go wrong: rules for requests and for webhooks.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::Response;
use serde::Serialize;
use serde_json::{Value, json};

use super::orders::read;
use super::router::{Refused, done, written};
use crate::fault::FaultRule;
use crate::server::Shared;
use crate::service::lock;
use crate::webhook::Rule;

/// The rules for requests, the first that counts first.
pub(super) fn faults(shared: &Shared) -> Vec<Value> {
    let faults = lock(&shared.service.faults);
    let rules = faults.current().numbered();
    rules.map(|(id, rule)| with(id, rule)).collect()
}

/// The rules for webhooks, the first that counts first.
pub(super) fn webhook_rules(shared: &Shared) -> Vec<Value> {
    let outbox = lock(&shared.service.outbox);
    let rules = outbox.current().numbered();
    rules.map(|(id, rule)| with(id, rule)).collect()
}

/// A rule as it is written, and its number.
fn with(id: u64, rule: &impl Serialize) -> Value {
    let mut written = json!(rule);
    written["id"] = json!(id);
    written
}

pub(super) async fn list_faults(State(shared): State<Arc<Shared>>) -> Response<Body> {
    written(Ok(json!({"faults": faults(&shared)})))
}

pub(super) async fn add_fault(State(shared): State<Arc<Shared>>, body: Bytes) -> Response<Body> {
    let rule = read::<FaultRule>(&body).map_err(Refused::wrong);
    written(rule.map(|rule| {
        let service = &shared.service;
        let id = service.change_fault_rules(|faults| faults.rules().add(rule));
        json!({"done": true, "id": id})
    }))
}

pub(super) async fn clear_faults(State(shared): State<Arc<Shared>>) -> Response<Body> {
    let service = &shared.service;
    service.change_fault_rules(|faults| faults.rules().clear());
    written(Ok(done()))
}

pub(super) async fn remove_fault(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<u64>,
) -> Response<Body> {
    let service = &shared.service;
    let known = service.change_fault_rules(|faults| faults.rules().remove(id));
    written(gone(known, id))
}

pub(super) async fn list_webhook_rules(State(shared): State<Arc<Shared>>) -> Response<Body> {
    written(Ok(json!({"webhook_rules": webhook_rules(&shared)})))
}

pub(super) async fn add_webhook_rule(
    State(shared): State<Arc<Shared>>,
    body: Bytes,
) -> Response<Body> {
    let rule = read::<Rule>(&body).map_err(Refused::wrong);
    written(rule.map(|rule| {
        let service = &shared.service;
        let id = service.change_webhook_rules(|outbox| outbox.rules().add(rule));
        json!({"done": true, "id": id})
    }))
}

pub(super) async fn clear_webhook_rules(State(shared): State<Arc<Shared>>) -> Response<Body> {
    let service = &shared.service;
    service.change_webhook_rules(|outbox| outbox.rules().clear());
    written(Ok(done()))
}

pub(super) async fn remove_webhook_rule(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<u64>,
) -> Response<Body> {
    let service = &shared.service;
    let known = service.change_webhook_rules(|outbox| outbox.rules().remove(id));
    written(gone(known, id))
}

fn gone(known: bool, id: u64) -> Result<Value, Refused> {
    if known {
        Ok(done())
    } else {
        let why = format!("there is no rule {id}; it has run out or was taken away");
        Err(Refused::not_there(why))
    }
}
