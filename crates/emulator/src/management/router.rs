//! The routes of the management.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, ORIGIN};
use axum::http::{HeaderValue, Method, Response, StatusCode};
use axum::middleware::{self, Next};
use axum::routing::{get, post, put};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::orders::{ActOrder, ClockOrder, read};
use super::{OPENAPI, live, page, views};
use crate::cors;
use crate::engine::{Act, PhoneError};
use crate::fault::{FaultRule, Faults};
use crate::phone::Phone;
use crate::server::Shared;
use crate::service::lock;
use crate::webhook::Rule;

/// Longest body of an order.
const MOST_BYTES: usize = 64 * 1024;
/// Longest state that is taken over.
const MOST_STATE_BYTES: usize = 1024 * 1024 * 1024;

type Answer = Result<Value, Refused>;

/// Why an order is not carried out.
struct Refused(StatusCode, String);

impl Refused {
    fn wrong(why: String) -> Self {
        Self(StatusCode::BAD_REQUEST, why)
    }
}

/// Serves the management until it is dropped. It ends no connection in order: whoever looks on is not to hold up an end.
pub(crate) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let routes = Router::new()
        .route("/", get(page::index))
        .route("/page.js", get(page::script))
        .route("/page.css", get(page::style))
        .route("/live", get(live::live))
        .route("/snapshot", get(snapshot))
        .route("/health", get(health))
        .route("/openapi.json", get(openapi))
        .route("/state", get(state))
        .route("/calls", get(calls))
        .route("/calls/{call_id}/members/{user}", post(act))
        .route("/phones", get(phones))
        .route("/phones/{user}", put(phone))
        .route("/reset", post(reset))
        .route("/export", get(export))
        .route(
            "/import",
            post(import).layer(DefaultBodyLimit::max(MOST_STATE_BYTES)),
        )
        .route("/clock", get(clock).post(advance))
        .route("/faults", post(add_fault).delete(clear_faults))
        .route("/webhook-rules", post(add_webhook_rule))
        .route("/requests", get(requests).delete(clear_requests))
        .route("/events", get(events))
        .route("/deliveries", get(deliveries))
        .route("/deliveries/{number}/again", post(again))
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), kept))
        .layer(middleware::from_fn(only_from_here))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(shared);
    // Serving ends only when it is dropped.
    let _ = axum::serve(listener, routes).await;
}

/// A page from elsewhere may make a browser send requests; what they would do is not done. The origin `null` is any page's that
/// puts itself into a sandbox, so it is from elsewhere too.
async fn only_from_here(request: Request, next: Next) -> Response<Body> {
    let origin = cors::permitted(request.headers()).filter(|origin| origin != "null");
    if request.headers().contains_key(ORIGIN) && origin.is_none() {
        let why = "only pages of this machine may manage the emulator".to_owned();
        return written(Err(Refused(StatusCode::FORBIDDEN, why)));
    }
    let mut response = next.run(request).await;
    cors::grant(origin, &mut response);
    response
}

/// What changes something is answered once it would outlive the process.
async fn kept(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response<Body> {
    let reads = request.method() == Method::GET;
    let response = next.run(request).await;
    if reads {
        return response;
    }
    match shared.service.synced().await {
        Ok(()) => response,
        Err(why) => written(Err(Refused(
            StatusCode::INTERNAL_SERVER_ERROR,
            why.to_string(),
        ))),
    }
}

fn written(answer: Answer) -> Response<Body> {
    let (status, value) = match answer {
        Ok(value) => (StatusCode::OK, value),
        Err(Refused(status, why)) => (status, json!({"error": why})),
    };
    let mut response = Response::new(Body::from(value.to_string()));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn done() -> Value {
    json!({"done": true})
}

async fn health() -> Response<Body> {
    written(Ok(json!({"healthy": true})))
}

async fn openapi() -> Response<Body> {
    written(
        serde_json::from_str(OPENAPI)
            .map_err(|error| Refused(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())),
    )
}

async fn state(State(shared): State<Arc<Shared>>) -> Response<Body> {
    let service = &shared.service;
    let (count, callback) =
        service.with_engine(|engine, _| (engine.calls().len(), engine.callback().cloned()));
    written(Ok(json!({
        "sdk_app_id": service.app.sdk_app_id,
        "now": service.clock.now_millis(),
        "calls": count,
        "callback": callback.map(|config| json!({"url": config.url, "commands": config.commands})),
    })))
}

async fn snapshot(State(shared): State<Arc<Shared>>) -> Response<Body> {
    written(Ok(live::snapshot(&shared)))
}

async fn calls(State(shared): State<Arc<Shared>>) -> Response<Body> {
    let all = shared.service.calls();
    let shown: Vec<Value> = all.iter().map(views::call).collect();
    written(Ok(views::list("calls", &shown)))
}

async fn act(
    State(shared): State<Arc<Shared>>,
    Path((call_id, user)): Path<(String, String)>,
    body: Bytes,
) -> Response<Body> {
    let acted = || {
        let act: Act = read::<ActOrder>(&body).map_err(Refused::wrong)?.into();
        let acted = shared.service.act(&call_id, &user, act);
        acted.map_err(|error| {
            let status = match error {
                PhoneError::NoSuchCall | PhoneError::NotAMember => StatusCode::NOT_FOUND,
                PhoneError::NotRinging | PhoneError::NotInCall => StatusCode::CONFLICT,
            };
            Refused(status, error.to_string())
        })?;
        Ok(done())
    };
    written(acted())
}

async fn phone(
    State(shared): State<Arc<Shared>>,
    Path(user): Path<String>,
    body: Bytes,
) -> Response<Body> {
    let phone = read::<Phone>(&body).map_err(Refused::wrong);
    written(phone.map(|phone| {
        shared.service.set_phone(&user, phone);
        done()
    }))
}

async fn phones(State(shared): State<Arc<Shared>>) -> Response<Body> {
    written(Ok(views::phones(&shared.service.phones())))
}

async fn reset(State(shared): State<Arc<Shared>>) -> Response<Body> {
    shared.service.reset();
    lock(&shared.requests).clear();
    written(Ok(done()))
}

async fn export(State(shared): State<Arc<Shared>>) -> Response<Body> {
    let mut response = Response::new(Body::from(shared.service.export()));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(
        CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"call-engine-state.json\""),
    );
    response
}

async fn import(State(shared): State<Arc<Shared>>, body: Bytes) -> Response<Body> {
    let text = std::str::from_utf8(&body).map_err(|error| error.to_string());
    let imported = text.and_then(|text| shared.service.import(text));
    written(imported.map(|()| done()).map_err(Refused::wrong))
}

async fn clock(State(shared): State<Arc<Shared>>) -> Response<Body> {
    written(Ok(json!({"now": shared.service.clock.now_millis()})))
}

async fn advance(State(shared): State<Arc<Shared>>, body: Bytes) -> Response<Body> {
    let order = read::<ClockOrder>(&body).map_err(Refused::wrong);
    written(order.map(|order| {
        let service = &shared.service;
        service.move_clock(Duration::from_millis(order.advance_ms));
        json!({"now": service.clock.now_millis()})
    }))
}

async fn add_fault(State(shared): State<Arc<Shared>>, body: Bytes) -> Response<Body> {
    let rule = read::<FaultRule>(&body);
    written(rule.map_err(Refused::wrong).map(|rule| {
        shared.service.change_fault_rules(|faults| faults.add(rule));
        done()
    }))
}

async fn clear_faults(State(shared): State<Arc<Shared>>) -> Response<Body> {
    shared.service.change_fault_rules(Faults::clear);
    written(Ok(done()))
}

async fn add_webhook_rule(State(shared): State<Arc<Shared>>, body: Bytes) -> Response<Body> {
    let rule = read::<Rule>(&body).map_err(Refused::wrong);
    written(rule.map(|rule| {
        let service = &shared.service;
        service.change_webhook_rules(|outbox| outbox.add_rule(rule));
        done()
    }))
}

async fn requests(State(shared): State<Arc<Shared>>) -> Response<Body> {
    let all = lock(&shared.requests).to_vec();
    let shown: Vec<Value> = all.iter().map(views::request).collect();
    written(Ok(views::list("requests", &shown)))
}

async fn clear_requests(State(shared): State<Arc<Shared>>) -> Response<Body> {
    lock(&shared.requests).clear();
    written(Ok(done()))
}

async fn events(State(shared): State<Arc<Shared>>) -> Response<Body> {
    let all = shared.service.events();
    let shown: Vec<Value> = all.iter().map(views::event).collect();
    written(Ok(views::list("events", &shown)))
}

async fn deliveries(State(shared): State<Arc<Shared>>) -> Response<Body> {
    let all = shared.service.deliveries();
    let shown: Vec<Value> = all.iter().map(views::delivery).collect();
    written(Ok(views::list("deliveries", &shown)))
}

async fn again(State(shared): State<Arc<Shared>>, Path(number): Path<u64>) -> Response<Body> {
    written(if shared.service.deliver_again(number) {
        Ok(done())
    } else {
        let why = format!("webhook {number} is not remembered");
        Err(Refused(StatusCode::NOT_FOUND, why))
    })
}
