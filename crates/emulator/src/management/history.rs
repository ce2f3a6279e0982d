//! Calls that have ended, a page at a time, and single entries of the logs.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::Response;
use serde_json::{Value, json};

use super::live::{LiveCall, tell_why_they_left};
use super::router::{Refused, written};
use super::{lines, views};
use crate::engine::{CallId, Record};
use crate::gateway::query;
use crate::server::Shared;
use crate::service::lock;

/// Most records of one page, and how many unless it is said.
const MOST: usize = 200;
const USUAL: usize = 50;
/// Most records that one request looks through; the next one goes on from there.
const MOST_LOOKED_AT: usize = 20_000;

/// Which records are wanted.
struct Wanted {
    before: Option<u64>,
    limit: usize,
    /// In lower case.
    contains: String,
}

impl Wanted {
    fn read(text: Option<&str>) -> Result<Self, Refused> {
        let pairs = query::parse(text.unwrap_or_default())
            .map_err(|wrong| Refused::wrong(format!("the query is wrong: {wrong}")))?;
        let number = |name: &str| match query::get(&pairs, name) {
            None | Some("") => Ok(None),
            Some(text) => text
                .parse::<u64>()
                .map(Some)
                .map_err(|_| Refused::wrong(format!("{name} must be a number"))),
        };
        let limit = match number("limit")? {
            None => USUAL,
            Some(limit) => usize::try_from(limit)
                .ok()
                .filter(|limit| (1..=MOST).contains(limit))
                .ok_or_else(|| Refused::wrong(format!("limit must be from 1 to {MOST}")))?,
        };
        Ok(Self {
            before: number("before")?,
            limit,
            contains: query::get(&pairs, "contains")
                .unwrap_or_default()
                .trim()
                .to_lowercase(),
        })
    }

    fn fits(&self, record: &Record) -> bool {
        if self.contains.is_empty() {
            return true;
        }
        let holds = |text: &str| text.to_lowercase().contains(&self.contains);
        holds(&record.caller)
            || record.callees.iter().any(|callee| holds(callee))
            || holds(&format!("{:?}", record.result))
            || holds(&record.room.id)
            || holds(&record.call_id.to_string())
    }
}

pub(super) async fn records(
    State(shared): State<Arc<Shared>>,
    RawQuery(text): RawQuery,
) -> Response<Body> {
    written(Wanted::read(text.as_deref()).map(|wanted| page(&shared, &wanted)))
}

fn page(shared: &Shared, wanted: &Wanted) -> Value {
    let (found, next) = shared.service.with_engine(|engine, _| {
        let mut found = Vec::new();
        let mut earlier = engine.ended_before(wanted.before);
        let mut last = None;
        for (number, record) in earlier.by_ref().take(MOST_LOOKED_AT) {
            last = Some(number);
            if wanted.fits(record) {
                found.push((number, Arc::clone(record)));
                if found.len() == wanted.limit {
                    break;
                }
            }
        }
        let next = earlier.next().and(last);
        (found, next)
    });
    let records: Vec<Value> = found
        .iter()
        .map(|(number, record)| {
            let mut shown = views::record(record);
            shown["number"] = json!(number);
            shown
        })
        .collect();
    json!({"records": records, "next": next})
}

pub(super) async fn call(
    State(shared): State<Arc<Shared>>,
    Path(call_id): Path<String>,
) -> Response<Body> {
    written(one_call(&shared, &call_id))
}

fn one_call(shared: &Shared, call_id: &str) -> Result<Value, Refused> {
    let unknown = || Refused::not_there(format!("no call {call_id} is known"));
    let id = CallId::parse(call_id).ok_or_else(unknown)?;
    let (live, record) = shared.service.with_engine(|engine, _| {
        let live = engine.call(id).map(|call| LiveCall::of(engine, call));
        (live, engine.ended(id).cloned())
    });
    let started_at = match (&live, &record) {
        (Some(live), _) => live.call.started_at,
        (None, Some(record)) => record.started_at,
        (None, None) => return Err(unknown()),
    };
    let mut live: Vec<LiveCall> = live.into_iter().collect();
    tell_why_they_left(shared, &mut live);
    Ok(json!({
        "call": live.first().map(views::call),
        "record": record.map(|record| views::record(&record)),
        "line": lines::of_call(shared, id, started_at),
    }))
}

fn found(what: &str, number: impl std::fmt::Display, entry: Option<Value>) -> Response<Body> {
    let forgotten = || Refused::not_there(format!("{what} {number} is not remembered"));
    written(entry.ok_or_else(forgotten))
}

pub(super) async fn request(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<usize>,
) -> Response<Body> {
    let entry = lock(&shared.requests).get(number).cloned();
    found("request", number, entry.map(|e| views::whole_request(&e)))
}

pub(super) async fn event(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<usize>,
) -> Response<Body> {
    let entry = lock(&shared.service.events).get(number).cloned();
    found("event", number, entry.map(|e| views::event(&e)))
}

pub(super) async fn delivery(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u64>,
) -> Response<Body> {
    let entry = lock(&shared.service.outbox).get(number).cloned();
    found("webhook", number, entry.map(|e| views::delivery(&e)))
}
