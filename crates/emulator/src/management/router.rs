//! The routes of the management.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use axum::middleware::{self, Next};
use axum::routing::{MethodRouter, delete, get, post, put};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::live::{LiveCall, tell_why_they_left};
use super::orders::{ActOrder, ClockOrder, read};
use super::{OPENAPI, history, live, page, rules, views};
use crate::cors;
use crate::engine::{Act, PhoneError};
use crate::phone::Phone;
use crate::server::Shared;
use crate::service::lock;

/// Longest body of an order.
const MOST_BYTES: usize = 64 * 1024;
/// Longest state that is taken over.
const MOST_STATE_BYTES: usize = 1024 * 1024 * 1024;

pub(super) type Answer = Result<Value, Refused>;

/// Why an order is not carried out.
pub(super) struct Refused(StatusCode, String);

impl Refused {
    pub(super) fn wrong(why: String) -> Self {
        Self(StatusCode::BAD_REQUEST, why)
    }

    pub(super) fn not_there(why: String) -> Self {
        Self(StatusCode::NOT_FOUND, why)
    }
}

/// Paths and what answers them.
type Routes = Vec<(&'static str, MethodRouter<Arc<Shared>>)>;

/// The routes that [`OPENAPI`] describes.
fn described() -> Routes {
    vec![
        ("/health", get(health)),
        ("/openapi.json", get(openapi)),
        ("/state", get(state)),
        ("/calls", get(calls)),
        ("/calls/{call_id}", get(history::call).delete(end_call)),
        ("/calls/{call_id}/members/{user}", post(act)),
        ("/records", get(history::records)),
        ("/phones", get(phones)),
        ("/phones/{user}", put(phone)),
        ("/reset", post(reset)),
        ("/export", get(export)),
        (
            "/import",
            post(import).layer(DefaultBodyLimit::max(MOST_STATE_BYTES)),
        ),
        ("/clock", get(clock).post(advance)),
        (
            "/faults",
            get(rules::list_faults)
                .post(rules::add_fault)
                .delete(rules::clear_faults),
        ),
        ("/faults/{id}", delete(rules::remove_fault)),
        (
            "/webhook-rules",
            get(rules::list_webhook_rules)
                .post(rules::add_webhook_rule)
                .delete(rules::clear_webhook_rules),
        ),
        ("/webhook-rules/{id}", delete(rules::remove_webhook_rule)),
        ("/requests", get(requests).delete(clear_requests)),
        ("/requests/{number}", get(history::request)),
        ("/events", get(events)),
        ("/events/{number}", get(history::event)),
        ("/deliveries", get(deliveries)),
        ("/deliveries/{number}", get(history::delivery)),
        ("/deliveries/{number}/again", post(again)),
    ]
}

/// The routes that are the page's own: its files, and what it looks at. They change with it, so [`OPENAPI`] leaves them out.
fn of_the_page() -> Routes {
    let mut routes: Routes = vec![("/live", get(live::live)), ("/snapshot", get(snapshot))];
    for file in page::FILES {
        routes.push((file.path, get(move || async move { file.response() })));
    }
    routes
}

/// Serves the management until it is dropped. It ends no connection in order: whoever looks on is not to hold up an end.
pub(crate) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let address = listener.local_addr();
    let is_for_us_alone = address.is_ok_and(|address| address.ip().is_loopback());
    let routes = described().into_iter().chain(of_the_page());
    let routes = routes
        .fold(Router::new(), |router, (path, methods)| {
            router.route(path, methods)
        })
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), kept))
        .layer(middleware::from_fn_with_state(
            is_for_us_alone,
            only_from_here,
        ))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(shared);
    // Serving ends only when it is dropped.
    let _ = axum::serve(listener, routes).await;
}

/// A page from elsewhere may make a browser send requests; what they would do is not done. The origin `null` is any page's that
/// puts itself into a sandbox, so it is from elsewhere too.
///
/// Where only this machine can connect, a name of somebody else's that leads here is a trick to be taken for a page of this machine.
async fn only_from_here(
    State(is_for_us_alone): State<bool>,
    request: Request,
    next: Next,
) -> Response<Body> {
    if is_for_us_alone && !is_called_by_its_address(request.headers()) {
        let why =
            "the emulator is managed by its address or localhost, not by another name".to_owned();
        return written(Err(Refused(StatusCode::FORBIDDEN, why)));
    }
    let origin = cors::permitted(request.headers()).filter(|origin| origin != "null");
    if request.headers().contains_key(ORIGIN) && origin.is_none() {
        let why = "only pages of this machine may manage the emulator".to_owned();
        return written(Err(Refused(StatusCode::FORBIDDEN, why)));
    }
    let mut response = next.run(request).await;
    cors::grant(origin, &mut response);
    response
}

/// Whether the host that was asked for is an address, or this machine's own name for itself.
fn is_called_by_its_address(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(HOST).and_then(|host| host.to_str().ok()) else {
        return true;
    };
    let name = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost") || name.parse::<IpAddr>().is_ok()
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

pub(super) fn written(answer: Answer) -> Response<Body> {
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

pub(super) fn done() -> Value {
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
        "callback": views::callback(callback.as_deref()),
    })))
}

async fn snapshot(State(shared): State<Arc<Shared>>) -> Response<Body> {
    written(Ok(live::snapshot(&shared)))
}

async fn calls(State(shared): State<Arc<Shared>>) -> Response<Body> {
    let mut all: Vec<LiveCall> = shared.service.with_engine(|engine, _| {
        let all = engine.calls();
        all.map(|call| LiveCall::of(engine, call)).collect()
    });
    all.sort_by_key(|live| (live.call.started_at, live.call.id));
    tell_why_they_left(&shared, &mut all);
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

async fn end_call(
    State(shared): State<Arc<Shared>>,
    Path(call_id): Path<String>,
) -> Response<Body> {
    written(if shared.service.end_call(&call_id) {
        Ok(done())
    } else {
        Err(Refused::not_there(PhoneError::NoSuchCall.to_string()))
    })
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
    shared.reset();
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
    let clock = &shared.service.clock;
    written(Ok(
        json!({"now": clock.now_millis(), "runs": clock.is_running()}),
    ))
}

async fn advance(State(shared): State<Arc<Shared>>, body: Bytes) -> Response<Body> {
    let order = read::<ClockOrder>(&body).map_err(Refused::wrong);
    written(order.map(|order| {
        let service = &shared.service;
        service.move_clock(Duration::from_millis(order.advance_ms));
        json!({"now": service.clock.now_millis()})
    }))
}

async fn requests(State(shared): State<Arc<Shared>>) -> Response<Body> {
    let all = lock(&shared.requests).to_vec();
    let shown: Vec<Value> = all.iter().map(views::request).collect();
    written(Ok(views::list("requests", &shown)))
}

async fn clear_requests(State(shared): State<Arc<Shared>>) -> Response<Body> {
    shared.clear_requests();
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
        Err(Refused::not_there(format!(
            "webhook {number} is not remembered"
        )))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::net::Ipv4Addr;

    use super::*;
    use crate::Emulator;

    #[tokio::test]
    async fn the_description_and_the_routes_are_the_same() {
        let emulator = Emulator::builder().management((Ipv4Addr::LOCALHOST, 0));
        let emulator = emulator.start().await.unwrap();
        let address = emulator.management_addr().unwrap();
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::new();
        let mut routes = BTreeMap::new();
        for (path, _) in described() {
            // A method that no route has: the answer names those it has.
            let path_of_one = path.replace(['{', '}'], "");
            let url = format!("http://{address}{path_of_one}");
            let answer = http
                .request(reqwest::Method::TRACE, url)
                .send()
                .await
                .unwrap();
            assert_eq!(answer.status(), 405, "{path}");
            let methods = answer.headers()["allow"].to_str().unwrap().to_lowercase();
            let methods = methods.split(',').filter(|method| *method != "head");
            let methods: BTreeSet<String> = methods.map(str::to_owned).collect();
            assert!(routes.insert(path.to_owned(), methods).is_none(), "{path}");
        }
        let document: Value = serde_json::from_str(OPENAPI).unwrap();
        let paths = document["paths"].as_object().unwrap().iter();
        let paths: BTreeMap<String, BTreeSet<String>> = paths
            .map(|(path, methods)| {
                let methods = methods.as_object().unwrap().keys().cloned();
                (path.clone(), methods.collect())
            })
            .collect();
        assert_eq!(routes, paths);
        for (path, _) in of_the_page() {
            assert!(!paths.contains_key(path), "{path} is the page's own");
        }
    }
}
